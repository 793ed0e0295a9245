"""What of a scanned slide's own words stays (TIFF tags, Aperio's description)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LIBRARY = re.compile(r"Aperio (?:Image Library|Leica Biosystems) ?v?[\d.]{0,20}")
_WORDS = frozenset(
    ["aperio", "image", "library", "v", "x", "jpeg", "rgb", "q", "j2k", "yuv", "yc", "ycc", "kdu", "byp", "lzw",
     "resized", "macro", "label", "thumbnail"]
)  # fmt: skip
_MEASURES = re.compile(r"[\w\s,()\[\]{}/;:=>.-]{0,300}")
_PARTS = re.compile(r"[^\W\d_]+|\d+")
_VALUE = re.compile(r"-?\d{1,9}(?:\.\d{1,12})?")

OME = "http://www.openmicroscopy.org/Schemas/OME/2016-06"


@dataclass(frozen=True)
class TiffRules:
    """Formats that can be cleaned, tags that stay by number, keys of Aperio's description, makers by name."""

    formats: frozenset[str]
    tags: frozenset[int]
    aperio: frozenset[str]
    makers: frozenset[str]


def aperio_description(text: str, keys: frozenset[str]) -> str:
    """Aperio's description with the measures that are listed: `Aperio Image Library v1\\r\\n100x100 ...|MPP = 0.5`.

    The first two lines say which library wrote it and how large the image is; readers know the format by the first
    word. What does not look like that goes.
    """
    head, *pairs = text.split("|")
    lines = head.splitlines() or [""]
    library = _LIBRARY.match(lines[0])
    sizes = lines[1].strip() if len(lines) > 1 and _is_sizes(lines[1].strip()) else ""
    first = library[0].strip() if library else "Aperio"
    kept = [f"{key} = {value}" for key, value in map(_pair, pairs) if key in keys and _VALUE.fullmatch(value)]
    return "|".join([f"{first}\r\n{sizes}" if sizes else f"{first}\r\n", *kept])


def ome_description(
    size: tuple[int, int, int, int], mpp: tuple[float | None, float | None], objective: float | None
) -> str:
    """An OME header that says what readers need and nothing else: pixels, their size, the objective.

    Lengths are in micrometres where no unit is stated (OME 2016-06).

    size   width, height, samples a pixel, bits a sample
    mpp    micrometres a pixel, x and y
    """
    spacing = "".join(
        f' PhysicalSize{axis}="{value:.6g}"'
        for axis, value in zip("XY", mpp, strict=True) if value
    )  # fmt: skip
    scanned = used = ""
    if objective:
        scanned = '<Instrument ID="Instrument:0"><Objective ID="Objective:0:0"'
        scanned += f' NominalMagnification="{objective:g}"/></Instrument>'
        used = '<InstrumentRef ID="Instrument:0"/><ObjectiveSettings ID="Objective:0:0"/>'
    width, height, samples, bits = size
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><OME xmlns="{OME}">{scanned}'
        f'<Image ID="Image:0">{used}<Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint{bits}"'
        f' SizeX="{width}" SizeY="{height}" SizeZ="1" SizeC="{samples}" SizeT="1"{spacing}>'
        f'<Channel ID="Channel:0:0" SamplesPerPixel="{samples}"/><TiffData IFD="0" PlaneCount="1"/></Pixels></Image>'
        "</OME>"
    )


def _pair(part: str) -> tuple[str, str]:
    key, _, value = part.partition("=")
    return key.strip(), value.strip()


def _is_sizes(line: str) -> bool:
    """Whether a line says nothing but sizes and how the image is compressed."""
    parts = _PARTS.findall(line.casefold())
    return bool(_MEASURES.fullmatch(line)) and all(part in _WORDS or _is_small(part) for part in parts)


def _is_small(part: str) -> bool:
    return part.isdigit() and len(part) <= 6
