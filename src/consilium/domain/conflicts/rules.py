"""What may disagree on what. Each rule asks for as much likeness as it takes to be sure that one thing is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.conflicts.comparing import (
    at_one_time,
    days_apart,
    detail,
    is_denied,
    key,
    likeness,
    number_text,
    same_or_open,
    swapped_or_near,
    whole_day,
)
from consilium.domain.conflicts.engine import ConflictKind, Rule
from consilium.domain.findings.finding import Assertion, Finding, Kind

_SMALL = 0.011  # what rounding to two figures may change
_GROWTH = 0.1
_ALIKE = 2
_HOLDERS = 12
_PLACED = ("left", "right")
_MEASURED = frozenset({"height", "weight", "head circumference"})
_REVISED = frozenset({"revised"})
_NOT_SETTLED = frozenset({"working", "secondary", "metastasis"})
# ICD-O-3 groups of tumors that are not specified: neoplasm, carcinoma, soft tissue sarcoma, lymphoma, leukemia.
_UNSPECIFIED = frozenset({"800", "801", "880", "959", "980"})
_LYMPHOBLASTIC = ("981", "982", "983")
# Stages as numerals of either kind, with what follows them.
_NUMERAL = re.compile(r"(?:(?:stage|estadio|grupo|group) )?(iv|v|iii|ii|i|[1-5])(?: ?([a-e]\d?))?")
_ROMANS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
# Names under which a source says that there are no allergies at all, or none of a sort.
_ALL_ALLERGIES = "any"
_DRUG_ALLERGIES = "known drug allergies"
_DRUG_CODES = ("rxnorm", "atc", "ndc")


def _words(finding: Finding) -> frozenset[str]:
    return frozenset(key(finding.name).split())


# Laboratory values and growth: the same test, day, unit and specimen.


def _measured_event(finding: Finding) -> str:
    if finding.number is None or not whole_day(finding.when):
        return ""
    if finding.kind is Kind.GROWTH and finding.name not in _MEASURED:
        return ""
    return " | ".join((key(finding.name), key(finding.unit), str(finding.when)))


def _measured_says(finding: Finding) -> str:
    return f"{finding.comparator}{number_text(finding)} {finding.unit}".strip()


def _numbers_differ(one: CaseFinding, other: CaseFinding, share: float) -> bool:
    a, b = one.shown.number, other.shown.number
    if a is None or b is None or one.shown.comparator or other.shown.comparator:
        return False
    return abs(a - b) > share * max(abs(a), abs(b))


def laboratory(case: ClinicalCase) -> Rule:
    """The rule for laboratory values of a case. Two draws of one day are no conflict, so the draw has to be the same:
    by accession number, by the hour, or because two other results of the day stand in both records alike."""
    alike = _alike(case)

    def clash(one: CaseFinding, other: CaseFinding) -> bool:
        hours = detail(one.shown, "time"), detail(other.shown, "time")
        numbered = not set(one.record.numbers).isdisjoint(other.record.numbers)
        pair = (*sorted((one.record.id, other.record.id)), str(one.shown.when))
        same_draw = numbered or (bool(hours[0]) and hours[0] == hours[1]) or alike[pair] >= _ALIKE
        specimens = same_or_open(detail(one.shown, "specimen"), detail(other.shown, "specimen"))
        return same_draw and same_or_open(*hours) and specimens and _numbers_differ(one, other, _SMALL)

    return Rule(ConflictKind.LABORATORY, (Kind.LABORATORY,), _measured_event, _measured_says, clash)


def _alike(case: ClinicalCase) -> Counter[tuple[str, ...]]:
    """How many results of a day two records have alike, by their ids and the day."""
    holders: dict[tuple[str, str], dict[str, str]] = {}
    for one in case.of(Kind.LABORATORY):
        event = _measured_event(one.shown)
        if event:
            holders.setdefault((event, _measured_says(one.shown)), {})[one.record.id] = str(one.shown.when)
    counts: Counter[tuple[str, ...]] = Counter()
    for records in holders.values():
        for a, b in combinations(sorted(records)[:_HOLDERS], 2):
            counts[a, b, records[a]] += 1
    return counts


def _growth_clash(one: CaseFinding, other: CaseFinding) -> bool:
    return _numbers_differ(one, other, _GROWTH)


# Dates of operations and transplants: the same operation, a day apart that only a slip explains.


def _operation(finding: Finding) -> str:
    return "" if finding.when is None or not whole_day(finding.when) else f"{key(finding.name)} | {finding.laterality}"


def _dates_clash(one: CaseFinding, other: CaseFinding) -> bool:
    a, b = one.shown.when, other.shown.when
    return a is not None and b is not None and swapped_or_near(a, b)


# Doses: the same drug in the same cycle or on the same day; the same sum; the same field.


def _dose_event(finding: Finding) -> str:
    if finding.number is None:
        return ""
    if finding.kind is Kind.RADIATION:
        return _field(finding)
    cycle, day = detail(finding, "cycle"), str(finding.when) if whole_day(finding.when) else ""
    summed = detail(finding, "cumulative")
    if not (cycle or day):
        return ""
    parts = (key(finding.name), summed, cycle, detail(finding, "day"), day if summed or not cycle else "")
    return " | ".join((*parts, key(finding.unit), key(detail(finding, "per"))))


def _field(finding: Finding) -> str:
    site, technique = key(finding.site), key(detail(finding, "technique"))
    if not site or not detail(finding, "gray"):
        return ""
    return " | ".join(("field", site, finding.laterality, technique, detail(finding, "boost")))


def _dose_says(finding: Finding) -> str:
    gray = detail(finding, "gray")
    return f"{gray} Gy" if finding.kind is Kind.RADIATION else f"{number_text(finding)} {finding.unit}".strip()


def _doses_clash(one: CaseFinding, other: CaseFinding) -> bool:
    if one.shown.kind is Kind.RADIATION:
        both = detail(one.shown, "gray") != detail(other.shown, "gray")
        return both and at_one_time(one.shown, other.shown)
    return _numbers_differ(one, other, _SMALL)


# Sides: the same disease or operation, left here and right there.


def _sided(finding: Finding) -> str:
    event = str(finding.when) if finding.kind is not Kind.DIAGNOSIS and whole_day(finding.when) else ""
    if finding.laterality not in _PLACED or (finding.kind is not Kind.DIAGNOSIS and not event):
        return ""
    return " | ".join((finding.kind.value, key(finding.name), key(finding.site), event))


def _side_says(finding: Finding) -> str:
    return finding.laterality


def side(case: ClinicalCase) -> Rule:
    """The rule for sides. What any record has on both sides (both eyes, both kidneys) is no conflict."""
    seen: dict[tuple[str, str], set[str]] = {}
    for one in case.of(Kind.DIAGNOSIS, Kind.SURGERY):
        name = f"{one.shown.kind.value} | {key(one.shown.name)}"
        seen.setdefault((name, one.record.id), set()).add(one.shown.laterality)
    both = {name for (name, _), sides in seen.items() if "bilateral" in sides or {"left", "right"} <= sides}

    def clash(one: CaseFinding, other: CaseFinding) -> bool:  # noqa: ARG001 (they are of one event)
        return f"{one.shown.kind.value} | {key(one.shown.name)}" not in both

    return Rule(ConflictKind.SIDE, (Kind.DIAGNOSIS, Kind.SURGERY), _sided, _side_says, clash)


# Histology: two names of the primary tumor that are of different diseases by their codes.


def _histology_event(finding: Finding) -> str:
    coded = any(code.system in ("icd-o-3-morphology", "iccc-3") for code in finding.codes)
    return "histology" if coded and detail(finding, "status") not in _NOT_SETTLED else ""


def _histology_says(finding: Finding) -> str:
    return finding.name


def _histologies_clash(one: CaseFinding, other: CaseFinding) -> bool:
    """Different groups of codes, and neither name only says more than the other."""
    revised = _revision((one, other)) is ConflictKind.REVISION
    if not (revised or at_one_time(one.shown, other.shown)):
        return False
    names = _words(one.shown), _words(other.shown)
    return not (names[0] <= names[1] or names[1] <= names[0]) and _other_disease(one.shown, other.shown)


def _other_disease(one: Finding, other: Finding) -> bool:
    """Whether ICD-O-3 puts two tumors into two groups (its first three figures), or into one and ICCC-3 into two."""
    first, second = _coded(one, "icd-o-3-morphology"), _coded(other, "icd-o-3-morphology")
    classes = _coded(one, "iccc-3"), _coded(other, "iccc-3")
    apart = bool(classes[0] and classes[1]) and classes[0].isdisjoint(classes[1])
    if not first or not second:
        return apart
    groups = {_group(code) for code in first}, {_group(code) for code in second}
    if _UNSPECIFIED & (groups[0] | groups[1]):
        return False
    return groups[0].isdisjoint(groups[1]) or (apart and first.isdisjoint(second))


def _coded(finding: Finding, system: str) -> frozenset[str]:
    """The codes of one system; of a morphology its four figures, without the behavior."""
    found = (code.code.removeprefix("M").strip("-") for code in finding.codes if code.system == system)
    return frozenset(each[:4] if system == "icd-o-3-morphology" else each for each in found)


def _group(code: str) -> str:
    """ICD-O-3's group. Lymphoblastic leukemias moved from 983 to 981 and stay one."""
    return "981" if code[:3] in _LYMPHOBLASTIC else code[:3]


