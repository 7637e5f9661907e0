"""A visit file: what is accepted, and the one clear sentence for what is not."""

from __future__ import annotations

import contextlib
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgaid.core import diary
from mgaid.core.content import Content
from mgaid.core.content.diary_models import diary_file
from mgaid.core.visit import (
    LARGEST_FILE_BYTES,
    Medicine,
    Person,
    Visit,
    VisitError,
    VisitInvalid,
    VisitTooNew,
    VisitUnreadable,
    dumps,
    loads,
)


def opened(content: Content, **parts: object) -> Visit:
    return loads(json.dumps({"format": 1, **parts}), content)


def test_the_smallest_useful_file_is_accepted_as_written(content: Content) -> None:
    visit = opened(
        content,
        person={"age": 46, "sex": "male"},
        findings={"twitch_flicker": "yes", "speech_swallow": "no"},
        numbers={"duration_days": 90, "audit_c": 3},
        medicines=[{"name": "furosemide", "months": 30}],
        medicine_list_complete=True,
    )

    assert visit.person.age == 46
    assert visit.medicines == (Medicine(name="furosemide", months=30),)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"findings": {"twitch_fliker": "yes"}}, 'did you mean "twitch_flicker"'),
        ({"findings": {"qqqqqqqq": "yes"}}, "take it out"),
        ({"numbers": {"slep_hours": 5}}, 'did you mean "sleep_hours"'),
        ({"persn": {}}, 'did you mean "person"'),
        ({"person": {"agee": 3}}, 'did you mean "age"'),
        ({"person": {"age": 900}}, "from 0 to 120"),
        ({"person": {"age": -1}}, "from 0 to 120"),
        ({"numbers": {"sleep_hours": 25}}, "from 0 to 24"),
        ({"numbers": {"duration_days": -3}}, "from 0 to"),
        ({"findings": {"seizure": "maybe"}}, "findings.seizure"),
        ({"medicines": [{"name": ""}]}, "medicines.0.name"),
        ({"medicines": [{"name": "x", "months": -1}]}, "medicines.0.months"),
        ({"sites": ["left-calf-back", "left-calf-back"]}, "twice"),
        ({"matters": {"avoid_pills": 9}}, "matters"),
        ({"notes": {"nowhere": "x"}}, "unknown page"),
        ({"items": {"cups_filter": 1000}}, "cups_filter"),
        ({"choices": {"nope": "x"}}, "unknown choice"),
        ({"person": {"age": True}}, "person.age"),
        ({"person": {"age": "46"}}, "person.age"),
        ({"medicine_list_complete": "yes"}, "medicine_list_complete"),
        ({"numbers": {"sleep_hours": "7"}}, "sleep_hours"),
        ({"diary": [{"day": "9999-12-31"}]}, '"diary" names 9999-12-31'),
        ({"diary": [{"day": "2026-11-22"}, {"day": "0001-01-01"}]}, "from 1900 to 2200"),
        ({"reminder": "0206-11-22"}, '"reminder" names 0206-11-22'),
    ],
    ids=lambda part: str(part)[:40],
)
def test_what_cannot_be_is_named_with_its_remedy(
    content: Content, parts: dict[str, object], words: str
) -> None:
    with pytest.raises(VisitInvalid) as refused:
        opened(content, **parts)

    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"format": 1, "person": {"age": 4',
        "[]",
        "12",
        "{}",
        b"\xff\xfe\x00binary",
        "[" * 100_000,
        '{"format": 1, "numbers": {"sleep_hours": ' + "9" * 5000 + "}}",
        " " * (LARGEST_FILE_BYTES + 1),
    ],
    ids=["empty", "open", "cut", "list", "number", "no format", "binary", "deep", "long", "huge"],
)
def test_what_is_not_a_visit_is_said_to_be_none(content: Content, text: str | bytes) -> None:
    with pytest.raises(VisitError) as refused:
        loads(text, content)

    assert len(str(refused.value)) < 200


def test_a_file_of_a_newer_mgaid_is_refused_kindly(content: Content) -> None:
    with pytest.raises(VisitTooNew, match="newer MgAid"):
        loads('{"format": 2, "anything": []}', content)


