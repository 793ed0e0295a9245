"""What is not said of a name of residual disease though it stands near: limits and results of another part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, words_between
from consilium.domain.phrases import PhraseIndex, words_of

_LIMIT_OF = re.compile(
    r"\b(?:limit|detection|detecci[oó]n|cuantificaci[oó]n|quantification|sensitivity|sensibilidad|l[ií]mite)"
    r" (?:of|for|del?) (?:the |la )?$",
    re.IGNORECASE,
)
_LEAD_REACH = 3
# A test that was not made, and one named with the day that it is due on and no result: `marrow for MRD on day 29`.
_UNMADE = re.compile(
    r"(?:\s[\w-]{2,14}){0,2}?\s(?:(?:is|was|were|has been|could)\s)?(?:not (?:been )?(?:available|done"
    r"|performed|sent|measured|made|offered)"
    r"|unavailable|no disponible|no se (?:hizo|hace|pudo|dispone|realiz[oó]|mand[oó]|ha hecho)|no (?:la"
    r"|lo) (?:hacemos|tenemos))\b",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\s(?:(?:on|at|by|of|del?|al|el|en el|for)\s(?:the\s|el\s)?)?(?:day|d[ií]a|week|semana|end of (?:induction"
    r"|consolidation|IB)|fin de"
    r" (?:inducci[oó]n|consolidaci[oó]n))\s?\+?\d{0,3}(?=\s*(?:[.;,)]|$|with\b|con\b|and\b|y\b|decides|will"
    r"|dir[aá]|define))",
    re.IGNORECASE,
)
FATES = {Assertion.PENDING: "pending", Assertion.PLANNED: "requested", Assertion.NEGATED: "not available"}


def limits_of(text: str, limits: Sequence[Span[str]], names: Sequence[Span[str]], at: int) -> list[Span[str]]:
    """The words for a limit that no name parts from a place: `at LD start: MRD 0.8 %` tells no limit."""
    parts = [name for name in names if name.end <= at and _LIMIT_OF.search(text, 0, name.start) is None]
    return [one for one in limits if not any(one.end <= name.start for name in parts)]


def of_other_sample(text: str, names: Sequence[Span[str]], result: Span[str], specimens: PhraseIndex[str]) -> bool:
    """Whether a result behind a comma is of a sample that is named for itself: `MRD 0.8 %, CSF negative`."""
    before = [one for one in names if one.end <= result.start]
    part = text[before[-1].end : result.start] if before else ""
    sample = next(specimens.find(words_of(part.rpartition(",")[2])), None) if "," in part else None
    return sample is not None and sample.value == "cerebrospinal fluid"


def is_led(text: str, result: Span[str], name: Span[str]) -> bool:
    """Whether a result before the name is of it: `negative MRD`, `no evidence of MRD`."""
    return "," not in text[result.end : name.start] and len(words_between(text, result.end, name.start)) <= _LEAD_REACH


def fate_of(clause: Clause, end: int, how: Assertion) -> Assertion:
    """How a test without a result is said: not made, or due on the day that stands right behind it."""
    if _UNMADE.match(clause.text, end):
        return Assertion.NEGATED
    due = how is Assertion.STATED and not clause.cells and _DUE.match(clause.text, end) is not None
    return Assertion.PLANNED if due else how if how is not Assertion.NEGATED else Assertion.STATED


# What a share before the name was counted of, and what parts it from the name: `2 % blasts, MRD 0.3 %`.
# `blastos 1 %, EMR 0,09 %`: what the marrow was counted to hold.
_BLASTS = re.compile(
    r"\b(?:blasts?|blastos?)\s?(?:of|del?|:|=|at)?\s?[<≤]?\s?\d{1,3}(?:[.,]\d{1,3})?\s?%$", re.IGNORECASE
)
_OF_CELLS = re.compile(
    r"\s?(?:(?:of|de|are|were)\s)?(?:[\w-]{3,14}\s)?(?:\w{0,8}blast(?:s|os?)?|cellularity|celularidad|cells?"
    r"|c[eé]lulas"
    r"|lymphocytes|linfocitos|promyelocytes|promielocitos|hematogon\w{1,4}|necrosis|donor|donante|chimerism"
    r"|quimerismo|nuclei|n[uú]cleos)\b(?:\s[\w()-]{1,16}){0,4}\s?(?:[,;:.–—-]|\s(?:and|y|with|con|pero|but)\s)",
    re.IGNORECASE,
)

# A share that a comma or an `and` parts from the name is of something else, where the name has a value of its own.
_PARTS = re.compile(r"[^.;\d]{0,24}(?:[,;]|\s(?:and|y|with|con|pero|but)\s)[^.;\d]{0,24}")
_OWN_VALUE = re.compile(r"[^.;,\d]{0,24}?[<>≤≥]?\s?\d{1,3}(?:[.,]\d{1,6})?\s?(?:%|[x×]\s?10)", re.IGNORECASE)


def counted_otherwise(text: str, end: int, name: int, after: int = 0) -> bool:
    """Whether a share that ends at `end` is of other cells, parted from the name of the test that stands at `name` (and
    ends at `after`)."""
    if end > name:
        return False
    if after and _PARTS.fullmatch(text, end, name) and _OWN_VALUE.match(text, after):
        return True
    blasts = _BLASTS.search(text, max(0, end - 40), end) is not None and re.search(r"[,;]", text[end:name]) is not None
    return blasts or _OF_CELLS.match(text, end, name) is not None
