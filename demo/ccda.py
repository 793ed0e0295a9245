"""C-CDA R2.1: a Continuity of Care Document of one hospital's chart, and an unstructured document around a PDF.

Narrative first, entries add codes (HL7 CDA R2, C-CDA R2.1 volume 2). Template ids are those of the published guide.
"""

from __future__ import annotations

import base64
import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from typing import Any

from demo.chart import Chart, Result
from demo.seed import stable_uuid

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LOINC, _SNOMED, _RXNORM, _ICD10 = (
    "2.16.840.1.113883.6.1",
    "2.16.840.1.113883.6.96",
    "2.16.840.1.113883.6.88",
    "2.16.840.1.113883.6.90",
)
_T = "2.16.840.1.113883.10.20.22."


def element(tag: str, attributes: Mapping[str, str] | None = None, *children: ET.Element | str) -> ET.Element:
    """An element with attributes and children; strings become its text."""
    made = ET.Element(tag, dict(attributes or {}))
    for child in children:
        if isinstance(child, str):
            made.text = child
        else:
            made.append(child)
    return made


def _template(root: str, extension: str = "2015-08-01") -> ET.Element:
    return element("templateId", {"root": root, "extension": extension} if extension else {"root": root})


def _code(code: str, system: str, shown: str, tag: str = "code") -> ET.Element:
    return element(tag, {"code": code, "codeSystem": system, "displayName": shown})


def _time(day: dt.date, tag: str = "effectiveTime") -> ET.Element:
    return element(tag, {"value": day.strftime("%Y%m%d")})


def _low(start: dt.date, end: dt.date | None = None) -> ET.Element:
    parts = [_time(start, "low")]
    return element("effectiveTime", None, *parts, *([_time(end, "high")] if end else []))


def continuity_document(known: Chart, written: dt.date, author: str) -> bytes:
    """A CCD with allergies, medicines, problems, procedures, results, vital signs and immunizations."""
    sections = [
        _allergies(known),
        _medicines(known),
        _problems(known),
        _procedures(known),
        _results(known),
        _vitals(known),
        _vaccines(known),
    ]
    body = element("structuredBody", None, *(element("component", None, section) for section in sections))
    title = ("34133-9", "Summarization of Episode Note", f"{known.hospital.name}: Continuity of Care Document")
    return _document(known, written, author, title, body, f"{_T}1.2")


def unstructured_document(
    known: Chart, written: dt.date, author: str, title: tuple[str, str, str], pdf: bytes
) -> bytes:
    """A document whose body is a PDF (C-CDA R2.1 unstructured document); `title` is LOINC code, its name, the title."""
    data = element("text", {"mediaType": "application/pdf", "representation": "B64"}, base64.b64encode(pdf).decode())
    return _document(known, written, author, title, element("nonXMLBody", None, data), f"{_T}1.10")


def _document(
    known: Chart, written: dt.date, author: str, title: tuple[str, str, str], body: ET.Element, template: str
) -> bytes:
    code, shown, words = title
    lang = "es-MX" if known.hospital.lang == "es" else "en-US"
    root = element(
        "ClinicalDocument",
        {"xmlns": "urn:hl7-org:v3", "xmlns:xsi": _XSI, "xmlns:sdtc": "urn:hl7-org:sdtc"},
        element("realmCode", {"code": "US"}),
        element("typeId", {"root": "2.16.840.1.113883.1.3", "extension": "POCD_HD000040"}),
        _template(f"{_T}1.1"),
        _template(template),
        element(
            "id",
            {"root": known.hospital.oid, "extension": str(stable_uuid("ccda", known.hospital.key, words, written))},
        ),
        _code(code, _LOINC, shown),
        element("title", None, words),
        element("effectiveTime", {"value": written.strftime("%Y%m%d") + "093000+0000"}),
        element("confidentialityCode", {"code": "N", "codeSystem": "2.16.840.1.113883.5.25"}),
        element("languageCode", {"code": lang}),
        _record_target(known),
        _author(known, written, author),
        _custodian(known),
        element("component", None, body),
    )
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _record_target(known: Chart) -> ET.Element:
    child = known.story.child
    name = element("name", {"use": "L"}, element("given", None, child.given), element("family", None, child.family))
    sex = {"F": "Female", "M": "Male"}[child.sex]
    guardian = known.story.raw["child"]["mother"]
    patient = element(
        "patient",
        None,
        name,
        _code(child.sex, "2.16.840.1.113883.5.1", sex, "administrativeGenderCode"),
        element("birthTime", {"value": child.birth.strftime("%Y%m%d")}),
        element(
            "guardian",
            None,
            _code("MTH", "2.16.840.1.113883.5.111", "mother"),
            element("guardianPerson", None, element("name", None, guardian)),
        ),
    )
    number = element("id", {"root": known.hospital.oid, "extension": child.numbers[known.hospital.key]})
    return element("recordTarget", None, element("patientRole", None, number, patient))


