"""The lists' wishes for one child, each once, with how it stands before the story is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness.course import Course
from consilium.domain.completeness.evidence import Folder, Found, find, sign
from consilium.domain.completeness.monitoring import watched
from consilium.domain.completeness.requirements import DiseaseNeeds, Need, Requirements, Signs
from consilium.domain.completeness.status import Door, Standing, Status
from consilium.domain.completeness.whoholds import reviewing_houses
from consilium.domain.records import Category, Remark

_LABORATORY = re.compile(r"\b(?:laborator(?:y|ies|ios?)|labs?|diagnostics|genomics|gen[oó]mica)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Wish:
    """A need with where it comes from; wishes of several lists for one thing are joined."""

    need: Need
    cites: tuple[str, ...]


def statuses(
    case: ClinicalCase, known: Requirements, course: Course, wanted_by: tuple[str | None, str | None]
) -> tuple[Status, ...]:
    """The status of each thing that (disease, program) and the general list ask for in this phase."""
    disease = known.diseases.get(wanted_by[0] or "")
    program = known.programs.get(wanted_by[1] or "", ())
    found = []
    reading = reviewing_houses(case, known)
    for wish in _wishes(known, disease, program):
        if wish.need.phases & course.lived:
            folder = Folder(case, known, course, since=wish.need.since == "relapse")
            found.append(_status(wish, disease, folder, reading))
    return tuple(found)


def _wishes(known: Requirements, disease: DiseaseNeeds | None, program: tuple[Need, ...]) -> Iterator[Wish]:
    """Each thing once, the disease's own wish first; it is needed where any list needs it."""
    by_thing: dict[str, Wish] = {}
    for need in (*(disease.needs if disease else ()), *program, *known.general):
        before = by_thing.get(need.thing.id)
        if before is None:
            by_thing[need.thing.id] = Wish(need, (need.cites,))
        else:
            joined = replace(
                before.need,
                helps=before.need.helps and need.helps,
                phases=before.need.phases | need.phases,
                only=before.need.only and need.only,
            )
            by_thing[need.thing.id] = Wish(joined, (*before.cites, need.cites))
    return iter(by_thing.values())


def _status(wish: Wish, disease: DiseaseNeeds | None, folder: Folder, reading: frozenset[str]) -> Status:
    found = _found(wish.need, disease, folder)
    thing = wish.need.thing
    asked = found.standing in (Standing.MISSING, Standing.PARTLY)
    institution = _place(found, folder, thing.door, reading) if asked else ""
    return Status(
        thing=thing.id,
        category=thing.category,
        door=thing.door,
        standing=found.standing,
        reasons=found.reasons,
        why=thing.why,
        needed=not wish.need.helps,
        report_enough=thing.enough,
        here=found.here,
        institution=institution,
        delay=thing.delay,
        cites=wish.cites,
    )


def _found(need: Need, disease: DiseaseNeeds | None, folder: Folder) -> Found:
    thing = need.thing
    if disease and thing.id in disease.instead:
        return Found(Standing.NOT_APPLICABLE, (Remark("gaps.other_form"),))
    if need.since == "relapse" and thing.form == "slides" and folder.course.suspected:
        return Found(Standing.UNKNOWN, folder.course.phase.reasons)  # nobody says that it is back: no tissue is owed
    found = find(thing, folder)
    if thing.category is Category.HEART_HEARING_TESTS and not thing.words:
        found = watched(found, folder)
    if found.standing is Standing.PRESENT:
        return found
    signs = _signs_asked(need, disease)
    tissue = disease is not None and thing.id in disease.biopsy
    if need.only == "signs" and not tissue and found.standing is Standing.PARTLY:
        return found  # a report or a quotation shows that it was done
    if signs is not None:
        standing, remark = sign(signs, folder)
        if standing is not None:
            told = Standing.NOT_APPLICABLE if tissue else standing
            return Found(told, (Remark("gaps.no_biopsy") if tissue else remark,))
        return replace(found, reasons=(*found.reasons, remark))
    if thing.door is Door.FAMILY and found.standing is Standing.MISSING:
        return Found(Standing.UNKNOWN, (Remark("gaps.yours"),))
    return found


def _signs_asked(need: Need, disease: DiseaseNeeds | None) -> Signs | None:
    """What has to show before the thing is claimed."""
    if disease is not None and (need.thing.id in disease.biopsy or need.only == "biopsy"):
        return disease.biopsy_signs
    if need.only == "signs":
        return need.thing.signs or Signs(kinds=need.thing.kinds, words=need.thing.words)
    return None


def _place(found: Found, folder: Folder, door: Door, reading: frozenset[str]) -> str:
    """Who holds it: where all that tell of it agree, else where the whole case knows one place; else unknown. What
    calls itself a laboratory holds no scans and no notes, and who only reads others' papers none of them."""
    told = {place for place in found.places if place} - reading
    if not told:
        here = [one for one in folder.case.records if one.institution and folder.fits_time(one.date)]
        told = {one.institution for one in here}
        if door in (Door.RADIOLOGY, Door.RECORDS):
            told = {place for place in told if not _LABORATORY.search(place)} or told
        told = (told | {one.institution for one in folder.studies() if one.institution}) - reading
    return told.pop() if len(told) == 1 else ""
