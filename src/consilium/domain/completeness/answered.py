"""Whether a result that a paper awaits came: a later paper gives it, under the test's name or that of what it finds.

`Segmental chromosomal profile: pending` is answered by `1p loss, 17q gain` of the same tissue, `NGS panel pending` by
the genes of a later report of genetics. A value that only has to be measured again is no report that anybody owes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.clinical import CaseFinding, CaseRecord
from consilium.domain.completeness.evidence import Folder
from consilium.domain.completeness.reading import SAID, detail, holds, said
from consilium.domain.completeness.when import may_be_same, not_before
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.phrases import fold
from consilium.domain.records import Category

TESTS = (Kind.VARIANT, Kind.CYTOGENETICS, Kind.METHYLATION, Kind.MRD, Kind.FLOW, Kind.STAIN, Kind.LABORATORY)
GENETIC = (Kind.VARIANT, Kind.CYTOGENETICS, Kind.METHYLATION)
_REPORTS = (Category.GENETICS, Category.PATHOLOGY_REPORT, Category.BONE_MARROW)
# How a test of many genes or chromosomes is called, and the kinds of findings that it gives (folded).
_FAMILIES = (
    (
        re.compile(
            r"\b(?:segmental|chromosom\w*|cromosom\w*|karyotyp\w*|cariotip\w*|array|arrays|microarray\w*|snp|cgh|acgh|mlpa"
            r"|copy number|numero de copias|cytogenet\w*|citogenet\w*|fish)\b"
        ),
        (Kind.CYTOGENETICS,),
    ),
    (
        re.compile(
            r"\b(?:ngs|panel|sequenc\w*|secuencia\w*|exom\w*|genom\w*|wes|wgs|molecular\w*|mutation\w*|mutacion\w*"
            r"|genetic\w*)\b"
        ),
        (Kind.VARIANT, Kind.CYTOGENETICS),
    ),
    (re.compile(r"\b(?:methyl\w*|metila\w*)\b"), (Kind.METHYLATION,)),
    (re.compile(r"\b(?:immunohisto\w*|inmunohisto\w*|ihc|ihq|stains?|tinciones)\b"), (Kind.STAIN,)),
    (re.compile(r"\b(?:flow|citometria|immunophenotyp\w*|inmunofenotip\w*)\b"), (Kind.FLOW,)),
)
# A sample that has to be taken again: there is no result to wait for.
_AGAIN = re.compile(
    r"\b(?:ha?emoly[sz]\w*|hemoliz\w*|clotted|coagulad[oa]|insufficient sample|muestra insuficiente|please repeat"
    r"|to be repeated|repeat (?:sample|test|on)|repetir|recollect|unsuitable|no procesable)\b"
)
_OPEN = re.compile(r"\b(?:pending|pendientes?|to follow|awaited|en proceso)\b")
_GENETIC_WORDS = _FAMILIES[1][0]


def is_genetic(text: str) -> bool:
    """Whether words name a test of many genes or chromosomes."""
    told = fold(text)
    return _GENETIC_WORDS.search(told) is not None or _FAMILIES[0][0].search(told) is not None


def is_value(pending: CaseFinding, folder: Folder) -> bool:
    """Whether what is said to be pending is a value that the same paper or one of that day gives, or a sample that has
    to be taken again: `potassium haemolysed, please repeat`. No office has a report of it."""
    shown = pending.shown
    if shown.kind is not Kind.LABORATORY and detail(shown, "what") != "laboratory":
        return False
    if is_genetic(f"{shown.name} {shown.quote}"):
        return False
    name, day = fold(shown.name), shown.when or pending.record.date
    own = (one for one in folder.findings(SAID, Kind.LABORATORY) if fold(one.shown.name) == name)
    of_day = (one.shown.number is not None and may_be_same(one.shown.when, day, 1, 1) for one in own)
    return _AGAIN.search(fold(shown.quote)) is not None or any(of_day)


def is_answered(pending: CaseFinding, folder: Folder) -> bool:
    """Whether a later paper gives the result."""
    finding, since = pending.shown, pending.record.date
    names = {fold(finding.name), fold(detail(finding, "gene"))} - {""}
    gene = fold(detail(finding, "gene"))
    germline = folder.known.course.germline
    inherited = holds(finding.quote, germline)
    for one in _later(pending, folder):
        of_same = not inherited or holds(f"{one.shown.quote} {one.record.title}", germline)
        told = fold(said(one.shown))
        named = any(name in told for name in names) or _stands_beside(finding, one.shown)
        if of_same and (named or (not gene and _is_of_family(pending, one, folder))):
            return True
    if finding.kind is not Kind.MENTION and finding.kind not in GENETIC:
        return False
    told_in_general = finding.kind is Kind.MENTION  # "sequencing pending": any later report may be it
    return any(
        record.id != pending.record.id
        and not_before(record.date, since)
        and (told_in_general or _unnamed(record, folder))
        for record in folder.records(category_of(finding.kind, detail(finding, "what")))
    )


def _stands_beside(awaited: Finding, told: Finding) -> bool:
    """Whether a genetic result is told with the awaited name beside it: `FISH for CD274/PDCD1LG2 (9p24.1): gain`."""
    if awaited.kind not in GENETIC or told.kind not in GENETIC or not awaited.name:
        return False
    quote = fold(told.quote)
    beside = re.search(rf"(?<![\w.]){re.escape(fold(awaited.name))}(?![\w.])", quote)
    return beside is not None and not _OPEN.search(quote)


def _later(pending: CaseFinding, folder: Folder) -> Iterator[CaseFinding]:
    """Results of tests that papers of that day or later give. An export of today repeats results of years ago: those
    do not answer."""
    since = pending.record.date
    for one in folder.findings((*SAID, Assertion.NEGATED), *TESTS):
        later = one.record.id != pending.record.id and (since is None or not_before(one.record.date, since))
        old = since and one.shown.when and not not_before(one.shown.when, since, folder.known.limits.result_lag)
        if later and not old and (one.record.date is not None or since is None):
            yield one


def _is_of_family(pending: CaseFinding, one: CaseFinding, folder: Folder) -> bool:
    """Whether a result is of the sort that the awaited test gives, of the same tissue: the same day, or a report of a
    tissue whose day nothing tells."""
    told = fold(f"{pending.shown.name} {pending.shown.value}")
    kinds = {kind for words, kinds in _FAMILIES if words.search(told) for kind in kinds}
    if one.shown.kind not in kinds or one.record.category not in _REPORTS:
        return False
    taken = [day for day in _taken(pending, folder) if day is not None]
    if not taken or one.shown.when is None:
        return one.record.category is pending.record.category
    return any(may_be_same(one.shown.when, day, 1, 1) for day in taken)


def _taken(pending: CaseFinding, folder: Folder) -> Iterator[PartialDate | None]:
    yield pending.shown.when
    for one in folder.case.of(Kind.SPECIMEN):
        if one.record.id == pending.record.id:
            yield one.shown.when


def category_of(kind: Kind, what: str) -> Category:
    """The category of the paper that gives a result of a kind."""
    if kind in GENETIC or what == "genetics":
        return Category.GENETICS
    if what == "pathology" or kind is Kind.STAIN:
        return Category.PATHOLOGY_REPORT
    return Category.LABS if kind in (Kind.LABORATORY, Kind.MENTION) else Category.BONE_MARROW


def _unnamed(record: CaseRecord, folder: Folder) -> bool:
    """Whether nothing says which tests a later report of the kind gives: it may be the one awaited."""
    return not any(True for _ in folder.of_record(record, *TESTS))
