"""FHIR medicines, procedures, plans, requests, specimens and studies as findings (R4 11, 9.3, 9.5, 10.4, 10.5)."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.findings.codes import procedure_sort
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.findings.structured.entry import Entry, codes_of, day_of, inner, maps, number_of, text
from consilium.domain.findings.structured.fhir.resource import Refused, Resource, said
from consilium.domain.findings.structured.sorts import SORTS

COURSE = ("mcode-radiotherapy-course-summary",)
VOLUME = "mcode-radiotherapy-dose-delivered-to-volume"
TECHNIQUE = "mcode-radiotherapy-modality-and-technique"


def medicine(one: Resource) -> Iterator[Finding | Refused]:
    """MedicationRequest, -Statement, -Administration, -Dispense (and DSTU2's MedicationOrder)."""
    name, found = one.name, one.own_codes()
    if refused := _refused(one, found):
        yield refused
        return
    none = next((one.codes.none_known[code.code] for code in found if code.code in one.codes.none_known), "")
    given = text(one.entry, "type") == "MedicationAdministration"
    drug = one.codes.drug(name) if given else ""
    dose: Entry = next(iter(maps(one.entry.get("doses"))), {})
    amount, unit = text(dose, "amount"), text(dose, "unit")
    assertion = Assertion.NEGATED if none or one.entry.get("negated") else _of_medicine(one)
    yield Finding(
        kind=Kind.DRUG if drug else Kind.MEDICINE,
        name=drug or none or name,
        codes=found,
        value=amount if drug else "",
        number=number_of(amount)[1] if drug else None,
        unit=unit if drug else "",
        when=one.when(),
        until=one.until(),
        assertion=assertion,
        detail=said(
            dose=amount if drug else f"{amount} {unit}".strip() or text(dose, "text"),
            dose_unit=unit if drug else "",
            route=text(dose, "route"),
            frequency=text(dose, "frequency"),
            state="" if drug or assertion is not Assertion.STATED else _state(one),
        ),
        citations=one.cite(name),
        origin=Origin.STRUCTURED,
    )


def _refused(one: Resource, found: tuple[Code, ...]) -> Refused | None:
    if one.codes.is_state(one.status, "dropped"):
        return Refused("entered_in_error")
    if one.status in ("cancelled", "revoked"):
        return Refused("cancelled")
    if any(code.code in one.codes.no_information for code in found):
        return Refused("no_information")
    return None if one.name else Refused("nothing_named")


def _of_medicine(one: Resource) -> Assertion:
    planned = one.status in ("draft", "intended", "preparation") or text(one.entry, "intent") in ("proposal", "plan")
    return Assertion.PLANNED if planned else Assertion.STATED


def _state(one: Resource) -> str:
    if text(one.entry, "type") in ("MedicationAdministration", "MedicationDispense"):
        return "past" if one.status == "completed" else ""
    if one.codes.is_state(one.status, "current") and one.status != "on-hold":
        return "current"
    return "past" if one.codes.is_state(one.status, "past") else ""


def vaccine(one: Resource) -> Iterator[Finding | Refused]:
    """Immunization: a past medicine whose use is immunization; what was not given is negated."""
    found = one.own_codes()
    if refused := _refused(one, found):
        yield refused
        return
    negated = bool(one.entry.get("negated"))
    yield Finding(
        kind=Kind.MEDICINE,
        name=one.name,
        codes=found,
        when=one.when(),
        assertion=Assertion.NEGATED if negated else Assertion.STATED,
        detail=said(use="immunization", state="" if negated else "past"),
        citations=one.cite(one.name),
        origin=Origin.STRUCTURED,
    )


def procedure(one: Resource) -> Iterator[Finding | Refused]:
    """Procedure: an operation, a transplant, a course of radiation, or a study that was done."""
    found = one.own_codes()
    if one.codes.is_state(one.status, "dropped") or not one.name:
        yield Refused("entered_in_error" if one.name else "nothing_named")
        return
    if any(code.code in one.codes.no_information for code in found):
        yield Refused("no_information")
        return
    kind, what = sort_of(one, one.name, found)
    if one.is_profile(*COURSE) or any(one.extension(VOLUME)):
        yield from _radiation(one)
        return
    if one.is_profile("mcode-cancer-related-surgical-procedure"):
        kind, what = Kind.SURGERY, ""
    yield _done(one, kind, what)


def _done(one: Resource, kind: Kind, what: str) -> Finding:
    laterality, site, _ = one.side_and_site()
    return Finding(
        kind=kind,
        name=one.name,
        codes=one.own_codes(),
        when=one.when(),
        until=one.until(),
        assertion=_of_procedure(one),
        laterality=laterality or one.codes.side(one.name),
        site=site,
        detail=said(what=what, procedure=one.name if kind is Kind.SURGERY else ""),
        citations=one.cite(one.name),
        origin=Origin.STRUCTURED,
    )


def sort_of(one: Resource, name: str, found: tuple[Code, ...]) -> tuple[Kind, str]:
    """The kind of a procedure by its words and its CPT code, and what is mentioned where it is a mention."""
    sorts = one.codes.sorts_of(name) | {procedure_sort(code.system, code.code) for code in found}
    return next(((kind, what) for sort, kind, what in SORTS if sort in sorts), (Kind.MENTION, "procedure"))


def _of_procedure(one: Resource) -> Assertion:
    if one.entry.get("negated") or any(code.code in one.codes.none_known for code in one.own_codes()):
        return Assertion.NEGATED
    states = {"preparation": Assertion.PLANNED, "stopped": Assertion.UNCERTAIN, "aborted": Assertion.UNCERTAIN}
    return states.get(one.status, Assertion.STATED)


def _radiation(one: Resource) -> Iterator[Finding]:
    """mCODE Radiotherapy Course Summary: one finding for each volume, one without dose where none is stated."""
    technique = next(one.extension(TECHNIQUE), {})
    ways = [text(each, "display", "code") for each in maps(technique.get("inside"))]
    volumes = list(one.extension(VOLUME)) or [{}]
    laterality, site, topography = one.side_and_site()
    for volume in volumes:
        parts = {text(each, "url"): each for each in maps(volume.get("inside"))}
        dose = parts.get("totalDoseDelivered", {})
        value, unit = text(dose, "value"), text(dose, "unit")
        yield Finding(
            kind=Kind.RADIATION,
            name=one.name,
            codes=(*one.own_codes(), *topography),
            value=value,
            number=number_of(value)[1],
            unit=unit,
            when=one.when(),
            until=one.until(),
            assertion=_of_procedure(one),
            laterality=laterality,
            site=text(parts.get("volume", {}), "display", "value") or site,
            detail=said(
                gray=_gray(value, unit),
                fractions=text(parts.get("fractionsDelivered", {}), "value"),
                technique="; ".join(each for each in ways if each),
            ),
            citations=one.cite(one.name, path=f"{one.path}.extension" if volume else ""),
            origin=Origin.STRUCTURED,
        )


def _gray(value: str, unit: str) -> str:
    """A dose in Gy as written; cGy (which mCODE asks for) with its point moved; "" in any other unit."""
    if unit.lower() == "gy":
        return value
    _, number = number_of(value)
    return format(number / 100, "g") if number is not None and unit.lower() == "cgy" else ""


def request(one: Resource) -> Iterator[Finding | Refused]:
    """ServiceRequest and its forebears: planned while it is open, a mention of what was done when it is completed."""
    if refused := _refused(one, ()):
        yield refused
        return
    kind, what = sort_of(one, one.name, one.own_codes())
    done = one.status == "completed"
    laterality, site, _ = one.side_and_site()
    yield Finding(
        kind=Kind.MENTION if done else kind,
        name=one.name,
        codes=one.own_codes(),
        when=one.when(),
        assertion=Assertion.STATED if done else Assertion.PLANNED,
        laterality=laterality,
        site=site,
        detail=said(what=what or "procedure") if done or kind is Kind.MENTION else {},
        citations=one.cite(one.name),
        origin=Origin.STRUCTURED,
    )


def plan(one: Resource) -> Iterator[Finding | Refused]:
    """CarePlan: each activity that it names. What was completed or cancelled stands in its own resource."""
    if one.codes.is_state(one.status, "dropped") or one.codes.is_state(one.status, "cancelled"):
        yield Refused("entered_in_error" if one.codes.is_state(one.status, "dropped") else "cancelled")
        return
    named = [each for each in maps(one.entry.get("activities")) if text(each, "display", "code")]
    open_ = [each for each in named if text(each, "status") not in ("completed", "cancelled", "entered-in-error")]
    if not open_:
        yield Refused("nothing_named")
    for at, each in enumerate(open_):
        name = text(each, "display", "code")
        found = codes_of(each, one.codes)
        kind, what = sort_of(one, name, found)
        yield Finding(
            kind=kind,
            name=name,
            codes=found,
            when=day_of(text(each, "date")) if text(each, "date") else None,
            assertion=Assertion.PLANNED,
            detail=said(what=what),
            citations=one.cite(name, path=f"{one.path}.activity[{at}]"),
            origin=Origin.STRUCTURED,
        )


def specimen(one: Resource) -> Iterator[Finding | Refused]:
    """Specimen: its type, its site, how and when it was taken."""
    if one.codes.is_state(one.status, "dropped") or not one.name:
        yield Refused("entered_in_error" if one.name else "nothing_named")
        return
    taken = inner(one.entry, "collected_from")
    site, method = inner(taken, "site"), inner(taken, "method")
    yield Finding(
        kind=Kind.SPECIMEN,
        name=one.name,
        codes=(*one.own_codes(), *codes_of(site, one.codes)),
        when=one.when(),
        laterality=one.codes.side(text(site, "display")),
        site=text(site, "display", "code"),
        detail=said(method=text(method, "display", "code"), status=one.status),
        citations=one.cite(one.name),
        origin=Origin.STRUCTURED,
    )


def study(one: Resource) -> Iterator[Finding | Refused]:
    """ImagingStudy: that it was made."""
    if one.codes.is_state(one.status, "dropped") or one.status == "cancelled":
        yield Refused("entered_in_error" if one.status != "cancelled" else "cancelled")
        return
    modalities = [text(each, "code", "display") for each in maps(one.entry.get("modalities"))]
    name = one.name or text(one.entry, "text") or ", ".join(modalities)
    if not name:
        yield Refused("nothing_named")
        return
    yield Finding(
        kind=Kind.MENTION,
        name=name,
        codes=one.own_codes(),
        when=one.when(),
        assertion=Assertion.PENDING if one.status == "registered" else Assertion.STATED,
        detail=said(what="imaging", modality=", ".join(modalities)),
        citations=one.cite(name),
        origin=Origin.STRUCTURED,
    )


def encounter(one: Resource) -> Iterator[Finding | Refused]:
    """Encounter: a visit or stay that a record may stand behind."""
    if refused := _refused(one, ()):
        yield refused
        return
    yield Finding(
        kind=Kind.MENTION,
        name=one.name,
        codes=one.own_codes(),
        when=one.when(),
        until=one.until(),
        assertion=Assertion.PLANNED if one.status == "planned" else Assertion.STATED,
        detail={"what": "encounter"},
        citations=one.cite(one.name),
        origin=Origin.STRUCTURED,
    )
