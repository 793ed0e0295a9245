"""Tables whose columns are looks at one thing, and values and sizes each with a day of its own. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.datetext import dates_in
from consilium.domain.findings.finding import Kind
from tests.domain.findings.test_unlisted_tests_told import read

MEASURED = (Kind.GROWTH, Kind.FUNCTION)
HEART = "heart_hearing_tests"


def told(text: str, category: str = HEART, *kinds: Kind, date: str = "2031-05-20") -> set[tuple[str, str, str]]:
    found = read(text, kinds=kinds or MEASURED, category=category, date=date)
    return {(one.name, one.value, str(one.when or "")) for one in found}


def test_today_stands_beside_an_earlier_study_of_a_heart() -> None:
    text = (
        "Measure                 Today      12/11/2030    Reference\n"
        "LVEF (biplane)          51 %       60 %          > 55\n"
        "Fractional shortening   26 %       33 %          28-44\n"
        "LAD proximal (mm)       3.9        2.8\n"
        "Marginal vessel (mm)    2.0        1.9\n"
    )
    assert told(text) == {
        ("left ventricular ejection fraction", "51", "2031-05-20"),
        ("left ventricular ejection fraction", "60", "2030-11-12"),
        ("shortening fraction", "26", "2031-05-20"),
        ("shortening fraction", "33", "2030-11-12"),
        ("left anterior descending coronary diameter", "3.9", "2031-05-20"),
        ("left anterior descending coronary diameter", "2.8", "2030-11-12"),
        ("Marginal vessel", "2.0", "2031-05-20"),
        ("Marginal vessel", "1.9", "2030-11-12"),
    }


def test_columns_of_deviations_are_no_looks() -> None:
    text = (
        "Estudio previo: 03/05/2031\n"
        "MEDIDAS              20/05     Z       03/05     Z\n"
        "VI diástole (mm)     34,1     +0,7     33,0     +0,4\n"
    )
    assert told(text) == {
        ("left ventricular end-diastolic diameter", "34,1", "2031-05-20"),
        ("left ventricular end-diastolic diameter", "33,0", "2031-05-03"),
    }


def test_scores_beside_each_other_are_no_days() -> None:
    text = (
        "Fuerza y función       12-04-31     20-05-31\n"
        "  Glúteo izquierdo       3/5          4/5\n"
        "  Psoas derecho          4/5          5/5\n"
        "MSTS (funcional)         14/30        21/30\n"
        "Karnofsky                 60           80\n"
    )
    assert told(text, "clinical_summary") == {
        ("Musculoskeletal Tumor Society score", "14/30", "2031-04-12"),
        ("Musculoskeletal Tumor Society score", "21/30", "2031-05-20"),
        ("Karnofsky performance status", "60", "2031-04-12"),
        ("Karnofsky performance status", "80", "2031-05-20"),
    }


def test_years_alone_head_the_scores_of_tests_of_thinking() -> None:
    text = (
        "RESULTS (mean 100, SD 15)       2028      2031\n"
        "WISC-V Full Scale IQ            101        93\n"
        "Processing Speed                 90        71\n"
    )
    assert told(text, "clinical_summary") == {
        ("full scale intelligence quotient", "101", "2028"),
        ("full scale intelligence quotient", "93", "2031"),
        ("processing speed", "90", "2028"),
        ("processing speed", "71", "2031"),
    }


def test_lungs_before_and_after_a_medicine_beside_an_earlier_study() -> None:
    text = (
        "Examen previo: 11-02-2031\n"
        "                 Previo     Basal     % pred     Z       Post BD\n"
        "CVF (L)          2,40       2,22      80        -1,6      2,30\n"
        "VEF1 (L)         1,90       1,61      69        -2,5      1,70\n"
    )
    assert told(text) == {
        ("forced vital capacity", "2,40", "2031-02-11"),
        ("forced vital capacity", "2,22", "2031-05-20"),
        ("forced expiratory volume in 1 second", "1,90", "2031-02-11"),
        ("forced expiratory volume in 1 second", "1,61", "2031-05-20"),
    }


def test_eyes_stand_beside_each_other() -> None:
    text = (
        "Last EUA 22/04/2031\n"
        "Findings            RIGHT EYE                          LEFT EYE\n"
        "IOP (mmHg)          15                                 12\n"
        "Main tumour         Nasal 7.1 x 6.0 mm, type 2         Flat scar\n"
        "                    regression, was 7.9 x 6.6 mm\n"
    )
    found = read(text, kinds=(Kind.FUNCTION, Kind.MEASUREMENT), category=HEART, date="2031-05-20")
    assert {(one.value, one.laterality, one.assertion.value, str(one.when)) for one in found} == {
        ("15", "right", "stated", "2031-05-20"),
        ("12", "left", "stated", "2031-05-20"),
        ("7.1 x 6.0 mm", "right", "stated", "2031-05-20"),
        ("7.9 x 6.6 mm", "right", "historical", "2031-04-22"),
    }


def test_nodules_in_a_table_of_studies_are_nodules_of_their_days() -> None:
    text = (
        "CT CHEST\nExam date: 20/05/2031\nCOMPARISON: CT chest 12/02/2031.\nFINDINGS:\n"
        "Nodule   Location            Today       12/02/2031    Series/Image\n"
        "1        LUL apical          8 mm        5 mm          3/22\n"
        "2        RLL basal           6 mm        not seen      3/90\n"
    )
    found = read(text, kinds=(Kind.MEASUREMENT,), category="imaging_reports", date="2031-05-20")
    assert {(one.name, one.value, one.assertion.value, str(one.when)) for one in found} == {
        ("nodule", "8 mm", "stated", "2031-05-20"),
        ("nodule", "5 mm", "historical", "2031-02-12"),
        ("nodule", "6 mm", "stated", "2031-05-20"),
    }


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Basal (febrero)", {("612", "2031-02"), ("201", "2031-05-20")}),
        ("Ingreso (02/05/2031)", {("612", "2031-05-02"), ("201", "2031-05-20")}),
        ("03/feb", {("612", "2031-02-03"), ("201", "2031-05-20")}),
    ],
)
def test_a_laboratorys_looks_have_their_days(text: str, values: set[tuple[str, str]]) -> None:
    heads = f"Estudio            {text:24}{'20/may' if '/feb' in text else 'Actual'}"
    rows = f"{heads}\nFerritina ng/ml    612                     201\n"
    found = read(rows, kinds=(Kind.LABORATORY,), category="labs", date="2031-05-20")
    assert {(one.value, str(one.when)) for one in found} == values


def test_results_each_with_its_day_are_no_heads() -> None:
    text = "Audiogram  02/03/2031  normal           11/05/2031  normal to 8 kHz\nHb 104  WCC 3.1  plt 155   Na 139\n"
    found = read(text, kinds=(Kind.LABORATORY,), category="clinical_summary", date="2031-05-20")
    assert {one.name for one in found} >= {"hemoglobin", "platelets", "sodium"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Echo on 8 May, EF 48 % (previously 63 % on 1 March).", {"48": "2031-05-08", "63": "2031-03-01"}),
        ("FEVI: 68 % (04/03/2031), 64 % (10/05/2031).", {"68": "2031-03-04", "64": "2031-05-10"}),
        ("dox held (EF 54 % 28/04)", {"54": "2031-04-28"}),
        ("Ecocardiograma 06/05/2031: FEVI 52 % (59 % en 2029).", {"52": "2031-05-06", "59": "2029"}),
        (
            "Echo 2031-01-25 (per Dr. Quill-Sample): RVOT gradient 14 mmHg, LVEF 66 %.",
            {"14": "2031-01-25", "66": "2031-01-25"},
        ),
    ],
)
def test_each_value_of_a_sentence_has_its_own_day(text: str, days: dict[str, str]) -> None:
    found = read(text, kinds=(Kind.FUNCTION,), category="discharge", date="2031-05-20", order="dmy")
    assert {one.value: str(one.when) for one in found} == days


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Mass now 4.1 x 2.0 cm, SUVmax 2.2 (earlier 9.8 x 6.4 cm).",
            {("4.1 x 2.0 cm", "stated"), ("9.8 x 6.4 cm", "historical")},
        ),
        ("The mass measures 28 mm. In March it was 33 mm.", {("28 mm", "stated"), ("33 mm", "historical")}),
        ("RLL basal nodule 23 mm.", {("23 mm", "stated")}),
        ("The nodule was 9 mm.", {("9 mm", "stated")}),
    ],
)
def test_a_size_of_before_is_told_from_one_of_now(text: str, wanted: set[tuple[str, str]]) -> None:
    report = f"CT CHEST\nExam date: 20/05/2031\nFINDINGS:\n{text}\n"
    found = read(report, kinds=(Kind.MEASUREMENT,), category="imaging_reports", date="2031-05-20")
    assert {(one.value, one.assertion.value) for one in found if "SUV" not in one.unit} == wanted


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("mean PA 13 mmHg, RVEDP 9 mmHg", 2),
        ("gradiente máximo 19 mmHg", 1),
        ("BP 94/52 mmHg, MAP 61 mmHg", 1),
        ("pCO2 45 mmHg", 0),
    ],
)
def test_pressures_of_the_heart_and_of_a_cuff_are_read_and_those_of_a_laboratory_are_not(text: str, count: int) -> None:
    assert len(read(text, kinds=(Kind.FUNCTION,), category=HEART, date="2031-05-20")) == count


@pytest.mark.parametrize(
    "text", ["Chart: T 36.9  HR 96  BP 96/54", "Fiebre de hasta 40,2 ºC", "Llamar si temperatura de 38,5"]
)
def test_a_temperature_of_a_chart_says_nothing(text: str) -> None:
    assert "body temperature" not in {one.name for one in read(text, kinds=(Kind.GROWTH,), date="2031-05-20")}


def test_a_measure_told_in_a_plan_with_its_figure_was_taken() -> None:
    found = read("PLAN\n5. Lansky today 80.\n6. Keep SpO2 above 94 %.\n", kinds=MEASURED, date="2031-05-20")
    assert [(one.name, one.assertion.value) for one in found if one.assertion.value == "stated"] == [
        ("Lansky performance status", "stated")
    ]


def test_a_day_behind_a_day_is_no_year() -> None:
    assert [str(one.values[0]) for one in dates_in("ANALITO 10-may 12-may 15-may")] == []
    assert [str(one.values[0]) for one in dates_in("on 10-may-12 and 5 May 23")] == ["2012-05-10", "2023-05-05"]


def test_two_methods_of_residual_disease_stand_beside_each_other() -> None:
    text = (
        "MINIMAL RESIDUAL DISEASE\n"
        "Time point       Sample date    Flow MRD (%)     PCR MRD\n"
        "Day 29           04/04/2031     0.4              2 x 10-3\n"
        "Day 71           16/05/2031     <0.01            positive, below quantitative range\n"
    )
    found = read(text, kinds=(Kind.MRD,), category="labs", date="2031-05-20")
    assert {(one.value.split(",")[0].rstrip("% "), str(one.detail.get("method")), str(one.when)) for one in found} == {
        ("0.4", "flow", "2031-04-04"),
        ("2 x 10-3", "PCR", "2031-04-04"),
        ("<0.01", "flow", "2031-05-16"),
        ("positive", "PCR", "2031-05-16"),
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Disease at LD start: MRD 0.8 % (01/05), CSF negative.", [("0.8 %", "")]),
        ("Marrow showed residual disease of 0.6 % by flow.", [("0.6 %", "")]),
        ("PLAN: continue as before. AML: remission, MRD neg marrow 2031-04-12.", [("", "negative")]),
    ],
)
def test_residual_disease_is_told_apart_from_its_neighbours(text: str, wanted: list[tuple[str, str]]) -> None:
    found = read(text, kinds=(Kind.MRD,), category="discharge", date="2031-05-20")
    assert [(one.value if "%" in one.value else "", str(one.detail.get("result", ""))) for one in found] == wanted
    assert {one.assertion.value for one in found} == {"stated"}


def test_a_laboratorys_paper_tells_what_flow_showed_of_blasts() -> None:
    text = (
        "CITOMETRÍA\nInmunofenotipo al diagnóstico (03/04/2031): CD19+, CD10+ fuerte, CD34+, CD33-\n"
        "SUBPOBLACIONES LINFOCITARIAS\nCD3+ 61 %\n"
    )
    found = read(text, kinds=(Kind.FLOW,), category="labs", date="2031-05-20", language="es")
    assert {(one.name, one.detail["result"]) for one in found} == {
        ("CD19", "positive"),
        ("CD10", "positive"),
        ("CD34", "positive"),
        ("CD33", "negative"),
    }


@pytest.mark.parametrize(
    ("heads", "rows", "wanted"),
    [
        (
            "LABS TODAY                    PRIOR 04/22/2031",
            "  WBC    2.6 K/uL               3.3\n  Plt    188 K/uL               203\n",
            {("2.6", "2031-05-20"), ("3.3", "2031-04-22"), ("188", "2031-05-20"), ("203", "2031-04-22")},
        ),
        (
            "                   12-05      15-05      18-05",
            "Plaquetas x10³     34         29         42\n",
            {("34", "2031-05-12"), ("29", "2031-05-15"), ("42", "2031-05-18")},
        ),
        (
            "Immune recovery      D+30      D+60      D+100 (04/05/2031)",
            "  IgA g/L            0.1       0.3       0.6\n",
            {("0.1", "None"), ("0.3", "None"), ("0.6", "2031-05-04")},
        ),
    ],
)
def test_values_of_a_laboratory_stand_under_their_heads(heads: str, rows: str, wanted: set[tuple[str, str]]) -> None:
    order = "mdy" if "04/22" in heads else "dmy"
    whole = "Fecha 20-05-2031\n" if "-05" in heads else ""
    found = read(f"{whole}{heads}\n{rows}", category="discharge", date="2031-05-20", order=order)
    assert {(one.value, str(one.when)) for one in found} == wanted


def test_rows_of_hours_are_of_the_day_that_stands_alone_over_them() -> None:
    text = (
        "04/05/2031\n"
        "Time     NH3 umol/L   pH     Na    Notes\n"
        "02:15    612          7.48   141   sleepy\n"
        "22:00    241          7.39   137\n"
        "05/05/2031\n"
        "04:00    118          7.38   138\n"
    )
    found = read(text, category="treatment_records", date="2031-05-05")
    assert {(one.value, one.unit, str(one.when)) for one in found if one.name == "ammonia"} == {
        ("612", "umol/L", "2031-05-04"),
        ("241", "umol/L", "2031-05-04"),
        ("118", "umol/L", "2031-05-05"),
    }


def test_a_line_of_several_tests_is_no_row_of_the_table_over_it() -> None:
    text = (
        "Immune recovery      D+30      D+60      D+100 (04/05/2031)\n"
        "  IgA g/L            0.1       0.3       0.6\n"
        "Hb 114   WBC 6.2   Plt 308 on 08/05/2031\n"
    )
    found = read(text, category="discharge", date="2031-05-20")
    assert {(one.value, str(one.when)) for one in found if one.name in ("hemoglobin", "platelets")} == {
        ("114", "2031-05-08"),
        ("308", "2031-05-08"),
    }


def test_the_day_of_an_earlier_value_is_not_that_of_the_one_before_it() -> None:
    found = read("ALT is 187 (it was 64 on 30/04).", category="discharge", date="2031-05-20")
    assert {(one.value, str(one.when)) for one in found} == {("187", "None"), ("64", "2031-04-30")}
