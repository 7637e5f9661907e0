"""The published shape of a visit file is the one MgAid reads and writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgaid import paths
from mgaid.core import visit as visits
from mgaid.core.visit import locked
from tests.conftest import Rules
from tests.core.visits import visits as random_visits


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    made: dict[str, Any] = json.loads((paths.resources() / "visit.schema.json").read_bytes())
    return made


def test_the_published_schema_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "packaging"))
    from build_schema import SCHEMA, schema_text

    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "run packaging/build_schema.py"


def test_the_schema_names_the_format_and_refuses_what_is_unknown(schema: dict[str, Any]) -> None:
    visit = schema["$defs"]["Visit"]

    assert visit["properties"]["format"]["const"] == visits.FORMAT
    assert visit["required"] == ["format"]
    assert visit["additionalProperties"] is False


def test_the_schema_names_every_entry_of_a_locked_visit(schema: dict[str, Any]) -> None:
    whole = json.loads(locked.lock(b"{}", locked.Key(locked.Argon2(), b"x" * 16, b"k" * 32)))
    shape = schema["$defs"]["LockedVisit"]
    argon = shape["properties"]["locked"]["oneOf"][0]

    assert list(whole) == shape["required"]
    assert sorted(whole["locked"]) == sorted(argon["required"])
    assert argon["properties"]["kdf"]["const"] == whole["locked"]["kdf"]


@given(data=st.data())
def test_every_entry_of_a_written_visit_is_in_the_schema(data: st.DataObject, rules: Rules) -> None:
    schema = json.loads((paths.resources() / "visit.schema.json").read_bytes())
    told = json.loads(visits.dumps(data.draw(random_visits(rules.content))))

    assert set(told) <= set(schema["$defs"]["Visit"]["properties"])
    assert set(told.get("person", {})) <= set(schema["$defs"]["Person"]["properties"])
