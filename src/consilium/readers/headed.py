"""Lines that a source marks as headings, told in their text until it is laid out as pages.

A sign before a line says its level. U+FDD0 to U+FDEF are for a program's own use (Unicode 23.7) and stand in no paper.
Linear in the text.
"""

from __future__ import annotations

import re

from consilium.domain.records import BOLD_ALONE

_FIRST = 0xFDD0
_LEVELS = {chr(_FIRST + level): level for level in range(1, BOLD_ALONE + 1)}
_BOLD, _PLAIN = "\ufde0", "\ufde1"
_SIGNS = dict.fromkeys(map(ord, (*_LEVELS, _BOLD, _PLAIN)))
SIGN_OVER_LINE = re.compile(rf"([{''.join(_LEVELS)}])\s+")
"""A sign whose heading begins on a later line."""
# A paragraph in bold is a heading only where it is short.
LONGEST = 120


def sign(level: int) -> str:
    """What stands before a heading of a level: 1 to 6, deeper ones as 6, or `BOLD_ALONE`."""
    return chr(_FIRST + (level if level == BOLD_ALONE else min(level, BOLD_ALONE - 1)))


def heading(text: str, level: int) -> str:
    """The text with its first line that holds words marked as a heading of a level; 0 leaves it as it is."""
    if not level or not text.strip() or len(text) > LONGEST * 2:
        return text
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{sign(level)}{text[start:]}"


def bold(text: str) -> str:
    """A piece of text that is set in bold; blanks around it stay outside."""
    inner = text.strip()
    start = text.find(inner)
    return f"{text[:start]}{_BOLD}{inner}{_PLAIN}{text[start + len(inner) :]}" if inner else text


def settled(line: str, *, alone: bool = True) -> str:
    """A line without signs of bold words: marked where all its words are bold, unless `alone` is False."""
    if _BOLD not in line:
        return line
    text = line.translate({ord(_BOLD): None, ord(_PLAIN): None})
    if not alone or text[:1] in _LEVELS or any(part.strip() for part in _outside(line)):
        return text
    return heading(text, BOLD_ALONE) if len(text) <= LONGEST else text


def _outside(line: str) -> list[str]:
    """The parts of a line that stand between its bold words."""
    return [part.rpartition(_PLAIN)[2] for part in line.split(_BOLD)]


def taken(line: str) -> tuple[str, int]:
    """A line without its signs, and the level of the heading that it is; 0 for none."""
    level = next((_LEVELS[char] for char in line.lstrip()[:1] if char in _LEVELS), 0)
    return plain(line), level


def plain(text: str) -> str:
    """A text without any of these signs."""
    return text.translate(_SIGNS) if any(char in text for char in (*_LEVELS, _BOLD, _PLAIN)) else text
