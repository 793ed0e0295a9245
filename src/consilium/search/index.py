"""SQLite's FTS5 in memory. Diacritics and case are folded; the whole index is bytes that lie nowhere but in memory.

`apsw` rather than the interpreter's SQLite, since that one may come without `serialize` or FTS5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import apsw

from consilium.domain.search import Query

TOKENS = "unicode61 remove_diacritics 2"
OPEN, CLOSE, GAP = "\x02", "\x03", " … "
SNIPPET_TOKENS = 24
PARTS = 200
_COLUMNS = "text, record UNINDEXED, number UNINDEXED"
_SCHEMA = f"CREATE VIRTUAL TABLE pages USING fts5({_COLUMNS}, tokenize='{TOKENS}', prefix='3 4')"
_NOT_KEPT = str.maketrans({OPEN: " ", CLOSE: " ", "\0": " "})


@dataclass(frozen=True, slots=True)
class PageText:
    """One page of one record (by its id) as it is searched."""

    record: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A page on which all words stand: `rank` is smaller for better hits (BM25), `place` is the index's own."""

    record: str
    page: int
    rank: float
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """What was found on a page: words around it, with OPEN and CLOSE; its places in the page's text (start, end), the
    first PARTS of them."""

    snippet: str
    parts: tuple[tuple[int, int], ...] = ()


def build(pages: Iterable[PageText]) -> bytes:
    """A segment of the index, as bytes."""
    connection = _connection()
    connection.execute(_SCHEMA)
    with connection:
        connection.executemany(
            "INSERT INTO pages (text, record, number) VALUES (?, ?, ?)",
            ((_clean(page.text), page.record, page.number) for page in pages),
        )
        connection.execute("INSERT INTO pages (pages) VALUES ('optimize')")
    connection.execute("VACUUM")
    return connection.serialize("main")


class Index:
    """All segments of a case, opened. Used by one thread at a time."""

    def __init__(self, segments: Sequence[apsw.Connection]) -> None:
        self._segments = segments

    @classmethod
    def open(cls, segments: Iterable[bytes]) -> Index:
        """Raises ValueError for bytes that are no segment."""
        opened = []
        for data in segments:
            connection = _connection()
            try:
                connection.deserialize("main", data)
                connection.execute("SELECT count(*) FROM pages_config")
            except apsw.Error as error:
                raise ValueError("not a segment of an index") from error
            opened.append(connection)
        return cls(opened)

    def find(self, query: Query, bound: int = 50) -> tuple[Hit, ...]:
        """The best hits of all segments, at most `bound`; none for a query without words."""
        match = _match(query)
        if not match:
            return ()
        hits = [hit for at in range(len(self._segments)) for hit in self._search(at, match, bound)]
        return tuple(sorted(hits, key=lambda hit: (hit.rank, hit.record, hit.page))[:bound])

    def mark(self, query: Query, hit: Hit) -> Marked:
        """What a query found on the page of a hit of its own."""
        at, row = hit.place
        found = self._segments[at].execute(
            "SELECT snippet(pages, 0, ?, ?, ?, ?), highlight(pages, 0, ?, ?) FROM pages "
            "WHERE pages MATCH ? AND rowid = ?",
            (OPEN, CLOSE, GAP, SNIPPET_TOKENS, OPEN, CLOSE, _match(query), row),
        )
        snippet, marked = next(found)
        return Marked(str(snippet), tuple(islice(_parts(str(marked)), PARTS)))

    def _search(self, at: int, match: str, bound: int) -> list[Hit]:
        rows = self._segments[at].execute(
            "SELECT record, number, rank, rowid FROM pages WHERE pages MATCH ? ORDER BY rank LIMIT ?", (match, bound)
        )
        return [Hit(str(record), int(number), float(rank), (at, int(row))) for record, number, rank, row in rows]


def _parts(marked: str) -> Iterator[tuple[int, int]]:
    """Where the marked parts stand in the text without its marks."""
    before, *found = marked.split(OPEN)
    at = len(before)
    for piece in found:
        part, _, rest = piece.partition(CLOSE)
        yield at, at + len(part)
        at += len(part) + len(rest)


def _match(query: Query) -> str:
    """The query in FTS5's own words: every group must be there, of each group one phrase. Every text is quoted."""
    return " AND ".join("(" + " OR ".join(_phrase(one) for one in group) + ")" for group in query.groups if group)


def _phrase(words: tuple[str, ...]) -> str:
    *whole, last = words
    begun = last.endswith("*")
    quoted = " ".join([*whole, last.rstrip("*")]).replace('"', '""')
    return f'"{quoted}"' + (" *" if begun else "")


def _connection() -> apsw.Connection:
    connection = apsw.Connection(":memory:")
    connection.execute("PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF")
    return connection


def _clean(text: str) -> str:
    """The same number of characters, without what SQLite cuts a text at or has no place for, and without our marks."""
    return text.encode("utf-8", "replace").decode("utf-8").translate(_NOT_KEPT)
