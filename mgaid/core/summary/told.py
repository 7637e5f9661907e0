"""What every part of the page is made from: the visit, what follows from it, the phrases.

It also remembers what the parts cite, for the footer. It makes no part itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from mgaid.core.assessment import Assessment
from mgaid.core.content import Content
from mgaid.core.content.rules import PageSlot
from mgaid.core.document import Row, Runs, runs
from mgaid.core.phrases import fill, number_text
from mgaid.core.visit import Visit


@dataclass(frozen=True)
class Told:
    """One person's answers with what they come to, on one day."""

    content: Content
    visit: Visit
    assessment: Assessment
    today: date
    _cited: dict[str, None] = field(default_factory=dict, repr=False)

    @property
    def words(self) -> dict[str, str]:
        return self.content.words.summary

    @property
    def hides_causes(self) -> bool:
        """Help is needed before any cause or choice matters."""
        return self.assessment.help_first

    def lines(self, slot: PageSlot) -> Iterator[str]:
        """The phrases of this slot that fit the answers, in authored order."""
        truths = self.assessment.truths
        for line in self.content.page_lines:
            if (
                line.slot == slot
                and line.sex in (None, self.visit.person.sex)
                and all(truths[f] is True for f in line.yes)
                and all(truths[f] is False for f in line.no)
                and not any(truths[f] is True for f in line.not_yes)
            ):
                yield line.text

    def first(self, slot: PageSlot, **parts: str) -> str:
        """The first phrase of this slot that fits, with its {placeholders} filled; else ""."""
        return fill({slot: next(self.lines(slot), "")}, slot, **parts)

    def fill(self, key: str, **parts: str) -> str:
        return fill(self.words, key, **parts)

    def number(self, value: str, line: str) -> str:
        """The phrase ``line`` with a number of the person; "" while it is not known."""
        number = self.assessment.numbers.get(value)
        return "" if number is None else self.fill(line, n=number_text(number))

    def sign(self, finding_id: str) -> str:
        """A finding as it is named on paper."""
        finding = self.content.findings[finding_id]
        return finding.paper or finding.label

    def cite(self, sources: tuple[str, ...]) -> None:
        self._cited.update(dict.fromkeys(sources))

    @property
    def cited(self) -> tuple[str, ...]:
        """The sources named so far, each once."""
        return tuple(self._cited)


def row(head: Runs, *cells: str, small: bool = False) -> Row:
    return Row((head, *(runs(cell) for cell in cells)), small=small)
