"""The page parts with a screen of their own, found by kind and loaded when first shown.

``mgaid/ui/wizard/special_<kind>.py`` makes one with its ``build`` function.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtWidgets import QWidget

from mgaid.core.content.asking import AskSpecial
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

Builder = Callable[[Workspace, ThemeSource, AskSpecial, QWidget | None], QWidget]


def _build(
    kind: str, workspace: Workspace, source: ThemeSource, ask: AskSpecial, parent: QWidget | None
) -> QWidget:
    builder: Builder = import_module(f"mgaid.ui.wizard.special_{kind}").build
    return builder(workspace, source, ask, parent)


KINDS = ("medicines", "supplements", "day", "options", "matters", "questions", "summary")
SPECIALS: dict[str, Builder] = {kind: partial(_build, kind) for kind in KINDS}
