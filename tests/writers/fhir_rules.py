"""The guides' invariants by their key, each a question to a resource; and how elements are found in FHIR's JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tests.writers.fhir_guides import GENE_PART, HGVS_PARTS, LATERALITY, LOINC, SNOMED, VITAL_SIGNS

Resource = Mapping[str, Any]
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/"
UCUM, HGVS = "http://unitsofmeasure.org", "http://varnomen.hgvs.org"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def found(resource: Any, path: str) -> list[tuple[str, Any]]:
    """The elements at a path with their names in JSON; a primitive that is only an extension is one as well."""
    here: list[tuple[str, Any]] = [("", resource)]
    for part in path.split("."):
        here = [each for _, node in here if isinstance(node, dict) for each in _children(node, part)]
    return here


def _children(node: Resource, part: str) -> Iterator[tuple[str, Any]]:
    for key in node:
        plain = key.removeprefix("_")
        if (key != plain and plain in node) or not _is(plain, part):
            continue
        value = node[key]
        yield from ((plain, each) for each in (value if isinstance(value, list) else [value]))


def _is(name: str, part: str) -> bool:
    if not part.endswith("[x]"):
        return name == part
    stem = part.removesuffix("[x]")
    return name.startswith(stem) and name[len(stem) : len(stem) + 1].isupper()


def at(resource: Any, path: str) -> list[Any]:
    return [value for _, value in found(resource, path)]


def has(resource: Any, path: str) -> bool:
    return bool(found(resource, path))


def codes(concept: Any, system: str) -> list[str]:
    """The codes of a system in a CodeableConcept; a plain code is of the system ""."""
    if isinstance(concept, str):
        return [concept] if not system else []
    return [each.get("code", "") for each in at(concept, "coding") if each.get("system") == system]


def loincs(resource: Resource) -> list[str]:
    return [code for each in at(resource, "code") for code in codes(each, LOINC)]


def _reason(node: Any) -> bool:
    return any(each.get("url") == ABSENT for each in at(node, "extension"))


def _named(one: Resource) -> bool:
    return all(has(name, "family") or has(name, "given") or has(name, "text") for name in at(one, "name"))


def _core_named(one: Resource) -> bool:
    return all((has(name, "family") or has(name, "given")) != _reason(name) for name in at(one, "name"))


def _identified(one: Resource) -> bool:
    return all(has(each, "system") and has(each, "value") for each in at(one, "identifier"))


def _to_the_day(one: Resource) -> bool:
    return all(isinstance(each, str) and bool(_DAY.match(each)) for each in at(one, "effectiveDateTime"))


def _valued(one: Resource) -> bool:
    return any(has(one, path) for path in ("value[x]", "dataAbsentReason", "component", "hasMember"))


def _units_of_ucum(one: Resource) -> bool:
    return all(each.get("system", UCUM) == UCUM for each in at(one, "valueQuantity"))


def _performed(one: Resource) -> bool:
    return one["status"] not in ("completed", "in-progress") or has(one, "performed[x]")


def _ordered(one: Resource) -> bool:
    return "order" not in one["intent"] or has(one, "requester")


def _parts_of_a_variant(one: Resource) -> bool:
    parts = [(loincs(each), at(each, "value[x]")) for each in at(one, "component")]
    hgvs = all(any(codes(v, HGVS) for v in value) for code, value in parts if set(code) & set(HGVS_PARTS))
    single = all(sum(name in code for code, _ in parts) <= 1 for name in HGVS_PARTS)
    return hgvs and single and all(value for code, value in parts if GENE_PART in code)


def _one_coding(one: Resource) -> bool:
    return all(len(at(each, "coding")) == 1 for each in at(one, "category") if "laboratory" in str(each))


def _not_stopped(one: Resource) -> bool:
    return not has(one, "statusReason")


def _extensions_of_mcode(one: Resource) -> bool:
    """At most one morphology and one side, each a concept; the side from a required list."""
    morphologies = [each for each in at(one, "extension") if each["url"].endswith("histology-morphology-behavior")]
    sides = [each for site in at(one, "bodySite") for each in at(site, "extension") if "laterality" in each["url"]]
    listed = all(set(codes(each["valueCodeableConcept"], SNOMED)) <= set(LATERALITY.split()) for each in sides)
    return len(morphologies) <= 1 and len(sides) <= len(at(one, "bodySite")) and listed


def _allergy_has_a_status(one: Resource) -> bool:
    return "entered-in-error" in str(one.get("verificationStatus")) or has(one, "clinicalStatus")


def _range_has_words(one: Resource) -> bool:
    return all(any(has(each, name) for name in ("low", "high", "text")) for each in at(one, "referenceRange"))


def _value_or_reason(one: Resource) -> bool:
    return not (has(one, "dataAbsentReason") and has(one, "value[x]"))


def _not_said_twice(one: Resource) -> bool:
    parts = {code for each in at(one, "component") for code in loincs(each)}
    return not (has(one, "value[x]") and parts & set(loincs(one)))


def _dosed(one: Resource) -> bool:
    return all(has(each, "dose") or has(each, "rate[x]") for each in at(one, "dosage"))


def _vital_sign(one: Resource) -> bool:
    """R4 vitalsigns: the category, a day, and a value in UCUM."""
    claimed = [code for code in loincs(one) if code in VITAL_SIGNS]
    if not claimed:
        return True
    units = VITAL_SIGNS[claimed[0]].split()
    valued = all(each.get("system") == UCUM and each.get("code") in units for each in at(one, "valueQuantity"))
    told = has(one, "valueQuantity") or (has(one, "dataAbsentReason") and not has(one, "value[x]"))
    timed = has(one, "effective[x]") and _to_the_day(one)
    return "vital-signs" in str(one.get("category")) and valued and told and timed


# Invariants of one resource: IPS, US Core, Genomics Reporting, mCODE, R4. Those of the document stand in its checker.
INVARIANTS: Mapping[str, Callable[[Resource], bool]] = {
    "ips-pat-1": _named,
    "us-core-1": _to_the_day,
    "us-core-2": _valued,
    "us-core-3": _units_of_ucum,
    "us-core-6": _core_named,
    "us-core-7": _performed,
    "us-core-21": _ordered,
    "us-core-identifiers": _identified,
    "variant-components": _parts_of_a_variant,
    "lab-category-coding": _one_coding,
    "termination-reason": _not_stopped,
    "mcode-extensions": _extensions_of_mcode,
    "ait-1": _allergy_has_a_status,
    "obs-3": _range_has_words,
    "obs-6": _value_or_reason,
    "obs-7": _not_said_twice,
    "mad-1": _dosed,
    "vital-signs": _vital_sign,
}


def is_loinc(code: str) -> bool:
    """Whether the last digit is LOINC's check digit (Luhn, modulo 10)."""
    body, _, check = code.removeprefix("LA").removeprefix("LL").partition("-")
    doubled = [int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(body))]
    return body.isdigit() and str(-sum(each // 10 + each % 10 for each in doubled) % 10) == check


_SPREAD = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def is_snomed(code: str) -> bool:
    """Whether the last digit is SNOMED CT's check digit (Verhoeff)."""
    total = 0
    for place, digit in enumerate(reversed(code)):
        total = _turned(total, _permuted(int(digit), place))
    return code.isdigit() and total == 0


def _permuted(digit: int, times: int) -> int:
    for _ in range(times % 8):
        digit = _SPREAD[digit]
    return digit


def _turned(one: int, other: int) -> int:
    """One of the group of the pentagon's turns and flips after another."""
    if one < 5:
        return (one + other) % 5 if other < 5 else 5 + (one + other) % 5
    return 5 + (one - other) % 5 if other < 5 else (one - other) % 5


def paths(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every node of a document with its path."""
    yield path, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from paths(each, f"{path}.{key}")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for at_, each in enumerate(value):
            yield from paths(each, f"{path}[{at_}]")
