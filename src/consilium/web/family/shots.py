"""Where the pictures of scans are looked at: the addresses that records, statements and pictures lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from consilium.actions.imaging.studies import SeriesSeen, Shot, StudySeen, pictures
from consilium.actions.records import sheets
from consilium.actions.records.gather import Gathered
from consilium.actions.snapshot import Snapshot
from consilium.domain.findings import Finding
from consilium.domain.imagenamed import images_named
from consilium.web.family.page import link
from consilium.web.request import CaseRequest

LARGE = 1024  # pixels of a picture's longer side
LONGEST = 300  # letters of a sentence before and after the words
_END = re.compile(r"[.!?]\s|\n\s*\n")


def rendered(request: CaseRequest, study: StudySeen, series: SeriesSeen, shot: Shot, side: int = LARGE) -> str:
    """The address of a picture as JPEG."""
    frame = f"/frames/{shot.frame}" if shot.frame else ""
    place = f"studies/{study.uid}/series/{series.uid}/instances/{shot.uid}{frame}"
    return f"/dicomweb/case/{request.case.id}/{place}/rendered?viewport={side},{side}"


def pointed_at(request: CaseRequest, snap: Snapshot, finding: Finding, one: Gathered) -> list[tuple[str, str]]:
    """(what is said, where it is looked at) for each image that a finding's sentence points at, where it is here.

    The study is the one of the finding's day; where there are two of that day, none is guessed.
    """
    named = tuple(dict.fromkeys(image for text in _sentences(request, finding, one) for image in images_named(text)))
    studies = [study for study in pictures(snap).studies if study.view.date == finding.when] if named else []
    if len(studies) != 1:
        return []
    found = ((image, pictures(snap).named(studies[0], image.series, image.image)) for image in named)
    return [(image.text, url_of(request, shot)) for image, shot in found if shot is not None]


def _sentences(request: CaseRequest, finding: Finding, one: Gathered) -> Iterator[str]:
    """The sentences in which the finding's words stand: what they point at is mostly beside them, in brackets."""
    for citation in finding.citations:
        text = sheets.page(request.case, one, citation.page or 1).text if one.pages and citation.quote else ""
        at = text.find(citation.quote)
        if text and at >= 0:
            end = _END.search(text, at + len(citation.quote))
            begin = max(
                (hit.end() for hit in _END.finditer(text, max(0, at - LONGEST), at)), default=max(0, at - LONGEST)
            )
            yield text[begin : min(end.start() if end else len(text), at + len(citation.quote) + LONGEST)]
        else:
            yield citation.quote


def looked_at(request: CaseRequest, snap: Snapshot, file: UUID) -> str:
    """Where one looks through the study that a file belongs to, "" where it has no pictures."""
    found = pictures(snap).at(file)
    return url_of(request, found[1].key) if found else ""


def url_of(request: CaseRequest, shot: Shot) -> str:
    """Where one picture is looked at."""
    if shot.frame:
        return link(request, "picture_frame", file=shot.file, frame=shot.frame)
    return link(request, "picture", file=shot.file)
