"""Media sets: what a hospital's import must accept, from clean and from sorry files."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pydicom
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.fileset import FileSet

from consilium.readers import dicom
from consilium.readers.contract import Collected, Context, MemorySource, Probe
from consilium.writers.dicomdir import KEYS, derived_uid, record_type
from consilium.writers.disc import Entry, MediaSet
from tests.readers.dicom_files import ROOT, bare, ct_slice, part10, pdf_inside, report

IN_WHEEL = Path(pydicom.__file__).parent / "data" / "test_files"
DCMDUMP, DCMFTEST = shutil.which("dcmdump"), shutil.which("dcmftest")


def entry(content: bytes, chunk: int = 300) -> Entry:
    reading = dicom.read(MemorySource(content), Context(Collected(), len(content)))
    return Entry(reading.facts, lambda: [content[i : i + chunk] for i in range(0, len(content), chunk)])


def written(folder: Path, contents: Iterable[bytes], media: MediaSet | None = None) -> MediaSet:
    media = media or MediaSet()
    for path, chunks in media.files(entry(content) for content in contents):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"".join(chunks))
    return media


def said(media: MediaSet) -> dict[str, Any]:
    return {remark.code: remark.args["count"] for remark in media.remarks}


def loaded(folder: Path) -> list[tuple[str, str, Path]]:
    """Patient ID, SOP Instance UID and path of every file that pydicom finds through the directory."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = FileSet(folder / "DICOMDIR")
    try:
        return [(one.PatientID, one.SOPInstanceUID, Path(one.path)) for one in found]
    finally:
        found._stage["t"].cleanup()


def records(folder: Path) -> Iterator[Dataset]:
    yield from dcmread(folder / "DICOMDIR").DirectoryRecordSequence


def images(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("IM*") if path.is_file())


def test_a_bare_data_set_gets_a_header_and_keeps_its_bytes(tmp_path: Path) -> None:
    content = bare(ct_slice(), implicit=True)
    media = written(tmp_path, [content])
    (path,) = images(tmp_path)
    assert path.read_bytes().endswith(content)
    assert dcmread(path).file_meta.TransferSyntaxUID == "1.2.840.10008.1.2"
    assert said(media) == {"disc.header_written": 1, "disc.outside_profile": 1}
    assert len(loaded(tmp_path)) == 1


def test_a_preamble_that_is_a_program_is_emptied(tmp_path: Path) -> None:
    content = part10(ct_slice(), preamble=b"MZ\x90".ljust(128, b"\1"))
    media = written(tmp_path, [content])
    (path,) = images(tmp_path)
    assert path.read_bytes() == bytes(128) + content[128:]
    assert said(media) == {"disc.preamble_emptied": 1}


def test_a_header_that_names_the_wrong_encoding_is_replaced(tmp_path: Path) -> None:
    explicit, wanted = part10(ct_slice()), bare(ct_slice(), implicit=True)
    media = written(tmp_path, [explicit[: explicit.index(b"\x08\x00\x05\x00CS")] + wanted])
    (path,) = images(tmp_path)
    assert path.read_bytes().endswith(wanted)
    assert dcmread(path).PatientID == "HC-00123"
    assert said(media)["disc.header_written"] == 1


def test_an_instance_without_an_identifier_is_on_the_disc_but_not_in_the_directory(tmp_path: Path) -> None:
    data = ct_slice()
    content = bare(data)
    nameless = content.replace(data.SOPInstanceUID.encode(), b"\0" * len(data.SOPInstanceUID))
    media = written(tmp_path, [nameless])
    assert [path.read_bytes() for path in images(tmp_path)] == [nameless]
    assert said(media)["disc.not_listed"] == 1
    assert list(records(tmp_path)) == []


def test_two_files_with_one_identifier_are_both_kept_and_listed_once(tmp_path: Path) -> None:
    whole = part10(ct_slice())
    media = written(tmp_path, [whole, whole[:-100]])
    assert [path.read_bytes() for path in images(tmp_path)] == [whole, whole[:-100]]
    assert said(media) == {"disc.same_identifier": 1}
    assert len(loaded(tmp_path)) == 1


def test_missing_identifiers_of_study_and_patient_are_made_and_said(tmp_path: Path) -> None:
    data = ct_slice()
    del data.StudyInstanceUID, data.SeriesInstanceUID, data.PatientID, data.StudyID, data.SeriesNumber
    del data.StudyDate
    media = written(tmp_path, [part10(data)])
    assert said(media) == {
        "disc.identifier_made": 2,
        "disc.key_empty": 1,
        "disc.number_made": 2,
        "disc.patient_id_made": 1,
    }
    by_type = {record.DirectoryRecordType: record for record in records(tmp_path)}
    assert by_type["STUDY"].StudyDate == ""
    assert by_type["STUDY"].StudyInstanceUID.startswith("2.25.")
    assert by_type["PATIENT"].PatientID


def test_whole_files_are_passed_on_byte_for_byte(tmp_path: Path) -> None:
    contents = [part10(ct_slice(number)) for number in range(1, 6)]
    media = written(tmp_path, contents)
    assert [path.read_bytes() for path in images(tmp_path)] == contents
    assert media.remarks == ()


def test_paths_and_file_ids_fit_every_system(tmp_path: Path) -> None:
    written(tmp_path, [part10(ct_slice(1)), part10(report()), part10(pdf_inside(b"%PDF-1.4"))])
    for path in tmp_path.rglob("*"):
        parts = path.relative_to(tmp_path).parts
        assert len(parts) <= 8
        assert all(len(part) <= 8 and part == part.upper() and part.replace("_", "").isalnum() for part in parts)


