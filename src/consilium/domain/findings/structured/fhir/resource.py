"""One FHIR entry with what stands around it, and what most mappings ask of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consilium.domain.dates import PartialDate
from consilium.domain.findings.codes import Codes
from consilium.domain.findings.finding import Code
from consilium.domain.findings.structured.entry import Entry, Places, codes_of, day_of, maps, text
from consilium.domain.records import Citation, Scalar


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a resource is no finding."""

    reason: str


@dataclass(frozen=True)
class Resource:
    """An entry of `facts.entries`; `known` are all entries by how others refer to them."""

    entry: Entry
    known: Mapping[str, Entry]
    places: Places
    codes: Codes

    @property
    def path(self) -> str:
        return text(self.entry, "path")

    @property
    def status(self) -> str:
        return text(self.entry, "status")

    @property
    def name(self) -> str:
        """What its code says, or what the resource says that it refers to (a Medication)."""
        return text(self.entry, "display") or text(self.referred, "display") or text(self.entry, "code")

    @property
    def referred(self) -> Entry:
        """The resource that its code is a reference to (medicationReference)."""
        return self.known.get(text(self.entry, "reference"), {})

    def own_codes(self) -> tuple[Code, ...]:
        return codes_of(self.entry, self.codes) or codes_of(self.referred, self.codes)

    def when(self) -> PartialDate | None:
        return day_of(text(self.entry, "date"))

    def until(self) -> PartialDate | None:
        return day_of(text(self.entry, "end"))

    def is_profile(self, *parts: str) -> bool:
        """Whether it claims a profile whose URL ends with one of some names."""
        said = [str(each).partition("|")[0].rpartition("/")[2] for each in self.entry.get("profiles") or ()]
        return any(one in parts for one in said)

    def in_category(self, *codes: str) -> bool:
        return any(code in codes for code in self.category_codes())

    def category_codes(self) -> Iterator[str]:
        for category in maps(self.entry.get("categories")):
            for one in (category, *maps(category.get("codings"))):
                yield text(one, "code")
                yield text(one, "display").lower()

    def extension(self, name: str, holder: Entry | None = None) -> Iterator[Entry]:
        """The extensions of a name, of the resource or of a part of it."""
        held = self.entry.get("extensions") if holder is None else holder.get("inside", holder.get("extensions"))
        return (each for each in maps(held) if text(each, "url") == name)

    def side_and_site(self) -> tuple[str, str, tuple[Code, ...]]:
        """Laterality (mCODE's qualifier or the site's words), the site's words, the site's codes."""
        sites = maps(self.entry.get("sites"))
        if not sites:
            return "", text(self.entry, "body_site"), ()
        site = sites[0]
        qualifier = next(self.extension("mcode-laterality-qualifier", site), {})
        words = (text(qualifier, "code"), text(qualifier, "display"), text(site, "display"))
        side = next((found for found in (self.codes.side(each) for each in words if each) if found), "")
        return side, text(site, "display", "code"), tuple(map(_topography, codes_of(site, self.codes)))

    def cite(self, *words: str, path: str = "") -> tuple[Citation, ...]:
        """Some of its words, the name first, on its page, with its FHIR path."""
        return (self.places.cite(self.entry.get("page"), path or self.path, words),)


def _topography(code: Code) -> Code:
    return Code("icd-o-3-topography", code.code, code.display) if code.system == "icd-o-3" else code


def said(**values: str) -> dict[str, Scalar]:
    """The keys that have words."""
    return {name: value for name, value in values.items() if value}


def references_to(entry: Entry) -> Iterator[str]:
    """How others refer to an entry: `Type/id`, `#id` (contained), its full URL."""
    if text(entry, "id"):
        yield f"{text(entry, 'type')}/{text(entry, 'id')}"
        yield f"#{text(entry, 'id').removeprefix('#')}"
    if text(entry, "full_url"):
        yield text(entry, "full_url")
