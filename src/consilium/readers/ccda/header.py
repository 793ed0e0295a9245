"""The CDA header (CDA R2 4.2): whose document this is, who wrote and keeps it, and its dates."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from consilium.domain.dates import PartialDate
from consilium.domain.records import Citation, DateRole, DateSeen, Json, PersonNamed, RecordNumber, Remark, Stated
from consilium.readers.ccda.datatypes import attribute, coded, compact, date_of, interval, plain

ROOT = "/ClinicalDocument"
LOINC = "2.16.840.1.113883.6.1"
SEXES = {"F": "female", "M": "male", "UN": "other"}  # HL7 AdministrativeGender
PEOPLE = 50
# ServiceEvent classes whose time is when care was given at large (a CCD's runs from birth), not an act's own date.
CARE_AT_LARGE = frozenset({"PCPR", ""})


def people(root: etree._Element) -> Iterator[PersonNamed]:
    """One person for each `recordTarget`."""
    for count, target in enumerate(root.findall("recordTarget")[:PEOPLE], 1):
        role = target.find("patientRole")
        if role is not None:
            yield _person(role, f"{ROOT}/recordTarget[{count}]/patientRole")


def _person(role: etree._Element, path: str) -> PersonNamed:
    patient = role.find("patient")
    names = [] if patient is None else patient.findall("name")
    names.sort(key=lambda name: "L" not in attribute(name, "use").split())
    written = list(dict.fromkeys(text for text in (plain_name(name) for name in names) if text))
    first = names[0] if names else None
    return PersonNamed(
        text=written[0] if written else "",
        family=_parts(first, "family"),
        given=_parts(first, "given"),
        birth_date=_tolerant_date(None if patient is None else patient.find("birthTime")),
        sex=_sex(patient),
        numbers=tuple(_numbers(role)),
        citation=Citation(quote=written[0] if written else "", place=f"{path}/patient/name"),
        other_names=tuple([*written[1:], *_former(names)]),
    )


def plain_name(name: etree._Element) -> str:
    """A person's name as written, its parts in their own order with single spaces."""
    return " ".join(" ".join(map(str, name.itertext())).split())


def _parts(name: etree._Element | None, tag: str) -> str:
    """The parts of a name, those that the source marks as of birth (`BR`) last named elsewhere left out."""
    if name is None:
        return ""
    parts = [part for part in name.findall(tag) if plain(part)]
    if tag == "family" and len(parts) > 1:
        parts = [part for part in parts if "BR" not in attribute(part, "qualifier").split()] or parts
    return " ".join(plain(part) for part in parts)


def _former(names: list[etree._Element]) -> list[str]:
    """Family names that the source marks as of birth beside another one."""
    found = []
    for name in names:
        families = name.findall("family")
        if len(families) > 1:
            found += [plain(part) for part in families if "BR" in attribute(part, "qualifier").split() and plain(part)]
    return found


def _sex(patient: etree._Element | None) -> str:
    return "" if patient is None else SEXES.get(attribute(patient.find("administrativeGenderCode"), "code"), "")


def _numbers(role: etree._Element) -> Iterator[RecordNumber]:
    for number in role.findall("id"):
        value, root = attribute(number, "extension"), attribute(number, "root")
        if value or root:
            issuer = attribute(number, "assigningAuthorityName") or (root if value else "")
            yield RecordNumber(value or root, issuer)


def _tolerant_date(element: etree._Element | None) -> PartialDate | None:
    try:
        return date_of(element)
    except ValueError:
        return None


def _date_places(root: etree._Element) -> Iterator[tuple[DateRole, etree._Element | None, str, str]]:
    yield DateRole.DOCUMENT, root.find("effectiveTime"), "", f"{ROOT}/effectiveTime"
    for count, target in enumerate(root.findall("recordTarget")[:PEOPLE], 1):
        path = f"{ROOT}/recordTarget[{count}]/patientRole/patient/birthTime"
        yield DateRole.BIRTH, target.find("patientRole/patient/birthTime"), "", path
    for name in ("legalAuthenticator", "authenticator"):
        for count, signer in enumerate(root.findall(name)[:PEOPLE], 1):
            yield DateRole.SIGNED, signer.find("time"), "", f"{ROOT}/{name}[{count}]/time"
    for count, event in enumerate(root.findall("documentationOf/serviceEvent")[:PEOPLE], 1):
        path = f"{ROOT}/documentationOf[{count}]/serviceEvent/effectiveTime"
        role = DateRole.OTHER if attribute(event, "classCode") in CARE_AT_LARGE else DateRole.PERFORMED
        for part in ("", "low", "high"):
            yield role, event.find("effectiveTime"), part, f"{path}/{part}".rstrip("/")
    stay = root.find("componentOf/encompassingEncounter/effectiveTime")
    path = f"{ROOT}/componentOf/encompassingEncounter/effectiveTime"
    yield DateRole.PERFORMED, stay, "", path
    yield DateRole.PERFORMED, stay, "low", f"{path}/low"
    yield DateRole.DISCHARGED, stay, "high", f"{path}/high"


