"""Treatments leaned to, out of reach or still in hand; transplants to come; cycles and operations told several at once;
sums of earlier drugs; changes of medicine; a family's NO."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from tests.domain.findings.onepaper import extracted

S, N, P, C = Assertion.STATED, Assertion.NEGATED, Assertion.PLANNED, Assertion.CONDITIONAL


def _told(kind: Kind, *lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is kind]


@pytest.mark.parametrize(
    ("text", "kind", "name", "how"),
    [
        ("No cardiotoxic drug so far; doxorubicin remains available.", Kind.DRUG, "doxorubicin", C),
        ("La doxorrubicina sigue disponible.", Kind.DRUG, "doxorubicin", C),
        ("Regorafenib or a trial of another agent is not open to him.", Kind.DRUG, "regorafenib", N),
        ("Se acuerda que la quimioterapia sola no es suficiente.", Kind.DRUG, "chemotherapy", N),
        ("Chemotherapy alone will not be enough.", Kind.DRUG, "chemotherapy", N),
        ("No se prevé quimioterapia posterior.", Kind.DRUG, "chemotherapy", N),
        ("Se prevé quimioterapia posterior.", Kind.DRUG, "chemotherapy", P),
        ("We lean towards craniospinal irradiation 36 Gy.", Kind.RADIATION, "craniospinal irradiation", C),
        ("Nos inclinamos por irradiación craneoespinal 36 Gy.", Kind.RADIATION, "craniospinal irradiation", C),
        ("He received craniospinal irradiation 36 Gy.", Kind.RADIATION, "craniospinal irradiation", S),
        ("He received doxorubicin 75 mg/m2 and remains well.", Kind.DRUG, "doxorubicin", S),
        ("Chemotherapy: vincristine 1.5 mg/m2 given alone.", Kind.DRUG, "vincristine", S),
    ],
)
def test_how_a_treatment_is_leaned_to(text: str, kind: Kind, name: str, how: Assertion) -> None:
    assert [one.assertion for one in _told(kind, text) if one.name == name] == [how]


def test_a_bracket_behind_a_study_with_initials_is_no_radiation() -> None:
    assert not _told(Kind.RADIATION, "Post-op MRI 9 July (RT): 5 x 3 mm residual on the left medulla.")
    assert _told(Kind.RADIATION, "He had focal radiotherapy (RT) to 54 Gy.")


CONSULT = ("Date: 12/12/2025", "Consultation: allogeneic transplant", "Conditioning: thiotepa, busulfan, fludarabine.")


@pytest.mark.parametrize(("day", "how"), [("Target day 0: 01/14/2026.", P), ("Day 0: 11/14/2025.", S)])
def test_conditioning_is_a_plan_before_its_day(day: str, how: Assertion) -> None:
    drugs = _told(Kind.DRUG, *CONSULT[:2], f"{CONSULT[2]} {day}")
    assert {one.name: one.assertion for one in drugs} == dict.fromkeys(("thiotepa", "busulfan", "fludarabine"), how)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Indication: AML, prior anthracyclines, pre BMT", [P]),
        ("Motivo: LMA, previo a TPH", [P]),
        ("The board agreed that chemotherapy alone is not enough. Allogeneic transplant in CR1.", [P]),
        ("Se acuerda que quimioterapia sola no alcanza. TPH alogénico en 1ª RC.", [P]),
        ("The board agreed to go on. Allogeneic transplant was done in March 2020.", [S]),
        ("Allogeneic transplant in CR1 in March 2020.", [S]),
    ],
)
def test_transplants_that_are_to_come(text: str, how: list[Assertion]) -> None:
    assert [one.assertion for one in _told(Kind.TRANSPLANT, text)] == how


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("VIT: cycles 1-3 (10/07/2026, 31/07/2026, 21/08/2026).", {1: "2026-07-10", 2: "2026-07-31", 3: "2026-08-21"}),
        ("Recibió VEC, ciclos 1 y 2 (28/09/2023 y 19/10/2023).", {1: "2023-09-28", 2: "2023-10-19"}),
        ("VIT: cycles 1-3 (10/07/2026, 31/07/2026).", {}),
    ],
)
def test_each_cycle_of_a_run_has_its_day(text: str, days: dict[int, str]) -> None:
    found = {one.detail["number"]: str(one.when) for one in _told(Kind.CYCLE, text) if one.when and days}
    assert found == days


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Ateneo: dos a tres ciclos de VIT, luego reevaluar.", P),
        ("Two to three cycles of VIT, then restage.", P),
        ("Recibió dos a tres ciclos de VIT.", S),
        ("She received 2-3 cycles of VIT.", S),
    ],
)
def test_a_range_of_cycles_is_a_plan_unless_given(text: str, how: Assertion) -> None:
    told = [one.assertion for one in extracted(text) if one.kind in (Kind.CYCLE, Kind.PROTOCOL)]
    assert told
    assert set(told) == {how}


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        (
            "FLA sin idarrubicina por dosis previa de antraciclinas (daunorrubicina 150, mitoxantrona 20 mg/m2).",
            {"daunorubicin": 150.0, "mitoxantrone": 20.0},
        ),
        (
            "No idarubicin because of prior anthracycline exposure (daunorubicin 150, mitoxantrone 20 mg/m2).",
            {"daunorubicin": 150.0, "mitoxantrone": 20.0},
        ),
        ("ADE (daunorubicin 60 mg/m2 x 3 = 180 mg/m2).", {"daunorubicin": 180.0}),
        ("ADE (daunorubicin 60 mg/m2 x 3 days).", {}),
    ],
)
def test_sums_of_earlier_drugs_were_given(text: str, sums: dict[str, float]) -> None:
    found = [one for one in _told(Kind.DRUG, text) if one.detail.get("cumulative")]
    assert {one.name: one.number for one in found} == sums
    assert all(one.assertion is S for one in found)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("He had two resections (8 September 2023 and 14 November 2023).", ["2023-09-08", "2023-11-14"]),
        ("Se realizaron dos cirugías (08/09/2023 y 14/11/2023).", ["2023-09-08", "2023-11-14"]),
        ("Ependimoma, dos cirugías, posible resto.", ["None"]),
        ("He may need two surgeries.", []),
        ("Two surgeries are planned.", []),
    ],
)
def test_operations_that_are_counted(text: str, days: list[str]) -> None:
    assert [str(one.when) for one in _told(Kind.SURGERY, text) if one.assertion is S] == days


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Ciclo 3 no se indica, viaja a segunda cirugía.", P),
        ("Cycle 3 is not given, he travels for second-look surgery.", P),
        ("Segunda cirugía no indicada.", N),
    ],
)
def test_an_operation_that_one_goes_to(text: str, how: Assertion) -> None:
    assert {one.assertion for one in _told(Kind.SURGERY, text)} == {how}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("(4) change from tacrolimus to sirolimus four weeks after surgery.", {"tacrolimus": S, "sirolimus": P}),
        ("Plan: cambiar de tacrolimus a sirolimus.", {"tacrolimus": S, "sirolimus": P}),
        ("Changed from tacrolimus to sirolimus on 3 May 2025.", {"tacrolimus": S, "sirolimus": S}),
    ],
)
def test_a_change_of_medicine_to_come(text: str, how: dict[str, Assertion]) -> None:
    assert {one.name: one.assertion for one in _told(Kind.MEDICINE, text)} == how


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("Tacrolimus 1,6 ml (0,8 mg) cada 12 horas", "0,8 mg"),
        ("Levetiracetam 2.5 mL (250 mg) twice daily", "250 mg"),
        ("Amoxicillin 5 ml (250 mg/5 ml) three times a day", "5 ml"),
        ("Movicol, one sachet twice a day", "one sachet"),
    ],
)
def test_what_is_taken_is_the_mass(text: str, dose: str) -> None:
    (told,) = _told(Kind.MEDICINE, "Medications", text)
    assert told.detail["dose"] == dose


@pytest.mark.parametrize("text", ["NO amoxicilina, ronchas", "NO AMOXICILLIN (hives)", "NO amoxicilina: le da rash"])
def test_a_familys_no_with_a_reaction_is_an_allergy_and_nothing_else(text: str) -> None:
    found = [one for one in extracted(text) if one.kind in (Kind.ALLERGY, Kind.MEDICINE, Kind.CONDITION)]
    (told,) = (one for one in found if one.kind is not Kind.CONDITION)
    assert all(one.assertion is S for one in found)
    assert (told.kind, told.name, told.assertion) == (Kind.ALLERGY, "amoxicillin", S)


def test_a_plain_no_is_no_allergy() -> None:
    assert not _told(Kind.ALLERGY, "No amoxicillin today, rash resolved.")
    assert _told(Kind.MEDICINE, "No amoxicillin today, rash resolved.")[0].assertion is N


def test_a_relatives_medicine_behind_a_short_word() -> None:
    (told,) = _told(Kind.MEDICINE, "Padre HTA en tto. con losartán. Hermano asmático.")
    assert told.assertion is Assertion.FAMILY


@pytest.mark.parametrize("text", ["Vaccines up to date, never had chickenpox.", "Vacunas al día, no tuvo varicela."])
def test_an_illness_that_a_vaccine_is_named_for(text: str) -> None:
    assert not [one for one in _told(Kind.MEDICINE, text) if "varicella" in one.name]
    assert [one.assertion for one in _told(Kind.CONDITION, text) if one.name == "varicella"] == [N]
