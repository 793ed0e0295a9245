"""Operations that were put off: planned for the new day where the sentence tells it, and for none where it does not.

`planned for 24 February but postponed because of influenza; new date 19 March`, `se suspende y se reprograma para el
20/03`: the day that has gone by is that of no operation."""

from __future__ import annotations

import re
from dataclasses import replace

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_PUT_OFF = re.compile(
    r"\b(?:postpon\w{1,4}|put off|pushed back|re-?scheduled|deferred|delayed|pospuest[oa]|pospone|pospuso|se pospone|"
    r"posterga\w{0,3}|postergo|aplaza\w{0,3}|aplazo|reprograma\w{0,3}|reprogramo|re-?agendad[oa]|diferid[oa]|difiere|"
    r"difirio|"
    r"(?:new|nueva) (?:date|fecha)|now (?:planned|booked|set) for)\b"
)
_ANEW = re.compile(
    r"\b(?:re-?scheduled|reprograma\w{0,3}|reprogramo|re-?agendad[oa]|(?:new|nueva) (?:date|fecha)|pospuest[oa] "
    r"(?:para|al?)|"
    r"postponed (?:to|until)|now (?:planned|booked|set) for)\b"
)
_OPEN = frozenset({Assertion.PLANNED, Assertion.NEGATED})


def put_off(one: Finding, clause: Clause, start: int, paper: Paper) -> Finding:
    """An operation at `start` of `clause`, planned for its new day where it was put off."""
    of_devices = one.kind is not Kind.SURGERY or one.assertion not in _OPEN
    found = None if of_devices else _PUT_OFF.search(clause.folded, start) or _PUT_OFF.search(clause.folded, 0, start)
    if found is None or paper.date is None:
        return one
    if one.assertion is Assertion.NEGATED and _ANEW.search(clause.folded) is None:
        return one
    days = [told for told in occasions(clause.text, paper) if told.start >= found.start()]
    new = next((told.when for told in days if told.when > paper.date), None)
    gone = one.when is not None and not one.when > paper.date
    if new is None and not gone and one.assertion is not Assertion.NEGATED:
        return one
    return replace(one, when=new, assertion=Assertion.PLANNED)
