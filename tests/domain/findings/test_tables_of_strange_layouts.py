"""Layouts of tables that strangers print: sub-heads, lists side by side, cards of doses, lists of problems, probes."""

from __future__ import annotations

from consilium.domain.findings import Kind
from consilium.domain.findings.days.datedpanels import dated_by_panel
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.text.besidepages import parted_pages
from consilium.domain.findings.topics import growth, history, laboratory, medicines, molecular, pathology
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import page_of, paper_from

TOPICS = (laboratory, growth, medicines, molecular, history, pathology)


def read(text: str, **rest: object) -> list[Finding]:
    words = finding_words()
    paper = paper_from({"text": text, "date": "2024-05-20", "order": "dmy", "category": "labs"} | rest)
    found = (
        one
        for topic in TOPICS
        for one in topic.find(paper, words.topics[topic.__name__.rpartition(".")[2]], words.assertion)
    )
    return list(dated_by_panel(found, paper))


def told(text: str, kind: Kind, **rest: object) -> set[tuple[str, str, str, str]]:
    return {(one.name, one.value, one.unit, str(one.when or "")) for one in read(text, **rest) if one.kind is kind}


DAYS_AS_ROWS = (
    "           Na       K        HCO3     Creat    ALP\n"
    "Date       mmol/L   mmol/L   mmol/L   umol/L   U/L\n"
    "Ref.       133-146  3.5-5.3  22-29    35-70    60-425\n"
    "12/12/23   138      4.6      21 L     188 H    388\n"
    "20/02/24   139      5.1      19 L     201 H    .\n"
    "15/04/24   137      5.6 H    18 L     224 H    452 H"
)


def test_a_row_of_units_and_one_of_ranges_under_the_heads_say_more_of_the_columns() -> None:
    found = read(DAYS_AS_ROWS)
    creatinine = next(one for one in found if one.name == "creatinine" and one.value == "224")
    assert (creatinine.unit, creatinine.detail["range"], str(creatinine.when)) == ("umol/L", "35-70", "2024-04-15")


def test_a_point_for_no_value_at_the_end_of_a_row_ends_no_table() -> None:
    assert ("potassium", "5.6", "mmol/L", "2024-04-15") in told(DAYS_AS_ROWS, Kind.LABORATORY)


def test_an_hour_beside_the_day_of_a_row_moves_no_value_to_another_test() -> None:
    text = (
        "FECHA/H          CREA      Potasio\n"
        "                 (mg/dL)   (mmol/L)\n"
        "19/05  08:30      0.46      4.1\n"
        "21/05  10:00      0.52      3.9"
    )
    found = told(text, Kind.LABORATORY)
    assert ("creatinine", "0.46", "mg/dL", "2024-05-19") in found
    assert ("creatinine", "0.52", "mg/dL", "2024-05-21") in found  # a log goes on after its paper's first day


def test_two_lists_that_a_line_parts_are_read_one_after_the_other() -> None:
    text = (
        "                 %      (ref)      |               Resultado   (ref)\n"
        "Linfocitos       11    (40-70)     |  IgG   mg/dL    182       (200-700)\n"
        "Monocitos        7     (3-10)      |  IgA   mg/dL    <6        (4-80)\n"
        "Eosinofilos      2     (1-5)       |  IgM   mg/dL    7         (20-120)\n"
        "Basofilos        1     (0-2)       |  C3    mg/dL    96        (80-170)\n"
        "Segmentados      79    (30-60)     |  C4    mg/dL    19        (10-40)"
    )
    lines = [line.text for line in parted_pages((page_of(text.splitlines()),))[0].lines]
    assert lines[1] == "Linfocitos 11 (40-70)"
    assert lines[-1] == "C4 mg/dL 19 (10-40)"


def test_a_table_whose_label_a_line_parts_from_its_text_stays_as_it_is() -> None:
    text = "\n".join(f"{name:8}| 12 cells of {at}" for at, name in enumerate(("Dx", "Bio", "Path", "Img", "Rx", "Tox")))
    page = page_of(text.splitlines())
    assert parted_pages((page,)) == (page,)


def test_lists_under_headings_with_their_days_are_of_those_days() -> None:
    text = (
        "CONSTANTES (17/01/2024)                 LABORATORIO (09/01/2024)\n"
        "Peso    : 71,8 kg                       Na      : 143 mEq/L\n"
        "Talla   : 146,2 cm                      ALT     : 74 U/L"
    )
    assert ("weight", "71,8", "kg", "2024-01-17") in told(text, Kind.GROWTH, category="clinical_summary")
    assert ("sodium", "143", "mEq/L", "2024-01-09") in told(text, Kind.LABORATORY, category="clinical_summary")


