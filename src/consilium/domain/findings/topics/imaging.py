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
from consilium.domain.findings.spans import Span, bounded, broken, spans_in, words_between
from consilium.domain.phrases import PhraseIndex
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
        for name in ("prior", "not_lesion", "reference", "study_dates", "report_headings", "shows", "signature")
    }
    lists |= {name: _named(data[name]) for name in ("modalities", "change", "organs")}
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


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """In reading order: each sentence's statement, then its sizes."""
    paper = bounded(paper)
    report = paper.category is Category.IMAGING_REPORTS
    study = _study(paper, words) if report else _Study()
    parted = any(clause.section in _REPORT_SECTIONS for clause in paper.clauses)
    for clause in paper.clauses:
        if clause.section in _NO_FINDINGS or len(clause.words) < 2:
            continue
        if report and parted and clause.section not in _REPORT_SECTIONS:
            continue
        own = study if report else _quoted(paper, clause, words)
        if own is not None and not _is_title(clause, words, report):
            yield from _statements(clause, words, own, assertion)
            yield from _measurements(clause, words, own, assertion, paper.date_order)


def _study(paper: Paper, words: Words) -> _Study:
    """The study of an imaging report: the first modality that its title names, its labelled date or the paper's own."""
    modality = ""
    for clause in paper.clauses[:_TITLE_CLAUSES]:
        found = spans_in(clause, words.lists["modalities"])
        if found and clause.section not in (Section.COMPARISON, Section.INDICATION, Section.HISTORY):
            modality = found[0].value
            break
    date = labelled_date(paper, words.lists["study_dates"], "study_dates")
    return _Study(modality, date[0] if date else paper.date, own_accession(paper), report=True)


def _quoted(paper: Paper, clause: Clause, words: Words) -> _Study | None:
    """The study that a sentence of a letter quotes: it names the modality, and the day where it says so."""
    found = spans_in(clause, words.lists["modalities"])
    shows = [one for one in spans_in(clause, words.lists["shows"]) if found and one.start >= found[0].end]
    if not found or not (shows or ":" in clause.text[found[0].end : found[0].end + _COLON_REACH]):
        return None
    after = [date for date in dates_of(clause, paper.date_order) if 0 <= date.start - found[0].end <= 25]
    return _Study(found[0].value, after[0].value if after else None)


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
    about = _About(name, start, end, 0, last, uptakes[0][1] if uptakes else "")
    yield _statement(clause, words, study, about, assertion_of(clause, start, end, assertion))
    for uptake in uptakes[1:]:
        first = clause.text.rfind(";", 0, uptake.start()) + 1
        if first:
            part = _About(name, first, uptake.end(), first, uptake.end(), uptake[1])
            yield _statement(clause, words, study, part, assertion_of(clause, first, uptake.end(), assertion))


def _statement(clause: Clause, words: Words, study: _Study, about: _About, how: Assertion) -> Finding:
    place = bodysites.place_near(clause, words.sites, about.start, about.end)
    many = about.first == 0 and bodysites.count_sites(clause, words.sites) >= _MANY_SITES
    if many and not bodysites.beside(clause, words.sites, about.start):
        place = bodysites.Place()
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
        number=size.largest,
        unit="mm",
        when=study.date,
        laterality=place.side,
        site=place.site,
        detail={key: value for key, value in detail.items() if value},
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )
