"""DICOM images of a phantom: CT in Hounsfield units and PET in Bq/ml, written as Part 10 files (PS3.10).

The volume's axis `h` (mm, up) becomes patient z; slices are axial, identity orientation, spacing as stated.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import cv2
import imagecodecs
import numpy as np
from pydicom import Dataset, dcmwrite
from pydicom.dataset import FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import UID, ExplicitVRLittleEndian, JPEG2000Lossless, JPEGLSLossless, RLELossless

from demo.phantom import Grid, Image, Phantom, reconstruction_noise
from demo.seed import generator, uid

CT_STORAGE = "1.2.840.10008.5.1.4.1.1.2"
PET_STORAGE = "1.2.840.10008.5.1.4.1.1.128"
F18_HALF_LIFE = 6586.2  # seconds
_INTERCEPT = -1024


@dataclass(frozen=True)
class Patient:
    """The patient module's values (PS3.3 C.7.1.1): `name` as PN, `birth` as DA."""

    name: str
    number: str
    birth: str
    sex: str
    weight: float
    height: float
    age: str
    issuer: str


@dataclass(frozen=True)
class Series:
    """One series of one study as the story states it. `texts` are further keyword: value pairs of the study."""

    seed: int
    study: str
    number: int
    modality: str
    description: str
    date: str
    time: str
    patient: Patient
    texts: Mapping[str, str] = field(default_factory=dict)
    syntaxes: Mapping[int, str] = field(default_factory=dict)  # instance number: "rle", "jpegls", "j2k"

    def new(self, sop_class: str, instance: int) -> Dataset:
        """A dataset with the patient, study, series and SOP modules filled."""
        ds = Dataset()
        ds.SpecificCharacterSet = "ISO_IR 192"
        ds.SOPClassUID = UID(sop_class)
        ds.SOPInstanceUID = UID(uid(self.seed, self.study, self.number, instance))
        ds.StudyInstanceUID = UID(uid(self.seed, self.study))
        ds.SeriesInstanceUID = UID(uid(self.seed, self.study, self.number))
        for keyword in ("StudyDate", "SeriesDate", "ContentDate"):
            setattr(ds, keyword, self.date)
        for keyword in ("StudyTime", "SeriesTime", "ContentTime"):
            setattr(ds, keyword, self.time)
        ds.Modality, ds.SeriesDescription, ds.SeriesNumber, ds.InstanceNumber = (
            self.modality, self.description, self.number, instance)  # fmt: skip
        for keyword, value in self.texts.items():
            setattr(ds, keyword, value)
        _fill_patient(ds, self.patient)
        return ds


def _fill_patient(ds: Dataset, patient: Patient) -> None:
    ds.PatientName, ds.PatientID, ds.IssuerOfPatientID = patient.name, patient.number, patient.issuer
    ds.PatientBirthDate, ds.PatientSex, ds.PatientAge = patient.birth, patient.sex, patient.age
    ds.PatientWeight, ds.PatientSize = f"{patient.weight:g}", f"{patient.height / 100:g}"
    ds.PatientComments = "Synthetic record - not a real person"


