"""The team's answer, its clock and what further opinions cost, in the words of a catalog. The rules are in `domain`."""

from __future__ import annotations

from consilium.domain.delay import Added, Span
from consilium.domain.waiting import Clock, ClockState, TeamAnswer
from consilium.knowledge.catalog import Catalog


def headline(clock: Clock, words: Catalog) -> str:
    """What every page shows of the clock: the state, with the date and the days left where there are some."""
    until = clock.answer.until if clock.answer else None
    said = words.text(f"waiting.clock_{clock.state.value}", until=until)
    return " · ".join(part for part in (said, left(clock, words)) if part)


def left(clock: Clock, words: Catalog) -> str:
    """The days left, "" where none are counted."""
    if clock.state is not ClockState.UNTIL or clock.days_left is None:
        return ""
    days = clock.days_left
    return words.text("waiting.clock_last_day") if days == 0 else words.text("waiting.clock_days", count=days)


def who_said(answer: TeamAnswer, words: Catalog) -> str:
    """Who said it, in which role, how and when; what is not known is left out."""
    role = words.text(f"waiting.role_{answer.role.value}") if answer.role.value != "unknown" else ""
    how = words.text(f"waiting.how_{answer.how.value}") if answer.how.value != "unknown" else ""
    return " · ".join(part for part in (answer.who, role, how, words.date(answer.on)) if part)


def days(span: Span, words: Catalog) -> str:
    """ "3 to 5 days", "up to 14 days", "7 days or more", "not known"."""
    least, most = span.least, span.most
    if least is None and most is None:
        return words.text("waiting.span_unknown")
    if most is None:
        return words.text("waiting.span_from", count=least)
    if least is None:
        return words.text("waiting.span_up_to", count=most)
    return (
        words.text("waiting.span_exact", count=most)
        if least == most
        else words.text("waiting.span_range", least=least, most=most)
    )


def cost_of(added: Added, words: Catalog) -> tuple[str, ...]:
    """What one more opinion costs in days: its own, then one after the other and all at once."""
    if added.adds == Span():
        return (words.text("waiting.opinion_adds_unknown"),)
    own = words.text("waiting.opinion_adds", days=days(added.adds, words))
    if added.number == 2:
        return (own,)
    return (
        own,
        words.text("waiting.opinion_in_turn", days=days(added.in_turn, words)),
        words.text("waiting.opinion_at_once", days=days(added.at_once, words)),
    )
