"""Doses of radiation as written: which is that of one fraction, in how many fractions, and in gray."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.amounts import number_of
from consilium.domain.findings.text.numberwords import WORDED, number_said
from consilium.domain.findings.text.terms import cue_in
from consilium.domain.phrases import PhraseIndex, fold
from consilium.domain.records import Scalar

NUMBER = r"\d{1,3}(?:[.,]\d{3})(?!\d)|\d{1,5}(?:[.,]\d{1,2})?"
_DOSE = re.compile(
    rf"(?<![\w.,])(?P<number>{NUMBER})\s?(?P<unit>cGy(?:\s?\(?(?:RBE|EBR)\)?|E)?|Gy(?:\s?\(?(?:RBE|EBR)\)?|E)?|CGE|"
    rf"GyE|cobalt gray equivalents?|grays?|"
    r"centigrays?|rads?)(?![a-zA-Z]|\s?[*·.x×]\s?c?m)",
    re.IGNORECASE,
)
# What each of its units has in it.
_UNITS = ("gy", "cge", "gray", "rad")
_WEIGHTED = re.compile(r"\s?\(?(?:RBE|EBR)\)?$", re.IGNORECASE)
_EACH_AFTER = re.compile(
    r"\s*/\s?(?:frac\w{0,8}|fx|fr|f|day|d[ií]a|d|ses\w{0,5}|#|dose|dosis)(?!\w)"
    r"|\s*(?:per|por|cada|a)\s(?:frac|fx|fr\b|f\b|day|d[ií]a|ses|treatment|tratamiento|dos[ei]|#)"
    r"|\s*(?:each|cada una|daily|diari[oa]s?)(?!\w)|\s*[x×]\s?\d{1,2}(?!\w)",
    re.I,
)
_EACH_BEFORE = re.compile(
    r"(?:(?<!\w)(?P<count>\d{1,2})\s?(?:[x×]|(?:daily )?(?:fractions?|fracciones|fx|fr|#|f|sesiones)\s?(?:of|de|a|@|"
    r"at|x|×|-))"
    r"|fracciones (?:diarias )?de|fractions of|@)\s?$",
    re.IGNORECASE,
)
_EACH_HEAD = re.compile(r"(?<!\w)(?:per|por|each|cada)(?!\w)|/\s?f|fracc|fract|daily|diari", re.IGNORECASE)
# `5 fractions per week` are not all of them.
_NOT_A_WEEK = (
    r"(?!\s?(?:(?:per|a|each|every|/|por|a la|cada)\s?(?:week|wk|day|semana|sem|d[ií]a)\b|weekly|semanales"
    r"|al d[ií]a|diarias? por))"
)
_FRACTIONS = re.compile(
    r"(?<![\w.,])(\d{1,2})\s?(?:daily |consecutive |equal |total |diarias |bid |b\.i\.d\. )?"
    r"(?:fractions?|fracci[oó]n(?:es)?|fracc?s?\.?|fxs?|frx|frs?|f|#s?|sesiones|sesi[oó]n|sittings|treatments|"
    rf"aplicaciones|dosis diarias)(?![\w]){_NOT_A_WEEK}"
    rf"|\b(?:in|en|/)\s?(\d{{1,2}})\s?(?:fractions?|fracciones|fx|#|f\b)(?!\w){_NOT_A_WEEK}"
    r"|(?<=y)\s?/\s?(\d{1,2})(?![\d/]|[.,]\d|\s?(?:d|w|s[ei]))"
    r"|(?<=y)\s(?:en|in)\s(\d{1,2})(?=\s?[).,;]|\s*$)",
    re.IGNORECASE,
)
# What was delivered of what was planned: `24/25 fractions`, `28 de 30 sesiones`; all at once: `8 Gy single fraction`.
_DELIVERED = re.compile(
    r"(?<![\w.,/-])(\d{1,2})\s?(?:/|of|out of|de)\s?(\d{1,2})\s(?:planned |prescribed |previstas |planificadas )?"
    r"(?:fractions?|fracciones|fxs?|frs?|sesiones|treatments|#)(?!\w)",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\b(?:single|one)[ -](?:fraction|session|dose|shot)\b|\b(?:fracci[oó]n|sesi[oó]n|dosis) [uú]nica\b"
    r"|\b[uú]nica (?:fracci[oó]n|sesi[oó]n|dosis)\b",
    re.IGNORECASE,
)
# In words: `fifty-four gray in thirty fractions`, `treinta fracciones`.
_WORDED_FRACTIONS = re.compile(
    rf"\b(?P<said>{WORDED})\s(?:(?:daily|diarias|equal|consecutive)\s)?(?:fractions|fracciones|sesiones|"
    rf"treatments)\b",
    re.IGNORECASE,
)
_WORDED_DOSE = re.compile(rf"\b(?P<said>{WORDED})\s(?P<unit>grays?|greys?|gy)\b", re.IGNORECASE)
# A dose of so little is never that of so many fractions together.
_LEAST_OF_EACH, _MOST_OF_EACH = 0.8, 8.0
# What one fraction of a course of many has at most, in gray, but for few of a high dose.
_USUAL_FRACTION, _HIGH_FRACTION = 2.2, 4.0
_HEAD_OF_FRACTIONS = re.compile(
    r"fraction|fracci[oó]n|\b(?:fxs?|frs?|frx)\b|^\s*#\s*$|sesiones|sittings|"
    r"^\s*(?:n[º°o.]{0,2} (?:de )?)?treatments",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?<![\d.,/-])\d{1,2}(?![\d.,/-])")
_TIMES_AFTER = re.compile(r"\s*[x×]\s?(\d{1,2})(?!\w)")
# A bound and a part are no course: `TBI < 20 Gy`, `cone down after 54 Gy`, `compensation for missed 3.6 Gy`.
_BOUND = re.compile(r"(?:[<>≤≥]=?|\b(?:missed|missing|remaining|restantes|faltan|faltantes))\s?$", re.IGNORECASE)
_PART = re.compile(r"\b(?:after|tras|a los|despu[eé]s de)\s$", re.IGNORECASE)
_REDUCED = re.compile(
    r"\b(?:cone[- ]?down|(?:fields?|volumes?) (?:was |were )?(?:reduced|shrunk|changed)|reduc\w{2,7} (?:de |del |el )?"
    r"(?:campo|volumen)|(?:campo|volumen) reducido)",
    re.IGNORECASE,
)
# An organ was shielded: `lungs shielded to 8 Gy`, `bloqueos pulmonares a 8 Gy`.
_SHIELDED = re.compile(
    r"\b(?:shield\w*|block(?:ed|s)|bloque\w+|protegid[oa]s?|limitad[oa]s?|limited)\b[^.;\d]{0,30}$", re.IGNORECASE
)
_SUM_BEFORE = re.compile(
    r"(?:cumulative|acumulad[oa]|total acumulad[oa]|for a total of|para un total de)\s?:?\s?$", re.I
)
# A number before a dose, of the same unit: the least of a range, or another dose (`54 or 59.4 Gy`).
_OTHER_BEFORE = re.compile(
    r"(?:(?P<from>\b(?:from|de|desde)\s))?(?<![\w.,/-])(?P<low>\d{1,4}(?:[.,]\d{1,2})?)\s?"
    r"(?:(?P<or>(?:or|o|u|vs\.?|versus)\s)|(?P<to>(?:to|a)\s|[-–]\s?))$",
    re.IGNORECASE,
)
_WIDEST = 1.6
# The head of a column of sums; `boost to 54 Gy`, `sobreimpresión hasta 54 Gy` after a smaller dose hold it too.
_SUM_HEAD = re.compile(r"cumul|acumul|running total|total so far|suma\b", re.IGNORECASE)
_SUM_AFTER = re.compile(
    r"\s(?:cumulative|total cumulative|in total|total|acumulad[oa]s?|en total)(?!\w)", re.IGNORECASE
)
_UP_TO = re.compile(
    r"\b(?:boost(?:s|ed|ing)?|sobreimpresi[oó]n|sobredosis|sobredosificaci[oó]n|refuerzos?|cone[- ]?down)\b"
    r"[^.;,]{0,60}?(?:\b(?:up )?to|\ba|\bhasta)"
    r"(?:\s(?:a|un|una|total|dose|dosis|of|de|the|cumulative|acumulada)){0,4}\s$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose as written; `each` where it is that of one fraction, `summed` where it holds those before it.

    `weighted` tells that it is written with its biological weight (`Gy (RBE)`), `organ` that it is the dose of an organ
    beside the target, `shielded` that an organ was shielded to it. The `number` of a range is None.
    """

    text: str
    unit: str
    number: float | None
    start: int
    end: int
    each: bool = False
    count: int = 0
    summed: bool = False
    weighted: bool = False
    organ: bool = False
    shielded: bool = False

    @property
    def gray(self) -> float | None:
        if self.number is None:
            return None
        return round(self.number / 100, 4) if self.unit.lower().startswith(("cgy", "centi", "rad")) else self.number


