"""The day on which all treatment ended: `End of therapy: 2023-08-09`, `off therapy since May 2021`, `finalizó el
tratamiento el 3/4/2022`. The end of one course or drug is not that, and a scan or visit at the end is none either."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertion import assertion_of
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.days.monthsaid import month_said
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import fold

NAME = "end of therapy"
# Without treatment from a day on: `off all chemotherapy since May 2024`, `sin quimioterapia desde mayo`.
_CHEMO_EN = r"(?:chemo(?:therapy)?|anti-?cancer (?:therapy|treatment)|cancer treatment|therapy|treatment|tx)"
_CHEMO_ES = (
    r"(?:quimioterapia|quimio|qt|tratamiento(?: (?:oncologico|quimioterapico|antineoplasico|antitumoral|activo))?)"
)
_FREE = (
    rf"off (?:all |any |of )?{_CHEMO_EN}(?=,? (?:since|as of))"
    rf"|(?:sin|fuera de) (?:recibir )?(?:toda )?{_CHEMO_ES}(?=,? desde)"
)
_FREE_SINCE = re.compile(rf"(?<![\w-])(?:{_FREE}),? (?:since|as of|desde)")
# On folded text; the day stands right behind.
_ENDED = re.compile(
    r"(?<![\w-])(?P<expected>(?:planned|expected|anticipated|projected|estimated)\s)?(?:"
    r"(?:(?:end|completion) of (?:all )?(?:therapy|treatment|chemotherapy)|off[- ]therapy|off[- ]treatment|(?P<free>"
    + _FREE
    + r")"
    r"|(?:fecha de )?(?:fin|termino|finalizacion) de(?:l)? (?:tratamiento|quimioterapia))(?: date)?"
    r"(?P<later>\s(?:prevista|previsto|esperada|esperado|estimada|estimado|planned|expected))?"
    r"(?:\s?[:=|]\s?|[\s,]{1,2}(?:since|on|in|as of|desde|el|en)\s(?:el )?)"
    r"|(?:completed|finished|ended) (?:all |all planned |the planned )?(?:therapy|treatment|chemotherapy) (?:on|in)\s"
    r"|(?:termino|finalizo|completo) (?:el |todo el |la )?(?:tratamiento|quimioterapia) (?:el|en)\s(?:dia )?"
    r")"
)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS})
_GAP = 2  # letters between the words and their day
_MONTH = 11  # the letters of the longest name of a month


def free_since(clause: Clause, told: Sequence[Finding]) -> list[Finding]:
    """`told` of a clause without the drugs that it only names to say that there were none from a day on."""
    spans = [found.span() for found in _FREE_SINCE.finditer(clause.folded)] if told else []
    if not spans or len(clause.folded) != len(clause.text):
        return list(told)
    return [one for one in told if not any(one.quote and one.quote in clause.text[slice(*span)] for span in spans)]


def therapy_ends(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """The ends of treatment that a clause tells with their day; one that is still to come is planned."""
    if clause.section in _SILENT:
        return
    for found in _ENDED.finditer(fold(clause.text)):
        days = occasions(clause.text, setting.paper)
        day = next((one for one in days if 0 <= one.start - found.end() <= _GAP and one.until is None), None)
        # `since May` without its year is the last May before the paper's own day.
        month = month_said(clause.text, found.start(), found.end() + _MONTH, setting.paper) if day is None else None
        if day is None and month is not None:
            day = Occasion(month, found.end(), min(len(clause.text), found.end() + _MONTH))
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
