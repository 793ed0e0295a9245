"""Images sent into a case: by a person, by a center's machine with a key, cut off, sent twice, wrong."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from consilium.actions import queue, uploads
from consilium.actions.cases import Child, new_case
from consilium.actions.imaging import held, sendingkeys, storing
from consilium.actions.opened import Installation, OpenCase, now
from consilium.casebook.models import Blob, Grant, ImageSeries, InputFile, Job, SendingKey, Upload
from consilium.domain.dates import PartialDate
from consilium.domain.errors import DeniedError, InputError
from consilium.domain.uploads import Limits
from consilium.domain.viewer import OPERATOR
from consilium.jobs.worker import work_off
from consilium.web.imaging.dicomweb import stow
from tests.cast import OTHER
from tests.readers.dicom_files import ROOT, ct_slice, part10
from tests.web.cast import PEOPLE, Cast, come_in
from tests.web.imaging.dicomweb_service import Reply, Service

STUDY = ROOT + "1"
TYPE = 'multipart/related; type="application/dicom"; boundary=xx'
OURS = {"HTTP_ORIGIN": "http://localhost:8000"}


@pytest.fixture
def service(installation: Installation) -> Service:
    cache.clear()
    return Service(installation)


@pytest.fixture
def cast(installation: Installation, case: OpenCase) -> Cast:
    return come_in(installation, case)


@pytest.fixture
def key(installation: Installation, case: OpenCase) -> str:
    return sendingkeys.make(installation, case, "Example PACS")


def body(*files: bytes, kind: str = "application/dicom") -> bytes:
    head = f"--xx\r\nContent-Type: {kind}\r\n\r\n".encode()
    return b"".join(head + one + b"\r\n" for one in files) + b"--xx--\r\n"


def slices(*numbers: int) -> list[bytes]:
    return [part10(ct_slice(at)) for at in numbers]


def send(service: Service, case: OpenCase, data: bytes, who: Client | str, study: str = "", kind: str = TYPE) -> Reply:
    """POST as a person in a browser of ours, or with a key."""
    path = f"/case/{case.id}/studies" + (f"/{study}" if study else "")
    if isinstance(who, str):
        return service.ask(path, None, "POST", data, CONTENT_TYPE=kind, HTTP_AUTHORIZATION=f"Bearer {who}")
    return service.ask(path, who, "POST", data, CONTENT_TYPE=kind, **OURS)


def uids(reply: Reply, tag: str = "00081199") -> list[str]:
    return [one["00081155"]["Value"][0] for one in reply.json.get(tag, {}).get("Value", [])]


def reasons(reply: Reply) -> list[int]:
    listed = [*reply.json.get("00081198", {}).get("Value", []), *reply.json.get("0008119A", {}).get("Value", [])]
    return [one["00081197"]["Value"][0] for one in listed]


def test_what_is_sent_is_durable_and_comes_into_the_case_by_the_one_door(
    service: Service, case: OpenCase, owner: Client, key: str
) -> None:
    reply = send(service, case, body(*slices(1, 2, 3)), key)
    assert reply.status == 200
    assert reply.head["Content-Type"] == "application/dicom+json"
    assert uids(reply) == [f"{ROOT}3.{at}" for at in (1, 2, 3)]
    assert reply.json["00081190"]["Value"] == [f"http://localhost:8000/dicomweb/case/{case.id}/studies/{STUDY}"]
    assert Upload.objects.filter(case=case.row, state="handed").count() == 3
    (job,) = Job.objects.filter(case=case.row, kind="prepare")
    assert job.due > now() + timedelta(seconds=1)  # more may come
    assert uploads.take_in(case).added == 3
    InputFile.objects.filter(case=case.row, ended="other_child").update(ended="read")
    held.forget(case.id)
    listed = service.ask(f"/case/{case.id}/studies/{STUDY}/instances", owner).json
    assert len(listed) == 3
    assert not Upload.objects.exists()


def test_a_body_that_is_cut_off_keeps_what_came_whole_and_goes_on_when_sent_again(
    service: Service, case: OpenCase, key: str
) -> None:
    files = slices(1, 2, 3)
    whole = body(*files)
    cut = whole[: whole.index(files[2]) + 100]
    first = send(service, case, cut, key)
    assert first.status == 202
    assert len(uids(first)) == 2
    uploads.take_in(case)
    again = send(service, case, whole, key)
    assert again.status == 200
    assert len(uids(again)) == 3
    assert Upload.objects.filter(case=case.row).count() == 1  # the two are there already
    uploads.take_in(case)
    assert InputFile.objects.filter(case=case.row).count() == 3
    assert send(service, case, whole, key).status == 200
    assert not Upload.objects.filter(case=case.row).exists()


def test_who_shares_a_process_with_another_sender_is_asked_to_come_again(
    service: Service, case: OpenCase, key: str
) -> None:
    assert "Connection" not in send(service, case, body(*slices(1)), key).head
    with stow._SENDING:  # another one
        assert send(service, case, body(*slices(2)), key).head["Connection"] == "close"
    assert "Connection" not in send(service, case, body(*slices(3)), key).head


def test_what_came_before_a_process_ended_is_taken_in_all_the_same(
    service: Service, installation: Installation, case: OpenCase, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "TOGETHER", 2)
    monkeypatch.setattr(storing.Storing, "finish", lambda _: None)  # it never came to its end
    send(service, case, body(*slices(1, 2, 3)), key)
    assert Upload.objects.filter(case=case.row, state="handed").count() == 2
    Job.objects.filter(kind="prepare").update(due=now())
    claim = queue.claim(("prepare",))
    assert claim is not None
    work_off(claim, installation)
    assert InputFile.objects.filter(case=case.row).count() == 2


def test_each_instance_gets_its_answer(service: Service, case: OpenCase, key: str) -> None:
    other = ct_slice(9)
    other.StudyInstanceUID = ROOT + "77"
    nameless = ct_slice(8)
    del nameless.StudyInstanceUID
    files = [*slices(1), part10(other), b"not an image at all", b"", part10(nameless)]
    reply = send(service, case, body(*files), key, STUDY)
    assert reply.status == 202
    assert uids(reply) == [f"{ROOT}3.1"]
    assert uids(reply, "00081198") == [f"{ROOT}3.9"]
    assert sorted(reasons(reply)) == sorted([storing.NO_MATCH, *[storing.NOT_UNDERSTOOD] * 3])
    nothing = send(service, case, body(b"no image"), key)
    assert nothing.status == 409
    typed = send(service, case, body(b"{}", kind="application/dicom+json"), key)
    assert (typed.status, reasons(typed)) == (409, [stow.NOT_TAKEN])


def test_a_large_instance_goes_to_the_disk_as_it_comes(
    service: Service, case: OpenCase, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = ct_slice(1, side=1024)
    monkeypatch.setattr(storing, "IN_MEMORY", 1 << 20)
    file = part10(large)
    assert len(file) > 2 << 20
    assert send(service, case, body(*slices(2), file, *slices(3)), key).status == 200
    uploads.take_in(case)
    assert Blob.objects.filter(case=case.row, length=len(file)).exists()


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [(b"", TYPE, 400), (b"--xx--", TYPE, 400), (b"nothing", TYPE, 400), (b"x", "application/dicom", 415),
     (b"x", "", 415), (b"x", "multipart/related", 415)],
)  # fmt: skip
def test_what_is_no_such_body_is_refused(
    data: bytes, kind: str, status: int, service: Service, case: OpenCase, key: str
) -> None:
    assert send(service, case, data, key, kind=kind).status == status


@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_add_records_may_send(person: str, service: Service, case: OpenCase, cast: Cast) -> None:
    status = send(service, case, body(*slices(1)), cast.client(person)).status
    if not cast.role(person):
        assert status == 404
    else:
        assert status == (200 if cast.may(person, "add_records") else 403)


def test_a_page_of_another_site_can_not_send(service: Service, case: OpenCase, owner: Client) -> None:
    path = f"/case/{case.id}/studies"
    for headers in ({}, {"HTTP_ORIGIN": "https://elsewhere.example"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}):
        assert service.ask(path, owner, "POST", body(*slices(1)), CONTENT_TYPE=TYPE, **headers).status == 403
    assert service.ask("/studies", owner, "POST", body(*slices(1)), CONTENT_TYPE=TYPE, **OURS).status == 405


def test_a_key_sends_into_its_case_and_does_nothing_else(
    service: Service, installation: Installation, case: OpenCase, key: str
) -> None:
    other = new_case(installation, OPERATOR, Child(OTHER.name, PartialDate.from_iso(OTHER.born), "male"))
    assert send(service, case, body(*slices(1)), key).status == 200
    assert send(service, other, body(*slices(1)), key).status == 401
    for path in ("/studies", f"/case/{case.id}/studies", f"/case/{case.id}/studies/{STUDY}/metadata"):
        assert service.ask(path, None, HTTP_AUTHORIZATION=f"Bearer {key}").status == 401
    assert service.ask(f"/case/{case.id}/studies/{STUDY}/series", None, "POST", CONTENT_TYPE=TYPE,
                       HTTP_AUTHORIZATION=f"Bearer {key}").status == 405  # fmt: skip
    for wrong in ("", "csk-", key[:-1], key + "x", key.upper(), "csk-" + "A" * 43):
        assert send(service, case, body(*slices(1)), wrong or "x").status == 401


def test_a_key_ends_by_its_day_by_hand_and_with_its_makers_right(
    service: Service, installation: Installation, case: OpenCase, cast: Cast
) -> None:
    late = sendingkeys.make(installation, case, "late", 1)
    SendingKey.objects.update(until=now() - timedelta(seconds=1))
    assert send(service, case, body(*slices(1)), late).status == 401
    taken = sendingkeys.make(installation, case, "taken back")
    assert send(service, case, body(*slices(1)), taken).status == 200
    sendingkeys.revoke(case, sendingkeys.keys(case)[0].id)
    assert send(service, case, body(*slices(1)), taken).status == 401
    ana = service.front._remembered.case(cast.viewer("Ana"), case.id)
    hers = sendingkeys.make(installation, ana, "Ana's")
    assert send(service, case, body(*slices(1)), hers).status == 200
    Grant.objects.filter(case=case.row, viewer=cast.viewer("Ana").id).delete()
    service.front._remembered.forget()
    assert send(service, case, body(*slices(1)), hers).status == 401
    assert [one.works for one in sendingkeys.keys(case)] == [True, False, False]


@pytest.mark.parametrize("person", [name for name in PEOPLE if name not in ("Sam", "Eva")])
def test_only_who_may_invite_makes_keys(person: str, service: Service, installation: Installation, cast: Cast) -> None:
    if not cast.may(person, "see"):
        with pytest.raises(DeniedError):
            service.front._remembered.case(cast.viewer(person), cast.case.id)
        return
    case = service.front._remembered.case(cast.viewer(person), cast.case.id)
    if cast.may(person, "invite"):
        assert sendingkeys.make(installation, case, "x").startswith("csk-")
    else:
        with pytest.raises(DeniedError):
            sendingkeys.make(installation, case, "x")
        with pytest.raises(DeniedError):
            sendingkeys.revoke(case, uuid4())


def test_the_table_holds_no_key_and_no_name(case: OpenCase, key: str) -> None:
    row = SendingKey.objects.get(case=case.row)
    for value in (row.key, row.sealed):
        assert key.encode() not in bytes(value)
        assert b"Example" not in bytes(value)
    assert sendingkeys.keys(case)[0].name == "Example PACS"


@pytest.mark.parametrize(("name", "days"), [("", 5), ("x" * 201, 5), ("x", 0), ("x", 367)])
def test_a_key_without_sense_is_refused(name: str, days: int, installation: Installation, case: OpenCase) -> None:
    with pytest.raises(InputError):
        sendingkeys.make(installation, case, name, days)


def test_a_key_that_is_used_too_often_waits(
    service: Service, case: OpenCase, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stow, "REQUESTS", 2)
    statuses = [send(service, case, body(*slices(1)), key).status for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_what_does_not_fit_is_refused_and_nothing_stays(
    service: Service, case: OpenCase, key: str, settings: object, tmp_path: Path
) -> None:
    full = replace(settings.ENVIRONMENT, uploads=Limits(quota=1_000))  # type: ignore[attr-defined]
    settings.ENVIRONMENT = full  # type: ignore[attr-defined]
    reply = send(service, case, body(*slices(1, 2)), key)
    assert reply.status == 409
    assert reasons(reply) == [storing.OUT_OF_RESOURCES] * 2
    assert not Upload.objects.exists()
    assert not list((case.home / "uploads").rglob("*.part"))


def test_a_line_that_breaks_keeps_what_came(service: Service, case: OpenCase, key: str) -> None:
    files = slices(1, 2)

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            if not data:
                raise OSError("reset")
            return data

    whole = body(*files)
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": f"/dicomweb/case/{case.id}/studies", "QUERY_STRING": "",
               "wsgi.input": Broken(whole[:-200]), "HTTP_HOST": "localhost:8000", "wsgi.url_scheme": "http",
               "CONTENT_TYPE": TYPE, "HTTP_AUTHORIZATION": f"Bearer {key}"}  # fmt: skip
    told: list[str] = []
    list(service.front(environ, lambda status, *_: told.append(status)))  # type: ignore[arg-type, misc]
    assert told == ["202 Accepted"]
    assert Upload.objects.filter(state="handed").count() == 1


def test_a_worker_takes_in_what_was_sent_and_makes_it_ready_to_look_at(
    service: Service, installation: Installation, case: OpenCase, key: str
) -> None:
    assert send(service, case, body(*slices(1, 2)), key).status == 200
    done = []
    for kind in ("prepare", "imaging"):
        Job.objects.filter(case=case.row).update(due=now())
        claim = queue.claim((kind,))
        assert claim is not None
        work_off(claim, installation)
        InputFile.objects.filter(case=case.row, ended="other_child").update(ended="read")
        done.append(Job.objects.get(id=claim.id).state)
        if kind == "prepare" and not Job.objects.filter(kind="imaging").exists():
            held.make_ready(case)  # (these name another child than the case's, which the line above put right)
    assert done == ["done", "done"]
    assert ImageSeries.objects.get(case=case.row).instances == 2
    assert not held.known(case).missing