def doses_in(
    clause: Clause, cues: Mapping[str, PhraseIndex[str]], columns: PhraseIndex[str], mark: str
) -> tuple[Dose, ...]:
    """The doses of a clause, without those of scanners and limits (words of "not_dose" in their sentence)."""
    may = any(unit in clause.folded for unit in _UNITS)
    found = tuple(_with_others(clause.text, _written(clause.text, cues, mark), mark)) if may else ()
    found = found or (tuple(_said(clause.text)) if may else ())
    if not found and (not may or _DOSE.search(clause.text) is None):
        return tuple(_under_head(clause, columns, mark))
    return tuple(_multiples(clause, [_by_head(clause, one) for one in found]))


def _written(text: str, cues: Mapping[str, PhraseIndex[str]], mark: str) -> Iterator[Dose]:
    for hit in _DOSE.finditer(text):
        sentence = max(0, text.rfind(". ", 0, hit.start()) + 1)
        if cue_in(text, cues["not_dose"], sentence, hit.end()) is not None or _is_no_course(text, hit.start()):
            continue
        before = _EACH_BEFORE.search(text, max(0, hit.start() - 30), hit.start())
        after, times = _EACH_AFTER.match(text, hit.end()), _TIMES_AFTER.match(text, hit.end())
        weight = _WEIGHTED.search(hit["unit"])
        yield Dose(
            hit["number"],
            hit["unit"][: weight.start()] if weight else hit["unit"],
            number_of(hit["number"], mark or "."),
            hit.start(),
            hit.end(),
            bool(before or after),
            int(times[1]) if times else int(before["count"] or 0) if before else 0,
            _SUM_BEFORE.search(text, max(0, hit.start() - 30), hit.start()) is not None,
            weight is not None,
            cue_in(text, cues["organ_dose"], sentence, hit.end()) is not None,
            _SHIELDED.search(text, max(0, hit.start() - 40), hit.start()) is not None,
        )


