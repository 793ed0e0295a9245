"""Where an entry comes from: the record, the place in it, the words there, and who confirmed or corrected it."""

from __future__ import annotations

from collections.abc import Mapping

from consilium.domain.clinical import CaseFinding
from consilium.domain.findings.assertions.advice import advice_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.records import Citation
from consilium.domain.summary.background import DENIED
from consilium.domain.summary.rows import named, result, text
from consilium.knowledge.catalog import Catalog
from consilium.knowledge.displaynames import display_names
from consilium.writers.fhir.shapes import CITED, Resource, compact, moment, of_hl7, reference, words


def said(finding: Finding, catalog: Catalog) -> str:
    """The statement in one line, named in the catalog's language: how it is said, what, the result, when."""
    names = display_names(catalog.language)
    shown = names.of(finding)
    stated = finding.assertion in (Assertion.STATED, Assertion.FAMILY)
    how = advice_of(finding) or finding.assertion.value
    reserve = "" if stated else f"{catalog.text(f'summary.said_{how}')}: "
    relative = str(shown.detail.get("relative") or "")
    denied = DENIED.get(finding.name, "") if finding.kind is Kind.ALLERGY else ""
    name = catalog.text(denied) if denied else named(shown) or names.name(str(finding.kind))
    return reserve + text(relative, name, "" if denied else result(shown), finding.when)


def provenance(one: CaseFinding, id_: str, target: Resource, device: Resource, recorded: str) -> Resource:
    """Who made the entry: this program from the record, and the person who judged it where one did."""
    agents = [{"type": of_hl7("provenance-participant-type", "assembler"), "who": device}]
    if one.judgement is not None:
        who = {"display": words(one.judgement.by)}
        agents.append({"type": of_hl7("provenance-participant-type", "verifier"), "who": who})
    made = {"resourceType": "Provenance", "id": id_, "target": [target], "recorded": recorded, "agent": agents}
    if one.judgement is not None:
        made["extension"] = [_judged(one)]
    return made


def _judged(one: CaseFinding) -> Resource:
    assert one.judgement is not None
    inside = [
        {"url": "verdict", "valueCode": one.judgement.verdict.value},
        {"url": "at", "valueDateTime": moment(one.judgement.at)},
    ]
    if one.judgement.note.strip():
        inside.append({"url": "note", "valueString": words(one.judgement.note)})
    return {"url": "urn:consilium:judgement", "extension": inside}


def sources(one: CaseFinding, records: Mapping[str, str]) -> list[Resource]:
    """An entity for each place; the source's own words even where a person corrected what they say."""
    document = reference(records[one.record.number], one.record.number)
    places = one.finding.citations or (Citation(),)
    return [
        compact({"extension": [_cited(place)] if place != Citation() else [], "role": "source", "what": document})
        for place in places
    ]


def _cited(citation: Citation) -> Resource:
    inside: list[Resource] = []
    if citation.quote.strip():
        inside.append({"url": "quote", "valueString": words(citation.quote)})
    if citation.page:
        inside.append({"url": "page", "valuePositiveInt": citation.page})
    if citation.place.strip():
        inside.append({"url": "place", "valueString": words(citation.place)})
    if (box := citation.box) is not None:
        edges = " ".join(f"{edge:.4f}" for edge in (box.left, box.top, box.right, box.bottom))
        inside.append({"url": "box", "valueString": edges})
    return {"url": CITED, "extension": inside or [{"url": "quote", "valueString": "-"}]}
