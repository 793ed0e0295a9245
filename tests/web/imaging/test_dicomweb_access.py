"""Every address of DICOMweb with every person: who sees what, and that another case's images are as good as none."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from consilium.actions.cases import Child, new_case
from consilium.actions.imaging import held
from consilium.actions.opened import Installation, OpenCase
from consilium.casebook.models import AuditEvent, InputFile
from consilium.domain.dates import PartialDate
from consilium.domain.viewer import OPERATOR
from tests.cast import OTHER
from tests.readers.dicom_files import ROOT, ct_slice, part10
from tests.web.cast import PEOPLE, Cast, come_in
from tests.web.imaging.dicomweb_service import Service, add

STUDY, SERIES, UID = ROOT + "1", ROOT + "2", ROOT + "3.1"
BELOW = (
    "/studies",
    "/series",
    "/instances",
    f"/studies/{STUDY}",
    f"/studies/{STUDY}/series",
    f"/studies/{STUDY}/instances",
    f"/studies/{STUDY}/metadata",
    f"/studies/{STUDY}/rendered",
    f"/studies/{STUDY}/thumbnail",
    f"/studies/{STUDY}/series/{SERIES}",
    f"/studies/{STUDY}/series/{SERIES}/instances",
    f"/studies/{STUDY}/series/{SERIES}/metadata",
    f"/studies/{STUDY}/series/{SERIES}/rendered",
    f"/studies/{STUDY}/series/{SERIES}/thumbnail",
    f"/studies/{STUDY}/series/{SERIES}/instances/{UID}",
    f"/studies/{STUDY}/series/{SERIES}/instances/{UID}/metadata",
    f"/studies/{STUDY}/series/{SERIES}/instances/{UID}/rendered",
    f"/studies/{STUDY}/series/{SERIES}/instances/{UID}/thumbnail",
    f"/studies/{STUDY}/series/{SERIES}/instances/{UID}/frames/1",
    f"/studies/{STUDY}/series/{SERIES}/instances/{UID}/frames/1/rendered",
    f"/studies/{STUDY}/series/{SERIES}/instances/{UID}/frames/1/thumbnail",
    f"/studies/{STUDY}/series/{SERIES}/instances/{UID}/bulkdata/7FE00010",
)
QUERIES = ("/studies", "/series", "/instances")


@pytest.fixture
def filled(case: OpenCase, tmp_path: Path) -> OpenCase:
    """Mia's case with a CT of two slices."""
    return add(case, tmp_path / "disc", {f"{at}.dcm": part10(ct_slice(at)) for at in (1, 2)})


@pytest.fixture
def cast(installation: Installation, case: OpenCase) -> Cast:
    return come_in(installation, case)


@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_see_the_case_sees_its_images_and_nobody_else(
    person: str, service: Service, filled: OpenCase, cast: Cast
) -> None:
    client = cast.client(person)
    wrong = []
    for below in BELOW:
        status = service.ask(f"/case/{filled.id}{below}", client).status
        expected = 404 if not cast.role(person) else 200 if cast.may(person, "see") else 403
        if status != expected:
            wrong.append((below, status, expected))
        reply = service.ask(below, client)
        seen = bool(cast.role(person)) and cast.may(person, "see")
        if below in QUERIES:
            good = reply.status == 200 and bool(reply.json) is seen
        else:
            good = reply.status == (200 if seen else 404)
        if not good:
            wrong.append((below, reply.status, seen))
    assert not wrong


def test_a_stranger_is_told_to_sign_in(service: Service, filled: OpenCase) -> None:
    assert {service.ask(below).status for below in BELOW} == {401}
    assert {service.ask(f"/case/{filled.id}{below}").status for below in BELOW} == {401}


def test_images_of_another_case_are_as_good_as_none(
    service: Service, installation: Installation, filled: OpenCase, owner: Client
) -> None:
    other = new_case(installation, OPERATOR, Child(OTHER.name, PartialDate.from_iso(OTHER.born), "male"))
    for below in BELOW[3:]:
        reply = service.ask(f"/case/{other.id}{below}", owner)
        nothing = service.ask(f"/case/{other.id}{below.replace(STUDY, '1.2.3')}", owner)
        assert (reply.status, reply.body) == (nothing.status, nothing.body)
        assert reply.status == 404
    assert all(service.ask(f"/case/{filled.id}{below}", owner).status == 200 for below in BELOW)


@pytest.mark.parametrize(
    "uid", ["1.2.3", "..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "1.2.840/../../x", "1.2;x=1", "' OR 1=1", "0" * 65, "a"]
)
def test_a_uid_that_is_none_leads_nowhere(uid: str, service: Service, filled: OpenCase, owner: Client) -> None:
    series = f"/studies/{STUDY}/series"
    for below in (
        f"/studies/{uid}",
        f"/studies/{uid}/metadata",
        f"/studies/{uid}/series/{SERIES}/rendered",
        f"{series}/{uid}/metadata",
        f"{series}/{SERIES}/instances/{uid}",
    ):
        assert service.ask(f"/case/{filled.id}{below}", owner).status == 404


def test_looking_leaves_one_audit_line_and_no_uid(
    service: Service, filled: OpenCase, owner: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    before = AuditEvent.objects.count()
    for below in BELOW:
        service.ask(f"/case/{filled.id}{below}", owner)
    service.ask(f"/case/{filled.id}/studies/1.2.3.4.5.6.7/metadata", owner)
    assert AuditEvent.objects.count() == before + 1
    said = capsys.readouterr().err
    assert ROOT not in said
    assert "1.2.3.4.5.6.7" not in said
    assert said.count("\n") == 1


def test_what_is_set_aside_is_not_shown(
    service: Service, installation: Installation, case: OpenCase, owner: Client, tmp_path: Path
) -> None:
    mine, others = ct_slice(1), ct_slice(2)
    for one in (mine,):
        one.PatientName, one.PatientBirthDate, one.PatientSex = "Muestra Ejemplo^Mia", "20100517", "F"
    others.PatientName, others.PatientBirthDate, others.PatientSex = "Sample^Noah", "20120109", "M"
    add(case, tmp_path / "mixed", {"1.dcm": part10(mine), "2.dcm": part10(others)})
    files = InputFile.objects.filter(case=case.row)
    assert service.ask(f"/case/{case.id}/studies/{STUDY}/series/{SERIES}/instances", owner).json != []
    files.filter(id=files.order_by("id").first().id).update(ended="other_child")  # type: ignore[union-attr]
    held.forget(case.id)
    left = service.ask(f"/case/{case.id}/studies/{STUDY}/series/{SERIES}/instances", owner).json
    assert len(left) == 1
    shown = left[0]["00080018"]["Value"][0]
    gone = ({ROOT + "3.1", ROOT + "3.2"} - {shown}).pop()
    base = f"/case/{case.id}/studies/{STUDY}/series/{SERIES}"
    assert service.ask(f"{base}/instances/{gone}", owner).status == 404
    assert len(service.ask(f"{base}/metadata", owner).json) == 1
