"""Reads and presses what a screen reader can, for the tests: run by the system's Python.

It speaks AT-SPI, the D-Bus protocol of screen readers on Linux, with many questions under way at a
time, for the usual library waits for each answer. Takes one JSON request a line and answers each
with one line. A part is named by its path on the bus. It waits for what is asked, up to a deadline,
and keeps no copy of what the program says.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from gi.repository import Gio, GLib  # type: ignore[import-not-found]

ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = "org.a11y.atspi.Registry"
ACCESSIBLE = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"
SCREEN_COORDS = 0
DEVICES = ("/org/a11y/atspi/registry/deviceeventcontroller", "org.a11y.atspi.DeviceEventController")
RETURN, KEY_BY_SYMBOL = 0xFF0D, 3
DAEMON = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
CALL_MS = 5_000
POLL_SECONDS = 0.05
STATES = {
    "active": 1,
    "checked": 4,
    "enabled": 8,
    "expanded": 10,
    "focused": 12,
    "selected": 23,
    "showing": 25,
}
# What is inside them is drawn by them and said in their names.
LEAVES = {"push button", "check box", "radio button", "heading", "label", "graphic", "table"}

Answer = dict[str, Any]
Call = tuple[str, str, str, "GLib.Variant | None"]  # path, interface, method, arguments


class Reader:
    """Looks at one program, the one with this process number."""

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
            None, None, Gio.DBusCallFlags.NONE, CALL_MS,
        ).unpack()[0]  # fmt: skip
        flags = Gio.DBusConnectionFlags
        self._bus = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION
        )
        self._app = ""
        self._focus = ""
        self._focus_count = 0
        self._announced: list[str] = []
        event = GLib.Variant("(s)", ("object:state-changed:focused",))
        self._ask_of(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", event)
        self._bus.signal_subscribe(
            None, "org.a11y.atspi.Event.Object", "StateChanged", None, "focused",
            Gio.DBusSignalFlags.NONE, self._on_focus,
        )  # fmt: skip
        event = GLib.Variant("(s)", ("object:announcement",))
        self._ask_of(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", event)
        self._bus.signal_subscribe(
            None, "org.a11y.atspi.Event.Object", "Announcement", None, None,
            Gio.DBusSignalFlags.NONE, self._on_announcement,
        )  # fmt: skip

    def attend(self, pid: int, within: float) -> Answer:
        """Look at this program from now on, as soon as it is there."""

        def there() -> str:
            for bus, _ in self._ask_of(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")[0]:
                name = GLib.Variant("(s)", (bus,))
                if self._ask_of(*DAEMON, "GetConnectionUnixProcessID", name)[0] == pid:
                    return str(bus)
            return ""

        self._app = self._wait(there, within, f"the program {pid} is not there")
        self._focus = ""
        self._announced.clear()
        return {}

    def parts(self) -> Answer:
        """All that shows in the window one can use now, from the top."""
        return {"parts": self._showing()}

    def page(self, title: str, within: float) -> Answer:
        """All that shows, once the keyboard is on a part with this name."""

        def there() -> list[Answer]:
            shown = self._showing()
            titled = [o for o in shown if o["name"] == title and "focused" in o["states"]]
            return shown if titled else []

        return {"parts": self._wait(there, within, f"no page begins with {title!r}")}

    def window(self) -> Answer:
        """The window one can use now."""
        return self._told(self._tops())[0]

    def find(
        self, within: float, name: str, role: str = "", starts: bool = False, last: bool = False
    ) -> Answer:
        """The first part that shows with this name (or this start of it) and role."""

        def there() -> Answer:
            found: list[Answer] = [
                one
                for one in self._showing()
                if (one["name"].startswith(name) if starts else one["name"] == name)
                and (not role or one["role"] == role)
            ]
            return found[-1 if last else 0] if found else {}

        return dict(self._wait(there, within, f"there is no {role or 'part'} {name!r}"))

    def look(self, part: str) -> Answer:
        """A part as it is now, with its place on the screen and the text in it."""
        coords = GLib.Variant("(u)", (SCREEN_COORDS,))
        component = "org.a11y.atspi.Component"
        box, says = self._ask(
            [
                (part, component, "GetExtents", coords),
                (part, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, "Description"))),
            ]
        )
        told = {"box": box[0] if box else [0, 0, 0, 0], "description": says[0] if says else ""}
        return self._told([part])[0] | told | {"text": self._text(part)}

    def wait(self, part: str, state: str, on: bool, within: float) -> Answer:
        """Wait until a part has a state, or has it no longer; one that is gone has none."""

        def there() -> bool:
            told = self._told([part])
            return (bool(told) and state in told[0]["states"]) is on

        self._wait(there, within, f"it is {'not' if on else 'still'} {state}")
        return {}

    def focus(self, after: int, within: float) -> Answer:
        """Who has the keyboard, once it changed more often than ``after``."""
        self._wait(lambda: self._focus_count > after, within, "the keyboard went nowhere")
        return self._told([self._focus])[0] | {"count": self._focus_count}

    def focus_count(self) -> Answer:
        self._listen()
        return {"count": self._focus_count}

    def announced(self) -> Answer:
        """What the program had said aloud since this was asked last."""
        self._listen()
        said, self._announced = self._announced, []
        return {"said": said}

    def act(self, part: str, action: str = "") -> Answer:
        """Do what a screen reader's "press" does, or the action of this name."""
        interface = "org.a11y.atspi.Action"
        names = [one[0] for one in self._one(part, interface, "GetActions")[0]]
        if not names or (action and action not in names):
            raise LookupError(f"no action {action!r} among {names}")
        place = GLib.Variant("(i)", (names.index(action) if action else 0,))
        if not self._one(part, interface, "DoAction", place)[0]:
            raise LookupError(f"the action was refused: {names}")
        return {"actions": names}

    def enter(self) -> Answer:
        """Send the Enter key, as a screen reader passes keys on."""
        key = GLib.Variant("(isu)", (RETURN, "", KEY_BY_SYMBOL))
        self._ask_of(REGISTRY, *DEVICES, "GenerateKeyboardEvent", key)
        return {}

    def take_focus(self, part: str) -> Answer:
        return {"done": self._one(part, "org.a11y.atspi.Component", "GrabFocus")[0]}

    def set_text(self, part: str, text: str) -> Answer:
        words = GLib.Variant("(s)", (text,))
        self._one(part, "org.a11y.atspi.EditableText", "SetTextContents", words)
        return {}

    def set_value(self, part: str, number: float) -> Answer:
        value = GLib.Variant("d", number)
        told = GLib.Variant("(ssv)", ("org.a11y.atspi.Value", "CurrentValue", value))
        self._one(part, PROPERTIES, "Set", told)
        return {}

    def value(self, part: str) -> Answer:
        told = GLib.Variant("(ss)", ("org.a11y.atspi.Value", "CurrentValue"))
        return {"value": self._one(part, PROPERTIES, "Get", told)[0]}

    def select(self, part: str, place: int) -> Answer:
        """Select a child, as in a list."""
        wanted = GLib.Variant("(i)", (place,))
        return {"done": self._one(part, "org.a11y.atspi.Selection", "SelectChild", wanted)[0]}

    def inside(self, part: str) -> Answer:
        """Everything inside a part, shown or not."""
        return {"parts": self._below([part], shown_only=False)[1:]}

    # ---------------------------------------------------------------- looking

    def _showing(self) -> list[Answer]:
        return self._below(self._tops(), shown_only=True)

    def _tops(self) -> list[str]:
        """The window in use and the menu over it; while none is in use, all that show."""
        windows = self._told(self._children([ROOT])[0])
        shown = [one for one in windows if "showing" in one["states"]]
        active = [one["part"] for one in shown if "active" in one["states"]]
        menus = [one["part"] for one in shown if one["role"] == "popup menu"]
        return [*active, *menus] if active else [one["part"] for one in shown]

    def _below(self, tops: list[str], shown_only: bool) -> list[Answer]:
        """These parts and all in them, in reading order, asked level by level."""
        inner: dict[str, list[str]] = {}
        known = {one["part"]: one for one in self._told(tops)}
        level = list(known)
        while level:
            inner |= dict(zip(level, self._children(level), strict=True))
            fresh = [one for parent in level for one in inner[parent] if one not in known]
            told = [
                one for one in self._told(fresh) if not shown_only or "showing" in one["states"]
            ]
            known |= {one["part"]: one for one in told}
            # A label without words holds something else.
            level = [o["part"] for o in told if o["role"] not in LEAVES or not o["name"]]
        ordered: list[Answer] = []
        todo = list(tops)
        while todo:
            one = todo.pop(0)
            if one in known:
                ordered.append(known[one])
                todo = [*inner.get(one, []), *todo]
        return ordered

    def _children(self, parts: list[str]) -> list[list[str]]:
        answers = self._ask([(part, ACCESSIBLE, "GetChildren", None) for part in parts])
        return [[path for _, path in answer[0]] if answer else [] for answer in answers]

    def _told(self, parts: list[str]) -> list[Answer]:
        """What tells each part from others; one that is gone is left out."""
        name = GLib.Variant("(ss)", (ACCESSIBLE, "Name"))
        calls: list[Call] = []
        for part in parts:
            calls.append((part, ACCESSIBLE, "GetState", None))
            calls.append((part, ACCESSIBLE, "GetRoleName", None))
            calls.append((part, PROPERTIES, "Get", name))
        answers = self._ask(calls)
        told = []
        for place, part in enumerate(parts):
            state, role, named = answers[3 * place : 3 * place + 3]
            if state and role and named:
                bits = state[0][0]
                states = [one for one, bit in STATES.items() if bits >> bit & 1]
                told.append({"part": part, "role": role[0], "name": named[0], "states": states})
        return told

    def _text(self, part: str) -> str:
        whole = GLib.Variant("(ii)", (0, -1))
        answer = self._ask([(part, "org.a11y.atspi.Text", "GetText", whole)])[0]
        return str(answer[0]) if answer else ""

    # ---------------------------------------------------------------- the bus

    def _one(self, part: str, interface: str, method: str, told: Any = None) -> Any:
        return self._ask_of(self._app, part, interface, method, told)

    def _ask_of(self, bus: str, path: str, interface: str, method: str, told: Any = None) -> Any:
        return self._bus.call_sync(
            bus, path, interface, method, told, None, Gio.DBusCallFlags.NONE, CALL_MS
        ).unpack()

    def _ask(self, calls: list[Call]) -> list[Any]:
        """Ask all at once; the answers in order, ``None`` where there is none."""
        answers: list[Any] = [None] * len(calls)
        left = len(calls)

        def came(bus: Any, result: Any, place: int) -> None:
            nonlocal left
            left -= 1
            try:
                answers[place] = bus.call_finish(result).unpack()
            except GLib.Error:
                answers[place] = None  # it went away, or is not of this kind

        for place, (path, interface, method, told) in enumerate(calls):
            self._bus.call(
                self._app, path, interface, method, told, None,
                Gio.DBusCallFlags.NONE, CALL_MS, None, came, place,
            )  # fmt: skip
        context = GLib.MainContext.default()
        while left:
            context.iteration(True)
        return answers

    def _on_focus(self, _bus: Any, sender: str, path: str, *event: Any) -> None:
        if sender == self._app and event[-1].unpack()[1]:
            self._focus = path
            self._focus_count += 1

    def _on_announcement(self, _bus: Any, sender: str, _path: str, *event: Any) -> None:
        if sender == self._app:
            self._announced.append(str(event[-1].unpack()[3]))

    def _listen(self) -> None:
        context = GLib.MainContext.default()
        while context.pending():
            context.iteration(False)

    def _wait(self, there: Callable[[], Any], within: float, else_say: str) -> Any:
        deadline = time.monotonic() + within
        while True:
            self._listen()
            found = there()
            if found:
                return found
            if time.monotonic() > deadline:
                raise LookupError(f"{else_say} after {within:g} s")
            time.sleep(POLL_SECONDS)


def main() -> None:
    reader = Reader()
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = getattr(reader, request.pop("do"))(**request)
        except (LookupError, GLib.Error) as error:
            answer = {"error": str(error) or type(error).__name__}
        print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
