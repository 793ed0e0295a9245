"""Texts and coded values, word by word: what is listed stays, the rest goes. Names of the case go in any case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# A word is letters and digits; `1.5` and `0,75` are one.
_WORD = re.compile(r"\d+[.,]\d+[^\W\d_]*|[^\W_]+")
# What numbers may be part of: a measure, or a short label of letters and digits (T2, B30f, 3D, 1H, F18).
_LABEL = re.compile(
    r"(?:t?fl|tse|spc|ep|se|gre|me|tir|trufi|ciss)[23]d\d{0,2}|"
    r"[a-z]{1,2}\d{1,3}[a-z]{0,2}|[12]h|[234]d|\d{1,3}(?:[.,]\d{1,2})?(?:mm|cm|s|ms|sec|min|h|t|ml|kv|mas|ma|deg|x|k)"
)
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_UNITS = frozenset(
    [
        "mm",
        "cm",
        "s",
        "ms",
        "sec",
        "min",
        "h",
        "t",
        "ml",
        "kv",
        "kvp",
        "mas",
        "ma",
        "deg",
        "percent",
        "hz",
        "mhz",
        "fps",
    ]
)
_ORIENTATION = re.compile(r"[lraphf]{1,3}")
# Three numbers in a row between like signs are a date or a telephone number, whatever they look like.
_DATE = re.compile(r"\d{1,4}([-/. ])\d{1,2}\1\d{1,4}")


def folded(word: str) -> str:
    """Without letters' case and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The words of people's names by which a text could name them. Single letters are none."""
    return frozenset(word for name in names for found in _WORD.findall(name) if len(word := folded(found)) > 1)


@dataclass(frozen=True)
class Vocabulary:
    """Listed words, folded: of texts, and beside them of coded values. `names` are words of the case's names."""

    words: frozenset[str]
    codes: frozenset[str]
    names: frozenset[str] = frozenset()

    def text(self, text: str, *, numbers: bool = False) -> str:
        """What stays of a text; `numbers`: it may be one. As it was where everything stays, else words and blanks."""
        found = _WORD.findall(_DATE.sub(" ", text))
        kept = [
            word for at, word in enumerate(found)
            if self._stays(word, found[at + 1 : at + 2]) or (numbers and _NUMBER.fullmatch(word))
        ]  # fmt: skip
        if sum(map(_is_letter, kept)) > 1:  # one is a side or a phase; several spell something
            kept = [word for word in kept if not _is_letter(word)]
        if kept == found and _DATE.search(text) is None:
            return "".join(char if char.isprintable() else " " for char in text).strip()
        return " ".join(kept)

    def code(self, value: str) -> bool:
        """Whether a coded value (CS) stays: every word of it is listed."""
        found = [folded(word) for word in _WORD.findall(value)]
        return bool(found) and all(self._in_code(word) for word in found)

    def _in_code(self, word: str) -> bool:
        if word in self.names:
            return False
        plain = word in self.codes or word in self.words or len(word) == 1
        return plain or bool(_ORIENTATION.fullmatch(word) or _NUMBER.fullmatch(word) or _LABEL.fullmatch(word))

    def _stays(self, word: str, following: list[str]) -> bool:
        plain = folded(word)
        if plain in self.names:
            return False
        if _NUMBER.fullmatch(plain):
            return bool(following) and folded(following[0]) in _UNITS
        return plain in self.words or plain in _UNITS or bool(_LABEL.fullmatch(plain)) or _is_letter(plain)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()
