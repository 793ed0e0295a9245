"""CDA procedures, encounters and devices as findings."""

from __future__ import annotations

from consilium.domain.findings.codes import procedure_sort
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.findings.structured.ccda.spot import Refused, Spot
from consilium.domain.findings.structured.entry import Entry, codes_of, maps, text, words_of_concept
from consilium.domain.findings.structured.sorts import SORTS
from consilium.domain.records import Scalar

# Procedure Activity Procedure: what alters the body (C-CDA R2.1 3.83).
ALTERING = "22.4.14"


def procedure(spot: Spot) -> Finding | Refused:
    """Procedure Activity of any kind and the planned ones: operation, transplant, or what was done."""
    if spot.says_nothing:
        return Refused("no_information")
    found = codes_of(spot.entry, spot.codes)
    if any(code.code in spot.codes.no_information for code in found):
        return Refused("no_information")
    name = text(spot.entry, "display") or words_of_concept(spot.entry) or _narrative(spot)
    if not name:
        return Refused("nothing_named")
    if name.lower().startswith("no ") and not any(code.code in spot.codes.none_known for code in found):
        return Refused("placeholder")
    kind, what = sort_of(spot, name, found)
    laterality, site = spot.side_and_site(name)
    when, until = spot.times()
    detail: dict[str, Scalar] = {"procedure": name} if kind is Kind.SURGERY else {"what": what} if what else {}
    status = text(spot.entry, "status")
    if status in ("aborted", "cancelled"):
        detail["status"] = status
    return Finding(
        kind=kind,
        name=name,
        codes=found,
        when=when,
        until=until,
        assertion=_assertion(spot, status, found),
        laterality=laterality,
        site=site,
        detail=detail,
        citations=spot.cite([name, words_of_concept(spot.entry)]),
        origin=Origin.STRUCTURED,
    )


def _narrative(spot: Spot) -> str:
    said = " ".join(text(spot.entry, "text").split())
    return said if len(said) <= 200 else ""


def sort_of(spot: Spot, name: str, found: tuple[Code, ...]) -> tuple[Kind, str]:
    """An operation, a transplant, or a mention of what sort of study; by words, by CPT, by the template."""
    sorts = spot.codes.sorts_of(name) | {procedure_sort(code.system, code.code) for code in found}
    for sort, kind, what in SORTS:
        if sort in sorts:
            return kind, what
    altering = any(str(each).split(":")[0].endswith(ALTERING) for each in spot.entry.get("template_ids") or ())
    if altering:
        return Kind.SURGERY, ""
    return Kind.MENTION, "laboratory" if text(spot.entry, "code") in spot.codes.tests else "procedure"


def _assertion(spot: Spot, status: str, found: tuple[Code, ...]) -> Assertion:
    """Cancelled before it began: not done. Aborted: begun and stopped, so that what was done is uncertain."""
    if status == "cancelled" or any(code.code in spot.codes.none_known for code in found):
        return Assertion.NEGATED
    said = spot.assertion()
    return Assertion.UNCERTAIN if status == "aborted" and said is Assertion.STATED else said


def encounter(spot: Spot) -> Finding | Refused:
    """Encounter Activity (C-CDA R2.1 3.30) and Planned Encounter: a visit or stay that a record may stand behind."""
    names = [text(spot.entry, "original_text"), text(spot.entry, "display"), words_of_concept(spot.entry)]
    name = min((each for each in names if each), key=len, default="") or _narrative(spot)
    if not name:
        return Refused("no_information" if spot.says_nothing else "nothing_named")
    return _mention(spot, name[:200], codes_of(spot.entry, spot.codes), "encounter")


def device(spot: Spot) -> Finding | Refused:
    """Non-Medicinal Supply Activity (C-CDA R2.1 3.58): an implant or an aid."""
    product: Entry = next((each for each in maps(spot.entry.get("participants")) if text(each, "type") == "PRD"), {})
    name = text(product, "original_text", "display") or words_of_concept(product)
    if not name:
        return Refused("nothing_named")
    return _mention(spot, name, codes_of(product, spot.codes), "device")


def _mention(spot: Spot, name: str, found: tuple[Code, ...], what: str) -> Finding:
    when, until = spot.own_times()
    return Finding(
        kind=Kind.MENTION,
        name=name,
        codes=found,
        when=when,
        until=until,
        assertion=spot.assertion(),
        detail={"what": what},
        citations=spot.cite([name, text(spot.entry, "display")]),
        origin=Origin.STRUCTURED,
    )
