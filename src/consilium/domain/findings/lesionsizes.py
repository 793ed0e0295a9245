"""Sizes of lesions and uptake values, as imaging reports, pathologists and surgeons measure them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings import bodysites
from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.labelled import dates_of, labelled_date
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.sizes import Size, sizes_in
from consilium.domain.findings.spans import Span, apart, broken, spans_in, words_between
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

SUV = re.compile(
    r"\bSUV\s?(?:m[aá]x(?:imo)?|max|peak|pico|bw)?\.?\s?(?:of|de|:|=)?\s?(\d{1,3}(?:[.,]\d{1,2})?)(?![\d%])",
    re.IGNORECASE,
)
_SERIES = re.compile(r"\b(?:series?|serie|se)\.?\s?(\d{1,4})\b", re.IGNORECASE)
_IMAGE = re.compile(r"\b(?:image|img|imagen|im|slice|corte)\.?\s?#?(\d{1,5})\b", re.IGNORECASE)
# What has a size of its own; compression, enhancement and the like are of something else.
_SOLID = (
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
)
_TISSUE_SECTIONS = (
    Section.GROSS, Section.MICROSCOPY, Section.FINDINGS, Section.SPECIMEN, Section.DIAGNOSIS, Section.CONCLUSION,
    Section.NONE, Section.OPERATION,
)  # fmt: skip
# What a letter measures of its own, how many words may stand between, and how many sizes a sentence may have.
_OWN = frozenset({"metastasis", "thrombus", "mass", "nodule", "lymph node", "cyst", "lesion", "residual", "recurrence"})
_LOOSE_REACH, _MOST_SIZES = 6, 12
_OVER = (">", "≥")
_HEADING_WORDS = 4
_ORGAN_REACH = 3
# A volume that is called so, of the thing that was measured before it: `6.8 x 6.1 x 5.9 cm (est. volume 128 mL)`.
_TOLD_VOLUME = re.compile(
    r"\bvol(?:ume|umen)?\b\.?\s?(?:(?:estimated|estimado|calculado|aproximado|aprox|approx|of|de|about|es|is|was|total|tumoral)\.?\s){0,3}[:=~]?\s?"
    r"(?P<sign>[<>])?\s?(?P<number>\d{1,4}(?:[.,]\d{1,2})?)\s?(?P<unit>cc|cm3|cm³|m[lL])(?![\w/])",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    r"(?P<sign>[<>])?\s?(?<![\w.,/-])(?P<number>\d{1,4}(?:[.,]\d{1,2})?)\s?(?P<unit>cc|cm3|cm³|cm2|cm²)(?![\w/])"
)


@dataclass(frozen=True)
class Words:
    """`lesions` are groups of names, the telling ones first."""

    lesions: tuple[PhraseIndex[str], ...]
    lists: Mapping[str, PhraseIndex[str]]
    sites: bodysites.SiteWords


@dataclass(frozen=True, slots=True)
class Study:
    """The study that a sentence describes."""

    modality: str = ""
    date: PartialDate | None = None
    number: str = ""
    report: bool = False
    only: tuple[str, ...] = ()


def named(names: Mapping[str, Sequence[str]]) -> PhraseIndex[str]:
    return PhraseIndex.of((str(one), name) for name, ones in names.items() for one in (name, *ones))


def things_in(clause: Clause, words: Words) -> list[Span[str]]:
    """Everything that a clause names, from left to right, the longer names first."""
    return apart([span for group in words.lesions for span in spans_in(clause, group)])


def under_heading(clause: Clause, words: Words, place: bodysites.Place) -> bodysites.Place:
    """The place with the side of a heading that names one (`Left eye:`), where the sentence names none."""
    if place.side or place.site or len(words_of(clause.heading)) > _HEADING_WORDS:
        return place
    headed = bodysites.place_near(Clause(clause.heading, clause.pieces), words.sites, 0, 0)
    return bodysites.Place(headed.site, headed.side)


def images_in(text: str) -> dict[str, Scalar]:
    series, image = _SERIES.search(text), _IMAGE.search(text)
    return {"series": series[1] if series else "", "image": image[1] if image else ""}


def measurements(
    clause: Clause, words: Words, study: Study, assertion: AssertionWords, order: str
) -> Iterator[Finding]:
    """The sizes of lesions, or of an organ that is measured; a size of before keeps its own day."""
    sizes = list(sizes_in(clause.text))
    things = [span for group in words.lesions for span in spans_in(clause, group)]
    lesions = [span for span in sorted(things, key=lambda span: span.start) if span.value in _SOLID]
    vague = [span for span in things if span.value == "enhancement"]
    organs = spans_in(clause, words.lists["organs"])
    for size in sizes:
        subject = _right_before(clause, size, organs, lesions) or _subject(size, lesions) or _subject(size, vague)
        subject = subject or _subject(size, organs)
        if subject is None or _other_thing(clause, words, size):
            continue
        found = _measurement(clause, words, study, size, subject)
        how = assertion_of(clause, subject.start, size.end, assertion)
        if _is_prior(clause, words, size):
            yield replace(found, assertion=Assertion.HISTORICAL, when=_day(clause, size, order))
        elif how is not Assertion.NEGATED or clause.text[: size.start].rstrip()[-1:] not in _OVER:
            yield replace(found, assertion=how)  # `no nodules > 3 mm` measures none


def loose(clause: Clause, words: Words, assertion: AssertionWords, order: str) -> Iterator[Finding]:
    """Sizes of lesions that a letter tells without naming a study, right beside them: `mediastinal mass 9 cm wide`."""
    sizes = list(sizes_in(clause.text))[:_MOST_SIZES]
    things = [span for group in words.lesions for span in spans_in(clause, group)] if sizes else []
    lesions = [span for span in sorted(things, key=lambda span: span.start) if span.value in _OWN]
    dates = {date.value for date in dates_of(clause, order)} if lesions else set()
    for size in sizes if lesions else ():
        subject = _subject(size, lesions)
        if subject is None or len(words_between(clause.text, *_apart(subject, size))) > _LOOSE_REACH:
            continue
        if broken(clause.text, *_apart(subject, size)) or _other_thing(clause, words, size):
            continue
        how = assertion_of(clause, min(subject.start, size.start), max(subject.end, size.end), assertion)
        if how in (Assertion.STATED, Assertion.HISTORICAL):
            day = next(iter(dates)) if len(dates) == 1 else None
            prior = _is_prior(clause, words, size)
            found = _measurement(clause, words, Study(date=None if prior else day), size, subject)
            yield replace(found, assertion=Assertion.HISTORICAL if prior else how)


def _apart(subject: Span[str], size: Size) -> tuple[int, int]:
    return (subject.end, size.start) if subject.end <= size.start else (size.end, subject.start)


def _right_before(
    clause: Clause, size: Size, organs: Sequence[Span[str]], lesions: Sequence[Span[str]]
) -> Span[str] | None:
    """An organ that a size stands right behind, with no lesion between: `tallo de 2,1 mm, sin masa`."""
    before = [one for one in organs if one.end <= size.start]
    if not before or any(before[-1].end <= one.start < size.start for one in lesions):
        return None
    if any(one.start >= size.end and len(words_between(clause.text, size.end, one.start)) <= 1 for one in lesions):
        return None  # `Lungs: There is a 7 mm nodule`
    near = len(words_between(clause.text, before[-1].end, size.start)) <= _ORGAN_REACH
    return before[-1] if near and not any(one.end <= size.start for one in lesions) else None


def volumes(clause: Clause, words: Words, study: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """Volumes of organs and lesions, and areas: `ovario derecho 6.1 cc`, `residuo < 1,5 cm2`."""
    found = list(_VOLUME.finditer(clause.text))[:_MOST_SIZES]
    told = {one.start("number") for one in _TOLD_VOLUME.finditer(clause.text)}
    found += [
        one for one in _TOLD_VOLUME.finditer(clause.text) if all(one["number"] != other["number"] for other in found)
    ]
    things = sorted((*things_in(clause, words), *spans_in(clause, words.lists["organs"])), key=lambda one: one.start)
    for value in found if things else ():
        before = [one for one in things if one.end <= value.start()]
        near = bool(before) and len(words_between(clause.text, before[-1].end, value.start())) <= _ORGAN_REACH
        if not before or not (near or value.start("number") in told):
            continue
        place = bodysites.place_near(clause, words.sites, before[-1].start, value.start())
        yield Finding(
            Kind.MEASUREMENT,
            before[-1].value,
            value=clause.text[value.start("number") : value.end()].strip(),
            number=float(value["number"].replace(",", ".")),
            comparator=value["sign"] or "",
            unit=value["unit"],
            when=study.date,
            assertion=assertion_of(clause, before[-1].start, value.end(), assertion),
            laterality=place.side,
            site=place.site,
            detail={"modality": study.modality} if study.modality else {},
            citations=(clause.cite(before[-1].start, value.end()),),
            confidence=clause.confidence,
        )


def _subject(size: Size, spans: Sequence[Span[str]]) -> Span[str] | None:
    """What the size is of: the thing named last before it, else the next one after it."""
    before = [span for span in spans if span.end <= size.start]
    after = [span for span in spans if span.start >= size.end]
    return before[-1] if before else after[0] if after else None


def _other_thing(clause: Clause, words: Words, size: Size) -> bool:
    """A slice's thickness, a catheter's depth, a distance."""
    return any(
        len(words_between(clause.text, *sorted((one.end, size.start)))) <= 4 and one.start < size.end + 30
        for one in spans_in(clause, words.lists["not_lesion"])
        if one.end <= size.start or one.start - size.end <= 20
    )


def _is_prior(clause: Clause, words: Words, size: Size) -> bool:
    return any(
        one.end <= size.start and len(words_between(clause.text, one.end, size.start)) <= 3
        for one in spans_in(clause, words.lists["prior"])
    )


def _day(clause: Clause, size: Size, order: str) -> PartialDate | None:
    """The day that a size of before is given with."""
    near = [date for date in dates_of(clause, order) if abs(date.start - size.end) <= 40]
    return near[0].value if near else None


def _measurement(clause: Clause, words: Words, study: Study, size: Size, subject: Span[str]) -> Finding:
    first = size.start if broken(clause.text, *sorted((subject.start, size.start))) else subject.start
    place = bodysites.place_near(clause, words.sites, min(first, size.start), max(first, size.start))
    place = under_heading(clause, words, place)
    start, end = min(subject.start, size.start), max(subject.end, size.end)
    detail: dict[str, Scalar] = {
        "sizes": size.sizes,
        "unit": size.unit,
        "lesion": " ".join(dict.fromkeys(part for part in (place.side, place.site, subject.value) if part)),
        "modality": study.modality,
        "study_date": str(study.date) if study.date else "",
        **images_in(clause.text),
    }
    return Finding(
        Kind.MEASUREMENT,
        subject.value,
        value=size.value,
        number=size.largest if size.unit == "mm" else round(size.largest / 10, 3),
        unit=size.unit,
        when=study.date,
        laterality=place.side,
        site=place.site,
        detail={key: value for key, value in detail.items() if value},
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )


def of_tissue(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """The sizes of lesions that a pathologist or a surgeon measured, on the day of the operation where it is told."""
    date = labelled_date(paper, words.lists["study_dates"], "taken")
    study = Study(date=date[0] if date else paper.date)
    for clause in paper.clauses:
        if clause.section in _TISSUE_SECTIONS:
            yield from measurements(clause, words, study, assertion, paper.date_order)


def goes_on(clause: Clause, words: Words) -> bool:
    """Whether it tells of one more of the things of the sentence before: `Another of 2 mm`, `Otro de 2 mm`."""
    return any(one.start == 0 for one in spans_in(clause, words.lists["another"])) and not things_in(clause, words)


def another(clause: Clause, words: Words, study: Study, before: Clause, assertion: AssertionWords) -> Iterator[Finding]:
    things = [span for span in things_in(before, words) if span.value in _SOLID]
    stated = [one for one in things if assertion_of(before, one.start, one.end, assertion) is Assertion.STATED]
    lesion = stated[0] if stated else None
    for size in sizes_in(clause.text) if lesion is not None else ():
        subject = Span(lesion.value, 0, size.end) if lesion else None
        if subject is not None and not _other_thing(clause, words, size):
            yield _measurement(clause, words, study, size, subject)


def uptakes(clause: Clause, words: Words, study: Study, lesion: Span[str] | None) -> Iterator[Finding]:
    """Each standardized uptake value of a report on its own study, as a measurement."""
    if not study.report:
        return
    last = 0
    for found in list(SUV.finditer(clause.text))[:20]:
        first = max(clause.text.rfind(mark, last, found.start()) + 1 for mark in ";.,")
        first = max(first, last)
        all_things = things_in(clause, words)
        things = [one for one in all_things if first <= one.start < found.start()]
        end = found.end()
        if not things and not clause.text[first : found.start()].strip(" ,("):  # `SUVmax 5.6 in the left neck`
            end = min((at for mark in ";,." if (at := clause.text.find(mark, end)) > 0), default=len(clause.text))
            things = [one for one in all_things if found.end() <= one.start < end][:1]
        place = _part_place(clause, words, first, end)
        name = things[-1].value if things else lesion.value if lesion else "uptake"
        last = end
        yield Finding(
            Kind.MEASUREMENT,
            f"{name} SUV",
            value=found[1],
            number=float(found[1].replace(",", ".")),
            unit="SUV",
            when=study.date,
            laterality=place.side,
            site=place.site,
            detail={
                key: value
                for key, value in (
                    ("lesion", " ".join(part for part in (place.side, place.site, name) if part)),
                    ("modality", study.modality),
                    ("study_date", str(study.date) if study.date else ""),
                )
                if value
            },
            citations=(clause.cite(first, end),),
            confidence=clause.confidence,
        )


def _part_place(clause: Clause, words: Words, first: int, last: int) -> bodysites.Place:
    """The site and side that a part of a sentence names."""
    return bodysites.place_near(Clause(clause.text[first:last], clause.pieces), words.sites, 0, last - first)