def _with_others(text: str, doses: Iterable[Dose], mark: str) -> Iterator[Dose]:
    """The doses, with what stands before one and shares its unit: a range is one dose, an alternative one more."""
    for one in doses:
        before = _OTHER_BEFORE.search(text, max(0, one.start - 20), one.start)
        low = number_of(before["low"], mark or ".") if before else None
        if before is None or low is None or one.number is None or before["from"] or not low < one.number:
            yield one
        elif before["or"]:
            start = before.start("low")
            yield replace(one, text=before["low"], number=low, start=start, end=start + len(before["low"]))
            yield one
        elif one.number <= _WIDEST * low and not one.each:
            first = before.start("low")
            yield replace(one, text=text[first : one.start + len(one.text)], number=None, start=first)
        else:
            yield one


def _is_no_course(text: str, start: int) -> bool:
    """Whether a dose is a bound, or only the part of a course at which its field was reduced."""
    low = max(0, start - 16)
    if _BOUND.search(text, low, start):
        return True
    return (
        _PART.search(text, low, start) is not None and _REDUCED.search(text, max(0, start - 40), start + 80) is not None
    )


def _said(text: str) -> Iterator[Dose]:
    """Doses in words."""
    for hit in _WORDED_DOSE.finditer(fold(text)):
        number = number_said(hit["said"])
        if number is not None:
            yield Dose(text[hit.start("said") : hit.end("said")], hit["unit"], number, *hit.span())