def test_the_directory_leads_from_the_patient_to_every_file(tmp_path: Path) -> None:
    second = ct_slice(9)
    second.PatientID, second.PatientName = "X-9", "Muestra^L."
    second.StudyInstanceUID, second.SeriesInstanceUID = ROOT + "11", ROOT + "12"
    written(tmp_path, [part10(ct_slice(1)), part10(second), part10(ct_slice(2))])
    found = loaded(tmp_path)
    assert {(patient, uid) for patient, uid, _ in found} == {
        ("HC-00123", f"{ROOT}3.1"),
        ("HC-00123", f"{ROOT}3.2"),
        ("X-9", f"{ROOT}3.9"),
    }
    assert all(dcmread(path).SOPInstanceUID == uid for _, uid, path in found)


def test_names_keep_their_letters_in_the_directory(tmp_path: Path) -> None:
    data = ct_slice()
    data.SpecificCharacterSet, data.PatientName = "ISO_IR 192", "Пример^Анна"
    data.PatientID, data.StudyInstanceUID, data.SeriesInstanceUID = "R-1", ROOT + "21", ROOT + "22"
    data.SOPInstanceUID = ROOT + "23"
    written(tmp_path, [part10(ct_slice()), part10(data)])
    patients = [record for record in records(tmp_path) if record.DirectoryRecordType == "PATIENT"]
    assert [(str(one.PatientName), one.SpecificCharacterSet) for one in patients] == [
        ("Muestra^Lucía^María", "ISO_IR 100"),
        ("Пример^Анна", "ISO_IR 192"),
    ]


def test_reports_and_documents_have_their_own_record_types(tmp_path: Path) -> None:
    note = pdf_inside(b"%PDF-1.4")
    note.SOPInstanceUID, note.SeriesInstanceUID = ROOT + "31", ROOT + "32"
    written(tmp_path, [part10(report()), part10(note)])
    by_type = {record.DirectoryRecordType: record for record in records(tmp_path)}
    assert by_type["SR DOCUMENT"].ConceptNameCodeSequence[0].CodeValue == "18748-4"
    assert by_type["ENCAP DOC"].MIMETypeOfEncapsulatedDocument == "application/pdf"
    assert len(loaded(tmp_path)) == 2


def test_every_storage_class_has_a_known_record_type() -> None:
    classes = [uid for uid in vars(pydicom.uid).values() if str(uid).startswith("1.2.840.10008.5.1.4.1.1.")]
    assert len(classes) > 100
    assert {record_type(str(uid)) for uid in classes} <= set(KEYS)
    # pydicom's table is another's reading of PS3.3 F.4; ours names the plan records too.
    theirs = pydicom.fileset._FOUR_LEVEL_SOP_CLASSES
    differ = {uid.name: record_type(uid) for uid, kind in theirs.items() if record_type(uid) != kind}
    assert differ == {}


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        written(tmp_path / name, [part10(ct_slice(1)), part10(report())])
    assert (tmp_path / "one" / "DICOMDIR").read_bytes() == (tmp_path / "two" / "DICOMDIR").read_bytes()
    assert derived_uid("a", "b") != derived_uid("ab", "")


def test_a_readme_is_written_only_when_its_words_are_given(tmp_path: Path) -> None:
    written(tmp_path / "with", [part10(ct_slice())], MediaSet(readme="Imágenes de Lucía\n"))
    written(tmp_path / "without", [part10(ct_slice())])
    assert (tmp_path / "with" / "README.TXT").read_bytes() == "Imágenes de Lucía\r\n".encode()
    assert not (tmp_path / "without" / "README.TXT").exists()


def test_an_empty_set_has_a_directory_that_can_be_read(tmp_path: Path) -> None:
    written(tmp_path, [])
    assert len(loaded(tmp_path)) == 0


def test_our_own_reader_reads_the_directory(tmp_path: Path) -> None:
    written(tmp_path, [part10(ct_slice(number)) for number in range(1, 4)])
    source = MemorySource((tmp_path / "DICOMDIR").read_bytes())
    assert dicom.sniff(Probe(source, "DICOMDIR")) == "dicomdir"
    facts: Any = dicom.read(source, Context(Collected(), source.size)).facts
    assert [listed[0] for listed in facts["directory"]["files"]] == [
        path.relative_to(tmp_path).as_posix() for path in images(tmp_path)
    ]


def samples() -> Iterator[bytes]:
    for path in sorted(IN_WHEEL.rglob("*")):
        source = MemorySource(path.read_bytes()) if path.is_file() and "TINY_ALPHA" not in path.parts else None
        if source is not None and dicom.sniff(Probe(source, path.name)) not in (None, "dicomdir"):
            yield source.data


def test_every_sample_of_pydicom_goes_into_one_set(tmp_path: Path) -> None:
    media = written(tmp_path, samples())
    listed = sum(1 for _ in records(tmp_path) if "ReferencedFileID" in _)
    assert len(loaded(tmp_path)) == listed
    left_out = sum(said(media)[code] for code in ("disc.not_listed", "disc.same_identifier"))
    assert listed + left_out == len(images(tmp_path))


@pytest.mark.skipif(DCMDUMP is None or DCMFTEST is None, reason="DCMTK is not installed")
def test_dcmtk_reads_the_set_without_a_complaint(tmp_path: Path) -> None:
    written(tmp_path, [*(part10(ct_slice(number)) for number in range(1, 20)), part10(report()), bare(ct_slice(30))])
    done = subprocess.run([str(DCMDUMP), str(tmp_path / "DICOMDIR")], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    files = [str(path) for path in images(tmp_path)]
    tested = subprocess.run([str(DCMFTEST), *files], capture_output=True, text=True, check=False)
    assert tested.stdout.count("yes:") == len(files)
