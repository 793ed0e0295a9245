"""Tubes, lines, shunts and drains that a child has, had, never had or is to lose, told without a word for placing one.

`Fed by NG tube since the operation`, `VP shunt working`, `no tiene válvula`, `the drain was clamped and removed`,
`Port will stay for now`: a device and its state near it, in either order. What was placed on a day `operations` reads.
Texts are folded; all repeats are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.assertions.anotherchild import names_another
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.thingssaid import ThingSaid, plain_clauses
from consilium.domain.findings.assertions.told import year_behind
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.days.spokendays import day_said
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES, Section.TECHNIQUE})
_DEVICES = {
    "central line": r"(?:(?:right|left|chest|single[- ]lumen|double[- ]lumen|tunnel+ed|power|dialysis|"
    r"central) ){0,3}(?:ports?(?! wine| of|al\b)(?: ?-?a-?cath)?|portacath|mediport|"
    r"hickman|broviac|central (?:venous )?(?:line|catheter)|cvl|cvc|(?<=dialysis )catheter|"
    r"(?<=tunnelled )line|(?<=tunneled )line|(?:his|her|the) (?:long )?line(?! of| with the| between))|"
    r"(?:cateter )?puerto(?! rico| montt| ordaz| cabello| madryn)|(?:un |su )?cateter(?: (?:central|"
    r"venoso|tunelizado|hickman|implantable|port))*(?! (?:vesical|urinari|ureteral|doble|"
    r"epidural|peritoneal))|via central|reservorio|implantofix",
    "PICC": r"picc(?: line)?",
    "peripheral line": r"(?:via|acceso) periferic[oa]|peripheral (?:iv|line|cannula)",
    "ventriculoperitoneal shunt": r"(?:vp |v-p |ventriculoperitoneal )?shunt|valvula(?! (?:aort|mitr|tric|"
    r"pulm|cardi|uretr))(?: de derivacion)?|derivacion ventriculoperitoneal|dvp",
    "external ventricular drain": r"evd|external ventricular drain|drenaje ventricular(?: externo)?|dve",
    "nasogastric tube": r"ng ?-?(?:tube|feeds?)|nasogastric (?:tube|feeds?)|feeding tube|"
    r"(?:alimentacion por )?sonda(?! (?:vesical|foley|pleural|de gastro|urinari|rectal))(?: (?:nasogastrica|"
    r"nasoyeyunal|de "
    r"alimentacion))?|sng|nj tube|nasojejunal tube|(?:feeds?|fed) by tube|tube feeds?",
    "gastrostomy": r"g-? ?tube|gastrostomy(?: tube| button)?|gastrostomia|peg(?: tube)?|mic-?key",
    "urinary catheter": r"foley(?: catheter)?|urinary catheter|bladder catheter|sonda (?:vesical|foley|"
    r"urinaria)|cateter (?:vesical|urinario)",
    "surgical drain": r"(?:(?:wound|subhepatic|abdominal|pelvic|jp|surgical) )?drain(?! (?:for|the|of)\b)|"
    r"dren(?:es)?|drenaje(?! (?:venos|linfat|ventric|pleural|endopl))(?: (?:subhepatico|abdominal))?",
    "chest tube": r"chest (?:tube|drain)|pleural drain|drenaje (?:pleural|endopleural)|tubo (?:de torax|pleural)",
    "ureteral stent": r"(?:ureteral |ureteric |jj |double-?j )?stents?|doble j|pigtail",
    "tracheostomy": r"trach(?:eostomy)?(?: tube)?|traqueostomia",
    "stoma": r"stoma|colostomy|ileostomy|colostomia|ileostomia|estoma",
    "prosthesis": r"(?:eye |ocular )?prosthes[ie]s|protesis(?: ocular)?",
    "tympanostomy tubes": r"grommets?|ear tubes|drenajes transtimpanicos",
    "epidural": r"epidural",
}


def _grouped() -> re.Pattern[str]:
    inner = "|".join(f"(?P<n{at}>{pattern})" for at, pattern in enumerate(_DEVICES.values()))
    return re.compile(rf"(?<![\w-])(?:{inner})(?![\w-])")


_DEVICE = _grouped()
_NAMES = tuple(_DEVICES)
_SITE = (
    r"(?:\s(?:site|valve|in (?:the |his |her )?\w+(?: \w+)?|en el \w+|izquierd[oa]|derech[oa]|on the (?:left|"
    r"right)))?"
)
_WORKS = re.compile(
    rf"\s(?:was|is) accessed(?![\w-])|{_SITE}(?:\s(?:is|was|has been|looks?|esta|estaba|remains?|still|de \w+|"
    rf"of \w+|currently|que)){{0,3}}[,:]?\s(?:working|in place|in situ|patent|functioning|functional|"
    rf"flush(?:es|ed|ing)|draws?|draining|sluggish|"
    r"intact|clean|dry|well|sitting|clamped|permeable|funciona(?:nte|ndo)?|limpi[oa]|sin (?:enrojecimiento|"
    r"signos|infeccion)|in use|in since|since \w+|desde \w+|empties|was saved|saved|due to be changed|"
    r"(?<=was )left|(?<=were )left|"
    r"kept|to stay|will stay|stays?(?! out)|se queda|works?|went in|por la noche|overnight|to be weaned|"
    r"to wean)(?![\w-])"
)
_HAS = re.compile(
    r"(?<![\w-])(?:has|have|had|with|via|by|through|carries|wears?|using|uses|off the|from the|new|existing|"
    r"tiene|con(?! el\b)|tenia|lleva|llevaba|trae|porta|usa|por|mientras tenga|left with|home with|"
    r"se (?:deja|dejo|coloca|coloco)|le pusieron|dejamos|hace arcadas con|feeds by)\s(?:(?:a|an|the|his|her|"
    r"its|un|una|el|la|su|new|right|left|double|single|lumen|chest|working|permanent|subhepatic|"
    r"indwelling|short|long)\s){0,3}$"
)
_NONE = re.compile(
    r"(?<![\w-])(?:no|without(?: an?| the)?|sin|never (?:had|needed|required) an?|no (?:tiene|tuvo|lleva|"
    r"requirio|necesito|se dejo|se deja|se dejan|dejamos|dejo|deja|se coloco|se coloca|se instala|se instalo|"
    r"se puso)|does not have an?|doesn.t have an?|"
    r"did not need an?|"
    r"didn.t need an?|needs no|needed no|refuse(?:s|d)? an?(?: permanent)?)\s(?:(?:other|otr[oa]|permanent|vp|"
    r"new|nuevo|un|una|el|la)\s){0,2}$"
)
_NOT_NEEDED = re.compile(
    r"(?:\s(?:is|was|has been|for (?:the )?\w+|fue))?\s?,?\s(?:not (?:required|needed|wanted|necessary|placed|"
    r"left|put in)|avoided|hopefully not|(?:[^.;]{0,40}\b)?never (?:needed|placed|inserted|sited)|no (?:fue |"
    r"ha sido )?(?:necesari|requerid|"
    r"colocad)[oa]|"
    r"no (?:hizo|hace) falta|unnecessary)(?![\w-])"
)
_OUT = re.compile(
    r"(?:\s(?:is|was|has been|had been|already|finally|fue|se|que|clamped and|site|then|"
    r"gave [\w ]{3,20},)){0,3}\s(?:out(?! of)|came out|removed|taken out|pulled|withdrawn|off|gone|"
    r"dropped out|salio|retirad[oa]|(?:se )?(?:lo |la )?"
    r"(?:retiro|quito|saco|retiraron|quitaron|sacaron)|fuera)(?![\w-])"
)
_OUT_AHEAD = re.compile(
    r"(?<![\w-])(?:removed|pulled|took out|taken out|came off|(?:se )?(?:le )?(?:retiro|quito|saco|retiraron|"
    r"quitaron|sacaron)|sin ya|ya no tiene)\s(?:(?:the|his|her|a|el|la|su)\s){0,2}$"
)
_LATER = re.compile(
    r"(?:\s(?:is|are|at|on|should|que|en el \w+|,)){0,3},?\s(?:(?:que )?se (?:retira|retirara|quita|quitara|"
    r"saca|sacara)|comes out|come out|to come out|to be (?:removed|taken out|pulled)|will (?:come out|"
    r"be removed)|out (?:on(?! day)|once|next|when|after|in|\d)|"
    r"for removal|for (?:removal )?on the|due out|due to be (?:changed|removed)|may be (?:wanted|needed)|"
    r"is out(?= )|a retirar|por retirar|para retiro)(?![\w-])"
)
_LATER_AHEAD = re.compile(
    r"(?<![\w-])(?:once(?: (?:his|her|the))?|needs? an?(?: new| further| second)?|to place an?|retirar (?:el|"
    r"la)|quitar (?:el|la)|"
    r"sacar (?:el|la)|remove (?:the|his|her)|pull (?:the|his|her)|plan(?:s|ned)?:?(?: an?| to place an?)?|"
    r"se pensara en un(?: nuevo)?|(?:^|[.;:] |\d[.)] |- )(?:retirar|quitar|sacar|remove|pull|poner|colocar|"
    r"instalar)(?: (?:el|la|un))?|"
    r"for:? (?:\w+, ){0,3}|will get an?|is for an?|booked for an?|colocar(?:le)?(?: un| una)?|"
    r"poner(?:le)?(?: un| una)?)\s?$"
)
# A trouble of a device is denied, not the device: `no shunt malfunction`, `no port infection`.
_TROUBLE = re.compile(
    r"[\s-](?:related |site |exit |tip |associated |valve |catheter ){0,2}(?:malfunctions?|dysfunctions?|failures?|"
    r"infections?|problems?|issues?|"
    r"complications?|revisions?|obstructions?|blockages?|disconnections?|leaks?(?:age)?|displacement|migration|"
    r"fractures?|exchanges?|changes?|thrombos[ie]s|"
    r"concerns?|erythema|redness|sepsis|occlusions?|symptoms|disfuncional|infectad[oa]|disfuncionante|"
    r"obstruid[oa])(?![\w-])"
)
_TALKED = re.compile(
    r"\b(?:discuss\w*|talked|offered|ofrec\w+|considered|habl\w+|platic\w+|option|opcion|alternativas?)\b"
)
_IF = re.compile(r"(?<![\w-])(?:if|si|unless|in case|en caso de)(?![\w-])")
_PROBE = re.compile(r"\b(?:fish|hibridacion|sondas? (?:de )?(?:fusion|ruptura|break|dual)|locus)\b")
# That it was taken away after an operation goes without saying.
_BY_THE_WAY = frozenset({"urinary catheter removal", "surgical drain removal"})
_TAKEN = re.compile(r"out|retir|remov|once|quitar|sacar|pull")
_WAYS = (
    (_NOT_NEEDED, _NONE, Assertion.NEGATED),
    (_LATER, _LATER_AHEAD, Assertion.PLANNED),
    (_OUT, _OUT_AHEAD, Assertion.STATED),
    (_WORKS, _HAS, Assertion.STATED),
)
_NOT_NOW = frozenset({Assertion.FAMILY, Assertion.CONDITIONAL, Assertion.UNCERTAIN})


def devices_said(paper: Paper, words: AssertionWords, known: Sequence[Finding]) -> Iterator[Finding]:
    """The devices whose state a paper tells, of which no finding of `known` tells in the same words."""
    if paper.category is Category.IMAGING_REPORTS:
        return
    values = {one.value for one in known if one.value}
    seen: set[tuple[str, Assertion]] = set()
    for clause in plain_clauses(paper, _SILENT):
        for said in _in(clause, words):
            told = any(value in clause.text and (said.detail in value or value in said.detail) for value in values)
            told = told or (said.how is Assertion.STATED and said.name in _BY_THE_WAY)
            if not told and (said.name, said.how) not in seen:
                seen.add((said.name, said.how))
                yield _finding(paper, clause, said)


def _in(clause: Clause, words: AssertionWords) -> Iterator[ThingSaid]:
    text = clause.folded
    if _PROBE.search(text):
        return
    for found in _DEVICE.finditer(text):
        name = next(one for at, one in enumerate(_NAMES) if found[f"n{at}"])
        said = _state(text, found.start(), found.end(), name)
        if said is None or of_another(clause.text, found.start()):
            continue
        meant = assertion_of(clause, found.start(), found.end(), words)
        if meant in _NOT_NOW and said.how is not Assertion.NEGATED:
            opened = _IF.search(text, max(0, said.start - 40), found.start())
            if meant is not Assertion.CONDITIONAL:
                continue
            hangs = opened or said.how is Assertion.PLANNED  # `may need a feeding tube if he keeps losing weight`
            said = ThingSaid(said.name, meant, said.start, said.end) if hangs else said
        if said.how is Assertion.STATED and _TALKED.search(text):
            continue
        yield replace(said, detail=clause.text[found.start() : found.end()])


def of_another(text: str, start: int) -> bool:
    """Whether the sentence tells it of another child: `a boy in our group had a shunt infection`."""
    low = max((text.rfind(mark, 0, start) for mark in (". ", "; ", "? ", "\n")), default=-1) + 1
    return names_another(text, max(low, 0), start) is not None


def _state(text: str, start: int, end: int, name: str) -> ThingSaid | None:
    """What a text says of the device at `start` to `end`: first what it has not, then what is to come, then what is."""
    low = max(0, start - 60)
    for behind, ahead, how in _WAYS:
        hit = behind.match(text, end)
        troubled = how is Assertion.NEGATED and has_trouble(text, end)
        led = ahead.search(text, low, start) if hit is None and not troubled else None
        said = hit or led
        if said is None:
            continue
        gone = behind is _OUT or (behind is _LATER and _TAKEN.search(said[0]) is not None)
        named = f"{name} removal" if gone else name
        return ThingSaid(named, how, start if hit else said.start(), said.end() if hit else end)
    return None


def has_trouble(text: str, end: int) -> bool:
    """Whether the folded words behind a device name a trouble of it, which is what a denial before it denies."""
    return _TROUBLE.match(text, end) is not None


def _finding(paper: Paper, clause: Clause, said: ThingSaid) -> Finding:
    days = [one for one in occasions(clause.text, paper) if one.when != paper.birth]
    when = days[0].when if len(days) == 1 else year_behind(clause.text, said.end)
    if when is None and said.how in (Assertion.STATED, Assertion.PLANNED):
        when = day_said(clause.folded, said.start, said.end, paper, ahead=said.how is Assertion.PLANNED)
    return Finding(
        Kind.SURGERY,
        said.name,
        value=clause.text[said.start : said.end].strip(),
        when=when,
        assertion=said.how,
        detail={"what": "device"},
        citations=(clause.cite(said.start, said.end),),
        confidence=clause.confidence,
    )
