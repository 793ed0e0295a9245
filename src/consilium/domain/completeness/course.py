"""Which disease the requirements are for, and where in its course the child is: each with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.completeness.reading import SAID, day_of, holds, said
from consilium.domain.completeness.requirements import Requirements
from consilium.domain.completeness.status import Phase
from consilium.domain.completeness.when import first_day, last_day
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind
from consilium.domain.phrases import words_of
from consilium.domain.records import Citation, Decision, Remark

TREATMENTS = (Kind.CYCLE, Kind.DRUG, Kind.RADIATION, Kind.TRANSPLANT)
SUSPECTED = "gaps.phase_relapse_suspected"
_COURSE = (Kind.DIAGNOSIS, Kind.RESPONSE, Kind.STAGE, Kind.RISK, Kind.PROTOCOL, Kind.CYCLE, Kind.MENTION, Kind.SURGERY)


@dataclass(frozen=True, slots=True)
class Course:
    """The phase with its reasons, the phases lived through, and the days that divide them (None where unknown)."""

    phase: Decision[Phase]
    lived: frozenset[Phase]
    diagnosed: PartialDate | None = None
    relapsed: PartialDate | None = None
    last_treated: PartialDate | None = None
    treated: tuple[PartialDate, ...] = ()

    @property
    def suspected(self) -> bool:
        """Whether the records only suspect the phase that they speak of."""
        return any(one.code == SUSPECTED for one in self.phase.reasons)


def disease_of(case: ClinicalCase, known: Requirements) -> Decision[str]:
    """The disease id of the stated diagnosis; None where none is stated, or it is none that the lists know."""
    for assertion in SAID:
        stated = [one for one in _alive(case, Kind.DIAGNOSIS) if one.shown.assertion is assertion]
        votes: Counter[str] = Counter()
        for one in stated:
            votes.update(_diseases(one.shown, known))
        if votes:
            best = max(votes, key=lambda name: (votes[name], _latest(stated, name, known)))
            told = [one for one in stated if best in _diseases(one.shown, known)]
            remarks = [Remark("gaps.disease_stated", {"disease": told[-1].shown.name, "source": told[-1].reference})]
            remarks += [Remark("gaps.disease_other", {"disease": name}) for name in sorted(votes) if name != best]
            return Decision(best, tuple(remarks), _cited(told))
    named = next(_alive(case, Kind.DIAGNOSIS), None)
    if named is None:
        return Decision(None, (Remark("gaps.disease_none"),))
    remark = Remark("gaps.disease_unlisted", {"disease": named.shown.name, "source": named.reference})
    return Decision(None, (remark,), named.shown.citations[:1])


def _alive(case: ClinicalCase, *kinds: Kind) -> Iterator[CaseFinding]:
    """Findings of the child that no person struck out, of papers in force; of the past too."""
    for one in case.of_any(*kinds):
        if one.counts or (one.shown.assertion in SAID and not one.record.superseded_by and one.judgement is None):
            yield one


def _latest(stated: Iterable[CaseFinding], disease: str, known: Requirements) -> date:
    days = [day_of(one) for one in stated if disease in _diseases(one.shown, known)]
    return max((first_day(day) for day in days if day is not None), default=date.min)


def _diseases(finding: Finding, known: Requirements) -> list[str]:
    """The diseases that a diagnosis names; its codes decide only where no name is known."""
    text = f"{finding.name} {finding.value}"
    named = [hit.value for hit in known.names.find(words_of(text))][:1]
    if not named:
        tokens = text.replace("-", " ").replace("(", " ").replace(")", " ").replace(",", " ").split()
        named = [known.abbreviations[token] for token in tokens if token in known.abbreviations][:1]
    return named or [found for found in (_coded(code, known) for code in finding.codes) if found][:1]


def _coded(code: Code, known: Requirements) -> str:
    if code.system == "iccc-3":
        return known.iccc3.get(code.code.replace("(", "").replace(")", "").strip(), "")
    histology = code.code[:4]
    if code.system != "icd-o-3-morphology" or not (histology.isascii() and histology.isdigit()):
        return ""
    return next((name for first, last, name in known.icdo3 if first <= int(histology) <= last), "")


def course_of(case: ClinicalCase, known: Requirements) -> Course:
    """The phase: relapse where stated and not followed by a stated end, after where an end is stated or treatment is
    long over, treatment where any was given, else diagnosis."""
    treated = sorted(_days(case.of(*TREATMENTS)))
    relapse = list(_relapses(case, known))
    ended = [one for one in _alive(case, *_COURSE) if _says_ended(one, known)]
    relapsed = _earliest(relapse)
    last = treated[-1] if treated else None
    phase = _phase(case, known, (relapse, ended, treated))
    lived = {Phase.DIAGNOSIS, *((phase.value,) if phase.value else ())}
    if relapse:
        lived |= {Phase.RELAPSE, Phase.TREATMENT}
    if treated or any(True for _ in case.of(*TREATMENTS)) or phase.value is Phase.AFTER:
        lived.add(Phase.TREATMENT)
    return Course(phase, frozenset(lived), _earliest(_alive(case, Kind.DIAGNOSIS)), relapsed, last, tuple(treated))


_Told = tuple[list[CaseFinding], list[CaseFinding], list[PartialDate]]


def _phase(case: ClinicalCase, known: Requirements, told: _Told) -> Decision[Phase]:
    relapse, ended, treated = told
    if relapse and not _ended_after(relapse, ended):
        doubted = _doubting(case, known)
        unproven = _unproven(case, known)
        sure = [one for one in relapse if one.record.id not in unproven and _is_sure(one, doubted)]
        return _said(Phase.RELAPSE, "gaps.phase_relapse" if sure else SUSPECTED, sure or relapse)
    if ended and not _treated_since(ended, treated, known):
        return _said(Phase.AFTER, "gaps.phase_ended", ended)
    if treated:
        return _by_dates(case, known, treated[-1])
    given = list(case.of(*TREATMENTS))
    if given:
        return _said(Phase.TREATMENT, "gaps.phase_treatment_undated", given)
    return Decision(Phase.DIAGNOSIS, (Remark("gaps.phase_no_treatment"),))


def _by_dates(case: ClinicalCase, known: Requirements, last: PartialDate) -> Decision[Phase]:
    newest = max((last_day(one.date) for one in case.records if one.date is not None), default=last_day(last))
    newest = min(newest, case.today)
    args = {"date": str(last)}
    if (newest - last_day(last)).days > known.limits.treatment_ended:
        return Decision(Phase.AFTER, (Remark("gaps.phase_long_over", args),))
    if (case.today - last_day(last)).days > known.limits.treatment_old:
        return Decision(None, (Remark("gaps.phase_unknown", args),))
    return Decision(Phase.TREATMENT, (Remark("gaps.phase_treatment", args),))


def _said(phase: Phase, code: str, told: list[CaseFinding]) -> Decision[Phase]:
    return Decision(phase, (Remark(code, {"source": told[-1].reference}),), _cited(told))


def _cited(told: Iterable[CaseFinding]) -> tuple[Citation, ...]:
    return tuple(one.shown.citations[0] for one in told if one.shown.citations)[:3]


def _relapses(case: ClinicalCase, known: Requirements) -> Iterator[CaseFinding]:
    for one in _alive(case, *_COURSE):
        words = known.course.progression if one.shown.kind is Kind.RESPONSE else known.course.relapse
        if holds(said(one.shown), known.course.relapse) or holds(said(one.shown), words):
            yield one


def _doubting(case: ClinicalCase, known: Requirements) -> frozenset[str]:
    """The records that only suspect a relapse."""
    words = known.course.relapse
    return frozenset(
        one.record.id
        for one in case.of_any(Kind.DIAGNOSIS, Kind.IMAGING)
        if one.shown.assertion is Assertion.UNCERTAIN and holds(f"{said(one.shown)} {one.shown.quote}", words)
    )


def _unproven(case: ClinicalCase, known: Requirements) -> frozenset[str]:
    """The records that speak of a relapse and say themselves that it has yet to be proven (`if relapse is proven`)."""
    return frozenset(one.record.id for one in case.findings if holds(one.finding.quote, known.course.unproven))


def _is_sure(one: CaseFinding, doubted: frozenset[str]) -> bool:
    """Whether a relapse is told as certain: a diagnosis that is stated, else what stands in no record that doubts it
    (`Local recurrence is suspected (RAPNO: progressive disease)`)."""
    if one.shown.assertion is Assertion.UNCERTAIN:
        return False
    return one.shown.kind is Kind.DIAGNOSIS or one.record.id not in doubted


def _says_ended(one: CaseFinding, known: Requirements) -> bool:
    return holds(f"{said(one.shown)} {one.shown.quote}", known.course.ended) and one.shown.assertion in (
        Assertion.STATED,
        Assertion.HISTORICAL,
    )


def _ended_after(relapse: list[CaseFinding], ended: list[CaseFinding]) -> bool:
    """Whether an end of treatment is dated after the last relapse."""
    days, ends = _days(relapse), _days(ended)
    return bool(days and ends) and max(first_day(day) for day in ends) > max(last_day(day) for day in days)


def _treated_since(ended: list[CaseFinding], treated: list[PartialDate], known: Requirements) -> bool:
    ends = _days(ended)
    if not ends or not treated:
        return False
    last = max(last_day(day) for day in ends) + timedelta(days=known.limits.same_study_days)
    return first_day(treated[-1]) > last


def _days(found: Iterable[CaseFinding]) -> list[PartialDate]:
    """The days on which things were, as stated; a paper's own date is the day of no treatment."""
    return [day for one in found if (day := one.shown.when) is not None]


def _earliest(found: Iterable[CaseFinding]) -> PartialDate | None:
    return min(_days(found), default=None)
