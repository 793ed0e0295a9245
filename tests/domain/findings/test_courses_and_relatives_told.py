"""The course of a disease with a day for each event, scores of before and now, signs and kin of no list."""

from __future__ import annotations

import pytest
from onepaper import findings

from consilium.domain.findings import Assertion, Kind
from consilium.domain.findings.topics import diagnosis, history, response, stage, toxicity
from consilium.domain.records import Category


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("T-ALL dx 02/2017, 1st relapse 05/2019 in marrow; 2nd relapse 08/2021.",
         {("", "2017-02"), ("relapse", "2019-05"), ("relapse", "2021-08")}),
        ("Wilms tumor diagnosed in April 2016, relapsed in the lungs in May 2018 and again in June 2020.",
         {("", "2016-04"), ("relapse", "2018-05"), ("relapse", "2020-06")}),
        ("Sarcoma de Ewing (enero 2019) con progresión pulmonar en 04/2021.",
         {("", "2019-01"), ("progression", "2021-04")}),
        ("Meduloblastoma diagnosticado el 03/02/2015, recaída en 2017.", {("", "2015-02-03"), ("relapse", "2017")}),
        ("Leucemia mieloide aguda. En agosto de 2018 presentó recaída aislada y en 2020 segunda recaída.",
         {("", "None"), ("relapse", "2018-08"), ("relapse", "2020")}),
        ("Hepatoblastoma 2011, cisplatin 480 mg/m2.", {("", "2011")}),
        ("Ependymoma diagnosed at 4 years (June 2013), MRI 03/12/2019 stable.", {("", "2013-06")}),
        ("Hodgkin lymphoma, dx sept. 2022. Two cycles since.", {("", "2022-09")}),
        ("Neuroblastoma of the left adrenal, resection 05/2018.", {("", "None")}),
    ],
)  # fmt: skip
def test_each_event_of_a_course_has_its_day(text: str, wanted: set[tuple[str, str]]) -> None:
    order = "dmy" if "diagnosticado" in text else "mdy"
    assert {
        (str(one.detail.get("status", "")), str(one.when)) for one in findings(diagnosis, text, order=order)
    } == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Sevoflurane, LMA size 2.5, easy placement.",
        "Snoring at night, OSA on sleep study.",
        "This fusion can also be seen in acute lymphoblastic leukemia.",
        "There is a higher chance than usual of thyroid nodules and pineoblastoma.",
        "Esta variante predispone a osteosarcoma y a meduloblastoma.",
        "LCR: sin células neoplásicas.",
    ],
)
def test_what_names_a_disease_of_nobody_is_no_diagnosis(text: str) -> None:
    assert [one for one in findings(diagnosis, text) if one.assertion is not Assertion.CONDITIONAL] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Curie score 3 (from 19).", {("3", "stated"), ("19", "historical")}),
        ("SIOPEN score fell from 31 to 5.", {("5", "stated"), ("31", "historical")}),
        ("Curie 14 -> 2.", {("2", "stated"), ("14", "historical")}),
        ("Marrow: M2, 12 % blasts.", {("M2", "stated")}),
        ("AML FAB M2, marrow reviewed.", set()),
    ],
)
def test_scores_of_before_and_now(text: str, wanted: set[tuple[str, str]]) -> None:
    assert {(one.value, one.assertion.value) for one in findings(response, text)} == wanted


def test_a_picture_without_progression() -> None:
    (one,) = findings(response, "Impression: no evidence of progression.", Category.IMAGING_REPORTS)
    assert (one.name, one.assertion) == ("progressive disease", Assertion.NEGATED)


@pytest.mark.parametrize(
    ("text", "name", "grade"),
    [
        ("15/03/2024 vincristine given. Jaw pain gd 1.", "", "1"),
        ("Infusion reaction gd 3, stopped.", "", "3"),
        ("Durante la irradiación: tos seca G1.", "", "1"),
        ("Tubular toxicity (phosphate 0.8) grade 2.", "", "2"),
        ("1) LLA riesgo alto  2) Mucositis grado III", "mucositis", "3 (III)"),
    ],
)
def test_a_grade_makes_what_is_felt_a_toxicity(text: str, name: str, grade: str) -> None:
    found = [one for one in findings(toxicity, text) if one.detail.get("grade")]
    assert [(str(one.detail["grade"]), one.assertion) for one in found] == [(grade, Assertion.STATED)]
    assert not name or found[0].name == name


@pytest.mark.parametrize("text", ["Radiotherapy withheld for grade 2 skin.", "CRS max gr 2."])
def test_words_before_a_grade_are_no_toxicity(text: str) -> None:
    assert not {one.name for one in findings(toxicity, text)} & {"withheld for", "max"}


@pytest.mark.parametrize(
    ("text", "relative", "name"),
    [
        ("Her aunt (41) has mitral valve prolapse.", "aunt", "mitral valve prolapse"),
        ("Hermano con quiste aracnoideo.", "brother", "quiste aracnoideo"),
        ("Her cousin is on dialysis for duplex kidneys.", "cousin", "duplex kidneys"),
        ("Madre operada de quiste de ovario.", "mother", "quiste de ovario"),
    ],
)
def test_what_a_relative_has_in_words_of_no_list(text: str, relative: str, name: str) -> None:
    found = [one for one in findings(history, text) if one.kind is Kind.FAMILY_HISTORY]
    assert [(one.detail["relative"], one.name) for one in found] == [(relative, name)]


@pytest.mark.parametrize(
    ("text", "name"), [("No sign of loosening.", "loosening"), ("Abdomen sin galope ni estertores.", "estertores")]
)
def test_a_sign_of_no_list_is_denied(text: str, name: str) -> None:
    assert (name, Assertion.NEGATED) in {(one.name, one.assertion) for one in findings(history, text)}


def test_groups_of_burkitt_and_of_eyes() -> None:
    (one,) = [one for one in findings(stage, "Burkitt lymphoma, Group B high.") if one.kind is Kind.RISK]
    assert one.value == "B"
    eyes = findings(stage, "Bilateral retinoblastoma (R group D, L group B).")
    assert {(one.value, one.laterality) for one in eyes} == {("D", "right"), ("B", "left")}
