"""The page on paper: valid, tagged, repeatable, whole, and deaf to what people type."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgaid.core.document import (
    Document,
    Heading,
    ListBlock,
    Paper,
    Row,
    Run,
    Section,
    Table,
    Text,
    plain,
    runs,
)
from mgaid.output.html import to_html
from mgaid.output.pdf import to_pdf, to_svg_pages
from mgaid.output.text import to_text
from tests.output.pdf_reading import elements, read_aloud, squeezed
from tests.output.sample_page import LABELS, every_block, visit_page

Sizes = dict[str, tuple[float, float]]
MEDIA: Sizes = {"a4": (595.276, 841.89), "letter": (612, 792)}
WARNING_SIGNS = squeezed("Warning signs I was asked about Yes Advanced kidney disease with cramps.")


def words_of(document: Document) -> list[str]:
    """Every word a person should find again, in the document's order."""
    made = [document.title, plain(document.about)]
    for section in document.sections:
        made.append(section.title)
        for block in section.blocks:
            match block.kind:
                case "heading":
                    made.append(block.text)
                case "text":
                    made.append(plain(block.line))
                case "list":
                    for item in block.items:
                        made += [plain(item.line), item.note]
                case "table":
                    made += [block.caption, *block.head]
                    made += [plain(cell) for row in block.rows for cell in row.cells]
                case "notice":
                    for label, line in block.rows:
                        made += [label, plain(line)]
                case "figure":
                    made += [label for label, _ in block.series] + [block.caption]
                case "lines":
                    made.append(block.label)
    made.append(plain(document.footer))
    return [word for text in made for word in text.split()]


def page_count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def fonts_sizes(pdf: bytes) -> set[float]:
    """Every letter size used, in points."""
    found: set[float] = set()
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            for instruction in pikepdf.parse_content_stream(page):
                if str(instruction.operator) == "Tf":
                    found.add(round(float(str(instruction.operands[1])), 2))
    return found


def with_about(text: str) -> Document:
    return replace(visit_page(), about=runs(text))


def test_every_word_is_on_paper_in_html_and_in_plain_text() -> None:
    document = every_block()
    on_paper = read_aloud(to_pdf(document))
    on_screen = squeezed(re.sub(r"<style>.*?</style>", "", to_html(document)))
    as_text = squeezed(to_text(document))
    for word in words_of(document):
        assert word in on_paper
        assert word.replace("&", "&amp;") in on_screen
        assert word in as_text


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_paper_is_the_one_asked_for(paper: Paper) -> None:
    with pikepdf.open(BytesIO(to_pdf(visit_page(), paper))) as opened:
        assert len(opened.pages) == 1
        box = [float(edge) for edge in opened.pages[0].mediabox]
    assert box == pytest.approx([0, 0, *MEDIA[paper]], abs=0.01)


def test_the_file_says_it_is_pdf_a_and_pdf_ua_tagged_titled_and_in_english() -> None:
    with pikepdf.open(BytesIO(to_pdf(visit_page()))) as opened:
        assert opened.Root.Lang == "en"
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        with opened.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "3"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Leg cramps: a page for my visit"
            assert str(metadata["xmp:CreateDate"]).startswith("2026-11-22")


def test_only_the_bundled_letters_are_used_and_they_are_embedded() -> None:
    with pikepdf.open(BytesIO(to_pdf(every_block()))) as opened:
        fonts = [
            font for page in opened.pages for font in page.resources["/Font"].as_dict().values()
        ]
        assert fonts
        for font in fonts:
            assert "AtkinsonHyperlegible" in str(font.BaseFont)
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_headings_tables_lists_and_pictures_are_tagged_as_what_they_are() -> None:
    seen = elements(to_pdf(every_block()))
    tags = [element.tag for element in seen]
    heads = [e.tag for e in seen if e.tag in ("H1", "H2", "H3") and not e.words]
    assert heads[0] == "H1"
    assert heads.count("H1") == 1
    assert heads.count("H2") == sum(1 for s in every_block().sections if s.title)
    assert heads.count("H3") == 1
    assert {"Table", "TH", "TR", "TD", "L", "LI", "Lbl", "LBody", "P", "Figure"} <= set(tags)
    pictures = [e.alt for e in seen if e.tag == "Figure" and not e.words]
    assert pictures == [
        "Box to tick:",
        "Box to tick:",
        "Two groups of a hundred people, nearly the same.",
    ]


def test_nothing_is_read_that_is_not_inside_a_tag_for_it() -> None:
    holders = {e.tag for e in elements(to_pdf(every_block())) if e.words}
    assert holders <= {"H1", "H2", "H3", "P", "Strong", "Em", "Span", "Lbl", "LBody"}


def test_side_by_side_sections_are_read_left_then_right() -> None:
    read = read_aloud(to_pdf(visit_page()))
    order = ["Myusualday", "Caffeine", "Alcohol", "Whatmyanswerspointto", "Restlesslegs"]
    order += ["Testswecoulddiscuss", "eGFRwas24", "WhatIprefer", "Myplanafterthevisit"]
    assert order == sorted(order, key=read.index)


