"""Tables whose columns are looks at one thing: `Measure | Today | 17/08/2023 | Ref.`, `IOP | Right eye | Left eye`.

A row's cells are known by where they stand under the heads; what `Today` and `Prior` are of, the caller knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.grids import Over, Token, tokens_of
from consilium.domain.findings.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper

TODAY, PRIOR, DAY, SIDE, OTHER, LABEL = "today", "prior", "day", "side", "other", "label"
LOOKS = frozenset({TODAY, PRIOR, DAY, SIDE})
_MOST_CELLS, _MOST_LABELS, _LONGEST_HEAD = 12, 3, 40
_ROLES = (
    (TODAY, re.compile(
        r"today|hoy|actual|current|now|this (?:visit|study|exam)|(?:visita|estudio|examen) actual", re.IGNORECASE,
    )),
    (PRIOR, re.compile(
        r"(?:previous|prior|last|earlier|previ[oa]|anterior|baseline|basal|pre|initial|inicial|[uú]ltim[oa])"
        r"(?: (?:study|visit|exam|scan|value|test|estudio|visita|examen|valor|control))?"
        r"|(?:study|estudio|examen|control|visita) (?:previ[oa]|anterior)",
        re.IGNORECASE,
    )),
    (SIDE, re.compile(
        r"(?P<right>(?:right|derech[oa]|der|OD|RE|R)\b)|(?P<left>(?:left|izquierd[oa]|izq|OI|OS|LE|L)\b)"
        r"|(?:ojo|o[ií]do|eye|ear|ri[nñ][oó]n|kidney|mano|lado) (?:(?P<der>derech[oa])|(?P<izq>izquierd[oa]))",
        re.IGNORECASE,
    )),
    (OTHER, re.compile(
        r"z|z[ -]?scores?|ref\.?\w*(?: range| values?)?|normal\w*(?: range| values?)?|rango.*"
        r"|valor(?:es)? (?:de )?(?:ref\w*|normal\w*)|LLN|ULN|units?|unidad(?:es)?|change|cambio|diff\w*"
        r"|%(?:\s?\w+\.?)?|percentil\w*|series?(?:/ima?ge?\w*)?|serie/imagen|image|comments?|comentarios?|notes?"
        r"|notas?|observaci[oó]n\w*|result(?:ado)?|interpretation|interpretaci[oó]n|flag|p|sd|sds|de",
        re.IGNORECASE,
    )),
)  # fmt: skip
_PARTED = re.compile(r"[()\[\]:,]|\s[-–]\s")
_EAR = re.compile(r"\s?(?:eye|ear|kidney|side|hand|ojo|o[ií]do|ri[nñ][oó]n|lado)?\.?", re.IGNORECASE)
_LONG_LINE = 6
# Two scores of one scale beside each other are no days: `Quadriceps   4/5   5/5`.
_ARE_SCORES = re.compile(r"(?<![\w/])[0-5][+-]?/5(?![\w/])|(?<![\w/])\d{1,2}/10\s+\d{1,2}/10(?![\w/])")


@dataclass(frozen=True, slots=True)
class Look:
    """The head of one column: its place, what it is of, the day or side that it tells."""

    over: Over
    role: str
    day: PartialDate | None = None
    side: str = ""


@dataclass(frozen=True, slots=True)
class Under:
    """What stands under one head in a row, with its place in the row's text."""

    look: Look
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """`name` is what the cells under heads that are no looks say, `kind` what such a head says (`Nodule`)."""

    name: str
    kind: str
    cells: tuple[Under, ...]


def compared_rows(paper: Paper) -> dict[int, ComparedRow]:
    """The rows of such tables by the id of their clauses."""
    found: dict[int, ComparedRow] = {}
    heads: tuple[Look, ...] = ()
    for at, clause in enumerate(paper.clauses):
        if not clause.cells or len(clause.cells) > _MOST_CELLS:
            heads = () if len(clause.words) >= _LONG_LINE or any(map(str.isdigit, clause.text)) else heads
            continue
        opened = () if heads and _ARE_SCORES.search(clause.text) else _heads(clause, paper)
        if opened:
            heads = _with_days(opened, paper, paper.clauses[at + 1 : at + 2])
        elif heads and (row := _row(clause, heads)) is not None:
            before = found.get(id(paper.clauses[at - 1]))
            goes_on = before is not None and not row.name  # a cell that goes on in the next line
            found[id(clause)] = replace(row, name=before.name, kind=before.kind) if goes_on and before else row
    return found


