"""Kill MgAid again and again, at any moment, and look at what is left.

    python -m tests.durability.kill 1000

Prints the figures as JSON; the exit code is 1 when anything was lost, unreadable or left behind.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from tests.durability import killed

# An answer must be on the disk after a second, if the child had its turns of the processor.
LATEST_S = 1.0
LEAST_BEATS = 7
WINDOWS_EVERY = 10
LINES_AT_ONCE = 5


@dataclass
class Figures:
    kills: int = 0
    windows: int = 0
    answers: int = 0
    owed_checked: int = 0
    saves: int = 0
    half_written_found: int = 0
    locked: int = 0
    backups_checked: int = 0
    oldest_lost_s: float = 0.0
    broken: list[str] = field(default_factory=list)


@dataclass
class _Line:
    """MgAids over one folder, one after the other."""

    folder: Path
    locks: bool = False
    is_locked: bool = False
    owed: int = 0
    told: int = 0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("kills", type=int)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mgaid-kill-") as root:
        figures = _in_lines(Path(root), options.kills, options.seed)
    shown = {"seed": options.seed, "seconds": round(time.monotonic() - began, 1)}
    sys.stdout.write(json.dumps(shown | asdict(figures), indent=1) + "\n")
    return 1 if figures.broken else 0


def _in_lines(root: Path, kills: int, seed: int) -> Figures:
    """Share the kills among lines that live side by side."""
    shares = [kills // LINES_AT_ONCE + (n < kills % LINES_AT_ONCE) for n in range(LINES_AT_ONCE)]
    content, index = killed.read_all()
    context = get_context("fork")
    results = context.SimpleQueue()

    def run(number: int, share: int) -> None:
        made = _Line(root / str(number), locks=number % 2 == 1)
        results.put(_one_line(content, index, made, share, seed + number))

    for number, share in enumerate(shares):
        context.Process(target=run, args=(number, share), daemon=True).start()
    whole = Figures()
    for _ in shares:
        part = results.get()
        for name, value in asdict(part).items():
            before = getattr(whole, name)
            worst = name == "oldest_lost_s"
            setattr(whole, name, max(before, value) if worst else before + value)
    return whole


def _one_line(
    content: Content, index: MedicineIndex, line: _Line, kills: int, seed: int
) -> Figures:
    folder = line.folder
    folder.mkdir()
    figures, chance = Figures(), random.Random(seed)
    for number in range(kills):
        # A window would ask for the passphrase: those lines live without.
        window = not line.locks and number % WINDOWS_EVERY == WINDOWS_EVERY - 1
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            try:
                os.close(reader)
                chosen = chance.randrange(10**9)
                killed.Life(content, index, folder, writer, chosen, locks=line.locks).live(
                    window=window
                )
            finally:
                os._exit(1)
        os.close(writer)
        long = chance.random() < 0.22
        time.sleep(chance.uniform(1.2, 2.0) if long else chance.uniform(0.0, 0.5))
        os.kill(child, signal.SIGKILL)
        at = time.monotonic()
        _, status = os.waitpid(child, 0)
        with os.fdopen(reader) as journal:
            lines = journal.read().splitlines()
        if os.WIFEXITED(status):
            figures.broken.append(f"kill {number}: MgAid ended by itself")
        figures.kills += 1
        figures.windows += window
        _look(line, figures, lines, at, content)
    storage.tidy(folder)
    storage.tidy_all(folder / "data")
    figures.broken += [f"left behind: {p}" for p in folder.rglob(f"{storage.PART_PREFIX}*")]
    return figures


def _look(line: _Line, figures: Figures, lines: list[str], at: float, content: Content) -> None:
    """Compare what the dead child said with what it left."""
    beats = 0
    told: list[tuple[float, int]] = []
    owed_before = line.owed
    for words in reversed(lines):
        stamp, kind, *rest = words.split()
        moment = float(stamp)
        if kind == "beat":
            beats += 1
        elif kind == "saved":
            figures.saves += 1
        elif kind == "told":
            figures.answers += 1
            told.append((moment, int(rest[0])))
            if at - moment >= LATEST_S and beats >= LEAST_BEATS:
                line.owed = max(line.owed, int(rest[0]))
        elif kind == "locked":
            line.is_locked = True
        elif kind == "error":
            figures.broken.append(f"MgAid failed: {rest[0]}")
        elif rest[1:]:
            figures.broken.append(f"left behind after a start: {rest[1]}")
    line.told = max([line.told, *(number for _, number in told)])
    figures.owed_checked += line.owed > owed_before
    figures.half_written_found += sum(1 for _ in line.folder.rglob(f"{storage.PART_PREFIX}*"))
    data = line.folder / "data"
    opener = killed.PASSPHRASE if line.locks else None
    try:
        kept = killed.number_of(storage.autosaved(data, content, opener))
        files = [line.folder / killed.VISIT_NAME, *data.glob("visits/*.mgaid")]
        for file in files:
            if file.exists():
                storage.open_visit(file, content, opener)
        _look_at_backups(line, figures, content, opener)
    except storage.NotOpened as problem:
        figures.broken.append(str(problem))
        return
    if kept < line.owed:
        figures.broken.append(f"answer {line.owed} was lost, the visit holds {kept}")
    # One answer under way may be on the disk before the child could say so.
    if kept > line.told + 1:
        figures.broken.append(f"answer {kept} was never told")
    lost = [at - moment for moment, number in told if number > kept]
    figures.oldest_lost_s = round(max([figures.oldest_lost_s, *lost]), 3)
    page = line.folder / killed.PAGE_NAME
    if page.exists():
        pdf = page.read_bytes()
        if not (pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")):
            figures.broken.append("the page is broken")


def _look_at_backups(line: _Line, figures: Figures, content: Content, words: str | None) -> None:
    """Every backup is whole and opens; once the lock was there, nothing readable is left."""
    data = line.folder / "data"
    for file in data.glob("backups/*/*.mgaid"):
        figures.backups_checked += 1
        checksum = file.stem.rpartition("-")[2]
        if hashlib.sha256(file.read_bytes()).hexdigest() != checksum:
            figures.broken.append(f"a broken backup: {file.name}")
        storage.open_visit(file, content, words)
    if line.is_locked:
        figures.locked += 1
        figures.broken += [f"readable beside the lock: {name}" for name in killed.readable(data)]


if __name__ == "__main__":
    sys.exit(main())
