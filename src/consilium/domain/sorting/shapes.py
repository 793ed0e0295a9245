"""What a paper's shape shows of its category beside its words: titles that a scanner spelled otherwise, sentences that
only speak of a document, and pages that are mostly questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilium.domain.layout import cite
from consilium.domain.phrases import Hit, Word, words_of
from consilium.domain.records import Citation, Page
from consilium.domain.sorting.tables import Evidence, SortingTables, letters

_MOST_PARTS = 8
_SENTENCE_WORDS = 6
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
