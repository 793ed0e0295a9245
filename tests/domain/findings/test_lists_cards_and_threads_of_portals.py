"""What portals and visit summaries print in pieces: lists of stopped and paused medicines, cards of medicines and of
results, calendars with a column a day, messages below each other.

All papers and people here are synthetic.
"""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import extract
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.records import Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from consilium.readers import typewritten
from tests.domain.findings.onepaper import extracted


def of(found: tuple[Finding, ...], kind: Kind) -> dict[str, Finding]:
    return {one.name: one for one in found if one.kind is kind}


def typed(*lines: str) -> tuple[Finding, ...]:
    """All that is found in a paper whose tables are rows of cells between tabs."""
    reading = Reading("text", pages=typewritten.pages("\n".join(lines)))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


@pytest.mark.parametrize(
    "opener",
    [
        "STOP taking:",
        "Discontinued medications",
        "Medications stopped during this admission",
        "Medicamentos suspendidos",
        "DEJE de tomar:",
        "Tratamiento finalizado",
        "PAUSE taking:",
        "Medications on hold",
        "Suspenda temporalmente:",
    ],
)
def test_the_first_line_of_a_list_tells_that_its_medicines_are_past(opener: str) -> None:
    found = of(
        extracted("VISIT SUMMARY", "07/15/2024", "", opener, "Amlodipine 5 mg", "Famotidine 20 mg"), Kind.MEDICINE
    )
    assert {one.detail.get("state") for one in found.values()} == {"past"}
    assert set(found) == {"amlodipine", "famotidine"}


@pytest.mark.parametrize(
    ("opener", "how", "state"),
    [
        ("PAUSE taking:", Assertion.NEGATED, "omitted"),
        ("En pausa:", Assertion.NEGATED, "omitted"),
        ("STOP taking:", Assertion.STATED, "stopped"),
        ("Medicamentos suspendidos", Assertion.STATED, "stopped"),
        ("CONTINUE taking:", Assertion.STATED, None),
    ],
)
def test_a_drug_of_such_a_list_was_stopped_or_is_not_given(opener: str, how: Assertion, state: str | None) -> None:
    found = of(extracted("VISIT SUMMARY", "07/15/2024", "", opener, "Mercaptopurine 50 mg"), Kind.DRUG)
    assert (found["mercaptopurine"].assertion, found["mercaptopurine"].detail.get("state")) == (how, state)


@pytest.mark.parametrize("line", ["STOP taking: amlodipine 5 mg", "Stopped on this admission: amlodipine 5 mg"])
def test_the_label_of_a_line_tells_it_too(line: str) -> None:
    assert of(extracted(line), Kind.MEDICINE)["amlodipine"].detail["state"] == "past"


@pytest.mark.parametrize(
    "between",
    ["START taking:", "Your medication list", "Discharge medications", "Siga tomando:", "ASK your doctor about:"],
)
def test_the_next_list_or_paragraph_is_none_of_it(between: str) -> None:
    found = of(extracted("STOP taking:", "Famotidine 20 mg", between, "Amlodipine 5 mg"), Kind.MEDICINE)
    assert found["famotidine"].detail.get("state") == "past"
    assert found["amlodipine"].detail.get("state") != "past"


@pytest.mark.parametrize("opener", ["Previous:", "Completed:", "Anterior:"])
def test_a_bare_word_opens_no_list_of_what_is_no_medicine(opener: str) -> None:
    found = extracted("LABORATORY REPORT", "Collected 07/15/2024", opener, "Hemoglobin 9.8 g/dL", "Platelets 88 K/uL")
    assert set(of(found, Kind.LABORATORY)) == {"hemoglobin", "platelets"}


def test_the_lines_under_a_medicine_are_its_own() -> None:
    found = of(
        extracted(
            "MEDICATION LIST",
            "As of 03/14/2025",
            "Levetiracetam 100 mg/mL solution",
            "Instructions: Take 250 mg by mouth twice daily",
            "Prescribed by: A. Sample, MD",
            "Started on: 12/13/2024",
            "Inactive medications",
            "Dexamethasone 1 mg tablet",
            "Dose: 2 mg twice daily",
            "Start date: 12/13/2024",
            "End date: 12/20/2024",
        ),
        Kind.MEDICINE,
    )
    assert set(found) == {"levetiracetam", "dexamethasone"}
    assert (found["levetiracetam"].detail["dose"], str(found["levetiracetam"].when)) == ("250 mg", "2024-12-13")
    past = found["dexamethasone"]
    assert (past.detail["dose"], past.detail["state"]) == ("2 mg", "past")
    assert (str(past.when), str(past.until)) == ("2024-12-13", "2024-12-20")


