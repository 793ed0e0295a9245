"""Stages in the system that the text names, or that their form leaves no doubt of, and risk groups as written.

`name` is "stage" or "risk group"; `value` as written; `detail` system, suffix, scope (local, overall), group. Nothing
is computed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import certain, dates_in, in_order
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.firstreadings import first_taken
from consilium.domain.findings.diagnosis import riskgroups
from consilium.domain.findings.diagnosis.beforesystems import System, before_systems
from consilium.domain.findings.diagnosis.cnsstatus import free_of_disease
from consilium.domain.findings.diagnosis.extents import extents_in
from consilium.domain.findings.diagnosis.graderows import grades_in
from consilium.domain.findings.diagnosis.otherstages import is_of_others
from consilium.domain.findings.diagnosis.sidedstages import sided_in
from consilium.domain.findings.diagnosis.stagedoubts import (
    conditional_stage,
    doubted_stage,
    follows_condition,
    open_stage,
    other_stage,
)
from consilium.domain.findings.diagnosis.stagepairs import pairs_in
from consilium.domain.findings.diagnosis.stagescopes import scope_of
from consilium.domain.findings.diagnosis.tnmstages import tnm_in
from consilium.domain.findings.diagnosis.whogrades import edition_of, grades_before_who
from consilium.domain.findings.examination.eyegroups import eye_of, headed_eye, of_an_eye
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text import bodysites
from consilium.domain.findings.text.spans import MOST_LETTERS, Span, spans_in
from consilium.domain.phrases import PhraseIndex

SHARED = ("sites",)

_MOST_CITATIONS = 8
_CONCLUDES = tuple("([,:;=-–—")
_SKIPPED = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.TECHNIQUE})
_BETWEEN = re.compile(r"\s*(?:\([^()]{2,60}\))?\)?\s*(?:[:=,(\-–—]|\bis\b|\bes\b|\bno\.|\.{2,60})?\s*")
# A slash may lead to the other of two, or to the next class: `PRETEXT III/IV`, `Group III/Stage 3`.
_END = (
    r"(?:(?![\w/]|[-.](?=\w))|(?=/(?:(?:IV|I{1,3})(?:-?[A-Ca-c])?(?![\w/-])|"
    r"(?i:stage|group|estadio|grupo|post-?text)\b)))"
)
_ROMAN = r"(?:IV|I{1,3}|[1-4])"
_FORMS = {
    "lymphoma": rf"{_ROMAN}[ -]?(?:[AB](?=[ESX]|\b))?(?:[ESX]{{1,3}})?(?:[AB])?",
    "roman": rf"(?:{_ROMAN}|V|5|0)(?:-?[A-Ca-c]\b)?",
    "inss": r"(?:4 ?[Ss]|IV ?-?[Ss]|2 ?[ABab]|[1-4]|II ?[ABab]|IV|I{1,3})",
    "inrgss": r"(?:L ?[12]|M ?[Ss]|M)",
    "pretext": r"(?:IV|I{1,3}|[1-4])(?:[ ,]*[VPEMFRCNH][0-2]?[ab]?[+-]?(?![A-Za-z]))*",
    "group": r"(?:IV|I{1,3}|V|[1-5])(?:-?[A-Da-d]\b)?",
    "digits": r"(?:IV|I{1,3}|[1-4])(?:-?[A-Ca-c]\b)?|[cp]?T[0-4][a-c]? ?,?[cp]?N[0-3X][a-c]? ?,?[cp]?M[0-1X][a-c]?",
    "chang": r"(?:T[1-4][ab]? ?,?)?M ?[0-4]\+?",
    "figo": r"(?:IV|I{1,3})(?:[A-C][1-3]?)?",
    "enneking": r"(?:III|II[AB]|I[AB]|[1-3])",
    "eye": r"[A-E]",
    "cns": r"(?:CNS|SNC)? ?-?[1-3][a-c]?",
    "any": rf"(?:{_ROMAN}|localized|metastatic|L[12]|MS?|localizado|metastasico)(?:[A-Ca-c]\b)?",
}
_VALUES = {name: re.compile(f"(?:{form}){_END}") for name, form in _FORMS.items()}
_UNNAMED = re.compile(
    rf"(?:4 ?[Ss]|IV ?-?[Ss]|L ?[12]|M ?[Ss]|IV|I{{1,3}}|V|[0-5])"
    rf"(?:[ -]?[ABCabc](?:[ESX]{{0,3}})|[ -]?[ESX]{{1,3}}(?:[ -]?[AB])?)?{_END}"
)
_CNS = re.compile(rf"(?<![\w])(?:CNS|SNC) ?-?[1-3][abc]?{_END}")
_WHO = re.compile(
    rf"(?:\bCNS )?\b(?:WHO|OMS)\W{{1,3}}(?:CNS )?(?:grade|grado|gr\.?)\s?(?P<value>IV|I{{1,3}}|[1-4]){_END}",
    re.IGNORECASE,
)
_GRADED = re.compile(rf"\b(?:grade|grado)\s(?P<value>IV|I{{1,3}}|[1-4]){_END}", re.IGNORECASE)
_GROUP = re.compile(rf"\b(?:[Cc]linical )?(?:[Gg]roup|[Gg]rupo|[Gg]rp)\s(?P<value>IV|I{{1,3}}|[1-4])(?:-?[A-D])?{_END}")
_METASTATIC = re.compile(rf"M{_END}")
_INRG_ALONE = re.compile(r"L ?[12]|M ?[Ss]|M")
_INSS_ALONE = re.compile(r"(?:4|IV) ?-?[Ss]")
_EYE = re.compile(r"\b(?:[Gg]roup|[Gg]rupo|GROUP|GRUPO)\s+([A-E])(?![\w/])")
_CHANG = re.compile(r"(?<![\w-])M(?: ?[0-4](?:[ab]|/[1-4])?|\+)(?![\w/%-]|[ ,.]\d)")
_GRADE_REACH = 110
_GLIAL = re.compile(
    r"(?:ependymoma|ependimoma|glioma|astrocytoma|astrocitoma|medulloblastoma|meduloblastoma|meningioma|glioblastoma)",
    re.IGNORECASE,
)
_LYMPHOMA = re.compile(r"(?:IV|I{1,3})[ -]?(?:[AB][ESX]{0,3}|[ESX]{1,3}(?:[ -]?[AB])?)")
_BARE = re.compile(rf"(?<![\w-])(?:IV|I{{1,3}})[AB][ESX]{{0,3}}{_END}")

# Stages that differ in these are two.
_SURE = (Assertion.STATED, Assertion.HISTORICAL)
_APART = ("system", "scope", "edition")


@dataclass(frozen=True)
class Words:
    stage: PhraseIndex[bool]
    systems: PhraseIndex[System]
    not_before: PhraseIndex[bool]
    not_after: PhraseIndex[bool]
    suffixes: PhraseIndex[bool]
    tells: PhraseIndex[str]
    sides: PhraseIndex[str]
    between: PhraseIndex[bool]
    extents: PhraseIndex[str]
    needs: PhraseIndex[bool]
    risk: riskgroups.RiskWords


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/stage.yaml` and `sites.yaml`."""
    systems = [
        (str(phrase), System(str(name), str(entry["form"]), bool(entry.get("alone", False))))
        for name, entry in data["systems"].items()
        for phrase in entry["words"]
    ]
    return Words(
        _index(data["stage_words"]),
        PhraseIndex.of(systems),
        _index(data["not_before"]),
        _index(data["not_after"]),
        _index(data["suffixes"]),
        PhraseIndex.of(_by_value(data["tells"])),
        bodysites.words_from(data).sides,
        _index(data["between"]),
        PhraseIndex.of(_by_value(data["extents"])),
        _index(data["risk"]["needs"]),
        riskgroups.words_from(data["risk"]),
    )


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Each stage and risk group once for each way in which the paper says it, with all its places."""
    told = frozenset(hit.value for clause in paper.clauses for hit in words.tells.find(clause.words))
    found: dict[tuple[object, ...], Finding] = {}
    yield from grades_in(paper)
    for clause in paper.clauses:
        if clause.section in _SKIPPED:
            continue
        yield from free_of_disease(clause, assertion, told="CNS" in told)
        risks = riskgroups.risks_in(clause, words.risk, assertion, lettered="LMB" in told)
        for one in (*_stages(paper, clause, words, told, assertion), *risks):
            key = (one.kind, one.value.lower(), one.assertion, one.laterality, *map(one.detail.get, _APART), one.when)
            known = found.get(key)
            places = (*known.citations, *one.citations)[:_MOST_CITATIONS] if known else one.citations
            found[key] = replace(known or one, citations=tuple(dict.fromkeys(places)))
    yield from found.values()


def _index(phrases: Sequence[str]) -> PhraseIndex[bool]:
    return PhraseIndex.of((str(phrase), True) for phrase in phrases)


def _by_value(groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((str(phrase), str(value)) for value, phrases in groups.items() for phrase in phrases)


@dataclass(frozen=True, slots=True)
class _Stage:
    """A value at `text[start:end]` with the words that make it one from `low` on."""

    value: str
    system: str
    low: int
    start: int
    end: int
    side: str = ""
    other: bool = False  # the second of two of which one is meant
    paired: bool = False  # one of two that a label tells together, each of them sure


def _stages(
    paper: Paper, clause: Clause, words: Words, told: frozenset[str], assertion: AssertionWords
) -> Iterator[Finding]:
    after = 0
    every = [other for one in _all(clause, words, told) for other in (one, *_other(clause.text, one))]
    for stage in sorted(every, key=lambda one: (one.low, -one.end)):
        if stage.low < after or _is_other(clause, stage, words) or is_of_others(clause, stage.low, stage.system):
            continue
        after = stage.end
        suffix = _suffix(clause, stage, words)
        end = suffix.end if suffix else stage.end
        detail = {"system": stage.system, "suffix": clause.text[suffix.start : suffix.end] if suffix else ""}
        detail["edition"] = edition_of(clause.text, stage.low, stage.end) if stage.system == "WHO grade" else ""
        detail["scope"] = scope_of(clause.text, stage.low, stage.end)
        side = eye_of(clause, stage.low, stage.end, words.sides) if stage.system == "ICRB" else None
        yield Finding(
            Kind.STAGE,
            "stage",
            value=stage.value,
            when=_when(paper, clause),
            laterality=side.value
            if side
            else stage.side or (headed_eye(clause, words.sides) if stage.system == "ICRB" else ""),
            assertion=_said(clause, stage, assertion),
            detail={key: value for key, value in detail.items() if value},
            citations=(
                clause.cite(min(stage.low, side.start), max(end, side.end)) if side else clause.cite(stage.low, end),
            ),
            confidence=clause.confidence,
        )


def _other(text: str, stage: _Stage) -> Iterator[_Stage]:
    """The second of two stages of which one is meant: `PRETEXT III vs IV`."""
    found = other_stage(text, stage.end)
    if found is not None and not stage.paired:
        yield replace(
            stage,
            value=found["other"],
            low=found.start("other"),
            start=found.start("other"),
            end=found.end(),
            other=True,
        )


def _when(paper: Paper, clause: Clause) -> PartialDate | None:
    """The only date of a table's row."""
    dates = list(dates_in(clause.text)) if clause.cells else []
    return certain(in_order(dates[0].values, paper.date_order)) if len(dates) == 1 else None


