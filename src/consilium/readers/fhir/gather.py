"""All resources of one file gathered into one reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.records import Citation, DateRole, DateSeen, Json, Page, Reading, Remark, Stated
from consilium.readers.contract import Context
from consilium.readers.fhir.attachments import hand_on_attachments
from consilium.readers.fhir.entries import dig, entry_of, lines_from
from consilium.readers.fhir.jsonstream import Notes, is_resource
from consilium.readers.fhir.parties import Parties
from consilium.readers.fhir.profile import DATES, EXAMINATIONS, FIELDS_OF_VERSION, NARRATED, TYPES_OF_VERSION
from consilium.readers.fhir.shapes import LOINC, Resource, concept, date, many, maps, text
from consilium.readers.lines import LINES_PER_PAGE, unpaged

ENTRIES = 20_000
KINDS = 300
DATES_KEPT = 5_000
REMARKS = 100
TITLED = ("Composition", "DocumentReference", "DiagnosticReport", "Media", "ImagingStudy")


@dataclass
class Gathering:
    """Takes resources one by one; `reading` is what they come to."""

    context: Context
    counts: Counter[str] = field(default_factory=Counter)
    entries: list[Json] = field(default_factory=list)
    parties: Parties = field(default_factory=Parties)
    dates: dict[tuple[DateRole, str], DateSeen] = field(default_factory=dict)
    kinds: dict[str, Stated] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    said: list[Remark] = field(default_factory=list)
    language: str = ""
    _pages: list[Page] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _chars: int = 0
    _bad_dates: int = 0

    def take(self, resource: Resource, path: str) -> None:
        """Take one resource and those contained in it."""
        self._take_one(resource, path)
        for index, inner in enumerate(maps(resource.get("contained"))[:1_000]):
            if is_resource(inner):
                self._take_one(inner, f"{path}.contained[{index}]")
        if self.counts.total() % 500 == 0:
            self.context.alive()

    def _take_one(self, resource: Resource, path: str) -> None:
        kind = resource["resourceType"]
        self.counts[kind] += 1
        self.parties.see(resource, path)
        self._take_dates(resource, kind, path)
        self._take_kinds(resource, kind, path)
        entry = entry_of(resource, path)
        self._write(resource, entry)
        if len(self.entries) < ENTRIES:
            self.entries.append(entry)
        self.said.extend(hand_on_attachments(resource, path, self.context))
        self.language = self.language or text(resource.get("language"))[:2].lower()
        self._notice_version(resource, kind)

    def _take_dates(self, resource: Resource, kind: str, path: str) -> None:
        for where, role in DATES.get(kind, ()):
            written = text(dig(resource, where))
            if not written or len(self.dates) >= DATES_KEPT:
                continue
            if role is DateRole.COLLECTED and kind == "DiagnosticReport" and _is_examination(resource):
                role = DateRole.STUDY
            try:
                value = date(written)
            except ValueError:
                self._bad_dates += 1
                continue
            if value is not None:
                seen = DateSeen(role, value, Citation(quote=written, place=f"{path}.{where}"))
                self.dates.setdefault((role, str(value)), seen)

    def _take_kinds(self, resource: Resource, kind: str, path: str) -> None:
        self._kind(kind, kind, f"{path}.resourceType")
        if kind not in NARRATED:
            return
        for name in ("type", "code", "category", "modality"):
            for value in many(resource.get(name))[:20]:
                found = concept(value)
                code, system, words = (str(found.get(key, "")) for key in ("code", "system", "display"))
                if code:
                    self._kind(code if system in (LOINC, "") else f"{system}|{code}", words, f"{path}.{name}")
                if words:
                    self._kind(words, words, f"{path}.{name}")
        title = text(resource.get("title")) or text(resource.get("description"))
        self.titles.setdefault(
            kind, title or str(concept(resource.get("type") or resource.get("code")).get("display", ""))
        )
        for section in maps(resource.get("section"))[:100]:
            if code := str(concept(section.get("code")).get("code", "")):
                self._kind(code, text(section.get("title")), f"{path}.section")

    def _kind(self, value: str, quote: str, place: str) -> None:
        if len(self.kinds) < KINDS:
            self.kinds.setdefault(value, Stated(value, Citation(quote=quote, place=place)))

    def _write(self, resource: Resource, entry: dict[str, Json]) -> None:
        """The resource's lines onto the current page, whose number the entry keeps."""
        if self._chars > self.context.bounds.text_chars:
            return
        lines = [line for line in lines_from(resource, entry) if line.strip()]
        entry["page"] = len(self._pages) + 1
        self._lines += lines
        self._chars += sum(map(len, lines))
        if len(self._lines) >= LINES_PER_PAGE:
            self._turn()

    def _turn(self) -> None:
        if self._lines:
            self._pages.append(unpaged(len(self._pages) + 1, self._lines))
            self._lines = []

    def _notice_version(self, resource: Resource, kind: str) -> None:
        for version, kinds in TYPES_OF_VERSION.items():
            if kind in kinds:
                self._notice(version)
        for version, fields in FIELDS_OF_VERSION.items():
            if any(kind == owner and name in resource for owner, name in fields):
                self._notice(version)

    def _notice(self, version: str) -> None:
        if all(each.args["version"] != version for each in self.said if each.code == "fhir.other_version"):
            self.said.append(Remark("fhir.other_version", {"version": version}))

    def reading(self, form: str, notes: Notes) -> Reading:
        """What was gathered."""
        self._turn()
        counts: dict[str, Json] = dict(self.counts.most_common())
        envelope = notes.envelope or {}
        bundle: dict[str, Json] = {
            name: text(envelope.get(name)) for name in ("type", "id", "timestamp", "total") if text(envelope.get(name))
        }
        return Reading(
            format=form,
            title=next((self.titles[kind] for kind in TITLED if self.titles.get(kind)), ""),
            people=self.parties.people,
            dates=tuple(self.dates.values()),
            institutions=self.parties.institutions,
            authors=self.parties.authors,
            kinds=tuple(self.kinds.values()),
            language=self.language,
            pages=tuple(self._pages),
            facts={"bundle": bundle, "resources": counts, "entries": self.entries},
            remarks=tuple([*_bounded(self.said), *self._closing(notes)]),
        )

    def _closing(self, notes: Notes) -> list[Remark]:
        """What there is to say of the file as a whole."""
        total = self.counts.total()
        counted: Mapping[str, int] = {
            "fhir.duplicate_keys": notes.duplicate_keys,
            "fhir.bad_entries": notes.bad_entries,
            "fhir.bad_dates": self._bad_dates,
        }
        found = [Remark(code, {"count": count}) for code, count in counted.items() if count]
        if total > len(self.entries):
            found.append(Remark("fhir.entries_cut", {"kept": len(self.entries), "count": total}))
        if self._chars > self.context.bounds.text_chars or len(self.dates) >= DATES_KEPT:
            found.append(Remark("fhir.text_cut"))
        if notes.cut_off_at is not None:
            found.append(Remark("fhir.cut_off", {"count": total, "position": notes.cut_off_at}))
        return found


def _is_examination(resource: Resource) -> bool:
    codes: list[Any] = [coding for value in maps(resource.get("category")) for coding in maps(value.get("coding"))]
    return any(text(coding.get("code")) in EXAMINATIONS for coding in codes)


def _bounded(remarks: list[Remark]) -> list[Remark]:
    if len(remarks) <= REMARKS:
        return remarks
    return [*remarks[:REMARKS], Remark("fhir.remarks_cut", {"count": len(remarks) - REMARKS})]
