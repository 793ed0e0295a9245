"""Results that stand in the column of a relative or a donor, beside the child's own: a table of types and serology
under `Ana | Father (Andrés) | Mother | Brother`. A father's virus told as the child's is a false statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.grids import Over, fitted, over, tokens_of
from consilium.domain.layout import placed

_KIN = {
    "father": "father|dad|padre|pap[aá]",
    "mother": "mother|mum|mom|madre|mam[aá]",
    "brother": "brother|hermano",
    "sister": "sister|hermana",
    "sibling": "sibling|sib",
    "donor": "donor|donante|donador(?:a)?",
}
_NAMED = re.compile(
    "(?:" + "|".join(f"(?P<{name}>{said})" for name, said in _KIN.items()) + r")"
    r"(?:['’]s)?(?:\s(?:\d|[A-Z]\d?|[A-ZÁÉÍÓÚÑ][\w-]{1,20}))?(?:\s?[(,][^()]{0,24}\)?)?",
    re.IGNORECASE,
)
_LONGEST_HEAD, _FEWEST_CELLS = 40, 3
_Spans = Sequence[tuple[int, int, str]]


def of_kin_by_column(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`told` with the results in a relative's column as the relative's; without those of a donor."""
    rows = list(_rows(paper.clauses))
    for one in told:
        kin = _whose(one, rows) if rows and one.kind is Kind.LABORATORY and one.quote else ""
        if not kin:
            yield one
        elif kin != "donor":
            yield replace(one, assertion=Assertion.FAMILY, detail={**one.detail, "relative": kin})


def _rows(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, _Spans]]:
    """Rows of tables with such columns, and where in them each cell stands and whose it is; "" is the child's."""
    heads: tuple[Over, ...] = ()
    page = None
    for clause in clauses:
        named = [_kin(text) for _, text in clause.cells]
        if any(named) and not all(named) and len(named) > 1 and placed(clause.pieces[0].line):
            heads, page = _heads(clause), clause.page
            continue
        if not heads or clause.page is not page or len(clause.cells) < _FEWEST_CELLS:
            heads = ()
            continue
        row = fitted(clause, heads)
        if row is not None:
            yield (
                clause,
                [
                    (start, start + len(text), _kin(head))
                    for head, (start, text) in zip(row.header, row.cells, strict=True)
                ],
            )


def _kin(text: str) -> str:
    found = _NAMED.fullmatch(text.strip()) if len(text) <= _LONGEST_HEAD else None
    return found.lastgroup or "" if found is not None else ""


def _heads(clause: Clause) -> tuple[Over, ...]:
    tokens = tokens_of(clause)
    cells = [[one for one in tokens if start <= one.start < start + len(text)] for start, text in clause.cells]
    return tuple(over(cell) for cell in cells) if all(cells) else ()


def _whose(one: Finding, rows: Sequence[tuple[Clause, _Spans]]) -> str:
    """Whose column a result's words end in, wherever they stand in such a table."""
    found = set()
    for clause, spans in rows:
        at = clause.text.find(one.quote)
        if at < 0 or one.citations[0].page not in (None, clause.page.number):
            continue
        last = at + len(one.quote) - 1
        found.add(next((kin for start, end, kin in spans if start <= last < end), ""))
    return found.pop() if len(found) == 1 else ""
