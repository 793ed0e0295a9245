"""FHIR Condition, AllergyIntolerance and FamilyMemberHistory as findings (R4 9.2, 9.1, 9.4; mCODE)."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.findings.codes import is_neoplasm
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.findings.structured.entry import codes_of, day_of, inner, maps, text
from consilium.domain.findings.structured.fhir.resource import Refused, Resource, said

CANCER = ("mcode-primary-cancer-condition", "mcode-secondary-cancer-condition")
HISTOLOGY = "mcode-histology-morphology-behavior"


def condition(one: Resource) -> Iterator[Finding | Refused]:
    """A Condition, and each stage that it states."""
    if dropped := _dropped(one):
        yield dropped
        return
    name, found = one.name, one.own_codes()
    if any(code.code in one.codes.no_information for code in found):
        yield Refused("no_information")
        return
    none = next((one.codes.none_known[code.code] for code in found if code.code in one.codes.none_known), "")
    if not name:
        yield Refused("nothing_named")
        return
    laterality, site, topography = one.side_and_site()
    histology = tuple(_histology(one))
    asserted = next((text(each, "value") for each in one.extension("condition-assertedDate")), "")
    assertion = Assertion.NEGATED if none else _standing(one)
    onset = day_of(asserted or text(one.entry, "onset"))
    yield Finding(
        kind=kind_of(one, name, (*histology, *found)),
        name=none or name,
        codes=(*histology, *found, *(code for code in topography if code.system == "icd-o-3-topography")),
        when=onset,
        until=one.until(),
        assertion=assertion,
        laterality=laterality or one.codes.side(name),
        site=site,
        detail=said(
            recorded="" if onset else text(one.entry, "date"),
            histology=next((code.display for code in histology if code.display), ""),
            state=text(one.entry, "clinical_code", "clinical_status"),
        ),
        citations=one.cite(name),
        origin=Origin.STRUCTURED,
    )
    yield from _stages(one, assertion)


def _dropped(one: Resource) -> Refused | None:
    words = (text(one.entry, "verification_code", "verification"), one.status)
    return Refused("entered_in_error") if any(one.codes.is_state(each, "dropped") for each in words if each) else None


def _standing(one: Resource) -> Assertion:
    verified = text(one.entry, "verification_code", "verification")
    if one.codes.is_state(verified, "negated"):
        return Assertion.NEGATED
    if one.codes.is_state(verified, "uncertain"):
        return Assertion.UNCERTAIN
    over = one.codes.is_state(text(one.entry, "clinical_code", "clinical_status"), "historical")
    return Assertion.HISTORICAL if over or one.entry.get("abated") else Assertion.STATED


def _histology(one: Resource) -> Iterator[Code]:
    for each in one.extension(HISTOLOGY):
        for code in codes_of(each, one.codes):
            yield Code("icd-o-3-morphology", code.code, code.display) if code.system == "icd-o-3" else code


def kind_of(one: Resource, name: str, found: tuple[Code, ...]) -> Kind:
    sorts = one.codes.sorts_of(name)
    worded = "neoplasm" in sorts and "no_neoplasm" not in sorts
    coded = any(is_neoplasm(code.system, code.code) for code in found)
    return Kind.DIAGNOSIS if one.is_profile(*CANCER) or coded or worded else Kind.CONDITION


def _stages(one: Resource, assertion: Assertion) -> Iterator[Finding]:
    for at, stage in enumerate(maps(one.entry.get("stages"))):
        summary, sort = inner(stage, "summary"), inner(stage, "type")
        value = text(summary, "display", "code")
        if value:
            yield Finding(
                kind=Kind.STAGE,
                name=text(sort, "display") or "stage",
                codes=codes_of(summary, one.codes),
                value=value,
                assertion=assertion,
                detail=said(system=text(sort, "display")),
                citations=one.cite(value, path=f"{one.path}.stage[{at}]"),
                origin=Origin.STRUCTURED,
            )


def allergy(one: Resource) -> Iterator[Finding | Refused]:
    """An AllergyIntolerance. One that nobody confirmed stays stated, since that is safer; `verification` says so."""
    if dropped := _dropped(one):
        yield dropped
        return
    found, name = one.own_codes(), one.name
    if any(code.code in one.codes.no_information for code in found):
        yield Refused("no_information")
        return
    if not name:
        yield Refused("nothing_named")
        return
    none = next((one.codes.none_known[code.code] for code in found if code.code in one.codes.none_known), "")
    reactions = maps(one.entry.get("reactions"))
    verified = text(one.entry, "verification_code", "verification")
    standing = _standing(one)
    yield Finding(
        kind=Kind.ALLERGY,
        name=none or name,
        codes=found,
        when=day_of(text(one.entry, "onset")),
        assertion=Assertion.NEGATED if none else Assertion.STATED if standing is Assertion.UNCERTAIN else standing,
        detail=said(
            reaction="; ".join(each for each in (text(part, "manifestation") for part in reactions) if each),
            severity=next((text(each, "severity") for each in reactions if text(each, "severity")), ""),
            criticality=text(one.entry, "criticality"),
            verification=verified if one.codes.is_state(verified, "uncertain") else "",
        ),
        citations=one.cite(name),
        origin=Origin.STRUCTURED,
    )


def relative(one: Resource) -> Iterator[Finding | Refused]:
    """A FamilyMemberHistory: each illness of the relative."""
    if one.status == "entered-in-error":
        yield Refused("entered_in_error")
        return
    who = inner(one.entry, "relationship")
    named = [each for each in maps(one.entry.get("conditions")) if text(each, "display", "code")]
    if not named:
        yield Refused("no_information" if one.status == "health-unknown" else "nothing_named")
    for at, each in enumerate(named):
        name = text(each, "display", "code")
        yield Finding(
            kind=Kind.FAMILY_HISTORY,
            name=name,
            codes=codes_of(each, one.codes),
            assertion=Assertion.FAMILY,
            detail=said(relative=text(who, "display", "code"), age_at_onset=text(each, "onset")),
            citations=one.cite(name, path=f"{one.path}.condition[{at}]"),
            origin=Origin.STRUCTURED,
        )
