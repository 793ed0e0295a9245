"""Papers in a language that the program does not read: their own day, who wrote them and what they are called.

They are kept, shown and translated by people; no statement is read of their words. A letter of a third hospital must
still stand on the right day and under its sender's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from consilium.domain.dates import PartialDate
from consilium.domain.layout import cite
from consilium.domain.phrases import fold
from consilium.domain.records import Citation, DateRole, Decision, Line, Page, Remark
from consilium.domain.sorting.smallwords import SmallWords

_HEAD_LINES, _FOOT_LINES, _TITLE_LINES, _HOUSE_LINES = 25, 8, 12, 8
_CHARS, _TITLE_CHARS, _TITLE_WORDS, _NAME_CHARS = 300, 90, 9, 80
_BESIDE_WORDS = 2  # of a line that is a day and no sentence, beside what is cited
_NUMBERS = re.compile(r"(?<![\d.,/-])(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?((?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
# `Lyon, le`, `Barcelona, a`, `Porto,`, `Datum:`: what may stand before the day of a letterhead.
_PLACE = re.compile(r"^\W*(?:[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3},)?\s*(?P<said>[^\W\d][^\d]{0,40})?$")
_NOTHING = re.compile(r"^[\s.,;)]*(?:\d{1,2}[:h.]\d\d\b.*)?$")
_PARTS = re.compile(r" {2,}|\t|\s[-|–—]\s|\s[·•|]\s?|,\s(?=[^,]*\d)")
_NAMED = re.compile(r"[^\W\d_][\w'’.-]*\.?(?: [^\W\d_][\w'’.-]*\.?){1,6}(?:, [^\W\d_]+(?: [^\W\d_]+){0,3})?")


@dataclass(frozen=True)
class LanguageWords:
    """Words of one language, folded: months by name; what stands before a paper's own day; words of houses and of
    papers (`*` for any letters); titles of physicians; greetings."""

    months: Mapping[str, int] = field(default_factory=dict)
    dated: frozenset[str] = frozenset()
    houses: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    titled: frozenset[str] = frozenset()
    greets: tuple[str, ...] = ()

    @cached_property
    def day(self) -> re.Pattern[str]:
        """A day with the month in words, in folded text: `12 novembre 2026`, `3. März 2025`, `5 de maig de 2024`."""
        names = "|".join(sorted(map(re.escape, self.months), key=len, reverse=True))
        return re.compile(
            rf"(?<![\w.,/-])(\d{{1,2}})(?:er|[.ºo°])? ?(?:de |d['’]|di |del )?({names})\.?,? ?"
            r"(?:de |del )?((?:19|20)\d\d)(?!\d)"
        )

    @cached_property
    def house(self) -> re.Pattern[str]:
        return _any(self.houses)

    @cached_property
    def paper(self) -> re.Pattern[str]:
        return _any(self.papers)

    @cached_property
    def greeting(self) -> re.Pattern[str]:
        return re.compile(r"\W*(?:" + "|".join(map(re.escape, self.greets)) + r")\b")


@dataclass(frozen=True)
class OtherLanguages:
    """All such languages by their code, what stands before the day of a birth in any of them, and the small words of
    each language, those that are read among them."""

    words: Mapping[str, LanguageWords] = field(default_factory=dict)
    births: tuple[str, ...] = ()
    small: SmallWords = field(default_factory=SmallWords)


@dataclass(frozen=True, slots=True)
class _Day:
    value: PartialDate
    start: int
    end: int


def own_date(pages: Sequence[Page], language: str, known: OtherLanguages) -> Decision[PartialDate] | None:
    """The day that a letterhead, a label or the place before a signature gives; None where none does. Days that the
    text tells of are of something else."""
    words = known.words.get(language)
    if words is None or not pages:
        return None
    lines = [(line, pages[0].number) for line in pages[0].lines[:_HEAD_LINES]]
    lines += [(line, pages[-1].number) for line in pages[-1].lines[-_FOOT_LINES:]]
    for line, page in lines:
        for one in _days(line.text[:_CHARS], words):
            if _is_own(line.text, one, words, known.births):
                told = {"date": str(one.value), "role": str(DateRole.DOCUMENT)}
                cited = cite(line, page, one.start, one.end)
                return Decision(one.value, (Remark("sorting.date_is", told),), (cited,))
    return None


def in_prose(pages: Sequence[Page], found: Decision[PartialDate]) -> bool:
    """Whether a day that the rules of another language found stands within a sentence, and so is of what it tells."""
    for citation in found.citations:
        for page in pages:
            if not citation.quote or citation.page != page.number:
                continue
            for line in page.lines:
                before, quoted, behind = line.text.partition(citation.quote)
                if quoted and len(before.split()) + len(behind.split()) > _BESIDE_WORDS:
                    return True
    return False


def _days(text: str, words: LanguageWords) -> Iterator[_Day]:
    folded = fold(text)
    if len(folded) != len(text):  # places would not agree
        return
    for found in words.day.finditer(folded):
        value = _date(found[3], words.months[found[2]], found[1])
        if value is not None:
            yield _Day(value, found.start(), found.end())
    for found in _NUMBERS.finditer(text):
        value = _date(found[4], found[3], found[1])  # all these languages write the day first
        if value is not None:
            yield _Day(value, found.start(), found.end())
    for found in _ISO.finditer(text):
        value = _date(found[1], found[2], found[3])
        if value is not None:
            yield _Day(value, found.start(), found.end())


def _date(year: str, month: str | int, day: str) -> PartialDate | None:
    try:
        return PartialDate(int(year), int(month), int(day))
    except ValueError:
        return None


def _is_own(text: str, one: _Day, words: LanguageWords, births: Sequence[str]) -> bool:
    before = text[: one.start]
    if any(re.search(rf"(?<!\w){re.escape(birth)}(?!\w)", fold(before)) for birth in births):
        return False
    cell = _PARTS.split(before)[-1] if before.strip() else ""
    found = _PLACE.match(cell)
    if found is None:
        return False
    said = fold(found["said"] or "").strip(" :,.'’")
    labelled = ":" in cell and said in words.dated
    ended = _NOTHING.match(_PARTS.split(text[one.end :])[0]) is not None
    return labelled or (ended and (said in words.dated or (not said and "," in cell) or not cell.strip()))


def house(pages: Sequence[Page], language: str, known: OtherLanguages) -> Decision[str] | None:
    """The hospital or institute that the first lines name, without its address; None where they name none."""
    words = known.words.get(language)
    for page in pages[:1] if words is not None else ():
        for line in page.lines[:_HOUSE_LINES]:
            name = _PARTS.split(line.text[:_CHARS].strip())[0].strip(" .,:;·•-")
            named = name[:1].isupper() and ":" not in name and 2 <= len(name.split()) <= 10 and len(name) <= _NAME_CHARS
            if named and words is not None and words.house.search(fold(name)) and not _is_sentence(name):
                return Decision(name, (Remark("sorting.institution_letterhead"),), (_cited(line, page, name),))
    return None


def _is_sentence(text: str) -> bool:
    small = sum(word[0].islower() for word in text.split())
    return 2 * small > len(text.split())


def writer(pages: Sequence[Page], language: str, known: OtherLanguages) -> Decision[str] | None:
    """The physician whose name with a title ends the paper; None where none does."""
    words = known.words.get(language)
    if words is None:
        return None
    for page in pages[-1:]:
        for line in reversed(page.lines[-_FOOT_LINES:]):
            text = line.text[:_CHARS].strip()
            opening = re.sub(r"[^\w ]", "", fold(text)).split(" ")[0]
            found = _NAMED.match(text) if opening in words.titled else None
            if found is not None and len(found[0].split()) >= 2 and len(text) <= _NAME_CHARS:
                return Decision(
                    found[0].strip(" ,"), (Remark("sorting.author_signature"),), (_cited(line, page, found[0]),)
                )
    return None


def heading(pages: Sequence[Page], language: str, known: OtherLanguages, persons: set[str]) -> Decision[str] | None:
    """The line near the top that names the paper; `persons` are folded words of names, which no heading holds."""
    words = known.words.get(language)
    for page in pages[:1] if words is not None else ():
        for line in page.lines[:_TITLE_LINES]:
            text = " ".join(line.text.split())
            said = fold(text)
            short = 0 < len(text.split()) <= _TITLE_WORDS and len(text) <= _TITLE_CHARS and text[:1].isupper()
            if not short or text.endswith((",", ".", ";")) or ":" in text or words is None:
                continue
            if words.greeting.match(said) or not persons.isdisjoint(said.split()) or any(_days(text, words)):
                continue
            if words.paper.search(said):
                return Decision(text, (Remark("sorting.title_heading"),), (_cited(line, page, text),))
    return None


def _cited(line: Line, page: Page, text: str) -> Citation:
    return cite(line, page.number, 0, len(text))


def _any(words: Sequence[str]) -> re.Pattern[str]:
    """One of the words; `*` before or behind one stands for more letters."""
    parts = (
        ("[^\\W\\d_]{2,30}" if one.startswith("*") else "")
        + re.escape(one.strip("*"))
        + ("[^\\W\\d_]*" if one.endswith("*") else "")
        for one in words
    )
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")
