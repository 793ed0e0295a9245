"""The own day of a visit's note that tells of other days, and of a stay whose last day stands beside its first."""

from __future__ import annotations

import pytest

from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


def day(text: str) -> str:
    page = Page(1, tuple(Line(line, NOWHERE) for line in text.splitlines()))
    return str(sort(Reading("text", pages=(page,)), rules().sorting).document_date.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "CONSULTA DE SEGUIMIENTO   Fecha: 18/10/2024\nTratamiento finalizado\nFin de tratamiento: 02/08/2023",
            "2024-10-18",
        ),
        ("FOLLOW-UP VISIT   Date: 2024-10-18\nHistory\nLast day of treatment: 2023-08-02", "2024-10-18"),
        ("CLINIC NOTE\nDate: 2026-09-18\nDate of visit: 2026-09-15\nShe is well today.", "2026-09-15"),
        ("DISCHARGE SUMMARY\nDate: 2024-10-20\nDate of discharge: 2024-10-18\nHe went home well.", "2024-10-18"),
        ("EPICRISIS\nF. internación 05/02/2025 - F. egreso 15/02/2025\nCirugía (06/02/2025)", "2025-02-15"),
        ("SEPARATION SUMMARY\nAdmission: 28/01/2025   Separation: 21/02/2025\n30/01/2025  Craniotomy", "2025-02-21"),
        (
            "NOTA DE CONSULTA\n09 de mayo de 2024, 10:05 h\nPlan: iniciar\nciclo 16/05/2024, con vigilancia",
            "2024-05-09",
        ),
        ("NOTA DE EVOLUCIÓN\n09/05/2024 10:05 h sin fiebre\n10/05/2024 afebril, tolera dieta", "2024-05-10"),
    ],
)
def test_the_day_of_a_visit_or_stay(text: str, expected: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ECHOCARDIOGRAM\nStudy date: 2025-04-02\nDoxorubicin cumulative 300 mg/m2 as of 2025-03-11", "2025-04-02"),
        ("ECOCARDIOGRAMA\nFecha de estudio: 22/04/2025\nAntraciclinas 300 mg/m2 hasta el 11/05/2024", "2025-04-22"),
    ],
)
def test_a_dose_up_to_a_day_is_not_of_the_papers_day(text: str, expected: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ocular Oncology Consultation\nRight eye: normal. Left eye: retinoblastoma, IOP 14.", "discharge"),
        (
            "Bone Marrow Failure Program\nConsultation\nBone marrow biopsy: 5 % cellularity.",
            "discharge",
        ),
        ("INFORME CLÍNICO DE CONSULTA\nMotivo: revisión tras el segundo ciclo.", "discharge"),
        (
            "HOSPITAL\nServicio de Hematología - Laboratorio de Médula Ósea\nHEMOGRAMA\nHemoglobina 5,9 g/dL",
            "bone_marrow",
        ),
    ],
)
def test_a_consultation_is_no_report_of_what_it_tells(text: str, expected: str) -> None:
    page = Page(1, tuple(Line(line, NOWHERE) for line in text.splitlines()))
    assert sort(Reading("text", pages=(page,)), rules().sorting).category.value == expected
