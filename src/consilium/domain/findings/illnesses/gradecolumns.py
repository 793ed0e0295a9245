"""Grades in tables: toxicities as columns beside days, as rows under days, weeks or cycles, beside a column of grades,
or with a tick under the grade.

    Week   Date    Skin   Mucositis        Toxicity     C1   C2        Nausea   [ ]  [X]  [ ]  under  0  1  2
    1      06/16   1      0                Vomiting     1    -

Figures without a mark of their own (`G2`) are grades only where the table, or what stands around it, names a scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.grids import Token, tokens_of
from consilium.domain.findings.text.terms import Term, terms_in
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

_SCALE = re.compile(r"\b(?P<system>CTC(?:AE)?|RTOG|EORTC|grad(?:e|ing)s?|grados?|gr)\b", re.IGNORECASE)
_TOXIC = re.compile(r"\b(?:toxicit(?:y|ies)|toxicidad(?:es)?|adverse events?|eventos? adversos?)\b", re.IGNORECASE)
# What such tables call the toxicity of an organ.
_ORGANS = (
    (re.compile(r"^\W*(?:skin|piel|cut[aá]nea)\b", re.IGNORECASE), "dermatitis"),
    (re.compile(r"^\W*(?:mucosa(?: oral)?|oral mucosa|mouth|boca)\b", re.IGNORECASE), "mucositis"),
    (re.compile(r"^\W*(?:GI|gut|gastrointestinal)\b", re.IGNORECASE), "gastrointestinal toxicity"),
    (re.compile(r"^\W*(?:hair|hair loss|cabello|pelo)\b", re.IGNORECASE), "alopecia"),
    (re.compile(r"^\W*(?:appetite|apetito)\b", re.IGNORECASE), "anorexia"),
)
_GRADE = re.compile(
    r"(?P<mark>(?:grade|grado|gr\.?|gd\.?|G)\s?)?(?P<grade>[0-5]|IV|I{1,3}|V)(?P<by>\s?[*†]|\s?\([^()]{1,40}\))?",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"[-–—./\s]*|n\.?[ade]\.?|ND", re.IGNORECASE)
_TICK = re.compile(r"\[\s?[xX✓✔]\s?\]|[xX✓✔☒☑]|\([xX]\)")
_BOX = re.compile(r"\[\s{0,3}\]|☐|\(\s{0,3}\)")
_GRADE_HEAD = re.compile(
    r"(?:(?:max\w*\.?|peak|worst|m[aá]x\w*\.?|CTC(?:AE)?(?:\sv?[345](?:\.0)?)?)\s)?(?:grade|grado|gr\.?)"
    r"(?:\s\(?(?:max\w*|m[aá]x\w*|CTC(?:AE)?(?:\sv?[345](?:\.0)?)?|RTOG)\)?)?",
    re.IGNORECASE,
)
_LOOK = re.compile(
    r"(?:(?:week|wk|semana|sem|cycle|ciclo|course|curso|C|D|day|d[ií]a|visit|visita|W|S)\.?\s?[-#]?\s?\d{1,2}|baseline|basal"
    r"|pre|post|\d{1,2}(?:st|nd|rd|th|º|°))",
    re.IGNORECASE,
)
_CYCLE = re.compile(r"(?:cycle|ciclo|course|curso|C)\.?\s?[-#]?\s?(?P<number>\d{1,2})", re.IGNORECASE)
_FIGURE = re.compile(r"\d|\b(?:IV|I{1,3})\b")
_NO_NAME = re.compile(
    r"\d|tumou?r|weight|peso|wt\b|height|talla|temp|lansky|karnofsky|ecog|ANC|score|total|date|fecha|pulse|status|performance"
    r"|strength|fuerza|murmur|soplo|reflux|reflujo|stage|estadio|tanner|ascites",
    re.IGNORECASE,
)
_LEAST_CELLS, _LONGEST, _OTHERS, _NAME_WORDS, _ABOVE, _BELOW, _LONGEST_HEAD = 3, 40, 2, 5, 3, 2, 200
_SYSTEMS = ("CTC", "CTCAE", "RTOG", "EORTC")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_SILENT = frozenset({Section.FAMILY_HISTORY, Section.QUESTIONS, Section.ALLERGIES, Section.GENERAL})

Terms = PhraseIndex[tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell with its place in the clause and across the page; `right` is 0 where the source has no places."""

    text: str
    start: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its head says, and the toxicity, the day or the grade that this is."""

    spot: Spot
    place: int
    term: Term | None = None
    system: str = ""
    when: PartialDate | None = None
    cycle: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Graded:
    """A cell's grade, with the row that it stands in and what else is known of it."""

    term: Term
    grade: str
    row: Clause
    spot: Spot
    system: str = ""
    when: PartialDate | None = None
    cycle: str = ""
    whole: bool = False  # whether the row tells nothing else


