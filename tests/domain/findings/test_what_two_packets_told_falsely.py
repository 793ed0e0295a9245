"""What a professor would have been misled by in the packets of a liver tumor and of a brain tumor."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind


def of_kind(text: str, kind: Kind, name: str = "") -> list[Finding]:
    return [one for one in extracted(*text.split("\n")) if one.kind is kind and name in one.name]


@pytest.mark.parametrize("text", ["N° de HC: 118.402", "Nº HC: 45.2", "HC: 118.402"])
def test_the_number_of_a_record_is_no_head(text: str) -> None:
    assert not of_kind(text, Kind.GROWTH)


@pytest.mark.parametrize("text", ["HC 47.2 cm", "Perímetro cefálico: 47,2 cm", "Head circumference 47.2 cm"])
def test_a_head_is_measured(text: str) -> None:
    assert of_kind(text, Kind.GROWTH, "head circumference")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("No maintenance chemotherapy.", "No maintenance chemotherapy"),
        ("He has had no chemotherapy since 2023.", "no chemotherapy since 2023"),
        ("No ha recibido quimioterapia desde 2023.", "No ha recibido quimioterapia desde 2023"),
        ("No prior chemotherapy.", ""),
    ],
)
def test_chemotherapy_denied_of_one_time_keeps_its_words(text: str, value: str) -> None:
    assert [one.value for one in of_kind(text, Kind.DRUG, "chemotherapy")] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "A 2-year-old former 29-week premature girl with metastatic hepatoblastoma.",
        "Former preterm girl with hepatoblastoma.",
    ],
)
def test_a_child_born_early_still_has_the_disease(text: str) -> None:
    assert [one.assertion for one in of_kind(text, Kind.DIAGNOSIS)] == [Assertion.STATED]


@pytest.mark.parametrize("text", ["Hernia umbilical, no operada.", "Umbilical hernia, not operated."])
def test_an_illness_not_operated_denies_no_other_operation(text: str) -> None:
    assert not of_kind(text, Kind.SURGERY)


def test_a_child_never_operated_is_told() -> None:
    assert [one.assertion for one in of_kind("Nunca ha sido operada.", Kind.SURGERY)] == [Assertion.NEGATED]


def test_a_second_transplant_is_of_the_organ_that_the_paper_tells_of() -> None:
    liver = "The liver MRI showed a clean graft.\nWe would not re-transplant."
    assert not of_kind(liver, Kind.TRANSPLANT)
    marrow = "Relapse after HSCT.\nWe would not re-transplant."
    assert [one.assertion for one in of_kind(marrow, Kind.TRANSPLANT, "stem cell")][-1:] == [Assertion.NEGATED]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hepatoblastoma PRETEXT IV.\nSe propone trasplante.", {"transplant"}),
        ("Hepatocellular carcinoma, unresectable.\nTransplant was discussed with the family.", {"transplant"}),
        ("Hepatoblastoma en remisión.\nTrasplante autólogo de médula ósea previsto.", {"autologous transplant"}),
        ("Neuroblastoma de alto riesgo.\nSe propone trasplante.", {"stem cell transplant"}),
    ],
)
def test_a_transplant_without_a_kind_is_not_of_cells_in_a_paper_on_a_tumor_of_the_liver(
    text: str, told: set[str]
) -> None:
    assert {one.name for one in of_kind(text, Kind.TRANSPLANT)} == told


@pytest.mark.parametrize(
    "text",
    [
        "Ependymoma, CNS WHO grade 3, H3 K27me3-deficient, with 1q gain and 6q loss.",
        "EZHIP: positivo",
        "EZHIP: positive",
    ],
)
def test_what_a_stain_shows_is_no_change_of_a_gene(text: str) -> None:
    assert not of_kind(text, Kind.VARIANT)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Prescripción inicial: 59,4 Gy en 33 fracciones al lecho tumoral.", Assertion.PLANNED),
        ("Initial prescription: 59.4 Gy in 33 fractions to the tumor bed.", Assertion.PLANNED),
        ("Received 54 Gy in 30 fractions to the tumor bed.", Assertion.STATED),
    ],
)
def test_a_first_prescription_is_no_dose_given(text: str, how: Assertion) -> None:
    assert {one.assertion for one in of_kind(text, Kind.RADIATION)} == {how}


@pytest.mark.parametrize("text", ["Sirolimus: preguntar cuándo", "Sirolimus: ask when"])
def test_a_drug_to_ask_about_was_not_given(text: str) -> None:
    assert not [one for one in of_kind(text, Kind.DRUG) if one.assertion is Assertion.STATED]


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Unresectable hepatoblastoma, lung disease cleared.", ""),
        ("Hepatoblastoma of the liver, right lobe.", "liver"),
    ],
)
def test_where_the_disease_is_no_more_is_not_its_site(text: str, site: str) -> None:
    assert {one.site for one in of_kind(text, Kind.DIAGNOSIS)} == {site}
