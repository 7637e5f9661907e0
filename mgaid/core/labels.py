"""Reads what a product label says about magnesium.

Hides how labels are worded: which amount is magnesium itself and which is a whole compound, in
what unit, for how many tablets. It answers with ids of notes and problems; their sentences, the
vocabulary and the shares come from the content. What a person should take is not its business.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from mgaid.core.label_text import NUMBER, Token, either, plain_text, split_serving, tokens_of

if TYPE_CHECKING:
    from mgaid.core.content.remedies import Form, FormsFile, LabelVocabulary, Variant

Kind = Literal["stated", "computed"]
_MOST_LETTERS = 4000
_WORDS_TO_REFERENCE = 4
_NAMES = frozenset({"element", "compound", "form", "other"})
_MG_PER = {"mg": 1.0, "g": 1000.0, "mcg": 0.001}


@dataclass(frozen=True, slots=True)
class LabelReading:
    """What a label was understood to say.

    ``elemental_mg`` is magnesium itself in ``count`` pieces (``unit`` names the piece and is empty
    when the label does not say). ``kind`` is "stated" when the label gives it and "computed" when
    it comes from the weight ``compound_mg`` of a compound of which ``percent`` is magnesium.
    ``forms`` and ``problem`` and ``notes`` are ids. With a problem there may be no figure.
    """

    elemental_mg: float | None = None
    kind: Kind | None = None
    count: float = 1
    unit: str = ""
    forms: tuple[str, ...] = ()
    compound_mg: float | None = None
    percent: float | None = None
    problem: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def per_piece_mg(self) -> float | None:
        return None if self.elemental_mg is None else self.elemental_mg / self.count


def read_label(text: str, forms: FormsFile) -> LabelReading:
    """What ``text`` says about magnesium. Never raises: what cannot be read has a ``problem``."""
    plain = plain_text(text[:_MOST_LETTERS])
    if not any(each.isalnum() for each in plain):
        return LabelReading(problem="empty")
    if re.search(rf"(?<![\w)\]%])-(?:{NUMBER})", plain):
        return LabelReading(problem="negative")
    if re.search(rf"(?:{NUMBER})\s*(?:mg|g)?\s*(?:-|to)\s*(?:{NUMBER})\s*(?:mg|g|mcg)\b", plain):
        return LabelReading(problem="range")
    plain, count, unit = split_serving(plain, forms)
    tokens = tokens_of(plain, forms)
    reading = _understood(tokens, plain, forms)
    reading = replace(reading, count=count, unit=unit)
    return _weighed(reading, tokens, forms)


def label_json(text: str, forms: FormsFile) -> dict[str, Any]:
    """The reading for a script; ``elemental_mg`` is null when there is no figure."""
    reading = read_label(text, forms)
    said = {each.id: each.say for each in (*forms.label.notes, *forms.label.problems)}
    notes = [*((reading.problem,) if reading.problem else ()), *reading.notes]
    unit = reading.unit or forms.label.vocabulary.units["unit"]
    return {
        "elemental_mg": reading.elemental_mg,
        "per": f"{reading.count:g} {unit}",
        "kind": reading.kind,
        "form": "+".join(reading.forms) or None,
        "note": " ".join(said[note] for note in notes),
    }


def label_fault(text: str, forms: FormsFile) -> str:
    """One sentence on why ``text`` gives no figure to rely on; empty when it does."""
    problem = read_label(text, forms).problem
    return next((each.say for each in forms.label.problems if each.id == problem), "")


# -------------------------------------------------------------------- which amount is what


def _understood(tokens: Sequence[Token], plain: str, forms: FormsFile) -> LabelReading:
    """The figure for magnesium, before checking it against a printed percentage."""
    kinds = {token.kind for token in tokens}
    named = kinds & {"element", "compound", "form"}
    if not named and ("other" in kinds or "word" in kinds):
        return LabelReading(problem="not_magnesium")
    if not kinds & {"amount", "percent"}:
        problem = "no_unit" if re.search(r"\d", plain) else "no_amount"
        return LabelReading(problem=problem, forms=_forms_of(tokens))
    elemental: list[tuple[bool, float]] = []
    salts: list[tuple[float, str, str]] = []
    for amount, of, provided in _assigned(tokens):
        mg = _in_mg(amount, forms)
        if of is None or of.kind == "element" or amount.unit == "mmol":
            elemental.append((provided or (of is not None and of.explicit), mg))
        elif of.kind in {"compound", "form"}:
            salts.append((mg, of.form, of.text))
    found = _forms_of(tokens)
    if elemental:
        mg = next((mg for explicit, mg in elemental if explicit), elemental[0][1])
        same = [other for other, _, _ in salts if abs(other - mg) <= mg * forms.label.mmol_slack]
        return LabelReading(round((*same, mg)[0], 2), "stated", forms=found)
    if not salts:
        return LabelReading(problem=None if "percent" in kinds else "no_amount", forms=found)
    return _computed(salts, found, plain, forms)


def _computed(
    salts: Sequence[tuple[float, str, str]], found: tuple[str, ...], plain: str, forms: FormsFile
) -> LabelReading:
    """Magnesium worked out from the weights of compounds."""
    by_id = {form.id: form for form in forms.form}
    total, weight = 0.0, 0.0
    percent = 0.0
    for mg, form_id, _ in salts:
        weight += mg
        if not form_id:
            return LabelReading(problem="unknown_salt", forms=found, compound_mg=mg)
        kind = _variant(by_id[form_id], plain)
        percent = kind.mg_percent
        total += mg * magnesium_share(kind.formula, forms.label.atomic_mass)
    share = percent if len(salts) == 1 else None
    return LabelReading(
        round(total, 1),
        "computed",
        forms=found,
        compound_mg=round(weight, 3),
        percent=share,
        notes=("salt_or_element",),
    )


def magnesium_share(formula: str, atomic_mass: dict[str, float]) -> float:
    """The part of a compound's mass that is magnesium, 0 to 1; hydrates follow a dot."""
    atoms: dict[str, int] = {}
    for part in formula.split("."):
        times, rest = re.fullmatch(r"(\d*)(.+)", part).groups()  # type: ignore[union-attr]
        for inner, after, element, count in re.findall(
            r"\(([^)]+)\)(\d*)|([A-Z][a-z]?)(\d*)", rest
        ):
            group = re.findall(r"([A-Z][a-z]?)(\d*)", inner) if inner else [(element, count)]
            for name, number in group:
                factor = int(times or 1) * int(after or 1) * int(number or 1)
                atoms[name] = atoms.get(name, 0) + factor
    whole = sum(atomic_mass[name] * number for name, number in atoms.items())
    return atomic_mass["Mg"] * atoms.get("Mg", 0) / whole


