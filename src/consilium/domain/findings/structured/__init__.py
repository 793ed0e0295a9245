"""What is mapped from coded entries, one module a source, each with `find(reading, codes) -> Iterator[Finding]`.

A module whose reader writes its entries into the pages too has `prose(reading, codes) -> Reading`: what is left for
the rules for text.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from consilium.domain.findings.structured import applehealth, ccda, dicom, fhir, hl7v2, labtable, maf, variants

SOURCES: Mapping[str, ModuleType] = {
    "ccda": ccda,
    "fhir": fhir,
    "variants": variants,
    "maf": maf,
    "applehealth": applehealth,
    "dicom": dicom,
    "hl7v2": hl7v2,
    "labtable": labtable,
}
"""By the reader's name."""
