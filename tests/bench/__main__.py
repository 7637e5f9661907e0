"""``python -m tests.bench``: how MgAid compares with a bare PySide6 window, in the same run.

Bare window and MgAid are started in turn, each in a process of its own; a ratio is the median of
one over the median of the other. The ratios are to be read, not tested: machines differ.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAIRS = 7
VISITS = 3
LONGEST_RUN_S = 120


def started(script: str, *arguments: str) -> dict[str, float]:
    """Run a script of this folder; times come back as ms since the process was asked for."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{script}", *arguments],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=LONGEST_RUN_S,
        check=False,
    )
    sys.stderr.write(done.stderr)
    lines = done.stdout.strip().splitlines()
    if not lines:
        return {}
    told: dict[str, float] = json.loads(lines[-1])
    for moment in ("paint", "furnished", "ready"):
        if moment in told:
            told[moment] = (told[moment] - began) * 1000
    return told


def median(runs: Sequence[dict[str, float]], key: str) -> float | None:
    found = [run[key] for run in runs if key in run]
    return statistics.median(found) if found else None


def line(name: str, ours: float | None, bare: float | None, unit: str, goal: str) -> str:
    if ours is None:
        return f"{name:<42} not measured"
    if bare is None:
        return f"{name:<42} {ours:8.1f} {unit:<3} {'':24} goal {goal}"
    return (
        f"{name:<42} {ours:8.1f} {unit:<3} bare {bare:7.1f}  ratio {ours / bare:5.2f}  goal {goal}"
    )


def main() -> int:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    started("bare")  # once each to warm the disk and the bytecode
    started("window")
    bare, ours = [], []
    for _ in range(pairs):
        bare.append(started("bare"))
        ours.append(started("window"))
    used = [started("window", "visit") for _ in range(VISITS)]
    paint = median(bare, "paint")
    print(line("first paint", median(ours, "paint"), paint, "ms", "1.25"))
    print(line("first screen can be used", median(ours, "furnished"), paint, "ms", ""))
    print(line("ready: content there, tabs can be used", median(ours, "ready"), paint, "ms", "1.6"))
    print(
        line(
            "memory, all tabs visited", median(used, "memory"), median(bare, "memory"), "MB", "1.6"
        )
    )
    print(line("answer to every view, p99", median(used, "answer_p99"), None, "ms", "16 ms"))
    print(line("answer to every view, median", median(used, "answer_p50"), None, "ms", ""))
    print(line("food search keystroke, p99", median(used, "search_p99"), None, "ms", "8 ms"))
    print(line("food search keystroke, median", median(used, "search_p50"), None, "ms", ""))
    print(line("page as PDF, warm", median(used, "pdf"), None, "ms", "50 ms"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
