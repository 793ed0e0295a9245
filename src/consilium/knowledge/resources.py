"""Where families find help (`resources.yaml`): by heading and country, each with its source and what is unverified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from consilium.domain.sources import Source, Texts
from consilium.knowledge.documents import document
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.sourced import texts

READ = "page_read"
STATUSES = (READ, "named", "secondary", "unverified")


@dataclass(frozen=True, slots=True)
class Resource:
    """One place that helps.

    called          its name by language where the name is a plain description, empty where it is a name of its own
    address, phone  "" where no page showed one
    use             what it is for, in plain words; `also` a further note in plain words, empty where there is none
    status          `page_read`, or why it is not verified: "named" by a trusted page, "secondary" (another site),
                    "unverified"; its text is `resources.status_<status>`
    countries       ISO 3166-1 (EU for the European Union), empty where the list names none: ask
    """

    id: str
    group: str
    name: str
    called: Texts
    address: str
    phone: str
    use: Texts
    also: Texts
    status: str
    is_address_read: bool
    countries: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ResourceKnowledge:
    """The whole file. `groups` are in the order of the page: `resources.group_<id>` and `resources.lead_<id>`."""

    collected: str
    groups: Mapping[str, tuple[Resource, ...]]

    def of(self, name: str) -> Resource:
        """Raises KeyError for one that the list does not have."""
        return {one.id: one for found in self.groups.values() for one in found}[name]


@cache
def resources() -> ResourceKnowledge:
    """The program's own list. Raises ValueError or KeyError where the file is not of its shape or one is not placed."""
    data = document("resources.yaml")
    if data["schema"] != "second-opinion.resources/1":
        raise ValueError("resources.yaml has another schema")
    entries = {str(entry["id"]): entry for entry in data["resources"]}
    placed = [name for names in data["placed"].values() for name in names]
    if sorted(placed) != sorted(entries) or list(data["placed"]) != data["groups"]:
        raise ValueError("resources.yaml does not place each resource once")
    return ResourceKnowledge(
        collected=str(data["collected"]),
        groups={
            group: tuple(_resource(group, entries[name], data) for name in data["placed"][group])
            for group in data["groups"]
        },
    )


def for_country(country: str, among: Sequence[Resource]) -> tuple[Resource, ...]:
    """Those for a country (ISO 3166-1): its own first, then those that name none; other countries' are left out.
    All of them where the country is not known ("")."""
    if not country:
        return tuple(among)
    code = country.upper().split("-")[0]
    own = {code, "EU"} if letter_tables().areas.get(code) == "eu" else {"GB" if code == "UK" else code}
    mine = [one for one in among if own & set(one.countries)]
    return (*mine, *(one for one in among if not one.countries))


def _resource(group: str, entry: Mapping[str, Any], data: Mapping[str, Any]) -> Resource:
    name, date = str(entry["id"]), str(entry.get("source_date") or "")
    status = str(entry["status"]).replace("-", "_")
    if status not in STATUSES:
        raise ValueError(f"resources.yaml: {name} has an unknown status")
    return Resource(
        id=name,
        group=group,
        name=str(entry["name"]),
        called=texts(data["called"][name]) if name in data["called"] else {},
        address=str(entry.get("url") or ""),
        phone=str(entry.get("phone") or ""),
        use=texts(data["plain"].get(name) or entry["use"]),
        also=texts(data["also"][name]) if name in data["also"] else {},
        status=status,
        is_address_read=not (entry.get("url_level") or entry.get("url_note")),
        countries=tuple(str(code) for code in data["countries"].get(name, ())),
        sources=tuple(Source(str(address), date) for address in entry["source"]),
    )