def _variant(form: Form, plain: str) -> Form | Variant:
    for variant in form.variants:
        if any(re.search(either([word]), plain) for word in variant.words):
            return variant
    return form


def _assigned(tokens: Sequence[Token]) -> Iterable[tuple[Token, Token | None, bool]]:
    """Each amount with the substance it is an amount of; ``None`` where no name is near.

    The last part tells that it is what an earlier amount provides.
    """
    order = [token.kind for token in tokens if token.kind in _NAMES | {"amount"}]
    names_follow = bool(order) and order[0] == "amount"
    for at, token in enumerate(tokens):
        if token.kind != "amount":
            continue
        before = _name_before(tokens, at)
        after = _name_after(tokens, at)
        chosen = before or after
        if after is not None and (
            after.explicit or names_follow or _led_in(tokens, at) or _closing(tokens, at)
        ):
            chosen = after
        provided = _stated_by_gives(tokens, at)
        if before is not None and before.kind != "element" and provided:
            chosen = after if after is not None else None
        if chosen is not None:
            chosen.claimed = True
        yield token, chosen, provided


def _name_before(tokens: Sequence[Token], at: int) -> Token | None:
    """The nearest earlier name without an amount; a source ("as citrate") is not it, unless the
    amount stands in the brackets that the source opens. "Elemental" in closed brackets is."""
    depth = 0
    for back in range(at - 1, -1, -1):
        token = tokens[back]
        if depth and token.explicit and not token.claimed:
            return token  # "citrate (elemental magnesium) 400 mg"
        if token.kind == "close":
            depth += 1
        elif token.kind == "open":
            depth = max(0, depth - 1)
        elif depth == 0 and token.kind in _NAMES:
            if token.claimed:
                return None
            is_source = back > 0 and tokens[back - 1].kind == "source"
            if token.kind == "element" or not is_source or _opened(tokens, back - 1, at):
                return token
    return None


