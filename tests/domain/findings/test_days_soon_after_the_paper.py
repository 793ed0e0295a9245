"""Days without a year in the weeks after a paper: what is planned has them, what was seen has none but in a chart that
goes on."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Finding


def findings(*lines: str) -> tuple[Finding, ...]:
    return extracted("Oncology clinic letter", "Born 23/05/2018", "Date: 2025-03-14", "", *lines)


def told(*lines: str) -> set[tuple[str, str, str]]:
    return {(one.name, str(one.assertion), str(one.when)) for one in findings(*lines)}


@pytest.mark.parametrize(
    ("text", "name", "when"),
    [
        ("AFP weekly beginning 21/03.", "AFP", "2025-03-21"),
        ("Plan: MRI brain 28/03, clinic 31/03.", "MRI", "2025-03-28"),
        ("Plan: RM cerebro el 28/03.", "MRI", "2025-03-28"),
        ("Cycle 3 starts 20/03.", "cycle", "2025-03-20"),
        ("Ciclo 3 inicia el 20/03.", "cycle", "2025-03-20"),
        ("Filgrastim 150 mcg SC desde el 16/03.", "filgrastim", "2025-03-16"),
        ("Filgrastim 5 mcg/kg from 16 March.", "filgrastim", "2025-03-16"),
        ("Admit 20/03 for cycle 4 (ifosfamide, etoposide).", "ifosfamide", "2025-03-20"),
        ("Ingreso 20/03 para ciclo 4 (ifosfamida y etopósido).", "ifosfamide", "2025-03-20"),
        ("Follow-up 18/03 with MRI.", "MRI", "2025-03-18"),
    ],
)
def test_what_is_planned_has_the_next_such_day(text: str, name: str, when: str) -> None:
    assert (name, "planned", when) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Neutropenia today; finish enoxaparin 28/03.",
        "Fever today; audiology pending on 28/03.",
        "Neutropenia hoy; pendiente audiometría del 28/03.",
        "Vitamina D cada 3 meses (28/03).",
    ],
)
def test_what_is_told_as_so_is_of_no_day_of_the_plan(text: str) -> None:
    assert not [one for one in findings(text) if str(one.assertion) == "stated" and str(one.when) == "2025-03-28"]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("17/03 NF, T 39,1", "20/03 afebril. Mucositis oral G3."), ("mucositis", "stated", "2025-03-20")),
        (("Echo on March 17: normal function, no effusion.",), ("effusion", "negated", "2025-03-17")),
    ],
)
def test_a_chart_that_goes_on_tells_what_was(lines: tuple[str, ...], wanted: tuple[str, str, str]) -> None:
    paper = extracted("Hoja de tratamiento", "Fecha: 14-03-2025", "Control 12-02-2025", "", *lines)
    assert wanted in {(one.name, str(one.assertion), str(one.when)) for one in paper}


@pytest.mark.parametrize(
    "text",
    [
        "Hemocultivos (2/4) E. coli.",
        "Blood cultures 2/4 positive.",
        "Vision 6/4 R.",
        "Agudeza visual: ojo derecho 9/10, ojo izquierdo 4/10.",
    ],
)
def test_two_numbers_of_another_thing_are_no_day(text: str) -> None:
    assert all(one.when is None or str(one.when) == "2025-03-14" for one in findings(text))


@pytest.mark.parametrize("text", ["Amoxicillin tds 5/7.", "Maxidex QID R 5/7."])
def test_so_many_days_of_a_week_are_no_day_of_july(text: str) -> None:
    paper = extracted("Clinic letter", "Born 23/05/2018", "Date: 2025-06-24", "", text)
    assert paper
    assert not any(str(one.when) == "2025-07-05" or str(one.assertion) == "planned" for one in paper)


def test_a_last_year_s_day_stays_of_last_year() -> None:
    assert ("hemoglobin", "stated", "2024-12-04") in told("Hemoglobin on December 4 was 9.8 g/dL.")
