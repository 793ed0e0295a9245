"""Finding the table in a delimited text: its delimiter, its header line, what stands above it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.readers.labtable.words import role_of

DELIMITERS = "\t;,|"
HEADER_WITHIN = 40  # lines in which the header must stand
LINES_LOOKED_AT = 60
COLUMNS = 300
CELL_CHARS = 4_000


@dataclass(frozen=True)
class Found:
    """Where the table is: its delimiter, the header's index among the rows, and its columns' roles."""

    delimiter: str
    header: int
    names: tuple[str, ...]
    roles: tuple[str, ...]
    above: tuple[tuple[str, ...], ...]

    def column(self, role: str) -> int:
        return self.roles.index(role) if role in self.roles else -1


def find_table(text: str) -> Found | None:
    """The first line, under any delimiter, that names a test and a result column beside at least one more."""
    lines = text.splitlines()[:LINES_LOOKED_AT]
    for delimiter in DELIMITERS:
        if not any(delimiter in line for line in lines):
            continue
        rows = list(rows_of("\n".join(lines), delimiter))
        for index, row in enumerate(rows[:HEADER_WITHIN]):
            roles = _roles(row)
            if {"test", "result"} <= set(roles) and sum(map(bool, roles)) >= 3:
                names = tuple(name.strip() for name in row)
                return Found(delimiter, index, names, roles, tuple(tuple(each) for each in rows[:index]))
    return None


def _roles(row: list[str]) -> tuple[str, ...]:
    """Each column's role; a role belongs to the first column that has it."""
    taken: set[str] = set()
    found = []
    for name in row:
        role = role_of(name)
        found.append("" if role in taken else role)
        taken.add(role)
    return tuple(found)


def rows_of(text: str, delimiter: str) -> Iterator[list[str]]:
    """The text's rows; quoting that is never closed ends the reading there."""
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield [cell[:CELL_CHARS] for cell in row[:COLUMNS]]
    except csv.Error:
        return
