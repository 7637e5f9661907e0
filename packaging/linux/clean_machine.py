"""A person with a screen reader uses MgAid on a machine that has nothing else of it.

Run on the clean machine itself, by its own Python, beside ``reader.py``; stands on no other code of
MgAid. Starts the program from its menu entry, answers the questions, saves and prints the page,
opens the visit by its file type, and one of a later MgAid, which is refused. Ends with 1 and a
picture at the first thing that is not there.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HOME = Path.home()
PROGRAM = "/usr/lib/mgaid/mgaid"
ENTRY = "/usr/share/applications/org.mgaid.MgAid.desktop"
TYPE = "application/vnd.mgaid+json"
SOON_S = 20.0
MOST_PAGES = 80
DRAWING = "Your page is being drawn."
Part = dict[str, Any]


class NotThere(Exception):
    """What a person needs is not there."""


def main() -> int:
    with contextlib.ExitStack() as stack:
        start_screen(stack)
        # Only now: the reader talks to the session that was just started.
        from reader import Reader  # type: ignore[import-not-found]

        reader = Reader()
        try:
            use(reader)
        except (NotThere, LookupError, subprocess.CalledProcessError) as problem:
            picture("failed")
            print(f"FAILED  {problem}", flush=True)
            return 1
    return 0


def use(reader: Any) -> None:
    subprocess.run(["gio", "launch", ENTRY], check=True)
    pid = running(set())
    reader.attend(pid=pid, within=SOON_S)
    find(reader, "This helps you decide. It is not a diagnosis. Content", starts=True)
    picture("start")
    ok("started from its menu entry")

    press(reader, find(reader, "Start a new visit", "push button"))
    ok(f"answered {answer_all(reader)} pages as a screen reader does")
    until(lambda: is_drawn(reader), "the page is drawn")
    picture("page")

    press(reader, find(reader, "Save as PDF", "push button"))
    saved = HOME / "my page.pdf"
    field = find(reader, "File name:", "text")
    reader.take_focus(part=field["part"])
    reader.set_text(part=field["part"], text=str(saved))
    press(reader, find(reader, "Save", "push button"))
    until(saved.exists, "the page is saved")
    check_page(saved)
    ok("saved the page as PDF")

    press(reader, find(reader, "Print", "push button"))
    until(lambda: reader.window()["name"] == "Print the page", "the print dialog opens")
    picture("print")
    press(reader, find(reader, "Print", "push button"))
    until(lambda: printed() is not None, "the printer has made a page")
    ok("printed the page through CUPS")

    press(reader, find(reader, "Finish", "push button"))
    find(reader, "Continue the questions", "push button")
    leave(reader, pid)
    visit = HOME / "my visit.mgaid"
    shutil.copyfile(HOME / ".local/share/mgaid/current.mgaid", visit)
    if json.loads(visit.read_text(encoding="utf-8"))["findings"].get("chest_pain") != "no":
        raise NotThere("the visit does not hold what was answered")

    command = ["gio", "info", "-a", "standard::content-type", str(visit)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if TYPE not in told:
        raise NotThere(f"the visit is taken for {told.strip()}")
    subprocess.run(["gio", "open", str(visit)], check=True)
    again = running({pid})
    reader.attend(pid=again, within=SOON_S)
    # The visit in hand was given no name: it is not put away unasked.
    press(reader, find(reader, "Go on without it", "push button"))
    until(lambda: "my visit" in reader.window()["name"], "the window names the visit")
    picture("reopened")
    ok("opened the visit by its file type")
    leave(reader, again)

    refuse_later(reader, visit)
    ok("refused a visit of a later MgAid and left it as it is")


def is_drawn(reader: Any) -> bool:
    preview = find(reader, "Picture of your page", starts=True)
    says: str = reader.look(part=preview["part"])["description"]
    return says != DRAWING


def refuse_later(reader: Any, visit: Path) -> None:
    """A visit of a later format is told of in a box; neither it nor the kept visit changes."""
    told = json.loads(visit.read_text(encoding="utf-8"))
    later = HOME / "later.mgaid"
    later.write_text(json.dumps(told | {"format": 2}), encoding="utf-8")
    before = later.read_bytes()
    known = programs()
    subprocess.run(["gio", "open", str(later)], check=True)
    pid = running(known)
    reader.attend(pid=pid, within=SOON_S)
    find(reader, "That visit was not opened")
    if not any("newer MgAid" in part["name"] for part in reader.parts()["parts"]):
        raise NotThere("the box does not tell that the visit is newer")
    picture("refused")
    press(reader, find(reader, "Close", "push button"))
    find(reader, "Continue", starts=True)
    if later.read_bytes() != before:
        raise NotThere("the refused visit was changed")
    leave(reader, pid)


def answer_all(reader: Any) -> int:
    """Say "none of these" and "no" wherever that can be said; returns the number of pages."""
    title = ""
    for pages in range(1, MOST_PAGES):
        title = new_page(reader, title)
        parts = reader.parts()["parts"]
        for part in parts:
            none = part["role"] == "check box" and part["name"].endswith("None of these")
            no = part["role"] == "radio button" and part["name"].endswith(" No")
            if (none or no) and "checked" not in part["states"]:
                press(reader, part)
        for part in parts:
            if part["role"] == "push button" and part["name"] == "Next":
                press(reader, part)
                break
        else:
            find(reader, "Finish", "push button")
            return pages
    raise NotThere("the questions do not end")


def new_page(reader: Any, former: str) -> str:
    """The name of the title that has the keyboard once it is another than before."""
    found = ""

    def there() -> bool:
        nonlocal found
        for part in reader.parts()["parts"]:
            if "focused" in part["states"] and part["role"] in ("label", "heading"):
                found = part["name"]
        return bool(found) and found != former

    until(there, f"a page comes after {former!r}")
    return found


def leave(reader: Any, pid: int) -> None:
    press(reader, find(reader, "File", "menu item"))
    press(reader, find(reader, "Quit", "menu item"))
    until(lambda: pid not in programs(), "it quits")


def find(reader: Any, name: str, role: str = "", starts: bool = False) -> Part:
    found: Part = reader.find(within=SOON_S, name=name, role=role, starts=starts)
    return found


def press(reader: Any, part: Part) -> None:
    reader.act(part=part["part"])


def check_page(path: Path) -> None:
    """A PDF with one page or two, letters of MgAid's own font and words that can be copied."""
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True)
    words = subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True
    )
    if "AtkinsonHyperlegible" not in fonts.stdout:
        raise NotThere(f"the page is not written in Atkinson Hyperlegible:\n{fonts.stdout}")
    if "MgAid" not in words.stdout:
        raise NotThere("the page does not name MgAid")


