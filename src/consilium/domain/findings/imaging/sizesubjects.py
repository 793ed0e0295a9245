"""Which of the things of a sentence a size is of: the one that it follows, stands before or is led to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.imaging.sizes import Size
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, words_between

# `three nodules with a ground-glass halo, the largest 17 mm`: of several the largest is no haze.
_COUNTED = frozenset({"metastasis", "mass", "nodule", "lymph node", "cyst", "lesion", "aneurysm"})
_LARGEST = re.compile(
    r"\b(?:the largest|largest|the biggest|el mayor|la mayor|el m[aá]s grande|la m[aá]s grande|mayor)\s"
    r"(?:(?:is|was|of|de|measuring|measures|mide|with|con|being|at)\s){0,2}$",
    re.IGNORECASE,
)
# A part of a sentence ends.
_PARTED = re.compile(r"[,;(]\s|\b(?:and|y|e|with|con)\s", re.IGNORECASE)
_LED = 3
_ORGAN_REACH = 3
# An organ that something lies in.
_INSIDE, _BEHIND = re.compile(r"\b(?:in|within|inside|along|at|en|dentro)\b", re.IGNORECASE), 3


def between_both(subject: Span[str], size: Size) -> tuple[int, int]:
    return (subject.end, size.start) if subject.end <= size.start else (size.end, subject.start)


def inside_organ(text: str, size: Size, vague: Sequence[Span[str]], organs: Sequence[Span[str]]) -> Span[str] | None:
    """The enhancement inside an organ that a size stands behind: `enhancement in the ventricle, 9 x 7 mm`."""
    for organ in organs:
        before = [
            one for one in vague if one.end <= organ.start and not re.search(r"[,;.]", text[one.end : organ.start])
        ]
        inside = bool(before) and _INSIDE.search(text, before[-1].end, organ.start) is not None
        if inside and 0 <= size.start - organ.end <= _BEHIND and not text[organ.end : size.start].strip(" ,("):
            return before[-1]
    return None


def right_before(
    clause: Clause, size: Size, organs: Sequence[Span[str]], lesions: Sequence[Span[str]]
) -> Span[str] | None:
    """An organ that a size stands right behind, with no lesion between: `tallo de 2,1 mm, sin masa`."""
    before = [one for one in organs if one.end <= size.start]
    if not before or any(before[-1].end <= one.start < size.start for one in lesions):
        return None
    if any(one.start >= size.end and len(words_between(clause.text, size.end, one.start)) <= 1 for one in lesions):
        return None  # `Lungs: There is a 7 mm nodule`
    near = len(words_between(clause.text, before[-1].end, size.start)) <= _ORGAN_REACH
    return before[-1] if near and not any(one.end <= size.start for one in lesions) else None


def subject_of(text: str, size: Size, spans: Sequence[Span[str]], *, near: bool = False) -> Span[str] | None:
    """What the size is of: the thing named last before it in its part of the sentence, else the next one after it,
    else the last before it; where `near`, a thing after it only if the size leads it."""
    before = [span for span in spans if span.end <= size.start]
    several = [span for span in before if span.value in _COUNTED] if _LARGEST.search(text, 0, size.start) else []
    before = several or before
    after = [span for span in spans if span.start >= size.end]
    leads = bool(after) and leads_to(text, size, after[0])
    if leads and len(after) > 1 and after[0].value == "uptake" and text[after[0].end : after[1].start].strip() == "":
        after = after[1:]  # `9 mm FDG avid nodule`
    if before and leads and _PARTED.search(text, before[-1].end, size.start):
        return after[0]
    return before[-1] if before else after[0] if after and (leads or not near) else None


def leads_to(text: str, size: Size, thing: Span[str]) -> bool:
    """Whether a size stands right before its thing: `a 7 mm nodule`."""
    return len(words_between(text, size.end, thing.start)) <= _LED and not _PARTED.search(text, size.end, thing.start)
