"""Logs, road maps, lists with their day, vaccines, denials beside a substance: shapes that strangers write."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.topics import allergies, chemotherapy, growth, laboratory, medicines
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from

TOPICS = (laboratory, growth, medicines, allergies, chemotherapy)


def read(text: str, **rest: object) -> list[Finding]:
    words = finding_words()
    said = {"text": text, "placed": False, "date": "2024-05-20", "order": "dmy", "category": "discharge"} | rest
    paper = paper_from(said)
    return [
        found
        for topic in TOPICS
        for found in topic.find(paper, words.topics[topic.__name__.rpartition(".")[2]], words.assertion)
    ]


def told(text: str, kind: Kind, **rest: object) -> set[tuple[str, str, str]]:
    return {(one.name, one.value, str(one.when or "")) for one in read(text, **rest) if one.kind is kind}


def test_days_alone_over_a_table_are_of_its_columns() -> None:
    text = "                 14.05      18.05\n  Hb (g/dl)       7.9        8.4\n  Platelet        18000      36000"
    found = told(text, Kind.LABORATORY, placed=True)
    assert ("hemoglobin", "7.9", "2024-05-14") in found
    assert ("platelets", "36000", "2024-05-18") in found


def test_a_road_map_gives_drugs_and_counts_of_each_day() -> None:
    text = (
        "Day   Date         DNR         VP16   ANC    Plt\n"
        "1     01/05/2024   ok          ok     1.2    120\n"
        "2     02/05/2024   -           ok     0.9    88\n"
        "3     03/05/2024   NOT given   ok     0.8    70"
    )
    found = read(text, placed=True, category="treatment_records")
    given = {(one.name, str(one.when), str(one.assertion)) for one in found if one.kind is Kind.DRUG}
    assert ("daunorubicin", "2024-05-01", "stated") in given
    assert ("etoposide", "2024-05-02", "stated") in given
    assert ("daunorubicin", "2024-05-02", "stated") not in given
    assert ("daunorubicin", "2024-05-03", "negated") in given
    counts = {(one.name, one.value, str(one.when)) for one in found if one.kind is Kind.LABORATORY}
    assert ("neutrophils", "0.9", "2024-05-02") in counts
    assert ("platelets", "70", "2024-05-03") in counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LABS (02/05/2024): Plt 188 K/uL. INR 1.0. ANC 640.", ("inr", "1.0", "2024-05-02")),
        ("Hemograma 2/4: Hb 7,2 g/dl, GB 1.100, plaquetas 9.000.", ("leukocytes", "1.100", "2024-04-02")),
        ("Blood cultures 06/05/2024 negative.", ("blood culture", "negative", "2024-05-06")),
        ("Ferritina 38 640 ng/mL.", ("ferritin", "38 640", "")),
    ],
)
def test_values_have_the_day_of_their_label(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text, Kind.LABORATORY)


def test_a_limit_is_no_value_and_its_answer_is() -> None:
    found = read("ANC >= 750 ............ SÍ (1.340)\nCreatinina <= 0,8 ..... SÍ (0,41 mg/dL)", language="es")
    assert {(one.name, one.value) for one in found if one.assertion is Assertion.STATED} == {
        ("neutrophils", "1.340"),
        ("creatinine", "0,41"),
    }


def test_markers_of_cells_in_words_and_a_method_are_no_laboratory_values() -> None:
    assert not told("CD4 negative, CD8 negative. Fusion by RT-PCR: not detected.", Kind.LABORATORY)


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Gentamicin for 5 days.", "gentamicin", "stated"),
        ("Ondansetron 4 mg IV.", "ondansetron", "stated"),
        ("Cefepime 780 mg IV not given.", "cefepime", "negated"),
        ("Vacunas: BCG no puesta.", "BCG vaccine", "negated"),
        ("Pneumococcal vaccine given 03/2024.", "pneumococcal vaccine", "stated"),
    ],
)
def test_medicines_in_sentences_are_told_as_what_they_are(text: str, name: str, how: str) -> None:
    assert (name, how) in {(one.name, str(one.assertion)) for one in read(text) if one.kind is Kind.MEDICINE}


def test_a_medicine_ends_on_the_day_that_is_said() -> None:
    found = [
        one for one in read("Medicamentos:\nLevofloxacina 375 mg una vez al día hasta el 5 de junio", language="es")
    ]
    assert [str(one.until) for one in found if one.kind is Kind.MEDICINE] == ["2024-06-05"]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("H/O penicillin allergy - nil.", "penicillin", "negated"),
        ("Allergies:\nLatex: none", "latex", "negated"),
        ("Advice\nAllergy - cefotaxime, urticaria.", "cefotaxime", "stated"),
        ("Alérgico a la piña (comezón).", "pineapple", "stated"),
    ],
)
def test_allergies_are_read_and_denied(text: str, name: str, how: str) -> None:
    assert (name, how) in {(one.name, str(one.assertion)) for one in read(text) if one.kind is Kind.ALLERGY}


def test_drugs_of_a_log_have_the_day_over_their_hours() -> None:
    text = "14/08/23 Day 1\n09:10 ondansetron 8 mg IV\n10:00 cisplatin 33 mg/m2 = 46.5 mg IV\n14:30 etoposide 235 mg"
    found = told(text, Kind.DRUG, date="2023-08-20", category="treatment_records")
    assert ("cisplatin", "33", "2023-08-14") in found
    assert ("etoposide", "235", "2023-08-14") in found


def test_growth_tables_and_stages_are_read() -> None:
    text = (
        "Date         Age      Height cm   Weight kg\n"
        "2021-02-16   9y3m     126.4       27.1\n"
        "2022-08-11   10y9m    131.0       31.8"
    )
    found = told(text, Kind.GROWTH, placed=True)
    assert ("height", "126.4", "2021-02-16") in found
    assert ("weight", "31.8", "2022-08-11") in found
    assert ("Tanner stage", "II", "2024-05-20") in told("Puberty: Tanner II. Bone age 9 years.", Kind.GROWTH)
