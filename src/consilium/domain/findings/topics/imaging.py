"""What imaging reports state, each sentence tied to its study, and the sizes of lesions; letters that quote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings import bodysites
from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imagingstudies import (
    is_compared,
    lesion_in,
    listed_studies,
    modalities_in,
    quoted_study,
    told_normal,
    whole_study,
)
from consilium.domain.findings.labelled import dates_of
from consilium.domain.findings.lesionsizes import (
    SUV,
    Study,
    Words,
    another,
    goes_on,
    images_in,
    loose,
    measurements,
    named,
    of_tissue,
    under_heading,
    uptakes,
    volumes,
)
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.sizes import sizes_in
from consilium.domain.findings.spans import Span, bounded, spans_in, words_between
from consilium.domain.phrases import PhraseIndex, fold
from consilium.domain.records import Category, Scalar

SHARED = ("sites", "modalities")
_REPORT_SECTIONS = (Section.FINDINGS, Section.CONCLUSION)
_NO_FINDINGS = (
    Section.INDICATION, Section.TECHNIQUE, Section.COMPARISON, Section.HISTORY, Section.PAST_HISTORY, Section.PLAN,
    Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.ALLERGIES, Section.MEDICINES,
)  # fmt: skip
_NOT_QUOTED = tuple(
    one for one in _NO_FINDINGS if one not in (Section.HISTORY, Section.PAST_HISTORY, Section.INDICATION)
)
# Where a size is of a specimen or a plan, and of no lesion of a letter.
_UNSIZED = (Section.SPECIMEN, Section.GROSS, Section.MICROSCOPY, Section.PLAN, Section.OPERATION)
_LONGEST = 600
_TISSUE_PAPERS = (Category.PATHOLOGY_REPORT, Category.OPERATIVE)
_ENDED = (".", ";", "!")
# A sentence that names so many places has no one place.
_MANY_SITES = 3
_REPORTING = re.compile(r"\b((?:TI|BI|LI|PI|LUNG))-?RADS\s?:?\s?(?:categor[yí]a?\s)?([0-6][a-c]?)\b", re.IGNORECASE)
_ADVICE = ("recommend", "suggest", "recomiend", "sugier", "advis", "aconsej", "correlat", "correlac")
_NO_VERBS = ("with", "con", "sin", "without", "no evidence")
_SHORT_WORDS, _LESION_FIRST = 12, 6
_ASIDE_WORDS = 6
_ORGAN_REACH = 110


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/imaging.yaml`, `modalities.yaml` and `sites.yaml`."""
    lists = {
        name: PhraseIndex.of((str(one), name) for one in data[name])
        for name in (
            "prior",
            "not_lesion",
            "reference",
            "report_headings",
            "shows",
            "signature",
            "another",
            "goes_on",
            "measures",
            "normal",
        )
    }
    dates = [(str(one), name) for name in ("study_dates", "taken") for one in data[name]]
    lists["study_dates"] = PhraseIndex.of(dates)
    lists |= {name: named(data[name]) for name in ("modalities", "change", "organs", "examinations")}
    return Words(tuple(named(group) for group in data["lesions"]), lists, bodysites.words_from(data))


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """In reading order: each sentence's statement, then its sizes."""
    paper = bounded(paper)
    if paper.category in _TISSUE_PAPERS:
        yield from of_tissue(_without_quoted(paper, words), words, assertion)
        if paper.category is not Category.OPERATIVE:
            return
    whole = None if paper.category is Category.OPERATIVE else whole_study(paper, words)
    prior = _prior_day(paper) if whole else None
    listed = listed_studies(paper, words)
    parted = any(clause.section in _REPORT_SECTIONS for clause in paper.clauses)
    before: Clause | None = None
    told: Study | None = None
    for clause in paper.clauses:
        if whole and (clause.section is Section.COMPARISON or _opens_compared(clause)):
            yield from _compared(paper, clause, words, whole, assertion)
        if clause.section in (_NO_FINDINGS if whole else _NOT_QUOTED) or len(clause.words) < 2:
            continue
        if whole and parted and not (clause.section in _REPORT_SECTIONS or _is_told(clause)):
            continue
        own = whole or quoted_study(paper, clause, words, listed) or _still_quoted(clause, before, told, words)
        told = None if whole else own or _kept(clause, told, words)
        if own is not None and not _is_title(clause, words, own.report):
            yield from _statements(clause, words, own, assertion)
            yield from _normal_organs(clause, words, whole, assertion)
            yield from _scores(clause, own, assertion)
            yield from volumes(clause, words, own, assertion)
            if before is None or not (goes_on(clause, words) or _measures(clause, words)):
                yield from _dated_priors(measurements(clause, words, own, assertion, paper.date_order), prior)
            else:
                yield from another(clause, words, own, before, assertion)
        elif own is None and clause.section not in _UNSIZED:
            yield from loose(clause, words, assertion, paper.date_order)
        before = clause


