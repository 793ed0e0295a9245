"""Tables whose columns are looks at one thing: `Measure | Today | 17/08/2023 | Ref.`, `IOP | Right eye | Left eye`.

A row's cells are known by where they stand under the heads; what `Today` and `Prior` are of, the caller knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.examination.growthdays import admitted
from consilium.domain.findings.laboratory.labmoments import is_moment
from consilium.domain.findings.laboratory.labtables import Column
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.grids import Over, Token, tokens_of
from consilium.domain.phrases import words_of

TODAY, PRIOR, DAY, SIDE, OTHER, LABEL = "today", "prior", "day", "side", "other", "label"
ADMITTED, PERCENT, MOMENT = "admitted", "percent", "moment"
LOOKS = frozenset({TODAY, PRIOR, DAY, SIDE, ADMITTED})
_MOST_CELLS, _MOST_LABELS, _LONGEST_HEAD = 12, 3, 40
_ROLES = (
    (TODAY, re.compile(
        r"today|hoy|actual|current|now|this (?:visit|study|exam)|(?:visita|estudio|examen) actual"
        r"|(?:at |on |al )?(?:discharge|egreso|alta)", re.IGNORECASE,
    )),
    (PRIOR, re.compile(
        r"(?:previous|prior|last|earlier|previ[oa]|anterior|baseline|basal|pre|initial|inicial|[uú]ltim[oa])"
        r"(?: (?:study|visit|exam|scan|value|test|estudio|visita|examen|valor|control))?"
        r"|(?:study|estudio|examen|control|visita) (?:previ[oa]|anterior)",
        re.IGNORECASE,
    )),
    (ADMITTED, re.compile(r"(?:at |on |al )?(?:admission|adm|ingreso)", re.IGNORECASE)),
    (SIDE, re.compile(
        r"(?P<right>(?:right|derech[oa]|der|OD|RE|R)\b)|(?P<left>(?:left|izquierd[oa]|izq|OI|OS|LE|L)\b)"
        r"|(?:ojo|o[ií]do|eye|ear|ri[nñ][oó]n|kidney|mano|lado) (?:(?P<der>derech[oa])|(?P<izq>izquierd[oa]))",
        re.IGNORECASE,
    )),
    (PERCENT, re.compile(r"%\s?(?:of\s|del?\s)?(?:pred\w*|te[oó]r\w*|ref\w*)\.?|%", re.IGNORECASE)),
    (OTHER, re.compile(
        r"post(?:[ -]?(?:BD|bronco\w*|dilat\w*))?|z|z[ -]?scores?|ref\.?\w*(?: range| values?)?"
        r"|normal\w*(?: range| values?)?|rango[^|]{0,20}"
        r"|valor(?:es)? (?:de )?(?:ref\w*|normal\w*)|LLN|ULN|units?|unidad(?:es)?|change|cambio|diff\w*"
        r"|%(?:\s?\w+\.?)?|percentil\w*|series?(?:/ima?ge?\w*)?|serie/imagen|image|comments?|comentarios?|notes?"
        r"|notas?|observaci[oó]n\w*|result(?:ado)?|interpretation|interpretaci[oó]n|flag|p|sd|sds|de",
        re.IGNORECASE,
    )),
)  # fmt: skip
_VALUES_ROW, _LEAST_ROWS = re.compile(r"[<>]?\s?\d"), 2
_BRACKET = re.compile(r"\([^()]{0,40}\)")
_PARTED = re.compile(r"[()\[\]:,]|\s[-–]\s")
_EAR = re.compile(r"\s?(?:eye|ear|kidney|side|hand|ojo|o[ií]do|ri[nñ][oó]n|lado)?\.?", re.IGNORECASE)
_LONG_LINE = 6
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_MONTH = re.compile(r"(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])")
_DOTTED_DAY = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:20)?\d\d(?![\d.])")
_NAMED_VALUE = re.compile(r"[^\W\d_][^\d:]{1,40}?\s[<>]?\d+(?:[.,]\d+)?(?!\S)")
_POST = re.compile(r"post", re.IGNORECASE)
_OWN_DAY = re.compile(r"\s*\((?P<day>\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?)\)\s*(?=\S)")
_NAMES_LEFT = re.compile(
    r"labs?|bloods?|results?|laboratorios?|resultados?|valores|medidas|measurements?|ex[aá]menes|an[aá]lisis",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"ref|normal|rango|valor", re.IGNORECASE)
_DOTTED = re.compile(r"([0-3]?[1-9]|[123]0)\.(0?[1-9]|1[0-2])\.(\d\d)")
# Where an earlier study has a column, what was breathed out before a medicine is today's: `Previo | Basal | Post BD`.
_BEFORE_MEDICINE = re.compile(r"basal|baseline|pre", re.IGNORECASE)
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
    """`name` is what the cells under heads that are no looks say, `kind` what such a head says (`Nodule`), `percent`
    how much of what was predicted a value is."""

    name: str
    kind: str
    cells: tuple[Under, ...]
    percent: str = ""


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
        elif heads and (row := _row(clause, heads, paper)) is not None:
            before = found.get(id(paper.clauses[at - 1]))
            goes_on = before is not None and not row.name  # a cell that goes on in the next line
            found[id(clause)] = replace(row, name=before.name, kind=before.kind) if goes_on and before else row
    return found


def compared_columns(paper: Paper) -> dict[int, tuple[Column, ...]]:
    """The columns of a laboratory's table under such heads, by the id of the line that holds them. A side is no look of
    a laboratory's."""
    found: dict[int, tuple[Column, ...]] = {}
    for at, clause in enumerate(paper.clauses):
        heads = _heads(clause, paper, moments=True) if 1 < len(clause.cells) <= _MOST_CELLS else ()
        looks = _with_days(heads, paper, paper.clauses[at + 1 : at + 2])
        named = bool(looks) and (bool(looks[0].over.text) or _names_left(paper.clauses[at + 1 : at + 4]))
        if named and not any(one.role == SIDE for one in looks):
            found[id(clause.pieces[0].line)] = tuple(_column(one, paper) for one in looks)
    return found


