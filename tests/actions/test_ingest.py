"""Adding records: what is found ends in one of four ways, once, and nothing else happens."""

from __future__ import annotations

import contextlib
import os
import socket
from collections import Counter
from pathlib import Path

import pytest

from consilium.actions.cases import Child
from consilium.actions.documents import file_document, file_read
from consilium.actions.ingest import Outcome
from consilium.actions.opened import Installation, identity_of
from consilium.actions.verify import cases, verify
from consilium.casebook.models import InputFile
from consilium.domain.dates import PartialDate
from consilium.domain.errors import BusyError, InputError, NotFoundError
from consilium.domain.viewer import OPERATOR, Viewer
from tests.actions.conftest import Add
from tests.cast import MIA, OTHER
from tests.papers import ct_slice, folder_of_records, letter, write, zipped


def ends(outcome: Outcome) -> dict[str, str]:
    """How each path ended."""
    rows = InputFile.objects.filter(case=outcome.case.row)
    return {file_document(outcome.case, row).path: row.ended for row in rows}


def reasons(outcome: Outcome, path: str) -> list[str]:
    for row in InputFile.objects.filter(case=outcome.case.row):
        document = file_document(outcome.case, row)
        if document.path == path:
            return [reason.code for reason in document.reasons]
    raise KeyError(path)


