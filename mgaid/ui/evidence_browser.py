"""Everything MgAid says in one list that can be searched: how sure, from where, checked when.

Help > Evidence and sources, and one press away from every certainty badge. Works offline: an
address is text to copy, never a link to open. What the list holds is ``core.evidence``.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.content import Content
from mgaid.core.evidence import Evidence, Statement, collect, search
from mgaid.core.phrases import day_text
from mgaid.ui import evidence as shown
from mgaid.ui.beside import NO_LIMIT
from mgaid.ui.parts import (
    AssistedPick,
    Button,
    ComboBox,
    caption,
    clear,
    keep_spacing,
    label,
    lead,
    offer_clearing,
    section,
    strong,
    title,
)
from mgaid.ui.reading_dialog import ReadingDialog, scrolled
from mgaid.ui.theme import ThemeSource

BROWSER_SIZE = QSize(1240, 640)
LIST_PX = 440
SEARCH_PX = 180  # about 20 letters
HEAD_LINES = 2
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_BAR_PX = 4
Index = QModelIndex | QPersistentModelIndex


def show_browser(
    source: ThemeSource, content: Content, parent: QWidget, query: str = ""
) -> EvidenceBrowser:
    """Open the list over ``parent``; it deletes itself when closed."""
    browser = EvidenceBrowser(source, content, parent)
    browser.search_for(query)
    browser.open()
    return browser


class EvidenceBrowser(ReadingDialog):
    """A search field and the parts to choose from; the list; and what stands behind one line.

    From 150 % text the list has the whole width, and Enter opens what stands behind a line.
    """

    def __init__(
        self, source: ThemeSource, content: Content, parent: QWidget | None = None
    ) -> None:
        super().__init__(source, shown.TITLE, BROWSER_SIZE, parent)
        self._content = content
        self._evidence: Evidence = collect(content)
        body = QWidget()
        body.setProperty("page", True)
        column = QVBoxLayout(body)
        keep_spacing(source, column, "gap", ("page", "block", "page", "block"))
        words = self._evidence.words
        self._title = title(words.title)
        column.addWidget(self._title)
        self._lead = lead(words.lead)
        column.addWidget(self._lead)
        column.addLayout(self._make_bar())
        self._count = caption("")
        column.addWidget(self._count)
        row = QHBoxLayout()
        keep_spacing(source, row, "column")
        self._model = _Statements(self._evidence, content)
        self._list = _List(source)
        self._list.setModel(self._model)
        self._list.opened.connect(self._open_one)
        self._list.selectionModel().currentChanged.connect(self._show_current)
        self._assisted = AssistedPick(self._list)
        self._assisted.picked.connect(self._on_picked)
        row.addWidget(self._list)
        self._page = QWidget()
        self._detail = QVBoxLayout(self._page)
        keep_spacing(source, self._detail, "gap", ("", "", "gap", "gap"))
        self._scroll = scrolled("What stands behind it", self._page)
        row.addWidget(self._scroll, 1)
        column.addLayout(row, 1)
        self._copy = Button(source, "Copy as text", "outlined", "copy")
        self._copy.clicked.connect(self._copy_current)
        self.fill(body, (self._copy,))
        self.close_button.setDefault(False)  # Enter belongs to the list
        source.changed.connect(self._fit)
        self._fit()
        self._search.setFocus()
        self._find()

    def search_for(self, query: str) -> None:
        self._search.setText(query)

    @property
    def found(self) -> tuple[Statement, ...]:
        """What the list shows now."""
        return self._model.statements

    # ---------------------------------------------------------------- making

    def _make_bar(self) -> QBoxLayout:
        words = self._evidence.words
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        searching, parting = QHBoxLayout(), QHBoxLayout()
        for row in (self._bar, searching, parting):
            keep_spacing(self._source, row, "pad")
        self._search = _SearchLine()
        self._search.setAccessibleName("Search")
        offer_clearing(self._source, self._search)
        self._search.textChanged.connect(self._find)
        self._search.down.connect(self._to_list)
        name = label("Search", wrap=False)
        name.setBuddy(self._search)
        self._part = ComboBox("Part")
        self._part.addItem(words.everything, "")
        for group in self._evidence.groups:
            self._part.addItem(words.groups[group], group)
        self._part.currentIndexChanged.connect(self._find)
        part = label("Part", wrap=False)
        part.setBuddy(self._part)
        self._beside_search: tuple[QWidget, ...] = (name, part, self._part)
        searching.addWidget(name)
        searching.addWidget(self._search, 1)
        parting.addWidget(part)
        parting.addWidget(self._part, 1)
        self._bar.addLayout(searching, 1)
        self._bar.addLayout(parting)
        return self._bar

    def _fold_bar(self) -> None:
        """The parts to choose from go below the search where it would have no room to type."""
        theme = self._source.theme
        taken = sum(part.sizeHint().width() + theme.px("pad") for part in self._beside_search)
        room = self.width() - 2 * theme.px("page") - taken
        roomy = room >= round(SEARCH_PX * theme.text_scale)
        across = QBoxLayout.Direction.LeftToRight
        self._bar.setDirection(across if roomy else QBoxLayout.Direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_bar()

    @Slot()
    def _fit(self) -> None:
        theme = self._source.theme
        self._title.setVisible(theme.wide)
        self._lead.setVisible(theme.wide)
        self._scroll.setVisible(theme.wide)
        if theme.wide:
            self._list.setFixedWidth(round(LIST_PX * theme.text_scale))
        else:
            self._list.setMinimumWidth(0)
            self._list.setMaximumWidth(NO_LIMIT)
        self._list.doItemsLayout()
        self._fold_bar()

    # ---------------------------------------------------------------- slots

    @Slot()
    def _find(self) -> None:
        words = self._evidence.words
        part = self._evidence.of(str(self._part.currentData() or ""))
        found = search(part, self._search.text())
        self._model.set_statements(found)
        said = words.found.replace("{n}", str(len(found))).replace("{of}", str(len(part)))
        self._count.setText(said if found else words.none_found)
        self._copy.setEnabled(bool(found))
        if found:
            self._list.setCurrentIndex(self._model.index(0))
        self._show_current()

    @Slot(int)
    def _on_picked(self, row: int) -> None:
        self._list.setCurrentIndex(self._model.index(row))

    @Slot()
    def _to_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _current(self) -> Statement | None:
        row = self._list.currentIndex().row()
        known = self._model.statements
        return known[row] if 0 <= row < len(known) else None

    @Slot()
    def _show_current(self) -> None:
        clear(self._detail)
        one = self._current()
        if one is None:
            return
        for part in self._parts(one):
            self._detail.addWidget(part)
        self._detail.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)

    def _parts(self, one: Statement) -> Iterator[QWidget]:
        words = self._evidence.words
        if one.verdict:
            yield caption(words.people_say)
            yield shown.readable(section(one.head))
            yield strong(self._content.words.claim_verdicts[one.verdict])
        else:
            yield caption(words.groups[one.group])
            yield shown.readable(section(one.head))
        for line in one.lines:
            yield shown.readable(label(line))
        yield from shown.standing(self._source, self._content, _standing(one))

    @Slot()
    def _open_one(self) -> None:
        """The line in a dialog of its own, where there is no room beside the list."""
        one = self._current()
        if one is None or self._source.theme.wide:
            return
        shown.show_evidence(self._source, self._content, _standing(one), self, browse=False)

    @Slot()
    def _copy_current(self) -> None:
        one = self._current()
        if one is not None:
            QGuiApplication.clipboard().setText(as_text(self._content, one))


def _standing(one: Statement) -> shown.Evidence:
    more = "\n".join(one.lines)
    return shown.Evidence(one.head, one.sources, one.certainty, one.checked, more)


def as_text(content: Content, one: Statement) -> str:
    """One statement with all that stands behind it, to paste elsewhere."""
    words = content.words
    verdict = [words.claim_verdicts[one.verdict]] if one.verdict else []
    lines = [
        one.head, *verdict, *one.lines, "",
        f"{words.certainty[one.certainty]}: {words.certainty_meaning[one.certainty]}",
        f"{shown.CHANGES}: {words.certainty_changes[one.certainty]}",
        f"Checked {day_text(one.checked)}.", "",
    ]  # fmt: skip
    for source in (content.sources[name] for name in one.sources):
        year = str(source.year) if source.year else ""
        doi = f"DOI {source.doi}" if source.doi else ""
        parts = (source.title, source.publisher, year, source.kind, source.url, doi)
        lines.append(". ".join(part for part in parts if part))
    return "\n".join(lines) + "\n"


class _SearchLine(QLineEdit):
    """``down``: the person goes on to the list."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class _Statements(QAbstractListModel):
    """Rows for the list; each says its head, and below it how sure anyone can be."""

    def __init__(self, known: Evidence, content: Content) -> None:
        super().__init__()
        self._words = known.words
        self._content = content
        self.statements: tuple[Statement, ...] = ()

    def set_statements(self, statements: tuple[Statement, ...]) -> None:
        self.beginResetModel()
        self.statements = statements
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.statements)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.statements):
            return None
        one = self.statements[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.head
        if role == Qt.ItemDataRole.UserRole:
            return self._below(one)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one.head}. {self._below(one)}"
        return None

    def _below(self, one: Statement) -> str:
        words = self._content.words
        verdict = words.claim_verdicts[one.verdict] if one.verdict else ""
        return f"{verdict or self._words.groups[one.group]}. {words.certainty[one.certainty]}."


