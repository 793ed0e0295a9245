"""`paper`: summary.pdf in one language, which then waits where the page finds it."""

from __future__ import annotations

from collections.abc import Mapping

from consilium.actions.clinical import papers
from consilium.domain.circle import Act
from consilium.domain.records import Scalar
from consilium.jobs.work import Work
from consilium.knowledge.catalog import LANGUAGES

KIND = papers.PAPER
ACT = Act.SEE
TOLD = "made_ahead"  # in the audit: the program looks, whoever asked


def run(work: Work) -> Mapping[str, Scalar]:
    """Its language and its size."""
    given = str(work.payload.get("language"))
    language = given if given in LANGUAGES else LANGUAGES[0]
    work.report("writing", 0, 1)
    size = papers.make(work.case, language)
    work.report("writing", 1, 1)
    return {"language": language, "bytes": size}
