"""Genes and chromosomes: mutations, fusions, copy number, FISH, karyotype, methylation class and residual disease."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings import genenames, genetests, residual, residualtables, wholegenome
from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind
from consilium.domain.findings.labelled import dates_of, labelled_date
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.spans import (
    Pair,
    Pairing,
    Span,
    apart,
    bounded,
    broken,
    connected,
    spans_in,
    words_between,
)
from consilium.domain.findings.told import occasion_near
from consilium.domain.findings.wholegenome import state_after
from consilium.domain.phrases import PhraseIndex, fold, words_of
from consilium.domain.records import Category, Scalar

SHARED = ("specimendates",)
_TISSUE_PAPERS = (Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.GENETICS)
_ARM_SIGN = re.compile(r"\d[pq]")
_PERCENT = re.compile(r"[<>]?\s?\d{1,3}(?:[.,]\d{1,2})?\s?%|(?<![\w.,])0[.,]\d{1,4}(?![\w%])")
_COPIES = re.compile(r"\(([^()]{0,60}(?:copies|copias|ratio|cociente|relación)[^()]{0,40})\)", re.IGNORECASE)
_COUNTED = re.compile(r"\s(?:of |del? |cromosoma |chromosome ){0,2}(\d{1,2}[pq]?|X[pq]?)\b")
_COUNTED_ON = re.compile(r",? ?(?:, |/ ?|and |y |e |& )(\d{1,2}[pq]?|X[pq]?)\b(?! ?%)")
_OF_CHROMOSOMES = ("gain", "loss", "deletion", "amplification", "normal", "altered", "not amplified")
_NEGATIVE = {
    "normal": "altered",
    "not amplified": "amplification",
    "wild type": "mutation",
    "promoter unmethylated": "promoter methylation",
}
_UNCERTAIN = "variant of uncertain significance"
# What probes on chromosomes do not show.
_NOT_BY_FISH = ("mutation", "internal tandem duplication", "promoter methylation", _UNCERTAIN)
_NEAR = 8
_NOT_REACH = 3
_GENETIC = ("mutation", "fusion", "rearrangement", "amplification", "deletion", "internal tandem duplication")
_STAINED = re.compile(r"[\s(,]{0,3}(?:VE1|clone|clon|IHC|IHQ)\b")
_OWN_DAY = 24
_LED_REACH = 5
# A share of cells or nuclei: `in 88 % of 200 nuclei`, `(91 %)`, `[176/200]` is left as written in its string.
_CELLS = re.compile(
    r"[^.;\d]{0,30}?(?:\bin|\ben|\(|:)\s?(?:el |the |un |aprox(?:imadamente)? |about |~ ?)?"
    r"(\d{1,3}(?:[.,]\d{1,2})?\s?%)"
)
_DENIED_REACH = 6
_HEADING_WORDS = 5


@dataclass(frozen=True)
class Words:
    """`lists` are the plain lists and maps of the table, each phrase standing for its name."""

    genes: genenames.GeneWords
    fusions: frozenset[tuple[str, str]]
    denying: frozenset[str]
    others: frozenset[str]
    lists: Mapping[str, PhraseIndex[str]]
    residual: residual.ResidualWords
    dates: PhraseIndex[str]


_MAPS = ("alterations", "states", "origins", "origin_headings", "methods", "concepts", "satellites", "methylation")
_LISTS = (
    "denied", "found", "classes", "vaf", "counted", "karyotype", "burden", "protein", "gene_heads", "untold", "unmade",
    "asked", "also_proteins",
)  # fmt: skip


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/molecular.yaml` and `specimendates.yaml`."""
    lists = {name: PhraseIndex.of((str(one), name) for one in data[name]) for name in _LISTS}
    maps = {
        name: PhraseIndex.of((str(one), key) for key, ones in data[name].items() for one in (*ones, *_own(name, key)))
        for name in _MAPS
    }
    fusions = [str(pair).split() for pair in data["fusions"]]
    return Words(
        genenames.words_from(data),
        frozenset((left, right) for left, right in fusions),
        frozenset(fold(str(one)) for one in data["denying"]),
        frozenset(fold(str(one)) for one in data["others"]),
        {**lists, **maps},
        residual.words_from(data["mrd"]),
        PhraseIndex.of((str(one), key) for key, ones in data["dates"].items() for one in ones),
    )


def _own(name: str, key: str) -> tuple[str, ...]:
    return (key,) if name == "concepts" else ()


