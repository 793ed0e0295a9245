"""Amounts that a paper tells under their own names, whatever the paper is: `Estimated blood loss 60 mL`, `Contenido
tumoral estimado: 85 %`, `about 40 mL of straw-coloured fluid`, `Mediastinal mass ratio 0.28`.

Nothing is an amount of the child that is a limit, a goal or a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text import bodysites
from consilium.domain.findings.text.numerals import comparator_of, shown_sign
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Category

_UNITS = {
    "volume": r"m[lL]|cc|cm3|cm³|ML|litros?|lit(?:er|re)s?|L",
    "cubic": r"cm3|cm³|mm3|mm³",
    "percent": r"%|percent\b|por ciento\b",
    "pressure": r"cm\s?(?:de\s)?(?:H2O|agua|of water|water)|mm\s?Hg|cmH2O",
    "angle": r"°|º|degrees|grados",
    "ratio": r"(?=[\s,;.)]|$)",
}
_NUMBER = r"\d{1,3}(?:[.,]\d{3})(?=\s?m)|\d{1,5}(?:[.,]\d{1,3})?"
# What may stand between a name and its number.
_GLUE = (
    r"\s?(?:\((?:ebl|pse|estimad[oa]s?|estimated|aprox\w*|total)\)\s?)?(?:[:=,–-]\s?|\.{2,40}\s?)?"
    r"(?:(?:of|was|is|were|are|in|at|remains?|small|about|approximately|approx\.?|roughly|around|some|only|total|"
    r"totalled|"
    r"estimated|both sides|each|bilateral(?:es)?|measured|de|del|fue|es|era|son|en|unos|unas|aproximad[oa]s?|"
    r"aproximadamente|aprox\.?|cerca|total|inicial|initial|residual|estimad[oa]s?|calculad[oa]s?|se|number|"
    r"calcula|calcul[oó]|estim[oó]|cuantific[oó]|cuantificad[oa]|"
    r"solo|s[oó]lo|el|la|los|una?|transoperatori[oa]|intraoperatori[oa])\s){0,6}"
)
# What says that an amount has become another: `fell from 610 mL to 190 mL`, `de 610 a 190 cc`.
_FELL = (
    r"\s?(?:(?:has\s|had\s|ha\s|se\s)?(?:fell|fallen|dropped|decreased|reduced|went|gone|shrank|rose|increased|"
    r"pas[oó]|pasado|disminuy[oó]|disminuido|baj[oó]|bajado|redujo|reducido|aument[oó]|aumentado|subi[oó])\s)?"
)
_SIGN = (
    r"(?P<sign>[<>]\s?=|[<>≤≥~]|at least|at most|al menos|por lo menos|como m[aá]ximo|less than|under|below|"
    r"menos de|menor (?:de|a|del|al)|inferior a|more than|over|m[aá]s de|"
    r"mayor (?:de|a|del|al)|superior a|up to|hasta)?\s?"
)
_IN_WORDS = re.compile(
    r"(?P<word>minimal|negligible|minimum|trivial|scant|nil|none|insignificant|slight|m[ií]nim[oa]s?|escas[oa]s?|"
    r"despreciables?|insignificante|nul[oa]|moderate|moderad[oa]|no cuantificable|no significativ[oa])(?=[\s.,;)]|$)",
    re.IGNORECASE,
)
# `200 ml de líquido citrino`, `some 40 mL straw fluid`.
_BEHIND_GLUE = re.compile(r"\s?(?:(?:of|de|del|a|un|una|con|the|total)\s){0,3}$", re.IGNORECASE)
_NOT_SHOWN = frozenset({
    Section.PLAN, Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.MEDICINES, Section.ALLERGIES,
    Section.TECHNIQUE,
})  # fmt: skip
_TISSUE_PAPERS = (Category.OPERATIVE, Category.PATHOLOGY_REPORT, Category.BONE_MARROW)
_TISSUE_PARTS = (Section.OPERATION, Section.GROSS, Section.SPECIMEN, Section.MICROSCOPY)
# A limit, a goal or a rule, and what each day brings.
_RULE = re.compile(
    r"\b(?:if|when|should|must|minimum of|required?|requires?|at least|cut-?off|threshold|goals?|target|keep|maintain|"
    r"expected|defined|define\w*|normal|definid\w*|anticipated|si|cuando|debe|requiere|m[ií]nimo requerido|"
    r"al menos|umbral|meta|objetivo|mantener|esperado|"
    r"prevista?|allowable|permisible|maximum allowed)\b",
    re.IGNORECASE,
)
_PER = re.compile(r"\s?(?:/|per\b|por\b)\s?(?:kg|h|hr|hora|hour|m2|day|d[ií]a|24)", re.IGNORECASE)
_NEAR, _MOST, _REACH = 40, 12, 110
_KEPT = (Assertion.PLANNED, Assertion.CONDITIONAL, Assertion.HISTORICAL, Assertion.FAMILY)


@dataclass(frozen=True)
class Amount:
    """An amount's name shown, the units that it may have, and where its name alone does not tell what it is."""

    name: str
    told: re.Pattern[str]
    in_words: bool = False
    tissue: bool = False
    behind: bool = False


