"""Image systems of others beside ours: dcmtk's programs, Orthanc, and `consilium receive`."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.command import PROGRAM, environment
from tests.site import Site, free_port

WAITED = 60.0
ORTHANC = shutil.which("Orthanc") or ""
_PLUGINS = (
    Path("/usr/share/orthanc/plugins/libOrthancDicomWeb.so"),
    Path("/usr/lib/orthanc/libOrthancDicomWeb.so"),
)
DICOMWEB_PLUGIN = next((str(path) for path in _PLUGINS if path.exists()), "")


def listens(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a program takes connections."""
    end = time.monotonic() + WAITED
    while time.monotonic() < end:
        assert process.poll() is None, "it ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("nothing listens")


@contextmanager
def receiving(home: Path, case: str, *words: str) -> Iterator[int]:
    """`consilium receive` for the case, until the end of the block; its port."""
    port = free_port()
    command = [*PROGRAM, "receive", "--case", case, "--port", str(port), *words]
    process = subprocess.Popen(command, env=environment(home), stderr=subprocess.DEVNULL)
    try:
        listens(port, process)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAITED) == 0


@contextmanager
def storescp(folder: Path) -> Iterator[int]:
    """dcmtk's receiver, until the end of the block; its port."""
    port = free_port()
    folder.mkdir()
    command = ["storescp", "-aet", "THERE", "-od", str(folder), "+xa", "+B", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        listens(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(WAITED)


@dataclass(frozen=True)
class Orthanc:
    """A running Orthanc: its own interface and its DICOM port."""

    address: str
    dicom: int

    def asks(self, path: str, body: Any) -> Any:
        """POST to its interface; what it answers. Fails where it says that it failed."""
        answer = requests.post(f"{self.address}/{path}", json=body, timeout=WAITED)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def takes(self, data: bytes) -> None:
        """Put a file into its store."""
        assert requests.post(f"{self.address}/instances", data=data, timeout=WAITED).ok

    def holds(self) -> dict[str, bytes]:
        """The files of its store by SOP Instance UID."""
        found = {}
        for one in requests.get(f"{self.address}/instances", timeout=WAITED).json():
            tags = requests.get(f"{self.address}/instances/{one}/simplified-tags", timeout=WAITED).json()
            found[tags["SOPInstanceUID"]] = requests.get(f"{self.address}/instances/{one}/file", timeout=WAITED).content
        return found


@contextmanager
def orthanc(folder: Path, modalities: Mapping[str, Any], servers: Mapping[str, Any]) -> Iterator[Orthanc]:
    """Orthanc with its DICOMweb plugin; `modalities` and `servers` are what it knows of others (as it sets them)."""
    folder.mkdir()
    http, dicom = free_port(), free_port()
    settings = {
        "Name": "TEST", "StorageDirectory": str(folder / "storage"), "IndexDirectory": str(folder / "storage"),
        "HttpPort": http, "DicomPort": dicom, "DicomAet": "ORTHANC", "DicomCheckCalledAet": True,
        "RemoteAccessAllowed": False, "AuthenticationEnabled": False, "DicomAlwaysAllowStore": True,
        "DicomModalities": modalities, "Plugins": [DICOMWEB_PLUGIN],
        "DicomWeb": {"Enable": True, "Root": "/dicom-web/", "Servers": servers},
    }  # fmt: skip
    (folder / "orthanc.json").write_text(json.dumps(settings))
    command = [ORTHANC, str(folder / "orthanc.json")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        listens(http, process)
        listens(dicom, process)
        yield Orthanc(f"http://127.0.0.1:{http}", dicom)
    finally:
        process.terminate()
        process.wait(WAITED)


def session_at(site: Site) -> tuple[requests.Session, str]:
    """The session of the person at this machine, and the id of the one case."""
    session = requests.Session()
    page = session.get(f"{site.address}/enter/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "code": site.code()}
    came = session.post(f"{site.address}/enter/", data=form, headers={"Referer": f"{site.address}/enter/"})
    assert came.status_code == 200
    found = re.search(r"/case/([0-9a-f-]{36})/", session.get(f"{site.address}/cases/").url)
    assert found
    return session, found[1]
