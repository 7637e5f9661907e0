"""The wizard's window: step list, pages, footer, and the call for help that interrupts them.

It keeps Qt's history of pages and the emergencies already shown; everything it knows about order
it asks of ``core.interview``. The answers are the workspace's.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QToolButton,
    QWidget,
    QWizard,
)

from mgaid.core import interview
from mgaid.core.assessment import Assessment
from mgaid.core.content import Content
from mgaid.core.interview import Stop
from mgaid.ui.help_now import HelpNow
from mgaid.ui.parts import FocusRing, Stepper
from mgaid.ui.tab_order import last_inside, tab_after
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import telling
from mgaid.ui.wizard.footer import Footer
from mgaid.ui.wizard.now import NowPage
from mgaid.ui.wizard.page import QuestionPage, Room, StopPage
from mgaid.ui.wizard.unsaved import Unsaved
from mgaid.ui.workspace import Workspace

SMALLEST = QSize(1024, 640)
USUAL = QSize(1366, 690)
NARROWEST_PAGE_PX = 740
NO_PAGE = -1


class CausesWizard(QWizard):
    """The questions. Closing it in any way keeps every answer."""

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._order = list(workspace.content.pages)
        self._shown: frozenset[str] = frozenset()
        self._jumping = False
        self._progress: tuple[Stop, interview.Progress] | None = None
        self.setWindowTitle("MgAid: questions")
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        for option in (
            QWizard.WizardOption.ExtendedWatermarkPixmap,
            QWizard.WizardOption.IndependentPages,
            QWizard.WizardOption.NoBackButtonOnStartPage,
            QWizard.WizardOption.NoCancelButton,
            QWizard.WizardOption.HaveCustomButton1,
            QWizard.WizardOption.HaveCustomButton2,
        ):
            self.setOption(option)
        steps = [step.title for step in workspace.content.steps.values()]
        self._stepper = Stepper(source, steps)
        self._stepper.step_clicked.connect(self._on_step)
        self.setSideWidget(self._stepper)
        self._footer = Footer(self, source)
        self._footer.help.clicked.connect(self.get_help)
        self._footer.save.clicked.connect(self.reject)
        self._unsaved = Unsaved(workspace, source, self)
        self._add_pages()
        self._footer.find_layout()
        self._ring = FocusRing(source, self)
        for keys, act in (
            ("Alt+Left", self.back),
            ("Alt+B", self.back),
            ("Alt+N", self._on_next_keys),
            ("F1", self.get_help),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, autoRepeat=False)
            shortcut.activated.connect(act)
        self.currentIdChanged.connect(self._on_page)
        workspace.changed.connect(self._on_changed)
        source.changed.connect(self._show_frame)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self._take_place(parent)
        self._begin()

    # ---------------------------------------------------------------- where one is

    @property
    def stop(self) -> Stop:
        page = self.currentPage()
        return page.stop if isinstance(page, StopPage) else interview.first_stop(self._content)

    @property
    def page_id(self) -> str:
        return self.stop.page

    def go_to(self, page_id: str) -> bool:
        """Move to a page with the history one would have by walking there.

        False when this person does not meet that page; then nothing moves.
        """
        visit, assessment = self._workspace.visit, self._workspace.assessment
        met = [page.id for page in interview.pages_for(self._content, visit, assessment)]
        if page_id not in met:
            return False
        self._flush()
        wanted = self._number(Stop(page_id))
        self._jumping = True
        try:
            if wanted in self.visitedIds():
                while self.currentId() != wanted:
                    self.back()
            else:
                if self.currentId() > wanted:
                    self.restart()
                while self.currentId() != wanted:
                    self.next()
        finally:
            self._jumping = False
        self._on_page()
        return True

    def following(self, stop: Stop) -> int:
        """The number of the page "Next" leads to, -1 after the last one."""
        shown = interview.emergencies(self._assessment) if self._jumping else self._shown
        visit = self._workspace.visit
        after = interview.next_stop(self._content, visit, self._assessment, stop, shown)
        return NO_PAGE if after is None else self._number(after)

    # ---------------------------------------------------------------- keys, closing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; elsewhere it means Next. Held down, it does
        so once: the page that comes up has not been read yet."""
        pressed = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.isAutoRepeat():
                return
            if isinstance(pressed, QPushButton | QToolButton):
                pressed.click()
                return
        super().keyPressEvent(event)

    def validateCurrentPage(self) -> bool:
        """Nothing has to be answered; but a number that cannot be used is pointed out once."""
        self._flush()
        page = self.currentPage()
        calls = interview.emergencies(self._assessment) - self._shown
        if self._jumping or calls or not isinstance(page, StopPage):
            return True
        return not page.points_out()

    def reject(self) -> None:
        """Save and close."""
        self._leave()
        super().reject()

    def accept(self) -> None:
        self._leave()
        super().accept()

    @Slot()
    def get_help(self) -> None:
        help_now = HelpNow(self._workspace, self._source, self)
        help_now.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        help_now.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        page = self.currentPage()
        if isinstance(page, StopPage) and page.heading is not None:
            # A window that opens gives the focus to its default button; the page comes first.
            QTimer.singleShot(0, page.heading, page.heading.setFocus)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_ring"):
            self._footer.flatten()  # Qt lays the wizard out anew for a new style

    # ---------------------------------------------------------------- making

    @property
    def _content(self) -> Content:
        return self._workspace.content

    @property
    def _assessment(self) -> Assessment:
        return self._workspace.assessment

    def _number(self, stop: Stop) -> int:
        """Qt refuses a page twice in its history, so each page and its call have their own."""
        return 2 * self._order.index(stop.page) + stop.now

    def _add_pages(self) -> None:
        room = Room(self._workspace, self._source, self.following)
        for page in self._content.pages.values():
            asked = QuestionPage(room, page)
            asked.left_number.connect(self._on_left_number)
            asked.page_wanted.connect(self.go_to)
            asked.done.connect(self._on_next_keys)
            asked.help_wanted.connect(self.get_help)
            self.setPage(self._number(asked.stop), asked)
            now = NowPage(room, page)
            now.mistaken.connect(self._on_mistake)
            now.crew_page_wanted.connect(self._on_crew_page)
            self.setPage(self._number(now.stop), now)

    def _take_place(self, parent: QWidget | None) -> None:
        """As large as the window it comes from, within the screen."""
        self.setMinimumSize(SMALLEST)
        room = self.screen().availableGeometry()
        size = parent.window().size() if parent is not None else USUAL
        self.resize(size.expandedTo(SMALLEST).boundedTo(room.size()))

    def _begin(self) -> None:
        """Open where the person was; what was shown then is not thrown at them again."""
        resumed = self._workspace.visit.page
        self._jumping = True  # the first page is made only if it is the one to be seen
        self.restart()
        self._jumping = False
        if resumed is not None and resumed != self._order[0] and resumed in self._order:
            self._shown = interview.emergencies(self._assessment)
            if self.go_to(resumed):
                return
        self._on_page()

    # ---------------------------------------------------------------- what happens

    @Slot()
    def _on_page(self) -> None:
        page = self.currentPage()
        if self._jumping or not isinstance(page, StopPage):
            return
        if isinstance(page, NowPage):
            new = interview.emergencies(self._assessment) - self._shown
            page.call_for(new or frozenset(page.flags))
            self._shown |= new
            if not page.flags:
                QTimer.singleShot(0, self, self.back)  # what it was about was taken back meanwhile
        else:
            page.enter()
            self._unsaved.stand_on(page)
            self._remember(page.stop)
        self._show_frame()
        self._announce(page)

    @Slot()
    def _on_changed(self) -> None:
        fired = interview.emergencies(self._assessment)
        self._shown &= fired
        page = self.currentPage()
        if not isinstance(page, StopPage) or self._jumping:
            return
        page.refresh()
        self._show_progress()
        if isinstance(page, NowPage):
            if page.flags:
                self._announce(page)
            else:
                self.back()
        elif fired - self._shown and not page.typing:
            self.next()

    @Slot()
    def _on_left_number(self) -> None:
        """A number that calls for help does so once it is typed to its end."""
        QTimer.singleShot(0, self, self._call_if_needed)

    @Slot()
    def _call_if_needed(self) -> None:
        page = self.currentPage()
        pressed = self._footer.next.isDown() or self._footer.back.isDown()
        if (
            isinstance(page, QuestionPage)
            and interview.emergencies(self._assessment) - self._shown
            and not page.typing
            and not pressed
        ):
            self.next()

    @Slot()
    def _on_mistake(self) -> None:
        page = self.currentPage()
        if isinstance(page, NowPage):
            content = self._content
            because = [finding for flag in page.fired() for finding in flag.because]
            visit = telling.take_back(
                content, self._workspace.visit, because, content.pages[page.stop.page]
            )
            before = self.currentId()
            self._workspace.edit(visit, "Ticked by mistake")
            if self.currentId() == before:
                self.back()

    @Slot()
    def _on_crew_page(self) -> None:
        for page in self._content.pages.values():
            if any(ask.kind == "summary" for ask in page.ask):
                self.go_to(page.id)
                return

    @Slot(int)
    def _on_step(self, place: int) -> None:
        step = list(self._content.steps)[place]
        visit = self._workspace.visit
        page = interview.first_page_of_step(self._content, visit, self._assessment, step)
        if page is not None:
            self.go_to(page)

    @Slot()
    def _on_next_keys(self) -> None:
        (self._footer.next if self._footer.next.isVisible() else self._footer.finish).click()

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        page = self.currentPage()
        if isinstance(page, StopPage) and now is not None and now in (page, page.heading):
            self._ring.setWidget(None)  # type: ignore[arg-type]

    def _flush(self) -> None:
        page = self.currentPage()
        if isinstance(page, StopPage):
            page.flush()

    def _remember(self, stop: Stop) -> None:
        """Come back here the next time; the first page needs no mark."""
        first = stop.page == interview.first_stop(self._content).page
        self._workspace.remember_page(None if first else stop.page)

    def _leave(self) -> None:
        self._workspace.part()  # also what is half typed on a page that was gone back from
        self._remember(self.stop)
        self._workspace.save_now()

    # ---------------------------------------------------------------- what is seen

    @Slot()
    def _show_frame(self) -> None:
        """Everything around the page, for a page that has just come up."""
        self._progress = None
        self._show_progress()
        self._footer.flatten()
        self._fit()

    def _show_progress(self) -> None:
        """How far one is and what is left; cheap, for it follows every answer."""
        page = self.currentPage()
        if not isinstance(page, StopPage):
            return
        stop = page.stop
        now = interview.progress(self._content, self._workspace.visit, self._assessment, stop)
        if (stop, now) != self._progress:
            self._progress = (stop, now)
            steps = list(self._content.steps)
            self._stepper.set_current(now.step - 1, [steps.index(step) for step in now.done])
            self._stepper.set_progress(_progress_words(now, stop), now.share)
        self._footer.show(page.footer_note(), call=stop.now)
        self._footer.fit(self.width() - self._stepper.width())

    def _fit(self) -> None:
        """Share the width between the step list, the page and the footer's words."""
        page = self.currentPage()
        theme = self._source.theme
        needed = theme.px("stepper") + round(NARROWEST_PAGE_PX * theme.text_scale)
        narrow = self.width() < needed
        self._stepper.set_rail(narrow or (isinstance(page, StopPage) and page.rail))
        self._footer.fit(self.width() - self._stepper.width())

    def _announce(self, page: StopPage) -> None:
        """Put the keyboard at the top of the page: so its title is said, and said once."""
        heading = page.heading or page
        heading.setFocus()
        self._order_tabs(heading)

    def _order_tabs(self, heading: QWidget) -> None:
        """From the page's last control the Tab key goes to the footer."""
        tab_after(last_inside(self.currentPage(), heading), self._footer.buttons)


def _progress_words(now: interview.Progress, stop: Stop) -> str:
    where = f"Step {now.step} of {now.steps}"
    if stop.now or now.share >= 1:
        return where
    minutes = "1 minute" if now.minutes_left == 1 else f"{now.minutes_left} minutes"
    return f"{where}, about {minutes} left"
