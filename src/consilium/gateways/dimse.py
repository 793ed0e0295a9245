"""DIMSE (PS3.7), the older way between hospitals' systems: images received and sent, by pynetdicom. A side door: it is
open only while somebody runs it, answers only whom they named, and knows no queries. `fakedimse` is its fake.
"""

from __future__ import annotations

import io
import logging
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from pynetdicom import AE, AllStoragePresentationContexts, evt
from pynetdicom.dimse_primitives import C_STORE
from pynetdicom.events import Event
from pynetdicom.presentation import build_context
from pynetdicom.sop_class import Verification  # type: ignore[attr-defined]  # made when the module is loaded

from consilium.domain.errors import BusyError, InputError

PDU = 128 << 10
WAITED = 60.0  # seconds for a word of the other side
AT_ONCE = 4  # associations
MOST_CONTEXTS = 120  # of the 128 of an association
LONGEST_TITLE = 16
SUCCESS, OUT_OF_RESOURCES, NOT_UNDERSTOOD = 0x0000, 0xA700, 0xC000
# What is taken as it is written, nothing transcoded (PS3.6 annex A): the sender chooses among these.
SYNTAXES = (
    "1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99",
    "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70",
    "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91",
    "1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202", "1.2.840.10008.1.2.4.203", "1.2.840.10008.1.2.5",
    "1.2.840.10008.1.2.4.100", "1.2.840.10008.1.2.4.102",
)  # fmt: skip
logging.getLogger("pynetdicom").setLevel(logging.CRITICAL)  # its lines hold names and UIDs


@dataclass(frozen=True)
class Node:
    """A system by its application entity title, and where it listens; port 0 where it only calls."""

    title: str
    host: str = ""
    port: int = 0

    @classmethod
    def of(cls, text: str, *, called: bool) -> Node:
        """`TITLE@host:port` where it is to be `called`, else `TITLE` or `TITLE@host`. Raises InputError."""
        title, _, place = text.partition("@")
        host, _, port = place.rpartition(":") if called else (place, "", "0")
        plain = title.isascii() and title.isprintable() and "\\" not in title
        known = port.isascii() and port.isdigit() and int(port) < 1 << 16
        if (
            not plain
            or not 0 < len(title.strip()) <= LONGEST_TITLE
            or not known
            or (called and not (host and int(port)))
        ):
            raise InputError("errors.dimse_node")
        return cls(title.strip(), host.strip("[]"), int(port))


@dataclass(frozen=True)
class Outgoing:
    """An instance as it is stored. `dataset` gives the encoded data set, without the file's head, at its turn."""

    uid: str
    sop_class: str
    syntax: str
    dataset: Callable[[], bytes]


class Sender(Protocol):
    """Sends instances to one node. Raises BusyError where the node can't be reached or takes nothing from us."""

    def echo(self) -> None: ...

    def send(self, instances: Iterable[Outgoing]) -> Iterator[tuple[Outgoing, int]]:
        """Each instance with the status that it was answered with (PS3.4 B.2.3), 0 for stored."""


@dataclass(frozen=True)
class Scu:
    """A node that is called. `tls` encrypts the way there."""

    node: Node
    own: str
    tls: ssl.SSLContext | None = None

    def echo(self) -> None:
        """Whether the node is there. Raises BusyError."""
        with self._associated([build_context(Verification)]) as joined:
            status = joined.send_c_echo()
        if getattr(status, "Status", None) != SUCCESS:
            raise BusyError("errors.dimse_refused")

    def send(self, instances: Iterable[Outgoing]) -> Iterator[tuple[Outgoing, int]]:
        """One association for every `MOST_CONTEXTS` kinds. Raises BusyError where the connection ends."""
        waiting: list[Outgoing] = []
        kinds: set[tuple[str, str]] = set()
        for one in instances:
            if (one.sop_class, one.syntax) not in kinds and len(kinds) == MOST_CONTEXTS:
                yield from self._sent(waiting, kinds)
                waiting, kinds = [], set()
            kinds.add((one.sop_class, one.syntax))
            waiting.append(one)
        if waiting:
            yield from self._sent(waiting, kinds)

    def _sent(self, instances: Sequence[Outgoing], kinds: set[tuple[str, str]]) -> Iterator[tuple[Outgoing, int]]:
        contexts = [build_context(sop_class, syntax) for sop_class, syntax in sorted(kinds)]
        with self._associated(contexts) as joined:
            accepted = {
                (str(one.abstract_syntax), str(one.transfer_syntax[0])): one.context_id
                for one in joined.accepted_contexts
            }
            for number, one in enumerate(instances):
                context = accepted.get((one.sop_class, one.syntax))
                yield one, NOT_UNDERSTOOD if context is None else self._store(joined, context, one, number)

    def _store(self, joined: Any, context: int, one: Outgoing, number: int) -> int:
        """The instance as its bytes are: pynetdicom's own way would read them and write them anew."""
        asked = C_STORE()
        asked.MessageID = number % 65_535 + 1
        asked.AffectedSOPClassUID, asked.AffectedSOPInstanceUID = one.sop_class, one.uid
        asked.Priority = 0
        asked.DataSet = io.BytesIO(one.dataset())
        # As its own `send_c_store` does: else the thread that watches the connection takes the answer.
        joined._reactor_checkpoint.clear()
        try:
            while not joined._is_paused:
                if not joined.is_established:
                    raise BusyError("errors.dimse_ended")
            joined.dimse.send_msg(asked, context)
            _, answer = joined.dimse.get_msg(block=True)
        finally:
            joined._reactor_checkpoint.set()
        if answer is None or not answer.is_valid_response:
            joined.abort()
            raise BusyError("errors.dimse_ended")
        return int(answer.Status)

    def _associated(self, contexts: list[Any]) -> _Joined:
        own = AE(ae_title=self.own)
        own.acse_timeout = own.dimse_timeout = own.network_timeout = own.connection_timeout = WAITED
        tls = (self.tls, self.node.host) if self.tls else None
        at = (self.node.host, self.node.port)
        handlers: list[Any] = [(evt.EVT_CONN_OPEN, _no_delay)]
        joined = own.associate(*at, contexts, self.node.title, PDU, tls_args=tls, evt_handlers=handlers)
        if not joined.is_established:
            raise BusyError("errors.dimse_refused" if joined.is_rejected else "errors.dimse_unreachable")
        return _Joined(joined)


