"""Whether something would come back after the clock runs out, and what further opinions cost in days, for any page.

`family/parts/delay.html` shows a `Delay`: `{% include "family/parts/delay.html" with delay=... only %}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from consilium.domain.delay import After, Span, calendar_days, comes_back_after, opinions
from consilium.domain.programs.model import Takes
from consilium.domain.sources import Source
from consilium.knowledge.centers import centers
from consilium.knowledge.programs import programs
from consilium.knowledge.waiting import cost_of, days
from consilium.web.family.clock import clock_of
from consilium.web.family.today import today
from consilium.web.request import CaseRequest

FURTHER = 3  # the second, the third and the fourth


@dataclass(frozen=True)
class Delay:
    """`after` is "yes", "may", "no" or "unknown", `title` its words; `days` the stated time in calendar days."""

    after: str
    title: str
    days: str
    said: tuple[str, ...]

    @property
    def late(self) -> bool:
        """Whether it does, or may, come back after the clock has run out."""
        return self.after in ("yes", "may")


@dataclass(frozen=True)
class Further:
    """One further opinion: what it costs, and whether it comes back in time, one after the other and all at once."""

    number: int
    title: str
    costs: tuple[str, ...]
    in_turn: Delay
    at_once: Delay


def delay_of(request: CaseRequest, least: float | None, most: float | None, unit: str = "days") -> Delay:
    """What a program's stated time means against this case's clock. `unit` is as `centers.yaml` states it."""
    return _delay(request, calendar_days(least, most, unit))


def further_opinions(request: CaseRequest) -> tuple[Further, ...]:
    """What the second, third and fourth opinion would each cost at the times that programs state."""
    clock, words, day = clock_of(request), request.words, today(request)
    made = opinions(clock, [stated()] * FURTHER, day)
    return tuple(
        Further(
            one.number,
            words.text(f"wait.opinion_{one.number}"),
            cost_of(one, words),
            _delay(request, one.in_turn),
            _delay(request, one.at_once),
        )
        for one in made
    )


@cache
def stated() -> Span:
    """The longest time of an opinion that any program states; no shortest one, where one of them states none."""
    spans = [one.span for one in stated_by()]
    least = [one.least for one in spans if one.least is not None]
    most = [one.most for one in spans if one.most is not None]
    return Span(min(least) if len(least) == len(spans) and spans else None, max(most, default=None))


@dataclass(frozen=True)
class Stated:
    """One program's own time for an opinion, in calendar days, and where it was read."""

    name: str
    span: Span
    sources: tuple[Source, ...]


@cache
def stated_by() -> tuple[Stated, ...]:
    """The programs that state how long their opinion takes."""
    known = [one for one in programs().values() if one.takes and one.takes.measures == "opinion"]
    return tuple(_stated(one.id, one.takes) for one in known if one.takes)


def _stated(program: str, takes: Takes) -> Stated:
    center = centers().centers[program]
    sources = tuple(Source(address, center.source_date) for address in center.source)
    return Stated(center.name, calendar_days(takes.least, takes.most, takes.unit), sources)


def _delay(request: CaseRequest, span: Span) -> Delay:
    decided = comes_back_after(clock_of(request), span.least, span.most, today(request))
    said = tuple(request.words.remark(reason) for reason in decided.reasons)
    after = (decided.value or After.UNKNOWN).value
    title = request.words.text(f"wait.late_{after}" if after in ("yes", "may") else "waiting.back_heading")
    return Delay(after, title, days(span, request.words), said)
