"""Residual disease in tables: a row for each point of time (date, sample, method, limit, result under their heads), or
a row of residual disease with a column for each point of time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.mrd.residual import ResidualWords, of_value
from consilium.domain.findings.mrd.residualdoubts import INDETERMINATE
from consilium.domain.findings.mrd.residualvalues import SHARE, VALUE
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.labelled import dates_of
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

_DATED = re.compile(r"\d{1,4}[-/. ]\w{1,9}[-/. ]\d{2,4}")
_TITLE_WORDS = 12


def about_residual(clause: Clause, words: ResidualWords, before: bool) -> bool:
    """Whether what stands below is about residual disease: a title or a head names it, and no other title came since.
    Labels of the paper (`Patient: ...`) and the rows themselves change nothing."""
    if clause.text.rstrip().endswith(":") and not clause.cells and spans_in(clause, words.names):
        return True
    if clause.cells or ":" in clause.text:
        return before
    if len(clause.words) > _TITLE_WORDS or clause.text.rstrip().endswith("."):
        return before and clause.text[:1].islower()
    return bool(spans_in(clause, words.names)) or before


def rows_in(
    clause: Clause, words: ResidualWords, assertion: AssertionWords, order: str, titled: bool
) -> Iterator[Finding]:
    """What a row of a table says of residual disease."""
    if len(clause.cells) < 2 or len(clause.header) != len(clause.cells):
        return
    if any(hit.first == 0 for hit in words.limit.find(words_of(clause.cells[0][1]))):
        return  # the row of the method's limit
    roles = [_role(head, words.heads) for head in clause.header]
    named = any(any(words.names.find(words_of(head))) for head in clause.header)
    methods = [at for at, head in enumerate(clause.header) if any(words.methods.find(words_of(head)))]
    if (titled or named) and "result" not in roles and methods and ("date" in roles or "timepoint" in roles):
        for at in methods:
            yield from _of_point(
                clause, words, assertion, ["result" if at == one else role for one, role in enumerate(roles)], order
            )
    elif (titled or named) and "result" in roles:
        own = [at for at, role in enumerate(roles) if role == "result" and _names(clause.header[at], words)]
        if len(own) < 2:
            yield from _of_point(clause, words, assertion, roles, order)
            return
        for at in own:  # `Flow MRD (%) | PCR MRD`
            each = ["" if one in own and one != at else role for one, role in enumerate(roles)]
            yield from _of_point(clause, words, assertion, each, order)
    elif any(hit.first == 0 for hit in words.names.find(words_of(clause.cells[0][1]))):
        yield from _across(clause, words, assertion, order)


def _role(head: str, heads: PhraseIndex[str]) -> str:
    return next((hit.value for hit in heads.find(words_of(head))), "")


def _of_point(
    clause: Clause, words: ResidualWords, assertion: AssertionWords, roles: list[str], order: str
) -> Iterator[Finding]:
    """A row for one point of time."""
    columns = {role: at for at, role in reversed(list(enumerate(roles))) if role}
    at = next(
        (at for at, role in enumerate(roles) if role == "result" and _names(clause.header[at], words)),
        columns["result"],
    )
    found = _of_cell(clause, words, assertion, at)
    if found is None:
        return
    told = {role: clause.cells[column][1] for role, column in columns.items()}
    first = told.get("timepoint") or (clause.cells[0][1] if not roles[0] else "")
    detail = {
        "limit": told.get("limit", ""),
        "method": _known(told.get("method", ""), words.methods) or _method_of(clause.header[at], words),
        "specimen": _known(told.get("sample", ""), words.specimens),
        "timepoint": first.lower(),
    }
    whole = clause.cite(0, clause.cells[at][0] + len(clause.cells[at][1]))
    yield replace(_more(found, detail), when=_day(clause, order), citations=(whole,))


def _across(clause: Clause, words: ResidualWords, assertion: AssertionWords, order: str) -> Iterator[Finding]:
    """A row of residual disease, a column for each point of time."""
    for at in range(1, len(clause.cells)):
        found = _of_cell(clause, words, assertion, at)
        if found is not None:
            head = clause.header[at]
            days = dates_of(Clause(head, clause.pieces), order)
            name = "" if days and _DATED.fullmatch(head.strip()) else head.lower()
            whole = clause.cite(0, clause.cells[at][0] + len(clause.cells[at][1]))
            dated = replace(_more(found, {"timepoint": name}), when=days[0].value if days else None)
            yield replace(dated, citations=(*found.citations, whole))


def _method_of(head: str, words: ResidualWords) -> str:
    return next((hit.value for hit in words.methods.find(words_of(head))), "")


def _names(head: str, words: ResidualWords) -> bool:
    return any(words.names.find(words_of(head)))


def _of_cell(clause: Clause, words: ResidualWords, assertion: AssertionWords, at: int) -> Finding | None:
    start, text = clause.cells[at]
    value = VALUE.search(clause.text, start, start + len(text))
    told = sorted((*spans_in(clause, words.results), *spans_in(clause, words.unclear)), key=lambda one: one.start)
    results = [one for one in told if start <= one.start < start + len(text)]
    if "%" in clause.header[at] and (value is None or value["bare"]):
        value = SHARE.match(clause.text, start, start + len(text)) or value
    if value is None and not results:
        return None
    # A negative result may go on with what was counted: `Negative, 0 of 1.2 million`.
    if (
        results
        and results[0].value not in ("positive", INDETERMINATE)
        and value is not None
        and value.start() > results[0].start
    ):
        value = None if value["count"] else value
    name = Span("names", start, start)
    return of_value(clause, words, assertion, name, value, results[0] if results else None)


def _more(found: Finding, detail: Mapping[str, Scalar]) -> Finding:
    known = {key: value for key, value in detail.items() if value}
    return replace(found, detail={**found.detail, **known})


def _known(text: str, index: PhraseIndex[str]) -> str:
    """The method or the tissue by its usual name, as written where it has none."""
    return next((hit.value for hit in index.find(words_of(text))), text)


def _day(clause: Clause, order: str) -> PartialDate | None:
    days = dates_of(clause, order)
    return days[0].value if days else None
