"""The look in one table: colours, sizes, letters, icons and the style sheet made from them.

Hides the fonts, the tinting of icons, the style sheet template and how the system's own colours are
followed. It knows no widget of MgAid: widgets read ``ThemeSource.theme`` and listen to ``changed``.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from mgaid import paths

FAMILY = "Atkinson Hyperlegible"
SCHEMES = ("light", "dark", "high_contrast")
CHOICES = ("system", *SCHEMES)
TEXT_PERCENTS = (100, 125, 150, 175, 200)
WIDE_BELOW_SCALE = 1.5
TITLE_STOPS_AT_PX = 42

_COLOURS = """
bg            #F5F4EF #10171A #000000
surface       #FFFFFF #1A2327 #000000
sunken        #EAEEED #243036 #000000
rule          #CFD6D5 #37454B #FFFFFF
line          #6B7A80 #8A9CA3 #FFFFFF
text          #15242A #EEF2F2 #FFFFFF
text2         #3D4E55 #C3CFD3 #FFFFFF
accent        #0A525D #82D2DC #FFE14A
accent_hover  #083F48 #A9E3EA #FFF2A8
on_accent     #FFFFFF #05272D #000000
accent_soft   #DCEDEE #14353C #2B2600
focus         #3B2FB5 #C9C4FF #00E5FF
disabled      #5A696F #8A9CA3 #BFBFBF
danger        #8A1420 #FFC2BE #FFB3AD
danger_icon   #B3202E #FF8F89 #FF8078
danger_soft   #FBE9E8 #41191D #2A0000
warn          #633A00 #FFD9A0 #FFD58A
warn_icon     #995B00 #F4B04E #FFB52E
warn_soft     #FCF0DA #3A2A10 #2A1B00
ok            #134D2B #B2E8C4 #A6F2BF
ok_icon       #1F7A46 #6ECB90 #5FE08D
ok_soft       #E4F2E8 #153220 #002311
info          #0C4667 #B5DCF7 #A8DBFF
info_icon     #1C6A96 #72BAE8 #66BFFF
info_soft     #E2EEF6 #122F42 #00203A
"""
TOKENS: dict[str, dict[str, str]] = {
    scheme: {
        row.split()[0]: row.split()[1 + column]
        for row in _COLOURS.strip().splitlines()  # one row a token, one column a scheme
    }
    for column, scheme in enumerate(SCHEMES)
}

# px at 96 dpi and 100 % text; these grow with the text ...
_GROWS = {
    "caption": 14, "body": 16, "section": 20, "title": 28,
    "caption_line": 20, "body_line": 22, "section_line": 26, "title_line": 34,
    "menu": 32, "tab_bar": 64, "status": 32, "footer": 72, "button": 44, "button_row": 40,
    "button_main": 48, "field": 44, "row": 40, "chip": 40, "step": 44, "question": 68,
    "badge": 26, "tag": 26, "check": 22, "radio": 18, "icon": 24, "icon_button": 20,
    "icon_small": 16, "icon_head": 40, "tick": 32, "step_mark": 26, "dot": 9, "bar": 19,
    "row_bar": 14,
    "stepper": 264, "side_panel": 344, "nav": 240,
}  # fmt: skip
# ... and these half as fast.
_GAPS = {
    "tiny": 4, "small": 6, "gap": 8, "pad": 12, "block": 16, "card_y": 16, "card_x": 20,
    "column": 24, "page": 32, "wizard": 40, "rail": 72,
}  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """One look: a scheme and a text scale (1.0 to 2.0)."""

    scheme: str = "light"
    text_scale: float = 1.0

    def color(self, token: str) -> QColor:
        return QColor(TOKENS[self.scheme][token])

    def px(self, kind: str) -> int:
        """Logical pixels of a font size, line, height, width or gap at this text scale."""
        if kind.endswith("_inner"):  # a box without its 2-px border, for the style sheet
            return self.px(kind.removesuffix("_inner")) - 4
        if kind.endswith("_half"):
            return self.px(kind.removesuffix("_half")) // 2
        if kind in _GAPS:
            return round(_GAPS[kind] * (1 + (self.text_scale - 1) / 2))
        grown = round(_GROWS[kind] * self.text_scale)
        if kind == "title":
            return min(grown, TITLE_STOPS_AT_PX)
        if kind == "title_line":
            return round(self.px("title") * _GROWS["title_line"] / _GROWS["title"])
        return grown

    def font(self, kind: str = "body", *, bold: bool = False, italic: bool = False) -> QFont:
        font = QFont(FAMILY)
        font.setPixelSize(self.px(kind))
        font.setBold(bold)
        font.setItalic(italic)
        return font

    @property
    def wide(self) -> bool:
        """Whether side panels stand beside the page; from 150 % text they go below it."""
        return self.text_scale < WIDE_BELOW_SCALE


@functools.cache
def load_fonts() -> tuple[str, ...]:
    """Register the letters that come with MgAid; returns the families found."""
    families: list[str] = []
    for path in sorted(paths.fonts().glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


def qss(theme: Theme) -> str:
    """The style sheet: the template with every ``{{token}}`` and ``{{px.kind}}`` filled in."""
    folder = paths.resources() / "style"

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name == "marks":
            return (folder / "marks" / theme.scheme).as_posix()
        if name.startswith("px."):
            return f"{theme.px(name.removeprefix('px.'))}px"
        return TOKENS[theme.scheme][name]

    return re.sub(r"\{\{([\w.]+)\}\}", value, _text("style/mgaid.qss"))


def icon_names() -> tuple[str, ...]:
    return tuple(sorted(p.stem for p in _icons().glob("*.svg") if not p.stem.startswith("app")))


def icon(theme: Theme, name: str, token: str = "text", size: int = 24) -> QIcon:
    """A tinted icon, ``size`` logical px at 100 % text; it carries its own disabled look."""
    side = round(size * theme.text_scale)
    ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
    made = QIcon(pixmap(theme, name, token, side, ratio))
    made.addPixmap(pixmap(theme, name, "disabled", side, ratio), QIcon.Mode.Disabled)
    return made


def pixmap(theme: Theme, name: str, token: str, side: int, ratio: float = 1.0) -> QPixmap:
    """A tinted icon, ``side`` logical px wide and high, for a screen of this pixel ratio."""
    return _tinted(name, TOKENS[theme.scheme][token], side, ratio)


def picture(theme: Theme, name: str) -> QSvgRenderer:
    """A small drawing from ``icons/pictures`` with its ``{{token}}`` colours filled in."""
    svg = re.sub(
        r"\{\{(\w+)\}\}",
        lambda match: TOKENS[theme.scheme][match[1]],
        _text(f"icons/pictures/{name}.svg"),
    )
    return QSvgRenderer(QByteArray(svg.encode()))


def app_icon() -> QIcon:
    made = QIcon()
    for path in _icons().glob("app-*.png"):
        made.addFile(str(path))
    return made


def palette(theme: Theme) -> QPalette:
    made = QPalette()
    roles = QPalette.ColorRole
    for role, token in (
        (roles.Window, "bg"), (roles.WindowText, "text"), (roles.Base, "surface"),
        (roles.AlternateBase, "surface"), (roles.Text, "text"), (roles.Button, "surface"),
        (roles.ButtonText, "text"), (roles.BrightText, "on_accent"), (roles.Light, "surface"),
        (roles.Midlight, "sunken"), (roles.Mid, "rule"), (roles.Dark, "line"),
        (roles.Shadow, "line"), (roles.Highlight, "accent"), (roles.HighlightedText, "on_accent"),
        (roles.Accent, "accent"), (roles.Link, "accent"), (roles.LinkVisited, "accent"),
        (roles.ToolTipBase, "surface"), (roles.ToolTipText, "text"),
        (roles.PlaceholderText, "text2"),
    ):  # fmt: skip
        made.setColor(role, theme.color(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.color("disabled"))
    return made


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application this look, at once."""
    load_fonts()
    if app.property("mgaid_style") is None:  # a second setStyle would polish everything again
        app.setStyle("Fusion")
        app.setProperty("mgaid_style", "Fusion")
    app.setPalette(palette(theme))
    app.setFont(theme.font())
    app.setStyleSheet(qss(theme))


