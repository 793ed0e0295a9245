"""Apple Health exports, streamed: `export.xml` (HealthData) and `export_cda.xml`; clinical records beside are FHIR.

`facts`:
    locale, export_date
    me                {name of the characteristic: value as exported}, without the prefixes
    records           {type: {count, unit, first, last, latest, sources: [name]}}; times as written
    readings          {type: [[start, value, unit]]}: the last 200 of body measures and vital signs
    clinical_records  [{type, source, received, path, fhir_version}]
    workouts          count

Both are a device's and a person's own measurements: they say no name (`export.xml`) or the name typed in (CDA).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from consilium.domain.dates import PartialDate
from consilium.domain.errors import UnreadableError
from consilium.domain.records import Citation, DateRole, DateSeen, Json, PersonNamed, Reading, Remark, Stated
from consilium.readers.contract import Context, Probe, Source, opened
from consilium.readers.decoding import decoded, speakable
from consilium.readers.hardened import xml_ends
from consilium.readers.lines import paged

FORMATS = ("apple-health", "apple-health-cda")
ELEMENTS = 50_000_000
TYPES = 2_000
KEPT = 200
CLINICAL = 20_000
SOURCES = 10
SEXES = {
    "HKBiologicalSexFemale": "female",
    "HKBiologicalSexMale": "male",
    "HKBiologicalSexOther": "other",
    "F": "female",
    "M": "male",
    "UN": "other",
}
MEASURES = re.compile(
    "Body(?:Mass|Temperature|Weight|Height)|Height|HeartRate$|BloodPressure|OxygenSaturation|RespiratoryRate|Glucose",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^HK(?:Quantity|Category|Data|Clinical|Characteristic)Type(?:Identifier)?")


def sniff(probe: Probe) -> str | None:
    """`<HealthData` as the root, or a ClinicalDocument that says it is Apple's export."""
    head = decoded(probe.head)[0].lstrip("\ufeff \t\r\n")
    if not head.startswith("<"):
        return None
    if re.search(r"<HealthData[\s>]", head):
        return "apple-health"
    marked = "Health Data Export" in head or "Health Export CDA" in head
    return "apple-health-cda" if marked and "ClinicalDocument" in head else None


@dataclass
class _Summary:
    """One type's measurements."""

    count: int = 0
    unit: str = ""
    first: str = ""
    last: str = ""
    latest: str = ""
    sources: dict[str, None] = field(default_factory=dict)
    readings: deque[list[Json]] = field(default_factory=lambda: deque(maxlen=KEPT))

    def take(self, start: str, value: str, unit: str, source: str) -> None:
        self.count += 1
        self.unit = self.unit or unit
        self.first = min(self.first or start, start)
        if start >= self.last:
            self.last, self.latest = start, value
        if len(self.sources) < SOURCES:
            self.sources.setdefault(source)
        self.readings.append([start, value, unit])

    @property
    def facts(self) -> dict[str, Json]:
        sources: list[Json] = [source for source in self.sources if source]
        return {
            "count": self.count,
            "unit": self.unit,
            "first": self.first,
            "last": self.last,
            "latest": self.latest,
            "sources": sources,
        }


@dataclass
class _Export:
    """What the stream comes to."""

    records: dict[str, _Summary] = field(default_factory=dict)
    clinical: list[Json] = field(default_factory=list)
    me: dict[str, str] = field(default_factory=dict)
    name: str = ""
    locale: str = ""
    export_date: str = ""
    workouts: int = 0
    clinical_found: int = 0
    seen: int = 0

    def take(self, kind: str, start: str, value: str, unit: str, source: str) -> None:
        kind = _PREFIX.sub("", kind)[:200]
        if kind in self.records or len(self.records) < TYPES:
            self.records.setdefault(kind, _Summary()).take(start, value[:200], unit[:50], source[:100])

    def element(self, element: etree._Element) -> None:
        """One finished element of export.xml."""
        said = {str(name): speakable(str(value)) for name, value in element.attrib.items()}
        if element.tag == "Record":
            self.take(
                said.get("type", ""),
                said.get("startDate", ""),
                said.get("value", ""),
                said.get("unit", ""),
                said.get("sourceName", ""),
            )
        elif element.tag == "ClinicalRecord":
            self.clinical_found += 1
            if len(self.clinical) < CLINICAL:
                self.clinical.append(_clinical(said))
        elif element.tag == "Workout":
            self.workouts += 1
        elif element.tag == "ExportDate":
            self.export_date = said.get("value", "")
        elif element.tag == "Me":
            self.me = {_PREFIX.sub("", name): value for name, value in said.items() if value and "NotSet" not in value}

    def cda_element(self, element: etree._Element) -> None:
        """One finished element of export_cda.xml."""
        name = _local(element)
        if name == "observation":
            self._observation(element)
        elif name == "patientRole":
            self._patient(element)
        elif name == "effectiveTime" and not self.export_date and not self.records:
            self.export_date = element.get("value", "")

    def _observation(self, element: etree._Element) -> None:
        code, value = element.find("{*}code"), element.find("{*}value")
        low = element.find("{*}effectiveTime/{*}low")
        if code is None or value is None:
            return
        source = element.find("{*}text/{*}sourceName")
        self.take(
            code.get("displayName", "") or code.get("code", ""),
            "" if low is None else low.get("value", ""),
            value.get("value", ""),
            value.get("unit", ""),
            "" if source is None else source.text or "",
        )

    def _patient(self, role: etree._Element) -> None:
        name = role.find("{*}patient/{*}name")
        self.name = "" if name is None else " ".join("".join(map(str, name.itertext())).split())
        for tag, key in (("birthTime", "DateOfBirth"), ("administrativeGenderCode", "BiologicalSex")):
            found = role.find(f"{{*}}patient/{{*}}{tag}")
            if found is not None and (said := found.get("value") or found.get("code")):
                self.me[key] = said


