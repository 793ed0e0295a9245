"""What a stranger saw in a packet: names of doctors as findings, an ending day as a start, features as a risk group."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Kind
from tests.domain.findings.onepaper import extracted

PAPER = (
    "Examination under anaesthesia",
    "Date: 27 June 2024",
    "Left T4 with localised subretinal seeds. No palpable mass.",
    "Signed: Mr T. Lens FRCOphth",
    "Pathologist: Dr P. Rosette",
)


def test_names_of_those_who_sign_are_no_findings() -> None:
    found = extracted(*PAPER)
    assert not [one.name for one in found if "lens" in one.name.lower() or "rosette" in one.name.lower()]
    seen = extracted("Examination under anaesthesia", "Date: 27 June 2024", "Right eye: lens clear.", "Mr T. Lens")
    assert any("lens" in one.name for one in seen)


def test_seeds_that_are_localised_are_no_stage_and_a_mass_that_is_not_felt_is_of_no_belly() -> None:
    found = extracted(*PAPER)
    assert not [one for one in found if one.kind is Kind.STAGE]
    assert {one.name for one in found if one.kind is Kind.CONDITION and one.assertion is Assertion.NEGATED} == {
        "palpable mass"
    }
    whole = extracted("Wilms tumor, localised disease.")
    assert [one.value for one in whole if one.kind is Kind.STAGE] == ["localised disease"]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("High-risk histological feature: massive choroidal invasion.", []),
        ("Assigned to the high-risk group.", ["high"]),
    ],
)
def test_a_feature_of_high_risk_is_no_risk_group(text: str, groups: list[str]) -> None:
    found = [one.value.lower() for one in extracted(text) if one.kind is Kind.RISK]
    assert len(found) == len(groups)
    assert all(want in one for want, one in zip(groups, found, strict=True))


def test_a_disease_that_has_a_longer_name_is_denied_under_that_name_only() -> None:
    text = "Retinoblastoma bilateral; sin extensión extraocular ni retinoblastoma trilateral."
    found = {(one.name, one.assertion) for one in extracted(text) if one.kind is Kind.DIAGNOSIS}
    assert found == {("retinoblastoma", Assertion.STATED), ("trilateral retinoblastoma", Assertion.NEGATED)}


def test_a_day_on_which_a_medicine_ends_is_not_its_start() -> None:
    lines = (
        "Clinic letter",
        "Date: 5 September 2026",
        "Medicines: chloramphenicol eye drops QDS, finishing 20/09/2026",
    )
    (drops,) = (one for one in extracted(*lines) if one.kind is Kind.MEDICINE)
    assert drops.assertion is Assertion.STATED
    assert (drops.when, str(drops.until)) == (None, "2026-09-20")
