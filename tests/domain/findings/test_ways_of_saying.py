"""Ways of saying how a thing is said: signs, boxes, requests, conditions that did not come; and where they end."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.topics import diagnosis, history, imaging, stage
from consilium.domain.records import Category
from tests.domain.findings.onepaper import findings


def said(found: list[Finding]) -> dict[str, str]:
    return {one.name: one.assertion.value for one in found}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Consulta por fiebre, diarrea (-), sin tos.", "diarrhea", "negated"),
        ("Antecedentes: síndrome de Down: NO.", "Down syndrome", "negated"),
        ("She remains seizure free.", "seizures", "negated"),
        ("Afebril, buen estado general.", "fever", "negated"),
        ("Coeliac disease. ?ADHD", "celiac disease", "stated"),
        ("Coeliac disease. ?ADHD", "attention deficit hyperactivity disorder", "uncertain"),
        ("Viral URI, suspected.", "upper respiratory infection", "uncertain"),
        ("I have asked the team to assess him for autism.", "autism", "uncertain"),
        ("Risks of treatment include infertility and fatigue.", "fatigue", "conditional"),
        ("1) Hipotiroidismo  2) Probable asma", "hypothyroidism", "stated"),
        ("Hipertensión: se descarta por MAPA.", "hypertension", "negated"),
    ],
)
def test_how_an_illness_is_said(text: str, name: str, how: str) -> None:
    assert said(findings(history, text))[name] == how


@pytest.mark.parametrize(
    ("text", "name", "relative"),
    [
        ("Elder brother - asthma on inhalers.", "asthma", "brother"),
        ("Her father's brother had a seminoma at 27.", "seminoma", "paternal uncle"),
        ("Antecedentes familiares: madre ca. de páncreas.", "pancreatic cancer", "mother"),
        ("Mat gran has TB, on treatment.", "tuberculosis", "maternal grandmother"),
        ("Family history: bowel ca in the paternal uncle.", "colon cancer", "paternal uncle"),
    ],
)
def test_a_relatives_illness_in_short_forms(text: str, name: str, relative: str) -> None:
    (one,) = findings(history, text)
    assert (one.kind, one.name) == (Kind.FAMILY_HISTORY, name)
    assert str(one.detail["relative"]).split()[-1] in (relative.split()[-1], "brother")


def test_a_familys_history_on_its_labels_line_ends_where_the_child_is_spoken_of_again() -> None:
    text = "Antecedentes familiares: padre hipertenso.\nAl ingreso presentaba sudoración nocturna y prurito."
    assert {(one.kind, one.name) for one in findings(history, text)} == {
        (Kind.FAMILY_HISTORY, "hypertension"),
        (Kind.CONDITION, "night sweats"),
        (Kind.CONDITION, "pruritus"),
    }


def test_parents_who_know_of_the_childs_tumor_have_none() -> None:
    assert findings(history, "Parents are aware that the tumor may progress within months.") == []


def test_an_abbreviation_in_small_letters_is_another_word() -> None:
    assert findings(history, "she has been well and has no complaints") == []
    assert said(findings(history, "Abuelo paterno DM2 y HAS.")) == {"diabetes": "family", "hypertension": "family"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("CNS status: [ ] CNS1 [x] CNS2a [ ] CNS3 of B-lymphoblastic leukemia", ["CNS2a"]),
        ("Chronic kidney disease, stage 2, since 2019", []),
        ("RETINOBLASTOMA LEFT EYE GROUP E", ["E"]),
    ],
)
def test_a_box_that_is_not_ticked_and_a_kidneys_stage_are_no_stage(text: str, values: list[str]) -> None:
    assert [one.value for one in findings(stage, text) if one.kind is Kind.STAGE] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Risk group: Intermediate (COG) / Very high (EpSSG)", ["Intermediate", "Very high"]),
        ("Burkitt lymphoma, risk group B (LMB)", ["B"]),
        ("NCI risk group: [ ] Standard [x] High", ["High"]),
    ],
)
def test_risk_groups_of_two_systems_of_letters_and_of_boxes(text: str, values: list[str]) -> None:
    assert [one.value for one in findings(stage, text) if one.kind is Kind.RISK] == values


def test_a_stage_that_would_have_been_is_not_stated() -> None:
    text = "Had the spleen been involved she would have been stage 3 of Hodgkin lymphoma."
    assert [one.assertion.value for one in findings(stage, text)] == ["conditional"]


def test_a_request_in_the_form_of_a_question_doubts_no_diagnosis() -> None:
    text = "Diagnosis\nWould you kindly see this girl with hepatoblastoma?"
    assert said(findings(diagnosis, text)) == {"hepatoblastoma": "stated"}


def test_each_organ_that_a_report_calls_normal_is_said() -> None:
    text = "CT abdomen\nFindings\nLiver, spleen and adrenal glands are normal. No ascites."
    found = findings(imaging, text, category=Category.IMAGING_REPORTS)
    normal = {one.name for one in found if one.detail.get("result") == "normal"}
    assert normal == {"liver", "spleen", "adrenal gland"}
    assert [one.assertion.value for one in found if one.name == "effusion"] == ["negated"]
