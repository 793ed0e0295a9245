"""Walks a summary.fhir.json and says where it breaks FHIR R4 or a guide that it claims (fhir_guides.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tests.writers.fhir_guides import BASE, HL7, LOINC, OTHER_SECTIONS, PROFILES, REQUIRED_SECTIONS, SECTIONS, Rule
from tests.writers.fhir_rules import INVARIANTS, Resource, at, codes, found, has, paths

_URI = re.compile(r"(https?://|urn:)\S+")
_TAGS = {"div", "p", "ul", "li"}  # those that we write, all of R4's limited XHTML
_EMPTY = "nilknown notasked withheld unavailable notstarted closed"


def faults(bundle: dict[str, Any]) -> list[str]:
    """Each broken demand with its place, the guide and its version; [] where all is met."""
    check = _Document(bundle)
    return [*check.form(), *check.document(), *check.entries()]


class _Document:
    def __init__(self, bundle: dict[str, Any]) -> None:
        self.bundle = bundle
        self.by_url = {each.get("fullUrl", ""): each["resource"] for each in bundle["entry"]}
        self.seen: dict[tuple[str, str], list[str]] = {}

    def form(self) -> Iterator[str]:
        """What R4 asks of every element: data types, references, narratives, extensions, codes."""
        for path, node in paths(self.bundle):
            if node in ("", None, [], {}):
                yield f"{path}: empty (R4 ele-1)"
            if isinstance(node, dict):
                yield from (f"{path}: {said}" for said in self._of_node(node))

    def _of_node(self, node: Resource) -> Iterator[str]:
        reference = node.get("reference")
        if isinstance(reference, str) and reference not in self.by_url:
            yield "a reference that leads out of the document (IPS: all inside)"
        if "div" in node:
            yield from _narrative(node)
        yield from _extensions(node)
        if {"start", "end"} <= set(node) and not _in_order(node["start"], node["end"]):
            yield "a Period that ends before it begins (R4 per-1)"
        if isinstance(node.get("code"), str) and not _URI.fullmatch(node.get("system", "urn:-")):
            yield f"the system {node['system']} is no URI"

    def document(self) -> Iterator[str]:
        entries = self.bundle["entry"]
        kinds = [each["resource"]["resourceType"] for each in entries]
        told = {
            "bdl-ips-1": kinds.count("Composition") == 1,
            "bdl-11": kinds[0] == "Composition",
            "bdl-7": len(self.by_url) == len(entries),
            "bdl-9": all(has(self.bundle, f"identifier.{name}") for name in ("system", "value")),
            "bdl-ips-entries": all("fullUrl" in each for each in entries) and kinds.count("Patient") == 1,
            "bdl-document": self._reached() == set(self.by_url),
        }
        yield from (f"Bundle: {name}" for name, holds in told.items() if not holds)
        yield from self._rules(self.bundle, PROFILES["Bundle-uv-ips"].rules, "Bundle", "Bundle-uv-ips")
        yield from self._sections(entries[0]["resource"])

    def _reached(self) -> set[str]:
        """Forward from the Composition; a Provenance may point in (R4 documents)."""
        reached, left = set[str](), [self.bundle["entry"][0].get("fullUrl", "")]
        while left:
            url = left.pop()
            if url in self.by_url and url not in reached:
                reached.add(url)
                left.extend(_references(self.by_url[url]))
        points_in = {
            url
            for url, one in self.by_url.items()
            if one["resourceType"] == "Provenance" and {each["reference"] for each in at(one, "target")} <= reached
        }
        return reached | points_in

    def _sections(self, head: Resource) -> Iterator[str]:
        sections = at(head, "section")
        coded = [codes(each.get("code", ""), LOINC) for each in sections]
        missing = [code for code in REQUIRED_SECTIONS if coded.count([code]) != 1]
        yield from (f"Composition: section {code} is required once" for code in missing)
        if any(coded.count(each) > 1 for each in coded if each):
            yield "Composition: a section of the IPS stands twice"
        for section, code in zip(sections, coded, strict=True):
            place = f"Composition.section {section.get('title')}"
            yield from (f"{place}: {said}" for said in self._section(section, code))

    def _section(self, section: Resource, code: list[str]) -> Iterator[str]:
        yield from (f"{name} is missing" for name in ("title", "code", "text") if name not in section)
        if not has(section, "entry.reference") and not has(section, "emptyReason"):
            yield "ips-comp-1"
        if has(section, "entry") and has(section, "emptyReason"):
            yield "cmp-2: an emptyReason beside entries"
        if "emptyReason" in section and not set(codes(section["emptyReason"], f"{HL7}list-empty-reason")) & set(
            _EMPTY.split()
        ):
            yield "emptyReason is not of HL7's list"
        kinds = {self.by_url[url]["resourceType"] for url in at(section, "entry.reference") if url in self.by_url}
        if code and code[0] not in (*SECTIONS, *OTHER_SECTIONS):
            yield f"LOINC {code[0]} is no section's code"
        if code and code[0] in SECTIONS and kinds - set(SECTIONS[code[0]]):
            yield f"takes no {', '.join(sorted(kinds - set(SECTIONS[code[0]])))}"

    def entries(self) -> Iterator[str]:
        for url, one in self.by_url.items():
            name = one["resourceType"]
            rules, invariants = BASE[name]
            yield from self._rules(one, rules, f"{name} {url[-6:]}", "FHIR R4")
            yield from (f"{name} {url[-6:]}: {key} (FHIR R4)" for key in invariants if not INVARIANTS[key](one))
            for claim in at(one, "meta.profile"):
                known = claim.rpartition("/")[2]
                yield from self.of_profile(url, known) if known in PROFILES else (f"{url}: {claim} is unknown",)

    def of_profile(self, url: str, profile: str) -> list[str]:
        """The demands of a profile, and of those that it stands on, that a resource of the document breaks."""
        key = (url, profile)
        if key not in self.seen:
            self.seen[key] = []
            self.seen[key] = list(self._of_profile(url, profile))
        return self.seen[key]

    def _of_profile(self, url: str, profile: str) -> Iterator[str]:
        guide, one = PROFILES[profile], self.by_url[url]
        place = f"{one['resourceType']} {url[-6:]}"
        if one["resourceType"] != guide.of:
            yield f"{place}: {profile} is of {guide.of}"
        yield from self._rules(one, guide.rules, place, f"{profile}, {guide.source}")
        for key in guide.invariants:
            if key in INVARIANTS and not INVARIANTS[key](one):
                yield f"{place}: {key} ({profile}, {guide.source})"
        for each in guide.above:
            yield from self.of_profile(url, each)

    def _rules(self, one: Resource, rules: tuple[Rule, ...], place: str, source: str) -> Iterator[str]:
        for rule in rules:
            yield from (f"{place}.{rule.path}: {said} ({source})" for said in self._rule(one, rule))

    def _rule(self, one: Resource, rule: Rule) -> Iterator[str]:
        here = found(one, rule.path)
        counted = [value for _, value in here if rule.has is None or rule.has[1] in codes(value, rule.has[0])]
        if len(counted) < rule.least:
            yield f"{len(counted)} instead of {rule.least} or more"
        if rule.most is not None and len(here) > rule.most:
            yield f"{len(here)} instead of {rule.most} or fewer"
        stem = rule.path.rpartition(".")[2].removesuffix("[x]")
        if rule.types and (other := {name.removeprefix(stem) for name, _ in here} - set(rule.types)):
            yield f"is {', '.join(sorted(other))}"
        if rule.one_of is not None:
            listed = set(rule.one_of[1].split())
            yield from ("no code of its required list" for _, each in here if not _bound(each, rule.one_of[0], listed))
        for target in rule.to:
            for _, each in here:
                if each["reference"] in self.by_url:  # else said of the reference
                    yield from self.of_profile(each["reference"], target)


def _bound(value: Any, system: str, listed: set[str]) -> bool:
    return bool(set(codes(value, system)) & listed)


def _references(node: Any) -> list[str]:
    return [each for path, each in paths(node) if path.endswith(".reference") and isinstance(each, str)]


def _in_order(start: str, end: str) -> bool:
    shared = min(len(start), len(end))
    return start[:shared] <= end[:shared]


def _narrative(node: Resource) -> Iterator[str]:
    if node.get("status") not in ("generated", "extensions", "additional", "empty"):
        yield "a narrative without status"
    div = etree.fromstring(node["div"])
    tags = {str(each.tag) for each in div.iter()}
    if {tag.removeprefix("{http://www.w3.org/1999/xhtml}") for tag in tags} - _TAGS or div.tag.count("}") != 1:
        yield "a narrative that is not R4's XHTML (txt-1)"
    if not "".join(map(str, div.itertext())).strip():
        yield "an empty narrative (txt-2)"


def _extensions(node: Resource) -> Iterator[str]:
    for each in at(node, "extension"):
        if has(each, "extension") == has(each, "value[x]"):
            yield f"extension {each.get('url')} has a value and parts, or neither (ext-1)"
        nested = "url" in node
        if not nested and not _URI.fullmatch(each["url"]):
            yield f"extension {each['url']} is no URI"
