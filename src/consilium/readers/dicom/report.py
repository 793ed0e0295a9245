"""Structured reports (PS3.3 C.17): the content tree as searchable lines, and as a flat list with places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydicom.datadict import dictionary_description

from consilium.domain.records import Box, Json, Line, Page, Remark
from consilium.readers.dicom.attributes import item, items, number, place, text
from consilium.readers.dicom.values import Attribute

NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
MAX_ITEMS = 20_000
MAX_LINES = 50_000
LINES_PER_PAGE = 500

_TEXTS = {
    "TEXT": "0040A160",
    "DATE": "0040A121",
    "TIME": "0040A122",
    "DATETIME": "0040A120",
    "UIDREF": "0040A124",
    "PNAME": "0040A123",
}
_REFERENCES = frozenset({"COMPOSITE", "IMAGE", "WAVEFORM"})


@dataclass
class Tree:
    """The content items met so far, in reading order."""

    found: list[Json] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    full: bool = False


def structured_report(data: Mapping[str, Json], remarks: list[Remark]) -> tuple[dict[str, Json], tuple[Page, ...]]:
    """Facts (`title`, `completion`, `verification`, `items`) and pages of a report's content tree."""
    tree = Tree()
    title = text(item(data, "0040A043"), "00080104")
    if title:
        tree.lines.append(title)
    _children(data, "", 0, tree)
    if tree.full:
        remarks.append(Remark("dicom.report_long", {"bound": MAX_ITEMS}))
    facts: dict[str, Json] = {
        "title": title,
        "completion": text(data, "0040A491"),
        "verification": text(data, "0040A493"),
        "items": tree.found,
    }
    return facts, pages(tree.lines)


def _children(data: Mapping[str, Json], before: str, depth: int, tree: Tree) -> None:
    for count, content in enumerate(items(data, "0040A730"), 1):
        if len(tree.found) >= MAX_ITEMS:
            tree.full = True
            return
        here = f"{before}0040,A730[{count}]"
        _content(content, here, depth, tree)
        _children(content, here + ".", depth + 1, tree)


def _content(content: Attribute, here: str, depth: int, tree: Tree) -> None:
    kind = text(content, "0040A040")
    concept, value = _coded(item(content, "0040A043")), _value(content, kind)
    entry: dict[str, Json] = {
        "place": here,
        "depth": depth,
        "relation": text(content, "0040A010"),
        "type": kind,
        "concept": concept,
        "value": value,
    }
    if kind == "CODE":
        entry["code"] = _coded(item(content, "0040A168"))
    if kind == "NUM":
        entry["unit"] = text(item(item(content, "0040A300"), "004008EA"), "00080100")
    tree.found.append(entry)
    if kind not in _REFERENCES:
        said = f"{value} {entry['unit']}".strip() if entry.get("unit") else str(value)
        tree.lines += labelled(str(concept["meaning"]), said, depth)


def _coded(code: Attribute) -> dict[str, Json]:
    """A code sequence item (PS3.3 8.8); long codes and URNs stand in tags of their own."""
    value = text(code, "00080100") or text(code, "00080119") or text(code, "00080120")
    return {"code": value, "scheme": text(code, "00080102"), "meaning": text(code, "00080104")}


def _value(content: Attribute, kind: str) -> Json:
    if kind in _TEXTS:
        return text(content, _TEXTS[kind])
    if kind == "CODE":
        return text(item(content, "0040A168"), "00080104")
    if kind == "NUM":
        measured = item(content, "0040A300")
        value = number(measured, "0040A30A")
        return text(measured, "0040A30A") if value is None else value
    if kind in _REFERENCES:
        return text(item(content, "00081199"), "00081155")
    return ""


def labelled(label: str, value: str, depth: int = 0) -> list[str]:
    """`label: value` as lines, continued where the value has line breaks."""
    parts = [part.strip() for part in value.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    first = f"{label}: {parts[0]}" if label and parts[0] else label or parts[0]
    return [("  " * depth) + line for line in [first, *parts[1:]] if line]


def attribute_lines(found: list[tuple[str, str]]) -> list[str]:
    """Lines for attributes by tag, labelled with their names in PS3.6."""
    return [line for tag, value in found for line in labelled(name_of(tag), value)]


def name_of(tag: str) -> str:
    try:
        return str(dictionary_description(int(tag, 16)))
    except KeyError:
        return place(tag)


def pages(lines: list[str]) -> tuple[Page, ...]:
    """Lines as pages without a size: DICOM text has no layout."""
    kept = lines[:MAX_LINES]
    starts = range(0, len(kept), LINES_PER_PAGE)
    return tuple(
        Page(count, tuple(Line(line, NOWHERE) for line in kept[start : start + LINES_PER_PAGE]))
        for count, start in enumerate(starts, 1)
    )
