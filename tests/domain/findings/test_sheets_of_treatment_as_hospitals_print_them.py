"""Treatment sheets and the course of chemotherapy: days ticked in a grid, doses by size beside flat ones, rows that say
that nothing was given, changes of dose, and what was left out of a cycle that was given."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind

HEAD = ("Sample Hospital", "Chemotherapy administration record", "")
HOJA = ("Hospital Ejemplo", "Hoja de quimioterapia", "")


def of(kind: Kind, name: str, *lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is kind and one.name == name]


@pytest.mark.parametrize(
    ("head", "row", "days"),
    [
        ("Drug | Dose | 1 | 2 | 3 | 4 | 5", "Daunorubicin 50 mg/m2 | 41 mg | X | | X | | X", "1, 3, 5"),
        ("Drug | Dose | Day 1 | Day 8 | Day 15", "Daunorubicin 50 mg/m2 | 41 mg | ✓ | ✓ |", "1, 8"),
        ("Drug | Dose | D1 | D2 | D3", "Daunorubicin 50 mg/m2 | 41 mg | TS | | JM", "1, 3"),
        ("Medicamento | Dosis | D1 | D2 | D3", "Daunorrubicina 50 mg/m2 | 41 mg | SI | SI |", "1, 2"),
    ],
)
def test_the_days_ticked_in_a_grid_are_those_of_one_dose_by_size(head: str, row: str, days: str) -> None:
    (told,) = of(Kind.DRUG, "daunorubicin", *HEAD, head, row, "Etoposide 100 mg/m2 | 82 mg | X | X | X")
    assert told.assertion is Assertion.STATED
    assert (told.value, told.unit, told.detail["given"], told.detail["days"]) == ("50", "mg/m2", "41", days)


def test_a_drug_of_a_grid_without_a_mark_is_only_ordered() -> None:
    lines = ("Drug | Dose | Day 1 | Day 8 | Day 15", "Vincristine | 1.4 mg | ✓ | ✓ | held", "Cisplatin | 50 mg | | |")
    assert [one.assertion for one in of(Kind.DRUG, "cisplatin", *HEAD, *lines)] == [Assertion.PLANNED]
    told = {one.detail["days"]: one.assertion for one in of(Kind.DRUG, "vincristine", *HEAD, *lines)}
    assert told == {"1, 8": Assertion.STATED, "15": Assertion.NEGATED}


def test_a_plain_no_beside_a_yes_is_a_dose_that_was_not_given() -> None:
    lines = ("Medicamento | Dosis/m2 | D1 | D2 | D3", "Ifosfamida | 3 g/m2 | SI | SI | NO")
    told = {one.detail["days"]: one.assertion for one in of(Kind.DRUG, "ifosfamide", *HOJA, *lines)}
    assert told == {"1, 2": Assertion.STATED, "3": Assertion.NEGATED}


SHEET = (
    "Ciclo | Fecha | Droga | Por m² | Dosis | Obs.",
    "1 | 25/04/2025 | Cisplatino 24 h | 80 mg/m² | 40 mg | manitol",
    "2 | 19/05/2025 | Cisplatino 24 h | 60 mg/m² | 30 mg | 75 %",
    "3 | 09/06/2025 | NO ADMINISTRADO | | | se traslada",
)


def test_a_column_of_doses_by_size_beside_the_flat_ones() -> None:
    told = of(Kind.DRUG, "cisplatin", *HOJA, *SHEET)
    assert [(one.value, one.detail["per"], one.detail["given"]) for one in told] == [
        ("80", "m2", "40"),
        ("60", "m2", "30"),
    ]


def test_a_row_without_a_drug_that_says_that_none_was_given_denies_its_cycle() -> None:
    told = {one.detail["number"]: one.assertion for one in extracted(*HOJA, *SHEET) if one.kind is Kind.CYCLE}
    assert told == {1: Assertion.STATED, 2: Assertion.STATED, 3: Assertion.NEGATED}


def test_a_cell_of_a_cycle_and_its_day_and_one_that_left_the_drug_out() -> None:
    rows = (
        "Ciclo | Fecha | VCR 1,5 mg/m² | CFM 1.500 mg/m²",
        "2 D1 | 19/10/2023 | 1,0 mg | 1.020 mg",
        "2 D8 | 26/10/2023 | NO SE ADMINISTRA | -",
    )
    told = [one for one in of(Kind.DRUG, "vincristine", *HOJA, *rows) if "prescribed" not in one.detail]
    assert [(str(one.when), one.assertion, one.detail["cycle"]) for one in told] == [
        ("2023-10-19", Assertion.STATED, "2"),
        ("2023-10-26", Assertion.NEGATED, "2"),
    ]


def test_a_dose_that_its_row_puts_off_is_still_to_come() -> None:
    rows = (
        "Cycle | Date | Drug | Dose/m2 | Given",
        "3 | 06/04/2025 | Ifosfamide | 9 g/m2 | 7.2 g",
        "4 | 27/04/2025 | Ifosfamide | DELAYED 1 week | ",
    )
    told = {str(one.when): one.assertion for one in of(Kind.DRUG, "ifosfamide", *HEAD, *rows)}
    assert sorted(told.values()) == [Assertion.PLANNED, Assertion.STATED]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ciclo 3: se omitió 1 dosis.", Assertion.STATED),
        ("Cycle 3: one dose omitted.", Assertion.STATED),
        ("Ciclo 3: se omitió una dosis de vincristina por neuropatía.", Assertion.STATED),
        ("In cycle 3 the cyclophosphamide was held.", Assertion.STATED),
        ("Cisplatin cycle 3 was omitted.", Assertion.NEGATED),
        ("Ciclo 3 no se administró.", Assertion.NEGATED),
        ("Cycle 3: held.", Assertion.NEGATED),
    ],
)
def test_a_cycle_of_which_a_part_was_left_out_was_given(text: str, said: Assertion) -> None:
    assert [one.assertion for one in of(Kind.CYCLE, "cycle", text)] == [said]


@pytest.mark.parametrize(
    ("text", "name", "days", "times"),
    [
        ("Cyclophosphamide 1000 mg/m2 d36 and d64.", "cyclophosphamide", "36 and d64", 2),
        ("Pegaspargase 2500 U/m2 day 12 and day 26.", "pegaspargase", "12 and day 26", 2),
        ("Arsenic trioxide 0.15 mg/kg/day 5 days weekly.", "arsenic trioxide", None, None),
        ("L-asparaginasa 5000 UI/m2 x 8 dosis, TIT d1, 12 y 33.", "asparaginase", None, 8),
        ("Cytarabine 1 g/m2 q12h x 8, mitoxantrone 12 mg/m2 d3-6.", "cytarabine", None, 8),
    ],
)
def test_days_and_doses_behind_a_drug(text: str, name: str, days: str | None, times: int | None) -> None:
    (told,) = of(Kind.DRUG, name, text)
    assert (told.detail.get("days"), told.detail.get("times")) == (days, times)


def test_each_dose_to_which_a_drug_was_changed_has_its_own_day() -> None:
    text = (
        "Gilteritinib was started on 3 February 2025 at 120 mg daily, reduced to 80 mg on 20 February 2025 for "
        "transaminitis, and stopped on 3 March 2025."
    )
    told = [(one.value, str(one.when), str(one.until or "")) for one in of(Kind.DRUG, "gilteritinib", text)]
    assert told == [("120", "2025-02-03", "2025-03-03"), ("80", "2025-02-20", "")]


@pytest.mark.parametrize(
    ("text", "name", "when"),
    [
        ("Carboplatin was changed to vinblastine 6 mg/m2 weekly from 5 May 2024.", "carboplatin", "None"),
        ("Carboplatin was changed to vinblastine 6 mg/m2 weekly from 5 May 2024.", "vinblastine", "2024-05-05"),
        ("Thiotepa 300 mg/m2 days 1-3, stem cells 3 March 2024.", "thiotepa", "None"),
    ],
)
def test_the_day_of_what_took_its_place_is_not_that_of_a_drug(text: str, name: str, when: str) -> None:
    assert [str(one.when) for one in of(Kind.DRUG, name, text)] == [when]


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Vinorelbina 25 mg/m2 d1, 8, 15: d15 omitido por neutropenia.", "vinorelbine", "reduced"),
        ("Voriconazole held while on vincristine.", "vincristine", None),
        ("MTX 5 g/m2 x 4; se omitió una dosis de 6-MP.", "methotrexate", None),
    ],
)
def test_what_was_left_out_of_another_drug_or_day_denies_none(text: str, name: str, state: str | None) -> None:
    (told,) = of(Kind.DRUG, name, text)
    assert (told.assertion, told.detail.get("state")) == (Assertion.STATED, state)


def test_a_dose_of_another_short_name_and_a_way_of_another_dose() -> None:
    (told,) = of(Kind.DRUG, "cytarabine", "Triple IT: MTX 12 mg, Ara-C 30 mg, HC 15 mg.")
    assert "given" not in told.detail
    ways = of(Kind.DRUG, "methotrexate", "Maintenance: methotrexate 20 mg/m2 weekly, IT methotrexate every 12 weeks.")
    assert [(one.value, one.detail.get("route")) for one in ways] == [("20", None), ("", "IT")]


def test_phases_by_roman_numbers_and_regimens_with_their_days() -> None:
    (told,) = of(Kind.CYCLE, "ADE", "Induction II (ADE 8+3+5) started 20 February 2024.")
    assert (told.number, str(told.when)) == (2.0, "2024-02-20")
    (regimen,) = of(Kind.PROTOCOL, "ADE", "ADE 10+3+5: cytarabine 100 mg/m2 q12h d1-10.")
    assert regimen.assertion is Assertion.STATED


def test_compassionate_use_that_was_refused() -> None:
    (told,) = of(Kind.DRUG, "sorafenib", "Sorafenib compassionate use was requested and refused by the insurer.")
    assert told.assertion is Assertion.NEGATED


@pytest.mark.parametrize(
    "text", ["Posaconazole -> hold", "Posaconazole → HOLD (QTc 490 ms)", "Posaconazole held today."]
)
def test_a_medicine_on_hold_is_not_taken(text: str) -> None:
    (told,) = of(Kind.MEDICINE, "posaconazole", text)
    assert told.assertion is Assertion.NEGATED


@pytest.mark.parametrize(
    "text", ["Enoxaparin 1 mg/kg BID, held 24 h before LP.", "Enoxaparin, hold if platelets < 50."]
)
def test_a_medicine_that_is_held_for_a_moment_or_a_value_is_taken(text: str) -> None:
    assert [one.assertion for one in of(Kind.MEDICINE, "enoxaparin", text)] != [Assertion.NEGATED]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Alérgico a metamizol: urticaria. Tolera paracetamol e ibuprofeno.", "ibuprofen"),
        ("Allergies: penicillin rash; tolerates cefazolin, cefepime and meropenem.", "meropenem"),
        ("Alergia a pegaspargasa (anafilaxia), cambió a Erwinia.", "asparaginase"),
        ("Reaction to etoposide: flushing; etoposide phosphate tolerated.", "phosphate"),
    ],
)
def test_what_is_borne_or_took_its_place_is_no_allergy(text: str, name: str) -> None:
    told = [one for one in extracted(text) if one.kind is Kind.ALLERGY and one.assertion is Assertion.STATED]
    assert told
    assert name not in {one.name for one in told}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Alergias: penicilina (exantema), desetiquetada tras provocación oral negativa", Assertion.NEGATED),
        ("Allergies: penicillin, label removed in 2023", Assertion.NEGATED),
        ("Erwinia 25,000 IU/m2 instead of the third pegaspargase (anaphylaxis).", Assertion.STATED),
    ],
)
def test_labels_taken_off_and_reactions_told_in_passing(text: str, said: Assertion) -> None:
    assert {one.assertion for one in extracted(text) if one.kind is Kind.ALLERGY} == {said}


def test_a_salt_of_a_drug_is_no_medicine() -> None:
    assert not of(Kind.MEDICINE, "phosphate", "Etoposide was switched to etoposide phosphate after a reaction.")
    assert of(Kind.MEDICINE, "turmeric", "Home meds: turmeric (herbal, told to stop).")[0].detail["state"] == "past"
