"""The checklist on a real screen: the body map, a warning sign and a day of the diary."""

from __future__ import annotations

import pytest

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.visit import Visit
from tests.e2e.conftest import Start
from tests.e2e.hands import START, Hands, Keyboard, Part, ScreenReaderUser, until
from tests.e2e.screen import Program
from tests.e2e.walk import ready

pytestmark = pytest.mark.screen

FIT = "Since this began: a fit, or blackout with jerking"
CALF, ARM = "Left calf, back", "Arm or hand"


def open_section(hands: Hands, title: str) -> None:
    """Come from the first screen to a section of the checklist."""
    ready(hands)
    hands.press(hands.reading.find("Twitching checklist", "push button"))
    section = hands.reading.find(title, "page tab", within=START)
    hands.reading("act", part=section.part)


def places(hands: Hands, content: Content) -> dict[str, Part]:
    """Every place of the body map as it is heard, by its name."""
    labels = [region.label for region in content.regions.values()]
    hands.reading.find(labels[-1], "check box", within=START)
    return {part.name: part for part in hands.reading.parts() if part.name in labels}


def kept(program: Program, content: Content) -> Visit:
    return storage.open_visit(program.kept, content) if program.kept.exists() else Visit()


@pytest.mark.parametrize("hands", [ScreenReaderUser], indirect=True)
def test_an_emergency_is_said_aloud_once(hands: ScreenReaderUser, start: Start) -> None:
    start()
    open_section(hands, "Warning signs")
    yes = hands.reading.find(f"{FIT} Yes", "radio button", within=START)
    hands.reading.announced()

    hands.press(yes)

    hands.reading.find("What to do now", "push button", within=START)
    said = hands.reading.announced()
    assert [words[:12] for words in said] == ["Get help now"]


@pytest.mark.parametrize("hands", [ScreenReaderUser], indirect=True)
def test_every_place_of_the_body_map_is_heard_and_toggled(
    hands: ScreenReaderUser, start: Start, content: Content
) -> None:
    program = start()
    open_section(hands, "Where")
    found = places(hands, content)

    assert set(found) == {region.label for region in content.regions.values()}
    for part in found.values():
        assert part.role == "check box"
        hands.press(part)
        hands.reading.wait(part, "checked")
    everywhere = tuple(content.regions)
    until(lambda: kept(program, content).sites == everywhere, "all places are kept", START)

    hands.press(found[CALF])
    hands.reading.wait(found[CALF], "checked", on=False)
    less = tuple(r for r in everywhere if content.regions[r].label != CALF)
    until(lambda: kept(program, content).sites == less, "the place is taken back", START)


@pytest.mark.parametrize("hands", [Keyboard], indirect=True)
def test_the_body_map_is_marked_with_the_keys_alone(
    hands: Keyboard, start: Start, content: Content
) -> None:
    program = start()
    open_section(hands, "Where")
    found = places(hands, content)
    drawn = [name for name in found if name.endswith(("front", "back"))]

    hands.press(found[CALF], drawn)
    hands.reading.wait(found[CALF], "checked")
    hands.press(found[ARM])
    hands.reading.wait(found[ARM], "checked")

    until(lambda: kept(program, content).sites == ("left-calf-back", "arm"), "both kept", START)
    assert kept(program, content).findings["calf_or_foot_site"] == "yes"


@pytest.mark.parametrize("hands", [ScreenReaderUser], indirect=True)
def test_a_day_is_noted_by_a_screen_reader_and_weakness_is_heard(
    hands: ScreenReaderUser, start: Start, content: Content
) -> None:
    program = start()
    open_section(hands, "Diary")
    reading = hands.reading

    for name, text in (("Twitching (0 if none)", "45"), ("Sleep the night before", "6.5")):
        reading("set_text", part=reading.find(name, "spin box", within=START).part, text=text)
    reading("set_text", part=reading.find("Note", "text").part, text="after a run")
    hands.press(reading.find("Could you not do something you could do before? Yes", "radio button"))

    reading.find("See someone soon", within=START, starts=True)

    def told() -> bool:
        days = kept(program, content).diary
        return bool(days) and (days[0].minutes, days[0].sleep_hours, days[0].note) == (
            45,
            6.5,
            "after a run",
        )

    until(told, "the day is kept", START)
