"""The command line. Qt is imported last, and only when a window is wanted.

Exit codes: 0 fine, 1 the input is at fault (one clear line on stderr), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import mgaid

if TYPE_CHECKING:
    from mgaid.core.assessment import Assessment
    from mgaid.core.content import Content
    from mgaid.core.figures import Eaten
    from mgaid.core.foods import FoodTable
    from mgaid.core.medicines import MedicineIndex
    from mgaid.core.visit import Visit

COMMANDS = (
    "render",
    "assess",
    "questions",
    "foods",
    "label",
    "medicine",
    "check",
    "score",
    "self-test",
)


class InputFault(Exception):
    """What was given cannot be used; the message is one line for the person."""


class NotWritten(InputFault):
    """The answer itself could not be written, as to a full disk."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run MgAid with these command-line arguments and give the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] not in COMMANDS and not given[0].startswith("-")):
        return _open_window(given)
    try:
        return _run(given)
    except SystemExit:
        raise  # the help and the version: nothing need be imported to tell what went wrong
    except BrokenPipeError:
        # The reader went away; there is nobody left to tell.
        _drop_output()
        return 1
    except NotWritten as fault:
        _drop_output()
        print(f"mgaid: {fault}", file=sys.stderr)
        return 1
    except _faults() as fault:
        print(f"mgaid: {fault}", file=sys.stderr)
        return 1


def _run(given: Sequence[str]) -> int:
    """Do what was asked, to the last word of the answer; raises ``NotWritten``."""
    try:
        options = _parser().parse_args(given)
        code = int(options.run(options) or 0)
    except SystemExit:
        _say("")  # the help and the version are answers, too
        raise
    _say("")
    return code


def _drop_output() -> None:
    """What is still waiting to be written goes nowhere: Python would try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _faults() -> tuple[type[Exception], ...]:
    """Everything that is the input's fault; imported only once something went wrong."""
    from mgaid.core.content import ContentProblem
    from mgaid.core.food_guide import FoodsUnavailable
    from mgaid.storage import NotOpened, NotSaved

    return InputFault, ContentProblem, FoodsUnavailable, NotOpened, NotSaved


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mgaid",
        description="My leg keeps twitching. Is it magnesium, and what should I do next?",
        epilog="With a FILE.mgaid or nothing at all the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"MgAid {mgaid.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int | None], summary: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=summary, description=summary)
        made.set_defaults(run=run)
        return made

    render = command("render", _render, "write the page of a visit")
    render.add_argument("file", type=Path, metavar="FILE.mgaid")
    render.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
    render.add_argument("--paper", choices=("a4", "letter"))
    render.add_argument("--format", choices=("pdf", "text", "html"), default="pdf")

    assess = command("assess", _assess, "say what a visit means")
    assess.add_argument("file", type=Path, metavar="FILE.mgaid")
    assess.add_argument("--json", action="store_true", required=True)

    questions = command("questions", _questions, "list every question and finding")
    questions.add_argument("--json", action="store_true", required=True)

    foods = command("foods", _foods, "look a food up")
    foods.add_argument("query")
    foods.add_argument("--json", action="store_true", required=True)
    foods.add_argument("--limit", type=int, default=10)

    label = command("label", _label, "read the label of a magnesium product")
    label.add_argument("text")
    label.add_argument("--json", action="store_true", required=True)

    medicine = command("medicine", _medicine, "say what a medicine means for magnesium")
    medicine.add_argument("name")
    medicine.add_argument("--json", action="store_true", required=True)

    check = command("check", _check, "check authored content")
    check.add_argument("folder", type=Path, nargs="?", metavar="DIR")

    score = command("score", _score, "say how good this aid is by two known lists")
    score.add_argument("--json", action="store_true")

    command("self-test", _self_test, "prove that this build works")
    return parser


def _content() -> Content:
    from mgaid import paths
    from mgaid.core.content import load

    return load(paths.content())


def _index(content: Content) -> MedicineIndex:
    from mgaid import paths
    from mgaid.core.medicines import build_index

    return build_index(content.medicines.classes, paths.medicine_names())


def _assessed(path: Path) -> tuple[Content, Visit, Assessment]:
    from mgaid.core.assessment import assess
    from mgaid.storage import open_visit

    content = _content()
    visit = open_visit(path, content)
    return content, visit, assess(content, visit, _index(content), _eaten(visit))


