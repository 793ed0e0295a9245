"""SVG drawings (SVG 1.1 and 2): the words in them, in the order in which they stand. Nothing is drawn or loaded.

Portals and viewers save plots, growth curves and reports so; icons too, which `domain.litter` tells apart by where they
lie. Pictures inside (`data:`) that may be scans are handed on. `facts`: {"title": text, "shapes": how many are drawn}.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Reading, Remark
from consilium.readers import prose
from consilium.readers.contract import Context, Probe, Source, whole
from consilium.readers.embedded import from_base64, hand_on, member_name
from consilium.readers.hardened import xml_parser

FORMATS = ("svg",)

MOST_BYTES = 32 << 20
MOST_IMAGES = 100
_LEAST_IMAGE = 40_000
_DEPTH = 200
_BEFORE = re.compile(
    r"\A(?:\s|<\?[^>]{0,300}\?>|<!--.{0,4000}?-->|<!DOCTYPE\s[^>\[]{0,400}(?:\[[^\]]{0,2000}\]\s*)?>)+", re.S
)
_ROOT = re.compile(r"<(?:\w{1,20}:)?svg[\s>]")
_DATA = re.compile(r"data:([a-z]+/[a-z0-9.+-]{1,60});base64,", re.I)
_LINES = ("text", "title", "desc", "p", "div", "li", "h1", "h2", "h3", "td")
_UNSEEN = ("script", "style", "metadata", "defs")
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_LINK = "{http://www.w3.org/1999/xlink}href"


def sniff(probe: Probe) -> str | None:
    """A root element `svg` behind whatever may stand before one."""
    head = probe.head[:8192]
    if b"svg" not in head or not prose.is_text(head):
        return None
    text = _BEFORE.sub("", prose.decoded(head)[0].lstrip("\ufeff"), count=1)
    return "svg" if _ROOT.match(text) else None


def read(source: Source, context: Context) -> Reading:
    """The words of a drawing. Raises UnreadableError and BoundExceededError."""
    root, cut = _parsed(whole(source, MOST_BYTES))
    lines = prose.lines(_lines(root, 0))
    title = next((" ".join(_said(part).split()) for part in root if _local(part) == "title"), "")
    remarks = [Remark("documents.cut_off")] if cut else []
    if not lines:
        remarks.append(Remark("documents.picture_without_text"))
    remarks += _images(root, context)
    return Reading(
        format="svg",
        title=prose.clean(title)[:300],
        language=prose.language("\n".join(lines)),
        pages=prose.pages(lines),
        facts={"title": prose.clean(title)[:300], "shapes": sum(1 for part in root.iter() if _local(part) in _SHAPES)},
        remarks=tuple(remarks),
    )


def _parsed(data: bytes) -> tuple[Any, bool]:
    """The root, and whether the drawing is cut off or damaged. Entities stay what they are, nothing is fetched."""
    for recover in (False, True):
        try:
            root = etree.fromstring(data, xml_parser(recover=recover))
        except (etree.XMLSyntaxError, ValueError):
            continue
        if root is not None:
            return root, recover
    raise UnreadableError("documents.picture_damaged")


def _lines(element: Any, depth: int) -> Iterator[str]:
    """One text for each piece that is placed on its own: a `text`, a row of it (`tspan` with a place), a paragraph."""
    for child in element if depth <= _DEPTH else ():
        name = _local(child)
        if name in _LINES:
            yield _said(child)
        elif name not in _UNSEEN:
            yield from _lines(child, depth + 1)


def _said(element: Any) -> str:
    """The words of an element; a `tspan` that begins a new row (`y`, or `dy` with an `x`) begins a new line."""
    parts = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if event == "end":
            parts.append((part.tail or "") if part is not element else "")
        elif _local(part) not in _UNSEEN:
            parts.append("\n" if _begins_row(part) else "")
            parts.append(part.text or "" if _local(part) else "")
    return "".join(parts)


def _begins_row(part: Any) -> bool:
    placed = part.get("y") is not None or (part.get("x") is not None and part.get("dy") is not None)
    return bool(_local(part) == "tspan" and placed) or _local(part) in ("br", "p", "div")


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _images(root: Any, context: Context) -> list[Remark]:
    links = (part.get("href") or part.get(_LINK) or "" for part in root.iter() if _local(part) == "image")
    large = [link for link in links if len(link) >= _LEAST_IMAGE][:MOST_IMAGES]
    for number, link in enumerate(large, start=1):
        found = _DATA.match(link.lstrip())
        if found is None:
            continue
        try:
            content = from_base64(link.lstrip()[found.end() :])
        except ValueError:
            return [Remark("documents.embedded_file_unreadable")]
        hand_on(context, member_name(f"image-{number}", found[1], f"image-{number}"), found[1], content)
    return []
