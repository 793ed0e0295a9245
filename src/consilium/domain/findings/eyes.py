"""What tests of the eyes show: visual acuity (`6/9 right`, `AV OD 20/40, OI 20/200`) and intraocular pressure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause

_ACUITY = re.compile(
    r"(?<![\w/.,])(?P<value>(?:20/(?:1[05]|[2-9]0|25|1[0-9]0|[2-8]00)|6/(?:[4569]|7\.5|9\.5|12|15|18|19|24|30|36|38|48|60|75|95|120|190)|[1-6]/60)"
    r"(?:[+-][1-3])?|(?:log\s?MAR\s?:?\s?)-?[01][.,]\d{1,2}|-?[01][.,]\d{1,2}\s?log\s?MAR|NLP|NPL|CDDC?|PL\b|HM\b|CF\b)(?![\d/])"
)
# What shows that the figures are of sight; a strength of muscle is written `4/5`, a day `6/12`.
_OF_SIGHT = re.compile(
    r"\b(?:(?i:visual acuity|acuity|vision|visi[oó]n|agudeza(?: visual)?|snellen|logMAR|eyes?|ojos?)|VA|AV|BCVA|UCVA|"
    r"MAVC|AVSC|AVCC|OD|OI|OS|OU|BE|RE|LE)\b"
)
_NAMED = re.compile(r"acuity|vision|agudeza|visi[oó]n|\bVA\b|\bAV\b", re.IGNORECASE)
_SURE = re.compile(r"20/|log|/60|N[LP]{2}")
_PRESSURE = re.compile(
    r"\b(?:IOPs?|PIO|intraocular pressures?|presi[oó]n intraocular|PIO de)\b[\s:=]{0,3}(?:AO\s)?"
    r"(?:(?:was|is|of|de|era)\s)?"
    r"(?P<rest>[^;.]{0,60})"
)
_NUMBER = re.compile(r"(?<![\w.,])(?P<number>\d{1,2}(?:[.,]\d)?)(?![\d/%]|[.,]\d)")
_UNIT = re.compile(r"mm\s?Hg", re.IGNORECASE)
_SIDES = re.compile(
    r"\b(?:(?P<right>right(?: eye)?|RE|OD|R|der(?:echo|echa)?|ojo derecho)"
    r"|(?P<left>left(?: eye)?|LE|OS|OI|L|izq(?:uierdo|uierda)?|ojo izquierdo)"
    r"|(?P<bilateral>both eyes|bilateral(?:ly)?|BE|OU|AO|ambos ojos|each eye|in both|cada ojo))\b"
)
_NEAR = 24


def eyes_in(clause: Clause) -> Iterator[Finding]:
    """The visual acuity and the pressure of each eye that a clause tells."""
    yield from _acuities(clause)
    yield from _pressures(clause)


def _acuities(clause: Clause) -> Iterator[Finding]:
    text = clause.text
    found = list(_ACUITY.finditer(text)) if "/" in text or "log" in clause.folded or "L" in text or "F" in text else []
    if not found or not (_OF_SIGHT.search(text) or _OF_SIGHT.search(clause.heading)):
        return
    if not any(_SURE.match(one["value"]) for one in found) and not _NAMED.search(f"{clause.heading} {text}"):
        return
    for at, one in enumerate(found):
        before = found[at - 1].end() if at else 0
        side = _side(text, before, one.start(), one.end(), found[at + 1].start() if at + 1 < len(found) else len(text))
        yield Finding(
            kind=Kind.FUNCTION,
            name="visual acuity",
            value=one["value"],
            laterality=side,
            citations=(clause.cite(max(before, one.start() - _NEAR), one.end()),),
            confidence=clause.confidence,
        )


def _pressures(clause: Clause) -> Iterator[Finding]:
    for found in _PRESSURE.finditer(clause.text):
        numbers = [
            one for one in _NUMBER.finditer(clause.text, found.start("rest"), found.end("rest")) if _can_be(one[0])
        ]
        told = numbers[:2] if len(numbers) > 1 else numbers
        for at, one in enumerate(told):
            before = told[at - 1].end() if at else found.start("rest")
            after = told[at + 1].start() if at + 1 < len(told) else found.end("rest")
            side = _side(clause.text, before, one.start(), one.end(), after)
            if not side and len(told) > 1:  # the right eye is told first
                side = ("right", "left")[at]
            unit = _UNIT.search(clause.text, one.end(), found.end("rest"))
            yield Finding(
                kind=Kind.FUNCTION,
                name="intraocular pressure",
                value=one["number"],
                number=float(one["number"].replace(",", ".")),
                unit=unit[0] if unit else "",
                laterality=side,
                citations=(clause.cite(found.start(), one.end()),),
                confidence=clause.confidence,
            )


def _can_be(number: str) -> bool:
    return 2 <= float(number.replace(",", ".")) <= 80


def _side(text: str, before: int, start: int, end: int, after: int) -> str:
    """The eye that is named right before a value, else right after it."""
    ahead = list(_SIDES.finditer(text, max(before, start - 4 * _NEAR), start))
    if ahead and not any(mark in text[ahead[-1].end() : start] for mark in ",;"):
        return ahead[-1].lastgroup or ""
    behind = _SIDES.search(text, end, min(after, end + _NEAR))
    gap = text[end : behind.start()] if behind else ";"
    return (behind.lastgroup or "") if behind is not None and not any(mark in gap for mark in ",;.") else ""
