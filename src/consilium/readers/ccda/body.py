"""The CDA body (CDA R2 4.3): sections with narrative and statements, or one embedded document."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from consilium.domain.records import BOLD_ALONE, Citation, Json, Page, Remark, Stated
from consilium.readers.ccda.datatypes import attribute, compact, plain
from consilium.readers.ccda.header import LOINC, template_ids
from consilium.readers.ccda.statements import Extractor, templated_count
from consilium.readers.ccda.tree import Tree, placed
from consilium.readers.contract import Context
from consilium.readers.embedded import EXTENSIONS, from_base64, hand_on, member_name
from consilium.readers.lines import unpaged
from consilium.readers.narrative import lines_of

BODY = "/ClinicalDocument/component"
SECTIONS = 2_000
SECTION_DEPTH = 20
INFLATED_BYTES = 256 << 20


@dataclass
class Body:
    """What the body says, as far as it was read."""

    pages: list[Page] = field(default_factory=list)
    kinds: list[Stated] = field(default_factory=list)
    sections: list[Json] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    ledger: dict[str, Json] = field(default_factory=dict)


def read_body(tree: Tree, title: str, context: Context) -> Body:
    """The body of a document; embedded documents are handed on."""
    body = Body()
    structured = tree.root.find("component/structuredBody")
    if structured is not None:
        extractor = Extractor(_narrative_ids(structured))
        for section, path, level in _sections(structured, f"{BODY}/structuredBody", 0):
            if len(body.sections) >= SECTIONS:
                body.remarks.append(Remark("ccda.sections_cut", {"bound": SECTIONS}))
                break
            _read_section(section, path, level, extractor, body)
        body.ledger = extractor.ledger.facts(templated_count(structured))
        _say_refused(body)
    elif (unstructured := tree.root.find("component/nonXMLBody/text")) is not None:
        _read_unstructured(unstructured, body)
    else:
        body.remarks.append(Remark("ccda.no_body"))
    body.remarks.extend(hand_on_documents(tree, title, context))
    return body


def _narrative_ids(structured: etree._Element) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for section in structured.iter("section"):
        text = section.find("text")
        for element in [] if text is None else text.iter(etree.Element):
            if identifier := element.get("ID") or element.get("id"):
                found.setdefault(identifier, element)
    return found


def _sections(holder: etree._Element, path: str, level: int) -> Iterator[tuple[etree._Element, str, int]]:
    """All sections in reading order, with their XPaths and how deep they stand."""
    if level > SECTION_DEPTH:
        return
    for component, place in placed(holder, path):
        if component.tag != "component":
            continue
        for section, inner in placed(component, place):
            if section.tag == "section":
                yield section, inner, level
                yield from _sections(section, inner, level + 1)


def _read_section(section: etree._Element, path: str, level: int, extractor: Extractor, body: Body) -> None:
    title, code, text = plain(section.find("title")), section.find("code"), section.find("text")
    words = [] if text is None else lines_of(text)
    body.pages.append(unpaged(len(body.pages) + 1, words, title, min(level + 1, BOLD_ALONE - 1)))
    entries: list[Json] = []
    for entry, place in placed(section, path):
        if entry.tag == "entry":
            entries += extractor.inside(entry, place)
    templates: list[Json] = [*template_ids(section)]
    said: dict[str, Json] = {
        "code": attribute(code, "code"),
        "title": title,
        "xpath": path,
        "page": len(body.pages),
        "level": level,
        "entries": entries,
    }
    more: dict[str, Json] = {
        "system": attribute(code, "codeSystem"),
        "display": attribute(code, "displayName"),
        "template_ids": templates,
        "null_flavor": attribute(section, "nullFlavor"),
    }
    body.sections.append(said | compact(more))
    body.kinds.extend(_section_kinds(code, title, path))


def _section_kinds(code: etree._Element | None, title: str, path: str) -> Iterator[Stated]:
    value, system = attribute(code, "code"), attribute(code, "codeSystem")
    if value:
        stated = value if system in (LOINC, "") else f"{system}|{value}"
        yield Stated(stated, Citation(quote=attribute(code, "displayName"), place=f"{path}/code"))
    if title:
        yield Stated(title, Citation(quote=title, place=f"{path}/title"))


def _say_refused(body: Body) -> None:
    if refused := body.ledger["refused"]:
        reasons = body.ledger["reasons"]
        named = ", ".join(sorted(reasons)) if isinstance(reasons, dict) else ""
        body.remarks.append(Remark("ccda.entries_refused", {"count": int(str(refused)), "reasons": named}))


def _read_unstructured(text: etree._Element, body: Body) -> None:
    reference = attribute(text.find("reference"), "value")
    if reference:
        body.remarks.append(Remark("ccda.document_elsewhere", {"name": reference[:200]}))
    elif attribute(text, "representation") != "B64":
        body.pages.append(unpaged(1, "".join(map(str, text.itertext())).splitlines()))


def hand_on_documents(tree: Tree, title: str, context: Context) -> Iterator[Remark]:
    """Every base64 document of the body as a member: a nonXMLBody, a note, an image beside the narrative."""
    whole = tree.root.find("component/nonXMLBody/text")
    component = tree.root.find("component")
    holders = [] if component is None else component.iter(etree.Element)
    for count, holder in enumerate(each for each in holders if attribute(each, "representation") == "B64"):
        name = title if holder is whole else f"{title} {count + 1}"
        media = attribute(holder, "mediaType")
        try:
            data = _unpacked(from_base64(tree.payload(holder.text or "")), attribute(holder, "compression"))
        except (ValueError, zlib.error):
            yield Remark("ccda.bad_document", {"name": name})
            continue
        hand_on(context, member_name(name, media, f"document {count + 1}"), media, data)
        if media and media.split(";")[0].lower() not in EXTENSIONS:
            yield Remark("ccda.odd_media_type", {"media_type": media[:100]})


def _unpacked(data: bytes, compression: str) -> bytes:
    """ED `compression` DF (raw deflate or zlib) and GZ undone, bounded. Raises ValueError or zlib.error."""
    if not compression:
        return data
    if compression not in ("DF", "GZ", "ZL"):
        raise ValueError("unknown compression")
    window = {"GZ": 31, "ZL": 15, "DF": -15}[compression]
    worker = zlib.decompressobj(window)
    unpacked = worker.decompress(data, INFLATED_BYTES)
    if worker.unconsumed_tail:
        raise ValueError("too large")
    return unpacked
