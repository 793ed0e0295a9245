"""What a picture no longer shows, or never did, told by verbs instead of a denial.

`The acetabulum is spared`, `skull, spine and femurs have gone quiet`, `nothing in the bones`, `I cannot find the bright
spot`, `el foco tampoco capta hoy`. What is said so is negated: of a thing that it is there, of a place that it is ill.
"""

from __future__ import annotations

import re

_BE = r"(?:is|are|was|were|has been|have been|had been|looks?|seems?|appears?|remains?|remained|stays?|stayed)"
_NOW = (
    r"(?:(?:now|today|all|both|also|again|entirely|completely|fully|quite|clearly|since|still|hoy|ya|ahora"
    r"|tod[oa]s)\s)"
    r"{0,2}"
)
_SEEN = (
    r"(?:seen|visible|found|identified|identifiable|detected|detectable|made out|picked out|evident|present|there|"
    r"apparent|appreciated|shown|recogni[sz]ed|discerned|avid|hot|active|measurable|enhancing|in sight)"
)
_DONE = (
    r"(?:gone(?:\s(?:quiet|cold|dark|away))?|disappeared|vanished|melted away|dried up|cleared(?:\sup)?|"
    r"faded(?:\saway)?|normali[sz]ed|dissolved|been cleared|(?:completely |fully |"
    r"entirely )?resolved(?! partially)|regressed completely)"
)
_WELL = (
    r"(?:spared|clean|quiet|cold|silent|uninvolved|not involved|never involved|unaffected|untouched|not affected|"
    r"disease[- ]free|free of (?:disease|tumou?r|metasta\w+|lesions?|deposits?)|without disease|background only)"
)
_TAKES = (
    r"(?:takes? up|lights? up|enhances?|shows?|captures?|restricts?|reach(?:es)?|enters?|crosses|extends?|invades?|"
    r"involves?|touch(?:es)?|fills?|accumulates?|concentrates?)"
)
_TOMA = (
    r"(?:capta\w*|realza\w*|brilla\w*|restring\w+|muestra\w*|llega\w*|entra\w*|cruza\w*|invade\w*|toca\w*|"
    r"comprom\w+|infiltra\w*|concentra\w*|prende\w*|se (?:ve|ven|observa\w*|aprecia\w*|identifica\w*|distingue\w*|"
    r"visualiza\w*|reconoce\w*|encuentra\w*|detecta\w*|dilat\w+))"
)
# Said of a thing or a place.
_GONE = re.compile(
    rf"\b(?:(?:has|have|had)\s{_NOW}{_DONE}|{_BE}\s{_NOW}(?:{_WELL}|gone|no longer {_SEEN})|no longer {_SEEN}|"
    rf"no longer {_TAKES}|can no longer be {_SEEN}|(?:has|have) never been (?:involved|affected|seen)|"
    rf"(?:ya|tampoco|hoy ya) (?:no )?{_TOMA}|no {_TOMA} (?:ya|m[aá]s)\b|no aparec\w+ m[aá]s|"
    rf"ha[n]? dejado de (?:verse|captar|realzar|observarse)|ha[n]? desaparecido|desapareci(?:[oó]|eron)|"
    rf"se fue(?:ron)?\b|no se (?:visualiza|identifica|observa|aprecia|ve|reconoce|detecta"
    rf"|evidencia)n?(?=\s?[.,;)]|$)|"
    rf"(?:est[aá]n?|queda[n]?|sigue[n]?|permanece[n]?|se (?:ve|ven|mantiene[n]?)) {_NOW}(?:indemnes?|sin enfermedad|"
    rf"fr[ií][oa]s?|respetad[oa]s?|sin compromiso|apagad[oa]s?)|no (?:hay|queda[n]?)\b)",
    re.IGNORECASE,
)
# Said of a place alone: a lesion that takes up no contrast is there.
_OF_PLACE = re.compile(
    rf"\b(?:(?:do|does|did)(?: not|n['’]t) {_TAKES}|not (?:now |yet )?(?:breached|invaded|encased|infiltrated"
    rf"|crossed|"
    rf"blocked|eroded|reached|involved)|(?:shows?|showed|holds?|held|contains?|with) nothing\b|"
    rf"rather than (?:blocked|invaded|occluded|encased)|no (?:ya )?{_TOMA}|"
    rf"no est[aá]n? (?:invadid|infiltrad|comprometid|afectad|englobad|crecid)\w+)",
    re.IGNORECASE,
)
# `Terminal ileum spared`, `everything below the diaphragm cold`: the word alone ends its part.
_BARE = re.compile(
    rf"\s(?:{_WELL}|gone|resolved|disappeared|resuelt[oa]s?|desaparecid[oa]s?|no longer (?:seen|visible|present|"
    rf"avid)|nothing|nada|negativ[oa]s?|indemnes?|fr[ií][oa]s?|apagad[oa]s?|not (?:invaded|encased|"
    r"involved|enlarged|dilated|breached)|no (?:invadid|infiltrad|comprometid|afectad)[oa]s?)(?=[.,;)]|$)",
    re.IGNORECASE,
)
_NOTHING_AFTER = re.compile(
    r"[^.;:]{0,40}?(?::\s?(?:none|nil|negative|resolved|resuelt[oa]s?|desaparecid[oa]s?|ya no se\s\w+|"
    r"no (?:uptake|avid\w*|activity)|"
    r"sin (?:captaci[oó]n|actividad)|no captan?)|[:,]\s?(?:nothing|nada|uptake gone|gone))\b",
    re.IGNORECASE,
)
# What opens a sentence, or a part of it, that denies all that it names.
_BEFORE = re.compile(
    r"(?:^|[.;:,]\s|\b(?:and|y|but|pero|with|con)\s)(?:nothing\b|none of (?:it|them|these|those|the)\b|no part of\b|"
    r"nowhere\b|neither of\b|nada\b|ningun[oa]\s|(?:i|we) (?:can|could|do|did)(?: ?not|n?['’]t) (?:see|find|make out|"
    r"identify|detect|demonstrate)\b|(?:i|we) (?:see|saw|find|found) (?:no|none|nothing)\b|(?:yo )?no (?:veo|vemos|"
    r"encuentro|encontramos|observo|observamos|identifico)\b|tampoco (?:hay |veo |se (?:ve|observa|aprecia)\w* )?"
    r"(?=\w))[^.;:]{0,70}$",
    re.IGNORECASE,
)
# A verb or noun that says of what follows it that it is gone: `ya no se identifican los focos`, `resolution of the`.
_GONE_AHEAD = re.compile(
    r"(?:\b(?:ya no|tampoco) se (?:ven?|identifican?|observan?|aprecian?|visualizan?|reconocen?|detectan?"
    r"|evidencian?)|"
    r"\bya no (?:hay|existen?|presenta|muestra)|\bdesapareci(?:[oó]|eron)|\bha[n]? desaparecido|"
    r"(?<!partial )(?<!incomplete )(?<!without )(?<!near )(?<!no )\b(?:disappearance|resolution"
    r"|complete (?:\w+ )?(?:response|remission)) of|"
    r"(?<!sin )(?<!no hay )\b(?:desaparici[oó]n|resoluci[oó]n|(?:respuesta|remisi[oó]n)(?= completa"
    r"| total))(?: completa| total)? (?:a nivel )?del?|\bno longer (?:see|"
    r"seeing|shows?|demonstrates?))"
    r"\s[^.;:,]{0,70}$",
    re.IGNORECASE,
)
_AND_OTHER = re.compile(
    r"\b(?:pero|but|persiste\w*|queda\w*|remain\w*|persist\w*|salvo|except\w*|y\s(?:aparec|se\s)\w*)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[.;:]\s|\s(?:but|pero|while|whereas|though|although|aunque|mientras)\s|,\s(?:and|y|the|la|el|los|las"
    r"|una?|an?)\s"
)
_RELATIVE = re.compile(r",\s(?:which|that|who|que|all|both|tod[oa]s|amb[oa]s|los cuales)\s[^,;.]{1,60},", re.IGNORECASE)
# A verb of its own between a thing and what is said: it is said of another.
_OWN_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|shows?|showed|measures?|es|est[aá]n?|son|mide[n]?|muestra|hay|pero"
    r"|but|and\sthe|"
    r"y\s(?:el|la|los|las)|con|with|except|excepto|salvo)\b",
    re.IGNORECASE,
)
# A size or a change, which a thing of a list has of its own; a noun that only the word behind it is said of.
_HOW = re.compile(
    r"\d\s?(?:mm|cm|ml|cc)\b|\b(?:unchanged|stable|smaller|larger|bigger|new|increased|decreased|grown|shrunk"
    r"|persist\w*|estables?"
    r"|sin cambios|igual(?:es)?|menor(?:es)?|mayor(?:es)?|nuev[oa]s?|aument\w+|disminu\w+|crec\w+|redu\w+)\b",
    re.IGNORECASE,
)
_OWN_NOUN = re.compile(
    r"\s(?!(?:and|y|e|o|or|all|both|now|also|ahora|ya|tod[oa]s|amb[oa]s|completely|fully|entirely)\b)\w", re.IGNORECASE
)
_REACH = 110
# Some are left: `all but two nodules resolved`, `la mayoría de los nódulos desaparecieron`, `resolved except for two`.
_NOT_ALL = re.compile(
    r"\b(?:all|any|every|each|tod[oa]s)\s(?:but|except|menos|salvo|excepto)\b"
    r"|\b(?:most|many|some|several|majority|half|mayor[ií]a|mayor parte|mitad|algun[oa]s|much[oa]s|vari[oa]s)\b"
    r"|\b(?:almost|nearly|virtually|casi)\s(?:all|every|tod[oa]s)\b"
    r"|\b(?:partial\w*|incomplete\w*|parcial\w*|incomplet\w+)\s(?:resolution|resolved|resoluci[oó]n|desaparici[oó]n)\b",
    re.IGNORECASE,
)
_RESOLVED = re.compile(r"\b(?:resol\w+|resuelt[oa]s?|disappear\w*|desapar\w+|cleared|gone|vanished)\b", re.IGNORECASE)
_BUT_SOME = re.compile(
    r"[^.;]{0,80}?\b(?:except(?:ing)?(?: for)?|other than|apart from|with the exception of|save for|but for|salvo"
    r"|excepto|menos|a excepci[oó]n de|con (?:la )?excepci[oó]n de)\s(?:(?:for|a|an|the|un[oa]?|el|la|los|las|de)\s)?"
    r"(?:\d|one|two|three|four|five|single|un[oa]|dos|tres|cuatro|cinco|[úu]nico|small|peque\w+)\b",
    re.IGNORECASE,
)


