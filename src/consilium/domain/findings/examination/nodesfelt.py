"""Lymph nodes under the hand, told by their place and size: `ganglio cervical izquierdo de 1.5 cm`, `Left inguinal LN
3 x 2 cm`. The size is a measurement of its own; that a node was felt is a sign of the child."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.findings.paper import Clause, Section
from consilium.domain.records import Category

_NODE = (
    r"(?:ganglios?(?:\slinf[aá]ticos?)?|conglomerados?(?:\s(?:ganglionar(?:es)?|adenop[aá]ticos?))?|LNs?|"
    r"(?:lymph\s?)?nodes?|lymph glands?|glands?)"
)
_PLACE = (
    r"(?:laterocervical(?:es)?|cervical(?:es)?|supraclavicular(?:es)?|infraclavicular(?:es)?|submandibular(?:es)?|"
    r"submaxilar(?:es)?|submental|preauricular(?:es)?|retroauricular(?:es)?|occipital(?:es)?|axilar(?:es)?|axillary|"
    r"inguinal(?:es)?|epitroclear(?:es)?|epitrochlear|popliteal|popl[ií]te[oa]s?|neck|groin|jugular|yugulares|"
    r"jugulodigastric|parotid|parot[ií]de[oa]s?|femoral(?:es)?)"
)
_SIDE = (
    r"(?:right|left|bilateral(?:es)?|rt\.?|lt\.?|derech[oa]s?|izquierd[oa]s?|der\.?|izq\.?|upper|lower|posterior|"
    r"anterior)"
)
_FELT = re.compile(
    rf"(?<![\w-])(?:(?:{_SIDE}\s){{0,2}}{_PLACE}\s(?:{_SIDE}\s)?{_NODE}|{_NODE}\s(?:en\s\w{{2,8}}\s)?(?:{_SIDE}\s){{0,2}}{_PLACE}"
    rf"(?:\s{_SIDE}){{0,2}})(?![\w-])(?P<size>[^.;\n]{{0,40}}?\d{{1,2}}(?:[.,]\d)?\s?(?:[x×]\s?\d{{1,2}}(?:[.,]\d)?\s?){{0,2}}"
    r"(?:cms?|mm)\b|[^.;\n]{0,30}?\b(?:palpables?|felt|firm|rubbery|hard|matted|dur[oa]s?|m[oó]vil(?:es)?|gomos[oa]s?|adherid[oa]s?)\b)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|sin|without|nil|ni|non|never)\b", re.IGNORECASE)
_HANDS = re.compile(
    r"\b(?:palp\w+|felt|feel|toco|se toca|rubbery|mobile|m[oó]vil(?:es)?|indolor\w*|tender)\b", re.IGNORECASE
)
_SEEN = re.compile(
    r"\b(?:ct|mri|pet|us|uss|ultrasound|scan|suv\w*|tac|tc|rm|ecograf[ií]a|resonancia|tomograf[ií]a|biops\w+|excis\w+|resec\w+|"
    r"exc[ií]s\w+|fna|paaf|specimen|gy|dose|uptake|captaci[oó]n)\b",
    re.IGNORECASE,
)
_PICTURES = frozenset({
    Category.IMAGING_REPORTS, Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.OPERATIVE, Category.GENETICS,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeltNode:
    """Where nodes that were felt stand, with their place."""

    start: int
    end: int


def nodes_felt(clause: Clause, category: Category | None) -> Iterator[FeltNode]:
    """The nodes that an examination tells to be felt; those of pictures and of what was cut out are not."""
    examined = clause.section is Section.EXAMINATION or _HANDS.search(clause.text) is not None
    if category in _PICTURES or not examined or _SEEN.search(clause.text) is not None:
        return
    for found in _FELT.finditer(clause.text):
        if _DENIED.search(clause.text, max(0, found.start() - 24), found.end()) is None:
            yield FeltNode(found.start(), found.end())
