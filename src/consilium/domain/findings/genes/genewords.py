"""Changes that a text tells in words or by their older names, and panels in which nothing was found.

`translocation between chromosomes 8 and 21`, `inversión del intrón 22`, `F508del/G542X`, `IVS-I-110 (G>A)`,
`germline panel found no pathogenic variant`, `Copy number: no reportable changes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes.genesaid import Said
from consilium.domain.findings.genes.uncertainvariants import uncertain_in
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.records import Scalar

_NUMBER = r"(?:2[0-2]|1?\d|[XY])"
_BAND = r"[pq]?(?:\d{1,2}(?:\.\d{1,2})?)?"
_BETWEEN = re.compile(
    rf"\b(?:translocation|translocaci[oó]n)(?: \w{{4,12}})? (?:between|entre|(?:of|de|involving|que (?:involucra|"
    rf"afecta))"
    rf"(?= (?:a |los |the )?c))(?: a| los| las| the)?(?: (?:chromosomes?|"
    rf"cromosomas?))? (?P<one>{_NUMBER}){_BAND} (?:and|y|e) "
    rf"(?:(?:chromosome|el cromosoma) )?(?P<other>{_NUMBER}){_BAND}(?![\w%]|\.\d)",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    rf"\b(?:inversions?|inversi[oó]n(?:es)?)(?: \w{{4,14}})? (?:of|del?|en|in)(?: the| el)? "
    rf"(?:chromosome|cromosoma) (?P<one>{_NUMBER})(?![\w%]|\.\d)",
    re.IGNORECASE,
)
_INTRON = re.compile(
    r"\b(?:inversi[oó]n del intr[oó]n (?P<a>1|22)|intron (?P<b>1|22) inversion|"
    r"inv(?:ersion)? (?:of )?intron (?P<c>1|22)"
    r"|inv ?22(?= (?:F8|FVIII)))",
    re.IGNORECASE,
)
# Names that only one gene's changes have.
_OLD = re.compile(
    r"(?<![\w.])(?:(?P<splice>IVS[- ]?(?:[IVX]{1,3}|\d{1,2})[-+ ]{1,2}\d{1,4}(?: ?\(?[ACGT] ?[>→-] ?[ACGT]\)?)?)"
    r"|(?P<codon>(?:Cd|codon|cod[oó]n) ?\d{1,3}(?: ?\(?(?:[ACGT]{1,4} ?[>→] ?[ACGT]{1,4}|"
    r"[-+][ACGT]{1,4}(?:/[-+][ACGT]{1,4})?)\)?)?)"
    r"|(?P<amino>(?:[ΔD]?F508(?:del)?|[ACDEFGHIKLMNPQRSTVWY]\d{2,4}(?:del|X))))(?![\w>])"
)
_TELLS_GENOTYPE = re.compile(
    r"\b(?:beta[0+]|genotyp\w*|genotip\w*|mutati\w+|mutaci\w+|vari[ae]nt\w*|hom[oi]?z\w+|homocig\w+|het\w+|allel\w+|"
    r"alel\w+|CFTR|HBB"
    r"|fibrosis qu[ií]stica|cystic fibrosis|thalass?a?emia|talasemia|molecular)\b",
    re.IGNORECASE,
)
_OLD_GENES = (
    ("HBB", re.compile(r"\b(?:HBB|beta\b|beta[0+°º]|thalass?\w*|talas\w*|drepano\w*|globin\w*)", re.IGNORECASE)),
    ("CFTR", re.compile(r"\b(?:CFTR|cystic|qu[ií]stica|CF|FQ)\b")),
)
_TEST = (
    r"(?:panels?|testing|tests?|exome|exoma|genome|genoma|sequencing|secuenciaci[oó]n|NGS|WES|WGS|analysis|an[aá]lisis|"
    r"germ-?line|germinal|genetics?|gen[eé]tic[oa]s?|estudio|molecular)"
)
_ANY = (
    r"(?:(?:clinically |other |additional |further |likely |somatic |germline |known |de |otras? |adicionales? )?"
    r"(?:relevant|significant|reportable|actionable|pathogenic|disease[- ]causing|causative|deleterious|candidate"
    r"|relevantes?|significativ[oa]s?|reportables?|patog[eé]nic[oa]s?|causales?)?[ ,/]{0,2}(?:or |o |and |y )?"
    r"(?:likely pathogenic |probablemente patog[eé]nic[oa]s? )?)"
)
_NOTHING = re.compile(
    rf"\b{_TEST}\b(?P<gap>[^.;|]{{0,70}}?)\b(?:no|sin|without(?: any)?|negative for|negativ[oa] para|not? (?:detect|"
    rf"find|show|"
    rf"identify)(?: any| a)?|no (?:se )?(?:detect|identific|encontr|observ|hall)\w+) {_ANY}"
    r"(?P<what>variants?|mutations?|variantes?|mutaci[oó]n(?:es)?)(?P<kind> (?:clinically )?(?:of significance|"
    r"patog[eé]nic[oa]s?|"
    r"relevantes|significativas|reportables))?",
    re.IGNORECASE,
)
_CHANGES = frozenset((
    "variant", "variants", "mutation", "mutations", "variante", "variantes", "mutacion", "mutaciones",
))  # fmt: skip
_SYMBOL = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{2,7}(?![\w-])")
_METHODS = frozenset(("NGS", "WES", "WGS", "PCR", "DNA", "RNA", "ADN", "ARN", "MLPA"))
_GERMLINE = re.compile(r"germ-?line|germinal|constitu[ct]\w+|blood|sangre|saliva", re.IGNORECASE)
_COPIES = re.compile(
    r"\b(?:copy[- ]number(?: (?:alterations?|variants?|changes?|analysis|profile))?|CNVs?|"
    r"n[uú]mero de copias)\s?[:–-]\s?"
    r"(?:none\b|nil\b|(?:no|sin|ningun\w+|not)\b(?: (?:reportable|significant|clinically relevant|relevantes?|"
    r"se (?:\w+ )?))?"
    r" ?(?:changes?|alterations?|abnormalit\w+|findings?|alteraciones|cambios|hallazgos|variants?|variantes|"
    r"detect\w+|identif\w+"
    r"|encontr\w+|observ\w+))"
    r"|\b(?:no|without|sin) (?:(?:reportable|significant|other|pathogenic|clinically relevant|otras|se \w+) ){0,2}"
    r"(?:copy[- ]number (?:alterations?|variants?|changes?|abnormalit\w+)|CNVs?|(?:alteraciones|cambios|"
    r"variantes) (?:en el|del?) "
    r"n[uú]mero de copias)",
    re.IGNORECASE,
)  # fmt: skip
_OF_KIN = re.compile(
    r"\b(?:brothers?|sisters?|siblings?|twin|mother|father|parents?|mum|mom|dad|hermano\w?|hermana\w?|madre|padres?)\b",
    re.IGNORECASE,
)
_NOT_OF = (Section.GENERAL, Section.QUESTIONS, Section.FAMILY_HISTORY)


def worded(clause: Clause) -> Iterator[Said]:
    """Translocations and inversions that words tell, under the names that their formulas have."""
    if "nvers" in clause.text or "ransloca" in clause.text or "NVERS" in clause.text or "RANSLOCA" in clause.text:
        for found in _BETWEEN.finditer(clause.text):
            name = f"t({found['one'].upper()};{found['other'].upper()})"
            yield Said(name, "translocation", found.start(), found.end(), {}, chromosomal=True)
        for found in _INVERTED.finditer(clause.text):
            yield Said(f"inv({found['one'].upper()})", "inversion", found.start(), found.end(), {}, chromosomal=True)
        for found in _INTRON.finditer(clause.text):
            number = found["a"] or found["b"] or found["c"] or "22"
            detail: dict[str, Scalar] = {"gene": "F8"}
            yield Said(f"F8 intron {number} inversion", "inversion", found.start(), found.end(), detail)


def told_in_words(clause: Clause, assertion: AssertionWords) -> Iterator[Finding]:
    """Changes by their older names, and tests of many genes that found nothing."""
    if clause.section in _NOT_OF:
        return
    yield from _by_old_names(clause, assertion)
    yield from uncertain_in(clause, assertion)
    told = clause.words.vocabulary.isdisjoint(_CHANGES)
    for found in () if told else _NOTHING.finditer(clause.text):
        symbols = {one for one in _SYMBOL.findall(clause.text[: found.start("what")])} - _METHODS
        if symbols or _OF_KIN.search(clause.text, found.end(), found.end() + 40):
            continue  # of a gene that it names, or of a relative
        origin = "germline" if _GERMLINE.search(clause.text[: found.start("what")]) else ""
        how = assertion_of(clause, found.start("what"), found.end("what"), assertion)
        how = how if how in (Assertion.FAMILY, Assertion.CONDITIONAL) else Assertion.NEGATED
        yield _finding(clause, found, "pathogenic variant", "mutation", {"class": "mutation", "origin": origin}, how)
    none = _COPIES.search(clause.text) if "cop" in clause.text.lower() or "CNV" in clause.text else None
    if none is not None:
        yield _finding(clause, none, "copy number", "altered", {"class": "altered"}, Assertion.NEGATED)


def _by_old_names(clause: Clause, assertion: AssertionWords) -> Iterator[Finding]:
    if not _TELLS_GENOTYPE.search(clause.text):
        return
    seen: set[str] = set()
    for found in _OLD.finditer(clause.text):
        name = found[0].strip()
        if name in seen:
            continue
        seen.add(name)
        gene = next((gene for gene, form in _OLD_GENES if form.search(clause.text)), "")
        gene = gene or ("CFTR" if "508" in name else "")
        if not gene:
            continue
        how = assertion_of(clause, found.start(), found.end(), assertion)
        detail: dict[str, Scalar] = {"gene": gene, "protein": name if found["amino"] else "", "class": "mutation"}
        yield _finding(clause, found, gene, name, detail, how)


def _finding(
    clause: Clause, found: re.Match[str], name: str, value: str, detail: dict[str, Scalar], how: Assertion
) -> Finding:
    return Finding(
        Kind.VARIANT,
        name,
        value=value,
        assertion=how,
        detail={key: one for key, one in detail.items() if one},
        citations=(clause.cite(found.start(), found.end()),),
        confidence=clause.confidence,
    )
