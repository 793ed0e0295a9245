"""Specific Character Set (0008,0005) into text: PS3.3 C.12.1.1.2, PS3.5 6.1.

Known terms are decoded as they say. Where a file names none but holds letters beyond ASCII, UTF-8 is tried and then
Windows-1252, and `guessed` is set so that the reader can say so.
"""

from __future__ import annotations

import warnings
from functools import lru_cache

from pydicom.charset import decode_bytes, python_encoding
from pydicom.valuerep import PN_DELIMS, TEXT_VR_DELIMS

ESCAPE = b"\x1b"
# In these a backslash byte may be half of a character, so values are split after decoding (PS3.5 6.1.2.3).
WIDE = frozenset({"gb18030", "gbk", "shift_jis"})


class Repertoire:
    """One character set, or several with code extensions (ISO 2022), by their DICOM terms."""

    __slots__ = ("codecs", "guessed", "terms", "unknown")

    def __init__(self, terms: tuple[str, ...]) -> None:
        self.terms = terms
        self.guessed = False
        self.unknown = tuple(term for term in terms if term and _codec(term) is None)
        self.codecs = [_codec(term) or "ascii" for term in terms] or ["ascii"]

    @property
    def splits_late(self) -> bool:
        """Whether a byte 5CH may be a part of a character rather than a separator."""
        return len(self.codecs) > 1 or self.codecs[0].lower() in WIDE

    def text(self, raw: bytes, *, name: bool = False) -> str:
        """`raw` as text; what no codec can read becomes U+FFFD. `name` for person names, where `^` resets escapes."""
        if ESCAPE in raw:
            return _escaped(raw, self.codecs, PN_DELIMS if name else TEXT_VR_DELIMS)
        codec = self.codecs[0]
        if codec == "ascii":
            return self._unstated(raw)
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            self.guessed = True
            return raw.decode(codec, "replace")

    def _unstated(self, raw: bytes) -> str:
        if raw.isascii():
            return raw.decode("ascii")
        self.guessed = True
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("cp1252", "replace")


@lru_cache(maxsize=64)
def _codec(term: str) -> str | None:
    # Common misspellings first: "ISO-IR 100", "ISO 2022-IR 6", "UTF-8", "ISO_IR_192".
    plain = term.strip().upper().replace("-", " ").replace("_", " ")
    for known, codec in python_encoding.items():
        if known and known.upper().replace("_", " ") == plain:
            return "ascii" if plain in ("ISO IR 6", "ISO 2022 IR 6") else str(codec)
    return {"": "ascii", "UTF 8": "utf8", "UTF8": "utf8", "LATIN1": "latin_1", "ISO 8859 1": "latin_1"}.get(plain)


def _escaped(raw: bytes, codecs: list[str], delimiters: set[int]) -> str:
    # pydicom warns where an escape sequence names a set that (0008,0005) does not; it decodes what it can.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return str(decode_bytes(raw, ["iso8859" if codec == "ascii" else codec for codec in codecs], delimiters))
        except (UnicodeError, LookupError):
            return raw.decode("latin-1")


def terms_of(raw: bytes) -> tuple[str, ...]:
    """The terms of a (0008,0005) value: `ISO 2022 IR 6\\ISO 2022 IR 87` gives two. An empty value gives none."""
    terms = tuple(part.strip() for part in raw.decode("ascii", "replace").strip("\0 ").split("\\"))
    return () if terms == ("",) else terms[:16]
