"""The frames between the program and its caged workers, and the JSON inside them.

A frame is one type byte, a 32-bit little-endian length and the payload. Only JSON and raw bytes cross, never pickle:
a worker that a hostile file has taken over can send nothing but data.
"""

from __future__ import annotations

import select
import socket
import struct
from collections.abc import Sequence
from enum import IntEnum

HEADER = struct.Struct("<BI")
MAX_FRAME = 256 << 20
READ_AT_ONCE = 64 << 10


class Frame(IntEnum):
    """What a frame is. The first group goes to the worker, the second comes from it."""

    JOBS = 1  # a list of {"op", "path", "name", "size", "bounds", "passwords", "languages", "has_fd", ...}
    BYTES = 2  # the answer to RANGE
    SIBLING = 3  # {"size": int | null}: the answer to ASK_SIBLING, with a descriptor when it is a file

    RANGE = 20  # handle u32, offset u64, length u32
    ASK_SIBLING = 21  # {"relative"}
    MEMBER = 22  # {"name", "media_type", "modified"}
    DATA = 23
    END = 24  # one byte: complete or cut off
    BODY = 31  # a piece of what is stored of a large answer, before its RESULT
    PICTURE = 25  # u16 length of JSON {"role", "media_type"}, JSON, bytes
    ALIVE = 26
    RESULT = 27  # parts (see `packed`): index, naming, head, and what is stored where it was not sent as BODY
    FAILED = 28  # {"error", "code", "args"}
    MORE = 30  # this worker has not all readers, and none of its own knows the file
    READY = 29  # {"landlock", "seccomp", "limits"}


RANGE = struct.Struct("<IQI")
PID = struct.Struct("<i")
LOADED = b"l"
TIMEVAL = struct.Struct("@ll")


PART = struct.Struct("<I")


def packed(*parts: bytes) -> bytes:
    """Parts as one payload: each with its length before it."""
    return b"".join(piece for part in parts for piece in (PART.pack(len(part)), part))


def unpacked(payload: bytes) -> list[bytes]:
    """The parts of a payload. Raises ValueError, struct.error for what is none."""
    parts, at = [], 0
    while at < len(payload):
        (length,) = PART.unpack_from(payload, at)
        at += PART.size
        if at + length > len(payload):
            raise ValueError("a part is cut off")
        parts.append(payload[at : at + length])
        at += length
    return parts


class Closed(Exception):  # noqa: N818 (a state of the line, not a fault of ours)
    """The other side is gone."""


def hung_up(sock: socket.socket) -> bool:
    """Whether nobody is at the other end any more, or this one is closed. Takes nothing out of the socket."""
    if sock.fileno() < 0:
        return True
    looking = select.poll()
    looking.register(sock, 0)  # nothing is asked for: only the end of the other is told
    return bool(looking.poll(0))


class Line:
    """One side of a socket pair, speaking frames. A frame and the descriptors that belong to it travel in one message,
    since each message can cost a change of process. Of descriptors that come, at most `descriptors` a message are
    taken: none by the program, whatever a worker sends."""

    def __init__(self, sock: socket.socket, descriptors: int = 0) -> None:
        self.sock = sock
        self._most_descriptors = descriptors
        self._allowed = (0.0, 0.0)
        sock.setblocking(True)
        self._kept = b""
        self._descriptors: list[int] = []

    def allow(self, seconds: float, look: float | None = None) -> None:
        """How long to wait from now on: by the socket's own clock, which saves a call of the system each time.
        `look` is how long to wait for a frame, where that is less; what came of it until then is kept."""
        allowed = (seconds, seconds if look is None else look)
        if allowed != self._allowed:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _timeval(allowed[0]))
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _timeval(allowed[1]))
            self._allowed = allowed

    def send(self, kind: Frame, *payload: bytes | memoryview, descriptors: Sequence[int] = ()) -> None:
        """Send one frame whose payload is the parts in order, with descriptors. Raises Closed, TimeoutError."""
        try:
            self._send(kind, payload, list(descriptors))
        except (BrokenPipeError, ConnectionResetError) as error:
            raise Closed from error
        except BlockingIOError as error:
            raise TimeoutError from error

    def receive_descriptor(self) -> int:
        """The descriptor that came with a frame. Raises Closed when there is none."""
        if not self._descriptors:
            raise Closed
        return self._descriptors.pop(0)

    def receive(self) -> tuple[Frame, bytes]:
        """One frame. Raises Closed, TimeoutError, or ValueError for what is no frame of ours."""
        try:
            return self._receive()
        except ConnectionResetError as error:
            raise Closed from error
        except BlockingIOError as error:
            raise TimeoutError from error

    def _receive(self) -> tuple[Frame, bytes]:
        while len(self._kept) < HEADER.size:
            self._more()
        kind, length = HEADER.unpack_from(self._kept)
        if length > MAX_FRAME:
            raise ValueError("frame too large")
        end = HEADER.size + length
        if len(self._kept) >= end:
            payload, self._kept = self._kept[HEADER.size : end], self._kept[end:]
        else:
            payload, self._kept = self._rest(length), b""
        return Frame(kind), payload

    def _send(self, kind: Frame, payload: tuple[bytes | memoryview, ...], descriptors: list[int]) -> None:
        total = HEADER.size + sum(len(part) for part in payload)
        parts = [HEADER.pack(kind, total - HEADER.size), *payload]
        sent = socket.send_fds(self.sock, parts, descriptors) if descriptors else self.sock.sendmsg(parts)
        if sent < total:
            self.sock.sendall(b"".join(parts)[sent:])

    def _more(self) -> None:
        data, descriptors, _, _ = socket.recv_fds(self.sock, READ_AT_ONCE, self._most_descriptors)
        if not data:
            raise Closed
        self._kept += data
        self._descriptors += descriptors

    def _rest(self, length: int) -> bytes:
        """A payload of which the beginning is here. What came of it stays here where the rest keeps one waiting."""
        buffer, have = bytearray(length), len(self._kept) - HEADER.size
        buffer[:have] = self._kept[HEADER.size :]
        view = memoryview(buffer)
        try:
            while have < length:
                got = self.sock.recv_into(view[have:])
                if not got:
                    raise Closed
                have += got
        except BlockingIOError:
            self._kept = self._kept[: HEADER.size] + bytes(view[:have])
            raise
        return bytes(buffer)


def _timeval(seconds: float) -> bytes:
    return TIMEVAL.pack(int(seconds), max(1, int(seconds % 1 * 1_000_000)))  # all zeros would be for ever
