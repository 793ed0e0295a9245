"""What is stored is what is served, bit for bit, in every transfer syntax that pydicom's own test files have."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import numpy
import pydicom.data
import pytest
from django.test import Client
from PIL import Image
from pydicom import Dataset, dcmread
from pydicom.encaps import generate_frames
from pydicom.pixels import apply_color_lut, apply_modality_lut, apply_voi_lut, pixel_array

from consilium.actions.opened import Installation, OpenCase
from consilium.casebook.models import InputFile
from tests.web.imaging.dicomweb_service import FILES, OCTETS, Service, add

# pydicom warns of what is odd in its own samples.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

SAMPLES = Path(pydicom.data.__file__).parent / "test_files"
# What pydicom brings, but for the deflated one, whose UIDs can't be changed in place: another test serves that.
SYNTAXES = {
    "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2",
    "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80",
    "1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91", "1.2.840.10008.1.2.5",
}  # fmt: skip


def samples() -> dict[str, bytes]:
    """Each of pydicom's images, by a UID of its own: many are one image in several transfer syntaxes.

    The UID is changed in place, so that nothing else of the file is.
    """
    found: dict[str, bytes] = {}
    for path in sorted(SAMPLES.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        if data[128:132] == b"DICM":
            stored = read(data)
            uid = str(stored.get("SOPInstanceUID", ""))
            if "StudyInstanceUID" not in stored and "Rows" in stored:
                data = _with_a_study(stored)
            own = f"{uid[:-4]}{1000 + len(found)}"
            if len(uid) > 10 and "Rows" in stored and uid.encode() in data:
                found[own] = data.replace(uid.encode(), own.encode())
    return found


def _with_a_study(stored: Dataset) -> bytes:
    """The file with the UIDs that it lacks; its pixel data stays as it is."""
    stored.StudyInstanceUID, stored.SeriesInstanceUID = (
        f"{stored.SOPInstanceUID[:40]}.1",
        f"{stored.SOPInstanceUID[:40]}.2",
    )
    out = io.BytesIO()
    stored.save_as(out)
    return out.getvalue()


def read(data: bytes) -> Dataset:
    return dcmread(io.BytesIO(data))


@pytest.fixture
def served(
    installation: Installation, case: OpenCase, owner: Client, tmp_path: Path
) -> tuple[Service, OpenCase, Client, dict[str, Any]]:
    """All samples in one case; the instances that are served, by UID."""
    add(case, tmp_path / "samples", {f"{uid}.dcm": data for uid, data in samples().items()})
    service = Service(installation)
    listed: dict[str, Any] = {}
    reply = service.ask(f"/case/{case.id}/instances", owner)
    assert reply.status == 200
    for one in reply.json:
        listed[one["00080018"]["Value"][0]] = one
    return service, case, owner, listed


def by_uid(listed: dict[str, Any]) -> dict[str, bytes]:
    """The samples that are served, by UID."""
    return {uid: data for uid, data in samples().items() if uid in listed and read(data).get("SOPInstanceUID") == uid}


def place(one: Any, case: OpenCase) -> str:
    return str(one["00081190"]["Value"][0]).partition("/dicomweb")[2]


def test_every_transfer_syntax_is_served_as_it_is_stored(
    served: tuple[Service, OpenCase, Client, dict[str, Any]],
) -> None:
    service, case, owner, listed = served
    seen = set()
    for uid, data in by_uid(listed).items():
        reply = service.ask(place(listed[uid], case), owner, HTTP_ACCEPT=FILES)
        ((_, body),) = reply.parts()
        assert body == data, uid
        alone = service.ask(place(listed[uid], case), owner, HTTP_ACCEPT="application/dicom")
        assert (alone.status, alone.body) == (200, data)
        seen.add(str(read(data).file_meta.TransferSyntaxUID))
    assert seen >= SYNTAXES


def test_frames_are_those_of_the_file_bit_for_bit(served: tuple[Service, OpenCase, Client, dict[str, Any]]) -> None:
    service, case, owner, listed = served
    compared: Counter[str] = Counter()
    for uid, data in by_uid(listed).items():
        stored = read(data)
        if "PixelData" not in stored or "Rows" not in stored:
            continue
        try:
            frames = int(stored.get("NumberOfFrames", 1) or 1)
        except ValueError:  # one says "1A"
            continue
        syntax = stored.file_meta.TransferSyntaxUID
        wanted = _frames(stored, frames)
        for number in sorted({1, (frames + 1) // 2, frames}):
            reply = service.ask(f"{place(listed[uid], case)}/frames/{number}", owner, HTTP_ACCEPT=OCTETS)
            if wanted[number - 1] is None:
                assert reply.status == 404, uid
                continue
            assert reply.status == 200, (uid, reply.body)
            ((kind, body),) = reply.parts()
            assert body == wanted[number - 1], (uid, number)
            assert kind.endswith(syntax if syntax.is_compressed or syntax.endswith(".2.2") else "1.2.840.10008.1.2.1")
        compared[str(syntax)] += 1
    assert set(compared) >= SYNTAXES


def _frames(stored: Dataset, frames: int) -> list[bytes | None]:
    """Each frame's stored bytes; None for what the file does not hold."""
    if stored.file_meta.TransferSyntaxUID.is_encapsulated:
        found: list[bytes | None] = list(generate_frames(stored.PixelData, number_of_frames=frames))
        return found[:frames]
    area = stored.Rows * stored.Columns * stored.SamplesPerPixel
    area = area // 3 * 2 if stored.PhotometricInterpretation == "YBR_FULL_422" else area
    bits = area * stored.BitsAllocated
    if bits % 8 and frames > 1:
        every = numpy.unpackbits(numpy.frombuffer(stored.PixelData, "u1"), bitorder="little")
        return [numpy.packbits(every[at * bits : (at + 1) * bits], bitorder="little").tobytes() for at in range(frames)]
    size = (bits + 7) // 8
    pieces = [stored.PixelData[at * size : (at + 1) * size] for at in range(frames)]
    return [piece if len(piece) == size else None for piece in pieces]


