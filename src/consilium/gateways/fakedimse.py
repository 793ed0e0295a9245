"""A stand-in for a hospital's system that takes images: keeps them in memory. For tests and for trying things out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from consilium.domain.errors import BusyError
from consilium.gateways.dimse import NOT_UNDERSTOOD, SUCCESS, Outgoing


@dataclass
class FakeNode:
    """Takes instances of the classes in `known` (of all, where it is empty); refuses everything when `away`."""

    known: frozenset[str] = frozenset()
    away: bool = False
    taken: dict[str, bytes] = field(default_factory=dict)

    def echo(self) -> None:
        """Raises BusyError when away."""
        if self.away:
            raise BusyError("errors.dimse_unreachable")

    def send(self, instances: Iterable[Outgoing]) -> Iterator[tuple[Outgoing, int]]:
        """Each instance with its status. Raises BusyError when away."""
        self.echo()
        for one in instances:
            if self.known and one.sop_class not in self.known:
                yield one, NOT_UNDERSTOOD
                continue
            self.taken[one.uid] = one.dataset()
            yield one, SUCCESS