def dates(root: etree._Element) -> tuple[list[DateSeen], list[Remark]]:
    """The header's dates; a value that no calendar has is a remark."""
    seen: list[DateSeen] = []
    remarks: list[Remark] = []
    for role, element, part, place in _date_places(root):
        quoted = element.find(part) if element is not None and part else element
        try:
            value = date_of(element, part)
        except ValueError:
            remarks.append(Remark("ccda.bad_date", {"place": place}))
            continue
        if value is not None:
            seen.append(DateSeen(role, value, Citation(quote=attribute(quoted, "value"), place=place)))
    return seen, remarks


def institutions(root: etree._Element) -> list[Stated]:
    """The custodian first (who keeps the document), then who gave the care, then the authors' organizations."""
    places = (
        "custodian/assignedCustodian/representedCustodianOrganization/name",
        "recordTarget/patientRole/providerOrganization/name",
        "componentOf/encompassingEncounter/location/healthCareFacility/serviceProviderOrganization/name",
        "componentOf/encompassingEncounter/location/healthCareFacility/location/name",
        "author/assignedAuthor/representedOrganization/name",
    )
    return _stated(root, places)


def authors(root: etree._Element) -> list[Stated]:
    """The persons who wrote the document and who signed for it."""
    places = (
        "author/assignedAuthor/assignedPerson/name",
        "legalAuthenticator/assignedEntity/assignedPerson/name",
        "authenticator/assignedEntity/assignedPerson/name",
    )
    return _stated(root, places)


def _stated(root: etree._Element, places: tuple[str, ...]) -> list[Stated]:
    found: dict[str, Stated] = {}
    for place in places:
        for element in root.findall(place)[:PEOPLE]:
            text = plain_name(element)
            if text:
                found.setdefault(text, Stated(text, Citation(quote=text, place=f"{ROOT}/{place}")))
    return list(found.values())


def kinds(root: etree._Element) -> list[Stated]:
    """The document's type code (LOINC bare, others as `system|code`), its translations and its title."""
    found = []
    code = root.find("code")
    for element in [] if code is None else [code, *code.findall("translation")]:
        value, system = attribute(element, "code"), attribute(element, "codeSystem")
        if value:
            stated = value if system in (LOINC, "") else f"{system}|{value}"
            found.append(Stated(stated, Citation(quote=attribute(element, "displayName"), place=f"{ROOT}/code")))
    if title := plain(root.find("title")):
        found.append(Stated(title, Citation(quote=title, place=f"{ROOT}/title")))
    return found


def document(root: etree._Element) -> dict[str, Json]:
    """The header's own facts: ids, code, times, version, encounter, service events."""
    own = root.find("id")
    events: list[Json] = [_event(event) for event in root.findall("documentationOf/serviceEvent")[:PEOPLE]]
    templates: list[Json] = [*template_ids(root)]
    return compact(
        {
            "id": {"root": attribute(own, "root"), "extension": attribute(own, "extension")},
            "template_ids": templates,
            "code": coded(root.find("code")),
            "effective_time": interval(root.find("effectiveTime")),
            "confidentiality": attribute(root.find("confidentialityCode"), "code"),
            "language": attribute(root.find("languageCode"), "code"),
            "version": attribute(root.find("versionNumber"), "value"),
            "relation_to_earlier": attribute(root.find("relatedDocument"), "typeCode"),
            "service_events": events,
            "encounter": _event(root.find("componentOf/encompassingEncounter")),
        }
    )


def _event(event: etree._Element | None) -> dict[str, Json]:
    """A serviceEvent or encompassingEncounter: `class code effective_time discharge_disposition`."""
    if event is None:
        return {}
    return compact(
        {
            "class": attribute(event, "classCode"),
            "code": coded(event.find("code")),
            "effective_time": interval(event.find("effectiveTime")),
            "discharge_disposition": coded(event.find("dischargeDispositionCode")),
        }
    )


def template_ids(element: etree._Element) -> list[str]:
    """The element's own template ids, `root` or `root:extension`."""
    pairs = ((attribute(each, "root"), attribute(each, "extension")) for each in element.findall("templateId"))
    return [f"{root}:{extension}" if extension else root for root, extension in pairs if root]
