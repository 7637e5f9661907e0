"""Finds the words a person reads in any part of the content, by the marks of the models.

Measures nothing and judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mgaid.core.content.models import Reading

_PLAIN = ("rows", "items", "options", "ask", "blocks")


def walk(node: Any, place: str) -> Iterator[tuple[str, str, str]]:
    """The words marked as such in one part of the content, as (place, kind, text)."""
    if isinstance(node, BaseModel):
        name = getattr(node, "id", "") or getattr(node, "finding", "")
        here = f"{place} {name}".strip()
        for key, field in type(node).model_fields.items():
            value = getattr(node, key)
            kind = reading_kind(field)
            if kind is None:
                yield from walk(value, f"{here} {key}" if key not in _PLAIN else here)
            elif isinstance(value, str):
                yield from _text(f"{here} {key}", kind, value)
            else:
                parts = value.values() if isinstance(value, dict) else value
                for part in parts:
                    lines = (part,) if isinstance(part, str) else part
                    for line in lines:
                        yield from _text(f"{here} {key}", kind, line)
    elif isinstance(node, dict):
        for part in node.values():
            yield from walk(part, place)
    elif isinstance(node, (tuple, list)):
        for part in node:
            yield from walk(part, place)


def _text(place: str, kind: str, text: str) -> Iterator[tuple[str, str, str]]:
    if text:
        yield place, kind, text


def reading_kind(field: FieldInfo) -> str | None:
    """Whether the words of a field are a ``block``, a ``label``, or nothing to read."""
    return _reading(field.metadata) or _reading_inside(field.annotation)


def _reading(metadata: list[Any]) -> str | None:
    return next((mark.kind for mark in metadata if isinstance(mark, Reading)), None)


def _reading_inside(annotation: Any) -> str | None:
    """The mark of the strings inside a tuple or mapping of prose."""
    for part in getattr(annotation, "__args__", ()):
        found = _reading(list(getattr(part, "__metadata__", ())))
        if found is None and getattr(part, "__origin__", None) in (tuple, list):
            found = _reading_inside(part)
        if found is not None:
            return found
    return None
