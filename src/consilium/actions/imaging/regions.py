"""Regions of slides, as persons marked and named them: kept version by version, each with its author and time."""

from __future__ import annotations

from uuid import UUID

from consilium.actions import entries
from consilium.actions.entries import Entry
from consilium.actions.imaging.slides import Slide
from consilium.actions.opened import OpenCase
from consilium.domain.errors import NotFoundError
from consilium.domain.regions import Region, checked

KIND = "slide_region"


def regions_of(case: OpenCase, slide: Slide) -> tuple[Entry[Region], ...]:
    """The regions of a slide, in the order in which they were marked."""
    return tuple(one for one in entries.all_of(case, KIND, Region) if one.value.slide == slide.id)


def region(case: OpenCase, slide: Slide, item: UUID) -> Entry[Region]:
    """One region as it stands. Raises NotFoundError, also for one that was taken off or is of another slide."""
    found = entries.latest(case, KIND, Region, item)
    if found.struck or found.value.slide != slide.id:
        raise NotFoundError("errors.no_entry")
    return found


def keep(case: OpenCase, slide: Slide, marked: Region, item: UUID | None, seen: int) -> Entry[Region]:
    """A new region, or the next version of one. Raises InputError where it is not on the slide, ClashError."""
    base = slide.sizes[0]
    return entries.keep(case, KIND, checked(marked, base.width, base.height), item, seen)


def strike(case: OpenCase, item: UUID, seen: int) -> Entry[Region]:
    """Take a region off the page; its versions stay. Raises ClashError, NotFoundError."""
    return entries.strike(case, KIND, Region, item, seen)