def _multiples(clause: Clause, doses: Sequence[Dose]) -> Iterator[Dose]:
    """The doses of a clause: one that is another's part by its number of fractions is that of one fraction."""
    counts = {int(one) for one in _WHOLE.findall(clause.text)} | {_count_of(clause)}
    for one in doses:
        small = one.gray is not None and 0 < one.gray <= _MOST_OF_EACH and not (one.each or one.shielded)
        most = max((other.gray or 0 for other in doses if other.start < one.start), default=0)
        if not one.summed and 0 < most < (one.gray or 0) and _holds_earlier(clause.text, one):
            one = replace(one, summed=True)
        whole = small and any(
            other.gray is not None and one.gray and any(abs(one.gray * n - other.gray) < 0.06 for n in counts if n > 1)
            for other in doses
            if other is not one
        )
        few = small and not whole and len(doses) == 1 and (one.gray or 1) / max(_count_of(clause), 1) < _LEAST_OF_EACH
        yield replace(one, each=True) if whole or few else one


def _holds_earlier(text: str, one: Dose) -> bool:
    """Whether a dose is what a boost brings those before it to, or is called a total."""
    return (
        _UP_TO.search(text, max(0, one.start - 90), one.start) is not None
        or _SUM_AFTER.match(text, one.end) is not None
    )


def _count_of(clause: Clause) -> int:
    return _counted(clause.text, 0, len(clause.text)) or 1


def _counted(text: str, start: int, end: int) -> int:
    """How many fractions a part of a text tells; those delivered where it tells those planned too; 0 for none."""
    given = _DELIVERED.search(text, start, end)
    if given is not None and int(given[1]) <= int(given[2]):
        return int(given[1])
    found = _FRACTIONS.search(text, start, end)
    if found is not None:
        return int(next(one for one in found.groups() if one))
    return 1 if _AT_ONCE.search(text, start, end) else 0


def _by_head(clause: Clause, dose: Dose) -> Dose:
    """A dose in a column of doses per fraction is that of one."""
    if len(clause.header) != len(clause.cells) or len(set(clause.header)) < len(clause.header):
        return dose
    for head, (start, text) in zip(clause.header, clause.cells, strict=True):
        if start <= dose.start < start + len(text) and _SUM_HEAD.search(head):
            return replace(dose, summed=True)
        alone = start <= dose.start < start + len(text) and len(text.strip()) <= dose.end - dose.start + 2
        if alone and _EACH_HEAD.search(head) and not re.match(r"\s*(?:no|number|n[uú]m)", head, re.IGNORECASE):
            return replace(dose, each=True)
    return dose


_DOSE_HEAD = re.compile(r"\b(?:dos[ei]s?|total)\b", re.IGNORECASE)
_UNIT_OF_HEAD = re.compile(r"(?<!\w)(cGy|Gy|CGE)(?!\w)")


