"""Genes that a line of a letter names in short: beside a disease, with a word for their state, or after a heading.

`JMML (PTPN11)`, `primary HLH (PRF1, biallelic)`, `NPM1 wt`, `HRAS sent 14/5, back 2/7: negative`,
`Pertinent negatives: FGFR4, NRAS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes import genenames
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.spans import Span
from consilium.domain.phrases import PhraseIndex, words_of

_HOW = (
    r"(?:bi-?allelic|bial[eé]lic[oa]s?|compound het\w*|het\w*|hom\w*|hemi\w*|germ-?line|germinal|somatic|"
    r"som[aá]tic[oa]|de novo|"
    r"mutat\w*|mut|mutad[oa]|patog[eé]nic[oa]|pathogenic|x-linked|ligad[oa] al x|\+)"
)
_ASIDE = re.compile(rf"\s?{_HOW}?(?:[,\s]\s?{_HOW}){{0,6}}\s?\)", re.IGNORECASE)
_DISEASE_AHEAD = re.compile(
    r"(?:[A-Z][A-Z0-9-]{1,7}|[^\W\d_]{3,}(?:emia|penia|oma|osis|opathy|opat[ií]a|itis|ism|ismo|blastoma)|disease|"
    r"syndrome|"
    r"deficiency|"
    r"enfermedad|s[ií]ndrome|deficiencia|immunodeficiency|inmunodeficiencia|dystrophy|"
    r"distrofia)(?:\s[^\W\d_]{2,14}){0,2}(?:\s(?:type|tipo)\s\w{1,3})?\s\($",
)
# A gene in a bracket behind what its protein is called: `INI1 (SMARCB1): retained`, `BRG-1 (SMARCA4) is lost`.
_PROTEIN_AHEAD = re.compile(r"(?:INI-?1|BAF-?47|h?SNF5|BRG-?1|BRM|BCOR|VE1|p\d{2}|Brachyury)\s\(", re.IGNORECASE)
_STAIN_BEHIND = re.compile(
    r"\s?[:,–-]?\s?(?:(?:is|was|are|nuclear|staining|expression|immunostain\w*|IHC|IHQ|es|est[aá]|fue|con|expresi[oó]n|shows?|tinci[oó]n"
    r"|diffuse|strong|focal|weak|cytoplasmic|membranous)\s){0,4}(?:retain\w*|lost|loss|intact|preserved|positiv\w*|negativ\w*|conserv\w*"
    r"|p[eé]rdid\w*|perdid\w*|ausente|absent|preservad\w*|[+-](?!\w))",
    re.IGNORECASE,
)
_MUTANT = re.compile(
    r"(?:-|\s?[:=]?\s?)(?:mut(?:ated|ant|ad[oa])?|(?:het|hom)(?:o\w{4,}|ero\w+)?)\b(?!\s?/\s?Mb)", re.IGNORECASE
)
# `KMT2A+`, `NPM1 (+)`.
_PLUS = re.compile(r"(?:\s?\(\+\)|\+)(?=$|[\s.,;)])")
_WILD = re.compile(r"(?:-|\s?[:=]?\s?)(?:wt|wild[- ]?type|no mutad[oa]|unmutated|nativ[oa])\b", re.IGNORECASE)
_BACK = re.compile(
    r"[^.;:]{0,40}?\b(?:sent|enviad[oa]|tested|estudiad[oa]|checked)\b[^.;]{0,30}?(?:back|resultado|"
    r"result\w*)?[^.;:]{0,12}"
    r"[:,]\s?(?P<state>neg\w*|not (?:found|detected)|no (?:detectad\w+|se \w+)|normal)",
    re.IGNORECASE,
)
_PLAIN_NEGATIVE = re.compile(
    r"\s?(?:(?:\(?germ-?line\)?|\(?germinal\)?|\((?:blood|sangre)\)|in blood|"
    r"somatic|som[aá]tic[oa]|gene|gen|mutations?|mutaci[oó]n|test(?:ing)?|panel|"
    r"analysis|en sangre(?: de "
    r"\w{2,12})?)\s?){0,2}[:=]?\s?(?:(?:was|is|were|came back|came|returned|es|fue|sali[oó]|result[oó])\s)?"
    r"(?:neg(?:ative|ativ[oa])?)\b(?=\s?(?:$|[.,;)(]|both|in\b|en\b|so\b|and\b|y\b))",
    re.IGNORECASE,
)
# `germline RB1 positive`, `her RB1 test came back positive`.
_PLAIN_POSITIVE = re.compile(
    r"\s?(?:(?:\(?germ-?line\)?|\(?germinal\)?|gene|gen|test(?:ing)?|mutation|mutaci[oó]n|panel|analysis"
    r"|in blood|en sangre)\s?)"
    r"{0,2}[:=]?\s?(?:(?:was|is|came back|came|returned|fue|sali[oó]|result[oó])\s)?(?:positive|positiv[oa]|\+ve)\b",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"\b(?:mother|father|parents?|brother|sister|sibling|mum|mom|dad|twin|cousin|aunt|uncle|madre|padres?"
    r"|herman[oa]|t[ií][oa]"
    r"|if|si|whether|relatives?|family|familia)\b",
    re.IGNORECASE,
)
_BEFORE = 14
_OF_GENES = re.compile(r"germ|gene?\b|mutat|mutac|test|sangre|blood|panel|somat|som[aá]t", re.IGNORECASE)
# Genes of one list: `RB1/TP53 germline neg`.
_WITH_NEXT = re.compile(r"\s?/\s?")
# `Fusions: none detected (incl. ALK, MET)`, `no pathogenic variant found in 148 genes (including TP53, NF1)`.
_NONE_OF = re.compile(
    r"\b(?:none|nothing|no|ning[uú]n[ao]?|sin|not)\b[^.;:()]{0,70}?\b(?:detected|found|identified|seen|reported|"
    r"variants?|"
    r"mutations?|fusions?|alterations?|detect\w+|identific\w+|encontr\w+|hall\w+|variantes?|mutaci\w+|fusi\w+|"
    r"alteraci\w+)\b"
    r"[^.;:()]{0,60}\((?:incl\w*\.?|including|e\.g\.|entre ell?[oa]s|p\.? ?ej\.?|such as|como|tested|genes?|panel)[:\s]"
    r"(?P<genes>[^()]{2,400})\)",
    re.IGNORECASE,
)
_ASIDE_OPENS = re.compile(r"\((?:incl|e\.g|entre|p\.? ?ej|such|como|tested|gene|panel)", re.IGNORECASE)
# `No variant detected in:`, `Negative for:`, before the genes that it is said of, and what ends their list.
_NONE_IN = re.compile(
    r"\s*(?:[-•*]\s?)?(?:(?:no|none|ning[uú]n[ao]?|sin|not)\s[^.;:()]{0,60}?"
    r"\b(?:detect\w{2,6}|found|identified|seen|variants?|mutations?|variantes?|mutaci[oó]n(?:es)?|encontr\w{2,6})"
    r"(?:\s[^\W\d_]{4,14}){0,2}(?:\s(?:in|en|for|para))?|negativ(?:e|[oa]s?)\s(?:for|para|in|en))"
    r"(?:\s(?:the|los|las|these|following|siguientes|genes?)){0,3}\s?",
    re.IGNORECASE,
)
_LIST_ENDS = re.compile(
    r";|\b(?:but|except|however|while|pero|excepto|salvo|mientras|detected|found|positive|pathogenic|detectad[oa]"
    r"|positiv[oa]|patog[eé]nic[oa]|pending|pendientes?|fusions?|fusi[oó]n(?:es)?)\b",
    re.IGNORECASE,
)
# `None detected. Includes PAX3::FOXO1, NTRK1/2/3.`: what was found in none of what the next sentence counts up.
_ALL_DENIED = re.compile(
    r"\b(?:none|nothing|no (?:\w+ ){0,3}(?:fusions?|variants?|mutations?|alterations?|rearrangements?)|negative|not"
    r"|ningun[ao]|negativ[oa]|no (?:se )?(?:\w+ ){0,2}(?:fusiones|variantes|mutaciones|alteraciones))"
    r"(?: (?:were |was |fueron )?(?:detected|found|identified|seen|reported|detectad[ao]s?|identificad[ao]s?))?"
    r"\s?\.?\s*$",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"\s*(?:(?:this )?(?:panel |assay |test )?(?:includes?|including|covers?|targets?"
    r"|genes (?:tested|covered|included))"
    r"|(?:el panel )?(?:incluye|abarca|cubre)|genes (?:estudiados|analizados|incluidos))\s?:?\s(?=\S)",
    re.IGNORECASE,
)
_ASIDES = re.compile(r"\([^()]{0,60}\)")
_LABEL_LETTERS = 80
_CD = re.compile(r"CD\d")
_OTHERS = (Section.STAINS, Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS)


def named_in(clause: Clause, words: genenames.GeneWords, proteins: PhraseIndex[str]) -> Iterator[Finding]:
    """The genes that a clause names in one of these ways, and nothing of its others."""
    genes = [] if clause.section in _OTHERS or clause.text.isupper() else genenames.genes_in(clause, words)
    for gene in genes:
        if _CD.match(gene.value):
            continue
        tested = _PLAIN_NEGATIVE.match(clause.text, _last_of(clause, gene, genes).end)
        if tested is not None and _OF_GENES.search(tested[0]):
            yield _told(clause, gene, tested.end(), Assertion.NEGATED)
            continue
        if gene.value in words.words:
            continue
        there = _PLAIN_POSITIVE.match(clause.text, gene.end)
        said = clause.text[max(0, gene.start - _BEFORE) : gene.start] + "|" + there[0] if there is not None else ""
        if there is not None and _OF_GENES.search(said) and _KIN.search(clause.text, 0, gene.start) is None:
            yield _told(clause, gene, there.end(), Assertion.STATED)
            continue
        aside = _ASIDE.match(clause.text, gene.end)
        ahead = _DISEASE_AHEAD.search(clause.text, 0, gene.start) if aside is not None else None
        if aside is not None and ahead is not None and not _is_stained(clause.text, ahead.start(), aside.end()):
            yield _told(clause, gene, gene.end, Assertion.STATED)
        else:
            how = _state(clause, _last_of(clause, gene, genes), protein=any(proteins.find(words_of(gene.value))))
            if how is not None:
                yield _told(clause, gene, how[1], how[0])


def _is_stained(text: str, start: int, end: int) -> bool:
    """Whether a bracket with a gene from `start` to `end` stands behind a protein, or before the result of a stain."""
    return _PROTEIN_AHEAD.match(text, start) is not None or _STAIN_BEHIND.match(text, end) is not None


def _last_of(clause: Clause, gene: Span[str], genes: Sequence[Span[str]]) -> Span[str]:
    """The last gene of a list that slashes join."""
    for one in genes:
        if one.start > gene.end and _WITH_NEXT.fullmatch(clause.text, gene.end, one.start):
            gene = one
    return gene


def listed_negative(
    clause: Clause, words: genenames.GeneWords, headings: PhraseIndex[str], before: Clause | None = None
) -> Iterator[Finding]:
    """The genes of a line that lists those in which nothing was found: `Pertinent negatives: FGFR4, NRAS`. `before` is
    the clause that it goes on from."""
    start, end = _denied_list(clause, headings)
    if not end and before is not None and (opens := _IN_ALL.match(clause.text)) and _ALL_DENIED.search(before.text):
        start, end = opens.end() - 1, len(clause.text)
    genes = [one for one in genenames.genes_in(clause, words) if one.end <= end] if end else []
    fusions = {one.start: one for one in genenames.fusions_in(clause.text, genes, believed=False)}
    inside = {one.end for one in fusions.values()}
    for gene in genes:
        if gene.start > start and gene.end not in inside:
            told = _told(clause, gene, gene.end, Assertion.NEGATED)
            pair = fusions.get(gene.start)
            yield told if pair is None else _of_pair(told, clause, pair)


def opens_denied(clause: Clause, headings: PhraseIndex[str]) -> bool:
    """Whether a line ends with a colon and says that nothing was found in the genes under it: `PERTINENT NEGATIVES - no
    reportable variant in:`."""
    text = clause.text.rstrip()
    if not text.endswith(":") or len(text) > _LABEL_LETTERS or clause.cells:
        return False
    said = words_of(text)
    return any(hit.first == 0 for hit in headings.find(said)) or _NONE_IN.fullmatch(text, 0, len(text) - 1) is not None


def lists_genes(clause: Clause, words: genenames.GeneWords) -> bool:
    """Whether a line is genes and nothing else."""
    return len(genenames.genes_in(clause, words)) >= max(1, len(clause.words))


def _denied_list(clause: Clause, headings: PhraseIndex[str]) -> tuple[int, int]:
    """Where the genes stand that a clause says were looked for and not found; (0, 0) where it has no such list."""
    if clause.cells or clause.section in _OTHERS:
        return 0, 0
    colon = clause.text.find(":")
    opening = words_of(_ASIDES.sub("", clause.text[:colon])) if 0 < colon < _LABEL_LETTERS else ()
    if opening and any(hit.first == 0 and hit.after == len(opening) for hit in headings.find(opening)):
        return colon, len(clause.text)
    if opening and _NONE_IN.fullmatch(clause.text, 0, colon):
        ended = _LIST_ENDS.search(clause.text, colon)
        return colon, ended.start() if ended is not None and ended[0] == ";" else 0 if ended else len(clause.text)
    named = _NONE_OF.search(clause.text) if _ASIDE_OPENS.search(clause.text) else None
    return (named.start("genes") - 1, named.end("genes")) if named is not None else (0, 0)


def _of_pair(told: Finding, clause: Clause, pair: Span[tuple[str, str]]) -> Finding:
    left, right = pair.value
    return replace(
        told,
        name=f"{left}::{right}",
        value="fusion",
        detail={"gene": left, "partner": right, "class": "fusion"},
        citations=(clause.cite(pair.start, pair.end),),
    )


def _state(clause: Clause, gene: Span[str], *, protein: bool) -> tuple[Assertion, int] | None:
    """What a short word right behind a gene says of it, and where that ends."""
    mutant = _MUTANT.match(clause.text, gene.end)
    if mutant is not None:
        return Assertion.STATED, mutant.end()
    if not protein and _PLUS.match(clause.text, gene.end):
        return Assertion.STATED, gene.end + 1
    wild = _WILD.match(clause.text, gene.end)
    if wild is not None:
        return Assertion.NEGATED, wild.end()
    denied = None if protein else _PLAIN_NEGATIVE.match(clause.text, gene.end) or _BACK.match(clause.text, gene.end)
    return (Assertion.NEGATED, denied.end()) if denied is not None else None


def answered(text: str, end: int) -> bool:
    """Whether a test that was sent has its answer in the same sentence: `sent 14/5, back 2/7: negative`."""
    return _BACK.match(text, end) is not None


def _told(clause: Clause, gene: Span[str], end: int, how: Assertion) -> Finding:
    return Finding(
        Kind.VARIANT,
        gene.value,
        value="mutation",
        assertion=how,
        detail={"gene": gene.value, "class": "mutation"},
        citations=(clause.cite(gene.start, end),),
        confidence=clause.confidence,
    )
