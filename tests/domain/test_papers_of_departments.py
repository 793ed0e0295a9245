"""Letters and notes of departments that examine one thing belong to it; what is sent to them does not."""

from __future__ import annotations

import pytest

from consilium.domain.records import Box, Category, Line, Page, Reading
from consilium.domain.sorting import Sorted, sort
from consilium.domain.sorting.letterheads import written_by
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


def paper(text: str) -> tuple[Page, ...]:
    return (Page(1, tuple(Line(line, NOWHERE) for line in text.split("\n"))),)


def sorted_as(text: str) -> Sorted:
    return sort(Reading("text", pages=paper(text)), rules().sorting)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        pytest.param(
            "Sample Regional Genetics Service, Exeter. Letter typed 18 June 2024\nRe: Mia Sample, born 2020.\n"
            "Dear Dr Ejemplo, thank you for sending blood. Sequencing has shown a truncating change in DICER1.\n"
            "Her mother has the same change. She may be discharged from chest imaging.",
            Category.GENETICS,
            id="a geneticist's letter",
        ),
        pytest.param(
            "HOSPITAL EJEMPLO - CONSULTORIO EXTERNO DE GENÉTICA MÉDICA\nFecha de atención 03/04/2025   Consulta: 2da\n"
            "MOTIVO: manchas en piel.\nANTECEDENTES: parto a término.\nExamen físico: manchas café con leche.\n"
            "Panel NF1: variante patogénica, heterocigoto.\nPLAN: control en 6 meses.",
            Category.GENETICS,
            id="una consulta de genética",
        ),
        pytest.param(
            "Unidad de Patología Pediátrica, Hospital Ejemplo, 14 de diciembre de 2023\n"
            "Apreciado doctor Muestra: gracias por permitirnos ver el caso de Mia, de 4 años, con el bloque 23-8842.\n"
            "Coincidimos en que se trata de un hepatoblastoma; la biopsia muestra áreas embrionarias.\n"
            "INI1 conservado. Glipicano 3 positivo. Devolvemos 5 láminas.",
            Category.PATHOLOGY_REPORT,
            id="una carta de patología",
        ),
        pytest.param(
            "Centro de Radioterapia Ejemplo, Temuco, 31 de enero de 2025\n"
            "Estimada colega: le cuento de Mia Muestra, 16 años, que hoy terminó su radioterapia.\n"
            "Se entregaron 30 Gy en 15 sesiones al mediastino.\nNo interrumpió ningún día.",
            Category.RADIATION,
            id="una carta de radioterapia",
        ),
        pytest.param(
            "Northern Proton Unit, Sample Hospital    END OF TREATMENT SUMMARY\nLetter date 18 August 2025\n"
            "Dear Dr Ejemplo,\nDiagnosis: rhabdomyosarcoma.\nDose 54 Gy in 30 fractions, protons.\n"
            "Concurrent vincristine and cyclophosphamide, cycle 5.",
            Category.RADIATION,
            id="an end of treatment of a proton unit",
        ),
        pytest.param(
            "Example Children's Hospital - Transplant Laboratory\nCHIMERISM ANALYSIS (STR-PCR)\n"
            "Patient: Mia Sample   Collected: 12 March 2024   Reported: 14 March 2024\n"
            "Whole blood: donor 98 %, recipient 2 %\nCD3+ cells: donor 91 %\nInterpretation: mixed chimerism.",
            Category.GENETICS,
            id="chimerism is a test of genes",
        ),
        pytest.param(
            "Sample Paediatric Pathology - Haematology Laboratory\nBONE MARROW REPORT\nCollected 29-Aug-2022\n"
            "Site: left iliac crest, aspirate and trephine\nBlood count: Hb 98 g/L, neutrophils 0.7, platelets 41.\n"
            "Aspirate: hypercellular, 82% blasts.\nTrephine: replaced by blasts.",
            Category.BONE_MARROW,
            id="who made it is not what it is",
        ),
    ],
)
def test_what_a_department_writes_is_of_what_it_examines(text: str, category: Category) -> None:
    assert sorted_as(text).category.value is category


@pytest.mark.parametrize(
    ("text", "never"),
    [
        pytest.param(
            "Hospital de Niños Muestra, Rosario\nNota de derivación a radioterapia - 19 de junio de 2023\n"
            "Paciente de 7 años con meduloblastoma.\nEstimado colega: solicito valoración para irradiación "
            "craneoespinal.\nAgradezco su opinión.",
            Category.RADIATION,
            id="sent to radiotherapy",
        ),
        pytest.param(
            "Sample Children's Hospital, Oncology and Genetics clinic\nClinic date 12 March 2024\nDear Dr Ejemplo,\n"
            "I reviewed Mia today. On examination she is well. Germline testing is pending.\nPlan: see in 3 months.",
            Category.GENETICS,
            id="two clinics",
        ),
        pytest.param(
            "Hospital Muestra. Enfermería, sala 3, turno tarde 03/03/2022\nMia, 6 años, QT semana 13 + radioterapia\n"
            "14 h: recibo a la niña despierta. Buena tolerancia.\n15 h: dolor de garganta 6/10 por la irradiación.\n"
            "18 h: pasa visita médica.\n20 h: entrego turno.",
            Category.RADIATION,
            id="a nurse's note",
        ),
        pytest.param(
            "Sample Hospital, Speech and Language Pathology\nCLINIC NOTE 12 March 2024\nSeen today with her mother.\n"
            "On examination, swallows well. No biopsy was needed.\nPlan: review in 3 months.",
            Category.PATHOLOGY_REPORT,
            id="another sort of pathology",
        ),
    ],
)
def test_what_others_write_is_not_of_a_department_that_it_names(text: str, never: Category) -> None:
    told = {never: set(range(6))}
    assert written_by(paper(text), rules().sorting.letterheads, Category.DISCHARGE, told) is None


def test_a_department_s_own_report_keeps_its_category_and_a_name_alone_gives_none() -> None:
    pages, words = (
        paper("Sample Regional Genetics Service\nLABORATORY REPORT\nSodium 138 mmol/L"),
        rules().sorting.letterheads,
    )
    assert written_by(pages, words, Category.LABS, {Category.GENETICS: {0, 2}}) is None
    assert written_by(pages, words, Category.DISCHARGE, {Category.GENETICS: {0}}) is None
    assert written_by(pages, words, Category.DISCHARGE, {Category.GENETICS: {0, 2}}) is not None


def test_a_department_s_note_of_a_visit_is_of_the_day_of_the_visit() -> None:
    made = sorted_as(
        "HOSPITAL EJEMPLO - CONSULTORIO EXTERNO DE GENÉTICA MÉDICA\nFecha de atención 03/04/2025   Consulta: 2da\n"
        "MOTIVO: manchas en piel.\nANTECEDENTES: parto a término.\nExamen físico: manchas café con leche.\n"
        "Panel NF1 (informe 21/03/2025): variante patogénica, heterocigoto.\nPLAN: control en 6 meses."
    )
    assert str(made.document_date.value) == "2025-04-03"
