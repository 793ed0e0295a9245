"""Text of sources without pages: bytes to text, text to lines, and the language that a text is in.

No reader: what document readers share. Nothing here knows a file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from consilium.domain.records import Page
from consilium.readers import decoding
from consilium.readers.lines import paged

# ECMA-48 control sequences (CSI) and operating system commands (OSC), each of bounded length and whole.
_SEQUENCES = re.compile(
    "\x1b\\[[0-?]{0,64}[ -/]{0,16}[@-~]|\x9b[0-?]{0,64}[ -/]{0,16}[@-~]|\x1b\\][^\x07\x1b]{0,2048}(?:\x07|\x1b\\\\)"
)
# Controls other than tab and line feed; marks that reorder, join or hide text on a screen; lone surrogates.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# What a child's records are plausibly written in. A model that may answer any of 97 languages calls short
# laboratory sheets Latin or Luxembourgish.
LANGUAGES = (
    "en", "es", "pt", "fr", "de", "it", "ca", "eu", "nl", "pl", "ro", "tr", "ru", "uk", "ar", "he", "fa",
    "hi", "bn", "ur", "zh", "ja", "ko", "vi", "tl", "sv", "da", "no", "fi", "el", "cs", "hu", "ht",
)  # fmt: skip
_LETTERS_NEEDED = 40
_CERTAINTY = 0.6
_SAMPLE_CHARS = 20_000
_HINTS = "áéíóúñüÁÉÍÓÚÑÜ¿¡ºª°²µ±"


def clean(text: str) -> str:
    """`text` without terminal escapes, control characters and invisible marks; every line break a line feed."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", _SEQUENCES.sub("", text)))


def decoded(data: bytes) -> tuple[str, str, bool]:
    """Text of bytes in an unstated encoding: `(text, encoding, guessed)`.

    A byte order mark or valid UTF-8 is not a guess. Of the single-byte encodings the one wins that gives more Spanish
    letters and fewer signs that no document has.
    """
    text, encoding = decoding.decoded(data)
    marked = any(data.startswith(mark) for mark, _ in decoding.MARKS)
    if encoding != "cp1252":
        return text, encoding, not marked and encoding != "utf-8"
    best = max(("cp1252", "cp850", "mac_roman"), key=lambda name: _plausible(data, name))
    return data.decode(best, "replace"), best, True


def _plausible(data: bytes, encoding: str) -> int:
    text = data[:65536].decode(encoding, "replace")
    beyond = [sign for sign in text if sign > "\x7f"]
    return sum(2 if sign in _HINTS else -1 if not sign.isalpha() else 0 for sign in beyond)


def is_text(data: bytes) -> bool:
    """Whether bytes are text: no binary controls, and decodable (a cut-off last character does not count)."""
    if not data:
        return False
    text, encoding, guessed = decoded(data)
    if encoding.startswith("utf-16"):
        return text.count("\ufffd") <= len(text) // 100 and sum(sign < " " for sign in text) * 5 <= len(text)
    binary = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in data)
    if binary > len(data) // 200 or (b"\x00" in data and binary > 3):
        return False
    return not guessed or _letters_prevail(text)


def _letters_prevail(text: str) -> bool:
    beyond = sum(sign > "\x7f" for sign in text)
    return beyond * 10 <= len(text) * 3


def lines(texts: Iterable[str]) -> list[str]:
    """The lines of texts: cleaned, blank ones left out, words joined by single spaces."""
    parts = (part for text in texts for part in clean(text).split("\n"))
    return [" ".join(part.split()) for part in parts if part.strip()]


def pages(texts: Iterable[str]) -> tuple[Page, ...]:
    """Pages of lines without places; none where there is no text."""
    return paged(lines(texts))


def language(text: str) -> str:
    """ISO 639-1 code of a text's language; "" when it is too short or the model is in doubt."""
    sample = text[:_SAMPLE_CHARS]
    if sum(sign.isalpha() for sign in sample) < _LETTERS_NEEDED:
        return ""
    code, certainty = _identifier().classify(sample.lower() if sample.isupper() else sample)
    return str(code) if certainty >= _CERTAINTY else ""


def preload() -> None:
    """Load the language model (about 0.6 s), before forking and before the sandbox closes."""
    _identifier()


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in LANGUAGES if code in set(identifier.nb_classes)])
    return identifier
