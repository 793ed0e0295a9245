"""Sizes of lesions and uptake values, as imaging reports, pathologists and surgeons measure them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.examination.amountsmeasured import AmountWords
from consilium.domain.findings.examination.eyetumors import numbered_tumors
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.changedsizes import (
    becomes_another,
    is_compared_with,
    is_difference,
    is_what_it_became,
)
from consilium.domain.findings.imaging.imagenumbers import images_of
from consilium.domain.findings.imaging.marginsmeasured import margin_of
from consilium.domain.findings.imaging.measurednouns import enlarged_organ, noun_before
from consilium.domain.findings.imaging.placesahead import part_ahead
from consilium.domain.findings.imaging.placesbehind import part_behind
from consilium.domain.findings.imaging.sizedays import (
    compared_day,
    day_before,
    in_bracket_alone,
    is_fresh,
    is_prior,
    own_day,
)
from consilium.domain.findings.imaging.sizes import Size, sizes_in
from consilium.domain.findings.imaging.sizesdenied import one_of_several, size_said
from consilium.domain.findings.imaging.sizesubjects import (
    between_both,
    inside_organ,
    leads_to,
    right_before,
    subject_of,
)
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text import bodysites
from consilium.domain.findings.text.distances import LIES_IN, is_distance, is_limit, is_of_organ, is_shift
from consilium.domain.findings.text.labelled import dates_of, labelled_date
from consilium.domain.findings.text.namewords import with_words
from consilium.domain.findings.text.spans import Span, apart, broken, spans_in, words_between
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

# What has a size of its own; compression, enhancement and the like are of something else.
SOLID = (
    "recurrence",
    "metastasis",
    "thrombus",
    "mass",
    "nodule",
    "lymph node",
    "cyst",
    "hemorrhage",
    "lesion",
    "residual",
    "consolidation",
    "effusion",
    "uptake",
    "disease",
    "collection",
    "abscess",
    "osteonecrosis",
    "aneurysm",
)
_TISSUE_SECTIONS = (
    Section.GROSS, Section.MICROSCOPY, Section.FINDINGS, Section.SPECIMEN, Section.DIAGNOSIS, Section.CONCLUSION,
    Section.NONE, Section.OPERATION, Section.EXAMINATION,
)  # fmt: skip
# What a letter measures of its own, how many words may stand between, and how many sizes a sentence may have.
_OWN = frozenset({
    "metastasis", "thrombus", "mass", "nodule", "lymph node", "cyst", "lesion", "residual", "recurrence", "collection",
    "abscess", "osteonecrosis", "aneurysm",
})  # fmt: skip
_LOOSE_REACH, _MOST_SIZES = 6, 12
_HEADING_WORDS = 4
# Of what is doubted, the size is not.
_DOUBTED = (Assertion.UNCERTAIN, Assertion.CONDITIONAL)
_SIDE_BEFORE = 3
# The one place of the largest of several: `bilateral nodules, the largest 11 mm in the right lower lobe`.
_PLACED = re.compile(r"\s?\)?\s(?:in|at|within|en|a nivel)\s", re.IGNORECASE)
_PLACED_ONE = re.compile(r"\s(?:ones?\s)?(?:in|at|within|on|en|a nivel del?|sobre)\s", re.IGNORECASE)
_PLACE_WORDS = 5


# `a 1 cm capsular rupture`, `ruptura capsular de 1 cm`.
_RENT = re.compile(
    r"\s(?:[a-z]{4,12}\s)?(?:rupture|tear|rent|perforation)\b|\b(?:ruptura|rotura|desgarro|perforacion|rupture"
    r"|tear|rent)(?:\s[a-z]{4,12})?\s(?:de|of)\s(?:an?\s|un\s)?$"
)
_RENT_REACH = 36


@dataclass(frozen=True)
class Words:
    """`lesions` are groups of names, the telling ones first; `amounts` what has a unit of its own."""

    lesions: tuple[PhraseIndex[str], ...]
    lists: Mapping[str, PhraseIndex[str]]
    sites: bodysites.SiteWords
    amounts: AmountWords = field(default_factory=PhraseIndex)


@dataclass(frozen=True, slots=True)
class Study:
    """The study that a sentence describes; `prior` and `baseline` are the days of those it is compared with."""

    modality: str = ""
    date: PartialDate | None = None
    number: str = ""
    report: bool = False
    only: tuple[str, ...] = ()
    prior: PartialDate | None = None
    baseline: PartialDate | None = None


def named(names: Mapping[str, Sequence[str]], hidden: Iterable[str] = ()) -> PhraseIndex[str]:
    """Names with their other words; phrases that are `hidden` hold one of them and mean another thing."""
    index: PhraseIndex[Any] = PhraseIndex.of(
        [*((str(one), name) for name, ones in names.items() for one in (name, *ones)), *((one, None) for one in hidden)]
    )
    return index


def things_in(clause: Clause, words: Words) -> list[Span[str]]:
    """Everything that a clause names, from left to right, the longer names first."""
    return apart([span for group in words.lesions for span in spans_in(clause, group)])


def under_heading(clause: Clause, words: Words, place: bodysites.Place) -> bodysites.Place:
    """The place with the side of a heading that names one (`Left eye:`), where the sentence names none."""
    if place.side or place.site or len(words_of(clause.heading)) > _HEADING_WORDS:
        return place
    headed = bodysites.place_near(Clause(clause.heading, clause.pieces), words.sites, 0, 0)
    return bodysites.Place(headed.site, headed.side)


def measurements(
    clause: Clause, words: Words, study: Study, assertion: AssertionWords, paper: Paper
) -> Iterator[Finding]:
    """The sizes of lesions, or of whatever else is measured; a size of before keeps its own day."""
    sizes = list(sizes_in(clause.text))
    things = [span for group in words.lesions for span in spans_in(clause, group)]
    things += numbered_tumors(clause, study.modality)
    lesions = [span for span in sorted(things, key=lambda span: span.start) if span.value in SOLID]
    vague = [span for span in things if span.value == "enhancement"]
    organs = spans_in(clause, words.lists["organs"])
    before: Span[str] | None = None
    for size in sizes:
        organ = enlarged_organ(clause.text, size)
        subject = margin_of(clause.text, size) or organ or inside_organ(clause.text, size, vague, organs)
        subject = subject or right_before(clause, size, organs, lesions)
        subject = subject or subject_of(clause.text, size, lesions, near=True) or subject_of(clause.text, size, vague)
        subject = subject or subject_of(clause.text, size, organs, near=True)
        if is_limit(clause.text, size) or is_of_piece(clause, words, size, subject):
            continue  # the latter are told by `sizes_left`
        subject = subject or (None if study.only else noun_before(clause.text, size)) or before
        subject = subject or subject_of(clause.text, size, lesions) or subject_of(clause.text, size, organs)
        if subject is None or _other_thing(clause, words, size):
            continue
        if subject.value in SOLID and is_of_organ(clause.folded, size.start):
            continue
        before = subject if organ is None else before
        found = sized_thing(clause, words, study, size, subject, paper)
        how = size_said(clause, subject, size, assertion) or _said(clause, subject.start, size.end, assertion)
        if found.assertion is Assertion.HISTORICAL:
            yield found
        elif how is not Assertion.NEGATED:  # `no nodules > 3 mm`, `free of tumor (closest 3 mm)` measure none
            seen = how in _DOUBTED or (how is Assertion.PLANNED and study.report)  # what was measured is there
            yield replace(found, assertion=Assertion.STATED if seen else how)


def is_of_piece(clause: Clause, words: Words, size: Size, subject: Span[str] | None) -> bool:
    """Whether a size is a distance, or of a piece, an edge or a cavity beside it and not of the `subject` found."""
    if clause.cells:
        return False
    if subject is not None and subject.value in SOLID:
        return is_distance(clause.text, size) and subject.value not in ("effusion", "collection")
    named = [*spans_in(clause, words.lists["pieces"]), *spans_in(clause, words.lists["edges"])]
    if subject is not None:  # `resection cavity in the fourth ventricle`
        return subject.value != "margin" and any(
            LIES_IN.fullmatch(clause.text, one.end, subject.start) for one in named if one.end <= subject.start
        )
    noun = noun_before(clause.text, size)
    if noun is not None and any(one.start < noun.end and noun.start < one.end for one in named):
        return is_distance(clause.text, size)
    return any(
        leads_to(clause.text, size, one) if one.start >= size.end else not broken(clause.text, one.end, size.start)
        for one in named
        if one.start >= size.end or one.end <= size.start
    )


def _said(clause: Clause, start: int, end: int, assertion: AssertionWords) -> Assertion:
    """How a thing is said; one in a bracket by the bracket's words: `duct not dilated (common duct 3 mm)`."""
    opened, closed = clause.text.rfind("(", 0, start), clause.text.find(")", end)
    if opened <= clause.text.rfind(")", 0, start) or closed < 0:
        return assertion_of(clause, start, end, assertion)
    inside = Clause(clause.text[opened + 1 : closed], clause.pieces)
    return assertion_of(inside, start - opened - 1, end - opened - 1, assertion)


