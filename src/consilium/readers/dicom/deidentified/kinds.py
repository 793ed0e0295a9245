"""Whether an element's value is of its kind: a number that is one, a coded value that is listed, an age that is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydicom.datadict import dictionary_VM
from pydicom.dataelem import DataElement

from consilium.domain.deidentification import Vocabulary
from consilium.domain.deidentification.profile import NUMBERS

_BINARY = NUMBERS - {"DS", "IS"} | {"AT"}
_DECIMAL = re.compile(r"[+-]?(?:\d{1,16}\.?\d{0,16}|\.\d{1,16})(?:[eE][+-]?\d{1,3})?")
_TEMPLATE = re.compile(r"\d{1,5}")
_AGE = re.compile(r"\d{3}[DWMY]")
_ORIENTATION = re.compile(r"[LRAPHF]{1,3}")
# What a coded value that is not listed becomes where an image can't do without one.
STAND_INS = {"Modality": "OT"}
FIRST_TYPES = ("DERIVED", "SECONDARY")
_SEXES = frozenset("MFO")


def several(element: DataElement) -> list[Any]:
    """The element's values as a list."""
    value = element.value
    if value is None or value == "":
        return []
    return list(value) if element.VM > 1 or _is_list(value) else [value]


def _is_list(value: object) -> bool:
    return not isinstance(value, str | bytes) and hasattr(value, "__iter__") and hasattr(value, "__len__")


def checked(element: DataElement, keyword: str, words: Vocabulary) -> list[Any] | None:
    """The values that are of their kind, in their order; None where none is."""
    check = _CHECKS.get(element.VR)
    values = several(element)
    if check is None or (element.VR in _BINARY and not _fits(element, len(values))):
        return None
    return check(values, keyword, words) or None


def _fits(element: DataElement, count: int) -> bool:
    """Whether there are as many values as the dictionary allows: bytes of anything else can be taken for numbers too,
    seldom for as many as there should be."""
    least, _, most = dictionary_VM(element.tag).partition("-")
    if not most:
        return count == int(least)
    if not most.endswith("n"):
        return int(least) <= count <= int(most)
    return count >= int(least) and count % int(most.removesuffix("n") or 1) == 0


def _codes(values: list[Any], keyword: str, words: Vocabulary) -> list[Any]:
    texts = [str(value).strip() for value in values]
    if keyword == "TemplateIdentifier":
        return [text for text in texts if _TEMPLATE.fullmatch(text)]
    if keyword == "PatientSex":
        return [text for text in texts if text in _SEXES]
    if keyword == "ImageType":
        first = [text if _ok(text, words) else other for text, other in zip(texts, FIRST_TYPES, strict=False)]
        return [*first, *(text for text in texts[2:] if _ok(text, words))]
    if keyword in STAND_INS:
        return [text if _ok(text, words) else STAND_INS[keyword] for text in texts[:1]]
    # Values that go together by their places (an orientation, say) stay all or not at all.
    return texts if all(not text or _ok(text, words) for text in texts) and any(texts) else []


def _ok(text: str, words: Vocabulary) -> bool:
    return len(text) <= 16 and (bool(_ORIENTATION.fullmatch(text)) or words.code(text))


def _decimals(values: list[Any], _: str, __: Vocabulary) -> list[Any]:
    texts = [str(getattr(value, "original_string", value)).strip() for value in values]
    return texts if all(not text or _DECIMAL.fullmatch(text) for text in texts) and any(texts) else []


def _numbers(values: list[Any], _: str, __: Vocabulary) -> list[Any]:
    return values if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values) else []


def _ages(values: list[Any], _: str, __: Vocabulary) -> list[Any]:
    return [str(value) for value in values if _AGE.fullmatch(str(value))][:1]


def _tags(values: list[Any], _: str, __: Vocabulary) -> list[Any]:
    return [int(value) for value in values]


_CHECKS: Mapping[str, Callable[[list[Any], str, Vocabulary], list[Any]]] = {
    **dict.fromkeys(NUMBERS - {"DS", "IS"}, _numbers),
    "DS": _decimals,
    "IS": _decimals,
    "CS": _codes,
    "AS": _ages,
    "AT": _tags,
}
