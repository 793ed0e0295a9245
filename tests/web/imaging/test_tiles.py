"""Tiles of slides: who gets them, what is not there, what is damaged, and that they are what OpenSlide shows."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import openslide
import pytest
import tifffile
from django.conf import settings as ours
from django.test import Client
from PIL import Image

from consilium.actions.cases import Child, new_case
from consilium.actions.imaging.remembered import Remembered
from consilium.actions.imaging.slides import slide_of
from consilium.actions.ingest import Options, ingest
from consilium.actions.opened import Installation, OpenCase
from consilium.casebook.models import InputFile, Picture
from consilium.domain.dates import PartialDate
from consilium.domain.slides import Form
from consilium.domain.viewer import OPERATOR
from consilium.readers.contract import MemorySource
from consilium.readers.slide.tiff import Tiff
from consilium.web.imaging.front import Front
from consilium.web.imaging.tiles import tiles
from tests import slides_made
from tests.cast import MIA
from tests.readers.test_slide_mirax import mirax
from tests.web.cast import PEOPLE, Cast, come_in


def pages(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("418 Pages", [])
    return [environ["PATH_INFO"].encode()]


@dataclass(frozen=True)
class Got:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def picture(self) -> np.ndarray:
        assert self.status == 200, self.body
        return np.asarray(Image.open(io.BytesIO(self.body)).convert("RGB"), int)


class Asker:
    """Asks the front as the browser of somebody would."""

    def __init__(self, installation: Installation, client: Client | None) -> None:
        self.front = Front(pages, {"tiles": tiles}, Remembered(installation))
        self.cookie = client.cookies[ours.SESSION_COOKIE_NAME].value if client else ""

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Got:
        got: dict[str, Any] = {}

        def start(status: str, head: list[tuple[str, str]], *_: Any) -> Any:
            got["status"], got["head"] = int(status[:3]), dict(head)

        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "wsgi.input": io.BytesIO(),
                   "HTTP_HOST": "localhost:8000", "wsgi.url_scheme": "http",
                   "HTTP_COOKIE": f"{ours.SESSION_COOKIE_NAME}={self.cookie}", **headers}  # fmt: skip
        body = b"".join(self.front(environ, start))
        return Got(got["status"], got["head"], body)


@pytest.fixture
def ask(installation: Installation, owner: Client) -> Asker:
    return Asker(installation, owner)


Add = Callable[..., UUID]


@pytest.fixture
def add(case: OpenCase, tmp_path: Path) -> Add:
    """Puts files into the case; gives the id of the first."""

    def put(**files: bytes) -> UUID:
        folder = tmp_path / uuid4().hex
        folder.mkdir()
        for name, data in files.items():
            (folder / name.replace("_", ".")).write_bytes(data)
        before = set(InputFile.objects.values_list("id", flat=True))
        ingest(case, Options([str(folder)]))
        rows = InputFile.objects.exclude(id__in=before).order_by("-size")
        return UUID(str(rows[0].id))

    return put


def url(case: OpenCase, file: UUID, rest: str) -> str:
    return f"/tiles/case/{case.id}/{file}/{rest}"


TISSUE = slides_made.tissue(1000, 700)
APERIO = "Aperio Image Library v12\r\n1000x700 [0,0 1000x700] (256x256) JPEG/RGB Q=90|AppMag = 20|MPP = 0.5"


def tiff(*, big: bool = False, description: str = "", label: bool = False, **options: Any) -> bytes:
    """A pyramid of two levels; a label where it is wanted, tiled, so that only its name tells it from a level."""
    out = io.BytesIO()
    options = {"tile": (256, 256), "metadata": None, "compression": "jpeg", **options}
    with tifffile.TiffWriter(out, bigtiff=big) as file:
        file.write(TISSUE, description=description or None, **options)
        file.write(TISSUE[::4, ::4], description=description or None, subfiletype=1, **options)
        if label:
            words = "Aperio Image Library v12\r\nlabel 1000x700"
            file.write(TISSUE[::2, ::2], description=words, subfiletype=1, **options)
    return out.getvalue()


AS_RGB = {"compressionargs": {"outcolorspace": "rgb"}}
KINDS: dict[str, Callable[[], dict[str, bytes]]] = {
    "svs": lambda: {"x_svs": tiff(description=APERIO)},
    "svs with its colours as RGB": lambda: {"x_svs": tiff(description=APERIO, photometric="rgb", **AS_RGB)},
    "bigtiff": lambda: {"x_tif": tiff(big=True)},
    "grey": lambda: {"x_tif": grey()},
    "lzw": lambda: {"x_tif": tiff(compression="lzw", predictor=True)},
    "deflate": lambda: {"x_tif": tiff(compression="deflate")},
    "jpeg 2000": lambda: {"x_svs": tiff(description=APERIO, compression="APERIO_JP2000_RGB")},
    "ndpi": lambda: {"x_ndpi": slides_made.ndpi()},
    "ndpi that does not state its intervals": lambda: {"x_ndpi": slides_made.ndpi(2048, 1024, 32, stated=False)},
    "dicom": lambda: {"a_dcm": slides_made.wsi(), "b_dcm": slides_made.wsi(300, 200)},
    "dicom in fragments": lambda: {"a_dcm": slides_made.wsi(fragments=3), "b_dcm": slides_made.wsi(300, 200)},
    "dicom with an extended table": lambda: {"a_dcm": slides_made.wsi(extended=True)},
    "dicom without compression": lambda: {"a_dcm": slides_made.wsi(native=True)},
}  # fmt: skip
PASSING = {"svs", "svs with its colours as RGB", "bigtiff", "grey", "ndpi", "ndpi that does not state its intervals",
           "dicom", "dicom in fragments", "dicom with an extended table"}  # fmt: skip


def grey() -> bytes:
    out = io.BytesIO()
    with tifffile.TiffWriter(out) as file:
        for step in (1, 4):
            file.write(
                TISSUE[::step, ::step, 2], tile=(256, 256), compression="jpeg", metadata=None, subfiletype=int(step > 1)
            )
    return out.getvalue()


def test_a_mirax_slide_is_put_together_as_openslide_does_it(ask: Asker, case: OpenCase, tmp_path: Path) -> None:
    for name, data in mirax().items():
        (tmp_path / "slides" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "slides" / name).write_bytes(data)
    ingest(case, Options([str(tmp_path / "slides")]))
    file = UUID(str(InputFile.objects.get(format="mrxs").id))
    told = json.loads(ask(url(case, file, "info.json")).body)
    with openslide.OpenSlide(tmp_path / "slides" / "x.mrxs") as other:
        assert [(one["width"], one["height"]) for one in told["levels"]] == list(other.level_dimensions)
        for number, size in enumerate(other.level_dimensions):
            shown = ask(url(case, file, f"{number}/0_0.jpg")).picture[: size[1], : size[0]]
            region = other.read_region((0, 0), number, size)
            wanted = np.asarray(Image.alpha_composite(Image.new("RGBA", size, "white"), region).convert("RGB"), int)
            assert np.abs(shown - wanted).max() < 4
    part = InputFile.objects.filter(format="mrxs-part").first()
    assert part
    assert ask(url(case, UUID(str(part.id)), "info.json")).status == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_tile_is_what_openslide_shows(kind: str, add: Add, ask: Asker, case: OpenCase, tmp_path: Path) -> None:
    files = KINDS[kind]()
    file = add(**files)
    for name, data in files.items():
        (tmp_path / name.replace("_", ".")).write_bytes(data)
    told = json.loads(ask(url(case, file, "info.json")).body)
    slide = slide_of(case, file)
    forms = {level.form for level in slide.sizes}
    assert (Form.RENDERED in forms) == (kind not in PASSING)
    with openslide.OpenSlide(tmp_path / next(iter(files)).replace("_", ".")) as other:
        assert (told["width"], told["height"]) == other.dimensions
        for number, level in enumerate(told["levels"]):
            theirs = other.level_dimensions.index((level["width"], level["height"]))
            step = other.level_downsamples[theirs]
            for row in range(level["rows"]):
                for column in range(level["columns"]):
                    x, y = column * level["tileWidth"], row * level["tileHeight"]
                    size = (min(level["tileWidth"], level["width"] - x), min(level["tileHeight"], level["height"] - y))
                    shown = ask(url(case, file, f"{number}/{column}_{row}.jpg")).picture[: size[1], : size[0]]
                    region = other.read_region((round(x * step), round(y * step)), theirs, size)
                    wanted = np.asarray(
                        Image.alpha_composite(Image.new("RGBA", size, "white"), region).convert("RGB"), int
                    )
                    assert shown.shape == wanted.shape
                    assert np.abs(shown - wanted).mean() < (0.6 if kind in PASSING else 4), (number, column, row)


def test_a_stored_tile_leaves_with_every_bit_of_its_picture(add: Add, ask: Asker, case: OpenCase) -> None:
    data = tiff(description=APERIO)
    directory = Tiff(MemorySource(data)).directories[0]
    offset, length = directory.segment(5)
    body = ask(url(case, add(x_svs=data), "0/1_1.jpg")).body
    assert body.endswith(data[offset + 2 : offset + length])
    assert len(body) - length < 1024


def test_tiles_are_for_those_who_may_see_the_case(add: Add, installation: Installation, case: OpenCase) -> None:
    file = add(x_svs=tiff(description=APERIO))
    cast: Cast = come_in(installation, case)
    for person in PEOPLE:
        theirs = Asker(installation, cast.client(person))
        for rest in ("info.json", "0/0_0.jpg", "1/0_0.jpg", "0/99_0.jpg"):
            status = theirs(url(case, file, rest)).status
            if not cast.role(person):
                assert status == 404, person
            elif not cast.may(person, "see"):
                assert status == 403, person
            else:
                assert status == (404 if "99" in rest else 200), person


def test_a_stranger_signs_in_first(add: Add, installation: Installation, case: OpenCase) -> None:
    assert Asker(installation, None)(url(case, add(x_svs=tiff()), "0/0_0.jpg")).status == 401


def test_a_slide_of_another_case_is_not_there(add: Add, ask: Asker, installation: Installation, case: OpenCase) -> None:
    file = add(x_svs=tiff(description=APERIO))
    other = new_case(installation, OPERATOR, Child(f"{MIA.name} B", PartialDate.from_iso(MIA.born), "female"))
    assert ask(url(case, file, "0/0_0.jpg")).status == 200
    for there in (url(other, file, "0/0_0.jpg"), url(other, file, "info.json"), url(case, uuid4(), "0/0_0.jpg")):
        assert ask(there).status == 404


BEYOND = ("0/0_3.jpg", "0/4_0.jpg", "2/0_0.jpg", "99/0_0.jpg", "0/-1_0.jpg", "0/0_0.png", "0/0.jpg", "0", "0/0_0_0.jpg",
          "label/0_0.jpg", "0/1e1_0.jpg", "0/999999999999_0.jpg", "0/٣_0.jpg", "info.json/0")  # fmt: skip


def test_what_is_beyond_the_slide_is_not_there(add: Add, ask: Asker, case: OpenCase) -> None:
    file = add(x_svs=tiff(description=APERIO))
    assert {rest: ask(url(case, file, rest)).status for rest in BEYOND} == dict.fromkeys(BEYOND, 404)


def test_many_missing_tiles_leave_the_memory_flat(
    add: Add, ask: Asker, case: OpenCase, capsys: pytest.CaptureFixture[str]
) -> None:
    file = add(x_svs=tiff(description=APERIO))
    assert ask(url(case, file, "0/0_0.jpg")).status == 200
    for column in range(300):
        ask(url(case, file, f"0/{column + 10}_0.jpg"))
    capsys.readouterr()
    tracemalloc.start()
    for column in range(2_000):
        assert ask(url(case, file, f"0/{column + 1000}_{column}.jpg")).status == 404
    capsys.readouterr()
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert grown < 400_000


def test_a_file_that_is_no_slide_has_no_tiles(add: Add, ask: Asker, case: OpenCase) -> None:
    file = add(letter_txt=b"Synthetic letter. Pathology report of 3 March 2024. Neuroblastoma. " * 5)
    assert ask(url(case, file, "info.json")).status == 404


def test_a_damaged_tile_says_so_and_costs_itself_only(
    add: Add, ask: Asker, case: OpenCase, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(tiff(description=APERIO))
    offset, _ = Tiff(MemorySource(bytes(data))).directories[0].segment(5)
    data[offset : offset + 40] = bytes(40)
    file = add(x_svs=bytes(data))
    got = ask(url(case, file, "0/1_1.jpg"))
    assert got.status == 422
    assert b"damaged" in got.body
    assert capsys.readouterr().err.strip() == "consilium: GET /tiles 422 slide.tile_damaged"
    assert ask(url(case, file, "0/0_1.jpg")).status == 200


def test_a_slide_that_is_cut_off_shows_what_is_left(add: Add, ask: Asker, case: OpenCase) -> None:
    """NDPI and others write their directory first; here the last tiles of the largest level are gone."""
    data = bytearray(tiff(description=APERIO))
    directory = Tiff(MemorySource(bytes(data))).directories[0]
    last = directory.entries[324]
    struct.pack_into("<I", data, last.offset + 4 * 11, len(data) + 5000)
    file = add(x_svs=bytes(data))
    assert ask(url(case, file, "0/3_2.jpg")).status == 422
    assert ask(url(case, file, "0/0_0.jpg")).status == 200


def test_a_tile_that_was_never_scanned_is_white(add: Add, ask: Asker, case: OpenCase) -> None:
    file = add(a_dcm=slides_made.wsi(sparse=True))
    assert ask(url(case, file, "0/2_0.jpg")).picture.min() > 250
    shown = ask(url(case, file, "0/1_0.jpg")).picture
    assert np.abs(shown - slides_made.tissue(600, 400)[:128, 128:256]).mean() < 8


def test_a_label_is_no_level_wherever_it_stands(add: Add, ask: Asker, case: OpenCase) -> None:
    file = add(x_svs=tiff(description=APERIO, label=True))
    told = json.loads(ask(url(case, file, "info.json")).body)
    assert [level["width"] for level in told["levels"]] == [1000, 250]
    assert ask(url(case, file, "2/0_0.jpg")).status == 404


def test_labels_and_overviews_of_a_dicom_slide_are_no_levels(add: Add, ask: Asker, case: OpenCase) -> None:
    label = slides_made.wsi(256, 128, flavour="LABEL")
    file = add(a_dcm=slides_made.wsi(), b_dcm=label, c_dcm=slides_made.wsi(512, 128, flavour="OVERVIEW"))
    told = json.loads(ask(url(case, file, "info.json")).body)
    assert [(level["width"], level["height"]) for level in told["levels"]] == [(600, 400)]
    alone = InputFile.objects.filter(size=len(label)).get()
    Picture.objects.filter(file=alone).delete()
    assert (
        ask(url(case, add(z_dcm=slides_made.wsi(256, 128, flavour="LABEL", series="1.2.77")), "info.json")).status
        == 422
    )


def test_what_a_browser_has_is_not_sent_again_but_asked_for_again(add: Add, ask: Asker, case: OpenCase) -> None:
    there = url(case, add(x_svs=tiff(description=APERIO)), "0/0_0.jpg")
    first = ask(there)
    assert first.headers["Cache-Control"] == "private, max-age=86400, immutable"
    assert ask(there, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status == 304
    assert ask(there.replace("0_0", "9_9"), HTTP_IF_NONE_MATCH=first.headers["ETag"]).status == 404
    assert ask(there, "POST", HTTP_ORIGIN="http://localhost:8000").status == 405
    head = ask(there, "HEAD")
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(first.body)))


def test_the_index_is_made_once(add: Add, ask: Asker, case: OpenCase) -> None:
    file = add(a_dcm=slides_made.wsi())
    assert not Picture.objects.filter(file_id=file, role="tiles").exists()
    assert ask(url(case, file, "0/0_0.jpg")).status == 200
    kept = Picture.objects.get(file_id=file, role="tiles")
    assert ask(url(case, file, "0/1_0.jpg")).status == 200
    assert Picture.objects.get(file_id=file, role="tiles").id == kept.id
    assert Picture.objects.filter(file_id=add(x_svs=tiff(description=APERIO)), role="tiles").count() == 1
