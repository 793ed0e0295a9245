"""Labels in lines, with the values that stand beside, below or behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.blurredlabels import mended
from consilium.domain.layout import below, cells_below, gaps, part_box, placed, right_of
from consilium.domain.people.words import (
    NAME,
    NAME_CHARS,
    READ_WITHOUT_LABEL,
    Label,
    LabelMeaning,
    PeopleWords,
    is_name,
    read_well,
)
from consilium.domain.phrases import Hit, Word, words_of
from consilium.domain.records import Box, Line, Page

LINE_CHARS = 2_000
# The second line of a name in a narrow cell begins this near the first one's beginning, in fractions of the page.
_ALIGNED = 0.012
_WRAPPED_WORDS = 4
# A line in letters this much higher or lower than the name's is a heading or an address.
_OTHER_SIZE, _RECOGNIZED_SIZE = 1.2, 1.6
# What stands small within a name; every other word of it has a capital.
_SMALL_IN_NAMES = frozenset({
    "de", "del", "la", "las", "los", "y", "e", "i", "da", "das", "do", "dos", "di", "du", "des", "le", "van", "von",
    "der", "den", "ter", "ten", "bin", "binti", "ibn", "al", "el", "ap", "zu", "af", "av", "san", "santa",
})  # fmt: skip
_VALUE_END = re.compile(
    r" {2,}|\t|[|;()\[\]]|\d|,? (?:de|of|is|es|con|with|who|quien) (?=\d|an? |una? )|, (?=de |an? )"
)
# The next label's value in one line with the name, with what recognition left of that label: `Prueba Seam Masculino`.
_SEX_BEHIND = re.compile(r"\s+(?:s[ec]\w{0,3}[:.]?\s+)?(?:masculino|femenin[oa]|male|female)\b", re.IGNORECASE)
_AFTER_LABEL = re.compile(r"\s*(?:\([^)]{0,20}\))?\s*(?:[:：#=]|\.{2,}:?|N[ºo°]\.?\s*:?)?[\s_]*")


@dataclass(frozen=True, slots=True)
class Value:
    """A label in a line and the text of its value (which may stand in a neighbouring cell)."""

    meaning: LabelMeaning
    text: str
    line: Line
    page: int
    start: int
    at: int
    cell_start: int = 0  # where the label's cell begins in the value's line
    end: int = 0  # where the value ends in its line, if it goes on in another
    plain: bool = False  # the label has no colon: only what stands beside the name makes it the patient's
    cell: bool = False  # the value stands in another cell than its label


def values_of(page: Page, at: int, words: PeopleWords) -> Iterator[Value]:
    """The labels of one line with their values, and a name that heads the line without a label."""
    line = page.lines[at]
    text = line.text[:LINE_CHARS] if line.confidence is None else mended(line.text[:LINE_CHARS])
    found = words_of(text)
    labels = words.labels.find(found) if line.confidence is None else words.labels.find_blurred(found)
    hits = [hit for hit in labels if _is_label(text, found, hit.first, hit.after, hit.value, line)]
    if not hits:
        return
    if hits[0].first > 0:
        yield from _heading_name(page.number, line, at, text[: found[hits[0].first].start], hits[0].value, words)
    ends = [found[hit.first].start for hit in hits[1:]] + [len(text)]
    if len(hits) > 1 and placed(line) and _only_labels(text, found, hits):
        boxes = [part_box(line, found[hit.first].start, found[hit.after - 1].end) for hit in hits]
        yield from _column_values(page, at, [(hit.value, box) for hit, box in zip(hits, boxes, strict=True)])
        return
    for hit, end in zip(hits, ends, strict=True):
        opened = _AFTER_LABEL.match(text, found[hit.after - 1].end)
        begin = opened.end() if opened else found[hit.after - 1].end
        cell = next((gap for gap in gaps(line) if gap > begin), end)
        value = text[begin : min(end, cell)].strip(" :.-_|\t")
        plain = len(hits) == 1 and ":" not in text[found[hit.after - 1].end : begin]
        if value:
            named = Value(hit.value, _cut(value, hit.value.label), line, page.number, begin, at, plain=plain)
            yield _going_on(replace(named, cell_start=found[hit.first].start), page, words)
        elif end == len(text):
            yield from _next_cell(page, at, hit.value, words)
        else:
            yield from _wrapped(page, at, hit.value, part_box(line, found[hit.first].start, begin))


def _only_labels(text: str, found: Sequence[Word], hits: Sequence[Hit[LabelMeaning]]) -> bool:
    """Whether a line is labels and nothing else: the headings of columns."""
    labelled = {at for hit in hits for at in range(hit.first, hit.after)}
    return len(labelled) == len(found) and ":" not in text


def _column_values(page: Page, at: int, labels: Sequence[tuple[LabelMeaning, Box]]) -> Iterator[Value]:
    """What stands under the headings of columns, each in its cell."""
    for meaning, box in labels:
        for cell in cells_below(page.lines, at, box)[:1]:
            if cell.text.strip():
                yield Value(meaning, _cut(cell.text.strip(), meaning.label), cell, page.number, 0, at, cell=True)


def _going_on(value: Value, page: Page, words: PeopleWords) -> Value:
    """A name that goes on in the line below, as in a narrow cell: that line begins where the name or its cell began and
    is nothing but a name."""
    if value.meaning.label not in (Label.PATIENT, Label.NAME) or not placed(value.line) or "," in value.text:
        return value
    end = value.start + len(value.text)
    if not value.line.text[end:].strip() or value.line.text.find(value.text, value.start) != value.start:
        return value
    here, own = part_box(value.line, value.start, end), part_box(value.line, value.cell_start, end)
    for cell in cells_below(page.lines, value.at, own)[:1]:
        rest = cell.text.strip()
        alone = any(line.text.strip() == rest for line in page.lines[value.at + 1 : value.at + 3])
        aligned = min(abs(cell.box.left - left) for left in (here.left, own.left)) < _ALIGNED
        most = _OTHER_SIZE if cell.confidence is None else _RECOGNIZED_SIZE
        alike = cell.level == value.line.level and _apart_in_size(cell.box, own) <= most
        if alone and aligned and alike and len(rest.split()) <= _WRAPPED_WORDS and _is_rest(rest, words):
            return replace(value, text=f"{value.text} {rest}", end=end)
    return value


def _apart_in_size(one: Box, other: Box) -> float:
    """How many times as high as the other the higher of two boxes is."""
    low, high = sorted((one.bottom - one.top, other.bottom - other.top))
    return high / low


def _is_rest(text: str, words: PeopleWords) -> bool:
    """Whether a line can be the rest of a name: capitalized, and no label or other word."""
    if any(word[0].islower() and word.casefold() not in _SMALL_IN_NAMES for word in text.split()):
        return False  # `Avis de médecine nucléaire`: a heading
    parts = [word.text for word in words_of(text)]
    said = any(part in words.no_name or part in words.clinicians for part in parts)
    # `Sesn Masculino`: a label that recognition misspelt, with its value; one letter may be an initial.
    said = said or any(len(parts[hit.first]) > 1 for hit in words.sexes.find(words_of(text)))
    return not said and text[:1].isupper() and NAME.match(text) is not None and not _only_label(text, words)


def _is_label(text: str, found: Sequence[object], first: int, after: int, meaning: LabelMeaning, line: Line) -> bool:
    """Whether a phrase stands as a label: at the start of a line or cell, or with a colon behind it."""
    start, end = found[first].start, found[after - 1].end  # type: ignore[attr-defined]  # words of this line
    behind = text[end : end + 12].lstrip(" .")
    colon = behind[:1] in (":", "：", "#", "=") or behind[:2] in ("Nº", "N°", "No")
    before = text[:start]
    opens = (
        not before.strip(" -•*|.") or before.endswith(("  ", "\t", "| ", "(", "/ ", ", ", "; ")) or start in gaps(line)
    )
    if meaning.label is Label.NAME:
        return (opens and (colon or not behind)) or (colon and not before.rstrip()[-1:].isalpha())
    if meaning.label in (Label.PATIENT, Label.OTHER):
        cell = not behind or text[end : end + 2] == "  " or start in gaps(line)
        return colon or (opens and (cell or meaning.label is Label.PATIENT))
    return colon or opens or meaning.label in (Label.BIRTH, Label.NUMBER)


def _cut(value: str, label: Label) -> str:
    """The value without what follows it in its line."""
    if label not in (Label.PATIENT, Label.NAME, Label.OTHER_PERSON):
        return value
    ends = [found.start() for pattern in (_VALUE_END, _SEX_BEHIND) if (found := pattern.search(value))]
    return value[: min(ends, default=None)].strip(" ,:.-_·")[:NAME_CHARS]


def _next_cell(page: Page, at: int, meaning: LabelMeaning, words: PeopleWords) -> Iterator[Value]:
    """The value of a label that ends its cell: the cell to the right, the cell below, or the line that answers it."""
    lines, line = page.lines, page.lines[at]
    if placed(line):
        cells = [cell for cell in (right_of(lines, at), below(lines, at)) if cell is not None]
    else:
        cells = list(_answers(lines, at, words))
    for cell in cells:
        if cell.text.strip() and not _only_label(cell.text, words):
            yield Value(meaning, _cut(cell.text.strip(), meaning.label), cell, page.number, 0, at, cell=True)
            return


def _wrapped(page: Page, at: int, meaning: LabelMeaning, label: Box) -> Iterator[Value]:
    """The value under a label whose neighbour on the line is another label: a date or number wrapped in its cell."""
    if meaning.label in (Label.BIRTH, Label.NUMBER) and placed(page.lines[at]):
        for cell in cells_below(page.lines, at, label)[:1]:
            if cell.text[:1].isdigit():
                yield Value(meaning, cell.text.strip(), cell, page.number, 0, at, cell=True)


def _answers(lines: Sequence[Line], at: int, words: PeopleWords) -> Iterator[Line]:
    """Labels in a column and then their values in the same order: the line as far on as there are labels."""
    first, last = at, at
    while first > 0 and at - first < 12 and _only_label(lines[first - 1].text, words):
        first -= 1
    while last + 1 < len(lines) and last - at < 12 and _only_label(lines[last + 1].text, words):
        last += 1
    answer = last + 1 + at - first
    if answer < len(lines):
        yield lines[answer]


def _only_label(text: str, words: PeopleWords) -> bool:
    found = words_of(text[:NAME_CHARS])
    hit = next(iter(words.labels.find(found)), None)
    return hit is not None and hit.first == 0 and hit.after == len(found)


def _heading_name(
    page: int, line: Line, at: int, before: str, label: LabelMeaning, words: PeopleWords
) -> Iterator[Value]:
    """`SAMPLE, MIA   DOB: ...`: a name with no label that goes on with a birth date or a record number."""
    name = before.strip(" ,:;-–|(\t")
    known = label.label in (Label.BIRTH, Label.NUMBER) and read_well(line, READ_WITHOUT_LABEL)
    if known and 5 <= len(name) <= 60 and len(name.split()) >= 2 and is_name(name, words, certain_label=False):
        yield Value(LabelMeaning(Label.NAME), name, line, page, 0, at)
