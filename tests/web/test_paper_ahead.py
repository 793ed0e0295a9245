"""What pages need next is made ahead: the summary as a paper by a job, the snapshot by a thread of the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from consilium.actions import ahead, queue, snapshot
from consilium.actions.access import case_for
from consilium.actions.clinical import papers
from consilium.actions.ingest import Options, ingest
from consilium.actions.opened import Installation, OpenCase, now
from consilium.actions.people import operator
from consilium.actions.trail import trail
from consilium.casebook.models import AuditEvent, Grant
from consilium.domain.circle import Act
from consilium.domain.jobs import JobState
from consilium.domain.viewer import OPERATOR
from consilium.jobs.kinds import KINDS
from consilium.jobs.worker import work_off
from tests.papers import letter, pdf, write
from tests.web.cast import BACKEND, come_in


@pytest.fixture
def filled(installation: Installation, case: OpenCase, tmp_path: Path) -> OpenCase:
    return ingest(
        case, Options([str(write(tmp_path / "in", {"report.pdf": pdf(letter(words="Hemoglobin 9.8 g/dL."))}))])
    ).case


@pytest.fixture
def reader(installation: Installation) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(operator(installation), BACKEND)
    return client


def work(installation: Installation) -> None:
    while claim := queue.claim(tuple(KINDS)):
        work_off(claim, installation)


def acts(case: OpenCase) -> set[str]:
    return {line.act for line in trail(case).lines}


def test_a_paper_that_is_not_written_is_a_job_with_a_page_and_then_saved(
    installation: Installation, reader: Client, filled: OpenCase
) -> None:
    address = f"/case/{filled.id}/summary/paper/es/"
    there = reader.get(address).headers["Location"]
    assert reader.get(address).headers["Location"] == there  # asked for once
    assert "Writing the summary" in reader.get(there).content.decode()
    work(installation)
    assert address in reader.get(there).content.decode()
    paper = reader.get(address)
    assert paper.content.startswith(b"%PDF-")
    assert paper.headers["Content-Disposition"] == 'attachment; filename="summary.pdf"'
    assert "summary.downloaded" in acts(filled)


def test_a_paper_that_was_cut_short_or_is_of_before_a_change_is_not_given(
    installation: Installation, reader: Client, filled: OpenCase, tmp_path: Path
) -> None:
    papers.make(filled, "en")
    made = papers.written(filled, "en")
    assert made is not None
    [file] = (installation.home / "downloads").rglob("*.part")
    whole = file.read_bytes()
    papers._PAPERS._kept.clear()
    for cut in (b"", whole[:100], whole[:65_564], whole[:-1], whole[:-20] + bytes(20)):
        file.write_bytes(cut)
        assert papers.written(filled, "en") is None
    file.write_bytes(whole)
    assert papers.written(filled, "en") == made
    assert b"Hemoglobin" not in whole  # sealed
    ingest(filled, Options([str(write(tmp_path / "more", {"other.pdf": pdf(letter(words="WBC 4.1."))}))]))
    now_stands = case_for(installation, OPERATOR, filled.id, Act.SEE)
    assert papers.written(now_stands, "en") is None


def test_what_was_looked_at_is_made_anew_after_a_change_and_its_papers_asked_for(
    installation: Installation, filled: OpenCase, tmp_path: Path
) -> None:
    looking = ahead.Ahead(installation)
    before = snapshot.snapshot(filled, "en")
    ingest(filled, Options([str(write(tmp_path / "more", {"other.pdf": pdf(letter(words="WBC 4.1."))}))]))
    looking.look()
    assert snapshot.snapshot_kept(filled.id, "en") is before  # it may change again
    looking.look()
    made = snapshot.snapshot_kept(filled.id, "en")
    assert made is not None
    assert len(made.pages.records) == len(before.pages.records) + 1
    assert snapshot.snapshot(case_for(installation, OPERATOR, filled.id, Act.SEE), "en") is made
    assert "case.made_ahead" in acts(filled)
    looking.look()
    looking.look()
    assert sorted(one.kind for one in queue.jobs(filled, papers.PAPER)) == ["paper", "paper"]  # one in each language
    work(installation)
    looking.look()
    assert all(one.state is JobState.DONE for one in queue.jobs(filled, papers.PAPER))
    assert len(queue.jobs(filled, papers.PAPER)) == 2


def test_a_case_that_is_looked_at_in_two_languages_is_opened_once_for_each(
    installation: Installation, filled: OpenCase
) -> None:
    looking = ahead.Ahead(installation)
    for language in ("en", "es"):
        snapshot.snapshot(filled, language)
    for _ in range(2):
        looking.look()
    work(installation)
    before = AuditEvent.objects.count()
    for _ in range(5):
        looking.look()
    assert AuditEvent.objects.count() == before


def test_a_change_of_a_page_is_followed_at_once(installation: Installation, filled: OpenCase, tmp_path: Path) -> None:
    looking = ahead.Ahead(installation)
    before = snapshot.snapshot(filled, "en")
    ingest(filled, Options([str(write(tmp_path / "more", {"other.pdf": pdf(letter(words="WBC 4.1."))}))]))
    looking.look(at_once=True)
    assert snapshot.snapshot_kept(filled.id, "en") is not before


def test_nothing_is_made_for_who_may_see_the_case_no_more(
    installation: Installation, filled: OpenCase, tmp_path: Path
) -> None:
    cast = come_in(installation, filled)
    rosa = case_for(installation, cast.viewer("Rosa"), filled.id, Act.SEE)
    snapshot.snapshot(rosa, "es")
    Grant.objects.filter(viewer=cast.viewer("Rosa").id).update(until=now())
    ingest(filled, Options([str(write(tmp_path / "more", {"other.pdf": pdf(letter(words="WBC 4.1."))}))]))
    ahead.Ahead(installation).look(at_once=True)
    assert snapshot.snapshot_kept(filled.id, "es") is None
    assert not queue.jobs(filled, papers.PAPER)


def test_a_case_that_is_gone_is_let_go(installation: Installation, filled: OpenCase) -> None:
    snapshot.snapshot(filled, "en")
    [(held, language, _)] = [one for one in snapshot.looked_at() if one[0].id == filled.id]
    assert (held.id, language) == (filled.id, "en")
    snapshot.let_go(filled.id)
    assert [one for one in snapshot.looked_at() if one[0].id == filled.id] == []
