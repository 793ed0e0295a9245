"""One HL7 v2 message as facts, lines, dates and documents (chapters 3 ADT, 7 ORU/OUL, 9 MDM)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from consilium.domain.records import Citation, DateRole, DateSeen, Json, PersonNamed, Remark, Stated
from consilium.readers.contract import Context
from consilium.readers.embedded import from_base64, from_hex, hand_on, member_name
from consilium.readers.hl7v2.grammar import Segment
from consilium.readers.hl7v2.values import coded, date, patient, practitioner, words

# Table 0074: sections whose OBR-7 is an examination, not a specimen.
EXAMINATIONS = frozenset(
    {"RAD", "CT", "NMR", "NMS", "RUS", "CUS", "OUS", "VUS", "RX", "XRC", "EC", "CTH", "IMG", "VR", "PF"}
)
TEXTS = frozenset({"TX", "FT"})
# Table 0291 and 0191 as media types.
MEDIA = {
    "PDF": "application/pdf",
    "RTF": "application/rtf",
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "TIFF": "image/tiff",
    "GIF": "image/gif",
    "HTML": "text/html",
    "XML": "text/xml",
    "X-HL7-CDA-LEVEL-ONE": "text/xml",
    "DICOM": "application/dicom",
}
DATES = (
    ("MSH", 7, DateRole.OTHER),
    ("PID", 7, DateRole.BIRTH),
    ("PV1", 44, DateRole.PERFORMED),
    ("PV1", 45, DateRole.DISCHARGED),
    ("OBR", 7, DateRole.COLLECTED),
    ("OBR", 14, DateRole.RECEIVED),
    ("OBR", 22, DateRole.DOCUMENT),
    ("SPM", 17, DateRole.COLLECTED),
    ("SPM", 18, DateRole.RECEIVED),
    ("TXA", 4, DateRole.PERFORMED),
    ("TXA", 6, DateRole.DOCUMENT),
    ("PR1", 5, DateRole.PERFORMED),
)


@dataclass
class Message:
    """What one message comes to; `place` goes before each path (`MSH[2]/` in a batch)."""

    place: str
    number: int
    people: list[PersonNamed] = field(default_factory=list)
    dates: list[DateSeen] = field(default_factory=list)
    institutions: list[Stated] = field(default_factory=list)
    authors: list[Stated] = field(default_factory=list)
    kinds: list[Stated] = field(default_factory=list)
    orders: list[Json] = field(default_factory=list)
    observations: list[Json] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    facts: dict[str, Json] = field(default_factory=dict)
    documents: int = 0

    def read(self, segments: list[Segment], context: Context) -> None:
        for segment in segments:
            handler = HANDLERS.get(segment.name)
            if handler is not None:
                handler(self, segment, context)
            self._take_dates(segment)

    def _take_dates(self, segment: Segment) -> None:
        for name, number, role in DATES:
            if name != segment.name:
                continue
            if name == "OBR" and number == 7 and segment.component(24).upper() in EXAMINATIONS:
                role = DateRole.STUDY
            place = f"{self.place}{name}-{number}"
            try:
                value = date(segment, number)
            except ValueError:
                self.remarks.append(Remark("hl7v2.bad_date", {"place": place}))
                continue
            if value is not None:
                self.dates.append(DateSeen(role, value, Citation(quote=segment.component(number), place=place)))

    def state(self, into: list[Stated], value: str, segment: Segment, number: int) -> None:
        if value:
            cited = Citation(quote=segment.field(number)[:400], place=f"{self.place}{segment.name}-{number}")
            into.append(Stated(value, cited))

    def header(self, segment: Segment, _: Context) -> None:
        kind = "^".join(segment.components(9)[:2])
        self.state(self.kinds, kind, segment, 9)
        self.state(self.institutions, segment.component(4), segment, 4)
        self.facts |= {
            "type": kind,
            "control_id": segment.component(10),
            "sent": segment.component(7),
            "application": segment.component(3),
            "facility": segment.component(4),
            "version": segment.component(12),
        }

    def identify(self, segment: Segment, _: Context) -> None:
        person = patient(segment, self.place)
        if person.text or person.numbers or person.birth_date:
            self.people.append(person)

    def common_order(self, segment: Segment, _: Context) -> None:
        self.state(self.institutions, segment.component(21), segment, 21)

    def order(self, segment: Segment, _: Context) -> None:
        code = coded(segment, 4)
        self.state(self.kinds, words(code), segment, 4)
        if code.get("code") and code.get("code") != words(code):
            self.state(self.kinds, str(code["code"]), segment, 4)
        self.state(self.kinds, segment.component(24), segment, 24)
        self.state(self.authors, practitioner(segment, 32), segment, 32)
        found: dict[str, Json] = {
            "message": self.number,
            "placer": segment.component(2),
            "filler": segment.component(3),
            "collected": segment.component(7),
            "reported": segment.component(22),
            "section": segment.component(24),
            "status": segment.component(25),
            "specimen": segment.said(15),
            "ordered_by": practitioner(segment, 16),
            "path": f"{self.place}OBR[{len(self.orders) + 1}]",
        }
        self.orders.append({key: value for key, value in (code | found).items() if value})
        self.lines.append(" ".join(filter(None, (words(code), segment.said(15), segment.component(25)))))

    def note(self, segment: Segment, _: Context) -> None:
        self.lines.extend(segment.text(3).split("\n"))

    def document_header(self, segment: Segment, _: Context) -> None:
        """TXA: what document this is, whose, and whether it is final."""
        self.state(self.kinds, segment.component(2), segment, 2)
        self.state(self.kinds, segment.component(2, 2), segment, 2)
        self.state(self.authors, practitioner(segment, 9), segment, 9)
        self.state(self.authors, practitioner(segment, 22), segment, 22)
        self.facts["document"] = {
            "type": segment.said(2),
            "unique_id": segment.component(12),
            "completion": segment.component(17),
            "file_name": segment.component(16),
        }

    def specimen(self, segment: Segment, _: Context) -> None:
        self.lines.append(segment.said(4))

    def observation(self, segment: Segment, context: Context) -> None:
        kind = segment.component(2).upper()
        if kind in ("ED", "RP") or _looks_packed(segment):
            self._document(segment, kind, context)
            return
        code = coded(segment, 3)
        value = segment.text(5) if kind in TEXTS | {"ST"} else _value(segment)
        found: dict[str, Json] = {
            "message": self.number,
            "order": len(self.orders),
            "set_id": segment.component(1),
            "type": kind,
            "sub_id": segment.component(4),
            "value": value,
            "unit": segment.component(6) or segment.component(6, 2),
            "reference_range": segment.said(7),
            "flag": segment.said(8),
            "status": segment.component(11),
            "observed": segment.component(14),
            "method": segment.said(17),
            "path": f"{self.place}OBX[{len(self.observations) + 1}]",
        }
        entry: dict[str, Json] = {key: held for key, held in (code | found).items() if held not in ("", None)}
        self.observations.append(entry)
        self.lines.extend(_observation_lines(kind, words(code), entry))

    def _document(self, segment: Segment, kind: str, context: Context) -> None:
        """ED: source ^ type ^ subtype ^ encoding ^ data (2A.2.25); RP points elsewhere (2A.2.63)."""
        name = words(coded(segment, 3)) or str(self.facts.get("type", ""))
        place = f"{self.place}OBX-5"
        if kind == "RP" and not _looks_packed(segment):
            self.remarks.append(
                Remark("hl7v2.document_elsewhere", {"place": place, "pointer": segment.component(5)[:200]})
            )
            return
        parts = segment.components(5)
        data, media = _packed(parts)
        self.documents += 1
        if data is None:
            self.remarks.append(Remark("hl7v2.bad_document", {"place": place}))
            return
        hand_on(context, member_name(name, media, f"document {self.documents}"), media, data)


HANDLERS = {
    "MSH": Message.header,
    "PID": Message.identify,
    "ORC": Message.common_order,
    "OBR": Message.order,
    "NTE": Message.note,
    "TXA": Message.document_header,
    "SPM": Message.specimen,
    "OBX": Message.observation,
}


def _value(segment: Segment) -> str:
    """A value as written: `<^5` of SN joined, a code's words and code."""
    if segment.component(2).upper() == "SN":
        return "".join(segment.components(5))
    if segment.component(2).upper() in ("CE", "CWE", "CF", "CNE"):
        return "\n".join(_code_words(segment.split(each)) for each in segment.repetitions(5))
    return segment.said(5)


