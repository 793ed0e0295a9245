"""What a command is given of the installation's settings, and how it speaks to the person."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Protocol

from consilium.actions.opened import Installation
from consilium.domain.uploads import Limits
from consilium.gateways.mail import Post


class Setup(Protocol):
    """What a command gets of the installation's settings."""

    @property
    def home(self) -> Path: ...

    @property
    def address(self) -> str:
        """Where the pages are."""
        ...

    @property
    def uploads(self) -> Limits:
        """How much may be sent in."""

    def installation(self) -> Installation: ...

    def post(self) -> Post | None:
        """What sends e-mail, if anything does."""
        ...


def say(text: str, status: int = 0) -> int:
    """One line for the person, on standard error, so that standard output stays the command's own."""
    print(text, file=sys.stderr)
    return status
