"""What the details of a finding say again of its value and unit, told anew when a person puts these right.

`value` "25000", `detail.dose` "25000": whoever corrects one means both. Details of the source's own (a range, a flag, a
route, a cycle) stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.medicines.dosing import dose_in
from consilium.domain.records import Scalar

# Details that repeat the value, by kind. The first is the value itself, so that either may be given.
_REPEATS: Mapping[Kind, tuple[str, ...]] = {
    Kind.DRUG: ("dose",),
    Kind.RADIATION: ("gray",),
    Kind.MEASUREMENT: ("sizes", "unit"),
    Kind.MEDICINE: ("dose",),
    Kind.TOXICITY: ("grade",),
    Kind.FUNCTION: ("grade", "systolic", "diastolic"),
    Kind.STAIN: ("result", "percent"),
    Kind.FLOW: ("result", "percent"),
    Kind.SPECIMEN: ("percent", "result"),
    Kind.CYTOGENETICS: ("class",),
    Kind.METHYLATION: ("class",),
    Kind.VARIANT: ("class", "protein", "cdna"),
    Kind.RISK: ("group",),
    Kind.CYCLE: ("number", "phase"),
    Kind.MRD: ("result",),
}
# What else was told of the figure that stood there before, and of no other: the dose in milligrams beside that per m2.
_OF_THE_FIGURE: Mapping[Kind, tuple[str, ...]] = {
    Kind.DRUG: ("given", "given_unit", "ordered", "ordered_unit", "ordered_per", "sum_by"),
    Kind.RADIATION: ("fraction_dose",),
}
_PER = {"m2": "m2", "m²": "m2", "m^2": "m2", "sqm": "m2", "kg": "kg"}


def follows(finding: Finding, name: str) -> bool:
    """Whether a detail is the value itself, so that who gives the detail gives the value."""
    first = _REPEATS.get(finding.kind, ("",))[0]
    return name == first and bool(finding.value) and _same(finding, name)


def _same(finding: Finding, name: str) -> bool:
    told = finding.detail.get(name)
    return told is not None and (str(told) == finding.value or (isinstance(told, float) and told == finding.number))


def anew(was: Finding, now: Finding) -> dict[str, Scalar]:
    """The details of `now`, whose value or unit is another than that of `was`, without what tells of the old one."""
    made = dict(now.detail)
    if now.value != was.value:
        for name in _OF_THE_FIGURE.get(was.kind, ()):
            made.pop(name, None)
        for name in _REPEATS.get(was.kind, ()):
            _repeat(made, name, was, now)
    if was.kind is Kind.MEDICINE and now.value != was.value and (dose := dose_in(now.value)) is not None:
        made["dose"] = dose[0].strip()
    if was.kind is Kind.DRUG and now.unit != was.unit:
        made |= _parted(now.unit)
    if was.kind is Kind.RADIATION and "gray" in was.detail:
        made |= _gray(now)
    return {name: told for name, told in made.items() if told != ""}


def _repeat(made: dict[str, Scalar], name: str, was: Finding, now: Finding) -> None:
    told = str(was.detail.get(name, ""))
    if told and _same(was, name):
        made[name] = now.value
    elif told and _stands_in(told, was.value) and not _stands_in(told, now.value):
        made.pop(name, None)


def _stands_in(told: str, text: str) -> bool:
    """Whether words or a figure stand whole in a text: 2 stands in `2 mg` and not in `12 mg`."""
    return re.search(rf"(?<![\w.,]){re.escape(told)}(?![\w]|[.,]\d)", text) is not None


def _parted(unit: str) -> dict[str, Scalar]:
    """A unit as its parts: `mg/m2/day` is mg per m2."""
    first, *rest = (part.strip() for part in unit.split("/"))
    return {"dose_unit": first, "per": next((_PER[part.lower()] for part in rest if part.lower() in _PER), "")}


def unit_of(detail: Mapping[str, Scalar]) -> str:
    """The unit that the details of a dose tell: `mg/m2`."""
    return "/".join(told for name in ("dose_unit", "per") if (told := str(detail.get(name) or "").strip()))


def _gray(now: Finding) -> dict[str, Scalar]:
    unit = now.unit.strip().lower()
    if now.number is None or not unit.startswith(("gy", "gray", "grey", "cge", "cgy", "centigray")):
        return {"gray": ""}
    return {"gray": round(now.number / (100 if unit.startswith(("cgy", "centi")) else 1), 4)}
