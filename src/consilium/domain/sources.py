"""Where knowledge was read, as a value that pages show beside it (law 10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Texts: TypeAlias = Mapping[str, str]
"""One text in the languages that it was written in, by language code."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page that was read. `address` is "" for what the program's authors wrote; `date` is what the page prints, as
    written ("2021-07 (Together page)"), "" where it shows none; `note` says what is special about the copy read."""

    address: str = ""
    date: str = ""
    note: str = ""

    @property
    def ours(self) -> bool:
        """Whether it was written by the program's authors, and read nowhere."""
        return not self.address
