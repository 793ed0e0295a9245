"""What a sentence says of a laboratory test: the value with its place, whether it is a limit, and which names"
" count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.datetext import dates_in
from consilium.domain.findings.assertions.dictated import is_past_time
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.findings.laboratory.labchange import ChangeWords, change_words
from consilium.domain.findings.laboratory.labtests import LabTest
from consilium.domain.findings.laboratory.labvalues import Result, range_in
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.numerals import written_at
from consilium.domain.phrases import Hit, PhraseIndex, Word, fold

# What stands before a name that is the end of a unit: `mg/g creatinine`.
_IN_UNIT = re.compile(r"/\s?(?:g|gr|mg|mol|mmol)\s?(?:de\s)?$", re.IGNORECASE)
_SHARED = frozenset({"neutrophils", "monocytes", "erythrocytes"})
# A condition stands at most this many words before the test that it is about.
_REACH = 7
# A count that came back on a day of its own: `Injerto: neutrófilos > 0,5 x10e9/l el día +11`.
_ON_DAY = re.compile(r"[^.;,\n]{0,30}?\s(?:el\s|on\s|at\s|by\s)?(?:d[ií]a|day|D)\s?\+?\s?\d{1,3}\b", re.IGNORECASE)
_CAME_BACK = re.compile(r"\b(?:engraft\w*|injert\w*|prendimiento|recover\w*|recuper\w*)", re.IGNORECASE)
# Shares of cells without their anchors are no counts: `Clon HPN (FLAER): granulocitos 0.4 %`.
_ANCHORS = re.compile(r"\b(?:PNH|HPN|FLAER|GPI)\b(?:[^.;\n]|\.(?=\d)){0,80}$")
# The answer to a criterion in its own cell, with the value in brackets.
_MET = re.compile(
    r"\b(?:yes|s[ií]|no|met|cumple|pending|pendiente)\b"
    r"(?:\s?\(\s?(?P<number>\d[\d.,]{0,9})\s?(?P<unit>[a-zA-Zµ%/0-9^*]{0,12})\s?\))?",
    re.IGNORECASE,
)


_TICKED = re.compile(r"\s?(?:\[[ xX✓✔]?\]|[☐☒☑✓✔])\s?(?P<number>\d[\d.,]{0,9})(?![\w/])")
# A cell that is a number with its unit.
_PLAIN = re.compile(r"(?P<number>\d[\d.,]{0,9})\s?(?P<unit>%|[a-zA-Zµ][a-zA-Zµ%/0-9^*]{0,11})?")


@dataclass(frozen=True)
class ProseWords:
    """Words between a test and its value, words that make it a condition, what else is counted, and substances"
    " that are
    given and named as tests are."""

    links: PhraseIndex[bool]
    conditions: PhraseIndex[bool]
    not_values: frozenset[str]
    leading: PhraseIndex[bool]
    changes: ChangeWords
    substances: PhraseIndex[bool]


def prose_words(data: Mapping[str, Any]) -> ProseWords:
    """From `links`, `conditions`, `not_values` and `leading` of `knowledge/findings/laboratory.yaml`."""
    return ProseWords(
        PhraseIndex.of((str(one), True) for one in data["links"]),
        PhraseIndex.of((str(one), True) for one in data["conditions"]),
        frozenset(fold(str(one)) for one in data["not_values"]),
        PhraseIndex.of((str(one), True) for one in data["leading"]),
        change_words(data),
        PhraseIndex.of((str(one), True) for one in data.get("substances", ())),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A result in a clause with its test and place; `condition` where it is a limit or goal and no value, `earlier`
    where another value of the same sentence came after it, `before` where the value stands before the test.
    """

    test: LabTest
    result: Result
    start: int
    end: int
    condition: bool = False
    earlier: bool = False
    before: bool = False


def earlier_value(how: Assertion) -> Assertion:
    """How a value is said that a later one of the same sentence replaced."""
    return Assertion.HISTORICAL if how is Assertion.STATED else how


def is_after_day(clause: Clause, said: Said) -> bool:
    """Whether an earlier value has its day between its test and itself: `ammonia 2024-01-20 - 88`."""
    told = clause.text[said.start : said.end]
    last = told.endswith((said.result.value, f"{said.result.value} {said.result.unit}"))
    return last and any(True for _ in dates_in(told))


def answered(clause: Clause, said: Said) -> Said:
    """The value in brackets of a criterion that is met or not: `ANC >= 750 ..... yes (1,340)`; else the limit."""
    ticked = _TICKED.match(clause.text, said.end) if said.result.comparator else None
    if ticked is not None:  # `ANC >= 0.75 [x] 1.3`
        told = replace(said.result, value=ticked["number"], comparator="")
        return replace(said, result=told, end=ticked.end(), condition=False)
    found = _MET.search(clause.text, said.end) if said.result.comparator and len(clause.cells) > 1 else None
    beyond = next((text for start, text in clause.cells if start >= said.end), "") if said.result.comparator else ""
    if found is None and (plain := _PLAIN.fullmatch(beyond.strip())) is not None:  # `Neutrophils | >= 0.75 | 1.92`
        at = clause.text.index(plain[0], said.end)
        told = replace(said.result, value=plain["number"], comparator="", unit=plain["unit"] or said.result.unit)
        return replace(said, result=told, end=at + len(plain[0]), condition=False)
    if found is None:
        return said
    if found["number"] is None:
        return replace(said, condition=True)
    told = replace(said.result, value=found["number"], comparator="", unit=said.result.unit or found["unit"] or "")
    return replace(said, result=told, end=found.end(), condition=False)


