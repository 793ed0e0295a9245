"""Measures of the body, of lungs, hearing and lesions as different houses print them. All people are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.imaging.sizes import sizes_in
from tests.domain.findings.test_labs_labelled import found_in


def read(text: str, **rest: object) -> list[Finding]:
    said = {"text": text, "language": "en", "category": "clinical_summary", "placed": False, "date": "2024-05-05"}
    return found_in(said | {"order": "dmy"} | rest)


def test_what_was_predicted_is_no_value_and_its_share_is_one() -> None:
    text = (
        "                Pred     Pre     %Pred\n"
        "FVC (L)         4.62     3.51      76\n"
        "FEV1 (L)        3.98     3.10      78"
    )
    found = read(text, placed=True, category="heart_hearing_tests")
    assert [(one.value, one.unit) for one in found] == [("3.51", "L"), ("76", "%"), ("3.10", "L"), ("78", "%")]
    assert found[0].detail["percent_predicted"] == "76"


def test_vital_signs_show_that_a_weight_is_of_the_papers_own_day() -> None:
    (found,) = [one for one in read("T 36.9, HR 102, BP 101/58. Wt 31.2 kg.") if one.name == "weight"]
    assert str(found.when) == "2024-05-05"
    (past,) = [one for one in read("At diagnosis T 39, HR 140, BP 90/50, weight 20 kg.") if one.name == "weight"]
    assert past.when is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Height 128.4 cm (-1.8 SDS).", ("height z-score", "-1.8")),
        ("Talla 138 cm (P15, -1,0 DE).", ("height z-score", "-1,0")),
        ("Height: 4' 1.5\" (125.7 cm)", ("height", "125.7")),
        ("He is 19.4 kg now.", ("weight", "19.4")),
        ("Peso 23, talla 121, SC 0,88.", ("body surface area", "0,88")),
        ("FEVI (Simpson biplano): 60 %", ("left ventricular ejection fraction", "60")),
        ("Loss of 45 dB at 6 kHz on the right.", ("hearing threshold", "45")),
    ],
)
def test_a_measure_is_read_as_each_house_writes_it(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in [(one.name, one.value) for one in read(text)]


def test_thresholds_that_a_sentence_lists_are_those_of_its_ear() -> None:
    text = "Right ear: 10, 10, 15, 35 dB HL at 0.5, 1, 2 and 4 kHz. Left ear: 10, 10, 15, 30."
    found = [one for one in read(text) if one.name == "hearing threshold" and one.number]
    assert [(one.number, one.laterality) for one in found] == [(35.0, "right"), (30.0, "left")]


@pytest.mark.parametrize(
    "text",
    ["Call us for a temp of 101.", "Una fiebre de 38,5 o más: acudir.", "Lansky 50 or more.", "troponin T <6 ng/L"],
)
def test_a_limit_and_another_thing_are_no_measure_of_the_child(text: str) -> None:
    assert [one for one in read(text) if str(one.assertion) == "stated" and str(one.kind) != "laboratory"] == []


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("68 mm (L) x 54 mm (AP) x 49 mm (T)", "68 x 54 x 49"),
        ("13.1 cm craniocaudal by 11.6 cm transverse by 10.2 cm AP", "13.1 x 11.6 x 10.2"),
        ("a 3-mm nodule", "3"),
        ("MASS 9 CM WIDE", "9"),
    ],
)
def test_a_size_is_read_with_its_directions_and_in_capitals(text: str, sizes: str) -> None:
    assert [one.sizes for one in sizes_in(text)] == [sizes]
