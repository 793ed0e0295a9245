"""Which category a source's own codes state: LOINC document types, HL7 service sections, FHIR resource types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from consilium.domain.phrases import words_of
from consilium.domain.records import Category, Citation, Decision, Reading, Remark, Stated
from consilium.domain.sorting.tables import SortingTables

_LOINC = re.compile(r"^(?:loinc[:|]|http://loinc\.org\|)?(\d{1,6}-\d)$", re.IGNORECASE)
_SECTION_PLACES = ("section", "component", "structuredBody")


def names_heart(reading: Reading, tables: SortingTables) -> bool:
    """Whether an ultrasound's descriptions say that it is an echocardiogram."""
    hits = (hit for kind in reading.kinds for hit in tables.phrases.find(words_of(kind.value)))
    return any((Category.HEART_HEARING_TESTS, "titles") in hit.value.meanings for hit in hits)


def loinc(kinds: Iterable[Stated], known: Mapping[str, Category]) -> Decision[Category] | None:
    """The document's own type code; section codes inside it say nothing. Codes that disagree decide nothing."""
    found: dict[Category, tuple[str, Citation]] = {}
    for kind in kinds:
        code = _LOINC.match(kind.value)
        if code is not None and code[1] in known and not in_section(kind.citation.place):
            found.setdefault(known[code[1]], (code[1], kind.citation))
    one_place = len({citation.place for _, citation in found.values()}) == 1
    if not found or (len(found) > 1 and not one_place):
        return None
    found = dict([next(iter(found.items()))])
    category, (value, citation) = found.popitem()
    return Decision(category, (Remark("sorting.by_loinc", {"code": value}),), (citation,))


def in_section(place: str) -> bool:
    """Whether a statement stands in a part of a document, and says nothing of the whole."""
    return any(part in place for part in _SECTION_PLACES)


def service(reading: Reading, tables: SortingTables) -> Decision[Category] | None:
    """HL7 v2 OBR-24, where all orders of the message are of one section."""
    stated = [kind for kind in reading.kinds if "OBR-24" in kind.citation.place]
    found = {tables.codes.sections.get(kind.value.lower()) for kind in stated}
    category = found.pop() if len(found) == 1 else None
    if category is None:
        return None
    if category is Category.IMAGING_REPORTS and names_heart(reading, tables):
        category = Category.HEART_HEARING_TESTS
    return Decision(category, (Remark("sorting.by_service", {"code": stated[0].value}),), (stated[0].citation,))


def resources(reading: Reading, known: Mapping[str, Category]) -> Decision[Category] | None:
    """FHIR resources of one kind (an export of vaccines, say) and no document among them."""
    if not reading.format.startswith("fhir"):
        return None
    types = [kind for kind in reading.kinds if kind.citation.place.endswith("resourceType")]
    found = {known[kind.value.lower()]: kind for kind in types if kind.value.lower() in known}
    documents = any(
        kind.value in ("Composition", "DocumentReference", "DiagnosticReport", "Observation") for kind in types
    )
    if documents or len(found) != 1:
        return None
    category, kind = found.popitem()
    return Decision(category, (Remark("sorting.by_resource", {"type": kind.value}),), (kind.citation,))
