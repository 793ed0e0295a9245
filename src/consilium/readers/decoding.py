"""Bytes of unstated encoding as text: byte order mark first, then UTF-16 without one, UTF-8, and Windows-1252 last.

What was guessed is returned beside the text, so that a reader can say it (law 7).
"""

from __future__ import annotations

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def decoded(data: bytes) -> tuple[str, str]:
    """The text (without its mark) and the encoding it was read in; bytes that no encoding explains become U+FFFD."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    encoding = guessed(data)
    return data.decode(encoding, "replace"), encoding


def guessed(data: bytes) -> str:
    """The encoding of bytes without a byte order mark. A last character that is cut in two is no sign against UTF-8."""
    sample = data[:4096]
    zeros = sample.count(0)
    if len(sample) >= 4 and zeros * 3 >= len(sample):
        return "utf-16-le" if sample[1::2].count(0) * 2 > zeros else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def speakable(text: str) -> str:
    """The text with lone surrogates (which no encoding can write) as U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("�", text)
