"""Coverage-guided fuzzing of everything that reads what it is given, for as long as one likes.

    pip install atheris && python -m tests.durability.fuzz visit -max_total_time=3600

The first word says what is fed: visit, label or medicine. Further words are libFuzzer's
own. It stops at the first traceback and writes the input that led to it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module


def _visit() -> Callable[[bytes], object]:
    from mgaid import paths
    from mgaid.core import visit as visits
    from mgaid.core.content import load

    content = load(paths.content())

    def feed(raw: bytes) -> object:
        try:
            return visits.loads(raw, content)
        except visits.VisitError:
            return None

    return feed


def _label() -> Callable[[bytes], object]:
    from mgaid import paths
    from mgaid.core.content import read
    from mgaid.core.content.remedies import FormsFile
    from mgaid.core.labels import label_json

    forms = read(paths.content(), "forms.toml", FormsFile)
    return lambda raw: label_json(raw.decode(errors="replace"), forms)


def _medicine() -> Callable[[bytes], object]:
    from mgaid import paths
    from mgaid.core.content import load
    from mgaid.core.medicine_lines import medicine_json
    from mgaid.core.medicines import build_index

    content = load(paths.content())
    index = build_index(content.medicines.classes, paths.medicine_names())
    return lambda raw: medicine_json(content.medicines, index, raw.decode(errors="replace"))


FEEDS = {"visit": _visit, "label": _label, "medicine": _medicine}


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in FEEDS:
        sys.stderr.write(f"usage: fuzz.py {'|'.join(FEEDS)} [libFuzzer words]\n")
        return 2
    atheris = import_module("atheris")
    with atheris.instrument_imports():
        feed = FEEDS[sys.argv.pop(1)]()
    atheris.Setup(sys.argv, feed)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
