"""PPTX (ECMA-376 Part 1, 19) as lines: one page a slide, its speaker's notes after it."""

from __future__ import annotations

import re
from typing import Any

from consilium.domain.records import Page, Reading, Remark
from consilium.readers import prose
from consilium.readers.contract import Context
from consilium.readers.lines import unpaged
from consilium.readers.office.container import Container, local, optional
from consilium.readers.office.properties import dates_of, properties_of

MOST_SLIDES = 2_000
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,6})\.xml")


def read(container: Container, context: Context) -> Reading:
    remarks: list[Remark] = []
    numbers = sorted(int(found[1]) for name in container.names() if (found := _SLIDE.fullmatch(name)))
    pages: list[Page] = []
    for number in numbers[:MOST_SLIDES]:
        shown = _lines(optional(container, f"ppt/slides/slide{number}.xml", remarks))
        notes = _lines(optional(container, f"ppt/notesSlides/notesSlide{number}.xml", remarks))
        pages.append(unpaged(len(pages) + 1, prose.lines([*shown, *notes])))
    container.hand_on(("ppt/media/", "ppt/embeddings/"), context)
    properties = properties_of(optional(container, "docProps/core.xml", remarks))
    if not any(page.lines for page in pages):
        remarks.append(Remark("documents.no_text"))
    return Reading(
        format="pptx",
        title=properties.get("title", ""),
        dates=dates_of(properties, "docProps/core.xml"),
        language=prose.language(_text(pages)),
        pages=tuple(pages),
        facts={"properties": dict(properties)},
        remarks=tuple(remarks),
    )


def _text(pages: list[Page]) -> str:
    return "\n".join(page.text for page in pages)


def _lines(slide: Any) -> list[str]:
    """Paragraphs (21.1.2.2.6) in the slide's order; a table's row is one line."""
    found: list[str] = []
    for element in [] if slide is None else slide.iter():
        name = local(element)
        if name == "tr":
            found.append(" ".join(_said(part) for part in element.iter() if local(part) == "p"))
        elif name == "p" and not any(local(ancestor) == "tr" for ancestor in element.iterancestors()):
            found.append(_said(element))
    return found


def _said(paragraph: Any) -> str:
    return "".join(
        (part.text or "") if local(part) == "t" else "\n" for part in paragraph.iter() if local(part) in ("t", "br")
    )
