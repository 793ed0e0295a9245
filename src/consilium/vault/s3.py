"""Packs in an S3-compatible bucket, one object each: `<prefix>/<case id>/<pack id>.pack`.

An object appears whole or not at all, and the store's acknowledgement of the upload is the moment of durability. So a
pack is gathered here first (its sealed bytes, never plaintext): in memory, and past 80 MiB, which one huge blob can
bring about, in an unnamed temporary file. Give the bucket a lifecycle rule that ends incomplete multipart uploads.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store as Bucket

from consilium.domain.errors import SettingsError, StoreError
from consilium.vault.folder import failure
from consilium.vault.stores import CASE_ID, PACK_NAME, PackFile, check_name

LOOPBACK = ("127.0.0.1", "::1", "localhost")
if TYPE_CHECKING:
    from obstore.store import S3Config

SUFFIX = ".pack"
IN_MEMORY = 80 * 1024 * 1024
PART_BYTES = 16 * 1024 * 1024  # at most 10,000 parts to an upload: 160 GB
PARTS_AT_ONCE = 2
LISTED_AT_ONCE = 1000


@contextmanager
def _failing_as(code: str) -> Iterator[None]:
    """The store's errors as StoreError. Their texts are left out: they quote requests and addresses."""
    try:
        yield
    except FileNotFoundError as error:
        raise StoreError("vault.pack_missing" if code == "vault.read_failed" else code, errno="ENOENT") from error
    except BaseError as error:
        raise StoreError(code, errno=type(error).__name__) from error
    except OSError as error:
        raise failure(error, code) from error


class S3Pack:
    """A pack being gathered; `sync` uploads it."""

    incremental = False

    def __init__(self, bucket: Bucket, path: str, spool: Path | None) -> None:
        self._bucket = bucket
        self._path = path
        self._gathered = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(spool) if spool else None)  # noqa: SIM115 (closed by close)

    def append(self, data: memoryview) -> None:
        with _failing_as("vault.write_failed"):
            self._gathered.seek(0, 2)
            self._gathered.write(data)

    def read_back(self, offset: int, length: int) -> bytes:
        with _failing_as("vault.read_failed"):
            self._gathered.seek(offset)
            return self._gathered.read(length)

    def sync(self) -> None:
        with _failing_as("vault.write_failed"):
            self._gathered.seek(0)
            obstore.put(self._bucket, self._path, self._gathered, chunk_size=PART_BYTES, max_concurrency=PARTS_AT_ONCE)

    def close(self) -> None:
        self._gathered.close()


class S3Store:
    """Packs in a bucket. `spool` is a folder for packs too large for memory (the system's own if None)."""

    def __init__(self, bucket: Bucket, spool: Path | None = None) -> None:
        """`bucket` is an `obstore.store.S3Store`; its address, prefix and credentials are the caller's settings."""
        self._bucket = bucket
        self._spool = spool

    @classmethod
    def from_url(cls, url: str, options: Mapping[str, str], spool: Path | None = None) -> S3Store:
        """The store at `s3://bucket/prefix`.

        `options` as obstore and the AWS tools name them: `endpoint`, `region`, `access_key_id`, `secret_access_key`,
        `session_token`, `virtual_hosted_style_request`; what is left out comes from the AWS_ environment. A plain
        `http:` endpoint is taken only on this machine. Raises SettingsError.
        """
        bucket, _, prefix = url.removeprefix("s3://").partition("/")
        endpoint = options.get("endpoint", "")
        plain = endpoint.startswith("http://")
        if not url.startswith("s3://") or not bucket or (plain and urlsplit(endpoint).hostname not in LOOPBACK):
            raise SettingsError("vault.store_address")
        try:
            config = cast("S3Config", dict(options))
            bucket_store = Bucket(bucket, prefix=prefix or None, config=config, client_options={"allow_http": plain})
        except (BaseError, ValueError) as error:
            raise SettingsError("vault.store_address") from error
        return cls(bucket_store, spool)

    def begin(self, name: str) -> PackFile:
        path = check_name(name) + SUFFIX
        with _failing_as("vault.write_failed"):
            if self._size(path) is not None:
                raise StoreError("vault.pack_exists")
            return S3Pack(self._bucket, path, self._spool)

    def _size(self, path: str) -> int | None:
        try:
            return obstore.head(self._bucket, path)["size"]
        except FileNotFoundError:
            return None

    def read(self, name: str, offset: int, length: int) -> bytes:
        path = check_name(name) + SUFFIX
        with _failing_as("vault.read_failed"):
            if offset < 0:
                found = obstore.get(self._bucket, path, options={"range": {"suffix": -offset}})
                return bytes(found.bytes())[:length]
            try:
                return bytes(obstore.get_range(self._bucket, path, start=offset, length=length))
            except BaseError:
                # A range from past the end is an error of its own kind in every store: ask for the size instead.
                size = self._size(path)
                if size is not None and offset >= size:
                    return b""
                raise

    def names(self, case_id: str = "") -> Iterator[str]:
        if case_id and not CASE_ID.fullmatch(case_id):
            raise ValueError("not a case's id")
        with _failing_as("vault.read_failed"):
            pages = obstore.list(self._bucket, f"{case_id}/" if case_id else None, chunk_size=LISTED_AT_ONCE)
            paths = sorted(item["path"] for page in pages for item in page)
        names = (path.removesuffix(SUFFIX) for path in paths if path.endswith(SUFFIX))
        return iter([name for name in names if PACK_NAME.fullmatch(name)])

    def remove(self, name: str) -> None:
        with _failing_as("vault.write_failed"):
            try:
                obstore.delete(self._bucket, check_name(name) + SUFFIX)
            except FileNotFoundError:
                return
