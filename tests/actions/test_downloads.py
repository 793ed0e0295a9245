"""The zip that a person takes along: whole, readable for its fetcher, and for nobody else on the disk."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from consilium.actions import downloads, queue
from consilium.actions.downloads import FOLDER
from consilium.actions.opened import Installation, OpenCase, create_case, now
from consilium.actions.queue import Claim
from consilium.casebook.documents import CaseDocument
from consilium.casebook.models import Grant
from consilium.domain.errors import IntegrityError, NotFoundError
from consilium.domain.jobs import JobState
from consilium.domain.viewer import OPERATOR
from consilium.jobs.worker import work_off
from tests.actions.conftest import Add
from tests.papers import folder_of_records


@pytest.fixture
def case(add: Add, tmp_path: Path) -> OpenCase:
    return add(folder_of_records(tmp_path / "records"), case="case").case


def taken() -> Claim:
    found = queue.claim(("packet",))
    assert found is not None
    return found


def made(case: OpenCase, installation: Installation, language: str = "en") -> UUID:
    job = downloads.ask_for(case, language)
    work_off(taken(), installation)
    return job.id


def test_before_it_is_made_and_for_another_case_there_is_nothing_to_fetch(
    case: OpenCase, installation: Installation
) -> None:
    job = downloads.ask_for(case, "en")
    other = create_case(installation, OPERATOR, CaseDocument("other"))
    for opened, wanted in ((case, job.id), (case, uuid4()), (other, job.id)):
        with pytest.raises(NotFoundError):
            downloads.fetch(opened, wanted)


def test_a_job_for_somebody_whose_grant_ended_meanwhile_fails_and_makes_nothing(
    case: OpenCase, installation: Installation
) -> None:
    job = downloads.ask_for(case, "en")
    Grant.objects.update(until=now())
    work_off(taken(), installation)
    found = queue.job(case, job.id)
    assert found.state is JobState.FAILED
    assert found.reason is not None
    assert found.reason.code == "errors.no_case"
    assert not (case.home / FOLDER).exists()


def test_the_zip_has_summary_letters_and_papers_and_lies_sealed(case: OpenCase, installation: Installation) -> None:
    fetched = downloads.fetch(case, made(case, installation, "es"))
    data = b"".join(fetched.pieces)
    assert len(data) == fetched.size
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert {"summary.pdf", "summary.html", "summary.fhir.json"} <= set(names)
        assert any(name.startswith("records/") for name in names)
        assert b"Muestra" in archive.read("summary.html")
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    (path,) = (case.home / FOLDER).rglob("*.part")
    sealed = path.read_bytes()
    assert not any(word in sealed for word in (b"summary", b"Muestra", b"records/"))


def test_a_changed_byte_is_found_while_it_is_fetched(case: OpenCase, installation: Installation) -> None:
    job = made(case, installation)
    (path,) = (case.home / FOLDER).rglob("*.part")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(IntegrityError):
        b"".join(downloads.fetch(case, job).pieces)


def test_after_a_day_it_is_gone(case: OpenCase, installation: Installation) -> None:
    job = made(case, installation)
    assert downloads.sweep(case.home) == 0
    (path,) = (case.home / FOLDER).rglob("*.part")
    os.utime(path, (time.time() - 90_000,) * 2)
    assert downloads.sweep(case.home) == 1
    with pytest.raises(NotFoundError):
        downloads.fetch(case, job)
