"""A screen for all tests here, a program for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.hands import Hands, Reading
from tests.e2e.screen import Program, Screen, missing

Start = Callable[..., Program]


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    why_not = missing()
    if why_not:
        pytest.skip(f"no real screen can be shown here: {why_not}")
    with Screen(tmp_path_factory.mktemp("screen")) as shown:
        yield shown


@pytest.fixture(scope="session")
def reading(screen: Screen) -> Iterator[Reading]:
    made = Reading(screen)
    yield made
    made.close()


@pytest.fixture
def hands(request: pytest.FixtureRequest, screen: Screen, reading: Reading) -> Hands:
    """The person the test is about, given with ``parametrize("hands", [Mouse], indirect=True)``."""
    made: Hands = request.param(screen, reading)
    return made


@pytest.fixture
def start(
    request: pytest.FixtureRequest, screen: Screen, reading: Reading, tmp_path: Path
) -> Iterator[Start]:
    """Starts MgAid in the test's own folder; a second call starts it there again. What it
    complained about fails the test, and a picture is kept of a test that failed."""
    programs: list[Program] = []

    def begin(*arguments: str) -> Program:
        program = Program(screen, tmp_path, *arguments)
        programs.append(program)
        reading.attend(program)
        return program

    yield begin
    try:
        if request.session.testsfailed:
            screen.picture(tmp_path / "screen.png")
        for program in programs:
            assert program.said == ""
    finally:
        for program in programs:
            program.close()
