"""What is read from DICOM: people, dates, kinds, reports, documents, from every way of writing it."""

from __future__ import annotations

import io
import os
import re
import zlib
from pathlib import Path

import pytest
from pydicom import dcmwrite
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from consilium.domain.dates import PartialDate
from consilium.domain.records import DateRole
from consilium.readers import dicom
from consilium.readers.contract import Collected, Context, FileSource, MemorySource
from consilium.readers.dicom.said import TAGS
from tests.readers.dicom_files import (
    ImplicitVRLittleEndian,
    Watched,
    bare,
    codes,
    ct_slice,
    part10,
    pdf_inside,
    read,
    report,
    sniff,
)

BIG_ENDIAN = "1.2.840.10008.1.2.2"
DEFLATED = "1.2.840.10008.1.2.1.99"


def test_a_name_that_stands_for_an_identity_taken_out_is_nobodys() -> None:
    data = ct_slice()
    data.PatientName, data.PatientIdentityRemoved = "ANON123", "YES"
    reading = read(part10(data))
    assert reading.people == ()
    assert "dicom.deidentified" in codes(reading)


@pytest.mark.parametrize("written", ["19000101", "00010101"])
def test_a_stand_in_birth_date_is_no_birth_date(written: str) -> None:
    data = ct_slice()
    data.PatientBirthDate = written
    reading = read(part10(data))
    assert reading.people[0].birth_date is None
    assert "dicom.birth_date_placeholder" in codes(reading)
    assert all(seen.role is not DateRole.BIRTH for seen in reading.dates)


def test_a_date_that_no_calendar_has_is_said_and_left_out() -> None:
    content = part10(ct_slice()).replace(b"20240312", b"20241312")
    reading = read(content)
    assert "dicom.date_unreadable" in codes(reading)
    assert all(seen.role is not DateRole.STUDY for seen in reading.dates)


def test_letters_without_a_stated_alphabet_are_guessed_and_said() -> None:
    content = part10(ct_slice()).replace(b"ISO_IR 100", b"ISO_IR 6  ")
    reading = read(content)
    assert reading.people[0].given == "Lucía María"
    assert "dicom.letters_guessed" in codes(reading)


def test_the_same_guess_is_said_of_every_file() -> None:
    content = part10(ct_slice()).replace(b"ISO_IR 100", b"ISO_IR 6  ")
    assert [codes(read(content)) for _ in range(3)] == [{"dicom.letters_guessed"}] * 3


def test_an_unknown_alphabet_is_said() -> None:
    assert "dicom.letters_unknown" in codes(read(part10(ct_slice()).replace(b"ISO_IR 100", b"KLINGON 1 ")))


def test_who_when_where_and_what_are_read_with_their_places() -> None:
    reading = read(part10(ct_slice()))
    (person,) = reading.people
    assert (person.text, person.family, person.given) == ("Muestra^Lucía^María", "Muestra", "Lucía María")
    assert (person.birth_date, person.sex) == (PartialDate(2015, 7, 4), "female")
    assert [(number.value, number.issuer) for number in person.numbers] == [("HC-00123", "Hospital de Ejemplo")]
    assert {(seen.role, str(seen.value), seen.citation.place) for seen in reading.dates} == {
        (DateRole.STUDY, "2024-03-12", "0008,0020"),
        (DateRole.BIRTH, "2015-07-04", "0010,0030"),
    }
    assert reading.institutions[0].value == "Hospital de Ejemplo"
    assert reading.authors[0].citation.place == "0008,0090"
    kinds = {stated.citation.place: stated.value for stated in reading.kinds}
    assert kinds["0008,0060"] == "CT"
    assert kinds["0008,0016"] == "CT Image Storage"
    assert kinds["0018,0015"] == "CHEST"
    assert reading.title == "TAC de tórax, Axial 5 mm"
    assert reading.remarks == ()


def test_other_numbers_keep_who_issued_them() -> None:
    data = ct_slice()
    other = Dataset()
    other.PatientID, other.IssuerOfPatientID = "B-9", "Sample Clinic"
    data.OtherPatientIDsSequence = Sequence([other])
    assert [(one.value, one.issuer) for one in read(part10(data)).people[0].numbers][1] == ("B-9", "Sample Clinic")


