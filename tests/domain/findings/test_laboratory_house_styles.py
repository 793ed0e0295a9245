"""Structures in which laboratories of many countries print results. All papers and people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from tests.domain.findings.laid_out import paper_from
from tests.domain.findings.test_labs_labelled import found_in


def read(text: str, *, category: str = "labs", language: str = "en", **rest: object) -> list[Finding]:
    said = {"text": text, "language": language, "category": category, "placed": False, "date": "2024-05-05"}
    return [one for one in found_in(said | {"order": "dmy"} | rest) if one.kind is Kind.LABORATORY]


def valued(found: list[Finding]) -> list[tuple[str, float | None]]:
    return [(one.name, one.number) for one in found]


def test_a_portal_prints_each_part_of_a_result_under_its_test() -> None:
    found = read(
        "Collected on 03/03/2024\nHemoglobin\nYour value 8.4 g/dL\nStandard range 11.5 - 15.5 g/dL\nFlag L\n"
        "Ferritin\n842\nug/L\n20 - 200\nHigh\n"
    )
    assert [(one.name, one.value, one.unit, one.detail.get("low"), one.detail.get("flag")) for one in found] == [
        ("hemoglobin", "8.4", "g/dL", "11.5", "L"),
        ("ferritin", "842", "ug/L", "20", "High"),
    ]
    assert {str(one.when) for one in found} == {"2024-03-03"}


def test_a_list_of_days_under_a_test_is_of_that_test() -> None:
    found = read(
        "Past results - Platelet count\nApr 21, 2025   212 K/uL\nApr 14, 2025   147 K/uL (L)\n", date="2025-04-22"
    )
    assert [(one.name, one.value, str(one.when)) for one in found] == [
        ("platelets", "212", "2025-04-21"),
        ("platelets", "147", "2025-04-14"),
    ]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("WBC 48, Hb 6.1 con 92% de blastos.", "es", ("blasts", 92.0)),
        ("HGB 71 G/L, WBC 212 WITH 94 PERCENT BLASTS.", "en", ("blasts", 94.0)),
        ("LCR: 2 células, proteínas 18, glucosa 55.", "es", ("leukocytes cerebrospinal fluid", 2.0)),
        ("LCR: 2 células, proteínas 18, glucosa 55.", "es", ("protein cerebrospinal fluid", 18.0)),
        ("TLC - 1,100/cumm (N 12, L 80, M 8).", "en", ("lymphocytes", 80.0)),
        ("Total WBC count: 1,12,000 cells/cumm", "en", ("leukocytes", 112000.0)),
        ("Labs: 1.2>7.4/22.1<18", "en", ("platelets", 18.0)),
        ("BMP 136/3.3/103/23/7/0.31<98", "en", ("creatinine", 0.31)),
        ("Na 137  K 3.1 (L)  Cl 104", "en", ("sodium", 137.0)),
        ("K+ 3.4, PO4 1.1, Mg 0.8", "en", ("potassium", 3.4)),
        ("Hb 7.2, plaquetas 14.000, leucos 86.000", "es", ("platelets", 14000.0)),
        ("AFP at diagnosis was 1.2 million ug/L.", "en", ("alpha fetoprotein", 1200000.0)),
        ("MTX 48 h: 0.62 umol/L", "en", ("methotrexate", 0.62)),
    ],
)
def test_a_value_is_read_as_each_house_writes_it(text: str, language: str, wanted: tuple[str, float]) -> None:
    assert wanted in valued(read(text, language=language))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("CRP: 188 (02/02/2024), 240 (03/02/2024), 96 (05/02/2024).", [188, 240, 96]),
        ("MTX levels: 24h 12.6 uM, 36h 1.9 uM, 42h 0.88 uM.", [12.6, 1.9, 0.88]),
        ("AFP at dx 612,430 ng/mL -> 48,200 (after C2) -> 1,950.", [612430, 48200, 1950]),
        ("Seguimiento de AFP: al inicio 215000 ng/mL; post ciclo 48300; poscirugía 96.", [215000, 48300, 96]),
        ("Creatinine increased from 0.5 to 1.4 mg/dL before recovering to 0.6.", [0.5, 1.4, 0.6]),
    ],
)
def test_all_values_of_a_test_that_is_told_several_times_are_read(text: str, values: list[float]) -> None:
    assert [one.number for one in read(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "Potassium chloride 20 mmol/L was added to the fluids.",
        "Methotrexate 5 g/m2 over 4 h.",
        "Vancomycin 15 mg/kg every 6 h.",
        "Albumin 25% 1 g/kg. Magnesium 8 mmol BD.",
        "Bone marrow: blasts 87%.",
        "RNA quality RIN 7.8.",
    ],
)
def test_a_dose_a_substance_and_the_marrow_are_no_laboratory_value(text: str) -> None:
    assert read(text, category="clinical_summary") == []


@pytest.mark.parametrize(
    "text",
    ["Start when platelets > 75,000.", "Platelets under 10 need a transfusion.", "GFR and ANC 1000 or more."],
)
def test_a_limit_is_conditional(text: str) -> None:
    assert {one.assertion for one in read(text, category="clinical_summary")} <= {Assertion.CONDITIONAL}


def test_what_a_scanner_took_for_letters_is_no_number() -> None:
    found = read(
        "TEST   RESULT   REF RANGE   UNITS\nHGB   1O.4   11.5-15.5   g/dL\nHCT   31.2   35-45   %", placed=True
    )
    assert valued(found) == [("hematocrit", 31.2)]


def test_rows_of_leaders_and_units_as_heads_are_tables() -> None:
    leaders = read(
        "EXAMEN ______ RESULTADO ______ UNIDAD ______ REFERENCIA\nHEMOGLOBINA _____ 11.4 _____ g/dL _____ 11 - 14",
        placed=True,
    )
    assert [(one.value, one.unit) for one in leaders] == [("11.4", "g/dL")]
    units = read("Fórmula             %        x10^9/L\nNeutrófilos         41,2     1,98", placed=True, language="es")
    assert [(one.value, one.unit) for one in units] == [("41,2", "%"), ("1,98", "x10^9/L")]


def test_a_row_of_days_over_tests_may_have_a_label_and_hours() -> None:
    text = "Date       07/05/25   14/05/25   21/05/25\nHb         98         91         104        g/L   110-140"
    found = read(text, placed=True)
    assert [(one.value, str(one.when)) for one in found] == [
        ("98", "2025-05-07"),
        ("91", "2025-05-14"),
        ("104", "2025-05-21"),
    ]


def test_hours_after_a_dose_head_the_rows_of_levels() -> None:
    text = "Hora      MTX (µM)     Creatinina\n24        9,40         0,44\n48        0,48         0,45"
    found = read(text, placed=True, language="es")
    assert valued(found) == [
        ("methotrexate", 9.4),
        ("creatinine", 0.44),
        ("methotrexate", 0.48),
        ("creatinine", 0.45),
    ]


def test_thousands_without_decimals_are_thousands_where_a_spanish_paper_has_several() -> None:
    found = read("Ferritina: 2.310 ng/mL\nTriglicéridos: 1.240 mg/dL", language="es")
    assert [one.number for one in found] == [2310.0, 1240.0]


def test_blasts_that_are_not_there_are_denied() -> None:
    (found,) = [one for one in read("CSF: WBC 0, no blasts on cytospin.") if one.name == "blasts"]
    assert found.assertion is Assertion.NEGATED


def test_every_quote_of_a_stacked_result_stands_in_the_paper() -> None:
    text = "Hemoglobin\nResult: 96 g/L\nReference range: 110 - 140\nFlag: Low\n"
    paper = paper_from({"text": text, "category": "labs", "language": "en", "placed": False})
    assert [one.quote for one in read(text)] == ["Hemoglobin Result: 96 g/L Reference range: 110 - 140 Flag: Low"]
    assert len(paper.clauses) == 4
