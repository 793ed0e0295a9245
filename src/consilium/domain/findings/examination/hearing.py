"""Hearing tests: the thresholds of an audiogram's table, and grades on a scale of ototoxicity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.examination.hearingbone import is_of_bone
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import PhraseIndex, words_of

_GRADE = re.compile(r"\s{0,2}:?\s{0,2}(\d[ab]?|I{1,3}V?)\b")
# A grade right behind its scale: `Brock 2`, `Chang 2a`.
_BARE = re.compile(r"\s?[:=]?\s?([0-4][ab]?)(?![\w/%]|[.,]\d|\s?(?:k?Hz|dB|years?|mo))")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,5}(?![\w,])")
_FREQUENCY = re.compile(r"(?<![\w.,])\d{1,5}(?:[.,]\d{1,3})?(?!\w)")
_TYPE = re.compile(r"\b(?i:types?|tipos?|curvas?(?:\s(?:de\s)?tipos?)?|jerger)\s?[\"“«'‘]?(A[sd]?|B|C[12]?)\b")
_OTHER_EAR = re.compile(
    r"\W{0,3}[^\W\d]{1,9}(?:\s(?:ear|side|o[ií]do))?\W{1,3}(?:type|tipo|curva)\s?(?P<type>A[sd]?|B|C[12]?)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:[Tt]ype|[Tt]ipo|[Cc]urvas?)\s?(A[sd]?|B|C[12]?)\s$")
_MEASURED = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d)?)\s?(dB(?:\s?n?HL\b)?|%)")
# Behind `at` stands the loudness at which words were played: `80 % at 60 dB`.
_PLAYED = re.compile(r"(?:\bat|\ba|\ben|@)\s?$")
# An ear in letters: `R 45 dB, L 15 dB`, `AD`, `AS`.
_LETTER = re.compile(r"(?<![\w/])(?:(?P<right>R|AD)|(?P<left>L|AS))(?![\w/])")
_BEFORE = re.compile(r"\s*(?:previous|prior|last|baseline|previ[oa]|anterior|basal)\s", re.IGNORECASE)
_DAY_ALONE = re.compile(r"[^\W\d_]{0,12}\s?[\w/., -]{6,20}:?")
_AT_FREQUENCY = re.compile(
    r"(?<![\w.,-])(?P<db>\d{1,3}(?:\s?(?:-|–|to|a)\s?\d{1,3})?)\s?dB(?:\s?(?:n?HL|A|SPL|eHL))?\s"
    r"(?:loss\s|de p[eé]rdida\s)?(?:at|en|a|@|for|in|from|above|beyond|over|a partir de|desde|por encima de"
    r"|sobre)\s(?:the\s|las?\s|los\s)?"
    r"(?P<hz>\d{1,5}(?:[.,]\d)?(?:\s?(?:-|–|to|a|and|y|,)\s?\d{1,5}(?:[.,]\d)?)?)\s?"
    r"(?P<unit>k?Hz)(?!\w)",
    re.IGNORECASE,
)
# A threshold above so many decibels is a loss (World Health Organization, 2021) and is said for its frequency too.
_HEARS = 20
_EAR = 30
# By how much a threshold changed is no threshold.
_CHANGED_BY = re.compile(
    r"\b(?:by|shifts? of|change of|drop of|difference of|worsening of|improvement of|worsened|decline of"
    r"|cambio de|descenso de|diferencia de|empeoramiento de|variaci[oó]n de|(?:empeor|descend|mejor|aument"
    r"|disminu)\w+(?: en)?)\s(?:about\s|unos\s)?$",
    re.IGNORECASE,
)
_PAIRS = re.compile(r"\d{3,5}\s?[:=]\s?\d{1,3}(?:[\s,;]{1,3}\d{3,5}\s?[:=]\s?\d{1,3}){2,9}")
_ON_EAR = re.compile(
    r"\s(?:on the|in the|en el|en)\s(?:right|left|o[ií]do derecho|o[ií]do izquierdo|derech[oa]|izquierd[oa]|OD|OI)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?<![\w.,])(?P<list>\d{1,3}(?:\s?[,/]\s?\d{1,3}){2,8}(?:,?\s(?:and|y)\s\d{1,3})?)(?:\s?dB(?:\s?HL)?)?"
    r"(?:\s(?:at|en|a)\s"
    r"(?P<hz>\d{1,5}(?:[.,]\d{1,2})?(?:\s?[,/]\s?\d{1,5}(?:\.\d{1,2})?){2,8}(?:,?\s(?:and|y)\s\d{1,5})?)\s?k?Hz)?"
    r"(?![\w%]|[.,]\d)"
)
_NAMED_SO = frozenset({"scale", "ototoxicity", "criteria", "classification", "escala", "criterios"})
# Tests that are there or not.
_PRESENT = frozenset({"otoacoustic emissions", "acoustic reflexes"})
# How far before a threshold its ear is named, in letters.
_BESIDE = 60
# The frequencies that audiograms have, in Hz and kHz.
_HZ = frozenset({125, 250, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 9000, 10000, 12000, 12500, 16000})
_KHZ = frozenset({0.125, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 9, 10, 12, 12.5, 16})


@dataclass(frozen=True)
class HearingWords:
    """Scales by their names, words for grade and side, and heads of a row of frequencies."""

    scales: PhraseIndex[str]
    grades: frozenset[str]
    sides: PhraseIndex[str]
    frequencies: PhraseIndex[bool]
    tests: PhraseIndex[str] = field(default_factory=PhraseIndex)
    presence: PhraseIndex[str] = field(default_factory=PhraseIndex)


def hearing_words(data: Mapping[str, Any]) -> HearingWords:
    """From `hearing_scales`, `grades`, `sides` and `frequencies` of `knowledge/findings/growth.yaml`."""
    return HearingWords(
        PhraseIndex.of((str(one), name) for name, said in data["hearing_scales"].items() for one in said),
        frozenset(str(one) for one in data["grades"]),
        PhraseIndex.of((str(one), name) for name, said in data["sides"].items() for one in said),
        PhraseIndex.of((str(one), True) for one in data["frequencies"]),
        PhraseIndex.of((str(one), name) for name, said in data["hearing_tests"].items() for one in said),
        PhraseIndex.of((str(one), name) for name, said in data["presence"].items() for one in said),
    )


def tests_in(clause: Clause, words: HearingWords) -> Iterator[Finding]:
    """`SRT OD 25 dB, OI 30 dB`, `type A bilaterally`, `otoacoustic emissions absent`: each result with its ear."""
    named = list(words.tests.find(clause.words))
    for at, hit in enumerate(named):
        start = clause.words[hit.first].start
        first = clause.words[hit.after - 1].end
        last = clause.words[named[at + 1].first].start if at + 1 < len(named) else len(clause.text)
        ahead = _AHEAD.search(clause.text[max(0, start - _BESIDE) : start]) if hit.value == "tympanometry" else None
        if ahead is not None:
            side = _side(clause.text[first : first + _EAR], words)
            yield Finding(
                kind=Kind.FUNCTION,
                name=hit.value,
                value=ahead[1],
                laterality=side,
                citations=(clause.cite(start - len(ahead[0]), first),),
                confidence=clause.confidence,
            )
            continue
        for value, number, unit, side, end in _results(clause.text[first:last], hit.value, words):
            yield Finding(
                kind=Kind.FUNCTION,
                name=hit.value,
                value=value,
                number=number,
                unit=unit,
                laterality=side,
                citations=(clause.cite(start, first + end),),
                confidence=clause.confidence,
            )


def other_ear(clause: Clause, before: Clause | None, words: HearingWords) -> Iterator[Finding]:
    """The second ear of a tympanometry, in a sentence of its own: `Tympanometry: right type B. Left type A.`"""
    told = _OTHER_EAR.match(clause.text)
    named = before is not None and any(hit.value == "tympanometry" for hit in words.tests.find(before.words))
    side = _side(clause.text[: told.start("type")], words) if told is not None and named else ""
    if told is not None and side:
        yield Finding(
            kind=Kind.FUNCTION,
            name="tympanometry",
            value=told["type"],
            laterality=side,
            citations=(clause.cite(0, told.end()),),
            confidence=clause.confidence,
        )


def losses_in(clause: Clause, words: HearingWords) -> Iterator[Finding]:
    """`35 dB en 6000 Hz`, `bilateral loss of 40 dB at 4 kHz`: a threshold that a sentence tells with its frequency."""
    for found in _AT_FREQUENCY.finditer(clause.text):
        first = max(clause.text.rfind(mark, 0, found.start()) for mark in ";.(") + 1
        near = clause.text[max(first, found.start() - _BESIDE) : found.start()]
        if _CHANGED_BY.search(near):
            continue
        after = re.split(r"[;.]", clause.text[found.end() : found.end() + 24].lstrip(", "))[0]
        sides = [hit.value for hit in words.sides.find(words_of(near))]
        number = found["db"] if found["db"].isdigit() else ""
        behind = _ON_EAR.match(clause.text, found.end())
        bone = is_of_bone(clause.text, found.start())
        yield Finding(
            kind=Kind.FUNCTION,
            name="bone conduction threshold" if bone else "hearing threshold",
            value=found["db"],
            number=float(number) if number else None,
            unit="dB",
            laterality=_side(behind[0], words) if behind else sides[-1] if sides else _side(after, words),
            detail={"frequencies": f"{found['hz']} {found['unit']}"},
            citations=(clause.cite(found.start(), found.end()),),
            confidence=clause.confidence,
        )


def _results(text: str, name: str, words: HearingWords) -> Iterator[tuple[str, float | None, str, str, int]]:
    """Value, number, unit, ear and end of each result in the text after a test's name."""
    if name in _PRESENT:
        parts = words_of(text)
        hits = list(words.presence.find(parts))[:2]
        sides = [one.value for one in words.sides.find(parts)]
        first = hits[0].value if hits else ""
        each = len(hits) > 1 and len(sides) > 1 and sides[0] != sides[1] and first != hits[1].value
        for at, hit in enumerate(hits if each else hits[:1]):  # `absent on the right and reduced on the left`
            yield hit.value, None, "", sides[at] if each else _side(text, words), parts[hit.after - 1].end
        return
    form = _TYPE if name == "tympanometry" else _MEASURED
    for found in form.finditer(text):
        near = re.split(r"[,;.]|\band\b|\by\b", text[max(0, found.start() - 24) : found.start()])[-1]
        if _PLAYED.search(near):
            continue
        after = re.split(r"[,;.]", text[found.end() : found.end() + 24])[0]
        number = float(found[1].replace(",", ".")) if form is _MEASURED else None
        unit = found[2] if form is _MEASURED else ""
        yield found[1], number, unit, _side(near, words) or _side(after, words), found.end()