def sized_thing(clause: Clause, words: Words, study: Study, size: Size, subject: Span[str], paper: Paper) -> Finding:
    """The size of a thing; one of before as historical, with its own day where the words tell it."""
    found = _measurement(clause, words, study, size, subject)
    own = own_day(clause, size, paper)
    earlier = own is not None and study.date is not None and own < study.date and not own.includes(study.date)
    earlier = earlier and not (study.report and is_fresh(own, study.date))  # measured on the CT of three days ago
    cued = is_prior(clause, spans_in(clause, words.lists["prior"]), size)
    if is_what_it_became(clause.text, size):  # what it came to is of now
        apart = own is None and not study.report and is_compared_with(clause, paper)
        shown = {key: value for key, value in found.detail.items() if not (apart and key == "study_date")}
        return replace(found, when=paper.date if apart else found.when, detail=shown)
    if not (size.before or earlier or cued or (study.prior and in_bracket_alone(clause.text, size))):
        fresh = own is not None and study.date is not None and own != study.date and is_fresh(own, study.date)
        return found if own is None or own == study.date or (study.report and not fresh) else replace(found, when=own)
    detail = {key: value for key, value in found.detail.items() if key != "study_date"}
    when = day_before(clause, size, paper) or compared_day(clause.text, size, study.prior, study.baseline)
    if when == study.date and becomes_another(clause.text, size) and not is_compared_with(clause, paper):
        when = study.prior  # `MRI 10 June: from 6.1 to 4.0 cm`: the day is that of the second
    return replace(found, assertion=Assertion.HISTORICAL, when=when, detail=detail)


