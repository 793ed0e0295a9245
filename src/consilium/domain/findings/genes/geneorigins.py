"""Whose cells a change of a gene is of: `in blood`, `germline`, `Tumour RB1`, `somático`, told for each change apart.

A change in blood is told as one of blood, and not as inherited: with a leukemia it may be the tumor's. What a sentence
says of one change is not said of another (`RB1 germline negative; RB1 c.751C>T in tumor`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex

_ENDS = re.compile(
    r"[;](?=\s)|[.](?=\s)|\b(?:but|while|whereas|and (?:the|in|no)|pero|mientras|y (?:el|la|en|no))\b", re.IGNORECASE
)
# What is named to say that the change is not there, or what is only tested.
_NOT_THERE = re.compile(
    r"\b(?:not (?:found |seen |present |detected )?|absent (?:from )?|no (?:est[aá] |se detect[oó] )?"
    r"|ausente (?:en )?)$",
    re.IGNORECASE,
)
_MAY_BE = re.compile(
    r"\b(?:may|might|could|possibl[ye]|whether|likely|suggest\w*|distinguish|puede|podr[ií]a|posible(?:mente)?|"
    r"sugier\w+|si|"
    r"distingu\w+|versus|vs\.?|confirm\w*|exclude|descartar)\s[^.;]{0,24}$",
    re.IGNORECASE,
)
# A word for the tumor right before a gene or a sign: `Tumour RB1: c.958C>T`.
_LEADS = re.compile(
    r"\b(?:(?P<tumor>tumou?r(?: (?:dna|tissue|sample))?|tejido tumoral)|(?P<blood>blood|sangre))"
    r"(?=\s?:|\)|\s(?-i:[A-Z][A-Z0-9]{1,7})\b)",
    re.IGNORECASE,
)
_INHERITED, _TUMOR = "germline", "tumor"
_WHOSE = {
    "germline": _INHERITED, "blood": _INHERITED, "saliva": _INHERITED, "peripheral blood": _INHERITED,
    "somatic": _TUMOR, "tumor": _TUMOR,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GeneOrigin:
    """What a text says of whose cells a change is: `origin` "germline" or "somatic", `specimen` "blood", "tumor"."""

    origin: str = ""
    specimen: str = ""


def origin_of(clause: Clause, start: int, end: int, lists: Mapping[str, PhraseIndex[str]], under: str) -> GeneOrigin:
    """What is said of the change at `start` to `end`; `under` is what the headings above say."""
    told = [
        *(one for one in spans_in(clause, lists["origins"]) if _is_there(clause, one)),
        *(one for one in spans_in(clause, lists["origin_tissues"]) if _is_there(clause, one)),
        *(Span(str(one.lastgroup), one.start(), one.end()) for one in _LEADS.finditer(clause.text)),
    ]
    if not told:
        return GeneOrigin("" if spans_in(clause, lists["origins"]) else under)
    nearest = _nearest(clause.text, start, end, told)
    return _as_said(nearest) if nearest else GeneOrigin()


def _is_there(clause: Clause, one: Span[str]) -> bool:
    """Whether a clause says that the change is there, and not that it may be or is not."""
    before = clause.text[max(0, one.start - 30) : one.start]
    return _MAY_BE.search(clause.text, 0, one.start) is None and _NOT_THERE.search(before) is None


def _nearest(text: str, start: int, end: int, told: Sequence[Span[str]]) -> Span[str] | None:
    """The one in the change's own part of the sentence, behind it before ahead of it; else the only sort there is."""
    low = max((one.end() for one in _ENDS.finditer(text, 0, start)), default=0)
    ended = _ENDS.search(text, end)
    high = ended.start() if ended else len(text)
    behind = [one for one in told if end <= one.start < high]
    ahead = [one for one in told if low <= one.start and one.end <= start]
    inside = [one for one in told if one.start < end and one.end > start]
    own = inside or [*sorted(behind, key=lambda one: one.start)[:1]] or ahead[-1:]
    labels = [one for one in ahead if text[one.end :].lstrip()[:1] == ":"]
    if own:
        return labels[-1] if labels and not inside and not _bound(text, own[0], end) else own[0]
    before = [one for one in told if one.end <= low and text[one.end :].lstrip()[:1] == ":"]
    if before:
        return before[-1]
    return told[0] if len({_WHOSE.get(one.value, one.value) for one in told}) == 1 and not low else None


def _bound(text: str, one: Span[str], end: int) -> bool:
    """Whether a word behind a change belongs to it, no other label opening between."""
    return one.start >= end and ":" not in text[end : one.end + 2]


def _as_said(one: Span[str]) -> GeneOrigin:
    return GeneOrigin(one.value, "") if one.value in ("germline", "somatic") else GeneOrigin("", one.value)


def whose(finding: Finding) -> str:
    """ "germline" or "tumor" as a finding tells, of whose cells its change is; "" where it does not."""
    for key in ("origin", "specimen"):
        told = _WHOSE.get(str(finding.detail.get(key) or "").casefold())
        if told:
            return told
    return ""