def graded_tables(paper: Paper, terms: Terms) -> tuple[list[Finding], set[int]]:
    """The grades of all such tables, with the clauses (by id) that are read with them."""
    found: list[Finding] = []
    done: set[int] = set()
    for at, head in enumerate(paper.clauses):
        if id(head) in done or head.section in _SILENT or len(head.text) > _LONGEST_HEAD:
            continue
        cells = list(_table(at, head, paper, terms))
        if cells:
            done.add(id(head))
            done |= {id(one.row) for one in cells if one.whole}
            found += [_finding(one) for one in cells]
    return found, done


def _table(at: int, head: Clause, paper: Paper, terms: Terms) -> Iterator[Graded]:
    spots = spots_of(head) if head.cells else _days_alone(head, paper)
    if len(spots) < 2:
        return
    below = list(_rows(paper.clauses[at + 1 : at + 1 + _LONGEST]))
    if (columns := _toxicities(spots, terms)) and len(spots) >= _LEAST_CELLS:
        scale = _scale(at, below, paper)
        yield from (one for column in columns for one in _under(column, below, spots, scale, paper))
    elif (column := _grade_column(spots)) is not None:
        yield from _beside(column, below, spots, paper, terms)
    elif columns := _ticked(spots):
        yield from _ticks(columns, below, _scale(at, below, paper), terms)
    elif columns := _looks(spots, paper):
        yield from _across(columns, below, spots, _scale(at, below, paper), terms)


def spots_of(row: Clause) -> list[Spot]:
    """The cells of a row with their places."""
    tokens = tokens_of(row)
    return [_spot(text, start, [one for one in tokens if start <= one.start < start + len(text)])
            for start, text in row.cells]  # fmt: skip


def _days_alone(head: Clause, paper: Paper) -> list[Spot]:
    """The days of a line of nothing else, whose places no other line shares."""
    days = occasions(head.text, paper)
    if len(days) < 2 or any(map(str.isalnum, _without(head.text, days))):
        return []
    tokens = tokens_of(head)
    return [
        _spot(head.text[day.start : day.end], day.start, [one for one in tokens if day.start <= one.start < day.end])
        for day in days
    ]


def _without(text: str, days: Sequence[Occasion]) -> str:
    for day in reversed(days):
        text = text[: day.start] + text[day.end :]
    return text


def _spot(text: str, start: int, tokens: Sequence[Token]) -> Spot:
    left = min((one.box.left for one in tokens), default=0.0)
    return Spot(text.strip(), start, left, max((one.box.right for one in tokens), default=0.0))


