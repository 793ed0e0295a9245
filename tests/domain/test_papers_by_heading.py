"""What a paper is by the words of its heading, its letter's form and its voice; no name of a document is needed."""

from __future__ import annotations

import pytest

from consilium.domain.records import Box, Category, Line, Page, Reading
from consilium.domain.sorting import Sorted, sort
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


def sorted_text(text: str) -> Sorted:
    lines = tuple(Line(line.strip(), NOWHERE) for line in text.strip().splitlines())
    return sort(Reading("text", pages=(Page(1, lines),)), rules().sorting)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Night SHO clerking 02/04/2024 03:10\nTemp 38.6, looks well. Plan cultures.", Category.DISCHARGE),
        ("guardia oncohematología - sanatorio del niño\nconsulta x fiebre, se ve bien", Category.DISCHARGE),
        ("CONSULTA DE GASTROENTEROLOGÍA INFANTIL\nAcude por dolor. Plan: ecografía", Category.DISCHARGE),
        ("PHYSIOTHERAPY ASSESSMENT\nKnee flexion 40 degrees. Plan twice weekly", Category.DISCHARGE),
        ("Acute leukaemia phenotyping\nCD45dim CD7+ cyCD3+ CD34+", Category.BONE_MARROW),
        ("M I E L O G R A M A\nCelularidad aumentada. Blastos 84 %", Category.BONE_MARROW),
        ("Consultant histopathologist review of referred slides\nSections show a tumour", Category.PATHOLOGY_REPORT),
        ("Cita de asesoramiento genético\nMadre con cáncer de mama. TP53 solicitado", Category.GENETICS),
        ("NM bone scintigraphy report\nIncreased uptake", Category.IMAGING_REPORTS),
        ("TRABAJO SOCIAL - estudio socioeconómico\nVive con abuela", Category.IDENTITY_INSURANCE),
        ("Survivors clinic: late effects summary\nHodgkin 2015, doxorubicin 160 mg/m2", Category.CLINICAL_SUMMARY),
    ],
)
def test_the_words_of_a_heading_say_what_a_paper_is(text: str, category: Category) -> None:
    assert sorted_text(text).category.value is category


def test_a_departments_own_name_is_not_the_papers() -> None:
    found = sorted_text("Immunophenotyping Section, 3/F\nAdenda a biopsia\nMacroscopía: fragmento. Microscopía: tumor")
    assert found.category.value is Category.PATHOLOGY_REPORT


def test_a_family_that_tells_of_its_child_sums_up_the_case() -> None:
    story = """
    theo's eye stuff
    9/12/22 we noticed a white glow. they said probably nothing
    9/20/22 retinoblastoma, left eye. my husband took the day off
    2/21/23 last chemo. we asked about radiation, dr a said not at his age
    """
    assert sorted_text(story).category.value is Category.CLINICAL_SUMMARY


def test_three_lines_of_medicines_make_no_list_of_them() -> None:
    note = "Unidad de Cuidados Paliativos Pediátricos\nMOTIVO: control de síntomas\n" + "\n".join(
        [
            "Escolar con glioma. Recibió radioterapia. Sin quimioterapia.",
            "Se ofreció reirradiación, la familia lo piensa.",
            "EXPLORACIÓN: parálisis del sexto nervio, ataxia. Sin úlceras.",
            "MEDICAMENTOS: dexametasona 2 mg cada 12 horas VO, omeprazol 20 mg cada 24 horas,",
            "paracetamol 300 mg. Tramadol suspendido.",
            "Se platicó voluntad anticipada. Los papás preguntan por la alimentación.",
            "Gastrostomía: no se considera útil.",
        ]
    )
    assert sorted_text(note).category.value is not Category.MEDICINES


def test_a_letter_of_its_examiner_is_that_examinations_report() -> None:
    letter = """
    Dear Dr Example,
    Thank you for sending the slides. Sections show a small round blue cell tumor.
    The neoplastic cells are CD99 positive. Tumor cells show mitoses and necrosis.
    Microscopy: sheets of tumor cells. Immunostains: synaptophysin negative, ki-67 40 %.
    Paraffin blocks are returned with formalin tissue. The margins are free.
    """
    assert sorted_text(letter).category.value is Category.PATHOLOGY_REPORT