def _revision(found: Sequence[CaseFinding]) -> ConflictKind:
    said = {key(detail(one.shown, "status")) for one in found}
    return ConflictKind.REVISION if said & _REVISED else ConflictKind.HISTOLOGY


# Stage and risk: the same system, at one time.


def _system_event(finding: Finding) -> str:
    return f"{finding.kind.value} | {key(detail(finding, 'system'))}" if detail(finding, "system") else ""


def _group_says(finding: Finding) -> str:
    """A stage with its numeral as a figure (`IIIB` and `3b` are one), a risk group as it is."""
    said = key(finding.value or detail(finding, "group"))
    found = _NUMERAL.fullmatch(said)
    return f"{_ROMANS.get(found[1], found[1])}{found[2] or ''}" if found else said


def _group_shows(finding: Finding) -> str:
    return finding.value or detail(finding, "group")


def _groups_clash(one: CaseFinding, other: CaseFinding) -> bool:
    a, b = sorted((_group_says(one.shown), _group_says(other.shown)), key=len)
    named = key(one.shown.name) == key(other.shown.name) or one.shown.kind is Kind.RISK
    says_more = b.startswith(a) and a[-1].isdigit()
    return named and not says_more and at_one_time(one.shown, other.shown)


# Allergies: one source has it, another denies it or denies all.


