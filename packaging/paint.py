"""MgAid as launched, but telling when it was first painted and when all of it was there.

Frozen beside the program for measuring only and taken out before anything is packed. Prints the
two moments in seconds since the epoch.
"""

from __future__ import annotations

import sys
import time

from mgaid import paths
from mgaid.ui.app import Start, make_app


def tell() -> None:
    print(time.time(), flush=True)


def tell_and_go() -> None:
    tell()
    app.quit()


app = make_app()
start = Start(app, paths.user_data(), None)
start.window.painted.connect(tell)
start.ready.connect(tell_and_go)
start.window.show()
sys.exit(app.exec())
