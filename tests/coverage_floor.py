"""Fails when the branch coverage of a room falls below its floor.

usage: python -m tests.coverage_floor COVERAGE.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FLOORS = {"mgaid/core/": 95.0, "mgaid/output/": 95.0, "mgaid/storage/": 95.0}


def share(files: dict[str, Any], room: str) -> float:
    """Lines and branches covered of all there are under ``room``, in per cent."""
    totals = [file["summary"] for name, file in files.items() if name.startswith(room)]
    covered = sum(t["covered_lines"] + t["covered_branches"] for t in totals)
    everything = sum(t["num_statements"] + t["num_branches"] for t in totals)
    return 100 * covered / everything if everything else 0.0


def main(path: str) -> int:
    files = json.loads(Path(path).read_text(encoding="utf-8"))["files"]
    low = 0
    for room, floor in FLOORS.items():
        got = share(files, room)
        sys.stdout.write(f"coverage of {room} with branches: {got:.1f} % (floor {floor:g} %)\n")
        low += got < floor
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
