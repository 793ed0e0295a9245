"""What papers of leukemia and transplant say in their own short words: lists of fusions, conditioning, remissions by
number, engraftment, chimerism, and what these words must not be taken for."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from tests.domain.findings.onepaper import extracted

STATED, NEGATED = Assertion.STATED, Assertion.NEGATED


def whole(text: str) -> tuple[Finding, ...]:
    return extracted(*text.splitlines())


def of(kind: Kind, text: str) -> list[Finding]:
    return [one for one in whole(text) if one.kind is kind]


@pytest.mark.parametrize(
    "text",
    [
        "RUNX1::RUNX1T1, CBFB::MYH11, PML::RARA: negative",
        "RUNX1::RUNX1T1, CBFB::MYH11, PML::RARA, BCR::ABL1: negativos",
        "RUNX1::RUNX1T1, CBFB::MYH11 and PML::RARA were not detected.",
        "BCR::ABL1, TCF3::PBX1, ETV6::RUNX1: no detectados",
    ],
)
def test_one_answer_denies_every_fusion_of_its_list(text: str) -> None:
    found = of(Kind.VARIANT, text)
    assert len(found) >= 3
    assert {one.assertion for one in found} == {NEGATED}


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("KMT2A::AFF1 positive, BCR::ABL1 negative", "KMT2A::AFF1"),
        ("Positive for KMT2A::AFF1, BCR::ABL1: negative", "KMT2A::AFF1"),
        ("Se detecta KMT2A::MLLT10. BCR::ABL1, ETV6::RUNX1: negativos", "KMT2A::MLLT10"),
    ],
)
def test_a_fusion_that_was_found_is_not_denied_by_its_neighbour(text: str, there: str) -> None:
    assert there in {one.name for one in of(Kind.VARIANT, text) if one.assertion is STATED}


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("Conditioned with Flu/Bu4, PT-Cy d+3/+4.", {"fludarabine", "busulfan", "cyclophosphamide"}),
        ("TREO/FLU/TT conditioning", {"treosulfan", "fludarabine", "thiotepa"}),
        ("1er TMO: 04/2021, dador no emparentado 10/10, BU/CY/MEL.", {"busulfan", "cyclophosphamide", "melphalan"}),
        ("Linfodepleción: Flu 30 mg/m2 x 4, Cy 500 mg/m2 x 2.", {"fludarabine", "cyclophosphamide"}),
    ],
)
def test_letters_of_a_conditioning_are_drugs_and_no_influenza(text: str, drugs: set[str]) -> None:
    found = whole(text)
    told = {one.name for one in found if one.kind is Kind.DRUG and one.assertion is STATED}
    assert told == drugs
    assert not [one for one in found if one.name == "influenza"]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Inducción con IDA/ARA-C/VP-16 (AIE)", False),
        ("FLAG-IDA in October", False),
        ("Found to have IDA, started on iron", True),
    ],
)
def test_idarubicin_is_no_anemia(text: str, there: bool) -> None:
    assert ("iron deficiency anemia" in {one.name for one in of(Kind.CONDITION, text)}) is there


@pytest.mark.parametrize("text", ["He had the flu in January.", "Tuvo flu en enero, sin complicaciones."])
def test_the_flu_is_an_illness_elsewhere(text: str) -> None:
    assert "influenza" in {one.name for one in of(Kind.CONDITION, text)}


@pytest.mark.parametrize(
    ("text", "drug", "number"),
    [
        ("CPX-351 100 units/m2 IV on days 1, 3, 5", "daunorubicin/cytarabine liposome", 100.0),
        ("DaunoXome 60 mg/m2", "liposomal daunorubicin", 60.0),
        ("HiDAC 3 g/m2 x 8", "cytarabine", 3.0),
        ("rATG 2.5 mg/kg x 3", "antithymocyte globulin", 2.5),
    ],
)
def test_drugs_of_leukemia_and_conditioning_by_their_short_names(text: str, drug: str, number: float) -> None:
    assert (drug, number) in {(one.name, one.number) for one in of(Kind.DRUG, text)}


@pytest.mark.parametrize(
    "text",
    [
        "Dx: AML, KMT2A-r, CR2",
        "LLA de alto riesgo. RC1 desde el 27/03/2023.",
        "LMA tratada con quimioterapia.\nRC tras HAM.",
        "LLA en tratamiento.\nRC continua",
    ],
)
def test_remissions_by_their_letters_in_a_paper_of_leukemia(text: str) -> None:
    assert "complete response" in {one.name for one in of(Kind.RESPONSE, text)}


@pytest.mark.parametrize(
    "text",
    [
        "LLA en mantenimiento.\nRC rítmicos sin soplos",
        "ALL. Complement receptor CR1 expression was normal.",
        "EICH crónica de piel, en remisión",
        "Chronic GVHD of the mouth, in remission",
    ],
)
def test_other_things_of_these_words_are_no_remission(text: str) -> None:
    assert not of(Kind.RESPONSE, text)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Injerto leucocitario +16, plaquetario +33", "neutrophil engraftment", "+16"),
        ("Prendimiento de neutrófilos +18 (21/01/2025)", "neutrophil engraftment", "+18"),
        ("BMT: ANC > 500 on D+11, platelets >50 on D+13.", "platelet engraftment", "D+13"),
        ("He engrafted on day 23 after transplant.", "engraftment", "day 23"),
        ("Tras el trasplante injertó el día +25", "engraftment", "día +25"),
    ],
)
def test_engraftment_in_its_ways_of_saying(text: str, name: str, value: str) -> None:
    assert (name, value) in {(one.name, one.value) for one in of(Kind.RESPONSE, text)}


@pytest.mark.parametrize(
    "text",
    [
        "No engraftment by day +28.",
        "Pendiente injerto, hoy día +12.",
        "Start G-CSF until neutrophils > 500 x 3 days",
        "Engraftment syndrome on day +10",
    ],
)
def test_what_did_not_take_is_no_engraftment(text: str) -> None:
    assert not of(Kind.RESPONSE, text)


def test_chimerism_of_every_look_and_in_words() -> None:
    told = of(Kind.LABORATORY, "Chimerism D+30: 100% donor CD3 and CD33. D+100: 98% donor.")
    assert {one.value for one in told if one.name == "donor chimerism"} == {"100", "98"}
    assert [one.value for one in of(Kind.LABORATORY, "Quimerismo completo.")] == ["completo"]


@pytest.mark.parametrize(
    "text", ["aGVHD: skin stage 2, gut stage 1, overall grade II", "EICHa: piel estadio 2, hígado estadio 0"]
)
def test_a_stage_of_gvhd_is_none_of_the_cancer(text: str) -> None:
    assert not of(Kind.STAGE, text)


@pytest.mark.parametrize(
    "text", ["6-TG 60 mg/m2/d reduced to 75% for TPMT intermediate", "Se redujo al 50 % por neutropenia"]
)
def test_what_is_reduced_to_a_share_is_no_shrinkage(text: str) -> None:
    assert not of(Kind.RESPONSE, text)


@pytest.mark.parametrize("text", ["Tumor volume reduced by 75%.", "El tumor se redujo un 75 %."])
def test_what_went_back_by_a_share_is(text: str) -> None:
    assert of(Kind.RESPONSE, text)


def test_the_number_before_a_date_is_of_its_scheme() -> None:
    told = of(Kind.PROTOCOL, "Induction II: ADE 8+3+5 - 10/23/2023")
    assert [str(one.when) for one in told if one.name == "ADE"] == ["2023-10-23"]


@pytest.mark.parametrize(
    "text",
    [
        "LLA. EMR fin de inducción (12/02/2024) 0.004 %, EMR fin de consolidación indetectable",
        "LPA. PML-RARA negativo por RT-PCR al terminar consolidación (08/08/2022)",
    ],
)
def test_a_result_denied_at_the_end_of_a_phase_denies_no_phase(text: str) -> None:
    assert not [one for one in of(Kind.CYCLE, text) if one.assertion is NEGATED]


def test_the_day_of_a_summary_is_no_day_of_its_drugs() -> None:
    text = (
        "Informe de alta - Terapia celular. 05/10/2023\nIria Seoane, 13 años. LLA-B\n"
        "Puente: MTX oral, 6-MP y vincristina semanal x 3"
    )
    found = of(Kind.DRUG, text)
    assert {one.name for one in found} >= {"methotrexate", "vincristine"}
    assert {one.when for one in found} == {None}
    assert {one.assertion for one in found} == {STATED}


@pytest.mark.parametrize(
    "text",
    [
        "Transplant and Cellular Therapy, Saltmarsh Children's 4/8/2025",
        "Unidad de Trasplante y Terapia Celular, 04/08/2025",
    ],
)
def test_the_name_of_a_service_is_no_transplant(text: str) -> None:
    assert not of(Kind.TRANSPLANT, text)


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("Induction I: ADE 10+3+5 + GO - 9/14/2023", "induction", "2023-09-14"),
        ("Inducción con IDA/ARA-C/VP-16 (AIE), iniciada 22/12/2022", "induction", "2022-12-22"),
        ("Consolidation: HAM (started 23/01/2023)", "consolidation", "2023-01-23"),
        ("Induction: completed. Marrow on 13/03/2024 clear", "induction", ""),
    ],
)
def test_a_phase_that_opens_its_line_has_the_day_that_ends_what_it_was(text: str, name: str, day: str) -> None:
    told = [str(one.when) for one in of(Kind.CYCLE, text) if one.name == name and one.when is not None]
    assert told == ([day] if day else [])
