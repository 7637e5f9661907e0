"""Takes the pictures that README and AppStream show, from the program as it is now.

Run ``QT_QPA_PLATFORM=offscreen python packaging/take_pictures.py``: the example visit, in both
looks, 1366 x 768 pixels. Look at them before they are kept. Nothing of the person's own folder is
read or written.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication

from mgaid import paths, storage
from mgaid.ui.app import Start, make_app
from mgaid.ui.main_window import TABS, MainWindow

PICTURES = Path(__file__).resolve().parent / "screenshots"
# A tab, by the name of its icon, and the look it is shown in.
SHOWN = (("overview", "light"), ("food", "light"), ("checklist", "dark"), ("overview", "dark"))
WIDE, HIGH = 1366, 768
# Pictures that are drawn in a thread of their own come a little later than their tab.
SETTLED_MS = 1_500


def main() -> int:
    app = make_app()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        shutil.copyfile(paths.example_visit(), storage.autosave_path(data))
        start = Start(app, data)
        window = start.window
        window.show()
        window.resize(WIDE, HIGH)
        start.load()
        places = {name: place for place, (_, name, _) in enumerate(TABS)}
        for name, look in SHOWN:
            start.source.set_choice(look)
            window.show_tab(places[name])
            take(window, f"{name}-{look}")
        window.close()
    return 0


def take(window: MainWindow, name: str) -> None:
    until = QDeadlineTimer(SETTLED_MS)
    while not until.hasExpired():
        QApplication.processEvents()
    if not window.grab().save(str(PICTURES / f"{name}.png")):
        raise SystemExit(f"{name}.png could not be written")


if __name__ == "__main__":
    sys.exit(main())
