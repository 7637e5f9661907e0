"""Build resources/medicines/names.tsv from the medicine tables.

Takes the rows that are in the public domain (RxNorm and Drugs@FDA) and the names picked by hand
in ``resources/medicines/by_hand.tsv``. The larger file of other names has a mixed licence and is
not read. Run it again after changing either:

    python packaging/build_medicines.py MEDICINES.CSV
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mgaid.core.spelling import fold

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "medicines"
BY_HAND = FOLDER / "by_hand.tsv"
TABLE = FOLDER / "names.tsv"
PUBLIC_DOMAIN = ("RxNorm-Prescribable", "DrugsAtFDA")

# Strengths, packs and marketing dates inside a brand cell: rows nobody types.
_NOISE = re.compile(
    r"%|#|\bw/|\bno\. |reformulated|injection|^\d+$|\bin plastic|\bfree\b|brand of|bulk package"
    r"|\bstrain\b|antigen|allergenic|immune f\(ab",
    re.I,
)
# Old FDA rows end in dosage words; the plain brand stands in the table as well.
_DOSAGE = re.compile(r"\b(?:hfa|rotacaps|digihaler|respiclick|pressair)$", re.I)
_MOST_SUBSTANCES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class ByHand:
    name: str
    substances: tuple[str, ...]
    kind: str


def read_by_hand(path: Path) -> Iterator[ByHand]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, substances, kind = line.split("\t")
            yield ByHand(name, tuple(substances.split("|")), kind)


def build(source: Path, by_hand: Path) -> str:
    """The whole table as text: one name a line, sorted, hand-picked names first to claim a key."""
    hand = list(read_by_hand(by_hand))
    canonical = {fold(row.name): row.substances[0] for row in hand if row.kind == "spelling"}
    substances: dict[str, None] = {}
    brands: dict[str, list[str]] = {}
    written: dict[str, str] = {}
    with source.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if not row["source"].startswith(PUBLIC_DOMAIN) or _NOISE.search(row["generic"]):
                continue
            generic = row["generic"].strip()
            substance = canonical.get(fold(generic), generic)
            substances.setdefault(substance)
            for brand in _brands(row["brands_us"], row["combination_brands_us"]):
                key = fold(brand)
                written.setdefault(key, brand)
                of_brand = brands.setdefault(key, [])
                if substance not in of_brand:
                    of_brand.append(substance)

    rows: dict[str, tuple[str, str, str]] = {}

    def add(name: str, holds: Iterable[str], kind: str) -> None:
        rows.setdefault(fold(name), (name, "|".join(holds), kind))

    for each in hand:
        add(each.name, each.substances, each.kind)
        for substance in each.substances:
            substances.setdefault(canonical.get(fold(substance), substance))
    for substance in substances:
        add(substance, (substance,), "generic")
    for key, holds in brands.items():
        if len(holds) <= _MOST_SUBSTANCES_SHOWN:
            add(written[key], holds, "brand")
    head = "# name\tsubstances\tkind. Built by packaging/build_medicines.py; see SOURCE.md\n"
    ordered = sorted(rows.items(), key=lambda item: (item[0], item[1]))
    return head + "".join("\t".join(row) + "\n" for _, row in ordered)


def _brands(*cells: str) -> Iterator[str]:
    for cell in cells:
        for brand in cell.split("|"):
            plain = _DOSAGE.sub("", brand.strip()).strip()
            if plain and not _NOISE.search(brand) and not fold(plain).isdigit():
                yield plain


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    TABLE.write_text(build(Path(sys.argv[1]), BY_HAND), encoding="utf-8")
    print(f"{TABLE}: {TABLE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
