"""Summaries of radiation and reports on images in the forms that centers print: phases and totals, what was planned and
what was delivered, doses of organs in tables, what is left of lesions, scores of before."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from tests.domain.findings.onepaper import extracted

HEAD = ("Synthetic Proton Center", "RADIATION THERAPY COMPLETION SUMMARY", "Date: 20 February 2025", "")


def _rays(*lines: str) -> list[Finding]:
    return [one for one in extracted(*HEAD, *lines) if one.kind is Kind.RADIATION]


def _pictured(*lines: str) -> list[Finding]:
    return list(extracted("Synthetic Hospital", "CT CHEST AND ABDOMEN", "Exam date: 10 March 2025", "", *lines))


@pytest.mark.parametrize(
    ("line", "doses"),
    [
        ("A boost to 54 Gy or 59.4 Gy was considered and not given.", {("54", "negated"), ("59.4", "negated")}),
        ("A boost to 54 or 59.4 Gy was not given.", {("54", "negated"), ("59.4", "negated")}),
        ("Planned total was 59.4 Gy; stopped at 54 Gy.", {("59.4", "planned"), ("54", "stated")}),
        ("Se planificó 59,4 Gy; se administraron 54 Gy por decisión.", {("59,4", "planned"), ("54", "stated")}),
        ("Prescribed dose 45 Gy, delivered dose 43.2 Gy.", {("45", "planned"), ("43.2", "stated")}),
        ("The neck is to be given 30 Gy.", {("30", "planned")}),
        ("Whole lung irradiation is planned after the end of chemotherapy, 15 Gy.", {("15", "planned")}),
    ],
)
def test_what_was_delivered_is_apart_from_what_was_meant(line: str, doses: set[tuple[str, str]]) -> None:
    assert {(one.value, one.assertion.value) for one in _rays(line) if one.value} == doses


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Re-irradiation, 45 to 50 Gy, would be an option if it progresses.", "45 to 50"),
        ("Options: re-irradiation 30.6-36 Gy or surgery.", "30.6-36"),
        ("Reirradiación con protones 45 a 50 Gy como opción si progresa.", "45 a 50"),
    ],
)
def test_a_range_is_one_dose_as_written_and_has_no_number(line: str, value: str) -> None:
    (one,) = [each for each in _rays(line) if each.value]
    assert (one.value, one.number, one.assertion) == (value, None, Assertion.CONDITIONAL)
    assert "gray" not in one.detail


@pytest.mark.parametrize(
    ("line", "fractions"),
    [
        ("Delivered 43.2 Gy in 24/25 fractions.", 24),
        ("Total 50.4 Gy/28.", 28),
        ("Palliative RT to T8, 8 Gy single fraction.", 1),
        ("RT paliativa T8, 8 Gy en fracción única.", 1),
        ("Hyperfractionated: 1.5 Gy BID, 45 Gy/30 fx", 30),
    ],
)
def test_fractions_are_those_that_were_delivered(line: str, fractions: int) -> None:
    (one,) = _rays(line)
    assert one.detail["fractions"] == fractions


def test_phases_in_labels_keep_their_fractions_and_the_total_spans_them() -> None:
    found = _rays(
        "Phase: CTV1",
        "Delivered dose: 41.4 Gy (RBE)",
        "Fractions: 23/23",
        "Start: 8 Jan 2025",
        "End: 10 Feb 2025",
        "",
        "Phase: CTV2",
        "Delivered dose: 9.0 Gy (RBE)",
        "Fractions: 5/5",
        "Start: 11 Feb 2025",
        "End: 18 Feb 2025",
        "",
        "Total dose: 50.4 Gy (RBE) in 28 fractions",
    )
    assert [(one.value, one.detail["fractions"], str(one.when), str(one.until)) for one in found] == [
        ("41.4", 23, "2025-01-08", "2025-02-10"),
        ("9.0", 5, "2025-02-11", "2025-02-18"),
        ("50.4", 28, "2025-01-08", "2025-02-18"),
    ]


def test_what_began_beside_radiation_dates_no_course() -> None:
    found = _rays("Total dose 54 Gy in 30 fractions.", "NG feeds from 31 January.")
    assert [(one.value, one.when) for one in found] == [("54", None)]


@pytest.mark.parametrize(
    ("lines", "doses"),
    [
        (
            ["Organ | Mean (Gy) | Max (Gy)", "Left cochlea | 4.1 | 7.9", "Right cochlea | 0.3 | 0.6"],
            {("left", "4.1"), ("left", "7.9"), ("right", "0.3"), ("right", "0.6")},
        ),
        (["Cochlea L/R: 12.4 / 31.2 Gy"], {("left", "12.4"), ("right", "31.2")}),
        (
            ["Riñón derecho: dosis media 11,8 Gy. Riñón izquierdo: 6,2 Gy."],
            {("right", "11,8"), ("left", "6,2")},
        ),
        (["TBI 12 Gy in 6 fractions, lungs shielded to 8 Gy"], {("", "8")}),
    ],
)
def test_an_organ_beside_the_target_has_a_dose_of_its_own(lines: list[str], doses: set[tuple[str, str]]) -> None:
    organs = [one for one in _rays(*lines) if one.detail.get("organ")]
    assert {(one.laterality, one.value) for one in organs} == doses
    assert {one.name for one in organs} == {"dose to an organ"}


@pytest.mark.parametrize(
    "line",
    [
        "Avoid methotrexate after craniospinal RT.",
        "Evitar metotrexato tras RT craneoespinal.",
        "No actinomycin within 2 weeks of radiotherapy.",
        "Awaiting RT completion summary from the other center.",
    ],
)
def test_radiation_that_only_dates_or_names_another_thing_is_not_told(line: str) -> None:
    assert _rays(line) == []


@pytest.mark.parametrize(
    "line",
    ["131I-mIBG 18 mCi/kg on 14 January 2025.", "MIBG therapy in January.", "177Lu-DOTATATE 7.4 GBq in January 2025"],
)
def test_a_radionuclide_that_treats_is_no_scan(line: str) -> None:
    found = extracted("Synthetic Hospital", "Clinic note", "Date: 20 February 2025", "", line)
    assert not [one for one in found if one.kind is Kind.MENTION and one.detail.get("what") == "imaging"]


def test_rows_of_radiation_are_no_cycles() -> None:
    rows = [
        "Fase | Volumen | Dosis | Fracciones | Desde | Hasta",
        "CTV1 | Prequimioterapia | 41,4 Gy | 23 | 08/01/2025 | 10/02/2025",
        "CTV2 | Refuerzo | 9 Gy | 5 | 11/02/2025 | 18/02/2025",
    ]
    assert not [one for one in extracted(*HEAD, *rows) if one.kind is Kind.CYCLE]


@pytest.mark.parametrize(
    ("line", "how"),
    [
        ("All but two of the pulmonary nodules have resolved.", Assertion.STATED),
        ("Most of the nodules have resolved.", Assertion.STATED),
        ("Resolution of the pulmonary nodules except for two.", Assertion.STATED),
        ("Desaparición de todos los nódulos salvo dos.", Assertion.STATED),
        ("All pulmonary nodules have resolved.", Assertion.NEGATED),
    ],
)
def test_lesions_of_which_some_are_left_are_not_gone(line: str, how: Assertion) -> None:
    found = _pictured("FINDINGS", line)
    assert [one.assertion for one in found if one.kind is Kind.IMAGING and one.name == "nodule"] == [how]


def test_the_size_on_the_day_of_a_study_is_that_which_a_change_came_to() -> None:
    line = "RM abdomen 10/06/2024: la masa ha disminuido de 6,1 a 4,0 cm respecto a marzo."
    found = extracted("Hospital Sintético", "Nota de consulta", "Fecha: 19/06/2024", "", line)
    sizes = {one.value: str(one.when) for one in found if one.kind is Kind.MEASUREMENT}
    assert sizes["4,0 cm"] == "2024-06-10"
    assert sizes["6,1"] != "2024-06-10"


@pytest.mark.parametrize("line", ["Curie 14 (previo 22).", "Curie score 14 (previously 22)."])
def test_the_score_of_now_is_none_of_before(line: str) -> None:
    found = extracted("Hospital Sintético", "MIBG SCAN", "Date of study: 10 March 2025", "", line)
    told = {(one.value, one.assertion) for one in found if one.name == "Curie score"}
    assert told == {("14", Assertion.STATED), ("22", Assertion.HISTORICAL)}


def test_a_lobe_under_the_liver_is_the_livers() -> None:
    found = _pictured("FINDINGS", "Liver: Right lobe mass 6.2 x 5.0 cm.")
    assert {(one.site, one.laterality) for one in found if one.kind is Kind.MEASUREMENT} == {("liver", "right")}


def test_what_a_change_came_to_is_of_now() -> None:
    line = "Compared with the study of 12 January the mass has decreased from 5.2 to 3.1 cm."
    found = extracted("Synthetic Hospital", "Clinic note", "Date: 14 March 2025", "", line)
    sizes = {one.value: (one.assertion, str(one.when)) for one in found if one.kind is Kind.MEASUREMENT}
    assert sizes["3.1 cm"] == (Assertion.STATED, "2025-03-14")
    assert sizes["5.2"] == (Assertion.HISTORICAL, "2025-01-12")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Thymic rebound likely.", "abdominal guarding"),
        ("Non-target lesions: present, non-progressive.", "target lesions"),
        ("Sin metástasis en gota.", "gota"),
        ("Vesícula sin litiasis.", "vesicula"),
        ("Liver normal. Spleen 9 cm.", "palpable spleen"),
        ("Ha disminuido de 5,2 a 3,1 cm respecto a enero.", "ha disminuido"),
    ],
)
def test_words_of_reports_name_no_other_thing(line: str, name: str) -> None:
    found = extracted("Synthetic Hospital", "Clinic note", "Date: 14 March 2025", "", line)
    assert name not in {one.name for one in found}
