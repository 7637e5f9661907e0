"""What every test may use: the shipped content, the medicine index, and required silence."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import HealthCheck, settings

from mgaid import paths
from mgaid.core.assessment import Assessment, assess
from mgaid.core.content import Content, load
from mgaid.core.eaten import eaten
from mgaid.core.figures import NOTHING_EATEN, Eaten
from mgaid.core.food_guide import read_guide
from mgaid.core.foods import FoodTable, load_foods
from mgaid.core.medicines import MedicineIndex, build_index
from mgaid.core.visit import Visit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

settings.register_profile(
    "mgaid",
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
    # The same tries in every run of CI; on a developer's machine new ones each time.
    derandomize="CI" in os.environ,
)
settings.load_profile("mgaid")

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """MgAid's own application, which pytest-qt makes; Qt is loaded by the tests that need it."""
    from mgaid.ui.app import Application

    return Application


@pytest.fixture(scope="session")
def content() -> Content:
    return load(paths.content())


@pytest.fixture(scope="session")
def medicines(content: Content) -> MedicineIndex:
    return build_index(content.medicines.classes, paths.medicine_names())


@cache
def food_table() -> FoodTable:
    return load_foods(paths.foods(), read_guide(paths.content() / "foods.toml"))


def eaten_of(visit: Visit) -> Eaten:
    return eaten(food_table(), visit) if visit.usual_day or visit.quick_check else NOTHING_EATEN


@dataclass(frozen=True)
class Rules:
    """The content with its medicine index: gives the assessment of a visit in one call."""

    content: Content
    medicines: MedicineIndex

    def assess(self, visit: Visit) -> Assessment:
        return assess(self.content, visit, self.medicines, eaten_of(visit))


@pytest.fixture(scope="session")
def rules(content: Content, medicines: MedicineIndex) -> Rules:
    return Rules(content, medicines)


def case_files() -> list[Path]:
    return sorted(CASES.glob("*.toml"))


def read_case(path: Path) -> dict[str, Any]:
    """One case; ``given`` becomes the shape of a visit file."""
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    given = case["given"]
    answers = {**dict.fromkeys(given.pop("yes"), "yes"), **dict.fromkeys(given.pop("no"), "no")}
    case["visit"] = {"format": 1, **given, "findings": answers}
    return case
