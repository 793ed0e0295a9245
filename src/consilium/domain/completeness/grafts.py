"""Stem cells that may still lie frozen: a second team that thinks of radionuclides or of another transplant has to know
how many are left, and only the house that froze them knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.clinical import CaseFinding
from consilium.domain.completeness.evidence import Folder
from consilium.domain.completeness.reading import SAID, detail
from consilium.domain.completeness.status import Door, Item
from consilium.domain.findings.finding import Kind
from consilium.domain.phrases import fold
from consilium.domain.records import Category, Remark

THING = "story_frozen_cells"
_COLLECTED = re.compile(
    r"\b(?:stem cell collection|collection|harvest\w*|apheresis|leukapheresis|pbsc|cosecha\w*|recoleccion"
    r"|recolect\w*|aferesis|leucaferesis|leucoaferesis|criopreserv\w*|cryopreserv\w*)\b"
)
# Words of a paper that tells what is left, or that nothing is.
_LEFT = re.compile(
    r"\b(?:remain(?:s|ing)?|left over|still (?:frozen|stored)|in storage|in store|backup|back-up|discarded"
    r"|used up|all bags|restantes?|quedan?|almacenad[oa]s|sobrantes?|remanentes?|respaldo|descartad[oa]s)\b"
)
_ALLOGENEIC = re.compile(r"\b(?:allo\w*|alogenic\w*|donor|donante|haplo\w*|sibling|cord|cordon|unrelated)\b")


def frozen_cell_items(folder: Folder) -> Iterator[Item]:
    """How many of the child's own stem cells are left, of each house that collected them; after a relapse only, and
    where no paper tells it."""
    if folder.course.relapsed is None or folder.course.suspected:
        return
    told = [one for one in folder.findings(SAID, Kind.TRANSPLANT) if _is_collection(one)]
    if any(_LEFT.search(fold(one.shown.quote)) for one in told):
        return
    seen: set[str] = set()
    for one in told:
        if one.record.institution not in seen:
            seen.add(one.record.institution)
            yield Item(
                kind="report",
                door=Door.RECORDS,
                category=Category.TREATMENT_RECORDS,
                reason=Remark("gaps.item_frozen_cells", {"source": one.reference}),
                thing=THING,
                institution=one.record.institution,
                stated=False,
                when=one.shown.when,
                references=(one.reference,),
                citations=one.shown.citations[:1],
            )


def _is_collection(one: CaseFinding) -> bool:
    words = fold(f"{one.shown.name} {one.shown.value} {detail(one.shown, 'what')}")
    return _COLLECTED.search(words) is not None and _ALLOGENEIC.search(fold(one.shown.quote)) is None
