"""Weights and saturations that stand without a unit or behind other words, and the values of before in a bracket."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.topics import growth
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from

_KINDS = (Kind.GROWTH, Kind.FUNCTION)


def _read(text: str) -> list[Finding]:
    words = finding_words()
    paper = paper_from(
        {"text": f"CLINIC LETTER\nDate: 12 June 2024\nSeen in clinic today.\n{text}", "date": "2024-06-12"}
    )
    return list(growth.find(paper, words.topics["growth"], words.assertion))  # type: ignore[arg-type]


def _measures(text: str) -> list[tuple[str, float | None, str]]:
    return [
        (one.name, one.number, str(one.when or "")) for one in _read(text) if one.kind in (Kind.GROWTH, Kind.FUNCTION)
    ]


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("Eating better, wt 17.3, no swelling.", "weight", 17.3),
        ("Peso hoy 41,6. Sin edemas.", "weight", 41.6),
        ("Dry wt 26.5.", "weight", 26.5),
        ("Weight used for doses 18.4 kg", "weight", 18.4),
        ("Weight measured at school 31.2 kg", "weight", 31.2),
        ("Talla medida en consulta 122 cm", "height", 122.0),
        ("SpO2 at rest 93 %.", "oxygen saturation", 93.0),
        ("Sat con equipo de casa 91 %.", "oxygen saturation", 91.0),
    ],
)
def test_measures_behind_other_words_and_without_a_unit(text: str, name: str, number: float) -> None:
    assert (name, number) in [one[:2] for one in _measures(text)]


@pytest.mark.parametrize(
    ("text", "name", "number", "when"),
    [
        ("Wt 19.9 kg (20.4 on 24/05).", "weight", 20.4, "2024-05-24"),
        ("Wt 47.2 kg (54 in Dec).", "weight", 54.0, "2023-12"),
        ("Height 120 cm (114 in 2023).", "height", 114.0, "2023"),
        ("Peso 43 kg, en febrero 49,8.", "weight", 49.8, "2024-02"),
        ("Karnofsky 50 (70 hace un mes).", "Karnofsky performance status", 70.0, ""),
        ("EF 51 % (2022: 57 %).", "left ventricular ejection fraction", 57.0, "2022"),
        ("DLCO 71 % (pre-bleo 92 %).", "carbon monoxide diffusing capacity", 92.0, ""),
    ],
)
def test_a_bracket_tells_the_value_of_before(text: str, name: str, number: float, when: str) -> None:
    assert (name, number, when) in _measures(text)


@pytest.mark.parametrize(
    "text",
    [
        "Aumento de peso 3 kg desde ayer.",
        "She lost weight 2.5 over the month.",
        "Her brother Tom, weight 22.5, is well.",
        "Aim for weight 45.5 by August.",
        "Weight 25th centile.",
        "Peso p50, talla p25.",
        "Use adult dose if weight 40.5 or more.",
        "Wt < 30 kg: half a tablet.",
        "Keep sats above 92 %.",
        "Target SpO2 of 94 %.",
        "The tumour weighed 68 g.",
        "Big brother Ludo is well and weighs 22 kg.",
        "Next on the list: B.T. 16M desmoid.",
    ],
)
def test_what_is_no_measure_of_the_child(text: str) -> None:
    assert [one for one in _read(text) if one.kind in _KINDS and one.assertion is Assertion.STATED] == []


@pytest.mark.parametrize("text", ["Wt 19.9 kg (25).", "Wt 19.9 kg (P50).", "Wt 19.9 kg (3 bags before)."])
def test_a_bracket_that_tells_no_value_of_before(text: str) -> None:
    assert [one[1] for one in _measures(text)] == [19.9]


def test_a_line_of_values_of_before_is_of_the_measure_over_it() -> None:
    said = _measures("GFR 77 mL/min/1.73 m2.\nPrevious: 81 (3 May 2023), 90 (11 April 2022)\nPrevious: 5 (3 May 2021)")
    assert [(number, when) for _, number, when in said[1:]] == [(81.0, "2023-05-03"), (90.0, "2022-04-11")]


def test_a_preposition_before_a_year_is_no_inch() -> None:
    assert [one.unit for one in _read("Height 120 cm (114 in 2023).") if one.name == "height"] == ["cm", "cm"]
