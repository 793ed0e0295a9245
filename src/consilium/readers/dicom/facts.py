"""The facts of one instance, picked from its DICOM JSON. Their shapes are in the package's docstring."""

from __future__ import annotations

from collections.abc import Mapping

from consilium.domain.records import Json
from consilium.readers.dicom.attributes import first, item, items, number, numbers, text, values, whole
from consilium.readers.dicom.part10 import SOP_CLASS, SOP_INSTANCE, Envelope

MAX_FRAMES = 20_000  # of one instance whose positions are listed

Facts = dict[str, Json]


def study(data: Mapping[str, Json]) -> Facts:
    return {
        "uid": text(data, "0020000D"),
        "date": text(data, "00080020"),
        "time": text(data, "00080030"),
        "accession": text(data, "00080050"),
        "description": text(data, "00081030"),
        "id": text(data, "00200010"),
    }


def series(data: Mapping[str, Json]) -> Facts:
    return {
        "uid": text(data, "0020000E"),
        "number": whole(data, "00200011"),
        "modality": text(data, "00080060"),
        "description": text(data, "0008103E"),
        "body_part": text(data, "00180015"),
        "laterality": text(data, "00200060"),
        "protocol": text(data, "00181030"),
    }


def sop_class(data: Mapping[str, Json], envelope: Envelope) -> str:
    """The data set's own SOP Class before that of the meta group, which some writers leave wrong."""
    return text(data, "00080016") or envelope.meta.get(SOP_CLASS, "")


def instance(data: Mapping[str, Json], envelope: Envelope) -> Facts:
    return {
        "uid": text(data, "00080018") or envelope.meta.get(SOP_INSTANCE, ""),
        "sop_class": sop_class(data, envelope),
        "number": whole(data, "00200013"),
        "transfer_syntax": envelope.syntax,
        "rows": whole(data, "00280010"),
        "columns": whole(data, "00280011"),
        "samples": whole(data, "00280002"),
        "frames": whole(data, "00280008"),
        "bits": whole(data, "00280100"),
        "photometric": text(data, "00280004"),
        "image_type": values(data, "00080008"),
        "frame_of_reference": text(data, "00200052"),
        **geometry(data),
        "window_center": numbers(data, "00281050"),
        "window_width": numbers(data, "00281051"),
        **_nuclear(data),
    }


def geometry(data: Mapping[str, Json]) -> Facts:
    """Position, orientation, spacing in mm, of the instance or of an enhanced one's shared groups (PS3.3 C.7.6.16)."""
    shared = item(data, "52009229") if "52009229" in data else {}
    measures = item(shared, "00289110") if shared else data
    orientation = numbers(item(shared, "00209116") if shared else data, "00200037")
    return {
        "position": _of_length(numbers(data, "00200032"), 3),
        "orientation": _of_length(orientation, 6),
        "spacing": _of_length(numbers(measures, "00280030") or numbers(data, "00181164"), 2),
        "thickness": number(measures, "00180050"),
    }


def _of_length(listed: list[Json], length: int) -> list[Json]:
    return listed if len(listed) == length else []


def frame_positions(data: Mapping[str, Json]) -> list[Json]:
    """Where each frame of an enhanced instance lies, in mm; empty unless every frame says so."""
    positions: list[Json] = []
    for group in items(data, "52009230"):
        found = _of_length(numbers(item(group, "00209113"), "00200032"), 3)
        if not found or len(positions) >= MAX_FRAMES:
            return []
        positions.append(list(found))
    return positions


def _nuclear(data: Mapping[str, Json]) -> Facts:
    """What was injected for a PET or NM image (PS3.3 C.8.9.2)."""
    given = item(data, "00540016") if "00540016" in data else {}
    if not given:
        return {}
    tracer = text(given, "00180031") or text(item(given, "00540304"), "00080104")
    return {
        "radiopharmaceutical": {
            "name": tracer,
            "dose_bq": number(given, "00181074"),
            "half_life_s": number(given, "00181075"),
            "start": text(given, "00181078") or text(given, "00181072"),
            "weight_kg": number(data, "00101030"),
            "units": text(data, "00541001"),
        }
    }


def envelope_facts(envelope: Envelope) -> Facts:
    """How the file is wrapped, for those who have to write it into a media set."""
    return {
        "state": envelope.preamble,
        "dataset": envelope.dataset,
        "complete": envelope.complete,
        "implicit": envelope.encoding.implicit,
        "big_endian": envelope.encoding.order == ">",
        "contrary": envelope.contrary,
    }


def comment_tags(data: Mapping[str, Json]) -> list[tuple[str, str]]:
    """Free text in an image's header that a person may search for."""
    tags = ("001021B0", "00104000", "00204000", "00324000", "4008010B", "00402400", "300A0003", "300A0004", "00181400")
    return [(tag, str(first(data, tag))) for tag in tags if tag in data and isinstance(first(data, tag), str)]
