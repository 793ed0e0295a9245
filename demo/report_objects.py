"""DICOM objects that are no images of the body: a text report (SR), a screen capture, a radiotherapy plan and dose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont
from pydicom import Dataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import UID

from demo.dicom import Series, Stack, code, encoded
from demo.phantom import Image
from demo.seed import uid

BASIC_TEXT_SR = "1.2.840.10008.5.1.4.1.1.88.11"
SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
RT_PLAN = "1.2.840.10008.5.1.4.1.1.481.5"
RT_DOSE = "1.2.840.10008.5.1.4.1.1.481.2"
_FONT = Path(__file__).parent / "fonts" / "LiberationSans-Regular.ttf"


def text_report(series: Series, title: str, sections: Sequence[tuple[str, str]]) -> bytes:
    """A Basic Text SR (PS3.3 A.35.1): a container of headed texts, complete and verified."""
    ds = series.new(BASIC_TEXT_SR, 1)
    ds.CompletionFlag, ds.VerificationFlag, ds.ValueType, ds.ContinuityOfContent = (
        "COMPLETE", "UNVERIFIED", "CONTAINER", "SEPARATE")  # fmt: skip
    ds.ConceptNameCodeSequence = DicomSequence([code("18748-4", "LN", title)])
    ds.ReferencedPerformedProcedureStepSequence = DicomSequence([])
    ds.PerformedProcedureCodeSequence = DicomSequence([])
    ds.ContentSequence = DicomSequence([_section(heading, text) for heading, text in sections])
    return encoded(ds)


def _section(heading: str, text: str) -> Dataset:
    names = {"Findings": "121070", "Impression": "121072", "Conclusion": "121076", "History": "121060"}
    item, leaf = Dataset(), Dataset()
    leaf.RelationshipType, leaf.ValueType = "CONTAINS", "TEXT"
    leaf.ConceptNameCodeSequence = DicomSequence([code(names.get(heading, "121106"), "DCM", heading)])
    leaf.TextValue = text
    item.RelationshipType, item.ValueType, item.ContinuityOfContent = "CONTAINS", "CONTAINER", "SEPARATE"
    item.ConceptNameCodeSequence = leaf.ConceptNameCodeSequence
    item.ContentSequence = DicomSequence([leaf])
    return item


def screen_capture(series: Series, lines: Sequence[str], mip: Image | None) -> bytes:
    """An RGB secondary capture: burned-in name, lines of text and, for PET, a projection of 460 x 250 pixels (SUV)."""
    picture = Picture.new("RGB", (640, 480), (8, 10, 14))
    if mip is not None:
        grey = np.clip(255 - mip / 7.0 * 255, 0, 255).astype(np.uint8)
        picture.paste(Picture.fromarray(grey).convert("RGB"), (380, 10))
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(str(_FONT), 15)
    for row, line in enumerate(lines):
        draw.text((14, 14 + 22 * row), line, fill=(220, 222, 210), font=font)
    ds = series.new(SECONDARY_CAPTURE, 1)
    ds.ImageType, ds.ConversionType, ds.BurnedInAnnotation = ["DERIVED", "SECONDARY"], "WSD", "YES"
    ds.SamplesPerPixel, ds.PhotometricInterpretation, ds.PlanarConfiguration = 3, "RGB", 0
    ds.Rows, ds.Columns = 480, 640
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 8, 8, 7, 0
    ds.PixelData = picture.tobytes()
    return encoded(ds)


def radiotherapy_plan(series: Series, plan: Mapping[str, Any]) -> bytes:
    """An RT Plan: prescription, fractions and beams (PS3.3 C.8.8.9 to C.8.8.14)."""
    ds = series.new(RT_PLAN, 1)
    ds.RTPlanLabel, ds.RTPlanDate, ds.RTPlanTime = plan["label"], series.date, series.time
    ds.RTPlanGeometry, ds.PlanIntent, ds.ApprovalStatus = "TREATMENT_DEVICE", "CURATIVE", "APPROVED"
    target = Dataset()
    target.DoseReferenceNumber, target.DoseReferenceStructureType = 1, "SITE"
    target.DoseReferenceType, target.DoseReferenceDescription = "TARGET", plan["target"]
    target.TargetPrescriptionDose = f"{plan['dose_gy']:g}"
    ds.DoseReferenceSequence = DicomSequence([target])
    group = Dataset()
    group.FractionGroupNumber, group.NumberOfFractionsPlanned = 1, plan["fractions"]
    group.NumberOfBeams, group.NumberOfBrachyApplicationSetups = len(plan["beams"]), 0
    group.ReferencedBeamSequence = DicomSequence([_beam_dose(n + 1, plan) for n in range(len(plan["beams"]))])
    ds.FractionGroupSequence = DicomSequence([group])
    ds.BeamSequence = DicomSequence([_beam(n + 1, name) for n, name in enumerate(plan["beams"])])
    return encoded(ds)


def _beam_dose(number: int, plan: Mapping[str, Any]) -> Dataset:
    item = Dataset()
    item.ReferencedBeamNumber = number
    item.BeamDose = f"{plan['dose_gy'] / plan['fractions'] / len(plan['beams']):.4f}"
    item.BeamMeterset = "112.4"
    return item


def _beam(number: int, name: str) -> Dataset:
    item = Dataset()
    item.BeamNumber, item.BeamName, item.BeamType, item.RadiationType = number, name, "STATIC", "PHOTON"
    item.TreatmentDeliveryType, item.NumberOfWedges, item.NumberOfCompensators = "TREATMENT", 0, 0
    item.NumberOfBoli, item.NumberOfBlocks, item.NumberOfControlPoints = 0, 0, 0
    item.TreatmentMachineName = "LINAC-1"
    return item


def radiotherapy_dose(series: Series, stack: Stack, plan: Mapping[str, Any]) -> bytes:
    """A multi-frame RT Dose grid in Gy (PS3.3 C.8.8.3): full dose at the target, falling off around it."""
    x, y, h = plan["center"]
    radius = np.asarray(plan["radii"], np.float64)
    axis = stack.grid.axis(slice(0, stack.grid.size)).astype(np.float64)
    heights = np.array([stack.height(i) for i in range(stack.count)])[::-1]
    off = [((heights - h) / radius[2])[:, None, None], ((axis - y) / radius[1])[None, :, None]]
    distance = np.sqrt(off[0] ** 2 + off[1] ** 2 + (((axis - x) / radius[0])[None, None, :]) ** 2)
    gray = plan["dose_gy"] / (1.0 + np.exp((distance - 1.15) / 0.11)) * 1.02
    ds = series.new(RT_DOSE, 1)
    ds.FrameOfReferenceUID = UID(uid(ds.StudyInstanceUID, "frame of reference"))
    ds.ImagePositionPatient = [f"{axis[0]:.3f}", f"{axis[0]:.3f}", f"{heights[0]:.2f}"]
    ds.ImageOrientationPatient, ds.PixelSpacing = [1, 0, 0, 0, 1, 0], [f"{stack.grid.spacing:g}"] * 2
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows = ds.Columns = stack.grid.size
    ds.NumberOfFrames, ds.FrameIncrementPointer = str(stack.count), 0x3004000C
    ds.GridFrameOffsetVector = [f"{stack.step * i:g}" for i in range(stack.count)]
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 16, 15, 0
    ds.DoseUnits, ds.DoseType, ds.DoseSummationType, ds.DoseGridScaling = "GY", "PHYSICAL", "PLAN", "0.001"
    reference = Dataset()
    reference.ReferencedSOPClassUID = UID(RT_PLAN)
    reference.ReferencedSOPInstanceUID = UID(uid(series.seed, series.study, series.number - 1, 1))
    ds.ReferencedRTPlanSequence = DicomSequence([reference])
    ds.PixelData = np.rint(gray * 1000).astype("<u2").tobytes()
    return encoded(ds)
