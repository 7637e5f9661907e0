"""Three people: one with a mouse, one with a keyboard, one whose screen reader presses things.

Each can press, write and pick what is on the screen. What they find there is told by ``reader``;
none of them knows MgAid from the inside.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.screen import SYSTEM_PYTHON, Program, Screen

SOON = 15.0
"""Seconds within which anything a person waits for must be there."""
START = 15.0
MOST_TABS = 250
WHEEL_TURNS = 40
QUESTIONS = "MgAid: questions"
FOOTER_PX = 72
NEAR_PX = 30
BESIDE_PX = 20


Box = tuple[int, int, int, int]


class NotThere(AssertionError):
    """What a person looks for is not on the screen."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing on the screen, as a screen reader knows it."""

    part: str
    role: str
    name: str
    states: frozenset[str]

    def __bool__(self) -> bool:
        return True


class Reading:
    """What a screen reader hears; it runs as a process of its own on the system's Python."""

    def __init__(self, screen: Screen) -> None:
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, str(Path(__file__).with_name("reader.py"))],
            env=screen.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._hear()

    def __call__(self, do: str, **request: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **request}) + "\n")
        self._process.stdin.flush()
        answer = self._hear()
        if "error" in answer:
            raise NotThere(f"{do} {request}: {answer['error']}")
        return answer

    def attend(self, program: Program) -> None:
        self("attend", pid=program.process.pid, within=START)

    def parts(self) -> list[Part]:
        return [_part(told) for told in self("parts")["parts"]]

    def page(self, title: str) -> list[Part]:
        """All parts, once the keyboard is on the title of a page."""
        return [_part(told) for told in self("page", title=title, within=SOON)["parts"]]

    def window(self) -> Part:
        return _part(self("window"))

    def find(self, name: str, role: str = "", within: float = SOON, **how: bool) -> Part:
        return _part(self("find", name=name, role=role, within=within, **how))

    def look(self, part: Part) -> Part:
        return _part(self("look", part=part.part))

    def box(self, part: Part) -> Box:
        """Left, top, width and height on the screen."""
        left, top, width, height = self("look", part=part.part)["box"]
        return left, top, width, height

    def text(self, part: Part) -> str:
        return str(self("look", part=part.part)["text"])

    def description(self, part: Part) -> str:
        return str(self("look", part=part.part)["description"])

    def announced(self) -> list[str]:
        """What was said aloud since this was asked last, without anyone going there. All that
        came before the last thing found on the screen is in it."""
        return list(self("announced")["said"])

    def wait(self, part: Part, state: str, on: bool = True) -> None:
        self("wait", part=part.part, state=state, on=on, within=SOON)

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(SOON)
        self._process.stdout.close()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise NotThere("the screen reader ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


class Hands:
    """Someone at the screen. ``kind`` is how they work."""

    kind = ""

    def __init__(self, screen: Screen, reading: Reading) -> None:
        self.reading = reading
        self._env = screen.env

    def press(self, part: Part, among: Collection[str] = ()) -> None:
        """Press a button, tick a box, choose a line; ``among`` names the choices it is one of."""
        raise NotImplementedError

    def write(self, field: Part, text: str) -> None:
        """Write into an empty field and stay in it."""
        raise NotImplementedError

    def replace(self, field: Part, text: str) -> None:
        """Write over what stands in a field."""
        raise NotImplementedError

    def pick(self, box: Part, choice: str) -> None:
        """Pick one from a list that folds out."""
        raise NotImplementedError

    def take_first(self, field: Part, offer: str) -> None:
        """Take the offer that a field makes for what was written."""
        raise NotImplementedError

    def go_on(self, button: Part) -> None:
        """Go on to the next page, by this button or by its key."""
        self.press(button)

    def quit(self) -> None:
        raise NotImplementedError

    def _do(self, *keys_and_clicks: str) -> None:
        subprocess.run(["xdotool", *keys_and_clicks], env=self._env, check=True)


class Mouse(Hands):
    """Points and clicks; the keyboard only writes."""

    kind = "mouse"
    _aside = 0

    def press(self, part: Part, among: Collection[str] = ()) -> None:
        left, top, width, height = self._in_sight(part)
        self._click(left + min(width // 2, 60), top + height // 2)

    def write(self, field: Part, text: str) -> None:
        self.press(field)
        self.reading.wait(field, "focused")
        self._do("type", "--delay", "1", text)

    def replace(self, field: Part, text: str) -> None:
        left, top, _, height = self._in_sight(field)
        self._do("mousemove", str(left + 30), str(top + height // 2))
        self._do("click", "--repeat", "3", "--delay", "20", "1", "type", "--delay", "1", text)

    def pick(self, box: Part, choice: str) -> None:
        self.press(box)
        self.press(self.reading.find(choice, "list item"))

    def take_first(self, field: Part, offer: str) -> None:
        self.press(self.reading.find(offer, "list item", starts=True))

    def go_on(self, button: Part) -> None:
        """Beside the last press: at the same place a fast one would be half of a double click."""
        left, top, _, height = self.reading.box(button)
        self._aside = BESIDE_PX - self._aside
        self._click(left + 40 + self._aside, top + height // 2)

    def quit(self) -> None:
        self.press(self.reading.find("File", "menu item"))
        self.press(self.reading.find("Quit", "menu item"))

    def _click(self, x: int, y: int) -> None:
        self._do("mousemove", str(x), str(y), "click", "1")

    def _in_sight(self, part: Part) -> Box:
        """Turn the wheel until the whole of a part lies between the window's top and footer."""
        box = self.reading.box(part)
        if part.role == "push button":
            return box
        window = self.reading.window()
        left, top, width, height = self.reading.box(window)
        low = top + height - (FOOTER_PX if window.name == QUESTIONS else 0)
        for _ in range(WHEEL_TURNS):
            if box[1] >= top and box[1] + box[3] <= low:
                return box
            # Beside the answers, where the wheel can only mean the page.
            self._do("mousemove", str(left + width - 20), str((top + low) // 2))
            self._do("click", "5" if box[1] + box[3] > low else "4")
            box = self._moved(part, box)
        raise NotThere(f"{part.name!r} does not come into sight")

    def _moved(self, part: Part, box: Box) -> Box:
        until(lambda: self.reading.box(part) != box, f"{part.name!r} scrolls")
        return self.reading.box(part)


class Keyboard(Hands):
    """Tabs along and presses keys; there is no mouse."""

    kind = "keyboard"

    def press(self, part: Part, among: Collection[str] = ()) -> None:
        self._go_to(part, among)
        if part.role == "radio button" and "checked" in self.reading.look(part).states:
            return  # the arrow key that came here has chosen it
        self._do("key", "Return" if part.role == "push button" else "space")

    def write(self, field: Part, text: str) -> None:
        self._go_to(field)
        self._do("type", "--delay", "1", text)

    def replace(self, field: Part, text: str) -> None:
        self._go_to(field)
        self._do("key", "ctrl+a", "type", "--delay", "1", text)

    def pick(self, box: Part, choice: str) -> None:
        self._go_to(box)
        self._do("type", choice)

    def take_first(self, field: Part, offer: str) -> None:
        until(
            lambda: offer in self.reading.description(field),
            f"{field.name!r} says that Enter would take {offer!r}",
        )
        self._do("key", "Return")

    def go_on(self, button: Part) -> None:
        self._do("key", "alt+n")

    def quit(self) -> None:
        self._do("key", "ctrl+q")

    def _go_to(self, wanted: Part, among: Collection[str] = ()) -> None:
        """Tab until the wanted part has the keyboard. Choices that belong together have one place
        in the row of tabs; from there the arrow keys lead on."""
        here = self.reading.look(wanted)
        if "focused" in here.states:
            return
        key = "Tab"
        for _ in range(MOST_TABS):
            count = self.reading("focus_count")["count"]
            self._do("key", key)
            here = _part(self.reading("focus", after=count, within=SOON))
            if here.part == wanted.part:
                return
            key = self._arrow(here, wanted) if here.name in among else "Tab"
        raise NotThere(f"the Tab key does not lead to {wanted.role} {wanted.name!r}")

    def _arrow(self, here: Part, wanted: Part) -> str:
        """The arrow key that points from one choice to the other: first across, then down."""
        left, top, width, _ = self.reading.box(here)
        to_left, to_top, to_width, _ = self.reading.box(wanted)
        across = to_left + to_width / 2 - left - width / 2
        if abs(across) > NEAR_PX:
            return "Right" if across > 0 else "Left"
        return "Down" if to_top > top else "Up"


class ScreenReaderUser(Hands):
    """Touches neither mouse nor keyboard: the screen reader acts on the parts themselves."""

    kind = "screen reader"

    def press(self, part: Part, among: Collection[str] = ()) -> None:
        self.reading("act", part=part.part)

    def write(self, field: Part, text: str) -> None:
        self.reading("take_focus", part=field.part)
        self.reading("set_text", part=field.part, text=text)

    def replace(self, field: Part, text: str) -> None:
        self.write(field, text)

    def pick(self, box: Part, choice: str) -> None:
        self.press(box)
        self.press(self.reading.find(choice, "list item"))

    def take_first(self, field: Part, offer: str) -> None:
        """The one key it sends: Enter opens the offers, Enter takes the one it heard."""
        if offer not in self.reading.description(field):
            self.reading("enter")
        until(
            lambda: offer in self.reading.description(field),
            f"{field.name!r} says that Enter would take {offer!r}",
        )
        self.reading("enter")

    def quit(self) -> None:
        self.press(self.reading.find("File", "menu item"))
        self.press(self.reading.find("Quit", "menu item"))


def until(true: Callable[[], object], what: str, within: float = SOON) -> None:
    """Wait until something holds; ``what`` says it in words."""
    deadline = time.monotonic() + within
    while not true():
        if time.monotonic() > deadline:
            raise NotThere(f"it does not come true within {within:g} s that {what}")
        time.sleep(0.02)


def _part(told: dict[str, Any]) -> Part:
    return Part(told["part"], told["role"], told["name"], frozenset(told["states"]))