def read(source: Source, context: Context) -> Reading:
    """Read one export of any size. Raises UnreadableError for what declares entities or is none."""
    head = decoded(source.read_at(0, 65_536))[0]
    if "<!ENTITY" in head:
        raise UnreadableError("applehealth.entities")
    form = sniff(Probe(source)) or "apple-health"
    export = _Export()
    repaired = False
    cut_off = _stream(source, context, export, form, recover=False)
    if not export.seen:
        # Some versions of iOS write a DOCTYPE that is not well-formed before sound records.
        _stream(source, context, export, form, recover=True)
        cut_off = not _is_closed(source)
        repaired = True
    if not export.seen:
        raise UnreadableError("applehealth.no_export")
    return _reading(form, export, _damage(export, cut_off=cut_off, repaired=repaired))


def _damage(export: _Export, *, cut_off: bool, repaired: bool) -> list[Remark]:
    count = sum(each.count for each in export.records.values())
    found = [Remark("applehealth.repaired")] if repaired else []
    return [*found, Remark("applehealth.cut_off", {"count": count})] if cut_off else found


def _is_closed(source: Source) -> bool:
    """Whether the root's end stands at the end; a recovering parser closes whatever is left open."""
    tail = source.read_at(max(0, source.size - 4_096), 4_096).replace(b"\x00", b"")
    return b"</HealthData>" in tail or b"ClinicalDocument>" in tail


def _stream(source: Source, context: Context, export: _Export, form: str, *, recover: bool) -> bool:
    """Give every element to the export; whether the file ended early or is damaged."""
    take = export.element if form == "apple-health" else export.cda_element
    ends = ("Record", "ClinicalRecord", "Workout", "ExportDate", "Me", "HealthData")
    wanted = (
        ends if form == "apple-health" else ("{*}observation", "{*}patientRole", "{*}effectiveTime", "{*}component")
    )
    try:
        for element in xml_ends(opened(source), wanted, recover=recover):
            if element.tag == "HealthData":
                export.locale = element.get("locale", "")
                continue
            export.seen += 1
            take(element)
            if _local(element) in ("Record", "ClinicalRecord", "Workout", "component"):
                _forget(element)
            if export.seen % 20_000 == 0:
                context.alive()
            if export.seen > ELEMENTS:
                return True
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise UnreadableError("applehealth.too_deep") from error
        return True
    return False


def _forget(element: etree._Element) -> None:
    """Free an element that was read, and those before it, so that memory stays flat."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _clinical(said: dict[str, str]) -> dict[str, Json]:
    return {
        "type": _PREFIX.sub("", said.get("type", "")),
        "source": said.get("sourceName", ""),
        "received": said.get("receivedDate", ""),
        "path": said.get("resourceFilePath", ""),
        "fhir_version": said.get("fhirVersion", ""),
    }


def _reading(form: str, export: _Export, remarks: list[Remark]) -> Reading:
    if export.clinical_found > len(export.clinical):
        remarks.append(Remark("applehealth.clinical_cut", {"kept": CLINICAL, "count": export.clinical_found}))
    records: dict[str, Json] = {kind: summary.facts for kind, summary in export.records.items()}
    readings: dict[str, Json] = {
        kind: [*summary.readings] for kind, summary in export.records.items() if MEASURES.search(kind.replace(" ", ""))
    }
    me: dict[str, Json] = dict(export.me)
    return Reading(
        format=form,
        people=_people(export),
        dates=tuple(_dates(export)),
        kinds=(Stated("Apple Health", Citation(quote="HealthData", place="/HealthData")),),
        pages=paged(_lines(export)),
        facts={
            "locale": export.locale,
            "export_date": export.export_date,
            "me": me,
            "records": records,
            "readings": readings,
            "clinical_records": export.clinical,
            "workouts": export.workouts,
        },
        remarks=tuple(remarks),
    )


def _day(written: str) -> PartialDate | None:
    try:
        return PartialDate.from_iso(written.split(" ")[0]) if "-" in written[:8] else PartialDate.from_digits(written)
    except ValueError:
        return None


def _people(export: _Export) -> tuple[PersonNamed, ...]:
    born = _day(export.me.get("DateOfBirth", ""))
    sex = SEXES.get(export.me.get("BiologicalSex", ""), "")
    if not (export.name or born):
        return ()
    cited = Citation(quote=export.name or export.me.get("DateOfBirth", ""), place="/HealthData/Me")
    return (PersonNamed(export.name, birth_date=born, sex=sex, citation=cited),)


def _dates(export: _Export) -> Iterator[DateSeen]:
    for role, written, place in (
        (DateRole.DOCUMENT, export.export_date, "/HealthData/ExportDate"),
        (DateRole.BIRTH, export.me.get("DateOfBirth", ""), "/HealthData/Me"),
    ):
        if (value := _day(written)) is not None:
            yield DateSeen(role, value, Citation(quote=written, place=place))


def _lines(export: _Export) -> list[str]:
    """One line for each type: how many, from when to when, and the latest value."""
    return [
        f"{kind}: {each.latest} {each.unit} ({each.count}; {each.first[:10]} - {each.last[:10]})"
        for kind, each in export.records.items()
    ]
