"""Heads of a table of results that name every column but that of the tests: `Result (ref)`, `%  (ref)  /uL  (ref)`."""

from __future__ import annotations

from consilium.domain.findings.laboratory.labtables import Column, ColumnWords, across_line
from consilium.domain.findings.laboratory.units import unit_in
from consilium.domain.findings.text.rows import row_of
from consilium.domain.layout import placed
from consilium.domain.phrases import words_of
from consilium.domain.records import Line, Page

_LONGEST, _FEWEST = 80, 2
_BEHIND = ("reference", "flag", "unit")


def results_alone(page: Page, line: Line, words: ColumnWords) -> tuple[Column, ...]:
    """The columns under such heads, with one for what stands left of them; () for another line."""
    if not placed(line) or not line.words or len(line.text) > _LONGEST:
        return ()
    row = row_of(page, [line])
    parts = [cell[0] for cell in row.cells] if row is not None else []
    columns = [
        Column(_role(part.text, words), part.text.strip("() "), *across_line(line, part.start, part.end))
        for part in parts
    ]
    roles = [column.role for column in columns]
    if len(roles) < _FEWEST or "" in roles or roles[0] != "result" or roles.count("unit") > 1:
        return ()
    several = (
        roles.count("result") == _FEWEST
        and "reference" in roles
        and all(unit_in(one.head)[1] for one in columns if one.role == "result")
    )
    if not (several or (roles.count("result") == 1 and "reference" in roles)):
        return ()
    return (Column("test", "", 0.0, columns[0].left - 0.005), *columns)


def _role(text: str, words: ColumnWords) -> str:
    """What a head says its column is: a result where it is a unit; "" where it is another thing."""
    plain = text.strip("()[] ")
    if plain and unit_in(plain) == (0, len(plain)):
        return "result"
    said = words_of(plain)
    hit = next(words.heads.find(said), None)
    whole = hit is not None and hit.first == 0 and hit.after == len(said)
    return hit.value if hit is not None and whole and hit.value in ("result", *_BEHIND) else ""
