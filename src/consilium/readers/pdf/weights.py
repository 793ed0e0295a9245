"""Which words of a PDF's text layer are set in bold: by the name of their font, or its weight (ISO 32000-1 9.8).

Many programs write the weight of the regular face for all, so that the name counts first: `ABCDEF+Calibri-Bold`.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium

_NAMED = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_LONGEST = 128
# PDFium makes the weight of an embedded font of its stems: regular faces give up to 500, bold ones 650 and more.
_HEAVY = 600


def bold_at(layer: Any, numbers: Sequence[int]) -> Iterator[bool]:
    """For each character of a text page, by its number, whether it is bold."""
    address = ctypes.addressof(layer.raw.contents)
    name_of, weight_of = _calls()
    room, flags = ctypes.create_string_buffer(_LONGEST), ctypes.c_int()
    known: dict[bytes, bool] = {}
    for number in numbers:
        length = name_of(address, number, room, _LONGEST, ctypes.byref(flags))
        name = room.value if 0 < length <= _LONGEST else b""
        if name not in known:
            known[name] = _NAMED.search(name) is not None
        yield known[name] or weight_of(address, number) >= _HEAVY


@cache
def _calls() -> tuple[Callable[..., int], Callable[..., int]]:
    """PDFium's functions for one character, called with bare addresses."""

    def bare(function: Any, *arguments: Any) -> Any:
        return ctypes.CFUNCTYPE(*arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)

    layer, index = ctypes.c_void_p, ctypes.c_int
    return (
        bare(
            pdfium.FPDFText_GetFontInfo, ctypes.c_ulong, layer, index, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_void_p
        ),
        bare(pdfium.FPDFText_GetFontWeight, ctypes.c_int, layer, index),
    )
