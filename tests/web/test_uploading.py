"""Files come in: by tus as scripts speak it, by a plain form, handed in, read by a job; and all that may go wrong."""

from __future__ import annotations

import base64
import hashlib
import io
import random
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

import py7zr
import pytest
from django.conf import settings as django_settings
from django.test import Client

from consilium.actions import queue, uploads
from consilium.actions.cases import Child, new_case
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import operator
from consilium.actions.uploads.rows import folder, opened_row, row_of, staging
from consilium.casebook.models import Job
from consilium.casebook.models import Upload as Row
from consilium.config.environment import Environment
from consilium.domain.jobs import JobState
from consilium.domain.uploads import Limits, UploadState
from consilium.domain.viewer import OPERATOR
from consilium.jobs.worker import work_off
from consilium.knowledge.catalog import load
from tests.cast import MIA
from tests.papers import letter
from tests.reading import grade, inflesz
from tests.web.cast import BACKEND, come_in

DATA = random.Random(3).randbytes(200_000)
BODY = "application/offset+octet-stream"
HOSTILE = '../../<script>alert(1)</script>/"x"\u202e.txt'
Opened = Callable[[], OpenCase]


@pytest.fixture
def owner(installation: Installation) -> Client:
    return signed_in(Client(headers={"Accept-Language": "en"}), installation)


@pytest.fixture(autouse=True)
def room(settings: Any) -> None:
    """Whatever the disk of the tests has free."""
    environment = django_settings.ENVIRONMENT
    settings.ENVIRONMENT = _with(environment, Limits(quota=50_000_000, reserve=0))


def _with(environment: Environment, limits: Limits) -> Environment:
    return type(environment)(**{**vars(environment), "uploads": limits})


def signed_in(client: Client, installation: Installation) -> Client:
    client.force_login(operator(installation), BACKEND)
    return client


def encoded(**metadata: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in metadata.items())


def files_of(case: OpenCase) -> str:
    return f"/case/{case.id}/records/add/files/"


def work(installation: Installation) -> None:
    """Do every job that is asked for."""
    while (claim := queue.claim(("prepare", "packet"))) is not None:
        work_off(claim, installation)


def tus(client: Client, method: str, url: str, data: bytes = b"", **headers: object) -> Any:
    """A request of the protocol; `_` in a name stands for `-`."""
    sent = {"Tus-Resumable": "1.0.0"} | {name.replace("_", "-"): str(value) for name, value in headers.items()}
    kind = BODY if data else "text/plain"
    return client.generic(method, url, data, kind, headers={name: value for name, value in sent.items() if value})


def begun(client: Client, case: OpenCase, data: bytes = DATA, first: bytes = b"", **metadata: str) -> str:
    said = encoded(**({"filename": "scan.bin"} | metadata))
    answer = tus(client, "POST", files_of(case), first, Upload_Length=len(data), Upload_Metadata=said)
    assert answer.status_code == 201, answer.content
    return str(answer.headers["Location"])


def content(case: OpenCase, upload: UUID) -> bytes:
    row = row_of(case, upload)
    document, tail = opened_row(case, row)
    return b"".join(staging(case, upload).source(document.offset, tail).pieces())


def sums(data: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


def form(files: Mapping[str, bytes], cut: int = 0, **fields: str) -> tuple[bytes, str]:
    """A form as browsers send it, folders in the names; `cut` bytes of its end are missing."""
    parts = [
        f'--edge-of-a-part\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, data in files.items():
        quoted = name.replace('"', "%22")
        head = f'--edge-of-a-part\r\nContent-Disposition: form-data; name="folder"; filename="{quoted}"\r\n'
        parts += [head.encode(), b"Content-Type: application/octet-stream\r\n\r\n", data, b"\r\n"]
    body = b"".join([*parts, b"--edge-of-a-part--\r\n"])
    return body[: len(body) - cut], "multipart/form-data; boundary=edge-of-a-part"


def test_what_speaks_another_version_is_told_so(owner: Client, case: OpenCase) -> None:
    for method, url in (("POST", files_of(case)), ("PATCH", begun(owner, case)), ("HEAD", begun(owner, case))):
        answer = tus(owner, method, url, Tus_Resumable="")
        assert answer.status_code == 412
        assert answer.headers["Tus-Version"] == "1.0.0"
    assert owner.options(files_of(case)).headers["Tus-Extension"].startswith("creation,creation-with-upload")


def test_bytes_at_another_place_are_refused_and_nothing_changes(owner: Client, case: OpenCase) -> None:
    url = begun(owner, case, first=DATA[:1000])
    for wrong in (0, 999, 1001):
        assert tus(owner, "PATCH", url, DATA[:10], Upload_Offset=wrong).status_code == 409
    state = tus(owner, "HEAD", url)
    assert (state.headers["Upload-Offset"], state.headers["Upload-Length"]) == ("1000", str(len(DATA)))
    assert state.headers["Cache-Control"] == "no-store"


def test_a_part_that_changed_on_the_way_does_not_count(owner: Client, case: OpenCase) -> None:
    url = begun(owner, case)
    answer = tus(owner, "PATCH", url, DATA[:500], Upload_Offset=0, Upload_Checksum=sums(DATA[1:501]))
    assert answer.status_code == 460
    assert "will be sent again" in answer.content.decode()
    assert tus(owner, "HEAD", url).headers["Upload-Offset"] == "0"
    for algorithm in ("sha1", "sha256", "sha512"):
        offset = int(tus(owner, "HEAD", url).headers["Upload-Offset"])
        part = DATA[offset : offset + 500]
        answer = tus(owner, "PATCH", url, part, Upload_Offset=offset, Upload_Checksum=sums(part, algorithm))
        assert answer.status_code == 204


def test_more_than_the_quota_or_the_disk_says_what_to_do(owner: Client, case: OpenCase, settings: Any) -> None:
    answer = tus(owner, "POST", files_of(case), Upload_Length=60_000_000, Upload_Metadata=encoded(filename="a"))
    assert answer.status_code == 413
    assert "Leave out what is not needed" in answer.content.decode()
    settings.ENVIRONMENT = _with(django_settings.ENVIRONMENT, Limits(quota=0, reserve=1 << 60))
    answer = owner.generic("POST", files_of(case), headers={"Tus-Resumable": "1.0.0", "Upload-Length": "9",
                                                            "Accept-Language": "es"})  # fmt: skip
    assert answer.status_code == 507
    assert "No se perdió nada" in answer.content.decode()


def test_what_is_no_request_of_the_protocol_is_refused(owner: Client, case: OpenCase) -> None:
    url = begun(owner, case)
    assert tus(owner, "POST", files_of(case)).status_code == 400
    assert tus(owner, "POST", files_of(case), Upload_Length="-1").status_code == 400
    assert tus(owner, "PUT", url).status_code == 400
    assert tus(owner, "PATCH", url, Upload_Offset=0).status_code == 415
    assert tus(owner, "PATCH", url, DATA + b"more", Upload_Offset=0).status_code == 413
    unknown = tus(owner, "PATCH", url, b"x", Upload_Offset=0, Upload_Checksum="crc32 AAAA")
    assert unknown.status_code == 400
    named = encoded(filename="a", batch="not-a-uuid")
    assert tus(owner, "POST", files_of(case), Upload_Length=1, Upload_Metadata=named).status_code == 400


def test_another_cases_upload_is_not_there(installation: Installation, owner: Client, case: OpenCase) -> None:
    other = new_case(installation, OPERATOR, Child("Somebody Else"))
    there = begun(owner, other).replace(str(other.id), str(case.id))
    for method in ("HEAD", "PATCH", "DELETE"):
        assert tus(owner, method, there, b"x" if method == "PATCH" else b"", Upload_Offset=0).status_code == 404
    batch = str(uploads.waiting(other)[0].batch)
    owner.post(f"/case/{case.id}/records/add/remove/", {"batch": batch})
    owner.post(f"/case/{case.id}/records/add/hand-in/", {"batch": batch})
    assert len(uploads.waiting(other)) == 1


def test_who_may_not_add_adds_nothing(installation: Installation, case: OpenCase) -> None:
    cast = come_in(installation, case)
    for name, status in (("Kai", 403), ("Sam", 404), ("Luis", 403), ("Eva", 404), ("Rosa", 201)):
        answer = tus(cast.client(name), "POST", files_of(case), Upload_Length=4)
        assert answer.status_code == status, name
        assert cast.client(name).get(f"/case/{case.id}/records/add/").status_code == (200 if status == 201 else status)
    assert Row.objects.count() == 1


def test_a_request_from_another_site_is_refused(installation: Installation, case: OpenCase) -> None:
    strict = signed_in(Client(enforce_csrf_checks=True), installation)
    assert tus(strict, "POST", files_of(case), b"x", Upload_Length=1).status_code == 403
    data, kind = form({"a.txt": b"x" * 5000})
    page = f"/case/{case.id}/records/add/"
    assert strict.post(page, data, content_type=kind).status_code == 403
    assert strict.post(page, data, content_type=kind, headers={"Origin": "https://bad.example"}).status_code == 403
    assert not Row.objects.exists()
    token = strict.get(f"{page}waiting/").json()["token"]
    assert tus(strict, "POST", files_of(case), b"x", Upload_Length=1, X_CSRFToken=token).status_code == 201
    data, kind = form({"a.txt": b"x" * 5000}, csrfmiddlewaretoken=token)
    assert strict.post(page, data, content_type=kind).status_code == 302


def test_a_file_comes_in_pieces_and_what_came_is_known(owner: Client, case: OpenCase) -> None:
    batch = str(uuid4())
    url = begun(owner, case, first=DATA[:70_000], relativePath="disc/scan.bin", batch=batch, modified="17")
    listed = owner.get(f"/case/{case.id}/records/add/waiting/").json()["files"]
    known = {"url": url, "batch": batch, "path": "disc/scan.bin", "length": 200_000, "offset": 70_000}
    assert listed == [known | {"whole": False, "modified": "17"}]
    answer = tus(owner, "PATCH", url, DATA[70_000:], Upload_Offset=70_000, Upload_Checksum=sums(DATA[70_000:]))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "200000")
    assert content(case, uploads.waiting(case)[0].id) == DATA
    assert tus(owner, "DELETE", url).status_code == 204
    assert tus(owner, "HEAD", url).status_code == 404


def test_hostile_names_are_shown_and_never_followed(owner: Client, case: OpenCase, installation: Installation) -> None:
    begun(owner, case, first=DATA, relativePath=HOSTILE)
    data, kind = form({"../../etc/passwd": b"a", "C:\\x\\y.txt": b"b", "sub/sub/z.txt": b"c"})
    assert owner.post(f"/case/{case.id}/records/add/", data, content_type=kind).status_code == 302
    paths = {one.path for one in uploads.waiting(case)}
    assert {"etc/passwd", "sub/sub/z.txt", "C:/x/y.txt"} < paths
    assert all(".." not in path.split("/") for path in paths)
    assert not list(installation.home.rglob("passwd"))
    page = owner.get(f"/case/{case.id}/records/add/").content.decode()
    assert "<script>alert" not in page
    too_big = form({"<b>x</b>.bin": b"z" * 60_000_000})
    refused = owner.post(f"/case/{case.id}/records/add/", too_big[0], content_type=too_big[1]).content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;.bin" in refused


def test_a_plain_form_of_many_megabytes_comes_in_sealed(
    owner: Client, case: OpenCase, installation: Installation
) -> None:
    large = random.Random(5).randbytes(9_000_000) + b"SENTINEL-IN-THE-FORM" * 200
    data, kind = form({"disc/large.bin": large, "disc/empty.bin": b"", "note.txt": b"A short note."})
    answer = owner.post(f"/case/{case.id}/records/add/", data, content_type=kind)
    job = queue.jobs(case)[0]
    assert answer.headers["Location"] == f"/case/{case.id}/job/{job.id}/"
    came = {one.path: content(case, one.id) for one in uploads.waiting(case)}
    assert came == {"disc/large.bin": large, "disc/empty.bin": b"", "note.txt": b"A short note."}
    assert {one.state for one in uploads.waiting(case)} == {UploadState.HANDED}
    for path in installation.home.rglob("*"):
        assert not path.is_file() or b"SENTINEL-IN-THE-FORM" not in path.read_bytes(), path


def test_half_a_form_leaves_no_half_a_file(owner: Client, case: OpenCase) -> None:
    data, kind = form({"whole.txt": b"w" * 5000, "half.txt": b"h" * 300_000}, cut=1000)
    answer = owner.post(f"/case/{case.id}/records/add/", data, content_type=kind)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "half.txt" in page
    assert "Please send it again" in page
    assert [one.path for one in uploads.waiting(case)] == ["whole.txt"]
    assert "Add what has arrived" in page


def test_a_form_that_does_not_fit_says_so_and_the_rest_comes(owner: Client, case: OpenCase, settings: Any) -> None:
    settings.ENVIRONMENT = _with(django_settings.ENVIRONMENT, Limits(quota=1_000_000, reserve=0))
    data, kind = form({"large.bin": DATA * 10, "small.txt": b"s" * 50})
    answer = owner.post(f"/case/{case.id}/records/add/", data, content_type=kind)
    assert answer.status_code == 413
    assert "does not fit" in answer.content.decode()
    assert not any(one.path == "large.bin" for one in uploads.waiting(case))


def test_what_is_no_form_is_refused_and_leaves_nothing(owner: Client, case: OpenCase) -> None:
    data, kind = form({"a.txt": b"a" * 5000})
    spoiled = data.replace(b"text/plain", b"x" * 9000) + b"--edge-of-a-part\r\n" + b"x" * 9000
    answer = owner.post(f"/case/{case.id}/records/add/", spoiled, content_type=kind)
    assert answer.status_code == 400
    assert owner.post(f"/case/{case.id}/records/add/", b"", content_type="multipart/form-data").status_code < 500
    assert not Row.objects.exists()


def test_a_form_with_nothing_in_it_says_what_to_do(owner: Client, case: OpenCase) -> None:
    data, kind = form({})
    answer = owner.post(f"/case/{case.id}/records/add/", data, content_type=kind)
    assert answer.status_code == 422
    assert "Choose a file, a folder or a photo first." in answer.content.decode()
    again = owner.post(f"/case/{case.id}/records/add/hand-in/", follow=True)
    assert "No new file has arrived yet" in again.content.decode()


def test_what_was_begun_is_shown_again_with_how_much_came(owner: Client, case: OpenCase) -> None:
    batch = str(uuid4())
    drop: Any = {"batch": batch, "files": "5", "bytes": "1000000"}
    begun(owner, case, first=DATA, relativePath="disc/1", **drop)
    begun(owner, case, first=DATA[:1000], relativePath="disc/2", **drop)
    page = owner.get(f"/case/{case.id}/records/add/").content.decode()
    assert "1 of 5 files have arrived: 201\u00a0kB of 1\u00a0MB." in page
    handed = owner.post(
        f"/case/{case.id}/records/add/hand-in/", {"batch": batch}, headers={"Accept": "application/json"}
    )
    said = handed.json()
    assert (said["files"], said["missing"]) == (1, 1)
    assert owner.post(f"/case/{case.id}/records/add/hand-in/", {"batch": batch}).headers["Location"] == said["job"]
    assert Job.objects.count() == 1
    owner.post(f"/case/{case.id}/records/add/remove/", {"batch": batch})
    assert [one.path for one in uploads.waiting(case)] == ["disc/1"]
    assert owner.post(f"/case/{case.id}/records/add/remove/", {"batch": "nonsense"}).status_code == 404


def test_a_job_is_read_and_its_page_says_what_came_of_it(
    installation: Installation, owner: Client, case: OpenCase, opened: Opened
) -> None:
    data, kind = form({"letter.txt": letter().encode(), "copy.txt": letter().encode(), "empty.txt": b""})
    there = owner.post(f"/case/{case.id}/records/add/", data, content_type=kind).headers["Location"]
    page = owner.get(there).content.decode()
    assert "Waiting for its turn" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    work(installation)
    page = owner.get(there).content.decode()
    assert "3 new files were added." in page
    assert "3 files found." in page
    assert "http-equiv" not in page
    assert uploads.waiting(opened()) == []


def test_a_job_is_cancelled_begun_again_and_never_anothers(
    installation: Installation, owner: Client, case: OpenCase
) -> None:
    data, kind = form({"letter.txt": letter().encode()})
    there = owner.post(f"/case/{case.id}/records/add/", data, content_type=kind).headers["Location"]
    cast = come_in(installation, case)
    assert cast.client("Kai").get(there).status_code == 200
    assert cast.client("Kai").post(there, {"do": "cancel"}).status_code == 403
    owner.post(there, {"do": "cancel"})
    assert queue.jobs(case)[0].state is JobState.CANCELLED
    assert "It was stopped" in owner.get(there).content.decode()
    again = owner.post(there, {"do": "again"}).headers["Location"]
    assert again != there
    other = new_case(installation, OPERATOR, Child("Somebody Else"))
    assert owner.get(again.replace(str(case.id), str(other.id))).status_code == 404


def test_a_job_that_failed_says_why_and_can_be_begun_again(owner: Client, case: OpenCase) -> None:
    data, kind = form({"letter.txt": letter().encode()})
    there = owner.post(f"/case/{case.id}/records/add/", data, content_type=kind).headers["Location"]
    Job.objects.update(state=JobState.FAILED, reason="jobs.worker_died")
    page = owner.get(there, headers={"Accept-Language": "es"}).content.decode()
    assert "El trabajo se paró a la mitad." in page
    assert 'value="again"' in page
    assert owner.post(there, {"do": "again"}).headers["Location"] != there


def test_locked_files_are_opened_by_a_password_that_nobody_keeps(
    installation: Installation, owner: Client, case: OpenCase, opened: Opened
) -> None:
    data, kind = form({"locked.7z": _locked("geheim-7"), "letter.txt": letter().encode()})
    there = owner.post(f"/case/{case.id}/records/add/", data, content_type=kind).headers["Location"]
    work(installation)
    assert "1 file is locked with a password." in owner.get(there).content.decode()
    page = f"/case/{case.id}/records/add/passwords/"
    assert "locked.7z" in owner.get(page).content.decode()
    assert owner.post(page, {"password": ""}).status_code == 422
    answer = owner.post(page, {"password": "wrong", "another": "geheim-7"})
    assert answer.status_code == 302
    work(installation)
    assert "No file is locked right now." in owner.get(page).content.decode()
    assert queue.jobs(opened())[0].state is JobState.DONE
    assert all(b"geheim-7" not in bytes(row.sealed or b"") for row in Job.objects.all())


def _locked(password: str) -> bytes:
    made = io.BytesIO()
    with py7zr.SevenZipFile(made, "w", password=password) as archive:
        archive.writestr(letter(words="Inside the lock."), "inside.txt")
    return made.getvalue()


def test_the_packet_is_asked_for_and_fetched_once_written(
    installation: Installation, owner: Client, case: OpenCase
) -> None:
    data, kind = form({"letter.txt": letter().encode()})
    owner.post(f"/case/{case.id}/records/add/", data, content_type=kind)
    work(installation)
    page = f"/case/{case.id}/packet/"
    assert owner.post(page, {"language": "xx"}).status_code == 422
    there = owner.post(page, {"language": "es"}).headers["Location"]
    fetched = there.replace("/job/", "/packet/")
    assert owner.get(fetched).headers["Location"] == there
    work(installation)
    assert fetched in owner.get(there).content.decode()
    assert fetched in owner.get(page).content.decode()
    answer = owner.get(fetched, headers={"Accept-Encoding": "gzip"})
    packed = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert packed[:4] == b"PK\x03\x04"
    assert answer.headers["Content-Length"] == str(len(packed))
    assert MIA.name.split()[-1] not in answer.headers["Content-Disposition"]
    for path in [path for path in (installation.home / "downloads").rglob("*") if path.is_file()]:
        path.unlink()
    gone = owner.get(fetched)
    assert gone.status_code == 410
    assert "You can ask for it again" in gone.content.decode()


def test_nothing_of_a_removed_drop_stays_on_the_disk(owner: Client, case: OpenCase) -> None:
    batch = str(uuid4())
    begun(owner, case, first=DATA, batch=batch)
    assert list(folder(case.home).iterdir())
    answer = owner.post(f"/case/{case.id}/records/add/remove/", {"batch": batch}, follow=True)
    assert "1 file was removed." in answer.content.decode()
    assert not list(folder(case.home).rglob("*.part"))


@pytest.mark.parametrize("area", ["adding", "working", "take", "passwords"])
def test_the_words_are_easy_to_read(area: str) -> None:
    english = " ".join(text for code, text in load("en").items() if code.startswith(f"{area}."))
    spanish = " ".join(text for code, text in load("es").items() if code.startswith(f"{area}."))
    assert grade(english) <= 8
    assert inflesz(spanish) >= 55