class _List(QListView):
    """``opened``: Enter or a double click on a row."""

    opened = Signal()

    def __init__(self, source: ThemeSource) -> None:
        super().__init__()
        self.setAccessibleName("Statements")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Row(source, self))
        self.clicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class _Row(QStyledItemDelegate):
    """The head in up to two lines, and below it the part and how sure."""

    def __init__(self, source: ThemeSource, parent: QListView) -> None:
        super().__init__(parent)
        self._source = source

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        theme = self._source.theme
        count = HEAD_LINES if theme.wide else 1
        lines = count * QFontMetrics(theme.font(bold=True)).height()
        below = QFontMetrics(theme.font("caption")).height()
        return QSize(1, lines + below + 2 * (theme.px("block") // 2) + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._source.theme
        area = option.rect
        painter.save()
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        if on:
            painter.fillRect(area, theme.color("accent_soft"))
            bar = QRect(area.topLeft(), QSize(_BAR_PX, area.height()))
            painter.fillRect(bar, theme.color("accent"))
        edge = theme.px("pad")
        below = QFontMetrics(theme.font("caption")).height()
        half = theme.px("block") // 2
        head = area.adjusted(edge, half, -edge, -half - below)
        font = theme.font(bold=on)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        said = _short(str(index.data(Qt.ItemDataRole.DisplayRole)), QFontMetrics(font), head)
        painter.drawText(head, int(_WRAP), said)
        taken = QFontMetrics(font).boundingRect(head, int(_WRAP), said).height()
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        foot = QRect(head.left(), head.top() + taken, head.width(), below)
        told = str(index.data(Qt.ItemDataRole.UserRole))
        metrics = QFontMetrics(theme.font("caption"))
        painter.drawText(
            foot, 0, metrics.elidedText(told, Qt.TextElideMode.ElideRight, foot.width())
        )
        painter.setPen(theme.color("rule"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()


def _short(text: str, metrics: QFontMetrics, room: QRect) -> str:
    """The text, shortened by whole words until it fits the room."""
    words = text.split()
    said = text
    while len(words) > 1 and metrics.boundingRect(room, int(_WRAP), said).height() > room.height():
        words.pop()
        said = " ".join(words) + "…"
    return said
