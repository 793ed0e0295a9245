"""Studies that English sentences tell as made or not made, whatever part of a note they stand in.

`Repeat MRI showed`, `an infiltrate on the x-ray`, `the CT scans that we have`: made. `A PET-CT could be done, but`:
thought of. `If the Meckel scan is negative`: a condition of something else; whether it was made is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.assertions.dictated import is_past_time
from consilium.domain.findings.assertions.narrated import until_it_came
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

__all__ = ["studies_shown"]

_AHEAD = frozenset({Assertion.PLANNED, Assertion.CONDITIONAL, Assertion.PENDING})
_STUDIES = frozenset({"imaging", "pathology", "heart", "endoscopy", "function"})
_SHOWED = re.compile(
    r"[^.;:]{0,70}?\b(?:which\s|that\s)?(?:showed|suggested (?:that|an?|the|possible)|indicated (?:that|an?"
    r"|the)|revealed|demonstrated|disclosed|confirmed"
    r"|was (?:normal|negative|positive|read"
    r"|reported|unremarkable|consistent|notable|significant)|were (?:normal|negative|positive|read|reported"
    r"|unremarkable|consistent))\b"
)
_AS_SOURCE = re.compile(
    r"\b(?:has|had|have|with|shows?|showed|seen|found|noted|visible|present|evident)\b[^.;:]{0,40}\b(?:on|by|per)\s"
    r"(?:the|his|her|my|our|initial|this|today.s|admission|outside)?\s?(?:[a-z]+\s)?$"
)
_HAD = re.compile(r"\s?s?\b[^.;:,]{0,20}\b(?:that|which)\s(?:we|she|he|they)\s(?:have|had|already have)\b")
_THOUGHT_OF = re.compile(
    r"[^.;:]{0,30}?\b(?:could|can|may|might)\s(?:also\s|still\s)?be\s(?:done|performed|obtained|considered"
    r"|ordered|repeated)\b"
)
_ALREADY = re.compile(
    r"[\w -]{3,40},?\s(?:which\s|that\s)?(?:has|have|had|was|were)\s(?:already\sbeen|already)\s(?:performed"
    r"|done|obtained|completed)\b"
)
_IF = re.compile(r"\b(?:if|unless|once|until|when|should)\s[^.;,]{0,40}$")
_NOT_PAST = re.compile(r"\b(?:if|unless|will|would|should|to see|whether|until|once)\b[^.;:,]{0,60}$")


def studies_shown(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, each study as its own sentence tells it."""
    for one in found:
        if one.kind is not Kind.MENTION or one.detail.get("what") not in (*_STUDIES, "laboratory") or not one.value:
            yield one
            continue
        clauses = [clause for clause in paper.holding(one.quote) if one.value in clause.text]
        yield _told(one, clauses[0]) if clauses else one


def _told(one: Finding, clause: Clause) -> Finding:
    text = clause.folded if len(clause.folded) == len(clause.text) else clause.text
    holder = str(one.detail.get("holder") or "")
    if holder and re.match(rf"\W*{re.escape(holder)}\s?:", clause.text):  # the heading before it: `LABORATORY DATA:`
        one = replace(one, detail={key: value for key, value in one.detail.items() if key != "holder"})
    start = clause.text.find(one.value)
    if _ALREADY.match(text, start):
        return replace(one, assertion=Assertion.STATED, detail={**one.detail, "status": "performed"})
    before = text[max(0, start - 90) : start]
    done = one.detail.get("status") == "performed"
    if (
        done
        and _IF.search(before)
        and not (until_it_came(before.lower(), text[start:].lower()) or is_past_time(clause.text))
    ):
        kept = {key: value for key, value in one.detail.items() if key != "status"}
        return replace(one, assertion=Assertion.CONDITIONAL, detail=kept)
    if _THOUGHT_OF.match(text, start):
        kept = {key: value for key, value in one.detail.items() if key != "status"}
        return replace(one, assertion=Assertion.CONDITIONAL, detail=kept)
    if one.assertion not in _AHEAD:
        return one
    if _HAD.match(text, start + len(one.value)):
        return replace(one, assertion=Assertion.STATED)
    shown = not _NOT_PAST.search(before) and (_SHOWED.match(text, start) or _AS_SOURCE.search(before))
    return replace(one, assertion=Assertion.STATED) if shown else one
