"""Diagnoses: the disease as named, how it stands (working, confirmed, revised, relapse), side, site, codes, and when.

`detail`: status, quality (molecular group, histology as written), disease (id of `knowledge/clinical.yaml` where it has
one), iccc_version. ICCC-3 is looked up from the morphology of the name or of a code that the text prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import certain, dates_in, in_order
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.denials import denied_in, denied_returns, explained_in, of_others
from consilium.domain.findings.assertions.markerresults import said_of_disease
from consilium.domain.findings.days.provendays import proven_on
from consilium.domain.findings.diagnosis import diseases
from consilium.domain.findings.diagnosis.diagnosiscodes import codes_of
from consilium.domain.findings.diagnosis.diagnosisdays import (
    OWN_DAY,
    RIGHT_AFTER,
    TISSUE_PAPERS,
    dated_by_next,
    day_of_diagnosis,
    is_of_treatment,
    own_day,
    without_questions,
    year_of_diagnosis,
)
from consilium.domain.findings.diagnosis.diagnosisrevised import taken_back
from consilium.domain.findings.diagnosis.diagnosiswords import RETURNED, Words, words_from
from consilium.domain.findings.diagnosis.differentials import one_of_two, unproven, weighed
from consilium.domain.findings.diagnosis.diseasecourse import Event, course_of, first_day, returns_of
from consilium.domain.findings.diagnosis.diseases import Named
from consilium.domain.findings.diagnosis.nodesites import without_nodes
from consilium.domain.findings.diagnosis.qualities import own_qualities, qualities_of, share_and_grade
from consilium.domain.findings.diagnosis.returnsites import apart
from consilium.domain.findings.diagnosis.returnwords import returning
from consilium.domain.findings.diagnosis.stagebrackets import outside_stages
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.findings.text.studyarms import of_the_body
from consilium.domain.records import Category

__all__ = ["SHARED", "Words", "find", "words_from"]

SHARED = ("sites", "iccc")

_COMPATIBLE = re.compile(
    r"(?:consistent with|compatible (?:with|con)|in keeping with|suggestive of|characteristic of|typical of"
    r"|compatibles con|consistente con|t[ií]pico de|caracter[ií]stico de)[^.;]{0,50}$", re.IGNORECASE
)  # fmt: skip
_NEAR, _FAR = 60, 110
# Text between a name and what is said of it is looked at no farther than this; an aside in it does not part them.
_FARTHEST = 400
_ASIDE = re.compile(r"\([^()]{0,200}\)")
_MOST_CITATIONS = 8
_FIRST = ("revised", "relapse", "refractory", "progression", "secondary", "confirmed", "working")
# `no therapy since the relapse` denies no relapse.
_SINCE = re.compile(r"\b(?:desde|since|after|tras|despu[eé]s de)\s(?:the |la |su |his |her )?$", re.IGNORECASE)
# What tissue looks like: that it does not is no diagnosis denied.
_DESCRIBED = ("nephroblastomatosis", "reactive", "round_cell")
_TRUE = (Assertion.STATED, Assertion.HISTORICAL, Assertion.UNCERTAIN)
_SKIPPED = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.TECHNIQUE, Section.STAINS})


@dataclass(frozen=True, slots=True)
class _Around:
    """What a clause says beside the names of diseases."""

    status: Sequence[Span[str]]
    sites: Sequence[Span[str]]
    sides: Sequence[Span[str]]
    qualities: Sequence[Span[bool]]
    course: Sequence[Event] = ()

    @classmethod
    def of(cls, clause: Clause, words: Words) -> _Around:
        status, sites = spans_in(clause, words.status), of_the_body(clause.text, spans_in(clause, words.sites.sites))
        sites = without_nodes(clause.text, outside_stages(clause.text, sites))
        return cls(status, sites, spans_in(clause, words.sites.sides), spans_in(clause, words.qualities))

    def dated(self, course: Sequence[Event]) -> _Around:
        """With the course that the clause tells: a return with a day of its own is not said of the first day."""
        own = {one.start for one in course if one.status} if first_day(course) is not None else set()
        return replace(self, status=[one for one in self.status if one.start not in own], course=course)


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Each diagnosis once for each way in which the paper says it, with all its places."""
    found: dict[tuple[object, ...], Finding] = {}
    for clause, following in zip(paper.clauses, (*paper.clauses[1:], None), strict=False):
        if clause.section not in _SKIPPED:
            for finding in _in_clause(paper, clause, words, assertion):
                _join(found, dated_by_next(paper, finding, following, words))
            for finding in denied_in(clause, words, assertion):
                _join(found, finding)
        for finding in explained_in(clause, words, assertion):
            _join(found, finding)
    for finding in _relapses_of_the_one(paper, list(found.values()), words, assertion):
        _join(found, finding)
    yield from without_questions(paper, list(found.values()))