@dataclass
class _Joined:
    """An association that is released in the end."""

    association: Any

    def __enter__(self) -> Any:
        return self.association

    def __exit__(self, *_: object) -> None:
        if self.association.is_established:
            self.association.release()


@dataclass
class Listener:
    """What answers C-ECHO and C-STORE while it is open.

    own       our title, by which we have to be called
    callers   who may call: by title, and by host where one is named. Nobody else is let in
    take      stores one instance, a whole Part 10 file; the status to answer with
    """

    own: str
    callers: Sequence[Node]
    take: Callable[[bytes], int]
    tls: ssl.SSLContext | None = None
    _server: Any = None

    def open(self, address: str, port: int) -> int:
        """Listen; the port. Raises InputError where it is taken."""
        entity = AE(ae_title=self.own)
        entity.require_called_aet = True
        entity.require_calling_aet = sorted({one.title for one in self.callers})
        entity.maximum_associations = AT_ONCE
        entity.maximum_pdu_size = PDU
        entity.acse_timeout = entity.dimse_timeout = entity.network_timeout = WAITED
        entity.add_supported_context(Verification)
        for context in AllStoragePresentationContexts:
            entity.add_supported_context(cast("str", context.abstract_syntax), list(SYNTAXES))
        handlers: list[Any] = [(evt.EVT_CONN_OPEN, _no_delay), (evt.EVT_C_STORE, self._store),
                               (evt.EVT_REQUESTED, self._requested)]  # fmt: skip
        try:
            self._server = entity.start_server((address, port), False, self.tls, handlers)
        except OSError as error:
            raise InputError("errors.port_taken", port=port) from error
        return int(self._server.socket.getsockname()[1])

    def close(self) -> None:
        """Listen no more. What was answered as stored is stored."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def _requested(self, event: Event) -> None:
        """A title alone is no proof: where a host was named for it, the call has to come from there."""
        requestor = event.assoc.requestor
        title = str(requestor.primitive.calling_ae_title).strip() if requestor.primitive else ""
        hosts = {one.host for one in self.callers if one.title == title}
        if not hosts or "" in hosts:  # whoever was not named is rejected by the library, in the protocol's words
            return
        if requestor.address not in {found for host in hosts for found in _addresses(host)}:
            event.assoc.abort()

    def _store(self, event: Event) -> int:
        try:
            return self.take(event.encoded_dataset())
        except MemoryError:
            return OUT_OF_RESOURCES


def encrypted(certificate: str = "", key: str = "", authority: str = "") -> ssl.SSLContext:
    """TLS for a side that shows a certificate (files in PEM form), or for one that checks the other's against an
    authority's (the system's, if none is named); with all three each shows its own. Raises InputError."""
    try:
        if not certificate:
            return ssl.create_default_context(cafile=authority or None)
        made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=authority or None)
        made.load_cert_chain(certificate, key or None)
        made.verify_mode = ssl.CERT_REQUIRED if authority else ssl.CERT_NONE
    except (OSError, ssl.SSLError) as error:
        raise InputError("errors.dimse_tls") from error
    return made


def _addresses(host: str) -> set[str]:
    try:
        return {str(found[4][0]) for found in socket.getaddrinfo(host, None)}
    except OSError:
        return set()


def _no_delay(event: Event) -> None:
    """Small answers at once: without this each waits for the next packet (40 ms)."""
    own = event.assoc.dul.socket
    raw = None if own is None else own.socket
    if raw is not None:
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
