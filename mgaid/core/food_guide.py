"""What is authored about foods: names people use, usual portions, rules and the words shown.

Hides the shape of ``foods.toml`` and its checks. Holds no figure of its own and no food row.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Diet = Literal["plant", "nuts", "gluten", "dairy"]
DIETS: tuple[Diet, ...] = ("plant", "nuts", "gluten", "dairy")
Known = Literal["yes", "no", "unknown"]
_CODE: Mapping[Known, str] = {"yes": "y", "no": "n", "unknown": "?"}
Nutrient = Literal["magnesium_mg", "calcium_mg", "potassium_mg", "caffeine_mg", "alcohol_g"]
NUTRIENTS: tuple[Nutrient, ...] = (
    "magnesium_mg", "calcium_mg", "potassium_mg", "caffeine_mg", "alcohol_g",
)  # fmt: skip
GUIDE_FILE = "foods.toml"


class FoodsUnavailable(Exception):
    """The food table or its guide cannot be read; the rest of the program can go on."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(f"{path}: {problem}")


class AmountNotUsable(ValueError):
    """A typed amount that is not a sensible amount of food."""

    def __init__(self, reason: str, sentence: str) -> None:
        self.reason = reason
        super().__init__(sentence)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CommonFood(_Part):
    """Words people use, and the food they mean. The first words are the ones to show."""

    id: int
    words: tuple[str, ...] = Field(min_length=1)
    name: str = ""
    portion: str = ""
    grams: float = Field(default=0, ge=0)


class FeaturedFood(_Part):
    """A row of the first view; ``grams`` is the weight of ``portion``."""

    id: int
    name: str
    portion: str
    grams: float = Field(gt=0)
    group: str


class UsualRule(_Part):
    """The portion to prefer on a shelf: about ``grams``, in a measure that begins so.

    With ``starts`` the rule is for descriptions that begin so; the first rule that fits decides.
    """

    shelf: str
    starts: tuple[str, ...] = ()
    grams: float = Field(gt=0)
    prefer: tuple[str, ...] = ()


class DietWords(_Part):
    """If any of ``words`` stands in the description and none of ``unless``, the flag is set.

    The phrases ``but_not`` are taken out of the description before it is looked at.
    """

    flag: Diet
    value: Known
    words: tuple[str, ...]
    but_not: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class DietRules(_Part):
    """The first word rule that fits decides; then the shelf's own value; then unknown."""

    branded_unknown: tuple[Diet, ...]
    shelves: Mapping[str, Mapping[Diet, Known]]
    words: tuple[DietWords, ...]


class UnrankedRule(_Part):
    """Foods kept out of any "best" list, by id, or by shelf and words in the description."""

    reason: str
    ids: tuple[int, ...] = ()
    shelf: str = ""
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class NoneByNature(_Part):
    """Where an empty cell is known to mean none: a shelf, unless a word says otherwise.

    With ``starts`` only for descriptions that begin so.
    """

    nutrient: Nutrient
    shelves: tuple[str, ...]
    starts: tuple[str, ...] = ()
    unless: tuple[str, ...]


class ShareWord(_Part):
    at_least_percent: float = Field(ge=0)
    say: str


class NoSwaps(_Part):
    """With one of these findings no ideas for more magnesium are shown; this is said instead."""

    findings: tuple[str, ...] = Field(min_length=1)
    head: str
    text: str


class Exchange(_Part):
    """A food that can take the place of others in the same dish."""

    instead_of: tuple[str, ...]
    take: int


class ScreenerGroup(_Part):
    """One question of the quick check; ``foods`` are table ids that stand for the group."""

    id: str
    ask: str
    foods: tuple[int, ...] = Field(min_length=1)


class ScreenerAnswer(_Part):
    """How often; the words stand for ``least`` to ``most`` portions a day."""

    id: str
    say: str
    least: float = Field(ge=0)
    most: float = Field(ge=0)


class Screener(_Part):
    intro: str
    note: str
    groups: tuple[ScreenerGroup, ...]
    answers: tuple[ScreenerAnswer, ...]


