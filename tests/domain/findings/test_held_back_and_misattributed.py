"""What boards hold back, leave open or turn away, and values and changes that belong to something else."""

import pytest

from consilium.domain.findings.finding import Assertion, Kind
from tests.domain.findings.test_unlisted_tests_told import read

A = Assertion
_TREATED = (Kind.DRUG, Kind.MEDICINE, Kind.SURGERY, Kind.RADIATION, Kind.CYCLE, Kind.TRANSPLANT)


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("ONC201 (dordaviprone) could begin two to six weeks after radiation.", "ONC201", A.CONDITIONAL),
        ("Bevacizumab is kept in reserve for radiation necrosis.", "bevacizumab", A.CONDITIONAL),
        ("El trasplante hepático se reserva para el caso de irresecabilidad.", "liver transplant", A.CONDITIONAL),
        ("Trametinib 0.025 mg/kg preferred, subject to funding approval.", "trametinib", A.CONDITIONAL),
        ("Fever 38.0 or above: gentamicin straight away", "gentamicin", A.CONDITIONAL),
        ("Se gestiona rituximab con donación.", "rituximab", A.PLANNED),
        ("Lumbar puncture for cytology no sooner than day 14.", "lumbar puncture", A.PLANNED),
        ("Radioterapia de 50,4 Gy al lecho, previsible en la semana 13.", "radiation", A.PLANNED),
        ("Request: bilateral nephron-sparing resection in October.", "partial nephrectomy", A.PLANNED),
        ("Please hold the MMR booster until I write again.", "MMR vaccine", A.PLANNED),
        ("Vinorelbine/cyclophosphamide maintenance forms no part of his treatment.", "vinorelbine", A.NEGATED),
        ("Hold dactinomycin and doxorubicin during treatment.", "doxorubicin", A.NEGATED),
    ],
)
def test_what_is_held_back_was_not_given(text: str, name: str, how: Assertion) -> None:
    found = [one for one in read(text, kinds=_TREATED) if one.name == name]
    assert found
    assert all(
        one.assertion in (how, A.PLANNED, A.CONDITIONAL, A.NEGATED) for one in found if one.kind is not Kind.MEDICINE
    )
    assert any(one.assertion is how for one in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rituximab was given on 3 May.", "rituximab"),
        ("Se administró rituximab el 3 de mayo.", "rituximab"),
        ("Doxorubicin 25 mg/m2 was given on day 1.", "doxorubicin"),
    ],
)
def test_what_was_given_is_stated(text: str, name: str) -> None:
    assert [one.assertion for one in read(text, kinds=(Kind.DRUG,)) if one.name == name] == [A.STATED]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Trombosis nunca.", "thrombosis", A.NEGATED),
        ("Lesión de 128 mm sin compromiso articular.", "joint involvement", A.NEGATED),
        ("Cardiomyopathy risk: echocardiogram every 2 years.", "cardiomyopathy", A.CONDITIONAL),
        ("Slit lamp in September for early cataract.", "cataract", A.CONDITIONAL),
        ("Slit lamp showed early cataract.", "cataract", A.STATED),
        ("Signos de peligro: fiebre, sangrado, vómitos persistentes.", "fever", A.CONDITIONAL),
    ],
)
def test_what_is_feared_or_denied_is_not_there(text: str, name: str, how: Assertion) -> None:
    assert {one.assertion for one in read(text, kinds=(Kind.CONDITION, Kind.TOXICITY)) if one.name == name} == {how}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Neuroblastoma, rhabdomyosarcoma and Ewing sarcoma are excluded.", "neuroblastoma", A.NEGATED),
        ("With this age hepatoblastoma is by far the likeliest.", "hepatoblastoma", A.UNCERTAIN),
        ("Neuroblastoma, stage 4; bone lesions and marrow were positive.", "neuroblastoma", A.STATED),
    ],
)
def test_a_list_that_is_excluded_is_excluded_whole(text: str, name: str, how: Assertion) -> None:
    assert [one.assertion for one in read(text, kinds=(Kind.DIAGNOSIS,)) if one.name == name] == [how]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Bilateral disease (stage V) is to be excluded.", A.UNCERTAIN),
        ("Right suprarenal mass, ?neuroblastoma stage 4", A.UNCERTAIN),
        ("Flank radiotherapy only for anaplasia or local stage III.", A.CONDITIONAL),
        ("Wilms tumor, local stage III.", A.STATED),
    ],
)
def test_a_stage_that_is_not_settled(text: str, how: Assertion) -> None:
    assert [one.assertion for one in read(text, kinds=(Kind.STAGE,))] == [how]


