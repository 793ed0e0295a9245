"""Words of blood and marrow that mean another thing elsewhere: `irradiated products only` is no radiation, `no
transfusion reaction` denies no transfusion, `MPO positive in 80 % of blasts` counts no blasts, an `iron stain` that was
not made is no iron that wasn't given.

Each entry names the findings it is of, and the words around their quote that show that they are misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.mentions.misreaddictation import MISREAD_DICTATION
from consilium.domain.findings.mentions.misreadmarkers import MISREAD_MARKERS
from consilium.domain.findings.mentions.misreadsenses import MISREAD_SENSES, is_own_illness
from consilium.domain.findings.mentions.misreadwords import MISREAD_WORDS, misread
from consilium.domain.findings.paper import Clause, Paper

_STAINS = (Kind.STAIN, Kind.FLOW)
_PERCENT = r"[<>≥≤~]?\s?\d{1,3}(?:[.,]\d{1,2})?\s?%"
_GENE = r"(?-i:[A-Z][A-Z0-9]{2,6})"


_MISREAD = (
    misread(
        (Kind.RADIATION,),
        r"radiation",
        r"\birradiated(?:\s?(?:,|and|/|&)?\s?[\w-]+){0,3}\s(?:blood|products?|cells|components?|units?|platelets)\b"
        r"|\b(?:hemoderivados|hemocomponentes|productos|concentrados|unidades|plaquetas"
        r"|componentes)[^.;]{0,40}\birradiad[oa]s?\b"
        r"|\birradiad[oa]s?\s?(?:,|y|e|/)\s?(?:leuco|desleuco|filtrad)\w+",
    ),
    misread(
        (Kind.MEDICINE,),
        r"transfusion",
        r"\b(?:blood |platelet |red cell )?transfusion (?:reactions?|thresholds?|medicine|service|triggers?|targets?)\b"
        r"|\b(?:reacci[oó]n|reacciones|umbral(?:es)?|servicio|medicina)(?: febril(?:es)?| post)?(?: a la| a| de la"
        r"| de)?"
        r" transfusi(?:onal(?:es)?|[oó]n(?:es)?)\b",
    ),
    # Shares of cells that a clone holds are no units given.
    misread(
        (Kind.MEDICINE,),
        r"transfusion$",
        rf"\b(?:red (?:blood )?cells|rbcs?|platelets|hemat[ií]es|eritrocitos|gl[oó]bulos rojos"
        rf"|plaquetas)\s?[:=]?\s?{_PERCENT}",
    ),
    misread(
        (Kind.MEDICINE,),
        r"ferrous sulfate|iron",
        r"\b(?:iron (?:stain\w*|stores?|studies|overload|deposit\w*|concentration|content)|(?:stainable|marrow"
        r"|liver) iron"
        r"|(?:tinci[oó]n(?: de)?|dep[oó]sitos? de|sobrecarga (?:de|f[eé]rrica)|perls(?: o)?) hierro"
        r"|hierro (?:medular|hep[aá]tico))\b",
    ),
    misread((Kind.LABORATORY,), r"blood film", _PERCENT),
    # A stain's share of the blasts, and how many cells must look ill.
    misread(
        (Kind.LABORATORY, Kind.FLOW),
        r"blasts",
        rf"\b(?:positiv\w+|negativ\w+|stain\w*|ti[nñ]e\w*|reactiv\w+)\s(?:in|en)\s(?:the\s|el\s"
        rf"|un\s)?{_PERCENT}\s(?:of|de)"
        r"\s(?:the\s|los\s|las\s)?(?:\w*blasts?|\w*blastos|blast cells)\b",
    ),
    misread(
        (Kind.LABORATORY,),
        r"(?:erythroid|granulocytic) cells|megakaryocytes",
        rf"\bd[iy]s(?:plas|erit|eryt|gran|meg)\w*(?:\s(?:eritroide|granuloc[ií]tica|megacarioc[ií]tica"
        rf"|erythroid))?\s(?:in|en|of|de)"
        rf"\s(?:el\s)?{_PERCENT}",
    ),
    misread(
        _STAINS,
        r"CD\d",
        r"\b(?:no|without|sin|ni)\s(?:an?\s|un\s)?(?:increased?|excess|expansion|aumento|incremento|exceso|expansi[oó]n)"
        r"\s(?:in|of|de|del)?\s?(?:[\w-]+\s){0,3}(?:CD\d{1,3})"),
    # A count of cells by their marker.
    misread(
        _STAINS,
        r"^CD\d",
        r"\bCD\d{1,3}\+?\s(?:[BT] )?(?:cells\s|lymphocytes\s|linfocitos\s"
        r"|c[eé]lulas\s)?(?:[:=]\s?)?\d{1,4}(?:[.,]\d+)?\s?"
        r"(?:/|cells?/|c[eé]ls?/|x\s?10)",
    ),
    misread(_STAINS, r"CD\d|TCR", r"\b(?:double[- ]negative|dobles? negativ[oa]s|DNT)\b[^.;]{0,60}"),
    misread((Kind.MENTION,), r"c reactive protein", r"\b(?:RT|RQ|q|dd|ASO|nested|multiplex|digital)[- ]?q?PCR\b"),
    misread(
        (Kind.LABORATORY,),
        r"neuron-specific enolase",
        r"\bNSE\s(?:stain\s)?(?:(?:is|was|es|fue)\s)?(?:weakly\s)?(?:positiv|negativ)\w+",
    ),
    misread(
        (Kind.TOXICITY,),
        r"nephrotoxicity",
        r"\bfanconi(?:['’]?s)? an[a]?emia\b|\banemia de fanconi\b|\bfanconi\b(?=[^.;]{0,40}\b(?:breakage|DEB|MMC"
        r"|rotura|fragilidad))"
        r"|\b(?:breakage|DEB|MMC|rotura|fragilidad)\b[^.;]{0,60}\bfanconi\b",
    ),
    # A gene in a list of genes is no illness.
    misread(
        (Kind.CONDITION,),
        r"neurofibromatosis type 1",
        rf"\bNF1\s?(?:,|/|and|y|or|o)\s?{_GENE}\b|\b{_GENE}\s?(?:,|/|and|y|or|o)\s?NF1\b",
    ),
    misread(
        (Kind.DIAGNOSIS,),
        r"myelodysplastic syndrome",
        r"\bmyelodysplasia[- ]related\b|\bmyelodysplastic changes\b|\b(?:relacionad[oa]s?|asociad[oa]s?) (?:con"
        r"|a) (?:la )?mielodisplasia\b"
        r"|\bcambios (?:relacionados con )?(?:la )?mielodispl\w+|^\W{0,3}(?:myelodysplasia"
        r"|mielodisplasia)\s?:(?=[^.]*\b(?:dys|dis)\w)",
    ),
    misread((Kind.RESPONSE,), r"minor response", r"\b(?:AML|LMA|LAM)[- ]MR\b"),
    misread(
        (Kind.PROTOCOL,),
        r"HLH",
        r"\bHLH[- ]?(?:2004|94)(?: diagnostic)?\s?(?::|criteria)\s?(?:[^.;]{0,20}\b(?:crit\w+|\d ?(?:/|of|de) ?8"
        r"|cumple)|fever|fiebre)"
        r"|\bHLH[- ]?(?:2004|94) (?:diagnostic )?criteria\b|\bcriterios (?:de "
        r"|diagn[oó]sticos (?:de )?)?HLH[- ]?(?:2004|94)\b"
        r"|\bHLH[- ]?(?:2004|94)\s?:\s?(?:cumple|meets|\d)",
    ),
    misread((Kind.LABORATORY,), r"^unsupported$|^sin soporte$", r".*"),
    misread((Kind.FAMILY_HISTORY,), r"sangre|cordon|medula", r"\bprogenitores\b"),
    misread((Kind.MENTION,), r"remission|remisi[oó]n|response|respuesta", r".*\b(?:MRD|EMR|ERM)\b.*"),
    misread(
        (Kind.MENTION,),
        r"^lymphocytes$",
        r".*\b(?:infusi[oó]n de linfocitos|linfocitos del? donante|donor lymphocytes?|lymphocyte infusion)\b.*",
    ),
    misread((Kind.MENTION,), r"minimal residual disease|^MRD$|^EMR$", r".*\bLAIP\b[^.;]*\b(?:for|para)\b.*"),
    misread(
        (Kind.MENTION,),
        r"bone marrow aspirate",
        r".*(?:hemodilu|haemodilu|dry tap|punci[oó]n seca|sin grumo|no particles).*",
    ),
    misread(
        (Kind.MENTION,),
        r"bone marrow",
        r"\b(?:marrow|m[eé]dula(?: [oó]sea)?)(?:\s?(?:and|y|e|\+|/|&)\s?(?:CNS|SNC|testic\w+|testis))?\s?(?:relapse"
        r"|recurrence)\b"
        r"|\b(?:relapse|recurrence|reca[ií]da)\s?\(?(?:in |of |en |de )?(?:isolated |aislada )?(?:the "
        r"|la )?(?:bone )?(?:marrow|m[eé]dula)\b"
        r"(?![^.;]{0,40}\d\s?%)",
    ),
    # Copies of a transcript are no copies of a gene.
    misread(
        (Kind.VARIANT,),
        r"^(?:WT1|PRAME|ABL1)$",
        r"\b(?:WT1|PRAME)\b[^.;]{0,24}\d\s?(?:copies|copias)\s?(?:/|per|por)\s?10\S{0,3}\s?ABL1?\b",
    ),
    misread((Kind.PROTOCOL,), r"^DIT$", r"\bFLT3[\s-]DIT\b|\bDIT de FLT3\b"),
    # What is given against it tells of none.
    misread(
        (Kind.CONDITION, Kind.TOXICITY),
        r"graft[- ]versus[- ]host",
        r"\b(?:prophylaxis|profilaxis)\s(?:(?:of|for|against|de|contra|frente a|para)\s)?(?:the\s|la\s)?(?:a?c?GVHD"
        r"|GvHD|EICH|EICR)\b"
        r"|\b(?:a?GVHD|GvHD|graft[- ]versus[- ]host(?: disease)?) prophylaxis\b",
    ),
    # A row of flow cytometry beside the names that counts of lymphocytes have.
    misread(
        (Kind.LABORATORY,),
        r"CD\d",
        r"\bCD\d{1,3}\s?[:|]?\s?(?:positiv\w+|negativ\w+|partial|parcial|dim|d[eé]bil|bright)\b"),
    # The donor's group is not the child's.
    misread((Kind.LABORATORY,), r"blood group", r"^\W{0,3}(?:donor|donante)\b.*"),
    misread((Kind.CONDITION,), r"^(?:hhv-?6|vhh-?6)$", r"\b(?:HHV|VHH)[- ]?6\b.{0,12}\b(?:DNA|ADN|PCR|cop|log|\d{2})"),
)  # fmt: skip
_ALSO_NAMED = re.compile(
    r"\bplatelet(?:-associated)? (?:auto)?antibod\w+|\banticuerpos anti-?plaquet\w+", re.IGNORECASE
)
_LIMIT_GIVEN = re.compile(
    r"\b(?:transfus\w+ (?:threshold|trigger|target|limit)s?|umbral(?:es)? (?:de )?transfus\w+|transfuse (?:if|when"
    r"|only|for|below)"
    r"|transfundir (?:si|con|cuando|por debajo))[^.;]*",
    re.IGNORECASE,
)
_LOST = re.compile(r"\b(?:loss of|lost|end of|p[eé]rdida de(?: la)?|fin de la)\s$", re.IGNORECASE)
_NO_BEHIND = re.compile(r"(?:\w+\s){0,5}\w+:\s?(?:no\b|none|nil|not |ningun[oa]|negativ|sin )", re.IGNORECASE)
_GRAFTED = re.compile(r"\b(?:TPH|TCPH|TMO|trasplant\w+|transplant\w+|HSCT|BMT|SCT|HCT|donante|donor)\b", re.IGNORECASE)
_REFRACTORY_NAME = re.compile(r"refractory (?:cytopenia|an[a]?emia)|(?:citopenia|anemia) refractaria", re.IGNORECASE)
_MARROW_DAY = re.compile(
    r"\b(?:m[eé]dula|marrow|aspirado)\b[^.;:]{0,24}\b(?:d[ií]a|day|D)\s?\+?\s?\d{1,3}\s?:\s?(?!pend|await|planned"
    r"|to be)",
    re.IGNORECASE,
)
_DAY_NUMBER = re.compile(r"\b(?:day|d[ií]a)\s?\+?\s?(\d{1,3})\b", re.IGNORECASE)


def rightly_read(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`told` without what misreads words of blood and marrow, and with what such words say told rightly."""
    where = _Places(paper)
    for one in told:
        clauses = where.of(one)
        if clauses and all(_is_misread(one, clause) for clause in clauses):
            if one.kind is Kind.TOXICITY and all(is_own_illness(one, clause) for clause in clauses):
                yield replace(one, kind=Kind.CONDITION, value="", number=None, detail={})
            continue
        yield _mended(one, clauses[0]) if clauses else one


