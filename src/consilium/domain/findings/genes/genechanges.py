"""What a clause says of genes and chromosomes: fusions, changes of sequence, copies, counted chromosomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.genes import genenames, genetests, genewords
from consilium.domain.findings.genes.deniednext import is_denied_next, own_change
from consilium.domain.findings.genes.genechangewords import Words
from consilium.domain.findings.genes.geneclasses import led_significance, share_of_reads, significance
from consilium.domain.findings.genes.genesaid import Said, copied, counted, gained_or_lost, shortened
from consilium.domain.findings.genes.geneslips import is_other_word
from consilium.domain.findings.genes.probedgenes import shown_by_probe
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.spans import Pair, Pairing, Span, apart, broken, connected, spans_in, words_between
from consilium.domain.phrases import words_of
from consilium.domain.records import Scalar

UNCERTAIN = "variant of uncertain significance"
_COPIES = re.compile(r"\(([^()]{0,60}(?:copies|copias|ratio|cociente|relación)[^()]{0,40})\)", re.IGNORECASE)
# `amplification, est. 14 copies`, `gain, copy number 6`.
_COPIES_NEXT = re.compile(
    r"[\s,:(~-]{0,4}(?:(?:est(?:imated|imad[ao])?|approx\w*|aprox\w*|about|with|con|unas|hasta|up to)\.?\s){0,2}~?"
    r"(?:(\d{1,3}(?:[.,]\d)?)\s(?:copies|copias)\b|(?:copy number|CN|"
    r"n[uú]mero de copias)\s?[:=]?\s?(\d{1,3}(?:[.,]\d)?)\b)",
    re.IGNORECASE,
)
_OF_CHROMOSOMES = (
    "intact",
    "uniparental disomy",
    "gain",
    "loss",
    "deletion",
    "amplification",
    "normal",
    "altered",
    "not amplified",
)
_NEGATIVE = {
    "normal": "altered",
    "not amplified": "amplification",
    "wild type": "mutation",
    "intact": "loss",
}
_CD = re.compile(r"CD\d")
# What is counted against: `copies per 100 copies of ABL1`.
_PER = re.compile(
    r"(?:/|\bper |\bpor |\bcada )\s?1[\s.,]?0[0.,\s]{0,8}(?:(?:copias|copies|transcripts"
    r"|transcritos) )?(?:of |de )?$",
    re.IGNORECASE,
)
_TEST_OF = re.compile(r"\s?(?:status|estado|analysis|an[aá]lisis|result|resultado)?\s?[:=]\s?")
_PROBE, _PROBE_REACH = re.compile(r"break[- ]?apart|split", re.IGNORECASE), 40
# `mutation pattern` is a stain's word, `mutation type A` a change.
_OF_STAIN = re.compile(r"[\s-](?:type|pattern|patr[oó]n|tipo)\b(?!\s(?:[A-D]|TKD|ITD|\d)\b)", re.IGNORECASE)
# A word right before a gene that says that it was not found: `IKZF1 del, no JAK2`.
_WITHOUT = re.compile(r"(?:^|[\s,;(])(?:no|sin|without)\s$", re.IGNORECASE)
# Of what the gene makes, not of the gene: `ADA and PNP enzyme normal`.
_ENZYME = re.compile(
    r"\b(?:enzym\w+|enzim\w+|activity|actividad|(?:serum|plasma|protein) levels?|niveles)\b", re.IGNORECASE
)
_ENZYME_REACH = 12
_ALIKE = re.compile(r"\s?-?\s?like\b", re.IGNORECASE)
_JOINING, _STATE_REACH = frozenset(("and", "or", "nor", "y", "e", "o", "ni")), 2
_NEAR = 8
_NOT_REACH = 3
_GENETIC = ("mutation", "fusion", "rearrangement", "amplification", "deletion", "internal tandem duplication")
_STAINED = re.compile(r"[\s(,]{0,3}(?:VE1|clone|clon|IHC|IHQ)\b")
# Between an alteration and its gene: `deleción homocigota de los exones 7 y 8 de SMN1`.
_OF_EXONS = re.compile(
    r"\s(?:(?:hom|het|hemi)\w+\s)?"
    r"(?:(?:of|de|del|de los|en|in|spanning|involving|encompassing|affecting|covering"
    r"|removing|que abarca|que incluye|que afecta|que comprende)\s(?:los\s|the\s)?)?(?:ex[oó]n(?:es)?|"
    r"exons?)\s[\d\s,yandtoal–-]{1,14}(?:of|de|del|in|en)\s"
    r"(?:the |el |gen |gene )?"
)
_OF_GENE = re.compile(r"\s(?:of|de|del)\s(?:(?:the|el|los|gene|gen|genes)\s){0,2}")
# `pérdida de un cromosoma X`, `loss of one copy of chromosome 7`, `gain of the long arm of chromosome 1`.
_OF_ONE = re.compile(
    r"\s(?:of|de|del)\s(?:(?:one|an?|the|una?|el|la|copy|copia|long|short|arm|brazo|largo|corto|of|de|del)\s){0,6}"
    r"(?:chromosome|cromosoma|chr\.?)\s"
)


def changes_said(clause: Clause, words: Words, *, genetic: bool = False) -> list[Said]:
    """Fusions, changes of sequence, and genes or arms of chromosomes with an alteration, from left to right. `genetic`
    where the whole paper is of genes."""
    genes = [span for span in genenames.genes_in(clause, words.genes) if not is_shouted(clause, span, words)]
    genes = [one for one in genenames.with_unlisted(clause.text, genes) if not _PER.search(clause.text, 0, one.start)]
    arms = [] if not any(char in "pq" for char in clause.text) else genenames.arms_in(clause.text)
    arms = [arm for arm in arms if not _only_place(clause, arm, genes)]
    worded = list(genewords.worded(clause))
    whole = [
        one
        for one in genenames.chromosomes_in(clause.text)
        if not any(two.start <= one.start < two.end for two in worded)
    ]
    if not genes and not arms and not whole and not worded and not spans_in(clause, words.lists["counted"]):
        return list(gained_or_lost(clause))
    starts = {one.start for one in genes}  # `FUS` is a gene, and short for a fusion
    found = [one for one in spans_in(clause, words.lists["alterations"]) if one.start not in starts]
    found = [one for one in found if not is_other_word(clause.text, one.start, one.end)]
    alterations = _without_probes(clause, found)
    fusions = list(_fusions(clause, words, genes, alterations))
    changes = [
        one for change in genenames.changes_in(clause.text, genes) if (one := _change(clause, words, change, genes))
    ]
    used = [(one.start, one.end) for one in (*fusions, *changes)]
    left = [gene for gene in genes if not any(start <= gene.start < end for start, end in used)]
    rearranged = genenames.rearranged_in(clause.text)
    subjects = apart([*rearranged, *(Span(one.name, one.start, one.end) for one in fusions), *arms, *whole, *left])
    subjects = _in_result_cell(clause, [one for one in subjects if one not in rearranged], alterations)
    leads = frozenset(
        one.start for one in alterations if one.value == UNCERTAIN or _leads(clause, one, subjects, alterations)
    )
    pairs = [_paired(clause, words, pair) for pair in Pairing(clause.text, subjects, alterations, leads).pairs()]
    plain = [one for one in pairs if one is not None and "::" not in one.name]
    said = [*worded, *fusions, *changes, *plain, *counted(clause, words.lists["counted"]), *copied(clause, left)]
    said += gained_or_lost(clause)
    said += shortened(clause, left)
    said += _unclassed(clause, words, [*left, *arms], said, genetic=genetic)
    return _once(sorted(said, key=lambda one: one.start))


def _without_probes(clause: Clause, alterations: Sequence[Span[str]]) -> list[Span[str]]:
    """Without the name of a probe or test where what it showed follows: `break-apart: negative for rearrangement`,
    `promoter methylation: unmethylated`."""
    found = []
    for one, other in zip_longest(alterations, alterations[1:]):
        probe = _PROBE.match(clause.text, one.start) and other.start - one.end <= _PROBE_REACH if other else False
        if not (probe or (other and _TEST_OF.fullmatch(clause.text, one.end, max(one.end, other.start)))):
            found.append(one)
    return found


def _only_place(clause: Clause, arm: Span[str], genes: Sequence[Span[str]]) -> bool:
    """Whether an arm only tells where a gene lies: `MYCN (2p24)`, `ATM (11q22.3)/CEP11`."""
    before = clause.text[: arm.start].rstrip()
    opened = before.endswith("(") and clause.text[arm.end : arm.end + 1] in ")/,"
    return opened and any(gene.end == len(before[:-1].rstrip()) for gene in genes)


def _in_result_cell(clause: Clause, subjects: Sequence[Span[str]], alterations: Sequence[Span[str]]) -> list[Span[str]]:
    """Without what a row's first cell names, where another cell says it whole: `LSI 1p36/1q25 | 1p deleted`."""
    for start, text in clause.cells[1:]:
        own = [one for one in subjects if start <= one.start < start + len(text)]
        if own and any(start <= one.start < start + len(text) for one in alterations):
            return [one for one in subjects if one.start >= clause.cells[1][0]]
    return list(subjects)


