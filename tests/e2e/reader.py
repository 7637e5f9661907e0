"""Reads and presses what a screen reader can, for the tests: run by the system's Python.

Takes one JSON request a line and answers each with one line. Every accessible part it tells of
has a number by which it can be asked for again. It waits for what is asked, up to a deadline, and
keeps no copy of what the program says: names and states are asked for anew each time.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
import pyatspi  # type: ignore[import-not-found]
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]

POLL_SECONDS = 0.02
STATES = {
    "focused": pyatspi.STATE_FOCUSED,
    "checked": pyatspi.STATE_CHECKED,
    "enabled": pyatspi.STATE_ENABLED,
    "showing": pyatspi.STATE_SHOWING,
    "active": pyatspi.STATE_ACTIVE,
    "selected": pyatspi.STATE_SELECTED,
    "expanded": pyatspi.STATE_EXPANDED,
}
WINDOWS = {"frame", "dialog", "window", "alert", "file chooser", "popup menu"}
GONE = GLib.Error


class Reader:
    """Looks at one program, the one with this process number."""

    def __init__(self) -> None:
        self._parts: dict[int, Any] = {}
        self._app: Any = None
        self._pid = 0
        self._focus: Any = None
        self._focus_count = 0
        for event in ("object:state-changed:focused", "object:active-descendant-changed"):
            pyatspi.Registry.registerEventListener(self._on_focus, event)

    def attend(self, pid: int, within: float) -> dict[str, Any]:
        """Look at this program from now on, as soon as it is there."""
        self._pid = pid
        self._app = None
        self._focus = None
        self._parts.clear()

        def there() -> Any:
            desktop = pyatspi.Registry.getDesktop(0)
            for app in desktop:
                if app is not None and app.get_process_id() == pid and app.childCount:
                    return app
            return None

        self._app = self._wait(there, within, f"the program {pid} is not there")
        self._app.set_cache_mask(Atspi.Cache.NONE)
        return {}

    def parts(self) -> dict[str, Any]:
        """All that shows in the windows one can use now."""
        return {"parts": [self._told(one) for one in self._showing()]}

    def find(
        self,
        within: float,
        name: str = "",
        role: str = "",
        starts: bool = False,
        last: bool = False,
    ) -> dict[str, Any]:
        """The first part that shows with this name (or this start of it) and role."""

        def there() -> Any:
            found = None
            for one in self._showing():
                told = one.name
                fits = told.startswith(name) if starts else told == name
                if fits and (not role or one.getRoleName() == role):
                    found = one
                    if not last:
                        break
            return found

        wanted = f"{role or 'part'} {name!r}"
        return self._told(self._wait(there, within, f"there is no {wanted}"))

    def look(self, part: int) -> dict[str, Any]:
        """A part as it is now."""
        return self._told(self._parts[part])

    def wait(self, part: int, state: str, on: bool, within: float) -> dict[str, Any]:
        """Wait until a part has a state, or has it no longer; one that is gone has none."""
        one = self._parts[part]

        def there() -> bool:
            try:
                return bool(one.getState().contains(STATES[state])) is on
            except GONE:
                return not on

        self._wait(there, within, f"{one.name!r} is not {'' if on else 'un'}{state}")
        return {}

    def wait_value(self, part: int, text: str, within: float) -> dict[str, Any]:
        """Wait until a field says this."""
        one = self._parts[part]
        self._wait(lambda: _text(one) == text, within, f"{one.name!r} does not say {text!r}")
        return {}

    def focus(self, after: int, within: float) -> dict[str, Any]:
        """Who has the keyboard, once it changed more often than ``after``."""
        self._wait(lambda: self._focus_count > after, within, "the keyboard went nowhere")
        return self._told(self._focus) | {"count": self._focus_count}

    def focus_count(self) -> dict[str, Any]:
        self._listen()
        return {"count": self._focus_count}

    def focused(self, name: str, within: float) -> dict[str, Any]:
        """Wait until a part with this name has the keyboard."""

        def there() -> Any:
            return self._focus is not None and self._focus.name == name and self._focus

        return self._told(self._wait(there, within, f"the keyboard is not on {name!r}"))

    def act(self, part: int, action: str = "") -> dict[str, Any]:
        """Do what a screen reader's "press" does, or the action of this name."""
        actions = self._parts[part].queryAction()
        names = [actions.getName(n) for n in range(actions.nActions)]
        wanted = action or names[0]
        if wanted not in names:
            raise LookupError(f"no action {wanted!r} among {names}")
        actions.doAction(names.index(wanted))
        return {"actions": names}

    def take_focus(self, part: int) -> dict[str, Any]:
        self._parts[part].queryComponent().grabFocus()
        return {}

    def set_text(self, part: int, text: str) -> dict[str, Any]:
        self._parts[part].queryEditableText().setTextContents(text)
        return {}

    def set_value(self, part: int, number: float) -> dict[str, Any]:
        self._parts[part].queryValue().currentValue = number
        return {}

    def children(self, part: int) -> dict[str, Any]:
        """Everything inside a part, shown or not."""
        found = []
        todo = list(self._parts[part])
        while todo:
            one = todo.pop(0)
            if one is not None:
                found.append(self._told(one))
                todo = [*one, *todo]
        return {"parts": found}

    # ---------------------------------------------------------------- looking

    def _windows(self) -> list[Any]:
        """The windows that show, the one in use first."""
        windows = [one for one in self._app if one is not None]
        shown = [one for one in windows if _has(one, pyatspi.STATE_SHOWING)]
        active = [one for one in shown if _has(one, pyatspi.STATE_ACTIVE)]
        return active or shown

    def _showing(self) -> Iterator[Any]:
        for window in self._windows():
            yield from self._below(window)

    def _below(self, one: Any) -> Iterator[Any]:
        """A part and all in it that shows, from the top."""
        try:
            yield one
            for child in range(one.childCount):
                inner = one.getChildAtIndex(child)
                if inner is not None and _has(inner, pyatspi.STATE_SHOWING):
                    yield from self._below(inner)
        except GONE:
            return  # it went away while one looked

    def _told(self, one: Any) -> dict[str, Any]:
        number = next((n for n, known in self._parts.items() if known == one), None)
        if number is None:
            number = len(self._parts)
            self._parts[number] = one
        states = one.getState()
        told: dict[str, Any] = {
            "part": number,
            "role": one.getRoleName(),
            "name": one.name,
            "description": one.description,
            "states": [name for name, state in STATES.items() if states.contains(state)],
        }
        try:
            box = one.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
            told["box"] = [box.x, box.y, box.width, box.height]
        except NotImplementedError:
            told["box"] = [0, 0, 0, 0]
        told["text"] = _text(one)
        return told

    # ---------------------------------------------------------------- waiting

    def _on_focus(self, event: Any) -> None:
        if event.type.startswith("object:state-changed") and not event.detail1:
            return
        if event.source.get_process_id() != self._pid:
            return
        self._focus = event.source
        self._focus_count += 1

    def _listen(self) -> None:
        context = GLib.MainContext.default()
        while context.pending():
            context.iteration(False)

    def _wait(self, there: Callable[[], Any], within: float, else_say: str) -> Any:
        deadline = time.monotonic() + within
        while True:
            self._listen()
            try:
                found = there()
            except GONE:
                found = None
            if found:
                return found
            if time.monotonic() > deadline:
                raise LookupError(f"{else_say} after {within:g} s")
            time.sleep(POLL_SECONDS)


def _has(one: Any, state: Any) -> bool:
    return bool(one.getState().contains(state))


def _text(one: Any) -> str:
    try:
        return str(one.queryText().getText(0, -1))
    except NotImplementedError:
        return ""


def main() -> None:
    reader = Reader()
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = getattr(reader, request.pop("do"))(**request)
        except (LookupError, NotImplementedError, GONE) as error:
            answer = {"error": str(error) or type(error).__name__}
        print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
