"""The last page: what goes on it (left), the true page (middle), what to do with it (right).

What a button does is ``page_actions``; how the page is drawn is ``page_preview``.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.assessment import Assessment
from mgaid.core.content import Content
from mgaid.core.content.asking import AskSpecial
from mgaid.core.document import Section
from mgaid.core.urgency import how_soon
from mgaid.core.visit import Visit
from mgaid.ui import page_actions
from mgaid.ui.beside import NO_LIMIT
from mgaid.ui.help_now import region_words
from mgaid.ui.levels import URGENCY_ICONS, URGENCY_LEVELS
from mgaid.ui.page_preview import PagePreview
from mgaid.ui.page_text import PageAsText
from mgaid.ui.page_turner import PageTurner
from mgaid.ui.parts import (
    Button,
    CheckBox,
    FlowLayout,
    IconLabel,
    Notice,
    SegmentedRadio,
    caption,
    clear,
    keep_spacing,
    label,
    lead,
    strong,
    title,
)
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

TITLES = {"emergency": "A page for the crew"}
SHORT = {
    "in_short": "In short",
    "warnings": "Warning signs",
    "health": "Medicines and health",
    "causes": "What points where",
    "tests": "Tests to discuss",
    "advice": "What to do meanwhile",
}
PAPERS = (("a4", "A4"), ("letter", "Letter"))
LEFT_PX, MIDDLE_PX, RIGHT_PX = 300, 340, 224
LARGEST_PAGE_PX = 760


def build(
    workspace: Workspace, source: ThemeSource, ask: AskSpecial, parent: QWidget | None
) -> QWidget:
    made = SummaryPage(workspace, source, ask, parent)
    made.setProperty("whole_page", True)
    return made


def urgency_words(
    content: Content, visit: Visit, assessment: Assessment
) -> tuple[str, str, str, str]:
    """(level, icon, head, body) of the notice that says how soon to get help; "" for its own."""
    region = region_words(content, visit)
    said = how_soon(content, visit, assessment, region)
    shown = said.urgency if said.settled or said.on_paper else "routine"
    level, icon = URGENCY_LEVELS[shown], URGENCY_ICONS.get(shown, "")
    return level, icon, said.head, " ".join((said.when, *said.do[:2], said.so_far)).strip()


class SummaryPage(QWidget):
    """The page of the visit with everything that can be done with it."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        ask: AskSpecial,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        page = next(p for p in workspace.content.pages.values() if ask in p.ask)
        self._usual_title = page.title
        self._sections: tuple[tuple[str, str, bool], ...] = ()
        self._ticks: dict[str, CheckBox] = {}
        self._head = self._make_head(page.lead)
        self._left = self._make_left()
        self._middle = self._make_middle()
        self._right = self._make_right()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._wide: bool | None = None
        source.changed.connect(self._on_theme)
        workspace.changed.connect(self._on_changed)
        self._on_theme()

    def shown(self) -> None:
        """Bring everything in line with the visit."""
        self._refresh()

    def first_focus(self) -> QWidget:
        return self._save

    # ---------------------------------------------------------------- making

    def _make_head(self, text: str) -> QWidget:
        made = QWidget(self)
        column = QVBoxLayout(made)
        keep_spacing(self._source, column, "tiny")
        self._title = title(self._usual_title)
        self._title.setObjectName("page_title")
        column.addWidget(self._title)
        column.addWidget(lead(text))
        return made

    def _make_left(self) -> QWidget:
        made = QWidget(self)
        column = QVBoxLayout(made)
        keep_spacing(self._source, column, "gap")
        column.addWidget(strong("What goes on the page"))
        self._list = QWidget()
        self._list.setAccessibleName("What goes on the page")
        self._rows = QVBoxLayout(self._list)
        keep_spacing(self._source, self._rows, "tiny")
        column.addWidget(self._list)
        self._name = QLineEdit()
        self._name.setMaxLength(200)
        self._name.setPlaceholderText("Left blank")
        self._name.setAccessibleName("Your name, if you like")
        self._name.textChanged.connect(self._on_name)
        words = caption("Your name, if you like")
        words.setBuddy(self._name)
        column.addWidget(words)
        column.addWidget(self._name)
        row = QHBoxLayout()
        keep_spacing(self._source, row, "pad")
        self._paper = SegmentedRadio(self._source, PAPERS, "Paper")
        self._paper.chosen.connect(self._on_paper)
        row.addWidget(label("Paper", wrap=False))
        row.addWidget(self._paper)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return made

    def _make_middle(self) -> QWidget:
        made = QWidget(self)
        column = QVBoxLayout(made)
        keep_spacing(self._source, column, "gap")
        self._preview = PagePreview(self._source)
        self._preview.drawn.connect(self._on_drawn)
        column.addWidget(self._preview, 1)
        self._turner = PageTurner(self._source)
        self._turner.turned.connect(self._preview.turn_to)
        column.addWidget(self._turner)
        return made

    def _make_right(self) -> QWidget:
        made = QWidget(self)
        column = QVBoxLayout(made)
        keep_spacing(self._source, column, "pad")
        self._notice = Notice(self._source, "ok", "", size="section", alert=True)
        self._save = Button(self._source, "Save as PDF", "primary", "save", size="button_main")
        self._save.clicked.connect(self._on_save)
        printing = Button(self._source, "Print", "outlined", "print", size="button_main")
        printing.clicked.connect(self._on_print)
        copying = Button(self._source, "Copy as text", "outlined", "copy", size="button_main")
        copying.clicked.connect(self._on_copy)
        reading = Button(self._source, "Read it as text", "quiet")
        reading.clicked.connect(self._on_read)
        self._done = caption("", "ok")
        self._done.hide()
        column.addWidget(self._notice)
        self._buttons = (self._save, printing, copying, reading)
        self._stack = QVBoxLayout()
        keep_spacing(self._source, self._stack, "pad")
        self._flow = FlowLayout(spacing=self._source.theme.px("pad"))
        column.addLayout(self._stack)
        column.addLayout(self._flow)
        column.addWidget(self._done)
        column.addStretch(1)
        column.addWidget(
            caption("Nothing is sent. The page stays on this computer until you share it.")
        )
        return made

    # ---------------------------------------------------------------- in line with the visit

    def _refresh(self) -> None:
        workspace = self._workspace
        visit = workspace.visit
        whole = workspace.document()
        self._title.setText(TITLES.get(workspace.assessment.urgency.name, self._usual_title))
        page = page_actions.page_of(workspace)
        self._list_sections(whole.sections)
        for section, tick in self._ticks.items():
            tick.show_checked(any(section == one.id for one in page.sections))
        if self._name.text() != visit.name:
            self._name.setText(visit.name)
        paper = page_actions.paper_of(visit)
        self._paper.set_value(paper)
        level, icon, head, body = urgency_words(workspace.content, visit, workspace.assessment)
        self._notice.set_content(level, head, body, icon)
        self._preview.show_document(page, paper)

    def _list_sections(self, sections: tuple[Section, ...]) -> None:
        wanted = tuple((s.id, SHORT.get(s.id, s.title), s.locked) for s in sections)
        if wanted == self._sections:
            return
        self._sections = wanted
        self._ticks.clear()
        clear(self._rows)
        for section, name, locked in wanted:
            self._rows.addWidget(self._locked_row(name) if locked else self._tick(section, name))

    def _locked_row(self, name: str) -> QWidget:
        made = QWidget()
        made.setAccessibleName(f"{name}: always on the page")
        row = QHBoxLayout(made)
        keep_spacing(self._source, row, "pad")
        row.addWidget(IconLabel(self._source, "lock", "text", 22))
        row.addWidget(label(name, wrap=False))
        row.addWidget(caption("always on the page"), 1)
        made.setMinimumHeight(self._source.theme.px("tick"))
        return made

    def _tick(self, section: str, name: str) -> CheckBox:
        tick = CheckBox(self._source, name)
        tick.setProperty("section", section)
        tick.toggled.connect(self._on_section)
        self._ticks[section] = tick
        return tick

    # ---------------------------------------------------------------- slots

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    @Slot()
    def _on_section(self) -> None:
        """What is ticked stays, even where it makes one page two."""
        tick = self.sender()
        assert isinstance(tick, CheckBox)
        section = str(tick.property("section"))
        chosen = self._workspace.visit.preferences
        out = [one for one in chosen.left_out if one != section]
        kept = [one for one in chosen.kept_in if one != section]
        (kept if tick.isChecked() else out).append(section)
        self._prefer("What goes on the page", left_out=tuple(out), kept_in=tuple(kept))

    @Slot(str)
    def _on_paper(self, paper: str) -> None:
        self._prefer("Paper", paper=paper)

    def _prefer(self, name: str, **fields: object) -> None:
        preferences = self._workspace.visit.preferences.model_copy(update=fields)
        self._workspace.change(name, preferences=preferences)

    @Slot(str)
    def _on_name(self, text: str) -> None:
        self._workspace.edit(self._workspace.visit.changed(name=text), "Name", merge="name")

    @Slot()
    def _on_save(self) -> None:
        path = page_actions.save_pdf(self, self._workspace)
        if path is not None:
            self._say(f"Saved as {path.name} in {path.parent}.")

    @Slot()
    def _on_print(self) -> None:
        if page_actions.print_page(self, self._workspace):
            self._say("Sent to the printer.")

    @Slot()
    def _on_copy(self) -> None:
        self._say(page_actions.copy_text(self, self._workspace))

    @Slot()
    def _on_read(self) -> None:
        PageAsText(self._workspace, self._source, self).open()

    def _say(self, message: str) -> None:
        self._done.setText(message)
        self._done.show()

    @Slot()
    def _on_drawn(self) -> None:
        self._turner.show_place(self._preview.page, self._preview.page_count)

    # ---------------------------------------------------------------- room

    @Slot()
    def _on_theme(self) -> None:
        self._wide = None
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Three columns where they fit; otherwise the page goes below what is done with it."""
        theme = self._source.theme
        gap = theme.px("page")
        left, middle, right = (
            round(px * theme.text_scale) for px in (LEFT_PX, MIDDLE_PX, RIGHT_PX)
        )
        wide = theme.wide and self.width() >= left + middle + right + 2 * gap
        if wide == self._wide:
            return
        self._wide = wide
        grid = self._grid
        for part in (self._head, self._left, self._middle, self._right):
            grid.removeWidget(part)
        grid.setHorizontalSpacing(gap)
        grid.setVerticalSpacing(theme.px("gap") if wide else theme.px("column"))
        if wide:
            grid.addWidget(self._head, 0, 0)
            grid.addWidget(self._left, 1, 0)
            grid.addWidget(self._middle, 0, 1, 2, 1)
            grid.addWidget(self._right, 0, 2, 2, 1)
        else:
            for row, part in enumerate((self._head, self._right, self._left, self._middle)):
                grid.addWidget(part, row, 0, 1, 3)
        for part, width in ((self._head, left), (self._left, left), (self._right, right)):
            part.setFixedWidth(width) if wide else _let_grow(part)
        old, new = (self._flow, self._stack) if wide else (self._stack, self._flow)
        for button in self._buttons:
            old.removeWidget(button)
            new.addWidget(button)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1 if wide else 0)
        self._preview.set_tall(not wide)
        self._preview.setMaximumWidth(LARGEST_PAGE_PX if not wide else NO_LIMIT)


def _let_grow(part: QWidget) -> None:
    part.setMinimumWidth(0)
    part.setMaximumWidth(NO_LIMIT)
    part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
