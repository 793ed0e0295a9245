"""A consultation or admission note is known by its headings, whose parts are names of other papers too."""

from __future__ import annotations

import pytest

from consilium.domain.records import Category, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.domain.sorting.headednotes import headed_note
from consilium.knowledge.rules import rules
from consilium.readers.lines import NOWHERE

CONSULT = """REASON FOR CONSULTATION: Abdominal mass in a toddler.
HISTORY OF PRESENT ILLNESS: Mia Sample is a 3-year-old girl whose mother felt a mass.
PAST MEDICAL HISTORY: Term birth, no hospitalizations.
FAMILY HISTORY: Noncontributory.
SOCIAL HISTORY: Lives with both parents.
IMMUNIZATIONS: Up to date.
CURRENT MEDICATIONS: Vitamin D 400 units daily.
PHYSICAL EXAMINATION: Weight 14 kg. Firm mass on the left.
IMPRESSION: Left renal mass.
PLAN: CT of chest and abdomen."""
SHORT = """CC: Headache and vomiting.
HX: This 9 y/o girl vomited in the mornings for a month.
PMH: Unremarkable.
MEDS: None.
FHX/SHX: Lives with an aunt.
EXAM: BP 101/60, HR 88. Ataxic gait.
COURSE: MRI showed a mass of the fourth ventricle."""
SPANISH = """Motivo de consulta: dolor óseo.
Enfermedad actual: niño de 6 años con dolor de piernas de tres semanas.
Antecedentes personales: sano.
Antecedentes familiares: sin interés.
Alergias: no conocidas.
Medicación actual: paracetamol a demanda.
Exploración física: palidez, petequias.
Juicio clínico: pancitopenia en estudio.
Plan: aspirado de médula ósea."""
OPERATION = """PREOPERATIVE DIAGNOSIS: Left renal mass.
POSTOPERATIVE DIAGNOSIS: Same.
PROCEDURE PERFORMED: Left radical nephrectomy.
PAST MEDICAL HISTORY: None.
MEDICATIONS: None.
ALLERGIES: None.
PHYSICAL EXAMINATION: Mass on the left.
ASSESSMENT: Left renal mass.
PLAN: Pathology."""
CHECK = "WELL-CHILD CHECK\n" + CONSULT
HISTORY = """PAST MEDICAL HISTORY: Term birth.
FAMILY HISTORY: An aunt with breast cancer.
SOCIAL HISTORY: Lives with both parents.
IMMUNIZATIONS: Up to date.
REVIEW OF SYSTEMS: Negative."""


def reading(text: str) -> Reading:
    lines = tuple(Line(line, NOWHERE) for line in text.split("\n"))
    return Reading("text", pages=(Page(1, lines),))


@pytest.mark.parametrize(
    ("text", "category"),
    [
        (CONSULT, Category.DISCHARGE),
        (SHORT, Category.DISCHARGE),
        (SPANISH, Category.DISCHARGE),
        (OPERATION, Category.OPERATIVE),
        (CHECK, Category.GROWTH_AND_HISTORY),
        (HISTORY, Category.GROWTH_AND_HISTORY),
    ],
)
def test_the_headings_of_its_parts_do_not_name_a_note(text: str, category: Category) -> None:
    assert sort(reading(text), rules().sorting).category.value is category


@pytest.mark.parametrize("text", [CONSULT, SHORT, SPANISH])
def test_a_part_is_not_what_a_note_is_called(text: str) -> None:
    assert sort(reading(text), rules().sorting).title.value is None
    assert sort(reading("Oncology consultation\n" + text), rules().sorting).title.value == "Oncology consultation"


@pytest.mark.parametrize("text", [OPERATION, HISTORY, "IMPRESSION: No metastases.\nPLAN: None."])
def test_what_lacks_the_form_is_no_note(text: str) -> None:
    assert headed_note(reading(text).pages) is None
