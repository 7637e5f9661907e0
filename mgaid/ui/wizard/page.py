"""One page of questions, made from content when it is first shown.

It lays the parts out, keeps them in line with the visit and says how many wait. Where it leads is
not its business: ``nextId`` asks the wizard, and the wizard asks ``core.interview``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWizardPage,
)

from mgaid.core import interview
from mgaid.core.content.asking import Ask, Page
from mgaid.core.interview import Stop
from mgaid.ui.parts import Button, IconLine, Notice, NumberField, keep_spacing, lead, title
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard.asks import AskPart, ChoiceAsk, RowsAsk, TicksAsk
from mgaid.ui.wizard.columns import Columns, Stacks, is_low
from mgaid.ui.wizard.notes import OwnWords
from mgaid.ui.wizard.numbers import NumberAsk, score_ask
from mgaid.ui.wizard.sites import SitesAsk
from mgaid.ui.wizard.specials import SPECIALS
from mgaid.ui.workspace import Workspace

BOTTOM_LINE = "You can leave a line open. Your page will say “not answered”."
MANY_BOXES = 4  # from so many boxes on, the page is all boxes and the lines go below, small
SIDE_BY_SIDE = {
    ("ticks", "ticks"),
    ("choice", "choice"),
    ("choice", "number"),
    ("number", "choice"),
    ("number", "number"),
    ("sites", "rows"),
}
BOX_WIDTH_PX = 300
NARROW_WINDOW_PX = 800
CARD_WIDTH_PX = 420


@dataclass(frozen=True, slots=True)
class Room:
    """What every page is given: the visit, the look, and where "Next" leads."""

    workspace: Workspace
    source: ThemeSource
    following: Callable[[Stop], int]


class StopPage(QWizardPage):
    """A light shell that fills itself when first entered."""

    def __init__(self, room: Room, stop: Stop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room = room
        self.stop = stop
        self.heading: QWidget | None = None
        self._area: QScrollArea | None = None
        self._pointed_out: list[tuple[int, str]] = []
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addStretch(0)  # an empty page must look as if it could grow, or Qt squeezes it

    def nextId(self) -> int:
        return self.room.following(self.stop)

    def enter(self) -> None:
        """The page comes up."""

    def refresh(self) -> None:
        """The visit changed."""

    def flush(self) -> None:
        """Tell what is typed and waits."""

    def points_out(self) -> bool:
        """Take the person to a number that cannot be used; false where there is none, or where
        all this was pointed out before: nobody is held."""
        fields = self.findChildren(NumberField)
        wrong = [field for field in fields if field.isVisible() and not field.acceptable()]
        typed = [(id(field), field.typed()) for field in wrong]
        if typed in ([], self._pointed_out):
            return False
        self._pointed_out = typed
        wrong[0].point_out()
        if self._area is not None and self._area.isAncestorOf(wrong[0]):
            self._area.ensureWidgetVisible(wrong[0])
        return True

    def put_on_top(self, part: QWidget) -> None:
        """Above what scrolls, so that it stays in view."""
        self._outer.insertWidget(0, part)

    @property
    def typing(self) -> bool:
        """A number is being typed and may be half of one."""
        return False

    @property
    def rail(self) -> bool:
        """The page needs the room of the step list."""
        return False

    def footer_note(self) -> str:
        return ""

    def make_column(self, margins: tuple[str, str, str, str]) -> QVBoxLayout:
        """The column everything goes into; it scrolls when it is too high."""
        inside = QWidget()
        inside.setProperty("page", True)
        column = QVBoxLayout(inside)
        left, top, right, bottom = margins
        gap = "block"
        if is_low(self):
            gap, top, bottom = "pad", "pad", "gap"
        if self.window().width() < NARROW_WINDOW_PX * self.room.source.theme.text_scale:
            left = right = "block"
        keep_spacing(self.room.source, column, gap, (left, top, right, bottom))
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self._outer.insertWidget(0, area, 1)
        self._area = area
        return column

    def show_now(self) -> None:
        """Show what was just made; Qt would wait for the next event, and the keyboard with it."""
        if self._area is not None and self.isVisible():
            self._area.show()


class QuestionPage(StopPage):
    """A page of the content: title, lead, why we ask, the parts, the person's own words."""

    left_number = Signal()
    page_wanted = Signal(str)
    done = Signal()
    help_wanted = Signal()

    def __init__(self, room: Room, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(room, Stop(page.id), parent)
        self._page = page
        self._parts: dict[str, QWidget] = {}
        self._words: OwnWords | None = None
        self._whole: QWidget | None = None
        self._notice: Notice | None = None

    def enter(self) -> None:
        if not self._parts:
            self._build()
            self.show_now()
        self.refresh()
        for part in self._parts.values():
            shown = getattr(part, "shown", None)
            if callable(shown):
                shown()

    def refresh(self) -> None:
        workspace = self.room.workspace
        shown = list(interview.visible(self._page, workspace.visit, workspace.assessment))
        for ask in self._page.ask:
            part = self._parts[ask.id]
            part.setVisible(ask in shown)
            if isinstance(part, AskPart):
                part.refresh()
        if self._words is not None:
            self._words.refresh()
        if self._notice is not None:
            self._notice.setVisible(bool(interview.emergencies(workspace.assessment)))

    def flush(self) -> None:
        for part in (*self._parts.values(), self._words):
            flush = getattr(part, "flush", None)
            if callable(flush):
                flush()

    @property
    def typing(self) -> bool:
        return any(isinstance(p, NumberAsk) and p.typing for p in self._parts.values())

    @property
    def rail(self) -> bool:
        return any(bool(part.property("rail")) for part in self._parts.values())

    def footer_note(self) -> str:
        """How much is left on the page; nothing once all is answered."""
        workspace = self.room.workspace
        for part in self._parts.values():
            if part.property("footer_note"):
                # It is about choices, and none is offered while help comes first.
                return "" if workspace.assessment.help_first else str(part.property("footer_note"))
        visit, content = workspace.visit, workspace.content
        shown = list(interview.visible(self._page, visit, workspace.assessment))
        left = 0
        for ask in shown:
            if ask.kind == "rows":
                left += sum(finding not in visit.findings for finding in ask.items)
            else:
                left += not interview.is_answered(ask, visit, content)
        thing = "box" if all(ask.kind == "ticks" for ask in shown) else "question"
        many = "es" if thing == "box" else "s"
        return f"{left} {thing}{many if left != 1 else ''} left to answer" if left else ""

    def _build(self) -> None:
        workspace, source = self.room.workspace, self.room.source
        for ask in self._page.ask:
            self._parts[ask.id] = self._part(ask)
        whole = [part for part in self._parts.values() if part.property("whole_page")]
        if whole:
            self._build_whole(whole[0])
            return
        column = self.make_column(("wizard", "column", "wizard", "block"))
        head = QVBoxLayout()
        keep_spacing(source, head, "tiny")
        self._notice = self._emergency_notice()
        column.addWidget(self._notice)
        self.heading = title(self._page.title)
        head.addWidget(self.heading)
        if self._page.lead:
            head.addWidget(lead(self._page.lead))
        column.addLayout(head)
        boxes = [ask for ask in self._page.ask if ask.kind == "ticks"]
        crowded = len(boxes) >= MANY_BOXES
        if not crowded:
            column.addWidget(self._why("body"))
        for group in _groups(self._page.ask):
            self._add_group(column, group)
        if self._page.own_words:
            self._words = OwnWords(workspace, source, self._page.id)
            column.addWidget(self._words)
        special = any(ask.kind in SPECIALS for ask in self._page.ask)
        if not special:
            column.addStretch(1)
        if crowded:
            column.addWidget(self._why("caption"))
        elif not any(part.property("no_bottom_line") for part in self._parts.values()):
            column.addWidget(IconLine(source, "info", BOTTOM_LINE))

    def _build_whole(self, part: QWidget) -> None:
        """A part that fills the page and says its own title; the summary says its own urgency."""
        column = self.make_column(("page", "block", "page", "block"))
        if all(ask.kind != "summary" for ask in self._page.ask):
            self._notice = self._emergency_notice()
            column.addWidget(self._notice)
        column.addWidget(part, 1)
        heading = part.findChild(QLabel, "page_title")
        first = getattr(part, "first_focus", None)
        if isinstance(heading, QLabel):
            self.heading = heading
        elif callable(first):
            self.heading = first()

    def _add_group(self, column: QVBoxLayout, group: Sequence[Ask]) -> None:
        parts = [self._parts[ask.id] for ask in group]
        source = self.room.source
        if len(parts) > 1 and group[0].kind == "ticks":
            column.addWidget(Columns(source, parts, BOX_WIDTH_PX, 3))
        elif len(parts) > 1:
            column.addWidget(Stacks(source, parts, CARD_WIDTH_PX))
        else:
            column.addWidget(parts[0], 1 if group[0].kind in SPECIALS else 0)

    def _part(self, ask: Ask) -> QWidget:
        workspace, source = self.room.workspace, self.room.source
        match ask.kind:
            case "ticks":
                return TicksAsk(workspace, source, ask)
            case "rows":
                return RowsAsk(workspace, source, ask)
            case "choice":
                return ChoiceAsk(workspace, source, ask)
            case "number":
                number = NumberAsk(workspace, source, ask)
                number.left.connect(self.left_number)
                return number
            case "score":
                return score_ask(workspace, source, ask)
            case "sites":
                return SitesAsk(workspace, source, ask)
            case _:
                # Without a parent until it is put in its place: the Tab key follows the places.
                return self._special(SPECIALS[ask.kind](workspace, source, ask, None))

    def _special(self, part: QWidget) -> QWidget:
        for name, ours in (("page_wanted", self.page_wanted), ("done", self.done)):
            theirs = getattr(part, name, None)
            if theirs is not None:
                theirs.connect(ours)
        return part

    def _why(self, kind: str) -> IconLine:
        why = self._page.why
        said = why[:1].lower() + why[1:] if not why[1:2].isupper() else why
        return IconLine(self.room.source, "question", said, kind=kind, strong="Why we ask:")

    def _emergency_notice(self) -> Notice:
        """Small, on top, for as long as an answer calls for help."""
        again = Button(self.room.source, "What to do", "link")
        again.clicked.connect(self._on_help)
        notice = Notice(
            self.room.source,
            "danger",
            "Get help now",
            self.room.workspace.content.words.summary["emergency_sign"],
            actions=[again],
            beside=True,
        )
        notice.hide()
        return notice

    @Slot()
    def _on_help(self) -> None:
        self.help_wanted.emit()


def _groups(asks: Sequence[Ask]) -> list[list[Ask]]:
    """Parts in order; neighbours that can stand side by side are together."""
    groups: list[list[Ask]] = []
    for ask in asks:
        if groups and (groups[-1][0].kind, ask.kind) in SIDE_BY_SIDE:
            groups[-1].append(ask)
        else:
            groups.append([ask])
    return groups
