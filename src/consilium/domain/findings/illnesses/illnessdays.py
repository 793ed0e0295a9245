"""The day or year right beside an illness: `17/05: DVT`, `dengue sin signos de alarma 2022`."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.told import year_beside
from consilium.domain.findings.days.blockdays import of_block
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.illnesses.historywords import Condition
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.spans import Span

# How many letters a day may stand from the illness, and what parts them.
_BESIDE = 28
_PARTED = re.compile(r"[;.•|]|,.*\w|\b(?:and|y|until|hasta|last|ultim[oa]|[uú]ltim[oa])\b", re.IGNORECASE)
# Words that say more of an illness before its day: `bacteriemia por Staphylococcus epidermidis (01/11)`, `dengue sin
# signos de alarma 2022`, `pneumonia treated in 2019`.
# What has a day of its own behind them parts them.
_MORE = (
    r"(?:\s(?!(?:and|y|e|or|o|but|pero|then|luego|after|before|post|tras|despu[eé]s|antes|until|hasta|last|removal"
    r"|surgery"
    r"|repair|transplant\w*|resection|biops\w+|operation|ops?|scan|MRI|CT|echo|RMN?|TAC|retiro|cirug[ií]a"
    r"|trasplante|resecci[oó]n"
    r"|control|review|clinic|visit|consulta|guidelines?|gu[ií]as?|protocol\w*|score|class\w*|criteri\w+|born"
    r"|nacid\w+|plan|due"
    r"|started|inici\w+|trial|study|estudio|vaccin\w+|vacun\w+)\b)[^\W\d_][\w-]{0,19})"
)
_QUALIFIED = re.compile(rf"{_MORE}{{1,6}}\s\(?", re.IGNORECASE)
# `Gaucher tipo 1, diagnosticada el 15/03/2021`, `Pompe disease (confirmed 30/09/2024)`.
_DIAGNOSED = re.compile(
    r"(?:\s[\w-]{1,20}){0,4},?\s\(?(?:first |recently |reci[eé]n )?(?:diagnos\w{2,8}|diagnostic\w{2,6}|dx"
    r"|confirm\w{0,6}"
    r"|detect\w{2,6}|found|identified)\s?(?:el|on|in|en|:|el d[ií]a)?\s?",
    re.IGNORECASE,
)
# `Hospitalizada 2022 por neumonía`.
_YEAR_AHEAD = re.compile(r"\b((?:19|20)\d\d)\s(?:por|for|with|con|due to)\s(?:[\w-]{1,18}\s){0,2}$", re.IGNORECASE)
# `No ha tenido crisis convulsivas desde 2024`, `no fever since Tuesday`.
_SINCE = re.compile(r"[^.;]{0,40}?\b(?:desde|since|a partir de|after|tras)\b", re.IGNORECASE)
# Heads of a column of when each of a list of problems began.
_BEGAN = re.compile(
    r"\s*(?:(?:fecha|date)(?:\s(?:de|del?|of))?\s?(?:inicio|diagn\w+|dx|aparici\w+|onset|diagnosis)?|inicio|desde"
    r"|onset(?: date)?|start(?:ed)?(?: date)?|began|since|noted|diagnosed|dx(?: date)?|diagn[oó]stico(?: en)?"
    r"|a[ñn]o|year)"
    r"\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_BEHIND = re.compile(
    rf"{_MORE}{{0,5}}\s(?:x\s?\d\s)?\(?((?:19|20)\d\d)(?![\w/.-]*\d|\s?(?:m?g|UI|IU|ml)\b)", re.IGNORECASE
)


def _began(clause: Clause, span: Span[Condition], paper: Paper) -> PartialDate | None:
    """The day in the cell under a head for when a thing began, of the illness in a cell before it."""
    for (start, text), head in zip(clause.cells, clause.header, strict=False):
        if start >= span.end and _BEGAN.match(head):
            told = occasions(text, paper)
            year = _YEAR.fullmatch(text.strip())
            return told[0].when if len(told) == 1 else PartialDate(int(year[0])) if year else None
    return None


def day_of(clause: Clause, span: Span[Condition], said: Assertion, paper: Paper) -> PartialDate | None:
    """The day right beside an illness. One that has not been there since a day is not of that day."""
    gone = said is Assertion.NEGATED and _SINCE.match(clause.text, span.end) is not None
    return None if gone else day_beside(clause, span, paper)


def day_beside(clause: Clause, span: Span[Condition], paper: Paper) -> PartialDate | None:
    """The day right beside an illness: `diabetes insipida desde mayo de 2016`, `17/05: DVT`; in a list of problems that
    of the column of when each began."""
    if clause.header and (began := _began(clause, span, paper)) is not None:
        return began
    for one in occasions(clause.text, paper):
        if one.start < span.start and of_block(clause, paper, one.start):
            continue
        after = clause.text[span.end : one.start] if one.start >= span.end else None
        before = clause.text[one.end : span.start] if one.end <= span.start else None
        if after is not None and len(after) <= _BESIDE and not _PARTED.search(after):
            return one.when
        if after is not None and (_QUALIFIED.fullmatch(after) or _DIAGNOSED.fullmatch(after)):
            return one.when
        if before is not None and len(before) <= _BESIDE and not _PARTED.search(before):
            return one.when
    year = _YEAR_BEHIND.match(clause.text, span.end) or _YEAR_AHEAD.search(
        clause.text, max(0, span.start - 60), span.start
    )
    return PartialDate(int(year[1])) if year else year_beside(clause.text, span.start, span.end)
