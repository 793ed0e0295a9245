"""Documents of an IHE XDM medium as its `METADATA.XML` describes them (ITI TF-3 4.2; ITI TF-2 3.32.4.1.2).

Each document: {"title", "mime_type", "created", "patient_id", "patient_issuer", "patient_name", "patient_birth",
"patient_sex", "author", "institution", "class", "type", "practice", "comment", "unique_id", "size", "hash"}; a field
that the metadata lacks is "".
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Json
from consilium.readers.hardened import xml_parser

METADATA_BOUND = 8 << 20
DOCUMENTS_BOUND = 10_000
_PLACE = re.compile(r"(?i)(?:^|/)IHE_XDM/[^/]+/METADATA\.XML$")
_CLASSES = {
    "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a": "class",
    "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983": "type",
    "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead": "practice",
}
_AUTHOR = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"
_PATIENT_ID = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"
_UNIQUE_ID = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"


def is_metadata(name: str) -> bool:
    """Whether a member's name is that of a submission set's metadata."""
    return _PLACE.search(name) is not None


def documents(data: bytes, metadata_name: str) -> dict[str, dict[str, Json]]:
    """Documents by the member's name that their URI leads to. Raises UnreadableError."""
    try:
        root = etree.fromstring(data, xml_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("archive.xdm_metadata") from error
    folder = posixpath.dirname(metadata_name)
    found: dict[str, dict[str, Json]] = {}
    for entry in root.iter("{*}ExtrinsicObject"):
        uri = " ".join(_slot(entry, "URI")).strip()
        if uri and len(found) < DOCUMENTS_BOUND:
            found[posixpath.normpath(posixpath.join(folder, uri.replace("\\", "/")))] = _document(entry)
    return found


def _document(entry: etree._Element) -> dict[str, Json]:
    number, issuer = _composite(_external(entry, _PATIENT_ID) or "".join(_slot(entry, "sourcePatientId")[:1]))
    patient = _patient(_slot(entry, "sourcePatientInfo"))
    facts: dict[str, Json] = {
        "title": _localized(entry, "Name"),
        "comment": _localized(entry, "Description"),
        "mime_type": entry.get("mimeType", ""),
        "created": _first(entry, "creationTime"),
        "patient_id": number,
        "patient_issuer": issuer,
        "patient_name": patient.get("PID-5", ""),
        "patient_birth": patient.get("PID-7", ""),
        "patient_sex": patient.get("PID-8", ""),
        "author": _first(_author(entry), "authorPerson"),
        "institution": _first(_author(entry), "authorInstitution").split("^")[0],
        "unique_id": _external(entry, _UNIQUE_ID),
        "size": _first(entry, "size"),
        "hash": _first(entry, "hash"),
    }
    for scheme, name in _CLASSES.items():
        facts[name] = next((_localized(item, "Name") for item in _classified(entry, scheme)), "")
    return facts


def _slot(element: etree._Element | None, name: str) -> list[str]:
    if element is None:
        return []
    slots = (slot for slot in element.iterfind("{*}Slot") if slot.get("name") == name)
    return [value.text or "" for slot in slots for value in slot.iterfind("{*}ValueList/{*}Value")]


def _first(element: etree._Element | None, name: str) -> str:
    return next(iter(_slot(element, name)), "").strip()


def _localized(element: etree._Element, name: str) -> str:
    text = element.find(f"{{*}}{name}/{{*}}LocalizedString")
    return "" if text is None else text.get("value", "")


def _external(entry: etree._Element, scheme: str) -> str:
    ids = (item for item in entry.iterfind("{*}ExternalIdentifier") if item.get("identificationScheme") == scheme)
    return next((item.get("value", "") for item in ids), "")


def _classified(entry: etree._Element, scheme: str) -> Iterator[etree._Element]:
    return (item for item in entry.iterfind("{*}Classification") if item.get("classificationScheme") == scheme)


def _author(entry: etree._Element) -> etree._Element | None:
    return next(_classified(entry, _AUTHOR), None)


def _composite(value: str) -> tuple[str, str]:
    """(number, issuer) of an HL7 CX `id^^^&oid&ISO`."""
    parts = value.split("^")
    issuer = parts[3].split("&") if len(parts) > 3 else [""]
    return parts[0], issuer[1] if len(issuer) > 1 and issuer[1] else issuer[0]


def _patient(lines: list[str]) -> dict[str, str]:
    """`PID-5|Sample^Ana` lines by field; the first of each."""
    fields: dict[str, str] = {}
    for line in lines:
        name, bar, value = line.strip().partition("|")
        if bar:
            fields.setdefault(name, value)
    return fields
