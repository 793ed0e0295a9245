"""One drug of a sentence with its amounts, and what the words behind it say of its days, doses, route and cycle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from consilium.domain.findings.chemo.cycles import cycles_in
from consilium.domain.findings.chemo.dailydays import days_of_daily
from consilium.domain.findings.chemo.routes import own_words, route_of
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.amounts import (
    Amount,
    cycles_counted,
    days_in,
    doses_counted,
    spread,
)
from consilium.domain.findings.text.terms import Found
from consilium.domain.records import Scalar

# Behind a drug, in its list: what is given into the spine has days of its own.
_NEXT_BLOCK = re.compile(r"[,;]\s(?:TIT|triple|ITs?|intrathecal|intratecal)\b", re.IGNORECASE)
_EVERY = re.compile(
    r"\s(?:(?:IV|EV|PO|VO)\s)?(?:q\s?\d{1,2}\s?h|c/\s?\d{1,2}\s?h|cada \d{1,2} h(?:oras)?)\b"
    r"(?=\s?[x×]\s?\d{1,2}(?![\d.,]?\d|\s?(?:d|days?|d[ií]as?|h|weeks?)\b))"
)


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount of a drug (None where it is only named), the flat dose made of it, when, and whether it is a sum."""

    amount: Amount | None = None
    flat: Amount | None = None
    when: Occasion | None = None
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What a sentence says of one drug: from where to where its own words go, and its amounts."""

    found: Found
    start: int
    end: int
    amounts: tuple[Amount, ...]
    # From where a word before the drug may be about it: not from where the drug before it stands.
    lead: int = -1
    # Where the last drug ends that is tied to it by a slash or a plus: what is said behind that is of all of them.
    tied: int = 0


def course_of(text: str, part: Part, amount: Amount | None, setting: Setting) -> Mapping[str, Scalar]:
    """Days, number of doses and route, as the words after the drug (up to the next one) say."""
    after = text[part.found.end : part.end]
    days, count = days_in(_NEXT_BLOCK.split(after)[0])
    after = own_words(after)
    every = _EVERY.match(text, amount.end) if amount else None
    times = spread(text[(every.end() if every else amount.end) :][:20]) if amount else None
    times = times or doses_counted(after) or count or days_of_daily(text, part.found.start, part.end, amount)
    made: dict[str, Scalar] = {"days": days} if days else {}
    made |= {"times": times * (cycles_counted(after) or 1)} if times else {}
    made |= {"daily": "yes"} if amount and amount.daily else {}
    route = route_of(text, part.found, after, setting.words.routes)
    return made | ({"route": route} if route else {})


def cycle_number(clause: Clause, found: Found, setting: Setting) -> Mapping[str, Scalar]:
    """The number of the cycle: the row's or heading's, else the last named before the drug, else the only one."""
    if setting.cycle:
        return {"cycle": setting.cycle}
    named = [one for one in cycles_in(clause.text, setting.words) if not one.beside]
    before = [one for one in named if one.end <= found.start]
    chosen = before[-1] if before else named[0] if len(named) == 1 else None
    return {"cycle": str(chosen.number)} if chosen else {}
