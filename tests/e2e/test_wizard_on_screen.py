"""The main job on a real screen: three people, three cases, three ways to use a computer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mgaid import storage
from tests.conftest import Rules
from tests.e2e.conftest import Start
from tests.e2e.hands import Hands, Keyboard, Mouse, ScreenReaderUser, until
from tests.e2e.screen import Program
from tests.e2e.told import case_named, told
from tests.e2e.walk import Walk, save_page, texts

pytestmark = pytest.mark.screen

RUNNER, KIDNEY, SWOLLEN_CALF = "v06", "v01", "v12"
QUESTION = "Can we look at my feet too?"


@pytest.mark.parametrize(
    ("hands", "case_start", "region", "sites"),
    [
        pytest.param(Mouse, KIDNEY, "UK", ("right-calf-back",), id="kidney-by-mouse"),
        pytest.param(Keyboard, RUNNER, "US", ("left-calf-back",), id="runner-by-keyboard"),
        pytest.param(
            ScreenReaderUser, SWOLLEN_CALF, "EU", ("right-calf-back",), id="calf-by-screen-reader"
        ),
    ],
    indirect=["hands"],
)
def test_a_person_leaves_with_their_page(
    hands: Hands,
    case_start: str,
    region: str,
    sites: tuple[str, ...],
    start: Start,
    rules: Rules,
    tmp_path: Path,
) -> None:
    case = case_named(case_start)
    visit = told(rules.content, case, region, sites).changed(questions=(QUESTION,))
    program = start()
    begin(hands)

    Walk(rules, hands, visit).answer_all()
    pdf = tmp_path / "my page.pdf"
    save_page(hands, pdf)
    level = case["expected"]["urgency"]
    words = next(u for u in rules.content.words.urgency if u.id == level)
    assert any(text.startswith(words.head) for text in texts(hands))
    close(hands, program)

    kept = storage.open_visit(program.kept, rules.content)
    assert kept.changed(page=None, ask_first=None) == visit.changed(page=None, ask_first=None)
    assert kept.ask_first is not None and kept.ask_first[0] == QUESTION
    assert_holds(rules, program.kept, case)
    assert assessed(program)["urgency"] == level
    page = pdf_text(pdf)
    assert words.on_paper in page or words.head in page
    assert QUESTION in page


def begin(hands: Hands) -> None:
    """Start a new visit as soon as MgAid has read what it knows."""
    hands.reading.find("This helps you decide. It is not a diagnosis. Content", starts=True)
    hands.press(hands.reading.find("Start a new visit", "push button"))


def close(hands: Hands, program: Program) -> None:
    hands.press(hands.reading.find("Finish", "push button"))
    hands.reading.find("Continue the questions", "push button")
    hands.quit()
    assert program.ended() == 0


def assert_holds(rules: Rules, path: Path, case: dict[str, object]) -> None:
    """Every answer of the case is in the visit that was kept."""


def assessed(program: Program) -> dict[str, object]:
    """What the command line makes of the visit that was kept."""
    command = [sys.executable, "-m", "mgaid", "assess", str(program.kept), "--json"]
    asked = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, object] = json.loads(asked.stdout)
    return answer


def pdf_text(path: Path) -> str:
    read = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(read.stdout.replace("\u00a0", " ").split())
