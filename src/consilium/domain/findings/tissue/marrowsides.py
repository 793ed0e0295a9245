"""The two sides of a marrow that one report tells apart: `Right biopsy 40 %, left biopsy 55 % of marrow space`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.labelled import labelled_date
from consilium.domain.findings.tissue.specimenwords import SpecimenWords
from consilium.domain.records import Category

_TAKEN = (
    r"(?:biops(?:y|ies)|core|trephine|aspirates?|(?:posterior )?iliac(?: crest)?|(?:posterior )?superior iliac spine|"
    r"PIC|PSIS|PIH|marrow|side)"
)
_SPANISH = r"(?:biopsia|aspirado|cilindro|cresta(?: il[ií]aca)?(?: posterior)?|m[eé]dula(?: [oó]sea)?|lado|muestra)"
_SIDE = re.compile(
    rf"(?<!\w)(?:(?P<right>right|R)|(?P<left>left|L))\s(?:(?:posterior|iliac|crest|marrow|bone|core|trephine|sided?)\s)"
    rf"{{0,3}}{_TAKEN}(?!\w)"
    rf"|(?<!\w){_SPANISH}\s(?:(?P<derecha>derech[oa])|(?P<izquierda>izquierd[oa]))(?!\w)"
    # The second side of a sentence without its noun: `cresta ilíaca derecha 40 %, izquierda 55 %`.
    r"|(?<=[,;]\s)(?:(?P<second_right>right|derech[oa])|(?P<second_left>left|izquierd[oa]))"
    r"(?=:?\s[<>~]?\s?\d{1,3}(?:[.,]\d)?\s?%)",
    re.IGNORECASE,
)
# In a paper of another sort a side is of the marrow where the sentence says so.
_OF_MARROW = re.compile(r"\b(?:marrow|m[eé]dula [oó]sea|m[eé]dula|iliac|il[ií]aca|PSIS|trephine)\b", re.IGNORECASE)
_SHARE = re.compile(
    r"[\s:,=–-]{1,3}(?:(?:of|shows?|with|is|was|has|involved|involvement|replaced|infiltrad[oa]|infiltraci[oó]n|"
    r"compromiso|con|"
    r"tumou?r|tumoral|del?|un|al|en|by|about|approximately|aproximadamente|muestra|positive|positiv[oa]),?\s){0,4}"
    r"(?P<share>[<>~]?\s?\d{1,3}(?:[.,]\d)?\s?%)(?!\s?(?:cellular|celular|blast|plasma|necro|limpho|linfo|eryth|myelo))",
    re.IGNORECASE,
)
# What a share is of: of the room that the disease takes, not of the cells counted.
_OF_DISEASE = re.compile(
    r"\b(?:of (?:the )?(?:marrow|medullary|intertrabecular|core)|involve\w*|infiltra\w*|replac\w+|tumou?r\w*|"
    r"metasta\w+|compromi\w+|neuroblast\w+|sarcoma\w*|linfoma|lymphoma|del espacio|reemplaz\w+)\b",
    re.IGNORECASE,
)
_NOT_SHOWN = (Section.INDICATION, Section.HISTORY, Section.PLAN, Section.COMPARISON, Section.GENERAL)


def told(paper: Paper, words: SpecimenWords) -> Iterator[Finding]:
    """A specimen for each side, with the share of it that disease takes where the paper tells that."""
    own = paper.category is Category.BONE_MARROW
    seen: dict[str, Finding] = {}
    for clause in paper.clauses:
        if clause.section in _NOT_SHOWN or not (own or _OF_MARROW.search(clause.text)):
            continue
        for found in _SIDE.finditer(clause.text):
            side = "right" if found["right"] or found["derecha"] or found["second_right"] else "left"
            one = _of_side(paper, clause, found, side, words)
            if side not in seen or (one.number is not None and seen[side].number is None):
                seen[side] = one
    if len(seen) > 1 and any(one.number is not None for one in seen.values()):
        yield from seen.values()


def _of_side(paper: Paper, clause: Clause, found: re.Match[str], side: str, words: SpecimenWords) -> Finding:
    collected = labelled_date(paper, words.dates, "collected")
    share = _SHARE.match(clause.text, found.end()) if _OF_DISEASE.search(clause.text) else None
    end = share.end() if share is not None else found.end()
    amount = re.search(r"\d+(?:[.,]\d)?", share["share"]) if share is not None else None
    return Finding(
        Kind.SPECIMEN,
        "bone marrow",
        value=clause.text[found.start() : end],
        number=float(amount[0].replace(",", ".")) if amount else None,
        unit="%" if amount else "",
        when=collected[0] if collected else paper.date if paper.category is Category.BONE_MARROW else None,
        laterality=side,
        site="bone marrow",
        detail={"percent": share["share"].strip()} if share is not None else {},
        citations=(clause.cite(found.start(), end),),
        confidence=clause.confidence,
    )