_LISTED = re.compile(r"(?:\s?[,;/+]\s?(?:and\s|y\s)?|\s(?:and|y|e|&|with|con)\s)(?:(?:a|the|una?|la|el)\s)?")


def _leads(clause: Clause, alteration: Span[str], subjects: Sequence[Span[str]], others: Sequence[Span[str]]) -> bool:
    """`(mutación CTNNB1)`, `rearrangement EWSR1`: right before a gene, and right after none, or after one that has its
    own before it (`gain 1q, loss 10q`)."""
    follows = any(
        one.start - alteration.end == 1
        or _OF_EXONS.fullmatch(clause.text, alteration.end, max(one.start, alteration.end))
        for one in subjects
    )
    if any(
        form.fullmatch(clause.text, alteration.end, max(one.start, alteration.end))
        for one in subjects
        for form in (_OF_ONE, _OF_GENE)
    ):
        return True
    before = [
        one for one in subjects if one.end <= alteration.start and not broken(clause.text, one.end, alteration.start)
    ]
    if follows and before and _LISTED.fullmatch(clause.text, before[-1].end, alteration.start):
        led = before[-1]
        while (at := before.index(led)) and _LISTED.fullmatch(clause.text, before[at - 1].end, led.start):
            led = before[at - 1]  # `loss 6q and 9q, gain 7`
        if any(0 <= led.start - one.end <= 1 for one in others):
            return True
    return follows and not (before and len(words_between(clause.text, before[-1].end, alteration.start)) <= _NOT_REACH)


