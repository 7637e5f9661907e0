"""The window everything is measured against: PySide6 and an empty QMainWindow, nothing else.

Run as a script; prints one JSON line with the moments as seconds since the epoch.
"""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it
        super().paintEvent(event)
        if "paint" not in told:
            told["paint"] = time.time()
            QTimer.singleShot(0, finish)


told: dict[str, float] = {}


def finish() -> None:
    from tests.bench.memory import resident_mb

    told["ready"] = time.time()
    told["memory"] = resident_mb()
    print(json.dumps(told))
    app.quit()


app = QApplication(sys.argv[:1])
window = Bare()
window.resize(1366, 690)
window.show()
sys.exit(app.exec())
