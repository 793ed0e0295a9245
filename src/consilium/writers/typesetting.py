"""A typst template and its data as PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).

User data goes in as JSON only, so that no name is ever markup. PDF/A refuses letters that no font has: such a letter is
printed by its number, `[U+5C71]`, and the data's `notes` say so. The same data give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from pathlib import Path
from typing import Final, Literal

import orjson
import typst

STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
_REFUSED = re.compile(r'(?:the text|codepoint) `"(.+?)"`', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
# typst's own fonts have all of Basic Latin to Latin Extended-A; a letter of these that is refused stands under a
# combining mark that is refused too.
_ALWAYS_THERE = 0x17F
_TRIES = 3


def typeset(template: Path, told: Callable[[Set[str]], Mapping[str, object]]) -> bytes:
    """The PDF. `told` gives the template's data, the letters refused so far spelled out (`spelled`).

    typst's own fonts are used first; those of the system only where typst's lack a letter.
    """
    whole = told(frozenset())
    refused: Set[str] = frozenset()
    for system_fonts in (False, True):
        result = _set(template, whole, system_fonts=system_fonts)
        if isinstance(result, bytes):
            return result
        refused = result
    for _ in range(_TRIES):
        result = _set(template, told(refused), system_fonts=True)
        if isinstance(result, bytes):
            return result
        refused |= result
    raise typst.TypstError("letters were refused again and again", "")


def compiler(template: Path, told: Mapping[str, object], *, system_fonts: bool) -> typst.Compiler:
    """typst on a template, which reads its data from `sys.inputs.data`."""
    return typst.Compiler(
        input=str(template),
        root=str(template.parent),
        ignore_system_fonts=not system_fonts,
        sys_inputs={"data": orjson.dumps(told).decode()},
    )


def spelled(told: Mapping[str, object], refused: Set[str], note: str) -> dict[str, object]:
    """The same with each refused letter as `[U+5C71]` and the note that says so; the same where none was refused."""
    if not refused:
        return dict(told)
    table = letters(refused)
    return {**{key: _translated(value, table) for key, value in told.items()}, "notes": [note]}


def letters(refused: Set[str]) -> dict[int, str]:
    """How each is printed; our own breaks in long words (U+200B), where no font has them, not at all."""
    return {ord(char): "" if char == "\u200b" else f"[U+{ord(char):04X}]" for char in refused}


def _set(template: Path, told: Mapping[str, object], *, system_fonts: bool) -> bytes | set[str]:
    """The PDF, or the characters that it can't hold. Any other error is a fault of ours and is raised."""
    try:
        result = compiler(template, told, system_fonts=system_fonts).compile(
            format="pdf", pdf_standards=list(STANDARDS)
        )
    except typst.TypstError as error:
        refused = _refused(error.diagnostic)
        if not refused:
            raise
        return refused
    if not isinstance(result, bytes):
        raise TypeError("typst gave no single file")
    return result


def _refused(diagnostic: str) -> set[str]:
    """The characters that a diagnostic names; what can't be seen stands there as `\\u{fffe}`."""
    named = "".join(_REFUSED.findall(diagnostic))
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), named)
    return {char for char in text if ord(char) > _ALWAYS_THERE}


def _translated(value: object, table: dict[int, str]) -> object:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, list):
        return [_translated(item, table) for item in value]
    if isinstance(value, dict):
        return {key: _translated(item, table) for key, item in value.items()}
    return value
