"""What a denial leaves standing: a treatment that is not to be stopped (`never stop hydrocortisone`, `metotrexato: no
suspender`, `no dose reduction of vincristine`), that nothing speaks against (`no contraindication to
anthracyclines`), or that is not ruled out (`transplant not ruled out`). Texts may be folded; what stands between is
bounded."""

from __future__ import annotations

import re

_STOP = (
    r"(?:stop|suspend|interrupt|omit|delay|hold|withhold|discontinue|skip|miss|postpone|defer|halt|cease|reduce|wean"
    r"|suspender|suspenda[ns]?|suspende[n]?|interrumpir|interrumpa[n]?|interrumpe|omitir|omita[n]?|omite|retrasar"
    r"|retrase[n]?|retrasa|dejar(?: de (?:tomar|dar|usar))?|dejen? de (?:tomar|dar|usar)|saltar(?:se)?|olvid(?:ar|e)"
    r"|posponer|diferir|reducir|reduce|retirar|retire[n]?|abandonar)"
)
_STOPPED = (
    r"(?:stopped|suspended|interrupted|omitted|delayed|held|withheld|discontinued|skipped|missed|postponed|deferred"
    r"|halted|ceased|reduced)"
)
_STOPPING = (
    r"(?:stopping|suspending|interrupting|omitting|delaying|holding|withholding|discontinuing|postponing|reducing)"
)
_DETS = (
    r"(?:(?:the|his|her|their|this|any|of|in|on|to|with|giving|taking|dose|doses|dosis|maintenance|oral|iv|la|el|los|"
    r"las|su|sus|de|del|en|con)\s){0,4}"
)
_REASON = r"(?:needs?|reasons?|plans?|cause|indication|grounds|necesidad|motivos?|raz[oó]n|razones|indicaci[oó]n)"
_NOT_TO_STOP = re.compile(
    rf"(?<!\w)(?:(?:(?:do|does|did|should|must|would|could|will|shall|can)\s(?:not|never)"
    rf"|(?:do|did|must|should|ca)n['’]?t"
    rf"|cannot|not to|never|no|nunca|jam[aá]s|sin)\s(?:(?:ever|be|se|le|debe[n]?|deber[ií]a|hay que"
    rf"|puede[n]?)\s){{0,2}}"
    rf"{_STOP}"
    rf"|(?:no|without|sin|not any|hay)\s(?:hay\s|existen?\s|any\s)?{_REASON}"
    rf"\s(?:to|for|de|para|of)\s(?:{_STOP}|{_STOPPING})"
    rf"|(?:no|without|sin)\s(?:further\s|any\s|dose\s)?(?:reductions?|delays?|interruptions?|reducci[oó]n|retrasos?"
    rf"|demoras?|interrupci[oó]n)(?:\sde (?:la )?dosis)?\s(?:of|in|to|de|en|del)"
    rf"|without\s{_STOPPING})\s{_DETS}$",
    re.IGNORECASE,
)
_NOT_STOPPED = re.compile(
    rf"(?:\s\([^()]{{0,40}}\))?(?:\s(?!(?:and|but|y|pero|was|is)\b)[\w/.%²+-]{{1,14}}){{0,6}}?\s?[,:;(–—-]?\s?"
    rf"(?:(?:should|must|do|does|is|are|was|were|has|have|will|may|can|ought)\s?(?:not|never|n['’]t)\s(?:to\s)?"
    rf"(?:be(?:en)?\s)?(?:{_STOPPED}|{_STOP})|(?:not|never)\sto\sbe\s{_STOPPED}|(?:do not|don['’]t|never)\s{_STOP}"
    rf"|(?:no|nunca)\s(?:(?:se|le|debe[n]?|puede[n]?|hay que|ha|fue|ser|sido|la|lo)\s){{0,3}}(?:{_STOP}|suspendi[oó]"
    rf"|suspendid[oa]s?|interrumpi[oó]|omiti[oó])(?:se|rse)?)(?!\w)",
    re.IGNORECASE,
)
_NOTHING_AGAINST = re.compile(
    r"(?<!\w)(?:no|sin|without|not|ning[uú]n|ninguna|nor|ni)\s(?:(?:hay|existen?|tiene|ha[ys]|have|absolute"
    r"|clear|known"
    r"|medical|major|formal|any|other|ninguna|absolutas?|cardiac|cardiological)\s){0,3}"
    r"(?:contra-?indicaci[oó]n(?:es)?|contra-?indications?|objections?|objeci[oó]n(?:es)?|impediments?|impedimentos?"
    r"|inconvenientes?|barriers?)\s(?:(?!and\b|but\b|y\b|pero\b)[\w-]{3,16}\s){0,2}?(?:to|for|against|a|al|para|de"
    r"|con|en)\s(?:(?:the|his|her|use of|using|giving|give|start|starting|la|el|las|los|su|uso de|usar|dar"
    r"|administrar"
    r"|iniciar|recibir|further|more)\s){0,3}$",
    re.IGNORECASE,
)
_NOT_OUT = re.compile(
    r"(?<!\w)no\s(?:se\s)?(?:descarta|excluye|descartamos|excluimos)[n]?\s(?:(?:la|el|un|una|los|las)\s)?$",
    re.IGNORECASE,
)
_NOT_RULED_OUT = re.compile(
    r"\s(?:(?:is|was|has|been|yet|still|a[uú]n|todav[ií]a)\s){0,2}(?:not\s(?:yet\s)?(?:been\s)?(?:ruled out|excluded"
    r"|off the table)|no (?:se )?(?:descarta(?:do|da)?|excluid[oa]))(?!\w)",
    re.IGNORECASE,
)
# What could not be ended, or is only to be: `could not be weaned off`, `no se ha podido retirar`, `plan to wean off`.
_NOT_ENDED = re.compile(
    r"(?<!\w)(?:(?:could|can|has|have|had)(?:\s?not|n['’]t|\snever)|cannot|unable|trying|attempt(?:s|ing)?"
    r"|plans?|hop(?:es?|ing)"
    r"|aims?|difficult|difficulty|hard|will|not\syet(?:\sbeen)?|a[uú]n\sno|todav[ií]a\sno|(?:no"
    r"|nunca)(?:\sse)?(?:\sha(?:\spodido|\slogrado)?|\spudo|\slogr[oó]))"
    r"\s(?:(?:to|be|been|in)\s){0,2}(?:wean(?:ed|ing)?|taper(?:ed|ing)?|com(?:e|ing)|tak(?:e|en|ing)"
    r"|get(?:ting)?|retirar|suspender|quitar"
    r"|dej(?:ar|ado|[oó])(?:\sde\s(?:tomar|usar))?|retirado|suspendido)(?:\s(?:him|her"
    r"|them))?(?:\s(?:completely|fully))?(?:\soff)?\s(?:of\s)?"
    rf"{_DETS}$",
    re.IGNORECASE,
)
_BACK, _AHEAD = 90, 130
# Every one of these has such a word; most texts have none.
_STEMS = ("no", "sin", "never", "nunca", "jam", "n't", "n’t", "ni")


