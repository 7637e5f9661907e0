"""A rich document with every kind of block: what a finished visit puts on paper."""

from __future__ import annotations

from datetime import date

from mgaid.core.document import (
    Document,
    Figure,
    Heading,
    Item,
    Lines,
    ListBlock,
    Notice,
    Row,
    Run,
    Section,
    Table,
    Text,
    runs,
)

LABELS = {
    "page": "Page {page} of {pages}",
    "brand": "MgAid",
    "yes": "Yes",
    "no": "No",
    "open": "Not answered",
    "box": "Box to tick:",
    "missing": "Some letters cannot be printed here. A plain form or […] stands for them.",
}


def bold(text: str) -> Run:
    return Run(text, bold=True)


def visit_page(own_words: str = "“Wakes me most nights. I have to stand on it.”") -> Document:
    """The page of the first vignette: kidney disease, two medicines, night cramps."""
    return Document(
        title="Leg cramps: a page for my visit",
        about=runs("Man, 68.  Filled in 22 November 2026.  Name: ______________________"),
        sections=(
            _in_short(),
            _questions(),
            _signs(),
            _medicines(),
            _day(),
            _clues(),
            _tests(),
            Section(
                "wishes",
                "What I prefer",
                (
                    Text(runs("See someone first. No more pills, if possible.")),
                    Text(runs(Run(own_words, italic=True)), small=True),
                ),
                width="half",
            ),
            Section("plan", "My plan after the visit", (Lines(1),)),
        ),
        footer=runs(
            bold("Not a diagnosis."),
            " My own answers, sorted by fixed rules that no clinician has signed off. Content"
            " checked 22 November 2026. Sources: FDA 2011 (PPIs); Hansen 2018 (medicines); NHS"
            " Ayrshire & Arran 2025 (low magnesium); Cochrane 2020 (cramps).",
        ),
        day=date(2026, 11, 22),
        labels=dict(LABELS),
    )


def every_block() -> Document:
    """The visit page with the blocks it does not use added at its end."""
    page = visit_page()
    extra = Section(
        "picture",
        "What trials saw",
        (
            Heading("Night cramps after four weeks"),
            Figure(
                caption="A filled circle is a person who still had cramps.",
                alt="Two groups of a hundred people, nearly the same.",
                series=(("67 of 100 on magnesium", 67), ("65 of 100 on a dummy pill", 65)),
            ),
            ListBlock((Item(runs("Rest the leg")), Item(runs("Stretch"), note="before bed"))),
            ListBlock((Item(runs("Kept as told")),), marker="none"),
            Table(
                (
                    Row((runs("Calf"), runs("Left"), runs("Nightly")), mark="yes"),
                    Row((runs("Foot"), runs("Right")), mark="no"),
                ),
                caption="Where it cramps",
            ),
            Lines(2, label="Notes of the visit"),
        ),
    )
    return Document(
        page.title, page.about, (*page.sections, extra), page.footer, page.day, labels=page.labels
    )


def _in_short() -> Section:
    what = runs(
        bold("Painful calf cramps at night for 6 weeks."),
        " Since about 11 October. Often wakes me. No flickers. No urge to move. No loss of"
        " strength.",
    )
    soon = runs(bold("See someone within 1 to 2 weeks."), " Phone the kidney team.")
    magnesium = runs(
        bold("Do not start a supplement"),
        " until the kidney team has checked my blood. The level could be low or high.",
    )
    rows = (("What", what), ("How soon", soon), ("Magnesium", magnesium))
    return Section("short", "", (Notice("soon", rows),), locked=True)


def _questions() -> Section:
    asked = (
        "Can we test magnesium, potassium, calcium and kidney function?",
        "Could furosemide or omeprazole be part of this?",
        "What is safe for night cramps with my kidneys?",
    )
    items = tuple(Item(runs(question)) for question in asked)
    return Section("questions", "My three questions", (ListBlock(items, marker="number"),))


def _signs() -> Section:
    yes = runs(
        bold("Advanced kidney disease with cramps. Two medicines that together lower magnesium."),
        " Cramps that spoil sleep.",
    )
    no = runs(
        "Weakness, thinner muscle, slurred speech or choking, fit, chest pain, racing heart,"
        " swollen calf, numb feet, cramp over 10 minutes"
    )
    unanswered = runs(
        "Fainting, breathlessness, coughing blood, jaw or throat locking, sudden weakness, numb"
        " between the legs, bladder or bowel change, cold leg, dark urine, overheating, magnesium"
        " overdose, fever on a new medicine, withdrawal, thoughts of self-harm"
    )
    rows = (
        Row((runs(bold("Yes")), yes), mark="yes"),
        Row((runs(bold("No")), no), mark="no"),
        Row((runs(bold("Not answered")), unanswered), mark="open", small=True),
    )
    return Section("signs", "Warning signs I was asked about", (Table(rows),), locked=True)


def _medicines() -> Section:
    rows = (
        Row(
            (
                runs(bold("Furosemide")),
                runs("2½ years"),
                runs("Magnesium and potassium lost in urine"),
            )
        ),
        Row(
            (
                runs(bold("Omeprazole")),
                runs("3 years"),
                runs("Less magnesium taken up from the gut"),
            )
        ),
        Row((runs(bold("Kidney disease")), runs("eGFR 24"), runs("Magnesium can build up"))),
        Row((runs("Supplements"), runs("None"), runs("Antacids and laxatives: none"))),
    )
    table = Table(rows, head=("What", "Detail", "Why it matters"), widths=(1.36, 1, 3.3))
    return Section("bearing", "Medicines and health that bear on magnesium", (table,))


def _day() -> Section:
    facts = (
        ("Caffeine", "150\N{NO-BREAK SPACE}mg (limit 400)"),
        ("Sleep", "6½ hours"),
        ("Alcohol", "AUDIT-C 2 (cut-off 4)"),
        ("Food, worry", "? Not answered"),
    )
    rows = tuple(Row((runs(name), runs(value))) for name, value in facts)
    return Section("day", "My usual day", (Table(rows),), width="half")


def _clues() -> Section:
    rows = (
        Row(
            (
                runs(bold("Toward")),
                runs(
                    "Night cramps (several answers). Kidney disease, a medicine, low"
                    " magnesium (some)"
                ),
            )
        ),
        Row((runs(bold("Away")), runs("Restless legs. A nerve or muscle condition"))),
    )
    return Section("clues", "What my answers point to", (Table(rows),), width="half")


def _tests() -> Section:
    items = (
        Item(
            runs("Magnesium, potassium, calcium"),
            note="two medicines lower them; kidneys can raise them",
        ),
        Item(runs("Kidney function"), note="eGFR was 24"),
    )
    return Section(
        "tests", "Tests we could discuss", (ListBlock(items, marker="box"),), width="half"
    )
