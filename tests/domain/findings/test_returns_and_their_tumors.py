"""A return and the tumor that came back, each with its own place and side; what tells one place alone stays one."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Finding
from tests.domain.findings.onepaper import extracted


def _told(sentence: str) -> set[tuple[str, str, str]]:
    found: list[Finding] = [one for one in extracted(sentence) if str(one.kind) == "diagnosis"]
    return {(str(one.detail.get("status") or ""), one.site, one.laterality) for one in found}


@pytest.mark.parametrize(
    ("sentence", "back", "was"),
    [
        ("First pulmonary relapse of a left-sided, intermediate-risk nephroblastoma.", ("lung", ""), ("", "left")),
        ("Left-sided Wilms tumor with pulmonary relapse.", ("lung", ""), ("", "left")),
        ("Wilms tumor of the left kidney, pulmonary relapse.", ("lung", ""), ("kidney", "left")),
        ("Right lung relapse of a left-sided Wilms tumor.", ("lung", "right"), ("", "left")),
        ("Osteosarcoma of the right femur, relapse in the lungs.", ("lung", ""), ("femur", "right")),
        ("Recaída pulmonar de nefroblastoma izquierdo.", ("lung", ""), ("", "left")),
        ("Nefroblastoma del riñón izquierdo con recaída pulmonar.", ("lung", ""), ("kidney", "left")),
        ("Recaída en pulmón derecho de un nefroblastoma izquierdo.", ("lung", "right"), ("", "left")),
    ],
)
def test_a_return_and_its_tumor_have_their_own_places(
    sentence: str, back: tuple[str, str], was: tuple[str, str]
) -> None:
    assert _told(sentence) == {("relapse", *back), ("", *was)}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Local relapse of left Wilms tumor.", {("relapse", "", "left")}),
        ("Relapse of Ewing sarcoma of the left femur.", {("relapse", "femur", "left")}),
        ("Recaída pulmonar de nefroblastoma.", {("relapse", "lung", "")}),
        ("Pulmonary relapse of Wilms tumor.", {("relapse", "lung", "")}),
        ("Left-sided Wilms tumor.", {("", "", "left")}),
    ],
)
def test_what_tells_one_place_stays_one(sentence: str, told: set[tuple[str, str, str]]) -> None:
    assert _told(sentence) == told


def _sites(sentence: str) -> dict[str, str]:
    found = extracted("Operative report", "Date of surgery: 02/21/2025", "Procedure", sentence)
    return {one.name: one.site for one in found if str(one.kind) == "surgery"}


@pytest.mark.parametrize(
    ("sentence", "name", "site"),
    [
        (
            "Laparoscopic biopsy of left adrenal mass, bilateral iliac bone marrow aspirates and biopsies.",
            "laparoscopic biopsy",
            "adrenal",
        ),
        (
            "Core needle biopsy of left adrenal mass, right iliac bone marrow aspirates.",
            "core needle biopsy",
            "adrenal",
        ),
        ("Laparoscopic biopsy of left adrenal and pelvic mass, central venous catheter.", "laparoscopic biopsy", ""),
    ],
)
def test_the_bone_of_a_marrow_is_no_site_of_the_procedure_before_it(sentence: str, name: str, site: str) -> None:
    told = _sites(sentence)[name]
    assert told == site if site else ("pelvis" in told and "adrenal" in told)
