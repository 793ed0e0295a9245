"""What every store of packs does, the folder and the bucket alike."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from consilium.domain.errors import SettingsError, StoreError
from consilium.vault.folder import FolderStore, failure
from consilium.vault.s3 import S3Store
from consilium.vault.stores import PackStore

NAME = "case-1/" + "ab" * 32


def written(store: PackStore, name: str, data: bytes) -> None:
    file = store.begin(name)
    file.append(memoryview(data))
    file.sync()
    file.close()


@pytest.mark.parametrize(
    "name",
    ["", "../x", "case-1", "case-1/" + "g" * 64, "/" + "a" * 64, "../" + "a" * 64, "a/../" + "a" * 64, NAME + "\n"],
)
def test_a_name_that_could_be_a_path_to_elsewhere_is_refused(store: PackStore, name: str) -> None:
    with pytest.raises(ValueError, match="not a pack's name"):
        store.begin(name)
    with pytest.raises(ValueError, match="not a pack's name"):
        store.read(name, 0, 1)
    with pytest.raises(ValueError, match="not a pack's name"):
        store.remove(name)


def test_a_case_id_that_could_be_a_path_to_elsewhere_is_not_listed(store: PackStore) -> None:
    with pytest.raises(ValueError, match="not a case's id"):
        list(store.names("../.."))


def test_a_missing_pack_is_said_to_be_missing(store: PackStore) -> None:
    with pytest.raises(StoreError) as raised:
        store.read(NAME, 0, 10)
    assert raised.value.code == "vault.pack_missing"


def test_a_pack_is_never_written_over(store: PackStore) -> None:
    written(store, NAME, b"first")
    with pytest.raises(StoreError) as raised:
        store.begin(NAME)
    assert raised.value.code == "vault.pack_exists"
    assert store.read(NAME, 0, 100) == b"first"


def test_what_was_appended_comes_back_by_range(store: PackStore) -> None:
    written(store, NAME, bytes(range(256)))
    assert store.read(NAME, 10, 5) == bytes(range(10, 15))
    assert store.read(NAME, 250, 100) == bytes(range(250, 256))
    assert store.read(NAME, -4, 4) == bytes(range(252, 256))
    assert store.read(NAME, -4, 2) == bytes(range(252, 254))
    assert store.read(NAME, -1000, 1000) == bytes(range(256))
    assert store.read(NAME, 256, 10) == store.read(NAME, 1000, 10) == b""


def test_bytes_that_are_not_synced_yet_can_be_read_back(store: PackStore) -> None:
    file = store.begin(NAME)
    file.append(memoryview(b"one "))
    file.append(memoryview(b"two"))
    assert file.read_back(0, 100) == b"one two"
    assert file.read_back(4, 2) == b"tw"
    file.append(memoryview(b" three"))
    file.sync()
    file.close()
    file.close()
    assert store.read(NAME, 0, 100) == b"one two three"


def test_appending_goes_on_after_a_sync(store: PackStore) -> None:
    file = store.begin(NAME)
    file.append(memoryview(b"one "))
    file.sync()
    assert store.read(NAME, 0, 100) == b"one "
    file.append(memoryview(b"two"))
    file.sync()
    file.close()
    assert store.read(NAME, 0, 100) == b"one two"


def test_packs_are_listed_by_case_in_order_and_can_be_removed(store: PackStore) -> None:
    names = ["a/" + "00" * 32, "a/" + "ff" * 32, "b/" + "11" * 32]
    assert list(store.names()) == []
    for name in reversed(names):
        written(store, name, b"x")
    assert list(store.names()) == names
    assert list(store.names("a")) == names[:2]
    assert list(store.names("c")) == []
    store.remove(names[0])
    store.remove(names[0])
    assert list(store.names()) == names[1:]


def test_a_folder_of_packs_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        written(FolderStore(tmp_path / "packs"), NAME, b"x")
    finally:
        os.umask(previous)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "packs").rglob("*")}
    assert modes == {"case-1": 0o700, "ab" * 32 + ".pack": 0o600}
    assert stat.S_IMODE((tmp_path / "packs").stat().st_mode) == 0o700


def test_strange_files_beside_the_packs_are_passed_over(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    written(store, NAME, b"x")
    (tmp_path / "case-1" / "notes.txt").write_text("x")
    (tmp_path / "case-1" / "short.pack").write_text("x")
    (tmp_path / "loose.pack").write_text("x")
    assert list(store.names()) == [NAME]


def test_a_link_in_the_place_of_a_pack_is_not_followed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "packs")
    written(store, NAME, b"x")
    path = tmp_path / "packs" / (NAME + ".pack")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError) as raised:
        store.read(NAME, 0, 1)
    assert raised.value.code == "vault.read_failed"


def test_a_folder_in_the_place_of_a_pack_is_a_read_error(tmp_path: Path) -> None:
    (tmp_path / (NAME + ".pack")).mkdir(parents=True)
    with pytest.raises(StoreError) as raised:
        FolderStore(tmp_path).read(NAME, 0, 1)
    assert raised.value.code == "vault.read_failed"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_disk_that_has_no_room_is_said_to_be_full(number: int) -> None:
    assert failure(OSError(number, "x"), "vault.write_failed").code == "vault.disk_full"


def test_an_input_output_error_keeps_its_name() -> None:
    error = failure(OSError(errno.EIO, "x"), "vault.read_failed")
    assert (error.code, error.args_for_text) == ("vault.read_failed", {"errno": "EIO"})


LIMITED = """
import resource, signal, sys
from pathlib import Path
from consilium.domain.errors import StoreError
from consilium.vault.folder import FolderStore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
file = FolderStore(Path(sys.argv[1])).begin(sys.argv[2])
try:
    file.append(memoryview(bytes(200_000)))
    file.sync()
