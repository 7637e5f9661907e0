"""Cases a clinician can read: given these answers, the rules must come to these findings."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from mgaid.core import visit as visits
from mgaid.core.summary import compose
from mgaid.output.text import to_text
from tests.conftest import Rules, case_files, read_case

DAY = date(2026, 11, 22)


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_the_rules_agree_with_the_case(path: Path, rules: Rules) -> None:
    case = read_case(path)
    found = rules.assess(visits.loads(json.dumps(case["visit"]), rules.content))
    expected = case["expected"]
    verdicts = {
        verdict: [cause.id for cause in found.causes if cause.verdict == verdict]
        for verdict in ("toward", "away")
    }

    assert found.urgency.name == expected["urgency"]
    assert found.gate.level == expected["gate"]
    assert set(expected["flags"]) <= {flag.id for flag in found.flags}
    assert set(expected["toward"]) <= set(verdicts["toward"])
    assert set(expected["away"]) <= set(verdicts["away"])
    assert set(expected["not_toward"]).isdisjoint(verdicts["toward"])
    if "toward_first" in expected:
        assert verdicts["toward"][0] == expected["toward_first"]


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_the_page_says_what_the_case_needs(path: Path, rules: Rules) -> None:
    case = read_case(path)
    visit = visits.loads(json.dumps(case["visit"]), rules.content)
    document = compose(rules.content, visit, rules.assess(visit), DAY)
    page = " ".join(to_text(document, width=10_000).replace("\u00a0", " ").split())

    for words in case["expected"]["says"]:
        assert words in page
    for words in case["expected"]["never_says"]:
        # Whole words: "meals" names no disease.
        assert not re.search(rf"\b{re.escape(words)}\b", page, re.IGNORECASE)


def test_every_case_is_read() -> None:
    assert len(case_files()) >= 16