def _side(text: str, words: HearingWords) -> str:
    said = next((hit.value for hit in words.sides.find(words_of(text))), "")
    letter = _LETTER.search(text) if not said else None
    return said or (letter.lastgroup or "" if letter is not None else "")


def grades_in(clause: Clause, words: HearingWords) -> Iterator[Finding]:
    """`SIOP Boston grade 3`, `Brock grado 2`: the grade and the scale, as written."""
    parts = clause.words
    for hit in words.scales.find(parts):
        end = hit.after
        end += end < len(parts) and parts[end].text in _NAMED_SO  # `SIOP Boston scale grade 1`
        if end < len(parts) and parts[end].text in words.grades:
            found = _GRADE.match(clause.text, parts[end].end)
            if found is not None:
                yield _grade(clause, parts[hit.first].start, found.end(), found[1], hit.value)
        elif (bare := _BARE.match(clause.text, parts[end - 1].end)) is not None:
            yield _grade(clause, parts[hit.first].start, bare.end(), bare[1], hit.value)
        elif hit.first >= 2 and parts[hit.first - 2].text in words.grades:
            start = parts[hit.first - 2].start
            value = clause.text[parts[hit.first - 1].start : parts[hit.first - 1].end]
            if _GRADE.match(value):
                yield _grade(clause, start, parts[end - 1].end, value, hit.value)