def encoded(ds: Dataset, syntax: str = "") -> bytes:
    """A Part 10 file; pixels of `ds` are native little endian and are compressed here where a syntax is named."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = ds.SOPClassUID, ds.SOPInstanceUID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = UID(uid("consilium demo implementation"))
    meta.ImplementationVersionName = "CONSILIUM_DEMO"
    ds.file_meta = meta
    if syntax:
        _compress(ds, syntax)
    out = io.BytesIO()
    dcmwrite(out, ds, enforce_file_format=True)
    return out.getvalue()


def _compress(ds: Dataset, syntax: str) -> None:
    if syntax == "rle":
        ds.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
        return
    pixels = ds.pixel_array
    coders: dict[str, tuple[UID, Callable[[Any], bytes | bytearray]]] = {
        "jpegls": (JPEGLSLossless, lambda a: imagecodecs.jpegls_encode(a.view("<u2"))),  # no sign bit is in use
        "j2k": (JPEG2000Lossless, lambda a: imagecodecs.jpeg2k_encode(a, codecformat="j2k", reversible=True, level=0)),
    }
    transfer_syntax, encode = coders[syntax]
    ds.PixelData = encapsulate([bytes(encode(np.ascontiguousarray(pixels)))])
    ds["PixelData"].is_undefined_length = True
    ds.file_meta.TransferSyntaxUID = transfer_syntax


def _place(ds: Dataset, grid: Grid, z: float, thickness: float) -> None:
    """Image plane and pixel modules (PS3.3 C.7.6.2, C.7.6.3)."""
    ds.FrameOfReferenceUID = UID(uid(ds.StudyInstanceUID, "frame of reference"))
    ds.PositionReferenceIndicator = ""
    ds.ImagePositionPatient = [f"{grid.origin:.3f}", f"{grid.origin:.3f}", f"{z:.2f}"]
    ds.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    ds.PixelSpacing = [f"{grid.spacing:.5f}", f"{grid.spacing:.5f}"]
    ds.SliceThickness, ds.SliceLocation = f"{thickness:g}", f"{z:.2f}"
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows = ds.Columns = grid.size
    ds.BitsAllocated = 16


def ct_pixels(phantom: Phantom, grid: Grid, h: float, grain: Image, rng: np.random.Generator) -> Image:
    """One reconstructed CT slice in Hounsfield units: blur of the kernel, couch, grain that grows at the shoulders."""
    canvas = phantom.slice_at(h, grid, "hu")
    _couch(canvas, grid)
    canvas = cv2.GaussianBlur(canvas, (0, 0), 0.85).astype(np.float32)
    body = phantom.body.at(h)
    width = body.rx if body is not None else 50.0
    noise = np.roll(grain, tuple(rng.integers(0, grid.size, 2)), (0, 1))
    canvas += noise * (6.0 + width * 0.055) * np.where(canvas < -900, 0.7, 1.0).astype(np.float32)
    return _round_field(canvas, grid)


def _couch(canvas: Image, grid: Grid) -> None:
    """A curved table top under the patient."""
    axis = grid.axis(slice(0, grid.size))
    top = 118.0 - (axis[None, :] / 210.0) ** 2 * 26.0
    depth = np.abs(axis[:, None] - top)
    shell = np.clip((2.2 - depth) / grid.spacing, 0, 1) * (np.abs(axis[None, :]) < 200)
    canvas += (-180.0 - canvas) * shell * (canvas < -500)


def _round_field(canvas: Image, grid: Grid) -> Image:
    axis = grid.axis(slice(0, grid.size))
    outside = axis[None, :] ** 2 + axis[:, None] ** 2 > (grid.size * grid.spacing / 2) ** 2
    canvas[outside] = _INTERCEPT
    return canvas


@dataclass(frozen=True)
class Stack:
    """Where a series' slices lie: heights `top - index * step` on the phantom's axis."""

    grid: Grid
    top: float
    step: float
    count: int

    def height(self, index: int) -> float:
        return self.top - index * self.step


def ct_slice(series: Series, phantom: Phantom, stack: Stack, index: int) -> bytes:
    """Slice `index` (from the head) of a CT series."""
    rng = generator(series.seed, series.study, series.number, index)
    grain = _grain(series.seed, stack.grid.size)[index % 3]
    hu = ct_pixels(phantom, stack.grid, stack.height(index), grain, rng)
    ds = series.new(CT_STORAGE, index + 1)
    _place(ds, stack.grid, stack.height(index), stack.step)
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ds.AcquisitionDate, ds.AcquisitionTime, ds.AcquisitionNumber = series.date, series.time, 1
    ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 15, 1
    ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = str(_INTERCEPT), "1", "HU"
    ds.WindowCenter, ds.WindowWidth, ds.WindowCenterWidthExplanation = ["40", "-500"], ["400", "1500"], ["SOFT", "LUNG"]
    ds.KVP, ds.XRayTubeCurrent, ds.ExposureTime, ds.ConvolutionKernel = "100", "145", "500", "STANDARD"
    ds.PatientPosition, ds.GantryDetectorTilt = "HFS", "0"
    ds.ContrastBolusAgent = "Iohexol 300"
    ds.PixelData = np.rint(np.clip(hu, -1024, 3071) - _INTERCEPT).astype("<i2").tobytes()
    return encoded(ds, series.syntaxes.get(index, ""))


_GRAINS: dict[tuple[int, int], list[Image]] = {}


def _grain(seed: int, size: int) -> list[Image]:
    if (seed, size) not in _GRAINS:
        _GRAINS[seed, size] = reconstruction_noise(generator(seed, "grain", size), size)
    return _GRAINS[seed, size]


@dataclass(frozen=True)
class Dose:
    """The injected FDG: activity (Bq) and when (HHMMSS)."""

    activity: float
    injected: str


def pet_volume(phantom: Phantom, stack: Stack, rng: np.random.Generator) -> Image:
    """SUV, shape (count, size, size): scanner blur of about 6 mm in all directions and counting noise."""
    volume = np.stack([phantom.slice_at(stack.height(i), stack.grid, "suv") for i in range(stack.count)])
    sigma = 6.0 / 2.355 / stack.grid.spacing
    volume = np.stack([cv2.GaussianBlur(plane, (0, 0), sigma) for plane in volume])
    flat = cv2.GaussianBlur(volume.reshape(stack.count, -1), (1, 0), sigmaX=1e-6, sigmaY=6.0 / 2.355 / stack.step)
    grains = reconstruction_noise(rng, stack.grid.size)
    noise = np.stack([np.roll(grains[i % 3], i * 37, 1) for i in range(stack.count)])
    out: Image = np.maximum(flat.reshape(volume.shape) + noise * (0.05 + 0.09 * np.sqrt(volume)), 0).astype(np.float32)
    return out


def pet_slice(series: Series, suv: Image, stack: Stack, index: int, dose: Dose) -> bytes:
    """Slice `index` of a PET series from its SUV plane; pixels are Bq/ml, decay corrected to the scan's start."""
    ds = series.new(PET_STORAGE, index + 1)
    _place(ds, stack.grid, stack.height(index), stack.step)
    seconds = _seconds(series.time) - _seconds(dose.injected)
    remaining = dose.activity * 2.0 ** (-seconds / F18_HALF_LIFE)
    becquerel = suv * remaining / (series.patient.weight * 1000.0)
    slope = max(float(becquerel.max()), 1.0) / 32767.0
    ds.ImageType = ["ORIGINAL", "PRIMARY"]
    ds.AcquisitionDate, ds.AcquisitionTime = series.date, series.time
    ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 15, 1
    ds.RescaleIntercept, ds.RescaleSlope = "0", f"{slope:.8g}"
    ds.SmallestImagePixelValue, ds.LargestImagePixelValue = 0, 32767
    _fill_pet(ds, stack, dose)
    ds.FrameReferenceTime, ds.ActualFrameDuration, ds.ImageIndex = "0", "150000", index + 1
    ds.PixelData = np.rint(becquerel / slope).astype("<i2").tobytes()
    return encoded(ds, series.syntaxes.get(index, ""))


