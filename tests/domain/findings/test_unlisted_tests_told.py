"""Results of tests that no list knows, and tables whose heads say little. All papers and people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Kind
from consilium.domain.findings.topics import TOPICS
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from


def read(text: str, *, kinds: tuple[Kind, ...] = (Kind.LABORATORY,), **rest: object) -> list[Finding]:
    said = {"text": text, "category": "discharge", "date": "2024-05-05", "order": "dmy", "placed": True}
    paper, words = paper_from(said | rest), finding_words()
    found = [
        one
        for topic in TOPICS
        for one in topic.find(paper, words.topics[topic.__name__.rpartition(".")[2]], words.assertion)
    ]
    return [one for one in found if one.kind in kinds]


def told(found: list[Finding]) -> set[tuple[str, str, str]]:
    return {(one.name, one.value, one.unit) for one in found}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Her plasma lyso-Gb3 was 12 nmol/L.", ("plasma lyso-Gb3", "12", "nmol/L")),
        ("Soluble ST2 came back at 41 ng/mL.", ("Soluble ST2", "41", "ng/mL")),
        ("Arylsulfatase A 0.2 nmol/h/mg.", ("Arylsulfatase A", "0.2", "nmol/h/mg")),
        ("Serum neopterin, raised at 45 nmol/L.", ("Serum neopterin", "45", "nmol/L")),
        ("Sarcosina en plasma 410 umol/L.", ("Sarcosina", "410", "umol/L")),
        ("La biotinidasa fue de 2,1 nmol/min/mL.", ("biotinidasa", "2,1", "nmol/min/mL")),
        ("Na 137, K 3.1, XYZ 12, Cl 100.", ("XYZ", "12", "")),
        ("Blasts 8 %, lymphocytes 5 %, Kupffer cells 4 %, monocytes 3 %.", ("Kupffer cells", "4", "%")),
        ("B2GP1 IgG 33 GPL.", ("B2GP1 IgG", "33", "GPL")),
    ],
)
def test_a_test_of_no_list_is_read_by_its_unit_or_its_neighbors(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in told(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Morphine 20 mcg/mL PCA and heparin 10 U/mL lock.",
        "Paracetamol 15 mg/kg, sodium 3 mmol/kg/day, glucose at 8 mg/kg/min.",
        "KCl 20 mmol/L in the fluids.",
        "Filgrastim 300 mcg/ml, one vial.",
        "If the orosomucoid goes above 100 umol/L call us.",
        "Height 120 cm, weight 23 kg, BP 100/60.",
    ],
)
def test_doses_strengths_fluids_and_limits_are_no_results(text: str) -> None:
    assert not [one for one in read(text) if one.assertion == "stated"]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Anti-GAD antibodies negative.", "Anti-GAD antibodies", "negative"),
        ("Psittacosis IgM: positive.", "Psittacosis IgM", "positive"),
        ("PCR para Naegleria no detectada.", "PCR para Naegleria", "no detectada"),
        ("Sterol profile was normal.", "Sterol profile", "normal"),
        ("Cold agglutinins negative.", "Cold agglutinins", "negative"),
        ("HBsAg NR.", "hepatitis B surface antigen", "NR"),
    ],
)
def test_a_result_in_words_is_read_by_the_form_of_its_name(text: str, name: str, value: str) -> None:
    assert (name, value) in {(one.name, one.value) for one in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Hearing test normal. Pulmonary function test normal.",
        "Margins negative, nodes negative.",
        "KMT2A rearrangement by PCR not detected.",
        "Antibiotics stopped, afebrile.",
    ],
)
def test_other_examinations_are_no_laboratory_results(text: str) -> None:
    assert not read(text)


def test_an_immunoglobulin_against_something_is_no_total() -> None:
    found = read("Mycoplasma IgM 12 U/mL, IgG 450 mg/dL.")
    assert ("immunoglobulin G", "450", "mg/dL") in told(found)
    assert not any(one.name == "immunoglobulin M" for one in found)


def test_a_value_told_by_its_occasion_is_one_more_of_the_test_before() -> None:
    found = read("AFP al diagnóstico 18.600 ng/ml; previa a cirugía 312 ng/ml.", language="es")
    assert [(one.name, one.value) for one in found] == [
        ("alpha fetoprotein", "18.600"),
        ("alpha fetoprotein", "312"),
    ]


def test_a_day_right_before_a_value_is_its_day() -> None:
    found = read("AFP 14/01/24: 71,300 ng/ml; 01/02/24: 9,840 ng/ml.")
    assert [(one.number, str(one.when)) for one in found] == [(71300.0, "2024-01-14"), (9840.0, "2024-02-01")]


def test_a_ticked_criterion_tells_the_value_behind_it() -> None:
    assert [(one.number, one.comparator) for one in read("ANC >= 0.75 [x] 1.3")] == [(1.3, "")]


def test_a_marker_of_tissue_is_no_value_of_the_serum() -> None:
    assert not read("Histology: OCT4 pos, PLAP pos, AFP neg.")


def test_a_name_of_two_tests_is_told_by_its_result() -> None:
    assert told(read("Na 137, UA 7.2. UA: negative.")) >= {("uric acid", "7.2", ""), ("urinalysis", "negative", "")}


def test_cells_of_the_marrow_say_so() -> None:
    text = "BONE MARROW ASPIRATE\nDifferential (500 cells): lymphocytes 5 %, erythroid 24 %, plasma cells 1 %.\n"
    found = read(text, category="bone_marrow")
    assert {(one.name, one.number, one.detail.get("specimen")) for one in found} == {
        ("lymphocytes", 5.0, "bone marrow"),
        ("erythroid cells", 24.0, "bone marrow"),
        ("plasma cells", 1.0, "bone marrow"),
    }


def test_a_share_before_a_name_with_its_own_is_of_the_name_before_it() -> None:
    found = read("Smear: WBC 12, neutrophils 10 %   lymphocytes 30 %")
    assert [(one.name, one.number) for one in found if one.unit == "%"] == [
        ("neutrophils", 10.0),
        ("lymphocytes", 30.0),
    ]


def test_two_lists_side_by_side_are_read_in_pairs() -> None:
    text = "  Hb          10,6 g/dl        TGP         34 U/L\n  Plaquetas   268 000          Urea        22 mg/dl\n"
    found = read(text, language="es")
    assert {(one.name, one.number) for one in found} == {
        ("hemoglobin", 10.6),
        ("alanine aminotransferase", 34.0),
        ("platelets", 268000.0),
        ("urea", 22.0),
    }


def test_days_without_a_head_over_the_tests_are_days() -> None:
    text = (
        "LABS           May 9     May 14     Units\n"
        "WBC            6.8       5.9        10^9/L\n"
        "AST/ALT        88/54     140/71     U/L\n"
    )
    found = read(text, date="2023-05-31", order="mdy")
    assert {(one.name, one.number, str(one.when)) for one in found} == {
        ("leukocytes", 6.8, "2023-05-09"),
        ("leukocytes", 5.9, "2023-05-14"),
        ("aspartate aminotransferase", 88.0, "2023-05-09"),
        ("aspartate aminotransferase", 140.0, "2023-05-14"),
        ("alanine aminotransferase", 54.0, "2023-05-09"),
        ("alanine aminotransferase", 71.0, "2023-05-14"),
    }


def test_a_log_without_a_head_over_its_days_is_read() -> None:
    text = "            hgb     plt    ANC\n11/12/22    8.1     54     0.09\n23/01/23    9.7     211    1.6\n"
    found = read(text)
    assert {(one.name, one.number, str(one.when)) for one in found} >= {
        ("hemoglobin", 8.1, "2022-12-11"),
        ("neutrophils", 1.6, "2023-01-23"),
    }


def test_days_of_a_log_may_be_told_in_words() -> None:
    text = (
        "fecha        hemoglobina    plaquetas\n"
        "12 mayo      8.2            512 mil\n"
        "8 junio      7.0            18 mil\n"
    )
    found = read(text, language="es", date="2023-11-30")
    assert {(one.name, one.number, one.unit, str(one.when)) for one in found} == {
        ("hemoglobin", 8.2, "", "2023-05-12"),
        ("platelets", 512.0, "mil", "2023-05-12"),
        ("hemoglobin", 7.0, "", "2023-06-08"),
        ("platelets", 18.0, "mil", "2023-06-08"),
    }


def test_cells_may_tell_their_own_days() -> None:
    found = read("Mg              0.81               0.58 (03/04/24)         0.62 (27/04/24)\n")
    assert [(one.number, str(one.when)) for one in found][1:] == [(0.58, "2024-04-03"), (0.62, "2024-04-27")]


def test_signs_part_cells_however_narrow() -> None:
    text = "| Test | 2023-03-20 | 2023-04-17 | Units |\n| Hemoglobin | 58 LL | 71 t | g/L |\n"
    found = read(text)
    assert [(one.number, str(one.when)) for one in found] == [(58.0, "2023-03-20"), (71.0, "2023-04-17")]


@pytest.mark.parametrize(
    ("text", "number"),
    [("Leucocitos 2 300/mm3.", 2300.0), ("Plaquetas 14 000/mm3", 14000.0)],
)
def test_thousands_may_stand_apart(text: str, number: float) -> None:
    assert [one.number for one in read(text, language="es")] == [number]