@dataclass(frozen=True, slots=True)
class _Under:
    """What the headings above say: whose genes ("germline", "somatic", "") and whether this is cytogenetics."""

    origin: str = ""
    cytogenetic: bool = False
    significance: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing said: `name` of class `kind` at `start` to `end` of the clause."""

    name: str
    kind: str
    start: int
    end: int
    detail: Mapping[str, Scalar]
    chromosomal: bool = False
    negative: bool = False


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Everything in reading order, dated by the specimen where the paper says when it was taken."""
    paper = bounded(paper)
    collected = labelled_date(paper, words.dates, "collected")
    when = collected[0] if collected else None
    under, titled = _Under(), False
    for clause in paper.clauses:
        under = _headed(clause, words, under)
        if clause.section in (Section.GENERAL, Section.QUESTIONS):
            continue
        titled = residualtables.about_residual(clause, words.residual, titled)
        rows = list(residualtables.rows_in(clause, words.residual, assertion, paper.date_order, titled))
        yield from rows
        for left in () if rows else residual.residual_in(clause, words.residual, assertion, when):
            yield replace(left, when=_own_day(paper, clause, left) or left.when)
        for finding in wholegenome.statements_in(clause, words.lists, assertion):
            yield replace(finding, when=when)
        said = _said(clause, words)
        tested = list(genetests.tests_in(clause, words.lists, _named(clause, words), paper.date_order, assertion))
        yield from tested
        for one, how in _states(clause, words, said, assertion):
            finding = _finding(clause, words, one, how, under)
            if not _is_tested(finding, tested):
                yield replace(finding, when=_own_date(paper, clause, one) or when or _day(paper, clause, one))


def _named(clause: Clause, words: Words) -> list[Span[str]]:
    """The genes and arms of chromosomes of a clause."""
    genes = [span for span in genenames.genes_in(clause, words.genes) if not _shouted(clause, span, words)]
    return apart([*genenames.arms_in(clause.text), *genes]) if genes or _ARM_SIGN.search(clause.text) else genes


def _is_tested(finding: Finding, tested: Sequence[Finding]) -> bool:
    """Whether the clause says only that it was tested for: awaited changes are told by both."""
    named = {one.name for one in tested}
    own = {finding.name, str(finding.detail.get("gene", "")), str(finding.detail.get("partner", ""))}
    return bool(named & own)


def _own_date(paper: Paper, clause: Clause, said: _Said) -> PartialDate | None:
    """The day that stands right after a result: `(PTCH1 negative, July 2024)`."""
    days = [one for one in dates_of(clause, paper.date_order) if 0 <= one.start - said.end <= _OWN_DAY]
    own = [one for one in days if ")" not in clause.text[said.end : one.start]]
    return own[0].value if len(own) == 1 and not clause.cells else None


def _day(paper: Paper, clause: Clause, said: _Said) -> PartialDate | None:
    """The day of a result in a letter: the only one that its clause names."""
    if paper.category in _TISSUE_PAPERS:
        return None
    found = occasion_near(clause, paper, said.start, said.end)
    return found.when if found is not None and found.until is None and found.when != paper.birth else None


def _own_day(paper: Paper, clause: Clause, finding: Finding) -> PartialDate | None:
    """The day that a sentence gives its value of residual disease; the nearest where it gives several."""
    at = max(clause.text.find(finding.quote), 0)
    days = [one for one in dates_of(clause, paper.date_order) if one.value != paper.birth]
    days = [one for one in days if not broken(clause.text, min(at, one.end), max(at, one.start))]
    nearest = min(days, key=lambda one: max(one.start - at - len(finding.quote), at - one.end, 0), default=None)
    return nearest.value if nearest else None


def _headed(clause: Clause, words: Words, before: _Under) -> _Under:
    """A short line without a full stop is a heading; what it says holds until the next."""
    text = clause.text.strip()
    if len(clause.words) > _HEADING_WORDS or text.endswith(".") or any(char.isdigit() for char in text):
        return before
    origins = spans_in(clause, words.lists["origin_headings"])
    methods = [one for one in spans_in(clause, words.lists["methods"]) if one.value == "FISH"]
    return _Under(
        origins[0].value if origins else "",
        bool(methods or spans_in(clause, words.lists["karyotype"])),
        _significance(clause, words, 0),
    )