def _author(known: Chart, written: dt.date, author: str) -> ET.Element:
    person = element("assignedPerson", None, element("name", None, author))
    place = element("representedOrganization", None, element("name", None, known.hospital.name))
    return element(
        "author",
        None,
        _time(written, "time"),
        element("assignedAuthor", None, element("id", {"nullFlavor": "UNK"}), person, place),
    )


def _custodian(known: Chart) -> ET.Element:
    place = element(
        "representedCustodianOrganization",
        None,
        element("id", {"root": known.hospital.oid}),
        element("name", None, known.hospital.name),
    )
    return element("custodian", None, element("assignedCustodian", None, place))


def _section(
    template: str,
    code: tuple[str, str],
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    entries: Sequence[ET.Element],
) -> ET.Element:
    if rows:
        lines = [element("tr", None, *(element("td", None, cell) for cell in row)) for row in rows]
        top = element("thead", None, element("tr", None, *(element("th", None, cell) for cell in head)))
        text = element("text", None, element("table", {"border": "1"}, top, element("tbody", None, *lines)))
    else:
        text = element("text", None, "No information")
    return element(
        "section",
        None,
        _template(template),
        _code(code[0], _LOINC, code[1]),
        element("title", None, code[1]),
        text,
        *(element("entry", {"typeCode": "DRIV"}, entry) for entry in entries),
    )


def _identity(*names: object) -> ET.Element:
    return element("id", {"root": str(stable_uuid("ccda entry", *names))})


def _status(value: str) -> ET.Element:
    return element("statusCode", {"code": value})


def _allergies(known: Chart) -> ET.Element:
    entries, rows = [], []
    for item in known.entries("allergies"):
        rows.append((item["substance"], item["reaction"], item["status"]))
        entries.append(_allergy(item))
    return _section(
        f"{_T}2.6.1", ("48765-2", "Allergies and adverse reactions"), ("Substance", "Reaction", "Status"), rows, entries
    )


def _allergy(item: Mapping[str, Any]) -> ET.Element:
    """An allergy problem act; `negated` ones say that there is none (negationInd, C-CDA R2.1 3.5)."""
    attributes = {"classCode": "OBS", "moodCode": "EVN"} | ({"negationInd": "true"} if item.get("negated") else {})
    agent = element("playingEntity", {"classCode": "MMAT"}, _code(item["rxnorm"], _RXNORM, item["substance"]))
    value = _code("419199007", _SNOMED, "Allergy to substance", "value")
    value.set("xsi:type", "CD")
    seen = element(
        "observation",
        attributes,
        _template(f"{_T}4.7", "2014-06-09"),
        _identity("allergy", item["substance"]),
        _code("ASSERTION", "2.16.840.1.113883.5.4", "Assertion"),
        _status("completed"),
        _low(item["date"]),
        value,
        element("participant", {"typeCode": "CSM"}, element("participantRole", {"classCode": "MANU"}, agent)),
    )
    return element(
        "act",
        {"classCode": "ACT", "moodCode": "EVN"},
        _template(f"{_T}4.30"),
        _identity("allergy act", item["substance"]),
        _code("CONC", "2.16.840.1.113883.5.6", "Concern"),
        _status("active"),
        _low(item["date"]),
        element("entryRelationship", {"typeCode": "SUBJ"}, seen),
    )


def _medicines(known: Chart) -> ET.Element:
    entries, rows = [], []
    for item in known.entries("medicines"):
        end = item.get("end")
        rows.append((item["name"], item["dose"], str(item["date"]), str(end or ""), item["status"]))
        drug = element("manufacturedMaterial", None, _code(item["rxnorm"], _RXNORM, item["name"]))
        period = _low(item["date"], end)
        period.set("xsi:type", "IVL_TS")
        entries.append(
            element(
                "substanceAdministration",
                {"classCode": "SBADM", "moodCode": "EVN"},
                _template(f"{_T}4.16", "2014-06-09"),
                _identity("medicine", item["name"], item["date"]),
                element("text", None, f"{item['name']} {item['dose']}"),
                _status(item["status"]),
                period,
                element("doseQuantity", {"nullFlavor": "NI"}),
                element(
                    "consumable",
                    None,
                    element("manufacturedProduct", {"classCode": "MANU"}, _template(f"{_T}4.23", "2014-06-09"), drug),
                ),
            )
        )
    return _section(
        f"{_T}2.1.1",
        ("10160-0", "History of medication use"),
        ("Medicine", "Dose", "Start", "End", "Status"),
        rows,
        entries,
    )


