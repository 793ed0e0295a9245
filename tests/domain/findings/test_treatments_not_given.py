"""Treatments that are only thought of, asked for, denied in a row or told twice, and what denies another thing."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.merge import merge
from tests.domain.findings.treated import found_in, paper

STATED, NEGATED, PLANNED, CONDITIONAL = (
    Assertion.STATED,
    Assertion.NEGATED,
    Assertion.PLANNED,
    Assertion.CONDITIONAL,
)


def told(text: str, kind: Kind, name: str = "", date: str = "2024-05-05") -> list[Assertion]:
    found = found_in(paper(text, date=date, order="dmy"))
    return [one.assertion for one in found if one.kind is kind and name in one.name]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("CD22 is dim, so inotuzumab is less attractive.", "inotuzumab", CONDITIONAL),
        ("Blinatumomab remains the preferred option.", "blinatumomab", CONDITIONAL),
        ("Azacitidine bridging has been discussed with the family.", "azacitidine", CONDITIONAL),
        ("La clofarabina sería una opción razonable.", "clofarabine", CONDITIONAL),
        ("El bevacizumab es menos atractivo por la herida.", "bevacizumab", CONDITIONAL),
        ("Alternatives: irinotecan has little evidence.", "irinotecan", CONDITIONAL),
        ("Question: biopsy, lorlatinib, or naxitamab?", "lorlatinib", CONDITIONAL),
        ("Selumetinib 25 mg: solicitado a la aseguradora.", "selumetinib", PLANNED),
        ("Larotrectinib 100 mg, applied for in April.", "larotrectinib", PLANNED),
        ("Service requested: dinutuximab 17.5 mg/m2/day x 4 days", "dinutuximab", PLANNED),
        ("Vincristine 1.5 mg/m2 was given and is well tolerated.", "vincristine", STATED),
        ("Gilteritinib 40 mg daily held since 9/24 (QTc 512).", "gilteritinib", STATED),
        ("Mercaptopurine 60 mg/m2/day days 1-14, held days 9-12.", "mercaptopurine", STATED),
        ("Mercaptopurina 50 mg/m2/día suspendida días 10 a 14.", "mercaptopurine", STATED),
        ("Vincristine held, neuropathy.", "vincristine", NEGATED),
        ("No consta si recibió ciclofosfamida.", "cyclophosphamide", CONDITIONAL),
        ("Methotrexate is standard of care and she received 12 g/m2.", "methotrexate", STATED),
        ("Busulfán / melfalán | no administrados", "busulfan", NEGATED),
        ("Bleomycin ....... not given", "bleomycin", NEGATED),
    ],
)
def test_what_is_thought_of_a_drug_is_no_dose_given(text: str, name: str, wanted: Assertion) -> None:
    assert told(text, Kind.DRUG, name) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Noah had wide resection on 15/05/2024 with 98% necrosis and negative margins.",
        "Amplia resección el 15/04/2024 con bordes libres.",
        "Gross total resection with clear margins.",
        "R0 resection of the tumour, tumour-free margins.",
        "Resection on 03/02/2024 with negative but close margins.",
    ],
)
def test_negative_margins_deny_no_resection(text: str) -> None:
    assert told(text, Kind.SURGERY)[:1] == [STATED]


@pytest.mark.parametrize("text", ["Surgery isn't being considered for now.", "Cirugía no por ahora."])
def test_an_operation_that_is_not_for_now_is_denied(text: str) -> None:
    assert told(text, Kind.SURGERY) == [NEGATED]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("TBI 12 Gy in 6 fractions, thiotepa not given.", [STATED]),
        ("Dosis prescrita 59,4 Gy en 33 fracciones; del 24/01/2024 al 09/03/2024.", [STATED]),
        ("Dosis prescrita 59,4 Gy en 33 fracciones.", [PLANNED]),
        ("Se desconoce si recibió radioterapia de flanco.", [CONDITIONAL]),
        ("Unknown whether she received whole lung radiation.", [CONDITIONAL]),
        ("Craniospinal 36 Gy, boost 19.8 Gy, chemotherapy not given.", [STATED, STATED]),
        ("TBI < 20 Gy: echo every five years.", []),
        ("Cone down after 54 Gy (30 fx).", []),
        ("Alternatives: 131I-MIBG therapy requires stored cells.", [CONDITIONAL]),
    ],
)
def test_how_radiation_is_said(text: str, wanted: list[Assertion]) -> None:
    assert told(text, Kind.RADIATION) == wanted


def test_days_of_a_course_on_which_a_row_was_held_leave_the_rest_given() -> None:
    rows = "Drug | Dose | Days | Given\nMercaptopurine | 60 mg/m2/day | 1-14, 29-42 | held days 38-42, ANC 210"
    assert told(rows, Kind.DRUG, "mercaptopurine") == [STATED]


def test_what_a_question_is_about_is_no_plan() -> None:
    assert told("If radiation: dose, sites, and technique?", Kind.RADIATION) == []


def test_fractions_behind_a_bare_in() -> None:
    (found,) = (one for one in found_in(paper("Radiation finished (59.4 Gy in 33).")) if one.kind is Kind.RADIATION)
    assert found.detail["fractions"] == 33


@pytest.mark.parametrize("text", ["Call the CAR-T fellow if fever.", "CAR-T qPCR sent 02/04/2024, pending."])
def test_who_has_its_name_of_a_treatment_is_none(text: str) -> None:
    assert told(text, Kind.TRANSPLANT) == []


def test_another_label_of_a_row_denies_its_own_thing_only() -> None:
    text = "Toxicity: nausea G1 | cystitis: no | mucositis: no"
    assert told(text, Kind.TOXICITY, "nausea") == [STATED]


def test_a_plus_between_words_makes_no_minus_of_a_bullet() -> None:
    # A donor who fits is no transplant done.
    assert told("HLA: sister full match - MSD HSCT planned in view of KIT + MRD.", Kind.TRANSPLANT) == [
        CONDITIONAL,
        PLANNED,
    ]


def test_a_treatment_only_named_again_is_one_more_place_of_it() -> None:
    found = found_in(paper("Cumulative cisplatin 400 mg/m2.\nHearing loss after treatment with cisplatin."))
    named = [one for one in found if one.kind is Kind.DRUG]
    (made,) = merge(named)
    assert (len(named), made.value, len(made.citations)) == (2, "400", 2)


def test_a_named_treatment_stays_where_another_is_told() -> None:
    found = [
        Finding(Kind.TRANSPLANT, "autologous transplant"),
        Finding(Kind.TRANSPLANT, "stem cell transplant"),
        Finding(Kind.TRANSPLANT, "stem cell transplant", assertion=NEGATED),
    ]
    assert [(one.name, one.assertion) for one in merge(found)] == [
        ("autologous transplant", STATED),
        ("stem cell transplant", NEGATED),
    ]
