"""What a sentence of any paper says of what was taken from a child: that there was tumor in it or none, that it was
taken, kept or sent, that it was not, or that it is to be.

A subject (a fluid, a tissue, a part of what was resected) and a verb near it, in either order: `the marrow holds no
tumour`, `Washings carry no malignant cells`, `no blasts in the CSF`, `se tomó sangre de la niña`, `Blood wasn't sent`.
Texts are folded; all that stands between is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.bodysites import SiteWords, place_near
from consilium.domain.findings.tissue.specimenforms import IN_BLOOD
from consilium.domain.findings.tissue.tissuewords import HELD, PARTS, TAKEN, named
from consilium.domain.records import Category

_SILENT = frozenset({
    Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES, Section.MEDICINES, Section.TECHNIQUE,
})  # fmt: skip
_NO_PAPERS = (Category.IMAGING_REPORTS, Category.LABS, Category.IDENTITY_INSURANCE)
_SHUT = (
    r"(?!(?:but|pero|if|si|unless|whether|until|hasta|when|cuando|which|que|who|not|no|never|nunca|ni|nor|sin|"
    r"without|may|might|could|can|will|"
    r"would|should|to|mrd|emr|erm|puede|podria)\b)"
)
_WORD = rf"{_SHUT}[\w'’/-]{{1,18}}"
_GAP = rf"(?:\s?\([^()]{{1,30}}\))?(?:\s?[:,–—]\s|\s)(?:{_WORD},?\s){{0,7}}?"
_CELLS = (
    r"(?:(?:viable|residual|malignant|atypical|abnormal|leuka?emic|tumou?r|tumoral|neoplastic|neoplasic[oa]s?|"
    r"suspicious|"
    r"overt|obvious|active|metastatic|any|sign of|evidence of|trace of|evidencia de|signos de|rastro de|ningun[oa]?|"
    r"more|further|celulas?|lymphoma|langerhans|de|la|el|his|her|the|su)\s){0,4}"
    r"(?:cells?|(?:lympho|myelo)?blasts?|tumou?r(?:al(?:es)?)?|disease|involvement|spread|infiltrat\w{1,4}|"
    r"metasta\w{1,5}|malignan\w{1,4}|"
    r"leuka?emia|lymphoma|deposits?|celulas|(?:linfo|mielo)?blastos|infiltracion|compromiso|enfermedad|invasion|"
    r"diseminacion|siembra|leucemia|linfoma|malignas|malas|h?a?emophagocyt\w{1,4}|hemofagocit\w{1,4}|"
    r"granulomas?)(?![\w-])"
)
_FREE = re.compile(
    rf"{_GAP}(?:(?:tumou?r|disease|blast)[- ]free|"
    rf"(?<!dissected )(?<!freed )(?<!cut )(?<!set )free(?! (?:fluid|light))(?: of (?:\w+ ){{0,2}}\w+)?|"
    rf"clear(?:ed)?|clean|uninvolved|benign|quiet|"
    rf"innocent|unremarkable|negative|negativ[oa]s?|libres?(?: de \w+)?|limpi[oa]s?|indemnes?|normal(?:es)?|san[oa]s|"
    rf"not (?:involved|infiltrated|invaded|affected)|no (?:infiltrad|comprometid|invadid|afectad)[oa]s?|"
    rf"none (?:of (?:them|which) )?(?:bearing|with|involved|positive|carrying|holding|affected)|"
    rf"nothing (?:malignant|abnormal|sinister)|"
    rf"(?:(?:but )?(?:with (?:no|out)|without|sin)(?: mostrar| tener| signs of)?|(?:(?:it|they) )?(?:held|"
    rf"holds?|contain(?:s|ed)?|bore|bears?|carr(?:y|ied|ies)|had|has|have|show(?:s|ed)?|"
    rf"yield(?:s|ed)?|harbou?r(?:s|ed)?|reveal(?:s|ed)?|grew) (?:no|neither|none)|no|(?:did not|does not|"
    rf"do not|didn.t|doesn.t|don.t|never) "
    rf"(?:show|contain|hold|have|carry|harbou?r|reveal|bear|yield)|(?:ya )?no (?:tenia[n]?|tiene[n]?|"
    rf"contenia[n]?|contiene[n]?|muestra[n]?|"
    rf"mostro|mostraron|traia[n]?|trae[n]?|presenta[n]?|hay|habia|hubo|se (?:ven|vieron|veian|observan?|"
    rf"hallaron|encontraron|detectan|"
    rf"identifican)))(?: (?:any|ningun[oa]?|mas))? {_CELLS})(?!\s(?:count|margin|margen|until|hasta|except|salvo))"
)
_INVADED = re.compile(
    r"(?<!no )(?<!sin )(?<!without )\b(?:\w{0,8}-?laminar )?(?:invasion|infiltration|infiltracion|involvement|"
    r"extension|compromiso)"
    r"(?: (?:\w{0,8}-?laminar|focal|masiva|massive|present|presente|identified|seen|positive|positiva)){0,3}\s?"
    r"(?:only|solamente|unicamente|,|;)"
    r"|(?<!no )(?<!sin )(?<!without )\b(?:thromb(?:us|osis)|trombo|trombosis)\b(?! (?:absent|ausente|not|no))"
)
# `Optic nerve margin: negative`, `Margen del cordón espermático: libre`: the cut edge is free, whatever lies behind it.
_EDGE = re.compile(r"\b(?:margins?|margen|margenes|edges?|bordes?|stump|muñon)\b")
_EDGE_OF = re.compile(
    r"\b(?:margins?|margen|margenes|edges?|bordes?)\s(?:(?:of|at|de|del|en|the|el|la|seccion|quirurgico|distal|proximal)\s){1,4}$"
)
_HELD_IN = re.compile(
    rf"{_GAP}(?:(?<!not )(?<!no )(?:involved|positive(?! for (?:cd|mrd))|infiltrated|invaded|replaced|packed|"
    rf"studded|full of|positiv[oa]s?|infiltrad[oa]s?|comprometid[oa]s?|"
    rf"afect[oa]s|afectad[oa]s?|invadid[oa]s?|llen[oa]s? de|still not clear|not yet clear(?:ed)?)"
    rf"|(?:had|has|have|held|holds?|contain(?:s|ed)?|bore|bears?|carr(?:y|ied|ies)|show(?:s|ed|ing)?|with|"
    rf"harbou?r(?:s|ed)?|"
    rf"did contain|con|tenia[n]?|tiene[n]?|contenia|contiene|mostro|mostraba|muestra|trae|traia) (?:(?!no\b|"
    rf"not\b|none\b)[\w-]{{1,14}} ){{0,4}}?{_CELLS})"
)
_NO_IN = re.compile(
    rf"(?<![\w-])(?:no|without|sin|nor|ni|not a single|never any|zero)\s(?P<cells>{_CELLS})(?:\s(?:was|were|"
    rf"is|are|seen|found|identified|present|"
    r"detected|shown|ever|at all|se (?:vieron|ven|observ\w+|hall\w+|encontr\w+)|vist[oa]s|"
    r"hallad[oa]s)){0,3}\s(?:in|on|within|from|en|de)\s"
    r"(?:(?:the|his|her|its|el|la|los|las|su|either|any|ningun[oa]?|repeat|last|latest)\s){0,2}$"
)
_SEEN_IN = re.compile(
    rf"(?<![\w-])(?P<cells>{_CELLS})(?:\s(?:was|were|is|are|seen|found|identified|present|detected|"
    rf"still)){{0,3}}\s(?:in|en)\s"
    r"(?:(?:the|his|her|its|el|la|los|las|su)\s){0,2}$"
)
_NOT_REACHED = re.compile(
    r"(?<![\w-])(?:no|not|never|nunca|hadn.t|hasn.t|didn.t)\s(?:(?:se|le|les|habia|ha|have|has|had|yet|ever|"
    r"aun|todavia)\s){0,3}"
    r"(?:llegado|llego|reach(?:ed)?|got(?:ten)?(?: in)?|spread|gone|pasado|paso|invadid[oa]|diseminad[oa]|"
    r"touched|tocado|entered)"
    r"(?:\s(?:a|al|to|into|the|la|el|los|his|her|ni|or|nor|o|y|and|either|hasta|bone|medula(?: osea)?"
    r"|marrow)){1,9}\s?$"
)
_BE = (
    r"(?:(?:was|were|is|are|has|have|had|been|being|all|both|also|then|already|duly|since|safely|fue|fueron|"
    r"ha|han|sido|se|le|"
    r"quedo|quedaron|queda|ya|tambien|esta|estan)\s){0,4}"
)
_DONE = (
    r"(?:taken|drawn|sent(?: off| away| in| on)?|collected|obtained|stored|banked|frozen|snap-frozen|kept|"
    r"cryo-?preserved|submitted|received|"
    r"harvested|gone|went|retained|set aside|put by|saved|put (?:in|into) (?:the )?(?:bank|freezer)|"
    r"in (?:the )?(?:freezer|bank|storage)|"
    r"on ice|forwarded|couriered|shipped|returned|handed over|given|enclosed|reported separately|"
    r"tomad[oa]s?|extraid[oa]s?|enviad[oa]s?|mandad[oa]s?|recogid[oa]s?|obtenid[oa]s?|guardad[oa]s?|"
    r"congelad[oa]s?|criopreservad[oa]s?|"
    r"almacenad[oa]s?|remitid[oa]s?|recibid[oa]s?|recolectad[oa]s?|conservad[oa]s?|se (?:tom|envi|mand|extraj|"
    r"sac|guard|congel|criopreserv|"
    r"remit|recog|obtuv|recolect|recibi)(?:o|aron|io|ieron|eron|a|an|e|en)|devolvemos)"
)
_AWAY = (
    r"(?:to|a|al)\s(?:(?:the|la|el|our|own|brain|tumou?r|local)\s){0,3}(?:patholog\w*|patologia|lab\w*|"
    r"histolog\w*|bank|banco|biobank|cryobank|storage|cultivo|culture|cytolog\w*|citologia|genetics|genetica|flow)"
)
_TAKEN_BEHIND = re.compile(rf"(?:{_GAP}|\s){_BE}(?:{_DONE}(?![\w-])|{_AWAY}(?![\w-]))")
_TAKEN_AHEAD = re.compile(
    r"(?<![\w-])(?:(?:sent|took|drew|banked|stored|froze|submitted|received|collected|obtained|harvested|kept|"
    r"saved|enclosed|sending|"
    r"keeping|returning|enclos(?:e|ing)|drawing|thank you for(?: sending)?|se (?:le )?(?:tom|envi|mand|extraj|"
    r"sac|guard|congel|criopreserv|remit|recog|"
    r"obtuv|recolect|conserv|recib)(?:o|aron|io|ieron|eron|a|an|e|en)|(?:tom|envi|mand|extraj|sac|guard|"
    r"congel|recog|devolv)"
    r"(?:amos|imos|emos))(?:\s(?:us|me|you|him|her|off|out|over|in|le|les|back|the|a|an|some|only|extra|one|"
    r"two|three|four|"
    r"five|six|seven|eight|nine|ten|\d{1,2}|de|del|la|el|los|las|un|una|unos|unas|dos|tres|cuatro|cinco|seis|"
    r"muestras?|fresh|"
    r"peripheral|further|more|another|pieza|y|and|tubos?|samples? of|small|whole))"
    r"{0,5}|va[n]?:|enclosed:|received:|recibimos:?|incluye:?|adjunt\w+:?)\s(?:\d{1,2}\s)?$"
)
_NOT_BEHIND = re.compile(
    r"(?:\s?[:,]\s|\s)(?:(?!(?:and|y|e|but|pero|so)\b)[\w-]+\s){0,4}?(?:(?:was|were|has|have|had|is|are|"
    r"could|can)(?:n.t| not| never)|wasn.t|weren.t|not|never|no (?:se )?(?:ha |fue |pudo )?(?:sido )?|"
    r"nunca (?:se )?(?:ha |fue )?|aun no (?:se )?(?:ha )?)\s?(?:yet |ever |been |be |sido |yet been |"
    r"be )?(?:sent|done|taken|drawn|received|submitted|stored|banked|collected|obtained|"
    r"needed|required|available|included|tested|biopsied|preserved|performed|felt needed|asked for|"
    r"in the sample|enviad[oa]s?|envi[oa]|tomad[oa]s?|tomo|recibid[oa]s?|recibio|"
    r"hizo|hech[oa]s?|realizad[oa]s?|guardad[oa]s?|guardo|biopsi[oa]|biopsiad[oa]s?|estudiad[oa]s?|llego|"
    r"hace falta|se consideran? necesari[oa]s?|"
    r"consideran? necesari[oa]s?|tenemos|hay|necesari[oa]s?|feasible|an option|possible|posible)(?![\w-])"
)
_NO_AHEAD = re.compile(
    r"(?<![\w-])(?:no|without|sin|not any|ningun[oa]?|no se (?:envia|envio|tomo|mando|obtuvo|recibio|"
    r"biopsi[oa]|guardo|hizo)|no (?:enviamos|tomamos|"
    r"mandamos|tenemos|hay|llego|contamos con))\s(?:(?:the|any|la|el|muestra de|fresh|bone|further|mas|de|"
    r"una?)\s){0,3}$"
)
_NOT_THERE = re.compile(
    r"(?:\s(?:biopsy|study|sample|banking|samples|storage|collection|freezing))?\s?(?:$|[.;,:]|(?:was|were|is|"
    r"are|has been|have been|ever|yet|came|arrived|taken|sent|submitted|received|done|stored|banked|"
    r"included|needed|available|collected|obtained|porque|because|as|since|aun|todavia|para|with)\b)"
)
_NOT_SENT = re.compile(
    r"\s(?:was |were |has been |have been )?(?:taken|sent|submitted|received|drawn|collected|stored|kept|came|"
    r"arrived|included)\b"
)
# What a test was made on is not what was not sent.
_TESTED = re.compile(r"(?<!\w)(?:on|in|of|from|en|de|del|sobre)\s(?:the |el |la |los |las |this |este )?$")
_STILL = re.compile(r"\b(?:still|yet|aun|todavia) (?:not|no)\b|\bnot yet (?:received|returned)")
_AWAITED = re.compile(r"por llegar|falta|to follow|awaited|a la espera|esperamos")
_TO_BE = re.compile(
    r"(?:\s(?:again|repeat|samples?|for|para|of|from|[\w-]+)){0,3}?\s?(?:to be|will be|is to be|are to be|"
    r"should be|is due|are due|due|booked|planned|scheduled|goes to|go to|is going to|"
    r"se (?:tomara|enviara|mandara|repetira|hara|sacara|guardara)n?|sera|para el|pedid[oa]s?|previst[oa]s?|"
    r"program\w+|to follow|"
    r"on day|el dia|at day|next|in \w+ (?:weeks|months)|en \w+ (?:semanas|meses)|pencilled in|at the end of)(?![\w-])"
)
_WILL = re.compile(
    r"(?<![\w-])(?:will (?:send|take|draw|bank|store|repeat|need|collect)|plan(?:s|ned)?(?: to| is)?|"
    r"to (?:send|take|bank|store|repeat|draw|collect)|please (?:send|take|repeat)|"
    r"send|repetir|tomar|enviar|mandar|guardar|criopreservar|congelar|sacar|next|proxim[oa]|va a|vamos a|"
    r"hay que|should (?:send|have|take|repeat)|"
    r"needs?|extra|wants?|falta|queda por llegar)\s(?:(?:the|a|an|some|more|his|her|la|el|una?|muestra de|new|"
    r"further|fresh|un nuevo)\s){0,3}$"
)
# What is only thought of: `considering sending her slides`, `se valora el envío de laminillas`.
_THOUGHT_OF = re.compile(
    r"\b(?:consider(?:ing|ed)?|thinking (?:of|about)|thought (?:of|about)|discuss(?:ing|ed)|debating"
    r"|looking (?:at|into)|planning(?: on)?"
    r"|plan(?:s|ned)? (?:on|to)|hop(?:e|ing) to|would like|want(?:s|ed)? to|in favou?r of|option of"
    r"|instead of|rather than|before|prior to"
    r"|considera(?:r|mos|ndo)?|valora(?:r|mos|ndo)?|pensa(?:r|mos|ndo) en|plantea(?:r|mos|ndo)?|estudia(?:r"
    r"|mos|ndo)? (?:el|la)"
    r"|analiza(?:r|mos|ndo)?|en lugar de|antes de)\s(?:the |el |la |also |re-?)?$"
)
_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "twelve": "12", "un": "1", "una": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5",
    "seis": "6", "siete": "7", "ocho": "8", "nueve": "9", "diez": "10", "doce": "12",
}  # fmt: skip
_COUNT = re.compile(rf"(?<![\w.,/-])(\d{{1,2}}|{'|'.join(_NUMBERS)})\s(?:(?!(?:de|of|and|y)\b)[\w&-]+\s){{0,2}}$")
_COUNTED = re.compile(rf"(?P<n>{'|'.join(_NUMBERS)})\s")
_HOLDS = {"specimen": "tumor in specimen", "lymph nodes": "lymph node involvement", "tonsils": "tonsil involvement"}
_NOT_NOW = frozenset({Assertion.FAMILY, Assertion.CONDITIONAL})
_LATER = frozenset({Assertion.PLANNED, Assertion.PENDING, Assertion.CONDITIONAL})
_GENERIC = frozenset({"tissue", "samples", "tumor in specimen", "biopsies"})
_REPORTS = (Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.GENETICS, Category.OPERATIVE)
_EVERYWHERE = frozenset({"blood", "urine", "tissue", "swab", "culture", "DNA", "lymph nodes"})
_MOST, _BACK = 500, 90


@dataclass(frozen=True, slots=True)
class _Said:
    name: str
    how: Assertion
    start: int
    end: int
    at: int
    result: str = ""


def noted(paper: Paper, sites: SiteWords, words: AssertionWords, known: Sequence[Finding]) -> Iterator[Finding]:
    """Every statement on what was taken that no finding of `known` cites already, in reading order."""
    if paper.category in _NO_PAPERS:
        return
    cited = [one for one in known if one.citations and (one.kind is Kind.SPECIMEN or one.site == "bone marrow")]
    reported = paper.category in _REPORTS and any(one.kind is Kind.SPECIMEN for one in known)
    seen: set[tuple[str, Assertion, str]] = set()
    for clause in paper.clauses:
        skipped = clause.section in _SILENT or len(clause.text) > _MOST or len(clause.cells) > 1
        if skipped or len(clause.folded) != len(clause.text) or clause.text.rstrip().endswith("?"):
            continue
        for said in _in(clause, words):
            if said.result and paper.category is Category.BONE_MARROW:
                continue  # its own lines tell what it shows
            key = (said.name, said.how, clause.folded[said.start : said.end])
            if key not in seen and not _is_told(clause, said, cited, reported=reported):
                seen.add(key)
                yield _finding(paper, clause, said, sites)


def _is_told(clause: Clause, said: _Said, cited: Sequence[Finding], *, reported: bool) -> bool:
    """Whether a specimen that a line labels or a marrow that it tells of is this one; where a report lists its
    specimens, `the sample` is one of them."""
    if reported and said.name in _GENERIC and said.how is Assertion.STATED:
        return True
    here = [one for one in cited if one.citations[0].quote in clause.text]
    if any(clause.text[said.start : said.end] in one.citations[0].quote for one in here):
        return True
    if said.name in _GENERIC or clause.section is Section.SPECIMEN or clause.text.isupper():
        return bool(here)
    return said.name == "bone marrow involvement" and any(one.name.startswith("bone marrow") for one in here)


def _in(clause: Clause, words: AssertionWords) -> Iterator[_Said]:
    """What a clause says of each thing that it names."""
    text = clause.folded
    for found in PARTS.finditer(text):
        said = _state(text, found, words, clause)
        if said is not None:
            yield said
    for found in TAKEN.finditer(text):
        said = _way(text, found, words, clause)
        if said is not None:
            yield said


def _state(text: str, found: re.Match[str], words: AssertionWords, clause: Clause) -> _Said | None:
    """Whether tumor was in it."""
    name, start, end = named(found), found.start(), found.end()
    low = max(0, start - _BACK)
    free = _FREE.match(text, end)
    if free is not None and name == "bone marrow" and IN_BLOOD.match(text, free.end()):
        return None  # `médula ósea, sin blastos en sangre periférica`
    if free is not None and (_EDGE.search(text, start, free.end()) or _EDGE_OF.search(text, low, start)):
        return None
    if free is not None and _INVADED.search(free[0]):
        return None  # `Optic nerve: pre-laminar invasion only, resection margin clear`
    ahead = _NO_IN.search(text, low, start) or _NOT_REACHED.search(text, low, start)
    held = _HELD_IN.match(text, end) if free is None and ahead is None else None
    seen = _SEEN_IN.search(text, low, start) if free is None and ahead is None and held is None else None
    hit = free or ahead or held or seen
    if hit is None or not HELD.fits(name, text, clause.section):
        return None
    first, last = min(start, hit.start() if hit in (ahead, seen) else start), max(end, hit.end())
    if assertion_of(clause, start, end, words) in _NOT_NOW:
        return None
    none = free is not None or ahead is not None
    how = Assertion.NEGATED if none else Assertion.STATED
    return _Said(_HOLDS.get(name, f"{name} involvement"), how, first, last, start, "negative" if none else "positive")


def _way(text: str, found: re.Match[str], words: AssertionWords, clause: Clause) -> _Said | None:
    """Whether it was taken, kept or sent."""
    name, start, end = named(found), found.start(), found.end()
    low = max(0, start - _BACK)
    refused = None if _TESTED.search(text, low, start) else _NOT_BEHIND.match(text, end)
    if refused is None and _NO_AHEAD.search(text, low, start):
        refused = (_NOT_SENT if name in _EVERYWHERE else _NOT_THERE).match(text, end)
    behind, ahead = _TAKEN_BEHIND.match(text, end), _TAKEN_AHEAD.search(text, low, start)
    coming = _TO_BE.match(text, end) or _WILL.search(text, low, start)
    hit = refused or behind or ahead or coming
    if hit is None:
        return None
    meant = assertion_of(clause, start, end, words)
    if meant is Assertion.FAMILY:
        return None
    if refused:
        how = Assertion.PENDING if _STILL.search(text, start, refused.end()) else Assertion.NEGATED
    elif meant in _LATER and (meant is Assertion.CONDITIONAL or coming or not (behind or ahead)):
        how = meant
    elif ahead and not behind and _THOUGHT_OF.search(text, low, ahead.start()):
        how = meant if meant in _LATER else Assertion.PLANNED
    elif coming and not (behind and behind.end() <= coming.end()):
        how = Assertion.PENDING if _AWAITED.search(text, low, end) else Assertion.PLANNED
    elif meant is Assertion.NEGATED:
        return None
    else:
        how = Assertion.STATED
    lead = ahead.start() if ahead is not None else start
    last = max(end, *(one.end() for one in (refused, behind, coming) if one and one.start() >= end), end)
    return _Said(name, how, min(lead, start), last, start)


def _finding(paper: Paper, clause: Clause, said: _Said, sites: SiteWords) -> Finding:
    place = place_near(clause, sites, said.start, said.end, tissues=True)
    days = [one for one in occasions(clause.text, paper) if one.when != paper.birth]
    count = _COUNT.search(clause.folded, max(0, said.at - 40), said.at)
    count = count or _COUNTED.match(clause.folded, said.at)
    number = _NUMBERS.get(count[1], count[1]) if count is not None else ""
    detail = {"result": said.result, "number": number}
    return Finding(
        Kind.SPECIMEN,
        said.name,
        value=clause.text[said.start : said.end].strip(),
        when=days[0].when if len(days) == 1 else None,
        assertion=said.how,
        laterality=place.side,
        site=place.site,
        detail={key: one for key, one in detail.items() if one},
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )
