"""Whether a program fits a family: fits, does not fit, or not known, each with its reasons and the words they rest on.

A page that says nothing of a thing never makes a program unfit: it stays a question to ask (`weighs` False).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consilium.domain.delay import After, calendar_days, comes_back_after
from consilium.domain.programs.model import NOTHING, Focus, May, Program, Residence, Way
from consilium.domain.records import Citation, Decision, Remark
from consilium.domain.waiting import Clock

ADULT = 18  # a program for children that states no age is asked about older patients


class Answer(StrEnum):
    """How a program stands to a wish."""

    FITS = "fits"
    DOES_NOT_FIT = "does_not_fit"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a family told of itself; "" and None are "not said".

    country      ISO 3166-1 ("US"); `state` ISO 3166-2 ("US-CA"); `city` as typed
    age          in whole years
    disease      an id of `clinical.yaml`
    doctor_asks  whether the child's doctor would ask for them
    language     the language that the family wants to speak ("es"); `papers` those of its records
    mode         "online" or "in_person" where only that will do
    """

    country: str = ""
    state: str = ""
    city: str = ""
    age: int | None = None
    disease: str = ""
    doctor_asks: bool | None = None
    language: str = ""
    papers: tuple[str, ...] = ()
    in_hospital: bool | None = None
    urgent: bool | None = None
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One criterion. `fact` names the program's fact whose words say more. Where `weighs` is False the answer is not
    known and excludes nothing: it is to be asked."""

    criterion: str
    answer: Answer
    reasons: tuple[Remark, ...]
    fact: str
    citation: Citation | None = None
    weighs: bool = True


@dataclass(frozen=True, slots=True)
class WayFit:
    """How one way of asking fits. `mode` is that of `Way`."""

    mode: str
    answer: Answer
    checks: tuple[Check, ...]

    @property
    def to_ask(self) -> tuple[Check, ...]:
        """What has to be asked before a request is sent."""
        return tuple(check for check in self.checks if check.answer is Answer.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a program fits: as its best way of asking does. `ways` has the best first."""

    program: str
    answer: Answer
    ways: tuple[WayFit, ...]

    @property
    def decision(self) -> Decision[Answer]:
        """The answer with the reasons that decide it, and their words in the sources."""
        deciding = [check for check in self.ways[0].checks if check.answer is self.answer and check.weighs]
        reasons = tuple(dict.fromkeys(reason.code for check in deciding for reason in check.reasons))
        by_code = {reason.code: reason for check in deciding for reason in check.reasons}
        cited = tuple(check.citation for check in deciding if check.citation is not None)
        return Decision(self.answer, tuple(by_code[code] for code in reasons), cited)


_BEST = (Answer.FITS, Answer.UNKNOWN, Answer.DOES_NOT_FIT)


def fits(program: Program, wish: Wish, today: date, clock: Clock | None = None) -> Fit:
    """How the program fits the wish. `clock` is the team's (`domain.waiting`); without one no date is compared."""
    found = [_way(program, way, wish, _time(program, today, clock)) for way in program.ways]
    ordered = tuple(sorted(found, key=lambda one: _BEST.index(one.answer)))
    return Fit(program.id, ordered[0].answer, ordered)


def _way(program: Program, way: Way, wish: Wish, time: Check) -> WayFit:
    single = (_mode, _offered, _who, _residence, _age, _disease, _hospital, _urgency)
    checks = [one for rule in single if (one := rule(program, way, wish)) is not None]
    checks += [time, *_language(program, wish), *(_condition(basis) for basis in way.conditions)]
    return WayFit(way.mode, _together(checks), tuple(checks))


def _together(checks: list[Check]) -> Answer:
    answers = {check.answer for check in checks if check.weighs}
    return max(answers, key=_BEST.index) if answers else Answer.UNKNOWN


def _yes(criterion: str, code: str, fact: str, citation: Citation | None = None) -> Check:
    return Check(criterion, Answer.FITS, (Remark(f"programs.{code}"),), fact, citation)


def _no(criterion: str, code: str, fact: str, citation: Citation | None = None) -> Check:
    return Check(criterion, Answer.DOES_NOT_FIT, (Remark(f"programs.{code}"),), fact, citation)