def is_shouted(clause: Clause, span: Span[str], words: Words) -> bool:
    """A word such as SET or WAS in a line that is all in capitals is no gene."""
    return span.value in words.genes.words and clause.text.isupper()


def _once(said: Sequence[Said]) -> list[Said]:
    found: dict[tuple[object, ...], Said] = {}
    for one in said:
        found.setdefault((one.name, one.kind, one.detail.get("protein"), one.detail.get("cdna"), one.negative), one)
    return list(found.values())


def _fusions(
    clause: Clause, words: Words, genes: Sequence[Span[str]], alterations: Sequence[Span[str]]
) -> Iterator[Said]:
    spoken = any(one.value in ("fusion", "rearrangement") for one in alterations)
    for span in genenames.fusions_in(clause.text, genes, believed=True):
        if _ALIKE.match(clause.text, span.end):
            continue  # `BCR::ABL1-like`
        left, right = span.value
        known = span.value in words.fusions or "::" in clause.text[span.start : span.end]
        slash = "/" in clause.text[span.start : span.end]
        if known or (spoken and not slash) or (slash and any(one.value == "fusion" for one in alterations)):
            near = [one for one in alterations if one.value == "fusion" and 0 <= one.start - span.end <= 2]
            end = near[0].end if near else span.end
            detail = {"gene": left, "partner": right}
            yield Said(f"{left}::{right}", "fusion", span.start, end, detail)


