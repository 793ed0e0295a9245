"""What only measures, counts up or stands beside: equivalents, lists of what was not found, antibodies, wild types and
days from a transplant."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from tests.domain.findings.onepaper import extracted


def drugs(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.value) for one in extracted(text) if one.kind is Kind.DRUG]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("This makes about 360 mg/m2 of doxorubicin equivalents.", [("anthracycline", "360 mg/m2")]),
        ("She received 250 mg/m2 of doxorubicin-equivalent anthracyclines.", [("anthracycline", "250 mg/m2")]),
        ("Recibió 240 mg/m2 de doxorrubicina equivalente.", [("anthracycline", "240 mg/m2")]),
        ("Lleva 240 mg/m2 (equivalente a doxorrubicina).", [("anthracycline", "240 mg/m2")]),
        ("Dosis acumulada de antraciclinas 300 mg/m2 equivalentes de doxorrubicina.", [("anthracycline", "300 mg/m2")]),
        ("Ciclofosfamida equivalente 8,4 g/m2.", []),
        ("Cyclophosphamide equivalent dose (CED) 8.4 g/m2.", []),
        # A drug of its own stays, and gets no amount of the others.
        ("She received doxorubicin 75 mg/m2 on 2025-03-04.", [("doxorubicin", "75 mg/m2")]),
        ("Recibió doxorrubicina 75 mg/m2 el 4 de marzo de 2025.", [("doxorubicin", "75 mg/m2")]),
        ("Prednisone equivalent 60 mg/m2 with vincristine 1.5 mg/m2.", None),
    ],
)
def test_equivalents_are_no_doses(text: str, told: list[tuple[str, str]] | None) -> None:
    found = [(name, value if value.endswith("m2") or not value else f"{value} mg/m2") for name, value in drugs(text)]
    if told is None:
        assert "prednisone" in {name for name, _ in found}
    else:
        assert found == told


def fusions(text: str) -> dict[str, Assertion]:
    return {one.name: one.assertion for one in extracted(text) if "::" in one.name}


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("No other fusion detected, including KMT2A, CBFA2T3::GLIS2, DEK::NUP214 and KAT6A.", "DEK::NUP214", "negated"),
        ("No fusions detected in ETV6::RUNX1, BCR::ABL1, KMT2A.", "BCR::ABL1", "negated"),
        ("No se detectaron otras fusiones, incluidas KMT2A, CBFA2T3::GLIS2, DEK::NUP214 y KAT6A.", "DEK::NUP214",
         "negated"),
        ("No fusions were detected other than NUP98::NSD1.", "NUP98::NSD1", "stated"),
        ("NUP98::NSD1 fusion detected. No other fusions were detected.", "NUP98::NSD1", "stated"),
        ("Sin fusión KMT2A; se detectó DEK::NUP214.", "DEK::NUP214", "stated"),
        ("No KMT2A rearrangement, DEK::NUP214 present.", "DEK::NUP214", "stated"),
    ],
)  # fmt: skip
def test_every_one_of_a_list_is_denied(text: str, name: str, said: str) -> None:
    assert fusions(text)[name] == said


def marked(text: str) -> list[Finding]:
    return [one for one in extracted(text) if one.kind in (Kind.STAIN, Kind.FLOW) and one.name == "IgM"]


@pytest.mark.parametrize(
    "text", ["EBV VCA IgM negative", "CMV IgM negative", "IgM anti-VHB negativo", "IgM CMV negativa"]
)
def test_an_antibody_is_no_marker(text: str) -> None:
    assert not marked(text)


def test_a_marker_stays_one() -> None:
    assert marked("Citometría: IgM negativo, CD10 +, CD19 +, CD20 -.")


def diagnoses(text: str) -> dict[str, Finding]:
    return {one.name: one for one in extracted(text) if one.kind is Kind.DIAGNOSIS}


@pytest.mark.parametrize("text", ["Diagnóstico de envío: LMA WT", "Diagnosis: NRAS WT, KRAS WT"])
def test_a_wild_type_is_no_tumor(text: str) -> None:
    assert "Wilms tumor" not in diagnoses(text)


@pytest.mark.parametrize("text", ["Diagnosis: WT, left kidney, stage III", "Diagnóstico: WT derecho, estadio II"])
def test_a_tumor_in_short_stays(text: str) -> None:
    assert "Wilms tumor" in diagnoses(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("LMA en primera recaída, día +239 de TPH haploidéntico (padre, 14 de enero de 2026).", None),
        ("AML in first relapse, day +239 of haploidentical transplant (father, January 14, 2026).", None),
        ("LMA, recaída el 10 de septiembre de 2026 tras TPH.", "2026-09-10"),
        ("Relapsed AML after BMT, diagnosed 2026-09-10.", "2026-09-10"),
    ],
)
def test_a_transplants_day_is_no_relapse(text: str, day: str | None) -> None:
    when = diagnoses(text)["acute myeloid leukemia"].when
    assert (str(when) if when else None) == day
