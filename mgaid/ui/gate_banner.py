"""What the visit says about taking magnesium, wherever a supplement is spoken of.

``GateBanner`` is the notice with the answers behind it, what would change it and the way to what
is still open; ``PharmacistQuestions`` is the list to read out or copy. The level comes from the
assessment and every sentence from the content.
"""

from __future__ import annotations

import html
from functools import cached_property, partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mgaid.core.content import Content, read
from mgaid.core.content.rules import GateRow
from mgaid.core.content.supplement_models import SupplementsFile
from mgaid.core.phrases import first_sentence, join, number_text, upper
from mgaid.core.remedy_choice import (
    Reason,
    open_pages,
    pharmacist_questions,
    reasons,
    urgency_reasons,
)
from mgaid.ui.evidence import readable
from mgaid.ui.levels import GATE_LEVELS
from mgaid.ui.parts import (
    Button,
    Card,
    Notice,
    keep_spacing,
    label,
    section,
    strong,
    title,
)
from mgaid.ui.reading_dialog import ReadingDialog, scrolled
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

WHYS_SHOWN = 2
PAGES_SHOWN = 4
QUESTIONS = "Questions for a pharmacist"
QUESTIONS_SIZE = QSize(720, 600)


class GateBanner(Notice):
    """``page_wanted`` names a page of the questions that would settle something open.

    Raises ``ContentProblem`` when supplements.toml cannot be read.
    """

    page_wanted = Signal(str)

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(source, "info", "", size="section", parent=parent)
        self._workspace = workspace
        self._theme_source = source
        self._state: tuple[object, ...] = ()
        self._make_buttons()
        workspace.changed.connect(self.refresh)
        source.changed.connect(self.refresh)
        self.refresh()

    @property
    def head(self) -> str:
        """The level in words."""
        return self._row().head

    @Slot()
    def refresh(self) -> None:
        """Follow the visit."""
        workspace = self._workspace
        content, assessment = workspace.content, workspace.assessment
        level = GATE_LEVELS[assessment.gate.level]
        pages = open_pages(content, workspace.visit, assessment)
        body = self._told()
        state = (level, body, pages, self._theme_source.theme.wide)
        if state != self._state:
            self._state = state
            self.set_content(level, self.head, body)
            self._offer(pages)

    def _row(self) -> GateRow:
        level = self._workspace.assessment.gate.level
        return next(row for row in self._workspace.content.gate if row.level == level)

    def _told(self) -> str:
        """Because you said ..., what it means, and what would change it; simple rich text."""
        row, words = self._row(), self._file.words
        say = first_sentence(row.say) if row.level in self._file.brief_levels else row.say
        told = f"{self._because()} {html.escape(say)}".strip()
        changes = f"<b>{html.escape(words.changes)}</b> {html.escape(row.changes)}"
        return f"<p style='margin: 0'>{told}</p><p style='margin: 4px 0 0 0'>{changes}</p>"

    def _because(self) -> str:
        content, assessment = self._workspace.content, self._workspace.assessment
        words, gate = self._file.words, assessment.gate
        found = reasons(content, assessment)
        if found:
            names = [f"<b>{html.escape(named(one, content))}</b>" for one in found]
            whys = " ".join(html.escape(one.why) for one in found[:WHYS_SHOWN])
            return f"{html.escape(words.because)} {join(content, names)}. {whys}"
        if gate.by_urgency:
            signs = [f"<b>{html.escape(s)}</b>" for s in urgency_reasons(content, assessment)]
            return html.escape(words.because_urgency).replace("{reasons}", join(content, signs))
        return html.escape(words.because_none.get(gate.level, ""))

    @cached_property
    def _file(self) -> SupplementsFile:
        return read_words(self._workspace)

    # ---------------------------------------------------------------- buttons

    def _make_buttons(self) -> None:
        """The list for the pharmacist beside the words, or below them in large text; the links."""
        source = self._theme_source
        self._below = Button(source, QUESTIONS, "neutral", size="button_row")
        self._open = label(self._file.words.still_open, "strong", wrap=False)
        self._links = [Button(source, "", "link") for _ in range(PAGES_SHOWN)]
        self._more = Button(source, "", "link")
        self._more.clicked.connect(self._open_the_rest)
        self._rest: tuple[str, ...] = ()
        self._beside = Button(source, QUESTIONS, "neutral", size="button_row")
        self.set_actions([self._below, self._open, *self._links, self._more])
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.addWidget(self._beside, 0, Qt.AlignmentFlag.AlignVCenter)
        for button in (self._below, self._beside):
            button.clicked.connect(self._open_questions)
        for link in self._links:
            link.clicked.connect(self._on_link)

    def _offer(self, pages: tuple[str, ...]) -> None:
        """Show the way to what is still open."""
        wide = self._theme_source.theme.wide
        self._beside.setVisible(wide)
        self._below.setVisible(not wide)
        self._open.setVisible(bool(pages))
        titles = self._workspace.content.pages
        for place, link in enumerate(self._links):
            link.setVisible(place < len(pages))
            if place < len(pages):
                link.setText(titles[pages[place]].title)
                link.setAccessibleDescription(self._open.text())
                link.setProperty("page_id", pages[place])
        self._rest = pages[PAGES_SHOWN:]
        self._more.setVisible(bool(self._rest))
        self._more.setText(f"and {len(self._rest)} more")
        pages_word = "page" if len(self._rest) == 1 else "pages"
        self._more.setAccessibleName(f"{self._more.text()} {pages_word} with open questions")

    @Slot()
    def _on_link(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.page_wanted.emit(str(sender.property("page_id")))

    @Slot()
    def _open_the_rest(self) -> None:
        """The pages that had no room, to choose from."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for page in self._rest:
            choice = menu.addAction(self._workspace.content.pages[page].title)
            choice.triggered.connect(partial(self.page_wanted.emit, page))
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
        menu.setActiveAction(menu.actions()[0])

    @Slot()
    def _open_questions(self) -> None:
        PharmacistQuestions(self._workspace, self._theme_source, self.window()).open()


class PharmacistQuestions(ReadingDialog):
    """The questions that fall out of the visit, and what a pharmacist needs to know."""

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(source, QUESTIONS, QUESTIONS_SIZE, parent)
        file = read_words(workspace)
        content, visit, assessment = workspace.content, workspace.visit, workspace.assessment
        self._asks = pharmacist_questions(content, visit, assessment, file)
        self._mine = _what_i_told(workspace)
        self._mine_head = file.words.questions_mine
        page = QWidget()
        column = QVBoxLayout(page)
        keep_spacing(source, column, "block", ("page", "column", "page", "block"))
        column.addWidget(title(QUESTIONS))
        column.addWidget(label(file.words.questions_lead, tone="text2"))
        asks = Card(source)
        asks.setAccessibleName("Questions")
        for number, ask in enumerate(self._asks, 1):
            asks.body.addWidget(readable(label(f"{number}. {ask}")))
        column.addWidget(asks)
        column.addWidget(section(self._mine_head))
        for line in self._mine:
            column.addWidget(label(line))
        column.addStretch(1)
        self._said = strong("")
        copy = Button(source, "Copy as text", "neutral", "copy")
        copy.clicked.connect(self._copy)
        self.fill(scrolled(QUESTIONS, page), (self._said, copy))

    def as_text(self) -> str:
        """What "Copy as text" puts on the clipboard."""
        asks = [f"{number}. {ask}" for number, ask in enumerate(self._asks, 1)]
        return "\n".join([QUESTIONS, "", *asks, "", self._mine_head, "", *self._mine])

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text())
        self._said.setText("Copied.")


def named(reason: Reason, content: Content) -> str:
    """The reason as it is named on the screen: "water tablet (indapamide)"."""
    if not reason.medicines:
        return reason.label
    short, _, _ = reason.label.partition(" (")
    return f"{short} ({join(content, reason.medicines)})"


def read_words(workspace: Workspace) -> SupplementsFile:
    """The words of the tab; raises ``ContentProblem`` when they cannot be read."""
    return read(workspace.content.root, "supplements.toml", SupplementsFile)


def _what_i_told(workspace: Workspace) -> tuple[str, ...]:
    """The lines a pharmacist needs: the level and why, medicines, products."""
    content, visit, assessment = workspace.content, workspace.visit, workspace.assessment
    words = content.words.summary
    row = next(row for row in content.gate if row.level == assessment.gate.level)
    lines = [f"{row.head}."]
    found = reasons(content, assessment)
    lines += [f"{upper(named(one, content))}: {one.why}" for one in found]
    if assessment.gate.by_urgency:
        lines += [f"{sign}." for sign in urgency_reasons(content, assessment)]
    taken = join(content, [medicine.name for medicine in visit.medicines or ()])
    if visit.medicines is None:
        lines.append(words["list_not_given"])
    else:
        lines.append(f"{words['medicines']}: {taken}." if taken else words["no_medicines"])
    products = join(content, [product.name for product in visit.supplements or ()])
    total = assessment.numbers.get("supplement_mg_day")
    if products:
        amount = (
            words["supplement_unknown"]
            if total is None
            else words["supplement_total"].replace("{n}", number_text(round(total)))
        )
        lines.append(f"{words['supplements']}: {products}, {amount}.")
    return tuple(lines)