def _render(options: argparse.Namespace) -> None:
    from mgaid.core.summary import compose
    from mgaid.output.html import to_html
    from mgaid.output.pdf import to_pdf
    from mgaid.output.text import to_text
    from mgaid.storage import write

    with contextlib.suppress(OSError):  # one of them is not there, or says so when it is read
        if options.output.samefile(options.file):
            raise InputFault(f"{options.output} is the visit itself; choose another name.")
    content, visit, assessment = _assessed(options.file)
    today = datetime.now().astimezone().date()
    whole = compose(content, visit, assessment, today)
    document = whole.without(visit.preferences.left_out)
    if options.format == "text":
        made = to_text(document).encode()
    elif options.format == "html":
        made = to_html(document).encode()
    else:
        made = to_pdf(document, options.paper or visit.preferences.paper or "a4")
    write(options.output, made)


def _eaten(visit: Visit) -> Eaten:
    """What the usual day says; the food table is read only when there is something to look up."""
    from mgaid.core.figures import NOTHING_EATEN

    if not visit.usual_day and not visit.quick_check:
        return NOTHING_EATEN
    from mgaid.core.eaten import eaten

    return eaten(_food_table(), visit)


def _food_table() -> FoodTable:
    from mgaid import paths
    from mgaid.core.food_guide import GUIDE_FILE, read_guide
    from mgaid.core.foods import load_foods

    return load_foods(paths.foods(), read_guide(paths.content() / GUIDE_FILE))


def _assess(options: argparse.Namespace) -> None:
    from mgaid.report import assessment_json

    _print(assessment_json(*_assessed(options.file)))


def _questions(_: argparse.Namespace) -> None:
    from mgaid.report import questions_json

    _print(questions_json(_content()))


def _foods(options: argparse.Namespace) -> None:
    from mgaid.core.foods import as_json

    if options.limit < 1:
        raise InputFault("--limit must be 1 or more.")
    _print(as_json(_food_table().search(options.query, options.limit)))


def _label(options: argparse.Namespace) -> None:
    from mgaid import paths
    from mgaid.core.content import read
    from mgaid.core.content.remedies import FormsFile
    from mgaid.core.labels import label_fault, label_json

    forms = read(paths.content(), "forms.toml", FormsFile)
    _print(label_json(options.text, forms))
    if fault := label_fault(options.text, forms):
        raise InputFault(fault)


def _medicine(options: argparse.Namespace) -> None:
    from mgaid.core.medicine_lines import medicine_json

    content = _content()
    found = medicine_json(content.medicines, _index(content), options.name)
    _print(found)
    if not found:
        print(f"mgaid: {content.medicines.words.unlisted}", file=sys.stderr)


def _check(options: argparse.Namespace) -> int:
    from mgaid import paths
    from mgaid.core.content import ContentProblem, read_all
    from mgaid.core.content.editorial import problems

    folder = options.folder or paths.content()
    try:
        found = problems(read_all(folder))
    except ContentProblem as error:
        found = list(error.problems)
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        _say(f"{folder}: everything fits\n")
    return 1 if found else 0


def _score(options: argparse.Namespace) -> None:
    from mgaid.core.content import read
    from mgaid.core.content.score_models import ScoreFile
    from mgaid.core.score import as_json, as_text, score

    content = _content()
    sheet = score(content, read(content.root, "score.toml", ScoreFile))
    if options.json:
        _print(as_json(sheet))
    else:
        _say(as_text(sheet))


def _self_test(_: argparse.Namespace) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from mgaid.ui.self_test import run

    return run()


def _open_window(given: list[str]) -> int:
    if len(given) > 1:
        print("mgaid: open one visit at a time: mgaid FILE.mgaid", file=sys.stderr)
        return 2
    try:
        # It is noted for the next start, which may be in another folder.
        path = Path(given[0]).absolute() if given else None
    except OSError:
        where = "the folder you are in cannot be reached"
        print(f"mgaid: {given[0]} cannot be opened: {where}.", file=sys.stderr)
        return 1
    from mgaid.ui.app import run

    return run(path)


def _print(made: object) -> None:
    # What an older terminal cannot show is written in plain letters that mean the same.
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    _say(json.dumps(made, ensure_ascii=encoding.lower() != "utf-8", indent=1) + "\n")


def _say(answer: str) -> None:
    """Write this part of the answer now, not at the end of Python; raises ``NotWritten``."""
    try:
        print(answer, end="", flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NotWritten(f"the answer could not be written: {error.strerror}.") from error


if __name__ == "__main__":
    sys.exit(main())
