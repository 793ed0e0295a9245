"""Asks DICOMweb as a browser with a session would, over a real case with real files."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings as ours
from django.test import Client
from pydicom import Dataset

from consilium.actions.imaging import held
from consilium.actions.imaging.remembered import Remembered
from consilium.actions.ingest import Options, ingest
from consilium.actions.opened import Installation, OpenCase
from consilium.casebook.models import InputFile
from consilium.web.imaging.dicomweb import dicomweb
from consilium.web.imaging.front import Front
from tests.readers.dicom_files import ROOT as FILES_ROOT
from tests.readers.dicom_files import part10

ROOT = "http://localhost:8000/dicomweb"
STUDY, SERIES = FILES_ROOT + "1", FILES_ROOT + "2"  # of the slices that `ct_slice` makes
BASE = f"/studies/{STUDY}/series/{SERIES}"
OCTETS = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'
FILES = 'multipart/related; type="application/dicom"; transfer-syntax=*'


@dataclass(frozen=True)
class Reply:
    """What came back. `head` has the names as they were set."""

    status: int
    head: Mapping[str, str]
    body: bytes
    all_heads: tuple[tuple[str, str], ...] = ()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def parts(self) -> list[tuple[str, bytes]]:
        """Type and body of each part."""
        whole = b"Content-Type: " + self.head["Content-Type"].encode() + b"\r\n\r\n" + self.body
        found = BytesParser().parsebytes(whole)
        assert found.is_multipart()
        assert not found.defects
        listed = found.get_payload()
        assert isinstance(listed, list)
        return [(str(part["Content-Type"]), _body(self.body, str(part["Content-Length"]), at, self.boundary))
                for at, part in enumerate(listed)]  # fmt: skip

    @property
    def boundary(self) -> bytes:
        return self.head["Content-Type"].rpartition("boundary=")[2].encode()


def _body(body: bytes, length: str, number: int, boundary: bytes) -> bytes:
    """The bytes of a part as they are: the e-mail parser reads lines, and pixels have none."""
    part = body.split(b"--" + boundary + b"\r\n")[number + 1].partition(b"\r\n\r\n")[2]
    return part[: int(length)] if length != "None" else part.removesuffix(b"--" + boundary + b"--\r\n")[:-2]


class Service:
    """The front with DICOMweb alone."""

    def __init__(self, installation: Installation) -> None:
        self.front = Front(lambda _environ, _start: [], {"dicomweb": dicomweb}, Remembered(installation))

    def ask(
        self, path: str, client: Client | None = None, method: str = "GET", body: bytes = b"", **headers: str
    ) -> Reply:
        """One request for a path below the service, with its query."""
        got: dict[str, Any] = {}

        def start(status: str, head: list[tuple[str, str]], *_: Any) -> Any:
            got["status"], got["head"] = int(status[:3]), tuple(head)

        place, _, query = path.partition("?")
        cookie = client.cookies[ours.SESSION_COOKIE_NAME].value if client else ""
        environ = {"REQUEST_METHOD": method, "PATH_INFO": unquote(f"/dicomweb{place}"), "QUERY_STRING": query,
                   "wsgi.input": io.BytesIO(body), "HTTP_HOST": "localhost:8000", "wsgi.url_scheme": "http",
                   "HTTP_COOKIE": f"{ours.SESSION_COOKIE_NAME}={cookie}" if cookie else "", **headers}  # fmt: skip
        sent = b"".join(self.front(environ, start))
        return Reply(got["status"], dict(got["head"]), sent, got["head"])

    def uid(self, reply: Reply, tag: str, at: int = 0) -> str:
        """A UID of an answer to a query."""
        return str(reply.json[at][tag]["Value"][0])


def add(case: OpenCase, folder: Path, files: Mapping[str, bytes]) -> OpenCase:
    """Files into the case, all of them counted as the child's (as a person would say of files with other names)."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    grown = ingest(case, Options([str(folder)], lanes=2)).case
    InputFile.objects.filter(case=case.row, ended="other_child").update(ended="read")
    held.forget(case.id)
    return grown


def lone(case: OpenCase, folder: Path, data: Dataset, syntax: str = "1.2.840.10008.1.2.1") -> str:
    """A single instance of that series in the case; its path."""
    add(case, folder, {"one.dcm": part10(data, syntax)})
    return f"{BASE}/instances/{data.SOPInstanceUID}"
