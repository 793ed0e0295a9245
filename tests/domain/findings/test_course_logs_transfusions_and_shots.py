"""Logs of courses, phases by their days, transfusions and vaccines in short words, and what germs answer to."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)
STATED, PLANNED, NEGATED = Assertion.STATED, Assertion.PLANNED, Assertion.NEGATED


def read(text: str, kind: Kind) -> list[Finding]:
    page = Page(1, tuple(Line(line, NOWHERE) for line in text.splitlines()), origin="typed")
    reading = Reading("text", pages=(page,))
    found = extract("text", reading, sort(reading, rules().sorting), finding_words())
    return [one for one in found if one.kind is kind]


def cycles(text: str) -> list[tuple[object, str, Assertion]]:
    return [(one.detail.get("number"), str(one.when), one.assertion) for one in read(text, Kind.CYCLE)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "CHEMOTHERAPY\n\nPrepared 24 Jul 2025\n\nCycle 1 - 12 Mar 2025 - wt 6.8 kg - carbo 127 mg\n"
            "Cycle 3 - 30 Apr 2025 - wt 7.4 kg - delayed one week, platelets 61 - carbo 138 mg, etop 37 mg/day x 2\n"
            "Cycle 6 - due 7 Jul 2025 - NOT GIVEN, eyes quiet",
            [(1, "2025-03-12", STATED), (3, "2025-04-30", STATED), (6, "2025-07-07", NEGATED)],
        ),
        (
            "REGISTRO DE CITOSTÁTICOS\n\nFecha: 30/09/2024\n\n"
            "1.er ciclo, N5, inicio 16/04/2024: cisplatino 40 mg/m2 x 4.\n"
            "2.º ciclo, N6, inicio 08/05/2024: vincristina 1,5 mg/m2.\n"
            "6.º ciclo, N6: previsto 21/08/2024, no administrado por progresión local.",
            [(1, "2024-04-16", STATED), (2, "2024-05-08", STATED), (6, "2024-08-21", NEGATED)],
        ),
        (
            "CHEMOTHERAPY FLOWSHEET\n\nPrepared Oct 12, 2023\n\nC1  5/3/2023  CPM 400 mg/m2 + topo 1.2 mg/m2, D1-5.\n"
            "C2  5/25/2023  Same drugs, full dose.",
            [(1, "2023-05-03", STATED), (2, "2023-05-25", STATED)],
        ),
        (
            "Resumen de quimioterapia\nFecha: 26/8/2022\n\nCiclo   D1         Carboplatino   Vincristina\n"
            "1       13/4/2022    167 mg         0,45 mg\n2       5/5/2022     167 mg         0,45 mg",
            [(1, "2022-04-13", STATED), (2, "2022-05-05", STATED)],
        ),
        ("Fractura de C1 el 12/03/2024 tras caída.", []),
        ("Filgrastim 300 mcg/día desde el día 6 de cada ciclo.", []),
    ],
)
def test_each_line_of_a_log_is_of_its_course_and_its_day(text: str, told: list[tuple[object, str, Assertion]]) -> None:
    assert cycles(text) == told


def test_a_drug_of_such_a_line_has_its_day() -> None:
    text = "CHEMOTHERAPY\n\nPrepared 24 Jul 2025\n\nCycle 1 - 12 Mar 2025 - wt 6.8 kg - carbo 127 mg, vinc 0.34 mg"
    assert {str(one.when) for one in read(text, Kind.DRUG) if one.unit} == {"2025-03-12"}


def test_a_square_meter_in_words_is_one() -> None:
    text = "Prednisolone 60 mg/sqm for 7 days. L-asparaginase 10,000 U/sqm x 8. Cyclophosphamide 1 g per square metre."
    assert [one.unit for one in read(text, Kind.DRUG)] == ["mg/m2", "U/m2", "g/m2"]
    assert read(text, Kind.MEDICINE) == []


@pytest.mark.parametrize(
    ("text", "name", "when", "how"),
    [
        ("Tratamiento: inducción IA, desde el 22/2/2020.", "induction", "2020-02-22", STATED),
        ("Mantenimiento puente desde el 8 de enero de 2026.", "maintenance", "2026-01-08", STATED),
        ("She took her last dose of maintenance on 22nd April 2022.", "maintenance", "2022-04-22", STATED),
        ("To come on 09-Sep-2019 for start of consolidation with 6-MP.", "consolidation", "2019-09-09", PLANNED),
    ],
)
def test_a_phase_has_the_day_that_stands_by_it(text: str, name: str, when: str, how: Assertion) -> None:
    assert [(one.name, str(one.when), one.assertion) for one in read(text, Kind.CYCLE)] == [(name, when, how)]


@pytest.mark.parametrize("text", ["Consolidación basal derecha del 12/10/2024.", "Induction of anaesthesia 4/5/2024."])
def test_what_is_no_phase_is_none(text: str) -> None:
    assert read(text, Kind.CYCLE) == []


def medicines(text: str) -> list[tuple[str, str, Assertion]]:
    return [(one.name, str(one.when), one.assertion) for one in read(text, Kind.MEDICINE)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Date: 30 Nov 2024\n\nPacked cells 21/11/2024, platelets 20/11/2024 and 23/11/2024.",
            [
                ("red cell transfusion", "2024-11-21", STATED),
                ("platelet transfusion", "2024-11-20", STATED),
                ("platelet transfusion", "2024-11-23", STATED),
            ],
        ),
        (
            "She had 5 platelet and 3 red cell transfusions.",
            [("platelet transfusion", "None", STATED), ("red cell transfusion", "None", STATED)],
        ),
        ("He has had one adult pool of platelets.", [("platelet transfusion", "None", STATED)]),
        ("No platelets needed.", [("platelet transfusion", "None", NEGATED)]),
        ("2 units packed cells crossmatched and kept available.", []),
        ("Plaquetas 20/11/2024: 45.000.", []),
        ("Keep platelets above 50.", []),
    ],
)
def test_transfusions_are_counted_and_dated_by_their_products(
    text: str, told: list[tuple[str, str, Assertion]]
) -> None:
    assert [one for one in medicines(text) if "transfusion" in one[0]] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Flu shot done 10/2025.", [("influenza vaccine", "2025-10", STATED)]),
        ("HPV series complete.", [("HPV vaccine", "None", STATED)]),
        ("Influenza aplicada en abril de 2024.", [("influenza vaccine", "2024-04", STATED)]),
        ("She will need MMR and pre-school boosters.", [("MMR vaccine", "None", PLANNED)]),
        ("Influenza A PCR positive.", []),
        ("Contact with varicella last week.", []),
        ("Has hepatitis B, dose 2 of entecavir.", []),
    ],
)
def test_vaccines_in_short_words(text: str, told: list[tuple[str, str, Assertion]]) -> None:
    assert [one for one in medicines(text) if "vaccine" in one[0]] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Insulin needed for 5 days, none now.", ["insulin"]),
        ("Anaphylaxis. Adrenaline IM x2.", ["epinephrine"]),
        ("Norepinefrina a dosis baja en la última hora.", ["norepinephrine"]),
        ("Phosphate 1.21, calcium 2.3.", []),
        ("Tubular phosphate reabsorption 84%.", []),
        ("Prednisone poor responder, high risk.", []),
        ("Steroid resistant nephrotic syndrome.", []),
        ("The gene codes for a protein with zinc fingers.", []),
    ],
)
def test_medicines_of_short_words_and_what_only_has_their_names(text: str, told: list[str]) -> None:
    assert [one[0] for one in medicines(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No es alérgico a medicamentos.", [("any", NEGATED)]),
        ("Alergias: sin antecedentes.", [("any", NEGATED)]),
        ("Vancomycin gave him red man reaction in 2024.", [("vancomycin", STATED)]),
        ("E. coli sensitive to pip-taz and gentamicin.", []),
        ("Klebsiella sensible a piperacilina-tazobactam.", []),
        ("She is sensitive to adhesive tape.", [("adhesive tape", STATED)]),
    ],
)
def test_allergies_denied_and_what_germs_answer_to(text: str, told: list[tuple[str, Assertion]]) -> None:
    assert [(one.name, one.assertion) for one in read(text, Kind.ALLERGY)] == told