def test_days_of_a_paper_side_by_side_head_no_lists() -> None:
    text = (
        "Collected 12/03/2024                    Reported 14/03/2024\n"
        "Na      : 143 mEq/L                     ALT     : 74 U/L\n"
        "K       : 4.1 mEq/L                     AST     : 31 U/L"
    )
    assert not any(day == "2024-03-14" for _, _, _, day in told(text, Kind.LABORATORY))


CARD = (
    "VACCINE           1st          2nd          Booster     Remarks\n"
    "Pentavalent       24/07/2021   04/09/2021   -           fever\n"
    "Varicella         -                                     not given\n"
    "Influenza         20/01/2023   DEFERRED"
)


def test_each_day_of_a_card_is_a_dose() -> None:
    found = {
        (one.name, str(one.when or ""), str(one.assertion))
        for one in read(CARD, category="growth_and_history")
        if one.kind is Kind.MEDICINE
    }
    assert {
        ("DTaP vaccine", "2021-07-24", "stated"),
        ("DTaP vaccine", "2021-09-04", "stated"),
        ("varicella vaccine", "", "negated"),
        ("influenza vaccine", "2023-01-20", "stated"),
        ("influenza vaccine", "", "planned"),
    } <= found


def test_the_vaccines_of_a_card_are_no_illnesses() -> None:
    names = {one.name for one in read(CARD, category="growth_and_history") if one.kind is Kind.CONDITION}
    assert not {"varicella", "influenza"} & names


def test_a_list_of_problems_tells_when_each_began() -> None:
    text = (
        "PROBLEMAS                  CODIGO     INICIO        FIN          ESTADO\n"
        "Hidrocefalia               G91.1      11/05/2019                 Activo\n"
        "Epilepsia focal            G40.2      02/2020       03/2023      Resuelto"
    )
    found = {(one.name, str(one.when)) for one in read(text, category="clinical_summary") if one.kind is Kind.CONDITION}
    assert ("hydrocephalus", "2019-05-11") in found
    assert ("epilepsy", "2020-02") in found


def test_genes_under_a_line_that_says_nothing_was_found_in_them_are_negative() -> None:
    text = "PERTINENT NEGATIVES - no reportable variant in:\nTP53 MYOD1 KRAS HRAS"
    found = {(one.name, str(one.assertion)) for one in read(text, category="genetics") if one.kind is Kind.VARIANT}
    assert {("TP53", "negated"), ("HRAS", "negated")} <= found


def test_what_a_panel_includes_that_found_nothing_was_not_found() -> None:
    text = "FUSIONS (RNA): None detected. Includes PAX3::FOXO1, NTRK1/2/3."
    found = {(one.name, str(one.assertion)) for one in read(text, category="genetics") if one.kind is Kind.VARIANT}
    assert {("PAX3::FOXO1", "negated"), ("NTRK3", "negated")} <= found


def test_the_last_column_of_probes_says_what_was_found() -> None:
    text = (
        "PROBE         TESTED                SIGNAL       % ABN    CUTOFF   RESULT\n"
        "CEP 4         Trisomy 4             3 signals    77.5     3.0      ABNORMAL\n"
        "BCR/ABL1      t(9;22) fusion        0F           0.0      1.0      NORMAL\n"
        "CDKN2A        Deletion              2R 2G        1.0      3.5      NORMAL"
    )
    found = {
        (one.name, str(one.assertion), str(one.detail.get("percent", "")))
        for one in read(text, category="genetics")
        if one.kind is Kind.CYTOGENETICS
    }
    assert {("trisomy 4", "stated", "77.5"), ("BCR::ABL1", "negated", "0.0"), ("CDKN2A", "negated", "1.0")} <= found


def test_a_bare_per_cent_is_the_head_of_its_column() -> None:
    text = (
        "INMUNOFENOTIPO POR CITOMETRIA DE FLUJO\n"
        "Marcador       |   %    | Intensidad\n"
        "CD19           |  99    | positivo\n"
        "CD20           |   9    | negativo"
    )
    found = {
        (one.name, one.detail.get("percent", "")) for one in read(text, category="bone_marrow") if one.kind is Kind.FLOW
    }
    assert ("CD19", "99 %") in found


def test_a_blood_pressure_is_told_and_a_goal_is_none() -> None:
    text = "On examination BP 104/60 mmHg, HR 92. Target BP below 120/80."
    found = told(text, Kind.FUNCTION, category="clinical_summary", placed=False)
    assert ("blood pressure", "104/60", "mmHg", "") in {(*one[:3], "") for one in found}
    assert not any(value == "120/80" for _, value, _, _ in found)