def goes_on(text: str, start: int, end: int) -> bool:
    """Whether a denial beside `text[start:end]` says that a treatment is not to be stopped, reduced or put off."""
    if any(pattern.search(text, max(0, start - _BACK), start) for pattern in (_NOT_TO_STOP, _NOT_ENDED)):
        return True
    return _NOT_STOPPED.match(text, end, min(len(text), end + _AHEAD)) is not None


def is_open(text: str, start: int, end: int) -> bool:
    """Whether nothing speaks against a treatment, or it is not ruled out."""
    if _NOTHING_AGAINST.search(text, max(0, start - _BACK), start) or _NOT_OUT.search(text, max(0, start - 40), start):
        return True
    return _NOT_RULED_OUT.match(text, end, min(len(text), end + _AHEAD)) is not None


def is_left(text: str, start: int, end: int) -> bool:
    """Whether a denial beside a treatment leaves it standing."""
    low = text[max(0, start - _BACK) : end + _AHEAD].casefold()
    if not any(stem in low for stem in _STEMS):
        return False
    return goes_on(text, start, end) or is_open(text, start, end)


def denial_left(text: str, start: int) -> tuple[int, int] | None:
    """Where the words before a thing stand that only deny its end or what speaks against it."""
    low = max(0, start - _BACK)
    found = _NOT_TO_STOP.search(text, low, start) or _NOTHING_AGAINST.search(text, low, start)
    return found.span() if found is not None else None


def nothing_against(text: str, start: int) -> bool:
    """Whether the words before a treatment say that nothing speaks against it, which gives it to nobody yet."""
    low = max(0, start - _BACK)
    words = text[low:start].casefold()
    if not any(stem in words for stem in ("contra", "objec", "impedi", "inconv", "barrier")):
        return False
    return _NOTHING_AGAINST.search(text, low, start) is not None
