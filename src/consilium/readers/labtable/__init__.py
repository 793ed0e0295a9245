"""Laboratory result tables as CSV or TSV, known by their header words in English and Spanish.

`facts`:
    delimiter, decimal ("," | "." | "" unknown), day_order ("dmy" | "mdy" | "" unknown)
    columns  [{name, role}]; role "" for a column whose name is not known
    rows     [{test, code, result, number, unit, reference, low, high, flag, collected, reported, specimen, method,
             panel, comment, institution, patient, record_number, born, sex, other: {column name: cell}, line}],
             only what is there, cells as written; `number` is the result with a decimal point where it can mean only
             one thing; at most 20,000

`03/04/2024` stays `2024` where the table does not show which is the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from consilium.domain.dates import PartialDate
from consilium.domain.errors import UnreadableError
from consilium.domain.records import (
    Citation,
    DateRole,
    DateSeen,
    Json,
    PersonNamed,
    Reading,
    RecordNumber,
    Remark,
    Stated,
)
from consilium.readers.contract import Context, Probe, Source, whole
from consilium.readers.decoding import decoded
from consilium.readers.labtable.cells import both_days, day, day_order, decimal_mark, number
from consilium.readers.labtable.table import Found, find_table, rows_of
from consilium.readers.labtable.words import SEXES, folded, role_of
from consilium.readers.lines import paged

FORMATS = ("labtable",)
SOURCE_BYTES = 64 << 20
ROWS = 20_000
_DATED = re.compile(r"[^\W\d_]{4,12} \d[\d/.-]{5,12}(?:[ T]\d{1,2}:\d{2})?")  # `collected 2024-12-01`
_RULED = " -:=_|+"  # a row of these alone is a rule under the header
SAID_ONCE = 2_000  # people, dates, kinds
PERSONAL = ("patient", "family", "given", "number", "born", "sex")
DATES = (("collected", DateRole.COLLECTED), ("reported", DateRole.DOCUMENT), ("born", DateRole.BIRTH))


def sniff(probe: Probe) -> str | None:
    """Delimited text with a header line that names a test and a result column beside one more."""
    head = probe.head
    if b"\x00\x00\x00" in head[:1024] or head[:4] in (b"%PDF", b"PK\x03\x04"):
        return None
    return "labtable" if find_table(decoded(head)[0]) else None


@dataclass(frozen=True)
class _Row:
    """One row of the table: its line and its cells by role."""

    line: int
    cells: dict[str, str]
    other: dict[str, str]
    said: str = ""  # every filled cell in its order, for the page


def read(source: Source, context: Context) -> Reading:
    """Read one table. Raises UnreadableError where no header line is found."""
    text, encoding = decoded(whole(source, SOURCE_BYTES))
    found = find_table(text)
    if found is None:
        raise UnreadableError("labtable.no_header")
    context.alive()
    rows, total, ragged = _rows(text, found)
    above = _above(found)
    mark = decimal_mark(row.cells.get("result", "") for row in rows)
    order = day_order(_written_days(rows, above))
    people = tuple(_people(rows, above, order))
    return Reading(
        format="labtable",
        title=_title(found),
        people=people,
        dates=tuple(_dates(rows, above, order)),
        institutions=tuple(_stated(rows, above, "institution")),
        kinds=tuple(_kinds(rows)),
        pages=paged([" ".join(filter(None, row)) for row in found.above] + [row.said for row in rows]),
        facts=_facts(found, rows, mark, order),
        remarks=tuple(_remarks(encoding, total, len(rows), ragged, _ambiguous(rows, above, mark, order))),
    )


def _rows(text: str, found: Found) -> tuple[list[_Row], int, int]:
    """The rows (bounded), how many there are, and how many have more cells than the header."""
    rows: list[_Row] = []
    total = ragged = 0
    for index, row in enumerate(rows_of(text, found.delimiter)):
        if index <= found.header or not any(cell.strip(_RULED) for cell in row):
            continue
        total += 1
        ragged += len(row) > len(found.names) and any(cell.strip() for cell in row[len(found.names) :])
        if len(rows) < ROWS:
            rows.append(_row(index + 1, row, found))
    return rows, total, ragged


def _row(line: int, row: list[str], found: Found) -> _Row:
    cells: dict[str, str] = {}
    other: dict[str, str] = {}
    for name, role, cell in zip(found.names, found.roles, row, strict=False):
        if cell.strip():
            (cells if role else other)[role or name] = cell.strip()
    return _Row(line, cells, other, " ".join(cell.strip() for cell in row if cell.strip()))


def _above(found: Found) -> _Row:
    """What stands above the table as `label: value`, in one cell or two."""
    cells: dict[str, str] = {}
    for row in found.above:
        parts = [cell.strip() for cell in row if cell.strip()]
        pairs = [cell.split(":", 1) for cell in parts if ":" in cell[:60]]
        pairs += [cell.split(" ", 1) for cell in parts if ":" not in cell and _DATED.fullmatch(cell)]
        pairs += [list(pair) for pair in pairwise(parts)]
        for label, value in pairs:
            role = role_of(label)
            if role and value.strip() and not role_of(value):
                cells.setdefault(role, value.strip())
    return _Row(1, cells, {})


def _people(rows: list[_Row], above: _Row, order: str) -> Iterator[PersonNamed]:
    """Every distinct person that the rows, or the lines above, name."""
    seen: set[tuple[str, ...]] = set()
    for row in [above, *rows]:
        said = tuple(row.cells.get(role, "") for role in PERSONAL)
        name, family, given, record, born, sex = said
        if not (name or family or given or record or born) or said in seen or len(seen) >= SAID_ONCE:
            continue
        seen.add(said)
        text = name or f"{given} {family}".strip()
        birth = day(born, order)
        yield PersonNamed(
            text=text,
            family=family,
            given=given,
            birth_date=birth,
            birth_may_be=both_days(born) if birth is not None and not birth.month else (),
            sex=SEXES.get(folded(sex), ""),
            numbers=(RecordNumber(record, row.cells.get("institution", "")),) if record else (),
            citation=Citation(quote=text or record, place=f"line {row.line}"),
        )


def _written_days(rows: list[_Row], above: _Row) -> Iterator[str]:
    for row in [above, *rows]:
        yield from (row.cells[role] for role, _ in DATES if role in row.cells)


def _dates(rows: list[_Row], above: _Row, order: str) -> Iterator[DateSeen]:
    seen: set[tuple[DateRole, PartialDate]] = set()
    for row in [above, *rows]:
        for role, meaning in DATES:
            value = day(row.cells.get(role, ""), order)
            if value is not None and (meaning, value) not in seen and len(seen) < SAID_ONCE:
                seen.add((meaning, value))
                yield DateSeen(meaning, value, Citation(quote=row.cells[role], place=f"line {row.line}"))


def _stated(rows: list[_Row], above: _Row, role: str) -> Iterable[Stated]:
    found: dict[str, Stated] = {}
    for row in [above, *rows]:
        if (value := row.cells.get(role, "")) and len(found) < 100:
            found.setdefault(value, Stated(value, Citation(quote=value, place=f"line {row.line}")))
    return found.values()


def _kinds(rows: list[_Row]) -> Iterator[Stated]:
    yield Stated("laboratory results")
    empty = _Row(1, {}, {})
    for role in ("panel", "test"):
        yield from list(_stated(rows, empty, role))[:50]


def _title(found: Found) -> str:
    """The first thing said above the table that is no label of a person or date."""
    words = (cell.strip() for row in found.above for cell in row if cell.strip())
    return next((word for word in words if ":" not in word and not role_of(word)), "")[:200]


def _facts(found: Found, rows: list[_Row], mark: str, order: str) -> dict[str, Json]:
    columns: list[Json] = [{"name": name, "role": role} for name, role in zip(found.names, found.roles, strict=True)]
    entries: list[Json] = []
    for row in rows:
        entry: dict[str, Json] = {role: cell for role, cell in row.cells.items() if role != "number"}
        if "number" in row.cells:
            entry["record_number"] = row.cells["number"]
        if value := number(row.cells.get("result", ""), mark):
            entry["number"] = value
        if row.other:
            entry["other"] = {name: cell for name, cell in row.other.items()}
        entries.append(entry | {"line": row.line})
    return {"delimiter": found.delimiter, "decimal": mark, "day_order": order, "columns": columns, "rows": entries}


def _ambiguous(rows: list[_Row], above: _Row, mark: str, order: str) -> tuple[int, int]:
    """How many results and how many days could mean two things."""
    results = [row.cells.get("result", "") for row in rows]
    numbers = sum(
        1 for value in results if decimal_mark([value]) == "" and not number(value, mark) and _is_marked(value)
    )
    written = list(_written_days(rows, above))
    return numbers, sum(1 for value in written if (seen := day(value, order)) is not None and not seen.month)


def _is_marked(value: str) -> bool:
    head, found, tail = value.replace(".", ",").partition(",")
    return bool(found) and head.strip("+-<>=≤≥ ").isdigit() and tail.isdigit()


def _remarks(encoding: str, total: int, kept: int, ragged: int, ambiguous: tuple[int, int]) -> Iterator[Remark]:
    numbers, days = ambiguous
    if encoding not in ("utf-8", "utf-16-le", "utf-16-be"):
        yield Remark("labtable.encoding", {"encoding": encoding})
    if total > kept:
        yield Remark("labtable.rows_cut", {"kept": kept, "count": total})
    if ragged:
        yield Remark("labtable.ragged_rows", {"count": ragged})
    if numbers:
        yield Remark("labtable.numbers_ambiguous", {"count": numbers})
    if days:
        yield Remark("labtable.days_ambiguous", {"count": days})
    if not total:
        yield Remark("labtable.no_rows")
