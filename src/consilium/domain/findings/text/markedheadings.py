"""Headings that a source marks (styles of Word, `h2` of a page, a line in bold): what they open, and what they close.

A heading of unknown words ends the part before it, unless it stands under it: a part under a heading is of its section
(`Family history` > `Mother's side`). What only looks like one (a bold answer, a bold sentence) is none. Of parts of one
level, what names an illness, a medicine or an organ system is an item of the list that it stands in (`Assessment and
plan`, then `Heme/Onc`, then `Febrile neutropenia`). Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.datetext import dates_in
from consilium.domain.findings.paper import Section
from consilium.domain.findings.text.headings import SPEAKS_OF_FAMILY, SectionWords, heading_of
from consilium.domain.layout import gaps, placed
from consilium.domain.phrases import Hit, PhraseIndex, Word, words_of
from consilium.domain.records import BOLD_ALONE, Line, Page

_MOST_WORDS, _MOST_CHARS = 14, 120
# A line that only is in bold is shorter, and ends and begins as headings do.
_MOST_BOLD, _BOLD_CHARS = 8, 70
_ENDS = re.compile(r"[.;,!]\s*$")
_VALUE = re.compile(r"[=<>±%]|\d\s?[x×/]\s?\d|\d[.,]\d|\d\s?(?:[mcdkµu]?[gl]|[mc]m|mmol|U|UI|IU)\b", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?:[-–—•*▪·]\s|\[[ xX]?\]|[☐☒☑])")
_NUMBERED = re.compile(
    r"\s*(?:#\s?\d|\d{1,2}\s?[.):–-]\s|(?:problem|problema|dx|diagn[oó]stico)\s?(?:#|n[.º°o]*)?\s?\d)", re.I
)
_LABEL_BEFORE = 3
# A title stands in the first lines of its paper.
_TITLE_LINES = 4
_LONGEST_NAME = 90
# Sections of which parts are headed by problems, organs, medicines and tests.
_LISTS = frozenset({
    Section.PLAN, Section.CONCLUSION, Section.DIAGNOSIS, Section.EXAMINATION, Section.COURSE, Section.MEDICINES,
    Section.ALLERGIES, Section.LABORATORY, Section.FINDINGS, Section.GENERAL, Section.TOXICITY, Section.TREATMENT,
    Section.QUESTIONS, Section.GROSS, Section.MICROSCOPY, Section.STAINS, Section.MOLECULAR,
})  # fmt: skip
# What a longer heading is taken for by a phrase at its beginning or end; of these its other words say nothing else.
_BY_ANY = frozenset({Section.ALLERGIES, Section.QUESTIONS, Section.PLAN, Section.FAMILY_HISTORY})
_BY_ALL = frozenset({
    Section.EXAMINATION, Section.LABORATORY, Section.MEDICINES, Section.HISTORY, Section.PAST_HISTORY,
    Section.DIAGNOSIS, Section.TREATMENT, Section.OPERATION, Section.COURSE, Section.CONCLUSION, Section.TOXICITY,
})  # fmt: skip
# A title of these says what sort of paper it is, and nothing of its parts: `Note`, `History`.
_ONLY_TITLES = frozenset({
    Section.CONCLUSION, Section.HISTORY, Section.PAST_HISTORY, Section.DIAGNOSIS, Section.INDICATION,
})  # fmt: skip
_OF_KIN = frozenset({Section.HISTORY, Section.PAST_HISTORY, Section.DIAGNOSIS})


@dataclass(frozen=True, slots=True)
class Marked:
    """A line that is a heading: its level, whether it is the paper's title, and the line that stands under it."""

    level: int
    title: bool = False
    under: str = ""


def headings_in(pages: Sequence[Page], words: SectionWords) -> dict[int, Marked]:
    """The lines that are headings, by their ids."""
    lines = [line for page in pages for line in page.lines if line.text.strip()]
    if not any(line.level for line in lines):
        return {}
    found: dict[int, Marked] = {}
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        under = lines[at + 1] if at + 1 < len(lines) else None
        if line.level and _is_heading(line, before, under, words):
            title = not found and at < _TITLE_LINES
            found[id(line)] = Marked(line.level, title, "" if under is None else under.text)
    return found


