"""What only looks like a disagreement: the dose of a day and that of its course, a phase and the sum with it; and a
nodule that two readings of one study put on two sides, which is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.completeness.course import course_of
from consilium.domain.conflicts import ConflictKind
from consilium.domain.courses import courses_of
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.knowledge.requirements import requirements
from tests.domain.test_conflicts import DAY, case, kinds

DAILY = Finding(
    Kind.DRUG, "doxorubicin", value="37.5", number=37.5, unit="mg/m2", when=DAY, detail={"per": "m2", "daily": "yes"}
)
COURSE = replace(DAILY, value="75", number=75.0, detail={"per": "m2"})
BOOST = Finding(
    Kind.RADIATION, "radiation", number=18.0, unit="Gy", site="tumor bed", detail={"gray": "18.0", "boost": "yes"}
)
SUM = replace(BOOST, number=54.0, detail={"gray": "54.0", "boost": "yes", "cumulative": "yes"})
NODULE = Finding(
    Kind.MEASUREMENT, "nodule", value="8 mm", number=8.0, unit="mm", when=DAY, site="lung", laterality="left",
    detail={"lesion": "lung nodule"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DAILY, COURSE),
        (replace(DAILY, detail={**DAILY.detail, "times": 2}), COURSE),
        (BOOST, SUM),
        (NODULE, replace(NODULE, laterality="right", value="2 mm", number=2.0)),
    ],
)
def test_a_part_and_its_whole_do_not_disagree(one: Finding, other: Finding) -> None:
    assert kinds((1, one), (2, other)) == []


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (DAILY, replace(COURSE, value="60", number=60.0), ConflictKind.DOSE),
        (replace(COURSE, value="37.5", number=37.5), COURSE, ConflictKind.DOSE),
        (BOOST, replace(BOOST, number=19.8, detail={"gray": "19.8", "boost": "yes"}), ConflictKind.DOSE),
        (NODULE, replace(NODULE, laterality="right"), ConflictKind.SIDE),
    ],
)
def test_what_differs_is_shown(one: Finding, other: Finding, kind: ConflictKind) -> None:
    assert kinds((1, one), (2, other)) == [kind]


def test_nodules_on_both_sides_in_one_paper_are_two() -> None:
    assert kinds((1, NODULE), (1, replace(NODULE, laterality="right")), (2, NODULE)) == []


@pytest.mark.parametrize("daily", [DAILY, replace(DAILY, detail={**DAILY.detail, "times": 2})])
def test_a_daily_dose_and_its_course_are_counted_once_and_alike(daily: Finding) -> None:
    (course,) = courses_of(case((1, daily), (2, COURSE)).findings, ())
    assert (course.least, course.most) == (75.0, 75.0)


@pytest.mark.parametrize(("how", "suspected"), [(Assertion.UNCERTAIN, True), (Assertion.STATED, False)])
def test_a_relapse_that_is_only_suspected_is_told_as_such(how: Assertion, suspected: bool) -> None:
    worse = Finding(Kind.RESPONSE, "progressive disease", value="progressive disease", when=DAY)
    relapse = Finding(Kind.DIAGNOSIS, "medulloblastoma", assertion=how, when=DAY, detail={"status": "relapse"})
    assert course_of(case((1, worse), (1, relapse)), requirements()).suspected is suspected