def _said(clause: Clause, words: Words) -> list[_Said]:
    """Fusions, changes of sequence, and genes or arms of chromosomes with an alteration, from left to right."""
    genes = [span for span in genenames.genes_in(clause, words.genes) if not _shouted(clause, span, words)]
    arms = [] if not any(char in "pq" for char in clause.text) else genenames.arms_in(clause.text)
    if not genes and not arms and not spans_in(clause, words.lists["counted"]):
        return []
    alterations = spans_in(clause, words.lists["alterations"])
    fusions = list(_fusions(clause, words, genes, alterations))
    changes = [
        one for change in genenames.changes_in(clause.text, genes) if (one := _change(clause, words, change, genes))
    ]
    used = [(one.start, one.end) for one in (*fusions, *changes)]
    left = [gene for gene in genes if not any(start <= gene.start < end for start, end in used)]
    rearranged = genenames.rearranged_in(clause.text)
    subjects = apart([*rearranged, *(Span(one.name, one.start, one.end) for one in fusions), *arms, *left])
    subjects = [one for one in subjects if one not in rearranged]
    leads = frozenset(one.start for one in alterations if one.value == _UNCERTAIN or _leads(clause, one, subjects))
    pairs = [_paired(clause, words, pair) for pair in Pairing(clause.text, subjects, alterations, leads).pairs()]
    plain = [one for one in pairs if one is not None and "::" not in one.name]
    said = [*fusions, *changes, *plain, *_counted(clause, words)]
    said += _unclassed(clause, words, [*left, *arms], said)
    return _once(sorted(said, key=lambda one: one.start))


def _leads(clause: Clause, alteration: Span[str], subjects: Sequence[Span[str]]) -> bool:
    """`(mutación CTNNB1)`, `rearrangement EWSR1`: right before a gene, and right after none."""
    follows = any(one.start - alteration.end == 1 for one in subjects)
    before = [one for one in subjects if one.end <= alteration.start]
    return follows and not (before and len(words_between(clause.text, before[-1].end, alteration.start)) <= _NOT_REACH)


def _shouted(clause: Clause, span: Span[str], words: Words) -> bool:
    """A word such as SET or WAS in a line that is all in capitals is no gene."""
    return span.value in words.genes.words and clause.text.isupper()


def _once(said: Sequence[_Said]) -> list[_Said]:
    found: dict[tuple[object, ...], _Said] = {}
    for one in said:
        found.setdefault((one.name, one.kind, one.detail.get("protein"), one.detail.get("cdna"), one.negative), one)
    return list(found.values())


def _fusions(
    clause: Clause, words: Words, genes: Sequence[Span[str]], alterations: Sequence[Span[str]]
) -> Iterator[_Said]:
    spoken = any(one.value in ("fusion", "rearrangement") for one in alterations)
    for span in genenames.fusions_in(clause.text, genes, believed=True):
        left, right = span.value
        known = span.value in words.fusions or "::" in clause.text[span.start : span.end]
        slash = "/" in clause.text[span.start : span.end]
        if known or (spoken and not slash) or (slash and any(one.value == "fusion" for one in alterations)):
            near = [one for one in alterations if one.value == "fusion" and 0 <= one.start - span.end <= 2]
            end = near[0].end if near else span.end
            detail = {"gene": left, "partner": right}
            yield _Said(f"{left}::{right}", "fusion", span.start, end, detail)


def _change(clause: Clause, words: Words, change: genenames.Change, genes: Sequence[Span[str]]) -> _Said | None:
    """A change of sequence with its gene: the nearest before it, else one right after it."""
    before = [gene for gene in genes if gene.end <= change.start and not broken(clause.text, gene.end, change.start)]
    after = [gene for gene in genes if gene.start >= change.end]
    gene = before[-1] if before else after[0] if after else None
    stained = _STAINED.match(clause.text, change.end) or (clause.section is Section.STAINS and not change.cdna)
    if gene is None or stained:
        return None
    between = (gene.end, change.start) if before else (change.end, gene.start)
    if len(words_between(clause.text, *between)) > _NEAR:
        return None
    start, end = min(gene.start, change.start), max(gene.end, change.end)
    detail: dict[str, Scalar] = {"gene": gene.value, "cdna": change.cdna, "protein": change.protein}
    detail["vaf"], end = _vaf(clause, words, end)
    kind = _significance(clause, words, end) or _led_significance(clause, words, gene.start)
    return _Said(gene.value, kind or "mutation", start, end, {key: one for key, one in detail.items() if one})


def _vaf(clause: Clause, words: Words, end: int) -> tuple[str, int]:
    """The share of reads, where the clause or its column says that it is one, or a bare row of a table has it."""
    found = _PERCENT.search(clause.text, end)
    if found is None or broken(clause.text, end, found.start()):
        return "", end
    bare = "%" in found[0] and len(words_between(clause.text, end, found.start())) == 0
    named = bare or any(one.end <= found.end() + 40 for one in spans_in(clause, words.lists["vaf"]))
    return (found[0].strip(), found.end()) if named else ("", end)