def _open(criterion: str, code: str, fact: str, citation: Citation | None = None, *, weighs: bool = True) -> Check:
    return Check(criterion, Answer.UNKNOWN, (Remark(f"programs.{code}"),), fact, citation, weighs)


def _mode(_: Program, way: Way, wish: Wish) -> Check | None:
    if not wish.mode or wish.mode == way.mode:
        return None
    if not way.mode:
        return _open("mode", "mode_not_known", "mode")
    return _no("mode", "mode_other", "mode")


def _offered(program: Program, way: Way, wish: Wish) -> Check | None:
    """Whether it gives second opinions at all, as far as anybody could read."""
    if program.status in ("secondary", "stale"):
        return _open("offered", f"page_{program.status}", "page")
    if "offered" in way.open:
        return _open("offered", "offered_not_verified", "mode")
    if "offered_at_home" in way.open and wish.country in ("", program.country):
        return _open("offered", "offered_at_home_not_verified", "mode")
    return None


def _who(program: Program, _: Way, wish: Wish) -> Check:
    askers = program.askers
    if askers.both:
        return _with_doctor(wish, "who_both", askers.basis)
    family, basis = askers.family, askers.basis
    if askers.doctor_in:
        family, basis = _by_country(program, wish)
    if family is May.YES:
        return _yes("who", "who_family_may", "who_family", basis)
    if family is May.NO and askers.physician is not May.NO:
        if askers.physician is not May.YES:
            return _open("who", "who_not_known", "who_physician", basis)
        return _with_doctor(wish, "who_doctor", basis)
    if wish.doctor_asks and askers.physician is May.YES:
        return _yes("who", "who_doctor_yes", "who_physician", basis)
    return _open("who", "who_not_known", "who_family", basis)


def _by_country(program: Program, wish: Wish) -> tuple[May, Citation]:
    """Whether families of this country may ask themselves, where a doctor has to for those of others."""
    askers = program.askers
    if "*" in askers.doctor_in or wish.country in askers.doctor_in:
        return May.NO, askers.basis
    return (May.YES, askers.others) if wish.country else (May.UNKNOWN, askers.basis)


def _with_doctor(wish: Wish, code: str, basis: Citation) -> Check:
    if wish.doctor_asks is None:
        return _open("who", f"{code}_ask", "who_physician", basis)
    if wish.doctor_asks:
        return _yes("who", f"{code}_yes", "who_physician", basis)
    return _no("who", f"{code}_no", "who_physician", basis)


def _residence(_: Program, way: Way, wish: Wish) -> Check:
    limits = way.residence
    if limits is None:
        return _open("residence", "residence_not_stated", "residence", weighs=False)
    if not wish.country:
        return _open("residence", "residence_not_said", "residence", limits.basis)
    if not _country_fits(limits, wish.country):
        if limits.strict:
            return _no("residence", "residence_other_country", "residence", limits.basis)
        return _open("residence", "residence_country_not_known", "residence", limits.basis)
    return _state(limits, wish)


def _country_fits(limits: Residence, country: str) -> bool:
    return country not in limits.outside and (not limits.countries or country in limits.countries)


def _state(limits: Residence, wish: Wish) -> Check:
    basis = limits.basis
    states = (*limits.not_states, *limits.partly)
    if limits.some_states:
        return _open("residence", "residence_some_states", "residence", basis)
    if not wish.state and any(state.startswith(f"{wish.country}-") for state in states):
        return _open("residence", "residence_state_not_said", "residence", basis)
    if wish.state in limits.not_states:
        return _no("residence", "residence_other_state", "residence", basis)
    if wish.state in limits.partly:
        return _open("residence", "residence_part_of_state", "residence", basis)
    if not limits.countries and not limits.outside:
        return _open("residence", "residence_not_stated", "residence", basis, weighs=False)
    return _yes("residence", "residence_fits", "residence", basis)


