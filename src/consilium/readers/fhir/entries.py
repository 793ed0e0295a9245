"""One FHIR resource as one compact entry and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from consilium.domain.records import Json
from consilium.readers.decoding import speakable
from consilium.readers.fhir.details import codings_of, details_of, ranges_of
from consilium.readers.fhir.profile import ANY_CODE, CODES, DATES, NOT_DONE
from consilium.readers.fhir.shapes import Resource, compact, concept, display, first, many, maps, quantity, span, text
from consilium.readers.hardened import html_parser
from consilium.readers.narrative import lines_of

PARTS = 200  # components, ranges, notes, dosages of one resource
DIV_CHARS = 1_000_000


def entry_of(resource: Resource, path: str) -> dict[str, Json]:
    """`type id path code system display value unit reference_range interpretation status verification date ...`."""
    kind = str(resource["resourceType"])
    found: dict[str, Json] = {"type": kind, "id": text(resource.get("id")), "path": path}
    found |= code_of(kind, resource)
    found |= measured(resource)
    found |= _standing(resource)
    found["date"] = next((seen for seen in (text(dig(resource, each)) for each, _ in DATES.get(kind, ())) if seen), "")
    components: list[Json] = [_component(part) for part in maps(resource.get("component"))[:PARTS]]
    found["components"] = components
    found["dosage"] = "; ".join(_dosages(resource))
    found["text"] = "\n".join(_words(resource))
    return compact(found | details_of(resource))


def _component(part: Resource) -> dict[str, Json]:
    more: dict[str, Json] = {
        "value_codings": codings_of(part.get("valueCodeableConcept")),
        "ranges": ranges_of(part),
        "codings": codings_of(part.get("code")),
    }
    return concept(part.get("code")) | measured(part) | compact(more)


def dig(resource: Resource, path: str) -> Any:
    """The value at a dotted path, the first where there are several."""
    value: Any = resource
    for name in path.split("."):
        value = first(value).get(name)
    return value[0] if isinstance(value, list) and value else value


def code_of(kind: str, resource: Resource) -> dict[str, Json]:
    for name in CODES.get(kind, ANY_CODE):
        if found := concept(resource.get(name)):
            codings = codings_of(resource[name]) if isinstance(resource[name], dict) else []
            return found | compact({"codings": codings if len(codings) > 1 else []})
    return {}


def measured(part: Resource) -> dict[str, Json]:
    """value[x] of an Observation or one of its components, with range, interpretation and why it is absent."""
    value, unit = _value(part)
    ranges = [each for each in map(_range, maps(part.get("referenceRange"))[:PARTS]) if each]
    return compact(
        {
            "value": value,
            "unit": unit,
            "value_code": _value_code(part),
            "reference_range": "; ".join(ranges),
            "interpretation": str(concept(part.get("interpretation")).get("code", ""))
            or display(part.get("interpretation")),
            "absent": display(part.get("dataAbsentReason")),
        }
    )


def _value(part: Resource) -> tuple[str, str]:
    if "valueQuantity" in part:
        return quantity(part["valueQuantity"])
    if "valueRange" in part:
        return span(part["valueRange"])
    if "valueRatio" in part:
        (top, unit), (bottom, per) = (quantity(first(part["valueRatio"]).get(e)) for e in ("numerator", "denominator"))
        return f"{top}:{bottom}", f"{unit}/{per}" if per else unit
    if "valuePeriod" in part:
        period = first(part["valuePeriod"])
        return f"{text(period.get('start'))}/{text(period.get('end'))}", ""
    if "valueCodeableConcept" in part:
        return display(part["valueCodeableConcept"]), ""
    names = ("valueString", "valueBoolean", "valueInteger", "valueDateTime", "valueTime", "valueDecimal", "valueCode")
    return next((text(part[name]) for name in names if name in part), ""), ""


def _value_code(part: Resource) -> str:
    found = concept(part.get("valueCodeableConcept"))
    return "|".join(str(found[key]) for key in ("system", "code") if key in found) if "code" in found else ""


def _range(part: Resource) -> str:
    if said := text(part.get("text")):
        return said
    low_high, unit = span(part)
    return f"{low_high} {unit}".strip()


def _standing(resource: Resource) -> dict[str, Json]:
    """Status as said, clinical and verification status, category, and what says that it was not done."""
    absent = resource.get("status") in ("not-done", "not-taken") or any(
        resource.get(name) in (True, "true") for name in NOT_DONE
    )
    return compact(
        {
            "status": text(resource.get("status")),
            "clinical_status": display(resource.get("clinicalStatus")),
            "verification": display(resource.get("verificationStatus")),
            "category": ", ".join(filter(None, map(display, many(resource.get("category"))[:PARTS]))),
            "body_site": display(resource.get("bodySite")),
            "method": display(resource.get("method")),
            "negated": absent or None,
            "subject": text(first(resource.get("subject") or resource.get("patient")).get("reference")),
        }
    )


def _dosages(resource: Resource) -> Iterator[str]:
    for dosage in maps(resource.get("dosageInstruction") or resource.get("dosage"))[:PARTS]:
        said = text(dosage.get("text"))
        amount, unit = quantity(first(dosage.get("doseAndRate")).get("doseQuantity") or dosage.get("doseQuantity"))
        parts = (amount, unit, display(dosage.get("route")), display(first(dosage.get("timing")).get("code")))
        yield said or " ".join(filter(None, parts))


def _words(resource: Resource) -> Iterator[str]:
    """Free text: title, conclusion, description, comments, diagnoses, the sections of a Composition are narrative."""
    for name in ("title", "conclusion", "description", "comment", "summary", "patientInstruction"):
        value = resource.get(name)
        if isinstance(value, str) and value.strip():
            yield text(value)
    for note in many(resource.get("note"))[:PARTS]:
        if said := text(note.get("text") if isinstance(note, dict) else note):
            yield said
    for code in maps(resource.get("conclusionCode"))[:PARTS]:
        yield display(code)
    for payload in maps(resource.get("payload"))[:PARTS]:
        if said := text(payload.get("contentString")):
            yield said


# Where this program's own summaries keep a finding whole (writers/fhir).
OURS = "urn:consilium:finding"
# Resources whose coded elements are a whole statement. That of others (a report, a plan) may hold a paper's text.
REPEATED = frozenset(
    {
        "Condition", "AllergyIntolerance", "FamilyMemberHistory", "Observation", "Immunization", "Procedure",
        "MedicationRequest", "MedicationOrder", "MedicationStatement", "MedicationAdministration", "MedicationDispense",
        "Specimen",
    }
)  # fmt: skip


def lines_from(resource: Resource, entry: dict[str, Json]) -> Iterator[str]:
    """The resource as lines: its facts on one, its components, its free text, its narrative."""
    yield _fact_line(str(entry["type"]), entry)
    for component in maps(entry.get("components")):
        yield _fact_line(f"{entry['type']}.component", component)
    yield from _part_lines(entry)
    if dosage := entry.get("dosage"):
        yield f"{entry['type']}.dosage: {dosage}"
    yield from str(entry.get("text", "")).split("\n")
    yield from _narrative(resource, str(entry["type"]) if _repeats_itself(resource) else "")
    if resource["resourceType"] == "Composition":
        yield from _section_lines(resource, 0)


def _repeats_itself(resource: Resource) -> bool:
    """Whether a resource's narrative only repeats its elements, which are mapped."""
    ours = any(one.get("url") == OURS for one in maps(resource.get("extension")))
    return (ours or str(resource["resourceType"]) in REPEATED) and _is_generated(resource)


