"""Files sent in pieces: what counts is durable, nobody overwrites anybody, and nothing is readable on the way."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from consilium.actions import uploads
from consilium.actions.opened import Installation, OpenCase, create_case, now
from consilium.actions.uploads.rows import folder, opened_row, row_of, staging
from consilium.casebook.documents import CaseDocument
from consilium.casebook.models import AuditEvent
from consilium.casebook.models import Upload as Row
from consilium.domain.errors import BusyError, IntegrityError, NotFoundError, StoreError, UploadRefusedError
from consilium.domain.tus import Checksum
from consilium.domain.uploads import Limits, UploadState
from consilium.domain.viewer import OPERATOR
from consilium.vault.layout import CHUNK
from consilium.vault.staging import SLOT

BYTES = random.Random(7).randbytes(3 * CHUNK + 1000)
LIMITS = Limits(quota=0, reserve=0)


@pytest.fixture
def case(installation: Installation) -> OpenCase:
    return create_case(installation, OPERATOR, CaseDocument("case"))


def begun(case: OpenCase, data: bytes = BYTES, **metadata: str) -> UUID:
    return uploads.create(case, len(data), {"filename": "a.bin"} | metadata, limits=LIMITS).id


def pieces(data: bytes, size: int = 50_000) -> Iterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


def content(case: OpenCase, upload: UUID) -> bytes:
    row = row_of(case, upload)
    document, tail = opened_row(case, row)
    return b"".join(staging(case, upload).source(document.offset, tail).pieces())


def code(call: object, *words: object, **more: object) -> str:
    with pytest.raises((UploadRefusedError, BusyError, NotFoundError, StoreError, IntegrityError)) as raised:
        call(*words, **more)  # type: ignore[operator]
    return str(raised.value.code)


def test_bytes_at_another_offset_are_refused_and_change_nothing(case: OpenCase) -> None:
    upload = begun(case)
    uploads.append(case, upload, 0, [BYTES[:100]])
    for wrong in (0, 99, 101, len(BYTES)):
        assert code(uploads.append, case, upload, wrong, [b"x"]) == "uploads.offset"
    assert uploads.one(case, upload).offset == 100
    uploads.append(case, upload, 100, pieces(BYTES[100:]))
    assert content(case, upload) == BYTES


def test_a_wrong_checksum_leaves_the_upload_as_it_was(case: OpenCase) -> None:
    upload = begun(case)
    uploads.append(case, upload, 0, [BYTES[:CHUNK]])
    wrong = Checksum("sha1", bytes(20))
    assert code(uploads.append, case, upload, CHUNK, pieces(bytes(2 * CHUNK)), wrong) == "uploads.checksum"
    assert uploads.one(case, upload).offset == CHUNK
    right = Checksum("sha256", hashlib.sha256(BYTES[CHUNK:]).digest())
    after = uploads.append(case, upload, CHUNK, pieces(BYTES[CHUNK:]), right)
    assert after.state is UploadState.COMPLETE
    assert content(case, upload) == BYTES


def test_more_bytes_than_were_announced_are_refused(case: OpenCase) -> None:
    upload = begun(case, b"12345")
    assert code(uploads.append, case, upload, 0, [b"123456"]) == "uploads.too_much"
    assert uploads.one(case, upload).offset == 0


def test_a_line_that_breaks_keeps_what_came_but_not_where_a_checksum_was_to_hold_for_all_of_it(case: OpenCase) -> None:
    def breaking() -> Iterator[bytes]:
        yield BYTES[: CHUNK + 7]
        raise ConnectionResetError

    upload = begun(case)
    with pytest.raises(ConnectionResetError):
        uploads.append(case, upload, 0, breaking(), Checksum("sha1", bytes(20)))
    assert uploads.one(case, upload).offset == 0
    with pytest.raises(ConnectionResetError):
        uploads.append(case, upload, 0, breaking())
    assert uploads.one(case, upload).offset == CHUNK + 7
    uploads.append(case, upload, CHUNK + 7, pieces(BYTES[CHUNK + 7 :]))
    assert content(case, upload) == BYTES


def test_two_tabs_that_send_the_same_upload_do_not_mix(case: OpenCase) -> None:
    big = BYTES * 20
    upload, seen = begun(case, big), []

    def busy() -> Iterator[bytes]:
        for number, piece in enumerate(pieces(big, 1 << 20)):
            yield piece
            if number == 2:
                seen.append(code(uploads.append, case, upload, 0, pieces(bytes(len(big)))))

    uploads.append(case, upload, 0, busy())
    assert seen == ["uploads.busy"]
    assert content(case, upload) == big


def test_a_tab_that_waited_while_another_went_on_writes_nothing_over(case: OpenCase) -> None:
    upload = begun(case)

    def slow() -> Iterator[bytes]:
        yield b"\0" * 10
        uploads.append(case, upload, 0, pieces(BYTES))
        yield b"\0" * (2 << 20)

    limited = (piece[: len(BYTES) - 10] for piece in slow())
    assert code(uploads.append, case, upload, 0, limited) == "uploads.offset"
    assert content(case, upload) == BYTES


def test_over_the_quota_is_refused_before_a_byte_is_sent(case: OpenCase) -> None:
    limits = Limits(quota=1000, reserve=0)
    uploads.create(case, 600, {"filename": "a"}, limits=limits)
    assert code(uploads.create, case, 500, {"filename": "b"}, limits=limits) == "uploads.quota"
    uploads.create(case, 400, {"filename": "c"}, limits=limits)


def test_what_can_not_fit_on_the_disk_is_refused_before_a_byte_is_sent(case: OpenCase) -> None:
    assert code(uploads.create, case, 1 << 60, {"filename": "a"}, limits=Limits(quota=0)) == "uploads.no_room"
    assert Row.objects.count() == 0


def test_another_cases_upload_is_not_found(case: OpenCase, installation: Installation) -> None:
    other = create_case(installation, OPERATOR, CaseDocument("other"))
    upload = begun(case)
    for call in (uploads.one, uploads.terminate):
        assert code(call, other, upload) == "uploads.unknown"
    assert code(uploads.append, other, upload, 0, [b"x"]) == "uploads.unknown"
    assert code(uploads.one, case, uuid4()) == "uploads.unknown"


def test_what_is_given_up_is_gone_from_the_disk_even_while_it_is_being_sent(case: OpenCase) -> None:
    upload = begun(case, BYTES * 20)

    def giving_up() -> Iterator[bytes]:
        for number, piece in enumerate(pieces(BYTES * 20, 1 << 20)):
            yield piece
            if number == 2:
                uploads.terminate(case, upload)

    assert code(uploads.append, case, upload, 0, giving_up()) == "uploads.unknown"
    assert [path for path in folder(case.home).rglob("*") if path.is_file()] == []


def test_an_upload_past_its_time_can_not_be_gone_on_with_and_is_removed(case: OpenCase) -> None:
    upload, kept = begun(case), begun(case)
    uploads.append(case, upload, 0, pieces(BYTES[: 2 * CHUNK]))
    Row.objects.filter(id=upload).update(expires=now() - timedelta(seconds=1))
    assert code(uploads.append, case, upload, 2 * CHUNK, [b"x"]) == "uploads.gone"
    assert code(uploads.one, case, upload) == "uploads.gone"
    assert uploads.expire(case.home) == 1
    assert code(uploads.one, case, upload) == "uploads.unknown"
    assert [path for path in folder(case.home).rglob("*") if path.is_file()] == []
    assert uploads.one(case, kept).offset == 0
    assert any(b"uploads.expired" in bytes(event.body) for event in AuditEvent.objects.all())


def test_a_staging_file_that_no_row_knows_is_swept_and_others_stay(case: OpenCase) -> None:
    upload = begun(case)
    uploads.append(case, upload, 0, pieces(BYTES))
    lost = staging(case, uuid4())
    with lost.write() as writer:
        writer.put(0, memoryview(bytes(CHUNK)))
        uploads.expire(case.home)
        assert lost.path.exists()  # somebody writes it
    uploads.expire(case.home)
    assert not lost.path.exists()
    assert content(case, upload) == BYTES


def test_a_flipped_byte_a_cut_file_and_a_set_back_offset_are_found(case: OpenCase) -> None:
    upload = begun(case)
    uploads.append(case, upload, 0, pieces(BYTES))
    path = staging(case, upload).path
    whole = path.read_bytes()
    path.write_bytes(whole[:SLOT] + bytes([whole[SLOT] ^ 1]) + whole[SLOT + 1 :])
    assert code(content, case, upload) == "vault.changed"
    path.write_bytes(whole[SLOT:] + whole[:SLOT])
    assert code(content, case, upload) == "vault.changed"
    path.write_bytes(whole[:-1])
    assert code(content, case, upload) == "vault.cut_short"
    path.unlink()
    assert code(content, case, upload) == "vault.cut_short"
    Row.objects.filter(id=upload).update(offset=5)
    assert code(uploads.one, case, upload) == "vault.column_changed"


def test_a_slot_of_another_upload_of_the_same_case_does_not_pass(case: OpenCase) -> None:
    first, second = begun(case), begun(case)
    for upload in (first, second):
        uploads.append(case, upload, 0, pieces(BYTES))
    staging(case, second).path.write_bytes(staging(case, first).path.read_bytes())
    assert code(content, case, second) == "vault.changed"


def test_any_cut_into_pieces_and_requests_gives_the_same_bytes(case: OpenCase) -> None:
    chance = random.Random(3)
    upload = begun(case)
    at = 0
    while at < len(BYTES):
        step = chance.choice([1, 17, 1000, CHUNK - 1, CHUNK, CHUNK + 1])
        part = BYTES[at : at + step]
        at = uploads.append(case, upload, at, pieces(part, chance.choice([7, 4096, CHUNK]))).offset
    assert uploads.one(case, upload).state is UploadState.COMPLETE
    assert content(case, upload) == BYTES
    source = staging(case, upload).source(len(BYTES), opened_row(case, row_of(case, upload))[1])
    for _ in range(50):
        first = chance.randrange(len(BYTES))
        length = chance.randrange(2 * CHUNK)
        assert source.read_at(first, length) == BYTES[first : first + length]


def test_a_small_file_needs_no_staging_file(case: OpenCase) -> None:
    upload = begun(case, b"small")
    assert uploads.append(case, upload, 0, [b"small"]).state is UploadState.COMPLETE
    assert not folder(case.home).exists()
    assert content(case, upload) == b"small"


def test_an_empty_file_is_complete_at_once(case: OpenCase) -> None:
    assert uploads.create(case, 0, {"filename": "empty"}, limits=LIMITS).state is UploadState.COMPLETE


def test_neither_names_nor_bytes_are_readable_on_the_disk(case: OpenCase) -> None:
    data = b"Quokkadiagnosis " * 20_000
    upload = begun(case, data, relativePath="Wombatfolder/Wombatfile.txt")
    uploads.append(case, upload, 0, pieces(data[: 3 * CHUNK + 99]))
    below = {path: path.read_bytes() for path in case.home.rglob("*") if path.is_file()}
    assert any(path.suffix == ".part" for path in below)
    below[Path("row")] = bytes(Row.objects.get(id=upload).sealed)
    found = [path for path, kept in below.items() for word in (b"Quokka", b"Wombat") if word in kept]
    assert found == []
    assert not any("Wombat" in str(path) for path in below)
    (one,) = uploads.waiting(case)
    assert one.path == "Wombatfolder/Wombatfile.txt"
    assert staging(case, upload).path.stat().st_mode & 0o777 == 0o600


def test_a_batch_is_any_uuid_and_nothing_else(case: OpenCase) -> None:
    batch = uuid4()
    first = begun(case, batch=str(batch))
    begun(case)
    assert [one.id for one in uploads.waiting(case, batch)] == [first]
    assert code(begun, case, batch="records") == "uploads.header"
