"""How a visit of an older format becomes one of today's: pure steps, one for each version.

A step takes the entries of a file of its version and gives those of the next one. A step is never
changed once it was shipped; ``tests/visits`` holds a file of every version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from mgaid.core.visit.record import FORMAT

Raw = dict[str, Any]
Step = Callable[[Raw], Raw]

# The version a step starts from -> the step. Format 1 is the first.
STEPS: Mapping[int, Step] = MappingProxyType({})


def upgraded(
    raw: Raw, version: int, steps: Mapping[int, Step] = STEPS, newest: int = FORMAT
) -> Raw | None:
    """The entries brought up to ``newest``; ``None`` when there never was such a version."""
    for number in range(version, newest):
        if number not in steps:
            return None
        raw = {**steps[number](raw), "format": number + 1}
    return raw
