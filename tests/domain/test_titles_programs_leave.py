"""What a browser or a word processor stores as a title tells nothing: the paper's own heading is its name."""

from __future__ import annotations

import pytest

from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)
REPORT = "Sample Children's Hospital\nPatient: Mia Sample  DOB: 14 May 2019\n{}\nDate of report: 3 March 2024\n{}"
BODY = "Diagnosis: neuroblastoma. Specimen: adrenal mass, core biopsy. Sections show small round blue cells."


def _titled(text: str, stored: str) -> str | None:
    lines = tuple(Line(line, NOWHERE) for line in text.splitlines())
    return sort(Reading("pdf", pages=(Page(1, lines),), title=stored), rules().sorting).title.value


@pytest.mark.parametrize(
    "stored",
    [
        "about:blank",
        "Document1",
        "Untitled",
        "Untitled-2",
        "Microsoft Word - path report.doc",
        "https://portal.example/print?id=4",
        "www.portal.example/print",
        "C:\\Users\\Records\\Temp\\~wrd0003.tmp",
        "\\\\server\\share\\print.rpt",
        "/srv/records/out/x",
        "file:///tmp/report.html",
        "informe_alta_v2.docx",
        "print.rpt",
        "0001",
        "- - -",
        "report.doc [Compatibility Mode]",
    ],
)
def test_the_heading_wins_over_what_a_program_stored(stored: str) -> None:
    assert _titled(REPORT.format("Histopathology report P24-01187", BODY), stored) == "Histopathology report P24-01187"


@pytest.mark.parametrize("stored", ["Pathology report, adrenal mass", "CT abdomen/pelvis", "Resumen 2023/2024"])
def test_a_title_that_somebody_gave_is_kept(stored: str) -> None:
    assert _titled(REPORT.format("Histopathology report P24-01187", BODY), stored) == stored


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("Discharge letter: end of treatment", "Dear Dr. Sample,\nMia completed first-line treatment."),
        ("Informe de oncología pediátrica", "Estimado doctor Muestra:\nMia terminó el tratamiento. Peso 19 kg."),
    ],
)
def test_a_greeting_is_no_title_and_the_heading_is(heading: str, body: str) -> None:
    assert _titled(REPORT.format(heading, body), "about:blank") == heading


@pytest.mark.parametrize(
    "row",
    ["Test 05 Oct 2026 19 Oct 2026 Reference", "Prueba 05 oct 2026 Resultado Referencia", "Test 09 Nov 2026 Reference"],
)
def test_columns_of_days_are_no_title(row: str) -> None:
    text = f"Sample Children's Hospital\n{row}\nHaemoglobin g/L 98 92 115-145\nPlatelets x10^9/L 88 71 150-400"
    assert _titled(text, "about:blank") != row


def test_a_label_with_a_number_is_no_title() -> None:
    text = REPORT.format("Report number: 4471", "Site: left flank. Dose: 21.6 Gy in 12 fractions.")
    assert _titled(text, "about:blank") != "Report number: 4471"