def loose(
    clause: Clause, words: Words, assertion: AssertionWords, paper: Paper, day: PartialDate | None = None
) -> Iterator[Finding]:
    """Sizes of lesions that a letter tells without naming a study, right beside them: `mediastinal mass 9 cm wide`.
    `day` is that of the entry in which it stands."""
    sizes = list(sizes_in(clause.text))[:_MOST_SIZES]
    things = [span for group in words.lesions for span in spans_in(clause, group)] if sizes else []
    lesions = [span for span in sorted(things, key=lambda span: span.start) if span.value in _OWN]
    dates = {date.value for date in dates_of(clause, paper.date_order)} if lesions else set()
    if lesions and not dates:
        dates = {one.when for one in occasions(clause.text, paper) if one.until is None}
    claimed = {size: own_day(clause, size, paper) for size in sizes if lesions}
    last = 0
    for size in sizes if lesions else ():
        set_apart = is_distance(clause.text, size) or is_limit(clause.text, size)
        subject = None if set_apart else subject_of(clause.text, size, lesions)
        if subject is None or _other_thing(clause, words, size) or is_of_organ(clause.folded, size.start):
            continue
        start, end = between_both(subject, size)
        gap = (max(start, last), end) if subject.end <= size.start else (start, end)
        if len(words_between(clause.text, *gap)) > _LOOSE_REACH or broken(clause.text, start, end):
            continue
        last = size.end
        how = assertion_of(clause, min(subject.start, size.start), max(subject.end, size.end), assertion)
        if how in (Assertion.STATED, Assertion.HISTORICAL):
            free = dates - {other for one, other in claimed.items() if one is not size and one.start > size.start}
            own = next(iter(free)) if len(free) == 1 else day if not free else None
            found = sized_thing(clause, words, Study(date=own), size, subject, paper)
            yield found if found.assertion is Assertion.HISTORICAL else replace(found, assertion=how)


def _other_thing(clause: Clause, words: Words, size: Size) -> bool:
    """A slice's thickness, a catheter's depth, a distance, a shift; a rupture of the lesion beside its own size."""
    if is_shift(clause.folded, size.start):
        return True
    if is_difference(clause.text, size):
        return True
    rent = _RENT.search(clause.folded, max(0, size.start - _RENT_REACH), size.start)
    return bool(rent or _RENT.match(clause.folded, size.end, size.end + _RENT_REACH)) or any(
        len(words_between(clause.text, *sorted((one.end, size.start)))) <= 4 and one.start < size.end + 30
        for one in spans_in(clause, words.lists["not_lesion"])
        if one.end <= size.start or one.start - size.end <= 20
    )


