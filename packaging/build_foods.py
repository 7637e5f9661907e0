"""Build ``resources/foods/foods.tsv.gz`` from the two CSV files of the USDA food tables.

    python packaging/build_foods.py FOODS.CSV PORTIONS.CSV

Hides how a catalogue description becomes a plain name, which rows give way to a newer one and
how the file is packed. It changes no figure: every number is copied as written. The same input
gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# The checkout is on the path only now.
from mgaid.core.food_guide import DietRules, diet_code, read_guide  # noqa: E402
from mgaid.core.food_search import index_words  # noqa: E402
from mgaid.core.foods import COLUMNS, FILE_NAME  # noqa: E402

GUIDE = ROOT / "resources" / "content" / "en" / "foods.toml"
OUTPUT = ROOT / "resources" / "foods" / FILE_NAME

# The table's own links are by number; these two lead to another food (another apple, a raw one).
NOT_THE_SAME = {"168202", "169243"}

# First parts of a description that only name the shelf.
SHELVES = {
    "alcoholic beverage", "alcoholic beverages", "beverage", "beverages", "candies",
    "carbonated beverage", "cereals", "cereals ready-to-eat", "crustaceans", "desserts",
    "fast food", "fast foods", "fish", "formulated bar", "frozen novelties", "game meat",
    "leavening agents", "mollusks", "nuts", "restaurant", "seeds", "snack", "snacks",
    "spices", "sweeteners", "syrups",
}  # fmt: skip

# Nouns that people say last: "Beans, black" is "Black beans".
SAID_LAST = {
    "bagels", "beans", "bread", "butter", "cabbage", "cake", "cheese", "cookies", "crackers",
    "cream", "doughnuts", "flour", "gravy", "juice", "lettuce", "margarine", "melons", "milk",
    "muffins", "mushroom", "mushrooms", "mustard", "nectar", "noodles", "oil", "onions", "pancakes",
    "pasta", "peas", "peppers", "pie", "pizza", "potatoes", "puddings", "radishes", "rice", "rolls",
    "salad dressing", "salt", "sauce", "sausage", "seaweed", "soup", "squash", "sugars", "syrup",
    "tea", "tortillas", "vinegar", "waffles", "wheat flour", "wine", "yogurt",
}  # fmt: skip
NOT_AN_ADJECTIVE = re.compile(
    r"\b(raw|cooked|dry|dried|frozen|canned|prepared|commercially|made|with|without|from|includes?"
    r"|packed|drained|all|as|homemade|home|ready|fresh|boiled|low|reduced|average|plain|mix|whey)\b"
)
NOISE = re.compile(
    r"^(mature seeds?|drained|drained solids|without salt|without added salt|no salt added"
    r"|unprepared|commercially prepared|ready-to-serve|fluid|fresh|all types|all varieties"
    r"|all commercial varieties|includes skin|regular|home-prepared|crude|immature seeds"
    r"|prepared with tap water|unenriched|enriched|regular pack|solids and liquids)$"
)
SHELF_WEIGHT = {
    "Beverages": 10, "Baked Products": 20, "Beef Products": 25, "Pork Products": 25,
    "Lamb, Veal, and Game Products": 35, "Breakfast Cereals": 30, "Sweets": 40, "Snacks": 45,
    "Fats and Oils": 30, "Spices and Herbs": 25, "Soups, Sauces, and Gravies": 45,
    "Sausages and Luncheon Meats": 40, "Meals, Entrees, and Side Dishes": 70, "Fast Foods": 90,
    "Restaurant Foods": 95, "Baby Foods": 200, "American Indian/Alaska Native Foods": 150,
}  # fmt: skip
ODD = re.compile(
    r"\b(with salt|salt added|salted|low sodium|reduced|imitation|substitute|powder|powdered|mix"
    r"|concentrate|dehydrated|freeze-dried|fortified|low calorie|diet|industrial|frozen|canned"
    r"|flour|leaves|flowers|skin only|chips|sprouted|babyfood|school lunch|infant|dried|enriched"
    r"|low fat|lowfat|nonfat|fat free|light|imported|new zealand|australian)\b"
)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def official(description: str) -> str:
    """The description without the remark about a food programme, spaces tidied."""
    bare = re.sub(r"\s*\(Includes foods for USDA's Food Distribution Program\)", "", description)
    return " ".join(bare.split())


def plain_name(description: str) -> str:
    """A short name in the order people speak: ``Beans, black, mature seeds`` -> ``Black beans``."""
    parts = [part.strip() for part in official(description).split(",") if part.strip()]
    if len(parts) > 1 and parts[0].casefold() in SHELVES:
        del parts[0]
    if len(parts) > 1 and parts[0].casefold() in SAID_LAST:
        adjective = parts[1]
        if len(adjective.split()) <= 2 and not NOT_AN_ADJECTIVE.search(adjective.casefold()):
            last = parts[0].casefold()
            said = adjective if last in adjective.casefold() else f"{adjective} {last}"
            parts[:2] = [said]
    kept = [part for place, part in enumerate(parts) if not (place and NOISE.match(part.lower()))]
    if "cooked" in kept[1:] and any(re.search("boil|roast|grill|fried|brais", p) for p in kept):
        kept.remove("cooked")
    name = ", ".join(kept)
    return name[:1].upper() + name[1:]


def oddness(row: dict[str, str], has_portion: bool) -> int:
    """How far a food is from a plain staple; plain foods come first in the file."""
    text = official(row["description"])
    words = text.casefold()
    brand = bool(row["manufacturer"]) or bool(re.search(r"\b[A-Z][A-Z'&]{3,}\b", text))
    return (
        SHELF_WEIGHT.get(row["category"], 0)
        + 8 * text.count(",")
        + 100 * brand
        + 20 * len(set(ODD.findall(words)))
        + len(words) // 8
        + 10 * (not has_portion)
        + 60 * ("alaska native" in words)
    )


def lines(
    foods: Iterable[dict[str, str]], portions: Iterable[dict[str, str]], rules: DietRules
) -> list[str]:
    """One line of tab-separated text for each food, plain foods first."""
    measures: dict[str, list[str]] = defaultdict(list)
    for row in portions:
        measures[row["fdc_id"]].append(
            "|".join((row["amount"], row["measure"].replace("|", "/"), row["gram_weight"]))
        )
    rows = list(foods)
    by_id = {row["fdc_id"]: row for row in rows}
    older: dict[str, str] = {}
    for row in rows:
        newer = by_id.get(row["foundation_fdc_id"])
        if newer and newer["magnesium_mg_per_100g"] and row["fdc_id"] not in NOT_THE_SAME:
            older[newer["fdc_id"]] = row["fdc_id"]
    gone = {old: new for new, old in older.items()}

    made: list[tuple[int, str, int, str]] = []
    for row in rows:
        food_id = row["fdc_id"]
        own = measures.get(food_id, [])
        # A newer row is often published without measures: it takes those of the row it replaces.
        borrowed = [m for m in measures.get(older.get(food_id, ""), []) if m not in own]
        odd = oddness(row, bool(own or borrowed))
        fields = {
            "id": food_id,
            "description": row["description"],
            "name": plain_name(row["description"]),
            "common": row["common_names"],
            "maker": row["manufacturer"],
            "category": row["category"],
            "magnesium": row["magnesium_mg_per_100g"],
            "energy": row["energy_kcal"],
            "calcium": row["calcium_mg"],
            "potassium": row["potassium_mg"],
            "fibre": row["fibre_g"],
            "caffeine": row["caffeine_mg"],
            "alcohol": row["alcohol_g"],
            "newer": gone.get(food_id, ""),
            "diet": diet_code(
                rules, row["category"], row["description"], branded=bool(row["manufacturer"])
            ),
            "odd": str(odd),
            "words": index_words(
                plain_name(row["description"]),
                f"{row['description']} {row['common_names']} {row['manufacturer']}",
            ),
            "portions": ";;".join(own + borrowed),
        }
        text = "\t".join(fields[column] for column in COLUMNS)
        made.append((odd, fields["name"], int(food_id), text))
    return [text for *_, text in sorted(made)]


def packed(text_lines: Iterable[str]) -> bytes:
    """The file's bytes: a header line, then the foods; no clock and no file name inside."""
    text = "\n".join(["\t".join(COLUMNS), *text_lines]) + "\n"
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=9, mtime=0) as file:
        file.write(text.encode("utf-8"))
    return out.getvalue()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Build the food table that MgAid ships.")
    parser.add_argument("foods", type=Path, help="foods.csv")
    parser.add_argument("portions", type=Path, help="portions.csv")
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    chosen = parser.parse_args(arguments)
    rules = read_guide(GUIDE).diet
    made = lines(read(chosen.foods), read(chosen.portions), rules)
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    chosen.output.write_bytes(packed(made))
    print(f"{chosen.output}: {len(made)} foods, {chosen.output.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
