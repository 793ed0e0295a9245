"""What is no statement though a tagger takes it for one: a person's name, and a word that says nothing alone.

`Ana` in a table of the family is her mother's name; `CT`, `nodules` and `genetic` without more are how a thing was
looked at or a piece of what its sentence says. A person who is asked to check such lines learns to check none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.paper import Paper
from consilium.domain.phrases import words_of

_CAPITAL = r"[A-ZÁÉÍÓÚÑ][\w'’-]+"
_NAME = rf"(?P<name>{_CAPITAL}(?:\s(?:(?:de|del|la|van|von)\s)?{_CAPITAL}){{0,3}})"
_RELATIVE = (
    r"[Mm]other|[Ff]ather|[Pp]arents?|[Ss]ister|[Bb]rother|[Aa]unt|[Uu]ncle|[Cc]ousin"
    r"|(?:[Gg]rand|[Ss]tep)(?:mother|father)"
    r"|[Mm]adre|[Pp]adre|[Mm]am[aá]|[Pp]ap[aá]|[Hh]erman[oa]|[Tt][ií][oa]|[Pp]rim[oa]|[Aa]buel[oa]|[Tt]utora?"
)
# `Mother (Ana Ejemplo, 41)`: a relative with a name and an age. `Paciente: Sofía Muestra`: whose paper it is.
_OF_KIN = re.compile(rf"\b(?:{_RELATIVE})\s?\(\s?{_NAME},\s?\d{{1,3}}\b")
_LABELLED = re.compile(
    r"\b(?:[Pp]atient|[Pp]aciente|[Nn]ombre|(?:[Pp]atient )?[Nn]ame|[Pp]arent(?: or guardian)?|[Gg]uardian"
    r"|[Tt]utora?)\s?"
    rf"(?:\([\w ]{{1,20}}\)\s?)?:\s?{_NAME}"
)


def names_of_people(paper: Paper) -> frozenset[str]:
    """The words, as written, of the names of the child and its family that a paper tells."""
    return frozenset(_names(paper))


def _names(paper: Paper) -> Iterator[str]:
    for person in paper.reading.people:
        yield from person.text.replace(",", " ").split()
    for clause in paper.clauses:
        for shape in (_OF_KIN, _LABELLED):
            for hit in shape.finditer(clause.text):
                yield from hit["name"].split()


def is_name(said: str, names: frozenset[str]) -> bool:
    """Whether words are nothing but names of people."""
    written = said.replace(",", " ").split()
    return bool(written) and all(word in names for word in written)


def is_bare(said: str, bare: frozenset[str]) -> bool:
    """Whether a name without a result says nothing: one of the words (folded) that alone are no statement, or none."""
    words = words_of(said)
    return not words or " ".join(word.text for word in words) in bare
