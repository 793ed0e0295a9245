"""Whether two papers name one operation: `resection`, `gross total resection` and a code's `Excision of ... neoplasm`.

Only removals of a tumor are told so differently; names are the field's in English or Spanish (a page's names).
"""

from __future__ import annotations

from consilium.domain.findings.finding import Finding
from consilium.domain.phrases import fold, words_of

REMOVAL = frozenset(("resection", "excision", "removal", "reseccion", "exeresis", "extirpacion", "escision"))
# How much was removed: two that differ are two statements.
_EXTENT = frozenset(
    ("subtotal", "partial", "parcial", "incomplete", "incompleta", "near", "casi", "total", "gross", "complete",
     "completa", "macroscopica", "debulking")
)  # fmt: skip
# Words of a name that tell neither how much nor where.
_PLAIN = frozenset(
    ("of", "the", "de", "del", "la", "el", "a", "tumor", "tumour", "neoplasm", "neoplasia", "mass", "masa", "lesion",
     "primary", "primario", "primaria", "open", "abierta", "laparoscopic", "laparoscopica", "surgical", "quirurgica",
     "left", "right", "izquierda", "izquierdo", "derecha", "derecho", "gland", "glandula")
)  # fmt: skip
_STEM = 5  # letters that a part of the body and its adjective share


def removes(said: Finding) -> bool:
    """Whether it is the removal of something, and no biopsy, device or event."""
    return not said.detail.get("what") and not REMOVAL.isdisjoint(_words(said.name))


def same_removal(one: Finding, other: Finding) -> bool:
    """Whether two removals can be one: told alike in how much, and not of two places."""
    extents = _words(one.name) & _EXTENT, _words(other.name) & _EXTENT
    if all(extents) and extents[0] != extents[1]:
        return False
    places = _places(one), _places(other)
    return not all(places) or any(first[:_STEM] == second[:_STEM] for first in places[0] for second in places[1])


def _places(said: Finding) -> frozenset[str]:
    return (_words(said.name) | _words(said.site)) - REMOVAL - _EXTENT - _PLAIN


def _words(name: str) -> frozenset[str]:
    return frozenset(words_of(fold(name)).vocabulary)
