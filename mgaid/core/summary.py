"""``compose(content, visit, assessment, today) -> Document``: the page for the visit.

Chooses and orders what a doctor needs; every phrase comes from the content. The same blocks go to
screen, paper, PDF and clipboard.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mgaid.core import diary, intake
from mgaid.core.assessment import Assessment, FiredFlag
from mgaid.core.content import Content
from mgaid.core.content.diary_models import diary_file
from mgaid.core.content.models import Score, Urgency
from mgaid.core.content.texts import Quantity
from mgaid.core.document import (
    Block,
    Document,
    Figure,
    Item,
    Lines,
    ListBlock,
    Mark,
    Notice,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Text,
    runs,
)
from mgaid.core.phrases import (
    content_is_old,
    day_text,
    fill,
    join,
    months_text,
    number_text,
    sentence,
    signs,
    time_text,
    upper,
)
from mgaid.core.suggest import (
    advice_for,
    questions_to_ask,
    shown_causes,
    shown_flags,
    suggested_tests,
)
from mgaid.core.urgency import how_soon
from mgaid.core.visit import Visit

QUESTIONS_FIRST = 3
_MOST_TESTS = 3
_MOST_ADVICE = 3
_MOST_SOURCES = 6
MATTERS_FROM = 4
_BROAD_FROM = 4
_STRIP_HEAD = 5.0  # how many columns of the diary strip its heads are wide


def compose(
    content: Content,
    visit: Visit,
    assessment: Assessment,
    today: date,
    eaten_mg: tuple[float, float] | None = None,
) -> Document:
    """The page, with every section that has something to say.

    ``eaten_mg`` is the range of magnesium in the usual day, where the food table gave one.
    """
    page = _Page(content, visit, assessment, today, eaten_mg)
    sections = (
        page.section("in_short", page.in_short(), locked=True),
        page.section("questions", page.questions()),
        page.section("warnings", page.warnings(), locked=True),
        page.section("health", page.health()),
        page.section("day", page.usual_day(), half=True),
        page.section("causes", page.causes(), half=True, title=page.causes_title),
        page.section("tests", page.tests(), half=True),
        page.section("prefer", page.preferences(), half=True),
        page.section("advice", page.advice(), half=not page.preferences()),
        page.section("diary", page.diary(), title=page.diary_title),
        page.section("options", page.options()),
        page.section("words", page.own_words()),
        page.section("plan", page.plan()),
    )
    return Document(
        title=page.title,
        about=page.about(),
        sections=tuple(section for section in sections if section is not None),
        footer=page.footer(),
        day=today,
        labels={key: content.words.summary[key] for key in ("page", "brand", "box", "missing")},
    )


class _Page:
    """The parts of one page. Each part gives blocks, or nothing when there is nothing to say."""

    def __init__(
        self,
        content: Content,
        visit: Visit,
        assessment: Assessment,
        today: date,
        eaten_mg: tuple[float, float] | None,
    ) -> None:
        self._content = content
        self._eaten_mg = eaten_mg
        self._visit = visit
        self._assessment = assessment
        self._today = today
        self._words = content.words.summary
        self._hides_causes = assessment.urgency >= Urgency[content.verdicts.hide_from]
        self._cited: dict[str, None] = {}

    def section(
        self,
        section_id: str,
        blocks: tuple[Block, ...],
        *,
        half: bool = False,
        locked: bool = False,
        title: str = "",
    ) -> Section | None:
        if not blocks:
            return None
        heading = title or ("" if section_id == "in_short" else self._words[section_id])
        return Section(section_id, heading, blocks, "half" if half else "full", locked)

    @property
    def title(self) -> str:
        return next(self._lines("title"))

    def about(self) -> Runs:
        """Who and when: sex and age if given, the day, and the name or room to write it."""
        person = self._visit.person
        who = {"male": "man", "female": "woman", None: "person"}[person.sex]
        young = self._assessment.truths["under_18"] is True
        if young:
            who = {"man": "boy", "woman": "girl", "person": "child"}[who]
        told = self._words[who]
        if person.age is not None and self._assessment.truths["under_2"] is True:
            months = self._fill("months_old", n=number_text(int(person.age * 12)))
            told = self._fill("age_line", who=told, n=months)
        elif person.age is not None:
            told = self._fill("age_line", who=told, n=number_text(person.age))
        name = self._visit.name or "_" * 22
        filled = self._fill("filled_in", day=day_text(self._today))
        return runs(f"{told}.  {filled}.  {self._words['name']}: ", Run(name))

    # ---------------------------------------------------------------- the box

    def in_short(self) -> tuple[Block, ...]:
        level = self._assessment.urgency.name
        rows = (
            (self._words["in_short_what"], self._what()),
            (self._words["in_short_soon"], self._how_soon()),
            (self._words["in_short_magnesium"], self._magnesium()),
        )
        return (Notice(level, rows),)

    def _what(self) -> Runs:
        kind = next(self._lines("kind"))
        days = self._assessment.numbers.get("duration_days")
        lasting = (
            "" if days is None else " " + self._fill("for_time", time=time_text(self._words, days))
        )
        since = "" if days is None or days < 7 else self._since(days)
        more = " ".join(self._lines("more"))
        return runs(Run(f"{kind}{lasting}.", bold=True), f" {since}" if since else "", f" {more}")

    def _since(self, days: float) -> str:
        start = self._today - timedelta(days=round(days))
        near = f"{start.day} {start:%B}" if days < 300 else f"{start:%B %Y}"
        return self._fill("since_start", day=near)

    def _how_soon(self) -> Runs:
        said = how_soon(self._content, self._visit, self._assessment)
        for flag in self._assessment.flags:
            if flag.level is self._assessment.urgency:
                self._cite(self._content.flags[flag.id].sources)
        steps = said.do or (said.when,)
        if said.on_paper:
            so_far = (said.so_far,) if said.so_far else ()
            return runs(Run(said.on_paper, bold=True), *(f" {line}" for line in (*so_far, *steps)))
        return runs(Run(said.so_far, bold=True), *(f" {line}" for line in steps))

    def _magnesium(self) -> Runs:
        gate = self._assessment.gate
        if self._hides_causes and gate.level != "do_not_start":
            return runs(self._words["magnesium_wait"])
        row = next(row for row in self._content.gate if row.level == gate.level)
        whys = [self._content.gate_reasons[f].why for f in gate.reasons[:2]]
        return runs(Run(row.on_paper, bold=True), *(f" {why}" for why in dict.fromkeys(whys)))

    # ---------------------------------------------------------------- lists

    def questions(self) -> tuple[Block, ...]:
        if self._assessment.urgency is Urgency.emergency:
            return ()
        asked = questions_to_ask(self._content, self._visit, self._assessment)[:QUESTIONS_FIRST]
        if not asked:
            return ()
        return (ListBlock(tuple(Item(runs(text)) for _, text in asked), "number"),)

    def warnings(self) -> tuple[Block, ...]:
        """Yes, no and not answered: three lists, none of them left out."""
        truths = self._assessment.truths
        flags = shown_flags(self._assessment)
        strong = [f for f in flags if f.level >= Urgency.soon]
        weak = [f for f in flags if f.level < Urgency.soon]
        yes = runs(
            Run(" ".join(self._flag(flag) for flag in strong), bold=True),
            (" " if strong and weak else "") + " ".join(self._flag(flag) for flag in weak),
        )
        no = [self._sign(f) for f in self._asked_flags() if truths[f] is False]
        opened = [self._sign(f) for f in self._assessment.core_open]
        none = self._words["none"]
        rows = (
            self._warning_row("yes", self._words["yes"], yes or runs(self._words["none"])),
            self._warning_row("no", self._words["no"], runs(signs(no) or none), small=True),
            self._warning_row(
                "open", self._words["not_answered"], runs(signs(opened) or none), small=True
            ),
        )
        return (Table(rows, widths=(1, 4)),)

    def _flag(self, fired: FiredFlag) -> str:
        """The title of a flag; when it covers several things, with those that were said."""
        flag = self._content.flags[fired.id]
        said = [f for f in fired.because if f in flag.when_any]
        if fired.level >= Urgency.urgent or len(flag.when_any) < _BROAD_FROM or not said:
            return f"{flag.title}."
        return f"{flag.title} ({', '.join(self._sign(f) for f in said)})."

    def _sign(self, finding_id: str) -> str:
        finding = self._content.findings[finding_id]
        return finding.paper or finding.label

    def _warning_row(self, mark: Mark, word: str, line: Runs, *, small: bool = False) -> Row:
        return Row((runs(Run(word, bold=True)), line), mark, small)

    def _asked_flags(self) -> tuple[str, ...]:
        """Core questions, and others that by themselves need help within a day or two."""
        alone = (
            finding
            for flag in self._content.flags.values()
            if Urgency[flag.level] >= Urgency.urgent and not flag.when_all
            for finding in flag.when_any
        )
        told = self._visit.findings
        return tuple(
            dict.fromkeys((*self._content.core.findings, *(f for f in alone if f in told)))
        )

    def health(self) -> tuple[Block, ...]:
        """Medicines that matter, conditions that matter, and products with magnesium."""
        rows = [*self._medicine_rows(), *self._condition_rows(), *self._product_rows()]
        notes = [Text(runs(line), small=True) for line in self._medicine_notes()]
        table: tuple[Block, ...] = ()
        if rows:
            head = (self._words["column_what"], self._words["column_detail"])
            table = (Table(tuple(rows), (*head, self._words["column_why"]), (1.2, 1, 2.4)),)
        return (*table, *notes)

    def _medicine_rows(self) -> Iterator[Row]:
        classes = {c.id: c for c in self._content.medicines.classes}
        for found in self._assessment.medicines:
            if found.known is None:
                why = self._words["not_on_list"]
            elif found.known.classes:
                mine = [c for c in classes.values() if c.id in found.known.classes]
                why = "; ".join(dict.fromkeys(c.paper for c in mine[:2]))
                for one in mine:
                    self._cite(one.sources)
            else:
                continue
            months = found.entered.months
            detail = (
                self._words["time_not_given"]
                if months is None
                else months_text(self._words, months)
            )
            name = found.entered.name
            yield _row(runs(Run(name[0].upper() + name[1:], bold=True)), detail, why)

    def _condition_rows(self) -> Iterator[Row]:
        truths = self._assessment.truths
        medicine_groups = {"medicines", "supplements", "derived", "emergency"}
        for finding_id, reason in self._content.gate_reasons.items():
            finding = self._content.findings[finding_id]
            if truths[finding_id] is not True or finding.group in medicine_groups:
                continue
            self._cite(reason.sources)
            egfr = self._assessment.numbers.get("egfr")
            shown = "egfr" in str(finding.derive) and egfr is not None
            detail = self._fill("egfr", n=number_text(egfr or 0)) if shown else ""
            yield _row(runs(Run(upper(finding.label), bold=True)), detail, reason.why)

    def _product_rows(self) -> Iterator[Row]:
        total = self._assessment.numbers.get("supplement_mg_day")
        products = self._visit.supplements or ()
        names = ", ".join(product.name for product in products)
        head = runs(self._words["supplements_row"])
        if total:
            yield _row(head, names, self._fill("supplement_total", n=number_text(total)))
        elif products:
            yield _row(head, names, self._words["supplement_unknown"])
        elif total == 0:
            yield _row(head, self._words["supplements_none"], "")

    def _medicine_notes(self) -> Iterator[str]:
        if self._visit.medicines is None:
            yield self._words["list_not_given"]
            return
        plain_names = [
            found.entered.name
            for found in self._assessment.medicines
            if found.known is not None and not found.known.classes
        ]
        if any(found.known and found.known.classes for found in self._assessment.medicines):
            yield from self._lines("medicines")
        if plain_names:
            yield f"{upper(', '.join(plain_names))}: {self._words['no_effect_known']}."
        if self._visit.medicine_list_complete is not True:
            yield self._words["list_open"]
        elif not self._visit.medicines:
            yield self._words["no_medicines"]

    # ---------------------------------------------------------------- the day and the causes

    def usual_day(self) -> tuple[Block, ...]:
        """What is known of the day line by line; what is not, in one line together."""
        rows = {
            "caffeine": self._caffeine(),
            "sleep": self._number("sleep_hours", "sleep_line"),
            "alcohol": self._score("audit_c", "alcohol_line"),
            "food": self._food(),
            "worry": self._score("gad2", "worry_line"),
            "mood": self._score("phq2", "mood_line"),
        }
        told = [_row(runs(self._words[key]), line) for key, line in rows.items() if line]
        opened = [self._words[key].lower() for key, line in rows.items() if not line]
        if opened:
            told.append(_row(runs(sentence(opened)), f"? {self._words['not_answered']}"))
        return (Table(tuple(told), widths=(1, 1.9)),)

    def _number(self, value: str, line: str) -> str:
        number = self._assessment.numbers.get(value)
        return "" if number is None else self._fill(line, n=number_text(number))

    def _caffeine(self) -> str:
        told = self._number("caffeine_mg_day", "caffeine_line")
        low, high = self._assessment.limits["caffeine_limit"]
        if low != high and self._assessment.truths["under_18"] is not False:
            # No figure can be called the limit of a child whose weight is not known.
            return told
        return told and told + self._bracket("limit", "caffeine_limit")

    def _score(self, score_id: str, line: str) -> str:
        score: Score = self._content.scores[score_id]
        told = self._number(score.value, line)
        cutoff = score.cutoff
        if not told or cutoff is None:
            return told
        if isinstance(cutoff, str):
            return told + self._bracket("cutoff", cutoff)
        return f"{told} ({self._fill('cutoff', n=number_text(cutoff))})"

    def _bracket(self, word: str, limit: str) -> str:
        low, high = self._assessment.limits[limit]
        span = number_text(low) if low == high else f"{number_text(low)}–{number_text(high)}"
        return f" ({self._fill(word, n=span)})"

    def _food(self) -> str:
        """What the usual day adds up to, else what the food page says."""
        band = intake.need_of(self._content, self._visit, self._assessment)
        need = "" if band is None else self._fill("need_line", n=str(band.mg), kind=band.kind)
        if self._eaten_mg is not None:
            low, high = (number_text(round(mg, -1)) for mg in self._eaten_mg)
            eaten = self._fill("food_range", low=low, high=high)
            return "; ".join(part for part in (eaten, need) if part)
        truths = {f: self._assessment.truths[f] for f in ("diet_low_mg", "diet_good_mg")}
        if all(truth is None for truth in truths.values()):
            return ""
        told = [self._content.findings[f].label for f, truth in truths.items() if truth is True]
        said = upper(told[0]) if told else self._words["food_between"]
        return "; ".join(part for part in (said, need) if part)

    @property
    def causes_title(self) -> str:
        return self._words["answers"] if self._hides_causes else self._words["causes"]

    def causes(self) -> tuple[Block, ...]:
        """Towards and away in words; at high urgency only the answers, without a verdict."""
        if self._hides_causes:
            said = dict.fromkeys(f for flag in self._assessment.flags for f in flag.because)
            labels = [self._content.findings[f].label for f in said]
            return (
                Text(runs(sentence(labels))),
                Text(runs(self._words["urgent_note"]), small=True),
            )
        shown, away = shown_causes(self._content, self._assessment)
        for cause in shown:
            self._cite(self._content.causes[cause.id].sources[:1])
        several = [self._cause(c.id) for c in shown if c.several]
        some = [self._cause(c.id) for c in shown if not c.several]
        line = " ".join(
            f"{sentence(group)} ({self._words[word]})."
            for group, word in ((several, "several"), (some, "some"))
            if group
        )
        rows = [
            _row(runs(Run(self._words["toward"], bold=True)), line or self._words["no_pointers"])
        ]
        if away:
            gone = sentence([self._cause(c.id) for c in away])
            rows.append(_row(runs(Run(self._words["away"], bold=True)), gone, small=True))
        return (Table(tuple(rows), widths=(1, 3)),)

    def _cause(self, cause_id: str) -> str:
        cause = self._content.causes[cause_id]
        return cause.short or f"{cause.name[0].lower()}{cause.name[1:]}"

    def tests(self) -> tuple[Block, ...]:
        whys = suggested_tests(self._content, self._assessment)
        if not whys:
            return ()
        grouped: dict[str, list[str]] = {}
        for test, why in list(whys.items())[: _MOST_TESTS * 2]:
            grouped.setdefault(why, []).append(self._content.tests[test].label)
        items = tuple(Item(runs(sentence(labels)), why) for why, labels in grouped.items())
        return (ListBlock(items[:_MOST_TESTS], "box"),)

    def preferences(self) -> tuple[Block, ...]:
        lines = []
        lean = [self._content.options[o].name for o in self._visit.leaning]
        if lean:
            lines.append(self._fill("lean_to", choice=join(self._content, lean)))
        strong = [
            self._content.preferences[p].on_paper
            for p, rating in sorted(self._visit.matters.items(), key=lambda one: -one[1])
            if rating >= MATTERS_FROM
        ]
        if strong:
            lines.append(self._fill("matters", things=join(self._content, strong)))
        return tuple(Text(runs(line)) for line in lines)

    def options(self) -> tuple[Block, ...]:
        """Every choice with its good and bad points, once the person leans to one; and what the
        trials counted for a choice leant to that has figures."""
        leaning = self._visit.leaning
        if not leaning or self._hides_causes:
            return ()
        gate = self._assessment.gate.level
        shut = next(row.head for row in self._content.gate if row.level == gate)
        rows = []
        for option in self._content.options.values():
            closed = f" ({shut.lower()})" if option.gated and gate == "do_not_start" else ""
            name = Run(f"{option.name}{closed}", bold=option.id in leaning)
            rows.append(_row(runs(name), option.good_points, option.bad_points, small=True))
        head = (self._words["column_choice"], self._words["good"], self._words["bad"])
        table = Table(tuple(rows), head, (1, 1.6, 1.6))
        gated = any(self._content.options[one].gated for one in leaning)
        figures = self._content.quantities.values() if gated else ()
        return (table, *(self._figure(one) for one in figures))

    def _figure(self, quantity: Quantity) -> Figure:
        self._cite(quantity.sources)
        groups = ((quantity.of_100_a, quantity.group_a), (quantity.of_100_b, quantity.group_b))
        series = tuple((self._fill("of_100", n=str(n), group=group), n) for n, group in groups)
        said = f"{quantity.title}. {quantity.filled_means} {quantity.scope}"
        return Figure(said, quantity.alt, series)

    def advice(self) -> tuple[Block, ...]:
        given = advice_for(self._content, self._assessment)[:_MOST_ADVICE]
        for one in given:
            self._cite(one.sources)
        if not given:
            return ()
        return (ListBlock(tuple(Item(runs(one.text)) for one in given), small=True),)

    @property
    def diary_title(self) -> str:
        return diary_file(self._content).words.page_title if self._visit.diary else ""

    def diary(self) -> tuple[Block, ...]:
        """The days as a strip, a column each, and the counts of days."""
        days = self._visit.diary
        if not days:
            return ()
        authored = diary_file(self._content)
        words = authored.words
        rows = [
            Row((runs(head), *(runs(one) for one in cells)), small=True)
            for head, *cells in diary.strip(authored, self._visit)
        ]
        span = words.span.replace("{first}", day_text(days[0].day))
        span = span.replace("{last}", day_text(days[-1].day))
        heads = (span, *(str(entry.day.day) for entry in days))
        said = " ".join(diary.statements(authored, self._visit))
        notes = (Text(runs(said), small=True),) if said else ()
        return (Table(tuple(rows), heads, (_STRIP_HEAD, *(1.0 for _ in days))), *notes)

    def own_words(self) -> tuple[Block, ...]:
        order = [page for page in self._content.pages if self._visit.notes.get(page, "").strip()]
        quote = (self._words["quote_open"], self._words["quote_close"])
        return tuple(
            Text(
                runs(Run(f"{quote[0]}{self._visit.notes[p].strip()}{quote[1]}", italic=True)),
                small=True,
            )
            for p in order
        )

    def plan(self) -> tuple[Block, ...]:
        again = self._visit.reminder
        if again is None:
            return (Lines(1),)
        return (Text(runs(self._fill("reminder", day=day_text(again)))), Lines(1))

    def footer(self) -> Runs:
        cited = [self._content.sources[source] for source in self._cited]
        names = "; ".join([source.short for source in cited if source.shown][:_MOST_SOURCES])
        checked = self._fill("content_checked", day=day_text(self._content.words.content_date))
        parts = [f" {self._words['rules']}", f" {checked}"]
        if content_is_old(self._content, self._today):
            parts.append(f" {self._words['content_old']}")
        if names:
            parts.append(f" {self._words['sources']} {names}.")
        return runs(Run(self._words["not_diagnosis"], bold=True), *parts)

    # ---------------------------------------------------------------- phrases

    def _lines(self, slot: str) -> Iterator[str]:
        for line in self._content.page_lines:
            truths = self._assessment.truths
            if (
                line.slot == slot
                and all(truths[f] is True for f in line.yes)
                and all(truths[f] is False for f in line.no)
                and not any(truths[f] is True for f in line.not_yes)
            ):
                yield line.text

    def _fill(self, key: str, **parts: str) -> str:
        return fill(self._words, key, **parts)

    def _cite(self, sources: tuple[str, ...]) -> None:
        self._cited.update(dict.fromkeys(sources))


def _row(head: Runs, *cells: str, small: bool = False) -> Row:
    return Row((head, *(runs(cell) for cell in cells)), small=small)
