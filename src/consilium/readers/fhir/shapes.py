"""FHIR R4 data types (R4 2.24) from plain JSON values, tolerant of one value where a list is due and the reverse.

Numbers are texts as written (`1.500000` stays so): the parser is told to keep them.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from consilium.domain.dates import PartialDate
from consilium.domain.records import Json
from consilium.readers.decoding import speakable

Resource: TypeAlias = dict[str, Any]
TEXT_CHARS = 4_000
LOINC = "http://loinc.org"


def many(value: Any) -> list[Any]:
    """A list as it is, one value as a list of it, nothing as none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def maps(value: Any) -> list[Resource]:
    """The objects among the values."""
    if not value:
        return []
    if isinstance(value, dict):
        return [value]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def first(value: Any) -> Resource:
    """The first object among the values, or an empty one."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, dict)), None)
    return value if isinstance(value, dict) else {}


def text(value: Any) -> str:
    """A text or number as a text; anything else is none."""
    if isinstance(value, str):
        return speakable(value[:TEXT_CHARS].strip())
    if isinstance(value, bool):
        return "true" if value else "false"
    return ""


def compact(values: dict[str, Json]) -> dict[str, Json]:
    """Only what is there."""
    return {name: value for name, value in values.items() if value}


def concept(value: Any) -> dict[str, Json]:
    """CodeableConcept, Coding, CodeableReference or plain code: `code system display`, LOINC first among codings."""
    if isinstance(value, str):
        return compact({"code": text(value)})
    found = first(value)
    if not found:
        return {}
    if "concept" in found or "reference" in found:
        inner = concept(found.get("concept"))
        return inner or compact({"display": text(found.get("display")), "reference": text(found.get("reference"))})
    codings = maps(found.get("coding")) or ([found] if "code" in found or "display" in found else [])
    chosen = next((each for each in codings if each.get("system") == LOINC), codings[0] if codings else {})
    display = text(found.get("text")) or next(
        (text(each.get("display")) for each in codings if each.get("display")), ""
    )
    return compact({"code": text(chosen.get("code")), "system": text(chosen.get("system")), "display": display})


def display(value: Any) -> str:
    """The words of a concept, its code where it has none."""
    found = concept(value)
    return str(found.get("display") or found.get("code") or "")


def quantity(value: Any) -> tuple[str, str]:
    """Quantity as (number with its comparator, unit)."""
    found = first(value)
    number = text(found.get("value"))
    return (text(found.get("comparator")) + number if number else ""), text(found.get("unit") or found.get("code"))


def span(value: Any) -> tuple[str, str]:
    """Range as (`low - high`, unit); an open end stays open (`>= 3`, `<= 7`)."""
    found = first(value)
    (low, unit), (high, other) = quantity(found.get("low")), quantity(found.get("high"))
    if low and high:
        return f"{low} - {high}", unit or other
    return (f">= {low}" if low else f"<= {high}" if high else ""), unit or other


def human_name(value: Any) -> tuple[str, str, str]:
    """HumanName as (text as written, family, given)."""
    if isinstance(value, str):
        return text(value), "", ""
    found = first(value)
    family = " ".join(text(each) for each in many(found.get("family")))
    given = " ".join(text(each) for each in many(found.get("given")))
    return text(found.get("text")) or f"{given} {family}".strip(), family, given


def date(value: Any) -> PartialDate | None:
    """date, dateTime or instant, never more precise than written. Raises ValueError for no such day."""
    written = text(value)
    return PartialDate.from_iso(written) if written else None
