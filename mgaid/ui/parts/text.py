"""Words on the screen: labels in the four sizes, an icon with words, and the line under an error.

Size and colour come from the style sheet through the properties ``type`` and ``tone``.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from mgaid.ui import theme as look
from mgaid.ui.parts.assisted import Heading, say_aloud
from mgaid.ui.theme import ThemeSource

LONGEST_WORD = 24
PIECE = 12
MAY_BREAK = "\u200b"
PARTING = ("_", "-", ".")
JOINER = "\u200d"
HANG_ON = ("Mn", "Mc", "Me", "Sk", "Cf")  # marks that belong to the letter before them
BULLETS = "margin-left: -22px; margin-top: 0; margin-bottom: 0"


def label(
    text: str,
    kind: str = "body",
    tone: str = "",
    *,
    wrap: bool = True,
    rich: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A text label; plain text unless ``rich``."""
    return _dressed(QLabel(parent), text, kind, tone, wrap=wrap, rich=rich)


def _dressed(
    made: QLabel, text: str, kind: str, tone: str = "", *, wrap: bool = True, rich: bool = False
) -> QLabel:
    made.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setProperty("type", kind)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def title(text: str) -> QLabel:
    return _dressed(Heading(), text, "title")


def section(text: str) -> QLabel:
    return _dressed(Heading(), text, "section")


def lead(text: str) -> QLabel:
    return label(text, "lead")


def strong(text: str) -> QLabel:
    return label(text, "strong")


def caption(text: str, tone: str = "text2") -> QLabel:
    return label(text, "caption", tone)


def breakable(text: str) -> str:
    """The text with places to break in words longer than a line may be, such as file names."""
    if max(map(len, text.split()), default=0) <= LONGEST_WORD:
        return text
    return " ".join(_broken(word) for word in text.split(" "))


def _broken(word: str) -> str:
    """Between letters as people see them: an accent, or a picture of several, stays whole."""
    if len(word) <= LONGEST_WORD:
        return word
    pieces = [""]
    for letter in word:
        joined = pieces[-1].endswith(JOINER) or unicodedata.category(letter) in HANG_ON
        ends = len(pieces[-1]) >= PIECE or pieces[-1].endswith(PARTING)
        if ends and not joined:
            pieces.append("")
        pieces[-1] += letter
    return MAY_BREAK.join(pieces)


def shortened(text: str, most: int) -> str:
    """No more than ``most`` letters: both ends stay, for names often differ at the last."""
    if len(text) <= most:
        return text
    end = most // 3
    return f"{text[: most - end - 1].rstrip()}…{text[-end:].lstrip()}"


def bullets(lines: Iterable[str]) -> QLabel:
    """A list with round marks."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return label(f'<ul style="{BULLETS}">{items}</ul>', rich=True)


class IconLabel(QLabel):
    """An icon that keeps its token's colour and grows with the text. It says nothing aloud."""

    def __init__(
        self,
        source: ThemeSource,
        icon: str,
        token: str = "text",
        size: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._icon = icon
        self._token = token
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        source.changed.connect(self._draw)
        self._draw()

    def set_icon(self, icon: str, token: str) -> None:
        self._icon = icon
        self._token = token
        self._draw()

    @Slot()
    def _draw(self) -> None:
        side = round(self._size * self._source.theme.text_scale)
        ratio = self.devicePixelRatioF()
        self.setPixmap(look.pixmap(self._source.theme, self._icon, self._token, side, ratio))
        self.setFixedSize(side, side)


class IconLine(QWidget):
    """An icon beside wrapped text; ``strong`` is said first, in bold ("Why we ask:")."""

    def __init__(
        self,
        source: ThemeSource,
        icon: str,
        text: str,
        tone: str = "text2",
        kind: str = "body",
        strong: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(source.theme.px("gap"))
        self._mark = IconLabel(source, icon, tone or "text", 20)
        self._words = label("", kind, tone, rich=True)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.set_text(text, strong)

    def set_text(self, text: str, strong: str = "") -> None:
        start = f"<b>{html.escape(strong)}</b> " if strong else ""
        self._words.setText(start + html.escape(text))


class ErrorLine(IconLine):
    """What is wrong with a field and what would be right; hidden while nothing is wrong."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(source, "warn", "", tone="danger", kind="caption", parent=parent)
        self._text = ""
        # A field is judged as it is left; said at once, the words would be cut off by the next.
        self._aloud = QTimer(self, singleShot=True, interval=0)
        self._aloud.timeout.connect(self._say)
        self.hide()

    def show_error(self, text: str) -> None:
        if text != self._text:
            self._aloud.start()
        self._text = text
        self.set_text(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def clear(self) -> None:
        self.show_error("")

    def say_again(self) -> None:
        """Have it said once more, and only once where it has just come up."""
        self._aloud.start()

    def text(self) -> str:
        return self._text

    @Slot()
    def _say(self) -> None:
        say_aloud(self, self._text, at_once=True)