def test_rendered_pictures_are_pydicoms_within_a_level_of_gray(
    served: tuple[Service, OpenCase, Client, dict[str, Any]],
) -> None:
    service, case, owner, listed = served
    compared: Counter[str] = Counter()
    for uid, data in by_uid(listed).items():
        stored = read(data)
        for number in _first_and_last(stored):
            wanted = _as_pydicom_shows(stored, number)
            if wanted is None:
                continue
            window = f"?window={_window(stored, number)}" if wanted.ndim == 2 else ""
            place_of = f"{place(listed[uid], case)}/frames/{number}/rendered{window}"
            reply = service.ask(place_of, owner, HTTP_ACCEPT="image/png")
            assert reply.status == 200, (uid, reply.body)
            got = numpy.asarray(Image.open(io.BytesIO(reply.body)), "i4")
            assert got.shape == wanted.shape, uid
            assert abs(got - wanted).max() <= 1, (uid, number)
            compared[str(stored.file_meta.TransferSyntaxUID)] += 1
            compared[str(stored.PhotometricInterpretation)] += 1
            compared["another frame"] += number > 1
    # JPEG of 12 bits is what pydicom's decoders refuse; another test asks for it.
    assert set(compared) >= SYNTAXES - {"1.2.840.10008.1.2.4.51"}
    assert set(compared) >= {"MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL"}
    assert compared["another frame"] > 1


def _first_and_last(stored: Dataset) -> list[int]:
    try:
        return sorted({1, int(stored.get("NumberOfFrames", 1) or 1)})
    except ValueError:  # one says "1A"
        return [1]


