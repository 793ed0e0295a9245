"""What is only the name of who signs or sees the child: `Mr T. Lens FRCOphth`, `Dr P. Rosette`, `Dra. Costilla`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.findings.finding import Finding, Kind, Origin
from consilium.domain.findings.paper import Paper

# A title with initials before a name in capitals, and the names behind it.
_NAMED = re.compile(
    r"\b(?:Dr|Dra|DR|DRA|Mr|Mrs|Ms|Miss|Prof|Sr|Sra|Lic|Nurse|Sister|Enf)\b\.?\s?(?:[A-ZÁÉÍÓÚÑ]\.?\s?){0,3}"
    r"(?P<name>[A-ZÁÉÍÓÚÑ][\w'’-]{2,20}(?:\s[A-ZÁÉÍÓÚÑ][\w'’-]{2,20}){0,2})"
)
_KINDS = frozenset(
    {Kind.CONDITION, Kind.IMAGING, Kind.FUNCTION, Kind.SPECIMEN, Kind.MEASUREMENT, Kind.DIAGNOSIS, Kind.MENTION}
)
_MOST = 60


def without_names(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found` without statements whose quoted words begin with such a name and stand nowhere else on their page."""
    names: dict[int, set[str]] = {}
    for clause in paper.clauses:
        held = names.setdefault(clause.page.number, set())
        held.update(hit["name"].split()[0] for hit in _NAMED.finditer(clause.text))
    for one in found:
        if not (one.origin is not Origin.STRUCTURED and one.kind in _KINDS and _only_a_name(one, names, paper)):
            yield one


def _only_a_name(one: Finding, names: dict[int, set[str]], paper: Paper) -> bool:
    for citation in one.citations:
        first = citation.quote.split(maxsplit=1)[0].strip(",.;:") if citation.quote.strip() else ""
        page = citation.page or 0
        if len(citation.quote) > _MOST or first not in names.get(page, ()):
            return False
        word = re.compile(rf"(?<![\w-]){re.escape(first)}(?![\w-])")
        texts = [clause.text for clause in paper.clauses if clause.page.number == page and first in clause.text]
        named = sum(hit["name"].split()[0] == first for text in texts for hit in _NAMED.finditer(text))
        if named < sum(len(word.findall(text)) for text in texts):
            return False
    return bool(one.citations)
