"""Documents inside FHIR resources: Attachment and Binary data handed on, what lies elsewhere listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consilium.domain.records import Remark
from consilium.readers.contract import Context
from consilium.readers.embedded import from_base64, hand_on, member_name
from consilium.readers.fhir.shapes import Resource, display, text

VALUES = 200_000  # values looked at in one resource
URL_CHARS = 300
# Elements of type Attachment (R4); `content` is Media's.
HOLDERS = frozenset(
    {"attachment", "content", "presentedForm", "contentAttachment", "sourceAttachment", "photo", "valueAttachment"}
    | {"image", "documentation"}
)
# Types that fill most bundles and have no element of type Attachment.
WITHOUT = frozenset(
    {"AllergyIntolerance", "Claim", "Condition", "Encounter", "ExplanationOfBenefit", "Immunization", "Location"}
    | {"MedicationAdministration", "MedicationRequest", "Organization", "Procedure", "Specimen"}
)


def hand_on_attachments(resource: Resource, path: str, context: Context) -> Iterator[Remark]:
    """Hand on every document inside a resource; a remark for each that can't be or is only referred to."""
    for holder, attachment, place in _attachments(resource, path):
        title = text(attachment.get("title")) or text(resource.get("description")) or display(resource.get("type"))
        media = text(attachment.get("contentType"))
        data = attachment.get("data") or (attachment.get("content") if holder == "Binary" else None)
        if isinstance(data, str) and data.strip():
            yield from _hand_on(title, media, data, place, context)
        elif (url := text(attachment.get("url"))) and not url.startswith("#"):
            yield Remark("fhir.document_elsewhere", {"place": place, "url": url[:URL_CHARS]})


def _hand_on(title: str, media: str, data: str, place: str, context: Context) -> Iterator[Remark]:
    try:
        content = from_base64(data)
    except ValueError:
        yield Remark("fhir.bad_document", {"place": place})
        return
    hand_on(context, member_name(title, media, place.replace(".", " ") or "document"), media, content)


def _attachments(resource: Resource, path: str) -> Iterator[tuple[str, Resource, str]]:
    """(the holding element's name, the Attachment, its path), in reading order, without recursion."""
    if resource.get("resourceType") == "Binary":
        yield "Binary", resource, path
        return
    kind = resource.get("resourceType")
    if kind in WITHOUT or (kind == "Observation" and "valueAttachment" not in resource):
        return
    waiting: list[tuple[str, Any, str]] = [("", resource, path)]
    for _ in range(VALUES):
        if not waiting:
            return
        name, value, place = waiting.pop()
        if isinstance(value, list):
            waiting.extend((name, each, f"{place}[{index}]") for index, each in reversed(list(enumerate(value))))
        elif isinstance(value, dict):
            if name in HOLDERS and ("contentType" in value or "data" in value or "url" in value):
                yield name, value, place
            inner = [(key, each, f"{place}.{key}") for key, each in value.items() if isinstance(each, dict | list)]
            waiting.extend(reversed([each for each in inner if each[0] not in ("contained", "extension")]))
