"""Rendered pictures: windows and viewports as asked, odd kinds of pixels, and what has no picture."""

from __future__ import annotations

import io
from pathlib import Path

import numpy
import pytest
from django.test import Client
from PIL import Image
from pydicom import Dataset
from pydicom.encaps import encapsulate

from consilium.actions.opened import OpenCase
from tests.readers.dicom_files import ROOT, ct_slice
from tests.web.imaging.dicomweb_service import BASE, OCTETS, STUDY, Service, lone

STUDY_PATH = f"/studies/{STUDY}"


def png(service: Service, path: str, owner: Client) -> numpy.ndarray:
    reply = service.ask(path, owner, HTTP_ACCEPT="image/png")
    assert reply.status == 200, reply.body
    return numpy.asarray(Image.open(io.BytesIO(reply.body)))


def test_windows_are_as_asked_and_senseless_ones_are_refused(service: Service, filled: OpenCase, owner: Client) -> None:
    path = f"{BASE}/instances/{ROOT}3.1/rendered"
    stated = png(service, path, owner)
    assert {int(stated.min()), int(stated.max())} == {0, 127}  # air, and tissue of 40 HU in the middle of 40/400
    assert png(service, f"{path}?window=40,10,linear-exact", owner).max() == 127
    assert png(service, f"{path}?window=-2000,1,linear", owner).min() == 255
    assert 120 <= png(service, f"{path}?window=40,400,sigmoid", owner).max() <= 128
    for wrong in ("40", "40,0,linear", "40,-4,linear", "a,b,linear", "40,400,cubic", "nan,400,linear", "1e999,1,linear",
                  "40,400,linear,5"):  # fmt: skip
        assert service.ask(f"{path}?window={wrong}", owner).status == 400, wrong


def test_viewports_scale_and_cut(service: Service, case: OpenCase, owner: Client, tmp_path: Path) -> None:
    data = ct_slice(1, side=32)
    data.PixelSpacing = [1.0, 0.5]  # twice as high as wide
    path = f"{lone(case, tmp_path / 'view', data)}/rendered"
    assert png(service, path, owner).shape == (32, 32)
    assert png(service, f"{path}?viewport=64,64", owner).shape == (64, 32)
    assert png(service, f"{path}?viewport=16,100", owner).shape == (32, 16)
    middle = png(service, f"{path}?viewport=64,64,8,8,16,16", owner)
    assert middle.min() == middle.max() == 127
    for wrong in ("64", "0,64", "64,64,1", "64,64,a,b,c,d", "1e9,1", "nan,nan", "64,64,-1,0,5,5"):
        assert service.ask(f"{path}?viewport={wrong}", owner).status == 400, wrong
    for wrong in ("0", "101", "x", "-1"):
        assert service.ask(f"{path}?quality={wrong}", owner).status == 400
    small = service.ask(f"{path}?quality=1", owner, HTTP_ACCEPT="image/jpeg")
    large = service.ask(f"{path}?quality=100", owner, HTTP_ACCEPT="image/jpeg")
    assert small.head["Content-Type"] == "image/jpeg"
    assert len(small.body) < len(large.body)
    assert service.ask(path, owner, HTTP_ACCEPT="image/gif").status == 406
    thumb = service.ask(path.replace("rendered", "thumbnail"), owner, HTTP_ACCEPT="image/png")
    assert max(Image.open(io.BytesIO(thumb.body)).size) == 256


def test_what_nobody_writes_into_a_picture_is_said(service: Service, filled: OpenCase, owner: Client) -> None:
    path = f"{BASE}/instances/{ROOT}3.1/rendered"
    plain = service.ask(path, owner, HTTP_ACCEPT="image/png")
    assert "Warning" not in plain.head
    for asked, said in (("annotation=patient,technique", "not supported: patient,technique"),
                        ("annotation=logo", "not supported: logo"), ("iccprofile=srgb", "iccprofile")):  # fmt: skip
        reply = service.ask(f"{path}?{asked}", owner, HTTP_ACCEPT="image/png")
        assert (reply.status, reply.body) == (200, plain.body)
        assert reply.head["Warning"].startswith("299 ")
        assert said in reply.head["Warning"]
    assert "Warning" not in service.ask(f"{path}?iccprofile=no&annotation=", owner, HTTP_ACCEPT="image/png").head
    for wrong in ("iccprofile=x", "annotation=a%0d%0ab", "annotation=%22"):
        assert service.ask(f"{path}?{wrong}", owner).status == 400, wrong


