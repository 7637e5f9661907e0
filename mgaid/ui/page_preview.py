"""Shows the true pages, small: the drawn pages that also go to the printer.

Hides where and when they are drawn. A worker draws, so typing and ticking stay quick; until it is
done the last picture stays. What the page says is read elsewhere, as text.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from mgaid.core.document import Document, Paper
from mgaid.ui.theme import TOKENS, ThemeSource

DRAWING = "Your page is being drawn."
WAIT_MS = 60  # several ticks in a row are drawn once
LOOK_MS = 15
HEIGHT_OF = {"a4": 297 / 210, "letter": 11 / 8.5}
_LEAST_PX = 280


@dataclass(frozen=True)
class _Drawn:
    """Pages of a document as SVG, and the one shown as a picture."""

    document: Document
    paper: Paper
    pages: tuple[str, ...]
    shown: int
    picture: QImage


class PagePreview(QWidget):
    """One page of the document, as large as there is room; Page Up and Page Down turn pages.

    ``drawn`` follows each new picture.
    """

    drawn = Signal()

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._document: Document | None = None
        self._paper: Paper = "a4"
        self._pages: tuple[str, ...] = ()
        self._picture = QImage()
        self._page = 0
        self._tall = False
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="page")
        self._job: Future[_Drawn] | None = None
        self._again = False
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._begin)
        self._watch = QTimer(self, interval=LOOK_MS)
        self._watch.timeout.connect(self._look)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_tall(False)
        self._name()
        source.changed.connect(self._on_theme)

    def show_document(self, document: Document, paper: Paper) -> None:
        """Show this page soon; nothing happens when it is shown already."""
        if document == self._document and paper == self._paper:
            return
        self._document, self._paper = document, paper
        self._pages = ()
        self.updateGeometry()
        self._soon()

    @property
    def page_count(self) -> int:
        return max(1, len(self._pages))

    @property
    def page(self) -> int:
        """The page shown, counted from 0."""
        return self._page

    @Slot(int)
    def turn_to(self, page: int) -> None:
        page = min(max(page, 0), self.page_count - 1)
        if page != self._page:
            self._page = page
            self._soon()

    def up_to_date(self) -> bool:
        """Whether the picture is that of the last document."""
        return not (self._wait.isActive() or self._job is not None or self._again)

    def set_tall(self, tall: bool) -> None:
        """``tall``: as high as its width needs. Otherwise it fits the height it is given."""
        self._tall = tall
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(tall)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return self._tall

    def heightForWidth(self, width: int) -> int:
        wide = min(width, self.maximumWidth())
        return round(wide * HEIGHT_OF[self._paper]) if self._tall else -1

    def sizeHint(self) -> QSize:
        # No more than the least, or the page around it would scroll rather than shrink it.
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_PX, round(_LEAST_PX * HEIGHT_OF[self._paper]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if step and self.page_count > 1:
            self.turn_to(self._page + step)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._document is not None:
            self._soon()

    def paintEvent(self, _event: QPaintEvent) -> None:
        sheet = self._sheet()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        if not self._picture.isNull():
            painter.drawImage(sheet, self._picture)
        elif self._document is not None:
            painter.setPen(QColor(TOKENS["light"]["text2"]))  # paper is white in every scheme
            painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, DRAWING)
        painter.setPen(QPen(self._source.theme.color("line"), 1))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))

    def _sheet(self) -> QRectF:
        """Where the sheet lies: at the top, in the middle of the width."""
        wide, high = float(self.width()), self.width() * HEIGHT_OF[self._paper]
        if high > self.height():
            wide, high = self.height() / HEIGHT_OF[self._paper], float(self.height())
        return QRectF((self.width() - wide) // 2, 0, round(wide), round(high))

    def _soon(self) -> None:
        if self._job is not None:
            self._again = True
        elif not self._wait.isActive():
            self._wait.start()

    @Slot()
    def _begin(self) -> None:
        if self._document is None:
            return
        ratio = self.devicePixelRatioF()
        size = self._sheet().size().toSize() * ratio
        self._job = self._worker.submit(
            _draw, self._document, self._paper, self._pages, self._page, size
        )
        self._watch.start()

    @Slot()
    def _look(self) -> None:
        """Whether the worker is done. It is asked, for it must not touch a widget."""
        if self._job is None or not self._job.done():
            return
        job, self._job = self._job, None
        self._watch.stop()
        made = job.result()
        if (self._document, self._paper) == (made.document, made.paper):
            self._pages, self._picture = made.pages, made.picture
            # Meanwhile another page may be wanted: it is drawn next.
            self._page = min(self._page, len(made.pages) - 1)
            self._name()
            self.update()
        if self._again:
            self._again = False
            self._begin()
        else:
            self.drawn.emit()

    def _name(self) -> None:
        place = f", page {self._page + 1} of {self.page_count}" if self.page_count > 1 else ""
        self.setAccessibleName(f"Picture of your page{place}")
        words = "Read it as text says the same in words."
        self.setAccessibleDescription(DRAWING if self._picture.isNull() else words)

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def _draw(
    document: Document, paper: Paper, pages: tuple[str, ...], page: int, size: QSize
) -> _Drawn:
    """Lay the pages out unless that is done, and draw one; runs in the worker."""
    from mgaid.output.pdf import to_svg_pages

    pages = pages or tuple(to_svg_pages(document, paper))
    shown = min(page, len(pages) - 1)
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(pages[shown].encode())).render(painter)
    painter.end()
    return _Drawn(document, paper, pages, shown, picture)
