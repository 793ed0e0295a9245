"""Lymph nodes in which a tumor was found are no place of the tumor: `one hilar lymph node contains metastatic
nephroblastoma`, `ganglio ilíaco con metástasis de rabdomiosarcoma`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.text.spans import Span

_NODES_BEHIND = re.compile(r"\s(?:(?:and|or)\s\w+\s)?(?:lymph[\s-]?)?nodes?\b", re.IGNORECASE)
_NODES_BEFORE = re.compile(
    r"\b(?:nodes?|ganglios?(?:\slinf[aá]ticos?)?|adenopat[ií]as?|linfonodos?)\s(?:\w+\s){0,2}$", re.IGNORECASE
)
_SPREAD = re.compile(
    r"\b(?:metast[aá]\w+|contain\w*|contien\w+|involved (?:by|with)|replaced by|infiltrad\w+ por|positive for"
    r"|positiv\w+ para"
    r"|deposits? of|dep[oó]sitos? de)\b",
    re.IGNORECASE,
)
_REACH = 40


def without_nodes(text: str, sites: Sequence[Span[str]]) -> list[Span[str]]:
    """The sites of a sentence without those of lymph nodes that a tumor has spread to."""
    if _SPREAD.search(text) is None:
        return list(sites)
    return [one for one in sites if not _is_of_nodes(text, one)]


def _is_of_nodes(text: str, one: Span[str]) -> bool:
    if one.value == "lymph node":
        return False
    before = text[max(0, one.start - _REACH) : one.start]
    return _NODES_BEHIND.match(text, one.end) is not None or _NODES_BEFORE.search(before) is not None
