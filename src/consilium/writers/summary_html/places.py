"""The places that a summary cites: for each page of a record its picture, and on it the words of each statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consilium.domain.packet import PacketView, RecordView, StudyView
from consilium.domain.records import Citation
from consilium.domain.summary import Reference
from consilium.writers import pages as webpage
from consilium.writers.summary.plots import Plot

PICTURES = 160
PICTURE_BYTES = 500_000
PICTURES_BYTES = 16 << 20
GROUPS = 200  # statements marked on one page


@dataclass
class Marked:
    """What one statement quotes from a page. `anchor` is what its reference links to, `back` the statement."""

    anchor: str
    back: str
    citations: list[Citation] = field(default_factory=list)


@dataclass
class PageCited:
    """A page of a record, or the record as a whole where `number` is 0. `picture` is a `data:` URL or ""."""

    anchor: str
    record: str
    number: int
    item: RecordView | StudyView | None
    picture: str = ""
    marked: dict[str, Marked] = field(default_factory=dict)

    @property
    def label(self) -> str:
        several = isinstance(self.item, RecordView) and self.item.pages > 1
        return f"{self.record} p.{self.number}" if self.number and several else self.record

    @property
    def title(self) -> str:
        return self.item.title if isinstance(self.item, RecordView) else self.item.description if self.item else ""


class Places:
    """All places in the order of their first citation, each statement with its own mark on each page."""

    def __init__(self, view: PacketView, pictures: Mapping[tuple[str, int], bytes]) -> None:
        self._items = {item.number: item for item in view.everything()}
        self._pictures = pictures
        self._pages: dict[tuple[str, int], PageCited] = {}
        self._bytes = 0
        self._pictured = 0
        self._series = 0
        self.not_pictured = 0

    def cite(self, statement: str, references: Sequence[Reference]) -> list[tuple[str, str]]:
        """(label, anchor) of each page that a statement (its anchor) cites, each page once."""
        links: dict[str, str] = {}
        for reference in references:
            page = self._page(reference)
            if statement not in page.marked and len(page.marked) >= GROUPS:
                links.setdefault(reference.label, page.anchor)
                continue
            marked = page.marked.setdefault(statement, Marked(f"{page.anchor}-{statement}", statement))
            if reference.citation not in marked.citations:
                marked.citations.append(reference.citation)
            links.setdefault(reference.label, marked.anchor)
        return list(links.items())

    def of_points(self, plot: Plot) -> list[str]:
        """The anchor of each mark of a drawn series, "" where it has no place."""
        self._series += 1
        found = []
        for at, mark in enumerate(plot.marks, start=1):
            place = mark.point.reference
            found.append(self.cite(f"v{self._series}-{at}", [place])[0][1] if place is not None else "")
        return found

    def pages(self) -> list[PageCited]:
        return list(self._pages.values())

    def _page(self, reference: Reference) -> PageCited:
        number = reference.citation.page or reference.page or 0
        key = (reference.record, number)
        if key not in self._pages:
            item = self._items.get(reference.record)
            made = PageCited(f"p{len(self._pages) + 1}", reference.record, number, item, self._picture(key))
            self._pages[key] = made
        return self._pages[key]

    def _picture(self, key: tuple[str, int]) -> str:
        """The page's picture as a `data:` URL as long as there is room for it."""
        data = self._pictures.get(key)
        url = webpage.picture(data)
        if not data or not url:
            return ""
        fits = len(data) <= PICTURE_BYTES and self._bytes + len(data) <= PICTURES_BYTES
        if not fits or self._pictured >= PICTURES:
            self.not_pictured += 1
            return ""
        self._bytes += len(data)
        self._pictured += 1
        return url


def boxes(marked: Marked) -> Iterator[dict[str, float]]:
    """The boxes of a statement's words in a view box of 1000 x 1000, a little wider than the words."""
    for citation in marked.citations:
        if (box := citation.box) is not None:
            left, top = max(box.left * 1000 - 4, 0), max(box.top * 1000 - 3, 0)
            right, bottom = min(box.right * 1000 + 4, 1000), min(box.bottom * 1000 + 3, 1000)
            yield {"x": round(left), "y": round(top), "w": round(right - left), "h": round(bottom - top)}