def _window(stored: Dataset, number: int) -> str:
    """A window over all values that there are."""
    values = apply_modality_lut(pixel_array(stored, index=number - 1), stored).astype("f8")
    low, high = float(values.min()), float(values.max())
    return f"{(low + high) / 2},{max(2.0, high - low)},linear-exact"


def _as_pydicom_shows(stored: Dataset, number: int) -> Any:
    """8 bits of a frame; None where pydicom can't, or where it is no plain image."""
    if "PixelData" not in stored or stored.get("BitsAllocated") not in (8, 16):
        return None
    try:
        frame = pixel_array(stored, index=number - 1)
        if stored.PhotometricInterpretation == "PALETTE COLOR":
            made = apply_color_lut(frame, stored)
            return (made >> 8 if made.dtype == numpy.uint16 else made).astype("i4")
        if frame.ndim == 3:
            return frame.astype("i4") if frame.dtype == numpy.uint8 else None
        shown = Dataset()
        center, width, _ = _window(stored, number).split(",")
        shown.WindowCenter, shown.WindowWidth, shown.VOILUTFunction = center, width, "LINEAR_EXACT"
        shown.PhotometricInterpretation = "MONOCHROME2"
        shown.BitsStored, shown.PixelRepresentation = 8, 0
        made = apply_voi_lut(apply_modality_lut(frame, stored).astype("f8"), shown)
    except Exception:  # noqa: BLE001 (what pydicom can't show is not compared)
        return None
    made = numpy.clip(made, 0, 255)
    # Counts are shown dark on white; padding is no tissue and is shown as what is around it.
    counts = stored.get("Modality") in ("PT", "NM")
    made = 255 - made if (stored.PhotometricInterpretation == "MONOCHROME1") != counts else made
    if "PixelPaddingValue" in stored:
        made[frame == stored.PixelPaddingValue] = 255 if counts else 0
    return numpy.floor(made).astype("i4")


def test_every_sample_that_is_an_image_is_served(served: tuple[Service, OpenCase, Client, dict[str, Any]]) -> None:
    _, case, _, listed = served
    readable = InputFile.objects.filter(case=case.row, reader="dicom", series_key__isnull=False).exclude(
        format="dicomdir"
    )
    assert len(listed) > 50
    assert readable.count() >= len(listed)


def test_a_jpeg_of_12_bits_is_rendered_too(served: tuple[Service, OpenCase, Client, dict[str, Any]]) -> None:
    service, case, owner, listed = served
    uids = [uid for uid, one in listed.items() if one["00083002"]["Value"] == ["1.2.840.10008.1.2.4.51"]]
    assert uids
    for uid in uids:
        reply = service.ask(f"{place(listed[uid], case)}/rendered", owner, HTTP_ACCEPT="image/png")
        assert reply.status == 200
        assert numpy.asarray(Image.open(io.BytesIO(reply.body))).std() > 1


def test_asked_for_native_frames_compressed_ones_are_decoded(
    served: tuple[Service, OpenCase, Client, dict[str, Any]],
) -> None:
    service, case, owner, listed = served
    compared: Counter[str] = Counter()
    explicit = 'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.1'
    for uid, data in by_uid(listed).items():
        stored = read(data)
        syntax = str(stored.file_meta.TransferSyntaxUID)
        if not stored.file_meta.TransferSyntaxUID.is_compressed or stored.get("BitsAllocated") not in (8, 16):
            continue
        try:
            wanted = pixel_array(stored, index=0)
        except Exception:  # noqa: BLE001 (what pydicom can't decode is not compared)
            continue
        reply = service.ask(f"{place(listed[uid], case)}/frames/1", owner, HTTP_ACCEPT=explicit)
        ((kind, body),) = reply.parts()
        assert kind == "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1"
        assert body == wanted.tobytes(), uid
        compared[syntax] += 1
    assert set(compared) >= {one for one in SYNTAXES if one.startswith("1.2.840.10008.1.2.4")} - {
        "1.2.840.10008.1.2.4.51"
    }
