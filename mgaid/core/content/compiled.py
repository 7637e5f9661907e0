"""Content that was read and checked once, kept beside its files as Python keeps its own code.

Reading and checking all files takes longer than opening a window may. What was found good is
kept in ``__pycache__`` with a digest of the files and of the code that checked them, and is used
only while that digest still fits. It is trusted as code is, no more and no less: it lies where
the content lies. Nothing about a person is ever in it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pydantic_core

import mgaid

if TYPE_CHECKING:
    from mgaid.core.content import Content

_DIGEST_BYTES = 32


def kept(root: Path) -> Content | None:
    """The content of ``root`` as it was kept, or ``None`` when there is none that still fits."""
    try:
        data = _place(root).read_bytes()
    except OSError:
        return None
    if data[:_DIGEST_BYTES] != digest(root):
        return None
    try:
        content: Content = pickle.loads(data[_DIGEST_BYTES:])
    except Exception:
        # Whatever is wrong with it, the files themselves are the truth.
        return None
    return content.at(root)


def keep(root: Path, content: Content) -> None:
    """Keep checked content for the next start; where that is not allowed, nothing happens."""
    place = _place(root)
    with contextlib.suppress(OSError):
        data = digest(root) + pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL)
        place.parent.mkdir(exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=place.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
            Path(name).replace(place)
        except OSError:
            Path(name).unlink()
            raise


def digest(root: Path) -> bytes:
    """Changes whenever a content file, or the code that reads and checks it, changes."""
    made = hashlib.sha256(f"{mgaid.__version__} {sys.version} {pydantic_core.__version__}".encode())
    here = Path(__file__).parent
    code = (here.parent / "condition.py", *sorted(here.glob("*.py")))
    for path in (*sorted(root.glob("*.toml")), *code):
        with contextlib.suppress(OSError):
            made.update(path.name.encode() + b"\0" + path.read_bytes())
    return made.digest()


def _place(root: Path) -> Path:
    return root / "__pycache__" / f"content.{sys.implementation.cache_tag}.pickle"
