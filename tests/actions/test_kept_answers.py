"""What is kept of a case beside its originals: answers that are none, and bytes that the program made itself."""

from __future__ import annotations

from pathlib import Path

from consilium.actions import clinical, search
from consilium.actions.documents import file_document, findings_in, opened_row, reading_of, ref_of, sealed_row
from consilium.actions.ingest import commit
from consilium.actions.kept import keep
from consilium.casebook.models import Blob, InputFile, Pack
from consilium.domain.plain import to_json
from tests.actions.conftest import Add
from tests.papers import letter, write


def test_an_answer_that_a_worker_made_up_costs_its_own_record_only(add: Add, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {f"{n}.txt": letter(words=f"Hemoglobin 9.{n} g/dL.") for n in (1, 2)}
    case = add(write(tmp_path / "records", files), case="c").case
    row = next(row for row in InputFile.objects.all() if file_document(case, row).path == "1.txt")
    plain, stored = opened_row(case, row)
    assert row.answer is None
    assert findings_in(case, row)
    row.sealed = sealed_row(case, row.id, to_json(plain), b"\xff" * len(stored))
    row.save(update_fields=["sealed"])
    assert reading_of(case, row) is None
    assert findings_in(case, row) == ()
    said = {one.finding.value for one in clinical.filled(case, "en").case.findings if one.finding.name == "hemoglobin"}
    assert said == {"9.2"}
    boxes = {one.path: one.boxes for one in search.find(case, search.opened_index(case), "hemoglobin")}
    assert boxes == {"1.txt": (), "2.txt": ()}


def test_the_same_bytes_are_kept_once_and_what_nothing_names_is_swept(add: Add, tmp_path: Path) -> None:
    case = add(write(tmp_path / "records", {"a.txt": letter()}), case="c").case
    first = keep(case, [b"one", b"two", b"one"])
    assert len(first.named) == 3
    assert first.named[0] == first.named[2]
    assert len(first.rows) == 2
    first.create(case)
    again = keep(case, [b"two", b"three"])
    assert again.named[0] == first.named[1]
    packs = set(Pack.objects.values_list("name", flat=True))
    assert again.pack not in packs
    commit.sweep(case)  # as after a crash between the pack and its rows
    assert set(case.store.names(case.id.hex)) == packs
    assert [case.reader.read(ref_of(Blob.objects.get(id=one))) for one in first.named[:2]] == [b"one", b"two"]
