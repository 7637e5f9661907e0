"""What the tests of the Foods tab share: a workspace, a person's day, and finding parts by name."""

from __future__ import annotations

import html
import re
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from mgaid.core.visit import Person, PlannedFood, Visit
from mgaid.ui.day_meals import FoodLine
from mgaid.ui.workspace import Workspace

W = TypeVar("W", bound=QWidget)

OATMEAL = PlannedFood(
    food_id=171675, name="Oatmeal, cooked", measure="1 cup", grams=234, meal="breakfast"
)
COFFEE = PlannedFood(
    food_id=171890, name="Coffee, brewed", measure="2 cups", grams=474, meal="breakfast"
)
WHITE_BREAD = PlannedFood(
    food_id=325871, name="White bread", measure="2 slices", grams=54.6, meal="lunch"
)
GONE = PlannedFood(food_id=1, name="Grandma's soup", measure="1 bowl", grams=300, meal="dinner")
WOMAN = Person(age=46, sex="female", region="US")
HER_DAY = Visit(person=WOMAN, usual_day=(OATMEAL, COFFEE, WHITE_BREAD))


def tell(workspace: Workspace, visit: Visit) -> None:
    workspace.edit(visit, "Test")


def seen(part: QWidget, kind: type[W]) -> list[W]:
    """Children of this kind that a person can see, once the layouts have settled."""
    QApplication.processEvents()
    return [one for one in part.findChildren(kind) if one.isVisible()]


def named(part: QWidget, kind: type[W], name: str) -> W:
    """The one visible child with this accessible name, or these words on it."""
    for one in seen(part, kind):
        words = one.text() if isinstance(one, QPushButton) else ""
        if name in (one.accessibleName(), words):
            return one
    raise AssertionError(f"no {kind.__name__} called {name!r}")


def press(part: QWidget, name: str) -> None:
    QTest.mouseClick(named(part, QPushButton, name), Qt.MouseButton.LeftButton)


def day_line(part: QWidget, food: str) -> FoodLine:
    return next(line for line in seen(part, FoodLine) if line.text() == food)


def day_of(workspace: Workspace) -> list[tuple[str, str, str]]:
    return [(p.meal, p.name, p.measure) for p in workspace.visit.usual_day]


def words_of(part: QWidget) -> str:
    """Everything a person can read in it."""
    texts = []
    for one in seen(part, QLabel):
        plain = one.textFormat() == Qt.TextFormat.PlainText
        text = one.text()
        texts.append(text if plain else html.unescape(re.sub("<[^>]+>", "", text)))
    return "\n".join(texts)
