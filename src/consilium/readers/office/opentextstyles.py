"""Which paragraphs of an ODT are headings: OpenDocument 1.3 part 3, 5.1.2 (`text:h`) and 16 (styles).

A heading is a `text:h`, or a `text:p` whose style is, or is based on, one that states an outline level. A paragraph
whose every word is bold is one alone in bold. `Title` and `Subtitle` state no level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.records import BOLD_ALONE
from consilium.readers import headed
from consilium.readers.office.container import local

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _STYLE = f"{{{_URN}:text:1.0}}", f"{{{_URN}:style:1.0}}"
_WEIGHT = f"{{{_URN}:xsl-fo-compatible:1.0}}font-weight"
_HEAVY = frozenset({"bold", "600", "700", "800", "900"})
_BASES, _SPANS = 12, 20


@dataclass(frozen=True)
class TextStyles:
    """The outline level of each style (0 for none), and whether it is in bold."""

    levels: Mapping[str, int]
    bold: Mapping[str, bool]

    def level(self, paragraph: Any, text: str) -> int:
        """The level of the heading that a paragraph is; 0 for none."""
        style = paragraph.get(f"{_TEXT}style-name", "")
        if local(paragraph) == "h":
            return _number(paragraph.get(f"{_TEXT}outline-level", "1")) or 1
        if self.levels.get(style):
            return self.levels[style]
        alone = bool(text.strip()) and len(text) <= headed.LONGEST
        return BOLD_ALONE if alone and all(self._heavy(paragraph, self.bold.get(style, False), 0)) else 0

    def _heavy(self, element: Any, bold: bool, depth: int) -> Iterator[bool]:
        """For each piece of text whether it is bold."""
        if (element.text or "").strip():
            yield bold
        for child in element if depth < _SPANS else ():
            yield from self._heavy(child, self.bold.get(child.get(f"{_TEXT}style-name", ""), bold), depth + 1)
            if (child.tail or "").strip():
                yield bold


def styles_of(*parts: Any) -> TextStyles:
    """From the parts of a document that hold styles; a part may be missing."""
    found = {
        style.get(f"{_STYLE}name", ""): style
        for part in parts
        if part is not None
        for style in part.iter(f"{_STYLE}style")
    }
    levels, bold = dict[str, int](), dict[str, bool]()
    for name, style in found.items():
        chain = list(_chain(style, found))
        levels[name] = next(
            (level for one in chain if (level := _number(one.get(f"{_STYLE}default-outline-level")))), 0
        )
        told = (one.find(f"{_STYLE}text-properties") for one in chain)
        weights = [said for one in told if one is not None and (said := one.get(_WEIGHT))]
        if weights:
            bold[name] = weights[0] in _HEAVY
    return TextStyles(levels, bold)


def _chain(style: Any, others: Mapping[str, Any]) -> Iterator[Any]:
    """A style and those that it is based on."""
    for _ in range(_BASES):
        if style is None:
            return
        yield style
        style = others.get(style.get(f"{_STYLE}parent-style-name", ""))


def _number(said: str | None) -> int:
    return int(said) if said is not None and said.isascii() and said.isdigit() and len(said) < 3 else 0
