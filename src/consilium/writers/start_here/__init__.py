"""START-HERE.html: one page that holds the whole packet, made to be read on a telephone at two in the morning.

Self-contained: no script, no network, pictures inside. Its Content-Security-Policy allows nothing but its own style
(by hash, CSP Level 3) and `data:` pictures. Whatever a file says of itself is escaped and isolated (`bdi`).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from consilium.domain.packet import Lane, PacketView, timeline
from consilium.domain.records import Remark
from consilium.knowledge.catalog import Catalog, shown
from consilium.writers.start_here import drawing

NAME = "START-HERE.html"
PICTURES_BYTES = 4 << 20
PLACES = 3
_FOLDER = Path(__file__).parent
_MEDIA = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


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
    """What lies in the packet beside the records: a summary, how many things are owed, and the letters that ask."""

    summary: bool = False
    owed: int = 0
    letters: tuple[LetterBeside, ...] = ()


NOTHING_BESIDE = Beside()


def page(view: PacketView, words: Catalog, beside: Beside = NOTHING_BESIDE) -> bytes:
    """The page in the catalog's language, UTF-8. The same view gives the same bytes."""
    style = (_FOLDER / "style.css").read_text("utf-8")
    template = _environment(words, _Pictures(), _anchors(view)).get_template("page.html")
    line = timeline(view)
    text = template.render(
        view=view,
        beside=beside,
        lang=words.language,
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        line=line,
        wide=drawing.wide(line, words),
        narrow=drawing.narrow(line, words),
        lanes=drawing.lanes(words),
        lane_names=[lane.value for lane in Lane],
        sizes=drawing,
    )
    return text.encode("utf-8")


def _environment(words: Catalog, pictures: _Pictures, anchors: dict[str, str]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(t=words.text, words=words, picture=pictures.url, said=drawing.said, anchors=anchors)
    environment.filters.update(user=_user, href=_href, remark=_remark(words), places=_places)
    return environment


def _anchors(view: PacketView) -> dict[str, str]:
    """The page's own anchor of each record number; numbers are data and are not trusted to be anchors."""
    return {item.number: f"record-{at}" for at, item in enumerate(view.everything(), start=1)}


def _user(text: str) -> Markup:
    """User data: harmless, escaped, and kept from turning the line around it (`bdi`)."""
    return Markup("<bdi>{}</bdi>").format(shown(text))


def _href(path: str) -> str:
    """A path in the packet as a relative link that no path can turn into a scheme, a host or a way out."""
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    return "./" + quote("/".join(parts) + ("/" if path.endswith("/") and parts else ""), errors="surrogateescape")


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
        media = next((media for magic, media in _MEDIA if data and data.startswith(magic)), "")
        if not data or not media or len(data) > self._left:
            return ""
        self._left -= len(data)
        return f"data:{media};base64,{base64.b64encode(data).decode()}"
