"""A DICOM file with a sentinel in every element of the dictionary, twice nested, and in a private block."""

from __future__ import annotations

import io
import re

import pydicom
from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.tag import Tag
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

WORD = "ZQXSENTINEL"
DATE = "19870613"
UID = "1.3.6.1.4.1.99999.7.7.7"
NUMBER = 98765.4321
# Their values decide how the file is read at all; and the pixels, which have tests of their own.
LEFT_OUT = {
    "SOPClassUID", "SpecificCharacterSet", "PixelData", "FloatPixelData", "DoubleFloatPixelData", "Rows", "Columns",
    "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "SamplesPerPixel", "PhotometricInterpretation",
    "NumberOfFrames", "PlanarConfiguration", "BurnedInAnnotation",
}  # fmt: skip


def sentinel(vr: str, number: int) -> object:
    """A value that a test finds again. Values are as wrong as real ones are: text stands in numbers too."""
    texts = {"DA": DATE, "DT": f"{DATE}101112", "TM": f"{WORD}", "UI": f"{UID}.{number}", "AS": "077Y", "DS": WORD,
             "IS": WORD, "CS": WORD, "UR": f"http://{WORD}", "AE": WORD, "PN": f"{WORD}^{number}"}  # fmt: skip
    if vr in ("OB", "OW", "OF", "OD", "OL", "OV", "UN"):
        return (WORD * 8).encode()
    if vr in ("FD", "FL"):
        return NUMBER
    if vr in ("SL", "SS", "SV", "UL", "US", "UV"):
        return 31337
    return 0x00100010 if vr == "AT" else texts.get(vr, f"{WORD} {number}")


def elements() -> list[tuple[int, str, str]]:
    """(tag, VR, keyword) of everything in the dictionary that can stand in a data set, repeating groups included."""
    known = [(tag, vr.split(" or ")[0], keyword) for tag, (vr, _, _, _, keyword) in DicomDictionary.items()]
    for mask, (vr, _, _, _, keyword) in RepeatersDictionary.items():
        known.append((int(mask.replace("x", "0"), 16), vr.split(" or ")[0], keyword))
    groups = {0x0000, 0x0002, 0x0004, 0xFFFE}
    return sorted({one[0]: one for one in known if one[0] >> 16 not in groups and one[1] not in ("NONE", "")}.values())


def data_set(depth: int = 2) -> tuple[Dataset, int]:
    """Every element with a sentinel; each sequence holds one item with one more of each kind, `depth` deep; and how
    many elements there are."""
    data, count = Dataset(), 0
    for number, (tag, vr, keyword) in enumerate(elements()):
        if keyword in LEFT_OUT or tag & 0xFFFF == 0:
            continue
        count += 1
        value: object = sentinel(vr, number)
        if vr == "SQ":
            item, inside = _item(depth)
            value = Sequence([item])
            count += inside
        data[Tag(tag)] = _raw(tag, vr) if vr in ("DS", "IS") else DataElement(Tag(tag), vr, value)
    return data, count + _private(data)


def _raw(tag: int, vr: str) -> RawDataElement:
    """Text where a number should be: pydicom would not make such an element."""
    text = WORD.ljust(len(WORD) + len(WORD) % 2).encode()
    return RawDataElement(Tag(tag), vr, len(text), text, 0, False, True)


def _item(depth: int) -> tuple[Dataset, int]:
    item = Dataset()
    item.PatientName, item.StudyDescription, item.StudyDate = WORD, f"{WORD} chest", DATE
    item.SOPInstanceUID, item.CodeMeaning, item.CodeValue = f"{UID}.1", WORD, WORD
    item.CodingSchemeDesignator, item.TextValue, item.Modality = WORD, WORD, WORD
    count = 9 + _private(item)
    if depth > 1:
        for keyword in ("ReferencedImageSequence", "ContentSequence", "SharedFunctionalGroupsSequence"):
            inner, inside = _item(depth - 1)
            setattr(item, keyword, Sequence([inner]))
            count += inside + 1
    return item, count


def _private(data: Dataset) -> int:
    block = data.private_block(0x0011, f"{WORD} 1.0", create=True)
    block.add_new(0x01, "LO", WORD)
    block.add_new(0x02, "UN", WORD.encode())
    inner = Dataset()
    inner.PatientID = WORD
    block.add_new(0x03, "SQ", [inner])
    return 5


def file_of(data: Dataset, sop_class: str = CTImageStorage, syntax: str = ExplicitVRLittleEndian) -> bytes:
    """A Part 10 file with a small plain picture."""
    data.SOPClassUID = sop_class
    if "SOPInstanceUID" not in data:
        data.SOPInstanceUID = f"{UID}.9"
    data.Rows = data.Columns = 8
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, 12, 11, 0
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.PixelData = bytes(range(128))
    data["PixelData"].VR = "OW"
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = syntax
    out = io.BytesIO()
    pydicom.dcmwrite(out, data, enforce_file_format=True)
    return out.getvalue()


def left_in(raw: bytes) -> dict[str, int]:
    """How often each kind of sentinel is still there, in any way of writing it down."""
    wide = WORD.encode("utf-16-le")
    return {
        "words": len(re.findall(WORD.encode(), raw, re.IGNORECASE)) + raw.count(wide),
        "dates": raw.count(DATE.encode()),
        "uids": raw.count(UID.encode()),
    }
