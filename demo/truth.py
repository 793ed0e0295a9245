"""What is true about every file of a story: the answers that a reading of the folder is measured against."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One file; `path` uses `archive.zip!/member`. `category` is None for archives and viewer litter.

    `ended` is how a right reading ends it (read, duplicate, other_child, unreadable). Of several files with the same
    bytes any one may be the one that is read: `same_as` names the others. `trap` says what is special. `key` is the
    paper or export that it comes from, `page` the one page of it that a photograph shows (0: all of it). `findings` are
    what the whole paper states (`says.py`), `never` what nobody may read in it as true, `complete` the kinds of which
    `findings` names every one.
    """

    path: str
    form: str
    category: str | None = None
    document_date: str | None = None
    institution: str | None = None
    language: str | None = None
    ended: str = "read"
    litter: bool = False
    unnamed: bool = False
    trap: str = ""
    same_as: tuple[str, ...] = ()
    key: str = ""
    page: int = 0
    findings: tuple[Mapping[str, Any], ...] = ()
    never: tuple[Mapping[str, Any], ...] = ()
    complete: tuple[str, ...] = ()
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class Truth:
    """Everything true of one made folder. `promised` are things that papers speak of and that are not there;
    `expected_gaps` what a second team would miss: {item, status, why} with status missing, promised or reported.
    """

    story: str
    seed: int
    scale: str
    child: Mapping[str, Any]
    promised: Sequence[Mapping[str, Any]]
    files: tuple[Entry, ...] = field(default=())
    expected_gaps: Sequence[Mapping[str, Any]] = ()

    @property
    def counts(self) -> dict[str, int]:
        ends = Counter(entry.ended for entry in self.files)
        return {"files_found": len(self.files)} | {
            end: ends[end] for end in ("read", "duplicate", "other_child", "unreadable")
        }

    def written(self) -> str:
        """The truth as JSON, the same text for the same truth."""
        values = {"schema": "consilium.demo-truth/2", "counts": self.counts} | asdict(self)
        return json.dumps(values, ensure_ascii=False, indent=1, default=str) + "\n"


def measured(entry: Entry, data: bytes) -> Entry:
    values = asdict(entry) | {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return Entry(**values)


def write(truth: Truth, path: Path) -> None:
    path.write_text(truth.written(), encoding="utf-8")
