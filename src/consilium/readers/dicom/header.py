"""A data set's header as the reader keeps it: DICOM JSON, where the pixels stand, and what went wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consilium.readers.dicom.values import Attribute

MAX_DEPTH = 32
MAX_ELEMENTS = 120_000  # in the JSON of one file; a sequence beyond it becomes a reference
PIXELS: Final = frozenset({(0x7FE0, 0x0008), (0x7FE0, 0x0009), (0x7FE0, 0x0010)})


@dataclass(frozen=True, slots=True)
class Pixels:
    """Where the pixel data stands. `length` is as declared, None for fragments (encapsulated, PS3.5 A.4)."""

    tag: str
    offset: int
    length: int | None
    inflated: bool = False


@dataclass(slots=True)
class Header:
    """A data set up to its pixel data, as DICOM JSON. `codes` are catalog keys of what went wrong on the way.

    `cut_at` is the offset of the element inside which the file ends.
    """

    json: Attribute
    pixels: Pixels | None = None
    cut_at: int | None = None
    codes: tuple[str, ...] = ()
    guessed_letters: bool = False
    unknown_letters: tuple[str, ...] = ()
    through: str = "walk"
