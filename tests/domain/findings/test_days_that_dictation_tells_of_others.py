"""Days that a dictated report tells of an operation, a study or the next visit, and none of the paper's own."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.datetext import dates_in
from consilium.domain.findings import Finding, Kind

HEAD = ("HEMATOLOGY CONSULT", "")
END = (
    "",
    "PHYSICAL EXAMINATION: She is in no distress. Weight 31 kg. No adenopathy.",
    "",
    "LABORATORY DATA: Hemoglobin 10.4, platelets 210,000.",
    "",
)


def findings(*lines: str) -> tuple[Finding, ...]:
    return extracted(*HEAD, *lines, *END)


@pytest.mark.parametrize(
    "told",
    [
        "HISTORY OF PRESENT ILLNESS: The patient is known to me for anemia. She had a splenectomy done on 04/18/2019.",
        "SUBJECTIVE: The patient was last seen in clinic on 04/18/2019 with a new mass. It has grown.",
        "HISTORY OF PRESENT ILLNESS: A mass was found on physical examination. On 04/18/19, she had an ultrasound.",
        "PROCEDURES: 1. On April 18, 2019, biopsy of the left kidney.",
        "PLANS: 1. Anemia. The patient will return to the Sample Oncology Clinic on 04/18/2019 for a transfusion.",
        "PLANS: 1. Anemia. She will follow up with Dr. X in the clinic on 04/18/2019.",
        "LABORATORY STUDIES: B12 was assessed on 04/18/2019 and was normal at 941.",
    ],
)
def test_a_day_told_of_another_thing_dates_no_count_and_no_examination(told: str) -> None:
    for one in findings(told):
        if one.kind in (Kind.GROWTH, Kind.FUNCTION) or one.name in ("hemoglobin", "platelets", "lymphadenopathy"):
            assert one.when is None, (one.name, one.when)


@pytest.mark.parametrize(
    ("text", "year"),
    [("seen on 9/12/95", 1995), ("seen on 9/12/62", 1962), ("seen on 9/12/24", 2024), ("seen 12 Mar 97", 1997)],
)
def test_a_year_of_two_digits_is_of_no_time_to_come(text: str, year: int) -> None:
    for one in dates_in(text):
        assert {value.year for value in one.values} == {year}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CARDIOVASCULAR: There is a 2/6 systolic ejection murmur.", "murmur"),
        ("CARDIOVASCULAR: Systolic murmur 3/6 at the left border.", "murmur"),
        ("Corazón: soplo sistólico 2/6 en foco pulmonar.", "murmur"),
    ],
)
def test_how_loud_a_murmur_is_tells_no_day(text: str, name: str) -> None:
    found = [one for one in extracted("Sample Hospital", "Note", "Date: 08/21/2023", "", text) if name in one.name]
    assert found
    assert all(str(one.when) in ("None", "2023-08-21") for one in found)
