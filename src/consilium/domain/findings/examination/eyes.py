"""What tests of the eyes show: visual acuity (`6/9 right`, `AV OD 20/40, OI cuenta dedos`) and intraocular pressure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.examination.eyesides import sides_of
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Section

_ACUITY = re.compile(
    r"(?<![\w/.,])(?P<value>(?:20/(?:1[05]|[2-9]0|25|1[0-9]0|[2-8]00)|6/(?:[4569]|7\.5|9\.5|12|15|18|19|24|30|36"
    r"|38|48|60|75|95|120|190)|[1-6]/60)"
    r"(?:[+-][1-3])?|(?:[Ll]og\s?MAR\s?:?\s?)-?[01][.,]\d{1,2}|-?[01][.,]\d{1,2}\s?log\s?MAR|NLP|NPL|CDDC?|PL\b|HM\b"
    r"|CF\b)(?![\d/])"
)
# Sight told in words, or as a decimal beside its name.
_IN_WORDS = re.compile(
    r"\b(?P<value>counting fingers|count(?:s)? fingers|finger counting|hand (?:motions?|movements?)"
    r"|no light perception"
    r"|light perception(?: only| with projection)?|no perception of light|perception of light|cuenta(?: de)? dedos"
    r"|movimientos? de manos?|no percib\w+(?: la)? luz|no percepci[oó]n (?:de |luminosa|luz)\w*"
    r"|percepci[oó]n (?:luminosa|de (?:la )?luz)"
    r"|(?:fix(?:es|ates|ing|ates well)?|fixation)(?: well)?(?:,| and| &| but does not) follow(?:s|ing)?"
    r"|central,? steady,? (?:and )?maintained|CSM"
    r"|(?:fija|fijan|fijaci[oó]n) y (?:sigue|siguen|seguimiento)(?: (?:objetos|la luz|luz))?|no fija ni sigue"
    r"|does not fix(?: (?:and|or) follow)?)(?!\w)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    r"(?<![\w.,/])(?P<value>[01](?:[.,]\d{1,2})|1)(?![\d%/]|[.,]\d|\s?(?:mm|cm|log|m\b|ft\b"
    r"|feet|met(?:er|re)s?|metros?|pies))"
)
# What shows that the figures are of sight; a strength of muscle is written `4/5`, a day `6/12`.
_OF_SIGHT = re.compile(
    r"\b(?:(?i:visual acuity|acuity|vision|visi[oó]n|agudeza(?: visual)?|snellen|logMAR|teller|eyes?|ojos?)|VA|AV"
    r"|BCVA|UCVA|"
    r"MAVC|AVSC|AVCC|OD|OI|OS|OU|BE|RE|LE)\b"
)
_NAMED = re.compile(r"(?:acuity|(?i:\bvision)|agudeza|visi[oó]n|\bVA\b|\bAV\b|AVSC|AVCC|BCVA)", re.IGNORECASE)
_SURE = re.compile(r"20/|[Ll]og|/60|N[LP]{2}|HM")
_PRESSURE = re.compile(
    r"\b(?:(?i:intraocular pressures?|presi[oó]n(?:es)? (?:intraocular|ocular)(?:es)?|eye pressures?"
    r"|ocular pressures?"
    r"|tonometr[ií]a|tonometry|tensi[oó]n (?:intra)?ocular|ocular tensions?)|IOPs?|PIO|TIO)\b(?P<rest>[^\n]{0,110})"
)
# A pressure in a sentence of an eye: `Left eye: tumor fills the globe, pressure 34 mmHg`.
_BARE = re.compile(
    r"\b(?i:pressure|presi[oó]n)(?P<rest>(?:\s(?:of|was|is|de|fue|era))?[\s:=]{1,2}\d{1,2}(?:[.,]\d)?\s?mm\s?Hg)"
)
_EYE = re.compile(
    r"\b(?:eye|globe|iris|ojo|globo ocular|OD|OI|OS|OU|cornea|corneal|c[oó]rnea|retina|vitreous|v[ií]treo)\b"
)
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,2}(?:[.,]\d)?)(?![\d%]|[.,]\d|\s?(?:mm(?!\s?Hg)|cm|years?|a[nñ]os|m?g\b|h\b|gtt"
    r"|gotas|drops))"
)
_UNIT = re.compile(r"\s?mm\s?Hg", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\.(?=\s|$)|;(?!\s(?:left|right|OI|OS|OD|ojo|LE|RE))|\b(?:corneal|cornea|diameter|di[aá]metro|anterior"
    r"|examen|exam)\b",
    re.IGNORECASE,
)
_SILENT = frozenset({Section.PLAN, Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY})
_NEAR, _MOST = 24, 4
_BOTH = ("right", "left")
_CHANGED_BY = re.compile(
    r"\b(?:declin\w*|loss|drop\w*|fall(?:en)?|fell|worsen\w*|deteriorat\w*|improve\w*|gain\w*|change[ds]?"
    r"|decreas\w*|p[eé]rdida|ca[ií]da|cay[oó]"
    r"|descenso|descendi[oó]|disminuci[oó]n|disminuy[oó]|mejor[ií]a|mejor[oó]|empeor\w+)\b(?:(?!\bto\b"
    r"|\ba\s\d)[^.;\d]){0,60}\b(?:of|by|de|en|unos)\s$",
    re.IGNORECASE,
)


def eyes_in(clause: Clause) -> Iterator[Finding]:
    """The visual acuity and the pressure of each eye that a clause tells."""
    if clause.section in _SILENT:
        return
    yield from _acuities(clause)
    yield from _pressures(clause)


def _acuities(clause: Clause) -> Iterator[Finding]:
    text = clause.text
    if not (_OF_SIGHT.search(text) or _OF_SIGHT.search(clause.heading)):
        return
    signs = "/" in text or "log" in clause.folded or any(one in text for one in ("L", "F", "HM"))
    found = list(_ACUITY.finditer(text)) if signs else []
    named = _NAMED.search(f"{clause.heading} {text}") is not None
    if found and not any(_SURE.match(one["value"]) for one in found) and not named:
        found = []
    said = [*found, *_IN_WORDS.finditer(text)]
    if named and not found:
        label = _NAMED.search(text)
        said += [
            one for one in _DECIMAL.finditer(text) if label is not None and 0 <= one.start() - label.end() <= 2 * _NEAR
        ]
    said = sorted((one for one in said if not _is_change(text, one)), key=lambda one: one.start())
    sides = sides_of(text, [one.span() for one in said])
    for one, side in zip(said, sides, strict=True):
        yield Finding(
            kind=Kind.FUNCTION,
            name="visual acuity",
            value=one["value"],
            laterality=side,
            citations=(clause.cite(_from(text, one.start(), _named_at(text, one.start())), one.end()),),
            confidence=clause.confidence,
        )


def _is_change(text: str, value: re.Match[str]) -> bool:
    """Whether a value says by how much sight changed, and not how it is: `decline in acuity of 0.2 logMAR`."""
    if "/" in value["value"]:
        return False
    start = value.start("value")
    return _CHANGED_BY.search(text, max(0, start - 70), start) is not None


def _named_at(text: str, start: int) -> int:
    """Where sight is named before a value, not far from it."""
    named = [one.start() for one in _NAMED.finditer(text, 0, start) if start - one.start() < 4 * _NEAR]
    return named[-1] if named else max(0, start - _NEAR)


def _from(text: str, start: int, named: int) -> int:
    stop = max(text.rfind(mark, named, start) for mark in (". ", "; "))
    return stop + 2 if stop >= 0 else named


def _pressures(clause: Clause) -> Iterator[Finding]:
    text = clause.text
    opened = list(_PRESSURE.finditer(text))
    if not opened and _EYE.search(f"{clause.heading} {text}"):
        opened = list(_BARE.finditer(text))
    for found in opened:
        ended = _SENTENCE.search(text, *found.span("rest"))
        last = ended.start() if ended is not None else found.end("rest")
        told = [one for one in _NUMBER.finditer(text, found.start("rest"), last) if _can_be(one["number"])]
        units = [_UNIT.match(text, one.end()) for one in told]
        if any(units):  # figures without the unit are of something else, but for the first of a pair
            told = [one for at, one in enumerate(told) if units[at] or any(units[at + 1 : at + 2])]
        yield from _of_eyes(clause, found.start(), told[:_MOST], last)


def _of_eyes(clause: Clause, start: int, told: Sequence[re.Match[str]], last: int) -> Iterator[Finding]:
    sides = sides_of(clause.text, [one.span("number") for one in told], start, last)
    if not any(sides) and len(told) == 1:  # `Left eye: tumor fills the globe, pressure 34 mmHg`
        sides = sides_of(clause.text, [told[0].span("number")])
    if len(told) == len(_BOTH) and not any(sides):  # the right eye is told first
        sides = list(_BOTH)
    for one, side in zip(told, sides, strict=True):
        unit = _UNIT.search(clause.text, one.end(), min(len(clause.text), last + 1))
        yield Finding(
            kind=Kind.FUNCTION,
            name="intraocular pressure",
            value=one["number"],
            number=float(one["number"].replace(",", ".")),
            unit=unit[0].strip() if unit else "",
            laterality=side,
            citations=(clause.cite(start, one.end()),),
            confidence=clause.confidence,
        )


def _can_be(number: str) -> bool:
    return 2 <= float(number.replace(",", ".")) <= 80
