"""Genes, arms of chromosomes and variants as texts write them: HGVS, short protein changes, fusions, ISCN strings.

Every expression is linear: bounded repeats, no repeat inside another but the fields of a karyotype, which commas part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from consilium.domain.findings.genes.alleles import alleles_in
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import MOST_WORDS, Span, apart
from consilium.domain.phrases import PhraseIndex, leading, words_of

CODING = re.compile(
    r"(?<![\w.])c\.[-*]?\d{1,6}(?:[+-]\d{1,5})?(?:_[-*]?\d{1,6}(?:[+-]\d{1,5})?)?"
    r"(?: ?[ACGT]{1,40} ?> ?[ACGT]{1,40}|del[ACGT]{0,60}(?:ins[ACGT]{1,60})?|ins[ACGT]{1,60}|dup[ACGT]{0,60}|inv)"
)
PROTEIN = re.compile(
    r"(?<![\w.])p\.\(?[A-Z](?:[a-z]{2})?\d{1,5}(?:_[A-Z](?:[a-z]{2})?\d{1,5})?"
    r"(?:fs(?:Ter|\*|X)?\d{0,5}|delins[A-Za-z]{1,40}|del|dup|ins[A-Za-z]{1,40}|(?:[A-Z][a-z]{2}|"
    r"[A-Z*=?])(?:fs(?:Ter|\*|X)?\d{0,5})?)?\)?"
)
_SHORT = re.compile(
    r"(?:\s(?:ex[oó]n|exon)\s?\d{1,2})?[ \t:,]{0,2}\(?(?:(?:mutaci[oó]n|mutation|"
    r"variante?)\s)?([ACDEFGHIKLMNPQRSTVWY]\d{1,4}(?:[ACDEFGHIKLMNPQRSTVWYX*]|fs(?:\*\d{1,4})?))(?![\w])"
)
# A short change in brackets, where a clause has one gene: `KIT exon 17: mutated (D816V)`.
_ASIDE = re.compile(r"\(([ACDEFGHIKLMNPQRSTVWY]\d{2,4}[ACDEFGHIKLMNPQRSTVWYX*])\)")
_JOINED = re.compile(r"\s?(?:::|[-–/])\s?")
ARM = re.compile(
    r"(?<![\w.;])(?:1?\d|2[0-2]|[XY])[pq](?:[1-4]\d(?:\.\d{1,2})?)?(?:[-–]?[pq][1-4]\d(?:\.\d{1,2})?|"
    r"-[1-4]\d(?:\.\d{1,2})?|[-–]?[pq]?ter)?(?![\w.(]?\d|\w)"
)
KARYOTYPE = re.compile(
    r"(?<![\d,.])\d{2}(?:[~∼-]\d{2})?,\s?(?:X{1,3}Y{0,2}|"
    r"XY)[^\s,;]{0,30}(?:,[^\s,;]{1,60}(?:;[^\s,;]{1,40}){0,4}){0,40}"
)
REARRANGED = re.compile(
    r"(?<!\w)[iI]so\(?\d{1,2}[pq]\)?(?!\w)|(?<!\w)(?:t|inv|del|dup|add|der|ins|dic|idic|i|r|T(?=\(\d{1,2};)|INV(?=\(\d{1,2}\))|DEL(?=\(\d{1,2}\)))\((?:[XY]|"
    r"\d{1,2})(?:[pq][\d.]{0,5})?(?:;(?:[XY]|\d{1,2})){0,3}\)"
    r"(?:\([pq?][pqter\d.?;]{0,40}\))?"
)
ISCN = re.compile(
    r"(?<!\w)(?P<array>arr ?(?:\[[^\]\s]{1,20}\] ?|(?=\((?:X|Y|\d)))[^\s]{5,200})"
    r"|(?<!\w)(?P<nucish>nuc ish ?(?:\([^()]{1,80}\)(?:[x×]\d{1,2})?[, ]{0,2}){1,8}(?:\[\d{1,4}(?:/\d{1,4})?\])?)"
)


_CHROMOSOMES = re.compile(
    r"\b(?:chromosomes?|cromosomas?|chrs?\.?)\s?(?P<numbers>(?:2[0-2]|1?\d|[XY])(?![\w.:])(?:(?:\s?,\s?|\s(?:and|y|"
    r"e)\s|,\s(?:and|y)\s)(?:2[0-2]|1?\d|[XY])(?![\w.:%]|\s?%)){0,20})",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"(?:/\d){1,3}(?![\w/]|\.\d)")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"2[0-2]|1?\d|[XY]")


# A symbol with at most its transcript, its exon and a few words between it and a change of sequence.
_BEFORE_CHANGE = re.compile(
    r"(?<![\w.*-])(?P<gene>[A-Z][A-Z0-9]{1,8}(?:-[A-Z0-9]{1,3})?|C\d{1,2}orf\d{1,3})(?![\w-])"
    r"(?:[\s,:;|(]{1,3}(?:[NX]M_\d{4,9}(?:\.\d{1,2})?|exon|ex[oó]n|intron|intr[oó]n|\d{1,3}|gene?|variante?|"
    r"mutation|mutaci[oó]n|"
    r"hetero\w+|homo\w+|hemi\w+|compound|compuest[oa]|a|an|una?|de|novo|with|con|the|likely|pathogenic|patog[eé]nica|"
    r"truncating|missense|nonsense|frameshift|splice|deletion|duplication|truncante|sin|sentido|in|en|el|la|del)){0,6}"
    r"[\s,:;|(]{1,3}(?=c\.[-*\[]?\d|p\.[(\[]{0,2}[A-Z])"
)
_FUSED = re.compile(
    r"(?<![\w:])(?P<left>[A-Z][A-Z0-9-]{1,9}|C\d{1,2}orf\d{1,3})::(?P<right>[A-Z][A-Z0-9-]{1,9}|C\d{1,2}orf\d{1,3})(?![\w:])"
)
_NO_GENES = frozenset((
    "DNA", "RNA", "VUS", "VAF", "NGS", "PCR", "WES", "WGS", "MLPA", "ACMG", "OMIM", "HGVS", "VOUS", "ADN",
    "ARN", "EXON", "GENE", "HET", "HOM", "NM", "NP", "EXOME", "PANEL", "TIER", "LP", "II", "III", "IV", "VI",
    "SNV", "INDEL", "CNV", "FAV", "CHR",
))  # fmt: skip


@dataclass(frozen=True)
class GeneWords:
    """`symbols` gives the symbol by each way to write it; `words` are symbols that also mean something else."""

    symbols: PhraseIndex[str]
    words: frozenset[str]


def words_from(data: Mapping[str, Any]) -> GeneWords:
    """From `knowledge/findings/molecular.yaml`."""
    symbols = str(data["genes"]).split()
    pairs = [(name, symbol) for symbol, names in data["aliases"].items() for name in names]
    spaced = [(re.sub(r"(?<=[A-Z])(?=\d+$)", " ", symbol), symbol) for symbol in symbols]
    return GeneWords(
        PhraseIndex.of([*((one, one) for one in (*symbols, *data["aliases"])), *pairs, *spaced]),
        frozenset(str(one) for one in data["words"]),
    )


# A methyl or acetyl group of the histone, which a stain shows: `H3 K27me3-deficient, with 1q gain`.
_MARKED = re.compile(r"[\s.-]?K\d{1,2}\s?(?:me[123]?|ac|trimeth\w{1,12}|trimetil\w{1,12})\b", re.IGNORECASE)


def genes_in(clause: Clause, words: GeneWords) -> list[Span[str]]:
    """The genes of a clause, written as symbols are (`ALK`, `N-myc`, `iAMP21` is none); `kit` and `set` are words."""
    found = []
    parts = leading(clause.words, MOST_WORDS)
    for hit in words.symbols.find(parts):
        start, end = parts[hit.first].start, parts[hit.after - 1].end
        if _written_as_gene(clause.text[start:end]) and not _MARKED.match(clause.text, end):
            found.append(Span(hit.value, start, end))
            found += _numbered_on(clause.text, hit.value, end, words)
    return _with_partners(clause.text, found) if "::" in clause.text else found


def _with_partners(text: str, found: Sequence[Span[str]]) -> list[Span[str]]:
    """With the genes of a fusion that no list has, told by its colons: `PAX8::PPARG`."""
    more = [
        Span(one[name], one.start(name), one.end(name))
        for one in _FUSED.finditer(text)
        for name in ("left", "right")
        if not any(gene.start < one.end(name) and one.start(name) < gene.end for gene in found)
    ]
    return sorted([*found, *more], key=lambda one: one.start) if more else list(found)


def _numbered_on(text: str, symbol: str, end: int, words: GeneWords) -> Iterator[Span[str]]:
    """The further genes of `IDH1/2` and `NTRK1/2/3`, by their numbers."""
    stem = symbol.rstrip("0123456789")
    further = _FURTHER.match(text, end) if stem != symbol else None
    for number in _DIGIT.finditer(text, end, further.end()) if further else ():
        if any(True for _ in words.symbols.find(words_of(f"{stem}{number[0]}"))):
            yield Span(f"{stem}{number[0]}", number.start(), number.end())


def with_unlisted(text: str, genes: Sequence[Span[str]]) -> list[Span[str]]:
    """The genes of a text with those that no list has, told by their form right before a change: `SCN1A c.5536del`."""
    if "c." not in text and "p." not in text:
        return list(genes)
    more = [
        Span(one["gene"], one.start("gene"), one.end("gene"))
        for one in _BEFORE_CHANGE.finditer(text)
        if one["gene"] not in _NO_GENES and not any(gene.start <= one.start("gene") < gene.end for gene in genes)
    ]
    return sorted([*genes, *more], key=lambda one: one.start)


def _written_as_gene(text: str) -> bool:
    """Capitals: `ALK`, `N-MYC`, `C11orf95`; `N-myc` and `c-Myc` by custom, too."""
    letters = [char for char in text.removesuffix("mut") if char.isalpha()]
    small = sum(char.islower() for char in letters)
    return (
        small == 0
        or text.lower() in ("n-myc", "c-myc", "histone h3", "histona h3", "tert promoter")
        or small <= 3 < len(letters) - small
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A change at `start` to `end`: `c.742C>T (p.Arg248Trp)`, or `F1174L` right behind its gene."""

    cdna: str
    protein: str
    start: int
    end: int


