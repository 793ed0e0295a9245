"""What somebody would offer, what hangs on a choice, blocks of tissue that are left, sites that are the disease's own,
and a substance that stands as an allergy: none of them is a plan, a cycle, a field or a medicine."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind


def of_kind(text: str, kind: Kind, name: str = "") -> list[Finding]:
    return [one for one in extracted(*text.split("\n")) if one.kind is kind and name in one.name]


def ways(text: str, kind: Kind) -> set[Assertion]:
    return {one.assertion for one in of_kind(text, kind)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.RADIATION, "I would offer involved-site radiation to the left neck and mediastinum, 30 Gy."),
        (Kind.RADIATION, "We would consider whole lung radiation 15 Gy."),
        (Kind.RADIATION, "Consideraría radioterapia al mediastino, 30 Gy."),
        (
            Kind.RADIATION,
            "PET después del ciclo 2: si Deauville 1 a 3, omitir radioterapia; si 4 o 5, valorar radioterapia.",
        ),
        (Kind.TRANSPLANT, "Plan\nStem cell collection if transplant is chosen."),
        (Kind.TRANSPLANT, "Plan\nRecolección de células madre si se elige trasplante."),
    ],
)
def test_what_would_be_offered_or_hangs_on_a_choice_is_not_planned(kind: Kind, text: str) -> None:
    assert Assertion.PLANNED not in ways(text, kind)
    assert Assertion.STATED not in ways(text, kind)
    assert ways(text, kind)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.RADIATION, "Plan\nRadiation to the left neck, 30 Gy, after chemotherapy."),
        (Kind.TRANSPLANT, "Plan\nStem cell collection after cycle 2."),
        (Kind.RADIATION, "Radiation to the left neck, 30 Gy, is planned for October."),
    ],
)
def test_what_is_planned_stays_planned(kind: Kind, text: str) -> None:
    assert ways(text, kind) == {Assertion.PLANNED}


def test_a_way_of_radiation_that_would_be_considered_is_not_its_technique() -> None:
    text = "Involved-site radiation to the left neck, 30 Gy, is planned; protons would be considered."
    assert all("proton" not in str(one.detail.get("technique")) for one in of_kind(text, Kind.RADIATION))
    (own,) = of_kind("Proton radiation to the left neck, 30 Gy, is planned.", Kind.RADIATION)
    assert own.detail["technique"] == "proton"


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Relapse at three nodal sites above the diaphragm, no B symptoms, no prior radiation.", ""),
        ("Masa mediastínica, ganglios cervicales, sin radioterapia previa.", ""),
        ("Mediastinal mass, no prior radiation to the chest.", "chest"),
        ("Limited, nodal, not irradiated.", ""),
        ("No radiation to the neck.", "neck"),
    ],
)
def test_radiation_denied_behind_sites_of_the_disease_has_none_of_them(text: str, site: str) -> None:
    denied = [one for one in of_kind(text, Kind.RADIATION) if one.assertion is Assertion.NEGATED]
    assert [one.site for one in denied] == [site]


@pytest.mark.parametrize(
    "text",
    [
        "Quedan 4 bloques y 6 láminas (H&E, CD30) disponibles para revisión.",
        "Quedan 2 bloques de parafina en archivo.",
        "Two further blocks of tissue remain in the archive.",
    ],
)
def test_blocks_of_tissue_are_no_cycles(text: str) -> None:
    assert not of_kind(text, Kind.CYCLE)


@pytest.mark.parametrize("text", ["Quedan 2 bloques.", "Two further blocks are planned."])
def test_blocks_of_treatment_are(text: str) -> None:
    assert ways(text, Kind.CYCLE) == {Assertion.PLANNED}


@pytest.mark.parametrize(
    "text",
    [
        "Acuerdos\n- Alergia a amoxicilina (urticaria): documentar en expediente.",
        "Plan\nAllergy to amoxicillin: document in the chart.",
        "Plan\nAlérgica a la amoxicilina, anotar en hoja de enfermería.",
        "Recommendations\nKnown allergy to ceftriaxone, flag the chart.",
    ],
)
def test_a_substance_that_is_only_named_as_an_allergy_is_no_medicine(text: str) -> None:
    assert of_kind(text, Kind.ALLERGY)
    assert not of_kind(text, Kind.MEDICINE)


def test_a_medicine_that_was_taken_before_its_allergy_stays() -> None:
    text = "No cedió a amoxicilina por 10 días, suspendida al día 4 por urticaria. Alergia a amoxicilina."
    assert of_kind(text, Kind.MEDICINE, "amoxicillin")
