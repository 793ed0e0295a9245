"""A case's images without names, in a folder: who may, what lies there, what it says, and what stays here."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import pydicom
import pytest
from pydicom.encaps import encapsulate
from pydicom.uid import EncapsulatedPDFStorage, JPEGBaseline8Bit, UltrasoundImageStorage

from consilium.actions import entries
from consilium.actions.access import GUARDIANSHIP
from consilium.actions.cases import Child, case_to_read
from consilium.actions.deidentified import Options, known_names, order_for, write
from consilium.actions.opened import Installation
from consilium.casebook.models import AuditEvent
from consilium.domain.circle import CourtOrder, Guardianship
from consilium.domain.dates import PartialDate
from consilium.domain.errors import DeniedError, InputError, StoreError
from consilium.domain.viewer import OPERATOR
from tests.actions.conftest import Add
from tests.readers.dicom_files import ROOT, ct_slice, part10

CHILD = Child("Lucía María Muestra", PartialDate(2015, 7, 4))
TOLD = (b"Muestra", b"MUESTRA", "Lucía".encode(), "Lucía".encode("latin-1"), b"HC-00123", b"20240312", b"20150704",
        b"Hospital de Ejemplo", ROOT.encode())  # fmt: skip


@pytest.fixture
def disc(tmp_path: Path) -> Path:
    """Four slices, a document inside an image file, a picture that can't be opened, and a letter."""
    folder = tmp_path / "disc"
    folder.mkdir()
    for number in range(1, 5):
        (folder / f"IM{number} Muestra").write_bytes(part10(ct_slice(number)))
    pdf = ct_slice(5)
    pdf.SOPClassUID, pdf.MIMETypeOfEncapsulatedDocument = EncapsulatedPDFStorage, "application/pdf"
    pdf.EncapsulatedDocument = b"%PDF-1.4 nothing"
    (folder / "PDF").write_bytes(part10(pdf))
    broken = ct_slice(6, side=32)
    broken.SOPClassUID, broken.PixelData = UltrasoundImageStorage, encapsulate([b"\xff\xd8\xff\xe0 no picture "])
    broken["PixelData"].is_undefined_length = True
    (folder / "US").write_bytes(part10(broken, JPEGBaseline8Bit))
    (folder / "letter.txt").write_text("Lucía María Muestra has a mass in the chest. " * 5, "utf-8")
    return folder


@pytest.fixture
def place(installation: Installation, add: Add, disc: Path, tmp_path: Path) -> Path:
    add(disc, child=CHILD)
    return tmp_path / "nameless"


def everything_in(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() + str(path).encode() for path in sorted(folder.rglob("*")) if path.is_file())


def test_who_may_not_send_records_out_may_not_copy_images_either(installation: Installation, place: Path) -> None:
    case = case_to_read(installation, OPERATOR, None)
    order = CourtOrder("No contact.", person=OPERATOR.id, bars_all=True)
    entries.keep(case, GUARDIANSHIP, Guardianship(orders=(order,)), uuid4())
    with pytest.raises(DeniedError):
        write(case, place)
    assert not place.exists()
    assert b"case.denied" in bytes(AuditEvent.objects.order_by("-number")[0].body)


def test_a_case_of_nobody_knows_whom_is_not_copied(installation: Installation, add: Add, tmp_path: Path) -> None:
    folder = tmp_path / "two"
    folder.mkdir()
    for number, name in ((1, "Muestra^Lucía"), (2, "Otra^Niña")):
        data = ct_slice(number)
        data.PatientName, data.PatientID, data.PatientBirthDate = name, f"N{number}", f"201{number}0101"
        (folder / f"IM{number}").write_bytes(part10(data))
    add(folder)
    case = case_to_read(installation, OPERATOR, None)
    assert case.document.doubt
    with pytest.raises(InputError) as caught:
        write(case, tmp_path / "nameless")
    assert caught.value.code == "deidentification.whose"


