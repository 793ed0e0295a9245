"""Patients named in running text: labelled names with what stands beside them (birth date, sex, record number).

A name counts as the patient's only where a label says so (`Patient:`, `Paciente:`, `RE:`), or where it heads a line
that goes on with a birth date or a record number (`SAMPLE, MIA  DOB: ...`). Doctors, parents, insured persons and
relatives are named with labels of their own and are never taken; what stands beside them is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import certain, compact_date, dates_in, in_order
from consilium.domain.layout import below, cells_below, cite, gaps, part_box, placed, right_of
from consilium.domain.phrases import Hit, PhraseIndex, Word, fold, words_of
from consilium.domain.records import Box, Line, Page, PersonNamed, RecordNumber

MAX_CHARS = 5_000_000
MAX_PEOPLE = 500
_LINE_CHARS = 2_000
_WINDOW = 300
_WINDOW_VALUES, _WINDOW_PEOPLE = 1_500, 200
_TOLD_PAGES = 5
_NAME_CHARS = 90
# A birth date or number this many lines after a name, or before it, is taken to be that person's.
_REACH = 12
_HEAD_LINES = 15
# The second line of a name in a narrow cell begins this near the first one's beginning, in fractions of the page.
_ALIGNED = 0.012
# A birth year of two digits beyond this is of the century before, and no child's.
_LATEST_SHORT = 2049
_WRAPPED_WORDS = 4
# Recognized lines of less confidence give no names: what they spell is nobody's. Without a label more is needed.
_READ_AT_ALL = 0.7
_READ_WITHOUT_LABEL = 0.9
_NAME = re.compile(r"^[^\W\d_][^\W\d_'’.\-]*(?:[ ,^·'’.\-]{1,3}[^\W\d_][^\W\d_'’.\-]*){0,8}[.,]?$")
_VALUE_END = re.compile(
    r" {2,}|\t|[|;()\[\]]|\d|,? (?:de|of|is|es|con|with|who|quien) (?=\d|an? |una? )|, (?=de |an? )"
)
_NUMBER = re.compile(r"[A-Za-z]{0,4}[-/.]?\d[\dA-Za-z]*(?:[-/. ]\d[\dA-Za-z]*){0,4}")
_AFTER_LABEL = re.compile(r"\s*(?:\([^)]{0,20}\))?\s*(?:[:：#=]|\.{2,}:?|N[ºo°]\.?\s*:?)?[\s_]*")
_CASED = r"[A-ZÀ-Þ][\w'’\-]{1,25}(?: (?:de |la |del |los ){0,2}[A-ZÀ-Þ][\w'’\-]{1,25}){1,4}"
_AGED = r"\d{1,2}[- ](?:(?:year|month|day|yr)s?[- ]old|y/?o\b|años|meses)"
_TOLD = re.compile(
    rf"\b(?:[Pp]aciente|[Nn]iñ[oa]|[Mm]enor),? (?P<es>{_CASED})(?=,? de \d{{1,2}} (?:años|meses|días))"
    rf"|(?P<en>{_CASED})(?=,? (?:is |was |es )?(?:an?|un|una) (?:niñ[oa] de )?{_AGED})"
    rf"|(?P<born>{_CASED})(?=,? \(?(?:born|DOB:?|[Nn]acid[oa](?: el)?|[Ff]\. ?[Nn]ac\.?:?) (?:on )?\d)"
)
_RELATIVE = re.compile(
    r"\b(?:mother|father|brother|sister|sibling|cousin|aunt|uncle|parent|donor|madre|padre|herman[oa]|prim[oa]|t[íi][oa]"
    r"|dra?|donante)\b",
    re.IGNORECASE,
)


class Label(StrEnum):
    """What a label in a text introduces."""

    PATIENT = "patient"  # certainly the patient's name
    NAME = "name"  # a name, the patient's unless something says otherwise
    OTHER_PERSON = "other_person"  # a parent, an insured person, a relative: what follows is theirs too
    CLINICIAN = "clinician"
    BIRTH = "birth"
    SEX = "sex"
    NUMBER = "number"
    OTHER = "other"  # ends a value and is nothing else


@dataclass(frozen=True, slots=True)
class LabelMeaning:
    """A label's meaning. `issuer` names who assigns such numbers everywhere (a national number)."""

    label: Label
    issuer: str = ""


