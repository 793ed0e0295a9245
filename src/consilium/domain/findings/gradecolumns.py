"""Grades in the columns of a table of weeks: `skin (RTOG) | mucositis (CTCAE)` over `2 | 3` beside a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.terms import Term, terms_in
from consilium.domain.phrases import PhraseIndex

_HEAD = re.compile(r"\b(?P<system>CTC(?:AE)?|RTOG|grade|grado|gr)\b", re.IGNORECASE)
_SKIN = re.compile(r"^\s*(?:skin|piel)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d|\b(?:IV|I{1,3})\b")
_GRADE = re.compile(r"[0-5]")
_LEAST_CELLS, _LONGEST, _OTHERS = 3, 40, 2

Column = tuple[int, Term, str]


def graded_columns(paper: Paper, terms: PhraseIndex[tuple[Term, ...]]) -> Iterator[Finding]:
    """The grades of each row under heads that name a toxicity and its scale, each on the row's day."""
    for at, head in enumerate(paper.clauses):
        columns = columns_of(head, terms)
        others = 0
        for row in paper.clauses[at + 1 : at + 1 + _LONGEST] if columns else ():
            if len(row.cells) - len(head.cells) not in (0, 1):  # a head of one sign (`#`) is no cell
                others += 1
                if others > _OTHERS:
                    break
                continue
            yield from _graded(row, columns, paper)


def columns_of(head: Clause, terms: PhraseIndex[tuple[Term, ...]]) -> list[Column]:
    """The columns of grades that a row of heads has, each by its place from the right."""
    figures = any(_FIGURE.search(text) for _, text in head.cells)
    return list(_columns(head, terms)) if len(head.cells) >= _LEAST_CELLS and not figures else []


def _columns(head: Clause, terms: PhraseIndex[tuple[Term, ...]]) -> Iterator[Column]:
    for place, (_, text) in enumerate(head.cells, -len(head.cells)):
        scale = _HEAD.search(text)
        if scale is not None and (found := terms_in(_SKIN.sub("dermatitis", text), terms)):
            yield place, found[0].term, scale["system"].upper()


def _graded(row: Clause, columns: list[Column], paper: Paper) -> Iterator[Finding]:
    days = occasions(row.text, paper)
    for place, term, system in columns:
        start, text = row.cells[place]
        if _GRADE.fullmatch(text.strip()) is None:
            continue
        scale = {"system": system} if system in ("CTC", "CTCAE", "RTOG") else {}
        yield Finding(
            Kind.TOXICITY,
            term.name,
            term.codes,
            text.strip(),
            float(text.strip()),
            when=days[0].when if days else None,
            assertion=Assertion.NEGATED if text.strip() == "0" else Assertion.STATED,
            detail={"grade": text.strip(), **scale},
            citations=(row.cite(), row.cite(start, start + len(text))),
            confidence=row.confidence,
        )