def _code_words(parts: list[str]) -> str:
    code, name = ([*parts, "", ""])[:2]
    return f"{name} ({code})" if name and code else name or code


def _observation_lines(kind: str, name: str, entry: dict[str, Json]) -> Iterator[str]:
    value = str(entry.get("value", ""))
    if kind in TEXTS or "\n" in value or not any(key in entry for key in ("unit", "reference_range", "flag")):
        lines = value.split("\n")
        yield f"{name}: {lines[0]}" if name and kind not in TEXTS else lines[0]
        yield from lines[1:]
        return
    keys = ("unit", "reference_range", "flag", "status")
    yield " ".join(filter(None, (f"{name}:", value, *(str(entry.get(key, "")) for key in keys))))


def _looks_packed(segment: Segment) -> bool:
    """Whether OBX-5 holds a base64 or hexadecimal document, whatever OBX-2 says."""
    raw = segment.field(5)
    if raw.startswith(("JVBERi0", "e1xydGY")):
        return True
    parts = [part.strip().lower() for part in raw[:400].split(segment.marks.component)[:5]]
    return "base64" in parts[:-1] or "hex" in parts[:-1]


def _packed(parts: list[str]) -> tuple[bytes | None, str]:
    """The document and its media type; None where its data can't be decoded."""
    names = [part.strip() for part in parts]
    encodings = [name.lower() for name in names]
    index = next((at for at, name in enumerate(encodings) if name in ("base64", "hex", "a")), -1)
    data = "".join(parts[index + 1 :]) if index >= 0 else "".join(parts[-1:])
    media = next((MEDIA[name.upper()] for name in names[: index + 1] if name.upper() in MEDIA), "")
    try:
        if index >= 0 and encodings[index] == "a":
            return data.encode("utf-8", "replace"), media or "text/plain"
        unpacked = from_hex(data) if index >= 0 and encodings[index] == "hex" else from_base64(data)
    except ValueError:
        return None, media
    return unpacked, media or _media_of(unpacked)


def _media_of(data: bytes) -> str:
    signs = ((b"%PDF", "application/pdf"), (b"{\\rtf", "application/rtf"), (b"\xff\xd8\xff", "image/jpeg"))
    return next((media for sign, media in signs if data.startswith(sign)), "")