def reached(clause: Clause, end: int) -> bool:
    """Whether a limit that ends at `end` is one that the child's count passed on a day that is told."""
    return _ON_DAY.match(clause.text, end) is not None and _CAME_BACK.search(clause.text) is not None


def is_joined(between: str) -> bool:
    """Whether only a joining word stands between two limits: `ANC < 500 or platelets < 75`."""
    return fold(between).strip(" ,") in ("or", "o", "u", "and", "y", "e", "and/or", "y/o", "or if", "o si")


def reaches(text: str, cue: Word, found: Said) -> bool:
    """Whether nothing between a cue and the test ends what the cue is about."""
    between = text[cue.end : found.start]
    if cue.text == "normal" and "(" in between:  # `renal function normal (creatinine 0.6)`
        return False
    return not any(mark in between for mark in ",;.:") and not any(char.isdigit() for char in between)


def is_condition(clause: Clause, hit: Hit[LabTest], found: Said, conditions: PhraseIndex[bool]) -> bool:
    """Whether words before a test make its value a rule, a goal or a limit: `transfuse if Hb < 7`."""
    before = clause.words[max(0, hit.first - _REACH) : hit.first]
    cues = [before[cue.first] for cue in conditions.find(before)]
    cues = [cue for cue in cues if clause.text[cue.start : cue.end].lower() != "sí"]  # `citopenias SÍ (Hb 6,9)`
    cues = [cue for cue in cues if not (cue.text in ("while", "mientras") and _TREATED.match(clause.text, cue.end))]
    cues = [cue for cue in cues if not (cue.text in ("when", "cuando") and is_past_time(clause.text))]
    # `Normal systolic function (EF 62 %)` tells a value; `normal EF > 55 %` and `normal EF 55 %` a limit.
    plain = found.test.kind is Kind.FUNCTION  # `Echo normal EF 65 %` tells a value
    straight = before[-1] if before and not plain else None
    cues = [cue for cue in cues if cue.text != "normal" or found.result.comparator or cue is straight]
    if not any(reaches(clause.text, cue, found) for cue in cues):
        return False
    return any(cue.text not in ("for", "para") or found.result.comparator for cue in cues)


_TREATED = re.compile(r"\s(?:on|receiving|taking|recib\w+|tomaba|con)\b", re.IGNORECASE)  # `while on vancomycin`
_SECONDS = re.compile(r"\s?(?:[(,;.)]|$)")
_NODE = re.compile(r"[\s-](?:nodes?|nodal|vessels?|channels?|space)\b", re.IGNORECASE)


def counts(clause: Clause, hit: Hit[LabTest]) -> bool:
    """Whether a name is one in running text: short ones in capitals, some exactly as written."""
    test = hit.value
    written = clause.text[clause.words[hit.first].start : clause.words[hit.after - 1].end]
    folded = fold(written)
    if folded.startswith("lymph") and _NODE.match(clause.text, clause.words[hit.after - 1].end):
        return False  # `lymph nodes: number examined 7`
    seconds = folded == "seg" and _SECONDS.match(clause.text, clause.words[hit.after - 1].end) is not None
    if seconds and _just_before(clause, hit)[-2:-1].isdigit():
        return False  # `TP 13,2 seg (88 %)`
    if folded in test.not_prose or _IN_UNIT.search(_just_before(clause, hit)):
        return False
    if test.name in _SHARED and _ANCHORS.search(clause.text, 0, clause.words[hit.first].start):
        return False
    exact = [name for name in test.exact if fold(name) == folded]
    if exact:
        return written in exact or (clause.text.isupper() and written in {name.upper() for name in exact})
    return len(written) > 2 or not written.islower() or test.needs_unit or written in test.lower


def _just_before(clause: Clause, hit: Hit[LabTest]) -> str:
    start = clause.words[hit.first].start
    return clause.text[max(0, start - 14) : start]


def range_after(text: str, end: int) -> str:
    """The reference range in brackets after a value: `(12-16)`, `(ref 12.0 - 16.0)`."""
    rest = text[end : end + 45]
    if not rest.lstrip(" HL*").startswith(("(", "[")):
        return ""
    inside = rest[rest.find(rest.lstrip(" HL*")[0]) + 1 :].partition(")")[0].partition("]")[0]
    if found := range_in(inside):
        return found[0].strip(" []()")
    compared = written_at(inside.strip(), 0)
    return inside.strip() if compared is not None and compared.comparator else ""