def _allergy_event(finding: Finding) -> str:
    return "allergy" if finding.assertion in (Assertion.STATED, Assertion.NEGATED) else ""


def _allergy_says(finding: Finding) -> str:
    return f"{'-' if is_denied(finding) else '+'} {key(finding.name)}"


def _allergies_clash(one: CaseFinding, other: CaseFinding) -> bool:
    if is_denied(one.shown) == is_denied(other.shown):
        return False
    has, denies = (other, one) if is_denied(one.shown) else (one, other)
    since, said = has.shown.when, denies.record.date
    if since is not None and said is not None and days_apart(said, since) is not None and said < since:
        return False
    drug = key(denies.shown.name) == _DRUG_ALLERGIES and any(code.system in _DRUG_CODES for code in has.shown.codes)
    return drug or _names_all(denies.shown) or likeness(has.shown, denies.shown)


def _quoted(finding: Finding) -> str:
    return finding.quote or finding.name


def _names_all(finding: Finding) -> bool:
    words = key(finding.name)
    return words in (_ALL_ALLERGIES, "allergies", "known allergies", "no known allergies")


# Genes and stains: found here, not found there, in the same test of the same time.


def _gene_event(finding: Finding) -> str:
    gene = key(detail(finding, "gene") or finding.name)
    parts = (gene, key(detail(finding, "partner")), key(detail(finding, "class")))
    settled = finding.assertion in (Assertion.STATED, Assertion.NEGATED)
    return " | ".join(parts) if gene and settled and finding.kind is not Kind.STAIN else ""


def _stain_event(finding: Finding) -> str:
    settled = finding.assertion in (Assertion.STATED, Assertion.NEGATED) and _call(finding)
    return key(finding.name) if settled else ""


def _call(finding: Finding) -> str:
    """`positive` or `negative`; "" for what is neither."""
    if finding.assertion is Assertion.NEGATED:
        return "negative"
    said = key(finding.value)
    if said in ("negative", "absent", "not detected", "wild type"):
        return "negative"
    if finding.kind is Kind.STAIN and said not in ("positive", "present"):
        return ""
    return "positive"


def _calls_clash(one: CaseFinding, other: CaseFinding) -> bool:
    changes = (detail(one.shown, "protein"), detail(other.shown, "protein"))
    names = ("method", "origin", "specimen")
    tests = all(same_or_open(detail(one.shown, name), detail(other.shown, name)) for name in names)
    return tests and same_or_open(*changes) and at_one_time(one.shown, other.shown)


_GENETIC = (Kind.VARIANT, Kind.CYTOGENETICS)
RULES: tuple[Rule, ...] = (
    Rule(
        ConflictKind.ALLERGY,
        (Kind.ALLERGY,),
        _allergy_event,
        _allergy_says,
        _allergies_clash,
        denied=True,
        shows=_quoted,
    ),
    Rule(
        ConflictKind.HISTOLOGY,
        (Kind.DIAGNOSIS,),
        _histology_event,
        _histology_says,
        _histologies_clash,
        within=True,
        sort=_revision,
    ),
    Rule(ConflictKind.STAGE, (Kind.STAGE,), _system_event, _group_says, _groups_clash, within=True, shows=_group_shows),
    Rule(ConflictKind.RISK, (Kind.RISK,), _system_event, _group_says, _groups_clash, shows=_group_shows),
    Rule(ConflictKind.GENE, _GENETIC, _gene_event, _call, _calls_clash, denied=True),
    Rule(ConflictKind.STAIN, (Kind.STAIN,), _stain_event, _call, _calls_clash, denied=True),
    Rule(ConflictKind.DATE, (Kind.SURGERY, Kind.TRANSPLANT), _operation, lambda one: str(one.when), _dates_clash),
    Rule(ConflictKind.DOSE, (Kind.DRUG, Kind.RADIATION), _dose_event, _dose_says, _doses_clash),
    Rule(ConflictKind.GROWTH, (Kind.GROWTH,), _measured_event, _measured_says, _growth_clash),
)
