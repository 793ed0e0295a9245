"""The content of a structured report (PS3.3 C.17.3): measures, codes and references stay, words and persons go."""

from __future__ import annotations

from collections.abc import Iterable

from pydicom.dataset import Dataset

from consilium.domain.deidentification import Deed, Tally

# Kinds of items that carry no words of anybody. DATE and the like are moved, UIDREF is mapped.
KINDS = frozenset(
    ["CONTAINER", "NUM", "NUMERIC", "CODE", "IMAGE", "COMPOSITE", "WAVEFORM", "SCOORD", "SCOORD3D", "TCOORD", "UIDREF",
     "DATE", "DATETIME", "TIME", "TABLE"]
)  # fmt: skip
# What an item has to have for saying something.
_SAID = ("ContentSequence", "MeasuredValueSequence", "NumericValue", "ConceptCodeSequence", "ReferencedSOPSequence",
         "GraphicData", "UID", "DateTime", "Date", "Time", "ReferencedContentItemIdentifier")  # fmt: skip


def kept(items: Iterable[Dataset], dropped: frozenset[str], tally: Tally) -> list[Dataset]:
    """The items that may stay, before their own cleaning; `dropped` are concepts (DCM) that say who somebody is."""
    found = []
    for item in items:
        kind = str(item.get("ValueType") or "")
        by_reference = not kind and "ReferencedContentItemIdentifier" in item
        if (kind in KINDS or by_reference) and _concept(item) not in dropped:
            found.append(item)
        else:
            tally.add(f"ContentSequence {kind}" if kind in ("TEXT", "PNAME") else "ContentSequence", Deed.REMOVED)
    return found


def says_something(item: Dataset) -> bool:
    """Whether anything is left of an item after its cleaning."""
    return any(keyword in item and not item[keyword].is_empty for keyword in _SAID)


def _concept(item: Dataset) -> str:
    names = item.get("ConceptNameCodeSequence") or []
    first = names[0] if len(names) else Dataset()
    return str(first.get("CodeValue") or "") if first.get("CodingSchemeDesignator") == "DCM" else ""
