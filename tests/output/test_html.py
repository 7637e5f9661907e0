"""The document as HTML: true structure, nothing that runs, nothing that escapes."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from mgaid.output.html import to_html
from tests.output.sample_page import every_block, visit_page


class Outline(HTMLParser):
    """Collects tags and checks that they close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        if tag not in ("br", "hr", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(html: str) -> Outline:
    made = Outline()
    made.feed(html)
    assert made.open == []
    return made


def test_the_structure_is_made_of_real_headings_lists_and_tables() -> None:
    tags = outline(to_html(every_block())).tags
    assert tags.count("h1") == 1
    assert tags.count("h2") == sum(1 for section in every_block().sections if section.title)
    assert tags.count("h3") == 1
    assert {"ol", "ul", "table", "th", "caption", "footer", "main"} <= set(tags)


def test_every_table_has_heads_for_its_columns_or_rows() -> None:
    html = to_html(every_block())
    assert html.count('scope="col"') == 3
    assert html.count("<tr>") == html.count('scope="row"') + 1


def test_nothing_runs_and_nothing_is_loaded() -> None:
    typed = '<script>alert(1)</script><img src=x onerror="y">'
    tags = outline(to_html(visit_page(typed))).tags
    assert not {"script", "img", "link", "iframe", "object"} & set(tags)
    assert "&lt;script&gt;" in to_html(visit_page(typed))


@pytest.mark.parametrize("place", ["title", "lang"])
def test_markup_in_other_fields_is_only_text(place: str) -> None:
    document = replace(visit_page(), **{place: '"><b>bold</b>'})  # type: ignore[arg-type]
    assert '"><b>bold</b>' not in to_html(document)


def test_the_language_is_named() -> None:
    assert '<html lang="en">' in to_html(visit_page())


def test_marks_are_shown_but_not_said_and_boxes_are_named() -> None:
    html = to_html(visit_page())
    assert html.count('<span aria-hidden="true">') == 3
    assert html.count('aria-label="Box to tick:"') == 2


def test_lines_of_the_person_are_kept() -> None:
    assert "one<br>two" in to_html(visit_page("one\ntwo"))


def test_control_characters_do_not_get_through() -> None:
    html = to_html(visit_page("a\x00\u202eb\ud800"))
    assert "ab" in html
    html.encode("utf-8")
