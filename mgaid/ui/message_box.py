"""The look of Qt's own message box, where it stands in for one of ours.

It knows no window: what is asked, and what follows, is decided where the box is made.
"""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QMessageBox


def roomy(box: QMessageBox) -> None:
    """Give Qt's box, once it is filled, the edges of every other one and lines of a fair length."""
    grid = box.layout()
    assert isinstance(grid, QGridLayout)
    # Qt indents the words by 16 for the icon such a box does not have.
    grid.setContentsMargins(16, 24, 32, 16)
    grid.setVerticalSpacing(12)
    grid.setColumnMinimumWidth(grid.columnCount() - 1, 400)
    for buttons in box.findChildren(QDialogButtonBox):
        row = buttons.layout()
        assert row is not None
        row.setSpacing(12)