def _heads(clause: Clause, paper: Paper) -> tuple[Look, ...]:
    """The heads of a row that is nothing else; () for another row."""
    if len(clause.text) > 200 or clause.text.rstrip().endswith((".", ";")):
        return ()
    tokens = tokens_of(clause)
    looks: list[Look] = []
    for start, text in clause.cells:
        own = [one for one in tokens if start <= one.start < start + len(text)]
        if not own or len(text) > _LONGEST_HEAD:
            return ()
        looks.append(_look(text.strip(), own, paper))
    known = [one for one in looks if one.role in LOOKS]
    first = next((at for at, one in enumerate(looks) if one.role in LOOKS), 0)
    days = [one for one in known if one.role != SIDE]
    told = len(days) > 1 or (not days and len(known) == 2 and {one.side for one in known} == {"right", "left"})
    led = first <= _MOST_LABELS and all(not any(map(str.isdigit, one.over.text)) for one in looks[:first])
    after = [one for one in looks[first:] if one.role == LABEL]
    if not told or not led or len(after) > 1 or (after and after[0] is not looks[-1]):
        return ()
    if not first:  # what stands left of the looks is named though nothing stands over it
        left = Look(Over("", 0.0, max(0.0, looks[0].over.left - 0.005)), LABEL)
        looks.insert(0, left)
    return tuple(looks)


def _look(text: str, tokens: Sequence[Token], paper: Paper) -> Look:
    over = Over(text, min(one.box.left for one in tokens), max(one.box.right for one in tokens))
    days = [one for one in occasions(text, paper) if one.until is None and one.when.month]
    rest = text
    for one in reversed(days):
        rest = rest[: one.start] + " " + rest[one.end :]
    said = " ".join(_PARTED.sub(" ", rest).split())
    if len(days) == 1 and len(said.split()) <= 2:
        role = next((role for role, form in _ROLES[:2] if form.fullmatch(said)), DAY)
        return Look(over, role, days[0].when)
    for role, form in _ROLES if not days else ():
        found = form.match(said)
        if found is not None and role == SIDE and _EAR.fullmatch(said, found.end()):
            return Look(over, SIDE, side="right" if found["right"] or found["der"] else "left")
        if found is not None and role != SIDE and found.end() == len(said):
            return Look(over, role)
    return Look(over, LABEL)


def _with_days(heads: tuple[Look, ...], paper: Paper, below: Sequence[Clause]) -> tuple[Look, ...]:
    """The heads with the days that stand alone on the line under them."""
    if not below or any(one.day is not None for one in heads):
        return heads
    looks = [_look(text.strip(), tokens, paper) for text, tokens in _cells(below[0])]
    if not looks or any(one.role != DAY for one in looks):
        return heads
    return tuple(
        replace(head, day=next((one.day for one in looks if _shared(one.over, head.over) > 0), None)) for head in heads
    )


def _cells(clause: Clause) -> Iterator[tuple[str, list[Token]]]:
    tokens = tokens_of(clause)
    for start, text in clause.cells:
        own = [one for one in tokens if start <= one.start < start + len(text)]
        if own:
            yield text, own


def _shared(one: Over, other: Over) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _row(clause: Clause, heads: Sequence[Look]) -> ComparedRow | None:
    """Each cell of a row under the head that it stands under; None where none stands under a look."""
    names: list[str] = []
    kinds: list[str] = []
    under: list[Under] = []
    last = 0
    words = tokens_of(clause)
    for start, text in clause.cells:
        tokens = [one for one in words if start <= one.start < start + len(text)]
        if not tokens:
            return None
        box = Over("", min(one.box.left for one in tokens), max(one.box.right for one in tokens))
        at = max(range(len(heads)), key=lambda at: _shared(box, heads[at].over))
        if _shared(box, heads[at].over) <= 0:
            at = max((at for at, head in enumerate(heads) if head.over.left <= box.left + 0.012), default=0)
        last = max(last, at)
        head = heads[last]
        if head.role == LABEL and not under:
            names.append(text.strip())
            kinds.append(head.over.text)
        elif head.role in LOOKS:
            under.append(Under(head, text.strip(), start, start + len(text)))
    return ComparedRow(" ".join(names), " ".join(dict.fromkeys(kinds)), tuple(under)) if under else None
