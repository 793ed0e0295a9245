"""The day that a finding has by its part of a paper: a heading with its day, a visit, an hour of a shift, `ayer`."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Box, Category, Line, Page, Reading
from consilium.domain.sorting import Sorted, sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


def read(text: str) -> tuple[Sorted, tuple[Finding, ...]]:
    lines = tuple(Line(line.strip(), NOWHERE) for line in text.strip().splitlines())
    reading = Reading("text", pages=(Page(1, lines),))
    made = sort(reading, rules().sorting)
    return made, extract("text", reading, made, finding_words())


def days(text: str, name: str) -> set[str]:
    return {str(one.when) for one in read(text)[1] if one.name == name}


WARD = """
WARD 4 CONTINUATION SHEET
Name: Sam SAMPLE DOB 30.11.2016 NHS no 000 000 0000
11/6/25 WR Dr Example (Cons)
8yo boy, T-ALL, induction.
{}
Plan
- review tomorrow
"""
PISO = """
HOSPITAL DE PRUEBA (ficticio)
NOTA DE EVOLUCIÓN
17/09/2024 07:45 h Cama 3
Paciente: Muestra Ana FN 08/07/2019
{}
P: - continuar igual
"""


@pytest.mark.parametrize(
    ("frame", "said", "name", "day"),
    [
        (WARD, "Bloods 0600\nHb 84 WCC 0.6 Plts 31", "hemoglobin", "2025-06-11"),
        (WARD, "O/E alert. Afebrile. sats 98% RA\nNo petechiae.", "oxygen saturation", "2025-06-11"),
        (WARD, "Bloods 0600\nCRP 41 (yesterday 88)", "c reactive protein", "2025-06-10"),
        (WARD, "Echo 9/6: LVEF 61 %.", "left ventricular ejection fraction", "2025-06-09"),
        (PISO, "Labs de hoy 06:00: Hb 7.4 Plaq 14 mil", "hemoglobin", "2024-09-17"),
        (PISO, "Labs 06:00: PCR 118 mg/L (ayer 164)", "c reactive protein", "2024-09-16"),
        (PISO, "Labs (14/09): Hb 8.1", "hemoglobin", "2024-09-14"),
        (PISO, "O: Peso 15.6 kg FC 124 SatO2 96 %", "oxygen saturation", "2024-09-17"),
    ],
)
def test_a_note_without_labels_gives_its_day_to_what_was_seen_and_measured(
    frame: str, said: str, name: str, day: str
) -> None:
    assert day in days(frame.format(said), name)


def test_what_was_before_the_note_is_not_of_its_day() -> None:
    found = days(WARD.format("Previous Hb 70 at diagnosis."), "hemoglobin")
    assert "2025-06-11" not in found


def test_a_heading_with_its_day_gives_it_to_what_stands_under_it() -> None:
    text = """
    INFORME DE TRASPLANTE
    Fecha del informe: 12/01/2024
    V. SITUACIÓN ACTUAL (visita 11/01/2024)
    Karnofsky 90.
    Hemograma: Hb 11,4 g/dL; plaquetas 141.000/µL.
    VI. PLAN
    Hb objetivo 8 g/dL.
    """
    assert days(text, "platelets") == {"2024-01-11"}


def test_parts_of_one_paper_have_their_own_days_of_examination() -> None:
    text = """
    RESPIRATORY FUNCTION LABORATORY
    DOB: 03/02/2013 NHS no 000 000 0000
    PART 1. LUNG FUNCTION Test date 20/08/2025
    FEV1 1.31 L
    PART 2. GFR Test date 21/08/2025
    Corrected GFR 91 mL/min/1.73 m2
    Reported: Dr Example 22/08/2025
    """
    assert days(text, "FEV1") <= {"2025-08-20"}
    assert days(text, "GFR") <= {"2025-08-21"}


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Ecografía ocular del mismo día: calcificaciones.", "2024-02-01"),
        ("Ultrasound on that day: calcifications.", "2024-02-01"),
    ],
)
def test_the_same_day_is_the_last_that_was_told(said: str, day: str) -> None:
    text = f"""
    Consultorio de Oftalmología
    San Miguel, 6 de febrero de 2024
    Estimados colegas:
    El 01/02/2024 la examiné bajo anestesia general:
    OD: masa blanca de 16 x 14 mm.
    {said}
    """
    assert day in {str(one.when) for one in read(text)[1] if "alcific" in one.quote}


def test_an_entry_set_in_columns_is_no_row_of_a_table() -> None:
    text = """
    EVOLUTIVO DE PLANTA
    Paciente: Muestra Ana
    26/04/2025 18:30 Posoperatorio día 0
    Analítica 18:00: Na 149
    27/04/2025 08:15 PO día 1
    Analítica 06:00: Na 143
    """
    assert days(text, "sodium") == {"2025-04-26", "2025-04-27"}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [("Cefalea 3/10, cede con paracetamol.", "-10-03"), ("Cough x3/7, no wheeze.", "-07-03")],
)
def test_parts_of_ten_and_days_counted_by_sevens_are_no_days(said: str, wrong: str) -> None:
    found = read(PISO.format(said))[1]
    assert not any(str(one.when).endswith(wrong) for one in found)


def test_days_with_hyphens_lack_their_year_where_the_paper_writes_days_so() -> None:
    text = """
    DISCHARGE SUMMARY
    Admitted 2024-03-20 Discharged 2024-03-29 DOB 2022-10-19
    LP 03-21: WBC 22.
    Enoxaparin 10-12 mg sc.
    Anti-Xa 0.74 (03-28).
    """
    assert days(text, "anti-Xa") <= {"2024-03-28"}
    assert not any(str(one.when) == "2023-10-12" for one in read(text)[1])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (WARD.format("Bloods 0600\nHb 84"), "2025-06-11"),
        ("NOTA DE ENFERMERÍA\nIngreso: 19/01/2025 22:10 h\nMotivo: fiebre\nEF: T 38.4 FC 138", "2025-01-19"),
        ("TARJETA DE MEDICACIÓN\nFecha de esta tarjeta: 2/10/2024\nImatinib 300 mg por día", "2024-10-02"),
        ("Dear Dr Test,\nClinic date: 09/03/2023   Letter date: 14/03/2023\nI reviewed Sam in clinic.\nPlan: clinic",
         "2023-03-14"),
        ("VISITA DOMICILIARIA N° 6 Fecha: jueves 19/12/2024\nRadioterapia 20 Gy en 5 fracciones\n"
         "(terminó 11/10/2024). Examen: alerta.", "2024-12-19"),
        ("LABORATORY CUMULATIVE SUMMARY\nHEMATOLOGY 02/10/2025 02/13/2025 02/19/2025\n"
         "HGB 9.8 8.1 9.4\nBlood culture, coll 02/18/2025: no growth",
         "2025-02-19"),
    ],
)  # fmt: skip
def test_a_paper_is_of_the_day_that_it_was_made(text: str, day: str) -> None:
    assert str(read(text)[0].document_date.value) == day


@pytest.mark.parametrize(
    "line",
    [
        "Dx: LMA M3 alto riesgo 28/07/25",
        "Today 2021-11-16 Normal",
        "2nd relapse (marrow + CNS2b) 11/2023, CD19 positive",
    ],
)
def test_a_day_of_an_illness_or_over_a_column_is_not_the_papers(line: str) -> None:
    made = read(f"CENTRO DE PRUEBA\n{line}\nRutina sin cambios 3\nOtra línea")[0]
    assert made.document_date.value is None


@pytest.mark.parametrize(
    "text",
    [
        "Ward 4\nSam Sample DOB 30/11/2016\nPC: cough\nO/E HR 92 BP 128/84 sats 98%\n"
        "Hb 84 WCC 0.6 Plts 31 CRP 12 ALT 40\nPlan: discuss",
        "0410 Arrived by ambulance\n0415 T 39.8 HR 188 RR 66 SpO2 84%\n0440 VBG pH 7.21 K 4.9 Na 132\n"
        "0545 Lab CRP 342 Hb 86 ALT 88\n"
        "0605 Discussed with PICU",
        "Piso 3\nS: refiere mejor\nO: FC 124 TA 98/58 SatO2 96 %\nEF: hidratado\n"
        "Hb 7.4 plaquetas 14 mil creatinina 0.3\nPlan: continuar",
    ],
)
def test_a_paper_without_a_title_that_has_the_form_of_a_note_is_one(text: str) -> None:
    assert read(text)[0].category.value is Category.DISCHARGE


def test_values_alone_are_no_note() -> None:
    made = read("Laboratorio\nToma: 10/02/2024\nHb 7.4 g/dL\nPlaquetas 14 mil\nCreatinina 0.3 mg/dL")[0]
    assert made.category.value is Category.LABS
