"""The diary: which days it takes, what they mean for the rules, and what may be counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mgaid.core import diary
from mgaid.core import visit as visits
from mgaid.core.content import Content
from mgaid.core.content.diary_models import DiaryCount, DiaryFile, diary_file
from mgaid.core.content.models import Urgency
from mgaid.core.content.reading import MEAN_GRADE, MOST_GRADE, mean_grade, measure
from mgaid.core.document import Table, plain
from mgaid.core.summary import compose
from mgaid.core.visit import DiaryEntry, Person, Visit, VisitInvalid
from mgaid.output.text import to_text
from tests.conftest import Rules
from tests.core.visits import visits as any_visits

TODAY = date(2026, 11, 22)
TIMES = ("morning", "afternoon", "evening", "night")
PLACES = ("calf", "foot", "thigh", "arm", "face", "elsewhere")


@pytest.fixture(scope="module")
def authored(content: Content) -> DiaryFile:
    return diary_file(content)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def some(ids: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(ids)).map(lambda told: tuple(i for i in ids if i in told))


def figures(most: float) -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(0, most).map(lambda n: round(n, 1))


def entries(days: st.SearchStrategy[date]) -> st.SearchStrategy[DiaryEntry]:
    yes_no = st.sampled_from([None, "yes", "no"])
    return st.builds(
        DiaryEntry,
        day=days,
        when=some(TIMES),
        where=some(PLACES),
        minutes=figures(1440),
        weakness=st.sampled_from([None, "yes", "no", "unknown"]),
        sleep_hours=figures(24),
        caffeine_mg=figures(2000),
        alcohol_drinks=figures(20),
        exercise=yes_no,
        stress=st.sampled_from([None, 0, 1, 2, 3]),
        cramps=yes_no,
        note=st.text(max_size=30),
    )


def diaries() -> st.SearchStrategy[tuple[DiaryEntry, ...]]:
    one = entries(st.integers(0, 13).map(ago))
    return st.lists(one, max_size=14, unique_by=lambda entry: entry.day).map(tuple)


def kept(entry: DiaryEntry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in DiaryEntry.model_fields if name != "day"}


# ------------------------------------------------------------------ laws


@given(data=st.data())
def test_one_more_day_never_lowers_the_urgency(rules: Rules, data: st.DataObject) -> None:
    visit = data.draw(any_visits(rules.content)).changed(diary=data.draw(diaries()))
    free = sorted({ago(n) for n in range(14)} - {entry.day for entry in visit.diary})
    if not free:
        return
    more = diary.with_entry(visit, data.draw(entries(st.sampled_from(free))))

    assert rules.assess(more).urgency >= rules.assess(visit).urgency


@given(data=st.data())
def test_the_order_in_which_days_are_noted_does_not_matter(data: st.DataObject) -> None:
    days = data.draw(diaries())
    one, other = Visit(), Visit()
    for entry in days:
        one = diary.noted(one, entry.day, **kept(entry))
    for entry in data.draw(st.permutations(days)):
        other = diary.noted(other, entry.day, **kept(entry))

    assert one == other
    assert visits.dumps(one) == visits.dumps(other)


@given(days=diaries())
def test_a_diary_survives_being_saved_and_opened(
    content: Content, days: tuple[DiaryEntry, ...]
) -> None:
    visit = Visit(diary=days)

    assert visits.loads(visits.dumps(visit), content) == visit


@given(days=diaries())
def test_counts_are_of_days_on_which_both_are_known(
    authored: DiaryFile, days: tuple[DiaryEntry, ...]
) -> None:
    visit = Visit(diary=days)
    known = [e for e in visit.diary if e.sleep_hours is not None and diary.twitching(e) is not None]
    short = [e for e in known if (e.sleep_hours or 0) < 6]
    said = [line for line in diary.statements(authored, visit) if "sleep" in line]
    if len(short) < authored.least_days:
        assert not said
    else:
        with_it = sum(bool(diary.twitching(e)) for e in short)
        assert f"{with_it} of {len(short)} days" in said[0]
        assert ("others" in said[0]) is (len(known) > len(short))


# ------------------------------------------------------------------ what a day means


def test_a_day_with_weakness_acts_like_the_answer_yes(rules: Rules) -> None:
    said_no = Visit().answered({"weakness_objective": "no"})
    noted = diary.noted(said_no, TODAY, weakness="yes")

    assert rules.assess(said_no).urgency is Urgency.self_care
    assert rules.assess(noted).truths["weakness_objective"] is True
    answered = rules.assess(Visit().answered({"weakness_objective": "yes"}))
    assert rules.assess(noted).urgency is answered.urgency
    assert rules.assess(noted).urgency >= Urgency.soon


@pytest.mark.parametrize("told", ["no", "unknown", None])
def test_a_day_without_weakness_answers_nothing(rules: Rules, told: str | None) -> None:
    visit = diary.noted(Visit(), TODAY, weakness=told, minutes=5.0)

    assert rules.assess(visit).truths["weakness_objective"] is None


def test_every_number_of_a_day_has_its_field(authored: DiaryFile) -> None:
    assert authored.number_of("sleep_hours").maximum == 24


def test_the_answers_of_the_diary_name_findings_that_can_only_raise(
    content: Content, authored: DiaryFile
) -> None:
    calming = {f for flag in content.flags.values() for f in flag.unless_any}
    for rule in authored.answers:
        assert rule.finding in content.findings
        assert rule.finding not in calming
    facts = (*authored.answers, *authored.counts)
    assert {source for fact in facts for source in fact.sources} <= set(content.sources)


def test_a_time_or_a_place_says_that_there_was_twitching() -> None:
    assert diary.twitching(DiaryEntry(day=TODAY)) is None
    assert diary.twitching(DiaryEntry(day=TODAY, when=("night",))) is True
    assert diary.twitching(DiaryEntry(day=TODAY, where=("calf",))) is True
    assert diary.twitching(DiaryEntry(day=TODAY, minutes=0, when=("night",))) is False
    assert diary.twitching(DiaryEntry(day=TODAY, minutes=1)) is True


def test_four_of_five_short_nights_are_said_with_the_rest_beside_them(authored: DiaryFile) -> None:
    visit = Visit()
    for n, minutes in enumerate((10.0, 5.0, 0.0, 30.0, 2.0)):
        visit = diary.noted(visit, ago(n), sleep_hours=5.0, minutes=minutes, caffeine_mg=400.0)
    visit = diary.noted(visit, ago(5), sleep_hours=6.0, minutes=0.0)
    said = diary.statements(authored, visit)

    assert said[0] == (
        "With less than 6 hours of sleep: twitching on 4 of 5 days. On the others: 0 of 1."
    )
    assert said[1] == "With 400 mg of caffeine or more: twitching on 4 of 5 days."
    assert "cannot show" in said[-1]


def test_too_few_days_are_not_counted(authored: DiaryFile) -> None:
    visit = diary.noted(Visit(), TODAY, sleep_hours=4.0, minutes=9.0)

    assert diary.statements(authored, visit) == ()
    assert diary.statements(authored, Visit()) == ()


# ------------------------------------------------------------------ days


def test_fourteen_days_then_it_ends(authored: DiaryFile) -> None:
    visit = Visit()
    assert not diary.has_ended(authored, visit, TODAY)
    for n in range(13):
        visit = diary.noted(visit, ago(n), minutes=1.0)
    assert not diary.has_ended(authored, visit, TODAY)
    assert diary.has_ended(authored, diary.noted(visit, ago(13), minutes=1.0), TODAY)
    few = diary.noted(Visit(), TODAY, minutes=1.0)
    assert not diary.has_ended(authored, few, TODAY + timedelta(days=13))
    assert diary.has_ended(authored, few, TODAY + timedelta(days=14))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, ""),
        (ago(13), ""),
        (ago(14), "from 9 November 2026 to 22 November 2026"),
        (ago(-1), "still to come"),
        (date(1985, 1, 1), "before you were born"),
    ],
)
def test_a_first_day_is_one_of_the_last_fourteen(authored: DiaryFile, day: date, said: str) -> None:
    visit = Visit(person=Person(age=40))
    problem = diary.day_problem(authored, visit, TODAY, day)

    assert (said in problem) if said else not problem


def test_without_an_age_no_day_is_before_birth(authored: DiaryFile) -> None:
    problem = diary.day_problem(authored, Visit(), TODAY, date(1800, 1, 1))

    assert "14 days in a row" in problem


def test_a_baby_was_not_there_before_it_was_born(authored: DiaryFile) -> None:
    visit = Visit(person=Person(age=0.1))

    assert diary.day_problem(authored, visit, TODAY, ago(13)) == ""
    assert "born" in diary.day_problem(authored, visit, TODAY, ago(100))


def test_later_days_keep_to_the_fourteen_days_in_a_row(authored: DiaryFile) -> None:
    visit = diary.noted(diary.noted(Visit(), ago(10), minutes=1.0), ago(5), minutes=1.0)

    assert diary.day_problem(authored, visit, TODAY, TODAY) == ""
    assert diary.day_problem(authored, visit, TODAY, ago(18)) == ""
    assert "from 4 November 2026" in diary.day_problem(authored, visit, TODAY, ago(19))
    late = TODAY + timedelta(days=30)
    assert "to 25 November 2026" in diary.day_problem(authored, visit, late, late)


def test_a_clock_set_back_is_said_and_nothing_is_lost(authored: DiaryFile) -> None:
    visit = diary.noted(Visit(), TODAY, minutes=1.0)
    before = ago(1)

    assert diary.clock_problem(authored, visit, TODAY) == ""
    assert "21 November 2026" in diary.clock_problem(authored, visit, before)
    assert diary.day_problem(authored, visit, before, TODAY) == ""
    assert diary.day_problem(authored, visit, before, before) == ""
    far = ago(40)
    assert "Check the date" in diary.day_problem(authored, visit, far, far)
    assert not diary.has_ended(authored, visit, far)


def test_a_day_emptied_is_no_day(content: Content) -> None:
    visit = diary.noted(Visit(), TODAY, minutes=1.0, note="x")

    assert diary.noted(visit, TODAY, minutes=None).diary
    assert diary.noted(visit, TODAY, minutes=None, note="") == Visit()
    assert diary.without_day(visit, TODAY) == Visit()
    assert diary.findings_noted(content, Visit()) == frozenset()


def test_same_as_yesterday_fills_what_is_empty_but_not_weakness_or_the_note(
    authored: DiaryFile,
) -> None:
    full = {"minutes": 20.0, "when": ("night",), "stress": 0, "weakness": "yes", "note": "tired"}
    visit = diary.noted(Visit(), ago(1), sleep_hours=6.0, **full)
    visit = diary.noted(visit, TODAY, sleep_hours=8.0)
    today = diary.entry_on(diary.same_as_before(authored, visit, TODAY), TODAY)

    assert today is not None
    assert (today.minutes, today.when, today.stress) == (20, ("night",), 0)
    assert today.sleep_hours == 8
    assert today.weakness is None
    assert today.note == ""
    assert diary.same_as_before(authored, Visit(), TODAY) == Visit()


# ------------------------------------------------------------------ the file


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ('[{"day": "2026-11-22"}, {"day": "2026-11-22"}]', "noted twice"),
        ('[{"day": "2026-11-01"}, {"day": "2026-11-15"}]', "14 days in a row"),
        ('[{"day": "2026-11-22", "sleep_hours": 25}]', "from 0 to 24 hours"),
        ('[{"day": "2026-11-22", "where": ["claf"]}]', 'did you mean "calf"'),
        ('[{"day": "2026-11-22", "when": ["nigt"]}]', 'did you mean "night"'),
        ('[{"day": "2026-11-22", "stress": 4}]', "diary.0.stress"),
        ('[{"day": "22/11/2026"}]', "diary.0.day"),
    ],
)
def test_a_diary_that_cannot_be_is_refused_in_one_line(
    content: Content, days: str, said: str
) -> None:
    with pytest.raises(VisitInvalid) as problem:
        visits.loads(f'{{"format": 1, "diary": {days}}}', content)

    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


def test_more_than_fourteen_days_are_refused() -> None:
    with pytest.raises(ValidationError, match="at most 14"):
        Visit(diary=tuple(DiaryEntry(day=ago(n)) for n in range(15)))


def test_a_day_after_today_can_still_be_opened(content: Content) -> None:
    visit = visits.loads('{"format": 1, "diary": [{"day": "2199-01-01", "minutes": 3}]}', content)

    assert visit.diary[0].minutes == 3


def test_a_count_needs_one_threshold() -> None:
    given = {
        "field": "minutes", "text": "x", "others": "y", "sources": ("EXPERT",),
        "certainty": "expert", "checked": TODAY,
    }  # fmt: skip
    with pytest.raises(ValidationError, match="exactly one"):
        DiaryCount.model_validate(given)


# ------------------------------------------------------------------ chart, table, page


def test_the_chart_shows_fourteen_days_from_the_first(authored: DiaryFile) -> None:
    visit = diary.noted(Visit(), ago(3), minutes=5.0)
    visit = diary.noted(visit, ago(1), when=("night",), sleep_hours=7.0)
    days = diary.chart_days(authored, visit)

    assert [one.day for one in days] == [ago(3 - n) for n in range(14)]
    assert (days[0].minutes, days[1].minutes, days[1].twitching) == (5, None, None)
    assert (days[2].minutes, days[2].twitching, days[2].sleep_hours) == (None, True, 7)
    assert diary.chart_days(authored, Visit()) == ()


def test_a_row_of_the_table_reads_in_words(authored: DiaryFile) -> None:
    visit = diary.noted(
        Visit(), TODAY, when=("night",), sleep_hours=6.5, caffeine_mg=95.0, weakness="unknown"
    )

    assert diary.table_heads(authored)[0] == "Day"
    assert diary.table_row(authored, visit.diary[0]) == (
        "22 November 2026", "yes", "6½\u00a0h", "95\u00a0mg", "not sure", "–",
    )  # fmt: skip


def test_the_page_shows_the_days_as_a_strip_only_when_there_are_any(rules: Rules) -> None:
    visit = diary.noted(Visit(), ago(1), minutes=20.0, sleep_hours=5.0)
    visit = diary.noted(visit, TODAY, minutes=0.0, weakness="no")
    page = compose(rules.content, visit, rules.assess(visit), TODAY)
    strip = next(section for section in page.sections if section.id == "diary")
    table = strip.blocks[0]

    assert isinstance(table, Table)
    assert table.head == ("From 21 November 2026 to 22 November 2026", "21", "22")
    assert [tuple(plain(cell) for cell in row.cells) for row in table.rows] == [
        ("Twitching, minutes", "20", "0"),
        ("Sleep, hours", "5", "–"),
        ("Weakness", "–", "no"),
    ]
    assert "diary" not in to_text(compose(rules.content, Visit(), rules.assess(Visit()), TODAY))


def test_counts_stand_on_the_page_under_the_strip(rules: Rules) -> None:
    visit = Visit()
    for n in range(3):
        visit = diary.noted(visit, ago(n), minutes=20.0, sleep_hours=5.0)
    said = to_text(compose(rules.content, visit, rules.assess(visit), TODAY), 10_000)

    assert "twitching on 3 of 3 days. These are counts of a few days." in said


def test_the_words_of_the_diary_are_plain(authored: DiaryFile) -> None:
    blocks = [text for text in authored.words.model_dump().values() if len(text.split()) > 7] + [
        text for count in authored.counts for text in (count.text, count.others)
    ]

    assert mean_grade(blocks) <= MEAN_GRADE
    assert all(measure(text).grade <= MOST_GRADE for text in blocks)
