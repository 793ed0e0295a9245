"""Lines that a child has, named without a word for placing one: `Central line: right port`, `Hickman line L.`, `Port
(left chest) flushed at each visit`, `Reservorio en subclavia derecha, permeable`, `under the PICC dressing`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.thingssaid import plain_clauses
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES, Section.PLAN})
_SIDE = r"(?:left|right|lt\.?|rt\.?|[lr]|izquierd[oa]|derech[oa]|izq\.?|der\.?|dch[oa]\.?)"
_LINE = (
    r"(?:port[- ]?a[- ]?cath|portacath|medi[- ]?port|power ?port|implant(?:ed|able) port|port(?! wine| of|al)|"
    r"hickman(?: line| catheter)?|broviac(?: line| catheter)?|picc(?: line)?|central (?:venous )?(?:line|catheter)|"
    r"tunnel+ed (?:line|catheter)|cvc|cvl|tivad|vascath|permcath|jugular (?:line|catheter)|"
    r"cateter(?: venoso)?(?: central| port| puerto| implantable| semi-?implantable| tunelizado| hickman|"
    r" broviac| picc)?"
    r"(?! (?:vesical|urinari|ureteral|doble|epidural|peritoneal|de dialisis))|reservorio(?! de ommaya)|"
    r"via central|acceso venoso central|implantofix)"
)
_PLACE = (
    rf"(?:{_SIDE}|chest|arm|neck|ij|ijv|subclavian|jugular|femoral|basilic|side|wall|upper|anterior|internal|single|"
    r"double|lumen|"
    r"en|el|la|de|del|brazo|torax|cuello|subclavi[oa]|yugular|basilic[oa]|hemitorax|lado|simple|in situ|in place|"
    r"permeable|working|in|the|his|her|\d{1,2}(?:\.\d)?|fr|on)"
)
# `Central line: right port`, `Acceso: catéter Broviac derecho`.
_LABELLED = re.compile(
    r"(?:^|[.;|]\s?)\W{0,4}(?:(?:central |vascular |venous )?(?:line|access)|acceso(?: venoso|"
    r" vascular)?(?: central)?|"
    r"via(?: central)?|"
    rf"cvc|cateter(?: central)?|catheter|device|dispositivo)\s?[:=]\s?(?:{_PLACE}\s){{0,4}}(?P<line>{_LINE})"
    r"(?!\s(?:removed|out|retirado|no ))"
)
# `Hickman line L.`, `Reservorio en subclavia derecha, permeable`: a sentence of nothing else.
_ALONE = re.compile(
    rf"(?:^|[.;]\s)[\W_]{{0,4}}(?:(?:{_SIDE}|single|double|lumen|\d{{1,2}}\s?fr)\s){{0,3}}(?P<line>{_LINE})"
    rf"(?:[\s,(]{{1,2}}{_PLACE}\)?){{1,6}}\s?(?=[.;]|$|,\s)"
)
# `Portadora de Port-a-Cath`, `port flushed`, `el catéter se lava`.
_CARRIED = re.compile(
    rf"\b(?:portador[a]? de|lleva|es portador[a]? de)\s(?:un |una )?(?P<line>{_LINE})"
    rf"|\b(?P<used>{_LINE})(?:\s\([^()]{{2,24}}\))?\s(?:(?:was|is|has been|se|fue|being)\s)?(?:flushed|"
    r"hepar\w+|locked|lav[ao]d?[oa]?|heparin\w+|punciona|puncionado|permeable|refluye|infunde|in use|"
    r"working well|functioning)\b"
    rf"|\b(?:tip of|under|around|over|through|via|extremo del?|punta del?|sitio del?|salida del?|orificio del?|"
    rf"por|a traves del?|entry of|exit site of)\s(?:(?:the|his|her|a|el|la|su|{_SIDE}|internal|chest)\s){{0,4}}"
    rf"(?P<by>{_LINE})(?=\s?(?:dressing|site|,|\.|;|\)|$|in the|en |at the|and|y|with|con|appears|lies|esta|aposito))"
)
_NOT = re.compile(
    r"\b(?:no|not|without|sin|never|nunca|removed|removal|retir\w+|retirada|old|previous|previo|scar|cicatriz|ex|"
    r"if|si|needs?|to have|will|planned?|para|for|awaiting|colocar\w*|insertion|inserted|placed|placement|"
    r"consent\w*|instal\w+|implant[eo]\w*|nuev[oa]|new)\b(?! pain| fever| redness)"
)
_SIDES = (("left", re.compile(r"\b(?:left|lt|l|izquierd[oa]|izq)\b")), ("right", re.compile(
    r"\b(?:right|rt|r|derech[oa]|der|dch[oa])\b")))  # fmt: skip
_NOT_NOW = frozenset({Assertion.FAMILY, Assertion.CONDITIONAL, Assertion.NEGATED, Assertion.PLANNED})
_AROUND = 40


def lines_held(paper: Paper, words: AssertionWords, known: Sequence[Finding]) -> Iterator[Finding]:
    """The lines that a paper names as there, which no finding of `known` tells in the same sentence."""
    if paper.category is Category.OPERATIVE:
        return
    told = {one.citations[0].quote[:30] for one in known if one.detail.get("what") == "device" and one.citations}
    seen: set[str] = set()
    for clause in plain_clauses(paper, _SILENT):
        for pattern in (_LABELLED, _ALONE, _CARRIED):
            for found in pattern.finditer(clause.folded):
                line = next(place for name in pattern.groupindex if (place := found.span(name)) != (-1, -1))
                if _is_another(clause, line, words) or clause.text[:30] in told:
                    continue
                side = _side(clause.folded, *line)
                name = "PICC" if "picc" in clause.folded[slice(*line)] else "central line"
                if name + side not in seen:
                    seen.add(name + side)
                    yield Finding(
                        Kind.SURGERY,
                        name,
                        value=clause.text[slice(*line)],
                        laterality=side,
                        detail={"what": "device"},
                        citations=(clause.cite(max(0, line[0] - 60), min(len(clause.text), line[1] + 60)),),
                        confidence=clause.confidence,
                    )


def _is_another(clause: Clause, line: tuple[int, int], words: AssertionWords) -> bool:
    """Whether what is told is a line to come, one that is gone, or a relative's."""
    text = clause.folded
    around = text[max(0, line[0] - _AROUND) : line[0]] + "|" + text[line[1] : line[1] + 30]
    low = around.rfind(". ", 0, around.find("|")) + 1
    return _NOT.search(around, low) is not None or assertion_of(clause, *line, words) in _NOT_NOW


def _side(text: str, start: int, end: int) -> str:
    """The one side named right beside a line; none where both are."""
    stop = next((at for mark in ";." if (at := text.find(mark + " ", end)) >= 0), len(text))
    near = text[max(0, start - 24) : min(stop, end + 32)]
    sides = [side for side, pattern in _SIDES if pattern.search(near)]
    return sides[0] if len(sides) == 1 else ""
