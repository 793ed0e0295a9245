"""RTF as text (for RTF files and for mail bodies in RTF). No reader.

Groups nest and `\\bin` may announce gigabytes: both are bounded before the text is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from striprtf import striprtf

from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.readers import richtextheadings

_text_of: Callable[..., str] = striprtf.rtf_to_text

MOST_BYTES = 64 << 20
MOST_DEPTH = 400
# Pictures and embedded objects are long runs of hexadecimal digits: no text, and slow to walk through.
# Headers, footers, notes and text boxes are destinations (RTF 1.9.1) that the library leaves out; they name patients.
_LEFT_OUT = re.compile(r"\{(?:\\\*)?\\(?:header[lrf]?|footer[lrf]?|footnote|annotation|shpinst|shptxt|shp)(?![a-z])")
_CELL_END = re.compile(r"\\(?:nest)?cell(?![a-z])")  # the library writes strokes, which words in cells may have too
_HEXADECIMAL = re.compile(r"(?:[0-9a-fA-F]{32,}[ \r\n]{0,4}){4,}")


def text_of(data: bytes) -> str:
    """The text of an RTF document: cells of tables between tabs, headings with their signs (`headed`).

    Raises UnreadableError and BoundExceededError.
    """
    if len(data) > MOST_BYTES:
        raise BoundExceededError("documents.too_large", bound=MOST_BYTES)
    source = _HEXADECIMAL.sub("", data.decode("latin-1"))
    if _depth(source) > MOST_DEPTH:
        raise BoundExceededError("documents.too_deep", bound=MOST_DEPTH)
    source = richtextheadings.marked(source)
    source = _CELL_END.sub(r"\\tab", _LEFT_OUT.sub(r"{\\par ", source))
    try:
        return str(_text_of(source, encoding=_encoding(source), errors="replace"))
    except (ValueError, LookupError, IndexError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableError("documents.office_damaged") from error


def has_pictures(data: bytes) -> bool:
    return b"\\pict" in data


def _depth(source: str) -> int:
    depth = deepest = 0
    for brace in re.finditer(r"(?<!\\)[{}]", source):
        depth += 1 if brace[0] == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def _encoding(source: str) -> str:
    found = re.search(r"\\ansicpg(\d{1,5})", source[:2000])
    return f"cp{found[1]}" if found and found[1] not in ("0", "65001") else "cp1252"
