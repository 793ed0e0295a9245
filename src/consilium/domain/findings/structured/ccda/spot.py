"""One CDA statement with what stands around it, and what most mappings ask of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.dates import PartialDate
from consilium.domain.findings.codes import Codes
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.structured.entry import (
    QUOTE_CHARS,
    Entry,
    Places,
    day_of,
    inner,
    maps,
    text,
    words_of_concept,
)
from consilium.domain.phrases import words_of
from consilium.domain.records import Citation

# moodCode of what has not been done (CDA R2 4.3.6.1.2).
PLANNED_MOODS = frozenset({"INT", "RQO", "PRP", "PRMS", "ARQ", "APT"})

# Heads of a narrative's columns (folded): how it stands, what it did, how much of it.
STATUS_HEADS = ("status", "estado", "estatus", "situacion")
REACTION_HEADS = ("reaction", "reaccion", "manifestation", "manifestacion")
DOSE_HEADS = ("dose", "dosis", "dosage", "dosificacion", "sig", "instructions", "indicaciones")
END_HEADS = ("end", "stop", "fin", "termino", "suspension")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a statement is no finding."""

    reason: str


@dataclass(frozen=True)
class Spot:
    """A statement, its section, the statements around it from the outside in, and the document's own date."""

    entry: Entry
    section: Entry
    parents: tuple[Entry, ...]
    places: Places
    codes: Codes
    written: PartialDate | None = None

    def inside(self, child: Entry) -> Spot:
        return Spot(child, self.section, (*self.parents, self.entry), self.places, self.codes, self.written)

    @property
    def planned(self) -> bool:
        """Whether it, or what it is a part of, has not been done."""
        return any(text(each, "mood") in PLANNED_MOODS for each in (*self.parents, self.entry))

    @property
    def says_nothing(self) -> bool:
        """`nullFlavor` with nothing else: the source says that it has no information (HL7 V3 NullFlavor)."""
        return text(self.entry, "null_flavor") in ("NI", "NA", "UNK", "MSK", "NASK", "ASKU")

    def assertion(self) -> Assertion:
        """By `negationInd` and `moodCode`. A `negationInd` that is neither true nor false leaves it uncertain."""
        negated = self.entry.get("negated")
        if negated is True or self.entry.get("relation_negated"):
            return Assertion.NEGATED
        if negated:
            return Assertion.UNCERTAIN
        return Assertion.PLANNED if self.planned else Assertion.STATED

    def times(self) -> tuple[PartialDate | None, PartialDate | None]:
        """When, and until when: its own `effectiveTime`, else that of the nearest statement around it."""
        for each in (self.entry, *self.parents[::-1]):
            time = inner(each, "effective_time")
            start = day_of(text(time, "value", "low", "center"))
            end = day_of(text(time, "high"))
            if start or end:
                return start, end
        return None, None

    def own_times(self) -> tuple[PartialDate | None, PartialDate | None]:
        time = inner(self.entry, "effective_time")
        return day_of(text(time, "value", "low", "center")), day_of(text(time, "high"))

    def ended(self) -> bool:
        """Whether its time is over: an end before the document's day, or an end that is there and unknown."""
        time = inner(self.entry, "effective_time")
        if text(time, "high_null_flavor") == "UNK":
            return True
        end = day_of(text(time, "high"))
        return end is not None and (self.written is None or end <= self.written)

    def told(self, name: str, *heads: str) -> str:
        """What the narrative's table says of it under one of some heads, where the entry leaves that open: the cell of
        its row; "" where there is no such row, or several that differ."""
        rows = self.places.cells(self.section.get("page"), name)
        said = {cell for row in rows for head, cell in row.items() if any(each in head for each in heads)}
        return said.pop() if len(said) == 1 else ""

    def told_over(self, name: str, state: str = "historical") -> bool:
        """Whether the narrative's table says that it is over, as many systems write only there."""
        return self.codes.is_state(self.told(name, *STATUS_HEADS), state)

    def value(self) -> Entry:
        """The statement's value as a concept."""
        names = ("code", "display", "system", "original_text", "translations", "null_flavor", "text")
        return {name: self.entry[f"value_{name}"] for name in names if self.entry.get(f"value_{name}")}

    def refinements(self, *templates: str) -> Iterator[Entry]:
        """The statements inside it that have one of some templates (`22.4.8` without its root's beginning)."""
        for child in maps(self.entry.get("children")):
            roots = [str(each).split(":")[0] for each in child.get("template_ids") or ()]
            if any(root.endswith(f".{template}") for root in roots for template in templates):
                yield child

    def refinement(self, *templates: str) -> str:
        """What the first such statement says, in its words."""
        for child in self.refinements(*templates):
            said = text(child, "value_display", "value_original_text", "value", "text")
            if said:
                return said
        return ""

    def side_and_site(self, name: str) -> tuple[str, str]:
        """Laterality and part of the body, from `targetSiteCode` with its qualifier, else the side that a name says."""
        site = inner(self.entry, "site")
        said = [side for each in maps(site.get("qualifiers")) for side in (text(each, "code"), text(each, "display"))]
        sides = (self.codes.side(each) for each in (*said, words_of_concept(site), name) if each)
        return next((side for side in sides if side), ""), words_of_concept(site)

    def cite(self, names: Sequence[str], *beside: str) -> tuple[Citation, ...]:
        """Its words on the page of its section, with its XPath: the first of some names that stands there, and what
        stands beside it in the same line; the narrative that the entry refers to; else the entry's own words."""
        page, path = self.section.get("page"), text(self.entry, "xpath")
        tried = [self.places.cite(page, path, (name, *beside)) for name in dict.fromkeys(names) if name]
        found = next((each for each in tried if each.page is not None), None)
        if found is not None:
            return (found,)
        said = text(self.entry, "text")[:QUOTE_CHARS]
        known = {word.text for each in (*names, *beside) for word in words_of(each)}
        if known.isdisjoint(word.text for word in words_of(said)):
            said = ""  # a reference that points to something else, as some do
        referred = self.places.cite(page, path, (said,)) if said else None
        if referred is not None and referred.page is not None:
            return (referred,)
        return (tried[0] if tried else Citation(said, place=path),)