def test_the_page_is_read_in_the_order_of_the_document() -> None:
    # Signs of lists are said by the list itself; they stand between the document's words.
    read = read_aloud(to_pdf(visit_page()))
    at = 0
    for word in words_of(visit_page()):
        at = read.index(word, at) + len(word)


def test_page_numbers_and_rules_are_not_read_aloud() -> None:
    assert "Page1of" not in read_aloud(to_pdf(visit_page()))


def test_the_same_document_gives_the_same_bytes() -> None:
    first = to_pdf(visit_page())
    to_pdf(every_block(), "letter")
    assert to_pdf(visit_page()) == first


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.output.sample_page import visit_page; from mgaid.output.pdf import to_pdf\n"
        "sys.stdout.buffer.write(to_pdf(visit_page()))"
    )
    root = str(Path(__file__).resolve().parents[2])
    ran = subprocess.run([sys.executable, "-c", code, root], capture_output=True, check=True)
    assert ran.stdout == to_pdf(visit_page())


def test_another_day_is_another_file() -> None:
    later = replace(visit_page(), day=date(2026, 11, 23))
    assert to_pdf(later) != to_pdf(visit_page())


def test_two_threads_may_write_at_once() -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(to_pdf(visit_page()))) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made[0] == made[1]


HOSTILE = [
    '#import "/etc/passwd": *',
    "#panic()",
    "$x^2$ @foo <bar> *bold* _it_ `raw` = head",
    "// comment /* more */ \\ #{1+1} [x] ~ -- --- ... https://example.org",
    '"); sys.inputs = ("',
    "{page} {pages} %s {0} ${HOME}",
    "</style><script>alert(1)</script> &amp; &lt;",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_person_types_is_printed_as_typed(typed: str) -> None:
    assert squeezed(typed) in read_aloud(to_pdf(visit_page(typed)))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("so tired 😀", "so tired [grinning face]"),
        ("😀😀😀", "[grinning face]"),
        ("ساقي تؤلمني", "[…] […]"),
        ("הרגל כואבת", "[…] […]"),
        ("足がつる", "[…]"),
        ("Nguyễn", "Nguyen"),
    ],
)
def test_letters_the_fonts_lack_are_stood_in_for_and_the_page_says_so(
    typed: str, printed: str
) -> None:
    read = read_aloud(to_pdf(visit_page(typed)))
    assert squeezed(printed) in read
    assert squeezed(LABELS["missing"]) in read
    assert WARNING_SIGNS in read


@pytest.mark.parametrize("typed", ["2½ cups, 5 µg, “quoted” – naïve café, ≥ 3 €", "ﬁt ２４"])
def test_letters_that_can_be_printed_need_no_note(typed: str) -> None:
    assert squeezed(LABELS["missing"]) not in read_aloud(to_pdf(visit_page(typed)))


def test_a_document_without_the_note_still_prints_odd_letters() -> None:
    document = replace(visit_page("😀"), labels={})
    assert "[grinningface]" in read_aloud(to_pdf(document))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(), max_size=60))
def test_any_text_at_all_makes_a_page_with_the_warning_signs(typed: str) -> None:
    document = replace(visit_page(typed), title=typed or "Title", about=runs(typed))
    assert WARNING_SIGNS in read_aloud(to_pdf(document))


@pytest.mark.parametrize("typed", ["cramp " * 1667, "a" * 10_000, "\n" * 5000 + "end"])
def test_ten_thousand_characters_flow_on_and_nothing_is_lost(typed: str) -> None:
    pdf = to_pdf(visit_page(typed))
    read = read_aloud(pdf)
    assert WARNING_SIGNS in read
    assert squeezed(typed) in read
    assert "Myplanafterthevisit" in read


def right_most(svg: str) -> float:
    """How far to the right the last letter of any line starts, in points."""
    lines = re.findall(r'<g transform="matrix\(1 0 0 -1 ([\d.]+) [\d.]+\)">(.*?)</g>', svg)
    return max(
        float(start) + max(float(x) for x in re.findall(r' x="([\d.]+)"', letters))
        for start, letters in lines
    )


@pytest.mark.parametrize("typed", ["a" * 400, "Hydrochlorothiazide/" * 30, "x-" * 200])
def test_a_word_without_spaces_stays_inside_the_page(typed: str) -> None:
    width, _ = MEDIA["a4"]
    margin = 14 * 72 / 25.4
    assert right_most(to_svg_pages(visit_page(typed))[0]) < width - margin


def filled_with(lines: int) -> Document:
    """The visit page with more lines in it."""
    notes = tuple(Text(runs(f"Note {number} of my own.")) for number in range(lines))
    page = visit_page()
    return replace(page, sections=(*page.sections, Section("notes", "Notes", notes)))


