"""The document as HTML: simple enough for a rich-text view, true enough for a screen reader.

Hides tags and escaping. There are no scripts and nothing is loaded from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from mgaid.core.document import (
    Block,
    Document,
    Figure,
    Heading,
    Item,
    Lines,
    ListBlock,
    Notice,
    Row,
    Run,
    Section,
    Table,
    Text,
)
from mgaid.output.letters import clean

_STYLE = """
body { font-family: "Atkinson Hyperlegible", sans-serif; line-height: 130%; color: #000;
  background: #fff; max-width: 46em; margin: 1em auto; padding: 0 1em; overflow-wrap: anywhere; }
h1 { margin: 0 0 4px 0; }
h2 { margin: 16px 0 6px 0; border-top: 2px solid #000; padding-top: 6px; }
h3 { margin: 10px 0 4px 0; }
p { margin: 4px 0; }
ul, ol { margin-top: 4px; margin-bottom: 4px; }
ul.plain { list-style-type: none; padding-left: 0; -qt-list-indent: 0; }
table { border-collapse: collapse; width: 100%; margin: 4px 0; }
caption { text-align: left; font-weight: bold; }
th, td { text-align: left; vertical-align: top; padding: 3px 12px 3px 0; }
table.notice { border: 2px solid #000; }
table.notice th, table.notice td { padding: 4px 8px; }
footer { border-top: 2px solid #000; margin-top: 16px; padding-top: 6px; }
"""
_MARKS = {"yes": "\N{BLACK SQUARE}", "no": "\N{WHITE SQUARE}", "open": "?"}
_TICK_BOX = "\N{BALLOT BOX}"


def to_html(document: Document) -> str:
    """A whole page in one string, in the document's language."""
    title = _words(document.title)
    inner = "\n".join(
        (
            f"<h1>{title}</h1>",
            f"<p>{_line(document.about)}</p>",
            *(_section(section, document.labels) for section in document.sections),
            f"<footer><p><small>{_line(document.footer)}</small></p></footer>",
        )
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.lang)}">\n'
        f'<head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>\n'
        f"<body>\n<main>\n{inner}\n</main>\n</body>\n</html>\n"
    )


def _section(section: Section, labels: dict[str, str]) -> str:
    title = [f"<h2>{_words(section.title)}</h2>"] if section.title else []
    blocks = (part for block in section.blocks for part in _block(block, labels))
    return "\n".join(("<section>", *title, *blocks, "</section>"))


def _block(block: Block, labels: dict[str, str]) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h3>{_words(block.text)}</h3>"
        case Text():
            yield f"<p>{_sized(_line(block.line), block.small)}</p>"
        case ListBlock():
            yield _list(block, labels.get("box", ""))
        case Table():
            yield _table(block)
        case Notice():
            rows = "".join(
                f'<tr><th scope="row">{_words(label)}</th><td>{_line(line)}</td></tr>\n'
                for label, line in block.rows
            )
            yield f'<table class="notice">\n{rows}</table>'
        case Figure():
            yield f"<p>{_words(block.caption)}<br>\n<small>{_words(block.alt)}</small></p>"
            labels_seen = "".join(f"<li>{_words(label)}</li>" for label, _ in block.series)
            yield f"<ul>{labels_seen}</ul>"
        case Lines():
            if block.label:
                yield f"<p>{_words(block.label)}</p>"
            yield from ["<p>&nbsp;</p><hr>"] * block.count


def _list(block: ListBlock, box: str) -> str:
    if block.marker == "number":
        return f"<ol>\n{_items(block.items, '')}</ol>"
    style = "" if block.marker == "bullet" else ' class="plain"'
    sign = ""
    if block.marker == "box":
        sign = f'<span role="img" aria-label="{escape(clean(box))}">{_TICK_BOX}</span> '
    return f"<ul{style}>\n{_items(block.items, sign)}</ul>"


def _items(items: Iterable[Item], sign: str) -> str:
    return "".join(
        f"<li>{sign}{_line(item.line)}"
        + (f"<br><small>{_words(item.note)}</small>" if item.note else "")
        + "</li>\n"
        for item in items
    )


def _table(table: Table) -> str:
    caption = f"<caption>{_words(table.caption)}</caption>\n" if table.caption else ""
    head = "".join(f'<th scope="col">{_words(text)}</th>' for text in table.head)
    head = f"<thead><tr>{head}</tr></thead>\n" if head else ""
    rows = "".join(_row(row) for row in table.rows)
    return f"<table>\n{caption}{head}<tbody>\n{rows}</tbody>\n</table>"


def _row(row: Row) -> str:
    sign = f'<span aria-hidden="true">{_MARKS[row.mark]}</span> ' if row.mark else ""
    cells = [_sized(_line(cell), row.small and at > 0) for at, cell in enumerate(row.cells)]
    # The first cell names the row; it is only bold where the document says so.
    first = f'<th scope="row" style="font-weight: normal">{sign}{cells[0]}</th>' if cells else ""
    return f"<tr>{first}{''.join(f'<td>{cell}</td>' for cell in cells[1:])}</tr>\n"


def _sized(markup: str, small: bool) -> str:
    return f"<small>{markup}</small>" if small else markup


def _line(line: Iterable[Run]) -> str:
    return "".join(_run(run) for run in line)


def _run(run: Run) -> str:
    made = _words(run.text)
    made = f"<b>{made}</b>" if run.bold else made
    return f"<i>{made}</i>" if run.italic else made


def _words(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br>")
