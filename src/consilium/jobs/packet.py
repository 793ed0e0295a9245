"""`packet`: the summary, the letters and the papers as one zip, to be fetched within a day."""

from __future__ import annotations

from collections.abc import Mapping

from consilium.actions import downloads
from consilium.domain.circle import Act
from consilium.domain.records import Scalar
from consilium.jobs.work import Work
from consilium.knowledge.catalog import LANGUAGES

KIND = downloads.PACKET
ACT = Act.SEE


def run(work: Work) -> Mapping[str, Scalar]:
    """The zip's id, the number of its files and its size."""
    language = str(work.payload.get("language"))
    return downloads.make(work.case, language if language in LANGUAGES else LANGUAGES[0], work.report)
