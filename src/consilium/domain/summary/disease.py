"""The sections on the disease: diagnosis and how it was established, stage and risk, molecular findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.displaynames import UNSAID
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.phrases import words_of
from consilium.domain.records import Remark
from consilium.domain.summary.model import Cell, Group, Statement
from consilium.domain.summary.rows import (
    LATEST,
    Same,
    beyond,
    detail,
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
)

STATUSES = ("working", "confirmed", "revised", "relapse")
RESULTS = (Assertion.STATED, Assertion.NEGATED)
TUMOR_CODES = ("icd-o-3-morphology", "icd-o-3-topography", "iccc-3", "icd-10", "icd-10-cm")


def diagnosis(case: ClinicalCase) -> Iterator[Group]:
    rows = [row(same, _diagnosis(same)) for same in merged(shown(case, Kind.DIAGNOSIS))]
    yield Group("diagnosis", ("date", "diagnosis", "codes", "established"), tuple(rows))
    yield group("specimen", ("date", "specimen", "result"), merged(shown(case, Kind.SPECIMEN)), _specimen)
    yield Group("stain", ("date", "stains"), tuple(_together(case, Kind.STAIN)))
    yield Group("flow", ("date", "stains"), tuple(_together(case, Kind.FLOW)))


def _diagnosis(same: Same) -> tuple[Cell, ...]:
    said, record = same[0].shown, same[0].record
    codes = "; ".join(code.code for code in said.codes if code.system in TUMOR_CODES)
    return span(said), named(said), codes, _established(str(said.detail.get("status") or ""), record)


def _established(status: str, record: CaseRecord) -> Remark:
    """What the record calls it (working, confirmed, revised, relapse) and what kind of record of whose it is."""
    args = {"status": status, "kind": record.category or "unknown", "place": record.institution}
    name = "established" if status in STATUSES else "stated"
    return Remark(f"summary.{name}_at" if record.institution else f"summary.{name}", args)


def _specimen(said: Finding) -> tuple[Cell, ...]:
    return span(said), named(said), result(said)


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
        rows[said] = Statement(made.cells, made.marks, (*kept, *made.references))
    yield from rows.values()


def _panel(panel: list[CaseFinding]) -> Statement:
    stains = "; ".join(dict.fromkeys(_stain(one.shown) for one in panel))
    made = row(panel, (span(panel[0].shown), stains))
    # What was tested and not found is a result of the panel, said by its stain.
    marks = tuple(mark for mark in made.marks if mark.code != "summary.said_negated")
    return Statement(made.cells, marks, made.references)


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
    value = text(value, said.laterality)
    what = value if said.name.casefold() in UNSAID or not value else f"{said.name}: {value}"
    return span(said), what or said.name, system


def _same_words(one: str, other: str) -> bool:
    """`intermediate risk` tells nothing beside `intermediate-risk`."""
    return words_of(one).vocabulary == words_of(other).vocabulary


def molecular(case: ClinicalCase) -> Iterator[Group]:
    found = shown(case, Kind.CYTOGENETICS, Kind.VARIANT, Kind.METHYLATION)
    yield group("molecular", ("date", "finding", "result", "method"), merged(found), _molecular)


def _molecular(said: Finding) -> tuple[Cell, ...]:
    gene, partner = detail(said, "gene", "partner")
    fusion = f"{gene}::{partner}" if gene and partner else gene
    name = said.name if not fusion or fusion.casefold() in said.name.casefold() else f"{fusion} {said.name}"
    change = text(result(said), *detail(said, "protein", "cdna"))
    vaf, sort, build, method = detail(said, "vaf", "class", "build", "method")
    return (
        span(said),
        placed(said, name),
        change,
        text(vaf, beyond(text(name, change), sort), build, method),
    )
