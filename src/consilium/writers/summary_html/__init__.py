"""summary.html: the whole clinical summary in one file, each statement with the page that makes it, the words marked.

Self-contained like START-HERE.html: no script, no network. References are links to fragments, so that `:target` can
show the place. Pictures of pages are bounded in number and size; beyond that the words are quoted as text.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from consilium.domain.packet import PacketView
from consilium.domain.summary import Summary
from consilium.knowledge.catalog import Catalog, shown
from consilium.writers.summary import wording
from consilium.writers.summary.clinical import KEYED, UNTITLED, alternative
from consilium.writers.summary.plots import plots
from consilium.writers.summary_html import places
from consilium.writers.summary_html.rows import GroupView, groups_of

NAME = "summary.html"
SERIES = 60
_FOLDER = Path(__file__).parent


def html(summary: Summary, view: PacketView, words: Catalog, pages: Mapping[tuple[str, int], bytes]) -> bytes:
    """The page in the catalog's language, UTF-8; the same values give the same bytes.

    `pages` are pictures (PNG or JPEG, upright as the page is read) of cited pages by record number and page number.
    """
    style = (_FOLDER / "style.css").read_text("utf-8")
    drawn = plots(summary.series)[:SERIES]
    book = places.Places(view, pages)
    sections = [(section, groups_of(section, book)) for section in summary.sections]
    template = _environment(words).get_template("page.html")
    text = template.render(
        view=view,
        summary=summary,
        lang=words.language,
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        sections=sections,
        plots=[(plot, book.of_points(plot)) for plot in drawn],
        places=book.pages(),
        left_out=book.not_pictured,
    )
    return text.encode("utf-8")


def _environment(words: Catalog) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(t=words.text, words=words, wording=wording, keyed=KEYED, heads=_heads(words))
    environment.globals.update(alternative=lambda plot: alternative(plot, words), boxes=places.boxes)
    environment.filters.update(user=_user, href=_href)
    return environment


def _heads(words: Catalog) -> object:
    def heads(group: GroupView) -> list[str]:
        """The heads of the columns; the group's title stands for the first that is not its date, as in print."""
        found = wording.columns(group.group, words)
        if group.group.code not in UNTITLED:
            found[int(group.group.columns[0] == "date")] = wording.title(group.group, words)
        return found

    return heads


def _user(text: str) -> Markup:
    """Text of a source: harmless, escaped, and kept from turning the line around it (`bdi`)."""
    return Markup("<bdi>{}</bdi>").format(shown(text, 1_000))


def _href(path: str) -> str:
    """A path in the packet as a relative link that no path can turn into a scheme, a host or a way out."""
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    return "./" + quote("/".join(parts), errors="surrogateescape")
