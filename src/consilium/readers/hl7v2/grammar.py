"""HL7 v2 encoding rules (v2.9 chapter 2.5 to 2.7) read tolerantly: delimiters, segments, escapes, character sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from consilium.readers.decoding import decoded

ESCAPED_CHARS = 20_000  # characters that one \X..\ may stand for
# Table 0211. What is not here is guessed from the bytes.
CHARACTER_SETS = {
    "ASCII": "ascii",
    "8859/1": "iso8859-1",
    "8859/2": "iso8859-2",
    "8859/3": "iso8859-3",
    "8859/4": "iso8859-4",
    "8859/5": "iso8859-5",
    "8859/6": "iso8859-6",
    "8859/7": "iso8859-7",
    "8859/8": "iso8859-8",
    "8859/9": "iso8859-9",
    "8859/15": "iso8859-15",
    "UNICODE UTF-8": "utf-8",
    "UTF-8": "utf-8",
    "GB 18030-2000": "gb18030",
    "BIG-5": "big5",
}
_SEGMENT = re.compile(r"[A-Z][A-Z0-9]{2}$")


@dataclass(frozen=True)
class Delimiters:
    """MSH-1 and MSH-2."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    sub: str = "&"


def delimiters_of(header: str) -> Delimiters:
    """The delimiters that a MSH, BHS or FHS line declares; the usual ones where it is short. Raises ValueError."""
    field = header[3:4]
    if not field or field.isalnum() or field.isspace():
        raise ValueError("no field separator")
    declared = header[4:].split(field, 1)[0][:4]
    usual = "^~\\&"
    said = declared + usual[len(declared) :]
    if any(mark.isalnum() or mark.isspace() for mark in said) or len(set(said + field)) != 5:
        raise ValueError("delimiters that can't be told apart")
    return Delimiters(field, *said)


@dataclass(frozen=True)
class Segment:
    """One segment; `field(n)` counts as the standard does, MSH-1 being the separator itself."""

    name: str
    fields: tuple[str, ...]
    marks: Delimiters

    def field(self, number: int) -> str:
        """The raw field, "" where the segment is shorter. HL7's explicit null (`""`) is nothing either."""
        raw = self.fields[number] if 0 < number < len(self.fields) else ""
        return "" if raw == '""' else raw

    def repetitions(self, number: int) -> list[str]:
        raw = self.field(number)
        return [each for each in raw.split(self.marks.repetition) if each] if raw else []

    def components(self, number: int, repetition: int = 0) -> list[str]:
        """The components of one repetition, escapes undone."""
        repeated = self.repetitions(number)
        return self.split(repeated[repetition]) if repetition < len(repeated) else []

    def split(self, raw: str) -> list[str]:
        return [self.plain(each) for each in raw.split(self.marks.component)]

    def component(self, number: int, component: int = 1) -> str:
        """One component (from 1) of the field's first repetition; its first subcomponent."""
        parts = self.components(number)
        return parts[component - 1].split(self.marks.sub)[0].strip() if component <= len(parts) else ""

    def said(self, number: int) -> str:
        """A field as a person reads it: repetitions by line, components by space."""
        return "\n".join(" ".join(filter(None, self.split(each))) for each in self.repetitions(number))

    def text(self, number: int) -> str:
        """A text field (TX, FT, ST), whose separators are words of the author's where they are not escaped."""
        return "\n".join(self.plain(each) for each in self.repetitions(number))

    def plain(self, raw: str) -> str:
        return raw if self.marks.escape not in raw else self._escapes.sub(self._meant, raw)

    @cached_property
    def _escapes(self) -> re.Pattern[str]:
        mark = re.escape(self.marks.escape)
        return re.compile(f"{mark}([^{mark}]{{0,{ESCAPED_CHARS}}}){mark}")

    def _meant(self, match: re.Match[str]) -> str:
        """What an escape sequence stands for (2.7); an unknown one stays as written."""
        said, marks = match.group(1), self.marks
        plain = {
            "F": marks.field,
            "S": marks.component,
            "R": marks.repetition,
            "T": marks.sub,
            "E": marks.escape,
            "H": "",
            "N": "",
            ".br": "\n",
            ".BR": "\n",
            ".ce": "\n",
            ".sp": "\n",
            ".fi": "",
            ".nf": "",
        }
        if said in plain:
            return plain[said]
        if re.fullmatch(r"\.(sp|in|ti|sk)\s{0,2}[+-]?\d{1,3}", said):
            return "\n" if said.startswith(".sp") else " "
        if said[:1] == "X" and re.fullmatch(r"(?:[0-9A-Fa-f]{2})+", said[1:]):
            return decoded(bytes.fromhex(said[1:]))[0].replace("\r\n", "\n").replace("\r", "\n")
        return match.group(0)


def segments_of(lines: list[str], marks: Delimiters) -> tuple[list[Segment], int]:
    """The segments of one message, and how many lines were no segment: those belong to the field before them."""
    joined: list[str] = []
    carried = 0
    for line in lines:
        if _is_segment(line, marks):
            joined.append(line)
        elif line.startswith("ADD" + marks.field) and joined:
            joined[-1] += line[4:]  # 2.10.2: ADD goes on with the field that was cut
        elif joined:
            joined[-1] += "\n" + line
            carried += 1
    return [_segment(line, marks) for line in joined], carried


def _is_segment(line: str, marks: Delimiters) -> bool:
    name, rest = line[:3], line[3:4]
    return _SEGMENT.match(name) is not None and rest in ("", marks.field) and name != "ADD"


def _segment(line: str, marks: Delimiters) -> Segment:
    fields = line.rstrip("\n").split(marks.field)
    if fields[0] in ("MSH", "BHS", "FHS"):
        fields = [fields[0], marks.field, *fields[1:]]
    return Segment(fields[0], tuple(fields), marks)


def decoded_message(raw: bytes, marks_field: str) -> tuple[str, str, bool]:
    """The message's text, its encoding, and whether that was guessed rather than declared in MSH-18."""
    header = raw.split(b"\n", 1)[0].decode("latin-1").split(marks_field)
    declared = header[17].split("~")[0].strip().upper() if len(header) > 17 else ""
    name = CHARACTER_SETS.get(declared, "")
    if name:
        try:
            return raw.decode(name), name, False
        except UnicodeDecodeError:
            pass
    text, found = decoded(raw)
    return text, found, found != "utf-8" or bool(name)


def raw_messages(data: bytes) -> Iterator[list[bytes]]:
    """The file's lines, grouped: each group begins with a header (MSH, BHS, FHS) or trailer (BTS, FTS) line."""
    group: list[bytes] = []
    for line in data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        bare = line.lstrip(b"\x0b\x1c\xef\xbb\xbf ").rstrip(b"\x1c\x0b\x00")
        if bare[:3] in (b"MSH", b"BHS", b"FHS", b"BTS", b"FTS") and not bare[3:4].isalnum():
            if group:
                yield group
            group = [bare]
        elif bare or (group and bare != line):
            group.append(bare)
    if group:
        yield group
