"""A person's way through the questions: what they find on each page, and what they do there.

The content says what a page asks, the visit what this person answers; any hands can walk it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from mgaid.core import interview
from mgaid.core.content.asking import (
    Ask,
    AskChoice,
    AskNumber,
    AskRows,
    AskScore,
    AskSites,
    AskTicks,
    Page,
)
from mgaid.core.visit import Visit
from mgaid.ui.wizard import telling
from tests.conftest import Rules
from tests.e2e.hands import Hands, Part, until

SAID_ONLY = {"heading", "label", "panel", "filler", "graphic"}
ANSWER_WORDS = {"yes": "Yes", "no": "No", "unknown": "Not sure"}


@dataclass(frozen=True, slots=True)
class Walk:
    """One person (``hands``) who tells ``visit``."""

    rules: Rules
    hands: Hands
    visit: Visit

    def answer_all(self) -> None:
        """From the first page to the page they leave with, answering on every page."""
        pages = interview.pages_for(self.rules.content, self.visit, self.rules.assess(self.visit))
        for page in pages[:-1]:
            self.hands.go_on(self.answer(page)["Next"])
        self.hands.reading.page(pages[-1].title)

    def answer(self, page: Page) -> dict[str, Part]:
        """Answer one page once it is there; returns what is on it. A page begins with the
        keyboard on its title, so that it is heard."""
        parts = self.hands.reading.page(page.title)
        assert "heading" in {part.role for part in parts if part.name == page.title}
        seen = {part.name: part for part in parts if part.role not in SAID_ONLY}
        for ask in page.ask:
            if ask.kind == "rows" and not set(ask.items).intersection(self.visit.findings):
                continue  # such lines may come up only with an answer this person does not give
            self._tell(ask, seen)
        return seen

    def _tell(self, ask: Ask, seen: dict[str, Part]) -> None:
        match ask:
            case AskTicks():
                self._ticks(ask, seen)
            case AskRows():
                self._rows(ask, seen)
            case AskChoice():
                self._choice(ask, seen)
            case AskNumber():
                self._number(ask, seen)
            case AskScore():
                self._score(ask, seen)
            case AskSites():
                self._sites(seen)
            case _ if ask.kind == "medicines":
                self._medicines(seen)
            case _ if ask.kind == "supplements" and self.visit.supplements == ():
                self._check(seen["I take no magnesium products"])
            case _ if ask.kind == "questions" and self.visit.questions:
                self._questions(seen)

    def _ticks(self, ask: AskTicks, seen: dict[str, Part]) -> None:
        findings = self.rules.content.findings
        answers = {f: self.visit.findings.get(f) for f in ask.items}
        for finding, answer in answers.items():
            if answer == "yes":
                words = ask.labels.get(finding) or findings[finding].label
                self._check(seen[words[:1].upper() + words[1:]])
        rest = {answer for answer in answers.values() if answer != "yes"}
        if rest == {"no"}:
            self._check(seen[f"{ask.title}: None of these"])
        elif rest == {"unknown"}:
            self._check(seen[f"{ask.title}: Not sure"])

    def _rows(self, ask: AskRows, seen: dict[str, Part]) -> None:
        for finding in ask.items:
            answer = self.visit.findings.get(finding)
            question = self.rules.content.findings[finding].question
            if answer is not None:
                names = [f"{question} {word}" for word in ANSWER_WORDS.values()]
                self._check(seen[f"{question} {ANSWER_WORDS[answer]}"], names)

    def _choice(self, ask: AskChoice, seen: dict[str, Part]) -> None:
        chosen = telling.chosen(self.visit, ask)
        names = {option.id: f"{ask.title} {option.text}" for option in ask.options}
        if chosen:
            self._check(seen[names[chosen]], names.values())

    def _number(self, ask: AskNumber, seen: dict[str, Part]) -> None:
        value = self.rules.content.values[ask.value]
        told = self.visit.numbers.get(ask.value, getattr(self.visit.person, ask.value, None))
        if told is None:
            return
        unit, figure = telling.natural_unit(value, told)
        self.hands.write(seen[value.question], f"{figure:g}")
        if value.units and unit != value.units[0].label:
            self.hands.pick(_beside(seen, value.question), unit)

    def _score(self, ask: AskScore, seen: dict[str, Part]) -> None:
        for item in self.rules.content.scores[ask.score].items:
            told = self.visit.items.get(item.id)
            if told is None:
                continue
            if item.options:
                names = [f"{item.text} {option.text}" for option in item.options]
                self._check(seen[names[int(told)]], names)
            else:
                self.hands.write(seen[item.text], f"{told:g}")

    def _sites(self, seen: dict[str, Part]) -> None:
        places = {region.id: region.label for region in self.rules.content.regions.values()}
        for site in self.visit.sites:
            self._check(seen[places[site]], places.values())

    def _medicines(self, seen: dict[str, Part]) -> None:
        reading = self.hands.reading
        if not self.visit.medicines:
            self._check(seen["I take no medicines"])
            return
        for medicine in self.visit.medicines:
            self.hands.write(seen["Name of a medicine"], medicine.name[:-1])
            self.hands.take_first(seen["Name of a medicine"], medicine.name)
            reading.find(f"Remove {medicine.name.capitalize()}", "push button")
        for medicine in self.visit.medicines:
            if medicine.months is not None:
                field = reading.find(f"{medicine.name.capitalize()}, taken for", "spin box")
                self.hands.write(field, f"{medicine.months / 12:g}")
        if self.visit.medicine_list_complete:
            self._check(reading.find("That is all of them", "check box"))

    def _questions(self, seen: dict[str, Part]) -> None:
        for question in self.visit.questions:
            field = seen["A question of your own"]
            self.hands.write(field, question)
            stands_in(self.hands, field, question)
            self.hands.press(seen["Add my question"])

    def _check(self, part: Part, among: Collection[str] = ()) -> None:
        """What a place on the map has told already is not told twice: that would take it back."""
        if "checked" not in self.hands.reading.look(part).states:
            self.hands.press(part, among)
        self.hands.reading.wait(part, "checked")


def stands_in(hands: Hands, field: Part, words: str) -> None:
    """A person looks at what they wrote before they press anything."""
    until(lambda: hands.reading.text(field) == words, f"{words!r} stands in {field.name!r}")


def _beside(seen: dict[str, Part], field: str) -> Part:
    """The list that folds out next to a field. On Linux Qt calls such a list by what it shows."""
    after = list(seen.values())
    after = after[after.index(seen[field]) :]
    return next(part for part in after if part.role == "combo box")


def ready(hands: Hands) -> None:
    """The status line names the day of the content once that is read."""
    hands.reading.find("This helps you decide. It is not a diagnosis. Content", starts=True)


def begin(hands: Hands) -> None:
    """Start a new visit, once MgAid has read what it knows."""
    ready(hands)
    hands.press(hands.reading.find("Start a new visit", "push button"))


def save_page(hands: Hands, path: Path) -> None:
    """Save the page as a PDF, from the last page of the questions."""
    reading = hands.reading
    hands.press(reading.find("Save as PDF", "push button"))
    field = reading.find("File name:", "text")
    hands.replace(field, str(path))
    stands_in(hands, field, str(path))
    hands.press(reading.find("Save", "push button"))
    reading.find(f"Saved as {path.name} in {path.parent}.")
    until(path.exists, f"{path} is there")