def _said(clause: Clause, stage: _Stage, words: AssertionWords) -> Assertion:
    """A stage is never planned; and it is what follows from a thing denied before it ("no blasts (CNS1)"), not denied
    itself, where a bracket, comma or sign stands between."""
    said = assertion_of(clause, stage.low, stage.end, words)
    concluded = said is Assertion.NEGATED and clause.text[: stage.low].rstrip()[-1:] in _CONCLUDES
    hangs = conditional_stage(clause.text, stage.low) or follows_condition(clause.text, stage.low)
    if said is Assertion.STATED and hangs:
        return Assertion.CONDITIONAL
    if (
        said in _SURE
        and not stage.paired
        and (stage.other or open_stage(clause.text, stage.low, stage.start, stage.end))
    ):
        return Assertion.UNCERTAIN
    certain_one = said is Assertion.UNCERTAIN and not (
        doubted_stage(clause.text, stage.low, stage.end) or first_taken(clause.folded, stage.low, stage.end)
    )
    if said is Assertion.HISTORICAL and stage.system == "POSTTEXT":
        return Assertion.STATED  # what it is after treatment was not once so
    return Assertion.STATED if said is Assertion.PLANNED or concluded or certain_one else said


def _all(clause: Clause, words: Words, told: frozenset[str]) -> Iterator[_Stage]:
    text = clause.text
    for value, system, low, start, end in pairs_in(text) if "IRS clinical group" in told else ():
        yield _Stage(value, system, low, start, end, paired=True)
    yield from _named(clause, words)
    yield from _by_word(clause, words, told)
    yield from _bare(clause, words, told)
    yield from _eyes(clause, told)
    yield from _grades(clause, told)
    systems = spans_in(clause, words.systems) if len(clause.text) <= MOST_LETTERS else ()
    for value, system, start, end in before_systems(clause.text, systems, _VALUES):
        yield _Stage(value, system, start, start, end)
    yield from _metastasis_stages(clause, told)
    for span in extents_in(clause, words.extents, words.needs):
        yield _Stage(clause.text[span.start : span.end], "", span.start, span.start, span.end)
    for value, start, end in tnm_in(text):
        yield _Stage(value, "TNM", start, start, end)
    for value, side, low, start, end in sided_in(text) if len(text) <= MOST_LETTERS else ():
        yield _Stage(value, "", low, start, end, side)
    for found in _CNS.finditer(text) if "CNS" in text or "SNC" in text else ():
        if not _is_reference(text, found):
            yield _Stage(found[0], "CNS status", found.start(), found.start(), found.end())


