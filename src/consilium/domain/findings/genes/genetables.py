"""Rows that name a probe or a pharmacogene with its result: FISH tables, diplotypes; and short words of fusions.

`KMT2A (11q23) break-apart | REARRANGED | 78.5`, `TPMT | *1/*3A | Intermediate metabolizer`, `Ph negative`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes import genenames
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.records import Scalar

_PROBE_HEAD = re.compile(
    r"(?:fish\s)?(?:probes?|sondas?|loc(?:us|i)|targets?|dianas?|regi[oó]n|fish)(?:\s?[(/].*|\s.*)?", re.IGNORECASE
)
_RESULT_HEAD = re.compile(
    r"(?:results?|resultados?|findings?|hallazgos?|status|estado|interpretaci[oó]n|interpretation|(?:signal )?pattern|"
    r"patr[oó]n.*|se[nñ]ales|signals)",
    re.IGNORECASE,
)
_LIMIT_HEAD = re.compile(
    r"cut.?off|corte|\bnormal|refer|limit|l[ií]mite|umbral|threshold|total|counted|contad", re.IGNORECASE
)
_PROBE = re.compile(
    r"\b(?:break.?apart|dual.?(?:colou?r|fusion)|split|CEP\s?\d|LSI|D\d{1,2}(?:Z|S)\d+|separaci[oó]n|doble fusi[oó]n|"
    r"centr[oó]mero|centromere|enumeration)",
    re.IGNORECASE,
)
_UNTOLD = re.compile(
    r"not (?:performed|done|tested|available)|QNS|fail\w*|insufficient|insuficiente|no (?:realizad|disponible|"
    r"valorable|"
    r"concluyente|informable|interpretable)|se repite|repeat\w*|pend\w+|inconclu\w+|equivocal|indetermin\w+|borderline",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:not?|non|sin|without|nil)\b[^,;|]{0,24}|\bnegativ\w+|\bneg\b|\bnormal(?:es)?\b|\babsent\b|\bausente|"
    r"\bdisom\w+|"
    r"\bintact|\b(?:2|two|dos) (?:signals|se[nñ]ales|copies|copias)|\b2R2G\b|\b2F\b",
    re.IGNORECASE,
)
_POSITIVE = re.compile(
    r"rearrang|reordena|positiv|detect|fusi[oó]n|delet|deleci|amplif|gain|gananc|loss|p[eé]rdida|trisom|monosom|"
    r"tetrasom|"
    r"abnormal|an[oó]mal|anormal|altera|present|split|extra|(?:[13-9]|three|four|one|tres|cuatro|"
    r"una?) (?:\w+ )?(?:signals?|"
    r"se[nñ]al(?:es)?|copies|copias)",
    re.IGNORECASE,
)
_UNFUSED = re.compile(r"\b(?:no|not|sin|without)\b[^,;]{0,12}fus", re.IGNORECASE)
_CLASSES = (
    ("trisomy", r"trisom|(?:3|three|tres) (?:\w+ )?(?:signals|se[nñ]ales|copies|copias)"),
    ("monosomy", r"monosom"),
    ("tetrasomy", r"tetrasom"),
    ("amplification", r"amplif"),
    ("deletion", r"delet|deleci"),
    ("gain", r"gain|gananc|extra"),
    ("loss", r"loss|p[eé]rdida"),
    ("fusion", r"fusi[oó]n"),
    ("rearrangement", r"rearrang|reordena|split"),
)
_CHROMOSOME = re.compile(
    r"(?:CEP|cen|D|trisom\w+|monosom\w+|tetrasom\w+|chromosome|cromosoma)\s?(\d{1,2}|[XY])\b|D(\d{1,2})Z", re.IGNORECASE
)
_NAMES = re.compile(
    r"\s*\((?:[^()]{1,30})\)|\b(?:break.?apart|dual.?(?:colou?r|fusion)|probe|sonda|LSI|FISH|separaci[oó]n|"
    r"doble fusi[oó]n|"
    r"de|del|para|for)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s*[<>]?\s?(\d{1,3}(?:[.,]\d{1,2})?)\s?(%?)(?:\s.*)?")
_IN_RESULT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s?%")

_STARRED = re.compile(
    r"(?<![\w*])(?P<gene>[A-Z][A-Z0-9]{2,8})(?:\s(?:genotype|genotipo|diplotype|diplotipo|gene|"
    r"gen))?\s?[:=(]?\s?(?:is\s|es\s)?"
    r"(?:(?:hetero|homo)(?:zyg|cig)\w+\s)?"
    r"(?P<pair>\*\d{1,3}[A-Z]?(?:\s?/\s?\*\d{1,3}[A-Z]?(?:x\w)?)?(?:\s(?:homo|hetero)(?:zyg|cig)\w+)?)"
)
_PHENOTYPE = re.compile(
    r"\b(?:(?:ultra.?rapid|rapid|normal|extensive|intermediate|poor|slow|decreased|increased|possible decreased|low|"
    r"high)\s"
    r"(?:metaboli[sz]ers?|function|activity|acetylators?)|metaboliz?ador\w*\s(?:ultrarr[aá]pid|r[aá]pid|normal|"
    r"intermedi|"
    r"lent|pobre)\w*|actividad (?:normal|reducida|disminuida|intermedia|baja|ausente)|expressor|non.?expressor)",
    re.IGNORECASE,
)
_PHARMACOGENE = re.compile(
    r"(?<!\w)(?P<gene>TPMT|NUDT15|DPYD|CYP\d[A-Z]\d{1,2}|UGT1A1|SLCO1B1|NAT2|VKORC1)(?!\w)(?P<between>[^.;|]{0,40}?)"
)

# `Ph negative`, `Philadelphia chromosome: not detected`, `sin cromosoma Filadelfia`.
_PHILADELPHIA = re.compile(
    r"(?<!\w)(?:(?P<no>(?:no|sin|without|negative for|negativo para)\s(?:el\s|the\s)?)?(?:chromosome\s|cromosoma\s)?(?:"
    r"Philadelphia|Filadelfia)(?:\schromosome|\scromosoma)?(?!\s?-?\s?like)|Ph1?(?=\s?(?:[(]?[-+](?!\s?\d)|\((?![\s+-]{0,2}\d)|pos|neg|\+ve|-ve)))"
    r"[\s:(-]{0,3}(?P<state>pos\w*|neg\w*|\+|-|not detected|no detectado|detected|detectado|absent|ausente|"
    r"present\w*)?",
)
_OF_DISEASE = re.compile(r"\b(?:ALL|LLA|CML|LMC|LLA-B|B-ALL)\b")
_FUSIONS = re.compile(
    r"\b(?:gene |oncogenic |pathogenic |known )?(?:fusions?|fusiones|"
    r"fusi[oó]n)\s?(?:g[eé]nicas?\s)?(?:[:|-]\s?)?(?:none|not|no|nil|"
    r"ningun\w+|negativ\w+)\b(?:\s(?:detected|found|identified|se \w+|detectad\w+))?|"
    r"\b(?:no|sin)\s(?:se \w+ )?(?:gene |oncogenic |pathogenic |reportable |clinically \w+ )?(?:fusions?|fusiones)"
    r"(?:\s(?:detected|found|identified|detectad\w+|g[eé]nicas?|transcripts?)|(?=\s?[.;,]))",
    re.IGNORECASE,
)


# A last column of what the laboratory makes of each probe: `ABNORMAL`, `NORMAL for fusion`, `NOT DONE`.
_FINAL_HEAD = re.compile(r"result(?:ado)?s?|interpretation|interpretaci[oó]n|conclusi[oó]n|status", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"\s*(?:normal(?:es)?|negativ[eoa]s?|neg|not (?:detected|found|seen)|no detectad[oa]s?)\b", re.IGNORECASE
)
_FINAL = re.compile(
    rf"{_NOT_FOUND.pattern}|\s*(?:abnormal|positiv[eoa]s?|pos|detected|detectad[oa]s?|anormal(?:es)?|alterad[oa]"
    r"|not done|pending|failed|no realizad[oa]|pendiente|fallid[oa])\b",
    re.IGNORECASE,
)


class Probes:
    """Whether a table of probes is open, clause by clause."""

    def __init__(self) -> None:
        self._heads: tuple[str, ...] = ()

    def row(self, clause: Clause, words: genenames.GeneWords) -> Iterator[Finding]:
        """The result that a row of a table of probes tells; nothing for other clauses."""
        texts = [text.strip() for _, text in clause.cells]
        if not texts:
            self._heads = ()
            return
        if _PROBE_HEAD.fullmatch(texts[0]) and len(texts) > 1:
            results = any(_RESULT_HEAD.fullmatch(text) or "%" in text for text in texts[1:])
            self._heads = tuple(texts) if results else ()
            return
        if not self._heads and clause.header and _PROBE_HEAD.fullmatch(clause.header[0].strip()):
            self._heads = clause.header  # behind a cell that went on in a line of its own
        if len(texts) > 1 and (self._heads or _PROBE.search(texts[0])) and clause.section is not Section.FAMILY_HISTORY:
            found = _probed(clause, texts, words, self._heads)
            if found is not None:
                yield found


def _probed(clause: Clause, texts: list[str], words: genenames.GeneWords, heads: tuple[str, ...]) -> Finding | None:
    probe = texts[0]
    told = (one for one in texts[1:] if _POSITIVE.search(one) or _NEGATIVE.search(one) or _UNTOLD.search(one))
    result = next(told, texts[1])
    final = texts[-1] if heads and _FINAL_HEAD.fullmatch(heads[-1].strip()) and _FINAL.match(texts[-1]) else ""
    result = f"{final} {result}" if final and _UNTOLD.search(final) else result
    if _UNTOLD.search(result) or not probe[:1].isalnum():
        return None
    genes = [one.value for one in genenames.genes_in(Clause(probe, clause.pieces), words)]
    negative = _NEGATIVE.search(result) is not None and not _gains(result)
    negative = negative or (len(genes) > 1 and _UNFUSED.search(result) is not None)
    negative = _NOT_FOUND.match(final) is not None if final else negative
    if not negative and not final and _POSITIVE.search(result) is None:
        return None
    said = f"{probe} {result}"
    kind = next((name for name, form in _CLASSES if re.search(form, result, re.IGNORECASE)), "")
    kind = kind or ("rearrangement" if re.search(r"break|split|separa", probe, re.IGNORECASE) else "altered")
    detail: dict[str, Scalar] = {"gene": genes[0]} if genes else {}
    name = genes[0] if genes else _NAMES.sub("", probe).strip(" -:/") or probe
    if len(genes) > 1 and (negative or kind in ("fusion", "altered", "rearrangement")):
        name, kind, detail = f"{genes[0]}::{genes[1]}", "fusion", {"gene": genes[0], "partner": genes[1]}
    number = _CHROMOSOME.search(said)
    if not genes and number is not None and kind in ("trisomy", "monosomy", "tetrasomy") and not negative:
        name = f"{kind} {number[1] or number[2]}"
    elif kind in ("trisomy", "monosomy", "tetrasomy") and genes:
        kind = "gain" if kind != "monosomy" else "loss"
    percent = _share_under(clause) or _share(texts, heads)
    detail |= {"class": kind, "method": "FISH", "result": result} | ({"percent": percent} if percent else {})
    return Finding(
        Kind.CYTOGENETICS,
        name,
        value=kind,
        assertion=Assertion.NEGATED if negative else Assertion.STATED,
        detail=detail,
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )


def _gains(result: str) -> bool:
    """`abnormal` holds `normal`; a clear finding beside a negative word stays one (`rearranged, no fusion`)."""
    first = _POSITIVE.match(result)
    return first is not None and re.match(r"detect|no", result, re.IGNORECASE) is None


def _share_under(clause: Clause) -> str:
    """The share of nuclei in the cell under a head of shares, which no cut-off is."""
    for (_, text), head in zip(clause.cells, clause.header, strict=False):
        found = _PERCENT.fullmatch(text.strip()) if "%" in head and not _LIMIT_HEAD.search(head) else None
        if found is not None:
            return found[1]
    return ""


def _share(texts: list[str], heads: tuple[str, ...]) -> str:
    """The share of nuclei of a row, which no cut-off is."""
    inside = next((one for text in texts[1:3] if (one := _IN_RESULT.match(text))), None) or _IN_RESULT.search(texts[1])
    if inside is not None:
        return inside[1]
    for at, text in enumerate(texts[1:], start=1):
        head = heads[at] if at < len(heads) and len(heads) == len(texts) else ""
        found = _PERCENT.fullmatch(text)
        if found is not None and not _LIMIT_HEAD.search(head) and (found[2] or "%" in head or not head):
            return found[1]
    return ""


def diplotypes(clause: Clause) -> Iterator[Finding]:
    """What a text or table tells of genes by which the body handles medicines."""
    if "*" in clause.text:
        for found in _STARRED.finditer(clause.text):
            phenotype = _PHENOTYPE.search(clause.text, found.end(), min(len(clause.text), found.end() + 60))
            yield _handling(clause, found, re.sub(r"\s?/\s?", "/", found["pair"]), phenotype)
        return
    for found in _PHARMACOGENE.finditer(clause.text):
        phenotype = _PHENOTYPE.search(clause.text, found.end(), min(len(clause.text), found.end() + 60))
        if phenotype is not None and clause.section not in (Section.GENERAL, Section.QUESTIONS):
            yield _handling(clause, found, phenotype[0], phenotype)


def _handling(clause: Clause, found: re.Match[str], value: str, phenotype: re.Match[str] | None) -> Finding:
    end = phenotype.end() if phenotype is not None else found.end()
    detail: dict[str, Scalar] = {
        "gene": found["gene"],
        "class": phenotype[0].lower() if phenotype is not None else "genotype",
    }
    return Finding(
        Kind.VARIANT,
        found["gene"],
        value=value,
        detail=detail,
        citations=(clause.cite(found.start(), end),),
        confidence=clause.confidence,
    )


def named_fusions(clause: Clause, assertion: AssertionWords) -> Iterator[Finding]:
    """The Philadelphia chromosome by its name; that no fusion at all was found."""
    if "Ph" in clause.text or "iladel" in clause.text:
        found = _PHILADELPHIA.search(clause.text)
        state = (found["state"] or "").lower() if found is not None else ""
        disease = found is not None and _OF_DISEASE.search(clause.text[max(0, found.start() - 12) : found.end() + 12])
        if found is not None and (state or found["no"]) and not disease:
            denied = bool(found["no"]) or state.startswith(("neg", "-", "no", "abs", "aus"))
            how = Assertion.NEGATED if denied else assertion_of(clause, found.start(), found.end(), assertion)
            detail: dict[str, Scalar] = {"gene": "BCR", "partner": "ABL1", "class": "fusion"}
            yield _fusion(clause, found, "BCR::ABL1", how, detail)
    if "usi" in clause.text:
        none = _FUSIONS.search(clause.text)
        if none is not None:
            yield _fusion(clause, none, "fusion", Assertion.NEGATED, {"class": "fusion"})


def _fusion(clause: Clause, found: re.Match[str], name: str, how: Assertion, detail: dict[str, Scalar]) -> Finding:
    return Finding(
        Kind.VARIANT if name == "fusion" else Kind.CYTOGENETICS,
        name,
        value=found[0].strip() if name != "fusion" else "fusion",
        assertion=how,
        detail=detail,
        citations=(clause.cite(found.start(), found.end()),),
        confidence=clause.confidence,
    )
