"""What the report of an operation, or of its specimen, says as a whole: its day, margins, residual, complications."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.terms import cue_in
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Scalar

Cues = Mapping[str, PhraseIndex[str]]

RADICALITY = re.compile(r"(?<!\w)R[0-2](?!\w)(?: resection| resecci[oó]n)?")
_DATE_LABEL = re.compile(r"(?<!\w )(?:^|[\s|])(?:date|fecha)\s?[:.]?\s?(?=\d)", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|not|nil|without|never|minimal|avoid|avoiding|risk of|sin|ni|nunca|evitar|evitando|riesgo de"
    r"|m[ií]nim[oa]|escas[oa])\s[^.;:]{0,30}$",
    re.IGNORECASE,
)
# What was meant to be done, and that it was what was done.
_INTENDED = re.compile(
    r"(?:programad[oa]|planead[oa]|planificad[oa]|proyectad[oa]|propuest[oa]|planned|proposed|intended|scheduled)"
    r"(?:\s(?:operation|procedure|surgery))?\s?:\s*(?P<what>[^:]{4,240})",
    re.IGNORECASE,
)
_THE_SAME = re.compile(
    r"\b(?:realizad[oa]|efectuad[oa]|practicad[oa]|performed|done|actual)(?:\s(?:operation|procedure"
    r"|surgery))?\s?:\s*"
    r"(?:l[ao] mism[oa]|el mismo|misma?|[ií]dem|igual|(?:the )?same|as (?:planned|above|proposed))\b",
    re.IGNORECASE,
)
_HEAD = 10
# Read days are told by then: one that is left over has a year or a month that there is not.
_OWN_DAY = re.compile(
    r"\s?\(?(?:(?:el|del?|en|on|of|dated)\s)?\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d|\s?(?:[cm]m|ml|cc|mg)\b)",
    re.IGNORECASE,
)
# How far (letters) behind its label the day of an operation stands.
_BEHIND = 40


def outcome(clause: Clause, cues: Cues) -> Mapping[str, Scalar]:
    """Margins, residual and complications, as written."""
    made: dict[str, Scalar] = {}
    radicality = RADICALITY.search(clause.text)
    margins = (radicality.start(), radicality.end()) if radicality else cue_in(clause.text, cues["margins"])
    for name, place in (
        ("margins", margins),
        *((name, cue_in(clause.text, cues[name])) for name in ("residual", "complications")),
    ):
        if place is not None and not (
            (name == "complications" or "dej" in clause.folded[place[0] : place[1]])
            and _is_denied(clause.text, place[0])
        ):
            made[name] = clause.text[place[0] : _word_end(clause.text, place[1])]
    return made


def _is_denied(text: str, start: int) -> bool:
    """Whether what stands there was looked for and did not happen: `No spillage`, `sin derrame tumoral`."""
    own = re.match(r"(?:no|without|un|sin)", text[start : start + 8], re.IGNORECASE)
    return own is None and _NONE.search(text, max(0, start - _BEHIND), start) is not None


def _word_end(text: str, end: int) -> int:
    """The end with a percent sign after it: `more than 95 %`."""
    sign = re.match(r"\s?%", text[end : end + 2])
    return end + sign.end() if sign else end


def reported(found: list[Finding], paper: Paper, cues: Cues) -> list[Finding]:
    """In an operation report: its day for operations without one, and the outcome that other clauses tell."""
    day = labelled_day(paper, cues["date_labels"]) or _head_day(paper) or paper.date
    found = as_planned(found, paper)
    before = {id(one) for one in found if one.when is None and _day_unreadable(one)}
    dated = [
        replace(one, when=day) if one.when is None and _is_of_day(one) and id(one) not in before else one
        for one in found
    ]
    stated = [one for one in dated if one.assertion is Assertion.STATED]
    main = next((one for one in stated if id(one) not in before), None)
    if main is None:
        return dated
    told: dict[str, Scalar] = {}
    cited = list(main.citations)
    for clause in paper.clauses:
        new = {key: value for key, value in outcome(clause, cues).items() if key not in told}
        if new and not set(new) <= set(main.detail):
            cited.append(clause.cite())
        told |= new
    whole = replace(main, detail={**told, **main.detail}, citations=tuple(dict.fromkeys(cited)))
    done = {one.name for one in dated if one.assertion is Assertion.STATED}
    kept = [
        one for one in _once(dated, main) if one.assertion is not Assertion.PLANNED or one.when or one.name not in done
    ]
    return [whole if one is main else one for one in kept]


def as_planned(found: list[Finding], paper: Paper) -> list[Finding]:
    """The findings, operations as done where a report says so: `Cirugía programada: ... Realizada: la misma`."""
    if not any(_THE_SAME.search(clause.text) for clause in paper.clauses):
        return found
    told = " ".join(hit["what"] for clause in paper.clauses for hit in _INTENDED.finditer(clause.text))
    return [
        replace(one, assertion=Assertion.STATED)
        if one.assertion is Assertion.PLANNED and one.value and one.value in told
        else one
        for one in found
    ]


def _day_unreadable(one: Finding) -> bool:
    """Whether a day stands straight behind an operation that nobody can read: `(TVE el 05-09-2823)` was not today's."""
    at = str(one.detail.get("procedure", "")).find(one.value) if one.value else -1
    return at >= 0 and _OWN_DAY.match(str(one.detail["procedure"]), at + len(one.value)) is not None


def _is_of_day(one: Finding) -> bool:
    """Whether a report tells it of its own day: an operation done, or what was looked for there and not found."""
    event = one.detail.get("what") == "event"
    return one.assertion is Assertion.STATED or (event and one.assertion is Assertion.NEGATED)


def _head_day(paper: Paper) -> PartialDate | None:
    """The day that the head of a report dates it with: `Date 26.8.22`, `FECHA: 29/02/2024`."""
    for clause in paper.clauses[:_HEAD]:
        found = _DATE_LABEL.search(clause.text)
        behind = [one for one in occasions(clause.text, paper) if found and 0 <= one.start - found.end() <= 2]
        if behind:
            return behind[0].when
    return None


def _once(found: list[Finding], main: Finding) -> list[Finding]:
    """A report names its operation many times: the same name on the same day is said once."""
    kept: list[Finding] = []
    for one in found:
        same = any(
            other.name == one.name and other.when == one.when and other.assertion is one.assertion for other in kept
        )
        vague = one is not main and one.name in ("resection", "biopsy", "laparotomy") and one.when == main.when
        if not same and not vague:
            kept.append(one)
    return kept


def of_specimen(one: Finding, day: PartialDate | None) -> Finding:
    """An operation that a pathologist names as the source of a specimen, with the day on which that was taken."""
    bare = one.when is None and one.assertion is Assertion.STATED
    return replace(one, when=day) if bare else one


def labelled_day(paper: Paper, labels: PhraseIndex[str]) -> PartialDate | None:
    """The day that the report labels as the operation's."""
    for clause in paper.clauses:
        place = cue_in(clause.text, labels)
        if place is not None:
            behind = [one for one in occasions(clause.text, paper) if 0 <= one.start - place[1] <= _BEHIND]
            if behind:
                return behind[0].when
    return None
