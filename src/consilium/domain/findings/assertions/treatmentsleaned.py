"""Treatments that one leans to, would keep to, still could give, or could not give: `we lean towards irradiation`,
`would hold it to 45 Gy`, `doxorubicin remains available`, `is not open to him`, `chemotherapy alone is not enough`,
`no se prevé quimioterapia`. Texts are folded (lower case, no accents); what stands between is bounded.
"""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion

# Words of the treatment's own behind its name; none that opens a part with a verb.
_OWN = (
    r"(?:\s?\([^()]{0,40}\))?(?:-[a-z]{1,12})?(?:\s(?!(?:and|but|y|pero|was|were|is|are|has|have|had|se|fue|es|son|no"
    r"|not|que|who|which|if|si|remains?|sigue[n]?|queda[n]?)\b)[\w/.,%-]{1,14}){0,4}?"
)
# Another that the same verdict is of: `regorafenib or a trial of an agent is not open to him`.
_OR = r"(?:\s(?:or|nor|o|ni)\s(?:[\w-]{1,16}\s?){1,7})?"
_SOME = r"(?:(?:the|an?|any|further|more|la|el|los|las|una?|otr[oa]|mas|nueva)\s){0,3}"
_ADJECTIVE = r"(?:(?!(?:and|y|or|o|but|pero|for|para|por|to|a|before|antes|if|si)\b)[\w-]{3,18}\s){0,2}"
_NO_USE_AFTER = re.compile(
    rf"{_OWN}(?:"
    rf"\s(?:alone|by itself|on its own|sol[oa]s?|por si sol[oa])\s(?:(?:is|are|was|were|will|would|do|does|es|son|fue|"
    rf"sera|seria)\s)?(?:not|n.t|no|never)\s(?:(?:be|es|son|sera|seria)\s)?(?:enough|sufficient|adequate|curative|cure|"
    rf"suffice|suficientes?|basta[n]?|alcanza[n]?|curativ[oa]s?|cura[n]?|adecuad[oa]s?)"
    rf"|\s(?:no (?:seria |sera |es )?(?:basta|alcanza|suficiente)|(?:is|would be) (?:insufficient|not enough))"
    rf"\s(?:por si sol[oa]|alone|by itself|on its own)"
    rf"|{_OR}\s(?:(?:is|are|was|were)\s)(?:not|no longer) (?:open|accessible|on offer|funded|licensed|reimbursed)"
    rf"(?: (?:to|for|in|at)\b)"
    rf"|{_OR}\s(?:no (?:esta[n]?|son|es)|no queda[n]?) (?:abiert[oa]s?|accesibles?|al alcance|financiad[oa]s?)"
    rf"|{_OR}[;,:]?\s(?:(?:we|i) (?:explained|told|said)|le[s]? (?:explicamos|dijimos|aclaramos))\s(?:\w+\s){{0,3}}"
    rf"(?:that |que )?(?:no (?:lo|la|los|las)? ?(?:tenemos|hay|hacemos|ofrecemos)|(?:we|it) (?:do not|don.t|is not|"
    rf"are not|cannot|can.t)\s(?:have|do|offer|available|on offer)))(?!\w)"
)
_UNPLANNED_BEFORE = re.compile(
    rf"(?<!\w)(?:no (?:se )?(?:(?:ha|han|tiene|tenemos|hay)\s)?(?:preve[n]?|previst[oa]|prevemos|planea[n]?|planeamos|"
    rf"planific\w{{1,5}}|program\w{{1,5}}|proyecta[n]?|pretende[n]?|piensa[n]? en|pensamos en)|(?:do|does|did) not "
    rf"(?:currently |now )?(?:plan|intend|foresee|envisage|anticipate)|(?:is|are|am) not (?:planning|intending|"
    rf"contemplating)|(?:there (?:is|are) )?no (?:current |further |present )?plans? (?:for|to (?:give|use|start|do)))"
    rf"\s(?:on |to (?:give|use|start|do|offer) |dar |usar |hacer |iniciar |administrar )?{_SOME}{_ADJECTIVE}$"
)
_MAYBE_AFTER = re.compile(
    rf"{_OWN}{_OR}\s(?:(?:still |yet )?remains?|(?:is|are) (?:still|yet)|(?:still|yet) (?:is|are)|sigue[n]?|queda[n]?|"
    rf"continua[n]?|permanece[n]?|(?:esta[n]?|es|son) (?:todavia|aun)|todavia (?:esta[n]?|es|queda[n]?)|"
    rf"aun (?:esta[n]?|es|queda[n]?))\s(?:(?:siendo|un|una|an|a|as|como)\s){{0,2}}(?:available|open|possible|usable|"
    rf"options?|reserve|in reserve|in hand|possibility|disponibles?|abiert[oa]s?|posibles?|utilizables?|opcion(?:es)?|"
    rf"alternativas?|posibilidad)(?!\w)"
)
_LEANT_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:we|i|board|team|they|group|surgeons?|consensus|opinion)\s(?:(?:would|all|still|rather|currently|now"
    rf"|are|am|is)\s){{0,2}}(?:lean(?:s|ed|ing)?|inclin(?:e|es|ed|ing)|veer(?:s|ed|ing)?|gravitat(?:e|es|ed|ing))\s"
    rf"(?:more |rather )?(?:to|towards?|for)|(?:nos|me|se) (?:inclin(?:amos|o|an|a|aria|ariamos)|decant\w{{1,6}})\s"
    rf"(?:mas |mas bien )?(?:por|a|hacia)|(?:nos|me|les) (?:gustaria|pareceria)|(?:we|i) (?:would|.d) (?:hold|"
    rf"limit|keep|"
    rf"cap|restrict|confine|take|bring|like)|limitaria(?:mos)?|mantendria(?:mos)?|llevaria(?:mos)?|"
    rf"restringiria(?:mos)?)\s"
    rf"(?:[\w'-]{{1,16}}\s){{0,3}}(?:(?:to|at|a|en|hasta|with|con)\s)?{_SOME}{_ADJECTIVE}$"
)
# A place or an organ that rays would be held to, and how far: `we would hold Luschka to 45 Gy`.
_TOLD = re.compile(r"\b(?:was|were|had|has|received|given|gave|recib\w+|administr\w+|fue|fueron|ha|han)\b")
_BACK, _AHEAD = 110, 150


def leaned(text: str, start: int, end: int, low: int = 0) -> Assertion | None:
    """What such words beside `text[start:end]` (folded) make of a treatment; None where there are none."""
    begin, last = max(low, start - _BACK), min(len(text), end + _AHEAD)
    parts = [hit.end() for hit in re.finditer(r"[.;]\s", text[begin:start])]
    begin += parts[-1] if parts else 0
    if _NO_USE_AFTER.match(text, end, last) or _UNPLANNED_BEFORE.search(text, begin, start):
        return Assertion.NEGATED
    if _MAYBE_AFTER.match(text, end, last):
        return Assertion.CONDITIONAL
    before = _LEANT_BEFORE.search(text, begin, start)
    return Assertion.CONDITIONAL if before is not None and _TOLD.search(before[0]) is None else None