def _bare(clause: Clause, words: Words, told: frozenset[str]) -> Iterator[_Stage]:
    """`IIB bulky` in a paper about Hodgkin lymphoma, without a word for stage."""
    for found in _BARE.finditer(clause.text) if "Ann Arbor" in told else ():
        stage = _Stage(found[0], "Ann Arbor", found.start(), found.start(), found.end())
        if _suffix(clause, stage, words) is not None:
            yield stage


def _metastasis_stages(clause: Clause, told: frozenset[str]) -> Iterator[_Stage]:
    """`M3` in a paper about medulloblastoma, where `M` and its figure stand alone."""
    for found in _CHANG.finditer(clause.text) if "Chang" in told else ():
        yield _Stage(found[0], "Chang", found.start(), found.start(), found.end())


def _grades(clause: Clause, told: frozenset[str]) -> Iterator[_Stage]:
    """The grade of a tumor of the nervous system, with WHO's name or right behind the tumor's; IRS groups where a
    rhabdomyosarcoma is spoken of."""
    for found in _WHO.finditer(clause.text) if "who" in clause.folded or "oms" in clause.folded else ():
        yield _Stage(found["value"], "WHO grade", found.start(), found.start("value"), found.end())
    for value, start, at, end in grades_before_who(clause.text):
        yield _Stage(value, "WHO grade", start, at, end)
    for found in _GRADED.finditer(clause.text) if "grad" in clause.folded else ():
        before = clause.text[max(0, found.start() - _GRADE_REACH) : found.start()]
        if _GLIAL.search(before) and ";" not in before and ". " not in before:
            yield _Stage(found["value"], "WHO grade", found.start(), found.start("value"), found.end())
    for found in _GROUP.finditer(clause.text) if "IRS clinical group" in told else ():
        yield _Stage(found["value"], "IRS clinical group", found.start(), found.start("value"), found.end())