def _grade(clause: Clause, start: int, end: int, grade: str, scale: str) -> Finding:
    return Finding(
        kind=Kind.FUNCTION,
        name="hearing loss grade",
        value=grade,
        number=float(grade) if grade.isdigit() else None,
        detail={"system": scale, "grade": grade},
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )


def audiogram_rows(clauses: Sequence[Clause], words: HearingWords, order: str = "") -> Iterator[Finding]:
    """The thresholds of each ear, where the row of frequencies above them is as long; a loss also by itself."""
    frequencies: list[str] = []
    day: PartialDate | None = None
    for clause in clauses:
        date = next(dates_in(clause.text), None) if frequencies and _DAY_ALONE.fullmatch(clause.text) else None
        day = day_of(date, order) if date is not None else day  # a day alone is of the rows under it
        numbers = list(_NUMBER.finditer(clause.text))
        said = " ".join(clause.header) if clause.header else ""
        frequencies = _frequencies_in(said) or frequencies
        heads = _frequencies_in(clause.text)
        if heads and next(words.frequencies.find(clause.words), None) is not None:
            frequencies, day = heads, None
            continue
        once = _BEFORE.match(clause.text)
        dated = next(dates_in(clause.text), None) if frequencies and len(numbers) > len(frequencies) else None
        own = day_of(dated, order) if dated is not None else None
        begins = once.end() if once else 0
        if dated is not None:  # `RIGHT  21/1/25  10  10  15`: a row of its own day
            numbers = [one for one in numbers if one.end() <= dated.start or one.start() >= dated.end]
            begins = dated.end if not clause.text[: dated.start].strip(" (|") else begins
        side = _opening_side(clause.text[begins:], words)
        if not side or not frequencies or len(numbers) != len(frequencies):
            continue
        row = Finding(
            kind=Kind.FUNCTION,
            name="hearing threshold",
            value=" ".join(one[0] for one in numbers),
            unit="dB HL",
            when=own or day,
            assertion=Assertion.HISTORICAL if once and own is None and day is None else Assertion.STATED,
            laterality=side,
            detail={"frequencies": " ".join(frequencies)},
            citations=(clause.cite(),),
            confidence=clause.confidence,
        )
        yield row
        for one, frequency in zip(numbers, frequencies, strict=True):
            if int(one[0]) > _HEARS:
                yield replace(row, value=one[0], number=float(one[0]), unit="dB", detail={"frequencies": frequency})


