"""What a paper tells of relatives beside their illnesses: that one is healthy, and who carries the child's variant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_RELATIVES = {
    "mother": r"mother|mom|mum|madre|mam[aá]",
    "father": r"father|dad|padre|pap[aá]",
    "parents": r"(?:both\s)?parents|(?:ambos\s)?padres",
    "brother": r"brothers?|hermanito|hermano",
    "sister": r"sisters?|hermanitas?|hermanas?",
    "siblings": r"siblings?|hermanitos|hermanos",
    "twin": r"twin|mellizo|melliza|gemelo|gemela",
}
_KIN = "|".join(rf"(?P<{name}>(?:{words}))" for name, words in _RELATIVES.items())
_WELL = (
    r"(?:(?:fit\sand\s|alive\sand\s)?(?:well|healthy)|in\sgood\shealth|(?:aparentemente\s|viv[oa]s?\sy\s)?san[oa]s?)"
)
_ENDS = r"(?=\s*(?:[.;,)]|$|and\b|y\b|e\b))"
_HEALTHY = re.compile(
    rf"(?<![\w'’-])(?:{_KIN})(?![\w'’-])(?:,?\s\(?\d{{1,2}}(?:\s(?:years?|y|a[nñ]os))?\)?,?)?"
    rf"(?::\s?|,\s|\s)(?:(?:is|are|remains?|est[aá]n?|es|son)\s)?(?:both\s|ambos\s)?(?P<said>{_WELL}){_ENDS}",
    re.IGNORECASE,
)
_HEALTHY_BEFORE = re.compile(rf"\bhealthy\s(?:(?:older|younger|half|twin)[\s-])?(?:{_KIN})\b", re.IGNORECASE)
# `if her brother is healthy`: asked of him; `mother: well-informed` ends otherwise than _ENDS.
_ASKED = re.compile(r"\b(?:if|whether|si|when|until|while)\s(?:[\w'’]{1,8}\s){0,2}$|\?\s*$", re.IGNORECASE)
_CHANGE = (
    r"(?:(?:the|this|that|her|his|la|esta|el|dicha|su)\s)?(?:same\s|misma\s|mismo\s|familial\s|familiar\s|pathogenic\s)?"
    r"(?:[A-Z][A-Z0-9]{1,7}\s)?(?:pathogenic\s)?(?:variante|variant|mutation|gene\schange|mutaci[oó]n)\b"
)
_CARRIES = re.compile(
    rf"(?<![\w'’-])(?P<neither>neither\s(?:of\s(?:her|his|the)\s)?|ning[uú]n[oa]?\sde\s(?:los|sus)\s)?(?:{_KIN}|parent)"
    r"(?:,[^,.;]{1,30},)?\s(?:also\s|tambi[eé]n\s)?(?:"
    r"(?P<no>(?:does|do|did)\snot|doesn['’]t|is\snot\sa|no|tampoco)\s)?(?:"
    rf"(?:carr(?:y|ies|ied)|harbou?rs|porta|lleva|is\sa\scarrier\sof|carrier\sof|es\sportadora?\sde|has|have|tiene)\s"
    rf"(?:{_CHANGE}|it\b|la\smisma\b)"
    r"|(?:la|lo)\s(?:porta|lleva|tiene)\b"
    rf"|(?:was\s|were\s|has\s|have\s)?(?:been\s)?tested\s(?P<minus>negative)\sfor\s(?:{_CHANGE}|it\b)"
    rf"|(?:was\s|were\s|has\s|have\s)?(?:been\s)?tested\spositive\sfor\s(?:{_CHANGE}|it\b)"
    rf"|(?:dio|fue|es|result[oó])\s(?P<negativo>negativ[oa])\spara\s(?:{_CHANGE})"
    rf"|(?:dio|fue|es|result[oó])\spositiv[oa]\spara\s(?:{_CHANGE}))",
    re.IGNORECASE,
)
_GENE = re.compile(
    r"\b(?P<led>(?!(?:VUS|DNA|ADN|RNA|ARN|ACMG|AMP|NGS|WES|WGS|CNV|SNP|COVID)\b)[A-Z][A-Z0-9]{1,7})"
    r"(?=\s(?:(?:pathogenic|likely|germline|patog[eé]nica|germinal)\s){0,2}"
    r"(?:variant|mutation|gene\b|variante|mutaci[oó]n|c\.|p\.))"
    r"|\b(?:[Vv]ariant|[Mm]utation|[Mm]utaci[oó]n)e?s?\s(?:patog[eé]nica\s|heterocigota\s|germinal\s)?"
    r"(?:in|of|en|del?)\s(?:the\s|el\s|gen\s){0,2}"
    r"(?P<of>[A-Z][A-Z0-9]{1,7})\b"
)
_SKIPPED = frozenset({Section.GENERAL, Section.QUESTIONS, Section.TECHNIQUE, Section.STAINS})


def kin_told(paper: Paper) -> Iterator[Finding]:
    gene = ""
    for clause in paper.clauses:
        gene = _gene(clause.text) or gene
        if clause.section in _SKIPPED:
            continue
        for form in (_HEALTHY, _HEALTHY_BEFORE):
            for found in form.finditer(clause.text):
                if not _ASKED.search(clause.text[: found.start()]) and not clause.text.rstrip().endswith("?"):
                    yield _of(clause, found, "healthy", Assertion.FAMILY)
        for found in _CARRIES.finditer(clause.text) if gene else ():
            if not _ASKED.search(clause.text[: found.start()]) and not clause.text.rstrip().endswith("?"):
                denied = any(found[name] for name in ("neither", "no", "minus", "negativo"))
                yield _of(clause, found, gene, Assertion.NEGATED if denied else Assertion.FAMILY)


def _gene(text: str) -> str:
    """The last gene whose variant a clause tells of."""
    last = ""
    for found in _GENE.finditer(text):
        last = found["led"] or found["of"]
    return last


def _of(clause: Clause, found: re.Match[str], name: str, said: Assertion) -> Finding:
    who = next((one for one in _RELATIVES if found[one]), "parents")
    return Finding(
        Kind.FAMILY_HISTORY,
        name,
        assertion=said,
        detail={"relative": who},
        citations=(clause.cite(found.start(), found.end()),),
        confidence=clause.confidence,
    )
