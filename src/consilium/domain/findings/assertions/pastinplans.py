"""What a sentence in a plan tells as done: `Port was infected in August, treated with vancomycin` is no plan.

A heading of plans makes its items planned. A sentence that stands there and tells of the past with a verb of its own is
none of them, but where the verb is of planning (`MRI was ordered`, `se solicitó RM`).
"""

from __future__ import annotations

import re

# Acts that leave what they speak of still to be done.
_OF_PLANNING = (
    r"(?:planned|ordered|requested|scheduled|referred|recommended|advised|suggested|proposed|discussed"
    r"|offered|asked|told"
    r"|considered|agreed|decided|booked|arranged|prescribed|explained|reviewed|counsel+ed|instructed"
    r"|encouraged|reminded|informed"
    r"|submitted|sent|contacted|called|needed|required|set|due|going|supposed|hoping|able|unable|provided"
    r"|approved|authori[sz]ed"
    r"|indicad|solicitad|programad|pedid|sugerid|recomendad|propuest|agendad|citad|derivad|ofrecid|discutid"
    r"|valorad|explicad"
    r"|acordad|decidid|enviad|referid|autorizad|presentad|comentad|informad)"
)
_PLANNING_ES = (
    r"(?:solicit|indic|program|pid|sugir|recomend|propus|propon|agend|cit|deriv|ofreci|discuti|valor|explic"
    r"|acord|decidi|envi|refiri"
    r"|autoriz|present|coment|inform|orden|plante|habl|convers|dej|dio|d[ií]|prescrib|recet|gestion|tramit)"
)
_AUX = r"\b(?:was|were|had|has been|have been|got|fue|fueron|hab[ií]a sido|ha sido)"
_TOLD = re.compile(
    rf"{_AUX}\s(?:[\w-]+ly\s|then\s|also\s|just\s|only\s|last\s|first\s|initially\s|not\s|never\s)?(?!{_OF_PLANNING})[a-zñáéíóú-]{{3,16}}(?:ed|en|wn|ne|ung|lt|id|ad[oa]s?|id[oa]s?|ut|un)\b"
    rf"|\bse\s(?:le\s|les\s)?(?!{_PLANNING_ES})[a-zñ]{{2,14}}(?:ó|aron|ieron)(?!\w)"
    r"|\b(?:recibi[oó]|recibieron|present[oó]|desarroll[oó]|requiri[oó]|curs[oó]|tuvo|estuvo|hubo"
    r"|evolucion[oó]|tolerab?[oó]|ingres[oó]"
    r"|(?:is|are|was|were|has been|being)\s(?:\w+\s)?treated by|received|developed|presented with|responded"
    r"|recovered|relapsed|progressed|underwent|suffered)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;]\s|\n")
_OPEN = re.compile(r"\b(?:if|when|once|until|unless|whether|si|cuando|hasta|una vez)\b", re.IGNORECASE)
_REASON = re.compile(
    r",|\b(?:as|since|because|given|that|which|who|after|before|for|once|but|and|so|due|ya que|porque|dado"
    r"|que|tras|por|pero|y|para)\b",
    re.IGNORECASE,
)
_ONWARD = re.compile(
    r"\b(?:so|therefore|hence|will|shall|to|start|begin|continue|proceed|plan|repeat|order|schedule|refer"
    r"|check|obtain|get|book|arrange"
    r"|needs?|should|would|could|may|can|consider|recommend|switch|increase|decrease|hold|give|next|now"
    r"|entonces|por lo que|as[ií] que|ahora"
    r"|iniciar|iniciamos|continuar|repetir|solicitar|solicito|programar|realizar|valorar|seguir|control"
    r"|suspender|cambiar|citar|derivar"
    r"|pr[oó]xim[oa]|pasar|agregar|se (?:inicia|solicita|pide|programa|indica|sugiere|recomienda|deja|agrega"
    r"|contin[uú]a|valora|\w+r[aá]n?))\b",
    re.IGNORECASE,
)


def told_as_past(text: str, start: int) -> bool:
    """Whether the sentence that holds `text[start]` tells of the past before the thing, not under a condition."""
    bounds = [one.end() for one in _SENTENCE.finditer(text, 0, start)]
    begins = bounds[-1] if bounds else 0
    ended = _SENTENCE.search(text, start)
    verb = _TOLD.search(text, begins, ended.start() if ended is not None else len(text))
    if verb is None or _OPEN.search(text, begins, verb.start()):
        return False
    if verb.start() < start:  # `She developed neuropathy, so start gabapentin`
        return _ONWARD.search(text, verb.end(), start) is None
    # A verb behind the thing tells of it in its own part, not of a reason: `port placement, as he recovered well`.
    return _REASON.search(text, start, verb.start()) is None
