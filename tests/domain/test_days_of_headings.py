"""Days that headings tell, the order of day and month that a paper shows, and days that are no paper's own."""

from __future__ import annotations

import pytest

from consilium.domain.documentdates import find_dates
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.rules import rules

WORDS = rules().sorting.dates
NOWHERE = Box(0, 0, 0, 0)


def pages(*texts: str) -> list[Page]:
    return [Page(1, tuple(Line(text, NOWHERE) for text in texts))]


def dated(*texts: str) -> str:
    return str(sort(Reading("pdf", pages=tuple(pages(*texts))), rules().sorting).document_date.value)


@pytest.mark.parametrize(
    "heading",
    [
        "Domingo, 1-10-2023",
        "Ibagué, uno (1) de octubre de 2023",
        "Instituto del Valle (ficticio). Cali, 1 de octubre de 2023",
        "A los treinta y un (1) días del mes de octubre del año 2023",
        "Follow-up -- 2023-10-01 -- Sample Children's Hospital",
        "8 y M | Oct 1, 2023 | Acc PT-1",
        "NOTA DE EVOLUCIÓN A PEDIATRÍA 01/10/2023 19:40 h",
    ],
)
def test_a_day_that_has_a_part_of_a_heading_to_itself_is_the_papers(heading: str) -> None:
    found = find_dates(pages(heading, "Paciente: Ana Muestra"), WORDS, "es")
    assert [(str(one.seen.value), str(one.role)) for one in found.dates] == [("2023-10-01", "document")]


def test_notes_of_several_days_are_of_the_last() -> None:
    told = "La niña continúa con mucositis y se mantiene la nutrición"
    text = ("Evolución médica", "Domingo, 1-10-2023", told, "Martes, 3-10-2023", "Sin fiebre, alta mañana.")
    assert dated(*text) == "2023-10-03"


@pytest.mark.parametrize(
    "line",
    [
        "El ciclo 4 se programa para el 04/09/2024",
        "Próxima visita: 04/09/2024",
        "Surgery scheduled for 04/09/2024",
        "Inició MAP el 04/09/2024",
        "Older brother, HLA typed 04/09/2024, fully matched",
    ],
)
def test_what_is_to_come_or_said_of_something_else_is_no_day_of_the_paper(line: str) -> None:
    roles = {str(one.role) for one in find_dates(pages("Hoja de tratamiento", line), WORDS, "es").dates}
    assert roles == {"other"}


def test_a_label_in_a_cell_to_the_left_belongs_to_its_own_cell() -> None:
    assert dated("Nota de ingreso a Hematología    28/05/2024", "Plan: control") == "2024-05-28"


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (("Exam date: 05/10/2022", "Report date: 06/10/2022"), "2022-10-06"),  # a day apart, not a month
        (("Report date: 10/03/2024", "Seen on Oct 3, 2024"), "2024-10-03"),  # written twice
        (("Thornfield Royal Infirmary", "Report date: 05/10/2022"), "2022-10-05"),
        (("Dr A. Sample, MD", "MRN 12", "Pediatric clinic", "Temp 101.4", "Report date: 05/10/2022"), "2022-05-10"),
        (("UHID 12, Dr A. Sample, MD", "MRN 12", "Pediatric", "Temp 101.4", "Report date: 05/10/2022"), "2022"),
        (("Report date: 05/10/2022",), "2022"),  # nothing tells
    ],
)
def test_the_order_of_day_and_month_is_taken_from_what_the_paper_shows(texts: tuple[str, ...], day: str) -> None:
    assert dated("Radiology report", *texts) == day


def test_a_short_year_is_believed_in_spanish_and_after_a_months_name_where_the_day_is_the_papers() -> None:
    assert dated("Guardia de oncohematología", "15/02/25 03:20hs", "paciente con fiebre de 12 horas de evolución") == (
        "2025-02-15"
    )
    assert dated("Tumour board", "Meeting date: 19-Jul-24", "The board recommends surgery") == "2024-07-19"
    assert dated("Pathology report", "Reported: 03/04/24", "Sections show tumor") == "None"


def test_what_a_report_is_about_has_its_own_day() -> None:
    text = (
        "PET/CT con FDG",
        "Fecha del estudio: 22/07/2025",
        "Fecha del informe: 23/07/2025",
        "Hallazgos: sin captación",
    )
    made = sort(Reading("pdf", pages=tuple(pages(*text))), rules().sorting)
    assert (str(made.document_date.value), str(made.event_date)) == ("2025-07-23", "2025-07-22")
