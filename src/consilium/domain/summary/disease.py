"""The sections on the disease: diagnosis and how it was established, stage and risk, molecular findings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.displaynames import UNSAID
from consilium.domain.findings.assertions.advice import is_advice
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind
from consilium.domain.phrases import words_of
from consilium.domain.records import Category, Remark
from consilium.domain.summary.model import Cell, Group, Statement
from consilium.domain.summary.rows import (
    LATEST,
    Same,
    beyond,
    detail,
    fullest,
    group,
    merged,
    named,
    placed,
    plain,
    result,
    row,
    shown,
    span,
    text,
    told_on,
)

# Records of a whole history that a hospital's program gives out: what they say stands in no letter.
_ELECTRONIC = ("ccda", "cda", "fhir")
STATUSES = ("working", "confirmed", "revised", "relapse")
# A report on tissue comes before any letter, however many stains that quotes.
_REPORTED = 1_000
RESULTS = (Assertion.STATED, Assertion.NEGATED)
TUMOR_CODES = ("icd-o-3-morphology", "icd-o-3-topography", "iccc-3", "icd-10", "icd-10-cm")


def diagnosis(case: ClinicalCase) -> Iterator[Group]:
    rows = [row(same, _diagnosis(same)) for same in merged(shown(case, Kind.DIAGNOSIS))]
    yield Group("diagnosis", ("date", "diagnosis", "codes", "established"), tuple(rows))
    yield group("specimen", ("date", "specimen", "result"), merged(shown(case, Kind.SPECIMEN)), _specimen)
    yield Group("stain", ("date", "stains"), tuple(_together(case, Kind.STAIN)))
    yield Group("flow", ("date", "stains"), tuple(_together(case, Kind.FLOW)))


def _diagnosis(same: Same) -> tuple[Cell, ...]:
    said = fullest(same)
    status = str(said.detail.get("status") or "")
    codes = "; ".join(dict.fromkeys(_coded(code) for code in said.codes if code.system in TUMOR_CODES))
    return span(said), _with_quality(named(said), said), codes, _established(status, _telling(same, status))


def _with_quality(name: str, said: Finding) -> str:
    """The name with what the source says of its kind, on which treatment may turn: `Wilms tumor, focal anaplasia`."""
    quality = str(said.detail.get("quality") or "")
    quality = quality.lower() if quality.isupper() else quality
    return f"{name}, {quality}" if quality and quality.casefold() not in name.casefold() else name


def _coded(code: Code) -> str:
    """A code; the letters of an ICCC-3 group look like a stage's (`IIa`) and are called by their classification."""
    return f"ICCC-3 {code.code}" if code.system == "iccc-3" else code.code


def _telling(same: Same, status: str) -> CaseRecord:
    """The paper that a row names: one that calls it so, and rather a paper than an export of many."""
    first = sorted(same, key=lambda one: (one.shown.detail.get("status") != (status or None), _is_export(one)))
    return first[0].record


def _is_export(one: CaseFinding) -> bool:
    return one.record.format.startswith(_ELECTRONIC)


def _established(status: str, record: CaseRecord) -> Remark:
    """What the record calls it (working, confirmed, revised, relapse) and what kind of record of whose it is."""
    kind = "electronic" if record.format.startswith(_ELECTRONIC) else record.category or "unknown"
    args = {"status": status, "kind": kind, "place": record.institution}
    name = "established" if status in STATUSES else "stated"
    return Remark(f"summary.{name}_at" if record.institution else f"summary.{name}", args)


def _specimen(said: Finding) -> tuple[Cell, ...]:
    return span(said), named(said), _closed(result(said))


def _closed(value: str) -> str:
    """Words of a source without a bracket that was opened in them and is closed elsewhere (`marrow (2021-06-18`)."""
    return value if value.count("(") <= value.count(")") else value[: value.rfind("(")].rstrip()


def _together(case: ClinicalCase, kind: Kind) -> Iterator[Statement]:
    """One row for each record, day and way of saying: a panel of stains is read as a whole, results of both signs."""
    panels: dict[object, list[CaseFinding]] = defaultdict(list)
    for one in shown(case, kind):
        way = one.shown.assertion
        panels[one.record.number, one.shown.when, "" if way in RESULTS else way].append(one)
    rows: dict[str, Statement] = {}
    for panel in sorted(panels.values(), key=lambda panel: panel[0].shown.when or LATEST):
        made = _panel(panel)
        said = repr((made.cells, made.marks))
        kept = rows[said].references if said in rows else ()
        rank = max(made.rank, rows[said].rank if said in rows else 0)
        rows[said] = Statement(made.cells, made.marks, (*kept, *made.references), rank)
    yield from rows.values()


def _panel(panel: list[CaseFinding]) -> Statement:
    stains = "; ".join(dict.fromkeys(_stain(one.shown) for one in panel))
    made = row(panel, (span(panel[0].shown), stains))
    # What was tested and not found is a result of the panel, said by its stain.
    marks = tuple(mark for mark in made.marks if mark.code != "summary.said_negated")
    return Statement(made.cells, marks, made.references, _weight(panel))


def _weight(panel: list[CaseFinding]) -> int:
    """A report on the tissue before a letter that quotes a stain of it, and the panel of most stains first."""
    reported = any(one.record.category in (Category.PATHOLOGY_REPORT, Category.BONE_MARROW) for one in panel)
    return len({one.shown.name for one in panel}) + (_REPORTED if reported else 0)


