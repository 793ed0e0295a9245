"""Results that the laboratory calls negative in the same sentence, since they lie under its own limit: `KMT2A
rearranged in 1 % (cut-off 3 %); considered negative`, `señal de fusión en 0,5 %, por debajo del punto de corte`.

Genes and chromosomes are denied; of a stain or a marker the result is negative. Nothing is counted: the paper says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_CHANGES, _STAINED = frozenset({Kind.VARIANT, Kind.CYTOGENETICS}), frozenset({Kind.STAIN, Kind.FLOW})
_LIMIT = (
    r"(?:cut-?\s?offs?|threshold|limit of (?:detection|positivity|normal)|positivity limit|normal (?:limit|cut-?off)"
    r"|punto de corte|valor de corte|umbral|corte|limite (?:de (?:deteccion|positividad|normalidad)|normal))"
)
_SHARE = r"[<>≤≥]?\s?\d{1,3}(?:[.,]\d{1,2})?\s?%"
_NORMAL = (
    r"(?:negative|normal|not (?:significant|rearranged|amplified|deleted)|non-?significant|insignificant|background"
    r"|within (?:the )?normal (?:limits|range|variation)|negativ[oa]s?|normales|no significativ[oa]s?"
    r"|no patologic[oa]s?"
    r"|dentro de (?:lo normal|la normalidad|limites normales)|inespecific[oa])"
)
_CALLED = (
    r"(?:considered|interpreted as|reported as|regarded as|deemed|called|scored(?: as)?|classed as|taken as|treated as"
    r"|therefore|thus|hence|so|i\.\s?e\.,?|that is,?|se considera[n]?|se interpreta[n]?(?: como)?|se informa[n]? como"
    r"|considerad[oa]s?(?: como)?|interpretad[oa]s?(?: como)?|informad[oa]s? como|valorad[oa]s? como"
    r"|por (?:lo )?tanto,?|es decir,?|o sea,?)"
)
# Between a result and what is said of it: its share, the limit, and a comma or semicolon.
_BETWEEN = (
    r"(?:\s?:(?=\s[^.;:\n]{0,40}%))?"
    r"(?:[^.;:()\n]{0,50}(?:\([^()\n]{0,60}\))?){0,2}[^.;:()\n]{0,20}(?:\.\d[^.;:()\n]{0,40})?"
)
_SAID_NEGATIVE = re.compile(
    rf"(?:{_BETWEEN}\s?[;,:(–—-]?\s?(?:which is |is |was |are |y |and |result |resultado )?{_CALLED}\s"
    rf"(?:a |an |un |una |as |the result |resultado |result )?(?P<called>{_NORMAL})(?![\w-])"
    rf"|[^.;:\n]{{0,60}}?\(?\b{_LIMIT}\s?(?:of |de |del |is |es |[:=])?\s?{_SHARE}\s?\)?\s?[;:,–—-]+\s?"
    rf"(?P<named>{_NORMAL})(?![\w-])"
    r"|[^.;:\n]{0,60}?(?:\.\d[^.;:\n]{0,30})?\b"
    r"(?:below|under|beneath|por debajo del?|bajo|inferior al?|menor (?:al?|que el))\s"
    rf"(?:the |our |its |el |la |su |laboratory )?{_LIMIT}\b"
    rf"|[^.;:\n]{{0,60}}?\bwithin (?:the )?normal (?:limits|range|variation)\b"
    rf"|[^.;:\n]{{0,60}}?\bdentro de (?:lo normal|la normalidad|limites normales)\b)"
)
_BUT = re.compile(r"\b(?:but|however|pero|aunque|although|confirmed by|confirmado por)\b")
# The name of another gene or marker behind a result: what follows is of that.
_NAMES = re.compile(
    r"(?<![\w-])(?!(?:FISH|PCR|RNA|DNA|ADN|ARN|NGS|MLPA|IHC|ISCN)\b)(?:[A-Z][A-Z0-9]{2,7}(?![\w-])|CD\d{1,3}|t\(\d|del\()"
)
_FAR, _SOON = 170, 40


def below_cutoffs(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, with changes that their sentence calls negative denied, and stains that it calls so negative."""
    for one in found:
        said = ""
        if one.kind in _CHANGES | _STAINED and one.assertion is Assertion.STATED and one.quote:
            said = _called(one, paper.holding(one.quote))
        if not said:
            yield one
        elif one.kind in _CHANGES:
            yield replace(one, assertion=Assertion.NEGATED)
        else:
            yield replace(one, value=said, detail={**one.detail, "result": "negative"})


def _called(one: Finding, clauses: Sequence[Clause]) -> str:
    """The word by which all clauses call a result negative; "" where one does not."""
    words = [_negative_behind(clause, one.quote) for clause in clauses]
    return words[0] if words and all(words) else ""


def _negative_behind(clause: Clause, quote: str) -> str:
    text, end = clause.folded, clause.text.find(quote) + len(quote)
    if len(text) != len(clause.text):
        return ""
    hit = _SAID_NEGATIVE.match(text, end, min(len(text), end + _FAR))
    if hit is None or _BUT.search(text, *hit.span()) or _NAMES.search(clause.text, *hit.span()):
        return ""
    if _BUT.search(text, hit.end(), hit.end() + _SOON):
        return ""
    return hit["called"] or hit["named"] or "negative"
