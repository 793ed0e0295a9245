"""Orthanc, as a hospital runs it, sends into a case and takes from it: over DIMSE and over DICOMweb."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pydicom
import pytest
import requests

from tests.command import consilium
from tests.nodes import DICOMWEB_PLUGIN, ORTHANC, WAITED, Orthanc, orthanc, receiving, session_at
from tests.papers import ct_slice, write
from tests.site import serving

pytestmark = pytest.mark.skipif(not (ORTHANC and DICOMWEB_PLUGIN), reason="Orthanc is not installed: run scripts/test")

COUNT = 3


@dataclass(frozen=True)
class Both:
    """Our served case and an Orthanc that knows it."""

    home: Path
    theirs: Orthanc
    root: str
    session: requests.Session

    def instances(self, study: str) -> set[str]:
        """What we hold of a study, as a viewer finds it; none while it is being read."""
        found = self.session.get(f"{self.root}/studies/{study}/instances")
        return {one["00080018"]["Value"][0] for one in found.json()} if found.status_code == 200 else set()

    def read(self, study: str, wanted: set[str]) -> None:
        """Wait until the case holds these."""
        end = time.monotonic() + WAITED
        while self.instances(study) != wanted:
            assert time.monotonic() < end, "they did not come in"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("orthanc")
    home = folder / "home"
    write(folder / "disc", {f"IM{n}": ct_slice(n) for n in range(COUNT)})
    words = ("prepare", folder / "disc", "--case", "ours", "--out", folder / "packet")
    assert consilium(home, *words).returncode == 0
    with serving(home) as site, receiving(home, "ours", "--from", "ORTHANC@127.0.0.1") as port:
        session, case = session_at(site)
        root = f"{site.address}/dicomweb/case/{case}"
        key = consilium(home, "sending-key", "--for", "Orthanc").stdout.strip()
        cookie = "; ".join(f"{one.name}={one.value}" for one in session.cookies)
        servers = {
            "sending": {"Url": f"{root}/", "HttpHeaders": {"Authorization": f"Bearer {key}"}},
            "reading": {"Url": f"{root}/", "HttpHeaders": {"Cookie": cookie}},
        }
        with orthanc(folder / "orthanc", {"ours": ["CONSILIUM", "127.0.0.1", port]}, servers) as theirs:
            yield Both(home, theirs, root, session)


def _put(theirs: Orthanc, study: int) -> tuple[str, dict[str, bytes]]:
    """A study into Orthanc's store: its UID, and its files by theirs."""
    files = {}
    for n in range(COUNT):
        data = ct_slice(n, study=study, day="20240901")
        header = pydicom.dcmread(BytesIO(data), stop_before_pixels=True)
        files[str(header.SOPInstanceUID)] = data
        theirs.takes(data)
    return str(header.StudyInstanceUID), files


def _ids(theirs: Orthanc, study: str) -> list[str]:
    found: list[str] = theirs.asks("tools/find", {"Level": "Study", "Query": {"StudyInstanceUID": study}})
    return found


def _same(ours: bytes, stored: bytes) -> bool:
    """The same data set, whatever the file says of who wrote it."""
    return bool(pydicom.dcmread(BytesIO(ours)) == pydicom.dcmread(BytesIO(stored)))


def test_orthanc_echoes_and_stores_over_dimse(both: Both) -> None:
    both.theirs.asks("modalities/ours/echo", {})
    study, files = _put(both.theirs, 11)
    sent = both.theirs.asks("modalities/ours/store", {"Resources": _ids(both.theirs, study), "Synchronous": True})
    assert sent["FailedInstancesCount"] == 0
    both.read(study, set(files))


def test_orthanc_stores_over_dicomweb_with_a_sending_key(both: Both) -> None:
    study, files = _put(both.theirs, 12)
    body = {"Resources": _ids(both.theirs, study), "Synchronous": True}
    both.theirs.asks("dicom-web/servers/sending/stow", body)
    both.read(study, set(files))
    both.theirs.asks("dicom-web/servers/sending/stow", body)
    both.read(study, set(files))


def test_orthanc_takes_a_study_over_dicomweb(both: Both) -> None:
    (study,) = both.session.get(f"{both.root}/studies?limit=1").json()
    uid = study["0020000D"]["Value"][0]
    wanted = both.instances(uid)
    body = {"Resources": [{"Study": uid}], "Synchronous": True}
    both.theirs.asks("dicom-web/servers/reading/retrieve", body)
    there = both.theirs.holds()
    assert wanted
    assert wanted <= set(there)
    for one in wanted:
        served = both.session.get(
            f"{both.root}/studies/{uid}/series/{_series(both, uid)}/instances/{one}",
            headers={"Accept": "application/dicom"},
        )
        assert _same(served.content, there[one])


def _series(both: Both, study: str) -> str:
    (found,) = both.session.get(f"{both.root}/studies/{study}/series").json()
    return str(found["0020000E"]["Value"][0])


def test_orthanc_receives_what_is_sent_over_dimse(both: Both) -> None:
    (study,) = both.session.get(f"{both.root}/studies?limit=1").json()
    uid = study["0020000D"]["Value"][0]
    wanted = both.instances(uid)
    for one in _ids(both.theirs, uid):
        requests.delete(f"{both.theirs.address}/studies/{one}", timeout=WAITED)
    sent = consilium(
        both.home, "send", "--case", "ours", "--to", f"ORTHANC@127.0.0.1:{both.theirs.dicom}", "--study", uid
    )
    assert sent.returncode == 0, sent.stderr
    assert wanted <= set(both.theirs.holds())
