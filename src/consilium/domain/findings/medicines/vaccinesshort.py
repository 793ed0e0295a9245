"""Vaccines in the short words of notes, without the word vaccine: `Flu shot today`, `MMR given 12/03/2024`, `Influenza:
05/2024, 04/2025`, `HPV series complete`, `she will need MMR`.

Names that are also those of illnesses need a word that only a vaccine has beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.medicines.vaccines import vaccine_grid, vaccines_in
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import PhraseIndex, words_of

__all__ = ["vaccine_grid", "vaccines_told"]

_NAME = (
    r"(?P<name>(?:seasonal )?(?:flu|influenza)|MMRV?|MR-?[12]?|SRP|SPR|triple viral|DTaP|DTPa|DTP|DPT|Tdap|Td|DT|"
    r"HPV|VPH|PCV-?\d{2}|"
    r"PPSV-?23|Hib|IPV|OPV|BCG|Men ?ACWY|Men ?B|hep(?:atitis)? [AB]|COVID(?:-?19)?|pentavalente?|hexavalente?|"
    r"(?:anti)?neumoc[oó]c\w{1,4}(?: ?\d{2}v?)?|pneumococcal|meningococ\w{1,5}|antigripal|antitet[aá]nica|shingles|"
    r"varicell?a|rotavirus|polio)"
)
# Only vaccines have these behind their names.
_SHOT = re.compile(
    _NAME + r"\s(?:shot|jab|booster|boosters|series|refuerzo|dosis de refuerzo|dose \d|\d[ªa.]* dosis)s?\b"
    r"(?P<rest>[^.;]{0,60})",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b"
    + _NAME
    + r"(?:[\s-]\d{1,2}v?)?\s(?:was\s|were\s|fue\s)?(?:given|administered|aplicad[oa]s?|administrad[oa]s?|puesta|"
    r"colocada|x\s?\d|"
    r"(?:\d|dos|tres|una|two|three|one) dos[ie]s|(?:\d|two|three) doses)\b(?P<rest>[^.;,]{0,40})",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    r"\b(?P<verb>needs?|will need|to (?:have|get|receive)|due for|is due|requires?|le falta|faltan?|requiere|"
    r"debe recibir|recibir[aá]|colocar|"
    r"aplicar)\s(?:(?:the|a|her|his|la|el|su|vacuna(?: de)?|pre-school|booster|annual)\s){0,2}"
    + _NAME
    + r"\b(?P<rest>[^.;]{0,40})",
    re.IGNORECASE,
)
# A line of a list: `- Influenza: 05/2024, 04/2025`.
_LINE = re.compile(
    r"\s*[-•*]?\s*" + _NAME + r"\s?:\s?(?P<rest>(?:\d{1,2}/)?\d{1,2}/(?:20)?\d{2}[^.;]{0,60})", re.IGNORECASE
)
_LATER = re.compile(
    r"\b(?:due|next|pending|pendiente|falta|needs?|discuss|offer\w*|recommend\w*|will|to be|planned|programad[oa]|"
    r"scheduled|"
    r"when|cuando|after|despu[eé]s|if|si|next (?:visit|year)|en (?:octubre|oto[nñ]o)|this fall)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no|not|never|nunca|has ?n[o']t|did ?n[o']t|declin\w+|refus\w+|rechaz\w+|none|ninguna|missed|omitted|sin)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|hoy)\b", re.IGNORECASE)
_MONTHS = re.compile(r"(?<![\d/])(\d{1,2})/(20\d{2})(?![\d/])")
# An illness, a test for it, an exposure.
_ILL = re.compile(
    r"\b(?:PCR|antigen|test\w*|swab|hisopado|panel|titer|t[ií]tulo|IgG|IgM|infection|infecci[oó]n|exposure|"
    r"exposici[oó]n|contact|"
    r"contacto|season|symptoms|genotip\w*|genotyp\w*|positive|negative|positiv[oa]|negativ[oa]|DNA|ADN|detected)\b",
    re.IGNORECASE,
)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES, Section.LABORATORY})


def vaccines_told(clause: Clause, paper: Paper, names: PhraseIndex[str], missing: PhraseIndex[bool],
                  assertion: AssertionWords) -> Iterator[Finding]:  # fmt: skip
    """The vaccines of a clause on vaccines, else those that it tells in short words."""
    told = list(vaccines_in(clause, paper, names, missing, assertion))
    yield from told or _short(clause, paper, names)


def _short(clause: Clause, paper: Paper, names: PhraseIndex[str]) -> Iterator[Finding]:
    """The vaccines that a clause tells in short words; none in a clause of an illness or its test."""
    if clause.section in _SILENT or clause.text.rstrip().endswith("?") or _ILL.search(clause.text):
        return
    told: set[str] = set()
    for pattern in (_LINE, _SHOT, _GIVEN, _NEEDED):
        for hit in pattern.finditer(clause.text):
            name = next((one.value for one in names.find(words_of(hit["name"]))), "")
            if not name or name in told:
                continue
            told.add(name)
            how = _how(clause, hit, pattern is _NEEDED)
            days: list[Occasion | None] = [*_days(clause, hit, paper)]
            for day in days or [None]:
                yield Finding(
                    Kind.MEDICINE,
                    name,
                    value=hit[0].strip(" ,;.-•*"),
                    when=day.when if day is not None else None,
                    assertion=how,
                    detail={"use": "immunization"},
                    citations=(clause.cite(*hit.span()),),
                    confidence=clause.confidence,
                )


def _how(clause: Clause, hit: re.Match[str], needed: bool) -> Assertion:
    before = re.split(r"[.;,:]", clause.text[: hit.start()])[-1]
    rest = hit["rest"]
    if needed:
        return Assertion.NEGATED if _NOT.search(before) else Assertion.PLANNED
    if _NOT.search(before) or _NOT.search(rest):
        return Assertion.NEGATED
    if _LATER.search(before) or _LATER.search(rest) or (clause.section is Section.PLAN and not _TODAY.search(rest)):
        return Assertion.PLANNED
    return Assertion.STATED


def _days(clause: Clause, hit: re.Match[str], paper: Paper) -> list[Occasion]:
    """The days and months behind a vaccine; the paper's own where it was given today."""
    start = hit.start("rest")
    found = [one for one in occasions(clause.text, paper) if start <= one.start < hit.end("rest")]
    if not found and _TODAY.search(hit["rest"]) and paper.date is not None:
        return [Occasion(paper.date, start, start)]
    return found
