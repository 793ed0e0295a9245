"""Clinical statements (CDA R2 4.3.6) as plain values, and the ledger of what became of each.

A statement with a `templateId` ends as `extracted` (a code, value, product, participant or time of its own),
`narrative_only` (nothing coded, but words stand for it) or `refused` with its reason.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from consilium.domain.records import Json
from consilium.readers.ccda.datatypes import (
    XSI_TYPE,
    attribute,
    coded,
    compact,
    interval,
    plain,
    quantity,
    stated_value,
)
from consilium.readers.ccda.header import template_ids
from consilium.readers.ccda.tree import placed
from consilium.readers.narrative import text_of

KINDS = frozenset(
    {"act", "encounter", "observation", "observationMedia", "organizer", "procedure", "regionOfInterest"}
    | {"substanceAdministration", "supply"}
)
DEPTH = 30
STATEMENTS = 100_000
FEW = 50  # participants, values, ranges of one statement


@dataclass
class Ledger:
    """How the templated statements of one document ended."""

    extracted: int = 0
    narrative_only: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    plain: int = 0  # statements without any templateId, extracted all the same

    @property
    def ended(self) -> int:
        return self.extracted + self.narrative_only + self.refused.total()

    def facts(self, templated: int) -> dict[str, Json]:
        """The counts for `templated` statements in the document; what was never reached is refused as such."""
        if templated > self.ended:
            self.refused["not_reached"] += templated - self.ended
        reasons: dict[str, Json] = dict(self.refused)
        return {
            "templated": templated,
            "extracted": self.extracted,
            "narrative_only": self.narrative_only,
            "refused": self.refused.total(),
            "reasons": reasons,
            "without_template": self.plain,
        }


@dataclass
class Extractor:
    """Turns the statements of one document into values; `narrative` maps narrative IDs to their elements."""

    narrative: dict[str, etree._Element]
    ledger: Ledger = field(default_factory=Ledger)
    _said: dict[str, str] = field(default_factory=dict)

    def words(self, element: etree._Element) -> str:
        """The text of an ED: its own words or the narrative that it refers to."""
        own = plain(element)
        if own and attribute(element, "representation") != "B64":
            return own[:4_000]
        target = attribute(element.find("reference"), "value").removeprefix("#")
        if target not in self._said:
            found = self.narrative.get(target)
            self._said[target] = "" if found is None else text_of(found)
        return self._said[target]

    def inside(self, holder: etree._Element, path: str, depth: int = 0) -> list[Json]:
        """The statements directly inside an `entry`, `entryRelationship` or `component`."""
        found: list[Json] = []
        for element, place in placed(holder, path):
            if element.tag in KINDS:
                statement = self.statement(element, place, depth)
                if statement:
                    found.append(statement | _relation(holder))
        return found

    def statement(self, element: etree._Element, path: str, depth: int) -> dict[str, Json]:
        """One statement with those inside it; empty where it is refused."""
        templates = template_ids(element)
        if depth > DEPTH or self.ledger.ended + self.ledger.plain >= STATEMENTS:
            self._refuse(element, "too_deep" if depth > DEPTH else "too_many")
            return {}
        found = self._own(element)
        self._enter(bool(templates), found)
        children: list[Json] = []
        for holder, place in placed(element, path):
            if holder.tag in ("entryRelationship", "component"):
                children += self.inside(holder, place, depth + 1)
        head: dict[str, Json] = {
            "kind": str(element.tag),
            "template_id": templates[0] if templates else "",
            "template_ids": [*templates],
            "xpath": path,
            "negated": _negated(element),
        }
        return compact(head | found | {"children": children})

    def _enter(self, templated: bool, found: dict[str, Json]) -> None:
        if not templated:
            self.ledger.plain += 1
        elif any(
            found.get(key)
            for key in (
                "code",
                "value",
                "value_code",
                "value_low",
                "value_high",
                "value_text",
                "product",
                "participants",
                "effective_time",
                "media",
            )
        ):
            self.ledger.extracted += 1
        elif found.get("text") or found.get("original_text") or found.get("null_flavor") or found.get("status"):
            self.ledger.narrative_only += 1
        else:
            self.ledger.refused["nothing_stated"] += 1

    def _refuse(self, element: etree._Element, reason: str) -> None:
        """Refuse a statement and all those inside it."""
        self.ledger.refused[reason] += templated_count(element, inclusive=True)

    def _own(self, element: etree._Element) -> dict[str, Json]:
        """What the statement says itself, without those inside it."""
        text = element.find("text")
        times = element.findall("effectiveTime")[:FEW]
        found: dict[str, Json] = {
            "class": attribute(element, "classCode"),
            "mood": attribute(element, "moodCode"),
            "status": attribute(element.find("statusCode"), "code"),
            "null_flavor": attribute(element, "nullFlavor"),
            "effective_time": next((each for each in map(interval, times) if each), {}),
            "frequency": [_frequency(each) for each in times if _is_periodic(each)],
            "text": "" if text is None else self.words(text),
        }
        found |= _flat_code(coded(element.find("code"), self.words))
        found |= self._values(element)
        found |= self._details(element)
        return compact(found)

    def _values(self, element: etree._Element) -> dict[str, Json]:
        values = [stated_value(each, self.words) for each in element.findall("value")[:FEW]]
        if element.tag == "observationMedia":
            media = element.find("value")
            return {"media": attribute(media, "mediaType") or attribute(element, "ID")}
        if not values:
            return {}
        first = values[0]
        more: list[Json] = [*values[1:]]
        found: dict[str, Json] = {
            "value": first.get("value") or first.get("display") or first.get("text") or first.get("original_text"),
            "more_values": more,
        }
        return (
            found
            | {f"value_{key}": item for key, item in first.items() if key not in ("value", "unit")}
            | {"unit": first.get("unit")}
        )

    def _details(self, element: etree._Element) -> dict[str, Json]:
        """What some kinds of statement have: product, dose, site, method, range, participants."""
        ranges: list[Json] = [self._range(each) for each in element.findall("referenceRange")[:FEW]]
        participants: list[Json] = [self._participant(each) for each in element.findall("participant")[:FEW]]
        found: dict[str, Json] = {
            "product": self._product(element),
            "route": coded(element.find("routeCode")),
            "dose": quantity(element.find("doseQuantity")),
            "rate": quantity(element.find("rateQuantity")),
            "max_dose": quantity(element.find("maxDoseQuantity")),
            "quantity": quantity(element.find("quantity")),
            "repeats": attribute(element.find("repeatNumber"), "value"),
            "site": coded(
                element.find("targetSiteCode")
                if element.tag != "substanceAdministration"
                else element.find("approachSiteCode"),
                self.words,
            ),
            "method": coded(element.find("methodCode")),
            "interpretation": attribute(element.find("interpretationCode"), "code"),
            "priority": attribute(element.find("priorityCode"), "code"),
            "reference_range": ranges,
            "participants": participants,
            "subject": coded(element.find("subject/relatedSubject/code"), self.words),
            "specimen": coded(element.find("specimen/specimenRole/specimenPlayingEntity/code"), self.words),
            "author_time": attribute(element.find("author/time"), "value"),
        }
        return found

    def _product(self, element: etree._Element) -> dict[str, Json]:
        for path in ("consumable/manufacturedProduct", "product/manufacturedProduct"):
            product = element.find(path)
            if product is not None:
                material = product.find("manufacturedMaterial")
                maker = plain(product.find("manufacturerOrganization/name"))
                if material is None:
                    return compact({"manufacturer": maker})
                found = coded(material.find("code"), self.words)
                lot = plain(material.find("lotNumberText"))
                return compact(found | {"name": plain(material.find("name")), "lot": lot, "manufacturer": maker})
        return {}

    def _range(self, element: etree._Element) -> dict[str, Json]:
        found = element.find("observationRange")
        if found is None:
            return {}
        text, value = found.find("text"), found.find("value")
        said: dict[str, Json] = {
            "text": "" if text is None else self.words(text),
            "interpretation": attribute(found.find("interpretationCode"), "code"),
        }
        return compact(said if value is None else said | stated_value(value, self.words))

    def _participant(self, element: etree._Element) -> dict[str, Json]:
        role = element.find("participantRole")
        entity = None if role is None else role.find("playingEntity")
        if entity is None and role is not None:
            entity = role.find("playingDevice")
        found: dict[str, Json] = {
            "type": attribute(element, "typeCode"),
            "role": attribute(role, "classCode"),
            "role_code": coded(None if role is None else role.find("code")),
            "id": "" if role is None else attribute(role.find("id"), "extension") or attribute(role.find("id"), "root"),
        }
        if entity is not None:
            found |= coded(entity.find("code"), self.words) | {"name": plain(entity.find("name"))}
        return compact(found)


def templated_count(element: etree._Element, *, inclusive: bool = False) -> int:
    """How many statements with a `templateId` stand inside an element."""
    own = inclusive and element.tag in KINDS and element.find("templateId") is not None
    inside = sum(1 for each in element.iterdescendants(*KINDS) if each.find("templateId") is not None)
    return inside + bool(own)


def _flat_code(code: dict[str, Json]) -> dict[str, Json]:
    """A statement's code as its own keys; what its nullFlavor says is kept apart from the statement's own."""
    flat = dict(code)
    if "null_flavor" in flat:
        flat["code_null_flavor"] = flat.pop("null_flavor")
    return flat


def _negated(element: etree._Element) -> Json:
    """`negationInd` as said; False where it is not there, its own words where they are neither true nor false."""
    said = attribute(element, "negationInd").lower()
    return {"": False, "false": False, "0": False, "true": True, "1": True}.get(said, said)


def _relation(holder: etree._Element) -> dict[str, Json]:
    if holder.tag != "entryRelationship":
        return {}
    found: dict[str, Json] = {"relation": attribute(holder, "typeCode")}
    if attribute(holder, "inversionInd") == "true":
        found["inverted"] = True
    if attribute(holder, "negationInd") == "true":
        found["relation_negated"] = True
    return found


def _is_periodic(time: etree._Element) -> bool:
    return attribute(time, XSI_TYPE).rpartition(":")[2] in ("PIVL_TS", "EIVL_TS", "SXPR_TS") or (
        time.find("period") is not None
    )


def _frequency(time: etree._Element) -> dict[str, Json]:
    """PIVL_TS (`period unit institution_specified`) or EIVL_TS (`event`)."""
    period = time.find("period")
    return compact(
        {
            "type": attribute(time, XSI_TYPE).rpartition(":")[2],
            "period": attribute(period, "value"),
            "unit": attribute(period, "unit"),
            "event": attribute(time.find("event"), "code"),
            "institution_specified": attribute(time, "institutionSpecified"),
        }
    )
