"""Pages for a hospital's sending key, and for scans without names as one file."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pydicom
from django.test import Client
from PIL import Image

from consilium.actions import queue
from consilium.actions.imaging import sendingkeys
from consilium.actions.imaging.remembered import Remembered
from consilium.actions.opened import Installation, OpenCase
from consilium.domain.jobs import JobState
from consilium.jobs.kinds import KINDS
from consilium.jobs.worker import work_off
from tests.readers.dicom_files import ct_slice, part10
from tests.slides_made import tissue, wsi
from tests.web.cast import come_in
from tests.web.imaging.dicomweb_service import add

WHO = (b"Muestra", b"MUESTRA", b"HC-00123", b"20240312", b"Hospital de Ejemplo")


def work(installation: Installation) -> None:
    while claim := queue.claim(tuple(KINDS)):
        work_off(claim, installation)


def test_a_key_is_made_shown_once_and_taken_back(installation: Installation, owner: Client, case: OpenCase) -> None:
    page = f"/case/{case.id}/people/sending/"
    assert owner.post(page, {"name": "", "days": "30"}).status_code == 422
    assert owner.post(page, {"name": "Example Hospital", "days": "9999"}).status_code == 422
    answer = owner.post(page, {"name": "Example Hospital <b>", "days": "7"})
    said = answer.content.decode()
    (key,) = set(re.findall(r"csk-[A-Za-z0-9_-]{43}", said))
    assert answer.headers["Cache-Control"].startswith("no-store") or "no-store" in answer.headers["Cache-Control"]
    assert f"/dicomweb/case/{case.id}/studies" in said
    assert "<b>" not in said
    assert "cannot reach this address" not in said
    at_home = owner.post(page, {"name": "Example", "days": "7"}, headers={"Host": "localhost"}).content.decode()
    assert "cannot reach this address" in at_home
    (other,) = (one for one in sendingkeys.keys(case) if one.name == "Example")
    sendingkeys.revoke(case, other.id)
    remembered = Remembered(installation)
    assert sendingkeys.case_of(remembered, key, case.id) is not None
    listed = owner.get(page).content.decode()
    assert key not in listed
    (revoke,) = re.findall(r"/people/sending/[0-9a-f-]{36}/revoke/", listed)
    address = f"/case/{case.id}{revoke}"
    assert "send nothing more" in owner.get(address).content.decode()
    assert sendingkeys.case_of(remembered, key, case.id) is not None, "looking takes nothing back"
    assert owner.post(address).status_code == 302
    assert sendingkeys.case_of(Remembered(installation), key, case.id) is None
    assert "Taken back on" in owner.get(page).content.decode()
    assert owner.get(address).headers["Location"] == page, "what is taken back is not taken back twice"


def test_scans_without_names_are_asked_for_and_fetched_once_copied(
    installation: Installation, owner: Client, case: OpenCase, tmp_path: Path
) -> None:
    files = {f"{at}.dcm": part10(ct_slice(at)) for at in (1, 2, 3)}
    files |= {
        "slide.dcm": wsi(300, 200),
        "slide.mrxs": _mirax(),
        "letter.txt": b"Mia Muestra Ejemplo has a mass. " * 9,
    }
    add(case, tmp_path / "disc", files)
    page = f"/case/{case.id}/packet/nameless/"
    assert "MRXS" in owner.get(page).content.decode(), "what is left out is said before"
    there = owner.post(page).headers["Location"]
    job = there.split("/")[-2]
    fetched = f"{page}{job}/"
    assert owner.get(fetched).headers["Location"] == there
    work(installation)
    (done,) = queue.jobs(case, "nameless")
    assert done.state is JobState.DONE
    assert done.result["files"] == 4
    assert done.result["papers"] == 1
    for address in (there, page):
        assert fetched in owner.get(address).content.decode()
    answer = owner.get(fetched)
    packed = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer.headers["Content-Length"] == str(len(packed))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name) for name in archive.namelist()}
    assert {"DICOMDIR", "README.TXT", "REPORT.txt", "INFORME.txt", "report.json"} <= held.keys()
    assert "SVS, NDPI or DICOM" in held["REPORT.txt"].decode()
    assert "SVS, NDPI o DICOM" in held["INFORME.txt"].decode()
    whole = b"\0".join(name.encode() + data for name, data in held.items())
    assert not [one for one in WHO if one in whole]
    scans = [pydicom.dcmread(io.BytesIO(data)) for name, data in held.items() if name.startswith("DICOM/")]
    assert sorted(one.PixelData for one in scans if one.Modality == "CT") == sorted(
        ct_slice(at).PixelData for at in (1, 2, 3)
    )
    listed = pydicom.dcmread(io.BytesIO(held["DICOMDIR"]))
    places = {"/".join(one.ReferencedFileID) for one in listed.DirectoryRecordSequence if "ReferencedFileID" in one}
    assert places == {name for name in held if name.startswith("DICOM/")}


def _mirax() -> bytes:
    out = io.BytesIO()
    Image.fromarray(tissue(64, 64)).save(out, "JPEG")
    return out.getvalue()


def test_nothing_of_it_lies_on_the_disk_in_the_clear(
    installation: Installation, owner: Client, case: OpenCase, tmp_path: Path
) -> None:
    pixels = ct_slice(1, side=64)
    pixels.PixelData = b"\x11\x07" * (len(pixels.PixelData) // 2)
    add(case, tmp_path / "disc", {"1.dcm": part10(pixels)})
    there = owner.post(f"/case/{case.id}/packet/nameless/").headers["Location"]
    work(installation)
    assert owner.get(there).status_code == 200
    kept = [path for path in installation.home.rglob("*") if path.is_file()]
    assert not [path for path in kept if b"\x11\x07" * 40 in path.read_bytes()]
    waiting = [path for path in kept if "downloads" in path.parts]
    assert len(waiting) == 1, "only the zip waits, sealed"


def test_a_case_without_scans_says_so(installation: Installation, owner: Client, case: OpenCase) -> None:
    there = owner.post(f"/case/{case.id}/packet/nameless/").headers["Location"]
    work(installation)
    assert "no images that could be copied" in owner.get(there).content.decode()
    assert "Save the file" not in owner.get(f"/case/{case.id}/packet/nameless/").content.decode()


def test_only_who_may_send_records_out_finds_the_copies(
    installation: Installation, owner: Client, case: OpenCase, tmp_path: Path
) -> None:
    add(case, tmp_path / "disc", {"1.dcm": part10(ct_slice(1))})
    job = owner.post(f"/case/{case.id}/packet/nameless/").headers["Location"].split("/")[-2]
    work(installation)
    cast = come_in(installation, case)
    for name in ("Rosa", "Tom", "Dr. Okafor", "Kai"):
        assert cast.client(name).get(f"/case/{case.id}/packet/nameless/{job}/").status_code == 403
