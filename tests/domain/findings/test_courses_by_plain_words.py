"""Treatment by plain words: phases and counts without a word for a cycle, chemotherapy without a drug, what came after
a drug, what a question weighs, and medicines whose name alone says nothing."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Kind
from tests.domain.findings.test_unlisted_tests_told import read
from tests.domain.findings.treated import found_in, paper

STATED, NEGATED, PLANNED, CONDITIONAL = (
    Assertion.STATED,
    Assertion.NEGATED,
    Assertion.PLANNED,
    Assertion.CONDITIONAL,
)


def of_kind(text: str, kind: Kind) -> list[tuple[str, Assertion]]:
    return [(one.name, one.assertion) for one in found_in(paper(text, "2024-05-05", "dmy")) if one.kind is kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A seven-year-old with T-ALL, interim maintenance, seen for a cough.", "interim maintenance"),
        ("Nine years old, AML, second induction, neutropenic for days.", "induction"),
        ("She finished consolidation in good heart.", "consolidation"),
        ("Niña de 5 años, LLA, en mantención, acude por tos.", "maintenance"),
        ("Terminó la consolidación sin fiebre.", "consolidation"),
    ],
)
def test_a_phase_is_told_without_a_day_or_a_number(text: str, name: str) -> None:
    assert (name, STATED) in of_kind(text, Kind.CYCLE)


@pytest.mark.parametrize(
    "text",
    [
        "Smooth inhalational induction with sevoflurane.",
        "Consolidation in the left lower lobe, no effusion.",
        "Maintenance fluids at 60 ml per hour were kept.",
        "No hay consolidación pulmonar ni derrame.",
        "Consolidation of the fracture is complete on the film.",
    ],
)
def test_another_things_induction_or_consolidation_is_no_phase(text: str) -> None:
    assert of_kind(text, Kind.CYCLE) == []


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("VAC x 5 so far and he runs about.", "VAC", 5),
        ("Seen after the third OEPA with his father.", "OEPA", 3),
        ("Lleva cuatro IVA y come bien.", "IVA", 4),
        ("She had two cycles of OEPA and two of COPDAC.", "COPDAC", 2),
    ],
)
def test_a_regimen_is_counted_by_its_own_name(text: str, name: str, number: int) -> None:
    found = [one for one in found_in(paper(text, "2024-05-05", "dmy")) if one.kind is Kind.CYCLE]
    assert (name, number) in [(one.name, one.detail["number"]) for one in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He is on chemotherapy and misses school.", [("chemotherapy", STATED)]),
        ("Perdió el pelo con la quimio y ya le creció.", [("chemotherapy", STATED)]),
        ("He did get intrathecals, 14 by our count.", [("intrathecal chemotherapy", STATED)]),
        ("She needs neither chemotherapy nor an operation.", [("chemotherapy", NEGATED)]),
        ("Chemotherapy would be given only if it grew.", [("chemotherapy", CONDITIONAL)]),
        ("The chemotherapy unit rang about the bed.", []),
        ("Chemotherapy makes many children sick.", []),
        ("Consentimiento de quimioterapia firmado por los padres.", []),
    ],
)
def test_chemotherapy_is_told_where_no_drug_is_named(text: str, wanted: list[tuple[str, Assertion]]) -> None:
    assert of_kind(text, Kind.DRUG) == wanted


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Her fingers have tingled since vincristine.", "vincristine", STATED),
        ("Cells were returned after busulfan and melphalan.", "busulfan", STATED),
        ("Ronquera desde el cisplatino, sin fiebre.", "cisplatin", STATED),
        ("Sore mouth after the second methotrexate, but not after the third.", "methotrexate", STATED),
        ("El tercer metotrexato se pospuso dos semanas por mucositis.", "methotrexate", STATED),
        ("Ya lleva tres cisplatinos.", "cisplatin", STATED),
        ("Ibuprofen is avoided because of methotrexate.", "methotrexate", STATED),
    ],
)
def test_what_came_after_a_drug_tells_that_it_was_given(text: str, name: str, wanted: Assertion) -> None:
    assert (name, wanted) in of_kind(text, Kind.DRUG)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Would temozolomide be an option for her?", "temozolomide"),
        ("If he gets carboplatin, could his hearing suffer?", "carboplatin"),
        ("¿El vismodegib es una opción para ella?", "vismodegib"),
        ("Is mifamurtide available here?", "mifamurtide"),
        ("Will he need chemotherapy by vein?", "chemotherapy"),
    ],
)
def test_a_question_weighs_a_drug(text: str, name: str) -> None:
    assert of_kind(text, Kind.DRUG) == [(name, CONDITIONAL)]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Underactive thyroid, controlled on levothyroxine.", "levothyroxine", STATED),
        ("She is on 50 mcg levothyroxine.", "levothyroxine", STATED),
        ("Growth hormone finished in spring.", "somatropin", STATED),
        ("Aspirin daily since the graft.", "aspirin", STATED),
        ("Lleva adrenalina autoinyectable en la mochila.", "epinephrine", STATED),
        ("The rash settled with topical steroids.", "corticosteroids", STATED),
        ("She did not need pressors.", "vasopressors", NEGATED),
        ("No ha precisado antihipertensivos.", "antihypertensives", NEGATED),
    ],
)
def test_a_medicine_whose_name_says_nothing_is_told_by_its_use(text: str, name: str, wanted: Assertion) -> None:
    assert (name, wanted) in [(one.name, one.assertion) for one in read(text, kinds=(Kind.MEDICINE,))]


@pytest.mark.parametrize(
    "text",
    [
        "Growth hormone was low at 8 am.",
        "The effect on insulin is not known.",
        "Vitamin D 32 ng/ml.",
        "Immunosuppression raises the risk of shingles.",
    ],
)
def test_a_level_or_a_lesson_is_no_medicine(text: str) -> None:
    assert [one for one in read(text, kinds=(Kind.MEDICINE,)) if one.assertion is STATED] == []
