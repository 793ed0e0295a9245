"""What imaging reports state, each sentence tied to its study, and the sizes of lesions; letters that quote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.days.studydays import entry_days
from consilium.domain.findings.examination import amountsmeasured
from consilium.domain.findings.examination.amountsmeasured import amounts
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.besidepictures import beside_pictures
from consilium.domain.findings.imaging.comparedsizes import sizes_compared
from consilium.domain.findings.imaging.imagingreports import bodies
from consilium.domain.findings.imaging.imagingsaid import is_opinion
from consilium.domain.findings.imaging.imagingscores import scores, table_scores
from consilium.domain.findings.imaging.imagingstatements import is_title, normal_organs, statements
from consilium.domain.findings.imaging.imagingstudies import (
    is_to_come,
    lesion_in,
    listed_studies,
    modalities_in,
    named_study,
    quoted_study,
    studies_apart,
    whole_study,
    with_compared,
)
from consilium.domain.findings.imaging.lesionsizes import (
    SOLID,
    Study,
    Words,
    another,
    goes_on,
    loose,
    measurements,
    named,
    of_tissue,
)
from consilium.domain.findings.imaging.measuredratios import compared_uptakes, ratios, uncompared
from consilium.domain.findings.imaging.otherstudies import of_another, of_scan
from consilium.domain.findings.imaging.picturesgone import is_gone
from consilium.domain.findings.imaging.sizesleft import sizes_left
from consilium.domain.findings.imaging.studiestocome import of_study_to_come
from consilium.domain.findings.imaging.turns import apart_at_turns, from_study, goes_on_showing, is_turned
from consilium.domain.findings.imaging.uptakesleft import uptakes_left
from consilium.domain.findings.imaging.uptaketables import uptakes_tabled
from consilium.domain.findings.imaging.volumes import uptakes, volumes
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text import bodysites
from consilium.domain.findings.text.labelled import dates_of, labelled_date
from consilium.domain.findings.text.spans import Span, bounded, spans_in, words_between
from consilium.domain.findings.tissue.specimenweights import weights_of
from consilium.domain.findings.tissue.tissuelengths import lengths
from consilium.domain.phrases import PhraseIndex, fold
from consilium.domain.records import Category, Citation

SHARED = ("sites", "modalities", "measures")
_NO_FINDINGS = (
    Section.INDICATION, Section.TECHNIQUE, Section.COMPARISON, Section.HISTORY, Section.PAST_HISTORY, Section.PLAN,
    Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.ALLERGIES, Section.MEDICINES,
)  # fmt: skip
_NOT_QUOTED = tuple(
    one for one in _NO_FINDINGS if one not in (Section.HISTORY, Section.PAST_HISTORY, Section.INDICATION)
)
_PAST = (Section.HISTORY, Section.PAST_HISTORY, Section.INDICATION)
_OPENS_WITH, _NAME_WORDS = 3, 5
_TISSUE_PAPERS = (Category.PATHOLOGY_REPORT, Category.OPERATIVE, Category.BONE_MARROW)
# Where a size is of a specimen or a plan, and of no lesion of a letter.
_TISSUE_PARTS = (Section.SPECIMEN, Section.GROSS, Section.MICROSCOPY)
_UNSIZED = (*_TISSUE_PARTS, Section.PLAN, Section.OPERATION)
_OF_IMAGING = (Category.IMAGING_REPORTS, Category.IMAGING)
_NO_VERBS = (
    "with", "con", "sin", "without", "no evidence", "clear", "normal", "stable", "negative", "negativo", "negativa",
    "large", "small",
)  # fmt: skip
# `In March it was 33 mm.`
_IT = re.compile(
    r"(?:(?:in|on|en|el)\s[^,.;]{3,24}\s)?(?:it|this|esta|este)\s(?:was|is|now|measure|era|fue|med[ií])", re.IGNORECASE
)
_RESULTS = re.compile(
    r"\W{0,3}(?:\d{1,2}[.)]\s)?(?:results?|resultados?|lectura|reading|resultado del estudio|informe)\W{0,3}$",
    re.IGNORECASE,
)
_SHORT_WORDS, _LESION_FIRST = 12, 6
_ASIDE_WORDS = 6
_LONGER_WORDS = 26
# What is heard or felt, and no picture shows.
_EXAMINED = re.compile(
    r"\b(?:crackles?|creps|crepitations?|wheez\w*|breath sounds|air entry|auscult\w*|murmur\w*|tender\w*|soft|palpa\w+|"
    r"guarding|gcs|cranial nerves|reflex\w*|murmullo|vesicular|crepitantes|estertores|sibilanc\w+|soplos?|bland[oa]|"
    r"depresible|doloros[oa]|r[ií]tmic[oa]s?|rales|fever|febril\w*|SNT|BS)\b",
    re.IGNORECASE,
)


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
            "pictures",
            "edges",
            "no_things",
        )
    }
    dates = [(str(one), name) for name in ("study_dates", "taken") for one in data[name]]
    lists["study_dates"] = PhraseIndex.of(dates)
    lists |= {name: named(data[name]) for name in ("modalities", "change", "organs", "examinations", "pieces")}
    lesions = tuple(named(group, data["no_lesions"]) for group in data["lesions"])
    lists["normal"] = named({"normal": data["normal"]}, data["no_normal"])
    return Words(lesions, lists, bodysites.words_from(data), amountsmeasured.words_from(data["amounts"]))


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """In reading order: each sentence's statement, then its sizes; last the sizes and amounts that no study tells."""
    paper = bounded(paper)
    if paper.category not in (*_OF_IMAGING, *_TISSUE_PAPERS):
        paper = apart_at_turns(paper, words)
    told = []
    for one in _of_studies(paper, words, assertion):
        told.append(one)
        yield one
    measured = {(one.value, one.quote) for one in told if one.kind is Kind.MEASUREMENT}
    day = labelled_date(paper, words.lists["study_dates"], "taken")
    whole = None if paper.category in _TISSUE_PAPERS else whole_study(paper, words)
    yield from sizes_left(paper, words, whole or Study(date=_own_day(paper, day)), measured, assertion)
    of_study = whole.date if whole is not None and whole.report else None
    for one in amounts(paper, words.amounts, _own_day(paper, day) or of_study, words.sites, assertion):
        if not any(
            value.startswith(one.value) and one.value and (quote in one.quote or one.quote in quote)
            for value, quote in measured
        ):
            yield one
    own = whole if whole is not None and whole.report else Study()
    yield from uptakes_left(paper, words, measured, with_compared(paper, own, words))