def _significance(clause: Clause, words: Words, start: int) -> str:
    classes = [one for one in spans_in(clause, words.lists["classes"]) if one.start >= start]
    return clause.text[classes[0].start : classes[0].end].lower() if classes else ""


def _led_significance(clause: Clause, words: Words, start: int) -> str:
    """`a pathogenic variant in TP53, c.1010G>A`, `a variant of uncertain significance was reported in APC`."""
    classes = [one for one in spans_in(clause, words.lists["classes"]) if one.end <= start]
    if not classes or broken(clause.text, classes[-1].end, start):
        return ""
    near = len(words_between(clause.text, classes[-1].end, start)) <= _LED_REACH
    return clause.text[classes[-1].start : classes[-1].end].lower() if near else ""


def _paired(clause: Clause, words: Words, pair: Pair[str, str]) -> _Said | None:
    """A gene or arm with its alteration; a loss of a protein or of weight is none of a gene."""
    name, kind = pair.subject.value, pair.result.value
    arm = name[0].isdigit() or name[1:2] in ("p", "q")
    if arm and kind not in _OF_CHROMOSOMES:
        return None
    if not arm and kind in ("loss", "normal") and spans_in(clause, words.lists["protein"]):
        return None
    if _told_between(clause, words, pair):
        return None
    if words_between(clause.text, pair.subject.end, pair.result.start) and _of_other(clause, words, pair):
        return None
    detail: dict[str, Scalar] = {} if arm else {"gene": name}
    copies = _COPIES.search(clause.text, pair.start)
    if copies and copies.start() - pair.end <= 3:
        detail["copies"] = copies[1].strip()
    negative = kind in _NEGATIVE or _looked_for(clause, words, pair)
    return _Said(name, _NEGATIVE.get(kind, kind), pair.start, pair.end, detail, negative=negative)


def _told_between(clause: Clause, words: Words, pair: Pair[str, str]) -> bool:
    """Whether a gene has a result of its own before the alteration (`YAP1 neg, ... p53 wild type`)."""
    between = words_of(clause.text[pair.subject.end : pair.subject.end + 24])[:1]
    near = bool(between) and any(words.lists["states"].find(between))
    return near and pair.subject.end + between[0].start + 1 < pair.result.start


def _looked_for(clause: Clause, words: Words, pair: Pair[str, str]) -> bool:
    """Whether a word right before the alteration says that it was not there: `STAG2: no loss`, `not deleted`."""
    between = words_between(clause.text, pair.subject.end, pair.result.start)[-_NOT_REACH:]
    return any(word.text in words.denying for word in between)


def _of_other(clause: Clause, words: Words, pair: Pair[str, str]) -> bool:
    """`ALK F1174L; no other mutations`: the alteration is of other genes."""
    between = words_between(clause.text, pair.subject.end, pair.result.start)[-_NOT_REACH:]
    return any(word.text in words.others for word in between)


def _counted(clause: Clause, words: Words) -> Iterator[_Said]:
    """`trisomy 8`, `monosomy of chromosome 7`."""
    singular = {"trisomies": "trisomy", "trisomia": "trisomy", "trisomias": "trisomy"}
    singular |= {"monosomies": "monosomy", "monosomia": "monosomy", "monosomias": "monosomy", "tetrasomia": "tetrasomy"}
    singular |= {"isocromosoma": "isochromosome"}
    for span in spans_in(clause, words.lists["counted"]):
        found = _COUNTED.match(clause.text, span.end)
        if found:
            word = words_of(clause.text[span.start : span.end])[0].text
            name = singular.get(word, word)
            yield _Said(f"{name} {found[1]}", name, span.start, found.end(), {}, chromosomal=True)
            while further := _COUNTED_ON.match(clause.text, found.end()):
                found = further
                yield _Said(f"{name} {found[1]}", name, found.start(1), found.end(), {}, chromosomal=True)


def _unclassed(clause: Clause, words: Words, genes: Sequence[Span[str]], said: Sequence[_Said]) -> Iterator[_Said]:
    """Genes that FISH, or a table of genes, found positive or negative without a word for how."""
    fish = any(one.value == "FISH" for one in spans_in(clause, words.lists["methods"]))
    for gene in genes:
        covered = any(one.start <= gene.start < one.end for one in said)
        row = genetests.row_state(clause, words.lists, gene.start) in (Assertion.STATED, Assertion.NEGATED)
        row = row and clause.section is not Section.STAINS and _of_gene(clause, words, gene, alone=False)
        if covered or not (fish or row or _heads_row(clause, words, gene) or _of_gene(clause, words, gene, alone=True)):
            continue
        if row or _followed(clause, words, gene):
            detail = {} if gene.value[0].isdigit() else {"gene": gene.value}
            yield _Said(gene.value, "" if fish else "mutation", gene.start, gene.end, detail)


