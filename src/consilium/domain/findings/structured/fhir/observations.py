"""FHIR Observation and DiagnosticReport as findings (R4 10.1, 10.3; mCODE; Genomics Reporting)."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.findings.structured.entry import Entry, codes_of, maps, number_of, text
from consilium.domain.findings.structured.fhir.conditions import kind_of
from consilium.domain.findings.structured.fhir.resource import Refused, Resource, said
from consilium.domain.records import Scalar

VARIANT_PROFILES = ("variant", "mcode-genomic-variant", "mcode-cancer-genetic-variant")
STAGE_PROFILES = (
    "mcode-cancer-stage",
    "mcode-cancer-stage-group",
    "mcode-tnm-stage-group",
    "mcode-tnm-clinical-stage-group",
    "mcode-tnm-pathological-stage-group",
    "mcode-tnm-primary-tumor-category",
    "mcode-tnm-regional-nodes-category",
    "mcode-tnm-distant-metastases-category",
)
WORDS_CHARS = 300


def observation(one: Resource) -> Iterator[Finding | Refused]:
    """A value, a variant, a stage; each component that has a value of its own."""
    if one.codes.is_state(one.status, "dropped"):
        yield Refused("entered_in_error")
    elif one.status == "cancelled":
        yield Refused("cancelled")
    elif one.in_category("social-history", "survey"):
        yield Refused("social")
    elif not one.name:
        yield Refused("nothing_named")
    elif _is_variant(one):
        yield variant(one)
    else:
        yield from _values(one)


def _is_variant(one: Resource) -> bool:
    named = any(_test(one, code.code)[1] is Kind.VARIANT for code in one.own_codes() if code.system == "loinc")
    return named or one.is_profile(*VARIANT_PROFILES)


def _test(one: Resource, code: str) -> tuple[str, Kind | None]:
    return one.codes.tests.get(code, ("", None))


def _values(one: Resource) -> Iterator[Finding | Refused]:
    components = [each for each in maps(one.entry.get("components")) if text(each, "value", "absent")]
    if text(one.entry, "value", "absent") or not components:
        yield _measured(one, one.entry, one.path)
    for at, component in enumerate(components):
        if text(component, "display", "code"):
            yield _measured(one, component, f"{one.path}.component[{at}]")


def _measured(one: Resource, part: Entry, path: str) -> Finding:
    """The observation's own value or that of one of its components."""
    written = text(part, "display", "code")
    name, kind = _named(one, part, written)
    value, unit = text(part, "value"), text(part, "unit")
    comparator, number = number_of(value)
    detail = _ranges(part) | said(
        flag=text(part, "interpretation"),
        absent="" if value else text(part, "absent"),
        method=text(one.entry, "method"),
        specimen=text(one.known.get(text(one.entry, "specimen"), {}), "display"),
        status=one.status if one.status == "preliminary" else "",
    )
    if kind is Kind.STAGE:
        detail["system"] = text(one.entry, "method") or ("TNM" if name in one.codes.stages.values() else "")
    if kind is Kind.MENTION:
        detail["what"] = "imaging"
    laterality, site, _ = one.side_and_site()
    codes = codes_of(part, one.codes)
    return Finding(
        kind=kind,
        name=name,
        codes=codes if kind is not Kind.STAGE else (*_value_codes(one, part), *codes),
        value=value if kind is not Kind.MENTION else "",
        number=number,
        comparator=comparator,
        unit=unit,
        when=one.when(),
        until=one.until(),
        assertion=_standing(one, part),
        laterality=laterality,
        site=site,
        detail={key: each for key, each in detail.items() if each},
        citations=one.cite(written, *([value.lstrip("<>=")] if value else []), path=path),
        origin=Origin.STRUCTURED,
    )


def _value_codes(one: Resource, part: Entry) -> list[Code]:
    return [code for each in maps(part.get("value_codings")) for code in codes_of(each, one.codes)]


def _named(one: Resource, part: Entry, written: str) -> tuple[str, Kind]:
    """Name and kind by LOINC, by profile, by category, else a laboratory value as its source calls it."""
    loincs = [code.code for code in codes_of(part, one.codes) if code.system == "loinc"]
    stage = next((one.codes.stages[code] for code in loincs if code in one.codes.stages), "")
    if stage or one.is_profile(*STAGE_PROFILES):
        return stage or written, Kind.STAGE
    for code in loincs:
        name, kind = _test(one, code)
        if kind is not None:
            return name, kind
    if one.in_category("vital-signs", "exam"):
        return written, Kind.GROWTH
    if one.in_category("imaging") or "imaging" in one.codes.sorts_of(written):
        short = 0 < len(text(part, "value")) <= WORDS_CHARS
        return written, Kind.IMAGING if short else Kind.MENTION
    return written, Kind.LABORATORY


