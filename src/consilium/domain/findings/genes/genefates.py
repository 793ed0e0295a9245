"""What a sentence tells of a gene in everyday words: `MYCN is single copy`, `de FLT3 nada`, `the TP53 test found
nothing`, `WT1 analysis on blood found a truncating change`, `PTCH1 lost`.

Only of genes that no other rule has read in the clause, and not of a protein that a stain shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.spans import Span
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

_SILENT = (Section.STAINS, Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.PLAN)
_LINKS = (
    r"(?:[\s,:]{1,2}(?:genes?|gen|status|estado|test(?:s|ing)?|stud(?:y|ies)|estudios?|screen(?:ing)?|analysis"
    r"|an[aá]lisis|panel"
    r"|sequencing|secuenciaci[oó]n|hot-?spots?|germ-?line|germinal|somatic|locus|assay|FISH|PCR|levels?|on|in"
    r"|en|la|el|the|his|her"
    r"|blood|sangre|tumou?r|tissue|tejido|marrow|m[eé]dula|again|also|both|all|ambos|ambas|was|were|is|are|be"
    r"|has|have|been|remains?"
    r"|stays?|fue|fueron|es|son|est[aá]n?|sali[oó]|salieron|result[oó]|resultaron|came|come|back|returned"
    r"|turned|out|proved|read"
    r"|reads|looks|looked|again|sigue|contin[uú]a|vino|vuelve|volvi[oó]|por|con|with|showed|shows|muestra|mostr[oó]|tiene"
    r"|presenta|conserva|retains)){0,7}[\s:,]{1,2}"
)
_NONE = (
    r"(?:(?:in\s)?(?:a\s)?single[\s-]copy|two\scopies|dos\scopias|copia\s[uú]nica|diploid|not\samplified"
    r"|un-?amplified|non-?\s?amplified"
    r"|sin\samplificar|sin\samplificaci[oó]n|no\s(?:est[aá]\s)?amplificad[oa]|without\samplification"
    r"|normal(?:es)?|clean|limpi[oa]s?|clear|unremarkable"
    r"|intact[oa]?s?|[ií]ntegr[oa]s?|sin\s(?:alteraci(?:[oó]n|ones)|cambios?|mutaci(?:[oó]n|ones)|reordenar"
    r"|hallazgos|variantes?)"
    r"|un-?rearranged|not\srearranged|nothing\sfound|found\snothing|show(?:s|ed)\snothing|(?:found|show(?:s"
    r"|ed))\sno\s\w{4,14}|nothing"
    r"|(?:isn['’]t|is\snot|wasn['’]t|was\snot|weren['’]t|not)\s(?:there|found|seen|present|mutated|altered|lost"
    r"|involved)|absent|ausentes?"
    r"|nada|nil|no\s(?:mutad|alterad|reordenad)[oa]s?|no\s(?:mutations?|changes?|alterations?|variants?)"
    r"|un-?mutated|fails?\sto\sshow)"
)
_SOME = (
    r"(?:lost|gone|missing|mutated|deleted|perdid[oa]s?|mutad[oa]s?|delecionad[oa]s?|truncated|amplified"
    r"|amplificad[oa]s?|altered|alterad[oa]s?"
    r"|rearranged|reordenad[oa]s?|split|broken|rot[oa]s?|somatic|constitutional"
    r"|(?:(?:found|show(?:s|ed)|turned\sup|revealed|with|hall[oó]|encontr[oó]|mostr[oó]|con)\s)?(?:an?\s"
    r"|una?\s)?(?:(?:germ-?line|pathogenic|heterozygous"
    r"|de\snovo|same|new|known|second|somatic)\s){0,2}(?:truncating|frame-?shift|nonsense|missense|stop|splice"
    r"|loss-of-function|disease-causing"
    r"|faulty|germ-?line(?!\s?(?:[.,;:)]|$|was\b|is\b|were\b|has\b|sent\b|test\w*|stud\w+|analys\w+|sequenc\w+"
    r"|panel|negativ\w+|normal"
    r"|pending|screen\w*|result\w*)))\s?(?:change|variant|mutation|alteration|cambio|defect|hit)?|(?:an?\s|un\s|el\s"
    r"|the\s)?(?:cambio|change|defect|defecto|fault|alteraci[oó]n)"
    r"(?!\sof\b))"
)
_AFTER_NONE = re.compile(rf"{_LINKS}{_NONE}(?![\w-])", re.IGNORECASE)
_AFTER_SOME = re.compile(rf"{_LINKS}{_SOME}(?![\w-])", re.IGNORECASE)
# `TP53 germline was sent August 2024, negative`, `estudio de RB1 enviado en mayo: negativo`.
_SENT = (
    r"(?:(?:was|were|is|has been|fue|se)?\s?(?:sent|submitted|sampled|done|performed|requested|tested|checked"
    r"|enviad[oa]|remitid[oa]"
    r"|realizad[oa]|solicitad[oa])(?:\s(?:on|in|en|el|off|to|from|de|del))?(?:\s[\w/-]{1,12}){0,4}\s?[,:;–-]\s?"
    r"(?:(?:and\s)?(?:was|is|result(?:ado)?|came back|returned|fue)\s?:?\s)?)?"
)
_PLAIN = re.compile(rf"{_LINKS}{_SENT}(?:negative|neg|negativ[oa]s?)(?![\w-])", re.IGNORECASE)
_BEFORE_NONE = re.compile(
    r"(?:\bde\s$|\b(?:nothing|nada)\s(?:in|on|en|de)\s$|\bno\s(?:changes?|mutations?|cambios?"
    r"|mutaci[oó]n)\s(?:in|of|en|de)\s(?:the\s|el\sgen\s)?$)",
    re.IGNORECASE,
)
_BEFORE_SOME = re.compile(
    r"\b(?:change|cambio|defect|defecto|fault|faulty|error|alteraci[oó]n|alteration|stop|hit)\s(?:found\s"
    r"|hallad[oa]\s)?(?:in|en|of|del?)\s"
    r"(?:the\s|el\s|su\s|her\s|his\s)?(?:gene?\s)?$",
    re.IGNORECASE,
)
# A gene and not its protein is spoken of.
_OF_GENE = re.compile(
    r"\b(?:test(?:s|ed|ing)?|gen(?:e|es|etic\w*|[eé]tic\w*)?|germ-?line|germinal|constitutional|mutat\w+"
    r"|mutac\w+|variant\w*"
    r"|sequenc\w+|secuenc\w+|FISH|PCR|panel"
    r"|array|NGS|blood|sangre|copy|copies|copias?|amplif\w+|hot-?spots?|rearrang\w+|reorden\w+|transcripts?"
    r"|fusion\w*)\b",
    re.IGNORECASE,
)
_STAINED = re.compile(
    r"\b(?:stain\w*|immuno\w*|inmuno\w*|IHC|IHQ|nuclear|cytoplasmic|expression|expresi[oó]n|immunophenotype"
    r"|protein\w*|prote[ií]na|flow|citometr\w+"
    r"|antibod\w+|express\w*)\b",
    re.IGNORECASE,
)
_KINDS = {
    "amplif": "amplification",
    "copy": "amplification",
    "copi": "amplification",
    "diploid": "amplification",
    "rearr": "rearrangement",
    "reord": "rearrangement",
    "split": "rearrangement",
    "broken": "rearrangement",
    "rot": "rearrangement",
    "lost": "loss",
    "gone": "loss",
    "missing": "loss",
    "perdid": "loss",
    "delet": "deletion",
    "delec": "deletion",
}
_JOINED = re.compile(r"(?:\s?[,/]\s?|\s(?:and|y|e|or|o|ni|nor)\s){1,2}")


def fates_in(
    clause: Clause, genes: Sequence[Span[str]], proteins: PhraseIndex[str], words: AssertionWords
) -> Iterator[Finding]:
    """What a clause says of genes in everyday words; genes of one list share what stands behind the last."""
    if clause.section in _SILENT or clause.cells or clause.text.rstrip().endswith("?"):
        return
    for at, gene in enumerate(genes):
        end = gene.end
        for other in genes[at + 1 :]:
            if _JOINED.fullmatch(clause.text, end, other.start) is None:
                break
            end = other.end
        stained = any(proteins.find(words_of(gene.value))) and _OF_GENE.search(clause.text) is None
        if stained or _STAINED.search(clause.text):
            continue
        told = _told(clause, gene, end)
        if told is None:
            continue
        said = assertion_of(clause, gene.start, gene.end, words)
        if said is Assertion.FAMILY:
            continue
        keeps = said in (Assertion.CONDITIONAL, Assertion.UNCERTAIN, Assertion.PLANNED, Assertion.PENDING)
        yield _finding(clause, gene, told[2], (said if keeps else told[0]), told[1])


def _told(clause: Clause, gene: Span[str], end: int) -> tuple[Assertion, str, int] | None:
    """How it is said, of which change, and where the words for it end."""
    before = clause.text[max(0, gene.start - 60) : gene.start]
    after = _AFTER_NONE.match(clause.text, end)
    if after is not None:
        return Assertion.NEGATED, _kind(after[0]), after.end()
    plain = _PLAIN.match(clause.text, end)
    if plain is not None and _OF_GENE.search(clause.text):
        return Assertion.NEGATED, "mutation", plain.end()
    some = _AFTER_SOME.match(clause.text, end)
    if some is not None:
        return Assertion.STATED, _kind(some[0]), some.end()
    if _BEFORE_SOME.search(before):
        return Assertion.STATED, "mutation", gene.end
    denied = _BEFORE_NONE.search(before)
    if denied is not None and (
        denied[0].strip().lower() != "de" or clause.text[end:].lower().lstrip().startswith("nada")
    ):
        return Assertion.NEGATED, "mutation", gene.end
    return None


def _kind(said: str) -> str:
    plain = said.lower()
    return next((kind for stem, kind in _KINDS.items() if stem in plain), "mutation")


def _finding(clause: Clause, gene: Span[str], end: int, said: Assertion, kind: str) -> Finding:
    detail: dict[str, Scalar] = {"gene": gene.value, "class": kind}
    return Finding(
        Kind.VARIANT,
        gene.value,
        value=kind,
        assertion=said,
        detail=detail,
        citations=(clause.cite(gene.start, max(gene.end, end)),),
        confidence=clause.confidence,
    )
