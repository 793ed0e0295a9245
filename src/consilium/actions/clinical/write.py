"""What the records say, into the packet: summary.pdf, summary.html, summary.fhir.json and the letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from consilium import __version__
from consilium.actions.clinical.asked import asked_now
from consilium.actions.clinical.fill import Filled
from consilium.actions.clinical.pages import pictures
from consilium.actions.opened import OpenCase, now
from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness import gaps
from consilium.domain.completeness.status import Status, pieces_owed
from consilium.domain.conflicts import conflicts
from consilium.domain.deadlines import Deadline
from consilium.domain.doses import cumulative
from consilium.domain.labseries import lab_series
from consilium.domain.letters import Choices, Letter, letters
from consilium.domain.packet import PacketView
from consilium.domain.records import Remark
from consilium.domain.summary import Asked, Derived, Summary, conflict_rows, gap_notes, gap_rows, summarize
from consilium.domain.summary.ahead import wanted
from consilium.domain.summary.courses import series_of
from consilium.domain.summary.doserows import dose_rows
from consilium.knowledge.catalog import Catalog, catalog
from consilium.knowledge.displaynames import display_names
from consilium.knowledge.doses import dose_rules
from consilium.knowledge.labunits import lab_scale, lab_units, laboratory_tests
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.ranks import ranks
from consilium.knowledge.requirements import requirements
from consilium.writers import fhir, summary, summary_html
from consilium.writers import letters as written
from consilium.writers.names import safe_part

NAMES = (summary.NAME, summary_html.NAME, fhir.NAME)
LETTERS = "letters"


@dataclass(frozen=True)
class Told:
    """How much was written: statements, what is owed and the letters that ask for it, with their places; the days to
    come until which papers want something; and how long what is owed may take."""

    findings: int
    conflicts: int
    owed: int
    letters: tuple[tuple[Letter, str], ...]
    deadlines: tuple[Deadline, ...] = ()
    how_long: tuple[Remark, ...] = ()


def derive(case: ClinicalCase, asked: Asked | None = None, program: str = "") -> tuple[Summary, tuple[Status, ...]]:
    """The summary with what other rules make of the case, and how everything stands that is wanted of it."""
    doses = cumulative(case.findings, dose_rules())
    names = display_names(case.language)
    stand = gaps(case, requirements(), program or None)
    derived = Derived(
        doses=dose_rows(doses, names),
        series=series_of(lab_series(case.findings, lab_units(), laboratory_tests()), names, ranks().tests),
        conflicts=conflict_rows(conflicts(case, lab_scale()), names),
        gaps=gap_rows(stand, names),
        gap_notes=gap_notes(stand),
        scale=lab_scale(),
    )
    return summarize(case, asked, derived, names, ranks()), stand


class Folder(Protocol):
    """Where the files go: a folder on a disk (a `Path`), or one in memory."""

    @property
    def name(self) -> str: ...

    def __truediv__(self, part: str, /) -> Folder: ...

    def mkdir(self, *, exist_ok: bool) -> None: ...

    def write_bytes(self, data: bytes, /) -> int: ...

    def write_text(self, text: str, encoding: str, /) -> int: ...


def write(case: OpenCase, filled: Filled, view: PacketView, folder: Folder, sha256: Mapping[UUID, str]) -> Told:
    """Into a folder that is there. Raises OSError, IntegrityError, StoreError."""
    words = catalog(view.language)
    made, stand = derive(filled.case, asked_now(case), case.document.program)
    pages = pictures(case, filled, made.references())
    (folder / summary.NAME).write_bytes(summary.pdf(view, words, made))
    (folder / summary_html.NAME).write_bytes(summary_html.html(made, view, words, pages))
    about = fhir.About(str(case.id), now(), f"Consilium {__version__}", _hashes(filled, sha256))
    (folder / fhir.NAME).write_bytes(fhir.fhir(filled.case, about, words))
    chosen = Choices(countries=case.document.countries, language=view.language)
    asked = letters(stand, filled.case, letter_tables(), chosen)
    written_as = _write_letters(folder / LETTERS, asked, words)
    found = len(filled.case.findings), len(conflicts(filled.case, lab_scale()))
    return Told(*found, pieces_owed(stand), written_as, wanted(filled.case), gap_notes(stand))


def _hashes(filled: Filled, sha256: Mapping[UUID, str]) -> dict[str, str]:
    """SHA-256 of the originals by record number."""
    found = {number: sha256.get(one.content, "") for number, one in filled.files.items() if one.content}
    return {number: digest for number, digest in found.items() if digest}


def _write_letters(folder: Folder, asked: Iterable[Letter], words: Catalog) -> tuple[tuple[Letter, str], ...]:
    """Each letter with its path in the packet, without an ending."""
    taken: set[str] = set()
    placed = []
    for letter in asked:
        folder.mkdir(exist_ok=True)
        stem = _name(letter, words, taken)
        said = catalog(letter.language)
        (folder / f"{stem}.pdf").write_bytes(written.pdf(letter, said))
        (folder / f"{stem}.docx").write_bytes(written.docx(letter, said))
        (folder / f"{stem}.txt").write_text(written.txt(letter, said), "utf-8")
        placed.append((letter, f"{folder.name}/{stem}"))
    return tuple(placed)


def _name(letter: Letter, words: Catalog, taken: set[str]) -> str:
    """The holder and the door, told apart from the other letters whatever the file system makes of case."""
    holder = letter.holder or words.text("letters.holder_unknown")
    stem = safe_part(f"{holder} - {words.text(f'gaps.door_{letter.door.value}')}")[:100].rstrip(" .")
    name, count = stem, 1
    while name.casefold() in taken:
        count += 1
        name = f"{stem} ({count})"
    taken.add(name.casefold())
    return name
