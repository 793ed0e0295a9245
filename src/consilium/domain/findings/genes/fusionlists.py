"""Lists of fusions that one answer denies: `RUNX1::RUNX1T1, CBFB::MYH11, PML::RARA: negativos`, `BCR::ABL1 and
ETV6::RUNX1 were not detected`. The answer is of every fusion that only commas part from it."""

from __future__ import annotations

import re

_GENE = r"[A-Z][A-Z0-9]{1,7}(?:-?\d)?"
_FUSION = rf"{_GENE}\s?(?:::|/|-|–)\s?{_GENE}(?:\s?\([^()]{{1,24}}\))?"
_TRANSLOCATION = r"(?:t|inv|del)\s?\([0-9XYpq;:,. ]{1,12}\)(?:\s?\([pq0-9;:,. ]{1,16}\))?(?:\s?\([^()]{1,24}\))?"
_NEXT = (
    rf"(?:\s?[,/]\s?(?:and\s|or\s|nor\s|y\s|e\s|o\s|ni\s)?|\s(?:and|or|nor|y|e|o|ni)\s)(?:{_FUSION}|{_TRANSLOCATION})"
)
_NOT_FOUND = (
    r"(?:negativ(?:e|[ao]s?)|neg|absent|ausentes?|undetected|indetectables?|none\s(?:detected|found|seen)"
    r"|(?:not|no)\s(?:se\s)?(?:detect\w+|found|seen|identif\w+|observ\w+|encontr\w+|hall\w+|amplific\w+|present\w*))"
    r"(?![\w-])(?!\s(?:for|para)\b)"
)
_LINK = (
    r"(?:(?:all|both|tod[ao]s|amb[ao]s|fusions?|fusiones|transcripts?|transcritos?|were|are|son|fueron|result\w+"
    r"|by (?:RT-)?PCR|por (?:RT-)?PCR|by FISH|por FISH)\s)"
)
# One answer is of all where something ties it to the list, or it is said of several; `A, B negative` may be of B alone.
_ANSWER = re.compile(
    rf"(?:\s?\([^()]{{1,24}}\))?(?:{_NEXT}){{1,12}}"
    rf"(?:\s?[:=–-]\s?{_LINK}{{0,3}}{_NOT_FOUND}|,?\s{_LINK}{{1,3}}{_NOT_FOUND}|\s?,?\s(?:negativ[ao]s|ausentes|indetectables)\b"
    r"|,?\sno\s(?:se\s)?(?:detectan|detectaron|detectad[ao]s|observan|identifican|encontraron|hallaron)\b)",
    re.IGNORECASE,
)
_FOUND = re.compile(r"\b(?:positiv\w+|present\w*|detected|detectad\w+|found)\b(?:[^.;:]|::){0,40}$", re.IGNORECASE)
_LONGEST, _BEFORE = 420, 60


def is_denied_with(text: str, start: int, end: int) -> bool:
    """Whether the fusion at `start` to `end` stands in a list, one of at least two, whose answer denies all of it."""
    if _FOUND.search(text, max(0, start - _BEFORE), start):
        return False
    return _ANSWER.match(text, end, min(len(text), end + _LONGEST)) is not None