def _change(clause: Clause, words: Words, change: genenames.Change, genes: Sequence[Span[str]]) -> Said | None:
    """A change of sequence with its gene: the nearest before it, else one right after it."""
    before = [gene for gene in genes if gene.end <= change.start and not broken(clause.text, gene.end, change.start)]
    after = [gene for gene in genes if gene.start >= change.end]
    gene = before[-1] if before else after[0] if after else None
    spoken = any(one.value == "mutation" for one in spans_in(clause, words.lists["alterations"]))
    stained = _STAINED.match(clause.text, change.end) or (_on_stains(clause, words) and not (change.cdna or spoken))
    if gene is None or stained:
        return None
    between = (gene.end, change.start) if before else (change.end, gene.start)
    if len(words_between(clause.text, *between)) > _NEAR:
        return None
    start, end = min(gene.start, change.start), max(gene.end, change.end)
    detail: dict[str, Scalar] = {"gene": gene.value, "cdna": change.cdna, "protein": change.protein}
    detail["vaf"], end = share_of_reads(clause, words, end)
    kind = significance(clause, words, end) or led_significance(clause, words, gene.start)
    return Said(gene.value, kind or "mutation", start, end, {key: one for key, one in detail.items() if one})


def _on_stains(clause: Clause, words: Words) -> bool:
    """Whether the clause stands among stains: its section, its heading or the head of its table says so."""
    if clause.section is Section.STAINS:
        return True
    above = words_of(" ".join((clause.heading, *clause.header)))
    return clause.section is not Section.MOLECULAR and any(words.lists["protein"].find(above))


def _denied_next(clause: Clause, words: Words, pair: Pair[str, str]) -> Said | None:
    own = own_change(clause.text, pair, spans_in(clause, words.lists["alterations"]))
    gene = pair.subject
    return (
        None if own is None else Said(gene.value, own.value, gene.start, own.end, {"gene": gene.value}, negative=True)
    )


def _paired(clause: Clause, words: Words, pair: Pair[str, str]) -> Said | None:
    """A gene or arm with its alteration; a loss of a protein or of weight is none of a gene."""
    if is_denied_next(clause.text, pair):
        return _denied_next(clause, words, pair)
    name, kind = pair.subject.value, pair.result.value
    arm = name[0].isdigit() or name[1:2] in ("p", "q") or name.startswith("chromosome ")
    if arm and kind not in _OF_CHROMOSOMES:
        return None
    if not arm and (kind == "intact" or (kind == "mutation" and _OF_STAIN.match(clause.text, pair.result.end))):
        return None
    if not arm and kind in ("loss", "normal") and spans_in(clause, words.lists["protein"]):
        return None
    if _told_between(clause, words, pair) or (
        not arm and _ENZYME.search(clause.text, pair.start, pair.end + _ENZYME_REACH)
    ):
        return None
    if words_between(clause.text, pair.subject.end, pair.result.start) and _of_other(clause, words, pair):
        return None
    if kind in _NEGATIVE and _parted_from(clause, pair):
        return None
    detail: dict[str, Scalar] = {} if arm else {"gene": name}
    copies = _COPIES.search(clause.text, pair.start)
    if copies and copies.start() - pair.end <= 3:
        detail["copies"] = copies[1].strip()
    counted_after = _COPIES_NEXT.match(clause.text, pair.end)
    if counted_after and "copies" not in detail and kind in ("gain", "amplification", "loss", "deletion"):
        detail["copies"] = counted_after[1] or counted_after[2]
    negative = kind in _NEGATIVE or _looked_for(clause, words, pair)
    return Said(name, _NEGATIVE.get(kind, kind), pair.start, pair.end, detail, negative=negative)


def _parted_from(clause: Clause, pair: Pair[str, str]) -> bool:
    """Whether a change of its own stands between a gene and `wild type`: `NOTCH1 p.L1600P (41 %), PTEN wild type`."""
    text = clause.text[pair.subject.end : pair.result.start]
    return "%" in text or genenames.PROTEIN.search(text) is not None or genenames.CODING.search(text) is not None


def _told_between(clause: Clause, words: Words, pair: Pair[str, str]) -> bool:
    """Whether a gene has a result of its own before the alteration (`YAP1 neg, ... p53 wild type`)."""
    between = words_of(clause.text[pair.subject.end : pair.subject.end + 24])[:1]
    near = bool(between) and any(words.lists["states"].find(between))
    return near and pair.subject.end + between[0].start + 1 < pair.result.start