def _is_generated(holder: Resource) -> bool:
    """R4 Narrative.status: "generated" holds nothing but what is in the elements; the others may say more."""
    return first(holder.get("text")).get("status") == "generated"


def _narrative(holder: Resource, repeated: str = "") -> Iterator[str]:
    """A narrative's lines; those that only repeat elements begin as the lines that are made from these."""
    head = f"{repeated}.text: " if repeated else ""
    for line in narrative_lines(first(holder.get("text")).get("div")):
        yield f"{head}{line}" if line.strip() else ""


def _section_lines(holder: Resource, depth: int) -> Iterator[str]:
    for section in maps(holder.get("section"))[:PARTS]:
        repeated = "Composition" if _is_generated(section) and section.get("entry") else ""
        title = text(section.get("title")) or display(section.get("code"))
        yield f"{repeated}.title: {title}" if repeated and title else title
        yield from _narrative(section, repeated)
        yield text(section.get("emptyReason"))
        if depth < 10:
            yield from _section_lines(section, depth + 1)


def _part_lines(entry: Resource) -> Iterator[str]:
    """Stages, a relative's illnesses, planned activities, reactions: one line each, with what they are parts of."""
    kind, head = str(entry["type"]), str(entry.get("display", ""))
    for stage in maps(entry.get("stages")):
        yield f"{kind}.stage: {head} {first(stage.get('type')).get('display', '')} {display(stage.get('summary'))}"
    for name in ("conditions", "activities", "sites"):
        for part in maps(entry.get(name)):
            said = " ".join(str(part[key]) for key in ("display", "onset", "date", "status") if key in part)
            yield f"{kind}.{name}: {head} {said}"
    for reaction in maps(entry.get("reactions")):
        yield f"{kind}.reaction: {head} {reaction.get('manifestation', '')} {reaction.get('severity', '')}"


def _fact_line(kind: str, entry: Resource) -> str:
    keys = ("value", "unit", "reference_range", "interpretation", "absent", "clinical_status", "verification", "status")
    said = " ".join(str(entry[key]) for key in keys if key in entry)
    head = str(entry.get("display") or entry.get("code") or "")
    return " ".join(filter(None, (f"{kind}:" if kind else "", head, said, str(entry.get("date", "")))))


def narrative_lines(div: Any) -> list[str]:
    """A narrative's XHTML as lines of text; nothing of its markup stays."""
    if not isinstance(div, str) or not div.strip():
        return []
    try:
        root = etree.fromstring(text_bound(div), _parser())
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None:
        return []
    for unseen in root.iter("script", "style"):
        unseen.text = None
    return lines_of(root)


def text_bound(div: str) -> str:
    """The div within its bound, as libxml2 takes it: no NUL, no half of a surrogate pair."""
    return speakable(div[:DIV_CHARS].replace("\x00", ""))


@cache
def _parser() -> etree.HTMLParser:
    return html_parser()
