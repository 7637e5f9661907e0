"""The food table: what is in a food, which portion is usual, what a day of foods adds up to.

Hides the shipped file, the rules that decide which rows are shown or ranked, and the search index.
It knows no person: how much someone needs and what their kidneys allow is decided elsewhere.
An empty cell is unknown and stays unknown; it is counted and named, never read as zero.
"""

from __future__ import annotations

import gzip
import math
import re
import zlib
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from mgaid.core.food_guide import DIETS, Diet, FoodGuide, FoodsUnavailable, Nutrient, UnrankedRule
from mgaid.core.food_search import FoodIndex

FILE_NAME = "foods.tsv.gz"
COLUMNS = (
    "id", "description", "name", "common", "maker", "category", "magnesium", "energy", "calcium",
    "potassium", "fibre", "caffeine", "alcohol", "newer", "diet", "odd", "words",
    "portions",
)  # fmt: skip
_TRUTH = {"y": True, "n": False}


class Portion(NamedTuple):
    """``amount`` of a measure weighs ``grams``: 1, "cup, cubes", 150."""

    measure: str
    grams: float
    amount: float = 1

    @property
    def text(self) -> str:
        """``1 cup, cubes``; a measure that brings its own number, or none, is left alone."""
        if not self.amount:
            return self.measure
        number = _FRACTIONS.get(self.amount) or f"{self.amount:g}"
        space = "\N{NO-BREAK SPACE}" if self.measure in ("g", "oz") else " "
        return f"{number}{space}{self.measure}"

    def said(self, *, metric: bool) -> str:
        """The text for a locale: with ``metric``, ounces become grams; cups and spoons stay."""
        if not metric:
            return self.text
        grams = f"{round(self.grams)}\N{NO-BREAK SPACE}g"
        return re.sub(r"^[\d.¼½¾]+\soz\b", grams, self.text)


_FRACTIONS = {0.25: "¼", 0.333: "⅓", 0.5: "½", 0.667: "⅔", 0.75: "¾", 1.5: "1½"}


@lru_cache(maxsize=4096)
def _portions(packed: str) -> tuple[Portion, ...]:
    found = []
    for one in packed.split(";;") if packed else ():
        amount, measure, grams = one.split("|")
        found.append(Portion(measure, float(grams), float(amount)))
    return tuple(found)


class Food(NamedTuple):
    """One row. Amounts are for 100 g; None means that no value was published."""

    id: int
    description: str
    name: str
    common: str
    maker: str
    category: str
    magnesium_mg: float | None
    energy_kcal: float | None
    calcium_mg: float | None
    potassium_mg: float | None
    fibre_g: float | None
    caffeine_mg: float | None
    alcohol_g: float | None
    newer: int | None
    diet: str
    odd: int
    words: str
    packed_portions: str
    hidden: str
    unranked: str

    @property
    def portions(self) -> tuple[Portion, ...]:
        """Household measures as published, in their order; may be empty."""
        return _portions(self.packed_portions)

    @property
    def ranked(self) -> bool:
        """May stand in a list of best sources; if not, ``unranked`` says why."""
        return not self.unranked

    @property
    def flags(self) -> dict[Diet, bool | None]:
        return {flag: _TRUTH.get(code) for flag, code in zip(DIETS, self.diet, strict=True)}


