"""Notices under the tab bar: help now, not saved, a window that keeps nothing, content too old.

Each stands alone, says what to do, and goes when it is no longer true.
"""

from __future__ import annotations

import html

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mgaid.core.interview import emergencies
from mgaid.core.phrases import content_is_old, day_text
from mgaid.ui.parts import Button, Notice, keep_spacing
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

KEEPS_NOTHING = "This window keeps nothing by itself"
KEEPS_NOTHING_BODY = "It can open and show a visit. What you change stays only if you save a file."


class Banners(QWidget):
    """``help_wanted`` and ``save_elsewhere`` are what their buttons ask for."""

    help_wanted = Signal()
    save_elsewhere = Signal()

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._emergency: Notice | None = None
        self._unsaved: Notice | None = None
        self._column = QVBoxLayout(self)
        keep_spacing(source, self._column, "gap", ("page", "gap", "page", ""))
        workspace.changed.connect(self._on_changed)
        workspace.saved.connect(self._on_saved)
        workspace.save_failed.connect(self._on_save_failed)
        self._show_age()
        self._show_keeps_nothing()
        self._on_changed()

    @property
    def unsaved(self) -> str:
        """The sentence shown while saving does not work, or ""."""
        notice = self._unsaved
        return "" if notice is None or notice.isHidden() else notice.accessibleName()

    def say_unsaved(self) -> None:
        """Have it said once more, to a person who comes from where it could not be seen."""
        if self._unsaved is not None and not self._unsaved.isHidden():
            self._unsaved.announce()

    def _show_age(self) -> None:
        content = self._workspace.content
        if content_is_old(content, self._workspace.today):
            day = day_text(content.words.content_date)
            head = content.words.summary["content_old"]
            self._add(Notice(self._source, "info", head, f"It was checked {day}.", icon="calendar"))

    def _show_keeps_nothing(self) -> None:
        """Of two windows the second writes nothing by itself, and must say so on every tab."""
        if self._workspace.folder is None:
            elsewhere = Button(self._source, "Save as a file", "outlined", size="button_row")
            elsewhere.clicked.connect(self.save_elsewhere)
            self._add(
                Notice(
                    self._source,
                    "info",
                    KEEPS_NOTHING,
                    KEEPS_NOTHING_BODY,
                    actions=(elsewhere,),
                    beside=True,
                )
            )
        self._fit()

    def _add(self, notice: Notice) -> Notice:
        self._column.addWidget(notice)
        return notice

    @Slot()
    def _on_changed(self) -> None:
        """Show or take away the call for help, from the flags alone."""
        content = self._workspace.content
        fired = emergencies(self._workspace.assessment)
        if not fired:
            if self._emergency is not None:
                self._emergency.hide()
            self._fit()
            return
        from mgaid.ui.help_now import region_words

        words = next(words for words in content.words.urgency if words.id == "emergency")
        titles = [flag.title for flag in content.flags.values() if flag.id in fired]
        region = region_words(content, self._workspace.visit)
        call = content.words.summary["emergency_call"].replace("{number}", region.emergency)
        body = f"<b>{html.escape(call)}</b> {html.escape('; '.join(titles))}."
        if self._emergency is None:
            more = Button(self._source, "What to do now", "danger", "phone", size="button_row")
            more.clicked.connect(self.help_wanted)
            self._emergency = self._add(
                Notice(
                    self._source,
                    "danger",
                    words.head,
                    body,
                    actions=(more,),
                    beside=True,
                    alert=True,
                )
            )
        else:
            self._emergency.set_content("danger", words.head, body)
            if self._emergency.isHidden():
                self._emergency.alert_when_shown()
        self._emergency.show()
        self._fit()

    @Slot(str)
    def _on_save_failed(self, problem: str) -> None:
        head = "Your last answers are not saved"
        if self._unsaved is None:
            elsewhere = Button(self._source, "Save elsewhere", "outlined", size="button_row")
            elsewhere.clicked.connect(self.save_elsewhere)
            self._unsaved = self._add(
                Notice(
                    self._source,
                    "warn",
                    head,
                    html.escape(problem),
                    actions=(elsewhere,),
                    beside=True,
                    alert=True,
                )
            )
        else:
            self._unsaved.set_content("warn", head, html.escape(problem))
        self._unsaved.show()
        self._fit()

    @Slot()
    def _on_saved(self) -> None:
        if self._unsaved is not None:
            self._unsaved.hide()
        self._fit()

    def _fit(self) -> None:
        """Take no room while there is nothing to say."""
        items = [self._column.itemAt(place) for place in range(self._column.count())]
        shown = [item.widget() for item in items if item is not None]
        self.setVisible(any(one is not None and not one.isHidden() for one in shown))
