"""A doctor's request to a program that takes no families: the letter to sign and the data that go with it.

Derived, never stored: only what a person chose is kept. The data are what records say, in their own words and with
their places. Where a program wants no names, the child's name, numbers and day of birth are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness import Standing, Status
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.packet import ChildView
from consilium.domain.programs.model import Program
from consilium.domain.records import Citation, Remark
from consilium.domain.sources import Texts
from consilium.domain.summary.model import Cell, Group, Part, Statement, Summary

ROUTES = ("stjude", "cpms", "expert", "general")
WITHOUT_NAMES = frozenset({"expert"})  # centers.yaml expert_vtb: "pseudonymised data"
LANGUAGES = ("en", "es")
MOST_CHARS = 4_000
MOST_ROWS = 12
LEFT_OUT = "[…]"
_PARTS = (Part.DIAGNOSIS, Part.STAGE, Part.MOLECULAR, Part.TREATMENT, Part.RESPONSE)
_SHORTEST_NAME = 3
_HERE = (Standing.PRESENT, Standing.PARTLY)


@dataclass(frozen=True, slots=True)
class RequestAsked:
    """What a person chose. `without_names` None is what the program asks for; `doctor` is who signs; `language` that of
    the letter."""

    program: str
    doctor: str = ""
    question: str = ""
    language: str = "en"
    without_names: bool | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that the program asks for, in its own words. `standing` None where our lists do not follow it: a
    person has to see to it. `here` are the records in the packet ("R3")."""

    text: Texts
    standing: Standing | None = None
    here: tuple[str, ...] = ()


@dataclass(frozen=True)
class PhysicianRequest:
    """The letter and the data. `child` holds what may be told; `age` is in years, None where nobody knows the birthday.
    `groups` are rows of the clinical summary, at most MOST_ROWS of each; `cut` counts those that the summary alone has.
    """

    program: Program
    route: str
    asked: RequestAsked
    written_on: PartialDate
    child: ChildView
    age: int | None
    sex: str
    without_names: bool
    questions: tuple[str, ...]
    groups: tuple[Group, ...]
    cut: int
    wanted: tuple[Wanted, ...]
    basis: Citation


def checked(asked: RequestAsked, program: Program) -> RequestAsked:
    """The same. Raises InputError for a program that takes no such letter, or a text that is too long."""
    if program.id != asked.program or program.letter not in ROUTES:
        raise InputError("physician_request.no_letter")
    if asked.language not in LANGUAGES:
        raise InputError("physician_request.unknown_language")
    if max(len(asked.doctor), len(asked.question)) > MOST_CHARS:
        raise InputError("physician_request.too_long", bound=MOST_CHARS)
    return asked


def physician_request(
    asked: RequestAsked,
    program: Program,
    case: ClinicalCase,
    summary: Summary,
    statuses: Iterable[Status],
    questions: tuple[str, ...] = (),
) -> PhysicianRequest:
    """The request of a case. `statuses` are `completeness.gaps(case, requirements, program.id)`."""
    bare = program.letter in WITHOUT_NAMES if asked.without_names is None else asked.without_names
    hide = _hider(case.child) if bare else str
    groups = [_bounded(group) for group in _groups(summary)]
    day, sex = case.today, case.child.sex
    return PhysicianRequest(
        program=program,
        route=program.letter,
        asked=replace(asked, question=hide(asked.question)),
        written_on=PartialDate(day.year, day.month, day.day),
        child=ChildView() if bare else case.child,
        age=age_in_years(case),
        sex=sex.text if sex else "",
        without_names=bare,
        questions=tuple(hide(one) for one in questions),
        groups=tuple(_hidden(group, hide) for group, _ in groups),
        cut=sum(cut for _, cut in groups),
        wanted=tuple(_wanted(program, tuple(statuses))),
        basis=program.askers.basis,
    )


def age_in_years(case: ClinicalCase) -> int | None:
    """The age on the case's day, None where the birthday leaves two answers or none."""
    text = case.child.birth_date.text if case.child.birth_date else ""
    try:
        born = PartialDate.from_iso(text)
    except ValueError:
        return None
    years = [
        case.today.year - born.year - ((case.today.month, case.today.day) < (month, day))
        for month, day in ((born.month or 1, born.day or 1), (born.month or 12, born.day or 31))
    ]
    return years[0] if years[0] == years[1] and years[0] >= 0 else None


def _groups(summary: Summary) -> Iterator[Group]:
    for section in summary.sections:
        if section.part in _PARTS:
            yield from (group for group in section.groups if group.rows)


def _bounded(group: Group) -> tuple[Group, int]:
    rows = group.rows[-MOST_ROWS:] if group.late else group.rows[:MOST_ROWS]
    return replace(group, rows=rows), len(group.rows) - len(rows)


class _Hider:
    """Takes the child's name, numbers and day of birth out of a text."""

    def __init__(self, words: Iterable[str]) -> None:
        ordered = sorted(set(words), key=len, reverse=True)
        found = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in ordered)
        self._pattern = re.compile(found, re.IGNORECASE) if found else None

    def __call__(self, text: str) -> str:
        return self._pattern.sub(LEFT_OUT, text) if self._pattern else text


def _hider(child: ChildView) -> _Hider:
    names = re.findall(r"[^\W\d_]+", child.name.text) if child.name else []
    words = [name for name in names if len(name) >= _SHORTEST_NAME]
    words += [number.value for number in child.numbers if number.value]
    if child.birth_date:
        words.append(child.birth_date.text)
    return _Hider(words)


def _hidden(group: Group, hide: type[str] | _Hider) -> Group:
    return replace(group, rows=tuple(_hidden_row(row, hide) for row in group.rows))


def _hidden_row(row: Statement, hide: type[str] | _Hider) -> Statement:
    cells = tuple(_hidden_cell(cell, hide) for cell in row.cells)
    return replace(row, cells=cells, marks=tuple(_hidden_remark(mark, hide) for mark in row.marks))


def _hidden_cell(cell: Cell, hide: type[str] | _Hider) -> Cell:
    if isinstance(cell, Remark):
        return _hidden_remark(cell, hide)
    return hide(cell) if isinstance(cell, str) else cell


def _hidden_remark(remark: Remark, hide: type[str] | _Hider) -> Remark:
    told = {name: hide(value) if isinstance(value, str) else value for name, value in remark.args.items()}
    return Remark(remark.code, told)


def _wanted(program: Program, statuses: tuple[Status, ...]) -> Iterator[Wanted]:
    for text in program.fact("needs").texts:
        cite = f"centers.yaml {program.id}: {text['en']}"
        found = [status for status in statuses if cite in status.cites]
        here = tuple(dict.fromkeys(ref for status in found for ref in status.here if status.standing in _HERE))
        yield Wanted(text, _least(found), here)


def _least(found: list[Status]) -> Standing | None:
    """The one that is furthest from being here."""
    order = (Standing.MISSING, Standing.PARTLY, Standing.UNKNOWN, Standing.PRESENT, Standing.NOT_APPLICABLE)
    return min((status.standing for status in found), key=order.index, default=None)