def _standing(one: Resource, part: Entry) -> Assertion:
    """Pending where there is no value yet; a value that is unknown for another reason is stated as unknown."""
    if text(part, "value"):
        return Assertion.STATED
    if one.codes.is_state(one.status, "pending") or one.codes.is_state(text(part, "absent"), "pending"):
        return Assertion.PENDING
    return Assertion.STATED


def _ranges(part: Entry) -> dict[str, Scalar]:
    ranges = maps(part.get("ranges"))
    found = said(range=text(part, "reference_range"))
    if len(ranges) == 1:
        found |= said(low=text(ranges[0], "low"), high=text(ranges[0], "high"))
    return found


def variant(one: Resource) -> Finding:
    """A variant that was found, or was looked for and not found (LOINC 69548-6 with LA9634-2)."""
    detail: dict[str, Scalar] = {}
    for component in maps(one.entry.get("components")):
        coded = [text(component, "code"), *(text(each, "code") for each in maps(component.get("codings")))]
        key = next((one.codes.variant_parts[code] for code in coded if code in one.codes.variant_parts), "")
        value = " ".join(each for each in (text(component, "value"), _unit(component)) if each)
        if key and value:
            detail.setdefault(key, value)
    answers = [text(each, "code") for each in maps(one.entry.get("value_codings"))]
    call = next((one.codes.answers[each] for each in answers if each in one.codes.answers), text(one.entry, "value"))
    change = str(detail.get("protein") or detail.get("cdna") or "")
    said_words = [str(detail[key]) for key in ("gene", "protein", "cdna") if key in detail]
    name = str(detail.get("gene") or detail.get("cdna") or one.name)
    codes = tuple(
        code
        for component in maps(one.entry.get("components"))
        for each in maps(component.get("value_codings"))
        for code in codes_of(each, one.codes)
        if code.system in ("hgnc", "hgvs")
    )
    return Finding(
        kind=Kind.VARIANT,
        name=name,
        codes=(*codes, *one.own_codes()),
        value=change or call,
        when=one.when(),
        assertion=_called(one, call),
        detail=detail | said(call=call, **{"class": "mutation" if change else ""}),
        citations=one.cite(*(said_words[:1] or [one.name]), *said_words[1:2]),
        origin=Origin.STRUCTURED,
    )


def _unit(component: Entry) -> str:
    unit = text(component, "unit")
    return unit if unit == "%" else ""


def _called(one: Resource, value: str) -> Assertion:
    if value == "negative":
        return Assertion.NEGATED
    if value in ("no call", "indeterminate"):
        return Assertion.UNCERTAIN
    if not value and one.codes.is_state(one.status, "pending"):
        return Assertion.PENDING
    return Assertion.STATED


def report(one: Resource) -> Iterator[Finding | Refused]:
    """A DiagnosticReport: that there is one, and each coded conclusion. Its words are read as text."""
    if one.codes.is_state(one.status, "dropped"):
        yield Refused("entered_in_error")
        return
    if one.status == "cancelled" or not one.name:
        yield Refused("cancelled" if one.name else "nothing_named")
        return
    waiting = one.status in ("registered", "partial", "preliminary")
    yield Finding(
        kind=Kind.MENTION,
        name=one.name,
        codes=one.own_codes(),
        when=one.when(),
        assertion=Assertion.PENDING if waiting else Assertion.STATED,
        detail=said(what=_what(one), status=one.status),
        citations=one.cite(one.name),
        origin=Origin.STRUCTURED,
    )
    for at, concluded in enumerate(maps(one.entry.get("conclusion_codes"))):
        name = text(concluded, "display", "code")
        found = codes_of(concluded, one.codes)
        yield Finding(
            kind=kind_of(one, name, found),
            name=name,
            codes=found,
            when=one.when(),
            detail=said(status=one.status if waiting else ""),
            citations=one.cite(name, path=f"{one.path}.conclusionCode[{at}]"),
            origin=Origin.STRUCTURED,
        )


def _what(one: Resource) -> str:
    """The sort of report by HL7 table 0074 and LOINC class parts, as far as they say it."""
    if one.in_category("rad", "RAD", "CT", "MR", "NMR", "US", "RUS", "imaging", "LP29684-5", "EC", "CUS", "XRC"):
        return "imaging"
    if one.in_category("PAT", "SP", "CP", "PF", "LP7839-6", "CG"):
        return "pathology"
    if one.in_category("GE", "LP7845-3"):
        return "genetics"
    return "laboratory" if one.in_category("LAB", "CH", "HM", "MB", "laboratory", "LP29693-6") else "report"
