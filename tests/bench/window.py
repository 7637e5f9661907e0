"""MgAid's window, started as a person starts it, with the times a person notices.

Run as a script; prints one JSON line. ``visit`` as argument goes on to visit all tabs and measure
what happens after an answer, a keystroke and a press on "Save as PDF".
"""

from __future__ import annotations

import json
import sys
import time

from mgaid.ui.app import Start, hold_collector, make_app

ANSWERS = 200
# What people type: plain names, common ones, more than one word, slips, and what no food is called.
TYPED = (
    "pumpkin seeds", "oats", "brown rice", "spinach", "dark chocolate", "zzz", "wholemeal bread",
    "brocolli", "tin of tuna", "peanut butter", "greek yogurt", "coke", "sweet potato", "almonds",
    "black beans", "roast chicken", "semi skimmed milk", "avocado", "cheese and onion crisps",
)  # fmt: skip
told: dict[str, float] = {}


def percentile(times: list[float], share: float) -> float:
    """The time, in ms, that ``share`` of all stay under."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


def on_paint() -> None:
    told.setdefault("paint", time.time())


def on_furnished() -> None:
    told["furnished"] = time.time()


def on_ready() -> None:
    told["ready"] = time.time()
    if "visit" in sys.argv:
        visit_all()
    print(json.dumps(told))
    app.exit()  # not quit: that closes the window, which asks whether to keep what was answered


def settle() -> None:
    for _ in range(3):
        app.processEvents()


def visit_all() -> None:
    from mgaid.ui.main_window import TABS
    from tests.bench.memory import resident_mb

    window = start.window
    for place in range(len(TABS)):
        window.show_tab(place)
        settle()
    told["memory"] = resident_mb()
    for measure in (answers, keystrokes, page):
        try:
            measure()
        except Exception as problem:  # a part that is missing must not hide the others
            sys.stderr.write(f"{measure.__name__}: {type(problem).__name__}: {problem}\n")


def answers() -> None:
    """From an answer to every view of every tab painted."""
    workspace = start.window.workspace
    assert workspace is not None
    findings = [f.id for f in workspace.content.findings.values() if f.asked][:ANSWERS]
    times = []
    for place, finding in enumerate(findings):
        if place % 50 == 0:
            start.window.show_tab(place // 50 % 4)
            settle()
        began = time.perf_counter()
        workspace.answer({finding: "no"})
        app.processEvents()
        times.append(time.perf_counter() - began)
    told["answer_p99"] = percentile(times, 0.99)
    told["answer_p50"] = percentile(times, 0.5)


def keystrokes() -> None:
    """From a keystroke in the food search to the rows shown."""
    from PySide6.QtWidgets import QLineEdit

    start.window.show_tab(1)
    settle()
    tab = start.window.tab(1)
    assert tab is not None
    field = next(f for f in tab.findChildren(QLineEdit) if "earch" in f.accessibleName())
    times = []
    for words in TYPED:
        for end in range(1, len(words) + 1):
            began = time.perf_counter()
            field.setText(words[:end])
            app.processEvents()
            times.append(time.perf_counter() - began)
    told["search_p99"] = percentile(times, 0.99)
    told["search_p50"] = percentile(times, 0.5)


def page() -> None:
    """A page from the visit in hand, Typst warm."""
    from mgaid.output.pdf import to_pdf

    workspace = start.window.workspace
    assert workspace is not None
    to_pdf(workspace.document())
    times = []
    for _ in range(10):
        began = time.perf_counter()
        to_pdf(workspace.document())
        times.append(time.perf_counter() - began)
    told["pdf"] = percentile(times, 0.5)


app = make_app()
start = Start(app, None)
start.window.painted.connect(on_paint)
start.furnished.connect(on_furnished)
hold_collector(start)
start.ready.connect(on_ready)
start.window.show()
sys.exit(app.exec())
