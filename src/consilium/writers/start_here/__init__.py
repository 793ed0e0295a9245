"""START-HERE.html: one page that holds the whole packet, made to be read on a telephone at two in the morning.

Self-contained: no script, no network, pictures inside. Its Content-Security-Policy allows nothing but its own style
(by hash, CSP Level 3) and `data:` pictures. Whatever a file says of itself is escaped and isolated (`bdi`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup, escape

from consilium.domain.dates import PartialDate
from consilium.domain.deadlines import Deadline
from consilium.domain.packet import Lane, PacketView, Timeline, timeline
from consilium.domain.records import Remark
from consilium.knowledge.catalog import Catalog
from consilium.writers import otherchild, pages
from consilium.writers.start_here import drawing

NAME = "START-HERE.html"
PICTURES_BYTES = 4 << 20
PLACES = 3
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class LetterBeside:
    """A letter in the packet: `path` without its ending (there are .pdf, .docx and .txt), `door` as `Door` has it,
    `language` "en" or "es", how many things it asks for; `holder` "" is a hospital that nobody named."""

    path: str
    holder: str
    door: str
    language: str
    asks: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies in the packet beside the records: a summary, how many things are owed, and the letters that ask; and
    the days to come until which papers want something, and how long what is owed may take."""

    summary: bool = False
    owed: int = 0
    letters: tuple[LetterBeside, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    how_long: tuple[Remark, ...] = ()


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Pictures:
    """The timeline as two SVG pictures with title and description, and where their colours come from: the classes
    `lane-scans`, `lane-tissue`, ... of the page that shows them. Both are "" where no record has a date."""

    wide: Markup
    narrow: Markup


def timeline_pictures(line: Timeline, words: Catalog) -> Pictures:
    """The pictures of this page's timeline, for a page of the family's place."""
    if not line.periods:
        return Pictures(Markup(""), Markup(""))
    template = _environment(words, _Pictures(), {}).get_template("timeline_pictures.html")
    made = template.make_module(_drawn(line, words))
    return Pictures(made.wide_picture(), made.narrow_picture())  # type: ignore[attr-defined]


def page(view: PacketView, words: Catalog, beside: Beside = NOTHING_BESIDE) -> bytes:
    """The page in the catalog's language, UTF-8. The same view gives the same bytes."""
    environment = _environment(words, _Pictures(), _anchors(view))
    environment.filters.update(_unnamed(view))
    template = environment.get_template("page.html")
    line = timeline(view)
    text = template.render(
        view=view,
        beside=beside,
        lang=words.language,
        **pages.style(_FOLDER),
        **_drawn(line, words),
    )
    return text.encode("utf-8")


def _drawn(line: Timeline, words: Catalog) -> dict[str, object]:
    """What the timeline's pictures are drawn of."""
    return {
        "line": line,
        "wide": drawing.wide(line, words),
        "narrow": drawing.narrow(line, words),
        "lanes": drawing.lanes(words),
        "lane_names": [lane.value for lane in Lane],
        "sizes": drawing,
    }


def _environment(words: Catalog, pictures: _Pictures, anchors: dict[str, str]) -> Environment:
    environment = pages.environment(_FOLDER)
    environment.globals.update(t=words.text, words=words, picture=pictures.url, said=drawing.said, anchors=anchors)
    environment.filters.update(remark=_remark(words), places=_places)
    return environment


def _unnamed(view: PacketView) -> dict[str, Callable[..., object]]:
    """What takes the name of another child out: its files stand in the packet's list, and the packet may be sent on."""
    names = {other.path: other.named for other in view.set_aside}

    def of_copy(path: str, first: str) -> str:
        return otherchild.without_name(path, names.get(first, ""))

    return {
        "without": otherchild.without_name,
        "initials": otherchild.initials,
        "guarded": otherchild.guarded,
        "year": lambda day: PartialDate(day.year),
        "copy_path": lambda copy: of_copy(copy.path, copy.same_as),
        "first_path": lambda copy: of_copy(copy.same_as, copy.same_as),
    }


def _anchors(view: PacketView) -> dict[str, str]:
    """The page's own anchor of each record number; numbers are data and are not trusted to be anchors."""
    return {item.number: f"record-{at}" for at, item in enumerate(view.everything(), start=1)}


def _remark(words: Catalog) -> object:
    def say(remark: Remark) -> Markup:
        return Markup("<bdi>{}</bdi>").format(escape(words.remark(remark)))

    return say


def _places(sources: Sequence[str]) -> tuple[list[str], int]:
    """Where a record was found: its paths if they are few, else their folders, and how many folders are not shown."""
    if len(sources) <= PLACES:
        return list(sources), 0
    folders = list(dict.fromkeys(source[: source.rfind("/") + 1] or source for source in sources))
    return folders[:PLACES], max(len(folders) - PLACES, 0)


class _Pictures:
    """Pictures as `data:` URLs, as long as they keep the page small enough for a telephone."""

    def __init__(self) -> None:
        self._left = PICTURES_BYTES

    def url(self, data: bytes | None) -> str:
        """The URL, or "" for no picture, one of an unknown kind, or one too many."""
        if not data or len(data) > self._left:
            return ""
        url = pages.picture(data)
        self._left -= len(data) if url else 0
        return url
