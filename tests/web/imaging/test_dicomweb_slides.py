"""DICOM slides over DICOMweb: wsidicom opens what we serve and sees what OpenSlide sees in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from dicomweb_client.api import DICOMwebClient
from wsidicom import WsiDicom, WsiDicomWebClient

from tests.command import consilium
from tests.nodes import session_at
from tests.site import serving
from tests.slides_made import tissue, wsi

STUDY = "1.2"
# Series by what their files are like: each a pyramid of two levels, or one level.
PYRAMIDS = {
    "1.2.3": {},
    "1.2.4": {"fragments": 2},
    "1.2.5": {"extended": True},
}


@dataclass(frozen=True)
class Served:
    client: WsiDicomWebClient


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("slides")
    (folder / "disc").mkdir()
    for series, how in PYRAMIDS.items():
        for width, height in ((600, 400), (300, 200)):
            data = wsi(width, height, series=series, frame=f"{series}.9", **how)  # type: ignore[arg-type]
            (folder / "disc" / f"{series}-{width}.dcm").write_bytes(data)
    home = folder / "home"
    consilium(home, "prepare", str(folder / "disc"), "--case", "slides", "--out", str(folder / "packet"))
    with serving(home) as site:
        session, case = session_at(site)
        yield Served(WsiDicomWebClient(DICOMwebClient(f"{site.address}/dicomweb/case/{case}", session=session)))


# It reads the metadata without pixels, and pydicom says so.
@pytest.mark.filterwarnings("ignore:No bulk data URI handler")
@pytest.mark.parametrize("series", PYRAMIDS)
def test_wsidicom_opens_a_slide_and_reads_a_region(served: Served, series: str) -> None:
    with WsiDicom.open_web(served.client, STUDY, series) as slide:
        assert [(level.size.width, level.size.height) for level in slide.levels] == [(600, 400), (300, 200)]
        region = np.asarray(slide.read_region((100, 60), 0, (300, 200)).convert("RGB"), np.int16)
    wanted = tissue(600, 400)[60:260, 100:400].astype(np.int16)
    assert np.abs(region - wanted).mean() < 4, "JPEG loses a little"