def _looked_for(clause: Clause, words: Words, pair: Pair[str, str]) -> bool:
    """Whether a word right before the alteration says that it was not there: `STAG2: no loss`, `not deleted`."""
    between = words_between(clause.text, pair.subject.end, pair.result.start)[-_NOT_REACH:]
    if any(word.text in words.denying for word in between):
        return True
    led = (one for one in spans_in(clause, words.lists["denied"]) if pair.result.end <= one.start)
    return any(one.end <= pair.subject.start and not broken(clause.text, one.end, pair.subject.start) for one in led)


def _of_other(clause: Clause, words: Words, pair: Pair[str, str]) -> bool:
    """`ALK F1174L; no other mutations`: the alteration is of other genes."""
    between = words_between(clause.text, pair.subject.end, pair.result.start)[-_NOT_REACH:]
    return any(word.text in words.others for word in between)


def _unclassed(
    clause: Clause, words: Words, genes: Sequence[Span[str]], said: Sequence[Said], *, genetic: bool
) -> Iterator[Said]:
    """Genes that FISH, or a table of genes, found positive or negative without a word for how."""
    fish = any(one.value == "FISH" for one in spans_in(clause, words.lists["methods"]))
    stained = _on_stains(clause, words)  # a report on genes may list its stains too
    genetic = genetic and not stained
    if stained and not fish and not spans_in(clause, words.lists["methods"]):
        return  # `HMGA2 negative` under a heading of stains
    for gene in genes:
        covered = any(one.start <= gene.start < one.end for one in said)
        row = genetests.row_state(clause, words.lists, gene.start) in (Assertion.STATED, Assertion.NEGATED)
        ours = (genetic and _CD.match(gene.value) is None) or _of_gene(clause, words, gene, alone=False)
        row = row and not _on_stains(clause, words) and ours
        alone = _of_gene(clause, words, gene, alone=True) or (genetic and gene.value not in words.genes.words)
        alone = alone or (ours and any(_joined(clause, gene, other) for other in genes if other is not gene))
        alone = alone or _WITHOUT.search(clause.text, 0, gene.start) is not None
        if covered or not (fish or row or _heads_row(clause, words, gene) or (alone and not gene.value[0].isdigit())):
            continue
        state = _followed(clause, words, gene)
        if state is None and said and _WITHOUT.search(clause.text, 0, gene.start):
            state = Assertion.NEGATED
        if row or state is not None:
            detail = {} if gene.value[0].isdigit() else {"gene": gene.value}
            kind = shown_by_probe(gene.value) if fish else "mutation"
            yield Said(gene.value, kind, gene.start, gene.end, detail, state=state)


def _joined(clause: Clause, one: Span[str], other: Span[str]) -> bool:
    """Whether two genes are neighbours in a list."""
    low, high = sorted((one, other), key=lambda span: span.start)
    return connected(clause.text, low.end, high.start) or clause.text[low.end : high.start] == "/"


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
    protein = any(words.lists["also_proteins"].find(words_of(gene.value))) or _CD.match(gene.value) is not None
    spoken = {
        one.value
        for one in spans_in(clause, words.lists["alterations"])
        if ";" not in clause.text[min(gene.end, one.end) : max(gene.start, one.start)]
    }
    genetic = spans_in(clause, words.lists["methods"]) or spoken & set(_GENETIC)
    return not protein or bool(genetic) or clause.section is Section.MOLECULAR


def _followed(clause: Clause, words: Words, gene: Span[str]) -> Assertion | None:
    """What a state says of the gene that it follows, or of the list of genes that it begins."""
    others = genenames.genes_in(clause, words.genes)
    for one in spans_in(clause, words.lists["states"]):
        if one.start < gene.end or broken(clause.text, gene.end, one.start):
            continue
        if genetests.CLOSED.match(clause.text[gene.end : one.start]):
            continue
        listed = [other for other in others if gene.end <= other.start < one.start]
        skipped = sum(len(words_of(clause.text[other.start : other.end])) for other in listed)
        joined = sum(word.text in _JOINING for word in words_between(clause.text, gene.end, one.start)) if listed else 0
        near = len(words_between(clause.text, gene.end, one.start)) - skipped - joined <= _STATE_REACH
        return Assertion(one.value) if near else None
    return None