def _is_heading(line: Line, before: Line | None, under: Line | None, words: SectionWords) -> bool:
    text = line.text.strip()
    if len(text) > _MOST_CHARS or len(text.split()) > _MOST_WORDS or not any(char.isalpha() for char in text):
        return False
    if line.level < BOLD_ALONE:
        return not (text.endswith(".") and len(text.split()) > _MOST_BOLD)
    if not _may_head(text, words):
        return False
    opened = heading_of(text, words)
    if opened is not None and opened.known:
        return opened.after >= len(text)
    # the head of a table or its caption, the first of several lines in bold, an answer
    if under is None or under.level or _in_columns(line, under) or _ENDS.search(text) or _VALUE.search(text):
        return False
    return before is None or not (_asks(before) or (before.level and _named(text, words) is None))


def _in_columns(line: Line, under: Line) -> bool:
    """Whether a line that has its place on a page stands in a table, or right over one. Other sources tell cells."""
    return placed(line) and bool(gaps(line) or gaps(under))


def _may_head(text: str, words: SectionWords) -> bool:
    """Whether a line in bold is as short as a heading, begins as one, and is no item and no answer."""
    short = len(text) <= _BOLD_CHARS and len(text.split()) <= _MOST_BOLD
    return short and _begins_great(text) and _ITEM.match(text) is None and not _is_answer(text, words)


def _begins_great(text: str) -> bool:
    letter = next((char for char in text if char.isalpha()), "")
    return letter.isupper()


def _is_answer(text: str, words: SectionWords) -> bool:
    """Whether a line is nothing but an answer: `None known`, `Negativo`."""
    parts = words_of(text)
    return any(hit.first == 0 and hit.after == len(parts) for hit in words.marked.answers.find(parts))