def _opening_side(text: str, words: HearingWords) -> str:
    """The ear that a row begins with."""
    hit = next(words.sides.find(words_of(text)), None)
    if hit is not None and hit.first == 0:
        return hit.value
    letter = _LETTER.match(text.lstrip())
    return letter.lastgroup or "" if letter is not None else ""


def listed_thresholds(clauses: Sequence[Clause], words: HearingWords) -> Iterator[Finding]:
    """Thresholds that sentences list: `Right ear: 10, 10, 15, 35 dB at 0.5, 1, 2 and 4 kHz. Left: 10, 10, 15, 30`."""
    frequencies: list[str] = []
    for clause in clauses:
        yield from _paired(clause, words)
        for found in _LIST.finditer(clause.text):
            numbers = re.findall(r"\d{1,3}", found["list"])
            near = clause.text[max(0, found.start() - _EAR) : found.start()]
            sides = [hit.value for hit in words.sides.find(words_of(near))]
            if found["hz"]:
                frequencies = re.findall(r"\d{1,5}(?:[.,]\d{1,2})?", found["hz"])
            if not sides or len(numbers) != len(frequencies):
                continue
            row = Finding(
                kind=Kind.FUNCTION,
                name="hearing threshold",
                value=" ".join(numbers),
                unit="dB HL",
                laterality=sides[-1],
                detail={"frequencies": " ".join(frequencies)},
                citations=(clause.cite(found.start(), found.end()),),
                confidence=clause.confidence,
            )
            yield row
            for one, frequency in zip(numbers, frequencies, strict=True):
                if int(one) > _HEARS:
                    yield replace(row, value=one, number=float(one), unit="dB", detail={"frequencies": frequency})


def _paired(clause: Clause, words: HearingWords) -> Iterator[Finding]:
    """Thresholds each with its frequency: `OD 250:10 500:10 1000:15 4000:40 dB`."""
    for found in _PAIRS.finditer(clause.text):
        pairs = re.findall(r"(\d{3,5})\s?[:=]\s?(\d{1,3})", found[0])
        sides = [
            hit.value for hit in words.sides.find(words_of(clause.text[max(0, found.start() - _EAR) : found.start()]))
        ]
        if not sides or not _frequencies_in(" ".join(frequency for frequency, _ in pairs)):
            continue
        row = Finding(
            kind=Kind.FUNCTION,
            name="hearing threshold",
            value=" ".join(value for _, value in pairs),
            unit="dB HL",
            laterality=sides[-1],
            detail={"frequencies": " ".join(frequency for frequency, _ in pairs)},
            citations=(clause.cite(found.start(), found.end()),),
            confidence=clause.confidence,
        )
        yield row
        for frequency, value in pairs:
            if int(value) > _HEARS:
                yield replace(row, value=value, number=float(value), unit="dB", detail={"frequencies": frequency})


def _frequencies_in(text: str) -> list[str]:
    """The frequencies of a row of heads, in Hz or kHz; [] where its numbers are others."""
    numbers = [one[0].replace(",", ".") for one in _FREQUENCY.finditer(text)]
    values = {float(one) for one in numbers}
    return numbers if len(numbers) >= 3 and (values <= _HZ or values <= _KHZ) else []
