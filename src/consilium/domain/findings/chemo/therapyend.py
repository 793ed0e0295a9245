"""The day on which all treatment ended: `End of therapy: 2023-08-09`, `off therapy since May 2021`, `finalizó el
tratamiento el 3/4/2022`. The end of one course or drug is not that, and a scan or visit at the end is none either."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import assertion_of
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import fold

NAME = "end of therapy"
# On folded text; the day stands right behind.
_ENDED = re.compile(
    r"(?<![\w-])(?P<expected>(?:planned|expected|anticipated|projected|estimated)\s)?(?:"
    r"(?:(?:end|completion) of (?:all )?(?:therapy|treatment|chemotherapy)|off[- ]therapy|off[- ]treatment"
    r"|(?:fecha de )?(?:fin|termino|finalizacion) de(?:l)? (?:tratamiento|quimioterapia))(?: date)?"
    r"(?P<later>\s(?:prevista|previsto|esperada|esperado|estimada|estimado|planned|expected))?"
    r"(?:\s?[:=|]\s?|\s(?:since|on|in|as of|desde|el|en)\s)"
    r"|(?:completed|finished|ended) (?:all |all planned |the planned )?(?:therapy|treatment|chemotherapy) (?:on|in)\s"
    r"|(?:termino|finalizo|completo) (?:el |todo el |la )?(?:tratamiento|quimioterapia) (?:el|en)\s(?:dia )?"
    r")"
)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS})
_GAP = 2  # letters between the words and their day


def therapy_ends(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """The ends of treatment that a clause tells with their day; one that is still to come is planned."""
    if clause.section in _SILENT:
        return
    for found in _ENDED.finditer(fold(clause.text)):
        days = occasions(clause.text, setting.paper)
        day = next((one for one in days if 0 <= one.start - found.end() <= _GAP and one.until is None), None)
        if day is None:
            continue
        said = assertion_of(clause, found.start(), found.end(), setting.assertion)
        written = setting.paper.date
        ahead = bool(found["expected"] or found["later"]) or (written is not None and day.when > written)
        if said not in (Assertion.STATED, Assertion.PLANNED, Assertion.HISTORICAL):
            continue
        yield Finding(
            Kind.CYCLE,
            NAME,
            when=day.when,
            assertion=Assertion.PLANNED if ahead or said is Assertion.PLANNED else Assertion.STATED,
            citations=(clause.cite(found.start(), day.end),),
            confidence=clause.confidence,
        )
