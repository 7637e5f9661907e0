"""The food table: its figures, its portions, what is hidden, and what happens when it is broken."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import re
from pathlib import Path

import pytest

from mgaid import paths
from mgaid.core.food_guide import FoodGuide, FoodsUnavailable, diet_code, read_guide
from mgaid.core.foods import (
    FILE_NAME,
    FoodTable,
    Portion,
    as_json,
    load_foods,
    magnesium,
)

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT.parent / "shared" / "food-data"


@pytest.fixture(scope="module")
def guide() -> FoodGuide:
    return read_guide(paths.content() / "foods.toml")


@pytest.fixture(scope="module")
def table(guide: FoodGuide) -> FoodTable:
    return load_foods(paths.resources() / "foods", guide)


@pytest.mark.parametrize(
    ("food_id", "mg"),
    [
        (170556, 592),  # pumpkin seed kernels, dried
        (170567, 270),  # almonds
        (168462, 79),  # spinach, raw
        (168463, 87),  # spinach, boiled
        (173735, 70),  # black beans, boiled
        (171705, 29),  # avocado
        (173944, 27),  # banana
        (169704, 39),  # brown rice, long-grain, cooked
        (168875, 44),  # brown rice, medium-grain, cooked
        (170273, 228),  # dark chocolate, 70-85 %
        (168917, 64),  # quinoa, cooked
        (170162, 292),  # cashews, raw
        (172430, 168),  # peanuts, raw
        (172421, 36),  # lentils, boiled
        (173757, 48),  # chickpeas, boiled
        (168421, 33),  # kale, raw
        (172688, 75),  # whole-wheat bread
    ],
)
def test_known_foods_have_the_published_magnesium(table: FoodTable, food_id: int, mg: int) -> None:
    food = table.get(food_id)
    assert food is not None
    assert food.magnesium_mg == mg


def _source(name: str) -> list[dict[str, str]]:
    path = SOURCE / name
    if not path.is_file():
        pytest.skip(f"the source table {name} is not beside this checkout")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _value(text: str) -> float | None:
    return float(text) if text else None


def test_every_row_is_the_source_row(table: FoodTable) -> None:
    rows = _source("foods.csv")
    assert len(rows) == len(table.all)
    for row in rows:
        food = table.get(int(row["fdc_id"]))
        assert food is not None, row["fdc_id"]
        shipped = (
            food.description, food.common, food.maker, food.category, food.magnesium_mg,
            food.energy_kcal, food.calcium_mg, food.potassium_mg, food.fibre_g, food.caffeine_mg,
            food.alcohol_g,
        )  # fmt: skip
        published = (
            row["description"], row["common_names"], row["manufacturer"], row["category"],
            _value(row["magnesium_mg_per_100g"]), _value(row["energy_kcal"]),
            _value(row["calcium_mg"]), _value(row["potassium_mg"]), _value(row["fibre_g"]),
            _value(row["caffeine_mg"]), _value(row["alcohol_g"]),
        )  # fmt: skip
        assert shipped == published, row["fdc_id"]


def test_every_measure_is_a_source_measure(table: FoodTable) -> None:
    published: dict[int, list[tuple[str, float, float]]] = {}
    for row in _source("portions.csv"):
        measure = (row["measure"].replace("|", "/"), float(row["gram_weight"]))
        published.setdefault(int(row["fdc_id"]), []).append((*measure, float(row["amount"])))
    older = {food.newer: food.id for food in table.all if food.newer}
    for food in table.all:
        own = published.get(food.id, [])
        lent = [one for one in published.get(older.get(food.id, 0), []) if one not in own]
        assert [tuple(portion) for portion in food.portions] == own + lent, food.id


@pytest.mark.slow
def test_the_shipped_file_is_what_the_build_makes() -> None:
    foods, portions = _source("foods.csv"), _source("portions.csv")
    spec = importlib.util.spec_from_file_location(
        "build_foods", ROOT / "packaging" / "build_foods.py"
    )
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    rules = read_guide(paths.content() / "foods.toml").diet
    made = build.packed(build.lines(foods, portions, rules))
    shipped = (paths.resources() / "foods" / FILE_NAME).read_bytes()
    assert gzip.decompress(made) == gzip.decompress(shipped)
    assert build.packed(build.lines(foods, portions, rules)) == made


def test_diet_flags_are_those_of_the_rules(table: FoodTable, guide: FoodGuide) -> None:
    for food in table.all:
        code = diet_code(guide.diet, food.category, food.description, branded=bool(food.maker))
        assert food.diet == code, food.description


@pytest.mark.parametrize(
    ("food_id", "plant", "nuts", "gluten", "dairy"),
    [
        (168463, True, False, False, False),  # spinach
        (2346393, True, True, False, False),  # almonds
        (746782, False, False, False, True),  # milk
        (335240, None, None, True, None),  # whole-wheat bread
        (170557, True, False, False, False),  # pumpkin seeds
        (171675, None, None, None, None),  # oats are often milled beside wheat
        (170686, True, False, False, False),  # buckwheat is no wheat
        (2262072, True, True, False, False),  # peanut butter is no butter
        (170169, True, False, False, False),  # coconut meat is no meat
        (175168, False, False, False, False),  # salmon
    ],
)
def test_diet_flags_are_right_for_plain_foods(
    table: FoodTable,
    food_id: int,
    plant: bool | None,
    nuts: bool | None,
    gluten: bool | None,
    dairy: bool | None,
) -> None:
    food = table.get(food_id)
    assert food is not None
    assert food.flags == {"plant": plant, "nuts": nuts, "gluten": gluten, "dairy": dairy}


def test_a_filter_hides_what_nobody_knows(table: FoodTable) -> None:
    bread, spinach = table.get(335240), table.get(168463)
    assert bread is not None
    assert spinach is not None
    assert not table.fits(bread, free_of=("nuts",))
    assert not table.fits(bread, plant_only=True)
    assert table.fits(spinach, plant_only=True, free_of=("nuts", "gluten", "dairy"))


def test_baby_foods_and_foods_without_a_value_are_hidden(table: FoodTable) -> None:
    assert not any(food.category == "Baby Foods" for food in table.shown)
    assert all(food.magnesium_mg is not None for food in table.shown)
    assert {food.hidden for food in table.all} == {"", "baby", "no_value", "newer"}


def test_a_newer_row_takes_the_place_of_the_older_one(table: FoodTable) -> None:
    older = table.get(170567)
    assert older is not None
    assert older.hidden == "newer"
    newer = table.get(older.newer or 0)
    assert newer in table.shown


@pytest.mark.parametrize("food_id", [175119, 173688, 170563, 172420, 173756, 172428, 2644283])
def test_odd_samples_and_raw_legumes_are_not_ranked(
    table: FoodTable, guide: FoodGuide, food_id: int
) -> None:
    food = table.get(food_id)
    assert food is not None
    assert not food.ranked
    assert guide.reasons[food.unranked]


def test_every_authored_food_is_in_the_table(table: FoodTable, guide: FoodGuide) -> None:
    ids = [one.id for one in guide.common] + [one.id for one in guide.featured]
    ids += [food_id for group in guide.screener.groups for food_id in group.foods]
    ids += [exchange.take for exchange in guide.exchange]
    for food_id in ids:
        food = table.get(food_id)
        assert food in table.shown, food_id
    assert {rule.reason for rule in guide.unranked} <= set(guide.reasons)
    shelves = {food.category for food in table.all}
    assert {rule.shelf for rule in guide.usual} <= shelves
    assert set(guide.diet.shelves) <= shelves


def test_featured_portions_weigh_what_the_table_says(table: FoodTable, guide: FoodGuide) -> None:
    ounce = 28.35
    for one in guide.featured:
        food = table.get(one.id)
        assert food is not None
        weights = {ounce} | {
            portion.grams * times for portion in food.portions for times in (0.5, 1, 2)
        }
        assert min(abs(one.grams - weight) for weight in weights) < 0.6, one.name


def test_the_first_view_is_in_honest_order(table: FoodTable) -> None:
    amounts = [magnesium(food, portion.grams) or 0 for food, portion in table.featured]
    names = [table.name(food) for food, _ in table.featured]
    assert amounts == sorted(amounts, reverse=True)
    assert names[0] == "Pumpkin seeds, roasted"
    assert round(amounts[0]) == 156
    assert names.index("Banana") > names.index("Black beans, cooked")
    assert {"Avocado", "Kale, cooked"} & set(names[-3:])


def test_a_usual_portion_is_what_people_eat(table: FoodTable) -> None:
    for food in table.shown:
        assert 0 < table.usual_portion(food).grams <= 700, food.description
    expected = {335240: "2 slices", 748967: "1 large", 746782: "1 cup", 2346393: "1 oz, 23 nuts"}
    for food_id, text in expected.items():
        known = table.get(food_id)
        assert known is not None
        assert table.usual_portion(known).text == text


def test_a_food_without_measures_is_offered_by_weight(table: FoodTable) -> None:
    food = next(food for food in table.shown if not food.portions)
    assert table.usual_portion(food).text.endswith("\N{NO-BREAK SPACE}g")
    assert table.usual_portion(food._replace(category="Somewhere else")).grams == 100


def test_every_shelf_that_is_shown_is_a_filter(table: FoodTable) -> None:
    assert "Vegetables and Vegetable Products" in table.categories
    assert "Baby Foods" not in table.categories


def test_the_best_portions_are_of_foods_people_eat(table: FoodTable) -> None:
    rows = sorted(
        (food for food in table.shown if food.ranked),
        key=lambda food: -(magnesium(food, table.usual_portion(food).grams) or 0),
    )
    for food in rows[:40]:
        assert "powder" not in food.description.casefold()
        assert "uncooked" not in food.description.casefold()


def test_ounces_become_grams_where_people_use_grams() -> None:
    handful = Portion("1 oz, a small handful", 28.35, 0)
    assert handful.said(metric=True) == "28\N{NO-BREAK SPACE}g, a small handful"
    assert handful.said(metric=False) == "1 oz, a small handful"
    assert Portion("cup", 90, 0.5).said(metric=True) == "½ cup"
    assert Portion("oz", 85, 3).said(metric=True) == "85\N{NO-BREAK SPACE}g"


def test_an_easy_win_is_a_tenth_of_the_need(table: FoodTable) -> None:
    seeds, banana = table.get(170557), table.get(1105314)
    assert seeds is not None
    assert banana is not None
    assert table.is_easy_win(seeds, 320)
    assert not table.is_easy_win(banana, 420)


def test_an_unknown_amount_stays_unknown(table: FoodTable) -> None:
    assert magnesium(table.get(174297) or table.all[0]._replace(magnesium_mg=None), 100) is None
    mystery = next(
        food
        for food in table.shown
        if food.category == "Restaurant Foods" and food.caffeine_mg is None
    )
    assert table.amount(mystery, "caffeine_mg", 100) is None


def test_plain_foods_hold_no_caffeine_even_where_the_cell_is_empty(table: FoodTable) -> None:
    chard = table.get(2346410)  # raspberries; the newer table publishes no caffeine
    assert chard is not None
    assert chard.caffeine_mg is None
    assert table.amount(chard, "caffeine_mg", 100) == 0


def test_json_has_the_promised_keys(table: FoodTable) -> None:
    (row,) = as_json(table.search("cooked spinach", 1))
    assert row["id"] == 168463
    assert row["description"] == "Spinach, cooked, boiled, drained, without salt"
    assert row["magnesium_mg_per_100g"] == 87
    assert row["portions"] == [{"measure": "1 cup", "grams": 180, "magnesium_mg": 156.6}]


def test_a_missing_table_is_named(tmp_path: Path, guide: FoodGuide) -> None:
    with pytest.raises(FoodsUnavailable, match="the file is missing") as caught:
        load_foods(tmp_path, guide)
    assert caught.value.path == tmp_path / FILE_NAME
    assert FILE_NAME in str(caught.value)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"not gzip", "cannot be read"),
        (gzip.compress(b"something else\n1\t2\n"), "not a food table of this version"),
        (gzip.compress(b""), "not a food table"),
        (gzip.compress(b"\xff\xfe\n"), "damaged"),
    ],
    ids=["not gzip", "another version", "empty", "not text"],
)
def test_a_damaged_table_is_named(
    tmp_path: Path, guide: FoodGuide, content: bytes, problem: str
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(FoodsUnavailable, match=problem):
        load_foods(tmp_path, guide)


def test_half_a_table_is_named(tmp_path: Path, guide: FoodGuide) -> None:
    whole = (paths.resources() / "foods" / FILE_NAME).read_bytes()
    (tmp_path / FILE_NAME).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FoodsUnavailable, match="damaged"):
        load_foods(tmp_path, guide)
    lines = gzip.decompress(whole).split(b"\n")
    lines[5] = lines[5].replace(b"\t", b" ", 3)
    (tmp_path / FILE_NAME).write_bytes(gzip.compress(b"\n".join(lines)))
    with pytest.raises(FoodsUnavailable, match="a line is damaged"):
        load_foods(tmp_path, guide)


# Written without looking at the rules: words that must never stand in a food shown as free of it,
# unless the phrase around them is harmless.
CONTAINS = {
    "nuts": (
        r"\b(almonds?|cashews?|walnuts?|pecans?|pistachios?|hazelnuts?|filberts?|macadamias?"
        r"|brazilnuts?|peanuts?|praline|marzipan|nougat|pesto|granola|ice creams?|candies|cookies?"
        r"|muesli|satay|curry|mole)\b",
        r"^Spices, curry",
    ),
    "gluten": (
        r"\b(wheat|rye|barley|malt(ed)?|spelt|semolina|couscous|bulgur|seitan|breads?|breaded"
        r"|crackers?|cookies?|cakes?|pizza|beer|spaghetti|macaroni|noodles?|meatless"
        r"|veg(etarian|gie)|surimi|imitation|miso|soy sauce|teriyaki|nuggets?|sticks?"
        r"|pudding|gravy|oats?|oatmeal)\b",
        r"gluten-? ?free|^Squash, .*spaghetti|^Rice noodles|cellophane|tamari|^Butter, stick",
    ),
    "dairy": (
        r"\b(milk|cheese|cream|butter|buttermilk|yogurt|whey|casein|ghee|custard|breaded|mashed"
        r"|pudding|gravy|chocolate|pizza|lasagna|au gratin|scalloped|ranch|cookies?"
        r"|cakes?|margarine)\b",
        r"(soy|almond|oat|rice|coconut|cashew) ?milk|coconut cream|(peanut|almond|cashew|sesame"
        r"|seed|cocoa) butter|non-?dairy|^Custard-apple|cream of tartar|ranch style|^Wheat flour"
        r"|^Nuts, coconut",
    ),
}


@pytest.mark.parametrize("flag", sorted(CONTAINS))
def test_no_food_that_may_contain_it_is_shown_as_free_of_it(table: FoodTable, flag: str) -> None:
    risky, harmless = CONTAINS[flag]
    wrong = [
        food.description
        for food in table.all
        if table.fits(food, free_of=(flag,))  # type: ignore[arg-type]
        and re.search(risky, food.description, re.IGNORECASE)
        and not re.search(harmless, food.description, re.IGNORECASE)
    ]
    assert wrong == []


def test_no_food_of_an_animal_is_shown_as_plant(table: FoodTable) -> None:
    animal = re.compile(
        r"\b(beef|pork|ham|bacon|chicken|turkey|lamb|veal|fish|tuna|salmon|shrimp|crab|lard|tallow"
        r"|gelatins?|honey|eggs?|cheese|yogurt|whey|milk|butter|cream|franks|sausage|marshmallows?)\b",
        re.IGNORECASE,
    )
    harmless = re.compile(
        r"(soy|almond|oat|rice|coconut|cashew) ?milk|coconut cream|grated meat"
        r"|(peanut|almond|cashew|sesame|seed) butter|chicken-of-the-woods|cream style"
        r"|without milk|without egg",
        re.IGNORECASE,
    )
    wrong = [
        food.description
        for food in table.all
        if table.fits(food, plant_only=True)
        and animal.search(food.description)
        and not harmless.search(food.description)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("described", "code"),
    [
        ("Nuts, coconut meat, raw", "ynnn"),
        ("Spices, nutmeg, ground", "ynnn"),
        ("Squash, winter, butternut, raw", "ynnn"),
        ("Eggplant, raw", "ynnn"),
        ("Buckwheat", "ynnn"),
        ("Rice noodles, cooked", "ynn?"),
        ("Fish, milkfish, raw", "nnnn"),
        ("Leavening agents, cream of tartar", "????"),
        ("Candies, marshmallows", "n???"),
        ("Soy sauce made from soy and wheat (shoyu)", "??y?"),
        ("Soy sauce made from soy (tamari)", "??n?"),
        ("Sauce, worcestershire", "n???"),
        ("Sauce, peanut, made from coconut, water, sugar, peanuts", "?y??"),
        ("Crackers, cheese, sandwich-type with peanut butter filling", "nyyy"),
        ("Nuts, formulated, wheat-based, all flavors except macadamia, without salt", "?yy?"),
        ("Bacon, meatless", "????"),
        ("Miso", "yn?n"),
        ("Corn pudding, home prepared", "????"),
        ("Syrups, malt", "??y?"),
        ("Bread, gluten-free, white, made with tapioca starch and brown rice flour", "??n?"),
        ("Seeds, sesame butter, tahini, from raw and stone ground kernels", "ynnn"),
    ],
)
def test_what_is_known_of_tricky_foods(table: FoodTable, described: str, code: str) -> None:
    """plant, nuts, gluten, dairy: y is in it (or is a plant), n is not, ? nobody knows."""
    assert {food.diet for food in table.all if food.description == described} == {code}