@dataclass(frozen=True)
class PeopleWords:
    """The words of labels, of sexes, and those that show that a text is no name of a child."""

    labels: PhraseIndex[LabelMeaning]
    sexes: PhraseIndex[str]
    no_name: frozenset[str]
    clinicians: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Value:
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


@dataclass
class _Person:
    name: _Value
    patient: bool
    birth: tuple[PartialDate, ...] = ()
    sex: str = ""
    numbers: list[RecordNumber] = field(default_factory=list)

    def named(self) -> PersonNamed:
        family, _, given = self.name.text.partition(",")
        split = bool(given.strip())
        citation = cite(self.name.line, self.name.page, self.name.start, self._end())
        return PersonNamed(
            text=self.name.text,
            family=family.strip() if split else "",
            given=given.strip() if split else "",
            birth_date=certain(self.birth) if self.birth else None,
            sex=self.sex,
            numbers=tuple(dict.fromkeys(self.numbers)),
            citation=citation,
            birth_may_be=self.birth if len(self.birth) > 1 else (),
            confidence=self.name.line.confidence,
        )

    def _end(self) -> int:
        if self.name.end:
            return self.name.end
        found = self.name.line.text.find(self.name.text, self.name.start)
        return found + len(self.name.text) if found >= 0 else len(self.name.line.text)


def find_people(
    pages: Sequence[Page], words: PeopleWords, order: str = "", *, strict: bool = False
) -> tuple[PersonNamed, ...]:
    """The patients that a document's text names. `order` is its order of day and month ("dmy", "mdy", "").

    `strict` takes certain labels only: for documents whose structure already names the patient.
    """
    people: list[PersonNamed] = []
    for window in _windows(pages):
        people += _on_page(window, words, order, strict)
        if len(people) >= MAX_PEOPLE:
            break
    if not people and not strict:
        people += islice(told(pages, words), MAX_PEOPLE)
    return tuple(dict.fromkeys(people))


