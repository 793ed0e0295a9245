"""Treatment in tables, lists and plain talk: what was held, weighed or tolerated; counts of courses; allergies."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.topics import allergies, chemotherapy, history, medicines, transplant
from tests.domain.findings.onepaper import findings


def said(found: list[Finding], kind: Kind) -> list[tuple[str, str]]:
    return [(one.name, one.assertion.value) for one in found if one.kind is kind]


SHEET = """| Date | Agent | Ordered dose | Given | ANC |
| 03/04/2025 | VCR | 1.3 mg | 1.3 mg | 1450 |
| 03/11/2025 | MTX PO | 17.5 mg | HELD | 410 |
| 03/18/2025 | VCR | 1.3 mg | not given * | 980 |"""


def test_a_rows_words_say_that_its_dose_was_not_given() -> None:
    drugs = said(findings(chemotherapy, SHEET), Kind.DRUG)
    assert drugs == [("vincristine", "stated"), ("methotrexate", "negated"), ("vincristine", "negated")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Olaparib se valoró y no llegó a usarse.", [("olaparib", "negated")]),
        ("Rituximab - approval being processed, not yet given.", [("rituximab", "planned")]),
        ("Lomustine isn't indicated here.", [("lomustine", "negated")]),
        ("Topotecan: propuesto, en evaluación por el comité.", [("topotecan", "conditional")]),
        ("Mifamurtide not available in this country.", [("mifamurtide", "negated")]),
        ("We spoke about gemcitabine and the family declined.", [("gemcitabine", "negated")]),
        ("No dox given so far.", [("doxorubicin", "negated")]),
        ("She had no reaction to vincristine.", [("vincristine", "stated")]),
        ("Antraciclinas acumuladas: 150 mg/m2.", [("anthracycline", "stated")]),
    ],
)
def test_how_a_drug_is_said(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(findings(chemotherapy, text), Kind.DRUG) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("- COPDAC #2 day 1 2024-03-05", 2),
        ("Tumor germinal, post 3 ciclos de JEB.", 3),
        ("Lleva 5 ciclos, bien tolerados.", 5),
        ("Toxicidad tras ciclo 4.", 4),
    ],
)
def test_courses_are_counted_without_the_word_beside_the_number(text: str, number: int) -> None:
    assert number in [one.number for one in findings(chemotherapy, text) if one.kind is Kind.CYCLE]


@pytest.mark.parametrize("text", ["Ahora en fase de mantención con pastillas.", "Consolidation week 3, doing well."])
def test_a_phase_is_told_by_its_words_of_time(text: str) -> None:
    assert [one.kind for one in findings(chemotherapy, text)].count(Kind.CYCLE) == 1


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("Medications: tacrolimus 1 mg caps 3 mg PO q12h", "3 mg"),
        ("Medications: enalapril 5 mg tab 2.5 mg daily", "2.5 mg"),
        ("Medications: sildenafil susp. 2.5 mg/mL 10 mg every 8 h", "10 mg"),
        ("Medications: omeprazol 20 mg 1 cápsula diaria", "20 mg"),
    ],
)
def test_what_is_taken_stands_behind_the_strength_of_the_preparation(text: str, dose: str) -> None:
    assert [one.detail["dose"] for one in findings(medicines, text)] == [dose]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Medications: amlodipine 5 mg daily, hold if systolic < 90", "stated"),
        ("Medications: amlodipine 5 mg daily, withheld", "negated"),
        ("Medications: midazolam 2.5 mg sc prn, not used", "stated"),
        ("Medicamentos: tacrolimus nunca se ha usado", "negated"),
        ("Medicamentos: ranitidina no más", "negated"),
        ("Hold off on sertraline until seen.", "negated"),
    ],
)
def test_a_medicine_that_is_held_at_times_is_taken(text: str, how: str) -> None:
    assert [one.assertion.value for one in findings(medicines, text)] == [how]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adverse drug reactions: nil known.", [("any", "negated")]),
        ("No tiene otras alergias.", [("any", "negated")]),
        ("Allergies: NKDA; seafood - hives", [("seafood", "stated"), ("any", "negated")]),
        ("Cephalexin makes him come out in hives.", [("cephalexin", "stated")]),
        ("ALERGIAS: Latex - never tested", [("latex", "uncertain")]),
        ("Reaction to pegaspargase: anaphylaxis (epinephrine x2).", [("pegaspargase", "stated")]),
    ],
)
def test_who_has_which_allergy(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(said(findings(allergies, text), Kind.ALLERGY)) == sorted(expected)


def test_the_day_on_which_cells_took_is_told_of_each_line() -> None:
    found = findings(transplant, "Injerto de neutrófilos día +16, plaquetas > 20.000 día +22.")
    assert [(one.name, one.value) for one in found if one.kind is Kind.RESPONSE] == [
        ("neutrophil engraftment", "día +16"),
        ("platelet engraftment", "día +22"),
    ]


def test_who_works_at_a_transplant_unit_plans_none() -> None:
    assert findings(transplant, "Dr A. Example, Consultant in Paediatric BMT") == []


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Fiebre no. Aftas no. Tos seca.", "fever", "negated"),
        ("Cough +, fever -, vomiting ++", "fever", "negated"),
        ("Fever [ ]  Cough [x]  Rash [ ]", "cough", "stated"),
        ("Hepatitis C screened 2013: negative.", "hepatitis C", "negated"),
        ("Spleen not felt.", "palpable spleen", "negated"),
        ("Hígado 3 cm bajo el reborde costal.", "palpable liver", "stated"),
        ("She has pain in her left knee.", "pain in her left knee", "stated"),
        ("Dolor en la rodilla desde ayer.", "dolor en la rodilla", "stated"),
    ],
)
def test_signs_of_an_examination(text: str, name: str, how: str) -> None:
    assert {one.name: one.assertion.value for one in findings(history, text)}.get(name) == how


@pytest.mark.parametrize("text", ["Varicella contact on the ward.", "Exposed to influenza at school."])
def test_what_others_had_around_the_child_is_not_the_childs(text: str) -> None:
    assert findings(history, text) == []


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("Dad's mum had breast cancer.", "paternal grandmother"),
        ("Hno. mayor con asma.", "brother"),
        ("Papá donador con hernia inguinal operada.", "father"),
    ],
)
def test_whose_illness_it_is(text: str, relative: str) -> None:
    (one,) = findings(history, text)
    assert (one.kind, one.detail.get("relative")) == (Kind.FAMILY_HISTORY, relative)
