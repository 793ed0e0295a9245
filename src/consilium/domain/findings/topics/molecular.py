"""Genes and chromosomes: mutations, fusions, copy number, FISH, karyotype, methylation class and residual disease."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind
from consilium.domain.findings.genes import (
    allelicratios,
    fishsignals,
    fusionlists,
    genedenials,
    genefates,
    genelists,
    genenames,
    genesnamed,
    genesoftissue,
    genetables,
    genetests,
    genewords,
    imprinting,
    methylation,
    nonelisted,
    wholegenome,
)
from consilium.domain.findings.genes.genechanges import UNCERTAIN, changes_said, is_shouted
from consilium.domain.findings.genes.genechangewords import Words, words_from
from consilium.domain.findings.genes.geneclasses import significance
from consilium.domain.findings.genes.genedays import day_behind, day_named, only_day, sampled
from consilium.domain.findings.genes.geneorigins import origin_of
from consilium.domain.findings.genes.genesaid import Said
from consilium.domain.findings.genes.geneslistedout import listed_out
from consilium.domain.findings.genes.kingenes import all_of_kin
from consilium.domain.findings.genes.wholegenome import state_after
from consilium.domain.findings.mrd.residualpaper import Following
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.labelled import labelled_date
from consilium.domain.findings.text.labelledcells import told_by_labels
from consilium.domain.findings.text.spans import (
    Span,
    apart,
    bounded,
    broken,
    connected,
    spans_in,
    words_between,
)
from consilium.domain.records import Category, Scalar

__all__ = ["SHARED", "Words", "find", "words_from"]

SHARED = ("specimendates",)
_ARM_SIGN = re.compile(r"\d[pq]")
# What probes on chromosomes do not show.
_NOT_BY_FISH = ("mutation", "internal tandem duplication", "promoter methylation", UNCERTAIN)
# A share of cells or nuclei: `in 88 % of 200 nuclei`, `(91 %)`, `[176/200]` is left as written in its string.
_CELLS = re.compile(
    r"[^.;\d]{0,30}?(?:\bin|\ben|\(|:)\s?(?:el |the |un |aprox(?:imadamente)? |about |~ ?)?"
    r"(\d{1,3}(?:[.,]\d{1,2})?\s?%)",
    re.IGNORECASE,
)
# Right behind what is counted in cells: `CDKN2A deletion 82 %`, `MYCN amplificado en el 92 % de los núcleos`.
_SHARE = re.compile(
    r"\s?[,:(]?\s?(?:(?:in|en|seen in|present in)\s)?(?:el |the |~ ?)?(\d{1,3}(?:[.,]\d{1,2})?\s?%)"
    r"(?=\s?(?:$|[.;,)]|(?:of |de |las |los |the )*(?:cells|nuclei|c[eé]l\w*|n[uú]cleos)))",
    re.IGNORECASE,
)
_BY_CELLS = ("deletion", "amplification", "gain", "loss", "rearrangement", "fusion")
# Between two changes of a list of losses and gains: `-5/5q-, -7/7q-`, `IDH1/IDH2`.
_CHAIN = re.compile(r"(?=[^\w]*[-/])[\s,/()-]{1,8}(?:\d{1,2}\s?[/,]\s?)?")
_DENIED_REACH = 6
# What is told of patients in general: `In adults BRAF V600E predicts recurrence`.
_IN_GENERAL = re.compile(
    r"\W*(?:in (?:adults?|children|patients|tumou?rs|pa?ediatric|most|some|other|the literature|published)|"
    r"patients with|"
    r"children with|tumou?rs with|individuals with|carriers of|(?:germline )?(?:pathogenic )?(?:variants|mutations|"
    r"fusions|"
    r"rearrangements) (?:in|of|involving)|en (?:adultos|niños|pacientes|tumores|la literatura|otros)|"
    r"(?:los )?pacientes con|"
    r"(?:los )?tumores con|(?:las )?(?:mutaciones|variantes|fusiones) (?:en|de|del))\b",
    re.IGNORECASE,
)
_SAID_HERE = re.compile(
    r"\b(?:detected|identified|found|present here|this (?:patient|tumou?r|case|child|sample)|detectad\w+|"
    r"identificad\w+|"
    r"encontrad\w+|se detect\w+|se identific\w+|est[ea] (?:paciente|tumor|caso|muestra)|VAF|negativ\w+|not)\b|%",
    re.IGNORECASE,
)
# The gene's other copy has no change: `TP53 R248W/WT`.
_OTHER_COPY = re.compile(r"\s?/\s?(?:wt|wild[- ]?type|\+|silvestre)(?![\w/])", re.IGNORECASE)
_HEADING_WORDS = 5
_TITLE_WORDS = 25


@dataclass(frozen=True, slots=True)
class _Under:
    """What the headings above say: whose genes ("germline", "somatic", "") and whether this is cytogenetics."""

    origin: str = ""
    cytogenetic: bool = False
    significance: str = ""
    negative: bool = False


def _listed(paper: Paper, clause: Clause, words: Words, assertion: AssertionWords, told: _Told) -> list[Finding]:
    """The genes of a list, without those that only stand in a fusion's name: `ETV6/RUNX1: negative`."""
    listed = list(genelists.told_in(clause, words.genes))
    fused = list(_of_genes(paper, clause, words, assertion, told)) if listed and "/" in clause.text else []
    return [one for one in listed if not _is_partner(one, fused)]