def _own_day(paper: Paper, taken: tuple[PartialDate, Citation | None] | None) -> PartialDate | None:
    """The day of what a report on tissue or an operation measures; None for other papers."""
    return (taken[0] if taken else paper.date) if paper.category in _TISSUE_PAPERS else None


def _of_studies(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """What studies show and measure; before them what was taken out weighs."""
    day = labelled_date(paper, words.lists["study_dates"], "taken")
    yield from weights_of(paper, day)
    if paper.category in _TISSUE_PAPERS:
        kept = _without_quoted(paper, words)
        taken = list(of_tissue(kept, words, assertion))
        of_lesions = {one.value for one in taken if one.name in SOLID}
        pieces = list(lengths(kept, day[0] if day else paper.date, of_lesions, words.sites, assertion))
        told = {one.value for one in pieces}  # of a piece, and of no organ that is named beside it
        yield from (one for one in taken if one.value not in told)
        yield from pieces
        if paper.category is Category.PATHOLOGY_REPORT:
            own = Study(date=paper.date)
            for clause in (one for one in paper.clauses if one.section in _PAST):
                yield from _of_past(paper, clause, words, own, assertion)
        if paper.category is Category.PATHOLOGY_REPORT:
            return
    whole = None if paper.category is Category.OPERATIVE else whole_study(paper, words)
    if whole is not None:
        yield from _of_whole(paper, words, whole, assertion)
    else:
        yield from _quoted(paper, words, assertion)


def _of_whole(paper: Paper, words: Words, whole: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """A report on a study of its own, or several of them."""
    whole = with_compared(paper, whole, words)
    paper = _as_findings(paper) if paper.category in _OF_IMAGING else paper
    paper, tabled = uptakes_tabled(paper, words, whole)
    paper, compared = sizes_compared(paper, words, whole)
    yield from (*tabled, *compared)
    told_at = bodies(paper, words, whole) if whole.report else {}
    yield from table_scores(paper, whole, assertion)
    before: Clause | None = None
    telling = False
    aside = beside_pictures(paper.clauses, sorted(told_at), lambda one: lesion_in(one, words) is not None)
    told_at = {at: one for at, one in told_at.items() if at not in aside}
    for at, clause in enumerate(paper.clauses):
        if clause.section is Section.GENERAL:  # `References: liver SUVmean 1.9`
            yield from compared_uptakes(clause, whole, assertion)
        if at not in told_at and (clause.section is Section.COMPARISON or _opens_compared(clause)):
            yield from _compared(paper, clause, words, whole, assertion)
        if len(clause.words) < 2 or (at not in told_at and (whole.report or clause.section in _NO_FINDINGS)):
            if whole.report and clause.section in _PAST:
                yield from _of_past(paper, clause, words, whole, assertion)
            continue
        telling = telling or (at in told_at and lesion_in(clause, words) is not None)
        if telling and clause.section is Section.NONE and at in told_at:
            clause = replace(clause, section=Section.FINDINGS)  # a report that names no part as its findings
        for part in _parts(clause, words):
            if is_to_come(part, words):
                continue
            own = of_another(paper, part, words, told_at.get(at) or whole)
            if not is_title(part, words, own.report):
                stated = _stated(paper, part, words, own, assertion)
                yield from (of_scan(one, told_at.get(at) or whole, own) for one in stated)
                yield from _sized(paper, part, words, own, assertion, before)
        before = clause


def _as_findings(paper: Paper) -> Paper:
    """A report whose headings of organs (`Bone marrow:`) are none of a look through the microscope, and whose `Results`
    are those of the picture."""
    told = tuple(
        replace(one, section=Section.FINDINGS)
        if one.section in (Section.MICROSCOPY, Section.GROSS)
        or (one.section is Section.LABORATORY and _RESULTS.match(one.heading))
        else one
        for one in paper.clauses
    )
    return replace(paper, clauses=told)


def _of_past(paper: Paper, clause: Clause, words: Words, whole: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """What the background of a report tells of a study of another way and day: `Baseline MRI Nov 2023: no mass.`"""
    for part in studies_apart(clause, words):
        own = quoted_study(paper, part, words) if modalities_in(part, words) else None
        if own is not None and own.date is not None and own.date != whole.date and own.modality != whole.modality:
            yield from statements(part, words, own, assertion)


def _parts(clause: Clause, words: Words) -> list[Clause]:
    """A sentence, or where it opens with the name of a study the stretches that tell of each of several."""
    named = modalities_in(clause, words)
    return studies_apart(clause, words) if named and named[0].start <= _OPENS_WITH else [clause]


def _quoted(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """What a letter or note tells of studies, and the sizes that it tells without one."""
    paper, compared = sizes_compared(paper, words, with_compared(paper, Study(date=paper.date), words))
    yield from compared
    listed = listed_studies(paper, words)
    days = entry_days(paper)
    before: Clause | None = None
    told: Study | None = None
    apart = ((at, part) for at, one in enumerate(paper.clauses) for part in studies_apart(one, words))
    for at, clause in apart:
        if len(clause.words) < 2:
            continue
        own = quoted_study(paper, clause, words, listed) or _named_above(paper, clause, before, words)
        if clause.section in _NOT_QUOTED and (own is None or own.date is None) and told is None:
            continue
        own = own or _still_quoted(paper, clause, before, told, words)
        if own is not None and own.date is None and own is not told:
            own = replace(own, date=days.get(at))
        told = own or _kept(clause, told, words) or named_study(paper, clause, words, days.get(at))
        if own is not None and not is_title(clause, words, own.report):
            shown = from_study(clause, words)
            yield from _stated(paper, shown, words, own, assertion)
            yield from _sized(paper, shown, words, own, assertion, before)
        elif own is None and clause.section in _TISSUE_PARTS:
            yield from measurements(clause, words, Study(), assertion, paper)
        elif own is None and clause.section not in _UNSIZED:
            yield from loose(clause, words, assertion, paper, days.get(at))
            yield from volumes(clause, words, Study(date=days.get(at)), assertion)
        before = clause


def _named_above(paper: Paper, clause: Clause, before: Clause | None, words: Words) -> Study | None:
    """The study that stands alone on the line before a day: `CT chest`, and below `9 May 2031: new nodule`."""
    if before is None or len(before.words) > _NAME_WORDS or before.text.rstrip()[-1:] in ".:;":
        return None
    named = modalities_in(before, words)
    first = next((one for one in dates_of(clause, paper.date_order) if one.start <= 1), None) if named else None
    return Study(named[0].value, first.value) if first is not None else None


def _stated(paper: Paper, clause: Clause, words: Words, own: Study, assertion: AssertionWords) -> Iterator[Finding]:
    if not own.report and of_study_to_come(clause, words):
        said = [*statements(clause, words, own, assertion), *normal_organs(clause, words, own, assertion)]
        yield from (replace(one, assertion=Assertion.CONDITIONAL) for one in said)
        return
    yield from statements(clause, words, own, assertion)
    yield from normal_organs(clause, words, own, assertion)
    yield from scores(clause, own, assertion, paper.date_order)


def _sized(
    paper: Paper, clause: Clause, words: Words, own: Study, assertion: AssertionWords, before: Clause | None
) -> Iterator[Finding]:
    """What a sentence on a study measures."""
    yield from volumes(clause, words, own, assertion)
    yield from ratios(clause, own, assertion)
    if spans_in(clause, words.lists["reference"]):
        yield from compared_uptakes(clause, own, assertion)
        lesion = lesion_in(clause, words)
        if lesion is not None:  # `mass SUVmax 2.4 (blood pool 1.6)`
            yield from uptakes(uncompared(clause), words, own, lesion)
    if before is None or not (goes_on(clause, words) or _measures(clause, words)):
        yield from measurements(clause, words, own, assertion, paper)
    else:
        yield from another(clause, words, own, before, assertion, paper)


def _without_quoted(paper: Paper, words: Words) -> Paper:
    """A surgeon's paper without the sentences that quote a study: those are of another day."""
    kept = tuple(clause for clause in paper.clauses if quoted_study(paper, clause, words) is None)
    return replace(paper, clauses=kept) if len(kept) < len(paper.clauses) else paper


def _measures(clause: Clause, words: Words) -> bool:
    """Whether it goes on to measure the thing of the sentence before: `Mide 19 x 15 x 21 mm.`"""
    opens = any(one.start == 0 for one in spans_in(clause, words.lists["measures"])) or _IT.match(clause.text)
    return bool(opens) and lesion_in(clause, words) is None


def _compared(paper: Paper, clause: Clause, words: Words, study: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """The sizes that a report repeats of the studies it is compared with."""
    quoted = quoted_study(paper, clause, words)  # `CT of 02/13 showed two nodules` is of no day of the report's own
    named = quoted if quoted is not None and quoted.date is not None else replace(study, date=None)
    for one in measurements(clause, words, named, assertion, paper):
        at = clause.text.find(one.value)
        before = [date for date in dates_of(clause, paper.date_order) if date.end <= at]
        yield replace(one, assertion=Assertion.HISTORICAL, when=before[-1].value if before else named.date)
    days = dates_of(clause, paper.date_order)
    lesion = lesion_in(clause, words) if days else None
    if lesion is not None and spans_in(clause, words.lists["shows"]) and lesion.start > days[-1].end:
        earlier = replace(study, date=days[-1].value, number="")
        for one in statements(clause, words, earlier, assertion):
            yield replace(one, assertion=Assertion.HISTORICAL if one.assertion is Assertion.STATED else one.assertion)


def _opens_compared(clause: Clause) -> bool:
    return bool(clause.words) and clause.words[0].text.startswith("compar")


def _still_quoted(
    paper: Paper, clause: Clause, before: Clause | None, told: Study | None, words: Words
) -> Study | None:
    """The study of the sentence before, where a letter goes on with it: `There was no pleural effusion.`"""
    if told is None or before is None or clause.cells or clause.section is Section.PLAN or modalities_in(clause, words):
        return None
    if is_turned(clause):
        return None
    region = clause.section is Section.FINDINGS and told.date is not None and not _EXAMINED.search(clause.text)
    if (before.section, before.heading) != (clause.section, clause.heading) and not region:
        return None
    if told.date is not None and is_opinion(clause):
        return None
    opens = any(one.start == 0 for one in spans_in(clause, words.lists["goes_on"])) or goes_on_showing(clause)
    lesion = min((one for group in words.lesions for one in spans_in(clause, group)), key=_start, default=None)
    placed = spans_in(clause, words.sites.sites) or spans_in(clause, words.lists["organs"])
    if lesion is None:
        normal = spans_in(clause, words.lists["normal"]) or _spared(clause, placed)
        on = _place_on_day(paper, clause, placed) if normal else None
        if on is not None:
            return replace(told, date=on)
        return told if placed and (opens or normal) and len(clause.words) <= _SHORT_WORDS else None
    named = min([lesion, *placed], key=_start) if told.date is not None else lesion
    ahead = len(words_between(clause.text, 0, named.start))
    most = _LONGER_WORDS if told.date is not None else _SHORT_WORDS
    first = region or ahead < _LESION_FIRST
    short = len(clause.words) <= most and first and not occasions(clause.text, paper)
    shown = [one for one in spans_in(clause, words.lists["shows"]) if one.start < lesion.start]
    verb = any(fold(clause.text[one.start : one.end]) not in _NO_VERBS for one in shown)
    return told if opens or (short and (not verb or region)) else None


def _start(span: Span[str]) -> int:
    return span.start


def _spared(clause: Clause, placed: Sequence[Span[str]]) -> list[Span[str]]:
    """The places of a sentence that it tells as spared: `The acetabulum is not involved.`"""
    return [one for one in placed if is_gone(clause.text, one.start, one.end, place=True)]


def _place_on_day(paper: Paper, clause: Clause, placed: Sequence[Span[str]]) -> PartialDate | None:
    """The day of a further look of the same way: `Spine 25/02: clear.`"""
    days = occasions(clause.text, paper) if placed and placed[0].start <= _NAME_WORDS else []
    near = len(days) == 1 and 0 <= days[0].start - placed[0].end <= _NAME_WORDS and days[0].until is None
    return days[0].when if near and clause.text[days[0].end : days[0].end + 2].strip()[:1] == ":" else None


def _kept(clause: Clause, told: Study | None, words: Words) -> Study | None:
    """A few words on another part of the body (`Inferior vena cava patent.`) do not end what is told of a study."""
    short = len(clause.words) <= _ASIDE_WORDS and not any(char.isdigit() for char in clause.text)
    return told if short and bodysites.count_sites(clause, words.sites) else None
