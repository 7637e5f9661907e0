"""The window MgAid is measured against once frozen: PySide6 and an empty QMainWindow.

Prints the moment of its first paint, in seconds since the epoch, and goes.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it
        super().paintEvent(event)
        print(time.time(), flush=True)
        QTimer.singleShot(0, app.quit)


app = QApplication(sys.argv[:1])
window = Bare()
window.resize(1366, 690)
window.show()
sys.exit(app.exec())
