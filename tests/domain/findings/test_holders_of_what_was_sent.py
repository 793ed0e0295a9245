"""Who has what was sent: outside laboratories by their names, and nobody where a person, a department or a test stands
behind the words. All papers here are synthetic."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Finding, Kind


def mentions(line: str) -> list[Finding]:
    return [one for one in extracted("Clinic letter", "Date: 2025-03-14", "", line) if one.kind is Kind.MENTION]


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("FFPE block sent to Impact Genetics on 27/02/2025.", "Impact Genetics"),
        ("Slides were sent to Foundation Medicine for NGS.", "Foundation Medicine"),
        ("Slides were sent to Foundation Medicine for RB1 testing.", "Foundation Medicine"),
        ("Biopsy material was mailed to Caris Life Sciences.", "Caris Life Sciences"),
        ("Slides went to Sample Reference Pathologists on 27/02/2025.", "Sample Reference Pathologists"),
        ("Slides were sent to the Hospital for Sample Children.", "Hospital for Sample Children"),
        ("The block was forwarded to NeoGenomics on 27/02/2025.", "NeoGenomics"),
        ("Se enviaron bloques a Foundation Medicine el 27/02/2025.", "Foundation Medicine"),
        ("Las laminillas se remitieron al Instituto Ejemplo el 27/02/2025.", "Instituto Ejemplo"),
    ],
)
def test_a_laboratory_is_who_has_it(line: str, holder: str) -> None:
    assert holder in [one.detail.get("holder") for one in mentions(line)]


@pytest.mark.parametrize(
    "line",
    [
        "Blocks sent to Dr. Nora Example on 27/02/2025.",
        "Blocks sent to Surgical Pathology on 27/02/2025.",
        "Bone marrow sent for Flow Cytometry on 27/02/2025.",
        "Bloques enviados a la Dra. Nora Ejemplo el 27/02/2025.",
        "Slides were sent to Next Generation Sequencing on 27/02/2025.",
    ],
)
def test_a_person_a_department_or_a_test_is_not(line: str) -> None:
    found = mentions(line)
    assert found
    assert not [one.detail["holder"] for one in found if one.detail.get("holder")]
