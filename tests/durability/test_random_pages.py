"""The page is always made, whatever was written in it, and never loses a warning sign."""

from __future__ import annotations

import os
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgaid.core.suggest import shown_flags
from mgaid.core.summary import compose
from mgaid.core.visit import Medicine, Visit
from mgaid.output.pdf import to_pdf
from tests.conftest import Rules
from tests.core.visits import visits
from tests.output.pdf_reading import read_aloud, squeezed

# 500 take about a minute; CI makes do with fewer.
PAGES = int(os.environ.get("MGAID_RANDOM_PAGES", "20"))
DAY = date(2026, 11, 22)
HARD = (
    "😀👩‍👩‍👧 twitch 🧂",
    "שלום עולם الساق ترتعش",
    "\u202egnihctiwt\u202c",
    "#let x = 1; $ \\ * _ ` [ ] <a> @b // /* ",
    "long " * 2_000,
    "x" * 10_000,
    "日本語 ｆｕｌｌ ＷＩＤＴＨ",
    "a\u0301\u0301\u0301\u0301 \u200b\ufeff\u0000\x07",
)
WORDS = st.sampled_from(HARD) | st.text(max_size=60)


@st.composite
def told(draw: st.DrawFn, rules: Rules) -> Visit:
    visit = draw(visits(rules.content))
    pages = st.sampled_from(sorted(rules.content.pages))
    medicines = (*(visit.medicines or ()), Medicine(name="m" + draw(WORDS)))
    return visit.changed(
        notes=draw(st.dictionaries(pages, WORDS, max_size=2)),
        questions=tuple(draw(st.lists(WORDS, max_size=2))),
        name=draw(WORDS)[:150],
        medicines=medicines if draw(st.booleans()) else visit.medicines,
    )


def check(visit: Visit, rules: Rules) -> None:
    assessment = rules.assess(visit)
    document = compose(rules.content, visit, assessment, DAY)
    pdf = to_pdf(document.without(visit.preferences.left_out))
    aloud = read_aloud(pdf)

    for fired in shown_flags(assessment):
        flag = rules.content.flags[fired.id]
        assert squeezed(flag.title) in aloud, flag.id


@settings(
    max_examples=PAGES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_page_is_made_of_any_visit_with_every_warning_sign(
    data: st.DataObject, rules: Rules
) -> None:
    check(data.draw(told(rules)), rules)


def test_hard_words_everywhere_lose_no_warning_sign(rules: Rules) -> None:
    yes = dict.fromkeys(rules.content.findings, "yes")
    everything = "\n".join(HARD)[:19_000]
    notes = dict.fromkeys(list(rules.content.pages)[:3], everything)
    check(
        Visit.model_validate({"findings": yes, "notes": notes, "questions": HARD, "name": HARD[1]}),
        rules,
    )
