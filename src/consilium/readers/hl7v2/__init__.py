"""HL7 v2 messages as files: ORU, OUL, MDM, ADT and any other type, one or many, with or without batch envelopes.

`facts`:
    messages      [{type, control_id, sent, application, facility, version, page,
                  document: {type, unique_id, completion, file_name}}]
    orders        [{message, code, name, system, placer, filler, collected, reported, section, status, specimen, path}]
    observations  [{message, order, set_id, type, code, name, system, sub_id, value, unit, reference_range, flag,
                  status, observed, method, path}], only what is there; values are texts as written

`message` and `order` count from 1. `pages` has one page for each message: its orders, results, report text and notes.
Places are `PID-5`, in a file of several messages `MSH[2]/PID-5`.
"""

from __future__ import annotations

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Json, PersonNamed, Reading, Remark, Stated
from consilium.readers.contract import Context, Probe, Source, whole
from consilium.readers.decoding import decoded, guessed
from consilium.readers.hl7v2.grammar import decoded_message, delimiters_of, raw_messages, segments_of
from consilium.readers.hl7v2.message import Message
from consilium.readers.lines import unpaged

FORMATS = ("hl7v2",)
SOURCE_BYTES = 256 << 20
MESSAGES = 20_000
REMARKS = 200


def sniff(probe: Probe) -> str | None:
    """A file that begins with a message or batch header whose delimiters can be told apart."""
    head = decoded(probe.head)[0].lstrip("\ufeff\x0b\x1c \t\r\n")
    if not head.startswith(("MSH", "FHS", "BHS")):
        return None
    try:
        marks = delimiters_of(head.splitlines()[0])
    except ValueError:
        return None
    return "hl7v2" if head[3] == marks.field and marks.field in head[4:] else None


def read(source: Source, context: Context) -> Reading:
    """Read every message of a file; one that can't be read is a remark. Raises UnreadableError where none can."""
    data = whole(source, SOURCE_BYTES)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or guessed(data).startswith("utf-16"):
        data = decoded(data)[0].encode("utf-8", "replace")
    groups = list(raw_messages(data))
    several = sum(1 for group in groups if group[0].startswith(b"MSH")) > 1
    messages: list[Message] = []
    remarks: list[Remark] = []
    for group in groups:
        if group[0][:3] in (b"BTS", b"FTS"):
            remarks.extend(_miscounted(group[0], len(messages)))
        elif group[0].startswith(b"MSH"):
            number = len(messages) + 1
            if number > MESSAGES:
                remarks.append(Remark("hl7v2.messages_cut", {"bound": MESSAGES}))
                break
            message = Message(f"MSH[{number}]/" if several else "", number)
            remarks.extend(_read_message(message, group, context))
            messages.append(message)
        elif group[0][:3] not in (b"BHS", b"FHS"):
            remarks.append(Remark("hl7v2.stray_lines", {"count": len(group)}))
    messages = [message for message in messages if message.facts]
    if not messages:
        raise UnreadableError("hl7v2.no_message")
    return _reading(messages, remarks)


def _read_message(message: Message, group: list[bytes], context: Context) -> list[Remark]:
    """Fill in one message; what comes back is said of the file."""
    raw = b"\n".join(group)
    try:
        marks = delimiters_of(group[0].decode("latin-1"))
        text, encoding, guess = decoded_message(raw, marks.field)
        segments, carried = segments_of(text.split("\n"), marks)
    except ValueError:
        return [Remark("hl7v2.bad_message", {"number": message.number})]
    if len(segments) < 2:
        return [Remark("hl7v2.bad_message", {"number": message.number})]
    message.read(segments, context)
    context.alive()
    remarks = []
    if guess:
        remarks.append(Remark("hl7v2.encoding", {"encoding": encoding, "number": message.number}))
    if carried:
        remarks.append(Remark("hl7v2.carried_lines", {"count": carried, "number": message.number}))
    return remarks


def _miscounted(trailer: bytes, seen: int) -> list[Remark]:
    """BTS-1 against the messages that came (2.10.3)."""
    said = trailer[4:].split(b"|")[0].strip() if trailer.startswith(b"BTS|") else b""
    if said.isdigit() and len(said) < 9 and int(said) != seen:
        return [Remark("hl7v2.batch_count", {"stated": int(said), "found": seen})]
    return []


def _reading(messages: list[Message], remarks: list[Remark]) -> Reading:
    facts = _facts(messages)
    said = [*remarks, *(remark for message in messages for remark in message.remarks)]
    if len(said) > REMARKS:
        said = [*said[:REMARKS], Remark("hl7v2.remarks_cut", {"count": len(said) - REMARKS})]
    orders = [str(order.get("name", "")) for message in messages for order in message.orders if isinstance(order, dict)]
    return Reading(
        format="hl7v2",
        title=next(filter(None, orders), ""),
        people=_people(messages),
        dates=tuple(dict.fromkeys(seen for message in messages for seen in message.dates)),
        institutions=_distinct([each for message in messages for each in message.institutions]),
        authors=_distinct([each for message in messages for each in message.authors]),
        kinds=_distinct([each for message in messages for each in message.kinds]),
        pages=tuple(unpaged(number, message.lines) for number, message in enumerate(messages, 1)),
        facts=facts,
        remarks=tuple(said),
    )


def _facts(messages: list[Message]) -> dict[str, Json]:
    heads: list[Json] = [message.facts | {"page": page} for page, message in enumerate(messages, 1)]
    orders: list[Json] = [order for message in messages for order in message.orders]
    observations: list[Json] = [each for message in messages for each in message.observations]
    return {"messages": heads, "orders": orders, "observations": observations}


def _people(messages: list[Message]) -> tuple[PersonNamed, ...]:
    """Every person that a message names; the same person in the same words once."""
    found: dict[tuple[object, ...], PersonNamed] = {}
    for message in messages:
        for person in message.people:
            key = (person.text, person.birth_date, person.sex, person.numbers, person.other_names)
            found.setdefault(key, person)
    return tuple(found.values())


def _distinct(stated: list[Stated]) -> tuple[Stated, ...]:
    found: dict[str, Stated] = {}
    for each in stated:
        found.setdefault(each.value, each)
    return tuple(found.values())[:500]
