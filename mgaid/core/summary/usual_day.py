"""The usual day line by line, and the days of the diary, on the page."""

from __future__ import annotations

from mgaid.core import diary as days_noted
from mgaid.core import intake
from mgaid.core.condition import Range
from mgaid.core.content.diary_models import diary_file
from mgaid.core.content.models import Score
from mgaid.core.content.rules import PageSlot
from mgaid.core.document import Block, Table, runs
from mgaid.core.phrases import number_text, sentence, upper
from mgaid.core.summary.told import Told, row


def usual_day(told: Told) -> tuple[Block, ...]:
    """What is known of the day line by line; what is not, in one line together."""
    rows = {
        "caffeine": _caffeine(told),
        "sleep": told.number("sleep_hours", "sleep_line"),
        "alcohol": _score(told, "audit_c", "alcohol_line"),
        "food": _food(told),
        "worry": _score(told, "gad2", "worry_line"),
        "mood": _score(told, "phq2", "mood_line"),
    }
    known = [row(runs(told.words[key]), line) for key, line in rows.items() if line]
    opened = [told.words[key].lower() for key, line in rows.items() if not line]
    if opened:
        known.append(row(runs(sentence(opened)), f"? {told.words['not_answered']}"))
    return (Table(tuple(known), widths=(1, 1.9)),)


def _caffeine(told: Told) -> str:
    """The amount beside the limit. Whether a limit that is still a range may be named is authored:
    no figure can be called the limit of a child whose weight is not known."""
    amount = told.number("caffeine_mg_day", "caffeine_line")
    if not amount:
        amount = _range(told, told.assessment.eaten.caffeine_mg, "caffeine_day")
    low, high = told.assessment.limits["caffeine_limit"]
    slot: PageSlot = "caffeine_limit" if low == high else "caffeine_range"
    limit = told.first(slot, low=number_text(low), high=number_text(high))
    return f"{amount} ({limit})" if amount and limit else amount


def _score(told: Told, score_id: str, line: str) -> str:
    score: Score = told.content.scores[score_id]
    points = told.number(score.value, line)
    worked_out = told.assessment.eaten.values.get(score.value)
    if not points and worked_out is not None:
        points = told.fill(f"{line}_day", n=number_text(worked_out[0]))
    cutoff = score.cutoff
    if not points or cutoff is None:
        return points
    low, high = told.assessment.limits[cutoff] if isinstance(cutoff, str) else (cutoff, cutoff)
    span = number_text(low) if low == high else f"{number_text(low)}–{number_text(high)}"
    return f"{points} ({told.fill('cutoff', n=span)})"


def _range(told: Told, span: Range | None, line: str) -> str:
    """An estimate with its uncertainty, to the nearest ten; "" where there is none."""
    if span is None or round(span[1], -1) == 0:
        return ""
    low, high = (number_text(round(amount, -1)) for amount in span)
    return told.fill(line, low=low, high=high)


def _food(told: Told) -> str:
    """What the usual day adds up to, else the quick check, else what the food page says."""
    band = intake.need_of(told.content, told.visit, told.assessment)
    need = "" if band is None else told.fill("need_line", n=str(band.mg), kind=band.kind)
    eaten = told.assessment.eaten
    line = "food_range" if eaten.whole else "food_range_open"
    amount = _range(told, eaten.food_mg, line) or _range(told, eaten.rough_mg, "food_rough")
    if amount:
        return "; ".join(part for part in (amount, need) if part)
    truths = {f: told.assessment.truths[f] for f in ("diet_low_mg", "diet_good_mg")}
    if all(truth is None for truth in truths.values()):
        return ""
    labels = [told.content.findings[f].label for f, truth in truths.items() if truth is True]
    said = upper(labels[0]) if labels else told.words["food_between"]
    return "; ".join(part for part in (said, need) if part)


def diary_title(told: Told) -> str:
    return diary_file(told.content).words.page_title if told.visit.diary else ""


def diary(told: Told) -> tuple[Block, ...]:
    """The days as a strip, a column each, and the counts of days."""
    if not told.visit.diary:
        return ()
    return days_noted.on_page(diary_file(told.content), told.visit)
