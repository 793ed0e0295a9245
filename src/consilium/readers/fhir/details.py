"""What mappings to findings need of a resource beyond its entry: codings, ends, stages, doses, extensions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consilium.domain.records import Json
from consilium.readers.fhir.jsonstream import FULL_URL
from consilium.readers.fhir.shapes import Resource, compact, concept, first, many, maps, quantity, span, text

PARTS = 200
EXTENSION_DEPTH = 4
_ENDS = ("abatementDateTime", "performedPeriod", "occurrencePeriod", "effectivePeriod", "abatementPeriod", "period")
_STATED = (
    *("valueString", "valueCode", "valueUri", "valueDateTime", "valueDate"),
    *("valueInteger", "valueUnsignedInt", "valuePositiveInt", "valueDecimal"),
)


def details_of(resource: Resource) -> dict[str, Json]:
    """The keys of `facts.entries` that only mappings read, those that are there."""
    profiles: list[Json] = [text(each) for each in many(first(resource.get("meta")).get("profile"))[:PARTS]]
    found: dict[str, Json] = {
        "full_url": text(resource.get(FULL_URL)),
        "profiles": profiles,
        "categories": _concepts(resource.get("category")),
        "end": _end(resource),
        "onset": text(resource.get("onsetDateTime")) or text(first(resource.get("onsetPeriod")).get("start")),
        "clinical_code": text(concept(resource.get("clinicalStatus")).get("code")),
        "verification_code": text(concept(resource.get("verificationStatus")).get("code")),
        "abated": bool([name for name in resource if name.startswith("abatement")]) or None,
        "sites": [_site(each) for each in maps(resource.get("bodySite"))[:PARTS]],
        "stages": [_stage(each) for each in maps(resource.get("stage"))[:PARTS]],
        "ranges": ranges_of(resource),
        "value_codings": codings_of(resource.get("valueCodeableConcept")),
        "reactions": [_reaction(each) for each in maps(resource.get("reaction"))[:PARTS]],
        "criticality": text(resource.get("criticality")),
        "relationship": concept(resource.get("relationship")),
        "conditions": [_relative_has(each) for each in maps(resource.get("condition"))[:PARTS]],
        "doses": [*_doses(resource)],
        "modalities": _concepts(resource.get("modality")),
        "activities": [_activity(each) for each in maps(resource.get("activity"))[:PARTS]],
        "conclusion": text(resource.get("conclusion")),
        "conclusion_codes": _concepts(resource.get("conclusionCode")),
        "specimen": text(first(resource.get("specimen")).get("reference")),
        "collected_from": _site_of_specimen(resource),
        "extensions": [*_extensions(resource, 0)],
        "intent": text(resource.get("intent")),
    }
    return compact(found)


def codings_of(value: Any) -> list[Json]:
    """All codings of a CodeableConcept: `code system display`."""
    codings = maps(first(value).get("coding"))[:PARTS]
    return [concept(each) for each in codings if concept(each)]


def ranges_of(part: Resource) -> list[Json]:
    """Reference ranges: `low high text unit`."""
    found: list[Json] = []
    for each in maps(part.get("referenceRange"))[:PARTS]:
        (low, unit), (high, other) = quantity(each.get("low")), quantity(each.get("high"))
        said = compact({"low": low, "high": high, "unit": unit or other, "text": text(each.get("text"))})
        found += [said] if said else []
    return found


def _concepts(value: Any) -> list[Json]:
    return [one for one in (_full(each) for each in many(value)[:PARTS]) if one]


def _full(value: Any) -> dict[str, Json]:
    """A concept with all its codings."""
    codings = codings_of(value) if isinstance(value, dict) else []
    return concept(value) | compact({"codings": codings if len(codings) > 1 else []})


def _end(resource: Resource) -> str:
    for name in _ENDS:
        value = resource.get(name)
        said = text(value) if isinstance(value, str) else text(first(value).get("end"))
        if said:
            return said
    return ""


def _site(site: Resource) -> dict[str, Json]:
    inside: list[Json] = [*_extensions(site, 0)]
    return _full(site) | compact({"extensions": inside})


def _stage(stage: Resource) -> dict[str, Json]:
    return compact({"summary": _full(stage.get("summary")), "type": concept(stage.get("type"))})


def _reaction(reaction: Resource) -> dict[str, Json]:
    said = [str(concept(each).get("display", "")) for each in maps(reaction.get("manifestation"))[:PARTS]]
    return compact({"manifestation": "; ".join(filter(None, said)), "severity": text(reaction.get("severity"))})


def _relative_has(condition: Resource) -> dict[str, Json]:
    onset = first(condition.get("onsetAge"))
    age = " ".join(filter(None, quantity(onset))) or text(condition.get("onsetString"))
    return _full(condition.get("code")) | compact({"onset": age})


def _doses(resource: Resource) -> Iterator[Json]:
    for dosage in maps(resource.get("dosageInstruction") or resource.get("dosage"))[:PARTS]:
        rate = first(dosage.get("doseAndRate"))
        amount, unit = quantity(dosage.get("dose") or rate.get("doseQuantity") or dosage.get("doseQuantity"))
        if not amount:
            amount, unit = span(rate.get("doseRange") or dosage.get("doseRange"))
        repeat = first(first(dosage.get("timing")).get("repeat"))
        period = " ".join(text(repeat.get(each)) for each in ("frequency", "period", "periodUnit"))
        said = {
            "amount": amount,
            "unit": unit,
            "route": str(concept(dosage.get("route")).get("display", "")),
            "frequency": str(concept(first(dosage.get("timing")).get("code")).get("display", "")) or period.strip(),
            "text": text(dosage.get("text")),
        }
        if kept := compact({**said}):
            yield kept


def _activity(activity: Resource) -> dict[str, Json]:
    detail = first(activity.get("detail"))
    named = concept(detail.get("code")) or compact({"display": text(detail.get("description"))})
    scheduled = first(detail.get("scheduledPeriod"))
    start = text(scheduled.get("start")) or text(detail.get("scheduledString"))
    return named | compact({"status": text(detail.get("status")), "date": start})


def _site_of_specimen(resource: Resource) -> dict[str, Json]:
    collection = first(resource.get("collection"))
    return compact({"site": _full(collection.get("bodySite")), "method": concept(collection.get("method"))})


def _extensions(holder: Resource, depth: int) -> Iterator[Json]:
    """Extensions by the last part of their URL, with their values and those inside them."""
    if depth > EXTENSION_DEPTH:
        return
    for each in maps(holder.get("extension"))[:PARTS]:
        number, unit = quantity(each.get("valueQuantity"))
        value = number or next((text(each[name]) for name in _STATED if name in each), "")
        said = _full(each.get("valueCodeableConcept") or each.get("valueCoding") or each.get("valueReference"))
        inside: list[Json] = [*_extensions(each, depth + 1)]
        more: dict[str, Json] = {"value": value, "unit": unit, "inside": inside}
        kept: dict[str, Json] = {"url": text(each.get("url")).rpartition("/")[2]} | said | compact(more)
        if len(kept) > 1:
            yield kept
