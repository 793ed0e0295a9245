"""What a hospital's disc carries beside its images: the DICOMDIR (PS3.10 8, PS3.3 F) and the viewer's litter."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image as Picture
from pydicom import Dataset, dcmread, dcmwrite
from pydicom.dataset import FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import UID, ExplicitVRLittleEndian, MediaStorageDirectoryStorage

from demo.seed import uid

_LEVELS = ("PATIENT", "STUDY", "SERIES", "IMAGE")
_KEYS = {
    "PATIENT": ("SpecificCharacterSet", "PatientName", "PatientID", "PatientBirthDate", "PatientSex"),
    "STUDY": ("SpecificCharacterSet", "StudyDate", "StudyTime", "StudyDescription", "StudyInstanceUID", "StudyID",
              "AccessionNumber"),
    "SERIES": ("Modality", "SeriesInstanceUID", "SeriesNumber", "SeriesDescription"),
    "IMAGE": ("InstanceNumber", "ImagePositionPatient"),
}  # fmt: skip
_RECORD_TYPES = {"SR": "SR DOCUMENT", "RTPLAN": "RT PLAN", "RTDOSE": "RT DOSE"}


@dataclass
class _Record:
    """One directory record and its place in the tree."""

    ds: Dataset
    children: list[_Record]
    offset: int = 0


def dicomdir(files: Mapping[str, bytes], label: str) -> bytes:
    """The directory of a file set: `files` maps paths on the disc (`DICOM/IM0001`) to Part 10 bytes."""
    roots = _tree(files)
    ordered = _flattened(roots)
    directory = _head(label)
    directory.DirectoryRecordSequence = DicomSequence([record.ds for record in ordered])
    _set_offsets(directory, roots, ordered)
    out = io.BytesIO()
    dcmwrite(out, directory, enforce_file_format=True)
    return out.getvalue()


def _tree(files: Mapping[str, bytes]) -> list[_Record]:
    roots: list[_Record] = []
    seen: dict[tuple[str, ...], _Record] = {}
    for path, data in files.items():
        ds = dcmread(io.BytesIO(data), stop_before_pixels=True)
        key: tuple[str, ...] = ()
        siblings = roots
        for level, value in zip(_LEVELS, _identity(ds), strict=True):
            key = (*key, value)
            if key not in seen:
                seen[key] = _Record(_record(ds, level, path), [])
                siblings.append(seen[key])
            siblings = seen[key].children
    return roots


def _identity(ds: Dataset) -> tuple[str, str, str, str]:
    return str(ds.PatientID), str(ds.StudyInstanceUID), str(ds.SeriesInstanceUID), str(ds.SOPInstanceUID)


def _record(ds: Dataset, level: str, path: str) -> Dataset:
    item = Dataset()
    item.OffsetOfTheNextDirectoryRecord = item.OffsetOfReferencedLowerLevelDirectoryEntity = 0
    item.RecordInUseFlag = 0xFFFF
    item.DirectoryRecordType = _RECORD_TYPES.get(str(ds.Modality), level) if level == "IMAGE" else level
    if level == "IMAGE":
        item.ReferencedFileID = path.split("/")
        item.ReferencedSOPClassUIDInFile, item.ReferencedSOPInstanceUIDInFile = ds.SOPClassUID, ds.SOPInstanceUID
        item.ReferencedTransferSyntaxUIDInFile = ds.file_meta.TransferSyntaxUID
    for keyword in _KEYS[level]:
        if keyword in ds:
            setattr(item, keyword, ds[keyword].value)
    return item


def _flattened(records: list[_Record]) -> list[_Record]:
    return [found for record in records for found in (record, *_flattened(record.children))]


def _head(label: str) -> Dataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.TransferSyntaxUID = MediaStorageDirectoryStorage, ExplicitVRLittleEndian
    meta.MediaStorageSOPInstanceUID = UID(uid("file set", label))
    meta.ImplementationClassUID = UID(uid("consilium demo implementation"))
    directory = Dataset()
    directory.file_meta = meta
    directory.FileSetID, directory.FileSetConsistencyFlag = label, 0
    directory.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 0
    directory.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = 0
    return directory


def _size(ds: Dataset) -> int:
    out = DicomBytesIO()
    out.is_little_endian, out.is_implicit_VR = True, False
    write_dataset(out, ds)
    return len(out.getvalue())


def _set_offsets(directory: Dataset, roots: list[_Record], ordered: list[_Record]) -> None:
    """Offsets are bytes from the file's start to a record's item tag; their own width is fixed, so one pass will do."""
    bare = io.BytesIO()
    dcmwrite(bare, directory, enforce_file_format=True)
    position = len(bare.getvalue()) - sum(8 + _size(record.ds) for record in ordered)
    for record in ordered:
        record.offset = position
        position += 8 + _size(record.ds)
    directory.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = roots[0].offset
    directory.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = roots[-1].offset
    _link(roots)


def _link(records: list[_Record]) -> None:
    for record, following in zip(records, [*records[1:], None], strict=True):
        record.ds.OffsetOfTheNextDirectoryRecord = following.offset if following else 0
        if record.children:
            record.ds.OffsetOfReferencedLowerLevelDirectoryEntity = record.children[0].offset
            _link(record.children)


def litter(viewer: str) -> dict[str, bytes]:
    """A viewer's files as they lie on discs, by path. The program does nothing: its code is a single return."""
    name = viewer.upper().replace(" ", "")
    start = ("[autorun]", f"open=VIEWER\\{name}.EXE", f"icon=VIEWER\\{name}.ICO", f"label={viewer}", "")
    return {
        "AUTORUN.INF": "\r\n".join(start).encode(),
        "README.TXT": _readme(viewer).encode(),
        f"VIEWER/{name}.EXE": program(b"\xc3"),
        f"VIEWER/{name}.ICO": icon(),
        "VIEWER/CODEC32.DLL": program(b"\x33\xc0\xc3"),
        "VIEWER/VIEWER.INI": f"[{viewer}]\r\nLanguage=EN\r\nTile=2x2\r\nCinePlay=0\r\n".encode(),
        "VIEWER/HELP/INDEX.HTM": _help(viewer).encode(),
        "VIEWER/HELP/STYLE.CSS": b"body{font-family:Arial;background:#20242c;color:#ddd}\r\nh1{color:#7ac}\r\n",
        "VIEWER/HELP/MENU.JS": b"function show(id){document.getElementById(id).style.display='block';}\r\n",
        "VIEWER/LICENSE.TXT": f"{viewer} viewer. Not for diagnostic use.\r\n".encode(),
    }


