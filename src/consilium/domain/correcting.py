"""A finding as a person says that it should be: what the person gives is checked, all else stays as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.findings.days.nocalendar import OF_THE_DAY
from consilium.domain.findings.finding import Assertion, Finding, Kind, Origin
from consilium.domain.findings.repeats import anew, follows, unit_of
from consilium.domain.records import Scalar

SIDES = ("left", "right", "bilateral", "")
MOST_CHARS = 2_000
_NUMBER = re.compile(r"(<=|>=|<|>|) ?(-?[0-9]{1,12}(?:[.,][0-9]{1,9})?)")
_THOUSANDS = re.compile(r"-?[0-9]{1,3},[0-9]{3}")
# The details that a person may give, by kind; others only where the finding has them (`Finding` says what they mean).
DETAILS: Mapping[Kind, tuple[str, ...]] = {
    Kind.DIAGNOSIS: ("status", "quality", "severity", "state"),
    Kind.STAGE: ("system", "suffix"),
    Kind.RISK: ("group", "system"),
    Kind.SPECIMEN: ("number", "received", "procedure", "blocks", "sent"),
    Kind.STAIN: ("result", "percent", "intensity", "h_score"),
    Kind.FLOW: ("result", "percent", "intensity"),
    Kind.CYTOGENETICS: ("gene", "partner", "copies", "class", "method"),
    Kind.VARIANT: ("gene", "partner", "protein", "cdna", "vaf", "class", "build", "method", "origin"),
    Kind.METHYLATION: ("class", "method"),
    Kind.MRD: ("result", "limit", "method", "specimen", "timepoint"),
    Kind.LABORATORY: ("low", "high", "range", "flag", "specimen", "method"),
    Kind.PROTOCOL: ("arm",),
    Kind.CYCLE: ("number", "of", "phase"),
    Kind.DRUG: ("dose", "dose_unit", "per", "route", "cycle", "days", "times", "cumulative"),
    Kind.RADIATION: ("gray", "fractions", "technique", "boost"),
    Kind.SURGERY: ("margins", "residual", "procedure"),
    Kind.TRANSPLANT: ("donor", "conditioning", "product", "day0"),
    Kind.RESPONSE: ("system", "target"),
    Kind.TOXICITY: ("grade", "system"),
    Kind.MEDICINE: ("dose", "route", "frequency", "state"),
    Kind.ALLERGY: ("reaction", "severity"),
    Kind.IMAGING: ("modality", "study_date", "part", "change"),
    Kind.MEASUREMENT: ("sizes", "unit", "lesion", "series", "image"),
    Kind.CONDITION: ("severity", "state"),
    Kind.FAMILY_HISTORY: ("relative",),
    Kind.FUNCTION: ("low", "high", "range"),
    Kind.MENTION: ("what", "modality", "number", "holder", "status", "status_date"),
}


@dataclass(frozen=True)
class Changes:
    """What a person says instead; None where nothing is said of it, "" where it is unknown or there is none.

    Dates are `2024-03-05`, `2024-03` or `2024`; `side` one of `SIDES`; `detail` by the kind's own keys (`DETAILS`).
    """

    name: str | None = None
    value: str | None = None
    unit: str | None = None
    when: str | None = None
    until: str | None = None
    said: Assertion | None = None
    side: str | None = None
    site: str | None = None
    detail: Mapping[str, str] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        return self == Changes()


def corrected(finding: Finding, changes: Changes, doubted: Callable[[Finding], str] = lambda _: "") -> Finding:
    """The finding with what the person says instead; its number is the person's too, and what its details repeat of a
    figure is that of the new one. `doubted` tells anew why a figure can hardly be. Raises InputError."""
    _check(finding, changes)
    made = _changed(finding, _with_figure(finding, changes))
    if changes.when is not None:  # what was doubted of the paper's day is not doubted of the person's
        made = replace(made, detail={name: text for name, text in made.detail.items() if name not in OF_THE_DAY})
    if (made.name, made.value, made.unit) == (finding.name, finding.value, finding.unit):
        return made
    kept = {name: text for name, text in anew(finding, made).items() if name != "doubt"}
    made = replace(made, detail={**kept, **_said(made, changes)})
    doubt = doubted(made)
    return replace(made, detail={**made.detail, "doubt": doubt}) if doubt else made


def _with_figure(finding: Finding, changes: Changes) -> Changes:
    """A dose or its unit that is given as a detail alone is the value or unit too."""
    told = next((name for name in changes.detail if follows(finding, name)), None)
    if changes.value is None and told is not None:
        changes = replace(changes, value=changes.detail[told].strip())
    if changes.unit is None and finding.kind is Kind.DRUG and {"dose_unit", "per"} & changes.detail.keys():
        changes = replace(changes, unit=unit_of({**finding.detail, **changes.detail}))
    return changes


def _said(made: Finding, changes: Changes) -> dict[str, Scalar]:
    """The details that the person gave, which stay as they were given."""
    return {name: made.detail[name] for name in changes.detail if name in made.detail}


def _changed(finding: Finding, changes: Changes) -> Finding:
    given: dict[str, object] = {"origin": Origin.PERSON, "confidence": None}
    if changes.name is not None:
        given |= {"name": changes.name.strip(), "codes": ()}
    if changes.value is not None:
        comparator, number = number_in(changes.value)
        given |= {"value": changes.value, "number": number, "comparator": comparator}
    for name, text in (("unit", changes.unit), ("laterality", changes.side), ("site", changes.site)):
        if text is not None:
            given[name] = text.strip()
    for name, day in (("when", changes.when), ("until", changes.until)):
        if day is not None:
            given[name] = _date(day)
    if changes.said is not None:
        given["assertion"] = changes.said
    if changes.detail:
        given["detail"] = _details(finding, changes)
    return replace(finding, **given)  # type: ignore[arg-type]


def number_in(text: str) -> tuple[str, float | None]:
    """Comparator and number of a value; no number where it is none, or where a comma may part thousands."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or _THOUSANDS.fullmatch(found[2]):
        return "", None
    return found[1], float(found[2].replace(",", "."))


def _check(finding: Finding, changes: Changes) -> None:
    if changes.name is not None and not changes.name.strip():
        raise InputError("clinical.no_name")
    if changes.side is not None and changes.side not in SIDES:
        raise InputError("clinical.bad_side")
    texts = (changes.name, changes.value, changes.unit, changes.site, *changes.detail.values())
    if any(len(text) > MOST_CHARS for text in texts if text):
        raise InputError("clinical.too_long", bound=MOST_CHARS)
    known = {*DETAILS.get(finding.kind, ()), *finding.detail}
    for name in changes.detail:
        if name not in known:
            raise InputError("clinical.bad_detail", name=name, known=", ".join(sorted(known)))


def _details(finding: Finding, changes: Changes) -> dict[str, Scalar]:
    """The details; an empty one is not there."""
    made: dict[str, Scalar] = {**finding.detail, **{name: text.strip() for name, text in changes.detail.items()}}
    return {name: text for name, text in made.items() if name not in changes.detail or text}


def _date(text: str) -> PartialDate | None:
    """None for an unknown day."""
    try:
        return PartialDate.from_iso(text) if text.strip() else None
    except ValueError as error:
        raise InputError("clinical.bad_date") from error
