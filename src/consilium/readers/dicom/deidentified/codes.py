"""Coded items (PS3.3 8.8): a code of a public scheme stays, with the meaning that the scheme gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pydicom.dataset import Dataset

from consilium.domain.deidentification import Vocabulary

PARTS = frozenset(["CodeValue", "LongCodeValue", "URNCodeValue", "CodingSchemeDesignator", "CodeMeaning"])
_VALUE = re.compile(r"[A-Za-z0-9./{}%\[\]*^+-]{1,18}")
_LETTERS = re.compile(r"[A-Za-z]+")


def kept(item: Dataset, schemes: frozenset[str], words: Vocabulary) -> dict[str, str]:
    """The parts of a coded item that stay, by keyword; none of a private scheme, of a text that is no code, or of what
    is no item of codes."""
    designator, value = _text(item, "CodingSchemeDesignator"), _text(item, "CodeValue")
    place = "CodeValue" if value else "LongCodeValue"
    value = value or _text(item, "LongCodeValue")
    if designator not in schemes or not _VALUE.fullmatch(value) or not _is_code(designator, value, words):
        return {}
    meaning = _meanings(designator).get(value) or words.text(_text(item, "CodeMeaning")) or value
    found = {place: value, "CodingSchemeDesignator": designator, "CodeMeaning": meaning[:64]}
    return {keyword: text for keyword, text in found.items() if keyword in item}


def is_code(item: Dataset) -> bool:
    """Whether an item was a coded one."""
    return any(keyword in item for keyword in PARTS)


def _is_code(designator: str, value: str, words: Vocabulary) -> bool:
    """Known, or with a digit, or a unit made of short symbols: a name is none of these."""
    if value in _meanings(designator):
        return True
    if designator == "UCUM":
        symbols = _LETTERS.findall(value)
        return "{" not in value and all(len(one) <= 4 and one.casefold() not in words.names for one in symbols)
    return any(char.isdigit() for char in value)


def _text(item: Dataset, keyword: str) -> str:
    try:
        found = item.get(keyword)
    except Exception:  # noqa: BLE001 (pydicom raises many kinds for values that are none)
        return ""
    return str(found).strip() if isinstance(found, str) else ""


@cache
def _meanings(designator: str) -> Mapping[str, str]:
    """What the codes of a scheme mean, as PS3.16 has them (through pydicom)."""
    from pydicom.sr._concepts_dict import concepts  # large: loaded when a coded item turns up

    listed: Iterable[Any] = concepts.get(designator, {}).values()
    return {code: meaning for named in listed for code, (meaning, _) in named.items()}