class ThemeSource(QObject):
    """The look in use: what the person chose, or what the system shows, kept current."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        choice: str = "system",
        text_percent: int = 100,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._choice = choice
        self._percent = text_percent
        # Both are kept: without the hints PySide takes what they lead to for deleted.
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._on_system_changed)
        contrast = getattr(self._hints, "accessibility", None)  # Qt 6.10 and later
        self._contrast = contrast() if contrast is not None else None
        if self._contrast is not None:
            self._contrast.contrastPreferenceChanged.connect(self._on_system_changed)
        self._tell_the_frame()
        self._theme = self._wanted()
        apply(app, self._theme)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def choice(self) -> str:
        return self._choice

    @property
    def text_percent(self) -> int:
        return self._percent

    def set_choice(self, choice: str) -> None:
        if choice not in CHOICES:
            raise ValueError(f"unknown colours {choice!r}; known: {', '.join(CHOICES)}")
        self._choice = choice
        self._tell_the_frame()
        self._refresh()

    def set_text_percent(self, percent: int) -> None:
        if percent not in TEXT_PERCENTS:
            raise ValueError(f"unknown text size {percent}; known: {TEXT_PERCENTS}")
        self._percent = percent
        self._refresh()

    def _wanted(self) -> Theme:
        scheme = self._choice
        if scheme == "system":
            scheme = self._system_scheme()
        return Theme(scheme, self._percent / 100)

    def _system_scheme(self) -> str:
        if (
            self._contrast is not None
            and self._contrast.contrastPreference() == Qt.ContrastPreference.HighContrast
        ):
            return "high_contrast"
        dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _tell_the_frame(self) -> None:
        """Let the window frame, which the system draws, follow the person's choice."""
        hints = self._hints
        if self._choice == "system":
            hints.unsetColorScheme()
        elif self._choice == "light":
            hints.setColorScheme(Qt.ColorScheme.Light)
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark)

    @Slot()
    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted == self._theme:
            return
        self._theme = wanted
        apply(self._app, wanted)
        self.changed.emit()


def _icons() -> Path:
    return paths.resources() / "icons"


@functools.lru_cache(maxsize=128)
def _text(relative: str) -> str:
    return (paths.resources() / relative).read_text(encoding="utf-8")


@functools.lru_cache(maxsize=256)
def _tinted(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    svg = _text(f"icons/{name}.svg").replace("currentColor", colour)
    drawn = QPixmap(round(side * ratio), round(side * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
