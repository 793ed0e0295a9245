"""A child's birthday is the day of no finding of a later paper. All people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.clinical import CaseRecord, without_birthday
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Finding, Kind, Origin

BORN = PartialDate(2021, 5, 17)


@pytest.mark.parametrize(
    ("finding", "dated", "when"),
    [
        (Finding(Kind.CONDITION, "cough", when=BORN), PartialDate(2026, 1, 2), None),
        (Finding(Kind.CONDITION, "cough", when=BORN), None, None),
        (Finding(Kind.CONDITION, "jaundice", when=BORN), PartialDate(2021, 6, 1), BORN),
        (Finding(Kind.GROWTH, "weight", when=BORN), PartialDate(2026, 1, 2), BORN),
        (Finding(Kind.CONDITION, "cough", when=BORN, origin=Origin.STRUCTURED), PartialDate(2026, 1, 2), BORN),
        (Finding(Kind.CONDITION, "cough", when=PartialDate(2021)), PartialDate(2026, 1, 2), PartialDate(2021)),
    ],
)
def test_the_birthday_is_taken_from_later_findings_of_words(
    finding: Finding, dated: PartialDate | None, when: PartialDate | None
) -> None:
    assert without_birthday(finding, CaseRecord("x", "R1", "Visit", date=dated), BORN).when == when
    assert without_birthday(finding, CaseRecord("x", "R1", "Visit", date=dated), None).when == finding.when
