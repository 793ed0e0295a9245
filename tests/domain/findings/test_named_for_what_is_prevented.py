"""Illnesses that a ward names for what it does lest they come, that their own line grades 0, and words that only look
like an illness's: germs by Gram's stain, a risk group of a fever, white cells, sites that are free, a stage of a
mucositis."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Kind

_ILL = (Kind.CONDITION, Kind.TOXICITY)


def hows(text: str, part: str) -> set[str]:
    return {str(one.assertion) for one in extracted(text) if one.kind in _ILL and part in one.name}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("GVHD ppx: tacrolimus, MMF D+5 until D+35", "graft"),
        ("VOD ppx: ursodiol.", "sinusoidal"),
        ("Tumor lysis labs q6h", "tumor lysis"),
        ("TLS monitoring", "tumor lysis"),
        ("Monitoreo de SLT", "tumor lysis"),
        ("Laboratorio de lisis tumoral c/6 h", "tumor lysis"),
        ("Seizure ppx: Keppra", "seizures"),
        ("PJP ppx pentamidine", "Pneumocystis"),
        ("VOD: monitor.", "sinusoidal"),
        ("Precauciones de convulsión", "convuls"),
    ],
)
def test_what_is_prevented_or_watched_for_is_not_there(text: str, part: str) -> None:
    assert hows(text, part) <= {"conditional"}


@pytest.mark.parametrize(
    ("text", "part", "how"),
    [
        ("GVHD: skin stage 0, gut 0, liver 0.", "graft", {"negated"}),
        ("EICH: piel 0, intestino 0, hígado 0", "graft", {"negated"}),
        ("GVHD: skin stage 2, gut 0, liver 0 = grade I", "graft", {"stated"}),
        ("hemofagocitosis en MO: no se observa", "hemophagocytosis", {"negated"}),
        ("hemophagocytosis in marrow: not seen", "hemophagocytosis", {"negated"}),
        ("hemofagocitosis en MO: presente", "hemophagocytosis", {"stated"}),
        ("Developed TLS, labs q6h", "tumor lysis", {"stated"}),
        ("TLS resolved", "tumor lysis", {"historical"}),
        ("GVHD of the skin grade 2", "graft", {"stated"}),
        ("Awaiting engraftment, Strep viridans bacteremia on treatment", "bacteremia", {"stated"}),
        ("high-risk febrile neutropenia", "febrile neutropenia", {"stated"}),
    ],
)
def test_what_is_there_or_graded_nought(text: str, part: str, how: set[str]) -> None:
    assert hows(text, part) == how


@pytest.mark.parametrize(
    ("text", "grade"), [("mucositis gr 3 -> 2", "2"), ("Mucositis grado 3 → 1", "1"), ("mucositis grade 3", "3")]
)
def test_a_grade_behind_an_arrow_is_that_of_now(text: str, grade: str) -> None:
    assert [one.detail["grade"] for one in extracted(text) if one.kind is Kind.TOXICITY] == [grade]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "febrile neutropenia grade 3 in 04/2025; mucositis grade 2",
            {"febrile neutropenia": "2025-04", "mucositis": ""},
        ),
        ("Mucositis grado 3 (03/2025), neuropatía grado 1", {"mucositis": "2025-03", "peripheral neuropathy": ""}),
        (
            "En 03/2025 mucositis grado 3, neuropatía grado 1",
            {"mucositis": "2025-03", "peripheral neuropathy": "2025-03"},
        ),
    ],
)
def test_a_day_is_of_the_toxicity_that_it_follows(text: str, days: dict[str, str]) -> None:
    found = {one.name: str(one.when or "") for one in extracted(text) if one.kind is Kind.TOXICITY}
    assert found == days


@pytest.mark.parametrize(
    "text",
    [
        "Strep viridans bacteremia on vancomycin",
        "BCx 11/14: Strep mitis, 2/2 bottles",
        "RM suspendida por inestabilidad.",
        "Gram negative rods at 11 hours",
        "gram negative bacteremia",
        "cocos gram positivos en racimos",
    ],
)
def test_germs_and_unstable_children_are_no_other_finding(text: str) -> None:
    names = {(one.kind, one.name) for one in extracted(text)}
    assert not names & {
        (Kind.CONDITION, "tonsillitis"),
        (Kind.CONDITION, "ataxia"),
        (Kind.STAIN, "Gram"),
        (Kind.LABORATORY, "Gram stain"),
    }


def test_a_gram_stain_and_a_strep_throat_are_told() -> None:
    assert [one.value for one in extracted("Gram stain: negative") if one.kind is Kind.LABORATORY] == ["negative"]
    assert hows("Strep throat last month", "tonsillitis") == {"stated"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Neutropenia febril de alto riesgo, resuelta.", []),
        ("high-risk febrile neutropenia", []),
        ("LLA B alto riesgo", ["alto riesgo"]),
        ("High-risk B-ALL with febrile neutropenia", ["High-risk"]),
    ],
)
def test_a_risk_group_is_of_a_disease(text: str, told: list[str]) -> None:
    assert [one.value for one in extracted(text) if one.kind is Kind.RISK] == told


@pytest.mark.parametrize(
    "text",
    [
        "B-ALL (CNS 2a, testes negative)",
        "LLA B, mediastino negativo, SNC1",
        "B-ALL, Induction per AALL1732 HR arm, day 15",
    ],
)
def test_a_site_that_is_free_is_no_site_of_the_disease(text: str) -> None:
    assert [one.site for one in extracted(text) if one.kind is Kind.DIAGNOSIS] == [""]


def test_white_cells_are_no_lymphoma() -> None:
    assert not [one for one in extracted("LLA: BL al dx 12.400, LCR negativo") if one.name == "Burkitt lymphoma"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("buena respondedora a prednisona", "good prednisone response"),
        ("mala respondedora a prednisona", "poor prednisone response"),
        ("buen respondedor histológico", "good histologic response"),
    ],
)
def test_who_responds_to_prednisone_has_no_histologic_response(text: str, name: str) -> None:
    assert [one.name for one in extracted(text) if one.kind is Kind.RESPONSE] == [name]


def test_an_organ_under_the_hand_has_no_size() -> None:
    found = extracted("Abdomen: hígado a 2 cm, bazo 4 cm.")
    assert {one.name for one in found if one.kind is Kind.CONDITION} == {"palpable liver", "palpable spleen"}
    assert not [one for one in found if one.kind is Kind.MEASUREMENT]


def test_an_assessments_first_sentence_is_no_plan() -> None:
    found = extracted(
        "Progress note",
        "Date: 2025-03-14",
        "Assessment/Plan:",
        "7 yo M with high-risk B-ALL, Induction per AALL1732, day 15, with febrile neutropenia.",
        "Start maintenance per AALL1731 next month.",
        "RENAL: fluid restrict.",
    )
    told = {one.name: str(one.assertion) for one in found if one.kind in (Kind.PROTOCOL, Kind.CYCLE)}
    assert told["AALL1732"] == told["induction"] == "stated"
    assert told["AALL1731"] == "planned"
    assert not [one for one in found if one.name == "nephrology clinic"]


@pytest.mark.parametrize(
    ("text", "part", "how"),
    [
        ("neutropenia gr 4 sin fiebre, neuropatía gr 1", "neuropathy", {"stated"}),
        ("No mucositis, diarrhea grade 3", "diarrhea", {"stated"}),
        ("No mucositis or diarrhea grade 3 or higher", "diarrhea", {"negated"}),
        ("s/p HSCT for B-ALL, awaiting engraftment, bacteremia on treatment", "bacteremia", {"stated"}),
        ("s/p febrile neutropenia, bacteremia", "bacteremia", {"historical"}),
    ],
)
def test_what_a_word_before_a_comma_reaches(text: str, part: str, how: set[str]) -> None:
    assert hows(text, part) == how


def test_a_day_behind_a_list_is_of_its_last() -> None:
    found = extracted("Toxicidad: constipación G2, neuropatía G1, hiperglucemia G2 desde 25/03/2025.")
    days = {one.name: str(one.when or "") for one in found if one.kind is Kind.TOXICITY}
    assert days == {"constipation": "", "peripheral neuropathy": "", "hyperglycemia": "2025-03-25"}
