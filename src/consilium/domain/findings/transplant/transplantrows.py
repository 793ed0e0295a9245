"""Several transplants that one sentence or table tells apart: `Tandem: first with thiotepa/cyclophosphamide (3 May) and
second with busulfan-melphalan (5 October)`, rows under `Trasplante | Fecha (día 0) | Acondicionamiento`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.transplant.transplantforms import ALLOGENEIC, ANY, AUTOLOGOUS
from consilium.domain.phrases import PhraseIndex, fold, words_of

_TANDEM = "tandem autologous transplant"
_NTH = re.compile(
    r"(?<!\w)(?:(?P<first>(?:the )?first|1st|(?:el )?primer[oa]?|1\s?\.?\s?(?:er|[ºo°]))"
    r"|(?P<second>(?:the )?second|2nd|(?:el )?segund[oa]|2\s?\.?\s?(?:do|[ºo°])))(?!\w)\.?",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[\s,;]{1,3}(?:and|y|then|luego)?\s*$")
# Heads of a table of transplants (folded).
_OF_KIND = re.compile(
    r"(?:type of )?(?:transplants?|trasplantes?|autotrasplantes?|hsct|hct|sct|tph|asct|"
    r"tipo(?: de trasplante)?|type)(?: n\w?\.?)?"
)
_OF_DAY = re.compile(
    r"(?:fecha|date|dia 0|day 0|d0|infusion)(?: (?:de |of )?(?:la )?(?:infusion|reinfusion|trasplante|transplant))?"
    r"\s?(?:\(?(?:dia|day|d)\s?[+-]?0\)?)?(?:\s?\(?(?:infusion|reinfusion)\)?)?"
)
_OF_CELLS = re.compile(
    r"\b(?:transplant|trasplant|autotrasplant|hsct|hct|sct|tph|asct|autolog|alogenic|allogeneic)\w*", re.IGNORECASE
)
_AUTOLOGOUS = re.compile(r"\b(?:auto\w*|asct)\b")
_ALLOGENEIC = re.compile(r"\b(?:alo\w*|allo\w*|mud|msd|haplo\w*)\b")
_LATER = re.compile(
    r"\b(?:planned|planificad[oa]|programad[oa]|previst[oa]|expected|pending|pendiente)\b", re.IGNORECASE
)


def tandem_parts(clause: Clause, one: Finding, conditioning: PhraseIndex[str], paper: Paper) -> Iterator[Finding]:
    """The two transplants of a tandem whose regimens or days the sentence tells one by one; else the tandem itself."""
    at = clause.text.find(one.value) if one.name == _TANDEM and one.value else -1
    marks = list(_NTH.finditer(clause.text, at + len(one.value))) if at >= 0 else []
    if len(marks) != 2 or not marks[0]["first"] or not marks[1]["second"]:
        yield one
        return
    parts = [(marks[0], marks[1].start()), (marks[1], len(clause.text))]
    made = [_part(clause, one, mark, end, conditioning, paper) for mark, end in parts]
    yield from made if all("conditioning" in part.detail or part.when for part in made) else [one]


def _part(
    clause: Clause, one: Finding, mark: re.Match[str], end: int, conditioning: PhraseIndex[str], paper: Paper
) -> Finding:
    days = [day for day in occasions(clause.text, paper) if mark.end() <= day.start < end]
    detail = {key: said for key, said in one.detail.items() if key not in ("conditioning", "day0", "ordinal")}
    detail["ordinal"] = "first" if mark["first"] else "second"
    regimen = _regimen(clause.text[mark.end() : end], conditioning)
    if regimen:
        detail["conditioning"] = regimen
    return replace(
        one,
        name=AUTOLOGOUS,
        value=_JOINT.sub("", clause.text[mark.start() : end]).strip(" ,;."),
        when=days[0].when if days else None,
        until=days[0].until if days else None,
        detail=detail,
    )


def _regimen(text: str, conditioning: PhraseIndex[str]) -> str:
    return next((hit.value for hit in conditioning.find(words_of(text))), "")


def tables_of(paper: Paper) -> dict[int, tuple[str, ...]]:
    """The heads of each row of a table of transplants, by the clause's identity; the row of heads has none under it."""
    found: dict[int, tuple[str, ...]] = {}
    heads: tuple[str, ...] = ()
    for clause in paper.clauses:
        own = tuple(fold(text).strip() for _, text in clause.cells)
        if len(own) > 1 and _columns(own) is not None:
            heads, found[id(clause)] = own, ()
        elif heads and len(own) == len(heads):
            found[id(clause)] = heads
        else:
            heads = ()
    return found


def _columns(heads: Sequence[str]) -> tuple[int, int] | None:
    """Where the kind and the day stand; None for heads of another table."""
    kind = next((at for at, head in enumerate(heads) if _OF_KIND.fullmatch(head)), None)
    day = next((at for at, head in enumerate(heads) if _OF_DAY.fullmatch(head)), None)
    if kind is None or day is None:
        return None
    told = (
        _OF_CELLS.search(heads[kind])
        or "0" in heads[day]
        or any(re.search(r"conditioning|acondicionamiento|cd34", head) for head in heads)
    )
    return (kind, day) if told else None


def transplant_row(
    clause: Clause, heads: Sequence[str], conditioning: PhraseIndex[str], paper: Paper
) -> Finding | None:
    """The transplant of one row under such heads; None where its day or kind is not told."""
    columns = _columns(heads)
    if columns is None:
        return None
    kind, day = (clause.cells[at][1] for at in columns)
    days = occasions(day, paper)
    if len(days) != 1 or not days[0].when.day:
        return None
    said = fold(kind)
    name = AUTOLOGOUS if _AUTOLOGOUS.search(said) else ALLOGENEIC if _ALLOGENEIC.search(said) else ANY
    nth = _NTH.search(kind)
    regimen = _regimen(clause.text, conditioning)
    ahead = _LATER.search(clause.text) or (paper.date is not None and days[0].when > paper.date)
    detail = {
        "day0": str(days[0].when),
        "ordinal": "" if nth is None else "first" if nth["first"] else "second",
        "conditioning": regimen,
    }
    return Finding(
        Kind.TRANSPLANT,
        name,
        value=kind.strip(),
        when=days[0].when,
        assertion=Assertion.PLANNED if ahead else Assertion.STATED,
        detail={key: one for key, one in detail.items() if one},
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )
