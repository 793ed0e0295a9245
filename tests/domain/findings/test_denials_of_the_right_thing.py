"""A denial is of the thing it stands beside: a marker's result of the marker, a "no" of its own list, a rule for
stopping of a day to come, what is forbidden of the medicine that was named before it."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind

STATED, NEGATED, CONDITIONAL = Assertion.STATED, Assertion.NEGATED, Assertion.CONDITIONAL


def of_kind(line: str, kind: Kind, name: str = "") -> list[Finding]:
    return [one for one in extracted(*line.split("\n")) if one.kind is kind and name in one.name]


def said(line: str, kind: Kind, name: str = "") -> set[Assertion]:
    return {one.assertion for one in of_kind(line, kind, name)}


@pytest.mark.parametrize(
    "line",
    [
        "Stage 4 neuroblastoma MYCN negative, high risk.",
        "LLA B Ph negativo.",
        "Leucemia linfoblástica aguda con EMR negativa.",
        "Hodgkin lymphoma EBV negative.",
        "Linfoma de Hodgkin VEB negativo.",
        "AML FLT3-ITD negative.",
        "BCP-ALL, CD20 negative.",
        "Wilms WT1 negativo.",
        "Wilms tumour nodes negative.",
        "Retinoblastoma RB1 germline negative.",
        "Hepatoblastoma beta-catenina negativa.",
        "Linfoma de Burkitt con médula ósea negativa.",
        "Neuroblastoma MYCN-negative.",
        "NEUROBLASTOMA MYCN NEGATIVO.",
    ],
)
def test_a_markers_negative_does_not_deny_the_disease(line: str) -> None:
    assert said(line, Kind.DIAGNOSIS) == {STATED}


@pytest.mark.parametrize(
    "line",
    [
        "Neuroblastoma negative.",
        "Negative for neuroblastoma.",
        "Biopsia negativa para neuroblastoma.",
        "NEUROBLASTOMA BIOPSIA NEGATIVA.",
        "Lymphoma was ruled out, EBV negative.",
        "No neuroblastoma, MYCN negative.",
        "I was asked about PTLD: EBER negative, B cells sparse, so no.",
    ],
)
def test_a_disease_that_is_denied_itself_stays_denied(line: str) -> None:
    assert STATED not in said(line, Kind.DIAGNOSIS)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Epilepsy MRI negative.", {STATED}),
        ("Celiac disease tTG negative.", {STATED}),
        ("Tuberculosis IGRA negative.", {NEGATED}),
        ("Hepatitis PCR negative.", {NEGATED}),
    ],
)
def test_an_illness_and_its_test(line: str, expected: set[Assertion]) -> None:
    assert said(line, Kind.CONDITION) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("No evidence of relapse, remains in complete remission.", STATED),
        ("Sin evidencia de recaída, en remisión completa desde 2022.", STATED),
        ("MRD not detected, complete remission.", STATED),
        ("No residual tumor, complete response.", STATED),
        ("Asintomático, sin medicación, respuesta parcial.", STATED),
        ("En respuesta completa (NAD), en mantenimiento.", STATED),
        ("Not in complete remission.", NEGATED),
        ("No complete response.", NEGATED),
        ("No está en remisión completa.", NEGATED),
    ],
)
def test_a_remission_behind_a_denial(line: str, expected: Assertion) -> None:
    assert expected in said(line, Kind.RESPONSE)
    assert len(said(line, Kind.RESPONSE)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Neuroblastoma, MYCN no amplificado, riesgo bajo.",
        "ALL, no CNS disease, standard risk.",
        "LLA B sin BCR-ABL, alto riesgo.",
        "Wilms sin anaplasia, riesgo intermedio, estadio II.",
    ],
)
def test_a_risk_group_behind_a_denial_is_told(line: str) -> None:
    assert said(line, Kind.RISK) == {STATED}


def test_a_risk_group_that_is_denied_is_not_told_as_so() -> None:
    assert STATED not in said("LLA B, no es de alto riesgo.", Kind.RISK)


@pytest.mark.parametrize(
    "line",
    [
        "No contraindication to anthracyclines.",
        "No hay contraindicación para antraciclinas.",
        "Sin contraindicaciones para el uso de antraciclinas.",
    ],
)
def test_nothing_against_a_drug_gives_and_refuses_nothing(line: str) -> None:
    assert said(line, Kind.DRUG) <= {CONDITIONAL}


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("Do not omit vincristine.", Kind.DRUG, "vincristine"),
        ("No reason to stop methotrexate.", Kind.DRUG, "methotrexate"),
        ("No dose reduction of vincristine.", Kind.DRUG, "vincristine"),
        ("No interrumpir 6-MP.", Kind.DRUG, "mercaptopurine"),
        ("Never stop hydrocortisone.", Kind.MEDICINE, "hydrocortisone"),
        ("No suspender levetiracetam.", Kind.MEDICINE, "levetiracetam"),
        ("Lifelong penicillin, not to be stopped.", Kind.MEDICINE, "penicillin"),
    ],
)
def test_what_is_not_to_be_stopped_goes_on(line: str, kind: Kind, name: str) -> None:
    (one,) = of_kind(line, kind, name)
    assert one.assertion is STATED
    assert one.detail.get("state", "current") == "current"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("No contraindication was found, but no anthracyclines were given.", NEGATED),
        ("No indication for rituximab.", NEGATED),
        ("Vincristine omitted.", NEGATED),
        ("No vincristine today.", NEGATED),
    ],
)
def test_a_drug_that_is_refused_stays_refused(line: str, expected: Assertion) -> None:
    assert said(line, Kind.DRUG) == {expected}


@pytest.mark.parametrize(
    "line",
    [
        "6-MP 50 mg/d, suspender si neutrófilos <500.",
        "Hidroxiurea 20 mg/kg/d – si PMN <1,500 suspender.",
        "Metotrexato 20 mg/m2 semanal, suspender si transaminasas >10 veces.",
        "Mercaptopurine 50 mg daily, hold if ANC <500.",
        "Hydroxyurea 500 mg daily; hold for ANC <1000.",
    ],
)
def test_a_rule_for_stopping_is_no_stop(line: str) -> None:
    drugs = of_kind(line, Kind.DRUG)
    assert [(one.assertion, one.detail.get("state", "")) for one in drugs] == [(STATED, "")]
    assert all(one.detail.get("state") != "past" for one in of_kind(line, Kind.MEDICINE))


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("Prednisona 20 mg/d en descenso hasta suspender el 10/08.", ""),
        ("Dexametasona: 2 mg c/12h x 3 días, 1 mg c/12h x 3 días y suspender.", ""),
        ("Levetiracetam 250 mg bd, suspender en 6 meses.", ""),
        ("Itraconazole d/c.", "past"),
        ("Anakinra held.", "past"),
        ("Itraconazole discontinued.", "past"),
        ("Off tacrolimus.", "past"),
        ("Off steroids since March.", "past"),
        ("Fluconazol suspendido.", "past"),
        ("Se suspende vancomicina.", "past"),
        ("Off selumetinib at two years if stable.", ""),
    ],
)
def test_what_is_to_end_and_what_has_ended(line: str, state: str) -> None:
    (one,) = of_kind(line, Kind.MEDICINE)
    assert one.detail.get("state", "") == state


def test_a_drug_held_for_a_low_count_was_held() -> None:
    (one,) = of_kind("Mercaptopurine 50 mg/m2 omitted for ANC 410.", Kind.DRUG)
    assert one.assertion is NEGATED


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("Paracetamol 15 mg/kg prn, no ibuprofen, no aspirin, no IM injections.", "aspirin", NEGATED),
        ("Paracetamol 15 mg/kg prn, no ibuprofen, no aspirin, no IM injections.", "ibuprofen", NEGATED),
        ("Paracetamol 15 mg/kg prn, no ibuprofen, no aspirin, no IM injections.", "acetaminophen", STATED),
        ("Penicillin contraindicated - erythromycin 250 mg bd.", "erythromycin", STATED),
        ("Penicillin contraindicated - erythromycin 250 mg bd.", "penicillin", NEGATED),
        ("fenoximetilpenicilina contraindicada → eritromicina 250 mg BID", "erythromycin", STATED),
        ("Vancomycin contraindicated, linezolid 10 mg/kg started.", "linezolid", STATED),
        ("Contraindicated: ibuprofen, aspirin.", "aspirin", NEGATED),
        ("Evitar claritromicina, voriconazol.", "voriconazole", NEGATED),
    ],
)
def test_the_forbidden_and_what_is_given_in_its_place(line: str, name: str, expected: Assertion) -> None:
    found = said(line, Kind.MEDICINE, name)
    assert found <= {expected}
    assert found or expected is NEGATED


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("Instead of cisplatin, carboplatin 500 mg/m2 was given.", "carboplatin", STATED),
        ("Instead of cisplatin, carboplatin 500 mg/m2 was given.", "cisplatin", NEGATED),
        ("En lugar de cisplatino se dio carboplatino.", "carboplatin", STATED),
        ("En lugar de cisplatino se dio carboplatino.", "cisplatin", NEGATED),
        ("No vincristine, cyclophosphamide 1 g/m2 and doxorubicin 30 mg/m2 given.", "cyclophosphamide", STATED),
        ("No vincristine, cyclophosphamide 1 g/m2 and doxorubicin 30 mg/m2 given.", "vincristine", NEGATED),
        ("No vincristine, cyclophosphamide or doxorubicin given.", "cyclophosphamide", NEGATED),
    ],
)
def test_a_drug_in_the_place_of_another(line: str, name: str, expected: Assertion) -> None:
    assert said(line, Kind.DRUG, name) == {expected}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Enalapril 0,1 mg/kg c/12h únicamente si FEVI <55%.", CONDITIONAL),
        ("Enalapril 0.1 mg/kg bd only if LVEF <55%.", CONDITIONAL),
        ("Ranitidina 50 mg solo en caso de dolor epigástrico.", CONDITIONAL),
        ("IgIV 400 mg/kg mensual si IgG <400.", CONDITIONAL),
        ("G-CSF 5 mcg/kg if ANC <500.", CONDITIONAL),
        ("Furosemide 1 mg/kg if weight up >5%.", CONDITIONAL),
        ("Paracetamol 200 mg cada 6 h si hay dolor.", STATED),
        ("Paracetamol 200 mg cada 6 h si T >38.", STATED),
        ("Hydroxyurea 500 mg daily - stop if ANC <1000.", STATED),
        ("Enalapril 5 mg daily.", STATED),
    ],
)
def test_a_dose_that_hangs_on_a_value(line: str, expected: Assertion) -> None:
    assert said(line, Kind.MEDICINE) == {expected}


@pytest.mark.parametrize(
    ("line", "first", "second"),
    [
        ("Mucositis: No   Fever: No", NEGATED, NEGATED),
        ("Mucositis: No   Fever: Yes", NEGATED, STATED),
        ("Mucositis: Yes   Fever: No", STATED, NEGATED),
        ("Mucositis: Sí   Fiebre: No", STATED, NEGATED),
        ("Mucositis: no Fiebre: sí", NEGATED, STATED),
        ("Mucositis: no; fiebre: no", NEGATED, NEGATED),
    ],
)
def test_fields_of_one_line_have_each_their_answer(line: str, first: Assertion, second: Assertion) -> None:
    assert said(line, Kind.CONDITION, "mucositis") == {first}
    assert said(line, Kind.CONDITION, "fever") == {second}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Stool sample for C. diff.", Assertion.UNCERTAIN),
        ("Nasal swab for influenza.", Assertion.UNCERTAIN),
        ("Hisopado para influenza.", Assertion.UNCERTAIN),
        ("Heces para C. difficile.", Assertion.UNCERTAIN),
        ("Stool sample for C. diff negative.", NEGATED),
        ("Hisopado para influenza: negativo.", NEGATED),
        ("He had influenza in May.", STATED),
        ("Tuvo influenza en mayo.", STATED),
    ],
)
def test_what_a_sample_is_looked_through_for_is_not_there_yet(line: str, expected: Assertion) -> None:
    assert said(line, Kind.CONDITION) == {expected}
