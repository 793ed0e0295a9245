"""DICOM files made for tests: a synthetic child's slices, reports and documents, whole and broken."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from pydicom import dcmwrite
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import UID, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from consilium.domain.records import Reading
from consilium.readers import dicom
from consilium.readers.contract import Collected, Context, MemorySource, Probe

CT = "1.2.840.10008.5.1.4.1.1.2"
SR = "1.2.840.10008.5.1.4.1.1.88.11"
PDF = "1.2.840.10008.5.1.4.1.1.104.1"
ROOT = "1.2.826.0.1.3680043.10.9999."


def ct_slice(number: int = 1, *, z: float | None = None, side: int = 16) -> Dataset:
    """One slice of a synthetic child's chest CT: air around, tissue in the middle."""
    data = Dataset()
    data.SpecificCharacterSet = "ISO_IR 100"
    data.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    data.SOPClassUID = CT
    data.SOPInstanceUID = f"{ROOT}3.{number}"
    data.StudyDate, data.StudyTime = "20240312", "101500"
    data.Modality = "CT"
    data.InstitutionName = "Hospital de Ejemplo"
    data.ReferringPhysicianName = "Ejemplo^Rosa"
    data.StudyDescription, data.SeriesDescription = "TAC de tórax", "Axial 5 mm"
    data.PatientName = "Muestra^Lucía^María"
    data.PatientID, data.IssuerOfPatientID = "HC-00123", "Hospital de Ejemplo"
    data.PatientBirthDate, data.PatientSex = "20150704", "F"
    data.BodyPartExamined = "CHEST"
    data.StudyInstanceUID, data.SeriesInstanceUID = ROOT + "1", ROOT + "2"
    data.StudyID, data.SeriesNumber, data.InstanceNumber = "77", 3, number
    data.FrameOfReferenceUID = ROOT + "4"
    data.ImagePositionPatient = [-100, -100, 5.0 * number if z is None else z]
    data.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    data.PixelSpacing, data.SliceThickness = [0.5, 0.5], 5
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.Rows = data.Columns = side
    data.BitsAllocated = data.BitsStored = 16
    data.HighBit, data.PixelRepresentation = 15, 1
    data.RescaleIntercept, data.RescaleSlope = -1024, 1
    data.WindowCenter, data.WindowWidth = 40, 400
    inner = (1064).to_bytes(2, "little")
    data.PixelData = b"".join(
        inner if side // 4 <= row < side - side // 4 and side // 4 <= column < side - side // 4 else b"\0\0"
        for row in range(side)
        for column in range(side)
    )
    return data


def part10(data: Dataset, syntax: str = ExplicitVRLittleEndian, *, preamble: bytes = bytes(128)) -> bytes:
    """The data set as a Part 10 file."""
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = UID(syntax)
    data.preamble = preamble
    file = io.BytesIO()
    dcmwrite(file, data, enforce_file_format=True)
    return file.getvalue()


def bare(data: Dataset, *, implicit: bool = False) -> bytes:
    """The data set alone, without preamble and meta group."""
    file = io.BytesIO()
    dcmwrite(file, data, implicit_vr=implicit, little_endian=True)
    return file.getvalue()


def code(value: str, scheme: str, meaning: str) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def content(kind: str, concept: Dataset, **values: object) -> Dataset:
    """One content item of a report."""
    item = Dataset()
    item.RelationshipType, item.ValueType = "CONTAINS", kind
    item.ConceptNameCodeSequence = Sequence([concept])
    for name, value in values.items():
        setattr(item, name, value)
    return item


def report() -> Dataset:
    """A radiologist's structured report with text, a code, a measurement and a nested section."""
    data = ct_slice()
    for name in ("PixelData", "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation"):
        delattr(data, name)
    data.SOPClassUID, data.Modality, data.ContentDate, data.ContentTime = SR, "SR", "20240314", "090000"
    data.CompletionFlag, data.VerificationFlag = "COMPLETE", "VERIFIED"
    data.ValueType, data.ConceptNameCodeSequence = "CONTAINER", Sequence([code("18748-4", "LN", "Informe de imagen")])
    signed = Dataset()
    signed.VerifyingObserverName, signed.VerificationDateTime = "Lindqvist^Eva", "20240315120000"
    signed.VerifyingOrganization = "Hospital de Ejemplo"
    data.VerifyingObserverSequence = Sequence([signed])
    size = Dataset()
    size.NumericValue, size.MeasurementUnitsCodeSequence = "42", Sequence([code("mm", "UCUM", "millimeter")])
    section = content("CONTAINER", code("59776-5", "LN", "Hallazgos"))
    section.ContentSequence = Sequence(
        [
            content("TEXT", code("121071", "DCM", "Hallazgo"), TextValue="Masa mediastínica.\nSin derrame pleural."),
            content("NUM", code("81827009", "SCT", "Diámetro"), MeasuredValueSequence=Sequence([size])),
        ]
    )
    verdict = content("CODE", code("121073", "DCM", "Impresión"))
    verdict.ConceptCodeSequence = Sequence([code("1", "99X", "Linfoma sospechado")])
    data.ContentSequence = Sequence([section, verdict])
    return data


def pdf_inside(document: bytes) -> Dataset:
    data = report()
    data.SOPClassUID, data.Modality = PDF, "DOC"
    data.DocumentTitle, data.MIMETypeOfEncapsulatedDocument = "Informe de alta", "application/pdf"
    data.EncapsulatedDocument = document + b"\0" * (len(document) % 2)
    data.EncapsulatedDocumentLength = len(document)
    return data


def read(content_bytes: bytes, outlet: Collected | None = None) -> Reading:
    return dicom.read(MemorySource(content_bytes), Context(outlet or Collected(), len(content_bytes)))


def sniff(content_bytes: bytes, name: str = "") -> str | None:
    return dicom.sniff(Probe(MemorySource(content_bytes), name))


def codes(reading: Reading) -> set[str]:
    return {remark.code for remark in reading.remarks}


@dataclass
class Watched:
    """A source that remembers how far into it anybody looked."""

    content: bytes
    furthest: int = 0
    amount: int = 0
    reads: list[tuple[int, int]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.content)

    def read_at(self, offset: int, length: int) -> bytes:
        found = self.content[offset : offset + length]
        self.furthest, self.amount = max(self.furthest, offset + len(found)), self.amount + len(found)
        self.reads.append((offset, length))
        return found

    def fileno(self) -> int | None:
        return None


__all__ = [
    "CT",
    "PDF",
    "ROOT",
    "SR",
    "ImplicitVRLittleEndian",
    "Watched",
    "bare",
    "codes",
    "ct_slice",
    "part10",
    "pdf_inside",
    "read",
    "report",
    "sniff",
]
