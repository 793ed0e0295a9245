"""The caged child: takes one job after another, reads the file and answers with frames.

`describe` (people, dates, category, institution) and `findings_of` run here as well, since their rules walk over
untrusted text.
"""

from __future__ import annotations

import dataclasses
import os
import socket
from collections.abc import Callable
from typing import Any

from consilium.domain import answers
from consilium.domain.deidentification import Cleaned
from consilium.domain.errors import BoundExceededError, ConsiliumError, UnreadableError
from consilium.domain.findings import Finding
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.records import Reading, Remark
from consilium.domain.sorting import Sorted, sort
from consilium.knowledge.rules import rules
from consilium.readers import children, registry, sandbox
from consilium.readers.contract import TOO_MUCH_MEMORY, Bounds, Context, FileSource, Probe, Source, Wanted
from consilium.readers.wire import RANGE, Closed, Frame, Line, packed

CHUNK = 256 * 1024
DESCRIPTORS = 64  # in one message
# Formats of which no rule makes a statement, unless they come with pages.
WORDLESS = frozenset({"dicom", "dicomdir", "dicom-sc", "dicom-seg", "dicom-ps", "dicom-wsi", "dicom-waveform"})


class RemoteSource:
    """A source whose bytes the parent holds (decrypted from the vault on demand), with one chunk kept."""

    def __init__(self, line: Line, handle: int, size: int) -> None:
        self._line, self._handle, self.size = line, handle, size
        self._start, self._kept = 0, b""

    def read_at(self, offset: int, length: int) -> bytes:
        length = max(0, min(length, self.size - offset))
        parts = []
        while length > 0:
            part = self._at_most(offset, length)
            if not part:
                break
            parts.append(part)
            offset, length = offset + len(part), length - len(part)
        return b"".join(parts)

    def _at_most(self, offset: int, length: int) -> bytes:
        within = offset - self._start
        if not 0 <= within < len(self._kept):
            self._start = offset - offset % CHUNK
            self._line.send(Frame.RANGE, RANGE.pack(self._handle, self._start, CHUNK))
            kind, self._kept = self._line.receive()
            if kind is not Frame.BYTES:
                raise Closed
            within = offset - self._start
        return self._kept[within : within + length]

    def fileno(self) -> int | None:
        return None


class WorkerOutlet:
    """Sends what a reader hands on to the parent."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._handles = 0
        self.descriptors: list[int] = []

    def begin(self, name: str, media_type: str, modified: str) -> None:
        self._line.send(Frame.MEMBER, to_json({"name": name, "media_type": media_type, "modified": modified}))

    def data(self, chunk: bytes) -> None:
        view = memoryview(chunk)
        for start in range(0, len(view), CHUNK):
            self._line.send(Frame.DATA, view[start : start + CHUNK])

    def end(self, complete: bool) -> None:
        self._line.send(Frame.END, b"\x01" if complete else b"\x00")

    def picture(self, role: str, media_type: str, data: bytes) -> None:
        head = to_json({"role": role, "media_type": media_type})
        self._line.send(Frame.PICTURE, len(head).to_bytes(2, "little"), head, data)

    def sibling(self, relative: str) -> Source | None:
        self._line.send(Frame.ASK_SIBLING, to_json({"relative": relative}))
        kind, payload = self._line.receive()
        answer = from_json(payload)
        if kind is not Frame.SIBLING or answer["size"] is None:
            return None
        if answer["descriptor"]:
            self.descriptors.append(self._line.receive_descriptor())
            return FileSource(self.descriptors[-1])
        self._handles += 1
        return RemoteSource(self._line, self._handles, answer["size"])

    def alive(self) -> None:
        self._line.send(Frame.ALIVE)


def serve(sock: socket.socket, memory: int) -> None:
    """Close the cage, then work until the line closes."""
    cage = sandbox.close(memory)
    line = Line(sock, DESCRIPTORS)
    line.send(Frame.READY, to_json(dataclasses.asdict(cage)))
    while True:
        try:
            kind, payload = line.receive()
        except Closed:
            return
        if kind is Frame.JOBS:
            jobs = from_json(payload)
            descriptors = [line.receive_descriptor() if job["has_fd"] else None for job in jobs]
            for job, descriptor in zip(jobs, descriptors, strict=True):
                _job(line, job, descriptor)


def _job(line: Line, job: dict[str, Any], descriptor: int | None) -> None:
    outlet = WorkerOutlet(line)
    source: Source = FileSource(descriptor) if descriptor is not None else RemoteSource(line, 0, job["size"])
    context = Context(
        outlet,
        source.size,
        bounds=build(Bounds, job["bounds"]),
        path=job["path"],
        passwords=tuple(job["passwords"]),
        languages=tuple(job["languages"]),
        wanted=build(Wanted, job["wanted"]),
    )
    try:
        if job["op"] == "picture":
            _picture(source, context, job)
            line.send(Frame.RESULT)
        elif job["op"] == "deidentify":
            line.send(Frame.RESULT, to_json(_deidentify(source, context, job)))
        else:
            _answer(line, source, context, *_read(source, context, job["name"]))
    except Closed:
        raise
    except registry.MoreReadersNeeded:
        line.send(Frame.MORE)
    except BaseException as error:  # noqa: BLE001 (a Rust panic is no Exception; it costs this one file)
        line.send(Frame.FAILED, to_json(_failure(error)))
    finally:
        for opened in (*outlet.descriptors, *([] if descriptor is None else [descriptor])):
            os.close(opened)


def _read(source: Source, context: Context, name: str) -> tuple[str, Reading]:
    found = registry.recognize(Probe(source, name))
    if found is None:
        raise UnreadableError("errors.no_reader", looks_like=_looks_like(source))
    reader, _ = found
    return reader, registry.reader(reader).read(source, context)


def _answer(line: Line, source: Source, context: Context, reader: str, reading: Reading) -> None:
    """Send what was read: a large body goes piece by piece before the rest, so that nobody holds it whole."""
    made = describe(reading)
    context.alive()
    if (left := children.apart(source, context, reader, reading, made)) is not None:
        reader, reading, made = children.CONTAINER, left, describe(left)
    found, remarks = findings_of(reader, reading, made, context.alive)
    reading = dataclasses.replace(reading, remarks=(*reading.remarks, *remarks))
    body = Outgoing(line)
    for piece in (findings := answers.findings_to_bytes(found)), *answers.body_pieces(reading):
        body.add(piece)
    head = answers.head_of(reader, reading, made)
    index = answers.index_of(head, reading, (len(findings), body.size - len(findings)))
    naming = answers.naming_of(made.people)
    line.send(Frame.RESULT, packed(to_json(index), naming, to_json(head), body.rest()))


class Outgoing:
    """What is stored of an answer: kept while it is small, sent in pieces once it is not."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._kept: list[bytes] = []
        self._waiting = 0
        self._sent = False
        self.size = 0

    def add(self, piece: bytes) -> None:
        self._kept.append(piece)
        self._waiting += len(piece)
        self.size += len(piece)
        if self._waiting >= CHUNK:
            self._send()

    def rest(self) -> bytes:
        """All of it where it was small enough to stay whole, b"" where it was sent."""
        if self._sent:
            self._send()
        return b"".join(self._kept)

    def _send(self) -> None:
        data = memoryview(b"".join(self._kept))
        self._kept, self._waiting, self._sent = [], 0, True
        for start in range(0, len(data), CHUNK):
            self._line.send(Frame.BODY, data[start : start + CHUNK])


def findings_of(
    reader: str, reading: Reading, made: Sorted, alive: Callable[[], None] = lambda: None
) -> tuple[tuple[Finding, ...], tuple[Remark, ...]]:
    """What the record says, and remarks on that. Its rules are loaded when the first file with words turns up."""
    if not reading.pages and reading.format in WORDLESS:
        return (), ()
    from consilium.readers.findings import found_in  # loads its tables: see there

    return found_in(reader, reading, made, alive)


def describe(reading: Reading) -> Sorted:
    """Category, dates, institution, author, title and the people named, by the rules of `knowledge/`."""
    return sort(reading, rules().sorting)


def _picture(source: Source, context: Context, job: dict[str, Any]) -> None:
    module: Any = registry.reader(job["reader"])
    module.picture(source, context)


def _deidentify(source: Source, context: Context, job: dict[str, Any]) -> Cleaned:
    module: Any = registry.reader(job["reader"])
    cleaned: Cleaned = module.deidentify(source, context)
    return cleaned


def _failure(error: BaseException) -> dict[str, Any]:
    """What went wrong, without the library's own words, which may quote the file."""
    if isinstance(error, ConsiliumError):
        return {"error": type(error).__name__, "code": error.code, "args": error.args_for_text}
    if isinstance(error, MemoryError):
        return {"error": BoundExceededError.__name__, "code": TOO_MUCH_MEMORY, "args": {}}
    if isinstance(error, RecursionError):
        return {"error": BoundExceededError.__name__, "code": "errors.too_deep", "args": {}}
    return {"error": UnreadableError.__name__, "code": "errors.reader_failed", "args": {"kind": type(error).__name__}}


def _looks_like(source: Source) -> str:
    """The first bytes of an unknown file in words that name no content: `text`, or the first four bytes in hex."""
    head = source.read_at(0, 512)
    if not head:
        return "empty"
    printable = sum(byte in b"\t\r\n" or 32 <= byte < 127 for byte in head)
    return "text" if printable > 0.95 * len(head) else head[:4].hex(" ")