def _opened(tokens: Sequence[Token], source: int, at: int) -> bool:
    """Whether ``source`` starts a bracket in which the amount ``at`` still stands."""
    if source == 0 or tokens[source - 1].kind != "open":
        return False
    return not any(token.kind == "close" for token in tokens[source:at])


def _name_after(tokens: Sequence[Token], at: int) -> Token | None:
    """The name that directly follows an amount, unless an amount of its own follows that."""
    rest = [token for token in tokens[at + 1 : at + 4] if token.text not in {"of", "de", "di"}]
    if not rest or rest[0].kind not in _NAMES:
        return None
    if rest[0].claimed or (rest[0].explicit and len(rest) > 1 and rest[1].kind == "amount"):
        return None
    return rest[0]


def _led_in(tokens: Sequence[Token], at: int) -> bool:
    """Whether the amount opens a phrase: "from 1000 mg magnesium citrate"."""
    return at > 0 and tokens[at - 1].kind in {"source", "gives", "open"}


def _closing(tokens: Sequence[Token], at: int) -> bool:
    """Whether plain "magnesium" ends the phrase: "magnesium citrate 144 mg magnesium"."""
    rest = [token.kind for token in tokens[at + 1 : at + 3]]
    return rest[:1] == ["element"] and (len(rest) == 1 or rest[1] in {"break", "word", "percent"})


def _stated_by_gives(tokens: Sequence[Token], at: int) -> bool:
    """Whether the amount is what an earlier amount of a compound provides."""
    earlier = any(token.kind == "amount" for token in tokens[:at])
    return earlier and at > 0 and tokens[at - 1].kind == "gives"


def _forms_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.form for token in tokens if token.form))


def _in_mg(amount: Token, forms: FormsFile) -> float:
    if amount.unit == "mmol":
        return amount.value * forms.label.atomic_mass["Mg"]
    return amount.value * _MG_PER[amount.unit]


# -------------------------------------------------------------------- a last look


def _weighed(reading: LabelReading, tokens: Sequence[Token], forms: FormsFile) -> LabelReading:
    """The reading checked against a printed percentage and against sense."""
    words = forms.label
    percent, reference, named = _printed_percent(tokens, words.vocabulary)
    if percent is not None and reading.kind != "stated":
        from_percent = percent * reference / 100
        weight = reading.compound_mg
        if weight is not None and _agrees(weight, percent, reference, words.percent_slack):
            reading = replace(
                reading,
                elemental_mg=round(weight, 2),
                kind="stated",
                compound_mg=None,
                percent=None,
                problem=None,
                notes=("percent_agrees",),
            )
        elif named and reading.elemental_mg is None and reading.problem in {None, "unknown_salt"}:
            reading = replace(
                reading,
                elemental_mg=round(from_percent, 1),
                kind="computed",
                problem=None,
                notes=("from_percent",),
            )
    if reading.elemental_mg is None:
        return reading if reading.problem else replace(reading, problem="no_amount")
    if not math.isfinite(reading.elemental_mg):
        return LabelReading(problem="absurd", forms=reading.forms)
    if reading.elemental_mg <= 0:
        return replace(reading, elemental_mg=None, kind=None, problem="zero", notes=())
    if max(reading.elemental_mg, reading.compound_mg or 0) > words.ask_poison_mg:
        return replace(reading, problem="absurd")
    return reading


def _printed_percent(
    tokens: Sequence[Token], words: LabelVocabulary
) -> tuple[float | None, float, bool]:
    """The first percentage, the mg that 100 % of it are, and whether the label names of what.

    "100 %" alone may be purity, and "8 % w/v" a strength.
    """
    default = next(iter(words.percent_of.values()))
    for at, token in enumerate(tokens):
        if token.kind == "percent":
            after = (each.text for each in tokens[at + 1 : at + _WORDS_TO_REFERENCE])
            named = [words.percent_of[each] for each in after if each in words.percent_of]
            return token.value, (named or [default])[0], bool(named)
    return None, default, False


def _agrees(mg: float, percent: float, reference: float, slack: float) -> bool:
    return abs(mg / reference * 100 - percent) <= slack
