"""From the text of a label to the pieces of it that matter.

Hides letters, numbers, units and the words of the vocabulary. What an amount is an amount of is
decided in ``labels``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mgaid.core.content.remedies import FormsFile, LabelVocabulary

_UNITS = {
    "mg": "mg",
    "mgs": "mg",
    "milligram": "mg",
    "milligrams": "mg",
    "milligramm": "mg",
    "g": "g",
    "gr": "g",
    "gram": "g",
    "grams": "g",
    "gramm": "g",
    "mcg": "mcg",
    "ug": "mcg",
    "μg": "mcg",
    "microgram": "mcg",
    "micrograms": "mcg",
    "mmol": "mmol",
    "millimol": "mmol",
    "millimole": "mmol",
    "millimoles": "mmol",
    "%": "%",
    "percent": "%",
}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―"), "-") | {ord("−"): "-"}
NUMBER = r"(?<!\d)(?:\d+(?:[.,'’ ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?|(?<!\.)[.,]\d+)"


@dataclass(slots=True)
class Token:
    """A piece of a label that matters.

    ``kind``: amount, percent, element, compound (attached to magnesium), form (a bare salt name),
    other, source ("as", "from"), gives ("provides"), open, close, break, word.
    """

    kind: str
    text: str
    value: float = 0.0
    unit: str = ""
    form: str = ""
    explicit: bool = False
    claimed: bool = False


def plain_text(text: str) -> str:
    """Lower case, one kind of space, dash and letter, no accents."""
    text = unicodedata.normalize("NFKC", text.replace("™", "").replace("®", ""))
    text = text.casefold().translate(_DASHES)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"(?<!\d)1\s?[/⁄]\s?2(?!\d)", "half", text)
    return re.sub(r"[^\S\n]+", " ", text).strip()


def _number(text: str, unit: str) -> float:
    """A number with either decimal sign; three digits after one sign are thousands, not in g."""
    text = re.sub(r"[ '’]", "", text)
    grouped = re.fullmatch(r"(\d{1,3})((?:[.,]\d{3})+)([.,]\d+)?", text)
    thousands = grouped and (unit not in {"g", "mmol", "%"} or len(grouped[2]) > 4 or grouped[3])
    if grouped and thousands and grouped[1].strip("0"):
        digits = re.sub(r"[.,]", "", grouped[1] + grouped[2])
        return float(digits + (grouped[3] or "").replace(",", "."))
    return float(text.replace(",", "."))


def either(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, longest first, as whole words."""
    ordered = sorted(words, key=len, reverse=True)
    return r"(?<![^\W\d_])(?:" + "|".join(re.escape(each) for each in ordered) + r")(?![^\W\d_])"


def split_serving(plain: str, forms: FormsFile) -> tuple[str, float, str]:
    """The text without its serving ("2 capsules", "per 5 ml"), the count and the piece."""
    words = forms.label.vocabulary
    number = rf"(?<![\d-])(?P<n>{NUMBER}|{either([*words.one, *words.numbers])})"
    size = r"(?:\s*\(\s*(?:about |approx\.? )?[\d.,]+\s*(?:g|ml|mg)\s*\))?"
    amounts = [*_UNITS, *(each for each, shown in words.units.items() if shown in words.measures)]
    word = rf"(?:(?!(?:{'|'.join(map(re.escape, amounts))})\b)[a-z]+ )?"  # "2 vegan capsules"
    weight = r"[\d.,]+\s*(?:g|ml)\s+"  # "one 5 g scoop provides"
    per = rf"(?:{either(words.per)}[\s:(]*|/\s*)"
    pieces = {each for each, shown in words.units.items() if shown not in words.servings}
    measures = {each for each in pieces if words.units[each] in words.measures}
    whole = pieces - measures
    gives = rf"(?=[^\d]*?{either(words.gives)})"
    attempts = (
        (rf"{per}{number}?\s*{word}", pieces, ""),
        (rf"{number}\s*{word}", pieces - {"g"}, gives),
        (rf"{either(words.one)}\s*{weight}", whole, gives),
        (rf"{either(words.one)}\s*{word}", whole, ""),
        (rf"{number}\s*{word}", whole, ""),
        (rf"(?:{per}|{either(words.one)}\s*){word}", words.units.keys() - pieces, ""),
    )
    for lead, units, follow in attempts:
        for found in re.finditer(rf"{lead}(?P<u>{either(units)}){size}{follow}", plain):
            groups = found.groupdict()
            count = _counted(groups.get("n") or "1", words)
            if count > 0 and (groups["u"] in measures or count <= forms.label.most_per_serving):
                rest = f"{plain[: found.start()]} ; {plain[found.end() :]}"
                return rest, count, words.units[groups["u"]]
    return plain, 1, ""


