"""A system that takes images: ours over a real connection, encrypted and not, and the stand-in answer alike."""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydicom.uid import CTImageStorage

from consilium.actions.opened import now
from consilium.domain.errors import BusyError, InputError
from consilium.gateways.dimse import NOT_UNDERSTOOD, OUT_OF_RESOURCES, Listener, Node, Outgoing, Scu, Sender, encrypted
from consilium.gateways.fakedimse import FakeNode
from tests.papers import ct_slice

# The library leaves the socket of a connection that failed to be collected.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

SYNTAX = "1.2.840.10008.1.2.1"
UNKNOWN_CLASS = "1.2.840.10008.5.1.4.1.1.9999.7"


@dataclass
class There:
    """A sender to somebody, and what somebody got, by UID."""

    sender: Sender
    got: dict[str, bytes] = field(default_factory=dict)


def certificate(folder: Path) -> tuple[str, str]:
    """A certificate of this machine, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    begun = now() - datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begun)
        .not_valid_after(begun + datetime.timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = str(folder / "certificate.pem"), str(folder / "key.pem")
    Path(paths[0]).write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    Path(paths[1]).write_bytes(key.private_bytes(*form))
    return paths


@pytest.fixture(params=["real", "encrypted", "fake"])
def there(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[There]:
    if request.param == "fake":
        fake = FakeNode(frozenset({str(CTImageStorage)}))
        yield There(fake, fake.taken)
        return
    paths = certificate(tmp_path) if request.param == "encrypted" else None
    found = There(FakeNode())

    def take(data: bytes) -> int:
        dataset = data[-len(DATASET) :]
        found.got[UID] = dataset
        return 0

    listener = Listener("THERE", [Node("HERE", "127.0.0.1")], take, encrypted(*paths) if paths else None)
    port = listener.open("127.0.0.1", 0)
    tls = encrypted(authority=paths[0]) if paths else None
    found.sender = Scu(Node("THERE", "127.0.0.1", port), "HERE", tls)
    yield found
    listener.close()


FILE = ct_slice(1)
DATASET = FILE[FILE.index(b"\x08\x00\x16\x00UI") :]  # from the SOP class on
UID = "1.2.826.0.1.3680043.10.1455.9.1.2"


def outgoing(sop_class: str = str(CTImageStorage)) -> Outgoing:
    return Outgoing(UID, sop_class, SYNTAX, lambda: DATASET)


def test_it_answers_when_called(there: There) -> None:
    there.sender.echo()
    assert there.got == {}


def test_an_instance_arrives_byte_for_byte(there: There) -> None:
    one = outgoing()
    assert list(there.sender.send([one])) == [(one, 0)]
    assert there.got == {UID: DATASET}


def test_a_kind_that_it_does_not_know_is_told_and_the_others_arrive(there: There) -> None:
    odd, good = outgoing(UNKNOWN_CLASS), outgoing()
    assert [status for _, status in there.sender.send([odd, good])] == [NOT_UNDERSTOOD, 0]
    assert set(there.got) == {UID}


def test_nothing_to_send_asks_nobody(there: There) -> None:
    assert list(there.sender.send([])) == []


@pytest.mark.parametrize(
    "sender", [Scu(Node("THERE", "127.0.0.1", 1), "HERE"), FakeNode(away=True)], ids=["real", "fake"]
)
def test_who_is_not_there_is_told(sender: Sender) -> None:
    with pytest.raises(BusyError, match="dimse_unreachable"):
        sender.echo()


def test_who_does_not_know_us_takes_nothing() -> None:
    listener = Listener("THERE", [Node("ANOTHER")], lambda _: 0)
    port = listener.open("127.0.0.1", 0)
    try:
        with pytest.raises(BusyError, match="dimse_refused"):
            Scu(Node("THERE", "127.0.0.1", port), "HERE").echo()
    finally:
        listener.close()


def test_what_could_not_be_stored_is_told() -> None:
    listener = Listener("THERE", [Node("HERE")], lambda _: OUT_OF_RESOURCES)
    port = listener.open("127.0.0.1", 0)
    try:
        sent = list(Scu(Node("THERE", "127.0.0.1", port), "HERE").send([outgoing()]))
    finally:
        listener.close()
    assert [status for _, status in sent] == [OUT_OF_RESOURCES]


def test_who_shows_a_strange_certificate_gets_nothing(tmp_path: Path) -> None:
    listener = Listener("THERE", [Node("HERE")], lambda _: 0, encrypted(*certificate(tmp_path)))
    port = listener.open("127.0.0.1", 0)
    try:
        with pytest.raises(BusyError):
            Scu(Node("THERE", "127.0.0.1", port), "HERE", encrypted()).echo()
    finally:
        listener.close()


def test_a_certificate_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("no certificate")
    with pytest.raises(InputError, match="dimse_tls"):
        encrypted(str(tmp_path / "none.pem"))