def _measurement(clause: Clause, words: Words, study: Study, size: Size, subject: Span[str]) -> Finding:
    first = size.start if broken(clause.text, *sorted((subject.start, size.start))) else subject.start
    place = bodysites.place_near(clause, words.sites, min(first, size.start), max(first, size.start))
    place = under_heading(clause, words, place)
    sides = bodysites.sides_in(clause, words.sites)
    beside = [one for one in sides if 0 <= size.start - one.end <= _SIDE_BEFORE]
    if beside:  # `Riñones: derecho 44 mm, izquierdo 45 mm`
        place = bodysites.Place(place.site, beside[-1].value)
    elif place.side == "bilateral" and _PLACED.match(clause.text, size.end):
        behind = [one for one in sides if one.start >= size.end]
        near = bool(behind) and not broken(clause.text, size.end, behind[0].start)
        if near and len(words_between(clause.text, size.end, behind[0].start)) <= _PLACE_WORDS:
            place = bodysites.Place(place.site, behind[0].value)
    place = _behind(clause, words, size, subject) or place
    start, end = min(subject.start, size.start), max(subject.end, size.end)
    detail: dict[str, Scalar] = {
        "sizes": size.sizes,
        "unit": size.unit,
        "lesion": " ".join(dict.fromkeys(part for part in (place.side, place.site, subject.value) if part)),
        "modality": study.modality,
        "study_date": str(study.date) if study.date else "",
        **images_of(clause.text, size, list(sizes_in(clause.text))),
    }
    return Finding(
        Kind.MEASUREMENT,
        subject.value,
        value=size.value,
        number=size.number,
        unit=size.unit,
        when=study.date,
        laterality=place.side,
        site=place.site,
        detail={key: value for key, value in detail.items() if value},
        citations=(clause.cite(with_words(clause.text, start), end),),
        confidence=clause.confidence,
    )


def _behind(clause: Clause, words: Words, size: Size, subject: Span[str]) -> bodysites.Place | None:
    """The place right behind a size that is not the first of its thing: `one of 7 mm in the right lung, another of 4 mm
    in the left`."""
    sizes = list(sizes_in(clause.text))
    own = part_behind(clause.text, sizes, size)
    if own:
        found = bodysites.place_near(Clause(own, clause.pieces), words.sites, 0, 0)
        return found if found.side else None
    several = one_of_several(clause.text, size)
    if not several and not any(
        subject.end <= one.start < size.start or one.end <= subject.start for one in sizes if one != size
    ):
        return None
    led = _PLACED_ONE.match(clause.text, size.end)
    ends = [one.start for one in sizes if one.start > size.end]
    part = re.split(r"[;.,]", clause.text[led.end() : min([*ends, len(clause.text)])])[0] if led is not None else ""
    part = part or part_ahead(clause.text, sizes, subject, size)
    found = bodysites.place_near(Clause(part, clause.pieces), words.sites, 0, 0)
    return found if found.site or found.side else None


def of_tissue(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """The sizes of lesions that a pathologist or a surgeon measured, on the day of the operation where it is told."""
    date = labelled_date(paper, words.lists["study_dates"], "taken")
    study = Study(date=date[0] if date else paper.date)
    for clause in paper.clauses:
        if clause.section in _TISSUE_SECTIONS:
            yield from measurements(clause, words, study, assertion, paper)


def goes_on(clause: Clause, words: Words) -> bool:
    """Whether it tells of one more of the things of the sentence before: `Another of 2 mm`, `Otro de 2 mm`."""
    return any(one.start == 0 for one in spans_in(clause, words.lists["another"])) and not things_in(clause, words)


def another(
    clause: Clause, words: Words, study: Study, before: Clause, assertion: AssertionWords, paper: Paper
) -> Iterator[Finding]:
    """The sizes of a sentence that goes on about the thing of the one before it."""
    things = [span for span in things_in(before, words) if span.value in SOLID]
    things = numbered_tumors(before, study.modality) or things
    stated = [one for one in things if assertion_of(before, one.start, one.end, assertion) is Assertion.STATED]
    lesion = stated[0] if stated else None
    for size in sizes_in(clause.text) if lesion is not None else ():
        subject = Span(lesion.value, 0, size.end) if lesion else None
        if lesion is not None and subject is not None and not _other_thing(clause, words, size):
            found = sized_thing(clause, words, study, size, subject, paper)
            yield replace(found, citations=(*found.citations, before.cite(lesion.start, lesion.end)))
