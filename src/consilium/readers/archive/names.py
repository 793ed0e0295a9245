"""Names of members as information only: nothing is ever written to a path made of them.

Still they are shown, become file names in the packet after another cleaning, and stand in `outer!/inner` paths, so
they come out relative, without control characters, and unique within their archive.
"""

from __future__ import annotations

import re
import unicodedata

PART_BOUND = 200
DEPTH_BOUND = 64

_DRIVE = re.compile(r"^[A-Za-z]:")


def tamed(raw: str) -> str:
    """A relative path of harmless characters; "unnamed" where nothing is left."""
    path = _DRIVE.sub("", raw.replace("\\", "/"))
    parts = [_part(part) for part in path.split("/") if part not in ("", ".")]
    return "/".join(parts[:DEPTH_BOUND]) or "unnamed"


def _part(part: str) -> str:
    if part == "..":
        return "__"
    clean = "".join("_" if _harmful(letter) else letter for letter in part[: PART_BOUND + 1])
    if len(clean) > PART_BOUND:
        clean = _shortened(clean, part)
    # "!/" parts an archive from its member in the paths of this program.
    return clean[:-1] + "_" if clean.endswith("!") else clean


def _shortened(clean: str, part: str) -> str:
    stem, dot, ending = part.rpartition(".")
    keep = dot and stem and len(ending) <= 10 and ending.isalnum()
    return clean[: PART_BOUND - 12] + (f"~.{ending}" if keep else "~")


def _harmful(letter: str) -> bool:
    # Cc: control characters and terminal escapes; Cf: turning the writing direction; Cs: half characters.
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")


class Names:
    """The names of one archive: makes each one tame and unique, and remembers which were changed."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self.changed: list[str] = []

    def take(self, raw: str) -> str:
        name = self._unique(tamed(raw))
        if name != raw.removeprefix("./"):
            self.changed.append(name)
        return name

    def _unique(self, name: str) -> str:
        count = self._used.get(name, 0)
        self._used[name] = count + 1
        if not count:
            return name
        folder, slash, last = name.rpartition("/")
        stem, dot, ending = last.rpartition(".")
        stem, ending = (stem, dot + ending) if stem else (last, "")
        return self._unique(f"{folder}{slash}{stem} ({count + 1}){ending}")