def _without_quoted(paper: Paper, words: Words) -> Paper:
    """A surgeon's paper without the sentences that quote a study: those are of another day."""
    kept = tuple(clause for clause in paper.clauses if quoted_study(paper, clause, words) is None)
    return replace(paper, clauses=kept) if len(kept) < len(paper.clauses) else paper


def _measures(clause: Clause, words: Words) -> bool:
    """Whether it goes on to measure the thing of the sentence before: `Mide 19 x 15 x 21 mm.`"""
    return any(one.start == 0 for one in spans_in(clause, words.lists["measures"])) and lesion_in(clause, words) is None


def _prior_day(paper: Paper) -> PartialDate | None:
    """The day of the only study that a report is compared with."""
    found = {
        date.value
        for clause in paper.clauses
        if clause.section is Section.COMPARISON or is_compared(clause)
        for date in dates_of(clause, paper.date_order)
    }
    return found.pop() if len(found) == 1 else None


def _dated_priors(found: Iterator[Finding], day: PartialDate | None) -> Iterator[Finding]:
    """Sizes of before with the day of the study that the report is compared with, where they have none."""
    for one in found:
        before = one.assertion is Assertion.HISTORICAL and one.when is None
        yield replace(one, when=day) if before and day is not None else one


def _scores(clause: Clause, study: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """`ACR TI-RADS 5`, `BI-RADS 2`."""
    for found in _REPORTING.finditer(clause.text):
        yield Finding(
            Kind.IMAGING,
            f"{found[1].upper()}-RADS",
            value=found[2],
            number=float(found[2][0]),
            when=study.date,
            assertion=assertion_of(clause, found.start(), found.end(), assertion),
            detail={"modality": study.modality} if study.modality else {},
            citations=(clause.cite(found.start(), found.end()),),
            confidence=clause.confidence,
        )


def _compared(paper: Paper, clause: Clause, words: Words, study: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """The sizes that a report repeats of the studies it is compared with."""
    for one in measurements(clause, words, study, assertion, paper.date_order):
        at = clause.text.find(one.value)
        before = [date for date in dates_of(clause, paper.date_order) if date.end <= at]
        yield replace(one, assertion=Assertion.HISTORICAL, when=before[-1].value if before else None)
    days = dates_of(clause, paper.date_order)
    lesion = lesion_in(clause, words) if days else None
    if lesion is not None and spans_in(clause, words.lists["shows"]) and lesion.start > days[-1].end:
        earlier = replace(study, date=days[-1].value, number="")
        for one in _statements(clause, words, earlier, assertion):
            yield replace(one, assertion=Assertion.HISTORICAL if one.assertion is Assertion.STATED else one.assertion)


def _opens_compared(clause: Clause) -> bool:
    return bool(clause.words) and clause.words[0].text.startswith("compar")


def _is_told(clause: Clause) -> bool:
    """Whether a clause outside the known sections is a sentence, and none of the paper's labels."""
    return clause.section is Section.NONE and len(clause.words) > 2 and clause.text.rstrip().endswith(_ENDED)


def _still_quoted(clause: Clause, before: Clause | None, told: Study | None, words: Words) -> Study | None:
    """The study of the sentence before, where a letter goes on with it: `There was no pleural effusion.`"""
    if told is None or before is None or (before.section, before.heading) != (clause.section, clause.heading):
        return None
    opens = any(one.start == 0 for one in spans_in(clause, words.lists["goes_on"]))
    lesion = lesion_in(clause, words)
    if lesion is None or clause.cells:
        return None
    ahead = len(words_between(clause.text, 0, lesion.start))
    short = (
        len(clause.words) <= _SHORT_WORDS and ahead < _LESION_FIRST and not any(char.isdigit() for char in clause.text)
    )
    shown = [one for one in spans_in(clause, words.lists["shows"]) if one.start < lesion.start]
    verb = any(fold(clause.text[one.start : one.end]) not in _NO_VERBS for one in shown)
    return told if opens or (short and not verb) else None


def _kept(clause: Clause, told: Study | None, words: Words) -> Study | None:
    """A few words on another part of the body (`Inferior vena cava patent.`) do not end what is told of a study."""
    short = len(clause.words) <= _ASIDE_WORDS and not any(char.isdigit() for char in clause.text)
    return told if short and bodysites.count_sites(clause, words.sites) else None


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
    lesion = lesion_in(clause, words)
    values = list(SUV.finditer(clause.text))[:20]
    concluded = study.report and clause.section is Section.CONCLUSION
    normal = not study.report and _normal(clause, words)
    told = lesion or (values and study.report) or normal or _said(clause, words, concluded)
    if not told or spans_in(clause, words.lists["reference"]):
        return
    name = lesion.value if lesion else "uptake" if values else "statement"
    start, end = (lesion.start, lesion.end) if lesion else (0, len(clause.text))
    last = min(len(clause.text), _LONGEST)
    if study.only and name not in study.only:
        return
    about = _About(name, start, end, 0, last, values[0][1] if values else "")
    if name == "statement" and clause.words:  # what it comes down to stands at its end
        start = clause.words[-1].start
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


def _normal_organs(clause: Clause, words: Words, study: Study | None, assertion: AssertionWords) -> Iterator[Finding]:
    """`Liver, spleen and pancreas are normal.`: each organ of which a report's sentence says so, where it names no
    lesion before that. A test of the heart tells of its own, a letter of studies as a whole."""
    normal = next(iter(spans_in(clause, words.lists["normal"])), None) if study and not study.only else None
    lesion = lesion_in(clause, words)
    if study is None or normal is None or (lesion is not None and lesion.start < normal.start):
        return
    if assertion_of(clause, normal.start, normal.end, assertion) is not Assertion.STATED:
        return
    seen: set[str] = set()
    for organ in spans_in(clause, words.lists["organs"]):
        reach = organ.start - normal.end if organ.start > normal.end else normal.start - organ.end
        if organ.value in seen or reach > _ORGAN_REACH:
            continue
        seen.add(organ.value)
        about = _About(organ.value, organ.start, organ.end, 0, min(len(clause.text), _LONGEST))
        said = _statement(clause, words, study, about, Assertion.STATED)
        yield replace(said, detail={**said.detail, "result": "normal"})


def _further(clause: Clause, words: Words, first: Span[str] | None) -> Iterator[Span[str]]:
    """Other things of the telling group that a sentence names: `no effusion, no adenopathy`, `suspicious for
    metastases`. They are statements of their own where they are said otherwise than as there."""
    seen = {first.value} if first else set()
    for group in words.lesions if first else ():
        for span in spans_in(clause, group):
            if span.value not in seen and span.start != (first.start if first else -1):
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


def _normal(clause: Clause, words: Words) -> bool:
    """Whether a quoted study showed nothing."""
    found = modalities_in(clause, words)
    return bool(found and told_normal(clause, words, found[0]))


def _said(clause: Clause, words: Words, concluded: bool) -> bool:
    """A conclusion says something in more than a heading's few words, and is no signature."""
    signed = spans_in(clause, words.lists["signature"]) or not clause.text.rstrip().endswith(".")
    advised = any(fold(word.text).startswith(_ADVICE) for word in clause.words)
    return concluded and len(clause.words) > 3 and not signed and not advised


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
