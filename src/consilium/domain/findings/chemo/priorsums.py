"""Sums of earlier drugs in a bracket behind words for them, whose unit stands once: `no idarubicin because of the prior
anthracycline dose (daunorubicin 150, mitoxantrone 20, idarubicin 14 mg/m2)`. They were given, whatever the sentence
denies before. All repeats are bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.chemo.prose import drugs_in
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.amounts import number_of
from consilium.domain.findings.text.terms import Found, found_in

_OPENS = re.compile(
    r"\b(?:(?:dosis|exposicion|uso|sumas?|acumulad[oa]s?|total)(?:\s(?:previ[oa]s?|acumulad[oa]s?|total(?:es)?|anterior"
    r"(?:es)?))?\s(?:de|a)\s(?:las\s)?(?:antraciclinas?|alquilantes|platinos?)(?:\s(?:previas?|anteriores|acumuladas?|"
    r"recibidas))?|(?:antraciclinas?|alquilantes)\s(?:previ[oa]s|anteriores|acumulad[oa]s|recibid[oa]s)|"
    r"(?:prior|previous|earlier|cumulative|past|total)\s(?:doses?\sof\s)?(?:anthracyclines?|alkylators?|platinum)"
    r"(?:\s(?:doses?|exposure|load|total))?|(?:anthracyclines?|alkylators?)\s(?:so far|to date|received|given|"
    r"hasta ahora))"
    r"\s?(?::|\()\s?"
)
_SUM = re.compile(r"\s?[:=]?\s?(?P<number>\d{2,5}(?:[.,]\d{1,3})?)(?=\s?(?:mg\s?/\s?m|[,;)+]|(?:y|and|e)\s))")
_UNIT = re.compile(r"\d\s?(?P<unit>mg)\s?/\s?m\s?[2²]?")
_LONGEST = 260


def drugs_told(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """The drugs of a clause; those of such a list as sums that were given, the others as the clause says."""
    sums, span = _prior_sums(clause, setting)
    yield from sums
    text = clause.text
    rest = text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]
    yield from drugs_in(replace(clause, text=rest) if sums else clause, setting)


def _prior_sums(clause: Clause, setting: Setting) -> tuple[Sequence[Finding], tuple[int, int]]:
    """The sums of such a list and where it stands, nothing where there is none; each has the unit that is written."""
    text, none = clause.folded, ((), (0, 0))
    opened = _OPENS.search(text) if len(text) == len(clause.text) and not clause.cells else None
    if opened is None:
        return none
    end = text.find(")", opened.end())
    end = end if 0 <= end < opened.end() + _LONGEST else min(len(text), opened.end() + _LONGEST)
    inside = [one for one in found_in(clause, setting.words.drugs) if opened.end() <= one.start and one.end <= end]
    sums = [(one, told) for one in inside if (told := _SUM.match(text, one.end, end + 1)) is not None]
    if not inside or len(sums) < len(inside) or _UNIT.search(text, opened.end(), end) is None:
        return none
    return tuple(_sum(clause, one, told, setting) for one, told in sums), (opened.end(), sums[-1][1].end("number"))


def _sum(clause: Clause, found: Found, told: re.Match[str], setting: Setting) -> Finding:
    detail = {"dose": told["number"], "dose_unit": "mg", "per": "m2", "cumulative": "yes"}
    return Finding(
        Kind.DRUG,
        found.term.name,
        found.term.codes,
        told["number"],
        number_of(told["number"], setting.mark),
        unit="mg/m2",
        detail=detail,
        citations=(clause.cite(found.start, told.end("number")),),
        confidence=clause.confidence,
    )
