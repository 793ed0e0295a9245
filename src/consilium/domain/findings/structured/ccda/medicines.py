"""CDA substance administrations and supplies as findings: medicines and vaccines."""

from __future__ import annotations

from consilium.domain.findings.finding import Assertion, Finding, Kind, Origin
from consilium.domain.findings.structured.ccda.spot import DOSE_HEADS, END_HEADS, Refused, Spot
from consilium.domain.findings.structured.entry import (
    Entry,
    codes_of,
    day_of,
    inner,
    maps,
    number_of,
    text,
    words_of_concept,
)
from consilium.domain.phrases import fold
from consilium.domain.records import Scalar

# Sections of what was given during a stay or an operation (LOINC).
ADMINISTERED = frozenset({"29549-3"})
DOSE_CHARS = 120


def medicine(spot: Spot) -> Finding | Refused:
    """Medication Activity (C-CDA R2.1 3.54) and Planned Medication Activity: current, past or planned."""
    product = inner(spot.entry, "product")
    name = _name(product, spot)
    found = codes_of(product, spot.codes)
    none = next((spot.codes.none_known[code.code] for code in found if code.code in spot.codes.none_known), "")
    if not (name or none) or any(code.code in spot.codes.no_information for code in found):
        return Refused("no_information" if spot.says_nothing or product.get("null_flavor") else "nothing_named")
    assertion = Assertion.NEGATED if none else _assertion(spot)
    drug = spot.codes.drug(name) if text(spot.section, "code") in ADMINISTERED else ""
    amount, unit = _dose(spot.entry)
    written = "" if drug or amount else _written_dose(spot, name)
    when, until = spot.own_times()
    detail: dict[str, Scalar] = {
        "dose": amount if drug else written or f"{amount} {unit}".strip(),
        "dose_unit": unit if drug else "",
        "route": words_of_concept(inner(spot.entry, "route")),
        "frequency": _frequency(spot.entry),
        "state": "" if drug or assertion is not Assertion.STATED else _state(spot, name),
    }
    return Finding(
        kind=Kind.DRUG if drug else Kind.MEDICINE,
        name=drug or none or name,
        codes=found,
        value=amount if drug else "",
        number=number_of(amount)[1] if drug else None,
        unit=unit if drug else "",
        when=when,
        until=until,
        assertion=assertion,
        detail={key: value for key, value in detail.items() if value},
        citations=spot.cite([name, words_of_concept(product), *_other_names(product)]),
        origin=Origin.STRUCTURED,
    )


def _name(product: Entry, spot: Spot) -> str:
    own = text(product, "display", "name", "original_text") or words_of_concept(product)
    said = " ".join(text(spot.entry, "text").split())
    return own or (said if len(said) <= 200 and not spot.says_nothing else "")


def _other_names(product: Entry) -> list[str]:
    return [text(each, "display") for each in maps(product.get("translations"))]


def _assertion(spot: Spot) -> Assertion:
    """An order that stands in a list of medicines is a medicine that the child has; elsewhere it is a plan."""
    said = spot.assertion()
    listed = text(spot.section, "code") in spot.codes.medicine_lists and text(spot.entry, "mood") == "INT"
    return Assertion.STATED if said is Assertion.PLANNED and listed else said


def _written_dose(spot: Spot, name: str) -> str:
    """The dose of an entry that codes none: what follows the name in its own words (`Acyclovir 200 mg twice a day`),
    else the cell of the narrative's row."""
    said = " ".join(text(spot.entry, "text").split())
    rest = said[len(name) :].strip(" ,:;-") if fold(said).startswith(fold(name)) else ""
    told = rest or spot.told(name, *DOSE_HEADS)
    return told if len(told) <= DOSE_CHARS and any(char.isdigit() for char in told) else ""


def _state(spot: Spot, name: str) -> str:
    """`current`, `past`, or "" where the entry does not tell. C-CDA R1.1 wrote `completed` for either. What the row of
    the narrative calls over, or gives an end, is past whatever code stands beside it."""
    status = text(spot.entry, "status")
    if status in ("aborted", "cancelled") or spot.ended() or spot.told_over(name, "past") or _told_end(spot, name):
        return "past"
    if status == "active":
        return "current"
    start, end = spot.own_times()
    return "past" if start is not None and start == end else ""


def _told_end(spot: Spot, name: str) -> bool:
    end = day_of(spot.told(name, *END_HEADS))
    return end is not None and (spot.written is None or end <= spot.written)


def _dose(entry: Entry) -> tuple[str, str]:
    dose = inner(entry, "dose")
    low, high = text(dose, "low"), text(dose, "high")
    amount = text(dose, "value") or (f"{low} - {high}" if low and high else low or high)
    unit = text(dose, "unit")
    return amount, unit if unit not in ("1", "null") and amount else ""


def _frequency(entry: Entry) -> str:
    """The period or the event, as the source has them."""
    said = [
        " ".join(each for each in (text(one, "period"), text(one, "unit")) if each) or text(one, "event")
        for one in maps(entry.get("frequency"))
    ]
    return "; ".join(each for each in said if each)


def dispensed(spot: Spot) -> Finding | Refused:
    """Medication Dispense and Supply Order: a part of the medicine that it stands in; alone, a medicine of its own."""
    if any(text(parent, "kind") == "substanceAdministration" for parent in spot.parents):
        return Refused("part")
    return medicine(spot)


def vaccine(spot: Spot) -> Finding | Refused:
    """Immunization Activity (C-CDA R2.1 3.41): a past medicine whose use is immunization; refused ones are negated."""
    if text(spot.entry, "status") in ("cancelled", "nullified"):
        return Refused("cancelled")
    product = inner(spot.entry, "product")
    name = _name(product, spot)
    if not name or any(code.code in spot.codes.no_information for code in codes_of(product, spot.codes)):
        return Refused("no_information" if spot.says_nothing or product.get("null_flavor") else "nothing_named")
    when, until = spot.own_times()
    assertion = spot.assertion()
    detail: dict[str, Scalar] = {"use": "immunization"}
    if assertion is Assertion.STATED:
        detail["state"] = "past"
    return Finding(
        kind=Kind.MEDICINE,
        name=name,
        codes=codes_of(product, spot.codes),
        when=when,
        until=until,
        assertion=assertion,
        detail=detail,
        citations=spot.cite([name, words_of_concept(product), *_other_names(product)]),
        origin=Origin.STRUCTURED,
    )