def _join(found: dict[tuple[object, ...], Finding], finding: Finding) -> None:
    """The same said twice is one finding with two places; codes and a date that only one has are kept."""
    key = (finding.name, finding.assertion, finding.detail.get("status", ""), finding.laterality, finding.when)
    one = found.get(key)
    if one is None:
        found[key] = finding
        return
    codes = tuple(dict.fromkeys((*one.codes, *finding.codes)))
    citations = tuple(dict.fromkeys((*one.citations, *finding.citations)))[:_MOST_CITATIONS]
    found[key] = replace(one, codes=codes, citations=citations, site=one.site or finding.site)


def _in_clause(paper: Paper, clause: Clause, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    names = list(diseases.named_in(clause, words.diseases))
    if paper.category is Category.GENETICS:  # there `WT` is the wild type, or a gene whose figure was not recognized
        names = [one for one in names if clause.text[one.start : one.end] != "WT"]
    around = _Around.of(clause, words) if names else _Around((), (), (), ())
    one_disease = len({one.disease.id or one.disease.name for one in names}) == 1
    course = course_of(paper, clause, names, words) if one_disease else ()
    around = around.dated(course)
    for named in names:
        said = _said(said_of_disease(clause, named.start, named.end, assertion, named.disease.name))
        said = weighed(clause.text, named.low, named.high, said)
        others = [(one.start, one.end) for one in names if one.disease.id != named.disease.id]
        if said is Assertion.STATED and (
            _only_compatible(paper, clause, named) or one_of_two(clause.text, (named.start, named.end), others)
        ):
            said = Assertion.UNCERTAIN
        if said in _TRUE and taken_back(clause.text, named, names):
            said = Assertion.NEGATED
        if of_others(clause, named, said):
            continue
        explained = said is Assertion.CONDITIONAL and named.disease.generic
        if (said is Assertion.NEGATED and named.disease.id in _DESCRIBED) or (
            named.disease.id == "metastases" and _pictured(paper)
        ):
            continue
        doubted = said is Assertion.UNCERTAIN and clause.section not in (Section.QUESTIONS, Section.GENERAL)
        if said is not Assertion.FAMILY and (explained or doubted or diseases.believed(clause, named.disease)):
            status = [one for one in around.status if _holds(clause, one, said, assertion)]
            told = replace(around, status=status, qualities=own_qualities(around.qualities, named, names))
            main = _finding(paper, clause, words, (named, told), said)
            yield from (*_apart(clause, main, told, named), *returns_of(clause, main, course, assertion))
            if said in _TRUE:
                for one in named.as_maybe():
                    yield _finding(paper, clause, words, (one, told), Assertion.UNCERTAIN)


def _apart(clause: Clause, main: Finding, told: _Around, named: Named) -> Iterator[Finding]:
    """A return and the tumor as two, where the sentence tells the place of each."""
    if main.assertion is not Assertion.STATED:
        return iter((main,))

    def place(sites: Sequence[Span[str]], sides: Sequence[Span[str]]) -> tuple[Span[str] | None, Span[str] | None]:
        return _place(clause, replace(told, sites=sites, sides=sides), named)

    return apart(main, clause.text, (told.sites, told.sides), (named.start, named.end), place)


def _only_compatible(paper: Paper, clause: Clause, named: Named) -> bool:
    """Whether a picture alone speaks for it: `imaging features consistent with diffuse intrinsic pontine glioma`."""
    before = clause.text[max(0, named.low - _NEAR) : named.low]
    return paper.category is Category.IMAGING_REPORTS and _COMPATIBLE.search(before) is not None


def _holds(clause: Clause, status: Span[str], said: Assertion, words: AssertionWords) -> bool:
    """Whether a status is said of the disease: "B-ALL, no relapse" and "the risk of relapse" are none."""
    if status.value not in RETURNED:
        return status.value != "confirmed" or not unproven(clause.text, status.start)
    return assertion_of(clause, status.start, status.end, words) in (said, *_TRUE)


def _said(found: Assertion) -> Assertion:
    """A disease is never planned; where its proof is pending it is not certain."""
    if found is Assertion.PLANNED:
        return Assertion.STATED
    return Assertion.UNCERTAIN if found is Assertion.PENDING else found


def _finding(paper: Paper, clause: Clause, words: Words, found: tuple[Named, _Around], said: Assertion) -> Finding:
    named, around = found
    low, high = named.low, named.high
    status = _status(paper, clause, around, named, said)
    place, side = _place(clause, around, named)
    if paper.category is Category.BONE_MARROW:  # `neuroblastoma, both sides`: of the marrow
        side = None
    spans = [span for span in (status, place, side) if span is not None and span.end > span.start]
    low = min([low, *(span.start for span in spans)])
    high = max([high, *(span.end for span in spans)])
    site = place.value if place else ""
    topography = named.disease.site or words.topography.get(site, "")
    codes, code_end = codes_of(clause, words, named, topography)
    detail = {
        "status": status.value if status else "",
        "quality": "; ".join(qualities_of(clause.text, around.qualities, named)),
        "disease": named.disease.id,
    }
    detail |= share_and_grade(clause.text, named)
    return Finding(
        Kind.DIAGNOSIS,
        named.disease.name,
        codes,
        when=_day(paper, clause, words, (named, around), said),
        assertion=said,
        laterality=side.value if side else "",
        site=site,
        detail={key: value for key, value in detail.items() if value},
        citations=(clause.cite(low, max(high, code_end)),),
        confidence=clause.confidence,
    )


def _day(
    paper: Paper, clause: Clause, words: Words, found: tuple[Named, _Around], said: Assertion
) -> PartialDate | None:
    named, around = found
    if is_of_treatment(clause):
        return None
    if around.course and said is Assertion.STATED:
        # Only returns are dated: the day of one is that of the finding, which is said to be of it.
        returns = {one.when for one in around.course if one.status}
        first = first_day(around.course)
        return first if first is not None or len(returns) > 1 else next(iter(returns), None)
    told = day_of_diagnosis(paper, clause, words, said) or year_of_diagnosis(clause, named, said)
    return told or (proven_on(paper, clause, named) if said is Assertion.STATED else None)


def _near(clause: Clause, spans: Sequence[Span[str]], named: Named, reach: int) -> list[Span[str]]:
    """Spans that stand near a name, the nearest first."""
    return sorted(
        (span for span in spans if _away(clause, span, named) <= reach), key=lambda span: _away(clause, span, named)
    )


def _away(clause: Clause, span: Span[str], named: Named) -> int:
    """Letters between a span and a name; what stands in parentheses between them does not count."""
    start, end = (span.end, named.low) if span.end <= named.low else (named.high, span.start)
    if end - start > _FARTHEST:
        return end - start
    return len(_ASIDE.sub("", clause.text[start:end]))


def _status(paper: Paper, clause: Clause, around: _Around, named: Named, said: Assertion) -> Span[str] | None:
    spans = [span for span in _near(clause, around.status, named, _NEAR) if not _parted(clause, span, named)]
    spans += [span for span in around.status[:1] if not span.start and clause.text[span.end : span.end + 1] == ":"]
    values = {span.value: span for span in reversed(spans)}
    first = next((values[value] for value in _FIRST if value in values), None)
    if first is not None and not (first.value == "confirmed" and said is Assertion.UNCERTAIN):
        return first
    if said is Assertion.UNCERTAIN:
        return Span("working", named.start, named.start)
    proven = paper.category in TISSUE_PAPERS and clause.section in (Section.CONCLUSION, Section.DIAGNOSIS)
    return Span("confirmed", named.start, named.start) if proven and said is Assertion.STATED else None


# Where the disease was beside its home and is no more: `Unresectable hepatoblastoma, lung disease cleared`.
_CLEARED = re.compile(
    r"(?:\s(?:disease|metastas\w{1,3}|mets|nodules?|lesions?))?\s(?:(?:has|have|had|now|are|is) ){0,2}"
    r"(?:cleared|resolved|gone|resuelt[oa]s?|desaparecid[oa]s?|negativizad[oa]s?)\b",
    re.IGNORECASE,
)


def _parted(clause: Clause, span: Span[str], named: Named) -> bool:
    between = clause.text[span.end : named.low] if span.end <= named.low else clause.text[named.high : span.start]
    if _CLEARED.match(clause.text, span.end):
        return True
    between = _ASIDE.sub("", between[:_FARTHEST])
    return ";" in between or ". " in between


# Organs of which a sentence on a leukemia tells other things: what was biopsied, imaged or failing.
_NEVER_AT = frozenset({"kidney", "liver", "spleen", "lung", "stomach", "abdomen", "pelvis", "heart", "bladder"})
_LEUKEMIAS = frozenset({"all", "aml", "cml"})


def _may_be_at(named: Named, site: Span[str]) -> bool:
    return named.disease.id not in _LEUKEMIAS or site.value not in _NEVER_AT


def _place(clause: Clause, around: _Around, named: Named) -> tuple[Span[str] | None, Span[str] | None]:
    """The site and side said near the name; the side may stand at the site or at the name."""
    sites = _near(clause, around.sites, named, _FAR)
    site = next((one for one in sites if not _parted(clause, one, named) and _may_be_at(named, one)), None)
    sides = _near(clause, around.sides, named, _FAR)
    if site is not None:
        close = [one for one in sides if min(abs(one.start - site.end), abs(site.start - one.end)) <= 12]
    else:
        close = [one for one in sides if min(abs(one.start - named.end), abs(named.start - one.end)) <= 12]
    if named.disease.id == "retinoblastoma" and len({one.value for one in sides}) > 1:
        return site, next((one for one in close if one.value == "bilateral"), None)
    return site, next(iter(close), None)


def _relapses_of_the_one(
    paper: Paper, found: Sequence[Finding], words: Words, assertion: AssertionWords
) -> Iterator[Finding]:
    """Relapses said without the disease's name, where the paper is about one disease only: two places, both quoted.
    A paper that names none still says that what was there has come back, in the parts that are about it."""
    stated = [one for one in found if one.assertion is Assertion.STATED and one.codes]
    if not any(one.detail.get("disease") for one in found):
        yield from _relapses_of_none(paper, words, assertion)
    several = not stated or len({one.detail.get("disease") for one in stated}) != 1
    if not _pictured(paper):
        yield from denied_returns(paper, words, assertion, denials=several)
    if several:
        return
    main = stated[0]
    known = any(one.detail.get("status") == "relapse" for one in stated)
    for clause in paper.clauses:
        if clause.section in (*_SKIPPED, Section.QUESTIONS, Section.PLAN) or any(
            diseases.named_in(clause, words.diseases)
        ):
            continue
        yield from _first_of_the_one(paper, clause, words, main)
        course = [one for one in course_of(paper, clause, (), words) if one.status in ("relapse", "progression")]
        days = {(one.start, one.end): one.when for one in course}
        told = [Span(one.status, one.start, one.end) for one in course]
        for span in told or _returns(clause, words):
            said = assertion_of(clause, span.start, span.end, assertion)
            if said is Assertion.NEGATED and (_SINCE.search(clause.text[: span.start]) or _pictured(paper)):
                continue
            if said in (Assertion.STATED, Assertion.NEGATED, Assertion.UNCERTAIN):
                finding = _unnamed(paper, clause, words, span, said, main)
                finding = replace(finding, when=days.get((span.start, span.end), finding.when))
                if finding.when is not None or not known or said is Assertion.NEGATED:
                    yield finding


def _pictured(paper: Paper) -> bool:
    """Whether the paper is on a picture, whose own statement it is that nothing has come back."""
    return paper.category is Category.IMAGING_REPORTS


def _returns(clause: Clause, words: Words) -> list[Span[str]]:
    """The first word for its return, and each further one that has a day of its own."""
    spans = returning(clause, words.status)
    days = list(dates_in(clause.text)) if len(spans) > 1 else []
    dated = [one for one in spans if any(0 <= date.start - one.end <= OWN_DAY for date in days)]
    return dated if len(dated) > 1 else spans[:1]


def _first_of_the_one(paper: Paper, clause: Clause, words: Words, main: Finding) -> Iterator[Finding]:
    """`He was first diagnosed in May 2018, ...` in a sentence that does not name the disease."""
    for span in spans_in(clause, words.first_told):
        date = next((one for one in dates_in(clause.text) if 0 <= one.start - span.end <= RIGHT_AFTER), None)
        if date is not None:
            when = certain(in_order(date.values, paper.date_order))
            detail = {key: str(main.detail[key]) for key in ("disease",) if key in main.detail}
            yield replace(
                main, when=when, detail=detail, citations=(clause.cite(span.start, date.end), *main.citations[:1])
            )
            return


def _relapses_of_none(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """ "Recurrence left eye" in the impression of a paper that does not name the disease."""
    for clause in paper.clauses:
        if clause.section not in (Section.DIAGNOSIS, Section.CONCLUSION):
            continue
        for span in _returns(clause, words):
            said = assertion_of(clause, span.start, span.end, assertion)
            if said in (Assertion.STATED, Assertion.NEGATED, Assertion.UNCERTAIN):
                yield _unnamed(paper, clause, words, span, said, Finding(Kind.DIAGNOSIS, span.value))


def _unnamed(paper: Paper, clause: Clause, words: Words, span: Span[str], said: Assertion, main: Finding) -> Finding:
    named = Named(diseases.Disease(main.name, ""), span.start, span.end, span.start, span.end)
    denied = said is Assertion.NEGATED  # what did not come back is not itself denied
    place, side = _place(clause, _Around.of(clause, words), named)
    end = max([span.end, *(one.end for one in (place, side) if one)])
    start = min([span.start, *(one.start for one in (place, side) if one)])
    return Finding(
        Kind.DIAGNOSIS,
        span.value if denied else main.name,
        () if denied else tuple(code for code in main.codes if code.system.startswith(("icd-o-3-m", "iccc"))),
        when=own_day(paper, clause, span) or day_of_diagnosis(paper, clause, words, Assertion.UNCERTAIN),
        assertion=said,
        laterality=side.value if side else "",
        site=place.value if place else "",
        detail={key: str(main.detail[key]) for key in ("disease",) if key in main.detail} | {"status": span.value},
        citations=(clause.cite(start, end), *main.citations[:1]),
        confidence=clause.confidence,
    )
