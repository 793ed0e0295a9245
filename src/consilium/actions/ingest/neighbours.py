"""After a run: what papers tell of one another. A hospital's order of day and month, and the next page of a letter.

Decided over the whole case each time and kept in the case's own document; what each paper says itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from consilium.actions.documents import FileRead, file_as_read, reading_of
from consilium.actions.opened import OpenCase, identity_of, now
from consilium.casebook.documents import ToldOfFile
from consilium.casebook.models import InputFile
from consilium.domain.dates import PartialDate
from consilium.domain.identity import Match
from consilium.domain.records import Ended, Reading
from consilium.domain.sorting import STRUCTURED, Sorted, sort
from consilium.domain.sorting.continued import Sheet, continued, neighbours
from consilium.domain.sorting.fromothers import (
    FromOthers,
    dated,
    not_of_birthday,
    orders,
    place_key,
    seems_of_birthday,
    wants_order,
)
from consilium.domain.sorting.placefromothers import Placed, placed
from consilium.knowledge.pages import page_words
from consilium.knowledge.rules import rules

SHEET_READERS = ("photo", "pdf")
NO_PAPERS = ("dicom", "archive", "slide", "litter", "")
MOST_SORTED_AGAIN = 500
MOST_SHEETS = 500


@dataclass(frozen=True)
class _Paper:
    """A paper of the case: its row, its path, what was decided of it, and whose it is."""

    row: InputFile
    path: str
    made: Sorted
    pages: int

    @property
    def match(self) -> str:
        return self.row.naming.match if self.row.naming is not None else ""


def told_by_others(case: OpenCase) -> OpenCase:
    """Decide and keep. The case comes back with what its papers tell of one another."""
    papers = [paper for row, read in _papers(case) for paper in _paper(row, read)]
    told = _not_of_birthday(case, papers)
    papers = [replace(one, made=told[at].over(one.made)) if at in told else one for at, one in enumerate(papers)]
    by_place = placed([Placed(one.made, one.match == Match.SAME) for one in papers])
    for more in (_dated(case, papers), _continued(case, papers), by_place):
        told = {**told, **{at: one.beside(told[at]) if at in told else one for at, one in more.items()}}
    kept = {str(papers[at].row.id): told[at] for at in sorted(told)}
    if kept == case.told:
        return case
    _keep_categories(papers, case.told, kept)
    listed = tuple(ToldOfFile(file, one) for file, one in kept.items())
    return case.with_document(replace(case.document, from_others=listed))


def _papers(case: OpenCase) -> Iterator[tuple[InputFile, FileRead]]:
    rows = InputFile.objects.filter(case=case.row, ended=Ended.READ, litter=False).exclude(reader__in=NO_PAPERS)
    for row in rows.select_related("naming", "answer").order_by("id").iterator(chunk_size=200):
        yield row, file_as_read(case, row)


def _paper(row: InputFile, read: FileRead) -> Iterator[_Paper]:
    if read.head is not None and read.head.pages:
        yield _Paper(row, read.document.path, read.head.sorted, read.head.pages)


def _not_of_birthday(case: OpenCase, papers: list[_Paper]) -> dict[int, FromOthers]:
    """Papers that took the child's birth date, which other papers tell, for their own."""
    child = identity_of(case)
    born = child.birth_date if child is not None else None
    if born is None or not born.day:
        return {}
    found = {}
    for at in [at for at, one in enumerate(papers) if seems_of_birthday(one.made, born)][:MOST_SORTED_AGAIN]:
        reading = reading_of(case, papers[at].row)
        if reading is None or reading.format.startswith(STRUCTURED):
            continue
        again = sort(reading, rules().sorting, births=frozenset([born]))
        told = not_of_birthday(reading, again)
        if told is not None:
            found[at] = told
    return found


def _dated(case: OpenCase, papers: list[_Paper]) -> dict[int, FromOthers]:
    """Dates that can be read in two ways, by the order that the same hospital's other papers show."""
    wanting = [at for at, paper in enumerate(papers) if wants_order(paper.made)][:MOST_SORTED_AGAIN]
    known = orders(paper.made for paper in papers) if wanting else {}
    day = now().date()
    found = {}
    for at in wanting:
        made = papers[at].made
        order = known.get(place_key(made.institution.value or ""))
        reading = reading_of(case, papers[at].row) if order else None
        if order is None or reading is None:
            continue
        again = sort(reading, rules().sorting, order[0])
        told = dated(made, again, order, PartialDate(day.year, day.month, day.day))
        if told is not None:
            found[at] = told
    return found


def _continued(case: OpenCase, papers: list[_Paper]) -> dict[int, FromOthers]:
    """Photographed pages that follow the one beside them. Only those next to a page that names nobody are opened."""
    sheets = [at for at, one in enumerate(papers) if one.row.reader in SHEET_READERS and one.pages == 1]
    names = [_place(papers[at].path) for at in sheets]
    asked = [pair for pair in neighbours(names) if _names_nobody(papers[sheets[pair[1]]])]
    wanted = sorted({one for pair in asked for one in pair})[:MOST_SHEETS]
    opened = [_sheet(papers[sheets[one]], reading_of(case, papers[sheets[one]].row)) for one in wanted]
    return {sheets[wanted[at]]: told for at, told in continued(opened, page_words()).items()}


def _sheet(paper: _Paper, reading: Reading | None) -> Sheet:
    folder, name = _place(paper.path)
    lines = tuple(line.text for page in reading.pages for line in page.lines) if reading else ()
    ours = paper.match in (Match.SAME, Match.PROBABLY_SAME)
    return Sheet(folder, name, paper.made, lines, ours, _names_nobody(paper))


def _names_nobody(paper: _Paper) -> bool:
    return paper.match in ("", Match.UNNAMED)


def _place(path: str) -> tuple[str, str]:
    """Folder (or archive) and name."""
    inner = path.rpartition("!/")
    folder, _, name = inner[2].rpartition("/")
    return f"{inner[0]}!/{folder}", name


def _keep_categories(papers: list[_Paper], before: Mapping[str, FromOthers], kept: Mapping[str, FromOthers]) -> None:
    """The tables' own column follows what is decided now."""
    for paper in papers:
        key = str(paper.row.id)
        if key not in before and key not in kept:
            continue
        made = kept[key].over(paper.made) if key in kept else paper.made
        InputFile.objects.filter(id=paper.row.id).update(category=made.category.value or "")
