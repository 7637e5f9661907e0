"""The shape of what is authored about medicines and supplements.

Classes of medicines with what they do to magnesium, the forms of magnesium on sale, reasons a
supplement is unsafe, and caffeine in drinks. No wording and no figure stands here; recognising a
typed name is ``medicines``, reading a label is ``labels``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mgaid.core.content.models import (
    Certainty,
    Fact,
    GateLevel,
    Id,
    Label,
    MaybeLabel,
    MaybeProse,
    Prose,
    Strict,
)

MedicineGroup = Literal[
    "depletes",
    "causes_symptoms",
    "worsens_rls",
    "interacts",
    "raises_mg",
    "risk_amplifier",
    "condition_marker",
    "kidney_watch",
]
Route = Literal["renal", "gut", "binding", "shift", "uncertain"]
Strength = Literal["high", "moderate", "low"]
Band = Literal["high", "medium", "low", "unknown"]
BandEvidence = Literal["moderate", "low", "very_low", "none"]
CERTAINTY_OF_EVIDENCE: dict[BandEvidence, Certainty] = {
    "moderate": "moderate",
    "low": "low",
    "very_low": "very_low",
    "none": "not_tested",
}
Grade = Literal["supported", "limited", "unproven", "no_human_evidence"]


class SpacingException(Strict):
    """A generic or brand of a class with its own hours; they win over the class hours."""

    name: str
    drug_before_mg_h: float
    drug_after_mg_h: float


class MedicineClass(Fact):
    """Medicines that matter for magnesium or twitching in the same way.

    ``groups`` say what the class matters for. The hours are between the medicine and magnesium.
    ``strength`` is the grade of the dossier; no rule and no screen reads it.
    ``interacts_only`` narrows the group "interacts" to those generics (and, for typed trade
    names, ``interacts_only_brands``). Hours do not help with the names of ``never_with_mg``.
    """

    id: Id
    name: Label
    plain: Label
    effect: Prose
    advice: Prose
    paper: Label
    groups: tuple[MedicineGroup, ...] = Field(min_length=1)
    route: Route | None = None
    strength: Strength | None = None
    generics: tuple[str, ...] = Field(min_length=1)
    brands_us: tuple[str, ...] = ()
    brands_uk: tuple[str, ...] = ()
    drug_before_mg_h: float | None = None
    drug_after_mg_h: float | None = None
    spacing_avoid: bool = False
    spacing_exceptions: tuple[SpacingException, ...] = ()
    never_with_mg: tuple[str, ...] = ()
    interacts_only: tuple[str, ...] = ()
    interacts_only_brands: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.generics, *self.brands_us, *self.brands_uk)

    @model_validator(mode="after")
    def _hangs_together(self) -> MedicineClass:
        if (self.drug_before_mg_h is None) is not (self.drug_after_mg_h is None):
            raise ValueError("drug_before_mg_h and drug_after_mg_h go together")
        if self.drug_before_mg_h is not None and self.spacing_avoid:
            raise ValueError("spacing_avoid leaves no hours to give")
        if "interacts" in self.groups and self.drug_before_mg_h is None and not self.spacing_avoid:
            raise ValueError('the group "interacts" needs hours or spacing_avoid')
        for part, whole, key in (
            (self.interacts_only, self.generics, "interacts_only"),
            (
                self.interacts_only_brands,
                (*self.brands_us, *self.brands_uk),
                "interacts_only_brands",
            ),
            (tuple(e.name for e in self.spacing_exceptions), self.names, "spacing_exceptions"),
            (self.never_with_mg, self.names, "never_with_mg"),
        ):
            if strays := sorted(set(part) - set(whole)):
                raise ValueError(f"{key} names {strays[0]!r}, which the class does not list")
        return self


class UnsafeCondition(Fact):
    """A state in which magnesium products are unsafe, or need advice or an answer first."""

    id: Id
    gate: GateLevel
    name: Label
    reason: Prose


class CaffeineItem(Fact):
    """Caffeine in one usual serving; real servings vary, which ``note`` says."""

    id: Id
    item: Label
    mg: float = Field(gt=0)
    note: MaybeProse = ""


class MedicineWords(Fact):
    """Lines shown with medicines whatever they are. ``groups`` and ``routes`` say each id in
    words; ``{before}`` and ``{after}`` are filled in with hours, ``{other}`` with a name."""

    universal: Prose
    unlisted: Prose
    not_found: Prose
    did_you_mean: Label
    same_substance: Prose
    no_effect_known: Prose
    spacing: Prose
    spacing_avoid: Prose
    groups: dict[MedicineGroup, Label]
    routes: dict[Route, Label]


class Variant(Strict):
    """The same salt with other water or another ratio. ``words`` on a label that pick it out."""

    name: Label
    formula: str
    molar_mass: float = Field(gt=0)
    n_mg: int = Field(gt=0)
    mg_percent: float = Field(gt=0, lt=100)
    words: tuple[str, ...] = ()


class FormClaim(Fact):
    """What a form is said to do, and what trials show."""

    text: Label
    grade: Grade
    note: Prose


class SeedClaim(Strict):
    """What the first version of this guide said of the form, and our verdict on it."""

    absorption: Label
    best_for: Label
    side_effects: Label
    verdict: Literal["supported", "nuanced", "overstated"]
    say: Prose


class Form(Fact):
    """One form of magnesium on sale, with the same fields in the same order for all.

    Masses in g/mol; ``mg_percent`` is the share of the compound's weight that is magnesium.
    ``label_names`` are how labels call it, besides its name. ``unit_mg`` is what one usual tablet
    or spoon holds in elemental mg, for the size of the tablet and the price.
    """

    id: Id
    name: Label
    also: MaybeLabel = ""
    label_names: tuple[str, ...] = ()
    formula: str
    formula_note: MaybeProse = ""
    molar_mass: float = Field(gt=0)
    n_mg: int = Field(gt=0)
    mg_percent: float = Field(gt=0, lt=100)
    variants: tuple[Variant, ...] = ()
    band: Band
    band_evidence: BandEvidence
    band_note: Prose
    band_sources: tuple[Id, ...] = Field(min_length=1)
    seed: SeedClaim | None = None
    claims: tuple[FormClaim, ...] = ()
    side_effects: tuple[Prose, ...]
    cautions: tuple[Prose, ...]
    typical: Prose
    unit_mg: tuple[float, float] | None = None
    gentle: Literal["gentle", "medium", "harsh"]
    bowel: Literal["loosens", "may_loosen", "little"]
    tablet: Literal["small", "medium", "large"]
    cost: Literal["low", "medium", "high"]
    product: Literal["supplement", "laxative", "medicine", "bath"]

    @property
    def band_certainty(self) -> Certainty:
        """How sure the band is, by the studies behind it: the badge and what it opens agree."""
        return CERTAINTY_OF_EVIDENCE[self.band_evidence]


class LabelNote(Strict):
    """Something the label reader may say; ``say`` is shown as it stands."""

    id: Id
    say: Prose


class LabelVocabulary(Strict):
    """Words looked for on labels, in lower case and without accents.

    ``units`` maps each word for a piece to the word to show (``measures`` and ``servings``
    are words to show that are no pieces); ``percent_of`` maps the names of
    reference values to mg. ``mixed``, after a salt, say that another salt is in it. ``other`` are
    substances whose amounts are not magnesium.
    """

    magnesium: tuple[str, ...]
    elemental: tuple[str, ...]
    source: tuple[str, ...]
    gives: tuple[str, ...]
    per: tuple[str, ...]
    one: tuple[str, ...]
    numbers: dict[str, float]
    units: dict[str, str]
    measures: tuple[str, ...]
    servings: tuple[str, ...]
    percent_of: dict[str, float]
    unclear: tuple[str, ...]
    mixed: tuple[str, ...]
    other: tuple[str, ...]
    salt_endings: tuple[str, ...]


class LabelWords(Fact):
    """What the label reader may say, its vocabulary and figures, and the mass of each element.

    Amounts above ``ask_poison_mg`` are absurd for a product; a pack is not a serving, so a count
    above ``most_per_serving`` is not read as one. ``percent_slack`` is how far, in points, a
    printed percentage may stand from the amount it belongs to; ``mmol_slack`` how far, as a part,
    an amount in mg may stand from the same one in mmol.
    """

    ask_poison_mg: float
    most_per_serving: float
    percent_slack: float
    mmol_slack: float
    atomic_mass: dict[str, float]
    vocabulary: LabelVocabulary
    notes: tuple[LabelNote, ...]
    problems: tuple[LabelNote, ...]


class ChoiceRule(Fact):
    """Advice on choosing among forms; said ``always``, or only while advice may be given or not."""

    id: Id
    text: Prose
    said: Literal["always", "while_open", "while_closed"] = "always"


class FormWords(Fact):
    """Lines above the comparison of forms, and the words for its ids."""

    headline: Prose
    label_tip: Prose
    organic: Prose
    dose_effect: Prose
    no_form_treats: Prose
    quality: Prose
    cost_note: Prose
    bands: dict[Band, Label]
    band_evidence: dict[BandEvidence, Label]
    grades: dict[Grade, Label]
    verdicts: dict[str, Label]
    traits: dict[str, Label]


class MedicinesFile(Strict):
    """medicines.toml, in the order it is written."""

    words: MedicineWords
    classes: tuple[MedicineClass, ...] = Field(alias="class", min_length=1)
    unsafe_condition: tuple[UnsafeCondition, ...]
    caffeine: tuple[CaffeineItem, ...]


class FormsFile(Strict):
    """forms.toml, in the order it is written."""

    words: FormWords
    label: LabelWords
    form: tuple[Form, ...] = Field(min_length=1)
    choice_rule: tuple[ChoiceRule, ...]