def _windows(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages, long ones in parts, up to a bound: what is beside what is only asked within a part."""
    spent = 0
    for page in pages:
        for start in range(0, len(page.lines), _WINDOW):
            lines = page.lines[start : start + _WINDOW]
            spent += sum(min(len(line.text), _LINE_CHARS) for line in lines)
            if spent > MAX_CHARS:
                return
            yield page if len(lines) == len(page.lines) else replace(page, lines=lines)


def told(pages: Sequence[Page], words: PeopleWords) -> Iterator[PersonNamed]:
    """Patients named in sentences: `la paciente Ana Muestra, de 8 años`; `Mia Sample is an 11-year-old girl`."""
    for page in pages[:_TOLD_PAGES]:
        for line in page.lines[:_WINDOW]:
            for found in _TOLD.finditer(line.text[:_LINE_CHARS]):
                name = found["es"] or found["en"] or found["born"]
                relative = _RELATIVE.search(line.text[max(0, found.start() - 40) : found.start(found.lastgroup or 0)])
                if relative is None and _is_name(name, words, certain_label=False):
                    start = found.start(found.lastgroup or 0)
                    cited = cite(line, page.number, start, start + len(name))
                    yield PersonNamed(name, citation=cited, confidence=line.confidence)


def _on_page(page: Page, words: PeopleWords, order: str, strict: bool) -> Iterator[PersonNamed]:
    found = (value for at in range(len(page.lines)) for value in _values(page, at, words))
    values = list(islice(found, _WINDOW_VALUES))
    persons = _persons(values, words, strict)[:_WINDOW_PEOPLE]
    if not persons:
        return
    _attach(values, persons, words, order)
    known = [person for person in persons if person.patient]
    for person in known:
        certain = person.name.meaning.label is Label.PATIENT or person.name.at < _HEAD_LINES
        if person.birth or person.numbers or (certain and not person.name.plain):
            yield person.named()


def _persons(values: Sequence[_Value], words: PeopleWords, strict: bool) -> list[_Person]:
    persons = []
    for value in values:
        label = value.meaning.label
        if label is Label.OTHER_PERSON:
            persons.append(_Person(value, patient=False))
        taken = label is Label.PATIENT or (label is Label.NAME and not strict)
        taken = taken and _read_well(value.line, _READ_AT_ALL)
        if taken and _is_name(
            value.text, words, certain_label=label is Label.PATIENT and not (value.plain or value.cell)
        ):
            persons.append(_Person(value, patient=True))
    return persons


def _attach(values: Sequence[_Value], persons: Sequence[_Person], words: PeopleWords, order: str) -> None:
    """Give every birth date, sex and number to the person whom it stands beside."""
    for value in values:
        person = _owner(value, persons)
        if person is None:
            continue
        if value.meaning.label is Label.BIRTH and not person.birth:
            person.birth = _birth(value.text, order)
        elif value.meaning.label is Label.SEX and not person.sex:
            person.sex = _sex(value, words)
        elif value.meaning.label is Label.NUMBER:
            number = _number(value)
            if number is not None:
                person.numbers.append(number)


def _owner(value: _Value, persons: Sequence[_Person]) -> _Person | None:
    """The last person named before a value, or the first one soon after it; on the same line first."""
    before = [p for p in persons if (p.name.at, p.name.start) <= (value.at, value.start)]
    after = [p for p in persons if (p.name.at, p.name.start) > (value.at, value.start)]
    if before and value.at - before[-1].name.at <= (_REACH if before[-1].patient else 2):
        return before[-1]
    earlier = [p for p in before if p.patient and value.at - p.name.at <= _REACH]
    if earlier:
        return earlier[-1]
    if after and after[0].patient and after[0].name.at - value.at <= 3:
        return after[0]
    return None


def _values(page: Page, at: int, words: PeopleWords) -> Iterator[_Value]:
    """The labels of one line with their values, and a name that heads the line without a label."""
    line = page.lines[at]
    text = line.text[:_LINE_CHARS]
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
            named = _Value(hit.value, _cut(value, hit.value.label), line, page.number, begin, at, plain=plain)
            yield _going_on(replace(named, cell_start=found[hit.first].start), page, words)
        elif end == len(text):
            yield from _next_cell(page, at, hit.value, words)
        else:
            yield from _wrapped(page, at, hit.value, part_box(line, found[hit.first].start, begin))


def _only_labels(text: str, found: Sequence[Word], hits: Sequence[Hit[LabelMeaning]]) -> bool:
    """Whether a line is labels and nothing else: the headings of columns."""
    labelled = {at for hit in hits for at in range(hit.first, hit.after)}
    return len(labelled) == len(found) and ":" not in text


def _column_values(page: Page, at: int, labels: Sequence[tuple[LabelMeaning, Box]]) -> Iterator[_Value]:
    """What stands under the headings of columns, each in its cell."""
    for meaning, box in labels:
        for cell in cells_below(page.lines, at, box)[:1]:
            if cell.text.strip():
                yield _Value(meaning, _cut(cell.text.strip(), meaning.label), cell, page.number, 0, at, cell=True)


def _going_on(value: _Value, page: Page, words: PeopleWords) -> _Value:
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
        if alone and aligned and len(rest.split()) <= _WRAPPED_WORDS and _is_rest(rest, words):
            return replace(value, text=f"{value.text} {rest}", end=end)
    return value


def _is_rest(text: str, words: PeopleWords) -> bool:
    """Whether a line can be the rest of a name: capitalized, and no label or other word."""
    parts = [word.text for word in words_of(text)]
    said = any(part in words.no_name or part in words.clinicians for part in parts)
    return not said and text[:1].isupper() and _NAME.match(text) is not None and not _only_label(text, words)


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
    end = _VALUE_END.search(value)
    return value[: end.start() if end else None].strip(" ,:.-_·")[:_NAME_CHARS]


def _next_cell(page: Page, at: int, meaning: LabelMeaning, words: PeopleWords) -> Iterator[_Value]:
    """The value of a label that ends its cell: the cell to the right, the cell below, or the line that answers it."""
    lines, line = page.lines, page.lines[at]
    if placed(line):
        cells = [cell for cell in (right_of(lines, at), below(lines, at)) if cell is not None]
    else:
        cells = list(_answers(lines, at, words))
    for cell in cells:
        if cell.text.strip() and not _only_label(cell.text, words):
            yield _Value(meaning, _cut(cell.text.strip(), meaning.label), cell, page.number, 0, at, cell=True)
            return


def _wrapped(page: Page, at: int, meaning: LabelMeaning, label: Box) -> Iterator[_Value]:
    """The value under a label whose neighbour on the line is another label: a date or number wrapped in its cell."""
    if meaning.label in (Label.BIRTH, Label.NUMBER) and placed(page.lines[at]):
        for cell in cells_below(page.lines, at, label)[:1]:
            if cell.text[:1].isdigit():
                yield _Value(meaning, cell.text.strip(), cell, page.number, 0, at, cell=True)


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
    found = words_of(text[:_NAME_CHARS])
    hit = next(iter(words.labels.find(found)), None)
    return hit is not None and hit.first == 0 and hit.after == len(found)


def _heading_name(
    page: int, line: Line, at: int, before: str, label: LabelMeaning, words: PeopleWords
) -> Iterator[_Value]:
    """`SAMPLE, MIA   DOB: ...`: a name with no label that goes on with a birth date or a record number."""
    name = before.strip(" ,:;-–|(\t")
    known = label.label in (Label.BIRTH, Label.NUMBER) and _read_well(line, _READ_WITHOUT_LABEL)
    if known and 5 <= len(name) <= 60 and len(name.split()) >= 2 and _is_name(name, words, certain_label=False):
        yield _Value(LabelMeaning(Label.NAME), name, line, page, 0, at)


def _read_well(line: Line, least: float) -> bool:
    """Whether a line was typed, or recognized with at least this confidence."""
    return line.confidence is None or line.confidence >= least


def _is_name(text: str, words: PeopleWords, *, certain_label: bool) -> bool:
    """Whether a value reads as a person's name and as no clinician's."""
    if not 2 <= len(text) <= _NAME_CHARS or _NAME.match(text.strip()) is None:
        return False
    parts = [word.text for word in words_of(text)]
    if any(part in words.clinicians for part in parts):
        return False
    bad = sum(part in words.no_name for part in parts)
    if certain_label:
        return bad < len(parts) and (text[0].isupper() or not text.isascii())
    cased = all(part[0].isupper() or len(part) <= 3 for part in re.split(r"[ ,]+", text) if part)
    return bad == 0 and cased and 2 <= len(parts) <= 7


def _birth(text: str, order: str) -> tuple[PartialDate, ...]:
    found = next(dates_in(text[:60]), None) or compact_date(text.strip()[:20])
    if found is None or (found.short and found.values[0].year > _LATEST_SHORT):
        return ()
    return in_order(found.values, order)


def _sex(value: _Value, words: PeopleWords) -> str:
    """female, male, other or "". `M` under a Spanish label may be Masculino or Mujer, so it says nothing there."""
    first = words_of(value.text)[:1]
    label = fold(value.line.text)
    if first and first[0].text == "m" and ("sexo" in label or "genero" in label):
        return ""
    hit = next(iter(words.sexes.find(first)), None)
    return hit.value if hit is not None else ""


def _number(value: _Value) -> RecordNumber | None:
    found = _NUMBER.match(value.text.strip())
    if found is None or sum(char.isdigit() for char in found[0]) < 4:
        return None
    return RecordNumber(found[0].strip(), value.meaning.issuer)
