"""File names that every system takes: `category/date - source - title.ext`.

The rules are those of the strictest: Windows (reserved names, forbidden characters, no trailing dot or space;
Microsoft, "Naming Files, Paths, and Namespaces"), FAT and ISO 9660 discs (case does not tell names apart), 255-byte
parts (ext4). The name of a file as found never decides its extension: the recognized format does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import yaml

from consilium.domain.dates import PartialDate

PART_CHARS = 120
PATH_BYTES = 240
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:[ .].*)?$", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_EXTENSION = re.compile(r"[a-z0-9]{1,8}", re.ASCII)
# What a double click would run rather than show; a record never needs to be called so.
_RUNNABLE = re.compile(
    r"app|bat|chm|cmd|com|cpl|desktop|dll|exe|gadget|hta|inf|jar|jse?|lnk|ms[ci]|pif|ps1|reg|sc[rt]|sh|url|vb[es]?|ws[fh]?"
)


def safe_part(text: str, fallback: str = "file") -> str:
    """`text` as one part of a path: NFC, no forbidden, control, format or lone surrogate character, not reserved."""
    clean = "".join(_safe_char(char) for char in unicodedata.normalize("NFC", text[:2000]))
    clean = unicodedata.normalize("NFC", _SPACES.sub(" ", clean)).strip(" .")
    clean = _cut(clean, PART_CHARS, PATH_BYTES)
    if not clean:
        return fallback
    return f"_{clean[: PART_CHARS - 1]}".rstrip(" .") if _RESERVED.match(clean) else clean


def _safe_char(char: str) -> str:
    if char in _FORBIDDEN:
        return "-"
    if char.isspace():
        return " "
    # Cc control, Cf format (bidi and zero-width), Cs lone surrogate, Co private, Cn unassigned: unsafe or unseen.
    return "" if unicodedata.category(char)[0] == "C" else char


def _cut(text: str, chars: int, size: int) -> str:
    """The beginning of `text` within so many characters and UTF-8 bytes, never ending in a dot or a space."""
    short = text[: max(chars, 0)].encode("utf-8")[: max(size, 0)].decode("utf-8", "ignore")
    return short.rstrip(" .")


def extension(format_code: str, found_name: str = "") -> str:
    """The extension for a format; that of the name as found where the format has none and it is harmless; "bin"."""
    known = _extensions().get(format_code)
    if known:
        return known
    given = found_name.rpartition(".")[2].lower() if "." in found_name else ""
    return given if _EXTENSION.fullmatch(given) and not _RUNNABLE.fullmatch(given) else "bin"


@cache
def _extensions() -> Mapping[str, str]:
    text = (resources.files("consilium.knowledge") / "extensions.yaml").read_text("utf-8")
    return dict(yaml.load(text, yaml.CBaseLoader))


@dataclass
class Names:
    """Gives each record of a packet its path, no two the same on a system that ignores case.

    `undated` is the word for an unknown date. The same records in the same order get the same names. `root` is the
    folder of the packet that holds them.
    """

    undated: str = "undated"
    root: str = "records"
    _taken: set[str] = field(default_factory=set)

    def give(self, folder: str, date: PartialDate | None, source: str, title: str, ending: str) -> str:
        """`root/folder/date - source - title.ending`, relative, with forward slashes, at most PATH_BYTES long."""
        start = "/".join([part for part in (self.root, _cut(safe_part(folder), 60, 80)) if part]) + "/"
        said = [str(date) if date else self.undated, safe_part(source, ""), safe_part(title, "")]
        stem = safe_part(" - ".join(part for part in said if part))
        return self._unique(start, stem, f".{ending}")

    def _unique(self, start: str, stem: str, ending: str) -> str:
        count = 1
        while True:
            tail = (f" ({count})" if count > 1 else "") + ending
            room = PATH_BYTES - len((start + tail).encode("utf-8"))
            path = start + _cut(stem, PART_CHARS - len(tail), room) + tail
            key = _folded(path)
            if key not in self._taken:
                self._taken.add(key)
                return path
            count += 1


def _folded(path: str) -> str:
    """What a system that ignores case and form takes for the same name (NFKC, full case folding)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())
