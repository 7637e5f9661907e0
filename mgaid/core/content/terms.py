"""Medical terms, each explained where a page first uses it.

Knows what stands on each page a person meets, in the order it is read, and which words of the
authored list ``terms`` of ``words.toml`` are used there before anything says what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mgaid.core.content import Content, Problem, on_demand
from mgaid.core.content.asking import Ask, Page
from mgaid.core.content.models import Strict, Urgency
from mgaid.core.content.prose import walk
from mgaid.core.content.texts import Listing, OverviewSection, Picture

Pages = Iterator[tuple[str, tuple[str, ...]]]


def pages(content: Content) -> Pages:
    """Every page as (name, its texts in reading order). What opens by itself is its own page."""
    for section in content.sections.values():
        yield f"overview {section.id}", tuple(_section(content, section))
    for page in content.pages.values():
        yield f"wizard {page.id}", tuple(_wizard_page(content, page))
    for row in content.gate:
        for finding in row.any or ("",):
            reason = content.gate_reasons.get(finding)
            whys = (reason.why,) if reason else ()
            yield f"gate {row.level} {finding}".strip(), (*_texts(row), *whys)
    for advice in content.advice.values():
        yield f"advice {advice.id}", (advice.text,)
    for one in content.medicines.classes:
        yield f"medicine {one.id}", tuple(_texts(one))
    for name, file in on_demand.read_all(content.root).items():
        for key in type(file).model_fields:
            yield f"{name} {key}", tuple(_texts(getattr(file, key)))


def unexplained(
    terms: Mapping[str, tuple[str, ...]], texts: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Each term with the text that first uses it, when neither that text nor one before it on the
    page has any of the words that explain the term."""
    read = list(texts)
    for term, explained_by in terms.items():
        pattern = re.compile(rf"(?<![A-Za-z]){re.escape(term)}", _case(term))
        for place, text in enumerate(read):
            if pattern.search(text):
                so_far = " ".join(read[: place + 1]).lower()
                if not any(word.lower() in so_far for word in explained_by):
                    yield term, text
                break


def problems(content: Content) -> Iterator[Problem]:
    """A problem for each term that a page leaves unexplained."""
    for name, texts in pages(content):
        for term, text in unexplained(content.words.terms, texts):
            words = " or ".join(f'"{word}"' for word in content.words.terms[term])
            yield Problem(
                "content",
                name,
                f'"{term}" is not explained where the page first uses it: {text}',
                f"say {words} beside it or before it",
            )


def _case(term: str) -> re.RegexFlag:
    """Short forms are looked for as they are written."""
    return re.IGNORECASE if term.islower() else re.RegexFlag(0)


def _texts(node: object) -> Iterator[str]:
    return (text for _, _, text in walk(node, ""))


def _section(content: Content, section: OverviewSection) -> Iterator[str]:
    """The page of a section with its pictures and lists spelled out."""
    yield from (section.question, section.lead)
    for block in section.blocks:
        match block:
            case Listing():
                yield block.head
                yield from _listing(content, block)
            case Picture() if block.name in content.quantities:
                yield from _texts(content.quantities[block.name])
            case _:
                yield from _texts(block)


def _listing(content: Content, listing: Listing) -> Iterator[str]:
    of: Mapping[str, Iterable[Strict]] = {
        "symptoms": content.symptoms.values(),
        "causes": content.causes.values(),
        "claims": content.claims.values(),
    }
    if listing.of == "flags":
        for level in sorted(Urgency, reverse=True):
            yield from (flag.title for flag in content.flags.values() if flag.level == level.name)
    for one in of.get(listing.of, ()):
        yield from _texts(one)


def _wizard_page(content: Content, page: Page) -> Iterator[str]:
    yield from (page.title, page.lead, page.why)
    for ask in page.ask:
        yield from _asked(content, ask)


def _asked(content: Content, ask: Ask) -> Iterator[str]:
    match ask.kind:
        case "ticks":
            yield ask.title
            yield from (ask.labels.get(f) or content.findings[f].label for f in ask.items)
        case "rows":
            yield ask.title
            for finding in (content.findings[f] for f in ask.items):
                yield f"{finding.question} {finding.hint}"
        case "number":
            value = content.values[ask.value]
            yield f"{value.question} {value.hint}"
        case "score":
            score = content.scores[ask.score]
            yield from (score.timeframe, *(item.text for item in score.items), score.meaning)
        case "options":
            for option in content.options.values():
                yield from _texts(option)
        case "matters":
            for known in (content.preferences, content.sure):
                yield from (text for one in known.values() for text in _texts(one))
        case _:
            yield from _texts(ask)
