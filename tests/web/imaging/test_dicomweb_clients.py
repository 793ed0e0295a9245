"""Real clients against a served installation: dicomweb-client, highdicom and dcmtk read what we serve."""

from __future__ import annotations

import base64
import http.client
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import highdicom
import numpy
import pytest
import requests
from dicomweb_client.api import DICOMwebClient
from pydicom import dcmread
from pydicom.uid import ExplicitVRLittleEndian

from tests.command import consilium
from tests.nodes import session_at
from tests.readers.dicom_files import ROOT, ct_slice, part10
from tests.site import Site, serving

STUDY, SERIES = ROOT + "1", ROOT + "2"
COUNT = 4


@dataclass(frozen=True)
class Served:
    """A served case: as a person's session reads it, and as a machine with a key sends into it."""

    site: Site
    case: str
    session: requests.Session
    key: str
    files: dict[str, bytes]

    @property
    def client(self) -> DICOMwebClient:
        return DICOMwebClient(f"{self.site.address}/dicomweb/case/{self.case}", session=self.session)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("clients")
    (folder / "disc").mkdir()
    files = {}
    for at in range(1, COUNT + 1):
        slice_ = ct_slice(at, side=32)
        files[str(slice_.SOPInstanceUID)] = part10(slice_)
        (folder / "disc" / f"{at}.dcm").write_bytes(files[str(slice_.SOPInstanceUID)])
    home = folder / "home"
    consilium(home, "prepare", str(folder / "disc"), "--case", "Lucía", "--out", str(folder / "packet"))
    with serving(home) as site:
        session, case = session_at(site)
        key = consilium(home, "sending-key", "--for", "Example PACS").stdout.strip()
        yield Served(site, case, session, key, files)


def test_dicomweb_client_finds_and_reads_everything(served: Served) -> None:
    client = served.client
    (study,) = client.search_for_studies()
    assert study["0020000D"]["Value"] == [STUDY]
    (series,) = client.search_for_series(STUDY)
    assert series["0020000E"]["Value"] == [SERIES]
    assert len(client.search_for_instances(STUDY, SERIES)) == COUNT
    assert len(client.search_for_instances(STUDY, SERIES, limit=2, offset=3)) == 1
    assert len(client.search_for_studies(search_filters={"PatientName": "Muestra*"})) == 1
    metadata = client.retrieve_series_metadata(STUDY, SERIES)
    assert [one["00200013"]["Value"][0] for one in metadata] == [1, 2, 3, 4]
    instances = client.retrieve_series(STUDY, SERIES)
    assert {str(one.SOPInstanceUID) for one in instances} == set(served.files)
    for one in instances:
        assert one.PixelData == dcmread(_file(served.files[str(one.SOPInstanceUID)])).PixelData
    uid = next(iter(served.files))
    assert client.retrieve_instance(STUDY, SERIES, uid).SOPInstanceUID == uid
    (frame,) = client.retrieve_instance_frames(STUDY, SERIES, uid, [1])
    assert frame == dcmread(_file(served.files[uid])).PixelData
    rendered = client.retrieve_instance_rendered(STUDY, SERIES, uid, media_types=("image/png",))
    assert rendered.startswith(b"\x89PNG")
    frame_rendered = client.retrieve_instance_frames_rendered(STUDY, SERIES, uid, [1], media_types=("image/jpeg",))
    assert frame_rendered.startswith(b"\xff\xd8")
    # This client says `Host:` without the port, so that addresses in answers lack it too.
    place = metadata[0]["7FE00010"]["BulkDataURI"].partition("/dicomweb/")[2]
    (bulk,) = client.retrieve_bulkdata(f"{served.site.address}/dicomweb/{place}")
    assert bulk == dcmread(_file(served.files[uid])).PixelData


def test_highdicom_makes_a_volume_of_what_is_served(served: Served) -> None:
    instances = served.client.retrieve_series(STUDY, SERIES)
    volume = highdicom.image.get_volume_from_series(instances)
    assert volume.array.shape == (COUNT, 32, 32)
    assert volume.array.max() == 40
    assert volume.array.min() == -1024
    assert numpy.isclose(volume.spacing[0], 5.0)


@pytest.mark.skipif(not shutil.which("dcmdump"), reason="dcmtk is not installed: run scripts/test")
def test_dcmtk_reads_what_is_served(served: Served, tmp_path: Path) -> None:
    for uid, stored in served.files.items():
        url = f"{served.client.base_url}/studies/{STUDY}/series/{SERIES}/instances/{uid}"
        (tmp_path / uid[-8:].upper().replace(".", "")).write_bytes(
            served.session.get(url, headers={"Accept": "application/dicom"}).content
        )
        said = _dcmtk("dcmdump", "+P", "SOPInstanceUID", *_names(tmp_path, uid), folder=tmp_path)
        assert uid.encode() in said
        # Two programs that write a header as JSON (PS3.18 F) say the same of it.
        (ours,) = served.session.get(f"{url}/metadata", headers={"Accept": "application/dicom+json"}).json()
        theirs = json.loads(_dcmtk("dcm2json", "-fc", *_names(tmp_path, uid), folder=tmp_path))
        pixels = theirs.pop("7FE00010")
        assert ours.pop("7FE00010")["vr"] == pixels["vr"]
        # (It states the encoding of its JSON as the file's own; we leave the file's.)
        assert (ours.pop("00080005")["Value"], theirs.pop("00080005")["Value"]) == (["ISO_IR 100"], ["ISO_IR 192"])
        assert ours == theirs
        assert base64.b64decode(pixels["InlineBinary"]) == dcmread(_file(stored)).PixelData
    _dcmtk("dcmmkdir", "--general-purpose", *sorted(one.name for one in tmp_path.iterdir()), folder=tmp_path)
    listed = dcmread(tmp_path / "DICOMDIR").DirectoryRecordSequence
    assert [one.DirectoryRecordType for one in listed] == ["PATIENT", "STUDY", "SERIES", *["IMAGE"] * COUNT]


def _dcmtk(*words: str, folder: Path) -> bytes:
    return subprocess.run(words, cwd=folder, capture_output=True, check=True).stdout


def _names(folder: Path, uid: str) -> list[str]:
    return [one.name for one in folder.iterdir() if uid[-8:].upper().replace(".", "") == one.name]


def test_a_machine_sends_with_dicomweb_client_and_a_key(served: Served) -> None:
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {served.key}"
    client = DICOMwebClient(f"{served.site.address}/dicomweb/case/{served.case}", session=session)
    more = [dcmread(_file(part10(ct_slice(at, side=32)))) for at in (11, 12)]
    answer = client.store_instances(more)
    assert len(answer.ReferencedSOPSequence) == 2
    assert not answer.get("FailedSOPSequence")
    assert more[0].file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
    with pytest.raises(requests.HTTPError):
        client.search_for_studies()


def test_a_million_guesses_leave_the_server_up(served: Served) -> None:
    """(A thousand of them here.)"""
    line = http.client.HTTPConnection("127.0.0.1", int(served.site.address.rpartition(":")[2]))
    cookie = {"Cookie": "; ".join(f"{one.name}={one.value}" for one in served.session.cookies)}
    for at in range(1000):
        line.request("GET", f"/dicomweb/studies/1.2.{at}/metadata?{urlencode({'x': at})}", headers=cookie)
        answer = line.getresponse()
        answer.read()
        assert answer.status == 404
    line.request("GET", "/dicomweb/studies", headers=cookie)
    assert len(json.loads(line.getresponse().read())) == 1
    line.close()


def _file(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)