def _rows(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The rows of a table, which ends where several lines are no row."""
    others = 0
    for clause in clauses:
        if len(clause.cells) < 2:
            others += 1
            if others > _OTHERS:
                return
            continue
        yield clause


def _scale(at: int, below: Sequence[Clause], paper: Paper) -> str:
    """The scale that the lines around a table name; "grade" where they only say that it is one of toxicities, ""
    where they name none."""
    after = at + len(below) + 1
    near = [*paper.clauses[max(0, at - _ABOVE) : at + 1], *below, *paper.clauses[after : after + _BELOW]]
    texts = (*(clause.text for clause in near), paper.clauses[at].heading)
    named = [hit["system"].upper() for text in texts if (hit := _SCALE.search(text)) is not None]
    if named:
        return next((one for one in named if one in _SYSTEMS), "GRADE")
    title = [clause.text for clause in paper.clauses[: _ABOVE + 1]]
    near_title = (*title, *(clause.text for clause in near[: _ABOVE + 1]), paper.clauses[at].heading)
    return "GRADE" if any(_TOXIC.search(text) for text in near_title) else ""


def _term(text: str, terms: Terms, *, strict: bool = False) -> Term | None:
    """The toxicity that a cell names; None where it says more."""
    plain = _SCALE.sub(" ", text)
    organ = next(
        (name for form, name in _ORGANS if (hit := form.match(plain)) and not plain[hit.end() :].strip(" ()")), ""
    )
    if organ:
        return next((one.term for one in terms_in(organ, terms)), Term(organ))
    found = terms_in(plain, terms)
    named = sum(len(words_of(plain[one.start : one.end])) for one in found)
    most = _NAME_WORDS if not strict else named + 1
    return found[0].term if found and len(words_of(plain)) <= most and found[0].start < 4 else None


def _name(text: str, terms: Terms) -> Term | None:
    """The toxicity that begins a row, also one that no list has."""
    known = _term(text, terms)
    plain = re.sub(r"\([^()]{0,40}\)", "", text).strip(" :.*-")
    if known is not None or _NO_NAME.search(plain) or not 0 < len(words_of(plain)) <= _NAME_WORDS:
        return known
    return Term(plain.lower()) if len(plain) > 3 and plain[0].isalpha() else None


def _toxicities(spots: Sequence[Spot], terms: Terms) -> list[Column]:
    """The columns of toxicities that a row of heads has."""
    columns = []
    for place, spot in enumerate(spots, -len(spots)):
        scale = _SCALE.search(spot.text)
        term = None if _FIGURE.search(_SCALE.sub("", spot.text)) else _term(spot.text, terms, strict=True)
        if term is not None:
            columns.append(Column(spot, place, term, scale["system"].upper() if scale else ""))
    figures = any(_GRADE.fullmatch(spot.text) for spot in spots)
    alone = len(columns) < 2 and not any(one.system for one in columns)
    return [] if figures or (alone and not (columns and columns[0].place > -len(spots))) else columns


def _under(column: Column, rows: Sequence[Clause], spots: Sequence[Spot], scale: str, paper: Paper) -> Iterator[Graded]:
    """The grades under one head, each on its row's day; none where other things stand under it."""
    assert column.term is not None
    made: list[Graded] = []
    marked = False
    for row in rows:
        cell = _cell(column, spots_of(row), spots)
        if cell is None or _EMPTY.fullmatch(cell.text):
            continue
        found = _GRADE.fullmatch(cell.text)
        if found is None or (found["grade"].isalpha() and not (column.system or scale)):
            break  # another table, or no grades
        marked = marked or bool(found["mark"])
        days = occasions(row.text, paper)
        when = days[0].when if days else None
        system = column.system or scale
        made.append(Graded(column.term, found["grade"], row, cell, system, when))
    if made and (scale or column.system or marked):
        yield from made


def _cell(column: Column, cells: Sequence[Spot], heads: Sequence[Spot]) -> Spot | None:
    """The cell of a row that stands under a head: by its place, else counted from the right."""
    if not column.spot.right or any(not cell.right for cell in cells):
        far = len(cells) - len(heads) not in (0, 1)  # a head of one sign (`#`) is no cell
        return None if far else cells[column.place]
    return next((cell for cell in cells if nearest(cell, heads) is column.spot), None)


def nearest(cell: Spot, heads: Sequence[Spot]) -> Spot:
    """The head that a cell stands under."""
    middle = (cell.left + cell.right) / 2
    return min(heads, key=lambda head: max(head.left - middle, middle - head.right, 0.0))


def _grade_column(spots: Sequence[Spot]) -> Column | None:
    found = [Column(spot, place) for place, spot in enumerate(spots, -len(spots)) if _GRADE_HEAD.fullmatch(spot.text)]
    return found[0] if len(found) == 1 else None


def _beside(
    column: Column, rows: Sequence[Clause], heads: Sequence[Spot], paper: Paper, terms: Terms
) -> Iterator[Graded]:
    """`Mucositis | 3 | 05/20/2024` under `Toxicity | Grade | Onset`."""
    system = _SCALE.search(column.spot.text)
    toxic = any(_TOXIC.search(spot.text) for spot in heads)
    for row in rows:
        cells = spots_of(row)
        cell = _cell(column, cells, heads)
        found = _GRADE.fullmatch(cell.text) if cell is not None else None
        if cell is None or found is None:
            if any(len(one.text) > 1 and _GRADE_HEAD.fullmatch(one.text) for one in cells):
                return
            continue
        others = [one for one in cells if one is not cell]
        named = next(
            ((one, term) for one in others[:2] if (term := (_name if toxic else _term)(one.text, terms)) is not None),
            None,
        )
        if named is None:
            continue
        days = occasions(row.text, paper)
        when = days[0].when if days else None
        yield Graded(named[1], found["grade"], row, cell, system["system"].upper() if system else "", when, whole=True)


def _ticked(spots: Sequence[Spot]) -> list[Column]:
    """Columns whose heads are the grades themselves."""
    found = [(spot, _GRADE.fullmatch(spot.text)) for spot in spots]
    columns = [Column(spot, place, grade=hit["grade"]) for place, (spot, hit) in enumerate(found, -len(found)) if hit]
    grades = [one.grade for one in columns]
    run = grades == sorted(grades) and len(set(grades)) == len(grades)
    return columns if len(columns) >= _LEAST_CELLS and run and len(spots) - len(columns) <= 1 else []


def _ticks(columns: Sequence[Column], rows: Sequence[Clause], scale: str, terms: Terms) -> Iterator[Graded]:
    for row in rows if scale else ():
        cells = spots_of(row)
        term = _name(cells[0].text, terms) if cells else None
        boxes = [one for one in _boxes(row) if one.start > cells[0].start]
        ticked = [one for one in boxes if _TICK.fullmatch(one.text)]
        if term is None or len(ticked) != 1:
            continue
        if ticked[0].right:
            head: Spot | None = nearest(ticked[0], [one.spot for one in columns])
        else:
            head = columns[boxes.index(ticked[0])].spot if len(boxes) == len(columns) else None
        grade = next((one.grade for one in columns if one.spot is head), "")
        if grade:
            yield Graded(term, grade, row, ticked[0], scale, whole=True)


def _boxes(row: Clause) -> list[Spot]:
    tokens = tokens_of(row)
    hits = sorted((*_TICK.finditer(row.text), *_BOX.finditer(row.text)), key=lambda hit: hit.start())
    own = [one for one in hits if one.start() == 0 or not row.text[one.start() - 1].isalnum()]
    own = [one for one in own if not row.text[one.end() : one.end() + 1].isalnum()]
    return [
        _spot(one[0], one.start(), [token for token in tokens if token.start < one.end() and token.end > one.start()])
        for one in own
    ]


def _looks(spots: Sequence[Spot], paper: Paper) -> list[Column]:
    """Columns that are days, weeks or cycles."""
    columns = []
    for place, spot in enumerate(spots, -len(spots)):
        days = [one for one in occasions(spot.text, paper) if one.until is None and one.when.month]
        cycle = _CYCLE.fullmatch(spot.text.strip())
        if len(days) == 1 and len(spot.text) < 24:
            columns.append(Column(spot, place, when=days[0].when))
        elif _LOOK.fullmatch(spot.text):
            columns.append(Column(spot, place, cycle=cycle["number"] if cycle else ""))
    return columns if len(columns) >= 2 and len(spots) - len(columns) <= 2 else []


def _across(
    columns: Sequence[Column], rows: Sequence[Clause], heads: Sequence[Spot], scale: str, terms: Terms
) -> Iterator[Graded]:
    """`Mucositis  0  2  1` under `Cycle 1  Cycle 2  Cycle 3`."""
    for row in rows:
        cells = spots_of(row)
        figures = [(cell, _GRADE.fullmatch(cell.text)) for cell in cells[1:]]
        plain = all(hit is not None or _EMPTY.fullmatch(cell.text) for cell, hit in figures)
        marked = any(hit is not None and hit["mark"] for _, hit in figures)
        term = _name(cells[0].text, terms) if plain and _TOXIC.search(heads[0].text) else _term(cells[0].text, terms)
        if term is None or not plain or not (scale or marked):
            continue
        for cell, hit in figures:
            column = next((one for one in columns if _cell(one, cells[1:], heads) is cell), None)
            if hit is not None and column is not None:
                yield Graded(term, hit["grade"], row, cell, scale, column.when, column.cycle, whole=True)


def _finding(one: Graded) -> Finding:
    grade = _ROMAN.get(one.grade.lower(), one.grade)
    detail: dict[str, Scalar] = {"grade": grade if grade == one.grade else f"{grade} ({one.grade})"}
    detail |= {"system": one.system} if one.system in _SYSTEMS else {}
    detail |= {"cycle": one.cycle} if one.cycle else {}
    return Finding(
        Kind.TOXICITY,
        one.term.name,
        one.term.codes,
        one.spot.text,
        float(grade),
        when=one.when,
        assertion=Assertion.NEGATED if grade == "0" else Assertion.STATED,
        detail=detail,
        citations=(one.row.cite(), one.row.cite(one.spot.start, one.spot.start + len(one.spot.text))),
        confidence=one.row.confidence,
    )