def _counted(text: str, words: LabelVocabulary) -> float:
    if text in words.one:
        return 1
    return words.numbers[text] if text in words.numbers else _number(text, "")


# -------------------------------------------------------------------- tokens


def _pattern(forms: FormsFile) -> tuple[re.Pattern[str], tuple[str, ...], dict[str, str]]:
    """One pattern for all that matters on a label, its kinds, and salt words -> form id."""
    words = forms.label.vocabulary
    salts = {name: form.id for form in forms.form for name in form.label_names}
    element = either(words.magnesium)
    salt = either(salts)
    joined = "|".join(map(re.escape, salts))
    ending = "|".join(words.salt_endings)
    unit = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
    alone = [name for form in forms.form for name in form.label_names if " " in name]
    parts = {
        "amount": rf"(?<!\d[a-wyz])(?P<number>{NUMBER})\s*(?P<unit>{unit})(?![^\W\d_])",
        "explicit": rf"{either(words.elemental)}(?:\s*{element})?"
        rf"|{element}\s*\(?\s*{either(words.elemental)}\)?",
        "whole": either(alone),
        "other": either(words.other),
        "reference": either(words.percent_of),
        "unclear": rf"{element}[\s-]*(?:{either(words.unclear)})"
        rf"|{element}[\s-]*{salt}[\s,(]*{either(words.mixed)}"
        rf"|{either(words.unclear)}\s*(?:{salt}|{element}(?:\s*{salt})?)"
        rf"|{element}\s+(?!{salt})[a-z]+(?:{ending})(?![a-z])",
        "compound": rf"{element}[\s-]*(?:[ld]{{1,2}}-)?(?P<salt>{salt})"
        rf"|(?<![^\W\d_])(?:{'|'.join(words.magnesium)})(?P<joined>{joined})(?![a-z])"
        rf"|(?P<of>{salt})\s*(?:of|de|di)\s*{element}",
        "element": element,
        "form": salt,
        "source": either(words.source),
        "gives": rf"{either(words.gives)}|=",
        "open": r"[(\[]",
        "close": r"[)\]]",
        "break": r"[,;\n]|\.(?=\s|$)",
        "word": r"[^\W\d_]+",
    }
    pattern = "|".join(f"(?P<{name}>{part})" for name, part in parts.items())
    return re.compile(pattern), tuple(parts), salts


def tokens_of(plain: str, forms: FormsFile) -> list[Token]:
    pattern, kinds, salts = _pattern(forms)
    tokens: list[Token] = []
    for found in pattern.finditer(plain):
        text = found[0]
        groups = found.groupdict()
        kind = next(name for name in kinds if groups[name])
        match kind:
            case "amount":
                unit = _UNITS[groups["unit"]]
                value = _number(groups["number"], unit)
                tokens.append(Token("percent" if unit == "%" else "amount", text, value, unit))
            case "explicit":
                tokens.append(Token("element", text, explicit=True))
            case "whole":
                tokens.append(Token("compound", text, form=salts[text]))
            case "unclear":
                tokens.append(Token("compound", text))
            case "compound":
                salt = groups["salt"] or groups["joined"] or groups["of"]
                tokens.append(Token("compound", text, form=salts[salt]))
            case "form":
                tokens.append(Token("form", text, form=salts[text]))
            case _:
                tokens.append(Token(kind, text))
    return tokens