def _asks(line: Line) -> bool:
    """Whether a line is a label whose answer stands on the next: `Allergies:`, `Any fever?`, `Result`."""
    text = line.text.strip()
    if text.endswith((":", "?")):
        return True
    short = len(text.split()) <= _LABEL_BEFORE and text[-1:].isalpha() and text[:1].isupper()
    return short and not line.level and not any(char.isdigit() for char in text)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a marked heading opens: the section, the name over what stands under it and that of its own line. Both are
    None where it is an item of the part it stands in, which goes on under its own name."""

    section: Section
    name: str | None = None
    own: str | None = None


@dataclass(slots=True)
class Outline:
    """The headings that stand open, from the highest: their level, section, name and whether they are the title."""

    open: list[tuple[int, Section, str, bool]] = field(default_factory=list)

    def enter(self, line: Line, marked: Marked, section: Section, words: SectionWords) -> Opened:
        """What a line opens. `section` is the one that stands open before it, by whatever heading."""
        text = line.text.strip()
        known = _known(text, marked, words)
        level = min(marked.level, BOLD_ALONE)
        if known is None and self._goes_on(text, level, marked, section, words):
            return Opened(section)
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        over = self.open[-1] if self.open else None
        own = text.rstrip(":").strip()
        if known is not None or over is None:
            passed = Section.NONE if marked.title and known in _ONLY_TITLES else known
            self.open.append((level, passed or Section.NONE, own, marked.title))
            return Opened(known or Section.NONE, own, own)
        if not over[3] and _names_a_thing(text, words):  # an item of the part over it: `Influenza` among vaccines
            return Opened(over[1], over[2], over[2])
        name = f"{over[2]}: {own}" if not over[3] and len(over[2]) + len(own) < _LONGEST_NAME else own
        self.open.append((level, over[1], name, False))
        return Opened(over[1], name, own)

    def _goes_on(self, text: str, level: int, marked: Marked, section: Section, words: SectionWords) -> bool:
        """Whether a heading of unknown words is an item of the part before it, which stands on its own level or was
        opened by a line without a mark."""
        if marked.title or (self.open and self.open[-1][0] < level and self.open[-1][1] is section):
            return False
        if section is Section.FAMILY_HISTORY:
            return _speaks_of_kin(text, words) or (
                level == BOLD_ALONE and SPEAKS_OF_FAMILY.match(marked.under) is not None
            )
        return section in _LISTS and (_NUMBERED.match(text) is not None or _is_item(text, section, words))


def _speaks_of_kin(text: str, words: SectionWords) -> bool:
    return not words.marked.kin.isdisjoint(part.text for part in words_of(text))


def _is_item(text: str, section: Section, words: SectionWords) -> bool:
    """Whether a heading names an item of a list: a medicine among medicines, else an organ system or an illness, a
    medicine or the like."""
    parts = words_of(text)
    if section is Section.ALLERGIES:
        return len(parts) == 1 or _any_of(words.marked.medicines, parts)
    if section is Section.MEDICINES:
        return _is_all((words.marked.parts,), parts, words) or _any_of(words.marked.medicines, parts)
    return _is_all((words.marked.parts,), parts, words) or _names_a_thing(text, words)


def _names_a_thing(text: str, words: SectionWords) -> bool:
    parts = words_of(text)
    named = _any_of((*words.marked.medicines, *words.marked.things), parts)
    return named or _is_all(words.marked.tests, parts, words)


def _is_all(indexes: Sequence[PhraseIndex[Any]], parts: Sequence[Word], words: SectionWords) -> bool:
    """Whether a heading is nothing but one of these names: an organ system, a time of the day, a test."""
    found = (list(index.find(parts)) for index in indexes)
    return any(hits and all(word in words.marked.small for word in _rest(hits, parts)) for hits in found)


def _any_of(indexes: Sequence[PhraseIndex[Any]], parts: Sequence[Word]) -> bool:
    """Whether any of these names stands in a heading. Those without a value name nothing (`father`)."""
    return any(hit.value for index in indexes for hit in index.find(parts))


def _known(text: str, marked: Marked, words: SectionWords) -> Section | None:
    """The section that a heading names; None where nobody can tell."""
    opened = heading_of(text, words)
    if opened is not None and opened.known:
        return opened.section
    return None if marked.title else _named(text, words)


def _named(text: str, words: SectionWords) -> Section | None:
    """The section that a longer heading names by some of its words."""
    parts = words_of(_without_days(text))
    if any(hit.first == 0 for hit in words.marked.advising.find(parts)):
        return Section.GENERAL
    hits = [hit for hit in words.headings.find(parts) if hit.value in _BY_ANY | _BY_ALL]
    sections = {hit.value for hit in hits}
    ill = bool(sections & _OF_KIN) or not words.marked.ill.isdisjoint(part.text for part in parts)
    if ill and not words.marked.kin.isdisjoint(part.text for part in parts):
        return Section.FAMILY_HISTORY
    if len(sections) != 1:
        return None
    (section,) = sections
    return section if _fits(section, hits, parts, words) else None


def _without_days(text: str) -> str:
    """A heading without the days that it tells: `Surgery on 3 March 2024`."""
    for day in reversed(list(dates_in(text))):
        text = f"{text[: day.start]} {text[day.end :]}"
    return text


def _fits(section: Section, hits: Sequence[Hit[Section]], parts: Sequence[Word], words: SectionWords) -> bool:
    """Whether the other words of a longer heading leave it what its known words say."""
    rest = list(_rest(hits, parts))
    if all(word in words.marked.small or word.isdigit() for word in rest):
        return True
    if section in _BY_ALL:
        return False
    at_an_end = hits[0].first == 0 or hits[-1].after == len(parts)
    return at_an_end and words.marked.undone.isdisjoint(rest)


def _rest(hits: Sequence[Hit[Any]], parts: Sequence[Word]) -> Iterator[str]:
    told = {at for hit in hits for at in range(hit.first, hit.after)}
    return (part.text for at, part in enumerate(parts) if at not in told)