class FoodTable:
    """All foods with their guide. Rows that are hidden are still found by id."""

    def __init__(self, foods: Sequence[Food], guide: FoodGuide) -> None:
        self.guide = guide
        self.all = tuple(foods)
        self.shown = tuple(food for food in foods if not food.hidden)
        self._by_id = {food.id: food for food in foods}
        self._usual: dict[int, tuple[Food, Portion]] = {}
        self._chosen = {one.id: one for one in guide.common if one.grams}
        self._featured = {one.id: one for one in guide.featured}
        self._names = {one.id: one.name for one in guide.common if one.name}
        self._names |= {one.id: one.name for one in guide.featured}

    def get(self, food_id: int) -> Food | None:
        return self._by_id.get(food_id)

    def name(self, food: Food) -> str:
        """The plain name to show."""
        return self._names.get(food.id, food.name)

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(sorted({food.category for food in self.shown}))

    @cached_property
    def featured(self) -> tuple[tuple[Food, Portion], ...]:
        """The first view: most magnesium in a usual portion first."""
        rows = [(food, self.usual_portion(food)) for food in self._find(self._featured)]
        return tuple(sorted(rows, key=lambda row: -(magnesium(row[0], row[1].grams) or 0)))

    @cached_property
    def _index(self) -> FoodIndex:
        return FoodIndex(
            [(food.words, food.odd) for food in self.shown],
            self._aliases(),
            self.guide.spellings,
            self.guide.fillers,
        )

    def prepare(self) -> None:
        """Build the search index now, so that the first key stroke does not wait for it."""
        self._index.prepare()

    def search(self, query: str, limit: int = 50) -> tuple[Food, ...]:
        """Foods for the words typed so far, the likeliest first; nothing for an empty query."""
        return tuple(self.shown[row] for row in self._index.search(query, limit))

    def usual_portion(self, food: Food) -> Portion:
        """The portion people eat: authored, else the measure nearest to the shelf's usual one."""
        known = self._usual.get(food.id)
        if known is None or known[0] is not food:
            known = self._usual[food.id] = (food, self._choose_usual(food))
        return known[1]

    def _choose_usual(self, food: Food) -> Portion:
        chosen = self._featured.get(food.id) or self._chosen.get(food.id)
        if chosen:
            return Portion(chosen.portion, chosen.grams, 0)
        text = food.description.casefold()
        rule = next(
            (
                rule
                for rule in self.guide.usual
                if rule.shelf == food.category and (not rule.starts or text.startswith(rule.starts))
            ),
            None,
        )
        if rule is None:
            return Portion("g", 100, 100)
        weight = round(rule.grams)
        best, distance = Portion("g", weight, weight), _TOO_FAR
        for portion in food.portions:
            for size in _sizes(portion):
                far = abs(math.log(size.grams / rule.grams)) if size.grams > 0 else math.inf
                if not size.measure.startswith(rule.prefer):
                    far += _NOT_PREFERRED
                if far < distance:
                    best, distance = size, far
        return best

    def fits(self, food: Food, *, plant_only: bool = False, free_of: Iterable[Diet] = ()) -> bool:
        """Known to fit; a food whose contents are unknown does not pass."""
        flags = food.flags
        if plant_only and flags["plant"] is not True:
            return False
        return all(flags[flag] is False for flag in free_of)

    def amount(self, food: Food, nutrient: Nutrient, grams: float) -> float | None:
        """How much of a nutrient is in ``grams`` of food; None when nobody published it."""
        value: float | None = getattr(food, nutrient)
        if value is None:
            return 0.0 if self._none_by_nature(food, nutrient) else None
        return value * grams / 100

    def _none_by_nature(self, food: Food, nutrient: Nutrient) -> bool:
        text = food.description.casefold()
        words = f" {' '.join(re.findall('[a-z]+', text))} "
        return any(
            rule.nutrient == nutrient
            and food.category in rule.shelves
            and (not rule.starts or text.startswith(rule.starts))
            and not any(f" {word} " in words for word in rule.unless)
            for rule in self.guide.none_by_nature
        )

    def is_easy_win(self, food: Food, need_mg: float) -> bool:
        mg = magnesium(food, self.usual_portion(food).grams)
        return mg is not None and food.ranked and 100 * mg >= self.guide.easy_win_percent * need_mg

    def _aliases(self) -> list[tuple[str, int]]:
        row_of = {food.id: row for row, food in enumerate(self.shown)}
        return [
            (words, row_of[one.id])
            for one in self.guide.common
            if one.id in row_of
            for words in one.words
        ]

    def _find(self, ids: Iterable[int]) -> list[Food]:
        return [food for food in map(self.get, ids) if food is not None]