def _names_left(rows: Sequence[Clause]) -> bool:
    """Whether the rows under heads that name nothing over the first column begin with a name and go on with values."""
    named = [
        one
        for one in rows
        if len(one.cells) > 1
        and one.cells[0][1][:1].isalpha()
        and not any(map(str.isdigit, one.cells[0][1]))
        and all(_VALUES_ROW.match(text) for _, text in one.cells[1:])
    ]
    return len(named) >= _LEAST_ROWS


def _column(look: Look, paper: Paper) -> Column:
    day = look.day
    if day is None and look.role in (TODAY, ADMITTED):
        day = paper.date if look.role == TODAY else admitted(paper)
    role = "test" if look.role == LABEL else "other" if look.role in (OTHER, PERCENT) else "day" if day else "undated"
    role = "reference" if look.role == OTHER and _REFERENCE.match(look.over.text) else role
    return Column(role, look.over.text, look.over.left, look.over.right, day)


def _heads(clause: Clause, paper: Paper, *, moments: bool = False) -> tuple[Look, ...]:
    """The heads of a row that is nothing else; () for another row. `moments` where a head may tell a time alone."""
    if len(clause.text) > 200 or clause.text.rstrip().endswith((".", ";")):
        return ()
    tokens = tokens_of(clause)
    looks: list[Look] = []
    for start, text in clause.cells:
        own = [one for one in tokens if start <= one.start < start + len(text)]
        if not own or len(_BRACKET.sub("", text)) > _LONGEST_HEAD:
            return ()
        looks += _looks(text.strip(), own, paper)
    if moments and any(one.role in (TODAY, PRIOR, DAY, ADMITTED) for one in looks):
        timed = [one.role == LABEL and is_moment(one.over.text) for one in looks]
        looks = [replace(one, role=MOMENT) if each else one for one, each in zip(looks, timed, strict=True)]
    breath = any(one.role == PERCENT or _POST.match(one.over.text) for one in looks)
    if sum(one.role == PRIOR for one in looks) > 1 or (breath and any(one.role == DAY for one in looks)):
        breathed = [one.role == PRIOR and _BEFORE_MEDICINE.fullmatch(one.over.text) is not None for one in looks]
        looks = [replace(one, role=TODAY) if other else one for one, other in zip(looks, breathed, strict=True)]
    seen = LOOKS | {MOMENT}
    known = [one for one in looks if one.role in seen]
    first = next((at for at, one in enumerate(looks) if one.role in seen), 0)
    days = [one for one in known if one.role != SIDE]
    last = max((at for at, one in enumerate(looks) if one.role in seen), default=0)
    if any(one.over.text.lower().startswith("normal") for one in looks[:last]):
        return ()  # `Audiogram  02/10/24  normal  20/02/25  normal`: results, each with its day
    pointed = [one for one in looks if _DAY_MONTH.fullmatch(one.over.text)]
    if pointed and (len(pointed) < 2 or _DOTTED_DAY.search(" ".join(one.text for one in paper.clauses[:40])) is None):
        return ()  # `6.9  9.4` are values, where the paper writes no day with points
    told = len(days) > 1 or (not days and len(known) == 2 and {one.side for one in known} == {"right", "left"})
    led = first <= _MOST_LABELS and all(
        not any(map(str.isdigit, _BRACKET.sub("", one.over.text))) for one in looks[:first]
    )
    after = [one for one in looks[first:] if one.role == LABEL]
    if not told or not led or len(after) > 1 or (after and after[0] is not looks[-1]):
        return ()
    if not first:  # what stands left of the looks is named though nothing stands over it
        left = Look(Over("", 0.0, max(0.0, looks[0].over.left - 0.005)), LABEL)
        looks.insert(0, left)
    return tuple(looks)


