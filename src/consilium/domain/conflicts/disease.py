"""Disagreements on the disease: its side, its histology, its stage and risk group."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.conflicts.comparing import at_one_time, detail, key, whole_day
from consilium.domain.conflicts.engine import ConflictKind, Rule
from consilium.domain.findings.diagnosis.stagescopes import english_scope
from consilium.domain.findings.finding import Finding, Kind

_PLACED = ("left", "right")
_OF_SIDES = (Kind.DIAGNOSIS, Kind.SURGERY, Kind.MEASUREMENT)
_REVISED = frozenset({"revised"})
_NOT_SETTLED = frozenset({"working", "secondary", "metastasis"})
# ICD-O-3 groups of tumors that are not specified: neoplasm, carcinoma, soft tissue sarcoma, lymphoma, leukemia.
_UNSPECIFIED = frozenset({"800", "801", "880", "959", "980"})
_LYMPHOBLASTIC = ("981", "982", "983")
# Names that leave a kind open, by their four figures, with the figures of what only says it more exactly: Hodgkin
# lymphoma (not the nodular lymphocyte predominant one), lymphoma, rhabdomyosarcoma, glioma, astrocytoma, leukemias.
_KINDS_OF: dict[str, tuple[range, ...]] = {
    "9650": (range(9650, 9659), range(9661, 9668)),
    "9591": (range(9591, 9650), range(9670, 9739), range(9811, 9838)),
    "8900": (range(8900, 8921),),
    "9380": (range(9380, 9481),),
    "9400": (range(9400, 9426), range(9440, 9443)),
    "9861": (range(9840, 9841), range(9860, 9932)),
    "9835": (range(9811, 9838),),
    "9064": (range(9060, 9103),),
}
# Stages as numerals of either kind, with what follows them.
_NUMERAL = re.compile(r"(?:(?:stage|estadio|grupo|group) )?(iv|v|iii|ii|i|[1-5])(?: ?([a-e]\d?))?")
_ROMANS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}


def _words(finding: Finding) -> frozenset[str]:
    return frozenset(key(finding.name).split())


# Sides: the same disease or operation, left here and right there.


def _thing(finding: Finding) -> str:
    """What may be on a side: a disease or operation by its name, a lesion by its size too."""
    size = key(finding.value) if finding.kind is Kind.MEASUREMENT else ""
    return f"{finding.kind.value} | {key(finding.name)} | {size}"


def _sided(finding: Finding) -> str:
    if finding.kind is Kind.MEASUREMENT and not (finding.detail.get("lesion") and finding.number is not None):
        return ""  # of an organ that the child has on both sides, or of no lesion
    event = str(finding.when) if finding.kind is not Kind.DIAGNOSIS and whole_day(finding.when) else ""
    if finding.laterality not in _PLACED or (finding.kind is not Kind.DIAGNOSIS and not event):
        return ""
    return " | ".join((_thing(finding), key(finding.site), event))


def _side_says(finding: Finding) -> str:
    return finding.laterality


def side(case: ClinicalCase) -> Rule:
    """The rule for sides. What any record has on both sides (both eyes, both kidneys) is no conflict."""
    seen: dict[tuple[str, str], set[str]] = {}
    for one in case.of(*_OF_SIDES):
        seen.setdefault((_thing(one.shown), one.record.id), set()).add(one.shown.laterality)
    both = {name for (name, _), sides in seen.items() if "bilateral" in sides or {"left", "right"} <= sides}

    def clash(one: CaseFinding, other: CaseFinding) -> bool:  # noqa: ARG001 (they are of one event)
        return _thing(one.shown) not in both

    return Rule(ConflictKind.SIDE, _OF_SIDES, _sided, _side_says, clash)


# Histology: two names of the primary tumor that are of different diseases by their codes.


def _histology_event(finding: Finding) -> str:
    coded = any(code.system in ("icd-o-3-morphology", "iccc-3") for code in finding.codes)
    return "histology" if coded and detail(finding, "status") not in _NOT_SETTLED else ""


def _histology_says(finding: Finding) -> str:
    return finding.name


def histology(case: ClinicalCase) -> Rule:
    """The rule for histology. Two reports on tissue of one day are of one tissue, however late the second was made."""
    taken: dict[str, set[str]] = {}
    for one in case.of(Kind.SPECIMEN):
        if whole_day(one.shown.when):
            taken.setdefault(one.record.id, set()).add(str(one.shown.when))

    def clash(one: CaseFinding, other: CaseFinding) -> bool:
        same_tissue = bool(taken.get(one.record.id, set()) & taken.get(other.record.id, set()))
        return _histologies_clash(one, other, same_tissue)

    return Rule(
        ConflictKind.HISTOLOGY,
        (Kind.DIAGNOSIS,),
        _histology_event,
        _histology_says,
        clash,
        within=True,
        sort=_revision,
    )


def _histologies_clash(one: CaseFinding, other: CaseFinding, same_tissue: bool) -> bool:
    """Different groups of codes, and neither name only says more than the other."""
    revised = _revision((one, other)) is ConflictKind.REVISION
    if not (revised or same_tissue or at_one_time(one.shown, other.shown)):
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
    if _UNSPECIFIED & (groups[0] | groups[1]) or _says_more(first, second) or _says_more(second, first):
        return False
    return groups[0].isdisjoint(groups[1]) or (apart and first.isdisjoint(second))


def _says_more(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the second name only says more exactly what the first leaves open (`Hodgkin lymphoma`, `nodular
    sclerosis`)."""
    kinds = [span for code in one for span in _KINDS_OF.get(code, ())]
    return bool(kinds) and all(code.isdigit() and any(int(code) in span for span in kinds) for code in other)


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
    """A local stage and the overall one are two."""
    system, scope = detail(finding, "system"), english_scope(detail(finding, "scope"))
    return f"{finding.kind.value} | {key(system)} | {scope}" if system else ""


def _group_says(finding: Finding) -> str:
    """A stage with its numeral as a figure (`IIIB` and `3b` are one), a risk group as it is."""
    said = key(finding.value or detail(finding, "group"))
    found = _NUMERAL.fullmatch(said)
    return f"{_ROMANS.get(found[1], found[1])}{found[2] or ''}" if found else said


def _group_shows(finding: Finding) -> str:
    return finding.value or detail(finding, "group")


def _of_eyes(finding: Finding) -> bool:
    return finding.kind is Kind.STAGE and key(detail(finding, "system")) == "icrb"


def _groups_clash(one: CaseFinding, other: CaseFinding) -> bool:
    a, b = sorted((_group_says(one.shown), _group_says(other.shown)), key=len)
    if _of_eyes(one.shown) and (not one.shown.laterality or one.shown.laterality != other.shown.laterality):
        return False  # each eye has a group of its own
    named = key(one.shown.name) == key(other.shown.name) or one.shown.kind is Kind.RISK
    says_more = b.startswith(a) and a[-1].isdigit()
    return named and not says_more and at_one_time(one.shown, other.shown)


RULES = (
    Rule(
        ConflictKind.STAGE,
        (Kind.STAGE,),
        _system_event,
        _group_says,
        _groups_clash,
        within=True,
        shows=_group_shows,
    ),
    Rule(ConflictKind.RISK, (Kind.RISK,), _system_event, _group_says, _groups_clash, shows=_group_shows),
)
