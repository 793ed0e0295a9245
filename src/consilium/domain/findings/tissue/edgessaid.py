"""What any paper says of the edges of what was cut out, of tumor that was left or spilled, and of what was spared.

`Tumor sits at the ink`, `el borde anterior rozaba la tinta`, `bone ends clear`: margins. `A rind was left on the
hypothalamus`, `quedó un resto en el foramen`: residual tumor. `The capsule had already torn`: rupture. `Right ovary
left alone`, `appendix not touched`: an organ that was not taken. Texts are folded; all repeats are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.thingssaid import ThingSaid, plain_clauses
from consilium.domain.findings.days.monthsaid import month_said
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.sitings import Sitings, siting_of
from consilium.domain.records import Category

_SILENT = frozenset({
    Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES, Section.MEDICINES, Section.TECHNIQUE,
})  # fmt: skip
_WORD = r"(?!(?:if|si|unless|until|hasta|whether|but|pero|and then|which)\b)[\w'’/%-]{1,18}"
_GAP = rf"(?:\s?\([^()]{{1,30}}\))?(?:\s?[:,–—]\s|\s)(?:{_WORD}\s){{0,6}}?"
_EDGE = (
    r"(?:surgical |resection |bone |bony |soft[- ]tissue |inked |deep |proximal |distal |anterior |posterior |"
    r"medial |lateral |stapled |"
    r"nearest |cut |radial |muscle |nerve ){0,3}(?:margins?|(?<=tissue )edges?|(?<=surgical )edges?|"
    r"(?<=inked )edges?|(?<=cut )edges?|(?<=bone )ends)"
    r"|ends of the (?:bowel|bone|nerve)|margen(?:es)?(?! (?:costal|hepatic|de tiempo))(?: \w+){0,2}?|"
    r"bordes?(?! (?:hepatic|costal|esplen|del bazo))(?: (?:quirurgic|oseo|profund|"
    r"anterior|posterior|de (?:reseccion|seccion)|muscular)\w{0,5}){0,2}|(?:extremo|limite|"
    r"linea)s? de (?:seccion|reseccion)"
)
_CLEAR = (
    r"free|clear|clean|negative|uninvolved|negativ[oa]s?|libres?|limpi[oa]s?|indemnes?|san[oa]s?|not involved|"
    r"without tumou?r|(?:sin |s/\s?)(?:tumor|comprom\w+|infiltra\w+|lesion)|"
    r"no (?:comprometid|afectad|infiltrad)[oa]s?"
)
_CLOSE = r"close|tight|narrow|cercan[oa]s?|just[oa]s?|escas[oa]s?|within (?:a )?(?:hair|\d)\w*|a menos de"
_BAD = (
    r"(?<!not )(?:involved|positive)|(?<!of the )(?<!around the )(?<!from the )"
    r"tumou?r(?!-?free|(?: viable| is| was| se encuentra| ubicado| situado|"
    r" residual){0,2}"
    r" (?:a |at |to )?(?!0(?:[.,]0)? )\d{1,3}(?:[.,]\d{1,2})? ?(?:mm|cm|um)\b)|comprometid[oa]s?|"
    r"positiv[oa]s?|afect[oa]s?|"
    r"afectad[oa]s?|infiltrad[oa]s?|contaminad[oa]s?|invaded|tienen? tumor"
)
_WIDE = r"wide|ampli[oa]s?|generous|buen[oa]?s?"
_UNSURE = (
    r"(?:cannot|can.t|could not|not) be (?:assessed|judged|evaluated|read)|not (?:assessable|evaluable|"
    r"at issue)|no (?:evaluables?|valorables?)"
)
_MARGIN = re.compile(
    rf"(?<![\w-])(?:{_EDGE})(?:{_GAP}|\s)(?:(?P<unsure>{_UNSURE})|(?P<negative>{_CLEAR})|"
    rf"(?P<close>(?:{_CLOSE})(?! but (?:free|clear|negative)))|"
    rf"(?P<positive>{_BAD})|(?P<wide>{_WIDE}))(?![\w-])"
)
_MARGIN_AHEAD = re.compile(
    rf"(?<![\w-])(?:(?P<negative>{_CLEAR})|(?P<close>{_CLOSE})|(?P<positive>involved|positive|"
    rf"microscopically positive)|(?P<wide>{_WIDE}))\s"
    rf"(?:(?:macroscopic|microscopic|macroscopico|microscopico|surgical|all|the)\s){{0,2}}(?:{_EDGE})(?![\w-])"
)
_INK = re.compile(
    r"(?<![\w-])(?:tumou?r|cells|disease|celulas|it|they|lesion)\s(?:(?:is|was|are|cells|that|viable|"
    r"tumoral(?:es)?)\s){0,3}(?:sits?|reach(?:es|ed)?|touch(?:es|ed)?|"
    r"abut(?:s|ted)?|extend(?:s|ed)?|goes|comes|present|seen|found|llega[n]?|alcanza[n]?|contacta[n]?|lies|"
    r"lay|runs?|ran|at)\s(?:(?:to|at|on|up|the|right|"
    r"within|a|hair|of|la|el|al|con|hasta|inked|deep|surgical|anterior|posterior|medial|lateral|"
    r"cut)\s){0,5}(?:ink(?:ed edge)?|margins?|edge|tinta|borde|margen)(?![\w-])"
    r"|(?<![\w-])(?:roza(?:ba|n)?|toca(?:ba|n)?|llega(?:ba|n)? (?:a|hasta)|contacta(?:ba|n)?(?: con)?|"
    r"alcanza(?:ba|n)?)\s(?:la tinta|el (?:borde|margen)|los bordes)"
    r"|(?<![\w-])(?:no cabe hablar de|no se pueden? (?:valorar|evaluar)(?: los)?)\s(?P<unsure>margenes|bordes)"
)
_REST = (
    r"(?:rinds?|rims?|remnants?|restos?|residuos?|plaques?|bits?|piece|shavings?|carpet|nubbin|slivers?|"
    r"strips?|cuff|crumb|sheet|layer|fragments?|"
    r"tissue|tejido|tumou?r|tumor|disease|enfermedad|lesion|pedac(?:ito|o)|lamina|placa|component|componente|"
    r"nodule|nodulo|residual)"
)
_PLACE = (
    r"(?:on|in|at|along|behind|around|over|near|against|encasing|adherent|stuck|sobre|en|junto|adherid[oa]|"
    r"pegad[oa]|detras|alrededor|al|del?)"
)
_LEFT = re.compile(
    rf"(?<![\w-])(?:(?:i|we|he|she|surgeons?|neurosurgeons?|they|team|cirujan[oa]s?|"
    rf"neurocirujan[oa]s?)\s(?:deliberately |knowingly |had to |a sabiendas |solo )?(?:left|leave|dejo|dejaron)|deje|"
    rf"dejamos|se dej[oa]|quedo|quedaron|leaving|dejando|what (?:stays|remains|is left) (?:is|was)|"
    rf"lo que quedo (?:es|fue))\s(?:(?!(?:behind|nothing|no|nada|sin)\b)[\w-]{{1,14}}\s){{0,4}}?"
    rf"{_REST}(?:\s[\w-]{{1,14}}){{0,5}}?\s{_PLACE}(?![\w-])"
    rf"|(?<![\w-])(?:a|an|one|un|una|some|small|thin|tiny|"
    rf"pea-sized)\s(?:[\w-]{{1,14}}\s){{0,3}}?{_REST}\s(?:was |has been |fue |que )?(?:left|dejad[oa]|"
    rf"quedo)(?:\s(?:behind|{_PLACE}))(?![\w-])"
    r"|(?<![\w-])(?:left|leaving) (?:what|that which) (?:clung|was stuck|stuck|adhered) to"
)
_NONE_LEFT = re.compile(
    r"(?<![\w-])(?:left behind: nothing|nothing (?:\w+ ){0,2}?(?:was |is )?left(?: behind)?(?! (?:bar|but|"
    r"except|apart|save))|nothing remained|without leaving|no quedo (?:nada|resto|tumor|residuo)|no (?:dejo|"
    r"dejaron|dejamos) (?:nada|resto|tumor)|sin dejar (?:resto|tumor|residuo))(?![\w-])"
)
_BURST = re.compile(
    r"(?<![\w-])(?:(?:the |its |la |el )?(?P<what>tumou?r capsule|capsule|tumou?r|mass|cyst|capsula|tumor|"
    r"masa|quiste|lump)\s(?:(?!(?:not|no|never|nunca|nor|sin)\b)[\w-]{1,12}\s){0,2}?(?:(?:had|has|was|is|se|ya|"
    r"already|habia|having)\s){0,3}"
    r"(?:torn|tore|burst|gave way|split open|leaked|spilled|broke(?:n)?(?: open)?|was breached|breached|"
    r"se rompio|rompio|rot[oa]|abiert[oa]|desgarrad[oa]))(?![\w-])"
    r"|(?<![\w-])(?:with|hubo|there was|con)\s(?:a |some |minor |gross )?(?:spill(?:age)?|derrame(?: tumoral)?)\sof"
)
_WHOLE = re.compile(
    r"(?<![\w-])(?:(?:tumou?r )?capsule|capsula)\s(?:(?:was|is|stayed|remained|left|kept|fue|esta|estaba|"
    r"quedo|salio|came out)\s){0,2}(?:intact|whole|unbroken|unbreached|integra|intacta|"
    r"indemne)(?![\w-])|(?<![\w-])(?:tumou?r|mass|capsule|cyst|globe|globo|capsula|masa)\s(?:(?:was|is|fue|"
    r"se)\s)?(?:not|no)\s"
    r"(?:breached|ruptured|torn|entered|violated|spilled|opened|rompio|rompe|rot[oa]|abrio)(?![\w-])|"
    r"(?<![\w-])no se rompio (?:ningun |el |la )?(?:tumor|capsula|masa)|"
    r"(?<![\w-])(?:without|sin|no) (?:spill(?:age)?|rupture|rotura|derrame tumoral)(?![\w-])"
)
_ORGAN = (
    r"(?P<organ>kidney|adrenal|spleen|ovary|testis|testicle|tube|uterus|bladder|appendix|omentum|liver|"
    r"pancreas|bowel|brainstem|dura|thyroid|parathyroids?|lung|diaphragm|"
    r"rinon|suprarrenal|bazo|ovario|testiculo|trompa|utero|vejiga|apendice|epiplon|higado|intestino|tiroides|"
    r"paratiroides|pulmon|diafragma|torax|chest|side|lado)"
)
_SPARED = re.compile(
    rf"(?<![\w-])(?:(?:left|right|other|otro|el|the|la|own)\s){{0,2}}{_ORGAN}(?:\s(?:izquierd[oa]|"
    rf"derech[oa]))?\s?(?:\s(?:was|were|is|and|(?:looked|seemed|felt) (?:and felt )?(?:normal|healthy|"
    rf"fine)(?: (?:and|so))?|so|"
    r"therefore|quedo|fue|se|que|ha sido|well)\s|[,:]\s(?:so |and )?|\s)(?:was |were |is )?(?:left (?:alone|"
    r"in place|in situ|well alone|behind|untouched|where it was)|leave (?:well )?alone|not (?:touched|"
    r"explored|opened|entered|removed|taken|"
    r"disturbed|sampled|resected|biopsied)|untouched|no (?:se )?(?:toco|toca|exploro|extirpo|saco|abrio|"
    r"reseco|tocad[oa]|explorad[oa])|quedo)(?![\w-])"
)
_NOT_NOW = frozenset({Assertion.FAMILY, Assertion.CONDITIONAL, Assertion.PLANNED})
_IF = re.compile(r"(?<![\w-])(?:if|si|unless|whether|should|until|hasta que|only if|solo si|en caso de)(?![\w-])")
_TOLD_BY = re.compile(r"\b(?:exam\w*|palp\w+|costal|hepatic[oa]|liver edge)\b")
_ENGLISH = {
    "rinon": "kidney", "suprarrenal": "adrenal", "bazo": "spleen", "ovario": "ovary", "testiculo": "testis",
    "testicle": "testis",
    "trompa": "tube", "utero": "uterus", "vejiga": "bladder", "apendice": "appendix", "epiplon": "omentum",
    "higado": "liver", "intestino": "bowel", "tiroides": "thyroid", "paratiroides": "parathyroid", "pulmon": "lung",
    "diafragma": "diaphragm", "torax": "chest", "lado": "side",
}  # fmt: skip
# A picture shows what is left; and edges that an operation would need are none that it had.
_SEEN = re.compile(r"\b(?:mri|rmn?|ct|tac|tc|pet|scans?|ultrasound|resonancia|imagen)\b")
_WOULD = re.compile(
    r"\b(?:would|could|cannot|can.t|couldn.t|may|might|to (?:get|achieve|obtain|have)|podria|seria|permitiria|"
    r"lograr|obtener|pretend\w+)\b"
)

_OPEN = re.compile(r"\b(?:the|on|of|in|at|to|an?|el|la|los|las|de|del|en|a|al|un|una)$", re.IGNORECASE)
_LONGEST_WHOLE = 160


def edges_said(paper: Paper, sitings: Sitings, words: AssertionWords, known: Sequence[Finding]) -> Iterator[Finding]:
    """Every such statement of a paper, in reading order, whose margins no operation of `known` has; a report on a
    picture tells of none."""
    if paper.category is Category.IMAGING_REPORTS:
        return
    for clause in plain_clauses(paper, _SILENT):
        for said in _in(clause):
            if said.name == "resection margins" and _is_told(clause, known):
                continue
            before = clause.folded[max(0, said.start - 60) : said.start]
            if _IF.search(before) or assertion_of(clause, said.start, said.end, words) in _NOT_NOW:
                continue
            yield _finding(paper, clause, said, sitings)


def _is_told(clause: Clause, known: Sequence[Finding]) -> bool:
    """Whether an operation that the clause names already has its margins."""
    return any("margins" in one.detail and one.citations[0].quote in clause.text for one in known if one.citations)


def _in(clause: Clause) -> Iterator[ThingSaid]:
    text = clause.folded
    margins = _margin(text) if clause.section is not Section.EXAMINATION and not _TOLD_BY.search(text) else None
    if margins is not None:
        yield margins
    none = _NONE_LEFT.search(text) if _SEEN.search(text) is None else None
    left = _LEFT.search(text) if none is None else None
    if none is not None or left is not None:
        hit = none or left
        assert hit is not None
        yield ThingSaid("residual tumor", Assertion.NEGATED if none else Assertion.STATED, *hit.span())
    whole, burst = _WHOLE.search(text), _BURST.search(text)
    if whole is not None:
        yield ThingSaid("tumor rupture", Assertion.NEGATED, *whole.span())
    elif burst is not None:
        yield ThingSaid("tumor rupture", Assertion.STATED, *burst.span())
    for spared in _SPARED.finditer(text):
        organ = _ENGLISH.get(spared["organ"], spared["organ"])
        yield ThingSaid(f"surgery of the {organ}", Assertion.NEGATED, *spared.span())


def _margin(text: str) -> ThingSaid | None:
    """How the edges are; the first that a sentence tells."""
    if _WOULD.search(text):
        return None
    hits = [one for one in (_MARGIN.search(text), _MARGIN_AHEAD.search(text)) if one is not None]
    if hits:
        hit = min(hits, key=lambda one: one.start())
        how = hit.lastgroup or ""
        said = Assertion.UNCERTAIN if how == "unsure" else Assertion.STATED
        return ThingSaid("resection margins", said, *hit.span(), "" if how == "unsure" else how)
    ink = _INK.search(text)
    if ink is None:
        return None
    unsure = ink["unsure"] is not None
    said = Assertion.UNCERTAIN if unsure else Assertion.STATED
    return ThingSaid("resection margins", said, *ink.span(), "" if unsure else "positive")


def _words(text: str, said: ThingSaid) -> str:
    """The words that say it; the sentence where they end before what they are of: `left on the` (aorta)."""
    words = text[said.start : said.end].strip()
    whole = text.strip()
    return whole if _OPEN.search(words) and len(whole) <= _LONGEST_WHOLE else words


def _finding(paper: Paper, clause: Clause, said: ThingSaid, sitings: Sitings) -> Finding:
    site, side = siting_of(clause.text, sitings, said.start, said.end)
    days = [one for one in occasions(clause.text, paper) if one.when != paper.birth]
    when = days[0].when if len(days) == 1 else None if days else month_said(clause.text, 0, len(clause.text), paper)
    detail = {"what": "event", "margins": said.detail}
    return Finding(
        Kind.SURGERY,
        said.name,
        value=_words(clause.text, said),
        when=when,
        assertion=said.how,
        laterality=side,
        site=site,
        detail={key: one for key, one in detail.items() if one},
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )
