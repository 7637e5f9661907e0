"""What MgAid remembers about its window: colours, text size, place, files used. Never an answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

FOLDER_MODE = 0o700  # as storage's, which is not imported before the first paint
FIRST_BACKGROUND = "#F5F4EF"
MOST_RECENT = 5


class Settings:
    """Kept in ``settings.ini`` in the person's own folder; with ``None`` nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._kept: QSettings | None = None
        if folder is not None:
            self._kept = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)

    @property
    def colours(self) -> str:
        from mgaid.ui.theme import CHOICES

        told = str(self._get("look/colours", "system"))
        return told if told in CHOICES else "system"

    @colours.setter
    def colours(self, choice: str) -> None:
        self._set("look/colours", choice)

    @property
    def text_percent(self) -> int:
        from mgaid.ui.theme import TEXT_PERCENTS

        told = str(self._get("look/text_percent", "100"))
        known = {str(percent): percent for percent in TEXT_PERCENTS}
        return known.get(told, 100)

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        self._set("look/text_percent", percent)

    @property
    def geometry(self) -> QByteArray:
        told = self._get("window/geometry", None)
        return told if isinstance(told, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, place: QByteArray) -> None:
        self._set("window/geometry", place)

    @property
    def visit_kept(self) -> bool:
        """Whether a visit was kept the last time, so that the first screen can say so early."""
        return str(self._get("start/visit_kept", "false")) == "true"

    @visit_kept.setter
    def visit_kept(self, kept: bool) -> None:
        self._set("start/visit_kept", "true" if kept else "false")

    @property
    def visits_listed(self) -> bool:
        """Whether visits were listed the last time, so that their place is kept free early."""
        return str(self._get("start/visits_listed", "false")) == "true"

    @visits_listed.setter
    def visits_listed(self, listed: bool) -> None:
        self._set("start/visits_listed", "true" if listed else "false")

    @property
    def recent(self) -> tuple[Path, ...]:
        """The visit files used last that lie elsewhere, newest first."""
        told = self._get("start/recent", [])
        # One path alone comes back from the file as a plain text.
        names = [told] if isinstance(told, str) else told if isinstance(told, list) else []
        return tuple(Path(str(name)) for name in names if name)

    @recent.setter
    def recent(self, files: Sequence[Path]) -> None:
        self._set("start/recent", [str(path) for path in files[:MOST_RECENT]])
        if self._kept is not None:
            self._kept.sync()  # what was cleared is off the disk at once

    @property
    def background(self) -> str:
        """The colour of an empty window in the last look."""
        return str(self._get("look/background", FIRST_BACKGROUND))

    @background.setter
    def background(self, colour: str) -> None:
        if colour != self.background:
            self._set("look/background", colour)

    def let_go(self) -> None:
        """Write nothing any more: the folder is about to be deleted."""
        if self._kept is not None:
            self._kept.clear()
            self._kept.sync()
        self._kept = None

    def _get(self, key: str, default: object) -> object:
        return default if self._kept is None else self._kept.value(key, default)

    def _set(self, key: str, value: object) -> None:
        if self._kept is None or self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        except OSError:
            return  # the look is not worth a message; a visit that cannot be saved says so itself
        self._kept.setValue(key, value)
