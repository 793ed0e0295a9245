"""HTML pages saved from a portal or sent as a file: text in reading order. Nothing that a page links to is loaded.

Images inside the page (`data:`) that may be scans are handed on. `facts`: {"title": text, "tables": rows of cells}.
"""

from __future__ import annotations

import re

from consilium.domain.records import Reading, Remark
from consilium.readers import headed, markup, prose, typewritten
from consilium.readers.contract import Context, Probe, Source, whole
from consilium.readers.embedded import from_base64, hand_on, member_name

FORMATS = ("html",)

MOST_BYTES = 64 << 20
MOST_IMAGES = 500
_LEAST_IMAGE = 40_000
_BEFORE = re.compile(r"\A(?:\s+|<\?xml[^>]{0,300}\?>|<!--.{0,4000}?-->)+", re.S)
_FRAGMENT = re.compile(r"<(?:div|p|table|body|head|meta|h[1-6]|ul|center|span|title)[\s>]", re.I)
_INSIDE = re.compile(r"<(?:html|body)[\s>]", re.I)


def sniff(probe: Probe) -> str | None:
    """A document type or root of HTML; a fragment only where the name says HTML too."""
    head = probe.head[:8192]
    if b"<" not in head or not prose.is_text(head):
        return None
    text = prose.decoded(head)[0].lstrip("\ufeff")
    text = _BEFORE.sub("", text, count=1)
    if re.match(r"<!doctype\s{1,8}html|<html[\s>]", text, re.I):
        return "html"
    named = probe.name.lower().endswith((".html", ".htm", ".xhtml"))
    return "html" if named and (_FRAGMENT.match(text) or _INSIDE.search(text)) else None


def read(source: Source, context: Context) -> Reading:
    """The text of a page. Raises UnreadableError and BoundExceededError."""
    found = markup.marked(markup.decoded(whole(source, MOST_BYTES)))
    remarks = [Remark("documents.hidden_text")] if found.hidden else []
    if found.cut:
        remarks.append(Remark("documents.cut_off"))
    if not any(line.strip() for line in found.lines):
        remarks.append(Remark("documents.no_text"))
    remarks += _images(found.images, context)
    return Reading(
        format="html",
        title=found.title,
        language=prose.language(headed.plain("\n".join(found.lines))),
        pages=typewritten.pages("\n".join(found.lines)),
        facts={"title": found.title, "tables": found.tables},
        remarks=tuple(remarks),
    )


def _images(images: list[tuple[str, str]], context: Context) -> list[Remark]:
    large = [(kind, data) for kind, data in images if len(data) >= _LEAST_IMAGE][:MOST_IMAGES]
    for number, (kind, data) in enumerate(large, start=1):
        try:
            content = from_base64(data)
        except ValueError:
            return [Remark("documents.embedded_file_unreadable")]
        hand_on(context, member_name(f"image-{number}", kind, f"image-{number}"), kind, content)
    return []