def _readme(viewer: str) -> str:
    return (f"This disc contains DICOM images and the {viewer} viewer.\r\nThe viewer starts by itself on Windows. "
            "If it does not, run the program in the VIEWER folder.\r\n")  # fmt: skip


def _help(viewer: str) -> str:
    return (f"<!DOCTYPE html><html><head><title>{viewer} help</title><link rel=stylesheet href=STYLE.CSS>"
            f"<script src=MENU.JS></script></head><body><h1>{viewer}</h1><p>Use the mouse wheel to scroll through "
            "the images. Hold the right button to change brightness.</p></body></html>\r\n")  # fmt: skip


def program(code: bytes) -> bytes:
    """A PE32 file (Microsoft PE/COFF specification): MZ stub, one section, an entry point that returns."""
    stub = b"MZ" + bytes(58) + struct.pack("<I", 128) + b"This program cannot be run in DOS mode.\r\r\n$"
    coff = struct.pack("<HHIIIHH", 0x14C, 1, 0x5F000000, 0, 0, 224, 0x0102)
    optional = struct.pack("<HBBIIIIII", 0x10B, 14, 0, 512, 0, 0, 0x1000, 0x1000, 0x2000)
    optional += struct.pack("<IIIHHHHHHIIIIHHIIIIII", 0x400000, 0x1000, 512, 6, 0, 0, 0, 6, 0, 0, 0x2000, 512, 0, 2, 0,
                            0x100000, 0x1000, 0x100000, 0x1000, 0, 16)  # fmt: skip
    section = struct.pack("<8sIIIIIIHHI", b".text", len(code), 0x1000, 512, 512, 0, 0, 0, 0, 0x60000020)
    head = (stub.ljust(128, b"\0") + b"PE\0\0" + coff + optional.ljust(224, b"\0") + section).ljust(512, b"\0")
    return head + code.ljust(512, b"\0")


def icon() -> bytes:
    out = io.BytesIO()
    Picture.new("RGBA", (32, 32), (40, 90, 160, 255)).save(out, "ICO", sizes=[(32, 32)])
    return out.getvalue()
