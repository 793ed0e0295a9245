"""How the family reaches its team at any hour, as the family wrote it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TeamLine:
    """`number` as it is printed on the hospital's card; `name` whom one asks for ("doctor on call, oncology")."""

    number: str
    name: str = ""

    @property
    def dial(self) -> str:
        """What a telephone dials (RFC 3966): digits, after a plus where one stands; an extension is not dialled."""
        number = self.number.lower()
        for mark in ("x", "#", "ext"):
            number = number.partition(mark)[0]
        digits = "".join(char for char in number if char.isdecimal() and char.isascii())
        return f"+{digits}" if number.strip().startswith("+") else digits
