"""E-mail: the real post against a small server of ours, and its fake, through the same tests."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message

import pytest

from consilium.domain.errors import BusyError, InputError, SettingsError
from consilium.gateways.fakemail import FakePost
from consilium.gateways.mail import Letter, Post, Smtp, post_of

SENDER = "consilium@hospital.example"
LETTER = Letter("ana@example.org", "Su enlace, por favor", "¿Cómo está?\n\nhttp://127.0.0.1/join/#ABCD\n")


class Conversation(socketserver.StreamRequestHandler):
    """The least of RFC 5321 that a letter needs."""

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line.upper().split()[0]
            if word == "RCPT" and "nobody" in line:
                self._say("550 no such box")
            elif word == "DATA":
                self._say("354 go on")
                self.server.kept.append(self._letter())  # type: ignore[attr-defined]
                self._say("250 taken")
            elif word == "QUIT":
                return self._say("221 bye")
            else:
                self._say("250 well")
        return None

    def _letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@dataclass
class Tried:
    """A post and what came out of it."""

    post: Post
    letters: Callable[[], list[Message]]
    kept: list[bytes] = field(default_factory=list)


@pytest.fixture(params=["real", "fake"])
def tried(request: pytest.FixtureRequest) -> Iterator[Tried]:
    if request.param == "fake":
        fake = FakePost(SENDER)
        yield Tried(fake, lambda: [email.message_from_bytes(bytes(one)) for one in fake.sent])
        return
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.kept = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        post = Smtp("127.0.0.1", server.server_address[1], SENDER)
        yield Tried(post, lambda: [email.message_from_bytes(one) for one in server.kept])  # type: ignore[attr-defined]
        server.shutdown()


@pytest.mark.parametrize("address", ["", "ana", "ana@", "@example.org", "ana@example.org, eve@example.org", "a b@c.d"])
def test_an_address_that_is_none_is_refused_before_anything_is_sent(tried: Tried, address: str) -> None:
    with pytest.raises(InputError):
        tried.post.send(Letter(address, "a", "b"))
    assert tried.letters() == []


def test_a_line_break_in_the_subject_or_address_adds_no_header(tried: Tried) -> None:
    tried.post.send(Letter("ana@example.org", "Hello\r\nBcc: eve@example.org", "text"))
    assert tried.letters()[0]["Bcc"] is None
    with pytest.raises(InputError):
        tried.post.send(Letter("ana@example.org\r\nBcc: eve@example.org", "Hello", "text"))


def test_a_letter_arrives_as_it_was_written(tried: Tried) -> None:
    tried.post.send(LETTER)
    (letter,) = tried.letters()
    assert (letter["To"], letter["From"], letter["Auto-Submitted"]) == ("ana@example.org", SENDER, "auto-generated")
    body = letter.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode().replace("\r\n", "\n") == LETTER.text


def test_what_is_attached_comes_along(tried: Tried) -> None:
    tried.post.send(Letter("ana@example.org", "a", "b", (("look.ics", "text/calendar", b"BEGIN:VCALENDAR"),)))
    parts = [part for part in tried.letters()[0].walk() if part.get_filename()]
    assert [(part.get_filename(), part.get_content_type()) for part in parts] == [("look.ics", "text/calendar")]


def test_a_server_that_is_down_says_so() -> None:
    with pytest.raises(BusyError):
        Smtp("127.0.0.1", 9, SENDER).send(LETTER)
    with pytest.raises(BusyError):
        FakePost(SENDER, down=True).send(LETTER)


def test_a_server_elsewhere_without_encryption_gets_nothing() -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.kept = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        # The same machine under a name that is not known to be it: STARTTLS is asked for, and the server has none.
        with pytest.raises(BusyError):
            Smtp("127.0.0.2", server.server_address[1], SENDER, "user", "secret").send(LETTER)
        assert server.kept == []  # type: ignore[attr-defined]
        server.shutdown()


@pytest.mark.parametrize(
    "address", ["smtp://host", "smtp://host?from=nobody", "smtp://:25?from=a@b.org", "smtp://host:port?from=a@b.org"]
)
def test_a_setting_that_cannot_work_stops_the_server(address: str) -> None:
    with pytest.raises(SettingsError):
        post_of(address)


def test_the_setting_says_all_that_is_needed() -> None:
    assert post_of("") is None
    assert post_of("smtps://ana:p%40ss@mail.example?from=a@b.org") == Smtp(
        "mail.example", 465, "a@b.org", "ana", "p@ss", True
    )
