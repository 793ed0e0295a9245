"""Which paragraphs of a DOCX are headings: ECMA-376 Part 1, 17.3.1.20 (outline level) and 17.7 (styles).

A heading is a paragraph with an outline level, its own or its style's, or in a style that is named or based on
`heading 1` to `heading 9`, which Word names so in all languages. A paragraph whose every word is bold is one alone in
bold. `Title` and `Subtitle` are none: they name the paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.records import BOLD_ALONE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMED = re.compile(r"(?:heading|t[ií]tulo|encabezado)\s?([1-9])", re.IGNORECASE)
_TITLES = re.compile(r"title|subtitle|t[ií]tulo|subt[ií]tulo|puesto", re.IGNORECASE)
_BASES = 12
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """A style: the level that it gives (0 for none), whether it is in bold, and whether it names the paper."""

    level: int = 0
    bold: bool = False
    title: bool = False


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their ids."""

    by_id: Mapping[str, Style] = field(default_factory=dict)

    def level(self, paragraph: Any) -> int:
        """The level of the heading that a paragraph is; 0 for none."""
        properties = paragraph.find(f"{_W}pPr")
        style = self.by_id.get(_value(properties, "pStyle"), Style())
        if style.title:
            return 0
        own = _outline(properties) or style.level
        return own or (BOLD_ALONE if self._is_bold(paragraph, style.bold) else 0)

    def _is_bold(self, paragraph: Any, bold: bool) -> bool:
        """Whether every word of a paragraph is bold, and it is no item of a list."""
        if paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
            return False
        runs = [
            run for run in paragraph.iter(f"{_W}r") if any((text.text or "").strip() for text in run.iter(f"{_W}t"))
        ]
        return bool(runs) and all(self._run_is_bold(run, bold) for run in runs)

    def _run_is_bold(self, run: Any, bold: bool) -> bool:
        properties = run.find(f"{_W}rPr")
        own = None if properties is None else properties.find(f"{_W}b")
        if own is not None:
            return own.get(f"{_W}val", "1") not in _OFF
        return bold or self.by_id.get(_value(properties, "rStyle"), Style()).bold


def styles_of(root: Any) -> Styles:
    """From `styles.xml`; None where the document has none."""
    if root is None:
        return Styles()
    found = {style.get(f"{_W}styleId", ""): style for style in root.iter(f"{_W}style")}
    return Styles({name: _style(style, found) for name, style in found.items()})


def _style(style: Any, others: Mapping[str, Any]) -> Style:
    """A style with what it has of those that it is based on."""
    level, bold, title, seen = 0, None, False, 0
    one = style
    while one is not None and seen < _BASES:
        name = _value(one, "name")
        named = _NAMED.fullmatch(name)
        level = level or _outline(one.find(f"{_W}pPr")) or (int(named[1]) if named else 0)
        title = title or _TITLES.fullmatch(name) is not None
        weight = one.find(f"{_W}rPr/{_W}b")
        bold = weight.get(f"{_W}val", "1") not in _OFF if bold is None and weight is not None else bold
        one, seen = others.get(_value(one, "basedOn")), seen + 1
    return Style(level, bool(bold), title and not level)


def _outline(properties: Any) -> int:
    """An outline level counts from 0, and 9 is running text."""
    said = _value(properties, "outlineLvl")
    return int(said) + 1 if said in ("0", "1", "2", "3", "4", "5", "6", "7", "8") else 0


def _value(holder: Any, name: str) -> str:
    found = None if holder is None else holder.find(f"{_W}{name}")
    return "" if found is None else str(found.get(f"{_W}val", ""))