def changes_in(text: str, genes: Sequence[Span[str]]) -> list[Change]:
    """The changes of a clause; a coding and a protein name that stand together are one."""
    found = list(_of_copies(text))
    found += [
        Change("", _plain(one[0]), one.start(), one.end())
        for one in PROTEIN.finditer(text)
        if not _overlaps(found, *one.span())
    ]
    for gene in genes:
        short = _SHORT.match(text, gene.end)
        if short and not _overlaps(found, short.start(1), short.end(1)):
            found.append(Change("", short[1], short.start(1), short.end(1)))
    if len({gene.value for gene in genes}) == 1:
        for aside in _ASIDE.finditer(text, genes[0].end):
            if not _overlaps(found, aside.start(1), aside.end(1)):
                found.append(Change("", aside[1], aside.start(1), aside.end(1)))
    for coding in CODING.finditer(text):
        if not _overlaps(found, *coding.span()):
            found.append(Change(coding[0].replace(" ", ""), "", coding.start(), coding.end()))
    return _joined(text, sorted(found, key=lambda one: one.start))


def _of_copies(text: str) -> Iterator[Change]:
    """The changes that one expression tells of both copies of a gene."""
    for said, start, end in alleles_in(text):
        if CODING.fullmatch(said):
            yield Change(said, "", start, end)
        elif PROTEIN.fullmatch(said):
            yield Change("", _plain(said), start, end)


