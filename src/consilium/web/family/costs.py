"""What programs cost, side by side: free ones, priced ones, and those of the short list whose price is not known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from consilium.domain.insurance import Cost, costs
from consilium.domain.programs.model import Fact
from consilium.domain.sources import Source
from consilium.knowledge.programs import programs

COLUMNS = ("price", "time", "who_family")


@dataclass(frozen=True)
class Line:
    """A program's row: its name, and the fact of each column with the column's name."""

    program: str
    name: str
    facts: tuple[tuple[str, Fact], ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the first cell's fact was read: a further cell that was read there too does not say so again."""
        return self.facts[0][1].sources


@dataclass(frozen=True)
class Group:
    """Rows under one heading (`insurance.costs_<name>`)."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Side:
    """The table's groups, and the programs that stand below it: nobody knows their price, and nobody chose them."""

    groups: tuple[Group, ...]
    others: tuple[Cost, ...]
    columns: tuple[str, ...] = COLUMNS


def side_by_side(chosen: Collection[str]) -> Side:
    """The table. `chosen` are the ids of the family's short list."""
    found = costs(programs().values())
    asked = tuple(one for one in found.to_ask if one.program in chosen)
    named = {"free": found.free, "priced": found.priced, "chosen": asked}
    groups = (Group(name, tuple(map(_line, group))) for name, group in named.items() if group)
    return Side(tuple(groups), tuple(one for one in found.to_ask if one.program not in chosen))


def _line(one: Cost) -> Line:
    program = programs()[one.program]
    return Line(one.program, one.name, tuple((name, program.fact(name)) for name in COLUMNS))
