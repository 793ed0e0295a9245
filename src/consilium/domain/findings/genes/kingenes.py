"""Tests of genes that were made in a relative: `Mother: breast ca dx age 38, BRCA neg per report`, `padre negativo para
TP53`. They tell nothing of the child's own genes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes.genenames import GeneWords, genes_in
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import PhraseIndex, words_of

_WHO = (
    r"(?:[Mm]other|[Ff]ather|[Bb]rother|[Ss]ister|[Pp]arents?|[Mm]um|[Mm]om|[Dd]ad|[Ss]ibs?|[Ss]iblings?|[Aa]unt|[Uu]ncle"
    r"|[Cc]ousin|[Gg]rand(?:mother|father)|MGM|MGF|PGM|PGF|[Mm]adre|[Pp]adres?|[Hh]erman[oa]s?|[Tt][ií][oa]|[Pp]rim[oa]"
    r"|[Aa]buel[oa]|[Mm]am[aá]|[Pp]ap[aá]|MOTHER|FATHER|MADRE|PADRE)"
)
_GENE = (
    r"(?P<gene>BRCA(?:\s?1\s?(?:/|and|y)\s?2|\s?[12])?|TP53|p53|RB1|NF[12]|APC|MLH1|MSH[26]|PMS2|PALB2|CHEK2|ATM|DICER1"
    r"|SDH[ABCD]|SMARCB1|SMARCA4|PTEN|VHL|RET|WT1|ALK|PHOX2B|SUFU|PTCH1|GATA2|RUNX1|ETV6|PAX5|DDX41|CEBPA|FANC[A-G]|BLM|NBN|CDKN2A)"
)
_TEST = (
    r"(?:\s(?:gene|gen|tests?|testing|tested|status|germ-?line|mutation|mutaci[oó]n|variant|variante"
    r"|estudio|result)){0,2}"
)
_NEG = r"(?:neg(?:ative|ativ[oa]s?)?|normal|not detected|no detectad[oa]|wild[\s-]?type|not mutated|clear)"
_POS = r"(?:pos(?:itive|itiv[oa]s?)?|mutated|mutad[oa]|carrier|portador[ae]?)"
_SIGN = r"\s?(?:\((?:(?P<more>\+)|-)(?:ve)?\)|(?P<plus>\+)(?:ve)?|-ve)"
_IS = r"(?:\s?[:=,–-]\s?|\s(?:(?:is|was|were|came back|es|fue|sali[oó]|result[oó])\s){0,1})"
# The gene first, or the test and then the gene.
_AFTER = re.compile(
    rf"(?<![\w-]){_WHO}\b(?P<between>[^.;\n]{{0,70}}?)(?<![\w-]){_GENE}{_TEST}"
    rf"(?:{_IS}(?:(?P<neg>{_NEG})|(?P<pos>{_POS}))|{_SIGN})(?![\w-])"
)
_BEFORE = re.compile(
    rf"(?<![\w-]){_WHO}\b(?P<between>[^.;\n]{{0,50}}?)(?<![\w-])(?:(?P<neg>{_NEG})|(?P<pos>{_POS}))"
    rf"\s(?:for|para|del?)\s"
    rf"(?:(?:the|el|la|gen|familial)\s){{0,2}}{_GENE}(?![\w-])"
)
# Where the sentence goes on with the child, or only tells who speaks.
_OF_CHILD = re.compile(
    r"\b(?:patient|child|his own|her own|he|she|proband|pt|paciente|ni[nñ][oa]|menor|[eé]l|ella|says?|states?"
    r"|reports? that"
    r"|refiere|dice|comenta|is asking|asks|pregunta|informed|told|sample|samples|muestra|trio)\b"
    r"|\b(?:if|whether|si)\s",
    re.IGNORECASE,
)
_PER_REPORT = re.compile(r"\b(?:if|whether|si|unless)\s(?:\w+\s){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KinGene:
    """A gene of a relative, whether a change was found, and where it is told."""

    gene: str
    who: str
    held: bool
    start: int
    end: int


def kin_genes(text: str) -> Sequence[KinGene]:
    """The genes that a text tells of a relative, from left to right."""
    found = []
    for form in (_AFTER, _BEFORE):
        for one in form.finditer(text):
            if _OF_CHILD.search(one["between"]) or _PER_REPORT.search(text, 0, one.start()):
                continue
            gene = re.sub(r"\s", "", one["gene"])
            who = re.match(_WHO, one[0])
            found.append(KinGene(gene, who[0] if who else "", _is_held(one), *one.span()))
    return sorted(found, key=lambda one: one.start)


def _is_held(found: re.Match[str]) -> bool:
    said = found.groupdict()
    return bool(said["pos"] or said.get("plus") or said.get("more"))


def all_of_kin(clause: Clause, genes: GeneWords) -> bool:
    """Whether all genes of a clause are told of relatives."""
    told = kin_genes(clause.text)
    own = genes_in(clause, genes) if told else ()
    return bool(told) and all(any(one.start <= gene.start < one.end for one in told) for gene in own)


def told_of_genes(clause: Clause, relatives: PhraseIndex[str]) -> Iterator[Finding]:
    """What a clause tells of the genes of relatives, each gene as a finding of the family."""
    for one in kin_genes(clause.text):
        known = max(relatives.find(words_of(one.who)), key=lambda hit: hit.after - hit.first, default=None)
        yield Finding(
            Kind.FAMILY_HISTORY,
            one.gene,
            assertion=Assertion.FAMILY if one.held else Assertion.NEGATED,
            detail={"relative": known.value} if known is not None else {},
            citations=(clause.cite(one.start, one.end),),
            confidence=clause.confidence,
        )
