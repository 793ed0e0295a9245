"""The Composition: the sections of the International Patient Summary with the entries that stand in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from consilium.knowledge.catalog import Catalog
from consilium.writers.fhir.shapes import Resource, coding, compact, of_hl7, tables, words

NARRATED = 2_000  # statements of a section that its narrative holds


@dataclass(frozen=True)
class Head:
    id: str
    date: str
    title: str
    language: str


def composition(
    head: Head,
    patient: Resource,
    author: Resource,
    sections: Mapping[str, Sequence[tuple[Resource, str]]],
    catalog: Catalog,
) -> Resource:
    """Sections in the order of the IPS; the three that it requires are there even where no record states anything."""
    loinc = tables().systems["loinc"]
    written = [
        _section(name, entry, sections.get(name, ()), catalog)
        for name, entry in tables().sections.items()
        if sections.get(name) or entry.get("required")
    ]
    return {
        "resourceType": "Composition",
        "id": head.id,
        "meta": {"profile": [f"{tables().ips}Composition-uv-ips"]},
        "language": head.language,
        "status": "final",
        "type": {"coding": [coding(loinc, "60591-5")]},
        "subject": patient,
        "date": head.date,
        "author": [author],
        "title": words(head.title),
        "section": written,
    }


def _section(
    name: str, entry: Mapping[str, object], links: Sequence[tuple[Resource, str]], catalog: Catalog
) -> Resource:
    items = "".join(f"<li>{escape(words(text), quote=False)}</li>" for _, text in links[:NARRATED])
    left = len(links) - NARRATED
    more = f"<p>{escape(catalog.text('summary.more', count=left), quote=False)}</p>" if left > 0 else ""
    inside = f"<ul>{items}</ul>{more}" if links else f"<p>{escape(catalog.text('summary.none_part'), quote=False)}</p>"
    return compact(
        {
            "title": catalog.text(f"summary.ips_{name}"),
            "code": _code(entry),
            "text": {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{inside}</div>'},
            "entry": [link for link, _ in links],
            "emptyReason": {} if links else of_hl7("list-empty-reason", "unavailable"),
        }
    )


def _code(entry: Mapping[str, object]) -> Resource:
    """Every section has a code (Composition-uv-ips): LOINC's, or ours where the IPS has no such section."""
    if own := entry.get("own"):
        return {"coding": [coding(tables().section_system, str(own))]}
    return {"coding": [coding(tables().systems["loinc"], str(entry["code"]))]}
