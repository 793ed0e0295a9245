"""The slides of a case that can be looked at, and which of them belong to what a pathologist said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consilium.actions.imaging.slides import is_slide
from consilium.actions.records.gather import Gathered
from consilium.actions.snapshot import Snapshot
from consilium.domain.records import Category, Ended
from consilium.web.family.page import link
from consilium.web.family.record import title_of
from consilium.web.request import CaseRequest

OF_PATHOLOGY = frozenset({Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES})


@dataclass(frozen=True)
class SlideLink:
    """A slide: the id of its file, what it is called, and where it is looked at."""

    file: str
    title: str
    url: str


def slides_of(request: CaseRequest, snap: Snapshot) -> Iterator[SlideLink]:
    """Every slide that was read, in the order of the files; the instances of a DICOM slide are one."""
    seen: set[object] = set()
    for one in snap.everything.files:
        key = same_slide(one)
        if one.ended is Ended.READ and one.ref and is_slide(one.format, one.reader) and key not in seen:
            seen.add(key)
            yield SlideLink(str(one.id), title_of(snap, one, request.words), link(request, "slide", file=one.id))


def same_slide(one: Gathered) -> object:
    """What the files of one slide have in common."""
    return one.series_key or one.content


def slides_for(request: CaseRequest, snap: Snapshot, file: Gathered | None) -> list[SlideLink]:
    """The slides to a statement of pathology; none for other statements."""
    if file is None or file.category not in OF_PATHOLOGY:
        return []
    return list(slides_of(request, snap))
