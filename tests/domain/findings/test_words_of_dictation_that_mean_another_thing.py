"""Words of dictated reports that other rules take for an operation, an illness, a relapse, a test or a relative's."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind


def findings(text: str) -> tuple[Finding, ...]:
    return extracted("Sample Hospital", "Note", "Patient: Ana Sample, born 3 May 2012", "Date: 14 March 2025", "", text)


def told(text: str) -> set[tuple[str, str, str]]:
    return {(str(one.kind), str(one.assertion), one.name) for one in findings(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PROCEDURE: The patient was taken to the operating room and the operating microscope was used.", "surgery"),
        ("PROCEDURE: He was placed on the operating table.", "surgery"),
        ("PROCEDURE: We dissected gently so as not to rupture the mass.", "tumor rupture"),
        ("PROCEDURE: Planes were developed all around the margins of the tumor medially.", "resection margins"),
        ("On August 24, 2022, decortication of the lung was done.", "chest tube"),
        ("PMH: Juvenile rheumatoid arthritis diagnosed at age 10 years; now in remission.", "complete response"),
        ('She was admitted. HCT, 9/2/2022 and Brain MRI with gadolinium were "unremarkable".', "stem cell transplant"),
        ("HISTORY: There was mild back pain without radiation.", "radiation"),
        ("TREATMENT: Cycle six of CIVI-CAD (Cytoxan, Adriamycin, and DTIC).", "heart disease"),
        ("LABORATORY DATA: Alkaline phosphatase 505, albumin low at 3.3.", "antithrombin"),
        ("ASSESSMENT: The echo did not show any recurrence of the pericardial effusion.", "relapse"),
        ("ASSESSMENT: She is at risk for pericardial effusion recurrence.", "relapse"),
        ("COURSE: He was taken to the postanesthesia care unit.", "postanesthesia"),
        ("TREATMENT: He is treated per protocol P9641.", "P9640"),
        ("EXAM: She walks without assistance, frequently falls on her bottom.", "frequently falls"),
    ],
)
def test_a_word_of_another_thing_is_not_told(text: str, name: str) -> None:
    assert name not in {one[2] for one in told(text)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("TREATMENT: He is treated per protocol P9641.", ("protocol", "stated", "P9641")),
        ("On August 24, 2022, decortication of the lung was done.", ("surgery", "stated", "decortication")),
        ("HISTORY: He has not acted ill or had any fevers.", ("condition", "negated", "fever")),
        ("HISTORY: She did not vomit or have any rash.", ("condition", "negated", "rash")),
        ("HISTORY: She has back pain and had radiation therapy.", ("radiation", "stated", "radiation")),
        ("IMPRESSION: Recurrence of the tumor in the left lung.", ("diagnosis", "stated", "relapse")),
    ],
)
def test_what_is_meant_is_told(text: str, said: tuple[str, str, str]) -> None:
    assert said in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "PLAN: I advised Ana's mother that it is okay to discontinue the filgrastim at this time.",
        "PLAN: We told Ana's father that he may stop the filgrastim.",
    ],
)
def test_what_a_relative_is_told_of_is_the_childs(text: str) -> None:
    found = [one for one in findings(text) if one.kind is Kind.MEDICINE]
    assert found
    assert all(one.assertion is not Assertion.FAMILY for one in found)


def test_a_biopsy_of_the_prostate_is_none_of_the_bladder() -> None:
    found = [one for one in findings("PROCEDURES: Ultrasound guided biopsy of prostate.") if one.kind is Kind.SURGERY]
    assert {one.site for one in found} == {"prostate"}
