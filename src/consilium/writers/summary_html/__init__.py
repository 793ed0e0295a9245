"""summary.html: the whole clinical summary in one file, each statement with the page that makes it, the words marked.

Self-contained like START-HERE.html: no script, no network. References are links to fragments, so that `:target` can
show the place. Pictures of pages are bounded in number and size; beyond that the words are quoted as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment

from consilium.domain.packet import PacketView
from consilium.domain.summary import Summary
from consilium.knowledge.catalog import Catalog
from consilium.writers import pages as webpage
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
    drawn = plots(summary.series)[:SERIES]
    book = places.Places(view, pages)
    sections = [(section, groups_of(section, book)) for section in summary.sections]
    template = _environment(words).get_template("page.html")
    text = template.render(
        view=view,
        summary=summary,
        lang=words.language,
        **webpage.style(_FOLDER),
        sections=sections,
        plots=[(plot, book.of_points(plot)) for plot in drawn],
        places=book.pages(),
        left_out=book.not_pictured,
    )
    return text.encode("utf-8")


def _environment(words: Catalog) -> Environment:
    environment = webpage.environment(_FOLDER)
    environment.globals.update(t=words.text, words=words, wording=wording, keyed=KEYED, heads=_heads(words))
    environment.globals.update(alternative=lambda plot: alternative(plot, words), boxes=places.boxes)
    return environment


def _heads(words: Catalog) -> object:
    def heads(group: GroupView) -> list[str]:
        """The heads of the columns; the group's title stands for the first that is not its date, as in print."""
        found = wording.columns(group.group, words)
        if group.group.code not in UNTITLED:
            found[int(group.group.columns[0] == "date")] = wording.title(group.group, words)
        return found

    return heads
