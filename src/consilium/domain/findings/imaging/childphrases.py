"""How a sentence begins that tells of the child: a time, who says it, the child itself, helping verbs."""

from __future__ import annotations

import re
from functools import cache

from consilium.domain.findings.examination.wellbeingwords import COPULA

__all__ = ["masked", "patterns"]

_MASK = "ʘ"
_IF = r"(?P<if>(?:if|should|when|whenever|unless|si|cuando|en caso de que)\s)?"
_TIME = (
    r"(?:(?:today|now|currently|presently|otherwise|at home|overnight|still|also|just|then|again|clinically|hoy|ahora"
    r"|actualmente|todavia|aun|tambien|en casa|clinicamente|antes|before that|in clinic|so far|at present|por ahora"
    r"|de noche|at night|since then|desde entonces|en general|ultimamente|lately|recently|at (?:discharge|review)"
    r"|al alta)\s){0,2}"
)
_TOLD = (
    r"(?:(?:(?:la|el|los|las|his|her|the|su|sus)\s)?(?:mama|papa|padres?|madre|abuel[oa]|ti[oa]|mum|mom|mother|dad|father"
    r"|parents|gran|granny|grandmother|grandma|aunt|school|teachers?|family|familia|nurse|profesora?|maestra)\s"
    r"(?:also\s)?(?:says?|reports?|thinks?|notes?|feels?|finds?|tells (?:me|us)|refieren?|dicen?|cuentan?|informan?"
    r"|comentan?|nota|notan|ven?)\s(?:that\s|que\s)?)?"
)
# A name of the child is masked, so that one pattern serves all papers. In Spanish `he leído` is what the writer did.
_CHILD = (
    r"(?:he(?!\s(?:\w+(?:ado|ido)|visto|dicho|hecho|puesto)\b)|she|(?:the|this|our)\s(?:child|boy|girl|baby|infant"
    r"|patient|toddler|teenager|lad|youngster|kid|little one)"
    r"|child|patient|pt|baby|(?:el|la)\s(?:nin[oa]|bebe|paciente|nen[ea]|chic[oa]|menor|adolescente|joven|muchach[oa]"
    r"|lactante|escolar|guagua)|nin[oa]|paciente|ella|ʘ{1,15})"
)
_AUX = (
    r"(?:(?:is|was|are|were|be|been|being|has|have|had|does|doesn'?t|did|didn'?t|do|don'?t|isn'?t|wasn'?t|hasn'?t|hadn'?t"
    r"|can|could|cannot|can'?t|couldn'?t|able|unable|to|will|won'?t|would|wouldn'?t|may|might|not|never|no|longer|still"
    r"|yet|now|again|already|just|only|also|hardly|barely|even|ever|stopped|started|starting|stops|starts|began|begun"
    r"|begins|refuses|refused|refusing|likes|loves|enjoys|keeps|kept|quite|often|sometimes|usually|rarely|mostly|always"
    r"|back|trying|tries|tried|learning|learned|wants|wanting|happily|easily|seems|tends|used|manages|managed|gone|both"
    r"|slowly|admits|ya|todavia|aun|nunca|ha|habia|esta|estaba|estuvo|sigue|seguia|puede|podia|pudo|podra|logra|logro|quiere"
    r"|queria|vuelve|volvio|vuelto|empezo|comenzo|empieza|inicio|dejo|dejado|deja|suele|sabe|casi|apenas|tampoco|tambien"
    r"|bien|solo|siempre|se|le|lo|la|los|las|les|me|a|de|niega|va|muy|poco|haber|viene|hoy|antes|aprendio|cuesta|admite)\s)"
)


def masked(folded: str, names: re.Pattern[str]) -> str:
    """The text with the child's names masked, of the same length."""
    return names.sub(lambda found: _MASK * len(found[0]), folded)


@cache
def patterns(verbs: str, being: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What the child does, how it is, and the child itself: by the verbs and states of a language. They take long to
    make and serve all its papers."""
    opened = rf"(?:and\s|but\s|y\s|pero\s|que\s)?{_IF}{_TIME}{_TOLD}{_TIME}(?P<who>{_CHILD}\s)?"
    becomes = rf"(?:{COPULA}|turns?|becomes?|gets?|got|pone|puso|ponga|bastante)"
    return (
        re.compile(rf"{opened}{_TIME}(?P<aux>{_AUX}{{0,6}})(?P<verb>{verbs})(?![\w'-])"),
        re.compile(rf"{opened}(?P<copula>(?:{becomes}\s){{0,5}})(?P<how>{being})(?![\w-])"),
        re.compile(rf"\b{_CHILD}\b"),
    )