def test_the_lines_under_a_medicine_are_its_own_in_spanish() -> None:
    found = of(
        extracted(
            "HOJA DE MEDICACIÓN",
            "Fecha: 23/04/2025",
            "HIDROCORTISONA 10 mg comprimidos",
            "Posología: 5 mg cada 8 horas",
            "Inicio: 15/01/2025 – Fin: 15/07/2025",
        ),
        Kind.MEDICINE,
    )
    assert set(found) == {"hydrocortisone"}
    assert found["hydrocortisone"].detail["dose"] == "5 mg"
    assert (str(found["hydrocortisone"].when), str(found["hydrocortisone"].until)) == ("2025-01-15", "2025-07-15")


def test_days_from_and_to_without_a_year_are_both_kept() -> None:
    found = of(extracted("EPICRISIS", "Egreso: 18/10/2024", "Meropenem 20 mg/kg c/8 h 05/10 al 17/10"), Kind.MEDICINE)
    assert (str(found["meropenem"].when), str(found["meropenem"].until)) == ("2024-10-05", "2024-10-17")


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            ["Test details", "Collected on Mar 14, 2025 7:42 AM", "Resulted on Mar 15, 2025", "Results", "Hemoglobin",
             "Normal range: 11.5 - 15.5 g/dL", "11.5 15.5", "Value 8.9", "Low", "WBC", "Normal range: 4.5 - 13.5 K/uL",
             "Value 1.8"],
            {("hemoglobin", "8.9", "g/dL", "2025-03-14"), ("leukocytes", "1.8", "K/uL", "2025-03-14")},
        ),
        (
            ["Lab results", "Magnesium", "May 26, 2025", "Magnesium", "1.3 mg/dL L", "Ferritin", "May 12, 2025",
             "Ferritin", "812 ng/mL"],
            {("magnesium", "1.3", "mg/dL", "2025-05-26"), ("ferritin", "812", "ng/mL", "2025-05-12")},
        ),
        (
            ["Test results", "Ferritin", "Final result 2/18/2025", "Value 2,310 ng/mL", "Reference Range 14 - 79 ng/mL",
             "Lactate Dehydrogenase", "Final result 2/14/2025", "Value 655 U/L High"],
            {("ferritin", "2,310", "ng/mL", "2025-02-18"), ("lactate dehydrogenase", "655", "U/L", "2025-02-14")},
        ),
        (
            ["Resultados de laboratorio", "Sodio", "140 mmol/L", "Recogida: 19/01/2025", "Potasio", "3,1 mmol/L",
             "Recogida: 21/01/2025"],
            {("sodium", "140", "mmol/L", "2025-01-19"), ("potassium", "3,1", "mmol/L", "2025-01-21")},
        ),
    ],
    ids=["over all", "over each", "under the name", "under the value"],
)  # fmt: skip
def test_each_card_of_a_result_has_its_own_day(lines: list[str], wanted: set[tuple[str, str, str, str]]) -> None:
    found = of(extracted(*lines), Kind.LABORATORY).values()
    assert {(one.name, one.value, one.unit, str(one.when)) for one in found} == wanted


def test_the_name_of_a_card_is_no_illness_and_pending_is_no_result() -> None:
    found = extracted("Test results", "COVID-19 PCR", "Final result 2/18/2025", "Value Not Detected")
    assert Kind.CONDITION not in {one.kind for one in found}
    found = extracted("Test results", "Ferritin", "Preliminary 2/18/2025", "Value Pending")
    assert of(found, Kind.LABORATORY)["ferritin"].assertion is Assertion.PENDING


def test_each_message_is_of_its_own_day() -> None:
    found = extracted(
        "From: Ana Sample <ana@mail.example>",
        "Date: Thu, 13 Feb 2025 21:14:05 -0500",
        "Subject: Re: counts",
        "No fever tonight.",
        "On Wed, Feb 12, 2025 at 4:02 PM Nurse Line <nurses@fictional.example> wrote:",
        "> Labs today: Hgb 9.1, platelets 54.",
        "> On Mon, Feb 10, 2025 at 8:47 AM Ana Sample <ana@mail.example> wrote:",
        ">> He has had a rash since yesterday.",
    )
    assert str(of(found, Kind.LABORATORY)["hemoglobin"].when) == "2025-02-12"
    assert str(of(found, Kind.CONDITION)["fever"].when) == "2025-02-13"
    assert str(of(found, Kind.CONDITION)["rash"].when) == "2025-02-09"


def test_a_thread_of_a_portal_has_a_day_for_each_message() -> None:
    found = extracted(
        "Conversation", "From: Sample, Maren", "Sent: 11/16/2024 8:15 PM", "Juno has diarrhea.",
        "From: Oncology RN Pool", "Sent: 11/18/2024 3:30 PM", "WBC 4.1, Hgb 11.0.",
    )  # fmt: skip
    assert str(of(found, Kind.LABORATORY)["leukocytes"].when) == "2024-11-18"
    assert str(of(found, Kind.CONDITION)["diarrhea"].when) == "2024-11-16"


def test_a_calendar_tells_the_dose_of_each_day() -> None:
    found = typed(
        "TREATMENT RECORD", "Date: 2024-11-30", "",
        "Drug\tDay 1 11/14\tDay 8 11/21\tDay 15 11/28",
        "Cytarabine 75 mg/m2\t66 mg ✓\t64 mg ✓\theld",
        "Cyclophosphamide 1000 mg/m2\t880 mg ✓\t\t",
        "Methotrexate\t12 mg given\t12 mg held\tpending",
        "",
    )  # fmt: skip
    told = {
        (one.name, str(one.when), one.detail.get("given", one.value), str(one.assertion))
        for one in found
        if one.kind is Kind.DRUG
    }
    assert told >= {
        ("cytarabine", "2024-11-14", "66", "stated"),
        ("cytarabine", "2024-11-21", "64", "stated"),
        ("cyclophosphamide", "2024-11-14", "880", "stated"),
        ("methotrexate", "2024-11-14", "12", "stated"),
        ("methotrexate", "2024-11-21", "12", "negated"),
    }
    assert {how for name, day, _, how in told if (name, day) == ("cytarabine", "2024-11-28")} == {"negated"}
    assert {how for name, day, _, how in told if (name, day) == ("methotrexate", "2024-11-28")} == {"planned"}


@pytest.mark.parametrize(
    ("state", "how"),
    [
        ("Suspendida por neutropenia", Assertion.NEGATED),
        ("No se administró", Assertion.NEGATED),
        ("Administrada", Assertion.STATED),
    ],
)
def test_the_column_of_its_state_says_whether_a_dose_was_given(state: str, how: Assertion) -> None:
    found = typed(
        "HOJA DE QUIMIOTERAPIA", "Fecha: 30/08/2024", "",
        "Ciclo\tFecha\tFármaco\tDosis calculada\tDosis administrada\tEstado",
        "1\t15/08/2024\tVincristina\t1.5 mg/m2\t1.37 mg\tAdministrada",
        f"2\t26/08/2024\tEtopósido\t100 mg/m2\t91 mg\t{state}",
        "",
    )  # fmt: skip
    drugs = of(found, Kind.DRUG)
    assert drugs["etoposide"].assertion is how
    assert (drugs["vincristine"].value, drugs["vincristine"].detail["given"]) == ("1.5", "1.37")


def test_the_state_of_a_drug_taken_for_weeks_denies_no_dose() -> None:
    found = typed(
        "HOJA DE MEDICACIÓN", "Fecha: 30/08/2024", "",
        "Medicamento\tDosis\tFrecuencia\tFecha inicio\tFecha fin\tEstado",
        "Dexametasona\t2 mg\tcada 8 horas\t15/01/2024\t31/01/2024\tSuspendido",
        "Levetiracetam\t300 mg\tcada 12 horas\t15/01/2024\t\tActivo",
        "",
    )  # fmt: skip
    medicines = of(found, Kind.MEDICINE)
    assert {one.assertion for one in found if one.name == "dexamethasone"} == {Assertion.STATED}
    assert (str(medicines["dexamethasone"].when), str(medicines["dexamethasone"].until)) == ("2024-01-15", "2024-01-31")
    assert [medicines[one].detail["state"] for one in ("dexamethasone", "levetiracetam")] == ["past", "current"]


def test_orders_under_a_table_of_results_are_no_results() -> None:
    found = typed(
        "EPICRISIS", "Egreso: 18/10/2024", "Laboratorio", "",
        "\t13/10\t15/10\t17/10", "Hemoglobina\t7,1\t8,8\t9,6", "PCR\t184\t62\t11", "",
        "Tratamiento recibido", "", "Meropenem\t20 mg/kg c/8 h\t15/10 al 17/10",
        "Amikacina\t15 mg/kg c/24 h\t13/10 al 15/10", "",
    )  # fmt: skip
    assert {one.name for one in found if one.kind is Kind.LABORATORY} == {"hemoglobin", "c reactive protein"}
