"""The tus protocol 1.0.0, from the words of its specification."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.domain import tus
from consilium.domain.errors import (
    BusyError,
    ConsiliumError,
    IntegrityError,
    NotFoundError,
    StoreError,
    UploadRefusedError,
)
from consilium.knowledge.catalog import LANGUAGES, catalog

PATCH = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream", "Upload-Offset": "70"}
POST = {"Tus-Resumable": "1.0.0", "Upload-Length": "100"}


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def refused(call: object, headers: dict[str, str]) -> str:
    with pytest.raises(UploadRefusedError) as raised:
        call(headers)  # type: ignore[operator]
    return raised.value.code


@pytest.mark.parametrize("version", ["0.2.2", "1.0.1", "", "1"])
def test_another_version_is_refused_with_412_and_the_versions_that_we_speak(version: str) -> None:
    for call, headers in ((tus.append, PATCH), (tus.creation, POST)):
        with pytest.raises(UploadRefusedError) as raised:
            call(headers | {"Tus-Resumable": version})
        reply = tus.refusal(raised.value)
        assert reply.status == 412
        assert reply.headers["Tus-Version"] == "1.0.0"
        assert reply.headers["Tus-Resumable"] == "1.0.0"


@pytest.mark.parametrize("offset", ["-1", "", "1.5", "a", "1e3", "٣", "9" * 30, "+1", "0x10"])
def test_an_offset_that_is_no_number_is_refused(offset: str) -> None:
    assert refused(tus.append, PATCH | {"Upload-Offset": offset}) == "uploads.header"
    assert refused(tus.creation, POST | {"Upload-Length": offset}) == "uploads.header"


def test_a_patch_of_another_content_type_is_refused_with_415() -> None:
    with pytest.raises(UploadRefusedError) as raised:
        tus.append(PATCH | {"Content-Type": "text/plain"})
    assert tus.refusal(raised.value).status == 415


def test_a_length_that_is_to_come_later_is_refused_since_we_do_not_offer_it() -> None:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Defer-Length": "1"}
    assert refused(tus.creation, headers) == "uploads.header"
    assert "creation-defer-length" not in tus.options().headers["Tus-Extension"]


@pytest.mark.parametrize(
    "header",
    ["key value", "key,key", "a YQ==,a Yg==", "kéy YQ==", "key YQ=", "key Y Q==", ",", "k " + "A" * 20_000],
)
def test_metadata_that_is_not_as_the_specification_says_is_refused(header: str) -> None:
    assert refused(tus.creation, POST | {"Upload-Metadata": header}) == "uploads.header"


def test_the_metadata_of_the_specifications_example() -> None:
    header = "filename d29ybGRfZG9taW5hdGlvbl9wbGFuLnBkZg==,is_confidential"
    assert tus.metadata(header) == {"filename": "world_domination_plan.pdf", "is_confidential": ""}


def test_header_names_count_in_any_case_of_letters_and_spaces_around_pairs_do_not() -> None:
    made = tus.creation(
        {
            "TUS-RESUMABLE": "1.0.0",
            "upload-length": "5",
            "uPLOAD-mETADATA": f"filename {encoded('año.pdf')}, batch {encoded('b')}",
        }
    )
    assert made.metadata == {"filename": "año.pdf", "batch": "b"}
    assert made.length == 5
    assert made.first is None


def test_a_name_that_is_not_text_survives() -> None:
    raw = "filename " + base64.b64encode(b"caf\xe9").decode()
    assert tus.metadata(raw)["filename"].encode("utf-8", "surrogateescape") == b"caf\xe9"


def test_bytes_may_come_with_the_creation() -> None:
    digest = hashlib.sha1(b"hello", usedforsecurity=False).digest()
    checksum = "sha1 " + base64.b64encode(digest).decode()
    made = tus.creation(POST | {"Content-Type": tus.BODY, "Upload-Checksum": checksum})
    assert made.first == tus.Append(0, tus.Checksum("sha1", digest))


def test_the_checksum_of_the_specifications_example() -> None:
    asked = tus.append(PATCH | {"Upload-Checksum": "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="})
    assert asked.checksum is not None
    hasher = asked.checksum.hasher()
    hasher.update(b"hello world")
    assert hasher.digest() == asked.checksum.digest


@pytest.mark.parametrize(
    ("checksum", "code"),
    [
        ("md5 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "uploads.algorithm"),
        ("sha1 Kq5s", "uploads.header"),
        ("sha1", "uploads.header"),
        ("sha1 !!!", "uploads.header"),
        ("", "uploads.algorithm"),
    ],
)
def test_a_checksum_that_can_not_be_checked_is_refused_with_400(checksum: str, code: str) -> None:
    with pytest.raises(UploadRefusedError) as raised:
        tus.append(PATCH | {"Upload-Checksum": checksum})
    assert raised.value.code == code
    assert tus.refusal(raised.value).status == 400


def test_options_say_what_we_can() -> None:
    reply = tus.options(1_073_741_824)
    assert reply.status == 204
    assert reply.headers["Tus-Version"] == "1.0.0"
    assert reply.headers["Tus-Max-Size"] == "1073741824"
    assert "sha1" in reply.headers["Tus-Checksum-Algorithm"].split(",")
    assert set(reply.headers["Tus-Extension"].split(",")) == {
        "creation", "creation-with-upload", "expiration", "checksum", "termination",
    }  # fmt: skip
    assert "Tus-Max-Size" not in tus.options().headers


def test_the_answers_carry_what_the_specification_asks_for() -> None:
    at = datetime(2014, 6, 25, 18, 0, tzinfo=timezone(timedelta(hours=2)))
    assert tus.created("/files/24e533e02ec3bc40c387f1a0e460e216", None).headers["Location"].startswith("/files/")
    assert tus.created("/files/1", at, 5).headers["Upload-Offset"] == "5"
    assert tus.appended(100, at).headers["Upload-Expires"] == "Wed, 25 Jun 2014 16:00:00 GMT"
    assert (tus.appended(100, None).status, tus.terminated().status) == (204, 204)
    head = tus.state(70, 100, "filename YQ==", None)
    assert head.headers["Cache-Control"] == "no-store"
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("70", "100")
    assert head.headers["Upload-Metadata"] == "filename YQ=="
    for reply in (head, tus.appended(1, None), tus.terminated(), tus.options(), tus.created("/", None)):
        assert reply.headers["Tus-Resumable"] == "1.0.0"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UploadRefusedError("uploads.offset", offset=1), 409),
        (UploadRefusedError("uploads.checksum"), 460),
        (UploadRefusedError("uploads.quota", length=1, held=1, quota=1), 413),
        (UploadRefusedError("uploads.gone"), 410),
        (BusyError("uploads.busy"), 423),
        (NotFoundError("uploads.unknown"), 404),
        (StoreError("vault.disk_full"), 507),
        (StoreError("uploads.disk_full"), 507),
        (StoreError("vault.write_failed", errno="EIO"), 503),
        (IntegrityError("vault.changed"), 500),
    ],
)
def test_what_is_refused_has_the_status_of_the_specification(error: ConsiliumError, status: int) -> None:
    reply = tus.refusal(error)
    assert reply.status == status
    assert reply.error is error


def test_every_refusal_says_in_words_what_to_do() -> None:
    for language in LANGUAGES:
        assert [code for code in tus.STATUS if not catalog(language).has(code)] == []


def test_the_method_can_be_overridden() -> None:
    assert tus.method("POST", {"X-HTTP-Method-Override": "patch"}) == "PATCH"
    assert tus.method("HEAD", {}) == "HEAD"


@given(st.dictionaries(st.text("abcXYZ019-_.", min_size=1), st.text(), max_size=5))
def test_metadata_comes_back_as_it_was_sent(pairs: dict[str, str]) -> None:
    plain = {key: value.encode("utf-8", "surrogatepass") for key, value in pairs.items()}
    header = ",".join(f"{key} {base64.b64encode(value).decode()}".strip() for key, value in plain.items())
    if len(header) <= tus.LONGEST_METADATA:
        found = {key: value.encode("utf-8", "surrogateescape") for key, value in tus.metadata(header).items()}
        assert found == plain


def test_times_are_written_as_http_writes_them() -> None:
    assert tus.http_date(datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)) == "Sun, 06 Nov 1994 08:49:37 GMT"
