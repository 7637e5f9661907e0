"""Any bytes and any words: a clear refusal or a result, at once, and never a traceback."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mgaid import storage
from mgaid.__main__ import main
from mgaid.core import visit as visits
from mgaid.core.content import Content
from mgaid.core.content.remedies import FormsFile
from mgaid.core.labels import label_json
from mgaid.core.medicine_lines import medicine_json
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import locked
from tests.core.visits import visits as random_visits

LONGEST_S = 1.0
FUZZ = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
KEYS = st.sampled_from(sorted(visits.Visit.model_fields)) | st.text(max_size=8)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(st.characters(), max_size=20)
    | st.sampled_from(["yes", "no", "\ud800", "\u202edna", "2026-11-22", "1e400"])
)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)


def in_time(act: Callable[[], Any]) -> Any:
    began = time.process_time()
    made = act()
    assert time.process_time() - began < LONGEST_S
    return made


def read(text: str | bytes, content: Content) -> visits.Visit | None:
    try:
        visit = in_time(lambda: visits.loads(text, content))
    except visits.VisitError:
        return None
    assert isinstance(visit, visits.Visit)
    return visit


@FUZZ
@given(raw=st.binary(max_size=300))
@example(raw=b"[" * 200_000)
@example(raw=b'{"format": 1, "a": ' * 100_000)
@example(raw=b'{"format": ' + b"1" * 100_000 + b"}")
@example(raw=b'{"format": 1, "person": {"age": 1e400}}')
@example(raw=b'{"format": 1, "format": 1}')
@example(raw=b'{"format": 1, "name": "\\ud800"}')
@example(raw=b'{"format": 1, "name": "' + b"a" * 5_000_000 + b'"}')
@example(raw=b"\xef\xbb\xbf{}")
def test_any_bytes_are_read_or_refused(raw: bytes, content: Content) -> None:
    read(raw, content)


@FUZZ
@given(told=st.dictionaries(KEYS, JSON, max_size=5))
@example(told={"page": "\ud800"})
@example(told={"ask_first": ["\udfff"]})
@example(told={"preferences": {"left_out": ["\ud800"]}})
def test_any_json_is_read_or_refused_and_what_is_read_can_be_kept(
    told: dict[str, Any], content: Content, tmp_path: Path
) -> None:
    visit = read(json.dumps({**told, "format": 1}), content)
    if visit is not None:
        storage.save_visit(tmp_path / "any.mgaid", visit)
        kept = storage.open_visit(tmp_path / "any.mgaid", content)
        assert visits.dumps(kept).encode() == visits.dumps(visit).encode(errors="replace")


@FUZZ
@given(data=st.data())
def test_a_damaged_visit_is_read_or_refused(data: st.DataObject, content: Content) -> None:
    text = visits.dumps(data.draw(random_visits(content))).encode()
    place = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 5))
    read(text[:place] + data.draw(st.binary(max_size=5)) + text[place + cut :], content)


def sealed(text: bytes, passphrase: str = "my words") -> dict[str, Any]:
    cost, locked.COST = locked.COST, locked.Argon2(memory_kib=32, passes=1, lanes=1)
    try:
        made: dict[str, Any] = json.loads(locked.lock(text, locked.new_key(passphrase)))
    finally:
        locked.COST = cost
    return made


def unlocked(raw: bytes, path: Path, content: Content) -> visits.Visit | None:
    path.write_bytes(raw)
    try:
        visit = in_time(lambda: storage.open_visit(path, content, "my words"))
    except storage.NotOpened as refused:
        assert len(str(refused).splitlines()) == 1  # noqa: PT017 - a refusal is one of two ends
        return None
    finally:
        assert path.read_bytes() == raw
    assert isinstance(visit, visits.Visit)
    return visit


# A changed cost may be one that is allowed: then it is worked on.
COSTS = st.integers(-1, 64) | st.sampled_from([2**20, 2**31, 2**63, 10**30])
ENTRIES = ("kdf", "memory_kib", "passes", "lanes", "salt", "nonce", "data", "new")


@FUZZ
@given(entry=st.sampled_from(ENTRIES), told=LEAVES | COSTS | JSON)
@example(entry="new", told=None)
def test_an_envelope_with_anything_in_it_is_opened_or_refused(
    entry: str, told: Any, content: Content, tmp_path: Path
) -> None:
    raw = sealed(b'{"format": 1, "name": "x"}')
    same = entry in raw["locked"] and json.dumps(raw["locked"][entry]) == json.dumps(told)
    raw["locked"][entry] = told
    made = unlocked(json.dumps(raw).encode(), tmp_path / "any.mgaid", content)

    assert (made is not None) == same


@FUZZ
@given(data=st.data())
def test_a_damaged_locked_visit_is_refused_or_the_one_it_was(
    data: st.DataObject, content: Content, tmp_path: Path
) -> None:
    whole = json.dumps(sealed(b'{"format": 1, "name": "x"}'), indent=1).encode()
    place = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 5))
    raw = whole[:place] + data.draw(st.binary(max_size=5)) + whole[place + cut :]
    made = unlocked(raw, tmp_path / "any.mgaid", content)

    # White space between the entries is no damage.
    assert made is None or made.name == "x"


@FUZZ
@given(text=st.binary(max_size=200))
@example(text=b"[" * 100_000)
@example(text=b'{"format": 9}')
@example(text=b'{"format": 1, "locked": {}}')
def test_whatever_was_locked_is_read_or_refused(
    text: bytes, content: Content, tmp_path: Path
) -> None:
    unlocked(json.dumps(sealed(text)).encode(), tmp_path / "any.mgaid", content)


@pytest.fixture(scope="module")
def forms(content: Content) -> FormsFile:
    from mgaid.core.content import read as read_file

    return read_file(content.root, "forms.toml", FormsFile)


LABEL = st.lists(
    st.sampled_from(
        ["magnesium", "citrate", "oxide", "400", "mg", "mcg", "g", "%", "2", "capsules", "per",
         "serving", "(", ")", "as", "elemental", "1,000", "½", "0", ".", "٤٠٠", "\u202e", "\n"]
    )
    | st.text(max_size=6),
    max_size=25,
).map(" ".join)  # fmt: skip


@FUZZ
@given(words=LABEL)
@example(words="magnesium " * 20_000)
@example(words="9" * 20_000 + " mg magnesium")
@example(words="(" * 20_000)
@example(words="1,1" * 20_000)
def test_any_label_is_read(words: str, forms: FormsFile) -> None:
    assert in_time(lambda: json.dumps(label_json(words, forms)))


@FUZZ
@given(name=st.text(max_size=40))
@example(name="m" * 50_000)
@example(name="\ud800")
@example(name="a " * 10_000)
def test_any_medicine_name_is_looked_up(
    name: str, content: Content, medicines: MedicineIndex
) -> None:
    found = in_time(lambda: medicine_json(content.medicines, medicines, name))
    json.dumps(found)


@settings(FUZZ, max_examples=10)
@given(raw=st.binary(max_size=60))
@example(raw=b"[" * 100_000)
@example(raw='{"format": 1, "findings": {"\u202egnp": "yes"}}'.encode())
def test_the_command_line_answers_any_file_in_one_line(
    raw: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: Content,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("mgaid.__main__._content", lambda: content)
    path = tmp_path / "any.mgaid"
    path.write_bytes(raw)
    capsys.readouterr()

    assert main(["assess", str(path), "--json"]) in (0, 1)
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    assert len(told.err.splitlines()) <= 1
    assert path.read_bytes() == raw


def test_a_file_without_end_is_refused_unread(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "gigabyte.mgaid"
    with path.open("wb") as stream:
        stream.truncate(2**30)
    with pytest.raises(storage.NotOpened, match="far larger"):
        in_time(lambda: storage.open_visit(path, content))
