"""The first and last day of a course of treatment, which are no day of what happened in it:
`Blinatumomab 1 | 2026-05-14 | 2026-06-11 | CRS gr 1`, `Ciclo 2 del 14/05/2026 al 11/06/2026, mucositis grado 3`."""

from __future__ import annotations

import re

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper

_TO = re.compile(r"[\s|]*(?:[-–—/]|to|a|al|until|till|through|hasta|y|and)?[\s|]*(?:el|the)?[\s|]*", re.IGNORECASE)
# What a course is called before its days.
_COURSE = re.compile(
    r"\b(?:cycles?|ciclos?|courses?|cursos?|blocks?|bloques?|(?:re-?)?inducti?[oó]n|(?:re-?)?inducci[oó]n|consolida\w+"
    r"|intensifica\w+|maintenance|mantenimiento|mantenci[oó]n|chemo\w*|quimio\w*|protocolo?|phase|fase|\w{3,}(?:mab|cel|inib)"
    r"|\w{3,}\s\d{1,2}\s?[|(:]?\s*$)",
    re.IGNORECASE,
)
# Days in a hospital are those of what it was for.
_STAY = re.compile(
    r"\b(?:admi\w+|hospital\w*|ingres\w*|intern\w*|inpatient|stay|estancia|UCI|ICU|PICU)\b", re.IGNORECASE
)
_HEADS = re.compile(
    r"\s*(?:start|stop|end|from|to|until|begin|inicio|fin|t[eé]rmino|desde|hasta)(?:\s(?:date|day))?\s*", re.I
)
_REACH = 70


def of_block(clause: Clause, paper: Paper, start: int) -> bool:
    """Whether the day that stands at `start` is the first or last of a course of treatment."""
    for (at, text), head in zip(clause.cells, clause.header, strict=False):
        if at <= start < at + len(text) and _HEADS.fullmatch(head):
            return True
    found = occasions(clause.text, paper)
    for one, following in zip(found, [*found[1:], None], strict=True):
        paired = following is not None and _TO.fullmatch(clause.text, one.end, following.start) is not None
        own = {one.start} | ({following.start} if paired and following is not None else set())
        if start in own and (paired or one.until is not None) and _led(clause.text, one.start):
            return True
    return False


def _led(text: str, start: int) -> bool:
    label = text[max(0, start - _REACH) : start].rpartition(". ")[2]
    return _COURSE.search(label) is not None and _STAY.search(label) is None
