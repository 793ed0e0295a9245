"""The question for a second team stands first in the summary; letters cite the law of where a hospital is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command import consilium, prepared
from tests.papers import letter, write

TOLD = """Example Children's Hospital
Discharge summary. Date: 2024-03-05
Patient: Mia Example, born 2008-05-17
The CT of the chest of 2024-02-20 shows a mediastinal mass. The images are at Example Children's Hospital.
Diagnosis: Hodgkin lymphoma.
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a prepared case in `home`, which the tests use one after another."""
    place = tmp_path_factory.mktemp("asked")
    folder = write(place / "records", {"a.txt": letter(), "b.txt": TOLD})
    prepared(place / "home", folder, "--out", place / "packet", "--child", "Mia Example", "--born", "2008-05-17")
    return place


@pytest.fixture
def home(place: Path) -> Path:
    consilium(place / "home", "ask", "--clear")
    return place / "home"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--by", "soon"], "2024-03-05"),
        (["--country", "Atlantis"], "two letters"),
        (["--question", "x" * 3_000], "2000"),
        (["--program", "nowhere"], "stjude"),
    ],
)
def test_what_can_not_be_kept_is_said_in_one_line(home: Path, words: list[str], said: str) -> None:
    done = consilium(home, "ask", *words)
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert said in done.stderr


def test_without_a_case_there_is_nothing_to_ask(tmp_path: Path) -> None:
    done = consilium(tmp_path / "home", "ask", "--question", "Is it so?")
    assert done.returncode == 3
    assert "no such case" in done.stderr


def test_the_question_stands_first_in_the_summary_until_it_is_cleared(home: Path, place: Path) -> None:
    assert "not stated yet" in consilium(home, "ask").stdout
    asked = consilium(home, "ask", "--question", "Is it the right stage?", "--by", "2024-04-01", "Will she grow?")
    assert asked.returncode == 0
    consilium(home, "ask", "Can she swim?")
    prepared(home, place / "records", "--out", place / "packet")
    page = (place / "packet" / "summary.html").read_text("utf-8")
    places = [page.find(text) for text in ("Is it the right stage?", "Will she grow?", "Can she swim?")]
    assert -1 not in places
    assert places == sorted(places)
    assert re.search("2024-04-01|1 April 2024", page)
    assert "not stated yet" in consilium(home, "ask", "--clear").stdout


def test_a_letter_cites_the_law_of_the_hospitals_country(home: Path, place: Path) -> None:
    def letters() -> dict[str, str]:
        prepared(home, place / "records", "--out", place / "packet")
        return {one.name: one.read_text("utf-8") for one in (place / "packet" / "letters").glob("*.txt")}

    neutral = letters()
    assert neutral
    assert not any("164.524" in text for text in neutral.values())
    consilium(home, "ask", "--country", "US", "--country", "Example Children's Hospital=GB")
    told = letters()
    assert told.keys() == neutral.keys()
    assert all(("164.524" in text) == (not name.startswith("Example Children")) for name, text in told.items())
