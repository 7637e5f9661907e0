"""Reads a tagged PDF back the way a screen reader does: along its structure tree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Element:
    """One tagged element: its tag without the slash, its depth, its own words, its alt text."""

    tag: str
    depth: int
    words: str
    alt: str


def elements(pdf: bytes) -> list[Element]:
    """All structure elements in reading order."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        texts = {page.objgen: _marked_text(page) for page in opened.pages}
        return list(_walk(opened.Root.StructTreeRoot.K, 0, texts))


def read_aloud(pdf: bytes) -> str:
    """Every tagged word in reading order, without spaces: line ends do not count."""
    return squeezed("".join(element.words for element in elements(pdf)))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def _walk(node: Any, depth: int, texts: dict[Any, dict[int, str]]) -> Iterator[Element]:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _walk(kid, depth, texts)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        kids = node.get("/K", pikepdf.Array())
        kids = kids if isinstance(kids, pikepdf.Array) else pikepdf.Array([kids])
        tag, alt = str(node.S)[1:], str(node.get("/Alt", ""))
        yield Element(tag, depth, "", alt)
        for kid in kids:
            words = _own_words(kid, node, texts)
            if words is None:
                yield from _walk(kid, depth + 1, texts)
            elif words:
                yield Element(tag, depth, words, alt)


def _own_words(kid: Any, parent: Any, texts: dict[Any, dict[int, str]]) -> str | None:
    if isinstance(kid, int):
        return texts[parent.Pg.objgen].get(kid, "")
    if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
        return texts[kid.get("/Pg", parent.get("/Pg")).objgen].get(int(kid.MCID), "")
    return None


def _marked_text(page: pikepdf.Page) -> dict[int, str]:
    """The text of each marked-content id of a page."""
    maps = {
        name: _to_unicode(font.ToUnicode.read_bytes())
        for name, font in page.resources.get("/Font", pikepdf.Dictionary()).items()
    }
    found: dict[int, str] = defaultdict(str)
    open_ids: list[int | None] = []
    font: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                mcid = operands[1].get("/MCID") if hasattr(operands[1], "get") else None
                open_ids.append(None if mcid is None else int(mcid))
            case "BMC":
                open_ids.append(None)
            case "EMC":
                open_ids.pop()
            case "Tf":
                font = maps[str(operands[0])]
            case "Tj" | "TJ":
                inside = [mcid for mcid in open_ids if mcid is not None]
                if inside:
                    found[inside[-1]] += _decoded(operands[0], font)
    return found


def _decoded(shown: Any, font: dict[int, str]) -> str:
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    codes = (int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2))
    return "".join(font[code] for code in codes)


def _to_unicode(cmap: bytes) -> dict[int, str]:
    made: dict[int, str] = {}
    text = cmap.decode("ascii")
    for body in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letters in re.findall(r"<(\w+)>\s*<(\w+)>", body):
            made[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    for body in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for low, high, letters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", body):
            first = bytes.fromhex(letters).decode("utf-16-be")
            for step in range(int(high, 16) - int(low, 16) + 1):
                made[int(low, 16) + step] = first[:-1] + chr(ord(first[-1]) + step)
    return made