_NOT_PREFERRED = 0.35
_TOO_FAR = 1.1


def _sizes(portion: Portion) -> Iterable[Portion]:
    """A published measure, one of it where the table lists several, and half a cup of it."""
    yield portion
    if portion.amount > 1:
        yield Portion(portion.measure, portion.grams / portion.amount)
    if portion.amount == 1 and portion.measure.startswith("cup"):
        yield Portion(portion.measure, portion.grams / 2, 0.5)


def load_foods(folder: Path, guide: FoodGuide) -> FoodTable:
    """Read the shipped table; FoodsUnavailable says which file is missing or damaged."""
    path = folder / FILE_NAME
    try:
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
    except OSError as error:
        problem = "the file is missing" if not path.exists() else f"it cannot be read ({error})"
        raise FoodsUnavailable(path, problem) from error
    except (EOFError, zlib.error, UnicodeDecodeError) as error:
        raise FoodsUnavailable(path, "the file is damaged") from error
    header, _, body = text.partition("\n")
    if header.split("\t") != list(COLUMNS) or not body:
        raise FoodsUnavailable(path, "the file is not a food table of this version")
    reasons = _Reasons(guide)
    try:
        foods = [_food(line.split("\t"), reasons) for line in body.rstrip("\n").split("\n")]
    except ValueError as error:
        raise FoodsUnavailable(path, "a line is damaged") from error
    return FoodTable(foods, guide)


class _Reasons:
    """Why a row is hidden or left out of rankings, ready to be asked for thousands of rows."""

    def __init__(self, guide: FoodGuide) -> None:
        self.hidden_shelves = frozenset(guide.hidden_shelves)
        self.ids = {food_id: rule.reason for rule in guide.unranked for food_id in rule.ids}
        self.shelves: dict[str, list[UnrankedRule]] = {}
        for rule in guide.unranked:
            if rule.shelf:
                self.shelves.setdefault(rule.shelf, []).append(rule)

    def unranked(self, food_id: int, shelf: str, description: str) -> str:
        if food_id in self.ids:
            return self.ids[food_id]
        text = description.casefold()
        for rule in self.shelves.get(shelf, ()):
            if rule.words and not any(word in text for word in rule.words):
                continue
            if not any(word in text for word in rule.unless):
                return rule.reason
        return ""


def _number(text: str) -> float | None:
    return float(text) if text else None


def _food(cells: Sequence[str], reasons: _Reasons) -> Food:
    (number, description, name, common, maker, shelf, magnesium_mg, energy, calcium, potassium,
     fibre, caffeine, alcohol, newer, diet, odd, words, portions) = cells  # fmt: skip
    food_id = int(number)
    if newer:
        hidden = "newer"
    elif not magnesium_mg:
        hidden = "no_value"
    else:
        hidden = "baby" if shelf in reasons.hidden_shelves else ""
    return Food(
        food_id, description, name, common, maker, shelf, _number(magnesium_mg), _number(energy),
        _number(calcium), _number(potassium), _number(fibre), _number(caffeine), _number(alcohol),
        int(newer) if newer else None, diet, int(odd), words, portions, hidden,
        reasons.unranked(food_id, shelf, description),
    )  # fmt: skip


def magnesium(food: Food, grams: float) -> float | None:
    """Milligrams of magnesium in ``grams`` of food; None when no value was published."""
    return None if food.magnesium_mg is None else food.magnesium_mg * grams / 100


def as_json(foods: Iterable[Food]) -> list[dict[str, object]]:
    """The rows of ``mgaid foods --json``; figures as published, rounded to a tenth."""
    return [
        {
            "id": food.id,
            "description": food.description,
            "magnesium_mg_per_100g": food.magnesium_mg,
            "portions": [
                {
                    "measure": portion.text,
                    "grams": portion.grams,
                    "magnesium_mg": round(mg, 1)
                    if (mg := magnesium(food, portion.grams)) is not None
                    else None,
                }
                for portion in food.portions
            ],
        }
        for food in foods
    ]
