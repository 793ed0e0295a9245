"""Risk groups as a paper writes them: `high risk` of a disease, after a label, or as a histology that stands for one.

`value` as written; `detail` group (its plain words) and system where the text names one. Nothing is computed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.diagnosis.stagedoubts import follows_condition
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex, fold

_NUMBERED = re.compile(r" R[1-4]\b")
# `Risk group B (LMB)`, `treatment level 1`, `grupo de riesgo II`.
_CODED = re.compile(
    r"[ :]{1,2}(?P<value>R[1-4]|[A-D]|[1-5]|I{1,3}|IV)(?![\w/-]|\.\d|\s?(?:years?|a[nñ]os|mg|%|of|de)\b)"
)
_LETTERED = re.compile(
    r"\b(?:[Gg]roup|[Gg]rupo|GROUP|GRUPO)\s(?P<value>[ABC](?:[123])?)(?![\w/'-]|\s?(?:strep|rh|blood|sangu))"
)
# The boxes of a form after a label: `NCI risk group: [ ] Standard  [x] High`.
_TICKED = re.compile(r"(?:\[\s?[xX✓✔]\s?\]|[☒☑■]|\(\s?[xX]\s?\))\s*")
_UNTICKED = re.compile(r"\[\s?\]|☐|□|\(\s\)")
# Between a level and the next of the same label: `Intermediate (COG) / Very high (EpSSG)`.
_ALSO = re.compile(r"\s?(?:\([^()]{1,24}\))?\s?[/;,]\s?$")
_ALSO_REACH, _FORM_REACH, _NEAR_LABEL = 32, 120, 4
# A level that stands in what a sentence makes of the child or the disease: `he is therefore average risk`, `lo
# consideramos riesgo estándar`, `se ahorró por ser de bajo riesgo`.
_CLASSED = re.compile(
    r"\b(?:is|are|was|were|remains?|makes?\s(?:her|him|it|this)|puts?\s(?:her|him|it|this)\s(?:in(?:to)?|at)"
    r"|counts?\sas|call(?:s|ed|ing)?\s(?:this|it|her|him)"
    r"|consider(?:s|ed)?(?:\s(?:her|him|it|this))?|class(?:ed|ified)\s(?:as|in)|stratified\s(?:as|to|into)"
    r"|treat(?:ed|ing)?\s(?:(?:her|him|it|this)\s)?as"
    r"|(?:re-?)?assigned\s(?:to|as)|(?:re-?)?stratified\s(?:to|as|into)|(?:moved|escalated|upgraded"
    r"|downgraded|switched|transferred)\s(?:up\s|down\s)?(?:to|into)"
    r"|(?:re-?)?(?:estratific|clasific|asign)(?:ad[oa]|[oó])\s(?:a|en|como|al?)|pas(?:a|[oó])\s(?:a"
    r"|al)|escalad[oa]\s(?:a|al)|falls?\s(?:in(?:to)?|under)|as|es|fue|era|ser|queda|entra|sigue|consideramos"
    r"|considera|considerad[oa]|clasifica(?:d[oa])?|catalogad[oa]"
    r"|estratificad[oa]|corresponde\sa|tratad[oa]|tratarl[oa]|como|trata(?:r|mos))\s"
    r"(?:(?:therefore|thus|now|still|also|clearly|hence|so|in\sthe|the|an?|as|of|como|de|un|una|por\stanto"
    r"|entonces|en|el|grupo)\s){0,4}$",
    re.IGNORECASE,
)
# What a meeting or a report makes of it: `Meeting outcome of 18/02/2025: average-risk.`
_CONCLUDED = re.compile(
    r"\b(?:outcome|conclusions?|decision|consensus|(?:re-?)?stratif\w+|relapse|assignment|classif\w+"
    r"|MDT|board|conclusi[oó]n"
    r"|decisi[oó]n|consenso|estratif\w+|comit[eé]|clasif\w+|reca[ií]da|histolog\w+)(?:\s[^:.;]{1,30})?\s?:\s*$",
    re.IGNORECASE,
)
# Where no doubt is told: `treated as high risk` says how the child is classed.
_TREATED_AS = re.compile(
    r"\b(?:treat(?:ed|ing)?|tratad[oa]|manejad[oa]|managed|tratar(?:l[oa])?)\s(?:(?:her|him|it)\s)?(?:as"
    r"|como)\s(?:de\s|an?\s)?$",
    re.IGNORECASE,
)
# The levels of treatment of EuroNet, and the parts of standard risk of COG, by their short names.
_NAMED_LEVEL = re.compile(r"(?<![\w/-])(?:T[LG][ -]?[123]|[SH]R-(?:[Aa]vg|[Hh]igh|[Ff]av|[Uu]nfav)\w{0,5})(?![\w/-])")
# What may stand behind a level that is of the disease: the end, a criterion, or who classes so.
_CRITERION = re.compile(
    r"\s*(?:[.;,()]|$|\s(?:by|per|as\sper|under|according|because|given|owing\sto|based\son|with|after"
    r"|following|at\sthe\send|in\sview|on\s(?:account|the\sbasis)"
    r"|due\sto|at\s(?:the\stime|diagnosis)"
    r"|seg[uú]n|debido|dad[oa]s?|al\sdiagn[oó]stico|en\sel\s(?:grupo|protocolo)|lo\sque|y|and|but|so)\b"
    r"|\s(?:for|por|a\scausa\sde)\s(?:(?:la|el|su|los|las|her|his|the|m[aá]s\sde|tener)\s)?(?:age|white|wbc"
    r"|count|mycn|n-?myc|anaplasia|stage|site"
    r"|cytogen|histolog|leucocit|edad|cifra|recuento|citogen|estadio|emr|mrd|kmt2a|flt3|ikzf1|\d))",
    re.IGNORECASE,
)
_SHORT_LEVEL = re.compile(
    r"(?<![\w/-])(?:VHR|HR|SR|IR|MR|LR)(?=\s(?:by|per|on|as\sper|seg[uú]n|por|arm|group|stratum|branch|rama"
    r"|B-?ALL|T-?ALL|ALL|AML"
    r"|neuroblastoma|NBL?|medulloblastoma|disease)\b|-NBL?\b)(?!\s(?:on|by)\s(?:monitor|arrival|exam|auscult|\d))"
)
# Classes of what else tells a risk.
_CYTOGENETIC = re.compile(
    r"\b(?:(?:very\s)?(?:favou?rable|unfavou?rable|adverse|good|poor|standard|intermediate"
    r"|high)(?:[\s-]risk)?\s(?:cytogenetics|genetics"
    r"|karyotype|cytogenetic\srisk)|(?:citogen[eé]tica|cariotipo)\s(?:muy\s)?(?:favorable|desfavorable"
    r"|advers[oa]|intermedi[oa]"
    r"|de\s(?:alto|bajo|buen|mal)\s(?:riesgo|pron[oó]stico)))",
    re.IGNORECASE,
)
_PESARO = re.compile(
    r"\bPesaro\s(?:(?:class|clase|group|grupo|risk)\s)?(?:(?:is|was|ser[ií]a|es)\s)?(?P<value>I{1,3}|[1-3])\b",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\b(?:(?:treatment|risk)\sgroup|grupo de tratamiento)\b", re.IGNORECASE)
_ABOUT = (Section.DIAGNOSIS, Section.CONCLUSION)
# A level that only diseases have, after what makes it: `M0, residuo menor de 1,5 cm2: riesgo estándar`.
_OF_ALL = re.compile(
    r"(?:de )?riesgo (?:est[aá]ndar|intermedio)|(?:standard|average|intermediate)[ -]risk", re.IGNORECASE
)

# In the list of what a leukemia is classed by: `WBC 142,000, high risk, CNS 2`.
_BESIDE_STATUS = re.compile(r"\s?[,;]\s?(?:SNC|CNS|estadio|stage)[ -]?[1-4I]", re.IGNORECASE)


@dataclass(frozen=True)
class RiskWords:
    """`bare` levels count after a label only; `histology` only beside the name of its system."""

    levels: PhraseIndex[bool]
    labels: PhraseIndex[bool]
    bare: PhraseIndex[bool]
    systems: PhraseIndex[str]
    not_after: frozenset[str]
    needs: PhraseIndex[bool]
    histology: PhraseIndex[str] = field(default_factory=PhraseIndex)
    histology_systems: PhraseIndex[str] = field(default_factory=PhraseIndex)


def words_from(risk: Mapping[str, Any]) -> RiskWords:
    """From the part `risk` of `knowledge/findings/stage.yaml`."""
    return RiskWords(
        _index(risk["levels"]),
        _index(risk["labels"]),
        _index(risk["bare"]),
        PhraseIndex.of(_by_value(risk["systems"])),
        frozenset(fold(str(one)) for one in risk["not_after"]),
        _index(risk["needs"]),
        PhraseIndex.of(_by_value(risk["histology"])),
        PhraseIndex.of(_by_value(risk["histology_systems"])),
    )


def risks_in(
    clause: Clause, words: RiskWords, assertion: AssertionWords, *, lettered: bool = False
) -> Iterator[Finding]:
    """The risk groups of a clause; not "high risk of infection". `lettered` where a disease has groups A to C."""
    for found in _LETTERED.finditer(clause.text) if lettered else ():
        yield _risk(clause, found.span("value"), found["value"], None, assertion)
    for span, label in _levels(clause, words):
        if label is not None or (not _of_complication(clause.text, span) and _of_disease(clause, span, words)):
            value = clause.text[span.start : span.end]
            yield _risk(clause, (span.start, span.end), value, _system(clause, span, label, words), assertion)
    told = {one.start: one.end for one, _ in _levels(clause, words)}
    for form in (_SHORT_LEVEL, _CYTOGENETIC, _NAMED_LEVEL):
        for found in form.finditer(clause.text):
            if found.start() in told or (form is _NAMED_LEVEL and _beside(clause.text, found, told)):
                continue
            yield _risk(clause, found.span(), found[0], None, assertion)
    for found in _PESARO.finditer(clause.text):
        yield _risk(clause, found.span(), found["value"], Span("Pesaro", *found.span()), assertion)
    classed = spans_in(clause, words.histology_systems)
    for one in spans_in(clause, words.histology) if classed else ():
        yield _risk(clause, (one.start, one.end), one.value, classed[0], assertion)


def _beside(text: str, found: re.Match[str], told: Mapping[int, int]) -> bool:
    """Whether a short name only repeats in a bracket the level before it: `high risk (TG3)`."""
    return text[: found.start()].endswith("(") and any(0 <= found.start() - end <= 2 for end in told.values())


def _index(phrases: Sequence[str]) -> PhraseIndex[bool]:
    return PhraseIndex.of((str(phrase), True) for phrase in phrases)


def _by_value(groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((str(phrase), str(value)) for value, phrases in groups.items() for phrase in phrases)


def _risk(
    clause: Clause, place: tuple[int, int], value: str, system: Span[str] | None, assertion: AssertionWords
) -> Finding:
    low, high = min(place[0], system.start if system else place[0]), max(place[1], system.end if system else place[1])
    said = assertion_of(clause, *place, assertion)
    if said in (Assertion.STATED, Assertion.PLANNED) and follows_condition(clause.text, place[0]):
        said = Assertion.CONDITIONAL
    if said is Assertion.UNCERTAIN and _TREATED_AS.search(clause.text, 0, place[0]):
        said = Assertion.STATED
    detail = {"group": fold(value).replace("-", " "), "system": system.value if system else ""}
    return Finding(
        Kind.RISK,
        "risk group",
        value=value,
        assertion=Assertion.STATED if said is Assertion.PLANNED else said,
        detail={key: found for key, found in detail.items() if found},
        citations=(clause.cite(low, high),),
        confidence=clause.confidence,
    )


def _levels(clause: Clause, words: RiskWords) -> Iterator[tuple[Span[bool], Span[bool] | None]]:
    """Each level of risk with the label before it; a level may stand alone after a label ("Risk group: high")."""
    levels = [one for one in spans_in(clause, words.levels) if ":" not in clause.text[one.start : one.end]]
    labels = [_with_system(clause, one, words) for one in spans_in(clause, words.labels)]
    labels = [one for one in labels if _opens_value(clause, one) or _is_phrase(clause, one, words)]
    for label in labels:
        if not any(0 <= one.start - label.end <= 4 for one in levels):
            bare = [one for one in spans_in(clause, words.bare) if 0 <= one.start - label.end <= 4]
            levels += list(_after(clause, label, words)) or bare or list(_formed(clause, label, words))
    told: list[tuple[Span[bool], Span[bool] | None]] = []
    for level in sorted(levels, key=lambda one: one.start):
        told.append((level, next((one for one in labels if 0 <= level.start - one.end <= _FORM_REACH), None)))
    first = {level.start for level, _ in told}
    yield from told
    for named in spans_in(clause, words.labels):
        yield from (found for found in _coded(clause, named) if found[0].start not in first)
    for level, of in told:
        if of is not None and level.start - of.end <= _NEAR_LABEL:
            yield from ((one, of) for one in _also(clause, level, words) if one.start not in first)


def _coded(clause: Clause, label: Span[bool]) -> Iterator[tuple[Span[bool], Span[bool]]]:
    """A group by its letter or number right after its label of several words."""
    found = _CODED.match(clause.text, label.end) if " " in clause.text[label.start : label.end] else None
    if found is not None:
        yield Span(True, found.start("value"), found.end("value")), label


def _formed(clause: Clause, label: Span[bool], words: RiskWords) -> Iterator[Span[bool]]:
    """The level whose box is ticked, where the label stands before boxes."""
    stretch = clause.text[label.end : label.end + _FORM_REACH]
    if _UNTICKED.search(stretch) is None and _TICKED.match(stretch.lstrip(" :")) is None:
        return
    ticked = {label.end + found.end() for found in _TICKED.finditer(stretch)}
    yield from (one for one in spans_in(clause, words.bare) if one.start in ticked)


def _also(clause: Clause, level: Span[bool], words: RiskWords) -> Iterator[Span[bool]]:
    """A second level after the first, of another system."""
    for one in spans_in(clause, words.bare):
        if 0 < one.start - level.end <= _ALSO_REACH and _ALSO.fullmatch(clause.text[level.end : one.start]):
            yield one


def _with_system(clause: Clause, label: Span[bool], words: RiskWords) -> Span[bool]:
    """A label with the system named after it: "Grupo de riesgo SIOP: intermedio", "Risk group (COG): high"."""
    for one in spans_in(clause, words.systems):
        if 0 <= one.start - label.end <= 3:
            closed = one.end + (clause.text[one.end : one.end + 1] in (")", "]") and one.end < len(clause.text))
            return Span(True, label.start, closed)
    return label


def _opens_value(clause: Clause, label: Span[bool]) -> bool:
    """Whether a colon, a number of a group ("grupo de riesgo R3") or the end of a cell stands after a label."""
    if clause.text[label.end : label.end + 2].lstrip()[:1] == ":" or _NUMBERED.match(clause.text, label.end):
        return True
    return any(start == label.start and len(text) == label.end - start for start, text in clause.cells)


def _is_phrase(clause: Clause, label: Span[bool], words: RiskWords) -> bool:
    """Whether a group and its level are a phrase of their own: `Grupo de tratamiento intermedio.`"""
    bare = next((one for one in spans_in(clause, words.bare) if one.start == label.end + 1), None)
    grouped = _GROUP.search(clause.text, label.start, label.end) is not None
    return bare is not None and grouped and clause.text[bare.end :].lstrip()[:1] in ("", ".", ",", ";", ")")


def _after(clause: Clause, label: Span[bool], words: RiskWords) -> Iterator[Span[bool]]:
    """The level right after a label's colon, where the label's last word and it look like one phrase."""
    rest = tuple(word for word in clause.words if label.end <= word.start <= label.end + 40)
    for hit in words.levels.find(rest):
        if hit.first == 0:
            yield Span(True, rest[0].start, rest[hit.after - 1].end)


# Whose risk it is, where that is no disease's group: `neutropenia febril de alto riesgo`, `high-risk febrile
# neutropenia`.
_COMPLICATION = (
    r"(?:febrile neutropenia|neutropenic fever|fever|neutropenia(?: febril)?|fiebre(?: neutrop[eé]nica)?|NF|FN|F&N"
    r"|infec\w+"
    r"|sepsis|bleed\w*|sangrados?|hemorragia|TLS|SLT|tumou?r lysis|lisis tumoral|falls?|ca[ií]das?|thrombo\w+|trombo\w+"
    r"|VOD|SOS|GVHD|EICH|bacter[ai]e?mi?a|aspiration|aspiraci[oó]n|suicid\w+|pressure|[uú]lceras?|malnutrition"
    r"|desnutrici[oó]n"
    r"|refeeding|realimentaci[oó]n|extravasation|extravasaci[oó]n|medications?|medicamentos?|fungal|f[uú]ngica"
    r"|donors?|donante)"
)
_ITS_RISK = re.compile(rf"\b{_COMPLICATION}(?:\s\([^()]{{1,20}}\))?\s?(?:de\s|con\s|at\s|[,:]\s)?$", re.IGNORECASE)
_RISK_OF = re.compile(
    rf"[\s-]+(?:(?:for|of|de|para)\s(?:(?:an?|the|la|el|una?)\s)?)?(?:[\w-]{{3,14}}\s)?{_COMPLICATION}(?!\w)",
    re.IGNORECASE,
)


def _of_complication(text: str, span: Span[bool]) -> bool:
    before = text[max(0, span.start - 60) : span.start]
    return _ITS_RISK.search(before) is not None or _RISK_OF.match(text, span.end) is not None


def _of_disease(clause: Clause, span: Span[bool], words: RiskWords) -> bool:
    at = bisect_left(clause.words, span.start, key=lambda word: word.start)
    after = tuple(word for word in clause.words[at : at + 12] if word.start >= span.end)[:4]
    systemed = any(1 <= one.start - span.end <= 2 for one in spans_in(clause, words.systems))
    told = systemed or _CRITERION.match(clause.text, span.end) is not None
    if not told and after and after[0].text in words.not_after and clause.text[span.end : after[0].start].isspace():
        return False
    if any(hit.first <= 3 for hit in words.needs.find(after)):
        return True
    opens = not clause.text[: span.start].strip(" \t•*-–")
    if told and _BESIDE_STATUS.match(clause.text, span.end) and clause.text[: span.start].rstrip()[-1:] in (",", ";"):
        return True
    if told and _CONCLUDED.search(clause.text, max(0, span.start - 80), span.start):
        return True
    if told and (opens or _CLASSED.search(clause.text, max(0, span.start - 80), span.start)):
        return True
    if clause.section in _ABOUT:
        return True
    if (
        told
        and _OF_ALL.fullmatch(clause.text, span.start, span.end)
        and clause.text[: span.start].rstrip()[-1:] in ":=→"
    ):
        return True
    return any(words.needs.find(clause.words[max(0, at - 14) : at]))


def _system(clause: Clause, span: Span[bool], label: Span[bool] | None, words: RiskWords) -> Span[str] | None:
    """The system named near a level, or in its label."""
    low = label.start - 12 if label is not None else span.start - 25
    near = [one for one in spans_in(clause, words.systems) if low <= one.start and one.start - span.end <= 25]
    return min(near, key=lambda one: max(one.start - span.end, span.start - one.end), default=None)