def _stain(said: Finding) -> str:
    """`CD30 positive, strong, 80 %`, as the source says it; `(-)` where it is not there and its own words do not say so
    (`población B clonal` of `sin población B clonal`)."""
    told = said.assertion is Assertion.NEGATED and str(said.detail.get("result") or "") != "negative"
    value = text(result(said), "(-)" if told else "")
    return plain(said.name, text(value, *detail(said, "percent", "intensity")))


def stage(case: ClinicalCase) -> Iterator[Group]:
    yield group("stage", ("date", "stage", "system"), merged(shown(case, Kind.STAGE)), _stage)
    yield group("risk", ("date", "risk", "system"), merged(shown(case, Kind.RISK)), _stage)


def _stage(said: Finding) -> tuple[Cell, ...]:
    value, (scope,) = result(said), detail(said, "scope")
    told = (one for one in detail(said, "system", "group") if one and not _same_words(one, value))
    system = next(told, "") or Remark("summary.system_unknown")
    value = f"{value} ({scope})" if scope and scope not in value.casefold() else value
    (beside,) = detail(said, "suffix")  # `bulky`, `voluminoso`
    value = plain(value, beside) if len(beside) > 1 and beside.casefold() not in value.casefold() else value
    value = text(value, said.laterality)
    what = value if said.name.casefold() in UNSAID or not value else f"{said.name}: {value}"
    return span(said), what or said.name, system


def _same_words(one: str, other: str) -> bool:
    """`intermediate risk` tells nothing beside `intermediate-risk`."""
    return words_of(one).vocabulary == words_of(other).vocabulary


def molecular(case: ClinicalCase) -> Iterator[Group]:
    found = [*shown(case, Kind.CYTOGENETICS, Kind.VARIANT, Kind.METHYLATION), *_awaited(case)]
    absent = [one for one in found if one.shown.assertion is Assertion.NEGATED and not is_advice(one.shown)]
    there = [one for one in found if one not in absent]
    yield group("molecular", ("date", "finding", "result", "method"), merged(there), _molecular)
    if absent:
        yield Group("molecular_absent", ("date", "absent"), tuple(_not_found(absent)))


def _not_found(absent: list[CaseFinding]) -> Iterator[Statement]:
    """What was looked for and is stated as absent: one row for what is told of one day, read as a panel is. A sample of
    another year is another test, and two papers of which nobody knows the day may be of two."""
    years: dict[object, list[CaseFinding]] = defaultdict(list)
    for one in absent:
        day = one.shown.when or one.record.date
        years[day.year if day is not None else one.record.number].append(one)
    panels: dict[object, list[Same]] = defaultdict(list)
    for same in (each for some in years.values() for each in merged(some)):
        day = fullest(same).when or told_on(same)
        panels[fullest(same).when, told_on(same), "" if day else same[0].record.number].append(same)
    for panel in sorted(panels.values(), key=_first_told):
        said = "; ".join(dict.fromkeys(_absent(fullest(same)) for same in panel))
        yield row([one for same in panel for one in same], (span(fullest(panel[0])), said))


def _first_told(panel: list[Same]) -> tuple[PartialDate, PartialDate]:
    """By day, then by the first paper that tells it; what has neither last."""
    return fullest(panel[0]).when or LATEST, told_on(panel[0]) or LATEST


def _absent(said: Finding) -> str:
    _, name, change, details = _molecular(said)
    told = plain(name, "" if str(change).casefold() in str(name).casefold() else change)
    return f"{told} ({details})" if details else told


def _awaited(case: ClinicalCase) -> list[CaseFinding]:
    """Tests of genes that were sent and have no result yet: as open as a result is known."""
    pending = (one for one in shown(case, Kind.MENTION) if one.shown.assertion is Assertion.PENDING)
    return [one for one in pending if one.shown.detail.get("what") == "genetics"]


# On how many of the two copies a change is, in the words of either language.
_ZYGOSITY = re.compile(
    r"\b(?:homo|hetero|hemi)(?:zygous|[cz]ig[oó]t[aeio]\w?)\b|\bbi-?all?elic\b|\bbial[eé]lic[ao]\b", re.I
)


def _zygosity(said: Finding, shown_beside: str) -> str:
    found = _ZYGOSITY.search(said.quote) if said.assertion is Assertion.STATED else None
    return found[0] if found is not None and found[0].casefold() not in shown_beside.casefold() else ""


def _molecular(said: Finding) -> tuple[Cell, ...]:
    if said.kind is Kind.MENTION:
        return span(said), said.name, said.quote, ""
    gene, partner = detail(said, "gene", "partner")
    fusion = f"{gene}::{partner}" if gene and partner else gene
    name = said.name if not fusion or fusion.casefold() in said.name.casefold() else f"{fusion} {said.name}"
    change = text(result(said), *detail(said, "protein", "cdna"))
    share, vaf, copies, sort, build, method = detail(said, "percent", "vaf", "copies", "class", "build", "method")
    cells = text(*detail(said, "origin", "specimen"))
    return (
        span(said),
        placed(said, name),
        change,
        text(cells, _zygosity(said, change), share, vaf, beyond(text(name, change), copies, sort), build, method),
    )
