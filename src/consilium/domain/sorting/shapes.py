"""What a paper's shape shows of its category beside its words: titles that a scanner spelled otherwise, sentences that
only speak of a document, and pages that are mostly questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.layout import cite
from consilium.domain.phrases import Hit, Word, words_of
from consilium.domain.records import Category, Citation, Line, Page
from consilium.domain.sorting.tables import Evidence, LetterWords, SortingTables, letters

_MOST_PARTS = 8
_SENTENCE_WORDS = 6
_OPENING_LINES, _OPENING_CHARS, _ADDRESS_LINES, _ADDRESS_CHARS = 25, 90, 4, 60
_LETTER_LINES, _LETTER_CHARS = 80, 400
# How a family tells of its child, in words of its own.
_FAMILY = re.compile(
    r"\b(?:my (?:son|daughter|husband|wife|baby|kid|boy|girl|mom|mum)"
    r"|we (?:asked|went|noticed|took|were told|decided|think|drove|came home|don't know|said)"
    r"|i (?:wrote|noticed|asked|took|think|remember|called|typed)"
    r"|they (?:said|told|did|put|found|gave|decided|think|want)"
    r"|(?:the|our) (?:new )?(?:drs?|docs?|doctors) (?:said|told|think)|dr\.? \w{1,12} said"
    r"|mi (?:hijo|hija|esposo|esposa|niñ[oa]|beb[eé]|mam[aá])"
    r"|nos (?:dijeron|dijo|mandaron|explicaron|pidieron)|le (?:pusieron|hicieron|sacaron|dieron|quitaron)"
    r"|l[oa] (?:llevamos|internaron|operaron)|fuimos|notamos|nosotros (?:vimos|notamos))\b",
    re.IGNORECASE,
)
_TOLD_SO_OFTEN, _FAMILY_LETTERS = 3, 6_000
# `Clinic: 3 September 2025   Typed: 5 September 2025`, and what a letter says that it is about.
_VISITED = re.compile(
    r"(?:^|[\s|(,])(?:(?:date of )?clinic(?: date)?|clinic visit|seen|date (?:of clinic|seen)|visit date|date of visit"
    r"|annual review, seen|fecha de (?:la )?(?:consulta|visita)|visto el|vista el)"
    r"\s?:?\s(?:on |el |dated )?(?:[^\W\d_]{3,9},? )?\d{1,4}[\s/.-]",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"[^,:;.]{3,24}(?:\b(?:[Dd]ra?|[Pp]rof|[Mm]rs?|[Mm]s|[Ss]ra?)\.)?[^,:;.]{0,40}[,:](?=\s[^\W\d_])")
_ABOUT = re.compile(r"\W*(?:re|ref|asunto|subject)\s?:", re.IGNORECASE)
_QUESTION_LINES, _QUESTIONS, _QUESTION_SHARE = 200, 3, 0.4


def misspelled(words: Sequence[Word], tables: SortingTables) -> Iterator[Hit[Evidence]]:
    """Names of documents in a recognized heading whose words were parted, joined or misread in alike letters
    (`anatom opatológico`, `INFORMEDE PATOLOGIA`, `lnforme`)."""
    for first in range(len(words)):
        for after in range(min(len(words), first + _MOST_PARTS), first, -1):
            found = tables.spelled_titles.get(letters(word.text for word in words[first:after]))
            if found is not None:
                yield Hit(first, after, found)
                break


def spoken(text: str, before: str, count: int) -> bool:
    """Whether a line of `count` words is a sentence that speaks of a document (`before` stands before its name), or the
    middle of one."""
    if count <= _SENTENCE_WORDS:
        return False
    return (bool(before.strip()) and text.rstrip().endswith(".")) or text.lstrip()[:1].islower()


def questions(pages: Sequence[Page]) -> Citation | None:
    """The first question of a page that is mostly questions; None for any other."""
    for page in pages[:1]:
        lines = [line for line in page.lines[:_QUESTION_LINES] if len(words_of(line.text[:400])) >= 2]
        asked = [line for line in lines if line.text.rstrip(' "”»)').endswith("?")]
        if len(asked) >= _QUESTIONS and len(asked) >= _QUESTION_SHARE * len(lines):
            return cite(asked[0], page.number)
    return None


def family_voice(pages: Sequence[Page]) -> Citation | None:
    """The first line in which a family tells of its child, where it does so again and again; None for other papers."""
    found: dict[str, Citation] = {}
    spent = 0
    for page in pages[:1]:
        for line in page.lines:
            spent += len(line.text)
            if spent > _FAMILY_LETTERS:
                break
            for hit in _FAMILY.finditer(line.text):
                found.setdefault(hit[0].lower(), cite(line, page.number))
    return next(iter(found.values())) if len(found) >= _TOLD_SO_OFTEN else None


def letter(pages: Sequence[Page], words: LetterWords) -> tuple[Category, Citation] | None:
    """What a letter is: one that asks its reader for advice or sums up the case, or the report of a visit; with its
    salutation. None for a paper that opens as no letter does."""
    for page in pages[:1]:
        head = page.lines[:_OPENING_LINES]
        visit = next((line for line in head if _VISITED.search(line.text[:_LETTER_CHARS])), None)
        opening = next((line for line in head if _salutes(line, words)), None)
        if visit is not None and (opening is not None or any(_ABOUT.match(line.text) for line in head)):
            return Category.DISCHARGE, cite(visit, page.number)  # tells the day of a visit in its head
        if opening is None:
            return None
        told = [words_of(line.text[:_LETTER_CHARS]) for line in page.lines[:_LETTER_LINES]]
        asks = any(hit for found in told for hit in words.asks.find(found))
        tells = any(hit for found in told for hit in words.tells.find(found))
        category = Category.DISCHARGE if tells and not asks else Category.CLINICAL_SUMMARY
        return category, cite(opening, page.number)
    return None


def _salutes(line: Line, words: LetterWords) -> bool:
    found = words_of(line.text[:_OPENING_CHARS])
    if not any(hit.first == 0 for hit in words.opens.find(found)):
        return False
    if len(line.text) > _OPENING_CHARS:  # `Dear Dr Sample, Ana's lump was taken out`
        return _RUNS_ON.match(line.text) is not None
    return line.text.rstrip()[-1:] in ",:" or len(found) <= _SENTENCE_WORDS


def addressees(pages: Sequence[Page], words: LetterWords) -> frozenset[int]:
    """The lines of a letter's head that say to whom it goes: `Señores / Junta de Tumores / Fundación ...`."""
    found: set[int] = set()
    for page in pages[:1]:
        for at, line in enumerate(page.lines[:_OPENING_LINES]):
            said = words_of(line.text[:_OPENING_CHARS])
            hit = next((one for one in words.addressed.find(said) if one.first == 0), None)
            if hit is None or len(line.text) > _OPENING_CHARS:
                continue
            found.add(at)
            if hit.after == len(said):  # the names follow on lines of their own
                found |= {at + 1 + one for one in range(_ADDRESS_LINES) if _is_address(page.lines, at + 1 + one)}
    return frozenset(found)


def _is_address(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and len(lines[at].text) <= _ADDRESS_CHARS and ":" not in lines[at].text
