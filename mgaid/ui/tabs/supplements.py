"""The Supplements tab: is magnesium open to me, which kind, what a label holds, what I take.

The gate stands first and stays in view. Facts about forms are shown whatever it says; advice on
choosing or trying one only while it allows that. Rules and sentences come from the content.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.content.remedies import FormsFile
from mgaid.ui.beside import NO_LIMIT
from mgaid.ui.evidence import EvidenceLine, evidence_of
from mgaid.ui.forms_table import FormsTable
from mgaid.ui.gate_banner import GateBanner, read_words
from mgaid.ui.label_reader import LabelReader
from mgaid.ui.levels import GATE_LEVELS
from mgaid.ui.medicine_list import MedicineList
from mgaid.ui.parts import (
    Button,
    Card,
    IconLabel,
    keep_spacing,
    keep_widest,
    label,
    restyle,
    title,
)
from mgaid.ui.parts.frames import LEVEL_ICONS
from mgaid.ui.product_list import ProductList, forms_of
from mgaid.ui.taking_card import TakingCard
from mgaid.ui.theme import ThemeSource
from mgaid.ui.try_card import TryCards
from mgaid.ui.workspace import Workspace

WIDEST_PX = 1366
SIDE_PX = 404
SIDE_FROM_PX = 1080
BESIDE_FROM_PX = 880


class SupplementsTab(QWidget):
    """``page_wanted`` names a page of the questions, ``help_wanted`` asks for the numbers to ring.

    Raises ``ContentProblem`` when forms.toml or supplements.toml cannot be read.
    """

    page_wanted = Signal(str)
    help_wanted = Signal()

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        file = read_words(workspace)
        self._advice_levels = file.advice_levels
        forms = forms_of(workspace.content.root)
        self.banner = GateBanner(workspace, source)
        self.banner.page_wanted.connect(self.page_wanted)
        self.table = FormsTable(source, workspace.content, forms, file)
        self.reader = LabelReader(workspace, source, forms, file)
        self.reader.page_wanted.connect(self.page_wanted)
        self.taking = TakingCard(workspace, source, forms, file)
        self.taking.products_wanted.connect(self.show_products)
        self.taking.medicines_wanted.connect(self.show_medicines)
        self.tries = TryCards(workspace, source, file)
        self.tries.help_wanted.connect(self.help_wanted)
        self._general = _General(workspace, source, forms)
        self._strip = _Strip(source)
        self._strip.clicked.connect(self._to_the_banner)
        self._main = self._main_page()
        self._lists: dict[str, QWidget] = {}
        self._list_parts: dict[str, ProductList | MedicineList] = {}
        self._field: QWidget | None = None
        self._page = QWidget()
        self._page.setProperty("page", True)
        keep_widest(source, self._page, WIDEST_PX)
        self._column = QVBoxLayout(self._page)
        keep_spacing(source, self._column, "block", ("page", "card_x", "page", "column"))
        self._column.addWidget(self.banner)
        self._column.addWidget(self._main)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Supplements")
        self._scroll.setWidget(self._page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._strip)
        whole.addWidget(self._scroll, 1)
        self._scroll.verticalScrollBar().valueChanged.connect(self._keep_gate_in_view)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_field_in_view)
        workspace.changed.connect(self._on_changed)
        source.changed.connect(self._arrange)
        self._on_changed()
        self._arrange()

    def _main_page(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        keep_spacing(self._source, column, "column")
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        keep_spacing(self._source, self._beside, "column")
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        keep_spacing(self._source, side, "block")
        side.addWidget(self.reader)
        side.addWidget(self.taking)
        side.addStretch(1)
        left = QVBoxLayout()
        keep_spacing(self._source, left, "block")
        left.addWidget(self.table)
        left.addStretch(1)
        self._beside.addLayout(left, 1)
        self._beside.addWidget(self._side)
        column.addLayout(self._beside)
        column.addWidget(self.tries)
        column.addWidget(self._general)
        return main

    # ---------------------------------------------------------------- the two lists

    @Slot()
    def show_products(self) -> None:
        """The list of products with magnesium, in the place of the comparison."""
        self._show("What I take", "products")

    @Slot()
    def show_medicines(self) -> None:
        """The list of medicines, in the place of the comparison."""
        self._show("My medicines", "medicines")

    @Slot()
    def show_main(self) -> None:
        """Back to the comparison; what is half typed is kept."""
        for part in self._list_parts.values():
            part.flush()
        for page in self._lists.values():
            page.hide()
        self._main.show()
        self._scroll.verticalScrollBar().setValue(0)
        self.taking.setFocus()

    def _show(self, head: str, which: str) -> None:
        if which not in self._lists:
            self._lists[which] = self._list_page(head, which)
            self._column.insertWidget(self._column.count() - 1, self._lists[which])
        self._main.hide()
        for name, page in self._lists.items():
            page.setVisible(name == which)
        self._scroll.verticalScrollBar().setValue(0)
        part = self._list_parts[which]
        first = part.search if isinstance(part, MedicineList) else part.findChild(QLineEdit)
        if first is not None:
            self._field = first
            first.setFocus()
            self._keep_field_in_view()

    def _list_page(self, head: str, which: str) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        keep_spacing(self._source, column, "block")
        row = QHBoxLayout()
        back = Button(self._source, "Back to the supplements", "outlined", "back")
        back.clicked.connect(self.show_main)
        row.addWidget(title(head), 1)
        row.addWidget(back)
        column.addLayout(row)
        kind = ProductList if which == "products" else MedicineList
        part = kind(self._workspace, self._source)
        self._list_parts[which] = part
        column.addWidget(part)
        return page

    # ---------------------------------------------------------------- following

    @Slot()
    def _on_changed(self) -> None:
        gate = self._workspace.assessment.gate
        self._strip.set_gate(GATE_LEVELS[gate.level], self.banner.head)
        self._general.set_advice(gate.level in self._advice_levels)

    @Slot()
    def _keep_gate_in_view(self) -> None:
        """Once the level is scrolled away, one line keeps saying it."""
        bar = self._scroll.verticalScrollBar()
        head = self.banner.y() + self._source.theme.px("column")
        self._strip.setVisible(bar.value() > head)

    @Slot()
    def _keep_field_in_view(self) -> None:
        """In large text the gate fills the window; the field of a list must not stay below it."""
        field = self._field
        if field is not None and field is self.window().focusWidget():
            self._scroll.ensureWidgetVisible(field)

    @Slot()
    def _to_the_banner(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        QTimer.singleShot(0, self, self._keep_gate_in_view)

    @Slot()
    def _arrange(self) -> None:
        """Cards beside the comparison where there is room, else below it."""
        theme = self._source.theme
        beside = theme.wide and self.width() >= SIDE_FROM_PX * theme.text_scale
        self._beside.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        if beside:
            self._side.setFixedWidth(round(SIDE_PX * theme.text_scale))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(NO_LIMIT)


class _Strip(QFrame):
    """One line with the level of the gate while the banner itself is out of sight."""

    clicked = Signal()

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", True)
        row = QHBoxLayout(self)
        keep_spacing(source, row, "gap", ("page", "", "page", ""))
        self._icon = IconLabel(source, "info", "info", 20)
        self._words = label("", "strong")
        why = Button(source, "Show why", "link")
        why.clicked.connect(self.clicked)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(why)
        self.hide()

    def set_gate(self, level: str, head: str) -> None:
        self._icon.set_icon(LEVEL_ICONS[level], level)
        self._words.setText(f"Magnesium: {head}")
        if self._words.property("tone") != level:
            self._words.setProperty("tone", level)
            restyle(self._words)


class _General(QWidget):
    """What holds for all forms, and advice on choosing only while the gate allows any."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        forms: FormsFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        words = forms.words
        true = Card(source, "What is true of all of them")
        for text in (
            words.headline,
            words.no_form_treats,
            words.organic,
            words.dose_effect,
            words.label_tip,
            words.quality,
            words.cost_note,
        ):
            true.body.addWidget(label(text))
        true.body.addStretch(1)
        told = evidence_of(words, words.headline)
        true.body.addWidget(EvidenceLine(source, workspace.content, told))
        which = Card(source, "Which kind?")
        self._advice: list[QWidget] = []
        self._closed: list[QWidget] = []
        for rule in forms.choice_rule:
            line = label(rule.text)
            seen = EvidenceLine(source, workspace.content, evidence_of(rule, rule.text))
            if rule.said == "while_closed":
                self._closed += [line, seen]
            elif rule.said == "while_open":
                self._advice += [line, seen]
            which.body.addWidget(line)
            which.body.addWidget(seen)
        which.body.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        keep_spacing(source, self._row, "column")
        self._row.addWidget(true, 1)
        self._row.addWidget(which, 1)
        source.changed.connect(self._arrange)

    def set_advice(self, allowed: bool) -> None:
        for part in self._advice:
            part.setVisible(allowed)
        for part in self._closed:
            part.setVisible(not allowed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        roomy = self.width() >= BESIDE_FROM_PX * self._source.theme.text_scale
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom
        )
