"""The main job on a real screen: three people, three cases, three ways to use a computer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mgaid import storage
from tests.conftest import Rules
from tests.e2e.conftest import Start
from tests.e2e.hands import Hands, Keyboard, Mouse, ScreenReaderUser, until
from tests.e2e.screen import Program
from tests.e2e.told import case_named, told
from tests.e2e.walk import Walk, begin, ready, save_page

pytestmark = pytest.mark.screen

KIDNEY, RUNNER, SWOLLEN_CALF = "v01", "v06", "v12"
QUESTION = "Can we look at my feet too?"
FIT = "Since this began: a fit, or blackout with jerking"
FLICKERS = "Do you see or feel small, painless flickers under the skin? Yes"
IN_OWN_WORDS = "In your own words, if you like. They go on your page as you write them."


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
    visit = told(rules, case, region, sites).changed(questions=(QUESTION,))
    program = start()
    begin(hands)

    Walk(rules, hands, visit).answer_all()
    pdf = tmp_path / "my page.pdf"
    save_page(hands, pdf)
    level = case["expected"]["urgency"]
    words = next(u for u in rules.content.words.urgency if u.id == level)
    assert any(part.name.startswith(words.head) for part in hands.reading.parts())
    hands.press(hands.reading.find("Finish", "push button"))
    hands.reading.find("Continue the questions", "push button")
    hands.quit()
    assert program.ended() == 0

    kept = storage.open_visit(program.kept, rules.content)
    assert kept.ask_first is not None
    assert kept.ask_first[0] == QUESTION
    assert kept.changed(page=None, ask_first=None) == visit
    assert_holds(rules, program, case)
    assert assessed(program)["urgency"] == level
    page = pdf_text(pdf)
    assert words.on_paper in page
    assert QUESTION in page


@pytest.mark.parametrize("hands", [Mouse, ScreenReaderUser], indirect=True)
def test_an_emergency_is_answered_at_once(hands: Hands, start: Start) -> None:
    start()
    begin(hands)

    hands.press(hands.reading.find(FIT, "check box"))

    call = hands.reading.find("Get help now: call", starts=True)
    hands.reading.wait(call, "focused")  # so it is heard, and is not said a second time
    assert hands.reading.announced() == []
    hands.press(hands.reading.find("Make a page for the crew", "push button"))
    hands.reading.page("A page for the crew")


@pytest.mark.parametrize("hands", [Keyboard, ScreenReaderUser], indirect=True)
def test_the_number_to_call_is_that_of_the_region(hands: Hands, start: Start) -> None:
    start()
    begin(hands)
    reading = hands.reading
    hands.press(reading.find(FIT, "check box"))

    for region, number in (("United States", "911"), ("United Kingdom", "999")):
        reading.find("Change region", "label")
        # On this system a box is named by what is chosen in it; its label is a relation.
        hands.pick(reading.find("", "combo box", starts=True), region)
        reading.find(f"Get help now: call {number}", starts=True)


@pytest.mark.parametrize("hands", [Keyboard], indirect=True)
def test_a_power_cut_while_writing_loses_no_answer(
    hands: Hands, start: Start, rules: Rules
) -> None:
    reading = hands.reading
    program = start()
    begin(hands)
    reading.page("First: is anything urgent?")
    hands.press(reading.find("Heart and breathing: None of these", "check box"))
    kind = rules.content.pages["kind"].title
    for page in ("emergency_more", "about", "weight", "pregnancy", "kind"):
        hands.go_on(reading.find("Next", "push button"))
        reading.page(rules.content.pages[page].title)
    hands.press(reading.find(FLICKERS, "radio button"))
    hands.write(reading.find(IN_OWN_WORDS, "text"), "It began after a run ")
    until(lambda: "after a run" in kept_text(program), "the first words are kept")
    hands.write(reading.find(IN_OWN_WORDS, "text"), "and then it nev")
    program.kill()

    again = start()
    ready(hands)
    way_on = reading.find("Continue where you were", "push button")
    assert "Step 3 of 11" in reading.description(way_on)
    hands.press(way_on)
    reading.page(kind)
    assert "checked" in reading.find(FLICKERS, "radio button").states
    words = reading.text(reading.find(IN_OWN_WORDS, "text"))
    assert words.startswith("It began after a run")
    visit = storage.open_visit(again.kept, rules.content)
    assert visit.findings["chest_pain"] == "no"


def kept_text(program: Program) -> str:
    try:
        return program.kept.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def assert_holds(rules: Rules, program: Program, case: dict[str, Any]) -> None:
    """Every answer and number of the case is in what the kept visit amounts to."""
    found = rules.assess(storage.open_visit(program.kept, rules.content))
    given = case["visit"]
    for finding, answer in given["findings"].items():
        assert found.truths[finding] is (answer == "yes"), finding
    for value, number in given["numbers"].items():
        assert found.numbers[value] == pytest.approx(number), value
    person = storage.open_visit(program.kept, rules.content).person
    assert person.age == given["person"]["age"]
    assert person.sex == given["person"]["sex"]


def assessed(program: Program) -> dict[str, Any]:
    """What the command line makes of the visit that was kept."""
    command = [sys.executable, "-m", "mgaid", "assess", str(program.kept), "--json"]
    asked = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(asked.stdout)
    return answer


def pdf_text(path: Path) -> str:
    read = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(read.stdout.replace("\u00a0", " ").split())