def test_an_input_that_is_not_there_is_said_before_anything_is_stored(add: Add, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        add(tmp_path / "nowhere")
    assert raised.value.code == "errors.no_such_input"
    assert InputFile.objects.count() == 0


def test_a_path_too_long_to_be_opened_says_so_and_what_to_do_rather_than_that_one_may_not(
    add: Add, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as raised:
        add(tmp_path / "/".join(["f" * 200] * 21))
    assert raised.value.code == "errors.input_path_too_long"
    records = write(tmp_path / "records", {"letter.txt": letter(MIA)})
    with contextlib.chdir(records):  # and back: other tests run where the checkout is
        for _ in range(21):
            os.mkdir("f" * 200)
            os.chdir("f" * 200)
    outcome = add(records)
    (too_deep,) = (path for path, ended in ends(outcome).items() if ended == "unreadable")
    assert reasons(outcome, too_deep) == ["errors.path_too_long"]
    assert ends(outcome)["letter.txt"] == "read"


def test_every_file_ends_in_one_of_four_ways(add: Add, tmp_path: Path) -> None:
    found = ends(add(folder_of_records(tmp_path / "records")))
    assert Counter(found.values()) == {"read": 6 + 1 + 1 + 2 + 2, "duplicate": 1, "other_child": 1, "unreadable": 2}
    assert found["neighbour.txt"] == "other_child"
    assert found["bundle.zip!/inner.zip!/note.txt"] == "read"
    assert {found["letter.txt"], found["copy of letter.txt"]} == {"read", "duplicate"}
    assert found["empty.dat"] == found["unknown.bin"] == "unreadable"


def test_running_again_adds_nothing(add: Add, tmp_path: Path) -> None:
    folder = folder_of_records(tmp_path / "records")
    first = ends(add(folder))
    again = add(folder)
    assert again.added == 0
    assert ends(again) == first


def test_a_grown_folder_adds_only_what_is_new(add: Add, tmp_path: Path) -> None:
    folder = folder_of_records(tmp_path / "records")
    before = len(ends(add(folder)))
    write(folder, {"later.txt": letter(words="a later letter", date="9 May 2024")})
    after = add(folder)
    assert after.added == 1
    assert len(ends(after)) == before + 1


def test_links_pipes_and_sockets_are_named_and_not_followed(add: Add, tmp_path: Path) -> None:
    secret = write(tmp_path / "elsewhere", {"secret.txt": letter()})
    folder = write(tmp_path / "records", {"letter.txt": letter(words="own")})
    (folder / "link").symlink_to(secret / "secret.txt")
    (folder / "folder").symlink_to(secret)
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(str(folder / "socket"))
        outcome = add(folder)
    found = ends(outcome)
    assert found == {"letter.txt": "read"} | dict.fromkeys(("link", "folder", "pipe", "socket"), "unreadable")
    assert reasons(outcome, "link") == reasons(outcome, "folder") == ["errors.symbolic_link"]
    assert reasons(outcome, "pipe") == reasons(outcome, "socket") == ["errors.not_a_file"]


def test_names_that_are_not_text_survive(add: Add, tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"letter.txt": letter()})
    strange = os.fsencode(folder) + b"/caf\xe9 \x1b[31m<b>.txt"
    Path(os.fsdecode(strange)).write_text(letter(words="strange"))
    outcome = add(folder)
    assert set(ends(outcome).values()) == {"read"}
    assert os.fsdecode(b"caf\xe9 \x1b[31m<b>.txt") in ends(outcome)


def test_a_child_named_by_a_person_decides(add: Add, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "records", {"a.txt": letter(OTHER), "b.txt": letter(OTHER, "again"), "c.txt": letter(MIA)}
    )
    outcome = add(folder, case="c", child=Child(MIA.name, PartialDate.from_iso(MIA.born), "female"))
    assert ends(outcome) == {"a.txt": "other_child", "b.txt": "other_child", "c.txt": "read"}


def test_a_later_statement_brings_set_aside_records_back(add: Add, tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {f"{n}.txt": letter(MIA, str(n)) for n in range(4)} | {"x.txt": letter(OTHER)})
    assert ends(add(folder, case="c"))["x.txt"] == "other_child"
    after = ends(add(folder, case="c", child=Child(OTHER.name, PartialDate.from_iso(OTHER.born))))
    assert after["x.txt"] == "read"
    assert {after[f"{n}.txt"] for n in range(4)} == {"other_child"}


def test_what_is_packed_in_another_childs_archive_is_read_by_its_own_name(add: Add, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {f"{n}.txt": letter(MIA, str(n)) for n in range(3)}
    files["both.zip"] = zipped({"mine.txt": letter(MIA, "mine").encode(), "theirs.txt": letter(OTHER).encode()})
    found = ends(add(write(tmp_path / "records", files)))
    assert found["both.zip!/mine.txt"] == "read"
    assert found["both.zip!/theirs.txt"] == "other_child"


def test_the_child_is_learnt_from_the_records(add: Add, tmp_path: Path) -> None:
    known = identity_of(add(folder_of_records(tmp_path / "records")).case)
    assert known is not None
    assert known.birth_date == PartialDate.from_iso(MIA.born)
    assert MIA.number in {number.value for number in known.numbers}


def test_two_runs_over_one_case_exclude_each_other(add: Add, installation: Installation, tmp_path: Path) -> None:
    from consilium.actions.opened import working_alone

    case = add(write(tmp_path / "records", {"a.txt": letter()}), case="c").case
    with working_alone(case), pytest.raises(BusyError):
        add(tmp_path / "records", case="c")


def test_a_stranger_finds_no_case(add: Add, installation: Installation, tmp_path: Path) -> None:
    add(write(tmp_path / "records", {"a.txt": letter()}), case="c")
    assert cases(installation, Viewer("stranger"), None) == []
    with pytest.raises(NotFoundError):
        cases(installation, Viewer("stranger"), "c")


def test_what_was_stored_verifies_and_a_flipped_byte_is_found(
    add: Add, installation: Installation, tmp_path: Path
) -> None:
    case = add(folder_of_records(tmp_path / "records"), case="c").case
    checked = list(verify(case))
    assert len(checked) > 10
    assert [one for one in checked if one.problem] == []
    pack = max((installation.home / "packs").rglob("*.pack"), key=lambda path: path.stat().st_size)
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 1
    pack.write_bytes(data)
    (again,) = cases(installation, OPERATOR, "c")
    assert [one.problem.code for one in verify(again) if one.problem] == ["vault.changed"]


def test_a_password_protected_archive_is_opened_once_the_password_is_given(add: Add, tmp_path: Path) -> None:
    import pikepdf

    from tests.papers import pdf

    folder = write(tmp_path / "records", {"plain.pdf": pdf(letter(words="locked"))})
    with pikepdf.open(folder / "plain.pdf") as document:
        document.save(folder / "locked.pdf", encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    (folder / "plain.pdf").unlink()
    first = add(folder)
    assert ends(first) == {"locked.pdf": "unreadable"}
    assert ends(add(folder, passwords=("falsch",))) == {"locked.pdf": "unreadable"}
    assert ends(add(folder, passwords=("geheim",))) == {"locked.pdf": "read"}


def test_a_thousand_members_are_listed_each(add: Add, tmp_path: Path) -> None:
    files = {f"IM{n:04d}": ct_slice(n) for n in range(1000)}
    found = ends(add(write(tmp_path / "records", {"disc.zip": zipped(files)})))
    assert len(found) == 1001
    assert set(found.values()) == {"read"}


def clinic(words: str) -> str:
    return (
        f"Example Children's Hospital\nClinic note\nPatient: {MIA.name}\nDate of birth: {MIA.born}\n"
        f"{words}\nShe is well. Synthetic record - not a real person.\n"
    )


def dates(outcome: Outcome) -> dict[str, str]:
    """The date of each path, as pages show it."""
    rows = InputFile.objects.filter(case=outcome.case.row).select_related("answer")
    reads = [file_read(outcome.case, row) for row in rows]
    return {one.document.path: str(one.head.sorted.document_date.value) for one in reads if one.head}


def test_a_date_of_two_readings_waits_for_what_the_hospitals_other_papers_show(add: Add, tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"unclear.txt": clinic("Date of visit: 03/04/2024")})
    assert dates(add(folder, case="case"))["unclear.txt"] == "2024"
    write(folder, {"a.txt": clinic("Date of visit: 23/04/2024"), "b.txt": clinic("Date of visit: 25/05/2024")})
    outcome = add(folder, case="case")
    assert dates(outcome)["unclear.txt"] == "2024-04-03"
    (one,) = outcome.case.document.from_others
    assert one.told.document_date.reasons[-1].code == "sorting.order_of_hospital_dmy"
    again = add(folder, case="case")
    assert again.case.document == outcome.case.document
    assert again.case.row.revision == outcome.case.row.revision
    write(folder, {"c.txt": clinic("Date of visit: 05/26/2024")})
    assert dates(add(folder, case="case"))["unclear.txt"] == "2024"
