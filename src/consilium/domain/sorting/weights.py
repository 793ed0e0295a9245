"""How much a phrase counts for a category, by what it names and where it stands in a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.phrases import Hit, Word
from consilium.domain.sorting.shapes import spoken
from consilium.domain.sorting.tables import Evidence

_HEAD_LINES = 14
_HEADING_WORDS = 12
# Weights by what a phrase names and where it stands.
TITLE_STATED, _TITLE_HEAD, TITLE_LABELLED, TITLE_BODY = 16.0, 10.0, 6.0, 1.0
_SECTION_OPENING, SECTION_INSIDE = 2.5, 0.5
WORD = 1.0
# `Allergies: none` in a paper's head: the label of a value, and the name of the paper only now and then.
TITLE_AS_LABEL, _LABEL_WORDS = 3.0, 2
_VALUE_BEHIND = re.compile(r"\s?:\s*\w")
# `PET-TC inicial (14/03/24): captación ...`: what a line of the text is about, and no name of the paper.
_VALUE_FARTHER = re.compile(r"[^:]{1,40}:\s*[^\W\d_]{2}")
# A row of a list or table: it opens with a number, a bullet or a box.
_LISTED = re.compile(r"\s*(?:\d{1,2}[.)]?\s|[•*\-–]\s|\[.?\]\s)")
# A title on the letterhead's own lines ("Department of Pathology") is weaker than one further down; it fades slowly.
_FADE, _FAR_FADE, _FIRST_LINES = 0.25, 0.6, 6
# A title with other words beside it is weaker by so much a word.
_OTHER_WORD, _MOST_OTHERS, _FREE_OTHERS = 0.75, 5.0, 2
# So many numbers has no title but the row of a table.
_ROW_NUMBERS = 4
# What parts a line into its cells or the parts of a heading.
PARTS = re.compile(r"\s(?:[-–—|/•·]|--)\s|\s{2,}|[|:()\t]")
_CELL = re.compile(r"\s{2}|\t")
_LABELLED = re.compile(
    r"^(?:exam|examination|study|procedure|report|document type|type|title|estudio|examen|tipo|documento|asunto|service"
    r"|servicio)\b[^:]{0,20}:\s*$",
    re.IGNORECASE,
)


def weight_of(strength: str, hit: Hit[Evidence], words: Sequence[Word], at: int, text: str) -> float:
    """The weight of a phrase found in a paper's line `at`, which says `text`, its cells parted by blanks or tabs
    (`layout.parted`); `strength` is "titles", "sections" or "words"."""
    if strength == "words":
        return WORD
    before = text[: words[hit.first].start]
    if strength == "sections":
        return _SECTION_OPENING if _opens(before, text[words[hit.after - 1].end :]) else SECTION_INSIDE
    others = _others(text, words, hit)
    if at >= _HEAD_LINES or others + hit.after - hit.first > _HEADING_WORDS or spoken(text, before, len(words)):
        return TITLE_BODY
    if ":" in before:
        return TITLE_LABELLED if _LABELLED.match(_CELL.split(before)[-1]) else TITLE_BODY
    behind = words[hit.after - 1].end
    capitals = hit.first == 0 and hit.after > 1 and text[:behind].isupper()  # `VISITA DOMICILIARIA N° 6  Fecha: ...`
    if at and not capitals and hit.after - hit.first <= _LABEL_WORDS and _VALUE_BEHIND.match(text, behind):
        return TITLE_AS_LABEL
    row = _LISTED.match(text) or sum(word.text[0].isdigit() for word in words) >= _ROW_NUMBERS
    if at >= _FIRST_LINES and (row or _VALUE_FARTHER.match(text, behind)):
        return TITLE_BODY
    if (at and not capitals and _VALUE_FARTHER.match(text, behind)) or (
        at >= _FIRST_LINES and hit.after == hit.first + 1
    ):
        return TITLE_AS_LABEL
    whole = others <= 1
    others = max(0, others - _FREE_OTHERS)
    fade = _FADE * at + max(0, at - _FIRST_LINES) * (_FAR_FADE - _FADE)
    fade += 0.0 if whole else 1.0 + min(_MOST_OTHERS, _OTHER_WORD * others)
    return max(TITLE_BODY + 0.5, _TITLE_HEAD - fade - _lower_case(before))


def _others(text: str, words: Sequence[Word], hit: Hit[Evidence]) -> int:
    """How many words stand beside a phrase in its part of the line; numbers do not count."""
    start, end = words[hit.first].start, words[hit.after - 1].end
    low = max((found.end() for found in PARTS.finditer(text, 0, start)), default=0)
    after = PARTS.search(text, end)
    high = after.start() if after is not None else len(text)
    beside = [word for word in words if low <= word.start < high and not any(char.isdigit() for char in word.text)]
    return len(beside) - (hit.after - hit.first)


def _lower_case(before: str) -> float:
    """A phrase behind running words is talked about, not announced."""
    return 4.0 if len(re.findall(r"\b[a-zà-ÿ]{2,}", before)) >= 2 else 0.0


def _opens(before: str, behind: str) -> bool:
    return not before.strip(" -•*|\t") or before.endswith(("  ", ". ", "\t")) or behind.lstrip()[:1] == ":"
