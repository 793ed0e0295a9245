"""What reports and letters tell around an operation, beside what was done: ischemia times and the weight of a graft,
joints of vessels and ducts, monitoring and pictures in theatre, complications by their grade or their absence, organs
that were looked at, tumor that was left or can't be resected.

`Cold ischemia 68 min`, `GRWR 2.2 %`, `arterial anastomosis revised once`, `MEP and SSEP stable`, `Clavien-Dindo IIIb`,
`postoperative course uneventful`, `liver and contralateral kidney explored, normal`, `tumor irresecable`. Texts are
folded; all repeats are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.thingssaid import plain_clauses
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category, Scalar

_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES})
_NOT_TOLD = frozenset({Assertion.FAMILY, Assertion.CONDITIONAL})
_BETWEEN = (
    r"(?:\s(?:time|times|tiempo|of|de|del|the|la|el|was|fue|is|aprox\w*|about|total|right|left|kidney|rinon|"
    r"injerto|graft|liver)){0,6}\s?[:=(]?\s?"
)
_MINUTES = r"(?P<value>\d{1,3}(?:[.,]\d)?)\s?(?P<unit>minutes?|minutos?|min|mins|h|hours?|horas?)\b"
_GRAMS = r"(?P<value>\d{2,4}(?:[.,]\d)?)\s?(?P<unit>g|gr|grs|grams?|gramos)\b"
_MEASURED = (
    ("cold ischemia time", re.compile(rf"\b(?:cold isch?a?emia|isquemia fria|cit|tif){_BETWEEN}{_MINUTES}")),
    ("warm ischemia time", re.compile(rf"\b(?:warm isch?a?emia|isquemia (?:caliente|tibia)|wit|"
        rf"tic){_BETWEEN}{_MINUTES}")),
    ("ischemia time", re.compile(rf"(?<!cold )(?<!warm )\b(?:ischa?emia|isquemia)(?! (?:fria|caliente|"
        rf"tibia)){_BETWEEN}{_MINUTES}")),
    ("Pringle time", re.compile(rf"\b(?:pringle|hilar clamping|clampeo hiliar|clampaje hiliar)(?: maneuver| "
        rf"manoeuvre| maniobra)?{_BETWEEN}{_MINUTES}")),
    ("graft weight", re.compile(rf"\b(?:(?:graft|segment) weight|peso (?:del )?injerto|(?:graft|injerto|segments? "
        rf"[\d\s,–-]{{1,7}}),? (?:weigh(?:t|ed|ing)|weight of|de|of|peso|pesa){_BETWEEN}|graft){_BETWEEN}{_GRAMS}")),
    ("graft to recipient weight ratio", re.compile(r"\b(?:grwr|gbwr|graft[- ](?:to[- ])?recipient (?:body "
        r")?(?:weight )?ratio|relacion (?:peso )?injerto[ /-](?:peso )?(?:del )?receptor)(?:\s(?:of|de|was|"
        r"fue))?\s?[:=(]?\s?(?P<value>\d(?:[.,]\d{1,2})?)\s?(?P<unit>%)?")),
)  # fmt: skip
_JOINED = (
    ("arterial anastomosis", r"(?:(?:hepatic )?arter(?:y|ial)|arterial(?:es)?)"),
    ("portal vein anastomosis", r"portal(?: vein)?"),
    ("biliary anastomosis", r"(?:biliary|bile duct|biliar|biliodigestiva)"),
    ("bowel anastomosis", r"(?:bowel|intestinal|ileo\w+|colo\w+)"),
)
_JOINT = tuple(
    (name, re.compile(rf"\b(?:{what} anastomos[ie]s|anastomosis (?:de la )?(?:arteria (?:hepatica)?|"
        rf"{what}))(?:[^.;,]{{0,24}}?\b(?P<value>revised|redone|rehecha|re-?done|taken down|patent|permeable)(?: "
        rf"(?:once|twice|una vez|dos veces))?)?"))
    for name, what in _JOINED
)  # fmt: skip
# Used or looked at in theatre, with what it showed.
_IN_THEATRE = (
    ("intraoperative neuromonitoring", re.compile(
        r"\b(?:(?:intra-?operative |electrophysiological |neurophysiological "
        r")?(?:neuro-?)?monitoring\b(?=[^.;]{0,60}?\b(?:mep|ssep|emg|baer|cn|nerve|evoked|cranial))|"
        r"ionm|meps?(?: (?:and|y) ssseps?)?|sseps?|baers?|neuromonitoring|(?:neuro)?monitor(?:eo|izacion) "
        r"(?:neurofisiologic[oa]|intraoperatori[oa])|"
        r"monitor(?:eo|izacion)(?=:? ?(?:pem|pess|con pem|de pares))|pem(?: y pess)?|pess|potenciales "
        r"evocados)(?![\w-])"
        r"(?:[^.;]{0,40}?\b(?P<value>stable|unchanged|lost|loss|estables?|conservad[oa]s|perdida|caida|sin "
        r"cambios))?")),
    ("intraoperative ultrasound", re.compile(r"\b(?:intra-?operative (?:ultrasound|us)|ious|ius|ecografia "
        r"intraoperatoria|ultrasonido (?:intra|trans)operatorio)\b")),
    ("intraoperative MRI", re.compile(r"\b(?:intra-?operative mri|imri|ioMRI|rm intraoperatoria|resonancia "
        r"intraoperatoria)\b")),
    ("neuronavigation", re.compile(r"\b(?:neuro-?navigation|stealth|brainlab|neuronavegacion|neuronavegador|"
        r"frameless navigation)\b")),
    ("5-aminolevulinic acid", re.compile(r"(?<![\w-])(?:5-? ?ala|5-aminolev\w+|acido 5-aminolev\w+|aminolevulinic "
        r"acid)\b")),
    ("indocyanine green", re.compile(r"(?<![\w-])(?:icg|indocyanine green|verde (?:de )?indocianina)\b")),
)  # fmt: skip
_GRADE = re.compile(
    r"\bclavien(?:[- ]dindo)?\s?[:,(]?\s?(?:grade|grado|class|clase)?\s?(?P<value>(?:iv|v|i{1,3}|[1-5])[ab]?)(?![\w%])"
)
_SMOOTH = re.compile(
    r"\b(?:post-?op\w*(?: course| recovery| period)?|recovery|procedure|operation|surgery|an(?:a)?esthetic|biopsy|"
    r"insertion|placement|"
    r"post-?operatorio(?: inmediato)?|post-?quirurgico|cirugia|procedimiento|intervencion|evolucion post\w+)"
    r"(?:\s(?:course|period|recovery|was|were|has been|fue|es|curso|cursa|transcurr\w+|otherwise|entirely|"
    r"completely)){0,3},?\s"
    r"(?:uncomplicated|uneventful|unremarkable|without (?:any )?(?:complications?|incidents?|events?|problems?)|sin "
    r"(?:incidentes|incidencias|"
    r"intercurrencias|eventualidades|eventos adversos))(?![\w-])"
)
_UNRESECTABLE = re.compile(
    r"\b(?:un-?resectable|inoperable|irresecable|no resecable|not (?:amenable to (?:surgical )?resection|resectable|"
    r"operable))(?![\w-])"
)
_LEFT = re.compile(
    r"\b(?P<what>(?:small |tiny |thin |minimal |pequen[oa] |minim[oa] )?(?:residual(?: tumou?r)?|residue|remnant|"
    r"plaque(?: of tumou?r)?|film|rim|"
    r"resto(?: tumoral)?|placa(?: tumoral)?(?: residual)?|remanente(?: tumoral)?|residuo(?: tumoral)?))"
    r"(?:\s?\([^()]{1,40}\))?(?:\s(?:of|de)\s[\w., ]{1,24}?)?(?:\s(?:on|in|at|over|sobre|en|"
    r"del?)\s[^.;,]{1,40}?)?\s?,?\s"
    r"(?:(?:which |that |que )?(?:was |were |had to be |is )?left|(?:que )?se dej[oa]|dejad[oa]|que queda|en (?:piso|"
    r"suelo|tronco))(?![\w-])"
)
_ORGANS = {
    "liver": r"liver|higado", "kidney": r"kidney|rinon", "peritoneum": r"peritoneum|peritoneal (?:cavity|surfaces)|"
        r"peritoneo",
    "ovary": r"ovary|ovario", "spleen": r"spleen|bazo", "adrenal": r"adrenal|suprarrenal", "bowel": r"bowel|intestino",
    "omentum": r"omentum|epiplon", "diaphragm": r"diaphragm|diafragma", "lung": r"lung|pulmon",
}  # fmt: skip
_ORGAN = re.compile(rf"\b(?:{'|'.join(f'(?P<o{at}>{one})' for at, one in enumerate(_ORGANS.values()))})\b")
_EXPLORED = re.compile(
    r"\b(?:explored|inspected|palpated|examined|explorad[oa]s?|palpad[oa]s?|inspeccionad[oa]s?|revisad[oa]s?|se "
    r"explora[n]?|se palpa[n]?|se revisa[n]?)"
    r"(?:\s(?:and|y|was|were|found|looked|felt|to be|todos?|all|es|se)){0,4},?\s?(?:normal(?:es)?|unremarkable|clear|"
    r"sin (?:lesiones|alteraciones|hallazgos))"
    r"|\b(?:looked|appeared|felt|was|were|is) (?:entirely |grossly |macroscopically )?(?:normal|unremarkable)\b"
    r"|\b(?:normal(?:es)?|sin lesiones|sin alteraciones|unremarkable)\s?(?=[.;,]|$)"
)
_SIDES = (
    ("left", re.compile(r"\b(?:left|izquierd[oa]s?|izq|l)\b")),
    ("right", re.compile(r"\b(?:right|derech[oa]s?|der|r)\b")),
)


@dataclass(frozen=True, slots=True)
class _Told:
    kind: Kind
    name: str
    start: int
    end: int
    value: str
    unit: str = ""
    how: Assertion | None = None
    site: str = ""


def around_operations(paper: Paper, words: AssertionWords, known: Sequence[Finding]) -> Iterator[Finding]:
    """Each such statement once, where no finding of `known` tells it in the same words."""
    if paper.category is Category.IMAGING_REPORTS:
        return
    values = {(one.name, one.value) for one in known}
    events = {
        one.name
        for one in known
        if one.detail.get("what") == "event" and one.assertion in (Assertion.STATED, Assertion.NEGATED)
    }
    seen: set[tuple[str, str, str]] = set()
    for clause in plain_clauses(paper, _SILENT):
        for told in _in(clause, paper):
            said = told.how or assertion_of(clause, told.start, told.end, words)
            if told.how is None and said in _NOT_TOLD:
                continue
            if told.name in ("complications", "residual tumor") and told.name in events:
                continue
            key = (told.name, told.value, told.site)
            if key not in seen and (told.name, told.value) not in values:
                seen.add(key)
                yield _finding(clause, told, said, paper)


def _in(clause: Clause, paper: Paper) -> Iterator[_Told]:
    text = clause.folded
    of_operation = paper.category is Category.OPERATIVE or clause.section is Section.OPERATION
    for name, pattern in _MEASURED:
        for hit in pattern.finditer(text):
            unit = clause.text[slice(*hit.span("unit"))] if hit["unit"] else ""
            yield _Told(Kind.MEASUREMENT, name, hit.start(), hit.end(), clause.text[slice(*hit.span("value"))], unit)
    for name, pattern in (*_JOINT, *(_IN_THEATRE if of_operation or "intraop" in text else _IN_THEATRE[:4])):
        hit = pattern.search(text)
        if hit is not None:
            yield _Told(Kind.SURGERY, name, hit.start(), hit.end(), clause.text[hit.start() : hit.end()])
    if (graded := _GRADE.search(text)) is not None:
        value = clause.text[slice(*graded.span("value"))]
        yield _Told(Kind.SURGERY, "Clavien-Dindo grade", graded.start(), graded.end(), value)
    if (smooth := _SMOOTH.search(text)) is not None:
        yield _Told(Kind.SURGERY, "complications", *smooth.span(), smooth[0], how=Assertion.NEGATED)
    if (fixed := _UNRESECTABLE.search(text)) is not None:
        yield _Told(Kind.SURGERY, "unresectable tumor", *fixed.span(), clause.text[slice(*fixed.span())])
    if (left := _LEFT.search(text)) is not None and of_operation:
        yield _Told(
            Kind.SURGERY, "residual tumor", *left.span(), clause.text[slice(*left.span())], how=Assertion.STATED
        )
    if of_operation:
        yield from _organs(clause)


def _organs(clause: Clause) -> Iterator[_Told]:
    """The organs of a sentence that were looked at and found normal."""
    text = clause.folded
    for normal in _EXPLORED.finditer(text):
        low = max(text.rfind(mark, 0, normal.start()) for mark in (". ", "; ")) + 1
        for organ in _ORGAN.finditer(text, max(0, low), normal.start()):
            name = next(one for at, one in enumerate(_ORGANS) if organ[f"o{at}"])
            end = normal.end()
            yield _Told(Kind.SURGERY, "organ explored", organ.start(), end, "normal", site=name)
        return


def _finding(clause: Clause, told: _Told, said: Assertion, paper: Paper) -> Finding:
    days = [one for one in occasions(clause.text, paper) if one.when != paper.birth]
    own = paper.date if paper.category is Category.OPERATIVE and said in (Assertion.STATED, Assertion.NEGATED) else None
    near = clause.folded[max(0, told.start - 14) : told.end + 14]
    sides = [side for side, pattern in _SIDES if pattern.search(near)]
    detail: dict[str, Scalar] = {"what": "event"} if told.kind is Kind.SURGERY else {}
    figure = told.value.replace(",", ".") if told.kind is Kind.MEASUREMENT else ""
    return Finding(
        told.kind,
        told.name,
        value=told.value,
        number=float(figure) if figure else None,
        unit=told.unit,
        when=days[0].when if len(days) == 1 else own,
        assertion=said,
        laterality=sides[0] if len(sides) == 1 and told.site else "",
        site=told.site,
        detail=detail,
        citations=(clause.cite(told.start, told.end),),
        confidence=clause.confidence,
    )
