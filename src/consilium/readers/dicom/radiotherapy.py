"""Radiotherapy objects: plan, dose and structure set summaries (PS3.3 C.8.8). Doses are in Gy."""

from __future__ import annotations

from collections.abc import Mapping

from consilium.domain.records import Json
from consilium.readers.contract import Source
from consilium.readers.dicom.attributes import items, number, text, values, whole
from consilium.readers.dicom.header import Pixels
from consilium.readers.dicom.report import attribute_lines
from consilium.readers.dicom.values import Attribute

MAX_LISTED = 2_000
MAX_DOSE_BYTES = 64 << 20
CHUNK = 4 << 20

Facts = dict[str, Json]


def plan(data: Mapping[str, Json]) -> tuple[Facts, list[str]]:
    """`label`, `name`, `description`, `date`, `intent`, `protocols[]`, `sites[]`, `geometry`, `approval`,
    `prescriptions[]`, `fraction_groups[]`, `beams[]`; and lines to search.
    """
    prescriptions = [_prescription(one) for one in items(data, "300A0010")][:MAX_LISTED]
    groups = [_fraction_group(one) for one in items(data, "300A0070")][:MAX_LISTED]
    beams = [_beam(one) for tag in ("300A00B0", "300A03A2") for one in items(data, tag)][:MAX_LISTED]
    facts: Facts = {
        "label": text(data, "300A0002"),
        "name": text(data, "300A0003"),
        "description": text(data, "300A0004"),
        "date": text(data, "300A0006"),
        "intent": text(data, "300A000A"),
        "protocols": values(data, "300A0009"),
        "sites": values(data, "300A000B"),
        "geometry": text(data, "300A000C"),
        "approval": text(data, "300E0002"),
        "prescriptions": [*prescriptions],
        "fraction_groups": [*groups],
        "beams": [*beams],
    }
    return facts, _plan_lines(data)


def _prescription(one: Attribute) -> Facts:
    return {
        "number": whole(one, "300A0012"),
        "structure": text(one, "300A0014"),
        "type": text(one, "300A0020"),
        "description": text(one, "300A0016"),
        "roi": whole(one, "30060084"),
        "dose_gy": number(one, "300A0026"),
        "minimum_gy": number(one, "300A0025"),
        "maximum_gy": number(one, "300A0027") or number(one, "300A002C"),
    }


def _fraction_group(one: Attribute) -> Facts:
    """`beam_doses_gy` is dose per fraction of each beam at its specification point (300A,0084)."""
    return {
        "number": whole(one, "300A0071"),
        "fractions": whole(one, "300A0078"),
        "beams": whole(one, "300A0080"),
        "brachy_setups": whole(one, "300A00A0"),
        "beam_doses_gy": _of_beams(one, "300A0084"),
        "meterset": _of_beams(one, "300A0086"),
    }


def _of_beams(group: Attribute, tag: str) -> list[Json]:
    found: list[Json] = [number(beam, tag) for beam in items(group, "300C0004")]
    return found[:MAX_LISTED]


def _beam(one: Attribute) -> Facts:
    first_point = next(items(one, "300A0111"), next(items(one, "300A03A8"), {}))
    return {
        "number": whole(one, "300A00C0"),
        "name": text(one, "300A00C2"),
        "type": text(one, "300A00C4"),
        "radiation": text(one, "300A00C6"),
        "machine": text(one, "300A00B2"),
        "delivery": text(one, "300A00CE"),
        "energy": number(first_point, "300A0114"),
    }


def _plan_lines(data: Mapping[str, Json]) -> list[str]:
    top = ("300A0002", "300A0003", "300A0004", "300A0006", "300A000A", "300E0002")
    lines = attribute_lines([(tag, text(data, tag)) for tag in top if text(data, tag)])
    for one in list(items(data, "300A0010"))[:MAX_LISTED]:
        found = [(tag, text(one, tag)) for tag in ("300A0016", "300A0020", "300A0026") if text(one, tag)]
        lines += attribute_lines(found)
    for one in list(items(data, "300A0070"))[:MAX_LISTED]:
        lines += attribute_lines([(tag, text(one, tag)) for tag in ("300A0078", "300A0080") if text(one, tag)])
    return lines


def structures(data: Mapping[str, Json]) -> tuple[Facts, list[str]]:
    """`label`, `name`, `date`, `rois[]` with `number`, `name`, `type`, `algorithm`; lines with the ROIs' names."""
    kinds = {whole(one, "30060084"): text(one, "300600A4") for one in items(data, "30060080")}
    rois: list[Json] = [
        {
            "number": whole(one, "30060022"),
            "name": text(one, "30060026"),
            "type": kinds.get(whole(one, "30060022"), ""),
            "algorithm": text(one, "30060036"),
        }
        for one in list(items(data, "30060020"))[:MAX_LISTED]
    ]
    facts: Facts = {
        "label": text(data, "30060002"),
        "name": text(data, "30060004"),
        "date": text(data, "30060008"),
        "approval": text(data, "300E0002"),
        "rois": rois,
    }
    names = [("30060026", text(one, "30060026")) for one in list(items(data, "30060020"))[:MAX_LISTED]]
    return facts, attribute_lines([("30060002", text(data, "30060002")), *names])


def dose(data: Mapping[str, Json], source: Source, pixels: Pixels | None) -> Facts:
    """`units`, `type`, `summation`, `comment`, `scaling`, `maximum` (in `units`; None where it is dear to find)."""
    return {
        "units": text(data, "30040002"),
        "type": text(data, "30040004"),
        "comment": text(data, "30040006"),
        "summation": text(data, "3004000A"),
        "scaling": number(data, "3004000E"),
        "maximum": _maximum(data, source, pixels),
    }


def _maximum(data: Mapping[str, Json], source: Source, pixels: Pixels | None) -> float | None:
    """The largest dose of an uncompressed little endian grid."""
    scaling, bits = number(data, "3004000E"), whole(data, "00280100")
    if pixels is None or not pixels.length or scaling is None or bits not in (16, 32):
        return None
    if pixels.length > MAX_DOSE_BYTES or pixels.offset + pixels.length > source.size:
        return None
    import numpy

    signed = "i" if whole(data, "00280103") == 1 else "u"
    largest = 0.0
    for start in range(0, pixels.length, CHUNK):
        raw = source.read_at(pixels.offset + start, min(CHUNK, pixels.length - start))
        grid = numpy.frombuffer(raw[: len(raw) // (bits // 8) * (bits // 8)], f"<{signed}{bits // 8}")
        largest = max(largest, float(grid.max())) if grid.size else largest
    return largest * float(scaling)


def treatment_record(data: Mapping[str, Json]) -> Facts:
    """What was delivered in a session: `date`, `plan`, `fraction`, `sessions[]` (beam, delivered dose)."""
    beams: list[Json] = [
        {
            "name": text(one, "300A00C2"),
            "number": whole(one, "300C0006"),
            "fraction": whole(one, "30080022"),
            "status": text(one, "3008002A"),
            "delivered_meterset": number(one, "30080037"),
        }
        for tag in ("30080020", "30080021")
        for one in list(items(data, tag))[:MAX_LISTED]
    ]
    return {
        "date": text(data, "30080250"),
        "status": text(data, "30080200"),
        "fractions_planned": whole(next(items(data, "30080220"), {}), "300A0078"),
        "beams": beams,
    }
