"""What a tagger sees of each word of a clause: the word, its shape and ends, its neighbours, and where it stands.

The same features are made when the tagger is taught (`bench/teach.py`) and when it reads; a tagger that was taught with
others has to be taught anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import fold

Features = list[str]
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")
_SHAPES = ((re.compile(r"[A-ZÀ-Þ]"), "X"), (re.compile(r"[a-zß-ÿ]"), "x"), (re.compile(r"\d"), "9"))
_RUN = re.compile(r"(.)\1{2,}")
_NUMBER, _EDGE = "0", "|"
_REACH = 3
# A clause of more words than this is read as far as this goes: a table without ends costs no more than a page.
MOST_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign, folded, with its place in the clause's text."""

    text: str
    start: int
    end: int
    written: str


def tokens_of(text: str) -> tuple[Token, ...]:
    """The first MOST_TOKENS words, numbers and signs of a text."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for at, found in enumerate(_TOKEN.finditer(text)):
        if at == MOST_TOKENS:
            return
        yield Token(fold(found[0]), found.start(), found.end(), found[0])


def features_of(clause: Clause, tokens: Sequence[Token], category: str) -> list[Features]:
    """The features of each token. `category` is that of the paper, "" where it is not known."""
    place = [f"in={clause.section.value}", f"of={category}", f"under={_last_word(clause.heading)}"]
    words = [_EDGE] * _REACH + [_NUMBER if one.text[0].isdigit() else one.text for one in tokens] + [_EDGE] * _REACH
    return [[*place, *_own(one), *_near(words, at + _REACH), *_cell(clause, one)] for at, one in enumerate(tokens)]


def _last_word(heading: str) -> str:
    words = re.findall(r"[^\W\d_]+", fold(heading))
    return words[-1] if words else ""


def _own(token: Token) -> Features:
    shape = token.written
    for pattern, sign in _SHAPES:
        shape = pattern.sub(sign, shape)
    shape = _RUN.sub(r"\1\1", shape)
    text = token.text
    if text[0].isdigit():
        return ["w=0", f"s={shape}"]
    return [f"w={text}", f"s={shape}", f"b4={text[:4]}", f"b6={text[:6]}", f"e3={text[-3:]}", f"e4={text[-4:]}"]


def _near(words: Sequence[str], at: int) -> Features:
    found = [f"{step:+d}={words[at + step]}" for step in (-3, -2, -1, 1, 2, 3)]
    found.append(f"-1w={words[at - 1]} {words[at]}")
    found.append(f"w+1={words[at]} {words[at + 1]}")
    found.append(f"-2-1={words[at - 2]} {words[at - 1]}")
    found.append(f"+1+2={words[at + 1]} {words[at + 2]}")
    return found


def _cell(clause: Clause, token: Token) -> Features:
    """The column that a word of a table stands in, and the head over it."""
    for column, (start, text) in enumerate(clause.cells):
        if start <= token.start < start + len(text):
            head = clause.header[column] if column < len(clause.header) else ""
            first = "first" if token.start == start else "later"
            return [f"column={min(column, 4)} {first}", f"head={_last_word(head)}"]
    return ["prose"]
