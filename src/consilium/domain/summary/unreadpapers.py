"""Papers in a language that is not read, on the summary's first page: who wrote each, when and in which language, and
that nothing of it stands here. A doctor has to know that there is an opinion beside what the summary tells."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.clinical import ClinicalCase
from consilium.domain.findings.finding import READ_LANGUAGES
from consilium.domain.records import Citation, Remark
from consilium.domain.summary.model import Reference, Statement

_MOST = 6


def unread_papers(case: ClinicalCase) -> Iterator[Statement]:
    """One row a paper, the newest first; of many the newest few (all are counted where the summary tells what it left
    out)."""
    found = [one for one in case.records if one.language not in READ_LANGUAGES and not one.superseded_by]
    for record in sorted(found, key=lambda one: str(one.date or ""), reverse=True)[:_MOST]:
        told = ", ".join(part for part in (record.institution, record.author, record.title) if part)
        code = "summary.unread_paper" if record.date else "summary.unread_paper_undated"
        label = Remark(code, {"language": record.language, "date": str(record.date or "")})
        said = Remark("summary.unread_paper_is", {"paper": told or record.path})
        yield Statement((label, said), (), (Reference(record.number, None, Citation()),))
