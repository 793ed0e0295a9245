"""Searching a case: whose pages are found, where the words stand, how the index grows, what is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.actions import clinical, search
from consilium.actions.clinical.pages import pictures
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.verify import cases, verify
from consilium.casebook.models import AuditEvent, Blob, IndexSegment, InputFile
from consilium.domain.errors import IntegrityError
from consilium.domain.summary import Reference
from consilium.domain.viewer import OPERATOR
from tests.actions.conftest import Add
from tests.cast import OTHER
from tests.papers import letter, pdf, write, zipped


def paths(case: OpenCase, text: str) -> list[str]:
    """The paths of the pages found, sorted."""
    return sorted(one.path for one in search.find(case, search.opened_index(case), text))


def test_another_childs_pages_are_neither_found_nor_pictured(add: Add, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {f"{n}.txt": letter(words=f"wombat {n}") for n in range(3)}
    files["neighbour.pdf"] = pdf(letter(OTHER, "wombat of another child"))
    case = add(write(tmp_path / "records", files), case="c").case
    assert paths(case, "wombat") == ["0.txt", "1.txt", "2.txt"]
    assert paths(case, f'"{OTHER.family}"') == []  # as it stands: `Sample` means `muestra` too
    filled = clinical.filled(case, "en")
    assert all(one.path != "neighbour.pdf" for one in filled.files.values())
    references = [Reference(f"R{number}", 1) for number in range(1, 9)]
    assert pictures(case, filled, references) == {}


def test_a_file_that_turns_out_to_be_another_childs_is_no_longer_found(add: Add, tmp_path: Path) -> None:
    case = add(write(tmp_path / "records", {"a.txt": letter(words="wombat")}), case="c").case
    assert paths(case, "wombat") == ["a.txt"]
    InputFile.objects.filter(case=case.row).update(ended="other_child")
    assert paths(case, "wombat") == []


def test_another_cases_pages_are_not_found(add: Add, tmp_path: Path) -> None:
    add(write(tmp_path / "one", {"a.txt": letter(words="wombat")}), case="one")
    case = add(write(tmp_path / "two", {"b.txt": letter(words="numbat")}), case="two").case
    assert paths(case, "wombat") == []
    assert paths(case, "numbat") == ["b.txt"]


HOSTILE = ('"', "NEAR(a b)", "a* OR", "\0", "x" * 10_000, "\ud800", "'; DROP TABLE pages; --", "platypus")


def test_a_hostile_query_finds_nothing_and_leaves_its_audit_line_without_the_words(add: Add, tmp_path: Path) -> None:
    case = add(write(tmp_path / "records", {"a.txt": letter()}), case="c").case
    assert [paths(case, text) for text in HOSTILE] == [[]] * len(HOSTILE)
    kept = b"".join(bytes(event.body) for event in AuditEvent.objects.all())
    assert kept.count(b"case.searched") == len(HOSTILE)
    assert b"platypus" not in kept


def test_a_duplicate_is_found_once_and_where_it_lies_open(add: Add, tmp_path: Path) -> None:
    data = letter(words="wombat")
    packed = write(tmp_path / "first", {"z.zip": zipped({"a.txt": data.encode()})})
    assert paths(add(packed, case="c").case, "wombat") == ["z.zip!/a.txt"]
    lying = write(tmp_path / "second", {"a.txt": data, "b.txt": data})
    assert paths(add(lying, case="c").case, "wombat") == ["a.txt"]


def test_words_of_the_other_language_and_without_accents_are_found(add: Add, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "es.txt": letter(words="Hemoglobina 10,1 g/dL. TAC de tórax: sin lesiones en médula ósea."),
        "en.txt": letter(words="Hemoglobin 10.1 g/dL. CT of the chest: no lesion of the bone marrow."),
    }
    case = add(write(tmp_path / "records", files), case="c").case
    for text in ("hemoglobina", "HEMOGLOBIN", "TAC", "CT ", "medula osea", "bone marrow"):
        assert paths(case, text) == ["en.txt", "es.txt"], text
    assert paths(case, '"medula osea"') == ["es.txt"]


def test_a_hit_has_its_page_and_boxes_that_cover_its_words_and_no_others(add: Add, tmp_path: Path) -> None:
    text = letter(words="The left ventricle is of normal size. The ventricle of the heart is left alone.")
    case = add(write(tmp_path / "records", {"a.pdf": pdf(text)}), case="c").case
    (hit,) = search.find(case, search.opened_index(case), '"left ventricle"')
    assert (hit.path, hit.page, hit.words) == ("a.pdf", 1, ("left ventricle",))
    page = clinical_page(case, "a.pdf")
    covered = [word for line in page for word, box in line if box in hit.boxes]
    assert covered == ["left", "ventricle"]


def clinical_page(case: OpenCase, path: str) -> list[list[tuple[str, object]]]:
    from consilium.actions.documents import file_document, reading_of

    row = next(row for row in InputFile.objects.all() if file_document(case, row).path == path)
    reading = reading_of(case, row)
    assert reading is not None
    return [list(line.words) for line in reading.pages[0].lines]


def test_the_index_grows_by_what_is_new_only(add: Add, tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"a.txt": letter(words="wombat one")})
    case = add(folder, case="c").case
    first = set(IndexSegment.objects.values_list("id", "blob"))
    assert len(first) == 1
    assert search.update(case) == 0
    add(folder, case="c")
    assert set(IndexSegment.objects.values_list("id", "blob")) == first
    write(folder, {"b.txt": letter(words="wombat two")})
    case = add(folder, case="c").case
    assert set(IndexSegment.objects.values_list("id", "blob")) > first
    assert IndexSegment.objects.count() == 2
    assert paths(case, "wombat") == ["a.txt", "b.txt"]


def test_many_small_segments_become_one(add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_SEGMENTS", 2)
    folder = tmp_path / "records"
    counts = []
    for number in range(4):
        write(folder, {f"{number}.txt": letter(words=f"wombat {number}", date=f"{number + 1} March 2024")})
        case = add(folder, case="c").case
        counts.append(IndexSegment.objects.count())
        assert paths(case, "wombat") == [f"{n}.txt" for n in range(number + 1)]
    assert counts == [1, 2, 1, 2]


def test_a_run_without_anything_new_does_not_begin_the_index_anew(
    add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = add(write(tmp_path / "records", {"a.txt": letter()}), case="c").case
    monkeypatch.setattr(search, "MOST_SEGMENTS", 1)
    before = list(IndexSegment.objects.values_list("id", flat=True))
    assert search.update(case) == 0
    assert list(IndexSegment.objects.values_list("id", flat=True)) == before


def test_texts_larger_than_a_segment_make_several(add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SEGMENT_CHARS", 200)
    files: dict[str, bytes | str] = {f"{n}.txt": letter(words=f"wombat {n}") for n in range(3)}
    case = add(write(tmp_path / "records", files), case="c").case
    assert IndexSegment.objects.count() == 3
    assert len(paths(case, "wombat")) == 3


def test_a_segment_whose_bytes_were_changed_is_an_error_and_verify_finds_it(
    add: Add, tmp_path: Path, installation: Installation
) -> None:
    case = add(write(tmp_path / "records", {"a.txt": letter()}), case="c").case
    blob = IndexSegment.objects.get().blob
    pack = next(
        path for path in (tmp_path / "home" / "packs").rglob("*.pack") if blob.pack_id.split("/")[-1] in str(path)
    )
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 1
    pack.chmod(0o600)
    pack.write_bytes(bytes(data))
    with pytest.raises(IntegrityError):
        search.opened_index(case)
    (again,) = cases(installation, OPERATOR, None)
    assert [one.problem.code for one in verify(again) if one.problem] == ["vault.changed"]


def test_a_blob_that_is_no_segment_is_an_error_with_its_own_words(add: Add, tmp_path: Path) -> None:
    case = add(write(tmp_path / "records", {"a.txt": letter()}), case="c").case
    other = Blob.objects.exclude(id=IndexSegment.objects.get().blob_id).first()
    IndexSegment.objects.update(blob=other)
    with pytest.raises(IntegrityError) as raised:
        search.opened_index(case)
    assert raised.value.code == "errors.index_damaged"
