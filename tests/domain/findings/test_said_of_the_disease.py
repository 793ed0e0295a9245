"""What is said of the disease: denied, told of many children, under a condition, in a question of the family."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.findings.topics import diagnosis, history, stage
from tests.domain.findings.onepaper import findings


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("Diagnosis: B-ALL.\nGeneral advice: about one child in ten has a relapse.", "", Assertion.STATED),
        ("Impression\nB-ALL in remission, no relapse.", "", Assertion.STATED),
        ("Impression\nNo evidence of recurrent medulloblastoma.", "relapse", Assertion.NEGATED),
        ("Osteosarcoma of the right tibia and a probable lung metastasis.", "", Assertion.STATED),
        ("If the tumor is confirmed as ependymoma: radiation.", "confirmed", Assertion.CONDITIONAL),
        ("Late relapse (59 months from diagnosis; 32 months off therapy) of B-ALL.", "relapse", Assertion.STATED),
    ],
)
def test_a_disease_has_the_status_that_is_said_of_it(text: str, status: str, said: Assertion) -> None:
    one = findings(diagnosis, text)[0]  # what may come or is only probable is a finding of its own behind it
    assert (one.detail.get("status", ""), one.assertion) == (status, said)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sin tumor viable.", "viable tumor"),
        ("No se observaron células malignas.", "malignancy"),
        ("Cytology negative for malignant cells.", "malignancy"),
        ("Anaplasia: ausente", "anaplasia"),
    ],
)
def test_what_was_looked_for_and_not_found_is_a_denial(text: str, name: str) -> None:
    assert [(one.name, one.assertion) for one in findings(diagnosis, text)] == [(name, Assertion.NEGATED)]


def test_what_is_denied_of_tissue_is_never_a_diagnosis_where_it_is_stated() -> None:
    assert findings(diagnosis, "Viable tumor in 30 % of the specimen.") == []


def test_a_list_after_differential_diagnosis_is_uncertain_to_its_end() -> None:
    found = findings(diagnosis, "Diagnóstico diferencial: neuroblastoma, linfoma de Burkitt.")
    assert {one.assertion for one in found} == {Assertion.UNCERTAIN}
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Medulloblastoma, group 3. ED 03/2024.", "2024-03"),
        ("Ewing sarcoma, diagnosed in May 2023; first relapse 02/2025.", "2023-05"),
        ("B-ALL diagnosed on 2021-05-20, relapsed on 2026-04-02.", "2021-05-20"),  # the relapse is a finding of its own
        ("Relapse of B-ALL, treated at length in two hospitals, with residual disease of 4 per million cells on "
         "2026-09-24.", "None"),
    ],
)  # fmt: skip
def test_a_date_is_the_diagnosis_s_only_beside_its_word(text: str, when: str) -> None:
    assert str(findings(diagnosis, text)[0].when) == when


def test_a_paper_that_names_no_disease_still_tells_that_it_is_back() -> None:
    (one,) = findings(diagnosis, "Impression:\nRecurrence left eye.")
    assert (one.name, one.laterality, one.codes) == ("relapse", "left", ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Leukemia. CSF cytospin: no blasts identified (CNS1).", [("CNS1", "stated")]),
        ("Medulloblastoma, MYC amplified, M3.", [("M3", "stated")]),
        ("Meduloblastoma. Diseminación espinal (M3 de Chang).", [("M3", "stated")]),
        ("Acute promyelocytic leukemia, M3.", []),
        ("Retinoblastoma. OD grupo D, OI grupo B.", [("D", "stated"), ("B", "stated")]),
        ("Retinoblastoma, left eye, ICRB still B.", [("B", "stated")]),
        ("Wilms: estadio local III, estadio global IV.", [("III", "stated"), ("IV", "stated")]),
        ("Ewing sarcoma of the pelvis, localized.", [("localized", "stated")]),
        ("The pain is localized to the knee.", []),
    ],
)
def test_a_stage_is_read_in_the_forms_that_papers_give_it(text: str, said: list[tuple[str, str]]) -> None:
    found = [one for one in findings(stage, text) if one.kind is Kind.STAGE]
    assert [(one.value, one.assertion.value) for one in found] == said


@pytest.mark.parametrize(
    ("text", "group", "system"),
    [
        ("• Grupo de riesgo SIOP: intermedio", "intermedio", "SIOP"),
        ("Risk group (COG): high", "high", "COG"),
        ("Unfavorable histology (INPC), age 3 years.", "unfavorable", "INPC"),
        ("Nefroblastoma izquierdo, riesgo intermedio.", "riesgo intermedio", ""),
    ],
)
def test_a_risk_group_is_read_with_its_system(text: str, group: str, system: str) -> None:
    (one,) = [one for one in findings(stage, text) if one.kind is Kind.RISK]
    assert (one.detail["group"], one.detail.get("system", "")) == (group, system)


def test_a_histology_without_its_system_is_no_risk_group() -> None:
    assert findings(stage, "Neuroblastoma with unfavorable histology.") == []


def test_headings_within_a_paragraph_open_their_sections() -> None:
    text = "She is well. Past medical history: migraine. Family history: an aunt with leukemia. No steroids were given."
    found = {(one.kind, one.name, one.assertion) for one in findings(history, text)}
    assert found == {
        (Kind.CONDITION, "migraine", Assertion.STATED),
        (Kind.FAMILY_HISTORY, "leukemia", Assertion.FAMILY),
    }


@pytest.mark.parametrize(
    ("text", "relatives"),
    [
        ("Questions\n3. My mother-in-law had leukemia.", ["grandmother"]),
        ("Preguntas\n3. Mi mamá tuvo cáncer de seno.", ["mother of the writer"]),
        ("Questions\nRadiation, given a grandmother with breast cancer?", ["grandmother"]),
        ("Questions\nCan her sister get leukemia too?", []),
    ],
)
def test_a_family_s_questions_state_what_relatives_had(text: str, relatives: list[str]) -> None:
    assert [one.detail.get("relative") for one in findings(history, text)] == relatives