class DrinkPoints(_Part):
    from_drinks: float = Field(gt=0)
    points: int = Field(gt=0)


class DrinkRules(_Part):
    """How many points of the alcohol test (AUDIT-C) drinks on a usual day come to at the least."""

    drink_grams: float = Field(gt=0)
    most_points: int
    at_least: tuple[DrinkPoints, ...]

    def least_points(self, alcohol_g: float) -> int:
        """The points for so much alcohol (g) on most days; 0 for less than what counts."""
        drinks = alcohol_g / self.drink_grams
        return max((row.points for row in self.at_least if drinks >= row.from_drinks), default=0)


class AmountRules(_Part):
    largest: float = Field(gt=0)
    sentences: Mapping[Literal["empty", "not_a_number", "not_positive", "too_big"], str]


class FoodGuide(_Part):
    """What is authored about foods: everything that is not in the table itself."""

    source: str
    checked: str
    easy_win_percent: float = Field(gt=0)
    spread_percent: float = Field(gt=0, lt=100)
    caffeine_spread_percent: float = Field(gt=0, lt=100)
    drinks: DrinkRules
    hidden_shelves: tuple[str, ...]
    adult_from_age: float = Field(gt=0)
    reasons: Mapping[str, str]
    notes: Mapping[str, str]
    amount: AmountRules
    share: tuple[ShareWord, ...] = Field(min_length=1)
    usual: tuple[UsualRule, ...]
    diet: DietRules
    unranked: tuple[UnrankedRule, ...]
    none_by_nature: tuple[NoneByNature, ...]
    no_swaps: tuple[NoSwaps, ...] = ()
    exchange: tuple[Exchange, ...]
    screener: Screener
    featured: tuple[FeaturedFood, ...]
    common: tuple[CommonFood, ...]
    spellings: Mapping[str, str]
    fillers: tuple[tuple[str, ...], ...]

    def share_words(self, part: float, need: float) -> str:
        """``part`` of ``need`` in words, such as "about half"; both in the same unit."""
        percent = 100 * part / need
        fitting = [word for word in self.share if percent >= word.at_least_percent]
        return max(fitting, key=lambda word: word.at_least_percent).say if fitting else ""


def read_guide(path: Path) -> FoodGuide:
    """Read the authored file; FoodsUnavailable names the place and what is wrong."""
    try:
        return FoodGuide.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise FoodsUnavailable(path, f"{place}: {first['msg']}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FoodsUnavailable(path, str(error)) from error


def diet_code(rules: DietRules, shelf: str, description: str, *, branded: bool) -> str:
    """Four letters, one for each of DIETS: ``y``, ``n`` or ``?`` for unknown."""
    words = re.findall(r"[a-z0-9']+", description.casefold())
    text = f" {' '.join(words)} "
    return "".join(_CODE[_diet_value(rules, flag, shelf, text, branded)] for flag in DIETS)


def _diet_value(rules: DietRules, flag: Diet, shelf: str, text: str, branded: bool) -> Known:
    for rule in rules.words:
        if rule.flag != flag or any(f" {word} " in text for word in rule.unless):
            continue
        left = text
        for phrase in rule.but_not:
            left = left.replace(f" {phrase} ", " ; ")
        if any(f" {word} " in left for word in rule.words):
            return rule.value
    if branded and flag in rules.branded_unknown:
        return "unknown"
    return rules.shelves.get(shelf, {}).get(flag, "unknown")


def parse_amount(text: str, rules: AmountRules) -> float:
    """A typed amount, with a decimal point or comma; AmountNotUsable carries the sentence."""
    bare = text.strip()
    if not bare:
        raise AmountNotUsable("empty", rules.sentences["empty"])
    if not re.fullmatch(r"[+-]?(\d{1,30}([.,]\d{0,30})?|[.,]\d{1,30})", bare):
        raise AmountNotUsable("not_a_number", rules.sentences["not_a_number"])
    amount = float(bare.replace(",", "."))
    if amount <= 0:
        raise AmountNotUsable("not_positive", rules.sentences["not_positive"])
    if amount > rules.largest:
        raise AmountNotUsable("too_big", rules.sentences["too_big"])
    return amount
