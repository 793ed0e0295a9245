"""A person's word on whose a record is. It wins over every rule, is named, and can be taken back (laws 1, 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consilium.domain.identity.comparing import Match
from consilium.domain.records import Decision, Remark


@dataclass(frozen=True, slots=True)
class WhoseSaid:
    """`ours` is True where the records are the child's of this case. `by` is who said so, `on` the ISO day."""

    ours: bool
    by: str
    on: str
    note: str = ""

    @property
    def match(self) -> Match:
        return Match.SAME if self.ours else Match.ANOTHER_CHILD

    @property
    def reasons(self) -> tuple[Remark, ...]:
        """Who said so, and what else they wrote."""
        said = Remark(
            "identity.person_ours" if self.ours else "identity.person_not_ours", {"by": self.by, "day": self.on}
        )
        return (said, Remark("identity.person_note", {"note": self.note})) if self.note else (said,)


def over(decision: Decision[Match], said: WhoseSaid | None) -> Decision[Match]:
    """What rules decided, or what a person said instead; the rules' reasons stay visible behind the person's."""
    if said is None:
        return decision
    return replace(decision, value=said.match, reasons=(*said.reasons, *decision.reasons))
