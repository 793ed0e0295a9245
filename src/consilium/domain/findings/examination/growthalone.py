"""Weights and heights that stand by their units alone: `afebril, 13,1 kg`, `Al examen: 158 cm, 44,8 kg`.

Beside another measure of the body, an age or a vital sign a figure of kilograms is the child's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.moment import when_said
from consilium.domain.findings.days.monthsaid import month_named
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.examination.growthdays import OF_ONE_DAY, TODAY, of_stay, of_visit
from consilium.domain.findings.examination.growthled import LENGTH, MASS, NEAR, Figure, led_figures, of_another
from consilium.domain.findings.examination.growthtold import growth_told
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import fold
from consilium.domain.records import Category

_AREA = "body surface area"
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(
    r"(?<![\w.,/<>≥≤+–×-])(?<![<>≥≤×x]\s)"
    r"(?:(?P<feet>\d\s?(?:'|’|ft\b)\s?\d{1,2}(?:[.,]\d)?\s?(?:\"|''|”|in\b)?)"
    r"|(?P<value>\d{1,3}(?:[.,]\d{1,3})?)\s?"
    r"(?:(?P<kg>kgs?|kilos?|kilogramos|lbs?|pounds|libras)\b|(?P<cm>cms?|cent[ií]metros)\b|(?P<m2>m2|m²|sq\.?\s?m)(?!\w)))"
    r"(?!\s?[x×]|/\w|-\w)(?!\s?(?:per|por)\s?(?:day|d[ií]a|kg|a[nñ]o|year))",
    re.IGNORECASE,
)
_SPANS = {MASS: (1.5, 150.0), LENGTH: (38.0, 205.0), _AREA: (0.15, 2.6)}
_POUNDS = (4.0, 330.0)
# What may stand between two figures of one child: a bracket of centiles, a stop, the name of the second.
_BETWEEN = re.compile(
    r"\s?(?:\([^()]{0,40}\))?\s?(?:[,;/|·&x-]|\b(?:and|y|e|with|con)\b)?\s?"
    r"(?:(?:talla|estatura|height|ht|length|longitud|peso|weight|wt|sc|bsa|asc|sct|superficie corporal|"
    r"body surface area|mide|med[ií]a|pesa|pesaba|weighing|measuring|tall|de|of|is|was|es|una|a)\b[.:=]?\s?){0,3}",
    re.IGNORECASE,
)
# Right before a figure of kilograms that stands alone: an age, a vital sign, or that the child has no fever.
_LED = re.compile(
    r"(?:\b\d{1,2}[\s-]?(?:a[nñ]os|a|years?|yrs?|y/?o|meses|months?|mo)\b\.?(?:[\s-]?(?:de edad|old|y \d{1,2} meses))?"
    r"(?:\s?(?:[,/]|\b)\s?(?:male|female|boy|girl|var[oó]n|masculino|femenino|femenina|mujer|ni[nñ][oa]|m|f)\b)?"
    r"|\b(?:afebril|afebrile|apyrexial|eutr[oó]fic[oa])(?:\s(?:y|and)\s\w{2,12})?"
    r"|\b(?:TA|PA|BP)\s?:?\s?\d{2,3}/\d{2,3}(?:\s?mm\s?Hg)?|\b(?:FC|HR|PR|FR|RR)\s?:?\s?\d{2,3}(?:/min|\sbpm)?"
    r"|\b(?:Lansky|Karnofsky|ECOG)\s\d{1,3}|\b(?:T|Temp)\.?\s?:?\s?3[5-9](?:[.,]\d)?\s?°?C?)\s?[,;/|·-]\s?$",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(r"\s?[,;/|·-]\s?(?:afebril|TA\b|PA\b|BP\b|T\s?3\d|SatO|SpO)", re.IGNORECASE)
_SILENT = frozenset({Section.QUESTIONS, Section.FAMILY_HISTORY, Section.STAINS, Section.TECHNIQUE})
_LONGEST = 1200
_OF_TISSUE = frozenset({Category.PATHOLOGY_REPORT})
_KEPT = frozenset({Assertion.STATED, Assertion.HISTORICAL, Assertion.NEGATED})  # a figure is measured in any of them


def figures_alone(paper: Paper, told: Iterable[Finding], words: AssertionWords) -> Iterator[Finding]:
    """Such weights, heights and surfaces, in the order of the paper, without those that `told` has under their name."""
    named: dict[tuple[str, str], list[str]] = {}
    for found in told:
        if found.kind is Kind.GROWTH:
            named.setdefault((found.name, found.value), []).extend(fold(cited.quote) for cited in found.citations)
    own = paper.date if paper.category in OF_ONE_DAY else None if of_stay(paper) else paper.head_day
    for at, clause in enumerate(paper.clauses):
        if clause.section in _SILENT or clause.cells or paper.category in _OF_TISSUE or len(clause.text) > _LONGEST:
            continue
        yield from growth_told(clause, paper, words, at)
        seen: set[tuple[str, str]] = set()
        for one in sorted(_figures(clause.text), key=lambda figure: not figure.early):
            if (one.name, one.value) in seen or not _fits(one):
                continue
            seen.add((one.name, one.value))
            if any(quote in clause.folded for quote in named.get((one.name, one.value), ())):
                continue
            how = assertion_of(clause, one.start, one.end, words)
            if how in _KEPT:
                day = _when(clause, paper, one)
                met = paper.category in OF_ONE_DAY or of_visit(clause, paper)
                yield _finding(clause, one, at, own if day is None and met and not one.early else day)


def _figures(text: str) -> Iterator[Figure]:
    chain: list[Figure] = []
    for one in _plain(text) if _DIGIT.search(text) else ():
        if chain and not _BETWEEN.fullmatch(text, chain[-1].end, one.start):
            yield from _childs(chain, text)
            chain = []
        chain.append(one)
    yield from _childs(chain, text)
    yield from led_figures(text)


def _plain(text: str) -> Iterator[Figure]:
    for found in _FIGURE.finditer(text):
        if found["feet"]:
            yield Figure(LENGTH, found["feet"].strip(), "", *found.span())
            continue
        name = MASS if found["kg"] else LENGTH if found["cm"] else _AREA
        yield Figure(name, found["value"], found["kg"] or found["cm"] or "m2", *found.span())


def _childs(chain: list[Figure], text: str) -> Iterator[Figure]:
    """The figures of a chain, where they can only be what one child measures."""
    if not chain or of_another(text, chain[0].start):
        return
    names = {one.name for one in chain}
    masses = [one for one in chain if one.name == MASS]
    if len(masses) > 1 or len(names) < len(chain):
        return
    if len(names) > 1 and (masses or _AREA in names):
        yield from chain
    elif masses and (
        _LED.search(text, max(0, chain[0].start - NEAR), chain[0].start) or _FOLLOWED.match(text, chain[0].end)
    ):
        yield masses[0]


def _fits(one: Figure) -> bool:
    if not one.unit and one.name == LENGTH:
        return True
    low, high = _POUNDS if one.unit.lower()[:1] in ("l", "p") else _SPANS[one.name]
    return low <= _number(one) <= high


def _number(one: Figure) -> float:
    return float(one.value.replace(",", "."))


def _finding(clause: Clause, one: Figure, at: int, when: PartialDate | None) -> Finding:
    return Finding(
        Kind.GROWTH,
        one.name,
        value=one.value,
        number=_number(one) if one.unit or one.name == MASS else None,
        unit=one.unit,
        when=when,
        assertion=Assertion.HISTORICAL if one.early and when is None else Assertion.STATED,
        citations=(clause.cite(one.start, one.end),),
        confidence=clause.confidence,
        clause=at,
    )


def _when(clause: Clause, paper: Paper, one: Figure) -> PartialDate | None:
    """The day in the figure's own sentence, a month that stands right behind it, or today's where the words say so."""
    near = clause.text[one.end : one.end + 26]
    before = clause.text[max(0, one.start - 24) : one.start]
    stop = re.search(r"[;.,](?!\d)", near)
    near = near[: stop.start()] if stop else near
    if TODAY.search(near) or (TODAY.search(before) and not re.search(r"[;.]\s", before)):
        return paper.date
    whole = when_said(clause, paper, one.start, one.end)
    if whole is not None and (paper.near is None or whole.year <= paper.near.year):  # `on 16 March 31.5 kg`
        return whole
    for day in occasions(clause.text, paper):
        if day.until is None and (0 <= day.start - one.end <= 12 or 0 <= one.start - day.end <= 24):
            return day.when
    month = re.match(r"\s(?:en|in|el|on)\s[^\W\d]{3,12}\b", near)
    if month is not None:
        return month_named(month[0], paper)
    lead = re.search(r"\b(?:en|in)\s[^\W\d]{3,12}\s(?:\w{1,8}\s){0,2}$", before)
    return month_named(lead[0], paper) if lead is not None else None
