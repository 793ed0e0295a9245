"""The day that stands in a thing's own part of a sentence, line or story, and the days that are of nothing there."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Finding


def findings(*lines: str) -> tuple[Finding, ...]:
    return extracted("Oncology clinic letter", "Born 23/05/2018", "Seen 28/02/2025", "Date: 2025-03-14", "", *lines)


def told(*lines: str) -> set[tuple[str, str]]:
    return {(one.name, str(one.when)) for one in findings(*lines)}


@pytest.mark.parametrize(
    ("text", "name", "when"),
    [
        ("Fever 39.0 on 19/02, blood cultures negative.", "fever", "2025-02-19"),
        ("Fiebre 38,9 el 19/02, hemocultivos negativos.", "fever", "2025-02-19"),
        ("Hypocalcemia 6.8 on 19/02 corrected.", "hypocalcemia", "2025-02-19"),
        ("Tuvo candidemia por C. parapsilosis (20/09/2024), resuelta.", "candidiasis", "2024-09-20"),
        ("Echo 26/02 EF 40 %, mod MR, no effusion.", "effusion", "2025-02-26"),
        ("Ecocardiograma 26/02 FEVI 40 %, sin derrame.", "derrame", "2025-02-26"),
        ("RM 19/08/2024: masa de IV ventrículo, hidrocefalia obstructiva.", "hydrocephalus", "2024-08-19"),
        ("Ultrasound 17/10/2024: hepatomegaly, moderate ascites.", "ascites", "2024-10-17"),
        ("Last chemo 19/02 (vincristine + doxorubicin).", "doxorubicin", "2025-02-19"),
        ("Última quimio 19/02 (vincristina + doxorrubicina).", "vincristine", "2025-02-19"),
        ("Agudeza visual 29/01: OD 20/80.", "visual acuity", "2025-01-29"),
        ("Catéter central retirado 2021/03.", "central line removal", "2021-03"),
        ("Febrile neutropenia Dec '24.", "febrile neutropenia", "2024-12"),
        ("Eco (ene): FEVI 66%.", "left ventricular ejection fraction", "2025-01"),
        ("Echo (Jan): LVEF 66 %.", "left ventricular ejection fraction", "2025-01"),
    ],
)
def test_the_day_of_its_own_part(text: str, name: str, when: str) -> None:
    assert (name, when) in told(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Asthma, known since 2019; MRI 18/02 for headaches normal.", "asthma"),
        ("Asma conocida. Rx tórax 20/02: infiltrado basal derecho.", "asthma"),
        ("CT 20/02: no metastases; now neutropenia.", "neutropenia"),
        ("Neutropenia until 20/02.", "neutropenia"),
        ("Diabetes mellitus, HbA1c 7.2 % on 20/02.", "diabetes"),
        ("Neurofibromatosis type 1 and febrile neutropenia (20/02).", "neurofibromatosis type 1"),
        ("Asthma and febrile neutropenia (20/02).", "asthma"),
        ("Transaminitis, ALT peaked 211 on 20/02, now 74.", "hepatotoxicity"),
    ],
)
def test_what_stands_near_another_thing_s_day_has_none(text: str, name: str) -> None:
    mine = [one for one in findings(text) if one.name == name and one.when is not None]
    assert not [one for one in mine if str(one.when) in ("2025-02-18", "2025-02-20")]


def test_a_day_that_nobody_can_read_leaves_no_day_of_the_visit() -> None:
    paper = extracted("Clinic note", "Patient born 3 May 2018", "Date: 14 March 2025", "", "Fever 39.0 on 04/03.")
    assert {one.when for one in paper if one.name == "fever"} == {None}


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Filgrastim 150 mcg daily to 18 February.", "2025-02-18"),
        ("Enalapril stopped in February.", "2025-02"),
        ("Enalapril suspendido en febrero.", "2025-02"),
        ("Cefazolin IV course to finish 20/03.", "2025-03-20"),
        ("Clonidina 6 mcg c/8 h en descenso (fin 20/03).", "2025-03-20"),
    ],
)
def test_the_day_on_which_a_medicine_ends_is_not_its_first(text: str, until: str) -> None:
    ended = [(one.when, str(one.until), str(one.assertion)) for one in findings(text) if one.kind == "medicine"]
    assert ended == [(None, until, "stated")]


def test_lines_that_begin_with_their_day_are_each_of_it() -> None:
    lines = ("10/01  Na 129 K 5.8 Cr 1.6 / Hgb 6.4 Plt 9", "14/01  Na 136 K 3.9 Cr 0.6 / Hgb 8.8 Plt 22")
    days = {(one.name, one.value, str(one.when)) for one in findings("LABS", *lines)}
    assert {("sodium", "129", "2025-01-10"), ("platelets", "9", "2025-01-10"), ("sodium", "136", "2025-01-14")} <= days


@pytest.mark.parametrize(
    "story",
    [
        "En diciembre de 2022 consultó por masa abdominal. TC con tumor renal derecho de 13 cm.",
        "In December 2022 she presented with an abdominal mass. CT showed a right renal tumor of 13 cm.",
    ],
)
def test_a_story_goes_on_with_what_was_measured(story: str) -> None:
    assert {str(one.when) for one in findings(story) if one.kind == "measurement"} == {"2022-12"}


OPERATION = (
    "Hospital Infantil Ejemplo",
    "PARTE QUIRÚRGICO",
    "Paciente: Luis Muestra, nacido 23/05/2019",
    "Fecha de la intervención: 13/03/2025",
    "Diagnóstico preoperatorio: tumor de fosa posterior",
    "Intervención: craneotomía suboccipital y exéresis de tumor de IV ventrículo",
    "Anestesia: general, propofol y remifentanilo.",
    "Descripción: paciente en decúbito prono. Resección completa.",
)


def test_a_single_dose_in_a_report_of_an_operation_was_given_then() -> None:
    paper = extracted(
        *OPERATION, "Dexametasona 8 mg antes de abrir la dura.", "Toma levetiracetam 200 mg cada 12 horas."
    )
    days = {one.name: str(one.when) for one in paper if one.kind == "medicine"}
    assert (days["dexamethasone"], days["levetiracetam"]) == ("2025-03-13", "None")
