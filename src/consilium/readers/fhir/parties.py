"""Who is meant in FHIR resources: patients, institutions and authors, references resolved within the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.records import Citation, PersonNamed, RecordNumber, Stated
from consilium.readers.fhir.jsonstream import FULL_URL
from consilium.readers.fhir.profile import AUTHORS, INSTITUTIONS
from consilium.readers.fhir.shapes import Resource, concept, date, first, human_name, maps, text

PEOPLE = 1_000
SEXES = {"female": "female", "male": "male", "other": "other"}
FORMER = ("maiden", "old", "nickname", "anonymous")
PERSONS = frozenset({"Practitioner", "PractitionerRole", "Person"})


@dataclass
class Parties:
    """Collects who is named while resources go by; `stated` resolves the references at the end."""

    patients: list[PersonNamed] = field(default_factory=list)
    subjects: dict[str, PersonNamed] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)  # reference -> (kind, name)
    references: dict[tuple[str, str], dict[str, Stated]] = field(default_factory=dict)
    organizations: dict[str, Stated] = field(default_factory=dict)

    def see(self, resource: Resource, path: str) -> None:
        kind = resource["resourceType"]
        if kind == "Patient" and len(self.patients) < PEOPLE:
            self.patients.append(patient(resource, path))
        elif kind == "Organization" or kind in PERSONS:
            self._see_party(kind, resource, path)
        elif len(self.subjects) < PEOPLE and not self.patients:
            self._see_subject(resource, path)
        for owner, name in (*INSTITUTIONS, *AUTHORS):
            if owner == kind and name in resource:
                self._refer(owner, name, resource[name], path)

    def _see_party(self, kind: str, resource: Resource, path: str) -> None:
        name = text(resource.get("name")) if kind == "Organization" else human_name(_best_name(resource))[0]
        if kind == "PractitionerRole":
            name = text(first(resource.get("practitioner")).get("display"))
        if not name or len(self.names) > 100_000:
            return
        for key in (f"{kind}/{text(resource.get('id'))}", f"#{text(resource.get('id'))}", text(resource.get(FULL_URL))):
            if key:
                self.names.setdefault(key, (kind, name))
        if kind == "Organization":
            self.organizations.setdefault(name, Stated(name, Citation(quote=name, place=f"{path}.name")))

    def _see_subject(self, resource: Resource, path: str) -> None:
        """A patient who is only named where a resource refers to one."""
        for name in ("subject", "patient"):
            reference = first(resource.get(name))
            said, target = text(reference.get("display")), text(reference.get("reference"))
            if said and (not target or "Patient/" in target or text(reference.get("type")) == "Patient"):
                numbers = tuple(_numbers(reference.get("identifier")))
                cited = Citation(quote=said, place=f"{path}.{name}.display")
                self.subjects.setdefault(said, PersonNamed(said, numbers=numbers, citation=cited))

    def _refer(self, owner: str, name: str, value: Any, path: str) -> None:
        held = self.references.setdefault((owner, name), {})
        for reference in maps(value)[:20]:
            target, said = text(reference.get("reference")), text(reference.get("display"))
            if (target or said) and len(held) < 1_000:
                held.setdefault(target or said, Stated(said, Citation(quote=said or target, place=f"{path}.{name}")))

    @property
    def people(self) -> tuple[PersonNamed, ...]:
        return tuple(dict.fromkeys(self.patients)) or tuple(self.subjects.values())

    @property
    def institutions(self) -> tuple[Stated, ...]:
        """Those that a resource says it comes from; where none does, every organization that is named."""
        found = {each.value: each for each in self._resolved(INSTITUTIONS, persons=False)}
        return tuple((found or self.organizations).values())[:50]

    @property
    def authors(self) -> tuple[Stated, ...]:
        return tuple({each.value: each for each in self._resolved(AUTHORS, persons=True)}.values())[:50]

    def _resolved(self, places: tuple[tuple[str, str], ...], *, persons: bool) -> Iterator[Stated]:
        for place in places:
            for target, stated in self.references.get(place, {}).items():
                kind, name = self.names.get(target, ("", ""))
                kind = kind or next((each for each in ("Organization", *PERSONS) if f"{each}/" in target), "")
                said = name or stated.value
                if said and (kind in PERSONS if persons else kind not in PERSONS and self._is_place(kind, place)):
                    yield Stated(said, Citation(quote=said, place=stated.citation.place))

    def _is_place(self, kind: str, place: tuple[str, str]) -> bool:
        """A performer whose kind is not said may be a person; the other elements are institutions by definition."""
        return kind == "Organization" or place[1] != "performer"


def patient(resource: Resource, path: str) -> PersonNamed:
    """The person that a Patient resource is."""
    best = _best_name(resource)
    written, family, given = human_name(best)
    others = [human_name(name)[0] for name in maps(resource.get("name")) if name is not best]
    return PersonNamed(
        text=written,
        family=family,
        given=given,
        birth_date=_birth(resource),
        sex=SEXES.get(text(resource.get("gender")), ""),
        numbers=tuple(_numbers(resource.get("identifier"))),
        citation=Citation(quote=written, place=f"{path}.name"),
        other_names=tuple(dict.fromkeys(name for name in others if name and name != written)),
    )


def _best_name(resource: Resource) -> Any:
    names = maps(resource.get("name"))
    for use in ("official", "usual"):
        for name in names:
            if name.get("use") == use:
                return name
    return next((name for name in names if name.get("use") not in FORMER), names[0] if names else {})


def _numbers(identifiers: Any) -> Iterator[RecordNumber]:
    """Identifiers with who assigned them: the assigner's name, else the system, else the type."""
    for identifier in maps(identifiers)[:50]:
        if value := text(identifier.get("value")):
            assigner = text(first(identifier.get("assigner")).get("display"))
            kind = str(concept(identifier.get("type")).get("code", ""))
            yield RecordNumber(value, assigner or text(identifier.get("system")) or kind)


def _birth(resource: Resource) -> PartialDate | None:
    try:
        return date(resource.get("birthDate"))
    except ValueError:
        return None
