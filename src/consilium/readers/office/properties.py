"""What an office file says of itself: title, author and the dates that a program wrote (weak, all of them)."""

from __future__ import annotations

from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.records import Citation, DateRole, DateSeen
from consilium.readers import prose
from consilium.readers.office.container import local

# Dublin Core terms (OOXML docProps/core.xml, ODF meta.xml) to one name each.
_NAMES = {
    "title": "title",
    "creator": "author",
    "initial-creator": "author",
    "lastModifiedBy": "changed_by",
    "subject": "subject",
    "created": "created",
    "creation-date": "created",
    "modified": "modified",
    "date": "modified",
    "lastPrinted": "printed",
    "print-date": "printed",
}
_ROLES = {"created": DateRole.OTHER, "modified": DateRole.OTHER, "printed": DateRole.PRINTED}


def properties_of(root: Any) -> dict[str, str]:
    """Properties by name, of a parsed core or meta part (None gives none)."""
    found: dict[str, str] = {}
    for element in [] if root is None else root.iter():
        name = _NAMES.get(local(element))
        text = " ".join(prose.clean(element.text or "").split())[:500]
        if name and text:
            found[name] = text
    return found


def dates_of(properties: dict[str, str], place: str) -> tuple[DateSeen, ...]:
    seen = []
    for name, role in _ROLES.items():
        try:
            value = PartialDate.from_iso(properties.get(name, ""))
        except ValueError:
            continue
        seen.append(DateSeen(role, value, Citation(properties[name], place=f"{place}:{name}")))
    return tuple(seen)
