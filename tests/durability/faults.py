"""A disk that fails at a step of one's choice: every write, flush, rename and removal counts."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ENDLESS = 10_000


class Crash(BaseException):
    """MgAid ends here: nobody tidies, and what was written stays as it is."""


class Faults:
    """Counts the steps that change the disk; step ``at`` fails, or all from it on if ``lasting``.

    ``error`` is what it fails with: a number of ``errno``, or ``Crash`` for the end of the program.
    """

    def __init__(self, at: int, error: int | type[Crash], *, lasting: bool = False) -> None:
        self.steps: list[str] = []
        self._at = at
        self._error = error
        self._lasting = lasting

    @property
    def hit(self) -> bool:
        """Whether the step was reached."""
        return len(self.steps) >= self._at

    def counted(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            self.steps.append(name)
            reached = len(self.steps)
            if reached == self._at or (self._lasting and reached > self._at):
                if isinstance(self._error, int):
                    raise OSError(self._error, "injected")
                raise self._error
            return act(*given, **named)

        return run

    @contextlib.contextmanager
    def injected(self) -> Iterator[None]:
        """The disk fails in here."""
        opened = os.fdopen

        def stream(*given: Any, **named: Any) -> Any:
            return _Stream(opened(*given, **named), self)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tempfile, "mkstemp", self.counted("make", tempfile.mkstemp))
            patch.setattr(os, "fdopen", stream)
            patch.setattr(os, "fsync", self.counted("flush", os.fsync))
            for name in ("replace", "rename", "unlink", "chmod", "mkdir"):
                patch.setattr(Path, name, self.counted(name, getattr(Path, name)))
            yield


class _Stream:
    """An open file whose writing is counted."""

    def __init__(self, stream: Any, faults: Faults) -> None:
        self._stream = stream
        self.write = faults.counted("write", stream.write)

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
