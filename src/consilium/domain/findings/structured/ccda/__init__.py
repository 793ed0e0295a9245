"""C-CDA entries as findings: each statement ends as findings, as a part of another's, or refused with its reason.

Reasons: `container` and `part` (said by the statement around or inside it), `social`, `payer`, `directive`,
`instruction`, `goal`, `prognosis`, `picture`, `narrative` (read as text), `no_information` (its source says that it
says nothing), `cancelled`, `placeholder`, `nothing_named`, `unknown_template`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from consilium.domain.findings.codes import Codes
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.structured.ccda import acts, medicines, observations
from consilium.domain.findings.structured.ccda.spot import Refused, Spot
from consilium.domain.findings.structured.entry import Entry, Places, day_of, inner, maps, text
from consilium.domain.records import Reading

PARTS = {
    "problem": observations.problem,
    "indication": observations.indication,
    "allergy": observations.allergy,
    "result": observations.result,
    "vital": observations.vital,
    "family": observations.family,
    "functional": observations.functional,
    "measurement": observations.measurement,
    "medicine": medicines.medicine,
    "dispensed": medicines.dispensed,
    "vaccine": medicines.vaccine,
    "procedure": acts.procedure,
    "encounter": acts.encounter,
    "device": acts.device,
}
DEPTH = 40
_BY_KIND = {
    "procedure": "procedure",
    "substanceAdministration": "medicine",
    "supply": "dispensed",
    "encounter": "encounter",
    "organizer": "container",
    "observationMedia": "picture",
    "regionOfInterest": "picture",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one statement ended: `findings`, or why there are none (`reason`)."""

    xpath: str
    templated: bool
    findings: tuple[Finding, ...] = ()
    reason: str = ""


def find(reading: Reading, codes: Codes) -> Iterator[Finding]:
    """The findings of a document's entries, in its order."""
    for outcome in outcomes(reading, codes):
        yield from outcome.findings


def prose(reading: Reading, codes: Codes) -> Reading:
    """The reading without the rows of the narrative's tables whose words entries gave already."""
    places = Places(reading)
    for _ in _outcomes(reading, codes, places):
        pass
    return replace(reading, pages=tuple(places.unquoted(page) for page in reading.pages))


def outcomes(reading: Reading, codes: Codes) -> Iterator[Outcome]:
    """How each statement of a document ended, in its order."""
    return _outcomes(reading, codes, Places(reading))


def _outcomes(reading: Reading, codes: Codes, places: Places) -> Iterator[Outcome]:
    written = day_of(text(inner(reading.facts, "document"), "effective_time"))
    for section in maps(reading.facts.get("sections")):
        for entry in maps(section.get("entries")):
            yield from _ended(Spot(entry, section, (), places, codes, written))


def _ended(spot: Spot) -> Iterator[Outcome]:
    entry = spot.entry
    name = _part(spot)
    templated = bool(entry.get("template_ids"))
    mapping = PARTS.get(name)
    if mapping is None:
        yield Outcome(text(entry, "xpath"), templated, reason=name)
    else:
        made = mapping(spot)
        refused = made.reason if isinstance(made, Refused) else ""
        found = () if isinstance(made, Refused) else (made,)
        yield Outcome(text(entry, "xpath"), templated, found, refused)
    if len(spot.parents) < DEPTH:
        for child in maps(entry.get("children")):
            yield from _ended(spot.inside(child))


def _part(spot: Spot) -> str:
    """The part that maps a statement: by its templates, else by its section and its kind."""
    roots = [str(each).split(":")[0] for each in spot.entry.get("template_ids") or ()]
    known = [spot.codes.templates[root] for root in roots if root in spot.codes.templates]
    if known:
        return next((each for each in known if each in PARTS), known[0])
    return _without_template(spot)


def _without_template(spot: Spot) -> str:
    kind, section = text(spot.entry, "kind"), spot.codes.sections.get(text(spot.section, "code"), "")
    if section in ("social", "payer"):
        return section
    if kind == "substanceAdministration" and section == "vaccine":
        return "vaccine"
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    if _holds(spot.entry):
        return "container"
    if _inside_a_statement(spot):
        return "part"
    return section if section in ("problem", "allergy", "result", "vital") else "unknown_template"


def _holds(entry: Entry) -> bool:
    """An act around others that says nothing of its own."""
    return text(entry, "kind") == "act" and bool(maps(entry.get("children")))


def _inside_a_statement(spot: Spot) -> bool:
    """Whether a statement stands in one that is itself a finding."""
    return any(text(parent, "kind") not in ("act", "organizer") for parent in spot.parents)
