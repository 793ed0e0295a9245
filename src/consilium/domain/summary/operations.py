"""Operations in the summary: whether two papers name one (`resection`, `gross total resection` and a code's `Excision
of ... neoplasm`), what of one is told by its sentence, and what was measured in it alone.

Only removals of a tumor are told so differently; names are the field's in English or Spanish (a page's names).
"""

from __future__ import annotations

from dataclasses import replace

from consilium.domain.clinical import ClinicalCase
from consilium.domain.findings.finding import Finding, Kind
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


# What is measured in an operation and tells nothing of how the child responds.
_SIZES = frozenset({"blood loss", "urine output", "fluid removed", "post-void residual"})
# Words of a value that ends before what it is of: `left on the` (aorta).
_OPEN_ENDS = frozenset(("the", "on", "of", "in", "at", "to", "a", "an", "el", "la", "los", "las", "de", "del", "en"))


def without_their_sizes(case: ClinicalCase) -> ClinicalCase:
    """The case without what was measured in an operation alone; before its findings have names of another language."""
    kept = (one for one in case.findings if one.finding.kind is not Kind.MEASUREMENT or one.shown.name not in _SIZES)
    return replace(case, findings=tuple(kept))


def tells_in_sentence(said: Finding) -> bool:
    """Whether an event is told by its sentence: complications, and words that end before what they are of."""
    last = words_of(fold(said.value))[-1:]
    return bool(said.detail.get("complications")) or any(word.text in _OPEN_ENDS for word in last)


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
