"""Stores to test against: a folder, and a bucket on an S3 server in this process (moto, on loopback)."""

from __future__ import annotations

import hashlib
import logging
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consilium.vault.casekey import CaseKey
from consilium.vault.folder import FolderStore
from consilium.vault.stores import PackStore

if TYPE_CHECKING:
    from consilium.vault.s3 import S3Store


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    from moto.server import ThreadedMotoServer  # costs seconds, so only where it is used

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3_store(s3_address: str, request: pytest.FixtureRequest) -> S3Store:
    from consilium.vault.s3 import S3Store

    bucket = "b" + hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:32]
    urllib.request.urlopen(urllib.request.Request(f"{s3_address}/{bucket}", method="PUT")).close()
    options = {"endpoint": s3_address, "region": "us-east-1", "access_key_id": "test", "secret_access_key": "test"}
    return S3Store.from_url(f"s3://{bucket}/packs", options)


@pytest.fixture
def folder_store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "packs")


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest) -> PackStore:
    found: PackStore = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture
def key() -> CaseKey:
    return CaseKey("case-1", bytes(range(32)))
