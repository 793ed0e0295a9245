"""What somebody looked for in a child's papers and did not find: `We could not find: an echocardiogram, the 1p/16q
result, or the images`, `No encontramos el informe de FISH`.

Only parts of such a list that are a paper, a study or a result as a whole: `we did not find metastases on the CT` tells
what the study showed. A study or result that is not to be had is negated, as under `not available`; papers and images
are there all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.mentions.askedfor import AskWords
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import spans_in

_REACH, _MOST = 320, 12
_IN_PAPERS = (
    r"(?:\s(?:in|among|within|en|entre|on)\s(?:(?:the|any|any of|his|her|your|these|those|los|las|sus|el|la|estos)\s)?"
    r"(?:\w+\s)?(?:records?|papers?|charts?|files?|notes?|documents?|packet|folder|bundle|discs?|papeles|documentos"
    r"|registros?|archivos?|historia|carpeta|expediente|legajo))?"
)
_LEAD = re.compile(
    r"(?:\b(?:(?:could|did|do|can|were|was|have)(?: not|n['’]t)|cannot|unable to|not able to)\s(?:yet |still |"
    r"been able to |able to )?(?:find|found|locate|located|trace|traced)"
    r"|\b(?:no|tampoco)\s(?:(?:pude|pudimos|se pudo|se pudieron|hemos podido|logramos|se logr[oó])\s)?"
    r"(?:encontrar|hallar|localizar|encontramos|hallamos|localizamos|se encontr[oó]|se encontraron|hemos encontrado"
    r"|hemos localizado)"
    r"|^\W{0,3}(?:missing|not found|no encontrados?|faltan?)(?=\s(?:from|in|en|de)\s[^.;:]{1,30}:|:))"
    + _IN_PAPERS
    + r"(?:\s(?:from|de)\s[^.;:,]{1,30}(?=:))?\s?:?\s",
    re.IGNORECASE,
)
_END = re.compile(
    r"[.;](?=\s|$)|\?|\b(?:but|pero|however|although|aunque|because|porque|so|por lo que)\b", re.IGNORECASE
)
_SPLIT = re.compile(r",?\s(?:and|or|nor|y|e|o|u|ni)\s(?:tampoco\s)?|,\s?")
_WHETHER = re.compile(r"\s*(?:whether|if|si)\s", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?:(?:an?|any|the|his|her|their|its|either|original|full|el|la|los|las|un|una|ning[uú]n|ninguna|su|sus)\s)+",
    re.IGNORECASE,
)
# What makes a name of no list a result: `the 1p/16q result`, `el resultado de 1p/16q`, `MYCN status`.
_RESULT_OF = re.compile(
    r"(?:(?:resultados?|informes?|estado|copias?)\s(?:original\s)?(?:del?|de la|de las|de los)\s)?(?P<what>.+?)"
    r"(?:\s(?:results?|reports?|status|readings?|testing|copies|copy))?",
    re.IGNORECASE,
)
_SAYS_RESULT = re.compile(r"\b(?:results?|reports?|status|testing|resultados?|informes?|estado)\b", re.IGNORECASE)
_GENETIC = re.compile(r"\d{1,2}[pq]\d{0,2}|[A-Z][A-Z0-9]{2,7}\d?|fish|cariotipo|karyotype|panel", re.IGNORECASE)
_WORDY = re.compile(r"[\w/ :;.+-]{2,40}")
_WANTING = frozenset({"imaging", "heart", "function", "endoscopy", "genetics", "laboratory"})
_THERE_ANYWAY = frozenset({"images", "disc"})
_MOST_WORDS = 4


def unfound_in(clause: Clause, words: AskWords, known: Sequence[tuple[int, int]] = ()) -> Iterator[Finding]:
    """Studies, results and papers of a list of what was not found, but for those at the places `known`."""
    lead = _LEAD.search(clause.text)
    if lead is None:
        return
    names = spans_in(clause, words.names)
    for start, end in _items(clause.text, lead.end()):
        if any(low < end and start < high for low, high in known):
            continue
        named = _named(clause.text, start, end, [(one.start, one.end, one.value) for one in names])
        if named is not None:
            what, name = named
            there = what not in _WANTING or name in _THERE_ANYWAY
            yield Finding(
                Kind.MENTION,
                name,
                value=clause.text[start:end],
                assertion=Assertion.STATED if there else Assertion.NEGATED,
                detail={"what": what, "status": "not available"},
                citations=(clause.cite(),),
                confidence=clause.confidence,
            )


def _items(text: str, start: int) -> Iterator[tuple[int, int]]:
    stop = _END.search(text, start, start + _REACH)
    last = stop.start() if stop is not None else min(len(text), start + _REACH)
    at = start
    for end, after in [*((one.start(), one.end()) for one in _SPLIT.finditer(text, start, last)), (last, last)][:_MOST]:
        article = _ARTICLE.match(text, at, end)
        low = article.end() if article is not None else at
        if low < end and not _WHETHER.match(text, at, end):
            yield low, low + len(text[low:end].rstrip(" :"))
        at = after


def _named(
    text: str, start: int, end: int, names: Sequence[tuple[int, int, tuple[str, str]]]
) -> tuple[str, str] | None:
    """What a part of the list names as a whole; None where it is no study, result or paper."""
    part = text[start:end]
    found = _RESULT_OF.fullmatch(part)
    if found is None or len(part.split()) > _MOST_WORDS + 2:
        return None
    low, high = start + found.start("what"), start + found.end("what")
    whole = next(
        (value for first, last, value in names if (first <= low and last >= high) or (first, last) == (start, end)),
        None,
    )
    if whole is not None:
        return whole
    said = found["what"].strip()
    if not _SAYS_RESULT.search(part) or len(said.split()) > _MOST_WORDS or not _WORDY.fullmatch(said):
        return None
    return ("genetics" if _GENETIC.search(said) else "laboratory", said)