def test_each_level_has_its_small_picture(service: Service, filled: OpenCase, owner: Client) -> None:
    seen = set()
    one = f"{BASE}/instances/{ROOT}3.3"  # the middle of five, which stands for all
    for above in (STUDY_PATH, BASE, one, f"{one}/frames/1"):
        reply = service.ask(f"{above}/thumbnail", owner, HTTP_ACCEPT="image/png")
        assert (reply.status, reply.head["Content-Type"]) == (200, "image/png"), above
        assert max(Image.open(io.BytesIO(reply.body)).size) == 256
        seen.add(reply.body)
    assert len(seen) == 1
    for beyond in (f"{one}/frames/2/thumbnail", f"{one}/frames/0/thumbnail", f"{one}/frames/1,1/thumbnail"):
        assert service.ask(beyond, owner).status == 400
    assert service.ask(f"{one}/frames/1/thumbnail?viewport=32,32", owner).status == 200


def _padded(data: Dataset) -> None:
    data.PixelPaddingValue = -2000
    data.PixelData = numpy.full((16, 16), -2000, "<i2").tobytes()[:256] + data.PixelData[256:]


def _palette(data: Dataset) -> None:
    data.PhotometricInterpretation, data.PixelRepresentation = "PALETTE COLOR", 0
    data.BitsAllocated = data.BitsStored = 8
    data.HighBit = 7
    data.PixelData = bytes(range(256))
    for channel, values in zip(("Red", "Green", "Blue"), (range(256), range(255, -1, -1), [9] * 256), strict=True):
        setattr(data, f"{channel}PaletteColorLookupTableDescriptor", [256, 0, 16])
        table = numpy.array([value << 8 for value in values], "<u2").tobytes()
        setattr(data, f"{channel}PaletteColorLookupTableData", table)


def _twelve_bits(data: Dataset) -> None:
    data.PixelRepresentation, data.BitsStored, data.HighBit = 0, 12, 11
    data.PixelData = numpy.arange(0, 4096, 16, dtype="<u2").tobytes()
    data.RescaleIntercept, data.WindowCenter, data.WindowWidth = 0, 2048, 4096


def _colour(data: Dataset) -> None:
    data.SamplesPerPixel, data.PhotometricInterpretation, data.PlanarConfiguration = 3, "RGB", 1
    data.BitsAllocated = data.BitsStored = 8
    data.HighBit, data.PixelRepresentation = 7, 0
    data.PixelData = b"\xff" * 256 + b"\0" * 256 + b"\x80" * 256


def _odd(data: Dataset) -> None:
    data.Rows, data.Columns, data.BitsAllocated, data.BitsStored, data.HighBit = 3, 5, 8, 8, 7
    data.PixelRepresentation, data.PixelData = 0, bytes(range(15)) + b"\0"
    data.RescaleIntercept, data.WindowCenter, data.WindowWidth = 0, 7, 14


@pytest.mark.parametrize(
    ("change", "corner", "last"),
    [(_padded, 0, 0), (_palette, [0, 255, 9], [255, 0, 9]), (_twelve_bits, 0, 254),
     (_colour, [255, 0, 128], [255, 0, 128]), (_odd, 0, 255)],
)  # fmt: skip
def test_odd_kinds_of_pixels_look_as_they_should(
    change: object, corner: object, last: object, service: Service, case: OpenCase, owner: Client, tmp_path: Path
) -> None:
    data = ct_slice(1)
    change(data)  # type: ignore[operator]
    path = lone(case, tmp_path / "odd", data)
    shown = png(service, f"{path}/rendered", owner).astype(int)
    assert abs(shown[0, 0] - numpy.array(corner)).max() <= 1
    assert abs(shown[-1, -1] - numpy.array(last)).max() <= 1
    ((_, body),) = service.ask(f"{path}/frames/1", owner, HTTP_ACCEPT=OCTETS).parts()
    assert body == data.PixelData[: len(body)]


def test_what_has_no_picture_says_so(service: Service, case: OpenCase, owner: Client, tmp_path: Path) -> None:
    data = ct_slice(1)
    del data.PixelData, data.Rows, data.Columns
    path = lone(case, tmp_path / "none", data)
    assert service.ask(f"{path}/rendered", owner).status == 406
    assert service.ask(f"{BASE}/thumbnail", owner).status == 406
    assert service.ask(f"{path}/frames/1", owner).status == 404
    assert service.ask(f"{path}/metadata", owner).status == 200


def test_a_broken_picture_costs_only_its_answer(
    service: Service, case: OpenCase, owner: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ct_slice(1)
    data.PixelData = encapsulate([b"\xff\xd8\xff\xe0not a picture"])
    path = lone(case, tmp_path / "broken", data, "1.2.840.10008.1.2.4.50")
    assert service.ask(f"{path}/rendered", owner).status == 422
    assert capsys.readouterr().err.count("\n") == 1
    assert service.ask(f"{path}/frames/1", owner).status == 200