def _problems(known: Chart) -> ET.Element:
    entries, rows = [], []
    for item in known.entries("problems"):
        rows.append((item["name"], item["icd10"], str(item["date"]), item["status"]))
        value = _code(item["icd10"], _ICD10, item["name"], "value")
        value.set("xsi:type", "CD")
        seen = element(
            "observation",
            {"classCode": "OBS", "moodCode": "EVN"},
            _template(f"{_T}4.4"),
            _identity("problem", item["name"]),
            _code("55607006", _SNOMED, "Problem"),
            _status("completed"),
            _low(item["date"], item.get("end")),
            value,
        )
        entries.append(
            element(
                "act",
                {"classCode": "ACT", "moodCode": "EVN"},
                _template(f"{_T}4.3"),
                _identity("concern", item["name"]),
                _code("CONC", "2.16.840.1.113883.5.6", "Concern"),
                _status("active"),
                _low(item["date"]),
                element("entryRelationship", {"typeCode": "SUBJ"}, seen),
            )
        )
    return _section(f"{_T}2.5.1", ("11450-4", "Problem list"), ("Problem", "ICD-10", "Onset", "Status"), rows, entries)


def _procedures(known: Chart) -> ET.Element:
    entries, rows = [], []
    for item in known.entries("procedures"):
        rows.append((item["name"], str(item["date"])))
        entries.append(
            element(
                "procedure",
                {"classCode": "PROC", "moodCode": "EVN"},
                _template(f"{_T}4.14", "2014-06-09"),
                _identity("procedure", item["name"], item["date"]),
                _code(item["snomed"], _SNOMED, item["name"]),
                _status("completed"),
                _time(item["date"]),
            )
        )
    return _section(f"{_T}2.7.1", ("47519-4", "History of procedures"), ("Procedure", "Date"), rows, entries)


def _results(known: Chart) -> ET.Element:
    results = known.results()
    rows = [(str(item.date), item.name, f"{item.value}", item.unit, item.range, item.flag) for item in results]
    entries = []
    for day in sorted({item.date for item in results}):
        parts = [element("component", None, _result(item)) for item in results if item.date == day]
        entries.append(
            element(
                "organizer",
                {"classCode": "BATTERY", "moodCode": "EVN"},
                _template(f"{_T}4.1"),
                _identity("panel", day),
                element("code", {"nullFlavor": "UNK"}),
                _status("completed"),
                *parts,
            )
        )
    return _section(
        f"{_T}2.3.1", ("30954-2", "Results"), ("Date", "Test", "Value", "Unit", "Range", "Flag"), rows, entries
    )


def _result(item: Result) -> ET.Element:
    if isinstance(item.value, str):
        value = element("value", {"xsi:type": "ST"}, item.value)
    else:
        value = element("value", {"xsi:type": "PQ", "value": f"{item.value:g}", "unit": item.unit})
    flag = {
        "H": [_code("H", "2.16.840.1.113883.5.83", "High", "interpretationCode")],
        "L": [_code("L", "2.16.840.1.113883.5.83", "Low", "interpretationCode")],
    }.get(item.flag, [])
    reference = element("referenceRange", None, element("observationRange", None, element("text", None, item.range)))
    return element(
        "observation",
        {"classCode": "OBS", "moodCode": "EVN"},
        _template(f"{_T}4.2"),
        _identity("result", item.name, item.date),
        _code(item.loinc, _LOINC, item.name),
        _status("completed"),
        _time(item.date),
        value,
        *flag,
        reference,
    )


def _vitals(known: Chart) -> ET.Element:
    entries, rows = [], []
    for item in known.entries("vitals"):
        rows.append((str(item["date"]), f"{item['height']} cm", f"{item['weight']} kg"))
        both = (("8302-2", "Body height", item["height"], "cm"), ("29463-7", "Body weight", item["weight"], "kg"))
        parts = [
            element("component", None, _result(Result(item["date"], name, loinc, value, unit, None, None)))
            for loinc, name, value, unit in both
        ]
        entries.append(
            element(
                "organizer",
                {"classCode": "CLUSTER", "moodCode": "EVN"},
                _template(f"{_T}4.26"),
                _identity("vitals", item["date"]),
                _code("46680005", _SNOMED, "Vital signs"),
                _status("completed"),
                _time(item["date"]),
                *parts,
            )
        )
    return _section(f"{_T}2.4.1", ("8716-3", "Vital signs"), ("Date", "Height", "Weight"), rows, entries)


def _vaccines(known: Chart) -> ET.Element:
    entries, rows = [], []
    for item in known.entries("vaccines"):
        rows.append((item["name"], str(item["date"]), "not given" if item.get("negated") else "given"))
        product = element("manufacturedMaterial", None, _code(item["cvx"], "2.16.840.1.113883.12.292", item["name"]))
        entries.append(
            element(
                "substanceAdministration",
                {"classCode": "SBADM", "moodCode": "EVN", "negationInd": str(bool(item.get("negated"))).lower()},
                _template(f"{_T}4.52"),
                _identity("vaccine", item["name"], item["date"]),
                _status("completed"),
                _time(item["date"]),
                element("consumable", None, element("manufacturedProduct", {"classCode": "MANU"}, product)),
            )
        )
    return _section(f"{_T}2.2.1", ("11369-6", "Immunizations"), ("Vaccine", "Date", "Given"), rows, entries)
