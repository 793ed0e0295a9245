"""Mail: EML, MSG and mailboxes (mbox), with what is attached.

`facts`: {"headers": {From, To, Cc, Date, Subject}, "attachments": number, "tables": rows of cells of a body in HTML};
for a mailbox {"messages": number}.
"""

from __future__ import annotations

import re

import olefile

from consilium.domain.errors import BoundExceededError
from consilium.domain.records import Reading, Remark
from consilium.readers import prose
from consilium.readers.contract import Context, Probe, Source, opened, whole
from consilium.readers.embedded import hand_on
from consilium.readers.mail import internet, outlook

FORMATS = ("eml", "msg", "mbox")

MOST_BYTES = 256 << 20
MOST_MESSAGES = 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n]", re.M)
_POSTMARK = re.compile(rb"^From \S{1,200}.{0,80}\d{4}", re.M)
_BETWEEN = re.compile(rb"(?:\A|\n\r?\n)(?=From \S{1,200} .{0,80}\d{4})")
# A printed mail begins with From, To, Date and Subject too; only machines write these.
_MACHINE = {b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to", b"content-type", b"x-mailer"}
_ANY = {b"from", b"date", b"subject", b"to"}


def sniff(probe: Probe) -> str | None:
    """MSG by its property stream; EML by a block of headers that only mail programs write; mbox by its postmark."""
    head = probe.head
    if head.startswith(_OLE):
        return "msg" if _is_msg(probe.source) else None
    start = head.lstrip(b"\xef\xbb\xbf\r\n")[:16384]
    mailbox = _POSTMARK.match(start)
    block = start[start.find(b"\n") + 1 :] if mailbox else start
    if not _HEADER.match(block):
        return None
    names = {name.lower() for name in _HEADER.findall(re.split(rb"\r?\n\r?\n", block, maxsplit=1)[0])}
    if not names & _MACHINE or not names & _ANY:
        return None
    return "mbox" if mailbox else "eml"


def _is_msg(source: Source) -> bool:
    try:
        with olefile.OleFileIO(opened(source)) as ole:
            return bool(ole.exists(outlook.PROPERTIES))
    except (OSError, ValueError, IndexError, TypeError, KeyError):
        return False


def read(source: Source, context: Context) -> Reading:
    """The words of a message; its attachments become members. Raises UnreadableError and BoundExceededError."""
    name = sniff(Probe(source))
    if name == "msg":
        return outlook.read(source, context)
    data = whole(source, MOST_BYTES)
    return _mailbox(data, context) if name == "mbox" else internet.read(data, context)


def _mailbox(data: bytes, context: Context) -> Reading:
    """Each message is handed on as a file of its own (RFC 4155)."""
    starts = [found.end() for found in _BETWEEN.finditer(data)]
    if len(starts) > MOST_MESSAGES:
        raise BoundExceededError("documents.too_many_parts", bound=MOST_MESSAGES)
    ends = [*starts[1:], len(data)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        first = data.find(b"\n", start, end) + 1
        hand_on(
            context, f"message-{number:05d}.eml", "message/rfc822", re.sub(rb"(?m)^>(>*From )", rb"\1", data[first:end])
        )
    return Reading(
        format="mbox",
        pages=prose.pages([]),
        facts={"messages": len(starts)},
        remarks=(Remark("documents.mailbox", {"messages": len(starts)}),),
    )