@pytest.mark.parametrize(
    ("terms", "name", "family", "given"),
    [
        (["ISO_IR 192"], "Пример^Анна", "Пример", "Анна"),
        (["GB18030"], "Wang^XiaoDong=王^小东", "Wang", "XiaoDong"),
        (["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada", "Tarou"),
        (["ISO_IR 13"], "ﾔﾏﾀﾞ^ﾀﾛｳ", "ﾔﾏﾀﾞ", "ﾀﾛｳ"),
        (["", "ISO 2022 IR 149"], "Hong^Gildong=洪^吉洞=홍^길동", "Hong", "Gildong"),
    ],
)
@pytest.mark.parametrize("syntax", ["1.2.840.10008.1.2.1", str(ImplicitVRLittleEndian)])
def test_names_of_every_alphabet_are_read_right(
    terms: list[str], name: str, family: str, given: str, syntax: str
) -> None:
    data = ct_slice()
    data.SpecificCharacterSet = terms
    data.InstitutionName = data.StudyDescription = "Sample"
    data.PatientName = name
    (person,) = read(part10(data, syntax)).people
    assert (person.text, person.family, person.given) == (name, family, given)


@pytest.mark.parametrize("syntax", [str(ImplicitVRLittleEndian), BIG_ENDIAN, DEFLATED])
def test_every_way_of_writing_gives_the_same_header(syntax: str) -> None:
    plain = read(part10(ct_slice()))
    reading = read(_written(syntax))
    ours, theirs = dict(plain.facts["json"]), dict(reading.facts["json"])  # type: ignore[arg-type]
    assert ours.pop("7FE00010") != theirs.pop("7FE00010") or syntax == BIG_ENDIAN
    assert ours == theirs
    assert reading.people == plain.people


def _written(syntax: str) -> bytes:
    """The slice in another syntax, its pixels swapped for big endian."""
    copy = ct_slice()
    if syntax == BIG_ENDIAN:
        pixels = copy.PixelData
        copy.PixelData = b"".join(pixels[i : i + 2][::-1] for i in range(0, len(pixels), 2))
    return part10(copy, syntax)


@pytest.mark.parametrize("implicit", [False, True])
def test_a_data_set_without_any_header_is_recognized_by_its_elements(implicit: bool) -> None:
    content = bare(ct_slice(), implicit=implicit)
    assert sniff(content) == "dicom"
    reading = read(content)
    assert codes(reading) == {"dicom.no_header"}
    assert reading.facts["instance"]["rows"] == 16  # type: ignore[index,call-overload]
    assert reading.facts["preamble"]["complete"] is False  # type: ignore[index,call-overload]


def test_a_header_that_names_the_wrong_encoding_is_read_as_it_is() -> None:
    explicit, wanted = part10(ct_slice()), bare(ct_slice(), implicit=True)
    meta_end = explicit.index(b"\x08\x00\x05\x00CS")
    reading = read(explicit[:meta_end] + wanted)
    assert "dicom.header_mislabeled" in codes(reading)
    assert reading.people[0].family == "Muestra"


def test_only_the_header_is_read_whatever_the_size_of_the_pixels() -> None:
    content = part10(ct_slice(side=512))
    source = Watched(content)
    dicom.read(source, Context(Collected(), source.size))
    assert source.furthest <= 64 * 1024 < len(content)


def test_compressed_pixels_are_judged_by_the_tail_of_the_file() -> None:
    from pydicom.encaps import encapsulate

    data = ct_slice()
    data.PixelData = encapsulate([bytes(200_000), bytes(200_000)])
    data.NumberOfFrames = 2
    content = part10(data, "1.2.840.10008.1.2.4.90")
    source = Watched(content)
    reading = dicom.read(source, Context(Collected(), source.size))
    assert reading.remarks == ()
    assert source.amount < 200_000
    cut = read(content[:-150_000])
    remark = next(remark for remark in cut.remarks if remark.code == "dicom.cut_off_compressed")
    assert (remark.args["frames"], remark.args["frames_present"]) == (2, 1)
    assert 149_000 < int(str(remark.args["missing"])) <= 150_000


def test_long_values_stay_in_the_file_with_their_place() -> None:
    data = ct_slice()
    data.add_new(0x00091001, "OB", b"\1\2\3\4" * 1000)
    data.add_new(0x00090010, "LO", "SAMPLE")
    content = part10(data)
    uri = str(read(content).facts["json"]["00091001"]["BulkDataURI"])  # type: ignore[index,call-overload]
    offset, length = (int(part.split("=")[1]) for part in uri.lstrip("#").split("&"))
    assert content[offset : offset + length] == b"\1\2\3\4" * 1000


def test_a_file_is_read_from_a_descriptor_as_from_memory(tmp_path: Path) -> None:
    content = part10(ct_slice())
    (tmp_path / "IM1").write_bytes(content)
    descriptor = os.open(tmp_path / "IM1", os.O_RDONLY)
    try:
        assert dicom.read(FileSource(descriptor), Context(Collected(), len(content))) == read(content)
    finally:
        os.close(descriptor)


def test_a_report_becomes_searchable_text_with_places() -> None:
    reading = read(part10(report()))
    assert reading.format == "dicom-sr"
    assert reading.text.splitlines() == [
        "Informe de imagen",
        "Hallazgos",
        "  Hallazgo: Masa mediastínica.",
        "  Sin derrame pleural.",
        "  Diámetro: 42 mm",
        "Impresión: Linfoma sospechado",
    ]
    items = reading.facts["sr"]["items"]  # type: ignore[index,call-overload]
    assert items[2]["place"] == "0040,A730[1].0040,A730[2]"  # type: ignore[index,call-overload]
    assert items[2]["value"] == 42  # type: ignore[index,call-overload]


def test_a_reports_date_and_signature_are_told_apart() -> None:
    dates = {(seen.role, str(seen.value)) for seen in read(part10(report())).dates}
    assert (DateRole.DOCUMENT, "2024-03-14") in dates
    assert (DateRole.SIGNED, "2024-03-15") in dates
    assert "Lindqvist^Eva" in [author.value for author in read(part10(report())).authors]


@pytest.mark.parametrize("length", [700, 5_001, 300_000])
def test_a_document_inside_is_handed_on_byte_for_byte(length: int) -> None:
    document = (b"%PDF-1.4\n" + os.urandom(64).hex().encode() * (length // 128 + 1))[:length]
    outlet = Collected()
    reading = read(part10(pdf_inside(document)), outlet)
    assert reading.format == "dicom-pdf"
    assert reading.title == "Informe de alta"
    assert outlet.members == [("document.pdf", "application/pdf", document, True)]


def test_a_document_that_is_cut_off_is_handed_on_as_cut_off() -> None:
    outlet = Collected()
    reading = read(part10(pdf_inside(b"%PDF-1.4\n" + bytes(9_000)))[:-4_000], outlet)
    assert "dicom.document_cut_off" in codes(reading)
    assert [member[3] for member in outlet.members] == [False]


def test_a_radiotherapy_plan_tells_dose_fractions_and_beams() -> None:
    data = report()
    data.SOPClassUID, data.Modality = "1.2.840.10008.5.1.4.1.1.481.5", "RTPLAN"
    data.RTPlanLabel, data.RTPlanDate, data.PlanIntent, data.ApprovalStatus = (
        "Mediastino",
        "20240401",
        "CURATIVE",
        "APPROVED",
    )
    target = Dataset()
    target.DoseReferenceNumber, target.DoseReferenceType, target.TargetPrescriptionDose = 1, "TARGET", 19.8
    group = Dataset()
    group.FractionGroupNumber, group.NumberOfFractionsPlanned, group.NumberOfBeams = 1, 11, 2
    beam = Dataset()
    beam.BeamNumber, beam.BeamName, beam.RadiationType = 1, "AP", "PHOTON"
    data.DoseReferenceSequence = Sequence([target])
    data.FractionGroupSequence, data.BeamSequence = Sequence([group]), Sequence([beam])
    reading = read(part10(data))
    plan = reading.facts["rtplan"]
    assert reading.format == "dicom-rtplan"
    assert plan["prescriptions"][0]["dose_gy"] == 19.8  # type: ignore[index,call-overload]
    assert plan["fraction_groups"][0]["fractions"] == 11  # type: ignore[index,call-overload]
    assert plan["beams"][0]["name"] == "AP"  # type: ignore[index,call-overload]
    assert "Target Prescription Dose: 19.8" in reading.text
    assert (DateRole.DOCUMENT, "2024-04-01") in {(seen.role, str(seen.value)) for seen in reading.dates}


def test_a_radiotherapy_dose_tells_its_maximum() -> None:
    data = ct_slice()
    data.SOPClassUID, data.Modality = "1.2.840.10008.5.1.4.1.1.481.2", "RTDOSE"
    data.DoseUnits, data.DoseType, data.DoseSummationType, data.DoseGridScaling = "GY", "PHYSICAL", "PLAN", "0.01"
    data.PixelRepresentation = 0
    dose = read(part10(data)).facts["rtdose"]
    assert dose["maximum"] == pytest.approx(10.64)  # type: ignore[index,call-overload]
    assert dose["summation"] == "PLAN"  # type: ignore[index,call-overload]


def test_an_enhanced_image_tells_where_each_frame_lies() -> None:
    data = ct_slice()
    data.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2.1"
    data.NumberOfFrames = 2
    data.PixelData = data.PixelData * 2
    shared, measures, turned = Dataset(), Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness = [0.7, 0.7], 2
    turned.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    shared.PixelMeasuresSequence, shared.PlaneOrientationSequence = Sequence([measures]), Sequence([turned])
    frames = []
    for z in (10, 12):
        place, frame = Dataset(), Dataset()
        place.ImagePositionPatient = [0, 0, z]
        frame.PlanePositionSequence = Sequence([place])
        frames.append(frame)
    data.SharedFunctionalGroupsSequence, data.PerFrameFunctionalGroupsSequence = Sequence([shared]), Sequence(frames)
    facts = read(part10(data)).facts
    assert facts["positions"] == [[0, 0, 10], [0, 0, 12]]
    assert facts["instance"]["spacing"] == [0.7, 0.7]  # type: ignore[index,call-overload]


def test_a_disc_directory_is_information_and_its_paths_are_not_followed() -> None:
    record = Dataset()
    record.OffsetOfTheNextDirectoryRecord, record.RecordInUseFlag = 0, 0xFFFF
    record.OffsetOfReferencedLowerLevelDirectoryEntity, record.DirectoryRecordType = 0, "IMAGE"
    record.ReferencedFileID = ["AA", "AA", "ETC", "PASSWD"]
    record.ReferencedSOPClassUIDInFile, record.ReferencedSOPInstanceUIDInFile = "1.2.3", "1.2.3.4"
    child = Dataset()
    child.DirectoryRecordType, child.PatientName, child.PatientID = "PATIENT", "Muestra^Lucía", "HC-00123"
    child.SpecificCharacterSet = "ISO_IR 100"
    data = Dataset()
    data.FileSetID, data.DirectoryRecordSequence = "DISC1", Sequence([child, record])
    file = io.BytesIO()
    dcmwrite(file, data, implicit_vr=False, little_endian=True)
    meta = part10(report())
    content = meta[: meta.index(b"\x08\x00\x05\x00CS")].replace(
        b"5.1.4.1.1.88.11", b"1.3.10\0\0\0\0\0\0\0\0\0"
    ) + file.getvalue().replace(b"AA\\AA", b"..\\..")
    assert sniff(content) == "dicomdir"
    reading = read(content)
    assert reading.people[0].given == "Lucía"
    assert codes(reading) == {"dicom.directory_odd_paths"}
    assert reading.facts["directory"]["files"] == [["../../ETC/PASSWD", "IMAGE", "1.2.3.4", "1.2.3"]]  # type: ignore[index,call-overload]


def test_words_in_an_images_header_can_be_searched() -> None:
    data = ct_slice()
    data.AdditionalPatientHistory = "Adenopatía cervical desde enero"
    assert "Adenopatía cervical desde enero" in read(part10(data)).text


def test_inflating_stops_where_the_stream_is_cut_off() -> None:
    content = part10(ct_slice(side=64), DEFLATED)
    reading = read(content[:-20])
    assert reading.people[0].family == "Muestra"
    assert codes(reading) & {"dicom.cut_off", "dicom.header_cut_off"}
    assert zlib.crc32(content) != 0


def test_a_picture_burned_with_a_name_is_said() -> None:
    data = ct_slice()
    data.BurnedInAnnotation = "YES"
    assert codes(read(part10(data))) == {"dicom.burned_in"}


def test_sniffing_takes_the_format_from_the_content_not_the_name() -> None:
    assert sniff(part10(report()), "holiday.jpg") == "dicom-sr"
    assert sniff(bare(report()), "") == "dicom-sr"
    assert dicom.read(MemorySource(bare(report())), Context(Collected(), 0)).format == "dicom-sr"


def test_what_is_remembered_of_one_file_never_shows_in_another() -> None:
    children = [("Muestra^Ana", "1", "20150101"), ("Ejemplo^Luis", "2", "20120202"), ("Muestra^Ana", "3", "20150101")]
    for name, number, born in children * 3:
        data = ct_slice()
        data.PatientName, data.PatientID, data.PatientBirthDate = name, number, born
        reading = read(part10(data))
        (person,) = reading.people
        assert (person.text, person.numbers[0].value) == (name, number)
        assert str(person.birth_date).replace("-", "") == born
        assert reading.facts["json"]["00100020"]["Value"] == [number]  # type: ignore[index,call-overload]


def test_every_tag_that_a_statement_rests_on_is_part_of_what_is_compared() -> None:
    source = Path(dicom.__file__).parent
    looked_at = set(re.findall(r'"([0-9A-F]{8})"', (source / "statements.py").read_text("utf-8")))
    items_only = {"0040A030", "0040A075", "0040A123", "00400032", "00080104", "00080100"}
    assert looked_at - items_only <= set(TAGS)
