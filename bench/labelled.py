"""Labelled records to measure reading on: the synthetic stories' papers and samples from other programs.

A third is `unread`, by a hash of its story and key that nobody chooses; of strangers' papers it is the files that
end in `_unread`. Nobody looks at their words while writing rules.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

import demo
from bench import printed
from consilium.actions.inspect import Seen
from consilium.domain.answers import body_from_bytes, body_pieces
from consilium.domain.dates import PartialDate
from consilium.domain.errors import UnreadableError
from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Reading
from consilium.domain.sorting import Sorted, sort
from consilium.domain.sorting.continued import Sheet, continued
from consilium.domain.sorting.fromothers import dated, orders, place_key, wants_order
from consilium.knowledge.findings.suggested import tagger
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.pages import page_words
from consilium.knowledge.rules import rules
from consilium.readers.contract import MemorySource
from consilium.readers.pool import Job, Pool
from demo.archive import content
from demo.says import all_said, with_origin

LABELS = Path(__file__).parent / "labels"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
SAMPLES = "samples"
PAPERS = Path(__file__).parent / "papers"
STRANGERS, UNREAD = "papers", "_unread"
# Synthetic papers may be of days to come.
_LAST_DAY = PartialDate(2100, 1, 1)
# Images and their litter state nothing in words.
_WORDLESS = frozenset({"dicom_ct", "dicom_pet", "dicom_capture", "archive", "slide", "viewer", "dicomdir"})


@dataclass(frozen=True)
class Labelled:
    """A file with its truth (an entry of `truth.json`, or the same keys from `labels/`)."""

    story: str
    truth: Mapping[str, Any]
    data: bytes

    @property
    def path(self) -> str:
        return str(self.truth["path"])

    @cached_property
    def unread(self) -> bool:
        """Whether it belongs to the part that is kept unread. All forms of a paper go together."""
        if self.story == STRANGERS:
            return bool(self.truth["unread"])
        key = f"{self.story}/{self.truth['key']}"
        return hashlib.blake2b(key.encode(), digest_size=8).digest()[0] % 3 == 0

    @property
    def labels(self) -> Sequence[Mapping[str, Any]]:
        """What the whole paper states."""
        return list(self.truth["findings"])

    @property
    def page(self) -> int:
        """The one page of its paper that a photograph shows; 0 where the file shows all of it."""
        return int(self.truth.get("page", 0))


@dataclass(frozen=True)
class Read:
    """A labelled file as the program reads it; None where it cannot."""

    of: Labelled
    reader: str = ""
    reading: Reading | None = None
    made: Sorted | None = None
    beside: tuple[Read, ...] = ()
    suggests: bool = False  # whether what the tagger suggests counts as found

    @property
    def of_paper(self) -> tuple[Finding, ...] | None:
        """Findings of the whole paper, which may be photographed page by page: its first page has those of all pages.
        None for the other pages, as labels are of papers."""
        if self.of.page > 1 and not self.beside:
            return None
        return (*self.findings, *(found for page in self.beside for found in page.findings))

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._extracted[0]

    @property
    def broken(self) -> str:
        """The error of a rule that broke on this record, whose findings are then counted as missed; "" else."""
        return self._extracted[1]

    @cached_property
    def _extracted(self) -> tuple[tuple[Finding, ...], str]:
        if self.reading is None or self.made is None:
            return (), ""
        try:
            words = replace(finding_words(), tagger=tagger()) if self.suggests else finding_words()
            return extract(self.reader, self.reading, self.made, words), ""
        except Exception as error:  # noqa: BLE001 (one broken rule must not hide how all others do)
            return (), f"{type(error).__name__}: {error}"


def story(name: str, folder: Path) -> tuple[list[Labelled], dict[str, Any]]:
    """A story's files, made in `folder` unless they lie there, and its truth."""
    made = folder / f"{name}-{_version(name)}"
    if not made.exists():
        _make(name, made)
    truth = json.loads((made / "truth.json").read_text("utf-8"))
    wanted = [entry for entry in truth["files"] if _worded(entry)]
    return [Labelled(name, entry, content(made / "records", entry["path"])) for entry in wanted], truth


