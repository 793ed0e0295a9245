"""Letters to an insurer: a request for approval before the service, and an appeal after a refusal.

Content only; `writers/letters` sets it. What nobody told stays a blank line (law 3). The doctor explains the medical
need: the letter leaves room for that, and says nothing of medicine itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness.when import first_day
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.insurance import Call

LANGUAGES = ("en", "es")
MOST_CHARS = 4_000


class CoverageKind(StrEnum):
    """Which letter."""

    PRIOR_AUTHORIZATION = "prior_authorization"
    APPEAL = "appeal"


class Plan(StrEnum):
    """What kind of plan the family has, for the rule that the letter may cite."""

    MEDICAID = "medicaid"
    PRIVATE = "private"
    OTHER = "other"
    UNKNOWN = "unknown"


class Service(StrEnum):
    """What the plan is asked to pay."""

    ONLINE_REVIEW = "online_review"
    VISIT = "visit"
    VIDEO = "video"
    SLIDES = "slides"
    SCANS = "scans"
    TESTS = "tests"
    TRAVEL = "travel"


class Ground(StrEnum):
    """Why the family asks, in words that a family may know; the doctor's reasons are the doctor's to write."""

    UNCLEAR = "unclear"
    RARE = "rare"
    SERIOUS_STEP = "serious_step"
    NOT_WORKING = "not_working"
    NOBODY_IN_NETWORK = "nobody_in_network"


@dataclass(frozen=True, slots=True)
class CoverageAsked:
    """What a person chose and typed. `claim` is the number of the refused request; `refusal` the insurer's words;
    `urgent_said_by` who on the team said that it is urgent, "" where nobody did: the program never says so itself."""

    kind: CoverageKind
    plan: Plan = Plan.UNKNOWN
    state: str = ""
    insurer: str = ""
    plan_name: str = ""
    member: str = ""
    claim: str = ""
    services: tuple[Service, ...] = ()
    grounds: tuple[Ground, ...] = ()
    program: str = ""
    doctor: str = ""
    own_words: str = ""
    urgent_said_by: str = ""
    urgent_said_on: PartialDate | None = None
    refused_on: PartialDate | None = None
    refusal: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call that the letter refers to."""

    on: PartialDate
    with_whom: str
    reference: str


@dataclass(frozen=True, slots=True)
class CoverageLetter:
    """One letter. `rule` names the sentence `coverage_letters.rule_<rule>`, "" for none, and `citations` its
    arguments; `program_name` is "" where no program was chosen yet."""

    asked: CoverageAsked
    written_on: PartialDate
    child_name: str = ""
    birth_date: str = ""
    program_name: str = ""
    calls: tuple[CallLine, ...] = ()
    rule: str = ""
    citations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CoverageTables:
    """Which verified rule a letter may cite, by plan or by state (`US-CA`), and the rule's citation."""

    plans: Mapping[str, str]
    states: Mapping[str, str]
    citations: Mapping[str, str]


def checked(asked: CoverageAsked, today: date) -> CoverageAsked:
    """The same. Raises InputError for a refusal in the future, an appeal of nothing, a text that is too long."""
    if asked.refused_on is not None and first_day(asked.refused_on) > today:
        raise InputError("coverage_letters.refused_in_future", on=str(asked.refused_on))
    if asked.language not in LANGUAGES:
        raise InputError("coverage_letters.unknown_language")
    texts = (asked.insurer, asked.plan_name, asked.member, asked.claim, asked.doctor, asked.own_words, asked.refusal)
    if max(map(len, texts)) > MOST_CHARS:
        raise InputError("coverage_letters.too_long", bound=MOST_CHARS)
    return asked


def coverage_letter(
    asked: CoverageAsked,
    case: ClinicalCase,
    tables: CoverageTables,
    calls: tuple[Call, ...] = (),
    program_name: str = "",
) -> CoverageLetter:
    """The letter. It cites a rule only where one was read and verified for this plan or state."""
    rule = _rule(asked, tables)
    child, day = case.child, case.today
    return CoverageLetter(
        asked=asked,
        written_on=PartialDate(day.year, day.month, day.day),
        child_name=child.name.text if child.name else "",
        birth_date=child.birth_date.text if child.birth_date else "",
        program_name=program_name,
        calls=tuple(CallLine(call.on, call.with_whom, call.reference) for call in calls if call.reference),
        rule=rule,
        citations={"citation": tables.citations[rule]} if rule else {},
    )


def _rule(asked: CoverageAsked, tables: CoverageTables) -> str:
    if asked.plan is Plan.MEDICAID:
        return tables.plans.get(asked.plan.value, "")
    return tables.states.get(asked.state.upper(), "") if asked.plan is Plan.PRIVATE else ""
