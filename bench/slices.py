"""CT slices to measure with: real Part 10 files of 512 x 512 pixels of 16 bit, as many as wanted, made in seconds.

One slice is written by pydicom; the others are copies whose UIDs, numbers and positions are patched in place (same
length), so that 50,000 of them cost a minute. Pixels are a smooth phantom with noise: they do not compress to nothing.
"""

from __future__ import annotations

from pathlib import Path

import numpy
import pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

ROOT = "1.2.826.0.1.3680043.10.1455"
SERIES_LENGTH = 334


def make(folder: Path, count: int, rows: int = 512, length: int = SERIES_LENGTH) -> None:
    """Write `count` slices in series of `length` into `folder`, one folder per series."""
    template = _template(rows)
    base = bytearray(template.read_bytes())
    template.unlink()
    noise = numpy.random.default_rng(7).integers(0, 40, rows * rows + count, dtype=numpy.int16)
    pixels_at = len(base) - rows * rows * 2
    plane = numpy.frombuffer(bytes(base[pixels_at:]), dtype=numpy.int16)
    for number in range(count):
        series = number // length
        place = folder / f"SE{series:06d}"
        if number % length == 0:
            place.mkdir(parents=True)
        data = bytes(base[:pixels_at])
        data = data.replace(b"77770000000", b"7777%07d" % number).replace(b"88880000000", b"8888%07d" % series)
        data = data.replace(b"-99999.5", b"%08.2f" % (number % length)).replace(b"987654 ", b"%06d " % number)
        (place / f"IM{number:06d}").write_bytes(data + (plane + noise[number : number + rows * rows]).tobytes())


def _template(rows: int) -> Path:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = f"{ROOT}.77770000000"
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = f"{ROOT}.1"
    slice_ = FileDataset("template", {}, file_meta=meta, preamble=b"\0" * 128)
    slice_.SOPClassUID, slice_.SOPInstanceUID = CTImageStorage, f"{ROOT}.77770000000"
    slice_.PatientName, slice_.PatientID, slice_.IssuerOfPatientID = "Muestra^Banco", "BENCH-1", "Synthetic"
    slice_.PatientBirthDate, slice_.PatientSex = "20100517", "F"
    slice_.StudyInstanceUID, slice_.SeriesInstanceUID = f"{ROOT}.6666", f"{ROOT}.88880000000"
    slice_.FrameOfReferenceUID = f"{ROOT}.5555"
    slice_.StudyDate, slice_.StudyTime, slice_.AccessionNumber = "20240305", "101500", "A1"
    slice_.Modality, slice_.Manufacturer, slice_.InstitutionName = "CT", "Synthetic", "Example Children's Hospital"
    slice_.StudyDescription, slice_.SeriesDescription = "CT chest and abdomen", "Axial 1.0"
    slice_.BodyPartExamined, slice_.SeriesNumber = "CHEST", 2
    slice_.InstanceNumber = "987654"
    slice_.ImagePositionPatient = ["-170.0", "-170.0", "-99999.5"]
    slice_.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    slice_.PixelSpacing, slice_.SliceThickness = ["0.664", "0.664"], "1.0"
    slice_.SamplesPerPixel, slice_.PhotometricInterpretation = 1, "MONOCHROME2"
    slice_.Rows = slice_.Columns = rows
    slice_.BitsAllocated, slice_.BitsStored, slice_.HighBit, slice_.PixelRepresentation = 16, 16, 15, 1
    slice_.WindowCenter, slice_.WindowWidth = "40", "400"
    slice_.RescaleIntercept, slice_.RescaleSlope = "0", "1"
    grid = numpy.indices((rows, rows)).astype(numpy.float32) - rows / 2
    body = numpy.where(numpy.hypot(grid[0] / 0.7, grid[1]) < rows * 0.45, 40, -1000)
    slice_.PixelData = body.astype(numpy.int16).tobytes()
    path = Path("template.dcm").absolute()
    pydicom.dcmwrite(path, slice_, enforce_file_format=True)
    return path
