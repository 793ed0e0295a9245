"""Of what a stage is, where a paper gives two: `local stage III, overall stage IV`, `estadio local: III`."""

from __future__ import annotations

import re

from consilium.domain.phrases import fold

_SCOPE = re.compile(
    r"\b(?:local|loco-?r?regional|locoregional|abdominal|regional|overall|global|general|systemic|sist[eé]mico|final"
    r"|clinical|cl[ií]nico|pathologic(?:al)?|patol[oó]gico|surgical|quir[uú]rgico)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:[^\W\d_]+[\s:]{1,2})?$")
_REACH = 16
# What one scope is called otherwise, in either language.
_ENGLISH = {
    "global": "overall", "general": "overall", "clinico": "clinical", "patologico": "pathologic",
    "pathological": "pathologic", "quirurgico": "surgical", "sistemico": "systemic", "loco-regional": "locoregional",
    "locorregional": "locoregional", "loco-rregional": "locoregional",
}  # fmt: skip


def scope_of(text: str, start: int, end: int) -> str:
    """The word for it, as written, within a stage's words `text[start:end]` or right before them; "" where none is."""
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    found = _SCOPE.search(text, before.start() if before else start, end)
    return found[0].lower() if found is not None else ""


def english_scope(written: str) -> str:
    """The field's one word for a scope that sources write in several ways and two languages."""
    folded = fold(written)
    return _ENGLISH.get(folded, folded)
