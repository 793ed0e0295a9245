"""HL7 V3 data types (CDA R2, Abstract Data Types R1) as plain JSON values: CD, PQ, IVL, TS, ED, names and ids.

Everything is kept as written: numbers are texts, times keep their digits, an absent value has its nullFlavor.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from consilium.domain.dates import PartialDate
from consilium.domain.records import Json

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
TRANSLATIONS = 20
TextOf = Callable[[etree._Element], str]


def compact(values: dict[str, Json]) -> dict[str, Json]:
    """The values without those that are not there (None, empty text, empty list or map); False stays."""
    return {name: value for name, value in values.items() if value or value is False}


def attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else str(element.get(name, "")).strip()


def plain(element: etree._Element | None) -> str:
    """All text inside, white space folded."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def coded(element: etree._Element | None, text_of: TextOf = plain) -> dict[str, Json]:
    """CD/CE/CV: `code display system system_name original_text null_flavor translations qualifiers`, what is there."""
    if element is None:
        return {}
    qualifiers: list[Json] = [_one_code(value) for value in element.findall("qualifier/value")[:TRANSLATIONS]]
    translations: list[Json] = [_one_code(each) for each in element.findall("translation")[:TRANSLATIONS]]
    original = element.find("originalText")
    found = _one_code(element)
    found |= {"original_text": text_of(original) if original is not None else "", "translations": translations}
    found["qualifiers"] = qualifiers
    return compact(found)


def _one_code(element: etree._Element) -> dict[str, Json]:
    return compact(
        {
            "code": attribute(element, "code"),
            "display": attribute(element, "displayName"),
            "system": attribute(element, "codeSystem"),
            "system_name": attribute(element, "codeSystemName"),
            "null_flavor": attribute(element, "nullFlavor"),
        }
    )


def quantity(element: etree._Element | None) -> dict[str, Json]:
    """PQ, IVL_PQ, RTO, INT, REAL: `value unit low high low_open numerator denominator null_flavor`."""
    if element is None:
        return {}
    low, high = element.find("low"), element.find("high")
    found: dict[str, Json] = {
        "value": attribute(element, "value"),
        "unit": next((u for u in (attribute(each, "unit") for each in (element, low, high)) if u), ""),
        "low": attribute(low, "value"),
        "high": attribute(high, "value"),
        "low_open": attribute(low, "inclusive") == "false" or None,
        "high_open": attribute(high, "inclusive") == "false" or None,
        "numerator": quantity(element.find("numerator")),
        "denominator": quantity(element.find("denominator")),
        "null_flavor": attribute(element, "nullFlavor"),
    }
    return compact(found)


def stated_value(element: etree._Element, text_of: TextOf = plain) -> dict[str, Json]:
    """An observation's `value` of any type: `type` and whichever of the keys of `quantity` and `coded` it has."""
    kind = attribute(element, XSI_TYPE).rpartition(":")[2]
    found: dict[str, Json] = {"type": kind}
    if kind in ("ST", "ED"):
        found["text"] = text_of(element)
    found |= quantity(element)
    named = element.get("code") or element.get("displayName")
    if named or element.find("translation") is not None or element.find("originalText") is not None:
        found |= coded(element, text_of)
    if len(compact(found)) <= 1:
        found["text"] = text_of(element)
    return compact(found)


def interval(element: etree._Element | None) -> dict[str, Json]:
    """TS or IVL_TS: `value low high` as the source's digits, with nullFlavor where a bound is unknown."""
    if element is None:
        return {}
    found: dict[str, Json] = {"value": attribute(element, "value"), "null_flavor": attribute(element, "nullFlavor")}
    for name in ("low", "high", "center"):
        part = element.find(name)
        found[name] = attribute(part, "value")
        found[f"{name}_null_flavor"] = attribute(part, "nullFlavor")
    return compact(found)


def date_of(element: etree._Element | None, part: str = "") -> PartialDate | None:
    """The date in `@value` (or in its `low`/`high`); None where there is none. Raises ValueError for no such day."""
    if element is not None and part:
        element = element.find(part)
    text = attribute(element, "value")
    return PartialDate.from_digits(text) if text else None
