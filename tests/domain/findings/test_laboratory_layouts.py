"""Layouts of results: cells between tabs and strokes, names over values, series of minutes and months, rows without
heads, and results that stand apart from their names. All people are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.extraction import extract
from consilium.domain.findings.finding import Kind
from consilium.domain.records import Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from consilium.readers import typewritten

HEAD = "LABORATORY REPORT\nPatient: Sam SAMPLE   DOB 14/02/2015\nCollected: 15/09/2025   Reported: 16/09/2025\n\n"


def read(text: str, *, head: str = HEAD, kind: Kind = Kind.LABORATORY) -> list[tuple[str, float | None, str, str]]:
    reading = Reading("text", language="en", pages=typewritten.pages(head + text))
    made = sort(reading, rules().sorting)
    found = extract("text", reading, made, finding_words())
    return [(one.name, one.number, one.unit, str(one.when or "")) for one in found if one.kind is kind]


def test_a_tab_leads_to_the_next_cell_and_an_empty_cell_stays_empty() -> None:
    rows = (
        "PARAMETER\t12/09/2025\t13/09/2025\t15/09/2025\tREF\n"
        "Hb (g/dl)\t9.8\t\t9.1\t11.5-15.5\n"
        "K (mmol/L)\t4.4\t6.1 (H)\t5.3\t3.5-5.1\n"
    )
    found = read(rows)
    assert ("hemoglobin", 9.8, "g/dl", "2025-09-12") in found
    assert ("hemoglobin", 9.1, "g/dl", "2025-09-15") in found
    assert ("potassium", 6.1, "mmol/L", "2025-09-13") in found
    assert len(found) == 5


def test_strokes_part_cells_though_the_rows_are_ragged() -> None:
    rows = (
        "Date | Hb g/dL | ANC /uL | LDH U/L\n"
        "-----+-----+-----+-----\n"
        "12/09/2025 | 9.1 | 970 | 2140\n"
        "13/09/2025 | 8.0 | - | 510\n"
    )
    found = read(rows)
    assert ("neutrophils", 970.0, "/uL", "2025-09-12") in found
    assert ("lactate dehydrogenase", 510.0, "U/L", "2025-09-13") in found
    assert len(found) == 5


def test_values_stand_under_the_names_of_their_tests() -> None:
    rows = (
        "HEMOGLOBIN     HEMATOCRIT     PLATELETS\n"
        "10.7 g/dL      32.4 %         512,000 /mm3\n"
        "(11-14)        (33-42)        (150-450)\n\n"
        "CD3+           CD3+CD4+       CD16+56+\n"
        "92.8 %         58.1 %         6.6 %\n"
        "4105 cel/uL    2570 cel/uL    292 cel/uL\n"
    )
    found = read(rows)
    assert ("platelets", 512000.0, "/mm3", "2025-09-15") in found
    assert ("CD4 T lymphocytes", 58.1, "%", "2025-09-15") in found
    assert ("CD16/CD56 natural killer cells", 292.0, "cel/uL", "2025-09-15") in found
    assert len(found) == 9


def test_a_row_without_heads_is_known_by_what_its_cells_look_like() -> None:
    rows = (
        "Glycine            884         H        150 - 470\n"
        "Unheardofate       14                   7 - 40\n"
        "IgE total          < 2 UI/mL            up to 60\n"
    )
    found = read(rows)
    assert ("glycine", 884.0, "", "2025-09-15") in found
    assert ("Unheardofate", 14.0, "", "2025-09-15") in found
    assert ("immunoglobulin E", 2.0, "UI/mL", "2025-09-15") in found


def test_minutes_and_months_head_a_series_of_which_only_some_tell_their_day() -> None:
    found = read(
        "DYNAMIC TEST 2025-06-18: stimulation\n"
        "   Minute           0       30      60\n"
        "   Cortisol nmol/L  88      241     306\n"
    )
    assert [one[1:] for one in found] == [(value, "nmol/L", "2025-06-18") for value in (88.0, 241.0, 306.0)]
    course = (
        "          Pre      +3 mo    +18 mo (08/08/2024)\n"
        "CD4       8        96       1,388\n"
        "CD19      610      188      544\n"
    )
    assert ("CD4 T lymphocytes", 1388.0, "", "2024-08-08") in read(course, head="SUMMARY OF GENE THERAPY\n\n")


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("Lab: Hb 10.2, leucocitos 62 400 (blastos 71%), plaquetas 18 000, PCR 9 mg/L.", "leukocytes", 62400.0),
        ("Repeat K at 08:15 on 07/01/2025 = 5.8.", "potassium", 5.8),
        ("Her last haemoglobin, on 8 December 2022, was 121 g/L.", "hemoglobin", 121.0),
        ("ALT peaked 211 on 07/02, now 74.", "alanine aminotransferase", 74.0),
        ("Tacrolimus 3 mg twice a day from tonight (level 11.8 ng/mL, goal 5-8).", "tacrolimus", 11.8),
        ("Methotrexate 12 g/m2: 24h MTX 6.1; 48h 0.62; 72h 0.09 uM.", "methotrexate", 0.62),
        ("Arginine 118, glutamine 690, citrulline 31 and lysine 140.", "glutamine", 690.0),
    ],
)
def test_values_apart_from_their_names(text: str, name: str, number: float) -> None:
    assert (name, number) in [one[:2] for one in read(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Blood culture, central line, coll 16/02/25 0548: Escherichia coli. FINAL", "blood culture"),
        ("Hemocultivos 02-08 (CVC y periférico): Pseudomonas aeruginosa", "blood culture"),
        ("Stool C. difficile toxin, 17/02/25: not detected", "Clostridioides difficile"),
        ("VIH 1-2 ELISA 4ta gen: NO REACTIVO", "HIV 1 and 2 antibody and antigen"),
    ],
)
def test_a_result_in_words_stands_behind_the_colon_of_its_label(text: str, name: str) -> None:
    assert name in [one[0] for one in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Cultures were discussed with the family: negative attitude to needles.",
        "HC: 118-22-07   BM 14/1/24",
        "Immunophenotype of the blasts: CD19 95 %, CD10 90 %.",
        "Glycine   Proline   Serine\nwith water   at noon   as told\n",
    ],
)
def test_what_only_looks_like_a_result_is_none(text: str) -> None:
    assert read(text, head="CLINIC NOTE\n\n") == []


def test_a_weight_at_each_end_and_an_echo_of_several_days() -> None:
    weights = read("Weight at start 26.7 kg, at completion 24.9 kg.", head="LETTER\n\n", kind=Kind.GROWTH)
    assert [one[1] for one in weights] == [26.7, 24.9]
    rows = (
        "MEASUREMENT           VALUE     PRIOR (01/09/2024)   BASELINE (22/05/2023)\n"
        "Shortening fraction   27 %      33 %                 38 %\n"
        "TAPSE                 20 mm     21 mm                22 mm\n"
    )
    echo = read(rows, head="ECHOCARDIOGRAM\nStudy date: 14/08/2024\n\n", kind=Kind.FUNCTION)
    assert ("shortening fraction", 38.0, "%", "2023-05-22") in echo
    assert ("shortening fraction", 33.0, "%", "2024-09-01") in echo