def is_gone(text: str, start: int, end: int, *, place: bool) -> bool:
    """Whether the thing (or `place` of the body) at `start` to `end` is told as one that a picture does not show."""
    if _some_are_left(text, start, end):
        return False
    opened = _BEFORE.search(text, max(0, start - _REACH), start)
    if opened is not None and not _OWN_VERB.search(opened[0]):
        return True
    led = _GONE_AHEAD.search(text, max(0, start - _REACH), start)
    if led is not None and not _AND_OTHER.search(led[0]):
        return True
    return _gone_after(text, end, place=place)


def _some_are_left(text: str, start: int, end: int) -> bool:
    """Whether words of number beside a thing say that not all of it is gone."""
    part = re.split(r"[.;]\s", text[max(0, start - 50) : start])[-1]
    return _NOT_ALL.search(part) is not None or _BUT_SOME.match(text, end) is not None


def resolved_in_part(text: str, start: int, end: int) -> bool:
    """Whether a thing is told as resolved, but not all of it."""
    return _RESOLVED.search(text) is not None and _some_are_left(text, start, end)


def _gone_after(text: str, end: int, *, place: bool) -> bool:
    """Whether it stands behind what ends at `end` that it is gone, quiet or spared."""
    tail = text[end : end + _REACH]
    aside = _RELATIVE.search(tail)
    if aside is not None:
        tail = tail[: aside.start()] + " " * (aside.end() - aside.start()) + tail[aside.end() :]
    stop = _BREAK.search(tail)
    part = tail[: stop.start() + 1] if stop is not None else tail
    patterns = (_GONE, _BARE, _OF_PLACE) if place else (_GONE, _BARE)
    told = [found for found in (pattern.search(part) for pattern in patterns) if found is not None]
    if any(
        _OWN_VERB.search(part, 0, found.start()) is None and not _of_next(part, found, bare=found.re is _BARE)
        for found in told
    ):
        return True
    nothing = _NOTHING_AFTER.match(tail)
    if nothing is None or _OWN_VERB.search(tail, 0, nothing.end()) is not None:
        return False
    return _HOW.search(nothing[0].rpartition(",")[0]) is None


def _of_next(part: str, told: re.Match[str], *, bare: bool) -> bool:
    """Whether what is told gone is another thing of a list: `residual on the medulla, L2 unchanged 7 mm, S1 dot gone`.
    Things that share a verb stand without a word of their own (`skull, spine and femurs have gone quiet`)."""
    before, comma, last = part[: told.start()].rpartition(",")
    if not comma:
        return False
    return _HOW.search(before) is not None or (bare and _OWN_NOUN.match(last) is not None)
