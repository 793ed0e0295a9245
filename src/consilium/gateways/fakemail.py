"""The post of tests and demonstrations: letters are kept in memory, checked as the real one checks them."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import EmailMessage

from consilium.domain.errors import BusyError
from consilium.gateways.mail import Letter, composed


@dataclass
class FakePost:
    """Keeps what it is given. `down` is a server that takes nothing now."""

    sender: str = "consilium@hospital.example"
    down: bool = False
    sent: list[EmailMessage] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        message = composed(letter, self.sender)
        if self.down:
            raise BusyError("errors.mail_failed")
        self.sent.append(message)
