"""What imaging reports state, each sentence tied to its study, and the sizes of lesions; letters that quote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings import bodysites
from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.labelled import dates_of, labelled_date, own_accession
from consilium.domain.findings.lesionsizes import (
    SUV,
    Study,
    Words,
    another,
    goes_on,
    images_in,
    measurements,
    named,
    of_tissue,
    under_heading,
    uptakes,
)
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.sizes import sizes_in
from consilium.domain.findings.spans import Span, bounded, broken, spans_in, words_between
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Category, Scalar

SHARED = ("sites", "modalities")
_REPORT_SECTIONS = (Section.FINDINGS, Section.CONCLUSION)
_NO_FINDINGS = (
    Section.INDICATION, Section.TECHNIQUE, Section.COMPARISON, Section.HISTORY, Section.PAST_HISTORY, Section.PLAN,
    Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.ALLERGIES, Section.MEDICINES,
)  # fmt: skip
_NOT_QUOTED = tuple(one for one in _NO_FINDINGS if one not in (Section.HISTORY, Section.PAST_HISTORY))
_LONGEST = 600
_TISSUE_PAPERS = (Category.PATHOLOGY_REPORT, Category.OPERATIVE)
# What tests of the heart tell of a picture.
_BY_HEART_TEST = ("effusion", "thrombus", "mass")
_ASLEEP = "examination under anesthesia"
_ENDED = (".", ";", "!")
_BEFORE_MODALITY = frozenset(("on", "in", "by", "per", "en", "por", "la", "el", "una", "the", "a", "chest", "of"))
_OCCASION_REACH = 3
# A sentence that names so many places has no one place.
_MANY_SITES = 3
# `CT chest 4/2/2024: no pulmonary nodules`.
_COLON_REACH = 30
_ASIDE_WORDS = 6
_TITLE_CLAUSES = 25


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/imaging.yaml`, `modalities.yaml` and `sites.yaml`."""
    lists = {
        name: PhraseIndex.of((str(one), name) for one in data[name])
        for name in ("prior", "not_lesion", "reference", "report_headings", "shows", "signature", "another", "goes_on")
    }
    dates = [(str(one), name) for name in ("study_dates", "taken") for one in data[name]]
    lists["study_dates"] = PhraseIndex.of(dates)
    lists |= {name: named(data[name]) for name in ("modalities", "change", "organs", "examinations")}
    return Words(tuple(named(group) for group in data["lesions"]), lists, bodysites.words_from(data))


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """In reading order: each sentence's statement, then its sizes."""
    paper = bounded(paper)
    if paper.category in _TISSUE_PAPERS:
        yield from of_tissue(paper, words, assertion)
        return
    whole = _whole_paper(paper, words)
    parted = any(clause.section in _REPORT_SECTIONS for clause in paper.clauses)
    before: Clause | None = None
    told: Study | None = None
    for clause in paper.clauses:
        if clause.section in (_NO_FINDINGS if whole else _NOT_QUOTED) or len(clause.words) < 2:
            continue
        if whole and parted and not (clause.section in _REPORT_SECTIONS or _is_told(clause)):
            continue
        own = whole or _quoted(paper, clause, words) or _still_quoted(clause, before, told, words)
        told = None if whole else own or _kept(clause, told, words)
        if own is not None and not _is_title(clause, words, own.report):
            yield from _statements(clause, words, own, assertion)
            if before is None or not goes_on(clause, words):
                yield from measurements(clause, words, own, assertion, paper.date_order)
            else:
                yield from another(clause, words, own, before, assertion)
        before = clause


def _is_told(clause: Clause) -> bool:
    """Whether a clause outside the known sections is a sentence, and none of the paper's labels."""
    return clause.section is Section.NONE and len(clause.words) > 2 and clause.text.rstrip().endswith(_ENDED)


def _whole_paper(paper: Paper, words: Words) -> Study | None:
    """The study that a whole paper describes; None for a letter, which may quote many."""
    if paper.category is Category.IMAGING_REPORTS:
        return _study(paper, words)
    first = [clause for clause in paper.clauses[:_TITLE_CLAUSES] if len(clause.words) <= 12]
    titles = [span for clause in first for span in spans_in(clause, words.lists["examinations"])]
    if paper.category is Category.HEART_HEARING_TESTS and any(one.value == "echocardiogram" for one in titles):
        date = labelled_date(paper, words.lists["study_dates"], "study_dates")
        return Study("echocardiogram", date[0] if date else paper.date, own_accession(paper), only=_BY_HEART_TEST)
    if paper.category in (None, Category.HEART_HEARING_TESTS) and any(one.value == _ASLEEP for one in titles):
        return Study(_ASLEEP, paper.date, own_accession(paper), report=True)
    return None


