"""EML (RFC 5322, MIME RFC 2045 to 2049): headers and body as text, everything attached as a member."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.domain.records import Citation, DateRole, DateSeen, Json, Reading, Remark, Stated
from consilium.readers import headed, markup, prose, typewritten
from consilium.readers.contract import Context
from consilium.readers.embedded import hand_on, member_name

MOST_PARTS = 2_000
MOST_DEPTH = 30
SHOWN = ("From", "To", "Cc", "Date", "Subject")
# Pictures that belong to the body and are smaller than this are logos and signatures.
LEAST_INLINE = 30_000
# What the standard library's header and content parsers raise on malformed mail.
_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, AssertionError, UnicodeError)


@dataclass(slots=True)
class Letter:
    """A message's own words, and what was odd."""

    lines: list[str] = field(default_factory=list)
    tables: list[Json] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    parts: int = 0


def read(data: bytes, context: Context) -> Reading:
    """Raises UnreadableError and BoundExceededError."""
    try:
        message = email.message_from_bytes(data, EmailMessage, policy=email.policy.default)
    except RecursionError as error:
        raise BoundExceededError("documents.too_deep", bound=MOST_DEPTH) from error
    except _DAMAGE as error:
        raise UnreadableError("documents.mail_damaged") from error
    letter = Letter()
    headers = {name: text for name in SHOWN if (text := header(message, name))}
    _take(message, letter, context, 0)
    lines = [f"{name}: {text}" for name, text in headers.items()]
    return reading("eml", headers, _dates(headers), lines, letter)


def reading(
    name: str, headers: dict[str, str], dates: tuple[DateSeen, ...], lines: list[str], letter: Letter
) -> Reading:
    """A message as a reading, however it was written down."""
    if not any(line.strip() for line in letter.lines):
        letter.remarks.append(Remark("documents.no_text"))
    sender = headers.get("From", "")
    return Reading(
        format=name,
        title=headers.get("Subject", ""),
        dates=dates,
        authors=(Stated(sender, Citation(sender, place="From")),) if sender else (),
        language=prose.language(headed.plain("\n".join(letter.lines))),
        pages=typewritten.pages("\n".join([*lines, *letter.lines])),
        facts={"headers": dict(headers), "attachments": letter.parts, "tables": letter.tables},
        remarks=tuple({remark.code: remark for remark in letter.remarks}.values()),
    )


def header(message: Message, name: str) -> str:
    """A header's text with encoded words read; "" where it is absent or beyond repair."""
    try:
        value = message.get(name)
    except (*_DAMAGE, RecursionError):
        return ""
    return " ".join(prose.clean(str(value)).split())[:2000] if value is not None else ""


def _dates(headers: dict[str, str]) -> tuple[DateSeen, ...]:
    """When it was sent, as the day was at the sender's."""
    try:
        sent = parsedate_to_datetime(headers.get("Date", ""))
        value = PartialDate(sent.year, sent.month, sent.day)
    except (*_DAMAGE, IndexError, OverflowError):
        return ()
    return (DateSeen(DateRole.DOCUMENT, value, Citation(headers["Date"], place="Date")),)


def _take(part: Any, letter: Letter, context: Context, depth: int) -> None:
    """A part's text becomes lines, anything else a member."""
    if depth > MOST_DEPTH:
        raise BoundExceededError("documents.too_deep", bound=MOST_DEPTH)
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        _take_best(list(_parts(part)), letter, context, depth)
    elif part.is_multipart() and kind != "message/rfc822":
        for inner in _parts(part):
            _take(inner, letter, context, depth + 1)
    elif kind == "message/rfc822":
        _attach_message(part, letter, context)
    elif kind in ("text/plain", "text/html") and not _attached(part):
        letter.lines += _body(part, kind, letter)
    else:
        _attach(part, kind, letter, context)


def _parts(part: Any) -> Iterator[Any]:
    inner = part.get_payload()
    if isinstance(inner, list):
        if len(inner) > MOST_PARTS:
            raise BoundExceededError("documents.too_many_parts", bound=MOST_PARTS)
        yield from inner


def _take_best(choices: list[Any], letter: Letter, context: Context, depth: int) -> None:
    """Of the same text in several forms (RFC 2046 5.1.4) the plain one, or else the last; other things are kept."""
    plain = [part for part in choices if part.get_content_type() == "text/plain" and str(part.get_payload()).strip()]
    texts = [part for part in choices if part.get_content_maintype() in ("text", "multipart")]
    best = plain[0] if plain else texts[-1] if texts else None
    for part in choices:
        if part is best or part.get_content_maintype() not in ("text",):
            if part is not best and part.is_multipart() and plain:
                _take_attached(part, letter, context, depth + 1)
            else:
                _take(part, letter, context, depth + 1)


def _take_attached(part: Any, letter: Letter, context: Context, depth: int) -> None:
    """Only what is attached inside a part whose text another part gives."""
    for inner in part.walk():
        if not inner.is_multipart() and inner.get_content_maintype() != "text":
            _take(inner, letter, context, depth)


def _attached(part: Any) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except _DAMAGE:
        return False


def _body(part: Any, kind: str, letter: Letter) -> list[str]:
    try:
        data = part.get_payload(decode=True) or b""
        charset = part.get_content_charset()
    except _DAMAGE:
        letter.remarks.append(Remark("documents.mail_part_unreadable"))
        return []
    text = _text(data, charset)
    if kind == "text/plain":
        return prose.clean(text).split("\n")
    try:
        page = markup.marked(text)
    except UnreadableError:
        return []
    if page.hidden:
        letter.remarks.append(Remark("documents.hidden_text"))
    letter.tables += page.tables
    return page.lines


def _text(data: bytes, charset: str | None) -> str:
    try:
        if charset and charset != "us-ascii":
            return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        pass
    return prose.decoded(data)[0]


def _attach_message(part: Any, letter: Letter, context: Context) -> None:
    for inner in _parts(part):
        try:
            data = inner.as_bytes(policy=email.policy.compat32)
        except (*_DAMAGE, RecursionError):
            letter.remarks.append(Remark("documents.mail_part_unreadable"))
            continue
        letter.parts += 1
        name = member_name(header(inner, "Subject"), "", f"message-{letter.parts}")
        hand_on(context, f"{name}.eml", "message/rfc822", data)


def _attach(part: Any, kind: str, letter: Letter, context: Context) -> None:
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"):
        letter.remarks.append(Remark("documents.mail_encrypted"))
    try:
        name = part.get_filename() or ""
        data = part.get_payload(decode=True) or b""
        inline = part.get_content_disposition() != "attachment" and part.get_content_maintype() == "image"
    except _DAMAGE:
        letter.remarks.append(Remark("documents.mail_part_unreadable"))
        return
    if data and not (inline and len(data) < LEAST_INLINE):
        letter.parts += 1
        hand_on(context, member_name(prose.clean(name), kind, f"attachment-{letter.parts}"), kind, data)