except StoreError as error:
    print(error.code)
"""


def test_a_write_that_the_system_cuts_off_is_a_full_disk(tmp_path: Path) -> None:
    """The system takes 100,000 of the bytes and refuses the rest, as a full disk does; at the latest `sync` says so."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    done = subprocess.run([sys.executable, "-c", LIMITED, str(tmp_path), NAME], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("vault.disk_full", "")


@pytest.mark.parametrize("address", ["", "bucket", "s3://", "https://bucket/x", "s3:///prefix"])
def test_an_address_that_is_no_bucket_is_refused(address: str) -> None:
    with pytest.raises(SettingsError):
        S3Store.from_url(address, {})


def test_a_bucket_without_tls_is_taken_on_this_machine_only() -> None:
    with pytest.raises(SettingsError):
        S3Store.from_url("s3://bucket", {"endpoint": "http://storage.example"})


def test_an_option_that_the_store_does_not_know_is_refused() -> None:
    with pytest.raises(SettingsError):
        S3Store.from_url("s3://bucket", {"region": "us-east-1", "colour": "blue"})


def test_a_bucket_that_is_not_there_is_a_store_error(s3_address: str) -> None:
    options = {"endpoint": s3_address, "region": "us-east-1", "access_key_id": "test", "secret_access_key": "test"}
    file = S3Store.from_url("s3://nowhere", options).begin(NAME)
    file.append(memoryview(b"x"))
    with pytest.raises(StoreError) as raised:
        file.sync()
    file.close()
    assert raised.value.code == "vault.write_failed"


def test_a_pack_too_large_for_one_request_is_uploaded_in_parts(s3_store: S3Store) -> None:
    data = os.urandom(1 << 20)
    file = s3_store.begin(NAME)
    for _ in range(40):
        file.append(memoryview(data))
    file.sync()
    file.close()
    assert s3_store.read(NAME, 39 << 20, 1 << 20) == data
    assert s3_store.read(NAME, (40 << 20) - 3, 10) == data[-3:]
