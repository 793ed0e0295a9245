"""The shares of blasts that a text tells, each with its own look and specimen: `40 % blasts by morphology and 55 % by
flow`, `Peripheral blood: blasts 12 %`, `LCR: blastos 2 %`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.laboratory.labcounts import is_of_blood
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.numerals import comparator_of
from consilium.domain.findings.text.spans import Span
from consilium.domain.findings.tissue.markersigns import numbered_in
from consilium.domain.findings.tissue.stains import PERCENT
from consilium.domain.phrases import words_of

_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?")
_REACH = 4
_MARROW = "bone marrow"
_SPECIMENS = re.compile(
    r"\b(?:(?P<marrow>(?i:bone marrow|marrow|m[eé]dula(?: [oó]sea)?|medulograma|mielograma|trephine)|BMA?|MO)"
    r"|(?P<blood>(?i:peripheral blood|blood|sangre(?: perif[eé]rica)?|circulating|circulantes?)|PB|SP)"
    r"|(?P<csf>CSF|LCR|(?i:cerebrospinal fluid|l[ií]quido cefalorraqu[ií]deo))"
    r"|(?P<pleural>(?i:pleural fluid|l[ií]quido pleural)))\b(?! (?:count|cell|culture|group|flow cytometry report))",
)
_NAMES = {"marrow": _MARROW, "blood": "blood", "csf": "cerebrospinal fluid", "pleural": "pleural fluid"}
# By which look a share was found, right behind it.
_LOOK = re.compile(
    r"\s?(?:(?:of\s|de\s)?(?:(?:lympho|myelo)?blasts?|blastos|linfoblastos|mieloblastos|cells|c[eé]lulas)\s)?\(?"
    r"(?:by|on|in|per|por|en|seg[uú]n|mediante)\s(?:the\s|la\s|el\s)?"
    r"(?:(?P<flow>flow(?: cytometry)?|FC\b|citometr[ií]a(?: de flujo)?|immunophenotyp\w+|inmunofenotip\w+)"
    r"|(?P<morphology>morpholog\w+|morfolog\w+|microscopy|microscop[ií]a|smears?|frotis|differential|aspirates?|aspirado)"
    r"|(?P<biopsy>(?:trephine |core )?biopsy|trephine|biopsia))",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\s?(?:,|/|and|y|&|\+)\s?", re.IGNORECASE)
# Between a share and the next of the same blasts.
_AND = re.compile(
    r"[^.;\d%]{0,40}?(?:\s(?:and|y|vs\.?|versus|but|pero)\s|\s?[,/]\s?)(?:of\s|de\s|un\s)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Share:
    start: int
    end: int
    percent: str
    look: str = ""


def shares_of(
    clause: Clause, blasts: Sequence[Span[str]], assertion: AssertionWords, *, by_flow: bool
) -> Iterator[Finding]:
    """Each share of the blasts at `blasts`; one without a look of its own is by flow or morphology as the paper is."""
    shares = _shares(clause.text, blasts)
    for share in shares:
        flow = share.look == "flow" or (by_flow and share.look == "")
        yield _finding(clause, share, flow, _specimen(clause, share), assertion)


def _shares(text: str, blasts: Sequence[Span[str]]) -> list[_Share]:
    """The first share beside the blasts, and those that follow it with looks of their own."""
    found = list(PERCENT.finditer(text))
    for span in blasts:
        own = re.compile(r"\s{0,3}[:=]?\s?").match(text, span.end)
        behind = own is not None and PERCENT.match(text, own.end()) is not None
        for at, percent in enumerate(found):
            if behind and percent.start() < span.start:  # `Linfocitos 5 %   Blastos 85 %`
                continue
            low, high = sorted(((span.start, span.end), (percent.start(), percent.end())))
            between = text[low[1] : high[0]]
            if (
                len(words_of(between)) > _REACH
                or "," in between
                or "%" in between
                or any(numbered_in(between, words_of(between)))
            ):
                continue
            first = _Share(
                low[0], high[1], percent[0].strip(), _look(text, max(percent.end(), span.end), percent.end())
            )
            return [first, *_further(text, first, percent.end(), found[at + 1 :])]
    return []


def _further(text: str, first: _Share, end: int, following: Sequence[re.Match[str]]) -> Iterator[_Share]:
    looks = {first.look}
    for percent in following if first.look else ():
        look = _look(text, percent.end(), percent.end())
        start = percent.end() - len(percent[0].strip())
        if not look or look in looks or _AND.fullmatch(text, end, start) is None:
            return
        looks.add(look)
        end = percent.end()
        yield _Share(start, percent.end(), percent[0].strip(), look)


def _look(text: str, *places: int) -> str:
    found = next((hit for place in places if (hit := _LOOK.match(text, place)) is not None), None)
    return str(found.lastgroup or "") if found is not None else ""


def _specimen(clause: Clause, share: _Share) -> str:
    """What is named last before a share, else behind it, else above it; a marrow where nothing is."""
    named = list(_SPECIMENS.finditer(clause.text))
    before = [one for one in named if one.start() < share.end]
    above = list(_SPECIMENS.finditer(clause.heading)) if clause.heading != clause.text else []
    if len(before) > 1 and _BOTH.fullmatch(clause.text, before[-2].end(), before[-1].start()):
        before = before[:-1]  # `Bone marrow and peripheral blood: AML (62 % blasts)`
    if len(above) > 1 and _BOTH.fullmatch(clause.heading, above[-2].end(), above[-1].start()):
        above = above[:-1]
    if not named and is_of_blood(clause.text):
        return "blood"
    nearest = before[-1:] or named[:1] or above[-1:]
    return _NAMES[str(nearest[0].lastgroup)] if nearest else _MARROW


def _finding(clause: Clause, share: _Share, flow: bool, specimen: str, assertion: AssertionWords) -> Finding:
    number = _NUMBER.search(share.percent)
    how = assertion_of(clause, share.start, share.end, assertion)
    if how is Assertion.UNCERTAIN and is_of_blood(clause.text):
        how = Assertion.STATED  # `Differential: blasts 71 %` weighs no diagnoses
    look = {"method": share.look or "morphology"} if not flow else {}
    return Finding(
        Kind.FLOW if flow else Kind.LABORATORY,
        "blasts",
        value=share.percent,
        number=float(number[0].replace(",", ".")) if number else None,
        comparator=comparator_of(share.percent[0]) if share.percent[0] in "<>≤≥" else "",
        unit="%",
        assertion=Assertion.STATED if how is Assertion.NEGATED else how,  # a share that is told was counted
        detail={"specimen": specimen, **look},
        citations=(clause.cite(share.start, share.end),),
        confidence=clause.confidence,
    )
