"""Specimens, stains and flow cytometry of pathology and marrow reports, and of the letters that quote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import certain, dates_in, in_order
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.surgery import operationspecimens
from consilium.domain.findings.text import bodysites
from consilium.domain.findings.text.labelled import labelled_date
from consilium.domain.findings.text.ownclauses import own_clauses
from consilium.domain.findings.text.spans import bounded, spans_in, words_between
from consilium.domain.findings.tissue import (
    anaplasias,
    cellsof,
    karyorrhexis,
    marrowsides,
    nodecounts,
    noderows,
    specimenforms,
    specimenopenings,
    specimens,
    specimenwords,
    staincolumns,
    stainrows,
    stains,
    tissuehandled,
    tissuenotes,
    tissuesaid,
)
from consilium.domain.findings.tissue.antigendensity import densities
from consilium.domain.findings.tissue.blastshares import shares_of
from consilium.domain.findings.tissue.marrowstains import marrow_stains
from consilium.domain.findings.tissue.notstained import only_stains
from consilium.domain.findings.tissue.phenotypes import of_tissue
from consilium.domain.findings.tissue.stains import PERCENT, Stain
from consilium.domain.findings.tissue.stainsopen import open_stains
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Category

SHARED = ("sites", "specimendates")
_SPECIMEN_PAPERS = (Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.GENETICS, Category.PATHOLOGY_SLIDES)
_TISSUE_PAPERS = (Category.PATHOLOGY_REPORT, Category.BONE_MARROW)
_OTHER_SECTIONS = (Section.FAMILY_HISTORY, Section.ALLERGIES, Section.MEDICINES, Section.GENERAL, Section.QUESTIONS)
# Markers of the serum, too: stains only where tissue is spoken of.
_SERUM = ("AFP", "hCG")
_TITLE_CLAUSES = 10
_TITLE_WORDS = 8
_FLOW_TITLE = 3
# So many markers of cells in one sentence show that a paper of a laboratory tells of tissue.
_SEVERAL_MARKERS = 2
_HEADING_WORDS = 5
_SHARE_REACH = 4
# So many markers with a plus or minus are a list of stains, whatever else the sentence speaks of.
_SEVERAL = 3
# Tissue kept for a later look is no result of it.
_SENT_FOR = re.compile(
    r"\b(?:sent|submitted|taken|held|kept|reserved|triaged|env[ií]\w+|remit\w+|tom\w+|reserv\w+|separ\w+|muestras?)\b[^.;]{0,60}?"
    r"\b(?:for|to|para|a)\s[^.;]{0,40}(?:flow|citometr)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[+−–⁺⁻-]{1,4}(?:\s?ve)?")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?")
# Days of the paper and of its way, not of what is shown.
_OF_PAPER = re.compile(
    r"\b(?:received|reported|signed|printed|released|recibid[oa]s?|informad[oa]|firmad[oa]|impres[oa]|DOB|FN|"
    r"nacimiento)\b",
    re.IGNORECASE,
)
# How a stain may be said other than stated: a negative stain is a statement, not a negated one.
_KEPT = (Assertion.UNCERTAIN, Assertion.HISTORICAL, Assertion.FAMILY, Assertion.CONDITIONAL, Assertion.PLANNED)


@dataclass(frozen=True)
class Words:
    """`contexts` are the words that make a clause one about flow cytometry, stains or genes, and cells counted."""

    stains: stains.StainWords
    specimens: specimenwords.SpecimenWords
    sites: bodysites.SiteWords
    contexts: Mapping[str, PhraseIndex[str]]
    cells: cellsof.CellWords
    by_flow: frozenset[str]
    proteins: frozenset[str]
    as_protein: PhraseIndex[str]
    symbols: PhraseIndex[str]


_CONTEXTS = (
    "molecular", "stain_context", "flow_context", "flow_off", "flow_heads", "flow_titles", "populations", "blasts",
    "marrow", "leukemic", "subsets", "solid",
)  # fmt: skip


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/pathology.yaml` and `sites.yaml`."""
    contexts = {name: PhraseIndex.of((str(one), name) for one in data[name]) for name in _CONTEXTS}
    return Words(
        stains.words_from(data),
        specimenwords.words_from(data),
        bodysites.words_from(data),
        contexts,
        cellsof.words_from(data),
        frozenset(str(one) for one in data["flow_markers"]),
        frozenset(str(one) for one in data["proteins"]),
        PhraseIndex.of((str(one), "protein") for one in data["written_as_protein"]),
        PhraseIndex.of((str(one), "symbol") for one in data["written_as_gene"]),
    )


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Specimens first, then every stain, marker of flow cytometry and share of blasts in reading order."""
    told = list(_told_of(bounded(paper), words, assertion))
    if not any(one.kind is Kind.SPECIMEN for one in told):
        told += specimenopenings.opened(paper, words.specimens, words.sites)
    yield from told
    counts = [*nodecounts.counted(paper), *noderows.counted_in_rows(paper)]
    notes = nodecounts.uncounted(tissuenotes.noted(paper, words.sites, assertion, told), counts)
    yield from (*counts, *notes, *tissuehandled.handled(paper, notes))


def _told_of(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    if paper.category in (*_SPECIMEN_PAPERS, Category.OPERATIVE, Category.TUMOR_BOARD) or _is_untold(paper, words):
        yield from specimens.specimens_of(paper, words.specimens, words.sites)
    else:
        yield from specimens.labelled_of(paper, words.specimens, words.sites)
    yield from operationspecimens.told(paper, words.specimens, words.sites)
    yield from specimenforms.marrow_told(paper)
    yield from marrowsides.told(paper, words.specimens)
    yield from karyorrhexis.told(paper, assertion)
    yield from anaplasias.told(paper, assertion)
    yield from tissuesaid.told(paper, assertion)
    if paper.category is Category.LABS:
        yield from _of_laboratory(paper, words, assertion)
        return
    found = list(_shown(paper, words, assertion))
    results = {one.name: one for one in found if one.kind is Kind.FLOW and one.detail.get("result")}
    for one in found:
        yield _with_result(one, results)
    taken = _taken(paper, words)
    yield from (replace(one, when=taken) for one in (*densities(paper), *marrow_stains(paper)))


def _of_laboratory(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """The markers of a population that a laboratory's paper tells in sentences, by flow cytometry or by stains."""
    spoken = [one for one in paper.clauses if not one.cells and _speaks_of_cells(one, words)]
    lines = {one.pieces[0].line for one in spoken if one.pieces}
    named = tuple(one for one in paper.clauses if one in spoken or (one.pieces and one.pieces[0].line in lines))
    for one in _shown(replace(paper, clauses=named), words, assertion) if spoken else ():
        if _is_marker(one):
            yield one
    for clause in paper.clauses:
        if not clause.cells and clause not in named:
            found = [one for one in _shown(replace(paper, clauses=(clause,)), words, assertion) if _is_marker(one)]
            if sum(one.name not in _SERUM for one in found) >= _SEVERAL_MARKERS:
                yield from found