def _under_head(clause: Clause, columns: PhraseIndex[str], mark: str) -> Iterator[Dose]:
    """A bare number under a head that gives the unit: `Dose (cGy)`."""
    if len(clause.header) != len(clause.cells):
        return
    for head, (start, text) in zip(clause.header, clause.cells, strict=True):
        unit = _UNIT_OF_HEAD.search(head)
        counts = _HEAD_OF_FRACTIONS.search(head) is not None
        if unit is None and _DOSE_HEAD.search(head) and not counts:  # `Dose/fx (Gy) | Fx | Total`
            unit = next(filter(None, map(_UNIT_OF_HEAD.search, clause.header)), None)
        bare = re.fullmatch(r"\s*(\d[\d.,]{0,7})\s*", text)
        if unit and bare and cue_in(head, columns) is not None:
            each = _EACH_HEAD.search(head) is not None
            summed = _SUM_HEAD.search(head) is not None
            number = number_of(bare[1], mark or ".")
            yield Dose(bare[1], unit[1], number, start, start + len(text), each, summed=summed)


def agrees(dose: Dose, detail: Mapping[str, Scalar]) -> bool:
    """Whether fractions can be those of a dose: a sum has those of its last phase only where they make it up."""
    count, each = detail.get("fractions"), re.match(r"[\d.,]+", str(detail.get("fraction_dose") or ""))
    if not isinstance(count, int) or dose.gray is None or dose.each:
        return True
    if each is None:
        return not dose.summed or dose.gray / max(count, 1) <= _USUAL_FRACTION
    one = number_of(each[0], ".") or 0.0
    one = one / 100 if one > _MOST_OF_EACH * 5 else one
    return (
        not one
        or abs(one * count - dose.gray) <= 0.12 * dose.gray
        or not (dose.summed or dose.gray / count > _HIGH_FRACTION)
    )


# A row of so many cells; what one fraction has in gray; how far a product may be rounded.
_LEAST_CELLS, _LEAST_FRACTION, _MOST_FRACTION, _ROUNDED = 3, 1.0, 6.0, 0.11
_BARE_COUNT = re.compile(r"(?<![\w.,/-])([1-9]\d?)\s((?:\d{1,2}(?:[.,]\d{1,2})?\s?Gy(?:\s|$)){1,2})")
_GRAYS = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s?Gy")


def fractions_of(clause: Clause, bounds: tuple[int, int], each: Dose | None) -> Mapping[str, Scalar]:
    """`fraction_dose` as written and the number of `fractions`, of the words within bounds or the row's columns."""
    made: dict[str, Scalar] = {"fraction_dose": f"{each.text} {each.unit}"} if each else {}
    count = each.count if each and each.count else _counted(clause.text, *bounds)
    if not count:
        worded = _WORDED_FRACTIONS.search(fold(clause.text), *bounds)
        count = int(number_said(worded["said"]) or 0) if worded else _column(clause)
    return {**made, **({"fractions": count} if count else {})}


def _column(clause: Clause) -> int:
    """The number under a head of fractions."""
    if len(clause.header) == len(clause.cells):
        for head, (_, text) in zip(clause.header, clause.cells, strict=True):
            counted = re.fullmatch(r"\s*(\d{1,2})(?:\s?/\s?\d{1,2})?\s*", text)  # `6/6`: delivered of planned
            if counted is not None and _HEAD_OF_FRACTIONS.search(head):
                return int(counted[1])
    return _by_product(clause)


def _by_product(clause: Clause) -> int:
    """A bare number of a row right before its dose that makes doses of fractions of it: `23 | 1.8 Gy | 41.4 Gy`."""
    if len(clause.cells) < _LEAST_CELLS:
        return 0
    for bare, after in _BARE_COUNT.findall(clause.text):
        grays = [float(one.replace(",", ".")) for one in _GRAYS.findall(after)]
        whole = grays[-1] if grays else 0.0
        told = len(grays) > 1 and abs(int(bare) * grays[0] - whole) < _ROUNDED
        if told or (len(grays) == 1 and _LEAST_FRACTION <= whole / int(bare) <= _MOST_FRACTION):
            return int(bare)
    return 0
