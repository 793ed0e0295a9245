"""HL7 v2 data types as values: XPN, CX, CWE, TS, XCN (v2.9 chapter 2A)."""

from __future__ import annotations

from consilium.domain.dates import PartialDate
from consilium.domain.records import Citation, Json, PersonNamed, RecordNumber
from consilium.readers.hl7v2.grammar import Segment

SEXES = {"F": "female", "M": "male", "O": "other", "A": "other"}  # table 0001
REPEATS = 50
FORMER = ("M", "N", "A", "S", "B")  # table 0200: maiden, nickname, alias, pseudonym, birth


def coded(segment: Segment, number: int) -> dict[str, Json]:
    """CWE: `code name system alt_code alt_name alt_system`, only what is there."""
    names = ("code", "name", "system", "alt_code", "alt_name", "alt_system")
    parts = [part.strip() for part in segment.components(number)[:6]]
    return {name: part for name, part in zip(names, parts, strict=False) if part}


def words(code: dict[str, Json]) -> str:
    return str(code.get("name") or code.get("alt_name") or code.get("code") or "")


def date(segment: Segment, number: int) -> PartialDate | None:
    """TS/DTM to the day. Raises ValueError for a day that no calendar has."""
    written = segment.component(number)
    return PartialDate.from_digits(written) if written else None


def person_name(segment: Segment, number: int, repetition: int, shift: int = 0) -> tuple[str, str, str, str]:
    """XPN (XCN with `shift` 1) as (as written, family, given, type code)."""
    parts = [part.strip() for part in segment.components(number, repetition)[shift:]]
    parts += [""] * (8 - len(parts))
    family = " ".join(parts[0].split(segment.marks.sub)[:1]).strip()
    given = " ".join(filter(None, parts[1:3]))
    suffix, prefix = parts[3], parts[4]
    kind = parts[6]
    return " ".join(filter(None, (prefix, given, family, suffix))), family, given, kind


def patient(pid: Segment, place: str) -> PersonNamed:
    """The person in a PID segment."""
    names = [person_name(pid, 5, index) for index in range(len(pid.repetitions(5)[:REPEATS]))]
    names = [name for name in names if name[0]]
    best = next((name for name in names if name[3] == "L"), None)
    best = best or next((name for name in names if name[3] not in FORMER), names[0] if names else ("", "", "", ""))
    maiden = [person_name(pid, 9, index)[0] for index in range(len(pid.repetitions(9)[:REPEATS]))]
    others = [name[0] for name in names if name is not best] + maiden
    return PersonNamed(
        text=best[0],
        family=best[1],
        given=best[2],
        birth_date=_birth(pid),
        sex=SEXES.get(pid.component(8).upper(), ""),
        numbers=tuple(dict.fromkeys(_numbers(pid))),
        citation=Citation(quote=pid.field(5)[:400], place=f"{place}PID-5"),
        other_names=tuple(dict.fromkeys(name for name in others if name and name != best[0])),
    )


def _birth(pid: Segment) -> PartialDate | None:
    try:
        return date(pid, 7)
    except ValueError:
        return None


def _numbers(pid: Segment) -> list[RecordNumber]:
    """PID-3 with CX-4 (assigning authority: namespace, else universal id), older messages' PID-2 and PID-4."""
    found = []
    for number in (3, 2, 4):
        for raw in pid.repetitions(number)[:REPEATS]:
            parts = [*pid.split(raw), "", "", "", ""]
            authority = [*parts[3].split(pid.marks.sub), ""]
            if parts[0].strip():
                found.append(RecordNumber(parts[0].strip(), (authority[0] or authority[1]).strip()))
    return found


def practitioner(segment: Segment, number: int) -> str:
    """XCN (`id^family^given`) or CNN (with `&`) or a bare name, as a name."""
    parts = segment.components(number)
    if len(parts) == 1 and segment.marks.sub in parts[0]:
        inner = parts[0].split(segment.marks.sub)
        return " ".join(filter(None, [*inner[2:4], *inner[1:2]]))
    if len(parts) == 1:
        return "" if parts[0].isdigit() else parts[0].strip()
    return person_name(segment, number, 0, shift=1)[0]