@pytest.mark.parametrize(
    "text", ["Marrow day 29: 2% blasts, MRD 0.3%.", "Mielograma del 2023-01-04: 2% de blastos, EMR 0,3%."]
)
def test_blasts_by_morphology_are_no_residual_disease(text: str) -> None:
    assert [one.number for one in read(text, kinds=(Kind.MRD,))] == [0.3]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("RUNX1::RUNX1T1 transcripts down 2.4 logs.", 2.4),
        ("PML::RARA por RT-PCR cuantitativa con descenso de 3,2 logaritmos.", 3.2),
    ],
)
def test_a_fall_of_a_transcript_in_logs(text: str, number: float) -> None:
    found = read(text, kinds=(Kind.MRD, Kind.VARIANT))
    assert [(one.kind, one.number) for one in found] == [(Kind.MRD, number)]


@pytest.mark.parametrize(
    ("text", "value", "how"),
    [
        ("Loss of methylation at IC2 (KCNQ1OT1).", "loss of methylation", A.STATED),
        ("No loss of methylation at IC2.", "loss of methylation", A.NEGATED),
        ("Síndrome de Beckwith-Wiedemann (hipometilación IC2).", "loss of methylation", A.STATED),
        ("H19 (IC1) methylation within normal limits.", "normal", A.STATED),
    ],
)
def test_methylation_of_imprinted_places(text: str, value: str, how: Assertion) -> None:
    found = read(text, kinds=(Kind.METHYLATION, Kind.VARIANT, Kind.CYTOGENETICS))
    assert [(one.kind, one.value, one.assertion) for one in found] == [(Kind.METHYLATION, value, how)]


@pytest.mark.parametrize(
    "text",
    [
        "Considerar inhibidor de ALK (lorlatinib) según disponibilidad, decisión del equipo tratante.",
        "RESULTADO DE SECUENCIACIÓN Y DELECIONES/DUPLICACIONES DEL GEN RB1",
    ],
)
def test_an_article_or_a_test_is_no_deletion(text: str) -> None:
    assert not read(text, kinds=(Kind.VARIANT, Kind.CYTOGENETICS))


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("TP53 germline was sent August 2024, negative.", A.NEGATED),
        ("Estudio genético: RB1 enviado en mayo, negativo.", A.NEGATED),
        ("TP53 germline mutation.", A.STATED),
        ("11q deletion and IKZF1 del were found.", A.STATED),
    ],
)
def test_a_gene_that_was_sent_and_came_back(text: str, how: Assertion) -> None:
    assert {one.assertion for one in read(text, kinds=(Kind.VARIANT, Kind.CYTOGENETICS))} == {how}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Injerto: neutrófilos >0,5 x10e9/l el día +11.", [("neutrophils", A.STATED)]),
        ("Continue filgrastim until ANC > 1.0.", [("neutrophils", A.CONDITIONAL)]),
        ("Primer ciclo ADE 10+3+5 iniciado el 2022-12-02.", []),
        ("urea volvió a 20 mg/dl", [("urea", A.STATED)]),
        ("Clon HPN (FLAER): granulocitos 0.4 %, monocitos 0.6 %.", []),
        ("PNH flow: 0.4% GPI-deficient granulocytes.", [("paroxysmal nocturnal hemoglobinuria clone", A.STATED)]),
    ],
)
def test_numbers_of_the_laboratory_and_of_others(text: str, told: list[tuple[str, Assertion]]) -> None:
    assert [(one.name, one.assertion) for one in read(text, kinds=(Kind.LABORATORY,))] == told


def test_cells_of_a_fluid_are_counted_once() -> None:
    text = "CSF: white cells 8 x10^6/L, red cells 3 x10^6/L."
    found = {(one.name.partition(" ")[0], one.number) for one in read(text, kinds=(Kind.LABORATORY,))}
    assert found == {("leukocytes", 8.0), ("erythrocytes", 3.0)}


def test_a_laxative_is_no_asparaginase() -> None:
    assert not read("PEG 3350 17 g daily", kinds=(Kind.DRUG,))
    assert [one.name for one in read("PEG 2500 UI/m2 day 4", kinds=(Kind.DRUG,))] == ["pegaspargase"]
