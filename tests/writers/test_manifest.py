"""manifest.json: every file accounted for, whatever its name, in the shape that docs/reference promises."""

import base64
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.domain.dates import PartialDate
from consilium.domain.records import Category, Ended, PersonNamed, RecordNumber, Remark
from consilium.writers.manifest import About, FileEntry, manifest
from tests.writers.sample_packet import words

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "reference" / "manifest.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
ABOUT = About("case-7", "0.1.0", datetime(2026, 11, 20, 2, 14, tzinfo=UTC))
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
LATIN_1_NAME = b"disc.zip!/informe m\xe9dico.pdf".decode("utf-8", "surrogateescape")


def written(*files: FileEntry) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(manifest(files, ABOUT, words("en")))
    VALIDATOR.validate(found)
    return found


def full_entry() -> FileEntry:
    return FileEntry(
        path="disc.zip!/DICOM/IM1",
        ended=Ended.READ,
        size=524_288,
        sha256=hashlib.sha256(b"x").hexdigest(),
        reader="dicom",
        format="dicom",
        category=Category.IMAGING,
        document_date=PartialDate(2024, 3),
        institution="Sample Hospital",
        patient=PersonNamed("MUESTRA^LUCIA", birth_date=PartialDate(2012), sex="female", numbers=(RecordNumber("7"),)),
        reasons=(Remark("sample.no_name"),),
        remarks=(Remark("sample.cut_off", {"kept": 1, "whole": 2}),),
        packet_path="imaging/DICOM/00000001",
    )


def test_a_name_that_is_not_utf_8_keeps_its_bytes() -> None:
    entry = written(FileEntry(LATIN_1_NAME, Ended.UNREADABLE))["files"][0]
    assert entry["path"] == "disc.zip!/informe m\\xE9dico.pdf"
    assert base64.b64decode(entry["path_base64"]) == b"disc.zip!/informe m\xe9dico.pdf"


def test_a_usual_name_has_no_second_form() -> None:
    assert "path_base64" not in written(FileEntry("informe médico.pdf", Ended.READ))["files"][0]


@settings(deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_no_text_of_any_file_breaks_the_manifest(path: str, name: str, institution: str) -> None:
    person = PersonNamed(name, sex=name, numbers=(RecordNumber(institution, name),))
    entry = FileEntry(path, Ended.READ, institution=institution, patient=person, same_as=path, packet_path=path)
    assert len(written(entry)["files"]) == 1


def test_the_four_ends_add_up_to_the_files_found() -> None:
    ends = [Ended.READ, Ended.READ, Ended.DUPLICATE, Ended.OTHER_CHILD, Ended.UNREADABLE, Ended.READ]
    counts = written(*(FileEntry(f"f{at}", ended) for at, ended in enumerate(ends)))["counts"]
    assert counts == {"files_found": 6, "read": 3, "duplicate": 1, "other_child": 1, "unreadable": 1}


def test_no_files_are_a_manifest_too() -> None:
    assert written()["counts"]["files_found"] == 0


def test_what_is_not_known_is_null_and_not_left_out() -> None:
    entry = written(FileEntry("x", Ended.UNREADABLE))["files"][0]
    unknown = ("size", "sha256", "reader", "format", "category", "document_date", "institution", "patient")
    assert [entry[name] for name in unknown] == [None] * len(unknown)


def test_a_date_known_to_the_month_stays_known_to_the_month() -> None:
    entry = written(full_entry())["files"][0]
    assert entry["document_date"] == "2024-03"
    assert entry["patient"]["birth_date"] == "2012"


def test_reasons_and_remarks_are_a_code_and_a_sentence() -> None:
    entry = written(full_entry())["files"][0]
    assert entry["remarks"] == [
        {"code": "sample.cut_off", "text": "The file ends in the middle: 1 of 2 pictures could be read."}
    ]


def test_it_says_its_form_its_case_and_its_program() -> None:
    found = written(full_entry())
    assert (found["format"], found["format_version"], found["case"]) == ("consilium.packet", 1, "case-7")
    assert found["program"] == {"name": "consilium", "version": "0.1.0"}
    assert found["made_on"] == "2026-11-20T02:14:00+00:00"


def test_the_schema_is_a_schema_and_knows_every_category_and_end() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    properties = SCHEMA["$defs"]["file"]["properties"]
    assert properties["category"]["enum"] == [*(category.value for category in Category), None]
    assert properties["ended"]["enum"] == [ended.value for ended in Ended]


@pytest.mark.parametrize("wrong", [{"ended": "lost"}, {"document_date": "2024-3"}, {"sha256": "XYZ"}, {"extra": 1}])
def test_the_schema_refuses_what_is_not_so(wrong: dict[str, object]) -> None:
    found = written(full_entry())
    found["files"][0].update(wrong)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(found)
