"""On a busy machine a file may fail by time only: it is read once more at the end, and only then said to be unread."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from consilium.actions.documents import file_document
from consilium.actions.ingest import Outcome
from consilium.actions.ingest.patience import TWICE, Patience, failed_by_load, told
from consilium.actions.ingest.run import Progress
from consilium.actions.ingest.tasks import Root, Task
from consilium.casebook.models import InputFile
from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.readers.caged import TOO_SLOW
from consilium.readers.contract import TOO_MUCH_MEMORY
from tests.actions.conftest import Add
from tests.cast import MIA
from tests.papers import ct_slice, letter, write, zipped
from tests.readers.documents import encoded, paper

AT_ONCE = 0.001  # seconds: no picture is recognized in that
PHOTOGRAPH = encoded(paper(), "PNG")


def ends(outcome: Outcome) -> dict[str, tuple[str, tuple[str, ...]]]:
    """How each path ended, and the reasons that it was given."""
    rows = InputFile.objects.filter(case=outcome.case.row)
    files = ((file_document(outcome.case, row), row.ended) for row in rows)
    return {file.path: (ended, tuple(reason.code for reason in file.reasons)) for file, ended in files}


def test_a_photograph_that_failed_by_time_twice_says_that_it_was_tried_twice(add: Add, tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"photo.png": PHOTOGRAPH})
    outcome = add(folder, patience=Patience(first=AT_ONCE, second=2 * AT_ONCE))
    assert ends(outcome) == {"photo.png": ("unreadable", (TWICE,))}
    assert outcome.added == 1
    assert add(folder).added == 0  # it was finished: the next run does not wait for it again


def test_a_photograph_that_failed_by_time_is_read_at_the_second_try(add: Add, tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"photo.png": PHOTOGRAPH, "again.png": PHOTOGRAPH})
    seen: list[Progress] = []
    outcome = add(folder, patience=Patience(first=AT_ONCE), progress=seen.append)
    assert sorted(ended for ended, _ in ends(outcome).values()) == ["duplicate", "read"]
    row = InputFile.objects.get(case=outcome.case.row, ended="read")
    assert (row.reader, row.complete, file_document(outcome.case, row).reasons) == ("photo", True, ())
    assert (outcome.added, seen[-1].files, seen[-1].files_in_all) == (2, 2, 2)


def test_whatever_fails_by_time_at_first_ends_as_it_would_have_otherwise(add: Add, tmp_path: Path) -> None:
    inner = zipped({"photo.png": PHOTOGRAPH, "note.txt": letter(MIA, "packed").encode()})
    files: dict[str, bytes | str] = {
        "photo.png": PHOTOGRAPH,
        "letter.txt": letter(MIA),
        "IM1": ct_slice(1),
        "bundle.zip": zipped({"inner.zip": inner, "IM2": ct_slice(2)}),
        "empty.dat": b"",
        "unknown.bin": bytes(range(256)) * 4,
    }
    folder = write(tmp_path / "records", files)
    hurried = add(folder, case="hurried", patience=Patience(first=AT_ONCE))
    patient = add(folder, case="patient", lanes=1)
    # Of two files of the same bytes, the one that comes second is the copy: either may.
    same = {"photo.png", "bundle.zip!/inner.zip!/photo.png"}
    got, expected = ends(hurried), ends(patient)
    assert {path: end for path, end in got.items() if path not in same} == {
        path: end for path, end in expected.items() if path not in same
    }
    assert {got[path] for path in same} == {expected[path] for path in same}
    assert not InputFile.objects.filter(complete=False, parent__isnull=True).exists()


def test_what_the_family_is_told_says_that_there_were_two_tries() -> None:
    told = [catalog(language).text(TWICE, {"seconds": 480}) for language in LANGUAGES]
    assert ["a second time" in told[0], "por segunda vez" in told[1]] == [True, True]


@pytest.mark.parametrize(
    ("error", "again", "told_at_last"),
    [
        (BoundExceededError(TOO_SLOW, seconds=480), True, TWICE),
        (BoundExceededError(TOO_MUCH_MEMORY), True, TOO_MUCH_MEMORY),
        (BoundExceededError("errors.too_deep"), False, "errors.too_deep"),
        (UnreadableError("documents.pdf_damaged"), False, "documents.pdf_damaged"),
    ],
)
def test_what_is_tried_again_and_what_is_said_in_the_end(
    error: UnreadableError, again: bool, told_at_last: str
) -> None:
    assert failed_by_load(error) is again
    second = told(error, Task("a.png", "a.png", b"", Root(uuid4(), 1), once_more=True))
    assert isinstance(second, UnreadableError)
    assert second.code == told_at_last
