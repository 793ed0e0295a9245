"""Putting programs side by side, in an order that the person chose, and the family's own short list.

Nothing is ranked: an order is by one stated thing, and what is not known stands last and is said to be so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from consilium.domain.dates import PartialDate
from consilium.domain.delay import calendar_days
from consilium.domain.errors import InputError
from consilium.domain.phrases import fold
from consilium.domain.programs.fitting import Wish
from consilium.domain.programs.model import FACTS, Fact, Price, Program
from consilium.domain.records import Decision, Remark

MOST_CHARS = 2_000


class Near(StrEnum):
    """How near a program is, as far as countries and states tell. There are no kilometers: nobody knows them here."""

    SAME_CITY = "same_city"
    SAME_STATE = "same_state"
    SAME_COUNTRY = "same_country"
    ABROAD = "abroad"
    UNKNOWN = "unknown"


def nearness(program: Program, wish: Wish) -> Decision[Near]:
    """How near the program's house is to where the family lives."""
    if program.network:
        return Decision(Near.UNKNOWN, (Remark("programs.near_network"),))
    if not wish.country:
        return Decision(Near.UNKNOWN, (Remark("programs.near_not_said"),))
    near = _near(program, wish)
    return Decision(near, (Remark(f"programs.near_{near.value}", {"city": program.city}),))


def _near(program: Program, wish: Wish) -> Near:
    if wish.country != program.country:
        return Near.ABROAD
    town = program.city.split(",")[0].split("(")[0].strip()
    if wish.city and fold(wish.city.strip()) == fold(town) and (not wish.state or wish.state in program.states):
        return Near.SAME_CITY
    return Near.SAME_STATE if wish.state and wish.state in program.states else Near.SAME_COUNTRY


class Order(StrEnum):
    """By what the person wants programs ordered."""

    NAME = "name"
    PLACE = "place"
    PRICE = "price"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Ordered:
    """Programs by their ids: `known` in the chosen order, then `unknown`, by name. `reasons` say what the order is."""

    order: Order
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    reasons: tuple[Remark, ...]


def ordered(programs: Iterable[Program], order: Order, wish: Wish) -> Ordered:
    """The programs in the order that the person chose. It says nothing of which is better."""
    listed = sorted(programs, key=lambda one: fold(one.name))
    keys = {one.id: _KEYS[order](one, wish) for one in listed}
    known = sorted((one.id for one in listed if keys[one.id] is not None), key=lambda name: keys[name] or ())
    unknown = tuple(one.id for one in listed if keys[one.id] is None)
    reasons = [Remark(f"programs.order_{order.value}")]
    if unknown:
        reasons.append(Remark("programs.order_unknown_last", {"count": len(unknown)}))
    return Ordered(order, tuple(known), unknown, tuple(reasons))


Key = tuple[str | float, ...]


def _by_name(program: Program, _: Wish) -> Key | None:
    return (fold(program.name),)


def _by_place(program: Program, wish: Wish) -> Key | None:
    near = nearness(program, wish).value or Near.UNKNOWN
    return None if near is Near.UNKNOWN else (float(tuple(Near).index(near)), program.country, fold(program.city))


def _by_price(program: Program, _: Wish) -> Key | None:
    """Free ones first, then by currency, since amounts of two currencies can't be compared."""
    price = program.price
    if price.amount is None:
        return None
    return (0.0, "", 0.0) if price.amount == 0 else (1.0, price.currency, price.amount)


def _by_time(program: Program, _: Wish) -> Key | None:
    takes = program.takes
    if takes is None or takes.measures != "opinion":
        return None
    span = calendar_days(takes.least, takes.most, takes.unit)
    bound = span.most if span.most is not None else span.least
    return None if bound is None else (float(bound),)


_KEYS: dict[Order, Callable[[Program, Wish], Key | None]] = {
    Order.NAME: _by_name,
    Order.PLACE: _by_place,
    Order.PRICE: _by_price,
    Order.TIME: _by_time,
}


def price_said(price: Price) -> Remark:
    """The price in words: free, an amount with its currency, the least amount, or not known."""
    if price.type == "free":
        return Remark("programs.price_free")
    if price.amount is None:
        known = price.type if price.type in ("fixed", "varies") else "unknown"
        return Remark(f"programs.price_{known}")
    amount = int(price.amount) if price.amount == int(price.amount) else price.amount
    code = "programs.price_from" if price.least or price.type == "varies" else "programs.price_amount"
    return Remark(code, {"amount": amount, "currency": price.currency})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: a fact of each program, in the order of the programs."""

    name: str
    facts: tuple[Fact, ...]


def side_by_side(programs: Sequence[Program]) -> tuple[Row, ...]:
    """Every fact of the programs beside one another; rows where nothing is known of any of them are there too."""
    return tuple(Row(name, tuple(one.fact(name) for one in programs)) for name in FACTS)


@dataclass(frozen=True, slots=True)
class Pick:
    """A program on the family's short list: why, and who put it there when."""

    program: str
    why: str = ""
    by: str = ""
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The short list, in the family's own order."""

    picks: tuple[Pick, ...] = ()


def with_pick(shortlist: Shortlist, pick: Pick) -> Shortlist:
    """The list with a program put last, or with its reason changed where it is there. Raises InputError."""
    if len(pick.why) > MOST_CHARS:
        raise InputError("programs.why_too_long", bound=MOST_CHARS)
    if any(one.program == pick.program for one in shortlist.picks):
        changed = (replace(one, why=pick.why) if one.program == pick.program else one for one in shortlist.picks)
        return Shortlist(tuple(changed))
    return Shortlist((*shortlist.picks, pick))


def without(shortlist: Shortlist, program: str) -> Shortlist:
    """The list without a program; the same where it is not on it."""
    return Shortlist(tuple(one for one in shortlist.picks if one.program != program))


def moved(shortlist: Shortlist, program: str, place: int) -> Shortlist:
    """The list with a program at another place (0 is the first). A place beyond an end is that end."""
    taken = [one for one in shortlist.picks if one.program == program]
    rest = [one for one in shortlist.picks if one.program != program]
    at = max(0, min(place, len(rest)))
    return Shortlist((*rest[:at], *taken, *rest[at:]))