def _age(program: Program, way: Way, wish: Wish) -> Check:
    if "age" in way.open:
        return _open("age", "age_not_verified", "diseases")
    if wish.age is None:
        return _open("age", "age_not_said", "diseases", program.children, weighs=False)
    if way.age_to is not None and wish.age > way.age_to:
        return _no("age", "age_over", "diseases", way.age_basis)
    if way.age_to is not None and wish.age >= ADULT:
        return _yes("age", "age_fits", "diseases", way.age_basis)
    if wish.age >= ADULT or program.children is None:
        return _open("age", "age_not_stated", "diseases", program.children)
    return _yes("age", "age_child", "diseases", program.children)


def _disease(program: Program, way: Way, wish: Wish) -> Check:
    if "disease" in way.open:
        return _open("disease", "disease_not_verified", "diseases")
    everything = next((one for one in program.focus if one.everything), None)
    if not wish.disease:
        return _open("disease", "disease_not_said", "diseases", weighs=everything is None)
    named = next((one for one in program.focus if wish.disease in one.diseases), everything)
    if named is not None:
        return _yes("disease", "disease_fits", "diseases", named.basis)
    if program.only and wish.disease not in program.maybe:
        return _no("disease", "disease_other", "diseases", _first(program.focus))
    return _open("disease", "disease_maybe" if program.only else "disease_not_named", "diseases", _first(program.focus))


def _first(focus: tuple[Focus, ...]) -> Citation:
    return focus[0].basis if focus else NOTHING


def _hospital(_: Program, way: Way, wish: Wish) -> Check | None:
    if way.not_in_hospital is None or wish.in_hospital is False:
        return None
    if wish.in_hospital:
        return _no("hospital", "hospital_not", "residence", way.not_in_hospital)
    return _open("hospital", "hospital_not_said", "residence", way.not_in_hospital)


def _urgency(program: Program, _: Way, wish: Wish) -> Check | None:
    if not program.not_for_urgent or wish.urgent is False:
        return None
    cited = Citation("not_for_urgent: true", place=f"centers.yaml {program.id} not_for_urgent")
    make = _no if wish.urgent else _open
    return make("urgency", "urgent_not" if wish.urgent else "urgent_ask", "limits", cited)


_TIME: dict[After, tuple[Answer, bool]] = {
    After.YES: (Answer.DOES_NOT_FIT, True),
    After.MAY: (Answer.UNKNOWN, True),
    After.NO: (Answer.FITS, True),
    After.UNKNOWN: (Answer.UNKNOWN, False),
}


def _time(program: Program, today: date, clock: Clock | None) -> Check:
    """The stated time against the team's clock; only the time of an opinion is compared."""
    takes = program.takes
    if takes is not None and takes.measures != "opinion":
        return Check("time", Answer.UNKNOWN, (Remark(f"programs.time_{takes.measures}"),), "time", weighs=False)
    if clock is None:
        return _open("time", "time_no_clock", "time", weighs=False)
    span = calendar_days(takes.least, takes.most, takes.unit) if takes else calendar_days(None, None, "")
    back = comes_back_after(clock, span.least, span.most, today)
    answer, weighs = _TIME[back.value or After.UNKNOWN]
    return Check("time", answer, back.reasons, "time", weighs=weighs)


def _language(program: Program, wish: Wish) -> Iterator[Check]:
    ask: Callable[..., Check] = _open
    if wish.language and wish.language in program.languages:
        yield _yes("language", "language_fits", "languages")
    elif wish.language and program.interpreter is not None:
        yield ask("language", "language_interpreter", "languages", program.interpreter, weighs=False)
    elif wish.language:
        yield ask("language", "language_not_known", "languages", weighs=False)
    papers = program.papers
    if papers is None or wish.country in papers.outside or not wish.papers:
        return
    if set(wish.papers) <= {papers.language}:
        yield _yes("papers", "papers_fit", "languages", papers.basis)
    else:
        yield ask("papers", "papers_translate", "languages", papers.basis, weighs=False)


def _condition(basis: Citation) -> Check:
    """A condition that only the family or the program can tell."""
    return _open("condition", "condition_ask", _fact_of(basis), basis, weighs=False)


def _fact_of(basis: Citation) -> str:
    return "who_family" if basis.place.endswith("who_can_request") else "residence"
