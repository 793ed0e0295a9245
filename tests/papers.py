"""Real files for tests, small and quick to make: CT slices, letters as text and PDF, a scan, archives."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy
import pikepdf
import pydicom
import typst
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from tests.cast import MIA, Person

ROOT = "1.2.826.0.1.3680043.10.1455.9"


def ct_slice(number: int, person: Person = MIA, study: int = 1, day: str = "20240305") -> bytes:
    """One CT slice of 32 x 32 pixels, a Part 10 file."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = f"{ROOT}.{study}.{number + 1}"
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    one = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    one.SOPClassUID, one.SOPInstanceUID = CTImageStorage, meta.MediaStorageSOPInstanceUID
    one.PatientName, one.PatientID = person.dicom, person.number
    one.PatientBirthDate, one.PatientSex = person.born.replace("-", ""), person.sex
    one.StudyInstanceUID, one.SeriesInstanceUID = f"{ROOT}.{study}", f"{ROOT}.{study}.0"
    one.FrameOfReferenceUID = f"{ROOT}.{study}.99999"
    one.StudyDate, one.StudyTime, one.StudyID, one.AccessionNumber = day, "101500", "1", f"A{study}"
    one.Modality, one.InstitutionName, one.StudyDescription = "CT", "Example Children's Hospital", "CT chest"
    one.SeriesNumber, one.SeriesDescription, one.InstanceNumber = 2, "Axial", number + 1
    one.ImagePositionPatient, one.ImageOrientationPatient = [0, 0, float(number)], [1, 0, 0, 0, 1, 0]
    one.PixelSpacing, one.SliceThickness = [1, 1], 1
    one.SamplesPerPixel, one.PhotometricInterpretation = 1, "MONOCHROME2"
    one.Rows = one.Columns = 32
    one.BitsAllocated, one.BitsStored, one.HighBit, one.PixelRepresentation = 16, 12, 11, 0
    one.PixelData = (numpy.arange(1024, dtype=numpy.uint16) + number).tobytes()
    out = io.BytesIO()
    pydicom.dcmwrite(out, one, enforce_file_format=True)
    return out.getvalue()


def letter(person: Person = MIA, words: str = "", date: str = "12 March 2024") -> str:
    """A discharge summary as plain text."""
    return (
        "Example Children's Hospital\nDischarge summary\n"
        f"Patient: {person.name}\nDate of birth: {person.born}\nMRN: {person.number}\nDate: {date}\n\n"
        f"Diagnosis: classical Hodgkin lymphoma. Admitted for chemotherapy. {words}\n"
        "Synthetic record - not a real person.\n"
    )


def pdf(text: str) -> bytes:
    """Text as a typeset PDF."""
    told = text.replace("\\", "\\\\").replace('"', '\\"')
    source = "\n\n".join(f'#text("{line}")' for line in told.splitlines() if line)
    return typst.compile(source.encode())


def joined(*texts: str) -> pikepdf.Pdf:
    """The PDFs of texts as one, as a hospital releases a chart."""
    whole = pikepdf.new()
    for text in texts:
        with pikepdf.open(io.BytesIO(pdf(text))) as one:
            whole.pages.extend(one.pages)
    return whole


def saved(whole: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    whole.save(out, **options)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of files by path."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def write(folder: Path, files: dict[str, bytes | str]) -> Path:
    """Lay files out in a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def folder_of_records(folder: Path, slices: int = 6) -> Path:
    """A small, ordinary folder: a disc, letters, a zip in a zip, a duplicate, another child's letter, rubbish."""
    from tests.cast import OTHER

    inner = zipped({"note.txt": letter(words="inner note", date="2 April 2024").encode()})
    files: dict[str, bytes | str] = {f"disc/DICOM/IM{n:04d}": ct_slice(n) for n in range(slices)}
    files |= {
        "letter.txt": letter(),
        "copy of letter.txt": letter(),
        "letter.pdf": pdf(letter(words="typeset", date="20 March 2024")),
        "bundle.zip": zipped({"inner.zip": inner, "plain.txt": letter(words="plain", date="3 April 2024").encode()}),
        "neighbour.txt": letter(OTHER),
        "empty.dat": b"",
        "unknown.bin": bytes(range(256)) * 8,
    }
    return write(folder, files)