class _Places:
    """The clauses that a finding's first quote stands in."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.known: dict[tuple[int, str], list[Clause]] = {}

    def of(self, one: Finding) -> list[Clause]:
        if not one.citations or not one.quote:
            return []
        page, quote = one.citations[0].page or 0, one.quote
        if (page, quote) not in self.known:
            here = [clause for clause in self.paper.holding(quote) if clause.page.number == page]
            self.known[page, quote] = here
        return self.known[page, quote]


def _is_misread(one: Finding, clause: Clause) -> bool:
    for entry in (*_MISREAD, *MISREAD_WORDS, *MISREAD_DICTATION, *MISREAD_MARKERS, *MISREAD_SENSES):
        if one.kind in entry.kinds and entry.names.search(one.name):
            start = clause.text.find(one.quote)
            end = start + len(one.quote)
            if any(hit.start() < end and start < hit.end() for hit in entry.around.finditer(clause.text)):
                return True
    return False


def _mended(one: Finding, clause: Clause) -> Finding:
    text, start = clause.text, clause.text.find(one.quote)
    if one.kind is Kind.LABORATORY:
        return _laboratory(one, text, start)
    stated = one.assertion is Assertion.STATED
    if one.kind is Kind.CONDITION and stated and one.name == "B-cell aplasia" and _LOST.search(text, 0, start):
        return replace(one, assertion=Assertion.NEGATED)
    if one.kind is Kind.CONDITION and stated and one.name.startswith("graft") and _NO_BEHIND.match(text, start):
        return replace(one, assertion=Assertion.NEGATED)
    if one.kind is Kind.RESPONSE and one.assertion is Assertion.FAMILY and _GRAFTED.search(text):
        return replace(one, assertion=Assertion.STATED)  # a donor's relation is beside it, the response is the child's
    if one.kind is Kind.DIAGNOSIS and one.detail.get("status") == "refractory" and _REFRACTORY_NAME.search(one.quote):
        return replace(one, detail={key: said for key, said in one.detail.items() if key != "status"})
    if one.kind is Kind.SPECIMEN:
        return _specimen(one, text)
    return one


def _laboratory(one: Finding, text: str, start: int) -> Finding:
    ratio = re.search(r"\d{1,3}[.,]\d{1,2}\s?:\s?1$", one.quote) if one.name == "myeloid to erythroid ratio" else None
    if ratio is not None:
        return replace(one, value=ratio[0], number=None, detail={k: v for k, v in one.detail.items() if k != "doubt"})
    if one.name == "platelets" and _ALSO_NAMED.search(one.quote):
        return replace(one, name="platelet antibodies", codes=())
    limit = _LIMIT_GIVEN.search(text)
    if limit is not None and limit.start() <= start < limit.end() and one.assertion is Assertion.STATED:
        return replace(one, assertion=Assertion.CONDITIONAL, when=None)
    return one


def _specimen(one: Finding, text: str) -> Finding:
    """A marrow whose line tells its result is none that is to come; the day that names it is no number of it."""
    if one.assertion is Assertion.PLANNED and _MARROW_DAY.search(text):
        one = replace(one, assertion=Assertion.STATED)
    days = {hit[1] for hit in _DAY_NUMBER.finditer(text)}
    if one.detail.get("number") in days:
        return replace(one, detail={key: said for key, said in one.detail.items() if key != "number"})
    return one
