"""What was sent ends in the case as if it had lain in a folder, and leaves nothing behind on the way."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from uuid import UUID, uuid4

import pikepdf
import pytest

from consilium.actions import queue, uploads
from consilium.actions.documents import file_document
from consilium.actions.opened import Installation, OpenCase, create_case, identity_of
from consilium.actions.uploads.rows import folder, staging
from consilium.actions.verify import verify
from consilium.casebook.documents import CaseDocument
from consilium.casebook.models import InputFile, Upload
from consilium.domain.errors import UploadRefusedError
from consilium.domain.uploads import Limits
from consilium.domain.viewer import OPERATOR
from tests.actions.conftest import Add
from tests.papers import ct_slice, folder_of_records, letter, pdf

LIMITS = Limits(quota=0, reserve=0)


@pytest.fixture
def case(installation: Installation) -> OpenCase:
    return create_case(installation, OPERATOR, CaseDocument("sent"))


def send(case: OpenCase, path: str, data: bytes, batch: UUID) -> UUID:
    metadata = {"filename": path.rpartition("/")[2], "relativePath": path, "batch": str(batch)}
    made = uploads.create(case, len(data), metadata, limits=LIMITS)
    uploads.append(case, made.id, 0, [data])
    return made.id


def ends(case: OpenCase) -> dict[str, str]:
    rows = InputFile.objects.filter(case=case.row)
    return {file_document(case, row).path: row.ended for row in rows}


def test_what_was_not_handed_in_is_not_taken_in(case: OpenCase) -> None:
    send(case, "a.txt", letter().encode(), uuid4())
    assert uploads.take_in(case).added == 0
    assert len(uploads.waiting(case)) == 1


def test_a_folder_that_is_sent_ends_as_the_same_folder_on_a_disk(case: OpenCase, add: Add, tmp_path: Path) -> None:
    records = folder_of_records(tmp_path / "records")
    batch = uuid4()
    for path in sorted(records.rglob("*")):
        if path.is_file():
            send(case, str(path.relative_to(records)), path.read_bytes(), batch)
    handed = uploads.hand_in(case, batch)
    assert handed.missing == 0
    outcome = uploads.take_in(case)
    lying = add(records, case="lying").case
    theirs, ours = ends(lying), ends(outcome.case)
    assert Counter(ours.values()) == Counter(theirs.values())
    assert set(ours) == set(theirs)
    assert [one for one in verify(outcome.case) if one.problem] == []
    known, known_there = identity_of(outcome.case), identity_of(lying)
    assert known is not None
    assert known_there is not None
    assert (known.birth_date, set(known.numbers)) == (known_there.birth_date, set(known_there.numbers))


def test_what_was_taken_in_is_gone_from_where_it_waited(case: OpenCase) -> None:
    big = letter(words="x" * 300_000).encode()
    batch = uuid4()
    one = send(case, "big.txt", big, batch)
    assert staging(case, one).path.exists()
    uploads.hand_in(case, batch)
    uploads.take_in(case)
    assert uploads.waiting(case) == []
    assert [path for path in folder(case.home).rglob("*") if path.is_file()] == []


def test_a_file_that_still_misses_bytes_stays_and_is_handed_in_later(case: OpenCase) -> None:
    batch = uuid4()
    send(case, "whole.txt", letter().encode(), batch)
    data = letter(words="later").encode()
    half = uploads.create(case, len(data), {"filename": "half.txt", "batch": str(batch)}, limits=LIMITS).id
    uploads.append(case, half, 0, [data[:50]])
    handed = uploads.hand_in(case, batch)
    assert (handed.files, handed.missing) == (1, 1)
    uploads.take_in(case)
    assert set(ends(case)) == {"whole.txt"}
    uploads.append(case, half, 50, [data[50:]])
    assert uploads.hand_in(case, batch).files == 1
    uploads.take_in(case)
    assert set(ends(case)) == {"whole.txt", "half.txt"}


def test_handing_in_twice_is_one_job_and_one_file(case: OpenCase) -> None:
    batch = uuid4()
    send(case, "a.txt", letter().encode(), batch)
    first, second = uploads.hand_in(case, batch), uploads.hand_in(case, batch)
    assert first.job is not None
    assert second.job is not None
    assert (first.files, second.files) == (1, 0)
    assert first.job.id == second.job.id
    uploads.take_in(case)
    uploads.take_in(case)
    assert ends(case) == {"a.txt": "read"}
    assert uploads.hand_in(case, batch).job is None


def test_the_same_bytes_sent_twice_are_a_record_and_its_duplicate(case: OpenCase) -> None:
    for name in ("a.txt", "b.txt"):
        send(case, name, letter().encode(), uuid4())
    uploads.hand_in(case)
    uploads.take_in(case)
    assert ends(case) == {"a.txt": "read", "b.txt": "duplicate"}


def test_a_file_that_was_handed_in_can_not_be_changed_or_given_up(case: OpenCase) -> None:
    one = send(case, "a.txt", letter().encode(), uuid4())
    uploads.hand_in(case)
    for call in (lambda: uploads.terminate(case, one), lambda: uploads.append(case, one, 0, [b"x"])):
        with pytest.raises(UploadRefusedError) as raised:
            call()
        assert raised.value.code == "uploads.finished"
    assert uploads.give_back(case) == 1
    uploads.terminate(case, one)


def test_a_file_that_was_damaged_while_it_waited_is_named_and_costs_no_other(case: OpenCase) -> None:
    one = send(case, "damaged.txt", letter(words="y" * 200_000).encode(), uuid4())
    send(case, "whole.txt", letter().encode(), uuid4())
    path = staging(case, one).path
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    uploads.hand_in(case)
    uploads.take_in(case)
    assert ends(case) == {"damaged.txt": "unreadable", "whole.txt": "read"}
    row = next(row for row in InputFile.objects.all() if row.ended == "unreadable")
    assert [reason.code for reason in file_document(case, row).reasons] == ["uploads.damaged"]


def test_a_run_that_was_cut_off_is_carried_on_without_reading_twice(case: OpenCase) -> None:
    batch = uuid4()
    for number in range(40):
        send(case, f"IM{number:03d}", ct_slice(number), batch)
    uploads.hand_in(case, batch)

    class StoppedError(Exception):
        pass

    def stop(at: object) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        uploads.take_in(case, stop)
    assert Upload.objects.count() == 40
    uploads.take_in(case)
    assert set(ends(case).values()) == {"read"}
    assert len(ends(case)) == 40
    assert Upload.objects.count() == 0


def test_a_locked_file_that_was_sent_is_opened_once_its_password_is_given(case: OpenCase, tmp_path: Path) -> None:
    (tmp_path / "plain.pdf").write_bytes(pdf(letter(words="locked")))
    with pikepdf.open(tmp_path / "plain.pdf") as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    send(case, "locked.pdf", (tmp_path / "locked.pdf").read_bytes(), uuid4())
    uploads.hand_in(case)
    uploads.take_in(case)
    assert ends(case) == {"locked.pdf": "unreadable"}
    handed = uploads.hand_in(case, passwords=["geheim"])
    assert handed.job is not None
    uploads.take_in(case, passwords=["falsch"])
    assert ends(case) == {"locked.pdf": "unreadable"}
    uploads.take_in(case, passwords=["geheim"])
    assert ends(case) == {"locked.pdf": "read"}


def test_what_is_handed_in_while_the_job_runs_is_taken_in_too(case: OpenCase) -> None:
    send(case, "first.txt", letter().encode(), uuid4())
    job = uploads.hand_in(case).job
    claim = queue.claim(["prepare"])
    assert claim is not None
    sent: list[UUID] = []

    def step(at: object) -> None:
        if not sent:
            sent.append(send(case, "second.txt", letter(words="second").encode(), uuid4()))
            uploads.hand_in(case)

    uploads.take_in(case, step)
    assert set(ends(case)) == {"first.txt", "second.txt"}
    queue.finished(claim, case)
    assert job is not None
    assert queue.claim(["prepare"]) is not None  # asked for again meanwhile: it looks once more, and finds nothing


def test_a_name_that_another_file_of_the_machine_has_leads_nowhere(
    case: OpenCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Slidedat.ini").write_text("secret")
    monkeypatch.chdir(tmp_path)
    send(case, "../../../slide.mrxs", b"\xff\xd8\xff\xe0" + bytes(100_000), uuid4())
    uploads.hand_in(case)
    uploads.take_in(case)
    assert list(ends(case)) == ["slide.mrxs"]


def test_a_neighbour_that_was_sent_along_is_found_by_its_path(case: OpenCase) -> None:
    from consilium.actions.uploads.handing import _handed, _sent

    for path, data in (("s/a.mrxs", b"a"), ("s/a/Slidedat.ini", b"ini" * 50_000), ("Slidedat.ini", b"wrong")):
        send(case, path, data, uuid4())
    uploads.hand_in(case)
    files = {one.path: one for one in _sent(case, _handed(case, set()))}
    neighbour = files["s/a.mrxs"].neighbour("a/Slidedat.ini")
    assert neighbour is not None
    assert neighbour.read_at(0, 6) == b"iniini"
    assert neighbour.size == 150_000
    assert files["s/a.mrxs"].neighbour("b/Slidedat.ini") is None
