"""What a paper's first lines name it as where they hold no known name of a document: by the words of a heading.

A heading is a short part of a line near the top that names a paper as such ("report", "nota"), stands in capitals, or
opens the paper. Its words say what it is about (`histopathologist review`, `Guardia oncohematología`). It counts less
the farther down it stands, and little where it only names an institution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consilium.domain.layout import cite, parted
from consilium.domain.phrases import Word, words_of
from consilium.domain.records import Category, Citation, Line, Page

_LINES, _WORDS, _OPENING = 8, 10, 2
_NAMED, _CAPITALS, _PLAIN, _LETTERHEAD = 6.5, 5.5, 4.5, 2.0
_FADE, _SECOND = 0.3, 1.5
_PARTS = re.compile(r"\s{2,}|\t|\||\s[-–—•·/]{1,3}\s|[:()]")
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_]\s){3,40}[^\W\d_](?!\S)")  # `M I E L O G R A M A`
_PERSON = re.compile(
    r"\b(?:name|patient|pt|paciente|nombre|dob|d\.o\.b|born|mrn|nhs|nhc|dr|dra|mr|mrs|ms|age|edad|sex[oe]?|tel|phone|"
    r"diagnos[ie]s|dx|allerg\w+|alergias|weight|wt|peso|re|dear|estimad[oa]s?)\b",
    re.IGNORECASE,
)
# `Children's Hospital - Oncology Pharmacy`, `Haematology Laboratory`: who made a paper of any kind.
_MAKER = re.compile(
    r"\b(?:oncology|clinical|cytotoxics?|chemotherapy|inpatient) pharmacy$|\bfarmacia (?:cl[ií]nica|oncol[oó]gica)$"
    r"|\b(?:ha?ematology|transplant(?:ation)?|histocompatibility|genomics|pathology|reference) laborator(?:y|ies)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class HeadingWords:
    """Beginnings of words by what they say of a heading; those that end in a point are whole words."""

    documents: tuple[str, ...] = ()
    visit: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    own_visits: frozenset[Category] = frozenset()
    topics: Mapping[Category, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Headed:
    """What a heading names: the category, how much it counts, and where it stands."""

    category: Category
    weight: float
    citation: Citation


def names_paper(words: Sequence[Word], known: HeadingWords) -> bool:
    """Whether words name a paper as such: they are then no part of an institution's name."""
    return any(_begins(word, known.documents) for word in words)


def ends_in_maker(text: str) -> bool:
    """Whether a text ends in the name of a hospital's pharmacy or laboratory: who made the paper, not what it is."""
    return _MAKER.search(text) is not None


def headed(pages: Sequence[Page], known: HeadingWords, institution: Sequence[str]) -> Iterator[Headed]:
    """What the first lines name the paper as. `institution` are the names that its letterhead's lines hold."""
    for page in pages[:1]:
        for at, line in enumerate(page.lines[:_LINES]):
            for start, end in _parts(line):
                yield from _of_part(page, line, at, (start, end), known, institution)


def _parts(line: Line) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _PARTS.finditer(parted(line)[:300]):
        yield start, found.start()
        start = found.end()
    yield start, min(300, len(line.text))


def _of_part(
    page: Page, line: Line, at: int, place: tuple[int, int], known: HeadingWords, institution: Sequence[str]
) -> Iterator[Headed]:
    text = _SPACED.sub(lambda found: found[0].replace(" ", ""), line.text[place[0] : place[1]])
    words = words_of(text)
    if not 0 < len(words) <= _WORDS or text.rstrip().endswith((".", ",", ";")) or _PERSON.match(text.strip()):
        return
    weight = _weight(text, words, at, known, institution)
    for rank, category in enumerate(_about(words, known) if weight else ()):
        cited = cite(line, page.number, *place)
        yield Headed(category, weight - _FADE * at - (_SECOND if rank else 0.0), cited)


def _weight(text: str, words: Sequence[Word], at: int, known: HeadingWords, institution: Sequence[str]) -> float:
    if names_paper(words, known):
        return _NAMED
    if any(text.strip() and text.strip() in name for name in institution):
        return _LETTERHEAD
    letters = [char for char in text if char.isalpha()]
    if len(letters) > 3 and all(char.isupper() for char in letters):
        return _CAPITALS
    return _PLAIN if at <= _OPENING else 0.0


def _about(words: Sequence[Word], known: HeadingWords) -> tuple[Category, ...]:
    """The categories of a heading's words, in their order; a visit of a specialty without papers of its own is one."""
    found = tuple(
        dict.fromkeys(
            category for word in words for category, beginnings in known.topics.items() if _begins(word, beginnings)
        )
    )
    visited = any(_begins(word, known.visit) for word in words)
    if visited and not (found and found[0] in known.own_visits):
        return (Category.DISCHARGE, *found)
    if not found and any(_begins(word, known.seen) for word in words):
        return (Category.DISCHARGE,)
    return found


def _begins(word: Word, beginnings: Sequence[str]) -> bool:
    return any(word.text == one[:-1] if one[-1] == "." else word.text.startswith(one) for one in beginnings)
