"""`find`, `findings` and `judge` as a person uses them: what they refuse, what they say, and their exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import consilium, prepared
from tests.papers import letter, write

SAID = "Hemoglobin 9.8 g/dL on 11 March 2024. The bone of the arm, the marrow of the leg."


def test_without_a_case_each_says_so_in_one_line(tmp_path: Path) -> None:
    for words in (("find", "x"), ("findings",), ("judge", "0" * 12, "confirm", "--by", "Ana")):
        done = consilium(tmp_path / "home", *words)
        assert done.returncode == 3
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judged")
    prepared(folder / "home", write(folder / "records", {"a.txt": letter(words=SAID)}), "--out", folder / "packet")
    return folder / "home"


def hemoglobin(home: Path) -> dict[str, object]:
    listed = json.loads(consilium(home, "findings", "--kind", "laboratory", "--json").stdout)
    (one,) = [one for one in listed if one["finding"]["name"] == "hemoglobin"]
    return dict(one)


REFUSED = (
    (("0" * 12, "confirm", "--by", "Ana"), 3, "0" * 12),
    (("KEY", "confirm"), 2, "--by"),
    (("KEY", "confirm", "--by", " "), 3, "who you are"),
    (("KEY", "correct", "--by", "Ana"), 3, "corrected value"),
    (("KEY", "strike", "--by", "Ana", "--value", "9"), 3, "corrected value"),
    (("KEY", "correct", "--by", "Ana", "--when", "tomorrow"), 3, "2024-03"),
    (("KEY", "guess", "--by", "Ana"), 2, "guess"),
    (("KEY", "correct", "--by", "Ana", "--side", "upper"), 2, "upper"),
    (("KEY", "correct", "--by", "Ana", "--detail", "flag"), 3, "name=text"),
    (("KEY", "correct", "--by", "Ana", "--detail", "grade=3"), 3, "no detail grade"),
)


def test_a_judgement_that_says_nothing_clear_is_refused(home: Path) -> None:
    key = str(hemoglobin(home)["key"])
    for words, status, said in REFUSED:
        done = consilium(home, "judge", *(key if word == "KEY" else word for word in words))
        assert done.returncode == status, done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert hemoglobin(home)["judgement"] is None


def test_a_correction_keeps_the_reading_and_its_words_beside_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    records = write(tmp_path / "records", {"a.txt": letter(words=SAID)})
    prepared(home, records, "--out", tmp_path / "packet")
    key = str(hemoglobin(home)["key"])
    words = ("judge", key, "correct", "--by", "Dr. Example", "--value", "<8,9", "--unit", "g/L", "--when", "2024-03")
    assert consilium(home, *words).returncode == 0
    after = hemoglobin(home)
    assert after["key"] == key
    assert "9.8" in str(after["finding"])
    judged = after["judgement"]
    assert isinstance(judged, dict)
    value = judged["value"]
    assert (value["value"], value["comparator"], value["number"], value["unit"]) == ("<8,9", "<", 8.9, "g/L")
    assert (value["when"], value["origin"]) == ({"year": 2024, "month": 3, "day": 0}, "person")
    shown = consilium(home, "findings", "--kind", "laboratory").stdout
    assert "8,9" in shown
    assert "Dr. Example" in shown
    assert "9.8 g/dL" in shown  # the quoted words


def test_side_site_and_details_are_corrected_and_taken_out(tmp_path: Path) -> None:
    home = tmp_path / "home"
    prepared(home, write(tmp_path / "records", {"a.txt": letter(words=SAID)}), "--out", tmp_path / "packet")
    words = ("judge", str(hemoglobin(home)["key"]), "correct", "--by", "Dr. Example")
    more = (
        "--side",
        "left",
        "--site",
        "arm",
        "--detail",
        "specimen=blood",
        "--detail",
        "flag=L",
        "--until",
        "2024-03-12",
    )
    assert consilium(home, *words, *more).returncode == 0
    assert consilium(home, *words, "--side", "none", "--detail", "flag=").returncode == 0
    judged = hemoglobin(home)["judgement"]
    assert isinstance(judged, dict)
    value = judged["value"]
    assert (value["laterality"], value["site"], value["detail"]["specimen"]) == ("", "arm", "blood")
    assert "flag" not in value["detail"]
    assert value["until"] == {"year": 2024, "month": 3, "day": 12}


def test_find_shows_pages_and_ends_with_1_where_there_are_none(home: Path) -> None:
    found = consilium(home, "find", "hemoglobina")
    assert found.returncode == 0
    assert "a.txt" in found.stdout
    assert "[Hemoglobin]" in found.stdout
    nothing = consilium(home, "find", "platypus")
    assert nothing.returncode == 1
    assert len(nothing.stdout.splitlines()) == 1
    assert json.loads(consilium(home, "find", "platypus", "--json").stdout) == []


def test_what_a_shell_hands_over_as_one_is_a_phrase(home: Path) -> None:
    assert consilium(home, "find", "arm", "bone").returncode == 0
    assert consilium(home, "find", "arm bone").returncode == 1
    (one,) = json.loads(consilium(home, "find", "marrow of the leg", "--json").stdout)
    assert one["found"] == ["marrow of the leg"]
