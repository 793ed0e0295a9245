"""Genes of which one line says the same: `TP53, BRCA1, ATM - no pathogenic change`, `BRCA1/BRCA2: sin variantes`; and
panels, exons and clonality: `Germline panel negative`, `no exon deletion or duplication`, `IGH clonality: polyclonal`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes import genenames
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.spans import connected
from consilium.domain.records import Scalar

# What a dash or colon behind a list of genes says of them all.
_NONE = re.compile(
    r"(?:\s(?:genes?|all|both|todos|ambos|each))?\s?(?:[:–—]|\s-|,)\s?(?:(?:all|both|todos|ambos)\s)?"
    r"(?:no(?:\s(?:se\s\w{4,14}|known|reportable|clinically|significant))?\s(?:pathogenic|likely|variants?"
    r"|mutations?|changes?"
    r"|alterations?|variantes|mutaciones|cambios|alteraciones|abnormalit\w+)|sin\s(?:variantes?|mutaci\w+"
    r"|alteraci\w+|cambios"
    r"|hallazgos)|none\s(?:found|detected|seen)|nothing\s(?:found|detected)|wild[- ]?type|unmutated"
    r"|tipo\ssilvestre|negativ[eoa]s?"
    r"|not\s(?:mutated|detected|found)|no\s(?:mutad|detectad)[oa]s?|normal(?:es)?)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s?/\s?")
_LEAST = 2
_STAINED = re.compile(
    r"\b(?:IHC|IHQ|immuno\w*|inmuno\w*|stain\w*|tinci\w+|express\w*|expres\w+|flow"
    r"|citometr\w+)\b",
    re.IGNORECASE,
)
# Further symbols of the list, which the table of genes does not know: `ITK, CD27, CD70`.
_MORE = re.compile(
    r"(?:\s?[,/]\s?(?:and\s|y\s)?[A-Z][A-Z0-9-]{1,9}(?![\w-])){1,8}(?:\s(?:and"
    r"|y)\s[A-Z][A-Z0-9-]{1,9}(?![\w-]))?"
)
_SYMBOL = re.compile(r"[A-Z][A-Z0-9-]{1,9}")
_NOT_OF = (Section.STAINS, Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.PLAN)
# A test of many genes that found nothing, in the inherited ones or in all.
_PANEL = re.compile(
    r"(?:\b(?:germ-?line|germinal|constitutional|hereditary|cancer predisposition|hereditari[oa]|predisposici[oó]n)\s"
    r"(?:(?:cancer|gene|genetic|predisposition|variant|de|c[aá]ncer|gen[eé]tic[oa])\s){0,2}(?:panel"
    r"|test(?:ing)?|sequencing|analysis"
    r"|screen(?:ing)?|exome|study|genetics)|\b(?:panel|estudio|test|secuenciaci[oó]n|exoma"
    r"|an[aá]lisis)\s(?:de\s)?(?:(?:l[ií]nea\s"
    r"|genes\sde\s|predisposici[oó]n\s|c[aá]ncer\s|gen[eé]tico\s){0,3})(?:germinal|hereditari[oa]"
    r"|constitucional|predisposici[oó]n))"
    r"(?:\s?\([^()]{1,40}\))?\s?(?:[:,–-]|is|was|came back|returned|fue|sali[oó]|result[oó]|results?)?\s?(?:is "
    r"|was |entirely )?"
    r"(?P<what>negative|negativ[oa]|normal|clear|unremarkable|non-?contributory|sin (?:alteraciones|hallazgos"
    r"|variantes|mutaciones)"
    r"|no (?:findings|abnormalit\w+|mutations?|variants?))\b",
    re.IGNORECASE,
)
_NO_GERMLINE = re.compile(
    r"\b(?:no|sin|without)\s(?:(?:known|evidence of|pathogenic|identified|evidencia de)\s){0,2}(?:germ-?line"
    r"|mutaciones|variantes"
    r"|alteraciones)\s(?P<what>(?:pathogenic\s)?(?:mutations?|variants?|alterations?)"
    r"|(?:patog[eé]nicas\s)?germinales)(?!\s(?:in|of|en|de)\s[A-Z])",
    re.IGNORECASE,
)
# The inherited form of an illness that an infection may bring about too: `HLH familial negative`.
_HLH = (
    r"(?:HLH|LHH|ha?emophagocytic (?:lymphohistiocytosis|syndrome)|linfohistiocitosis hemofagoc[ií]tica"
    r"|s[ií]ndrome hemofagoc[ií]tico)"
)
_FORM = r"(?:familial|primary|hereditary|genetic|familiar|primari[oa]|hereditari[oa]|gen[eé]tic[oa])"
_INHERITED_FORM = re.compile(
    rf"\b(?:{_FORM}\s{_HLH}|{_HLH}\s\(?{_FORM}\)?)"
    r"(?:\s(?:gene|genetic|NGS|panel|test(?:ing|s)?|study|analysis|sequencing|panel|estudio|gen[eé]tico)){0,3}"
    r"\s?(?:[:,–-]|is|was|came back|returned|fue|sali[oó]|result[oó])?\s?"
    r"(?P<what>negative|negativ[oa]|neg|sin (?:alteraciones|hallazgos|variantes|mutaciones)"
    r"|no (?:mutations?|variants?))\b",
    re.IGNORECASE,
)
# Of a relative, or not yet so.
_OF_OTHERS = re.compile(
    r"\b(?:mother|father|parents?|brothers?|sisters?|siblings?|mum|mom|dad|twin|cousin|aunt|uncle|madre|padres?"
    r"|herman[oa]s?"
    r"|t[ií][oa]s?|prim[oa]s?|if|si|whether|unless|should|awaiting|pending|will be|provided)\b",
    re.IGNORECASE,
)
_EXONS = re.compile(
    r"\b(?P<what>(?:no|sin)\s(?:(?:large|intragenic|single|whole|multi|partial"
    r"|grandes)\s)?(?:exon(?:ic)?(?:[- ]level)?\s)?(?:deletions?"
    r"|deleciones)(?:\s?/\s?|\s(?:or|and|nor|o|ni|y)\s)(?:duplications?|duplicaciones))",
    re.IGNORECASE,
)
_CLONALITY = re.compile(
    r"\b(?:(?P<gene>IGH|IGK|IG|TCR[GBD]?|TRG|TRB|BCR)(?:/TCR|\sand\sTCR|\sy\sTCR)?\s(?:gene\s)?(?:clonality"
    r"|rearrangements?(?=\s?:))"
    r"|clonalidad\s(?:de\s|del\s|para\s)?(?P<otro>IGH|IGK|IG|TCR[GBD]?|TRG))(?:\s(?:studies|analysis|by|por|PCR"
    r"|NGS|test|study|assay)){0,4}"
    r"\s?(?:[:,–-]|was|is|were|showed|shows|fue|mostr[oó])?\s?(?:an?\s|un\s|patr[oó]n\s)?(?P<state>polyclonal"
    r"|policlonal|monoclonal|clonal"
    r"|oligoclonal|biclonal|no clonal|not clonal|negative|negativ[oa]|positive|positiv[oa])\b",
    re.IGNORECASE,
)


def told_in(clause: Clause, words: genenames.GeneWords) -> Iterator[Finding]:
    """All of it that a clause tells."""
    yield from denied_lists(clause, words)
    yield from told_without_gene(clause, words)


def denied_lists(clause: Clause, words: genenames.GeneWords) -> Iterator[Finding]:
    """Each gene of a list behind which a dash or colon says that nothing was found in them."""
    if clause.cells or clause.section in _NOT_OF or _NONE.search(clause.text) is None or _STAINED.search(clause.text):
        return
    genes = genenames.genes_in(clause, words)
    for at, gene in enumerate(genes):
        last, count = gene, 1
        for other in genes[at + 1 :]:
            joint = _JOINT.fullmatch(clause.text, last.end, other.start)
            if joint is None and not connected(clause.text, last.end, other.start):
                break
            last, count = other, count + 1
        more = _MORE.match(clause.text, last.end)
        end = more.end() if more is not None else last.end
        said = _NONE.match(clause.text, end)
        former = genes[at - 1].end if at else 0
        before = at > 0 and (
            connected(clause.text, former, gene.start) or _JOINT.fullmatch(clause.text, former, max(former, gene.start))
        )
        if said is not None and (count >= _LEAST or before or more is not None):
            detail: dict[str, Scalar] = {"gene": gene.value, "class": "mutation"}
            yield _finding(clause, gene.value, "mutation", (gene.start, end), detail)
            for one in _SYMBOL.findall(more[0]) if more is not None and last is gene else ():
                yield _finding(clause, one, "mutation", (gene.start, end), {"gene": one, "class": "mutation"})


def told_without_gene(clause: Clause, words: genenames.GeneWords) -> Iterator[Finding]:
    """Panels in which nothing was found, exons counted, and clonality."""
    if clause.section in _NOT_OF[1:4]:
        return
    for form in (_PANEL, _NO_GERMLINE, _INHERITED_FORM):
        found = form.search(clause.text)
        if found is not None and _OF_OTHERS.search(clause.text, 0, found.end()) is None:
            detail: dict[str, Scalar] = {"class": "mutation", "origin": "germline"}
            yield _finding(clause, "germline variant", "mutation", found.span(), detail)
            break
    exons = _EXONS.search(clause.text)
    if exons is not None:
        genes = {one.value for one in genenames.genes_in(clause, words)}
        name = genes.pop() if len(genes) == 1 else "exon deletion or duplication"
        yield _finding(clause, name, "deletion", exons.span(), {"class": "deletion"})
    clonal = _CLONALITY.search(clause.text)
    if clonal is not None:
        gene = (clonal["gene"] or clonal["otro"]).upper()
        state = clonal["state"].lower()
        none = state.startswith(("pol", "no", "neg"))
        value = "polyclonal" if none else "clonal"
        yield _finding(clause, f"{gene} clonality", value, clonal.span(), {"gene": gene}, there=not none)


def _finding(
    clause: Clause, name: str, value: str, place: tuple[int, int], detail: dict[str, Scalar], *, there: bool = False
) -> Finding:
    return Finding(
        Kind.VARIANT,
        name,
        value=value,
        assertion=Assertion.STATED if there else Assertion.NEGATED,
        detail=detail,
        citations=(clause.cite(*place),),
        confidence=clause.confidence,
    )
