"""Another child's paper in the folder: the packet may be sent on, and this child is not the reader's to know.

Name and file name are shown as first letters, a birth date as its year. The family's own pages show them whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from consilium.domain.dates import PartialDate
from consilium.domain.records import PersonNamed, Remark, Scalar
from consilium.knowledge.catalog import shown

# What a reason tells of a child who is not the case's, and what a person wrote of a file, where it may stand as well.
_OF_ANOTHER = ("named", "name", "first", "second")
_WRITTEN = "identity.person_note"
_WHOLE_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


def initials(name: str) -> str:
    """`Lucas Muestra` as "L. M."; "" for no name."""
    return " ".join(f"{part[0]}." for part in re.split(r"[\s^,]+", shown(name)) if part and part[0].isalpha())


def guarded(reason: Remark) -> Remark:
    """A reason with the other child's name as first letters and the birth date as its year."""
    if reason.code == _WRITTEN:
        return Remark(reason.code, {**reason.args, "note": "…"})
    hidden = {name: _hidden(said) for name, said in reason.args.items() if name in _OF_ANOTHER}
    return Remark(reason.code, {**reason.args, **hidden}) if hidden else reason


def _hidden(said: Scalar) -> str:
    written = "" if said is None else str(said)
    days = _WHOLE_DAY.findall(written)
    return " / ".join(dict.fromkeys(day[:4] for day in days)) if days else initials(written)


def without_name(path: str, name: str) -> str:
    """A file's path with the parts of a name in it as their first letters: hospitals name files for the patient."""
    for part in re.split(r"[\s^,]+", name):
        if len(part) > 1 and part[0].isalpha():
            path = re.sub(rf"(?i)(?<![^\W\d_]){re.escape(part)}(?![^\W\d_])", f"{part[0]}.", path)
    return path


def person_unnamed(person: PersonNamed) -> PersonNamed:
    """A person as first letters and year of birth, without sex and record numbers."""
    born = person.birth_date
    return PersonNamed(initials(person.text), birth_date=PartialDate(born.year) if born else None)


def names_told(person: PersonNamed | None, reasons: Iterable[Remark]) -> tuple[str, ...]:
    """The names of another child that a file and the reasons of its end hold."""
    said = [str(reason.args.get(name) or "") for reason in reasons for name in ("named", "first", "second")]
    names = [*((person.text,) if person else ()), *(one for one in said if not _WHOLE_DAY.search(one))]
    return tuple(dict.fromkeys(name for name in names if name))
