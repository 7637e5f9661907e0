"""The command line is a contract: scripts, tests and packagers rely on it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

import mgaid
from mgaid import paths
from mgaid.__main__ import main
from mgaid.ui import app
from tests.conftest import case_files, read_case

Run = pytest.CaptureFixture[str]


@pytest.fixture
def visit_file(tmp_path: Path) -> Path:
    path = tmp_path / "visit.mgaid"
    path.write_text(json.dumps(read_case(case_files()[0])["visit"]), encoding="utf-8")
    return path


def json_of(capsys: Run, *arguments: str) -> Any:
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_each_case_gives_its_urgency_flags_gate_and_causes(
    path: Path, tmp_path: Path, capsys: Run
) -> None:
    case = read_case(path)
    file = tmp_path / "case.mgaid"
    file.write_text(json.dumps(case["visit"]), encoding="utf-8")
    said = json_of(capsys, "assess", str(file), "--json")
    expected = case["expected"]
    verdicts = {cause["id"]: cause["verdict"] for cause in said["causes"]}

    assert said["urgency"] == expected["urgency"]
    assert set(expected["flags"]) <= {flag["id"] for flag in said["flags"]}
    assert said["gate"]["level"] == expected["gate"]
    assert all(verdicts[cause] == "toward" for cause in expected["toward"])
    assert all(verdicts[cause] == "away" for cause in expected["away"])
    assert all(verdicts[cause] != "toward" for cause in expected["not_toward"])
    assert len(verdicts) == 23


def test_assess_says_what_is_unknown_and_whether_it_is_complete(
    visit_file: Path, capsys: Run
) -> None:
    said = json_of(capsys, "assess", str(visit_file), "--json")

    assert set(said) >= {"urgency", "flags", "complete", "gate", "causes", "unknown", "intake"}
    assert said["complete"] is False
    assert "collapse" in said["unknown"]
    assert said["intake"]["need_mg"] == 420
    assert said["causes"][0]["because"][0]["finding"]


def test_questions_come_in_the_order_asked(capsys: Run) -> None:
    said = json_of(capsys, "questions", "--json")

    assert said["pages"][0]["step"] == "emergency"
    assert len(said["findings"]) == 197
    assert said["findings"][0]["options"] == ["yes", "no", "unknown"]


@pytest.mark.parametrize(
    ("form", "start"), [("pdf", b"%PDF-1.7"), ("text", b"Leg cramps"), ("html", b"<!DOCTYPE html>")]
)
def test_render_writes_the_page(visit_file: Path, tmp_path: Path, form: str, start: bytes) -> None:
    out = tmp_path / "out"

    assert main(["render", str(visit_file), "-o", str(out), "--format", form]) == 0
    assert out.read_bytes().startswith(start)


@pytest.mark.parametrize(("paper", "height"), [("a4", 842), ("letter", 792)])
def test_the_paper_can_be_chosen(visit_file: Path, tmp_path: Path, paper: str, height: int) -> None:
    import pikepdf

    out = tmp_path / "out.pdf"
    assert main(["render", str(visit_file), "-o", str(out), "--paper", paper]) == 0
    with pikepdf.open(out) as pdf:
        assert round(float(pdf.pages[0].mediabox[3])) == height


FAULTS = [
    (["assess", "{tmp}/none.mgaid", "--json"], "there is no such file"),
    (["assess", "{tmp}", "--json"], "it is a folder"),
    (["assess", "{tmp}/cut.mgaid", "--json"], "broken or cut off"),
    (["assess", "{tmp}/new.mgaid", "--json"], "newer MgAid"),
    (["assess", "{tmp}/typo.mgaid", "--json"], 'did you mean "seizure"'),
    (["assess", "{tmp}/age.mgaid", "--json"], "from 0 to 120"),
    (["render", "{tmp}/good.mgaid", "-o", "{tmp}/no/such/page.pdf"], "that folder is gone"),
    (["render", "{tmp}/good.mgaid", "-o", "{tmp}"], "choose a file name"),
    (["check", "{tmp}"], "the file is missing"),
    (["foods", "oats", "--json", "--limit", "0"], "--limit must be 1 or more"),
    (["render", "{tmp}/good.mgaid", "-o", "{tmp}/good.mgaid"], "is the visit itself"),
    (["render", "{tmp}/good.mgaid", "-o", "{tmp}/also.mgaid"], "is the visit itself"),
    (["render", "{tmp}/good.mgaid", "-o", "{tmp}/link.mgaid"], "is the visit itself"),
]


@pytest.mark.parametrize(("arguments", "words"), FAULTS, ids=lambda part: str(part)[:40])
def test_a_fault_of_the_input_is_one_clear_line(
    tmp_path: Path, capsys: Run, arguments: list[str], words: str
) -> None:
    good = tmp_path / "good.mgaid"
    good.write_text('{"format": 1}')
    (tmp_path / "also.mgaid").hardlink_to(good)
    (tmp_path / "link.mgaid").symlink_to(good)
    (tmp_path / "cut.mgaid").write_text('{"format": 1, "pers')
    (tmp_path / "new.mgaid").write_text('{"format": 7}')
    (tmp_path / "typo.mgaid").write_text('{"format": 1, "findings": {"seizur": "yes"}}')
    (tmp_path / "age.mgaid").write_text('{"format": 1, "person": {"age": 900}}')

    assert main([part.format(tmp=tmp_path) for part in arguments]) == 1
    said = capsys.readouterr()
    assert words in said.err
    assert "Traceback" not in said.err
    if arguments[0] != "check":
        assert said.err.count("\n") == 1
    assert said.out == ""
    assert good.read_text() == '{"format": 1}'


@pytest.mark.parametrize("kind", ["pipe", "socket"])
def test_a_page_never_takes_the_place_of_what_is_no_file(
    visit_file: Path, tmp_path: Path, capsys: Run, kind: str
) -> None:
    out = tmp_path / "out"
    with no_file(out, kind):
        before = out.stat()

        assert main(["render", str(visit_file), "-o", str(out), "--format", "text"]) == 1
        assert os.path.samestat(out.stat(), before)
    said = capsys.readouterr().err
    assert "that is not a file that can be written; choose another name" in said
    assert said.count("\n") == 1


@contextlib.contextmanager
def no_file(path: Path, kind: str) -> Iterator[None]:
    """Something at this path that bytes cannot be kept in."""
    if sys.platform == "win32":
        pytest.skip("only folders are no files here")
    if kind == "pipe":
        os.mkfifo(path)
        yield
        return
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))  # a whole path may be too long for one
        yield


SAYING = [
    ["questions", "--json"],
    ["label", "Magnesium citrate 1,000 mg", "--json"],
    ["check"],
    ["score"],
    ["--help"],
]


@pytest.mark.parametrize("arguments", SAYING, ids=lambda given: given[0])
def test_an_answer_that_cannot_be_written_is_one_clear_line(arguments: list[str]) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device here that is always full")
    with full.open("w") as out:
        made = started(arguments, stdout=out)

    assert made.returncode == 1
    assert made.stderr.startswith("mgaid: the answer could not be written: ")
    assert made.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe without a reader has no error here")
@pytest.mark.parametrize("arguments", SAYING, ids=lambda given: given[0])
def test_a_reader_that_went_away_is_told_nothing(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as out:
        made = started(arguments, stdout=out)

    assert (made.returncode, made.stderr) == (1, "")


def test_an_answer_for_a_program_can_be_read_in_any_encoding() -> None:
    made = started(["questions", "--json"], stdout=subprocess.PIPE, PYTHONIOENCODING="ascii")

    assert (made.returncode, made.stderr) == (0, "")
    assert "\N{NO-BREAK SPACE}" in json.dumps(json.loads(made.stdout), ensure_ascii=False)


def started(
    arguments: list[str], stdout: IO[str] | int, **told: str
) -> subprocess.CompletedProcess[str]:
    """MgAid as a program of its own, to its very end."""
    # Without a buffer nothing would be left to write at the end of Python.
    kept = {key: told for key, told in os.environ.items() if key != "PYTHONUNBUFFERED"}
    return subprocess.run(
        [sys.executable, "-m", "mgaid", *arguments],
        stdout=stdout, stderr=subprocess.PIPE, text=True, check=False,
        env={**kept, "PYTHONPATH": str(Path(mgaid.__file__).parents[1]), **told},
    )  # fmt: skip


@pytest.mark.parametrize("name", ["visit.mgaid", "folder/visit.mgaid", "../visit.mgaid"])
def test_a_visit_is_opened_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    wanted: list[Path | None] = []

    def run(path: Path | None) -> int:
        wanted.append(path)
        return 0

    monkeypatch.setattr(app, "run", run)
    monkeypatch.chdir(tmp_path)

    assert main([name]) == 0
    assert wanted == [tmp_path / name]


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed here")
def test_a_start_in_a_folder_that_is_gone_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Run
) -> None:
    monkeypatch.setattr(app, "run", lambda _path: 0)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert main(["visit.mgaid"]) == 1
    assert capsys.readouterr().err == (
        "mgaid: visit.mgaid cannot be opened: the folder you are in cannot be reached.\n"
    )


@pytest.mark.parametrize(
    "arguments", [["assess"], ["render", "x"], ["--nonsense"], ["assess", "x"], ["a", "b", "c"]]
)
def test_wrong_usage_exits_with_two(arguments: list[str], capsys: Run) -> None:
    try:
        code: object = main(arguments)
    except SystemExit as leaving:
        code = leaving.code

    assert code == 2
    assert capsys.readouterr().err


def test_the_content_check_is_clean_and_says_so(capsys: Run) -> None:
    assert main(["check"]) == 0
    assert "everything fits" in capsys.readouterr().out


def test_foods_answer_in_the_promised_shape(capsys: Run) -> None:
    said = json_of(capsys, "foods", "almonds", "--json", "--limit", "3")

    assert len(said) == 3
    assert set(said[0]) == {"id", "description", "magnesium_mg_per_100g", "portions"}
    assert set(said[0]["portions"][0]) == {"measure", "grams", "magnesium_mg"}


def test_label_and_medicine_answer_in_the_promised_shape(capsys: Run) -> None:
    label = json_of(capsys, "label", "Magnesium citrate 1,000 mg", "--json")
    medicine = json_of(capsys, "medicine", "omeprazole", "--json")

    assert set(label) >= {"elemental_mg", "per", "kind", "form", "note"}
    assert label["kind"] == "computed"
    assert set(medicine[0]) == {"name", "matched", "classes", "effects"}


def test_the_version_needs_no_window(tmp_path: Path) -> None:
    code = (
        "import sys; from mgaid.__main__ import main\n"
        "try: main(['--version'])\n"
        "except SystemExit as e: assert e.code == 0\n"
        "assert not any(name.startswith(('PySide6', 'pydantic')) for name in sys.modules)\n"
    )
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path,
        env={"PYTHONPATH": str(Path(mgaid.__file__).parents[1])},
    )  # fmt: skip

    assert mgaid.__version__ in made.stdout


def test_the_example_visit_is_shipped_and_good(tmp_path: Path) -> None:
    out = tmp_path / "page.pdf"

    assert main(["render", str(paths.example_visit()), "-o", str(out)]) == 0
    assert out.stat().st_size > 10_000


def test_score_prints_every_list_and_the_reading_grade(capsys: Run) -> None:
    assert main(["score"]) == 0
    said = capsys.readouterr().out

    assert "To count as a decision aid (IPDAS): 6 of 6 met" in said
    assert "Not done: needs people" in said
    assert "Mean grade" in said


def test_score_can_be_read_by_a_program(capsys: Run) -> None:
    said = json_of(capsys, "score", "--json")

    assert [one["of"] for one in said["standards"]] == [6, 6, 4, 23, 17, 7]
    assert said["reading"]["met"] is True