def _looks(text: str, tokens: Sequence[Token], paper: Paper) -> list[Look]:
    """The look that a cell of heads is; two where its first words name what stands left of it (`LABS TODAY`)."""
    if len(tokens) == 2 and _NAMES_LEFT.fullmatch(tokens[0].text) and _ROLES[0][1].fullmatch(tokens[1].text):
        return [_look(one.text, [one], paper) for one in tokens]
    return [_look(text, tokens, paper)]


def _look(text: str, tokens: Sequence[Token], paper: Paper) -> Look:
    over = Over(text, min(one.box.left for one in tokens), max(one.box.right for one in tokens))
    days = [one for one in occasions(text, paper) if one.until is None and one.when.month]
    rest = text
    for one in reversed(days):
        rest = rest[: one.start] + " " + rest[one.end :]
    said = " ".join(_PARTED.sub(" ", rest).split())
    if (dotted := _DOTTED.fullmatch(text)) is not None and int(dotted[2]) <= 12 and int(dotted[1]) <= 31:
        return Look(over, DAY, PartialDate(2000 + int(dotted[3]), int(dotted[2]), int(dotted[1])))
    if (short := _DAY_MONTH.fullmatch(text)) is not None and paper.near is not None and paper.near.day:
        month, day = int(short[2]), int(short[1])
        return Look(
            over, DAY, PartialDate(paper.near.year - ((month, day) > (paper.near.month, paper.near.day)), month, day)
        )
    if not days and (year := _YEAR.fullmatch(text)) is not None:
        return Look(over, DAY, PartialDate(int(year[0])))
    if len(days) == 1 and len(said.split()) <= 2 and not any(map(str.isdigit, said)):
        role = next((role for role, form in _ROLES[:2] if form.fullmatch(said)), DAY)
        return Look(over, role, days[0].when)
    bare = " ".join(_BRACKET.sub(" ", text).split())
    role = next((role for role, form in _ROLES[:3] if form.fullmatch(bare)), "") if bare != said else ""
    if role and not days:
        return Look(over, role, _month_in(text, paper))
    for role, form in _ROLES if not days else ():
        found = form.match(said)
        if found is not None and role == SIDE and _EAR.fullmatch(said, found.end()):
            return Look(over, SIDE, side="right" if found["right"] or found["der"] else "left")
        if found is not None and role != SIDE and found.end() == len(said):
            return Look(over, role)
    return Look(over, LABEL)


def _month_in(text: str, paper: Paper) -> PartialDate | None:
    """The month that a bracket of a head names, in the year before the paper's own day: `Basal (junio)`."""
    named = [MONTHS[word.text] for word in words_of(text) if len(word.text) > 2 and word.text in MONTHS]
    if len(named) != 1 or paper.near is None or not paper.near.month:
        return None
    return PartialDate(paper.near.year - (named[0] > paper.near.month), named[0])


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


def _row(clause: Clause, heads: Sequence[Look], paper: Paper) -> ComparedRow | None:
    """Each cell of a row under the head that it stands under; None where none stands under a look."""
    names: list[str] = []
    kinds: list[str] = []
    under: list[Under] = []
    percent = ""
    last = 0
    words = tokens_of(clause)
    if not heads[0].over.text and _NAMED_VALUE.match(clause.cells[0][1]):
        return None  # `creatinine 118     109`: its name stands under the first look
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
            under.append(_under(head, text, start, paper))
        elif head.role == PERCENT:
            percent = percent or text.strip()
    return ComparedRow(" ".join(names), " ".join(dict.fromkeys(kinds)), tuple(under), percent) if under else None


def _under(head: Look, text: str, start: int, paper: Paper) -> Under:
    """A cell under its head; one that begins with a day of its own in brackets is of that day: `(10.12) 14`."""
    own = _OWN_DAY.match(text)
    days = [one.when for one in occasions(f"on {own['day']} ", paper) if one.until is None] if own is not None else []
    if own is None or len(days) != 1:
        return Under(head, text.strip(), start, start + len(text))
    return Under(replace(head, day=days[0]), text[own.end() :].strip(), start, start + len(text))