def _eyes(clause: Clause, told: frozenset[str]) -> Iterator[_Stage]:
    """`group D` in a paper about retinoblastoma."""
    for found in _EYE.finditer(clause.text) if "ICRB" in told or of_an_eye(clause.text) else ():
        yield _Stage(found[1], "ICRB", found.start(), found.start(1), found.end())


def _named(clause: Clause, words: Words) -> Iterator[_Stage]:
    """A system's name and then its value: `PRETEXT III`, `INSS stage 4S`, `IRS group II`."""
    stages = spans_in(clause, words.stage)
    for span in spans_in(clause, words.systems):
        low, at = span.start, span.end
        spoken = span.value.alone
        follows = next((one for one in stages if 0 <= one.start - at <= 3), None)
        if follows is not None:
            spoken, at = True, follows.end
        before = next((one for one in stages if 0 <= span.start - one.end <= 3), None)
        if before is not None:
            spoken, low = True, before.start
        named = clause.folded[span.start : at]
        spoken = spoken or " stage" in named or named.startswith("estadio") or _strict(span.value.form)
        at = _over_between(clause, at, words)
        found = _value(clause.text, at, _VALUES[span.value.form]) if spoken else None
        if found is not None and not _is_reference(clause.text, found):
            yield _Stage(found[0].strip(), span.value.name, low, found.start(), found.end())