def _is_marker(one: Finding) -> bool:
    return one.kind in (Kind.FLOW, Kind.STAIN) and bool(one.detail.get("result"))


def _speaks_of_cells(clause: Clause, words: Words) -> bool:
    return _has(clause, words, "flow_context") or _has(clause, words, "stain_context")


def _with_result(found: Finding, results: Mapping[str, Finding]) -> Finding:
    """A share of cells that a table tells, with the result that the paper states of the same marker elsewhere."""
    stated = results.get(found.name)
    if stated is None or found.kind is not Kind.FLOW or "result" in found.detail or found.unit != "%":
        return found
    detail = {**found.detail, "result": stated.detail["result"], "percent": found.value}
    return replace(found, value=stated.value, number=None, comparator="", unit="", detail=detail)


def _shown(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    taken = _taken(paper, words)
    titled = _titled_flow(paper, words)
    flow, last = titled, _first_spoken_of(paper, words)
    for clause in paper.clauses:
        flow = _under_flow(clause, words, flow) or titled
        if clause.section in _OTHER_SECTIONS or _has(clause, words, "subsets") or _heads(clause, words, "subsets"):
            continue
        last = _last_spoken_of(clause, words, last)
        kind = _kind(paper, clause, words, flow)
        by_way = kind is Kind.STAIN and _is_by_the_way(clause, words, last)
        for finding in _of_clause(paper, clause, words, kind, assertion):
            shown = by_way and finding.kind is Kind.STAIN and _shown_by_flow(finding.name, words)
            yield replace(finding, kind=Kind.FLOW if shown else finding.kind, when=_told(paper, clause) or taken)


def _is_untold(paper: Paper, words: Words) -> bool:
    """Whether a paper of no known sort has the title of a pathology report (a bad scan, a part of a paper)."""
    titles = paper.clauses[:_TITLE_CLAUSES] if paper.category is None else ()
    return any(len(clause.words) <= _TITLE_WORDS and spans_in(clause, words.specimens.titles) for clause in titles)


def _titled_flow(paper: Paper, words: Words) -> bool:
    """Whether the whole paper reports flow cytometry, as its title says."""
    first = [clause for clause in paper.clauses[:_TITLE_CLAUSES] if len(clause.words) <= 2 * _TITLE_WORDS]
    mixed = any(_has(clause, words, "stain_context") for clause in first)
    return not mixed and any(_has(clause, words, "flow_titles") for clause in first[:_FLOW_TITLE])


def _taken(paper: Paper, words: Words) -> PartialDate | None:
    """The day the tissue was taken; nothing is taken from a letter's own date."""
    if paper.category not in _TISSUE_PAPERS:
        return None
    told = labelled_date(paper, words.specimens.dates, "collected")
    return told[0] if told else paper.date


def _told(paper: Paper, clause: Clause) -> PartialDate | None:
    """The one day that a clause or its heading tells for what it shows: `Immunophenotype of 6 May 2024: CD19+`."""
    if _OF_PAPER.search(clause.text):
        return None
    for text in (clause.text, clause.heading):
        days = {certain(in_order(found.values, paper.date_order)) for found in dates_in(text)}
        days = days or {one.when for one in occasions(text, paper) if one.year_from and one.until is None}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _has(clause: Clause, words: Words, context: str) -> bool:
    return bool(spans_in(clause, words.contexts[context]))


def _heads(clause: Clause, words: Words, context: str) -> bool:
    return any(words.contexts[context].find(words_of(clause.heading)))


def _under_flow(clause: Clause, words: Words, before: bool) -> bool:
    """Whether the lines from here on stand under a heading of flow cytometry."""
    if len(clause.words) > _HEADING_WORDS:
        return before
    if _has(clause, words, "flow_context"):
        return True
    return before and not _has(clause, words, "flow_off")


def _kind(paper: Paper, clause: Clause, words: Words, flow: bool) -> Kind:
    stained = _has(clause, words, "stain_context") or _heads(clause, words, "stain_context")
    if stained or of_tissue(clause, words.stains):
        return Kind.STAIN
    if _heads(clause, words, "flow_context") or _under_flow_heads(clause, words):
        return Kind.FLOW
    marrow = paper.category is Category.BONE_MARROW and _has(clause, words, "blasts")
    marrow = marrow and clause.section is not Section.STAINS
    return Kind.FLOW if flow or marrow or _has(clause, words, "flow_context") else Kind.STAIN


def _first_spoken_of(paper: Paper, words: Words) -> Kind:
    """What a paper shows markers by that names neither: a paper on leukemia that never speaks of stains, by flow."""
    leukemic = any(_has(clause, words, "leukemic") for clause in paper.clauses)
    others = ("stain_context", "solid")
    stained = leukemic and any(_has(clause, words, one) for clause in own_clauses(paper) for one in others)
    return Kind.FLOW if leukemic and not stained else Kind.STAIN


def _last_spoken_of(clause: Clause, words: Words, before: Kind) -> Kind:
    """Which of the two the text spoke of last: what goes on without a word for it is of that."""
    if _has(clause, words, "stain_context") or _heads(clause, words, "stain_context"):
        return Kind.STAIN
    if of_tissue(clause, words.stains):
        return Kind.STAIN
    if _has(clause, words, "flow_context"):
        return before if _SENT_FOR.search(clause.text) else Kind.FLOW
    heading = len(clause.words) <= _HEADING_WORDS and not clause.text.rstrip().endswith(".")
    return Kind.STAIN if heading and _has(clause, words, "flow_off") else before


def _is_by_the_way(clause: Clause, words: Words, last: Kind) -> bool:
    """Whether a clause that names neither tells of leukemia's cells or goes on about flow cytometry."""
    if clause.section is Section.STAINS or _has(clause, words, "stain_context"):
        return False
    if _has(clause, words, "solid") and not _has(clause, words, "leukemic"):
        return False
    return last is Kind.FLOW or _has(clause, words, "leukemic")


def _shown_by_flow(marker: str, words: Words) -> bool:
    name = marker.removeprefix("cytoplasmic ").removeprefix("surface ")
    return name.startswith("CD") or name in words.by_flow


def _under_flow_heads(clause: Clause, words: Words) -> bool:
    return any(any(words.contexts["flow_heads"].find(words_of(head))) for head in clause.header)


def _of_clause(paper: Paper, clause: Clause, words: Words, kind: Kind, assertion: AssertionWords) -> Iterator[Finding]:
    genes = _about_genes(paper, clause, words)
    by_flow = any(any(words.contexts["flow_context"].find(words_of(head))) for head in clause.header)
    for stain in only_stains(clause, staincolumns.stains_by_column(clause, words.stains)):
        yield _stain(clause, stain, Kind.FLOW if by_flow else Kind.STAIN, assertion)
    listed = clause.section is Section.STAINS or (bool(clause.cells) and paper.category in _SPECIMEN_PAPERS)
    tissue = listed or _has(clause, words, "stain_context") or _heads(clause, words, "stain_context")
    said = list(stains.stains_in(clause, words.stains))
    said = only_stains(clause, (*said, *stainrows.stains_in_row(clause, words.stains, said)))
    # Beside several markers that no serum has, these are stains too.
    beside = sum(one.marker not in _SERUM for one in said) >= _SEVERAL - 1
    signed = sum(_SIGNED.fullmatch(stain.value) is not None for stain in said) >= _SEVERAL
    for stain in cellsof.of_the_disease(clause, said, words.cells, assertion):
        if not tissue and any(words.symbols.find(words_of(clause.text[stain.start : stain.end]))):
            continue
        if stain.marker in _SERUM and not ((tissue or beside) and stain.result):
            continue
        if not genes or signed or stain.marker.split()[-1].startswith("CD") or _is_protein(clause, stain, words):
            yield _stain(clause, stain, kind, assertion)
    if tissue or beside:
        told = {one.marker for one in said}
        yield from open_stains(
            clause, [one for one in stains.markers_of(clause, words.stains) if one.value not in told]
        )
    if kind is Kind.FLOW:
        yield from _populations(clause, words, assertion)
    yield from _blasts(paper, clause, words, kind, assertion)


def _about_genes(paper: Paper, clause: Clause, words: Words) -> bool:
    """Whether names such as ALK or WT1 stand for genes here."""
    if clause.section is Section.STAINS or _has(clause, words, "stain_context"):
        return False
    genetic = clause.section is Section.MOLECULAR or paper.category is Category.GENETICS
    return genetic or _has(clause, words, "molecular")


def _is_protein(clause: Clause, stain: Stain, words: Words) -> bool:
    """Whether a marker can be no gene here: by its name, as `p53` is written, or by a sign that only stains have."""
    said = words_of(clause.text[stain.start : stain.end])
    signed = _SIGNED.fullmatch(stain.value) is not None and not _has(clause, words, "molecular")
    return stain.marker in words.proteins or any(words.as_protein.find(said)) or signed


def _stain(clause: Clause, stain: Stain, kind: Kind, assertion: AssertionWords) -> Finding:
    how = assertion_of(clause, stain.start, stain.end, assertion)
    stain = stain if stain.percent else replace(stain, percent=staincolumns.share_by_column(clause, stain))
    alone = stain.percent and (not stain.result or stain.marker == "Ki-67")
    value = stain.percent if alone else stain.value
    number = _NUMBER.search(value) if alone else None
    detail = {
        "result": stain.result,
        "percent": stain.percent,
        "intensity": stain.intensity,
        "h_score": stain.h_score,
        "written": stain.written if words_of(stain.written) != words_of(stain.marker) else "",
    }
    return Finding(
        kind,
        stain.marker,
        value=value,
        number=float(number[0].replace(",", ".")) if number else None,
        comparator=value[0] if alone and value[0] in "<>" else "",
        unit="%" if alone else "",
        assertion=how if how in _KEPT else Assertion.STATED,
        detail={key: one for key, one in detail.items() if one},
        citations=(clause.cite(stain.start, stain.end),),
        confidence=clause.confidence,
    )


def _populations(clause: Clause, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Whether flow cytometry found a population that does not belong there."""
    for span in spans_in(clause, words.contexts["populations"])[:1]:
        share = PERCENT.search(clause.text, span.end)
        near = share is not None and len(words_between(clause.text, span.end, share.start())) <= _SHARE_REACH
        number = _NUMBER.search(share[0]) if share is not None and near else None
        yield Finding(
            Kind.FLOW,
            "clonal population",
            value=clause.text[span.start : share.end() if share is not None and near else span.end],
            number=float(number[0].replace(",", ".")) if number else None,
            unit="%" if number else "",
            assertion=assertion_of(clause, span.start, span.end, assertion),
            citations=(clause.cite(),),
            confidence=clause.confidence,
        )


def _blasts(paper: Paper, clause: Clause, words: Words, kind: Kind, assertion: AssertionWords) -> Iterator[Finding]:
    """The share of blasts, by flow cytometry or counted in the marrow."""
    titled = kind is Kind.FLOW and paper.category is not Category.BONE_MARROW
    counted = paper.category is Category.BONE_MARROW or _has(clause, words, "marrow")
    by_flow = kind is Kind.FLOW and (
        titled or _has(clause, words, "flow_context") or _heads(clause, words, "flow_context")
    )
    if not by_flow and not counted:
        return
    yield from shares_of(clause, spans_in(clause, words.contexts["blasts"]), assertion, by_flow=by_flow)
