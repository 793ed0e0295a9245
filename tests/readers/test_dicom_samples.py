"""Every sample of pydicom's wheel and of the public collection: read or refused, and the same by every way."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pydicom
import pytest
from pydicom import dcmread

from consilium.domain.errors import UnreadableError
from consilium.readers import dicom
from consilium.readers.contract import Collected, Context, MemorySource, Probe
from consilium.readers.dicom.odd import asked
from consilium.readers.dicom.part10 import envelope
from consilium.readers.dicom.walk import DeclinedError, walked

IN_WHEEL = Path(pydicom.__file__).parent / "data" / "test_files"
SAMPLES = sorted(path for path in IN_WHEEL.rglob("*") if path.is_file() and "TINY_ALPHA" not in path.parts)
BINARY = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "UN"})
# pydicom's JSON differs where it looks private creators of UN up, keeps trailing blanks of all but the last value,
# writes empty values as "", refuses numbers that are none, or keeps half of a last item.
OWN_WAY = frozenset({"J2K_pixelrep_mismatch.dcm", "badVR.dcm", "rtplan_truncated.dcm", "DICOMDIR-nooffset"})


def comparable(data: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes without binary values and references, blanks trimmed and empty values one way."""
    out: dict[str, Any] = {}
    for tag, attribute in data.items():
        vr = str(attribute["vr"])
        if tag.endswith("0000") or tag >= "7FE00008" or tag[:4] in ("0002", "300C") or "BulkDataURI" in attribute:
            continue
        values = attribute.get("Value") or []
        if vr == "SQ":
            out[tag] = ["SQ", [comparable(item) for item in values]]
        elif vr in BINARY:
            out[tag] = "binary"
        else:
            out[tag] = [vr, [value.strip() or None if isinstance(value, str) else value for value in values]]
    return out


def both_ways(content: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    found = envelope(content[:65_536], len(content))
    if found is None or found.deflated:
        pytest.skip("no plain data set in this sample")
    source = MemorySource(content)
    try:
        fast = walked(source, found.dataset, found.encoding)
    except DeclinedError:
        pytest.skip("the walk declines this sample")
    slow = asked(source, found.dataset, found.encoding)
    assert (fast.pixels, fast.guessed_letters) == (slow.pixels, slow.guessed_letters)
    return comparable(fast.json), comparable(slow.json)


def without_long(data: Any) -> Any:
    """Without the tags of items that one way refers to and the other holds or drops: values over 1 KB."""
    if isinstance(data, dict):
        return {tag: without_long(value) for tag, value in data.items() if value != "binary"}
    return [without_long(value) for value in data] if isinstance(data, list) else data


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_of_pydicom_is_read_or_refused(path: Path) -> None:
    source = MemorySource(path.read_bytes())
    found = dicom.sniff(Probe(source, path.name))
    context = Context(Collected(), source.size)
    try:
        reading = dicom.read(source, context)
    except UnreadableError:
        assert found is None
        return
    assert reading.format == found
    refused = "dicom.picture"
    try:
        dicom.picture(source, context)
    except UnreadableError as error:
        refused = error.code
    assert refused.startswith("dicom.picture")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_walk_and_pydicom_find_the_same_header(path: Path) -> None:
    if path.name == "rtplan_truncated.dcm":
        pytest.skip("of its last item each keeps what it has when the file ends")
    fast, slow = both_ways(path.read_bytes())
    assert without_long(fast) == without_long(slow)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_header_is_what_pydicoms_own_json_says(path: Path) -> None:
    if path.name in OWN_WAY:
        pytest.skip("pydicom's JSON has its own way here")
    fast, _ = both_ways(path.read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = dcmread(path, force=True, stop_before_pixels=True).to_json_dict(suppress_invalid_tags=True)
    assert without_long(fast) == without_long(comparable(theirs))


def test_the_public_collection_is_read(shared_data: Path) -> None:
    formats = set()
    for path in sorted((shared_data / "dicom").rglob("*")):
        if not path.is_file():
            continue
        source = MemorySource(path.read_bytes())
        found = dicom.sniff(Probe(source, path.name))
        if found is not None:
            formats.add(dicom.read(source, Context(Collected(), source.size)).format)
    assert formats >= {"dicom", "dicomdir", "dicom-sr", "dicom-wsi", "dicom-seg"}


def test_a_real_disc_without_file_extensions_is_read_whole(shared_data: Path) -> None:
    slices = sorted((shared_data / "dicom" / "ct-cranium-108" / "cd").rglob("IM*"))
    places = set()
    for path in slices:
        source = MemorySource(path.read_bytes())
        facts: Any = dicom.read(source, Context(Collected(), source.size)).facts
        assert facts["preamble"]["complete"]
        places.add(facts["instance"]["position"][2])
    assert len(slices) == len(places) == 108
