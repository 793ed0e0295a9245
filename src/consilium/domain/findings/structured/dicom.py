"""DICOM reports and radiotherapy objects as findings. Shape: `readers/dicom`.

A structured report's measurements become findings with what they were measured on; its sentences are read as text. A
plan says what was planned, never what was given: its dose is a planned one. Technical reports (radiation dose of a
scan, acquisition) say nothing of the child's illness.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings.codes import Codes
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.records import Citation, Reading, Scalar

# PS3.16: tracking identifier, finding site (SRT, SCT), laterality (SRT, SCT), finding.
_TRACKING = frozenset({"112039"})
_SITE = frozenset({"G-C0E3", "363698007"})
_SIDE = frozenset({"G-C171", "272741003"})
# UCUM units of sizes, and of what is said of a heart or a lesion's uptake.
_SIZES = frozenset({"mm", "cm", "m", "mm2", "cm2", "mm3", "cm3", "ml", "mL", "[ml]", "l"})
_OTHER = frozenset({"%", "g/ml{SUVbw}", "{SUVbw}g/ml", "[hnsf'U]", "{ratio}", "kg", "m2", "ml/min"})
_SIDES = {"left": "left", "right": "right", "bilateral": "bilateral", "right and left": "bilateral"}
_SYSTEMS = {"LN": "loinc", "SCT": "snomed", "SRT": "snomed-rt", "DCM": "dicom"}
_MOST = 5_000


def find(reading: Reading, codes: object) -> Iterator[Finding]:
    """The measurements of a structured report, the doses of a plan, a dose grid or a treatment record."""
    maker = _MAKERS.get(reading.format)
    if maker is not None:
        yield from maker(reading, codes)


@dataclass(frozen=True)
class _Item:
    """One content item: the container that it stands in is `parent`."""

    entry: Mapping[str, Any]

    @property
    def place(self) -> str:
        return str(self.entry.get("place", ""))

    @property
    def parent(self) -> str:
        return self.place.rpartition(".")[0]

    @property
    def concept(self) -> Mapping[str, Any]:
        held = self.entry.get("concept")
        return held if isinstance(held, Mapping) else {}

    @property
    def code(self) -> str:
        return str(self.concept.get("code", ""))

    @property
    def meaning(self) -> str:
        return str(self.concept.get("meaning", "")).strip()


def _report(reading: Reading, codes: object) -> Iterator[Finding]:
    report = reading.facts.get("sr")
    listed = report.get("items") if isinstance(report, Mapping) else None
    if not isinstance(listed, list):
        return
    items = [_Item(entry) for entry in listed[:_MOST] if isinstance(entry, Mapping)]
    said = _said(items)
    when = _study_day(reading)
    for item in items:
        if item.entry.get("type") == "NUM":
            made = _measured(item, said, when, codes)
            if made is not None:
                yield made


def _said(items: list[_Item]) -> dict[str, dict[str, str]]:
    """What is said beside each measurement, by the container: its lesion, site and side."""
    found: dict[str, dict[str, str]] = {}
    for item in items:
        for name, wanted in (("lesion", _TRACKING), ("site", _SITE), ("side", _SIDE)):
            if item.code in wanted and item.entry.get("value"):
                found.setdefault(item.parent, {}).setdefault(name, str(item.entry["value"]).strip())
    return found


def _measured(
    item: _Item, said: Mapping[str, Mapping[str, str]], when: PartialDate | None, codes: object
) -> Finding | None:
    unit, value = str(item.entry.get("unit", "")).strip(), item.entry.get("value")
    if unit not in _SIZES | _OTHER or not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    about = _about(item.place, said)
    written = f"{value:.10g}"
    quote = f"{item.meaning}: {value} {unit}"
    name, kind = _known(item, codes)
    detail: dict[str, Scalar] = {"lesion": about.get("lesion", "")}
    if kind is Kind.MEASUREMENT and unit in ("mm", "cm"):
        detail |= {"sizes": written, "unit": unit}
    return Finding(
        kind=kind,
        name=name,
        codes=_codes(item),
        value=written,
        number=float(value),
        unit=unit,
        when=when,
        laterality=_SIDES.get(about.get("side", "").lower(), ""),
        site=about.get("site", ""),
        detail={key: held for key, held in detail.items() if held},
        citations=(Citation(quote, None, None, item.place),),
        origin=Origin.STRUCTURED,
    )


def _about(place: str, said: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What is said of a measurement, in itself or in the containers around it, the nearest first."""
    found: dict[str, str] = {}
    while place:
        found = {**said.get(place, {}), **found}
        place = place.rpartition(".")[0]
    return found


