"""Papers of which nothing stands in the summary, on its first page: those in a language that is not read, wholly or
by paragraphs, and those on which the rules failed. Who wrote each, and when. A doctor has to know that there is more
than the summary tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consilium.domain.clinical import CaseRecord, ClinicalCase
from consilium.domain.findings.finding import READ_LANGUAGES
from consilium.domain.records import Citation, Remark
from consilium.domain.summary.model import Reference, Statement

_MOST = 6


def unread_papers(case: ClinicalCase) -> Iterator[Statement]:
    """One row a paper, the newest first; of many the newest few (all are counted where the summary tells what it left
    out)."""
    for record in _newest(failed_papers(case)):
        yield _row(record, "summary.failed_paper", Remark("summary.failed_paper_is", {"paper": _told(record)}))
    for record in _newest(foreign_papers(case)):
        yield _row(record, "summary.unread_paper", Remark("summary.unread_paper_is", {"paper": _told(record)}))
    for record in _newest(papers_read_in_part(case)):
        yield _row(record, "summary.unread_part", Remark("summary.unread_part_is", {"paper": _told(record)}))


def foreign_papers(case: ClinicalCase) -> list[CaseRecord]:
    """Those in a language that is not read, later versions of others left out."""
    unread = (one for one in case.records if one.language not in READ_LANGUAGES and not one.passed_over)
    return [one for one in unread if not one.superseded_by]


def papers_read_in_part(case: ClinicalCase) -> list[CaseRecord]:
    """Those with paragraphs in a language that is not read."""
    return [one for one in case.records if one.passed_over and not one.superseded_by]


def failed_papers(case: ClinicalCase) -> list[CaseRecord]:
    """Those on which the rules failed."""
    return [one for one in case.records if one.failed and not one.superseded_by]


def _newest(found: Iterable[CaseRecord]) -> list[CaseRecord]:
    return sorted(found, key=lambda one: str(one.date or ""), reverse=True)[:_MOST]


def _told(record: CaseRecord) -> str:
    return ", ".join(part for part in (record.institution, record.author, record.title) if part) or record.path


def _row(record: CaseRecord, code: str, said: Remark) -> Statement:
    args = {"language": record.passed_over or record.language, "date": str(record.date or "")}
    label = Remark(code if record.date else f"{code}_undated", args)
    return Statement((label, said), (), (Reference(record.number, None, Citation()),))