def _is_reference(text: str, found: re.Match[str]) -> bool:
    """Whether a figure is the number of a publication: `by the IRSG (4)`, `complicaciones del SNC1,2`."""
    if re.search(r"\b(?:del|el|al)\s(?:SNC)?$", text[: found.start()]):
        return True
    alone = text[: found.start()].endswith("(") and text[found.end() : found.end() + 1] == ")"
    return alone and found[0].strip().isdigit()


def _over_between(clause: Clause, at: int, words: Words) -> int:
    """Past words such as "still" or "group" that stand right before a value."""
    for _ in range(3):
        first = bisect_left(clause.words, at, key=lambda word: word.start)
        near = clause.words[first : first + 3]
        hit = next(words.between.find(near), None)
        if hit is None or hit.first != 0 or clause.text[at : near[0].start].strip(" :=,("):
            return at
        at = near[hit.after - 1].end
    return at


def _strict(form: str) -> bool:
    """Forms that nothing else looks like, so that the system's name before them is enough."""
    return form in ("lymphoma", "inss", "inrgss", "figo", "enneking")


def _value(text: str, at: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
    between = _BETWEEN.match(text, at)
    found = pattern.match(text, between.end() if between else at)
    return found if found is not None and found[0].strip() else None


def _by_word(clause: Clause, words: Words, told: frozenset[str]) -> Iterator[_Stage]:
    """The word for stage and then a value: the system stands near, or the value's form tells it."""
    systems = spans_in(clause, words.systems)
    for span in spans_in(clause, words.stage):
        at = _over_between(clause, span.end, words)
        found = _value(clause.text, at, _UNNAMED)
        if found is None and "INRGSS" in told:
            found = _value(clause.text, at, _METASTATIC)
        if found is None or (len(clause.text[span.start : span.end]) <= 3 and found[0][:1] not in "IVLM4"):
            continue
        value = found[0].strip()
        yield _Stage(value, _system(value, found.end(), systems, told), span.start, found.start(), found.end())


def _system(value: str, end: int, systems: Sequence[Span[System]], told: frozenset[str]) -> str:
    """The system named right after the value ("stage III (SIOP)"), or the only one that has such a value."""
    near = next((one.value for one in systems if 0 <= one.start - end <= 14), None)
    if near is not None and near.name == "IRS clinical group" and value.isdigit():
        return "TNM stage"  # `estadio 2 de IRS`: groups have Roman figures
    if near is not None and near.form != "cns":  # `stage IV Burkitt with CNS disease` is no stage of the nerves
        return near.name
    if _INRG_ALONE.fullmatch(value):
        return "INRGSS"
    if _INSS_ALONE.fullmatch(value):
        return "INSS"
    return "Ann Arbor" if "Ann Arbor" in told and _LYMPHOMA.fullmatch(value) else ""


def _is_other(clause: Clause, stage: _Stage, words: Words) -> bool:
    """Whether the words around say that it is a stage of puberty, a kidney's, or of a trial."""
    first = bisect_left(clause.words, stage.low, key=lambda word: word.start)
    last = bisect_left(clause.words, stage.end, key=lambda word: word.start)
    before, after = clause.words[max(0, first - 3) : first], clause.words[last : last + 4]
    if any(hit.after == len(before) for hit in words.not_before.find(before)):
        return True
    return any(hit.first == 0 for hit in words.not_after.find(after))


def _suffix(clause: Clause, stage: _Stage, words: Words) -> Span[bool] | None:
    return next((one for one in spans_in(clause, words.suffixes) if 0 <= one.start - stage.end <= 3), None)
