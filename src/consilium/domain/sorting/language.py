"""Whether a text is English or Spanish, by the small words that every sentence needs."""

from __future__ import annotations

from collections import Counter

from consilium.domain.phrases import words_of
from consilium.domain.records import Reading
from consilium.domain.sorting.tables import SortingTables

_CHARS = 3_000


def language_of(reading: Reading, tables: SortingTables) -> str:
    """The language as the source states it (its first part, `es` of `es-MX`), else as its words show; "" if neither."""
    if reading.language:
        return reading.language.split("-")[0].split("_")[0].lower()
    counts: Counter[str] = Counter()
    left = _CHARS
    for page in reading.pages[:3]:
        for line in page.lines:
            if left <= 0:
                break
            left -= len(line.text)
            for word in words_of(line.text[:_CHARS]):
                for language, words in tables.stop_words.items():
                    counts[language] += word.text in words
    return _leader(counts)


def _leader(counts: Counter[str]) -> str:
    """The language with two words at least and twice as many as the next."""
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 2:
        return ""
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] >= 2 * second else ""