def test_a_folder_that_holds_anything_is_refused(installation: Installation, place: Path) -> None:
    place.mkdir()
    (place / "note.txt").write_text("Lucía Muestra", "utf-8")
    with pytest.raises(StoreError) as caught:
        write(case_to_read(installation, OPERATOR, None), place)
    assert caught.value.code == "deidentification.place_taken"
    assert [path.name for path in place.iterdir()] == ["note.txt"]


def test_the_folder_holds_images_a_directory_and_a_report_and_tells_nobody_who(
    installation: Installation, place: Path
) -> None:
    case = case_to_read(installation, OPERATOR, None)
    before = everything_in(installation.home / "packs")
    place.mkdir()
    written = write(case, place)
    assert {path.name for path in place.iterdir()} == {
        "DICOM", "DICOMDIR", "README.TXT", "REPORT.txt", "INFORME.txt", "report.json",
    }  # fmt: skip
    there = everything_in(place)
    assert not [word for word in TOLD if word in there.replace(str(place).encode(), b"")]
    assert len(written.report.copied) == 4
    assert sorted(reason.code for _, reason in written.refused) == [
        "deidentification.cannot_look", "deidentification.encapsulated", "deidentification.paper",
    ]  # fmt: skip
    assert everything_in(installation.home / "packs") == before
    assert not list(place.parent.glob(".*partial"))
    assert any(b"images.deidentified" in bytes(event.body) for event in AuditEvent.objects.all())


def test_the_media_set_is_read_by_others(installation: Installation, place: Path) -> None:
    write(case_to_read(installation, OPERATOR, None), place)
    records = pydicom.dcmread(place / "DICOMDIR").DirectoryRecordSequence
    images = [record for record in records if record.DirectoryRecordType == "IMAGE"]
    assert [record.DirectoryRecordType for record in records] == ["PATIENT", "STUDY", "SERIES", *["IMAGE"] * 4]
    for instance in images:
        read = pydicom.dcmread(place.joinpath(*instance.ReferencedFileID))
        assert read.SeriesInstanceUID.startswith("2.25.")
        assert bytes(read.PixelData) == bytes(ct_slice().PixelData)
        assert read.SOPInstanceUID == instance.ReferencedSOPInstanceUIDInFile
    program = shutil.which("dcmdump")
    if program is not None:
        for path in (place / "DICOMDIR", *sorted((place / "DICOM").rglob("IM*"))):
            ran = subprocess.run([program, str(path)], capture_output=True, text=True, errors="replace", check=True)
            assert "E:" not in ran.stderr


def test_the_report_counts_what_was_done_and_holds_no_value_that_was_taken_out(
    installation: Installation, place: Path
) -> None:
    write(case_to_read(installation, OPERATOR, None), place)
    told = json.loads((place / "report.json").read_text("utf-8"))
    assert told["schema"] == "consilium.deidentified/1"
    assert told["counts"] == {"copied": 4, "refused": 3, "searched": 0, "masked": 0}
    changes = {(one["attribute"], one["action"]): one["count"] for one in told["changes"]}
    assert changes["PatientName", "replaced"] == 4
    assert changes["StudyDate", "shifted"] == 4
    assert changes["PatientBirthDate", "emptied"] == 4
    assert {path["path"] for path in told["files"]} == {
        str(path.relative_to(place)) for path in (place / "DICOM").rglob("IM*")
    }
    assert "What was changed" in (place / "REPORT.txt").read_text("utf-8")
    assert "Qué se cambió" in (place / "INFORME.txt").read_text("utf-8")


def test_a_second_copy_has_the_same_numbers(installation: Installation, place: Path, tmp_path: Path) -> None:
    case = case_to_read(installation, OPERATOR, None)
    write(case, place)
    again = tmp_path / "again"
    write(case, again, Options(lanes=1))
    first, second = ([path.read_bytes() for path in sorted(each.rglob("IM*"))] for each in (place, again))
    assert first == second


def test_the_names_of_a_case_are_those_of_the_child_and_of_those_around(
    installation: Installation, place: Path
) -> None:
    case = case_to_read(installation, OPERATOR, None)
    assert "Lucía María Muestra" in known_names(case)
    order = order_for(case)
    assert order.key == case.key.nameless_key.hex()
    assert order.patient.startswith("CON-")
