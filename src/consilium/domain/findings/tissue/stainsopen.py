"""Stains without a result, by what became of them: `INI1 pending`, `EBER no se hizo por falta de tejido`, `ALK to be
done`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, connected

_IS = (
    r"(?:\s?\([^()]{1,30}\)|\s(?:is|are|was|were|still|remains?|has|have|been|fue|fueron|est[aá]n?|siguen?"
    r"|a[uú]n|both|also"
    r"|stain(?:ing|s)?|immunostain(?:ing|s)?|IHC|immunohistochemistry|tinci[oó]n|inmunohistoqu[ií]mica|se"
    r"|result\w*|y|and"
    r"|in|en|on|curso|this|material|block)){0,4}"
)
_PENDING = re.compile(
    rf"{_IS}[\s:,–-]{{1,3}}(?:pending|awaited|outstanding|to follow|in progress|requested|sent out|pendientes?"
    rf"|en proceso"
    r"|solicitad[oa]s?|por informar)\b",
    re.IGNORECASE,
)
_UNMADE = re.compile(
    rf"{_IS}[\s:,–-]{{1,3}}(?:not (?:been )?(?:done|performed|available|carried out|assessed|tested|possible"
    rf"|undertaken)"
    r"|could not be (?:done|performed|assessed)|no (?:se )?(?:hizo|hicieron|realiz\w+|efectu\w+"
    r"|pudo\w* (?:hacer|realizar)"
    r"|dispon\w+|hech[oa]s?)|insufficient|insuficiente)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    rf"{_IS}\s(?:will be|to be|ser[aá]n?|se)\s(?:done|performed|added|repeated|requested|realizar[aá]n?|solicitar[aá]n?"
    r"|har[aá]n?|repetir[aá]n?|agregar[aá]n?|realizad[oa]s?)\b",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:pending|awaited|pendientes?|solicitad[oa]s?)(?:\s(?:stains?|immunostains?|de|results? of|tinciones"
    r"|marcadores))?"
    r"\s?:\s$",
    re.IGNORECASE,
)
_FATES = (
    (_UNMADE, Assertion.NEGATED, "not performed"),
    (_PLANNED, Assertion.PLANNED, "planned"),
    (_PENDING, Assertion.PENDING, "pending"),
)
_MOST, _LED_REACH = 20, 40


def open_stains(clause: Clause, markers: Sequence[Span[str]]) -> Iterator[Finding]:
    """One finding a marker of which only is said that it is awaited, to be made or was not made."""
    for at, marker in enumerate(markers[:_MOST]):
        end = marker.end
        for other in markers[at + 1 :]:
            if not connected(clause.text, end, other.start):
                break
            end = other.end
        led = _LED.search(clause.text[max(0, markers[0].start - _LED_REACH) : markers[0].start])
        fate = next(((how, status) for form, how, status in _FATES if form.match(clause.text, end)), None)
        fate = fate or ((Assertion.PENDING, "pending") if led is not None else None)
        if fate is not None:
            yield Finding(
                Kind.MENTION,
                clause.text[marker.start : marker.end],
                value=marker.value,
                assertion=fate[0],
                detail={"what": "laboratory", "status": fate[1]},
                citations=(clause.cite(marker.start, min(len(clause.text), end + _LED_REACH)),),
                confidence=clause.confidence,
            )
