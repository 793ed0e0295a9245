"""PET laid on CT, and measurements kept with their author, in the radiology viewer in a real browser."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import numpy
import pydicom
import pytest
from playwright.sync_api import Browser, Page
from pydicom.dataset import Dataset
from pydicom.uid import PositronEmissionTomographyImageStorage

from tests.command import consilium
from tests.papers import ROOT, ct_slice, write
from tests.site import DESKTOP, Site, context, serving, signed_in
from tests.web.imaging.test_viewer_in_browser import scans_shown

SLICES, SIDE = 24, 64


def image(number: int, pet: bool) -> bytes:
    """A slice of a synthetic phantom: a body with a bright spot that PET sees, or the same body on CT."""
    one = pydicom.dcmread(io.BytesIO(ct_slice(number)))
    y, x = numpy.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    body = (x * x + (y * 1.4) ** 2) < 0.6
    spot = ((x - 0.2) ** 2 + y**2) < 0.02
    pixels = body * 1_000 + (spot * (9_000 if pet else 80) if 8 < number < 16 else 0)
    one.Rows = one.Columns = SIDE
    one.PixelData = pixels.astype(numpy.uint16).tobytes()
    one.BitsStored, one.HighBit, one.PixelSpacing = 16, 15, [6, 6]
    one.ImagePositionPatient, one.SliceThickness = [-190, -190, 6.0 * number], 6
    one.RescaleIntercept, one.RescaleSlope = (0, 1) if pet else (-1000, 1)
    one.SeriesDate = one.AcquisitionDate = one.StudyDate
    one.SeriesTime = one.AcquisitionTime = one.StudyTime
    one.StudyDescription = "PET CT whole body"
    if pet:
        _as_pet(one, number)
    out = io.BytesIO()
    pydicom.dcmwrite(out, one, enforce_file_format=True)
    return out.getvalue()


def _as_pet(one: pydicom.FileDataset, number: int) -> None:
    """What makes it a PET image whose uptake can be told (PS3.3 C.8.9)."""
    one.SOPClassUID = one.file_meta.MediaStorageSOPClassUID = PositronEmissionTomographyImageStorage
    one.SOPInstanceUID = one.file_meta.MediaStorageSOPInstanceUID = f"{ROOT}.7.{number + 1}"
    one.SeriesInstanceUID, one.SeriesNumber, one.SeriesDescription = f"{ROOT}.7.0", 4, "PET WB AC"
    one.Modality, one.Units, one.DecayCorrection, one.PatientWeight = "PT", "BQML", "START", "40"
    one.CorrectedImage, one.SeriesType = ["ATTN", "DECY"], ["WHOLE BODY", "IMAGE"]
    dose = Dataset()
    dose.RadiopharmaceuticalStartTime, dose.RadionuclideTotalDose, dose.RadionuclideHalfLife = "091500", 2e8, 6586.2
    one.RadiopharmaceuticalInformationSequence = [dose]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("fusion")
    disc: dict[str, bytes | str] = {f"CT{n}": image(n, pet=False) for n in range(SLICES)}
    disc |= {f"PT{n}": image(n, pet=True) for n in range(SLICES)}
    write(folder / "disc", disc)
    words = ("prepare", folder / "disc", "--case", "fusion", "--out", folder / "packet")
    assert consilium(folder / "home", *words).returncode == 0
    with serving(folder / "home") as served:
        yield served


@pytest.fixture
def doctor(chromium: Browser, site: Site) -> Iterator[Page]:
    visitor = context(chromium, width=DESKTOP)
    page = signed_in(visitor.new_page(), site)
    page.goto(f"{page.url.rstrip('/')}/pictures/")
    yield page
    visitor.close()


# How many canvases are in colour.
COLOURED = """() => [...document.querySelectorAll('canvas')].filter((canvas) => {
  if (canvas.width < 100) return false;
  const small = document.createElement('canvas');
  small.width = small.height = 128;
  const to = small.getContext('2d');
  to.drawImage(canvas, 0, 0, 128, 128);
  const all = to.getImageData(0, 0, 128, 128).data;
  let found = 0;
  for (let at = 0; at < all.length; at += 4) {
    const three = [all[at], all[at + 1], all[at + 2]];
    if (Math.max(...three) - Math.min(...three) > 15) found += 1;
  }
  return found > 50;
}).length"""


def test_pet_lies_on_ct(doctor: Page) -> None:
    doctor.get_by_role("link", name="PET and CT laid together").click()
    scans_shown(doctor, 6)
    # The fused planes are in colour (axial, coronal, sagittal); those of CT and PET alone are grey.
    doctor.wait_for_function(f"() => ({COLOURED})() >= 3", timeout=60_000, polling=200)
    canvases = doctor.locator("canvas").count()
    assert canvases - doctor.evaluate(COLOURED) >= 3


def test_a_measurement_is_kept_in_the_case_with_its_author(doctor: Page, site: Site) -> None:
    doctor.get_by_role("link", name="Open in the doctors' viewer").click()
    scans_shown(doctor, 1)
    doctor.locator("[data-cy='Length-btn']").click()
    box = doctor.locator("canvas").first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    doctor.mouse.move(x - 60, y)
    doctor.mouse.down()
    doctor.mouse.move(x + 60, y + 10, steps=6)
    doctor.mouse.up()
    doctor.locator("[data-cy='trackedMeasurements-btn']").click()
    doctor.get_by_text("Create SR").first.click()
    with doctor.expect_response(lambda answer: answer.request.method == "POST") as stored:
        doctor.get_by_role("button", name="Save").click()
    assert stored.value.status == 200
    uid = stored.value.json()["00081199"]["Value"][0]["00081155"]["Value"][0]
    case = urlsplit(doctor.url).path.split("/")[3]
    end = time.monotonic() + 60
    while time.monotonic() < end:
        told = doctor.request.get(f"{site.address}/dicomweb/case/{case}/instances?SOPInstanceUID={uid}")
        if told.status == 200 and told.json():
            break
        time.sleep(0.5)
    assert told.json()[0]["00080016"]["Value"][0].startswith("1.2.840.10008.5.1.4.1.1.88.")
    doctor.goto(f"{site.address}/case/{case}/records/")
    doctor.locator("main").get_by_role("link", name="Create Report").first.click()
    assert "Measured and saved here: Parent," in doctor.locator("main").inner_text()
    doctor.goto(f"{site.address}/case/{case}/summary/")
    assert "Length" not in doctor.locator("main").inner_text(), "who is no doctor makes no clinical statement"