def printed() -> Path | None:
    made = [p for p in (HOME / "PDF").glob("*.pdf") if p.stat().st_size]
    return made[0] if made else None


def programs() -> set[int]:
    """The numbers of the running programs that are MgAid."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str((folder / "exe").readlink()) == PROGRAM:
                found.add(int(folder.name))
    return found


def running(known: set[int]) -> int:
    """The number of a program that runs now and is not among the known ones."""
    until(lambda: programs() - known, "the program starts")
    return max(programs() - known)


def until(true: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + SOON_S
    while not true():
        if time.monotonic() > deadline:
            raise NotThere(f"it does not come true within {SOON_S:g} s that {what}")
        time.sleep(0.05)


def ok(what: str) -> None:
    print(f"ok      {what}", flush=True)


def picture(name: str) -> None:
    subprocess.run(["scrot", "--overwrite", str(HOME / f"screen-{name}.png")], check=False)


def start_screen(stack: contextlib.ExitStack) -> None:
    """An X screen, a session bus and a window manager; their addresses go into the surroundings."""
    runtime = HOME / ".runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ |= {
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LC_ALL": "C.UTF-8",
    }
    told, tell = os.pipe()
    command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    stack.enter_context(started(command, tell))
    os.close(tell)
    with os.fdopen(told) as stream:
        os.environ["DISPLAY"] = ":" + stream.readline().strip()
    told, tell = os.pipe()
    command = ["dbus-daemon", "--session", "--nofork", f"--print-address={tell}"]
    stack.enter_context(started(command, tell))
    os.close(tell)
    with os.fdopen(told) as stream:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = stream.readline().strip()
    stack.enter_context(started(["openbox", "--sm-disable"], None))


@contextlib.contextmanager
def started(command: list[str], keep: int | None) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        pass_fds=() if keep is None else (keep,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.exit(main())