def test_a_fuller_document_shrinks_to_one_page_but_no_letter_under_nine_and_a_half() -> None:
    pages = {lines: to_pdf(filled_with(lines)) for lines in (1, 4, 8)}
    assert [page_count(pdf) for pdf in pages.values()] == [1, 1, 1]
    sizes = [max(fonts_sizes(pdf)) for pdf in pages.values()]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < sizes[0]
    assert min(min(fonts_sizes(pdf)) for pdf in pages.values()) >= 9.5


def test_a_document_too_full_for_one_page_is_printed_at_full_size() -> None:
    pdf = to_pdf(filled_with(40))
    assert page_count(pdf) == 2
    assert fonts_sizes(pdf) == {10, 12, 13.5, 20}


@pytest.mark.parametrize("before", [0, 4, 8, 40])
def test_the_size_does_not_depend_on_what_was_printed_before(before: int) -> None:
    wanted = [(lines, to_pdf(filled_with(lines))) for lines in (0, 5)]
    for lines, pdf in wanted:
        to_pdf(filled_with(before))
        assert to_pdf(filled_with(lines)) == pdf


def test_the_second_page_is_numbered() -> None:
    with pikepdf.open(BytesIO(to_pdf(filled_with(40)))) as opened:
        assert len(opened.pages) == 2
    svg = to_svg_pages(filled_with(40))
    assert len(svg) == 2


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_svg_pages_are_the_pdf_pages(paper: Paper) -> None:
    pages = to_svg_pages(filled_with(40), paper)
    assert len(pages) == page_count(to_pdf(filled_with(40), paper))
    width, height = MEDIA[paper]
    for page in pages:
        assert page.startswith("<svg")
        found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', page)
        assert found is not None
        assert (float(found[1]), float(found[2])) == pytest.approx((width, height), abs=0.01)


@pytest.mark.parametrize(
    "table",
    [
        Table(()),
        Table((), head=("What", "Detail")),
        Table((Row((runs("Calf"), runs("Left"), runs("Nightly"))), Row(())), head=("One",)),
        Table((Row((runs("Calf"),), mark="yes"),), head=("Where", "Side", "When"), widths=(1, 2)),
        Table((Row((), mark="open"), Row((runs("Alone"),)))),
    ],
)
def test_an_odd_table_still_prints(table: Table) -> None:
    document = replace(visit_page(), sections=(Section("odd", "Odd", (table, ListBlock(()))),))
    assert "Notadiagnosis." in read_aloud(to_pdf(document))
    assert to_html(document)
    assert to_text(document)


def test_a_word_beside_its_mark_is_never_divided() -> None:
    marked = Row((runs(Run("Not answered", bold=True)), runs("Fainting; chest pain")), mark="open")
    signs = Section("signs", "Signs", (Table((marked,), widths=(1, 4.6)),))
    document = replace(visit_page(), sections=(signs,))
    words = [element.words for element in elements(to_pdf(document))]
    assert any("Not answered" in said for said in words)


def test_a_document_with_nothing_in_it_still_prints() -> None:
    empty = Document("Empty", (), (), (), date(2026, 1, 2))
    assert read_aloud(to_pdf(empty)) == "Empty"
    assert page_count(to_pdf(empty, "letter")) == 1


def longest_rules(document: Document) -> int:
    """How many rules on the page run from margin to margin."""
    svg = "".join(to_svg_pages(document))
    full = MEDIA["a4"][0] - 2 * 14 * 72 / 25.4
    widths = (float(width) for width in re.findall(r"h ([\d.]+)v", svg))
    return sum(1 for width in widths if abs(width - full) < 1)


@pytest.mark.parametrize("blank", ["", "  ", "\x1f\n"])
@pytest.mark.parametrize(("brand", "stands"), [("MgAid", "MgAid"), ("", "–")])
def test_blank_titles_are_left_out_but_the_page_has_a_name(
    blank: str, brand: str, stands: str
) -> None:
    sections = (Section("a", blank, (Heading(blank), Text(runs("words")))),)
    document = replace(visit_page(), title=blank, sections=sections, labels={"brand": brand})
    heads = [e for e in elements(to_pdf(document)) if e.tag.startswith("H")]
    assert [e.words for e in heads if e.words] == [stands]


def test_a_heading_in_a_section_without_a_title_skips_no_level() -> None:
    sections = (Section("a", "", (Heading("Alone"),)), Section("b", "B", (Heading("Below"),)))
    seen = elements(to_pdf(replace(visit_page(), sections=sections)))
    assert [e.tag for e in seen if e.tag.startswith("H") and not e.words] == [
        "H1",
        "H2",
        "H2",
        "H3",
    ]


def test_an_unpaired_half_section_takes_the_whole_width() -> None:
    page = visit_page()
    lone = replace(page, sections=tuple(s for s in page.sections if s.id != "clues"))
    assert "Caffeine" in read_aloud(to_pdf(lone))
    # The lone section's rule is as long as the page is wide.
    assert longest_rules(lone) > longest_rules(page)


def test_a_section_left_out_is_gone_and_a_locked_one_stays() -> None:
    read = read_aloud(to_pdf(visit_page().without(["day", "signs"])))
    assert "Myusualday" not in read
    assert WARNING_SIGNS in read
