"""Findings as this program wrote them into `urn:consilium:finding` (writers/fhir): what FHIR has no place for is kept.

The extension comes from a file and is not trusted to be ours: only a value of the finding's shape, with scalar
details, is taken; anything else is left to the common mapping. Its place is the entry of the file at hand.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.structured.entry import maps, text
from consilium.domain.findings.structured.fhir.resource import Resource
from consilium.domain.plain import build

URL = "urn:consilium:finding"
LONGEST = 200_000  # characters
_SCALARS = (str, int, float, bool, type(None))


def from_our_extension(one: Resource) -> Finding | None:
    """The finding that an entry carries, cited at the entry; None where it carries none or it is not of its shape."""
    held = next(one.extension(URL), None)
    if held is None:
        return None
    written = text(held, "value") or "".join(text(part, "value") for part in maps(held.get("inside")))
    try:
        data: Any = json.loads(written) if len(written) <= LONGEST else None
        finding = build(Finding, data)
    except (ValueError, RecursionError):
        return None
    if finding.citations or not all(_is_scalar(key, value) for key, value in finding.detail.items()):
        return None
    return replace(finding, citations=one.cite(*filter(None, (finding.name, finding.value)), one.name))


def _is_scalar(key: object, value: object) -> bool:
    return isinstance(key, str) and isinstance(value, _SCALARS)
