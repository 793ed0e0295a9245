"""Who looks. Every question about a case is asked with a viewer; an unknown one sees nothing (law 6)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone who acts. `id` is opaque: never a name or an address."""

    id: str


# The person at the keyboard of the machine that the installation's key lies on.
OPERATOR = Viewer("operator")
EVERYTHING = "owner"