def _known(item: _Item, codes: object) -> tuple[str, Kind]:
    """Name and kind by the LOINC table, else the concept as written and a measurement."""
    if isinstance(codes, Codes) and item.code in codes.tests:
        return codes.tests[item.code]
    return item.meaning, Kind.MEASUREMENT


def _codes(item: _Item) -> tuple[Code, ...]:
    scheme = str(item.concept.get("scheme", ""))
    return (Code(_SYSTEMS.get(scheme, scheme), item.code, item.meaning),) if item.code else ()


def _study_day(reading: Reading) -> PartialDate | None:
    study = reading.facts.get("study")
    return _day(str(study.get("date", ""))) if isinstance(study, Mapping) else None


def _day(written: str) -> PartialDate | None:
    try:
        return PartialDate.from_digits(written)
    except ValueError:
        return None


def _plan(reading: Reading, _: object) -> Iterator[Finding]:
    """One finding a target's prescription (300A,0010). A plan that was rejected is none."""
    plan = reading.facts.get("rtplan")
    if not isinstance(plan, Mapping) or str(plan.get("approval", "")).upper() == "REJECTED":
        return
    name = _text(plan, "label", "name", "description")
    for at, one in enumerate(_maps(plan, "prescriptions"), 1):
        dose = one.get("dose_gy")
        if str(one.get("type", "")).upper() in ("TARGET", "") and isinstance(dose, (int, float)) and dose > 0:
            cited = tuple(_places(reading, _text(one, "description") or name, f"{dose:.10g}", at))
            yield _radiation(plan, _text(one, "description") or name, float(dose), cited)


def _places(reading: Reading, site: str, dose: str, at: int) -> Iterator[Citation]:
    """Where a prescription states its dose and its site: the lines of its item, else the values themselves."""
    for said, tag in ((dose, "300A,0026"), (site, "300A,0016")):
        lines = ((page.number, line.text) for page in reading.pages for line in page.lines)
        page, line = next((one for one in lines if one[1].endswith(f": {said}")), (None, said))
        if line:
            yield Citation(line, page, None, f"300A,0010[{at}].{tag}")


def _radiation(plan: Mapping[str, Any], site: str, dose: float, cited: tuple[Citation, ...]) -> Finding:
    groups = _maps(plan, "fraction_groups")
    fractions = groups[0].get("fractions") if len(groups) == 1 else None
    kinds = sorted({_text(beam, "radiation").lower() for beam in _maps(plan, "beams")} - {""})
    detail: dict[str, Scalar] = {
        "gray": f"{dose:.10g}",
        "fractions": str(fractions) if fractions else "",
        "technique": ", ".join(kinds),
        "plan": _text(plan, "label", "name"),
    }
    return Finding(
        kind=Kind.RADIATION,
        name="radiation",
        value=f"{dose:.10g}",
        number=dose,
        unit="Gy",
        when=_day(_text(plan, "date")),
        assertion=Assertion.PLANNED,
        site=site,
        detail={key: held for key, held in detail.items() if held},
        citations=cited,
        origin=Origin.STRUCTURED,
    )


def _record(reading: Reading, _: object) -> Iterator[Finding]:
    """A session that was given (RT treatment record): the number of its fraction, of how many."""
    record = reading.facts.get("rtrecord")
    beams = _maps(record, "beams") if isinstance(record, Mapping) else []
    fractions = {beam["fraction"] for beam in beams if isinstance(beam.get("fraction"), int)}
    when = _day(_text(record, "date")) if isinstance(record, Mapping) else None
    if not isinstance(record, Mapping) or len(fractions) != 1 or when is None:
        return
    number = fractions.pop()
    planned = record.get("fractions_planned")
    yield Finding(
        kind=Kind.RADIATION,
        name="radiation fraction",
        value=str(number),
        number=float(number),
        when=when,
        detail={"planned": str(planned)} if planned else {},
        citations=(Citation(_text(record, "date"), None, None, "3008,0250"),),
        origin=Origin.STRUCTURED,
    )


def _maps(entry: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    held = entry.get(name)
    return [one for one in held if isinstance(one, Mapping)] if isinstance(held, list) else []


def _text(entry: Mapping[str, Any], *names: str) -> str:
    return next((str(entry[name]).strip() for name in names if str(entry.get(name) or "").strip()), "")


_MAKERS = {"dicom-sr": _report, "dicom-rtplan": _plan, "dicom-rtrecord": _record}