def _study(paper: Paper, words: Words) -> Study:
    """The study of an imaging report: the first modality that its title names, its labelled date or the paper's own."""
    modality = ""
    for clause in paper.clauses[:_TITLE_CLAUSES]:
        found = _modalities(clause, words)
        if found and clause.section not in (Section.COMPARISON, Section.INDICATION, Section.HISTORY):
            modality = found[0].value
            break
    date = labelled_date(paper, words.lists["study_dates"], "study_dates")
    return Study(modality, date[0] if date else paper.date, own_accession(paper), report=True)


def _quoted(paper: Paper, clause: Clause, words: Words) -> Study | None:
    """The study that a sentence of a letter quotes: it names the modality, and the day where it says so."""
    found = _modalities(clause, words)
    if found and _by_study(clause, words, found[0]):
        return Study(found[0].value, _near_date(paper, clause, found[0]))
    shows = [one for one in spans_in(clause, words.lists["shows"]) if found and one.start >= found[0].end]
    if not found or not (shows or ":" in clause.text[found[0].end : found[0].end + _COLON_REACH]):
        return None
    return Study(found[0].value, _near_date(paper, clause, found[0]))


def _still_quoted(clause: Clause, before: Clause | None, told: Study | None, words: Words) -> Study | None:
    """The study of the sentence before, where a letter goes on with it: `There was no pleural effusion.`"""
    if told is None or before is None or (before.section, before.heading) != (clause.section, clause.heading):
        return None
    opens = any(one.start == 0 for one in spans_in(clause, words.lists["goes_on"]))
    return told if opens and not clause.cells and spans_in(clause, words.lesions[0]) else None


def _kept(clause: Clause, told: Study | None, words: Words) -> Study | None:
    """A few words on another part of the body (`Inferior vena cava patent.`) do not end what is told of a study."""
    short = len(clause.words) <= _ASIDE_WORDS and not any(char.isdigit() for char in clause.text)
    return told if short and bodysites.count_sites(clause, words.sites) else None


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


def _statements(clause: Clause, words: Words, study: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """The clause as one statement, where it speaks of a lesion, of uptake, or stands in the conclusion; each further
    part of it that has an SUV of its own is one more."""
    lesion = _lesion(clause, words)
    values = list(SUV.finditer(clause.text))[:20]
    concluded = study.report and clause.section is Section.CONCLUSION
    told = lesion or (values and study.report) or _said(clause, words, concluded)
    if not told or spans_in(clause, words.lists["reference"]):
        return
    name = lesion.value if lesion else "uptake" if values else "statement"
    start, end = (lesion.start, lesion.end) if lesion else (0, len(clause.text))
    last = min(len(clause.text), _LONGEST)
    if study.only and name not in study.only:
        return
    about = _About(name, start, end, 0, last, values[0][1] if values else "")
    first_said = assertion_of(clause, start, end, assertion)
    yield _statement(clause, words, study, about, first_said)
    for further in _further(clause, words, lesion):
        how = assertion_of(clause, further.start, further.end, assertion)
        if how is not first_said or how is not Assertion.STATED:
            yield _statement(clause, words, study, _About(further.value, further.start, further.end, 0, last), how)
    yield from uptakes(clause, words, study, lesion)
    for uptake in values[1:]:
        first = clause.text.rfind(";", 0, uptake.start()) + 1
        if first:
            part = _About(name, first, uptake.end(), first, uptake.end(), uptake[1])
            yield _statement(clause, words, study, part, assertion_of(clause, first, uptake.end(), assertion))


def _further(clause: Clause, words: Words, first: Span[str] | None) -> Iterator[Span[str]]:
    """Other things of the telling group that a sentence names: `no effusion, no adenopathy`, `suspicious for
    metastases`. They are statements of their own where they are said otherwise than as there."""
    seen = {first.value} if first else set()
    for span in spans_in(clause, words.lesions[0]) if first else ():
        if span.value not in seen:
            seen.add(span.value)
            yield span


def _statement(clause: Clause, words: Words, study: Study, about: _About, how: Assertion) -> Finding:
    place = bodysites.place_near(clause, words.sites, about.start, about.end)
    many = about.first == 0 and bodysites.count_sites(clause, words.sites) >= _MANY_SITES
    if many and not bodysites.beside(clause, words.sites, about.start):
        place = bodysites.Place()
    place = under_heading(clause, words, place)
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


def _detail(clause: Clause, words: Words, study: Study, suv: str) -> dict[str, Scalar]:
    parts = {Section.CONCLUSION: "impression", Section.FINDINGS: "findings"}
    change = spans_in(clause, words.lists["change"])
    detail: dict[str, Scalar] = {
        "modality": study.modality,
        "study_date": str(study.date) if study.date else "",
        "study": study.number,
        "part": parts.get(clause.section, "findings" if study.report else "quoted"),
        "change": change[0].value if change else "",
        "suv": suv,
        **images_in(clause.text),
    }
    return {key: value for key, value in detail.items() if value}
