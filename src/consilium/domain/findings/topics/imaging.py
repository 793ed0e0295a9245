"""What imaging reports state, each sentence tied to its study, and the sizes of lesions; letters that quote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings import bodysites
from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.labelled import dates_of, labelled_date, own_accession
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.sizes import Size, sizes_in
from consilium.domain.findings.spans import Span, apart, bounded, broken, spans_in, words_between
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Category, Scalar

SHARED = ("sites", "modalities")
_SUV = re.compile(
    r"\bSUV\s?(?:m[aá]x(?:imo)?|max|peak|pico|bw)?\.?\s?(?:of|de|:|=)?\s?(\d{1,3}(?:[.,]\d{1,2})?)(?![\d%])",
    re.IGNORECASE,
)
_SERIES = re.compile(r"\b(?:series?|serie|se)\.?\s?(\d{1,4})\b", re.IGNORECASE)
_IMAGE = re.compile(r"\b(?:image|img|imagen|im|slice|corte)\.?\s?#?(\d{1,5})\b", re.IGNORECASE)
_REPORT_SECTIONS = (Section.FINDINGS, Section.CONCLUSION)
_NO_FINDINGS = (
    Section.INDICATION, Section.TECHNIQUE, Section.COMPARISON, Section.HISTORY, Section.PAST_HISTORY, Section.PLAN,
    Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.ALLERGIES, Section.MEDICINES,
)  # fmt: skip
_NOT_QUOTED = tuple(one for one in _NO_FINDINGS if one not in (Section.HISTORY, Section.PAST_HISTORY))
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
_LONGEST = 600
_TISSUE_SECTIONS = (
    Section.GROSS, Section.MICROSCOPY, Section.FINDINGS, Section.SPECIMEN, Section.DIAGNOSIS, Section.CONCLUSION,
    Section.NONE, Section.OPERATION,
)  # fmt: skip
_TISSUE_PAPERS = (Category.PATHOLOGY_REPORT, Category.OPERATIVE)
# What tests of the heart tell of a picture.
_BY_HEART_TEST = ("effusion", "thrombus", "mass")
_ASLEEP = "examination under anesthesia"
_ENDED = (".", ";", "!")
_BEFORE_MODALITY = frozenset(("on", "in", "by", "per", "en", "por", "la", "el", "una", "the", "a", "chest", "of"))
_OCCASION_REACH = 3
_HEADING_WORDS = 4
# A sentence that names so many places has no one place.
_MANY_SITES = 3
# `CT chest 4/2/2024: no pulmonary nodules`.
_COLON_REACH = 30
_TITLE_CLAUSES = 25


@dataclass(frozen=True)
class Words:
    """`lesions` are groups of names, the telling ones first."""

    lesions: tuple[PhraseIndex[str], ...]
    lists: Mapping[str, PhraseIndex[str]]
    sites: bodysites.SiteWords


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/imaging.yaml`, `modalities.yaml` and `sites.yaml`."""
    lists = {
        name: PhraseIndex.of((str(one), name) for one in data[name])
        for name in ("prior", "not_lesion", "reference", "report_headings", "shows", "signature", "another")
    }
    dates = [(str(one), name) for name in ("study_dates", "taken") for one in data[name]]
    lists["study_dates"] = PhraseIndex.of(dates)
    lists |= {name: _named(data[name]) for name in ("modalities", "change", "organs", "examinations")}
    return Words(tuple(_named(group) for group in data["lesions"]), lists, bodysites.words_from(data))


def _named(names: Mapping[str, Sequence[str]]) -> PhraseIndex[str]:
    return PhraseIndex.of((str(one), name) for name, ones in names.items() for one in (name, *ones))


@dataclass(frozen=True, slots=True)
class _Study:
    """The study that a sentence describes."""

    modality: str = ""
    date: PartialDate | None = None
    number: str = ""
    report: bool = False
    only: tuple[str, ...] = ()


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """In reading order: each sentence's statement, then its sizes."""
    paper = bounded(paper)
    if paper.category in _TISSUE_PAPERS:
        yield from _of_tissue(paper, words, assertion)
        return
    whole = _whole_paper(paper, words)
    parted = any(clause.section in _REPORT_SECTIONS for clause in paper.clauses)
    before: Clause | None = None
    for clause in paper.clauses:
        if clause.section in (_NO_FINDINGS if whole else _NOT_QUOTED) or len(clause.words) < 2:
            continue
        if whole and parted and not (clause.section in _REPORT_SECTIONS or _is_told(clause)):
            continue
        own = whole or _quoted(paper, clause, words)
        if own is not None and not _is_title(clause, words, own.report):
            yield from _statements(clause, words, own, assertion)
            if before is None or not _goes_on(clause, words):
                yield from _measurements(clause, words, own, assertion, paper.date_order)
            else:
                yield from _another(clause, words, own, before, assertion)
        before = clause


def _is_told(clause: Clause) -> bool:
    """Whether a clause outside the known sections is a sentence, and none of the paper's labels."""
    return clause.section is Section.NONE and len(clause.words) > 2 and clause.text.rstrip().endswith(_ENDED)


def _whole_paper(paper: Paper, words: Words) -> _Study | None:
    """The study that a whole paper describes; None for a letter, which may quote many."""
    if paper.category is Category.IMAGING_REPORTS:
        return _study(paper, words)
    first = [clause for clause in paper.clauses[:_TITLE_CLAUSES] if len(clause.words) <= 12]
    titles = [span for clause in first for span in spans_in(clause, words.lists["examinations"])]
    if paper.category is Category.HEART_HEARING_TESTS and any(one.value == "echocardiogram" for one in titles):
        date = labelled_date(paper, words.lists["study_dates"], "study_dates")
        return _Study("echocardiogram", date[0] if date else paper.date, own_accession(paper), only=_BY_HEART_TEST)
    if paper.category in (None, Category.HEART_HEARING_TESTS) and any(one.value == _ASLEEP for one in titles):
        return _Study(_ASLEEP, paper.date, own_accession(paper), report=True)
    return None


def _of_tissue(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """The sizes of lesions that a pathologist or a surgeon measured, on the day of the operation where it is told."""
    date = labelled_date(paper, words.lists["study_dates"], "taken")
    study = _Study(date=date[0] if date else paper.date)
    for clause in paper.clauses:
        if clause.section in _TISSUE_SECTIONS:
            yield from _measurements(clause, words, study, assertion, paper.date_order)


def _goes_on(clause: Clause, words: Words) -> bool:
    """Whether it tells of one more of the things of the sentence before: `Another of 2 mm`, `Otro de 2 mm`."""
    return any(one.start == 0 for one in spans_in(clause, words.lists["another"])) and _lesion(clause, words) is None


def _another(
    clause: Clause, words: Words, study: _Study, before: Clause, assertion: AssertionWords
) -> Iterator[Finding]:
    things = [span for span in _things(before, words) if span.value in _SOLID]
    stated = [one for one in things if assertion_of(before, one.start, one.end, assertion) is Assertion.STATED]
    lesion = stated[0] if stated else None
    for size in sizes_in(clause.text) if lesion is not None else ():
        subject = Span(lesion.value, 0, size.end) if lesion else None
        if subject is not None and not _other_thing(clause, words, size):
            yield _measurement(clause, words, study, size, subject)


def _study(paper: Paper, words: Words) -> _Study:
    """The study of an imaging report: the first modality that its title names, its labelled date or the paper's own."""
    modality = ""
    for clause in paper.clauses[:_TITLE_CLAUSES]:
        found = _modalities(clause, words)
        if found and clause.section not in (Section.COMPARISON, Section.INDICATION, Section.HISTORY):
            modality = found[0].value
            break
    date = labelled_date(paper, words.lists["study_dates"], "study_dates")
    return _Study(modality, date[0] if date else paper.date, own_accession(paper), report=True)


def _quoted(paper: Paper, clause: Clause, words: Words) -> _Study | None:
    """The study that a sentence of a letter quotes: it names the modality, and the day where it says so."""
    found = _modalities(clause, words)
    if found and _by_study(clause, words, found[0]):
        return _Study(found[0].value, _near_date(paper, clause, found[0]))
    shows = [one for one in spans_in(clause, words.lists["shows"]) if found and one.start >= found[0].end]
    if not found or not (shows or ":" in clause.text[found[0].end : found[0].end + _COLON_REACH]):
        return None
    return _Study(found[0].value, _near_date(paper, clause, found[0]))


def _near_date(paper: Paper, clause: Clause, modality: Span[str]) -> PartialDate | None:
    after = [date for date in dates_of(clause, paper.date_order) if 0 <= date.start - modality.end <= 40]
    parts = [date for date in after if not broken(clause.text, modality.end, date.start)]
    return parts[0].value if parts else None


def _modalities(clause: Clause, words: Words) -> list[Span[str]]:
    """Ways of imaging; `Mr` before a name is none."""
    spans = spans_in(clause, words.lists["modalities"])
    return [span for span in spans if clause.text[span.start : span.end] not in ("Mr", "mr", "Cat", "cat")]


def _by_study(clause: Clause, words: Words, modality: Span[str]) -> bool:
    """`No mediastinal mass on chest film`: a lesion, and right after it the study that showed it or did not."""
    lesion = _lesion(clause, words)
    if lesion is None or lesion.end > modality.start or broken(clause.text, lesion.end, modality.start):
        return False
    between = [word.text for word in words_between(clause.text, lesion.end, modality.start)]
    return 0 < len(between) <= _OCCASION_REACH and set(between) <= _BEFORE_MODALITY


def _is_title(clause: Clause, words: Words, report: bool) -> bool:
    """The title of a report (`CT chest with contrast`) states nothing; nor does a heading alone."""
    untold = clause.section is Section.NONE and report
    if untold and spans_in(clause, words.lists["modalities"]) and not any(sizes_in(clause.text)):
        return True
    headings = spans_in(clause, words.lists["report_headings"])
    return len(clause.words) <= 2 and bool(headings)


@dataclass(frozen=True, slots=True)
class _About:
    """What a statement is about: `name`, its place in the clause, the stretch that says it, and its SUV."""

    name: str
    start: int
    end: int
    first: int
    last: int
    suv: str = ""


def _statements(clause: Clause, words: Words, study: _Study, assertion: AssertionWords) -> Iterator[Finding]:
    """The clause as one statement, where it speaks of a lesion, of uptake, or stands in the conclusion; each further
    part of it that has an SUV of its own is one more."""
    lesion = _lesion(clause, words)
    uptakes = list(_SUV.finditer(clause.text))[:20]
    concluded = study.report and clause.section is Section.CONCLUSION
    told = lesion or (uptakes and study.report) or _said(clause, words, concluded)
    if not told or spans_in(clause, words.lists["reference"]):
        return
    name = lesion.value if lesion else "uptake" if uptakes else "statement"
    start, end = (lesion.start, lesion.end) if lesion else (0, len(clause.text))
    last = min(len(clause.text), _LONGEST)
    if study.only and name not in study.only:
        return
    about = _About(name, start, end, 0, last, uptakes[0][1] if uptakes else "")
    first_said = assertion_of(clause, start, end, assertion)
    yield _statement(clause, words, study, about, first_said)
    for further in _further(clause, words, lesion):
        how = assertion_of(clause, further.start, further.end, assertion)
        if how is not first_said or how is not Assertion.STATED:
            yield _statement(clause, words, study, _About(further.value, further.start, further.end, 0, last), how)
    yield from _uptakes(clause, words, study, lesion)
    for uptake in uptakes[1:]:
        first = clause.text.rfind(";", 0, uptake.start()) + 1
        if first:
            part = _About(name, first, uptake.end(), first, uptake.end(), uptake[1])
            yield _statement(clause, words, study, part, assertion_of(clause, first, uptake.end(), assertion))


def _things(clause: Clause, words: Words) -> list[Span[str]]:
    """Everything that a clause names, from left to right, the longer names first."""
    return apart([span for group in words.lesions for span in spans_in(clause, group)])


def _further(clause: Clause, words: Words, first: Span[str] | None) -> Iterator[Span[str]]:
    """Other things of the telling group that a sentence names: `no effusion, no adenopathy`, `suspicious for
    metastases`. They are statements of their own where they are said otherwise than as there."""
    seen = {first.value} if first else set()
    for span in spans_in(clause, words.lesions[0]) if first else ():
        if span.value not in seen:
            seen.add(span.value)
            yield span


def _uptakes(clause: Clause, words: Words, study: _Study, lesion: Span[str] | None) -> Iterator[Finding]:
    """Each standardized uptake value of a report on its own study, as a measurement."""
    if not study.report:
        return
    last = 0
    for found in list(_SUV.finditer(clause.text))[:20]:
        first = max(clause.text.rfind(mark, last, found.start()) + 1 for mark in ";.,")
        first = max(first, last)
        all_things = _things(clause, words)
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


def _statement(clause: Clause, words: Words, study: _Study, about: _About, how: Assertion) -> Finding:
    place = bodysites.place_near(clause, words.sites, about.start, about.end)
    many = about.first == 0 and bodysites.count_sites(clause, words.sites) >= _MANY_SITES
    if many and not bodysites.beside(clause, words.sites, about.start):
        place = bodysites.Place()
    place = _under(clause, words, place)
    return Finding(
        Kind.IMAGING,
        about.name,
        value=clause.text[about.first : about.last].strip(),
        when=study.date,
        assertion=how,
        laterality=place.side,
        site=place.site,
        detail=_detail(clause, words, study, about.suv),
        citations=(clause.cite(about.first, about.last),),
        confidence=clause.confidence,
    )


def _under(clause: Clause, words: Words, place: bodysites.Place) -> bodysites.Place:
    """The place with the side of a heading that names one (`Left eye:`), where the sentence names none."""
    if place.side or place.site or len(words_of(clause.heading)) > _HEADING_WORDS:
        return place
    headed = bodysites.place_near(Clause(clause.heading, clause.pieces), words.sites, 0, 0)
    return bodysites.Place(headed.site, headed.side)


def _said(clause: Clause, words: Words, concluded: bool) -> bool:
    """A conclusion says something in more than a heading's few words, and is no signature."""
    signed = spans_in(clause, words.lists["signature"]) or not clause.text.rstrip().endswith(".")
    return concluded and len(clause.words) > 3 and not signed


def _lesion(clause: Clause, words: Words) -> Span[str] | None:
    for group in words.lesions:
        for span in spans_in(clause, group):
            return span
    return None


def _detail(clause: Clause, words: Words, study: _Study, suv: str) -> dict[str, Scalar]:
    parts = {Section.CONCLUSION: "impression", Section.FINDINGS: "findings"}
    change = spans_in(clause, words.lists["change"])
    detail: dict[str, Scalar] = {
        "modality": study.modality,
        "study_date": str(study.date) if study.date else "",
        "study": study.number,
        "part": parts.get(clause.section, "findings" if study.report else "quoted"),
        "change": change[0].value if change else "",
        "suv": suv,
        **_images(clause.text),
    }
    return {key: value for key, value in detail.items() if value}


def _images(text: str) -> dict[str, Scalar]:
    series, image = _SERIES.search(text), _IMAGE.search(text)
    return {"series": series[1] if series else "", "image": image[1] if image else ""}


def _measurements(
    clause: Clause, words: Words, study: _Study, assertion: AssertionWords, order: str
) -> Iterator[Finding]:
    """The sizes of lesions, or of an organ that is measured; a size of before keeps its own day."""
    sizes = list(sizes_in(clause.text))
    things = [span for group in words.lesions for span in spans_in(clause, group)]
    lesions = [span for span in sorted(things, key=lambda span: span.start) if span.value in _SOLID]
    vague = [span for span in things if span.value == "enhancement"]
    organs = spans_in(clause, words.lists["organs"])
    for size in sizes:
        subject = _subject(size, lesions) or _subject(size, vague) or _subject(size, organs)
        if subject is None or _other_thing(clause, words, size):
            continue
        found = _measurement(clause, words, study, size, subject)
        if _is_prior(clause, words, size):
            yield replace(found, assertion=Assertion.HISTORICAL, when=_day(clause, size, order))
        else:
            yield replace(found, assertion=assertion_of(clause, subject.start, size.end, assertion))


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


def _measurement(clause: Clause, words: Words, study: _Study, size: Size, subject: Span[str]) -> Finding:
    first = size.start if broken(clause.text, *sorted((subject.start, size.start))) else subject.start
    place = bodysites.place_near(clause, words.sites, min(first, size.start), max(first, size.start))
    place = _under(clause, words, place)
    start, end = min(subject.start, size.start), max(subject.end, size.end)
    detail: dict[str, Scalar] = {
        "sizes": size.sizes,
        "unit": size.unit,
        "lesion": " ".join(dict.fromkeys(part for part in (place.side, place.site, subject.value) if part)),
        "modality": study.modality,
        "study_date": str(study.date) if study.date else "",
        **_images(clause.text),
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
