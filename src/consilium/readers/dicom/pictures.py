"""A thumbnail as a radiologist would first see the image: window or VOI LUT, inverted where the image says so."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import numpy
from numpy.typing import NDArray
from PIL import Image

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Json
from consilium.readers.contract import Context, Source
from consilium.readers.dicom.attributes import item, number, text
from consilium.readers.dicom.frames import lookup_table, middle_frame
from consilium.readers.dicom.header import Header
from consilium.readers.dicom.part10 import Envelope

SIDE = 256  # pixels, the longer side
SOFT_TISSUE = (40.0, 400.0)  # Hounsfield units, where a CT states no window
PALETTES = (("00281101", "00281201"), ("00281102", "00281202"), ("00281103", "00281203"))
OF_COUNTS = frozenset({"PT", "NM"})
DOSES = frozenset({"RTDOSE", "SEG"})

Array = NDArray[Any]
Window = tuple[float, float, str]  # center, width, function (PS3.3 C.11.2.1.2)


def thumbnail(source: Source, header: Header, found: Envelope, context: Context) -> None:
    """Make the PNG and hand it on. `source` holds the data set, inflated where it was deflated."""
    if header.pixels is None:
        raise UnreadableError("dicom.picture_none")
    frame = middle_frame(source, header.json, header.pixels, found, context)
    try:
        with numpy.errstate(all="ignore"):
            png = rendered(source, header.json, frame)
    except (ValueError, ArithmeticError, IndexError) as error:
        raise UnreadableError("dicom.picture_broken") from error
    context.picture("thumbnail", "image/png", png)


def rendered(source: Source, data: Mapping[str, Json], frame: Array) -> bytes:
    """PNG bytes of a decoded frame."""
    if frame.ndim == 3:
        image = Image.fromarray(eight_bits(frame[..., :3]), "RGB")
    elif text(data, "00280004") == "PALETTE COLOR" and (coloured := palette(source, data, frame)) is not None:
        image = Image.fromarray(coloured, "RGB")
    else:
        image = Image.fromarray(gray(source, data, _thinned(frame)), "L")
    image.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=False)
    return file.getvalue()


def _thinned(frame: Array) -> Array:
    """Every n-th pixel of a very large frame, so that windowing it stays cheap."""
    step = max(1, min(frame.shape[:2]) // (SIDE * 4))
    return numpy.asarray(frame[::step, ::step])


def eight_bits(frame: Array) -> Array:
    """Samples of any depth as 8 bits."""
    if frame.dtype == numpy.uint8:
        return numpy.ascontiguousarray(frame)
    top = float(frame.max()) or 1.0
    return numpy.asarray(numpy.clip(frame.astype("f4") * (255.0 / top), 0, 255), "u1")


def palette(source: Source, data: Mapping[str, Json], frame: Array) -> Array | None:
    """A frame of indices in its colours (PS3.3 C.7.6.3.1.5); None without tables."""
    channels: list[Array] = []
    for tags in PALETTES:
        table = lookup_table(source, data, tags)
        if table is None:
            return None
        first, entries = table
        wide = entries.dtype == numpy.uint16 and int(entries.max(initial=0)) > 255
        channel = entries[numpy.clip(frame.astype("i8") - first, 0, len(entries) - 1)]
        channels.append((channel >> 8 if wide else channel).astype("u1"))
    return numpy.stack(channels, axis=-1)


def gray(source: Source, data: Mapping[str, Json], frame: Array, asked: Window | None = None) -> Array:
    """A single-sample frame as 8 bits: modality transform, then VOI transform, then inversion (PS3.4 N.2).

    `asked` is a window that somebody wants instead of what the image states.
    """
    padding = number(data, "00280120")
    ignored = frame == padding if padding is not None else numpy.zeros(frame.shape, bool)
    measured = _measured(source, data, frame)
    shown = _voi(source, data, measured, ignored, asked)
    inverted = text(data, "00280004") == "MONOCHROME1" or text(data, "20500020") == "INVERSE"
    # Counts are read dark on white, as in nuclear medicine reports.
    if inverted != (text(data, "00080060") in OF_COUNTS and text(data, "00280004") != "MONOCHROME1"):
        shown = 255 - shown
        shown[ignored] = 255 if text(data, "00080060") in OF_COUNTS else 0
    return shown


def _measured(source: Source, data: Mapping[str, Json], frame: Array) -> Array:
    table = lookup_table(source, item(data, "00283000"), ("00283002", "00283006"))
    if table is not None:
        first, entries = table
        return numpy.asarray(entries[numpy.clip(frame.astype("i8") - first, 0, len(entries) - 1)], "f4")
    groups = item(item(data, "52009229"), "00289145") or item(item(data, "52009230"), "00289145")
    slope, intercept = number(groups or data, "00281053"), number(groups or data, "00281052")
    return numpy.asarray(
        frame.astype("f4") * (1.0 if slope is None else slope) + (0.0 if intercept is None else intercept)
    )


def _voi(
    source: Source, data: Mapping[str, Json], measured: Array, ignored: Array, asked: Window | None = None
) -> Array:
    window = asked[:2] if asked else stated_window(data)
    function = asked[2] if asked else text(data, "00281056")
    table = lookup_table(source, item(data, "00283010"), ("00283002", "00283006")) if window is None else None
    if table is not None:
        first, entries = table
        mapped = entries[numpy.clip(measured.astype("i8") - first, 0, len(entries) - 1)]
        return eight_bits(mapped)
    low, high = _of_window(function, asked[:2]) if asked else _range(data, measured[~ignored], window)
    if function == "SIGMOID" and window is not None:
        shown = 1.0 / (1.0 + numpy.exp(numpy.clip(-4.0 * (measured - window[0]) / window[1], -60, 60)))
    else:
        shown = (measured - low) / ((high - low) or 1.0)
    shown = numpy.clip(numpy.nan_to_num(shown), 0.0, 1.0) * 255.0
    shown[ignored] = 0
    return shown.astype("u1")


def stated_window(data: Mapping[str, Json]) -> tuple[float, float] | None:
    """The first window center and width, of the image or of an enhanced one's groups; None when there is none."""
    groups = item(item(data, "52009230"), "00289132") or item(item(data, "52009229"), "00289132")
    center, width = number(groups or data, "00281050"), number(groups or data, "00281051")
    return None if center is None or width is None or width < 1 else (float(center), float(width))


