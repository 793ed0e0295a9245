"""A sentinel in every element that the standard knows: none is left, however deep, nor in what nobody knows."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom import config
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    ComprehensiveSRStorage,
    DeflatedExplicitVRLittleEndian,
    EncapsulatedPDFStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RTStructureSetStorage,
)

from consilium.domain.deidentification import Deed
from tests.readers import sentinels
from tests.readers.dicom_files import ROOT, ct_slice
from tests.readers.nameless import dataset, made, part10, refusal


@pytest.fixture(autouse=True)
def wrong_values_may_be_written() -> Iterator[None]:
    """Sentinels are no values of their kind, and pydicom would say so."""
    before = config.settings.writing_validation_mode, config.settings.reading_validation_mode
    config.settings.writing_validation_mode = config.settings.reading_validation_mode = config.IGNORE
    yield
    config.settings.writing_validation_mode, config.settings.reading_validation_mode = before


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian])
def test_of_a_sentinel_in_every_element_none_is_left(syntax: str, tmp_path: Path) -> None:
    data, count = sentinels.data_set()
    raw = sentinels.file_of(data, syntax=syntax)
    assert count >= 5_450
    assert sentinels.left_in(raw)["words"] > 5_000
    done, clean = made(raw)
    assert sentinels.left_in(clean) == {"words": 0, "dates": 0, "uids": 0}
    assert sentinels.WORD.encode("utf-16-be") not in clean
    assert not any(element.tag.is_private for element in dataset(clean).iterall())
    assert sentinels.WORD not in repr(done)
    assert not any("sentinel" in text.casefold() for text in _dumped(clean, tmp_path))


def _dumped(raw: bytes, folder: Path) -> list[str]:
    """What dcmtk reads of it, line by line; it must read it without a complaint."""
    program = shutil.which("dcmdump")
    if program is None:
        pytest.skip("dcmtk is not installed")
    path = folder / "clean.dcm"
    path.write_bytes(raw)
    ran = subprocess.run([program, str(path)], capture_output=True, text=True, errors="replace", check=True)
    assert "E:" not in ran.stderr
    return ran.stdout.splitlines()


def test_elements_that_nobody_knows_and_groups_of_overlays_and_curves_go() -> None:
    data = ct_slice()
    data.add_new(0x00189998, "LO", sentinels.WORD)
    data.add_new(0x60003000, "OW", sentinels.WORD.encode() + b"\0")
    data.add_new(0x60024000, "LT", sentinels.WORD)
    data.add_new(0x50003000, "OW", sentinels.WORD.encode() + b"\0")
    data.add_new(0x00091001, "UN", sentinels.WORD.encode() + b"\0")
    done, clean = made(part10(data))
    assert sentinels.left_in(clean)["words"] == 0
    told = {(one.keyword, one.deed) for one in done.changes}
    assert {("(unknown)", Deed.REMOVED), ("(overlay)", Deed.REMOVED), ("(private)", Deed.REMOVED)} <= told


def test_what_follows_the_pixels_and_what_stands_before_the_header_goes() -> None:
    data = ct_slice()
    data.add_new(0xFFFCFFFC, "OB", sentinels.WORD.encode() + b"\0")
    data.PixelData += sentinels.WORD.encode() + b"\0"  # more than the picture takes
    raw = part10(data)
    raw = sentinels.WORD.encode().ljust(128, b"\0") + raw[128:]
    _, clean = made(raw)
    assert sentinels.left_in(clean)["words"] == 0
    assert clean[:128] == bytes(128)
    assert dataset(clean).PixelData == ct_slice().PixelData


def test_deflated_files_leave_nothing_packed() -> None:
    data = ct_slice()
    data.PatientComments = sentinels.WORD
    _, clean = made(part10(data, DeflatedExplicitVRLittleEndian))
    read = dataset(clean)
    assert read.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
    assert read.PixelData == data.PixelData
    assert sentinels.left_in(clean)["words"] == 0


def test_a_slice_keeps_what_a_radiologist_needs() -> None:
    data = ct_slice(7)
    data.StudyDescription = "TAC de tórax Lucía Muestra 12/03/2024"
    _, clean = made(part10(data), "Muestra, Lucía María")
    read = dataset(clean)
    assert read.PixelData == data.PixelData
    for keyword in ("PixelSpacing", "ImagePositionPatient", "RescaleSlope", "WindowWidth", "BodyPartExamined",
                    "InstanceNumber", "SliceThickness", "ImageType", "PatientSex", "Modality"):  # fmt: skip
        assert read[keyword].value == data[keyword].value
    assert read.StudyDescription == "TAC de tórax"
    assert read.PatientAge == "008Y"
    assert read.PatientBirthDate == ""
    assert read.StudyTime == "101500"
    assert read.PatientIdentityRemoved == "YES"
    assert read.LongitudinalTemporalInformationModified == "MODIFIED"
    codes = [item.CodeValue for item in read.DeidentificationMethodCodeSequence]
    assert codes == ["113100", "113101", "113103", "113104", "113105", "113107", "113108"]
    assert read.PatientName == read.PatientID
    assert str(read.PatientID).startswith("CON-")


def test_references_between_files_hold_and_another_case_has_other_numbers() -> None:
    one, other = ct_slice(1), ct_slice(2)
    reference = Dataset()
    reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = one.SOPClassUID, one.SOPInstanceUID
    other.SourceImageSequence = Sequence([reference])
    first, second = (dataset(made(part10(data))[1]) for data in (one, other))
    assert first.StudyInstanceUID == second.StudyInstanceUID
    assert first.SeriesInstanceUID == second.SeriesInstanceUID
    assert first.FrameOfReferenceUID == second.FrameOfReferenceUID
    assert second.SourceImageSequence[0].ReferencedSOPInstanceUID == first.SOPInstanceUID
    assert first.SOPInstanceUID == first.file_meta.MediaStorageSOPInstanceUID != second.SOPInstanceUID
    elsewhere = dataset(made(part10(ct_slice(1)), key=bytes(range(32)))[1])
    assert elsewhere.StudyInstanceUID != first.StudyInstanceUID
    assert elsewhere.StudyDate != first.StudyDate


def test_the_same_file_becomes_the_same_file() -> None:
    raw = part10(ct_slice())
    assert made(raw) == made(raw)


@pytest.mark.parametrize(
    ("born", "taken", "age"),
    [("20240301", "20240312", "011D"), ("20230312", "20240312", "012M"), ("20150704", "20240312", "008Y"),
     ("19200101", "20240312", "090Y"), ("20250101", "20240312", None), ("", "20240312", None)],
)  # fmt: skip
def test_the_age_stands_in_for_the_birth_date(born: str, taken: str, age: str | None) -> None:
    data = ct_slice()
    data.PatientBirthDate, data.StudyDate = born, taken
    assert dataset(made(part10(data))[1]).get("PatientAge") == age


def test_codes_of_public_schemes_stay_with_the_meaning_of_the_scheme_and_others_go() -> None:
    data = ct_slice()
    items = []
    for value, scheme, meaning in (
        ("T-D3000", "SRT", "Chest of Mia"),
        ("MIA", "99HOSPITAL", "Mia"),
        ("Mia", "SCT", "x"),
    ):
        item = Dataset()
        item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
        items.append(item)
    data.AnatomicRegionSequence = Sequence(items)
    left = dataset(made(part10(data))[1]).AnatomicRegionSequence
    assert [(item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning) for item in left] == [
        ("T-D3000", "SRT", "Chest of")
    ]


def _report(*items: Dataset) -> Dataset:
    data = Dataset()
    data.SOPClassUID, data.SOPInstanceUID = ComprehensiveSRStorage, f"{ROOT}9"
    data.StudyInstanceUID, data.SeriesInstanceUID = f"{ROOT}1", f"{ROOT}8"
    data.Modality, data.ValueType, data.CompletionFlag = "SR", "CONTAINER", "COMPLETE"
    data.ContentSequence = Sequence(items)
    return data


def _content(kind: str, **values: object) -> Dataset:
    item = Dataset()
    item.RelationshipType, item.ValueType = "CONTAINS", kind
    name = Dataset()
    name.CodeValue, name.CodingSchemeDesignator, name.CodeMeaning = "121071", "DCM", "Finding"
    item.ConceptNameCodeSequence = Sequence([name])
    for keyword, value in values.items():
        setattr(item, keyword, value)
    return item


def test_of_a_report_measures_stay_and_words_and_persons_go() -> None:
    measured, unit = Dataset(), Dataset()
    unit.CodeValue, unit.CodingSchemeDesignator, unit.CodeMeaning = "mm", "UCUM", "mm"
    measured.NumericValue, measured.MeasurementUnitsCodeSequence = "12.5", Sequence([unit])
    items = [
        _content("TEXT", TextValue=sentinels.WORD),
        _content("PNAME", PersonName=sentinels.WORD),
        _content("NUM", MeasuredValueSequence=Sequence([measured])),
        _content("DATE", Date="20240312"),
        _content("CONTAINER", ContentSequence=Sequence([_content("TEXT", TextValue=sentinels.WORD)])),
    ]
    done, clean = made(part10(_report(*items)))
    left = dataset(clean).ContentSequence
    assert [item.ValueType for item in left] == ["NUM", "DATE"]
    assert left[0].MeasuredValueSequence[0].NumericValue == 12.5
    assert left[1].Date != "20240312"
    assert sentinels.left_in(clean)["words"] == 0
    assert ("ContentSequence TEXT", Deed.REMOVED, 2) in {(one.keyword, one.deed, one.count) for one in done.changes}


def test_a_report_of_words_only_is_refused() -> None:
    assert refusal(part10(_report(_content("TEXT", TextValue="Mia has a mass")))) == "deidentification.only_words"


def test_a_document_inside_an_image_file_is_refused() -> None:
    data = ct_slice()
    data.SOPClassUID = EncapsulatedPDFStorage
    data.EncapsulatedDocument = b"%PDF-1.4 Mia"
    assert refusal(part10(data)) == "deidentification.encapsulated"


def test_structures_keep_their_listed_names_and_their_outlines() -> None:
    data = Dataset()
    data.SOPClassUID, data.SOPInstanceUID, data.Modality = RTStructureSetStorage, f"{ROOT}7", "RTSTRUCT"
    data.StructureSetLabel, data.StructureSetName = "PLAN Mia", "Mia"
    outlines = []
    for number, name in ((1, "GTV lung left"), (2, "Mia Rossi")):
        item = Dataset()
        item.ROINumber, item.ROIName = number, name
        outlines.append(item)
    data.StructureSetROISequence = Sequence(outlines)
    read = dataset(made(part10(data))[1])
    assert [item.ROIName for item in read.StructureSetROISequence] == ["GTV lung left", ""]
    assert [item.ROINumber for item in read.StructureSetROISequence] == [1, 2]
    assert read.StructureSetLabel == "PLAN"


@pytest.mark.parametrize("cut", [200, 700, 1_000])
def test_a_file_that_is_cut_off_is_refused(cut: int) -> None:
    raw = part10(ct_slice())
    assert refusal(raw[:cut]).startswith(("deidentification.", "dicom."))


def test_a_private_kind_of_object_is_refused() -> None:
    data = ct_slice()
    data.SOPClassUID = "1.3.12.2.1107.5.9.1"
    assert refusal(part10(data)) == "deidentification.class_unknown"


def _clean_or_nothing(raw: bytes) -> bytes:
    """The new file, b"" where any error ended the work: in a worker it costs this file and nothing else."""
    try:
        return made(raw)[1]
    except Exception:  # noqa: BLE001 (pydicom raises many kinds)
        return b""


@settings(max_examples=60)
@given(st.data())
def test_changed_bytes_end_in_a_clean_file_or_one_clear_refusal(data: st.DataObject) -> None:
    source = ct_slice()
    source.PatientComments = sentinels.WORD
    raw = bytearray(part10(source))
    for _ in range(data.draw(st.integers(1, 12))):
        raw[data.draw(st.integers(132, len(raw) - 1))] = data.draw(st.integers(0, 255))
    assert sentinels.WORD.encode() not in _clean_or_nothing(bytes(raw))


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from(["StudyDescription", "SeriesDescription", "PatientComments", "ImageComments", "ProtocolName",
                         "ContrastBolusAgent", "Manufacturer", "SequenceName", "ConvolutionKernel"]),
        st.text(st.characters(codec="utf-8", exclude_characters="\\\0", exclude_categories=["Cs", "Cc"]), max_size=30),
        max_size=6,
    )
)  # fmt: skip
def test_whatever_a_text_says_the_childs_name_is_not_in_it(texts: dict[str, str]) -> None:
    data = ct_slice()
    data.SpecificCharacterSet = "ISO_IR 192"
    for keyword, text in texts.items():
        setattr(data, keyword, f"{text} Lucía {text} MUESTRA"[:60])
    _, clean = made(part10(data), "Muestra, Lucía")
    assert b"muestra" not in clean.lower()
    assert "lucía".encode() not in clean.lower()