def _heads_row(clause: Clause, words: Words, gene: Span[str]) -> bool:
    """Whether a gene alone fills the cell of a row under a head for genes: `NPM1 | - | Not detected`."""
    for (start, text), head in zip(clause.cells, clause.header, strict=False):
        if start == gene.start and start + len(text.rstrip()) == gene.end:
            return any(words.lists["gene_heads"].find(words_of(head)))
    return False


def _of_gene(clause: Clause, words: Words, gene: Span[str], *, alone: bool) -> bool:
    """Whether a result that stands by a symbol is of the gene: of its protein it may be where stains show that, unless
    the clause speaks of genes. A symbol that is a word needs a table's row."""
    if alone and (gene.value in words.genes.words or gene.value[0].isdigit()):
        return False
    protein = any(words.lists["also_proteins"].find(words_of(gene.value)))
    spoken = {one.value for one in spans_in(clause, words.lists["alterations"])}
    genetic = spans_in(clause, words.lists["methods"]) or spoken & set(_GENETIC)
    return not protein or bool(genetic) or clause.section is Section.MOLECULAR


def _followed(clause: Clause, words: Words, gene: Span[str]) -> bool:
    return any(
        one.start - gene.end >= 0 and len(words_between(clause.text, gene.end, one.start)) <= 2
        for one in spans_in(clause, words.lists["states"])
    )


def _states(
    clause: Clause, words: Words, said: Sequence[_Said], assertion: AssertionWords
) -> list[tuple[_Said, Assertion]]:
    """How each thing is said: by a state after it, shared by things that `and` joins, else by the rules for all."""
    found: list[tuple[_Said, Assertion]] = []
    state: Assertion | None = None
    following: _Said | None = None
    listed = False
    for one in reversed(said):
        listed = following is not None and _joins(clause.text, one.end, following.start, listed)
        limit = following.start if following is not None and following.start >= one.end else None
        state = (
            genetests.row_state(clause, words.lists, one.start)
            or state_after(clause, words.lists, Span(one.name, one.start, one.end), limit)
            or (state if listed else None)
        )
        following = one
        how = state or assertion_of(clause, one.start, one.end, assertion)
        found.append((one, Assertion.NEGATED if one.negative or _denied(clause, words, one) else _sure(one, how)))
    return found[::-1]


def _denied(clause: Clause, words: Words, said: _Said) -> bool:
    """Whether it was looked for and not found: `no se detectó amplificación de MYCN`."""
    return any(
        one.end <= said.start
        and not broken(clause.text, one.end, said.start)
        and len(words_between(clause.text, one.end, said.start)) <= _DENIED_REACH
        for one in spans_in(clause, words.lists["denied"])
    )


def _sure(said: _Said, how: Assertion) -> Assertion:
    """A change that has a name was found; only its meaning may be probable."""
    named = said.detail.get("protein") or said.detail.get("cdna")
    return Assertion.STATED if named and how is Assertion.UNCERTAIN else how


def _joins(text: str, start: int, end: int, listed: bool) -> bool:
    """Whether `and` joins two things, or a comma within a list that `and` ends."""
    return connected(text, start, end) and (listed or bool(words_between(text, start, end)))


def _finding(clause: Clause, words: Words, said: _Said, how: Assertion, under: _Under) -> Finding:
    found = spans_in(clause, words.lists["methods"])
    methods = [one for one in found if not broken(clause.text, *sorted((one.start, said.start)))]
    method = methods[0].value if methods else ""
    if method == "FISH" and said.kind in _NOT_BY_FISH:
        method = ""
    origins = spans_in(clause, words.lists["origins"])
    under_fish = under.cytogenetic and said.kind not in _NOT_BY_FISH
    cytogenetic = said.chromosomal or method == "FISH" or (under_fish and not said.detail.get("protein"))
    detail: dict[str, Scalar] = {
        **said.detail,
        "class": under.significance or said.kind if said.kind == "mutation" else said.kind,
        "method": method,
        "origin": origins[0].value if origins else under.origin,
    }
    end = said.end
    cells = _CELLS.match(clause.text, _state_end(clause, words, end)) if cytogenetic else None
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