def _is_partner(one: Finding, fused: Sequence[Finding]) -> bool:
    """Whether a gene without a change of its own only stands in a fusion's name: `ETV6/RUNX1: negative`."""
    named = any(one.name in (fusion.detail.get("gene"), fusion.detail.get("partner")) for fusion in fused)
    return named and one.detail.get("class") == "mutation" and not {"protein", "cdna"} & {*one.detail}


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Everything in reading order, dated by the specimen where the paper says when it was taken."""
    paper = told_by_labels(bounded(paper), words.lists["heads"])
    collected = labelled_date(paper, words.dates, "collected")
    when = collected[0] if collected else sampled(paper, words)
    under, left, probes = _Under(), Following(paper, words, assertion, when), genetables.Probes()
    for at, clause in enumerate(paper.clauses):
        under = _headed(clause, words, under)
        if clause.section in (Section.GENERAL, Section.QUESTIONS) or all_of_kin(clause, words.genes):
            continue
        residual = left.take(clause)
        yield from residual.findings
        yield from (replace(one, when=when) for one in genedenials.none_found(paper, clause))
        rows = [*probes.row(clause, words.genes), *genetables.diplotypes(clause)]
        before = paper.clauses[at - 1] if at else None
        rows += genesnamed.listed_negative(clause, words.genes, words.lists["negative_headings"], before)
        for finding in (
            *rows,
            *genetables.named_fusions(clause, assertion),
            *_listed(paper, clause, words, assertion, _Told(under, when, residual.places)),
        ):
            yield replace(finding, when=when)
        if rows:
            continue
        own = None if when is not None else only_day(paper, clause)
        for finding in wholegenome.statements_in(clause, words.lists, assertion):
            yield replace(finding, when=when or own)
        for finding in methylation.classes_in(paper, at, words.lists, assertion):
            yield replace(finding, when=when)
        loci = list(imprinting.loci_in(clause, assertion))
        yield from (replace(one, when=when or own) for one in loci)
        if not residual.row:
            of_genes = _of_genes(paper, clause, words, assertion, _Told(under, when, residual.places))
            of_genes = (one for one in of_genes if not imprinting.is_told(one.name, loci))
            found = genedenials.mended(clause, list(of_genes))
            if found:
                genes = genenames.genes_in(clause, words.genes)
                found = list(
                    allelicratios.with_ratios(clause, genesoftissue.by_tissue(clause, found, genes, words.lists))
                )
            signals = [
                one for one in fishsignals.signals_told(clause, words.genes, before) if not _is_tested(one, found)
            ]
            found += [replace(one, when=when) for one in signals]
            yield from found
            denied = genedenials.beside_found(clause, genenames.genes_in(clause, words.genes) if found else (), found)
            yield from (replace(one, when=when) for one in denied)
            told = {str(one.detail.get(key, "")) for one in found for key in ("gene", "partner")} | {
                one.name for one in found
            }
            short = [
                one
                for one in _in_short(clause, words, told, assertion)
                if one.name not in told and not imprinting.is_told(one.name, loci)
            ]
            owned = genesoftissue.with_tissue(clause, short, words.lists, under.origin)
            yield from (replace(one, when=when) for one in owned)


def _in_short(clause: Clause, words: Words, told: Collection[str], assertion: AssertionWords) -> list[Finding]:
    """The genes that a clause names in short or in everyday words, beside those already `told`."""
    proteins = words.lists["also_proteins"]
    short = [*genesnamed.named_in(clause, words.genes, proteins), *genewords.told_in_words(clause, assertion)]
    named = {*told, *(one.name for one in short)}
    genes = [one for one in genenames.genes_in(clause, words.genes) if one.value not in named]
    return [*short, *genefates.fates_in(clause, genes, proteins, assertion)]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known where a clause begins: the headings above, the specimen's day, and what was told already."""

    under: _Under
    when: PartialDate | None
    places: tuple[Span[str], ...]