@pytest.mark.parametrize("text", ['{"format": 0}', '{"format": "1"}', '{"format": true}'])
def test_a_format_that_never_was_is_refused(content: Content, text: str) -> None:
    with pytest.raises(VisitInvalid, match="format"):
        loads(text, content)


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff".encode()], ids=["text", "bytes"])
def test_the_mark_some_editors_put_before_a_file_is_no_fault(
    content: Content, mark: str | bytes
) -> None:
    told = '{"format": 1, "person": {"age": 46}}'
    visit = loads(mark + told if isinstance(mark, str) else mark + told.encode(), content)

    assert visit.person.age == 46


@pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31"])
def test_the_first_and_last_days_a_visit_can_name_can_be_shown(content: Content, day: str) -> None:
    visit = opened(content, diary=[{"day": day, "minutes": 5}], reminder=day)
    today = date(2026, 11, 22)

    assert diary.chart_days(diary_file(content), visit)[0].minutes == 5
    assert diary.day_problem(diary_file(content), visit, today, today)


@pytest.mark.parametrize("typed", [" Mag\n\n  citrate\t200\u2028 mg ", "Mag\tcitrate 200 mg"])
def test_a_name_is_one_line_with_single_spaces(content: Content, typed: str) -> None:
    visit = opened(
        content,
        name=typed,
        supplements=[{"name": typed}],
        medicines=[{"name": typed}],
        questions=[typed],
    )
    line = "Mag citrate 200 mg"

    assert visit.name.strip() == line
    assert visit.supplements is not None
    assert visit.medicines is not None
    assert (visit.supplements[0].name, visit.medicines[0].name) == (line, line)
    assert visit.questions == (line,)


def test_a_space_can_be_typed_at_the_end_of_a_name_in_progress() -> None:
    assert Visit(name="Ann ").name == "Ann "


def test_my_own_words_keep_their_lines(content: Content) -> None:
    page = next(iter(content.pages))

    assert opened(content, notes={page: "one\ntwo"}).notes[page] == "one\ntwo"


def test_a_file_with_a_very_long_or_an_empty_looking_name_still_opens(content: Content) -> None:
    visit = opened(content, medicines=[{"name": "W" * 10_000}, {"name": "\n"}])

    assert visit.medicines is not None
    assert visit.medicines[0].name == "W" * 10_000


def test_the_same_key_twice_is_refused_rather_than_guessed(content: Content) -> None:
    with pytest.raises(VisitInvalid, match="twice"):
        loads('{"format": 1, "findings": {"seizure": "yes", "seizure": "no"}}', content)


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_are_none_are_refused(content: Content, constant: str) -> None:
    with pytest.raises(VisitInvalid, match="not a number"):
        loads(f'{{"format": 1, "numbers": {{"sleep_hours": {constant}}}}}', content)


@given(text=st.text())
def test_any_own_words_survive_saving(content: Content, text: str) -> None:
    page = next(iter(content.pages))
    visit = Visit().changed(notes={page: text})

    assert loads(dumps(visit), content) == visit


@given(st.binary(max_size=200))
def test_no_file_makes_the_reader_stumble(content: Content, data: bytes) -> None:
    with contextlib.suppress(VisitError):
        assert loads(data, content).format == 1


def test_a_visit_never_shows_its_answers_by_accident() -> None:
    visit = Visit(name="Canary", findings={"seizure": "yes"}, person=Person(age=41), medicines=())

    for shown in (repr(visit), str(visit), repr(visit.person), f"{visit.person}"):
        assert "Canary" not in shown
        assert "41" not in shown
        assert "seizure" not in shown


def test_an_answer_taken_back_leaves_no_trace() -> None:
    visit = Visit().answered({"seizure": "yes"}).answered({"seizure": None})

    assert visit == Visit()


def test_numbers_go_where_they_belong() -> None:
    visit = Visit().with_number("age", 40).with_number("sleep_hours", 7)

    assert visit.person.age == 40
    assert visit.numbers == {"sleep_hours": 7}
    assert visit.with_number("sleep_hours", None).numbers == {}


def test_a_change_that_cannot_be_is_refused() -> None:
    with pytest.raises(VisitInvalid):
        Visit().changed(name="x" * 1000)


def test_an_unreadable_file_is_not_blamed_on_the_person(content: Content) -> None:
    with pytest.raises(VisitUnreadable, match=r"choose a file ending in \.mgaid"):
        loads(b"\x89PNG\r\n\x1a\n\xff", content)
