"""Of files with the same bytes, the one that lies open is the record, whichever thread came first."""

from __future__ import annotations

from pathlib import Path

from consilium.actions.documents import file_read
from consilium.casebook.models import InputFile
from tests.actions.conftest import Add
from tests.papers import letter, write, zipped


def ends(case: object) -> dict[str, tuple[str, bool]]:
    """By path: how the file ended, and whether it has an answer."""
    found = {}
    for row in InputFile.objects.filter(case=case.row):  # type: ignore[attr-defined]
        read = file_read(case, row)  # type: ignore[arg-type]
        found[read.document.path] = (row.ended, read.head is not None)
    return found


def test_a_file_that_turns_up_later_outside_of_the_archive_becomes_the_record(add: Add, tmp_path: Path) -> None:
    packed = write(tmp_path / "first", {"a.zip": zipped({"letter.txt": letter().encode()})})
    assert ends(add(packed, case="c").case)["a.zip!/letter.txt"] == ("read", True)
    lying = write(tmp_path / "second", {"letter.txt": letter()})
    found = ends(add(lying, case="c").case)
    assert found["letter.txt"] == ("read", True)
    assert found["a.zip!/letter.txt"] == ("duplicate", False)


def test_the_first_path_is_the_record(add: Add, tmp_path: Path) -> None:
    add(write(tmp_path / "first", {"z.txt": letter()}), case="c")
    found = ends(add(write(tmp_path / "second", {"a.txt": letter(), "m.txt": letter()}), case="c").case)
    assert found == {"a.txt": ("read", True), "m.txt": ("duplicate", False), "z.txt": ("duplicate", False)}


def test_an_archive_that_was_opened_stays_the_record(add: Add, tmp_path: Path) -> None:
    data = zipped({"letter.txt": letter().encode()})
    add(write(tmp_path / "first", {"z.zip": data}), case="c")
    found = ends(add(write(tmp_path / "second", {"a.zip": data}), case="c").case)
    assert found["z.zip"][0] == found["z.zip!/letter.txt"][0] == "read"
    assert found["a.zip"] == ("duplicate", False)
