"""The wizard's page for what the person takes already."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mgaid.core.content.asking import AskSpecial
from mgaid.ui.product_list import ProductList
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace


def build(
    workspace: Workspace, source: ThemeSource, _ask: AskSpecial, parent: QWidget | None
) -> QWidget:
    return ProductList(workspace, source, parent)