def _of_genes(paper: Paper, clause: Clause, words: Words, assertion: AssertionWords, told: _Told) -> Iterator[Finding]:
    """Tests of genes, and what was found of them."""
    tested = list(genetests.tests_in(clause, words.lists, _named(clause, words), paper.date_order, assertion))
    yield from tested
    if told.under.negative and not tested:
        yield from _listed_negative(clause, words, told)
    said = [
        one
        for one in changes_said(clause, words, genetic=paper.category is Category.GENETICS)
        if not any(_within(one, place) for place in told.places) and not _only_titles(clause, words, one)
    ]
    for one, how in _states(clause, words, said, assertion):
        how = (
            Assertion.NEGATED if told.under.negative and how is Assertion.STATED and not one.detail.get("vaf") else how
        )
        finding = _finding(clause, words, one, how, told.under)
        if how is Assertion.FAMILY and finding.name.startswith("trisomy"):
            continue  # `a brother with trisomy 21` is the family's history
        if not _is_tested(finding, tested):
            yield replace(finding, when=day_behind(paper, clause, one) or told.when or day_named(paper, clause, one))


def _listed_negative(clause: Clause, words: Words, told: _Told) -> Iterator[Finding]:
    """The genes of a list under a heading for those in which nothing was found."""
    genes = genenames.genes_in(clause, words.genes)
    if len(genes) * 2 < len(clause.words) or spans_in(clause, words.lists["states"]):
        return
    for gene in genes:
        said = Said(gene.value, "mutation", gene.start, gene.end, {"gene": gene.value})
        yield replace(_finding(clause, words, said, Assertion.NEGATED, told.under), when=told.when)


def _only_titles(clause: Clause, words: Words, said: Said) -> bool:
    """Whether a fusion only names the test that a title or label is of: `BCR::ABL1 quantitative RT-PCR (p190)`."""
    if said.kind != "fusion" or len(clause.words) > _TITLE_WORDS or clause.text.rstrip().endswith((".", ";")):
        return False
    if any(spans_in(clause, words.lists[name]) for name in ("states", "denied", "found")) or "%" in clause.text:
        return False
    methods = [one for one in spans_in(clause, words.lists["methods"]) if one.start >= said.end]
    counting = [one for one in spans_in(clause, words.lists["counting"]) if one.start >= said.end]
    return any(len(words_between(clause.text, said.end, one.start)) <= 2 for one in (*methods, *counting))


def _within(said: Said, place: Span[str]) -> bool:
    return place.start <= said.start < place.end