AmountWords = PhraseIndex[Amount]


def words_from(rows: list[Mapping[str, Any]]) -> AmountWords:
    """From `amounts` of `knowledge/findings/measures.yaml`. Raises KeyError where a row lacks a part."""
    made: list[tuple[str, Amount]] = []
    for row in rows:
        units = "|".join(_UNITS[one] for one in row["units"] if one != "words")
        once = rf"(?:{_FELL}(?:from|de|desde)\s(?P<once>{_NUMBER})\s?(?:{units})?\s(?:to|a|hasta)\s)?"
        told = re.compile(
            rf"(?:{once}|{_GLUE}){_SIGN}(?P<number>{_NUMBER})\s?(?P<unit>{units})(?![\w²³])",
            re.IGNORECASE,
        )
        if row["units"] == ["ratio"]:
            told = re.compile(
                rf"{_GLUE}{_SIGN}(?P<number>0[.,]\d{{1,3}}|\d{{2}}(?=\s?%))(?P<unit>\s?%)?", re.IGNORECASE
            )
        one = Amount(row["name"], told, "words" in row["units"], row.get("tissue", False), row.get("behind", False))
        made += [(str(name), one) for name in (row["name"], *row["names"])]
    return PhraseIndex.of(made)


def amounts(
    paper: Paper, words: AmountWords, when: PartialDate | None, sites: bodysites.SiteWords, assertion: AssertionWords
) -> Iterator[Finding]:
    """Each amount of a paper; in a report on tissue or an operation of the day on which it was (`when`)."""
    own = paper.category in _TISSUE_PAPERS
    for clause in paper.clauses:
        if clause.section in _NOT_SHOWN:
            continue
        tissue = own or clause.section in _TISSUE_PARTS
        for span in spans_in(clause, words)[:_MOST]:
            found = _told(clause, span, tissue=tissue)
            if found is None or _RULE.search(clause.text, max(0, span.start - _NEAR), span.start):
                continue
            start, end, number, unit, sign = found
            fell = span.value.told.match(clause.text, span.end, end)
            if fell is not None and "once" in fell.re.groupindex and fell["once"]:
                yield Finding(
                    Kind.MEASUREMENT,
                    span.value.name,
                    value=fell["once"],
                    number=_number(fell["once"]),
                    unit=unit,
                    assertion=Assertion.HISTORICAL,
                    citations=(clause.cite(start, end),),
                    confidence=clause.confidence,
                )
            how = assertion_of(clause, start, end, assertion)
            place = bodysites.place_near(clause, sites, span.start, span.end)
            yield Finding(
                Kind.MEASUREMENT,
                span.value.name,
                value=shown_sign(sign) + clause.text[slice(*number)].strip(),
                number=_number(clause.text[slice(*number)]),
                comparator=sign,
                unit=unit,
                when=when,
                assertion=how if how in _KEPT else Assertion.STATED,
                laterality=place.side,
                citations=(clause.cite(start, end),),
                confidence=clause.confidence,
            )


_Stretch = tuple[int, int, tuple[int, int], str, str]


def _told(clause: Clause, span: Span[Amount], *, tissue: bool) -> _Stretch | None:
    """From where to where an amount is told, the place of its number or word, its unit and its sign."""
    text, amount = clause.text, span.value
    found = (
        amount.told.match(text, span.end, min(len(text), span.end + _REACH)) if tissue or not amount.tissue else None
    )
    if found is not None and not _PER.match(text, found.end()):
        unit = (found["unit"] or "").strip()
        return span.start, found.end(), found.span("number"), unit, comparator_of(found["sign"] or "")
    if amount.in_words:
        glue = re.compile(_GLUE, re.IGNORECASE).match(text, span.end)
        word = _IN_WORDS.match(text, glue.end() if glue else span.end)
        if word is not None:
            return span.start, word.end(), word.span("word"), "", ""
    if tissue and (amount.behind or amount.in_words):
        return _before(text, span)
    return None


def _before(text: str, span: Span[Amount]) -> _Stretch | None:
    """An amount before its name: `40 mL straw fluid`."""
    first = max(0, span.start - _NEAR)
    for found in re.finditer(
        rf"(?<![\w.,/-])(?P<number>{_NUMBER})\s?(?P<unit>m[lL]|cc|L)(?![\w/])", text[first : span.start]
    ):
        if _BEHIND_GLUE.fullmatch(text[first + found.end() : span.start]):
            number = first + found.start("number"), first + found.end("number")
            return first + found.start(), span.end, number, found["unit"], ""
    return None


def _number(text: str) -> float | None:
    """`1,450` and `1.450` are thousands; a word is no number."""
    text = text.strip()
    if not text[:1].isdigit():
        return None
    grouped = re.fullmatch(r"\d{1,3}[.,]\d{3}", text)
    return float(re.sub(r"[.,]", "", text)) if grouped else float(text.replace(",", "."))
