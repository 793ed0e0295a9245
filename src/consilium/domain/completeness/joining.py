"""The lists' wishes and the story's pieces as one list, each thing once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness.besides import (
    first_papers,
    photograph_items,
    plan_file_items,
    planned_radiation,
    sorted_stretches,
    told_treatment,
    typing_items,
)
from consilium.domain.completeness.booked import booked_items
from consilium.domain.completeness.clearcopies import copy_items
from consilium.domain.completeness.course import Course
from consilium.domain.completeness.evidence import Fit, Folder, fits
from consilium.domain.completeness.grafts import frozen_cell_items
from consilium.domain.completeness.imagingstory import imaging_items
from consilium.domain.completeness.marrows import marrow_items
from consilium.domain.completeness.monitoring import monitor_items
from consilium.domain.completeness.operations import operation_items
from consilium.domain.completeness.reading import holds, regions
from consilium.domain.completeness.requirements import Requirements, Thing
from consilium.domain.completeness.status import Door, Item, Standing, Status
from consilium.domain.completeness.story import (
    paper_items,
    pending_items,
    report_items,
    stretch_items,
    test_items,
    tissue_items,
)
from consilium.domain.completeness.when import not_before
from consilium.domain.completeness.whoholds import placed
from consilium.domain.phrases import words_of
from consilium.domain.records import Category, Remark

_ORDER = (Standing.MISSING, Standing.PARTLY, Standing.UNKNOWN, Standing.PRESENT, Standing.NOT_APPLICABLE)
_ANY_IMAGES = ("images", "relapse_images")
_PICTURES = ("images", "images_part")


def joined(case: ClinicalCase, known: Requirements, course: Course, wanted: tuple[Status, ...]) -> tuple[Status, ...]:
    """Wishes with the pieces that they are owed, then what only the story tells of."""
    folder = Folder(case, known, course)
    loose: dict[str, list[Item]] = {}
    for item in placed(_items(folder, wanted), case, known):
        name = _thing(item, wanted, folder)
        piece = replace(item, thing=name, what=_called(item, name, known))
        pieces = loose.setdefault(name or f"story_{item.kind}", [])
        if not any(_is_same(piece, other) for other in pieces):
            pieces.append(piece)
    found = [_with_items(status, loose.pop(status.thing, [])) for status in wanted]
    found += [of_story(name, items, folder.known) for name, items in loose.items()]
    kept = _without_twins(found)
    return tuple(sorted(kept, key=lambda one: (_ORDER.index(one.standing), not one.needed)))


def _is_same(one: Item, other: Item) -> bool:
    """Whether two statements ask one house for one paper of a day, which is asked for once."""
    same = (one.kind, one.door, one.category, one.what, one.when, one.until, one.number, one.institution)
    return one.when is not None and one.kind in ("report", "result") and same == (
        other.kind, other.door, other.category, other.what, other.when, other.until, other.number, other.institution
    )  # fmt: skip


def _items(folder: Folder, wanted: tuple[Status, ...]) -> list[Item]:
    by_thing = {status.thing: status for status in wanted}
    items = list(imaging_items(folder))
    for thing, marrow in (("slides", False), ("marrow_slides", True)):
        status = by_thing.get(thing)
        if status is not None and status.standing is not Standing.NOT_APPLICABLE:
            slides = list(tissue_items(folder, marrow=marrow))
            items += [*slides, *report_items(slides, folder)]
    items += paper_items(folder)
    items += test_items(folder)
    if "heart_hearing_tests" in by_thing:
        items += monitor_items(folder)
    items += operation_items(folder)
    if "marrow_report" in by_thing:
        items += marrow_items(folder)
    items += planned_radiation(folder)
    items += pending_items(folder)
    items += sorted_stretches(folder, stretch_items(folder))
    items += _besides(folder, by_thing)
    return items[: folder.known.limits.most_items]


def _besides(folder: Folder, wanted: Mapping[str, Status]) -> Iterator[Item]:
    yield from typing_items(folder)
    yield from photograph_items(folder)
    radiation = wanted.get("radiation")
    if radiation is None or radiation.standing is Standing.PRESENT:
        yield from plan_file_items(folder)
    yield from first_papers(folder, marrow="marrow_report" in wanted)
    yield from told_treatment(folder)
    yield from frozen_cell_items(folder)
    yield from booked_items(folder)
    yield from copy_items(folder)


def _thing(item: Item, wanted: tuple[Status, ...], folder: Folder) -> str:
    """The wish that a piece belongs to, the most exact; "" for none."""
    known = folder.known
    if item.thing and (item.thing.startswith("story_") or any(one.thing == item.thing for one in wanted)):
        return item.thing
    open_to_it = [one.thing for one in wanted if one.standing is not Standing.NOT_APPLICABLE]
    if item.kind in _PICTURES:
        return _of_images(item, open_to_it, known)
    if item.kind == "slides":
        return _of_slides(item, open_to_it, folder)
    if item.kind == "stretch":
        return ""
    exact = [name for name in open_to_it if _names_it(item.what, name, known)]
    exact += [name for name in open_to_it if item.kind == "result" and _names_it(_sentences(item), name, known)]
    alike = [name for name in open_to_it if known.things[name].category is item.category and _plain(name, known)]
    return next(iter((*exact, *alike)), "")


def _of_images(item: Item, open_to_it: list[str], known: Requirements) -> str:
    codes = frozenset({item.what} if item.what else ())
    places = item.regions or regions([item.described], known.imaging)
    exact = [name for name in open_to_it if name not in _ANY_IMAGES and known.things[name].form == "images"]
    graded = {name: fits(known.things[name], codes, places, item.described) for name in exact}
    for fit in (Fit.YES, Fit.UNCLEAR):
        name = next((one for one in exact if graded[one] is fit), "")
        if name:
            return name
    return "images" if "images" in open_to_it else ""


def _of_slides(item: Item, open_to_it: list[str], folder: Folder) -> str:
    first = "marrow_slides" if item.category is Category.BONE_MARROW else "slides"
    # Of an illness that may only have come back nobody has tissue yet.
    known = None if folder.course.suspected else folder.course.relapsed
    late = known is not None and not_before(item.when, known, folder.known.limits.relapse_slack)
    order = ("relapse_slides", first) if late and first == "slides" else (first, "slides")
    return next((name for name in order if name in open_to_it), "")


def _names_it(text: str, name: str, known: Requirements) -> bool:
    """Whether a text names a test of the list."""
    thing = known.things[name]
    return thing.form == "report" and thing.words is not None and bool(text) and holds(text, thing.words)


def _sentences(item: Item) -> str:
    """What is said of a pending test, which may be named by how it is made alone (`FISH for 1p and 16q pending`): one
    test is not asked for under two names."""
    return " ".join(one.quote for one in item.citations)


def _called(item: Item, name: str, known: Requirements) -> str:
    """What a piece is called where it is asked for: a test that is named by how it is made with what it is of."""
    words = known.things[name].words if name in known.things else None
    if item.kind != "result" or not item.what or words is None or holds(item.what, words):
        return item.what
    text = _sentences(item)
    parts = words_of(text)
    of = dict.fromkeys(text[parts[hit.first].start : parts[hit.after - 1].end] for hit in words.find(parts))
    return f"{item.what} ({', '.join(of)})" if of else item.what


def _plain(name: str, known: Requirements) -> bool:
    """Whether a thing is its whole category and not one test of it."""
    thing = known.things[name]
    return thing.form == "report" and thing.words is None and not thing.kinds


def _with_items(status: Status, items: list[Item]) -> Status:
    if not items:
        return status
    some = status.here or status.standing is Standing.PRESENT or any(item.report_here for item in items)
    standing = Standing.PARTLY if some else Standing.MISSING
    reasons = status.reasons if status.standing is not Standing.UNKNOWN else (items[0].reason,)
    if status.standing is Standing.PRESENT:
        reasons = (*reasons, Remark("gaps.some_owed", {"count": len(items)}))
    return replace(
        status, standing=standing, items=tuple(items), reasons=reasons, institution=_one_place(items, status)
    )


def _one_place(items: Iterable[Item], status: Status) -> str:
    places = {item.institution for item in items if item.institution}
    return places.pop() if len(places) == 1 else status.institution if not places else ""


def of_story(name: str, items: list[Item], known: Requirements) -> Status:
    """A row for what no list asks for; why it is needed is what the lists say of its category."""
    first = items[0]
    alike = _listed(first, known)
    here = any(item.report_here or item.kind == "images_part" for item in items)
    return Status(
        thing=name,
        category=first.category or Category.DISCHARGE,
        door=first.door,
        standing=Standing.PARTLY if here else Standing.MISSING,
        reasons=(first.reason,),
        why=alike.why if alike else "story",
        report_enough=alike.enough if alike else None,
        delay=alike.delay if alike else None,
        items=tuple(items),
        institution=_one_place(items, _EMPTY),
        from_story=True,
    )


def _listed(item: Item, known: Requirements) -> Thing | None:
    """What the general list has of the category of a piece; a stretch of time, a clear copy or a test to come is no
    paper of a category."""
    if item.kind not in _PAPERS or item.thing.startswith("story_"):
        return None
    return next((need.thing for need in known.general if need.thing.category is item.category), None)


_PAPERS = ("images", "images_part", "slides", "report", "result")
_EMPTY = Status("", Category.DISCHARGE, Door.RECORDS, Standing.MISSING, ())


def _without_twins(found: list[Status]) -> list[Status]:
    """Without the wish for any images where exact ones are asked for, and the wish for images of the relapse where
    those of its reports are asked for study by study."""
    exact = [one for one in found if one.category is Category.IMAGING and one.thing not in _ANY_IMAGES]
    asked = any(one.owed for one in exact)
    told = any(one.items for one in found if one.category is Category.IMAGING)
    twins = set()
    for one in found:
        if one.thing == "images" and one.owed and not one.items and asked:
            twins.add(one.thing)
        if one.thing == "relapse_images" and one.standing is Standing.PARTLY and told:
            twins.add(one.thing)
    return [one for one in found if one.thing not in twins]
