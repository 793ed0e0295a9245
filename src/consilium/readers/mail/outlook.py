"""MSG ([MS-OXMSG]): an Outlook message in an OLE2 file, its properties as streams and its attachments as storages."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from typing import Any

import olefile

from consilium.domain.dates import PartialDate
from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.domain.records import Citation, DateRole, DateSeen, Reading, Remark
from consilium.readers import markup, prose, richtext
from consilium.readers.contract import Context, Source, opened
from consilium.readers.embedded import hand_on, member_name
from consilium.readers.mail.internet import LEAST_INLINE, Letter, reading
from consilium.readers.mail.rtfcompression import decompressed

MOST_ATTACHMENTS, MOST_DEPTH, MOST_STREAM = 2_000, 8, 512 << 20
PROPERTIES = "__properties_version1.0"
# Property tags of [MS-OXPROPS].
_SUBJECT, _SENDER, _SENDER_MAIL, _SENDER_SMTP, _TO, _CC = 0x0037, 0x0C1A, 0x0C1F, 0x5D01, 0x0E04, 0x0E03
_BODY, _HTML, _RTF = 0x1000, 0x1013, 0x1009
_SENT, _DELIVERED, _CODE_PAGE, _INTERNET_CODE_PAGE = 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_DATA, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _MEDIA_TYPE, _CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x3001, 0x370E, 0x3712
_BYTES, _TIME = 0x0102, 0x0040
_DAMAGE = (OSError, ValueError, IndexError, TypeError, KeyError, struct.error, OverflowError)
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def read(source: Source, context: Context) -> Reading:
    """Raises UnreadableError and BoundExceededError."""
    try:
        with olefile.OleFileIO(opened(source)) as ole:
            return _Message(ole, [], context).reading()
    except UnreadableError:
        raise
    except _DAMAGE as error:
        raise UnreadableError("documents.mail_damaged") from error


class _Message:
    """One message: the file itself, or a storage in it (a message attached to a message)."""

    def __init__(self, ole: Any, path: list[str], context: Context, depth: int = 0) -> None:
        if depth > MOST_DEPTH:
            raise BoundExceededError("documents.too_deep", bound=MOST_DEPTH)
        self._ole, self._path, self._context, self._depth = ole, path, context, depth
        self._fixed = self._fixed_properties(path, 32 if not path else 24)
        self._letter = Letter()

    def reading(self) -> Reading:
        headers = self.headers()
        self._letter.lines += self.body()
        self.hand_on_attachments()
        lines = [f"{name}: {text}" for name, text in headers.items()]
        return reading("msg", headers, self._dates(), lines, self._letter)

    def headers(self) -> dict[str, str]:
        sender, address = self.text(_SENDER), self.text(_SENDER_SMTP) or self.text(_SENDER_MAIL)
        both = f"{sender} <{address}>" if sender and "@" in address and address != sender else sender or address
        found = {"From": both, "To": self.text(_TO), "Cc": self.text(_CC), "Subject": self.text(_SUBJECT)}
        return {name: " ".join(prose.clean(text).split())[:2000] for name, text in found.items() if text.strip()}

    def body(self) -> list[str]:
        """Plain text, or else HTML, or else RTF."""
        plain = prose.clean(self.text(_BODY))
        if plain.strip():
            return plain.split("\n")
        try:
            page = self._stream(self._path, _HTML, _BYTES)
            written = markup.decoded(page) if page else self.text(_HTML)
            if written:
                read = markup.marked(written)
                self._letter.tables += read.tables
                return read.lines
            packed = self._stream(self._path, _RTF, _BYTES)
            return prose.clean(richtext.text_of(decompressed(packed))).split("\n") if packed else []
        except BoundExceededError:
            raise
        except (UnreadableError, ValueError, struct.error):
            self._letter.remarks.append(Remark("documents.mail_part_unreadable"))
            return []

    def hand_on_attachments(self) -> None:
        level = len(self._path)
        storages = {
            tuple(entry[: level + 1])
            for entry in self._ole.listdir(streams=True, storages=True)
            if entry[:level] == self._path and len(entry) > level and entry[level].startswith("__attach_version1.0_#")
        }
        if len(storages) > MOST_ATTACHMENTS:
            raise BoundExceededError("documents.too_many_parts", bound=MOST_ATTACHMENTS)
        for storage in sorted(storages):
            try:
                self._attachment(list(storage))
            except BoundExceededError:
                raise
            except (UnreadableError, *_DAMAGE):
                self._letter.remarks.append(Remark("documents.mail_part_unreadable"))

    def _attachment(self, path: list[str]) -> None:
        inner = [*path, "__substg1.0_3701000D"]
        if self._ole.exists([*inner, PROPERTIES]):
            return self._inner_message(inner)
        data = self._stream(path, _DATA, _BYTES)
        kind = self.text(_MEDIA_TYPE, path)
        name = self.text(_LONG_NAME, path) or self.text(_SHORT_NAME, path) or self.text(_SHOWN_NAME, path)
        if kind.startswith("image/") and self.text(_CONTENT_ID, path) and len(data) < LEAST_INLINE:
            return None
        self._letter.parts += 1
        hand_on(self._context, member_name(prose.clean(name), kind, f"attachment-{self._letter.parts}"), kind, data)
        return None

    def _inner_message(self, path: list[str]) -> None:
        """A message inside: its words follow this one's, its attachments stand beside this one's."""
        message = _Message(self._ole, path, self._context, self._depth + 1)
        self._letter.lines += [f"{name}: {text}" for name, text in message.headers().items()]
        self._letter.lines += message.body()
        message.hand_on_attachments()
        self._letter.parts += message._letter.parts
        self._letter.tables += message._letter.tables
        self._letter.remarks += message._letter.remarks

    def text(self, tag: int, path: list[str] | None = None) -> str:
        """A string property: 2.1.3, Unicode (type 001F) or in the message's code page (type 001E)."""
        where = self._path if path is None else path
        wide = self._stream(where, tag, 0x001F)
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream(where, tag, 0x001E).rstrip(b"\0")
        try:
            return narrow.decode(self._encoding())
        except (LookupError, UnicodeDecodeError):
            return prose.decoded(narrow)[0]

    def _encoding(self) -> str:
        page = self._fixed.get(_CODE_PAGE) or self._fixed.get(_INTERNET_CODE_PAGE) or b""
        number = int.from_bytes(page[:4], "little")
        return {0: "cp1252", 65001: "utf-8", 28591: "cp1252", 20127: "cp1252", 28605: "iso8859-15"}.get(
            number, f"cp{number}"
        )

    def _stream(self, path: list[str], tag: int, kind: int) -> bytes:
        name = [*path, f"__substg1.0_{tag:04X}{kind:04X}"]
        if not self._ole.exists(name):
            return b""
        if self._ole.get_size(name) > MOST_STREAM:
            raise BoundExceededError("documents.too_large", bound=MOST_STREAM)
        return bytes(self._ole.openstream(name).read())

    def _fixed_properties(self, path: list[str], start: int) -> dict[int, bytes]:
        """Values of fixed length by tag: 2.4, entries of 16 bytes."""
        name = [*path, PROPERTIES]
        data = self._ole.openstream(name).read(1 << 20) if self._ole.exists(name) else b""
        entries = (data[place : place + 16] for place in range(start, len(data) - 15, 16))
        return {int.from_bytes(entry[2:4], "little"): entry[8:16] for entry in entries}

    def _dates(self) -> tuple[DateSeen, ...]:
        """When it was sent (or came), in UTC: the file does not keep the sender's zone."""
        for tag in (_SENT, _DELIVERED):
            ticks = int.from_bytes(self._fixed.get(tag, b""), "little")
            if ticks:
                try:
                    moment = _EPOCH + timedelta(microseconds=ticks // 10)
                except OverflowError:
                    continue
                value = PartialDate(moment.year, moment.month, moment.day)
                return (
                    DateSeen(DateRole.DOCUMENT, value, Citation(moment.isoformat(), place=f"{tag:04X}{_TIME:04X}")),
                )
        return ()