def _named(clause: Clause, words: Words) -> list[Span[str]]:
    """The genes and arms of chromosomes of a clause."""
    if not any(char.isupper() for char in clause.text) or not any(
        spans_in(clause, words.lists[name]) for name in ("asked", "unmade", "untold", "states")
    ):
        return []
    genes = [span for span in genenames.genes_in(clause, words.genes) if not is_shouted(clause, span, words)]
    return apart([*genenames.arms_in(clause.text), *genes]) if genes or _ARM_SIGN.search(clause.text) else genes


def _is_tested(finding: Finding, tested: Sequence[Finding]) -> bool:
    """Whether the clause says only that it was tested for: awaited changes are told by both."""
    named = {one.name for one in tested}
    own = {finding.name, str(finding.detail.get("gene", "")), str(finding.detail.get("partner", ""))}
    return bool(named & own)


def _headed(clause: Clause, words: Words, before: _Under) -> _Under:
    """A short line without a full stop is a heading; what it says holds until the next."""
    if genesnamed.opens_denied(clause, words.lists["negative_headings"]):
        return _Under(before.origin, significance=before.significance, negative=True)
    if before.negative and genesnamed.lists_genes(clause, words.genes):
        return before
    text = clause.text.strip()
    plain = text.partition("(")[0]
    if len(plain.split()) > _HEADING_WORDS or text.endswith(".") or any(char.isdigit() for char in text):
        return before
    if len(clause.words) > _HEADING_WORDS and not plain.isupper():
        return before
    origins = spans_in(clause, words.lists["origin_headings"])
    methods = [one for one in spans_in(clause, words.lists["methods"]) if one.value == "FISH"]
    return _Under(
        origins[0].value if origins else "",
        bool(methods or spans_in(clause, words.lists["karyotype"])),
        significance(clause, words, 0),
        bool(spans_in(clause, words.lists["negative_headings"])),
    )


def _states(
    clause: Clause, words: Words, said: Sequence[Said], assertion: AssertionWords
) -> list[tuple[Said, Assertion]]:
    """How each thing is said: by a state after it, shared by things that `and` joins, else by the rules for all."""
    found: list[tuple[Said, Assertion]] = []
    genes = genenames.genes_in(clause, words.genes) if said else []
    state: Assertion | None = None
    following: Said | None = None
    listed = False
    for one in reversed(said):
        listed = following is not None and _joins(clause.text, one.end, following.start, listed)
        limit = min(
            [other.start for other in said if other.start >= one.end]
            + [other.start for other in genes if other.start >= one.end],
            default=None,
        )
        state = (
            genetests.row_state(clause, words.lists, one.start)
            or state_after(clause, words.lists, Span(one.name, one.start, one.end), limit)
            or (state if listed else None)
        )
        following = one
        how = state or one.state or assertion_of(clause, one.start, one.end, assertion)
        if how is Assertion.STATED and (state or one.state):  # `if SUFU confirmed`
            general = assertion_of(clause, one.start, one.end, assertion)
            how = general if general in (Assertion.CONDITIONAL, Assertion.FAMILY) else how
        if how is Assertion.STATED and _IN_GENERAL.match(clause.text) and not _SAID_HERE.search(clause.text):
            how = Assertion.CONDITIONAL
        if how is Assertion.NEGATED and not (state or one.state) and _after_denied(clause, words, one, said):
            how = Assertion.STATED
        if how is Assertion.STATED and one.kind == "fusion" and not (state or one.state):
            denied = fusionlists.is_denied_with(clause.text, one.start, one.end)
            how = Assertion.NEGATED if denied or nonelisted.is_listed(clause.text, one.start) else how
        if how is Assertion.STATED and state is None and listed_out(clause.text, one.start):
            how = Assertion.NEGATED
        if _OTHER_COPY.match(clause.text, one.end) and (one.detail.get("protein") or one.detail.get("cdna")):
            how = Assertion.STATED
        found.append((one, Assertion.NEGATED if one.negative or _denied(clause, words, one) else _sure(one, how)))
    return found[::-1]


def _after_denied(clause: Clause, words: Words, one: Said, said: Sequence[Said]) -> bool:
    """Whether the denial before it is another's that has its own word: `MYCN not amplified, 11q deleted`."""
    before = [other for other in said if other.end <= one.start and other.negative]
    if not before or not one.kind or one.negative:
        return False
    between = words_between(clause.text, before[-1].end, one.start)
    return not any(word.text in words.denying for word in between) and not spans_in(clause, words.lists["denied"])


def _denied(clause: Clause, words: Words, said: Said) -> bool:
    """Whether it was looked for and not found: `no se detectó amplificación de MYCN`."""
    return any(
        one.end <= said.start
        and not broken(clause.text, one.end, said.start)
        and len(words_between(clause.text, one.end, said.start)) <= _DENIED_REACH
        for one in spans_in(clause, words.lists["denied"])
    )


def _sure(said: Said, how: Assertion) -> Assertion:
    """A change that has a name was found; only its meaning may be probable."""
    named = said.detail.get("protein") or said.detail.get("cdna")
    if named and said.detail.get("vaf") and how in (Assertion.NEGATED, Assertion.UNCERTAIN, Assertion.PENDING):
        return Assertion.STATED  # what has a share of reads was found; it may be absent elsewhere
    return Assertion.STATED if named and how is Assertion.UNCERTAIN else how


def _joins(text: str, start: int, end: int, listed: bool) -> bool:
    """Whether `and` joins two things, or a comma within a list that `and` ends."""
    if connected(text, start, end):
        return listed or bool(words_between(text, start, end))
    return _CHAIN.fullmatch(text, start, max(start, end)) is not None


def _finding(clause: Clause, words: Words, said: Said, how: Assertion, under: _Under) -> Finding:
    found = spans_in(clause, words.lists["methods"])
    methods = [one for one in found if not broken(clause.text, *sorted((one.start, said.start)))]
    method = methods[0].value if methods else ""
    if method == "FISH" and said.kind in _NOT_BY_FISH:
        method = ""
    origin = origin_of(clause, said.start, said.end, words.lists, under.origin)
    under_fish = under.cytogenetic and said.kind not in _NOT_BY_FISH
    arm = not said.detail.get("gene") and (said.name[0].isdigit() or said.name.startswith(("chromosome ", "X", "Y")))
    cytogenetic = said.chromosomal or arm or method == "FISH" or (under_fish and not said.detail.get("protein"))
    detail: dict[str, Scalar] = {
        **said.detail,
        "class": under.significance or said.kind if said.kind == "mutation" else said.kind,
        "method": method,
        "origin": origin.origin,
        "specimen": said.detail.get("specimen") or origin.specimen,
    }
    end = said.end
    after = _state_end(clause, words, end)
    cells = _CELLS.match(clause.text, after) if cytogenetic else None
    cells = cells or (_SHARE.match(clause.text, after) if said.kind in _BY_CELLS else None)
    if cells:
        detail["percent"], end = cells[1], cells.end(1)
    protein, cdna = str(detail.get("protein") or ""), str(detail.get("cdna") or "")
    hgvs = tuple(Code("hgvs", one) for one in (cdna, protein) if one.startswith(("c.", "p.")))
    return Finding(
        Kind.CYTOGENETICS if cytogenetic else Kind.VARIANT,
        said.name,
        codes=hgvs,
        value=protein or cdna or said.kind,
        assertion=how,
        detail={key: one for key, one in detail.items() if one},
        citations=(clause.cite(said.start, end),),
        confidence=clause.confidence,
    )


def _state_end(clause: Clause, words: Words, end: int) -> int:
    """Past the state that is said right after a thing (`positive in 91 %`)."""
    after = [one.end for one in spans_in(clause, words.lists["states"]) if 0 <= one.start - end <= 4]
    return max(after, default=end)
