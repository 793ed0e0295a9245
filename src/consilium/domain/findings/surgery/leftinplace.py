"""What an operation report leaves in the child or works with: drains, implants of an eye socket, conformers, clips,
sheaths (`Drenaje tubular en lecho`, `One 24 Fr intercostal drain`, `Conformer inserted`, `No se dejó dren`). Read in
operation reports, whose day is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.thingssaid import plain_clauses
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES, Section.HISTORY})
_THINGS = {
    "chest tube": r"(?:chest|intercostal|pleural) (?:drains?|tubes?)|drenaje (?:pleural|toracico)|"
    r"tubo (?:de torax|pleural)",
    "surgical drain": r"(?:(?:redivac|blake|jp|jackson[- ]pratt|suction|penrose|tube|corrugated|\d{1,2}\s?fr) )?"
    r"drains?(?! for| the| of| into)|drenajes?(?: (?:tubular|aspirativo|laminar|de jackson|blake|redon|en lecho))?"
    r"(?! (?:venos|linfat|ventric))|dren(?:es)?|penrose|redon|hemovac|jackson[- ]pratt",
    "orbital implant": r"(?:orbital |silicone |porous |polyethylene |medpor |hydroxyapatite |acrylic |pmma )+"
    r"(?:implant|sphere|ball)|(?:esfera|implante)(?: (?:de|orbitario|porosa?|polietileno|silicona|medpor|"
    r"hidroxiapatita|acrilic[oa]|pmma)){1,4}|medpor implant",
    "conformer": r"conformers?|conformador(?:es)?",
    "surgical clips": r"(?:titanium |surgical |metal )?clips(?= mark| were (?:placed|left)| placed| left| at|\.|"
    r",| para)|"
    r"clips (?:de titanio|metalicos|quirurgicos)",
    "arterial access": r"(?:femoral (?:artery )?|arterial )(?:sheath|access|puncture)|sheath|(?:acceso|"
    r"introductor|puncion) "
    r"(?:femoral|arterial)|introductor",
}
_THING = re.compile(
    "(?<![\\w-])(?:" + "|".join(f"(?P<t{at}>{one})" for at, one in enumerate(_THINGS.values())) + ")(?![\\w-])"
)
_NAMES = tuple(_THINGS)
_NO = re.compile(
    r"\b(?:no|not|without|sin|nil|never)\s(?:(?:se|dejo|deja|dejan|coloca|coloco|dejamos|was|were|a|any|need|needed|"
    r"for|necesario|requirio|un|other|left|dejar|colocar)\s){0,3}$|^\W*no\s(?:[\w-]{2,14}\s){0,2}$"
)
_NOT_BEHIND = re.compile(
    r"\s(?:was|were|is|are)?\s?(?:not|no)\s(?:left|needed|placed|used|required|inserted)\b|\s?:\s?(?:no\b|nil|"
    r"none|ningun)"
)
_LATER = re.compile(r"\b(?:if|si|may|might|option|consider|puede|podria|en caso)\b")
_OLD = re.compile(r"\b(?:existing|previous|old|previo|removed|retir\w+|withdrawn)\s(?:\w+\s){0,2}$")
_SIDES = (("left", re.compile(r"\b(?:left|izquierd[oa]|l)\b")), ("right", re.compile(r"\b(?:right|derech[oa]|r)\b")))


def left_in_place(paper: Paper, known: Sequence[Finding]) -> Iterator[Finding]:
    """Each such thing of an operation report once, where no finding of `known` names it in the same words."""
    if paper.category is not Category.OPERATIVE:
        return
    values = [fold_value for one in known if (fold_value := one.value.lower())]
    seen: set[str] = set()
    for clause in plain_clauses(paper, _SILENT):
        for found in _THING.finditer(clause.folded):
            name = next(one for at, one in enumerate(_NAMES) if found[f"t{at}"])
            how = _how(clause, found)
            said = clause.text[found.start() : found.end()]
            told = any(said.lower() in one and one in clause.text.lower() for one in values)
            if how is None or name in seen or (told and how is Assertion.STATED):
                continue
            seen.add(name)
            yield _finding(paper, clause, found, name, how)


def _how(clause: Clause, found: re.Match[str]) -> Assertion | None:
    text = clause.folded
    low = max(text.rfind(mark, 0, found.start()) for mark in (". ", "; ", ", ")) + 1
    before = text[max(low, 0) : found.start()].lstrip()
    if _NO.search(before) or _NOT_BEHIND.match(text, found.end()):
        return Assertion.NEGATED
    return None if _LATER.search(before) or _OLD.search(before) else Assertion.STATED


def _finding(paper: Paper, clause: Clause, found: re.Match[str], name: str, how: Assertion) -> Finding:
    near = clause.folded[max(0, found.start() - 30) : found.end() + 30]
    sides = [side for side, pattern in _SIDES if pattern.search(near)]
    return Finding(
        Kind.SURGERY,
        name,
        value=clause.text[found.start() : found.end()],
        when=paper.date if how is Assertion.STATED else None,
        assertion=how,
        laterality=sides[0] if len(sides) == 1 else "",
        detail={"what": "device"},
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )
