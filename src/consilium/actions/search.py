"""Full text over a case: kept up to date as sealed segments, opened in memory, asked in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db import transaction

from consilium import search
from consilium.actions import audit
from consilium.actions.documents import file_read, page_of, reading_of, ref_of
from consilium.actions.kept import keep
from consilium.actions.opened import OpenCase, now
from consilium.casebook.models import IndexSegment, InputFile
from consilium.domain.answers import Head
from consilium.domain.errors import IntegrityError
from consilium.domain.records import Box, Ended, Page
from consilium.domain.search import boxes_of, query
from consilium.knowledge.synonyms import synonyms
from consilium.search import Hit, Index, Marked, PageText

SEGMENT_CHARS = 64_000_000  # of text in one segment: about as many bytes to keep in memory while it is made
MOST_SEGMENTS = 12
HITS = 30
BOXES = 60


@dataclass(frozen=True)
class Found:
    """A hit: the file, its path and head, the page, the words around what was found, and where that stands."""

    file: UUID
    path: str
    head: Head | None
    page: int
    snippet: str
    words: tuple[str, ...]
    boxes: tuple[Box, ...]


def update(case: OpenCase) -> int:
    """Index what is not yet; how many files that were. Raises IntegrityError, StoreError."""
    waiting = InputFile.objects.filter(case=case.row, ended=Ended.READ, litter=False, indexed=False)
    if not waiting.exists():
        return 0
    if IndexSegment.objects.filter(case=case.row).count() >= MOST_SEGMENTS:
        _begin_anew(case)
    rows = waiting.select_related("answer", "content").order_by("id").iterator(chunk_size=200)
    count, pages, chars, files = 0, [], 0, []
    for row in rows:
        found = list(_pages(case, row))
        files.append(row.id)
        pages += found
        chars += sum(len(page.text) for page in found)
        if chars >= SEGMENT_CHARS:
            count += _keep_segment(case, pages, files)
            pages, chars, files = [], 0, []
    return count + _keep_segment(case, pages, files)


def opened_index(case: OpenCase) -> Index:
    """The case's index in memory; to be kept while a person searches. Raises IntegrityError, StoreError."""
    segments = IndexSegment.objects.filter(case=case.row).select_related("blob").order_by("made", "id")
    try:
        return Index.open(case.reader.read(ref_of(row.blob)) for row in segments)
    except ValueError as error:
        raise IntegrityError("errors.index_damaged") from error


def find(case: OpenCase, index: Index, text: str, bound: int = HITS) -> tuple[Found, ...]:
    """The best pages for a text as a person types it, of files that are the child's. Leaves an audit line."""
    with transaction.atomic():
        audit.record(case.viewer, "case.searched", case.id, now())
    asked = query(text, synonyms())
    hits = index.find(asked, 4 * bound)
    rows = _rows(case, hits)
    own = [hit for hit in hits if hit.record in rows][:bound]
    return tuple(_found(case, rows[hit.record], hit.page, index.mark(asked, hit)) for hit in own)


def _rows(case: OpenCase, hits: Iterable[Hit]) -> dict[str, InputFile]:
    """The files of hits that still are what they were when they were indexed."""
    wanted = {UUID(hit.record) for hit in hits}
    rows = InputFile.objects.filter(case=case.row, ended=Ended.READ, litter=False, id__in=wanted)
    return {str(row.id): row for row in rows.select_related("answer", "content")}


def _found(case: OpenCase, row: InputFile, number: int, marked: Marked) -> Found:
    read = file_read(case, row)
    page = page_of(case, row, number) or Page(number)
    words = tuple(dict.fromkeys(page.text[start:end] for start, end in marked.parts))
    boxes = tuple(islice(boxes_of(page, marked.parts), BOXES))
    return Found(row.id, read.document.path, read.head, number, marked.snippet, words, boxes)


def _pages(case: OpenCase, row: InputFile) -> Iterator[PageText]:
    reading = reading_of(case, row)
    for page in reading.pages if reading else ():
        if page.lines:
            yield PageText(str(row.id), page.number, page.text)


def _keep_segment(case: OpenCase, pages: list[PageText], files: list[UUID]) -> int:
    """A segment of some files' pages; how many files are indexed by it."""
    if not files:
        return 0
    made = keep(case, [search.build(pages)] if pages else [])
    with transaction.atomic():
        made.create(case)
        for blob in made.named:
            IndexSegment.objects.create(case=case.row, made=now(), blob_id=blob)
        InputFile.objects.filter(id__in=files).update(indexed=True)
    return len(files)


def _begin_anew(case: OpenCase) -> None:
    """Many small segments become few: all files are indexed again. The old segments' bytes stay in their packs."""
    with transaction.atomic():
        IndexSegment.objects.filter(case=case.row).delete()
        InputFile.objects.filter(case=case.row, indexed=True).update(indexed=False)