def _make(name: str, made: Path) -> None:
    """In a process of its own, and under its name only once it is whole."""
    made.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=made.parent) as scratch:
        out = Path(scratch, name)
        command = [sys.executable, "-m", "demo", "--story", name, "--scale", "papers", "--out", str(out)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        out.rename(made)


def _worded(entry: Mapping[str, Any]) -> bool:
    return entry["ended"] in ("read", "other_child") and entry["category"] and entry["form"] not in _WORDLESS


def _version(name: str) -> str:
    """Changes with the story and with the code that makes it."""
    folder = Path(demo.__file__).parent
    files = [*sorted(folder.glob("*.py")), folder / "stories" / f"{name}.yaml", folder / "templates" / "paper.typ"]
    return hashlib.blake2b(b"\0".join(file.read_bytes() for file in files), digest_size=6).hexdigest()


def samples() -> list[Labelled]:
    """Files of other programs under `../shared/data` that have labels here; none where the folder is absent."""
    return [sample for file in sorted(LABELS.glob("*.yaml")) for sample in _sample(file)]


def _sample(file: Path) -> Iterator[Labelled]:
    for entry in yaml.safe_load(file.read_text("utf-8")):
        path = SHARED / entry["file"]
        if path.is_file():
            origin = entry.get("origin", "structured")
            truth = {"path": entry["file"], "key": entry["file"], "form": file.stem, "ended": "read", "category": None}
            truth |= {name: list(with_origin(all_said(entry.get(name, [])), origin)) for name in ("says", "never")}
            truth |= {"findings": truth["says"], "complete": entry.get("complete", [])}
            yield Labelled(SAMPLES, truth, path.read_bytes())


def papers(form: str = "text") -> list[Labelled]:
    """Papers that strangers to the rules wrote and labelled, as plain text or as one of `printed.FORMS`. No two are of
    one child or hospital."""
    return [
        _paper(entry, form, unread=file.stem.endswith(UNREAD))
        for file in sorted(PAPERS.glob("*.yaml"))
        for entry in yaml.safe_load(file.read_text("utf-8"))
    ]


def _paper(entry: Mapping[str, Any], form: str, *, unread: bool) -> Labelled:
    key, text = str(entry["key"]), str(entry["text"])
    path = key + printed.FORMS.get(form, ".txt")
    truth = {"path": path, "key": key, "form": form, "ended": "read", "unread": unread}
    truth |= {"category": entry["category"], "document_date": entry.get("document_date")}
    truth |= {name: list(with_origin(all_said(entry.get(name, [])), "text")) for name in ("says", "never")}
    truth |= {"findings": truth["says"], "complete": entry.get("complete", [])}
    return Labelled(STRANGERS, truth, text.encode() if form == "text" else printed.printed(key, text, form))


def read_all(files: Iterable[Labelled], cache: Path, lanes: int) -> list[Read]:
    """Read each file in the cage, or take what was read of the same bytes before. Sorting and findings are made anew,
    so that rules can be tried in seconds; empty `cache` after changing a reader."""
    with Pool() as pool, ThreadPoolExecutor(lanes) as threads:
        return list(threads.map(lambda file: _read(file, cache, pool), files))


def _read(file: Labelled, cache: Path, pool: Pool) -> Read:
    name = file.path.rpartition("/")[2]
    kept = cache / f"{hashlib.blake2b(file.data + name.encode(), digest_size=16).hexdigest()}.body"
    found = _kept(kept) if kept.exists() else None
    if found is None:
        kept.write_bytes(_answer(pool, file, name))
        found = _kept(kept)
    if found is None:
        return Read(file)
    reader, reading = found
    return Read(file, reader, reading, sort(reading, rules().sorting))


def of_one_folder(reads: Sequence[Read]) -> list[Read]:
    """Records of one folder as `prepare` has them: a date that can be read in two ways is read in the way of its
    hospital's other papers, and a photographed page takes over what the page before it tells of their paper."""
    known = orders(read.made for read in reads if read.made is not None)
    return _paged([_in_order(read, known) for read in reads])


def _in_order(read: Read, known: Mapping[str, tuple[str, int]]) -> Read:
    if read.reading is None or read.made is None or not wants_order(read.made):
        return read
    order = known.get(place_key(read.made.institution.value or ""))
    if order is None:
        return read
    again = sort(read.reading, rules().sorting, order[0])
    told = dated(read.made, again, order, _LAST_DAY)
    return read if told is None else replace(read, made=told.over(read.made))


def _paged(reads: Sequence[Read]) -> list[Read]:
    """Pages with what the page before tells, the first of each paper with the others beside it."""
    sheets = [read for read in reads if read.of.page and read.made is not None]
    told = continued([_sheet(read) for read in sheets], page_words())
    over = {id(read): replace(read, made=told[at].over(_sorted(read))) for at, read in enumerate(sheets) if at in told}
    made = [over.get(id(read), read) for read in reads]
    return [_first(read, made) for read in made]


def _first(read: Read, reads: Sequence[Read]) -> Read:
    if read.of.page != 1:
        return read
    of = (read.of.truth["key"], read.of.truth["form"])
    beside = [one for one in reads if one.of.page > 1 and (one.of.truth["key"], one.of.truth["form"]) == of]
    return replace(read, beside=tuple(beside))


def _sheet(read: Read) -> Sheet:
    made = _sorted(read)
    folder, _, name = read.of.path.rpartition("/")
    lines = tuple(line.text for page in read.reading.pages for line in page.lines) if read.reading else ()
    return Sheet(folder, name, made, lines, ours=bool(made.people), unnamed=not made.people)


def _sorted(read: Read) -> Sorted:
    assert read.made is not None
    return read.made


def _kept(kept: Path) -> tuple[str, Reading] | None:
    """What was read before; None where it could not be, or was kept in a shape that is no longer ours."""
    reader, _, body = kept.read_bytes().partition(b"\n")
    try:
        return (reader.decode(), body_from_bytes(body)) if reader else None
    except ValueError:
        return None


def _answer(pool: Pool, file: Labelled, name: str) -> bytes:
    """The reader's name and what it read, b"" where it could not."""
    seen = Seen(name)
    try:
        answer = pool.read(Job(MemorySource(file.data), name, name), seen)
    except UnreadableError:
        return b""
    whole = replace(answer, stored=b"".join(seen.pieces)) if seen.pieces else answer
    return b"\n".join((whole.reader.encode(), b"".join(body_pieces(whole.reading))))
