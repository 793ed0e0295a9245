"""Whether papers that name a transplant differently tell of one: `BMT`, `allogeneic transplant` and a code's
`Allogeneic bone marrow transplantation` of one day.

Names are the field's in English or Spanish (a page's names), or a code's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.phrases import fold

_TRANSPLANT = re.compile(r"\b(?:transplant\w*|trasplant\w*)\b")
# No transplant, or several: `transplant status`, `tandem`.
_OTHER = re.compile(r"\b(?:tandem|status|estado|collection|recoleccion|boost|refuerzo|donor search|busqueda)\b")
_OF_ANOTHER, _OF_OWN = re.compile(r"\ball?o\w*|\balogen\w*|\bhaplo\w*|\bcord\b|\bcordon\b"), re.compile(r"\baut[oó]\w*")
_ORGANS = re.compile(r"\b(?:liver|kidney|renal|heart|cornea\w*|lung|hepatic\w*|higado|rinon|cardiac\w*|pulmon\w*)\b")


def transplanted(said: Finding) -> bool:
    """Whether it is one transplant of cells, and no course of several or what belongs to one."""
    name = fold(said.name)
    one = _TRANSPLANT.search(name) is not None and _OTHER.search(name) is None and _ORGANS.search(name) is None
    return said.kind is Kind.TRANSPLANT and one


def same_transplant(one: Finding, other: Finding) -> bool:
    """Whether two transplants can be one: of one name, or of one day or month and not of two kinds."""
    if fold(one.name) == fold(other.name):
        return True
    kinds = _kind(one), _kind(other)
    dated = one.when is not None and other.when is not None and bool(one.when.month and other.when.month)
    return dated and (not all(kinds) or kinds[0] == kinds[1])


def exact(names: Sequence[str]) -> str:
    """Of the names of one transplant the first that tells its kind."""
    kinds = (_OF_ANOTHER, _OF_OWN)
    return next((one for one in names if any(kind.search(fold(one)) for kind in kinds)), names[0])


def _kind(said: Finding) -> str:
    """`other` where the cells are of a donor, `own` where they are the child's, "" where it is not told."""
    told = fold(f"{said.name} {said.value} {said.detail.get('donor') or ''}")
    if _OF_ANOTHER.search(told) or said.detail.get("donor"):
        return "own" if _OF_OWN.search(fold(said.name)) else "other"
    return "own" if _OF_OWN.search(told) else ""
