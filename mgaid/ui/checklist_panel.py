"""The live side panel of the checklist: how soon and why, what answers point towards, what is open.

It shows what ``core.checklist.panel`` says and decides nothing. A change of urgency is said aloud,
but an emergency is not: the window's own banner says that, on every tab.
"""

from __future__ import annotations

import html

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mgaid.core import checklist
from mgaid.core.checklist import Checklist, Panel, Pointer, StillOpen
from mgaid.ui import checklist_print
from mgaid.ui import theme as look
from mgaid.ui.help_now import first_call, flag_steps, region_words
from mgaid.ui.levels import URGENCY_ICONS, URGENCY_LEVELS
from mgaid.ui.parts import Button, Notice, Rule, caption, keep_spacing, label, strong
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ChecklistPanel(QFrame):
    """``part_wanted`` carries a part of the checklist and a finding in it ("" for none),
    ``page_wanted`` a page of the questions."""

    part_wanted = Signal(str, str)
    page_wanted = Signal(str)
    help_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        asked: Checklist,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._asked = asked
        self._said: Panel | None = None
        self._region = ""
        words = asked.authored.words
        self.setProperty("side_panel", True)
        self.setAccessibleName("What your answers mean so far")
        self.notice = Notice(source, "info", words.so_far, size="section")
        self._help = Button(source, words.what_to_do, "link", "phone")
        self._help.clicked.connect(self.help_wanted)
        self._help.hide()
        self.notice.set_actions([self._help])
        self.rest = QWidget()
        column = QVBoxLayout(self.rest)
        keep_spacing(source, column, "small")
        column.addWidget(strong(words.points_towards))
        self._quiet = label("", tone="text2")
        column.addWidget(self._quiet)
        self._pointers = [_PointerPart(source) for _ in range(asked.authored.most_causes)]
        for pointer in self._pointers:
            column.addWidget(pointer)
        column.addSpacing(source.theme.px("gap"))
        column.addWidget(strong(words.still_open))
        self._nothing_open = label(words.nothing_open, tone="text2")
        column.addWidget(self._nothing_open)
        self._links = [OpenLink(source) for _ in range(asked.authored.most_open)]
        links = QVBoxLayout()
        links.setSpacing(0)
        for link in self._links:
            link.clicked.connect(self._on_link)
            links.addWidget(link)
        column.addLayout(links)
        self.print_button = Button(source, words.print, "outlined", "print")
        self.print_button.setMenu(self._print_menu())
        self._inside = QVBoxLayout()
        keep_spacing(source, self._inside, "block", ("card_x", "block", "card_x", "block"))
        self._area = _scroll(self._inside)
        self._area.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._foot = QVBoxLayout()
        keep_spacing(source, self._foot, "", ("card_x", "gap", "card_x", "block"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._area, 1)
        outer.addLayout(self._foot)
        self._stand_together()

    def gather(self) -> None:
        """Stand as one panel beside the checklist."""
        self._stand_together()
        self.show()

    def _stand_together(self) -> None:
        """Shown by itself, a panel that is in no tab yet would be a window of its own."""
        self._inside.insertWidget(0, self.notice)
        self._inside.insertWidget(1, self.rest)
        if self._inside.count() == 2:
            self._inside.addStretch(1)
        self._foot.addWidget(self.print_button)
        self._show_parts()

    def spread(self, top: QBoxLayout, bottom: QBoxLayout) -> None:
        """Stand above and below the checklist, where there is no room beside it."""
        top.addWidget(self.notice)
        bottom.addWidget(self.rest)
        bottom.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_parts()
        self.hide()

    def _show_parts(self) -> None:
        for part in (self.notice, self.rest, self.print_button):
            part.show()

    @Slot()
    def refresh(self) -> None:
        """Say what the visit means now; only what changed is touched."""
        visit = self._workspace.visit
        said = checklist.panel(self._asked, visit, self._workspace.assessment)
        region = region_words(self._asked.content, visit).id
        before = self._said
        if said == before and region == self._region:
            return
        self._said, self._region = said, region
        self._show_urgency(said, before)
        if before is None or said.towards != before.towards:
            self._show_pointers(said.towards)
        if before is None or said.open != before.open:
            self._show_open(said.open)

    @Slot(int, int)
    def _on_range(self, _low: int, high: int) -> None:
        """The scroll bar takes its room from the margin, so that nothing wraps anew."""
        margins = self._inside.contentsMargins()
        bar = self._area.verticalScrollBar().sizeHint().width() if high else 0
        margins.setRight(max(self._source.theme.px("card_x") - bar, 0))
        self._inside.setContentsMargins(margins)

    def _show_urgency(self, said: Panel, before: Panel | None) -> None:
        level, head = self._level_and_head(said)
        rises = look_level(level) > look_level(self.notice.level)
        self._help.setVisible(said.emergency)
        icon = URGENCY_ICONS.get(said.urgency, "")
        aloud = not said.emergency
        self.notice.set_content(level, head, self._body(said), icon, aloud=aloud)
        changed = before is not None and before.urgency != said.urgency
        if changed and aloud and not rises and self.notice.isVisible():
            self.notice.announce()

    def _level_and_head(self, said: Panel) -> tuple[str, str]:
        content, own = self._asked.content, self._asked.authored.words
        if said.so_far:
            return "info", own.so_far
        words = next(u for u in content.words.urgency if u.id == said.urgency)
        if said.emergency:
            region = region_words(content, self._workspace.visit)
            number = first_call(content, said.flag, region)
            return "danger", own.call.replace("{number}", number)
        return URGENCY_LEVELS[said.urgency], words.head

    def _body(self, said: Panel) -> str:
        """When, why and what to do, the reasons in bold."""
        content, own = self._asked.content, self._asked.authored.words
        if said.so_far:
            return html.escape(content.core.so_far)
        words = next(u for u in content.words.urgency if u.id == said.urgency)
        because = ""
        if said.because:
            because = f"{own.because} <b>{html.escape('; '.join(said.because))}</b>."
        if said.emergency:
            region = region_words(content, self._workspace.visit)
            steps = flag_steps(content, said.flag, region)
            items = "".join(f"<li>{html.escape(step)}</li>" for step in steps)
            return f"<p>{because}</p><ul>{items}</ul>"
        parts = (html.escape(words.when), because, html.escape(said.say))
        return " ".join(part for part in parts if part)

    def _show_pointers(self, towards: tuple[Pointer, ...] | None) -> None:
        own = self._asked.authored.words
        self._quiet.setText(own.not_now if towards is None else own.no_pointers)
        self._quiet.setVisible(not towards)
        for place, part in enumerate(self._pointers):
            shown = towards is not None and place < len(towards)
            part.setVisible(shown)
            if towards is not None and shown:
                labels = "; ".join(towards[place].because)
                part.say(towards[place].name, own.because_you_said.replace("{labels}", labels))

    def _show_open(self, points: tuple[StillOpen, ...]) -> None:
        self._nothing_open.setVisible(not points)
        for place, link in enumerate(self._links):
            link.setVisible(place < len(points))
            if place < len(points):
                link.set_point(points[place])

    def _print_menu(self) -> QMenu:
        words = self._asked.authored.words
        menu = QMenu(self)
        menu.addAction(words.print_filled, self._print_filled)
        menu.addAction(words.print_empty, self._print_empty)
        menu.addSeparator()
        menu.addAction(words.save_filled, self._save_filled)
        menu.addAction(words.save_empty, self._save_empty)
        return menu

    @Slot()
    def _print_filled(self) -> None:
        checklist_print.print_checklist(self, self._workspace, empty=False)

    @Slot()
    def _print_empty(self) -> None:
        checklist_print.print_checklist(self, self._workspace, empty=True)

    @Slot()
    def _save_filled(self) -> None:
        checklist_print.save_checklist(self, self._workspace, empty=False)

    @Slot()
    def _save_empty(self) -> None:
        checklist_print.save_checklist(self, self._workspace, empty=True)

    @Slot()
    def _on_link(self) -> None:
        link = self.sender()
        assert isinstance(link, OpenLink)
        if link.point.part:
            self.part_wanted.emit(link.point.part, link.point.finding)
        else:
            self.page_wanted.emit(link.point.page)


class _PointerPart(QWidget):
    """One cause with the answers behind it."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny")
        self._name: QLabel = strong("")
        self._because: QLabel = caption("", "")
        column.addWidget(Rule())
        column.addWidget(self._name)
        column.addWidget(self._because)

    def say(self, name: str, because: str) -> None:
        self._name.setText(name)
        self._because.setText(because)


class OpenLink(QPushButton):
    """A link that goes to an open question; its words wrap."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.point = StillOpen("", "", "", "")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        source.changed.connect(self._on_theme)

    def set_point(self, point: StillOpen) -> None:
        self.point = point
        self.setText(point.label)
        self._on_theme()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._source.theme.px("row"), self._words(width).height() + 18)

    def sizeHint(self) -> QSize:
        width = self._source.theme.px("side_panel") // 2
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._source.theme.px("nav") // 2, self._source.theme.px("row"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), 1), theme.color("rule"))
        token = "accent_hover" if self.underMouse() else "accent"
        font = theme.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme.color(token))
        words = self._words(self.width())
        words.moveTop((self.height() - words.height()) // 2)
        painter.drawText(words, WRAP, self.text())
        side = theme.px("icon")
        drawn = look.pixmap(theme, "chev_r", token, side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(self.width() - side, (self.height() - side) / 2), drawn)

    def _words(self, width: int) -> QRect:
        theme = self._source.theme
        room = QRectF(0, 0, max(width - theme.px("icon") - theme.px("gap"), 1), 10_000)
        found = QFontMetrics(theme.font()).boundingRect(room.toRect(), WRAP, self.text())
        return QRect(0, 0, int(room.width()), found.height())

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def look_level(level: str) -> int:
    """How strong a notice looks; a rise is announced by the notice itself."""
    return ("ok", "info", "warn", "danger").index(level)


def _scroll(column: QVBoxLayout) -> QScrollArea:
    inside = QWidget()
    inside.setProperty("page", True)
    inside.setLayout(column)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    return area