def _plain(protein: str) -> str:
    return protein.replace("(", "").replace(")", "")


def _overlaps(changes: Sequence[Change], start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in changes)


def _joined(text: str, changes: Sequence[Change]) -> list[Change]:
    found: list[Change] = []
    for change in changes:
        last = found[-1] if found else None
        if last and _complete(text, last, change):
            found[-1] = Change(last.cdna or change.cdna, last.protein or change.protein, last.start, change.end)
        elif last and last.protein and not change.cdna and text[last.end : change.start] in (" (", "("):
            found[-1] = Change(last.cdna, last.protein, last.start, change.end)  # `p.Lys28Met (K27M)`
        else:
            found.append(change)
    return found


def _complete(text: str, one: Change, other: Change) -> bool:
    """Whether one is the coding and the other the protein name of what stands close together."""
    kinds = bool(one.cdna) != bool(other.cdna) and bool(one.protein) != bool(other.protein)
    return kinds and other.start - one.end <= 12 and len(words_of(text[one.end : other.start])) <= 1


def fusions_in(text: str, genes: Sequence[Span[str]], believed: bool) -> Iterator[Span[tuple[str, str]]]:
    """Two genes joined by `::`, or by a dash or slash where `believed` (a fusion is spoken of)."""
    for left, right in pairwise(genes):
        between = text[left.end : right.start]
        if text[right.start : right.end].isdigit():
            continue  # `NTRK1/2/3`
        if left.value != right.value and _JOINED.fullmatch(between) and ("::" in between or believed):
            yield Span((left.value, right.value), left.start, right.end)


def arms_in(text: str) -> list[Span[str]]:
    return [Span(one[0], one.start(), one.end()) for one in ARM.finditer(text)]


def chromosomes_in(text: str) -> list[Span[str]]:
    """Whole chromosomes: `chromosome 7`, `cromosomas 8, 10 y 17`."""
    found = []
    for one in _CHROMOSOMES.finditer(text) if "chr" in text.lower() or "crom" in text.lower() else ():
        for number in _NUMBER.finditer(text, one.start("numbers"), one.end("numbers")):
            found.append(Span(f"chromosome {number[0]}", number.start(), number.end()))
    return found


def rearranged_in(text: str) -> list[Span[str]]:
    """`t(11;22)(q24;q12)`, `inv(16)(p13q22)`, `del(1p)` outside a karyotype; the string whole where there is one."""
    # Each pattern is tried only where letters that it needs stand.
    karyotypes = KARYOTYPE.finditer(text) if "X" in text and "," in text else ()
    arrays = ISCN.finditer(text) if "arr" in text or "nuc" in text else ()
    rearranged = REARRANGED.finditer(text) if "(" in text or "so" in text else ()
    strings = [Span("karyotype", one.start(), one.end()) for one in karyotypes]
    strings += [Span("array" if one["array"] else "FISH", one.start(), one.end()) for one in arrays]
    # In notes of capitals `T(9;22)` is the translocation that others write small.
    parts = [
        Span(
            one[0][0].lower() + one[0][1:]
            if one[0].startswith("T(")
            else one[0].replace("INV", "inv").replace("DEL", "del"),
            *one.span(),
        )
        for one in rearranged
    ]
    return apart([*strings, *parts])
