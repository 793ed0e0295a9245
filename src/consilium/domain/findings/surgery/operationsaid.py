"""How the words beside an operation mean it, where the rules for all assertions hear another thing's denial or delay.

`No cirugías salvo apendicectomía`: done. `nephrectomy avoided`: not done. `Not yet done: LP`: to be done.
"""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.surgery.devicessaid import has_trouble
from consilium.domain.records import Category

_EXCEPT = re.compile(
    r"\b(?:salvo|excepto|except(?: for)?|other than|apart from|aparte de|a excepci[oó]n de|but for|fuera de)\s"
    r"(?:(?:the|an?|una?|el|la|los|las|por|for)\s)?(?:[^\s.,;:]+\s(?:and|y)\s(?:the|la|el)?\s?)?$"
    r"|\b(?:only|solo|s[oó]lo|[uú]nicamente)\s[^.;:]{0,40}$",
    re.IGNORECASE,
)
# What stays in a child: `No G-tube issues` denies the issues.
_DEVICE = re.compile(
    r"tube|port\b|line\b|catheter|shunt|stomy\b|stom[ií]a\b|sonda|cat[eé]ter|v[aá]lvula", re.IGNORECASE
)
# A box beside it that nobody ticked, in a line where others are: `[X] enucleation  [ ] cryotherapy`.
_EMPTY_BOX = re.compile(r"(?:\[\s?\]|\(\s?\)|☐|□)\s?$")
_TICKED = re.compile(r"\[\s?[xX✓✔]\s?\]|\(\s?[xX✓✔]\s?\)|☒|☑|✓|✔")
_COMING = re.compile(
    r"\b(?:plan\w*|will|to be|if|si|tomorrow|ma[nñ]ana|consider\w*|may|might|needs?|booked|listed)\b", re.IGNORECASE
)
# What stands straight behind an operation that was not made after all.
_NOT_MADE = re.compile(
    r"\s?[,:–-]?\s?(?:(?:was|is|were|has been|could be|fue|es|est[aá]|pudo ser|se)\s)?(?:avoided|not (?:being |"
    r"been |yet )?"
    r"(?:needed|required|done|performed|repeated|feasible|sought|indicated|carried out|attempted|possible|"
    r"made|undertaken|considered|planned|"
    r"anticipated|an option|offered|recommended|advised|proposed|entertained|appropriate|foreseen|agreed|used|"
    r"on the table)|"
    r"unnecessary|impossible|imposible|cancell?ed|abandoned|declined|ruled out|"
    r"evitad[oa]|innecesari[oa]|no (?:(?:fue|es|est[aá]|se|ha sido)\s)?(?:necesari[oa]|realizad[oa]|requerid[oa]|"
    r"requiri[oó]|requiere|requerida|indicad[oa]|hizo|previst[oa]|contempla\w*|considera\w*|plantea\w*|procede|aplica|"
    r"realiz[oó]|efectu[oó])|descartad[oa]|cancelad[oa]|[^\s.,;:]{3,20} no l[ao]s? (?:indica|aconseja|recomienda))\b",
    re.IGNORECASE,
)
# Called off, behind what it was set for or before its name: `cirugía prevista para el 3/3 se canceló`, `se suspende la
# cirugía por fiebre`, `surgery on 3 March did not take place`.
_CALLED_OFF = re.compile(
    r"(?:\s(?:previst[oa]|programad[oa]|planned|scheduled|booked|set|originally|inicialmente|para|por|for|on|el|la|the|"
    r"de|del|of|en|in|today|hoy|ayer|yesterday|\d[\d/.:-]*|[^\W\d_]{3,10}(?= de \d|\s\d)|(?<=\d )[^\W\d_]{3,10}|"
    r"(?<=\d de )[^\W\d_]{3,10})){0,8}"
    r",?\s(?:(?:que|which)\s)?(?:(?:was|were|had to be|has been|is|fue|ha sido|debi[oó] ser|tuvo que ser)\s)?"
    r"(?:se\s(?:cancel[oó]|suspendi[oó]|suspende|cancela|debi[oó] suspender)|cancel+ed|called off|cancelad[oa]|"
    r"suspendid[oa]|"
    r"did not (?:take place|happen|go ahead)|didn.t (?:take place|happen|go ahead)|no se (?:llev[oó] a cabo|"
    r"concret[oó]|pudo (?:realizar|hacer)))\b",
    re.IGNORECASE,
)
_CALLS_OFF = re.compile(
    r"\b(?:(?:se|le) (?:suspend(?:e|i[oó])|cancel(?:a|[oó])|debi[oó] suspender|decidi[oó] suspender)|suspensi[oó]n de|"
    r"cancelaci[oó]n de|suspendemos|cancelamos|suspendieron|cancelaron|cancel+ed|called off|calls? off)\s"
    r"(?:(?:the|his|her|la|el|su|planned|scheduled|elective)\s){0,2}$",
    re.IGNORECASE,
)
# `Return to theatre on 13 Feb`: a word of going that tells of what was done.
_WENT_BACK = re.compile(r"(?:return(?:ed)?|taken back|back) to (?:theatre|or|the or|the operating room)", re.IGNORECASE)
# `was discussed but the parents chose`, `se ofreció pero la familia prefirió`: it was not made.
_REFUSED_FOR = re.compile(
    r"[^.;]{0,12}\b(?:was|were|is|fue|se)\s(?:\w+\s)?(?:discussed|offered|considered|proposed|recommended|suggested|"
    r"ofreci\w+|"
    r"propus\w+|plante\w+|discuti\w+|consider\w+)[^.;]{0,24}?,?\s(?:but|however|pero|"
    r"aunque)\s(?:[^.;\s]+\s){0,3}?(?:chose|opted|"
    r"declined|preferred|refused|elected|eligi\w+|opt[oó]|optaron|prefir\w+|rechaz\w+)\b",
    re.IGNORECASE,
)
# An operation that would be one: `marginal excision achievable`, `en lista cuando ...`.
_FEASIBLE = re.compile(
    r"\s(?:would be |may be |is |are |appears |seems |looks |considered |es |ser[ií]a |parece )?(?:achievable|"
    r"feasible|possible|"
    r"an option|resectable|doable|factible|posible|realizable|t[eé]cnicamente posible)\b",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\s?[,:–-]?\s?(?:is |est[aá] |child |ni[nñ][oa] )?(?:now )?(?:on (?:the )?(?:waiting |transplant |theatre |"
    r"surgical |provisional )?"
    r"list\b|en (?:la )?lista\b|wait-?listed|listed (?:for|on)|awaiting (?:a )?(?:date|slot|theatre)|se habl[oó]|"
    r"(?:in|for|this) (?:the )?(?:spring|summer|fall|autumn|winter|new year)\b|(?:en|para) (?:el |la )?(?:primavera|"
    r"verano|oto[nñ]o|"
    r"invierno)\b)",
    re.IGNORECASE,
)
# Within the words of an operation: `port to be placed`, `se colocará catéter`.
_WILL_BE = re.compile(
    r"\b(?:to (?:be|come|go)|will|would|going to|needs?|needing|awaiting|for (?:removal|insertion|placement)|"
    r"se \w{3,12}rán?|se (?:colocar|retirar|instalar|implantar|realizar|programar|quitar|pondr)an?\b|"
    r"vamos a|van? a|por (?:colocar|retirar)|para (?:colocar|retirar)|colocar[aá]n?|retirar[aá]n?|pondr[aá]n?)\b",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\b(?:no (?:role|indication|need|place|plans?|call) for|not (?:a )?candidates? for|no (?:tiene|"
    r"hay) (?:indicaci[oó]n|lugar|"
    r"papel) (?:de|para)|sin indicaci[oó]n de|no es candidat[oa] a|no requiri[oó]|no requiere|did not (?:need|require)|"
    r"never (?:needed|required|had)|no fue|was not|nunca fue)\s(?:(?:an?|any|further|the|una?|la|el|more)\s){0,2}$",
    re.IGNORECASE,
)
# `No ICD is indicated`.
_NO_BEFORE = re.compile(r"\b(?:no|sin|ning[uú]n|ninguna)\s$", re.IGNORECASE)
_NEEDED = re.compile(
    r"\s(?:is |was |are |were |has been |yet |por ahora |es |fue )?(?:currently |yet )?(?:indicated|needed|required|"
    r"planned|performed|"
    r"done|undertaken|necessary|indicad[oa]|necesari[oa]|previst[oa]|realizad[oa])\b",
    re.IGNORECASE,
)
_OPEN = frozenset(set(Assertion) - {Assertion.NEGATED, Assertion.FAMILY, Assertion.PENDING})
_SHORT_TANDEM = re.compile(r"chimeri|quimeri|marker|marcador|microsat|identity|identidad|injerto", re.IGNORECASE)
_RELATIVE_FIRST = re.compile(
    r"\W*(?:the |his |her |su |la |el )?(?:dad|mum|mom|father|mother|brother|sister|twin|grand\w+|uncle|aunt|cousin|"
    r"padre|madre|"
    r"pap[aá]|mam[aá]|herman[oa]|abuel[oa]|t[ií][oa]|prim[oa])\s?(?:\([^()]{1,20}\)\s?)?[-–—:,]",
    re.IGNORECASE,
)
_TESTED_ON = re.compile(r"\b(?:on|from|in|en|de|del|sobre)\s(?:(?:the|la|el|su|this|that)\s)?$", re.IGNORECASE)
_TIMED_BY = re.compile(
    r"\b(?:after|since|before|following|at|of|wait for|within|until|despues de|tras|desde|antes de|previos? a|"
    r"previas? a|prior to|"
    r"luego de|posterior a)\s(?:the |his |her |that |la |su |esa )?$"
)
_SHOWED = re.compile(
    r"-?\s?proven\b|(?:\s(?:of|de|del|from|por|con|at|in|en)\s[^.;,:]{1,50}?)?,?\s(?:(?:then|also|itself|ya|"
    r"only|just)\s)?(?:confirm\w*|show(?:s|ed)|reveal\w*|"
    r"prov(?:ed|es)|came back|gave|read|was|were|has cd|fue|fueron|mostr\w+|dio|salio|revel\w+|informada|"
    r"informo|que le hicieron|scar)\b"
)
_KNOWN_BY = re.compile(
    r"\b(?:diagnos\w+|found|made|shown|proven|proved|confirmed|confirm\w+|demostrad\w+|se hizo|established|"
    r"settled|salio|known|seen|called \w+)\s(?:by|on|at|from|with|through|por|en|mediante|con)\s"
    r"(?:(?:an?|the|his|her|una?|la|el|su|left|right|core|needle|open|excisional|incisional)\s){0,3}$"
)
_OFF_THE_LIST = re.compile(
    r"\b(?:taken off the (?:\w+ )?list|removed from the (?:\w+ )?list|delisted|retirad[oa] de la lista|"
    r"sali[oó] de lista)",
    re.IGNORECASE,
)
# The heading of what is still to be made.
_STILL_TO_MAKE = re.compile(
    r"\W{0,4}(?:\d{1,2}[.)]\s?)?(?:not (?:yet )?(?:done|performed)|still (?:to do|pending)|outstanding|pending|to do|"
    r"pendientes?|por hacer|por realizar|faltan?|a[uú]n no realizad\w+)(?:\s[^:.]{0,24})?:",
    re.IGNORECASE,
)
_WOULD = re.compile(
    r"\b(?:preclude|precluding|permit|allow|amenable to|candidates? for|contraindicat\w+|impid[ae]|permit[ae]|"
    r"candidat[oa]s? a|"
    r"suitable for|eligible for|feasible|viable|would do|har[ií]amos)\s(?:(?:an?|the|una?|la|el|R|L|right|"
    r"left)\s)?(?:[^\s.,;:]+\s)?$",
    re.IGNORECASE,
)
_HINDERS = ("preclud", "contraindic", "impid")
# Done, whatever section tells it: `PLAN: The patient had a recent circumcision`.
_HAD = re.compile(
    r"\b(?:underwent|(?<!to )(?<!be )had|has had|tuvo|fue sometid[oa] a)\s"
    r"(?:an?\s|the\s|una?\s|la\s)?(?:[\w-]{2,16}\s){0,2}$"
    r"|\b(?:the|his|her|a|after|of) recent\s(?:[\w-]{2,16}\s)?$",
    re.IGNORECASE,
)
_GONE_BY = re.compile(
    r"\b(?:ausente|absent|missing|removed|extirpad[oa]|resecad[oa])\s?[,(]\s?(?:[^\s.;:]+\s){0,2}$", re.IGNORECASE
)
# What is awaited is not the operation but what was sent of it.
_AWAITED = re.compile(r"pend\w+|await\w*|to follow|en (?:curso|proceso)", re.IGNORECASE)
_DAY_STRAIGHT = re.compile(r"\s?\(?(?:el |on |del? |of )?\d{1,2}[/.-]\d{1,2}")
_AT_AGE = re.compile(
    r"\s(?:a los|a las|at)\s\d{1,2}\s(?:d[ií]as|semanas|mes(?:es)?|a[nñ]os|days|weeks|months|years)\b"
    r"(?:\s(?:de (?:vida|edad)|of (?:age|life)|old))?",
    re.IGNORECASE,
)
_OF_THE_PAST = re.compile(
    r"\b(?:antecedent\w+|quir[uú]rgicos|past|previ\w+|prior|history|histor\w+|pshx?|pmhx?|aqx)\b", re.IGNORECASE
)


# What a biopsy did not show behind its name: `Bone marrow biopsy: not involved`, `BMO: no infiltrada`.
_FOUND_CLEAR = re.compile(
    r"(?:\s[\w/.-]{1,14}){0,4}?\s?[:,–-]?\s?(?:(?:is|was|were|are|fue|es|result[oó])\s)?(?:not (?:involved|"
    r"infiltrated|diagnostic|conclusive)|"
    r"no (?:infiltrad|comprometid|afectad|invadid|concluyent|diagn[oó]stic))",
    re.IGNORECASE,
)
# Why a child is taken in or sent on, told before it was done: `se hospitaliza para biopsia`, `is admitted today for X`.
_TAKEN_IN_FOR = re.compile(
    r"\b(?:se (?:hospitaliza|interna|admite|deriva|refiere|remite|env[ií]a|traslada|cita|programa|prepara)|"
    r"(?:hospitali[sz]ar|internar|derivar|referir|remitir|citar|trasladar)(?:l[ao])?|(?:is|are|be|"
    r"being) (?:admitted|transferred|referred|sent|prepared))"
    r"\s(?:[\wáéíóú]{1,14}\s){0,3}(?:para|for)\s(?:(?:an?|the|una?|la|el|realizar|efectuar|realizaci[oó]n de|"
    r"toma de|urgent|elective)\s){0,2}$",
    re.IGNORECASE,
)


def said_beside(clause: Clause, start: int, end: int, said: Assertion) -> Assertion:
    """How the operation at `start` to `end` is meant, given how the other rules hear it."""
    before = clause.text[max(0, start - 60) : start]
    if said is Assertion.NEGATED and (
        _EXCEPT.search(before) or _GONE_BY.search(before) or _FOUND_CLEAR.match(clause.text, end)
    ):
        return Assertion.STATED
    if said is Assertion.NEGATED and _DEVICE.search(clause.text, start, end) and has_trouble(clause.folded, end):
        return Assertion.STATED
    if said in _OPEN and straight_denied(clause, start, end):
        return Assertion.NEGATED
    if said in (Assertion.STATED, Assertion.PLANNED, Assertion.HISTORICAL):
        ahead = _ahead(clause, start, end, said)
        if ahead is not None:
            return ahead
    if unticked(clause, start):
        return Assertion.NEGATED
    if said is Assertion.PLANNED and (_HAD.search(before) or _went_back(clause, start, end)):
        return Assertion.STATED
    would = _WOULD.search(before)
    if would is not None and (said is Assertion.STATED or would[0].lower().startswith(_HINDERS)):
        return Assertion.CONDITIONAL
    return Assertion.STATED if said is Assertion.PLANNED and _at_an_age(clause, end) else said


def _went_back(clause: Clause, start: int, end: int) -> bool:
    return _WENT_BACK.fullmatch(clause.text, start, end) is not None and _COMING.search(clause.text) is None


def done_after_all(clause: Clause, end: int, name: str, said: Assertion, paper: Paper) -> bool:
    """Whether what is awaited or old is not the operation: a result behind it, or a line that was taken out there (`Old
    PICC removed at the end`)."""
    if said is Assertion.HISTORICAL:
        return name.endswith(" removal") and paper.category is Category.OPERATIVE
    return said is Assertion.PLANNED and of_what_was_sent(clause, end)


def _ahead(clause: Clause, start: int, end: int, said: Assertion) -> Assertion | None:
    """What an operation is that was not made yet, by the words within it or right beside it."""
    text = clause.text
    taken_in = _TAKEN_IN_FOR.search(text, max(0, start - 60), start)
    if said is Assertion.STATED and (taken_in or _WILL_BE.search(text, start, end) or _WAITS.match(text, end)):
        return Assertion.PLANNED
    if _FEASIBLE.match(text, end):
        return Assertion.CONDITIONAL
    if said is Assertion.PLANNED and _OFF_THE_LIST.search(text, end):
        return Assertion.NEGATED
    return Assertion.PLANNED if _STILL_TO_MAKE.match(text, 0, start) else None


def result_beside(clause: Clause, start: int, end: int) -> bool:
    """Whether what a biopsy showed, or what is known by it, stands straight beside it: it was made then."""
    end -= 3 if clause.folded[:end].endswith((" of", " de")) else 0
    return _SHOWED.match(clause.folded, end) is not None or _KNOWN_BY.search(clause.folded, 0, start) is not None


def times_only(clause: Clause, start: int) -> bool:
    """Whether a word for any operation only times another thing: `mute for ten days after surgery`."""
    return _TIMED_BY.search(clause.folded, 0, start) is not None


def straight_denied(clause: Clause, start: int, end: int) -> bool:
    """Whether words straight beside an operation say that it was not made: `not indicated`, `no role for`."""
    before = clause.text[max(0, start - 40) : start]
    behind = _NOT_MADE.match(clause.text, end) or _REFUSED_FOR.match(clause.text, end)
    behind = behind or _CALLED_OFF.match(clause.text, end) or _CALLS_OFF.search(clause.text, max(0, start - 50), start)
    neither = _NO_BEFORE.search(before) is not None and _NEEDED.match(clause.text, end) is not None
    return behind is not None or neither or _NO_PLACE.search(before) is not None


# An illness for which nobody operated says nothing of other operations: `Hernia umbilical, no operada`.
_UNTREATED = re.compile(
    r"\b(?:hernias?|fimosis|phimosis|criptorquidia|cryptorchidism|hidroceles?|hydroceles?|adenoides?|adenoids?|"
    r"amigdalas?|tonsils?|quistes?|cysts?|lipomas?|estrabismo|strabismus|squint|pie bot|clubfoot|pectus|"
    r"frenillo|comunicacion inter\w{4,14}|cia|civ|ductus|asd|vsd|pda|varicoceles?|ptosis)\b[^.;:]{0,40}?"
    r"[\s,(](?:no|not|never|nunca|sin|un|yet to be|aun no|todavia no)[\s-]{0,1}$"
)
_OPERATED = re.compile(r"(?:operad[oa]s?|intervenid[oa]s?|operar|operated|corregid[oa]s?|repaired|surgery|cirugia)\b")


def is_other_thing(clause: Clause, start: int, end: int) -> bool:
    """Whether the word is another thing here: short tandem repeats, an operation of a relative."""
    if clause.text[start:end].lower() in ("i.d", "i d", "i'd", "i’d"):
        return True  # `b.i.d.`: twice a day; `I'd`: I would
    if _UNTREATED.search(clause.folded, max(0, start - 60), start) and _OPERATED.match(clause.folded, start):
        return True
    tandem = clause.text[start:end] == "STR" and _SHORT_TANDEM.search(clause.text) is not None
    return tandem or _RELATIVE_FIRST.match(clause.text) is not None


def only_tested(clause: Clause, start: int) -> bool:
    """Whether a biopsy is only what a test is made on: `BRAF on biopsy awaited`."""
    return _TESTED_ON.search(clause.text, 0, start) is not None


def unticked(clause: Clause, start: int) -> bool:
    """Whether an empty box stands before an operation in a line where others are ticked."""
    empty = _EMPTY_BOX.search(clause.text, max(0, start - 8), start)
    return empty is not None and ticked(clause)


def ticked(clause: Clause) -> bool:
    """Whether a line has ticked boxes: each of its things stands for itself."""
    return _TICKED.search(clause.text) is not None


def seen_only(paper: Paper, clause: Clause, one: Finding) -> bool:
    """Whether a report on a picture only sees what an operation left (`suboccipital craniotomy`, `EVD tract`)."""
    of_picture = paper.category is Category.IMAGING_REPORTS and clause.section in (Section.FINDINGS, Section.CONCLUSION)
    return of_picture and one.assertion is Assertion.STATED and one.when is None


def _at_an_age(clause: Clause, end: int) -> bool:
    """`Quirúrgicos: circuncisión a los 7 meses`: how old the child was, where the past is told."""
    past = clause.section in (Section.PAST_HISTORY, Section.HISTORY) or _OF_THE_PAST.search(clause.text, 0, end)
    return bool(past) and _AT_AGE.match(clause.text, end) is not None


def of_what_was_sent(clause: Clause, end: int) -> bool:
    """Whether a result behind the operation is what is awaited: `Toracocentesis el 02/10, citología pendiente`."""
    found = _AWAITED.search(clause.text, end)
    dated = _DAY_STRAIGHT.match(clause.text, end) is not None
    return dated and found is not None and any(mark in clause.text[end : found.start()] for mark in ":;,.")