def _range(data: Mapping[str, Json], seen: Array, window: tuple[float, float] | None) -> tuple[float, float]:
    """From which value (black) to which (white). Without pixels to go by, 0 to 1."""
    modality = text(data, "00080060")
    if modality == "PT" or (modality in OF_COUNTS and window is None):
        return 0.0, _percentile(seen[seen > 0], 99.5)  # stated PET windows are often those of another unit
    if window is not None:
        return _of_window(text(data, "00281056"), window)
    if modality == "CT":
        return _of_window(text(data, "00281056"), SOFT_TISSUE)
    if modality in DOSES:
        return 0.0, float(seen.max(initial=0.0)) or 1.0
    return _percentile(seen, 0.5), _percentile(seen, 99.5)


def _of_window(function: str, window: tuple[float, float]) -> tuple[float, float]:
    """PS3.3 C.11.2.1.2: LINEAR shifts by half a step, LINEAR_EXACT does not."""
    center, width = window
    if function == "LINEAR_EXACT":
        return center - width / 2, center + width / 2
    return center - 0.5 - (width - 1) / 2, center - 0.5 + (width - 1) / 2


def _percentile(seen: Array, percent: float) -> float:
    if not seen.size:
        return 1.0 if percent > 50 else 0.0
    return float(numpy.percentile(seen, percent))