def _fill_pet(ds: Dataset, stack: Stack, dose: Dose) -> None:
    """PET series and isotope modules (PS3.3 C.8.9.1, C.8.9.2)."""
    ds.Units, ds.CountsSource, ds.SeriesType = "BQML", "EMISSION", ["WHOLE BODY", "IMAGE"]
    ds.DecayCorrection, ds.CorrectedImage = "START", ["NORM", "DTIM", "ATTN", "SCAT", "DECY", "RAN"]
    ds.NumberOfSlices, ds.AttenuationCorrectionMethod = stack.count, "measured, CT"
    ds.ReconstructionMethod, ds.CollimatorType, ds.RandomsCorrectionMethod = "OSEM 3D 3i24s PSF", "NONE", "DLYD"
    ds.DecayFactor = "1"
    drug = Dataset()
    drug.Radiopharmaceutical = "Fluorodeoxyglucose F^18^"
    drug.RadiopharmaceuticalStartTime, drug.RadionuclideTotalDose = dose.injected, f"{dose.activity:.0f}"
    drug.RadionuclideHalfLife, drug.RadionuclidePositronFraction = f"{F18_HALF_LIFE}", "0.97"
    drug.RadionuclideCodeSequence = DicomSequence([code("C-111A1", "SRT", "^18^Fluorine")])
    drug.RadiopharmaceuticalCodeSequence = DicomSequence([code("C-B1031", "SRT", "Fluorodeoxyglucose F^18^")])
    ds.RadiopharmaceuticalInformationSequence = DicomSequence([drug])


def code(value: str, scheme: str, meaning: str) -> Dataset:
    """A code sequence item (PS3.3 8.8)."""
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def _seconds(time: str) -> int:
    return int(time[:2]) * 3600 + int(time[2:4]) * 60 + int(time[4:6])
