"""The day and the kind of papers without a title: threads of messages, diaries without years, notes of several days,
letters of a visit, sheets that tell who filled them in."""

from __future__ import annotations

import pytest

from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import Sorted, sort
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


def sorted_as(text: str) -> Sorted:
    lines = tuple(Line(line.strip(), NOWHERE) for line in text.strip().splitlines())
    return sort(Reading("text", pages=(Page(1, lines),)), rules().sorting)


def dated(text: str) -> str:
    return str(sorted_as(text).document_date.value)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Message thread\nPatient: Ana Sample DOB 04/11/2015\nFrom: Bea (mother) 10/07/2024 8:14 PM\n"
            "Hi team, she is tired today.\nFrom: Nurse R. Example RN 10/08/2024 7:52 AM\n"
            "Good morning, please call us.\n"
            "From: Bea (mother) 10/09/2024 6:10 PM\nThanks, she is better.",
            "2024-10-09",
        ),
        (
            "Ward 4 continuation sheet\nSam SAMPLE DOB 17.06.2012\n06/11/24 02:10 SHO\nPain both legs.\n"
            "07/11/24 17:30\n"
            "T 39.1\n08/11/24 08:45 WR\nMuch better.",
            "2024-11-08",
        ),
        (
            "Notes for our clinic visit, by mum\nBen Sample b. 6 May 2018\nSat 4 Jan 2025 - knee puffy again\n"
            "Tues 7 Jan - injection, my boy was sick twice\nWed 8 Jan - tummy ache, I rang\n"
            "Sun 9 Feb - we are writing this",
            "2025-02-09",
        ),
        (
            "Cuaderno de la mamá de Luz Muestra, nació 9 setiembre 2017\nLe dijeron el 22 de enero 2024\n"
            "miercoles 8 mayo quimio por la vena, no vomito\njueves 9 mayo mi hija lloro\n"
            "lunes 13 mayo le pusieron sangre\n"
            "domingo 19 mayo le duele la boca",
            "2024-05-19",
        ),
        (
            "LISTA DE MEDICINAS\nAna Muestra - 11 años\nactualizada por mamá el 8 de enero de 2025\nprednisona 5 mg",
            "2025-01-08",
        ),
        (
            "FAMILY HISTORY SHEET\nBorn 08/08/2019\nCompleted with mother (Ana) by nurse B. Carol, 30th January 2024\n"
            "Blood test positive (report Sept 2023: class 5). Operated in June 2023.",
            "2024-01-30",
        ),
        ("EYE EXAMINATION No. 7\nDate 18/06/2024\nLast EUA 21/05/2024\nIOP 14 mmHg", "2024-06-18"),
        (
            "MRI ABDOMEN\nDate of examination 28/08/2023.\nComparison was made with the earlier MRI of\n02/05/2023.\n"
            "The mass is smaller.\nReported by Dr A. Sample, verified 29/08/2023",
            "2023-08-29",
        ),
        (
            "MRI brain\nPerformed: 2022-09-28 Dictated: 2022-09-28 Verified: 2022-09-29\nThe chiasm is thick.",
            "2022-09-29",
        ),
        (
            "REFERRAL FORM\nDate of referral   Urgency\n07/10/2024   Routine\nDiagnosis confirmed (30/09/2024)",
            "2024-10-07",
        ),
    ],
)
def test_a_paper_is_of_the_last_day_that_it_was_written_on(text: str, day: str) -> None:
    assert dated(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # Rows that are still to come, and a day of something told beside a table's rows.
        (
            "CHEMOTHERAPY ROADMAP\nwk date drug\n1 03/05/2023 VCR 1.05 mg\n2 10/05/2023 VCR 1.05 mg\n"
            "3 17/05/2023 ________\n"
            "4 24/05/2023 planned",
            "2023-05-10",
        ),
        (
            "Clinic letter\nClinic: 3 September 2025\nTyped: 5 September 2025\nDear Dr Sample,\nRe: Ben Sample\n"
            "I saw Ben.",
            "2025-09-05",
        ),
        (
            "DISCHARGE SUMMARY\nDischarged: 13/03/2024\nFOLLOW-UP\nMon 18 March clinic\nFri 22 March bloods\n"
            "Tue 26 March MRI",
            "2024-03-13",
        ),
    ],
)
def test_days_to_come_and_days_of_other_things_are_no_papers_day(text: str, day: str) -> None:
    assert dated(text) == day


@pytest.mark.parametrize(
    ("text", "category"),
    [
        (
            "Hospital messages\nPatient: Ana Sample\nFrom: Bea (mother) 03/15/2024 8:14 PM\n"
            "Hi, what dose of ondansetron 4 mg?\n"
            "From: Nurse R. Example 03/16/2024 7:52 AM\nGood morning, 4 mg every 8 h, paracetamol 250 mg as needed.",
            "discharge",
        ),
        (
            "Diary of mum\nSat 4 Jan 2025 - I gave her calpol 5 ml\nTues 7 Jan - we saw the doctor, my girl was sick\n"
            "Wed 8 Jan - tummy ache, I gave movicol\nThurs 9 Jan - my sister came, we slept\nTO ASK\n1. how long?",
            "questions_list",
        ),
        (
            "STEP-DOWN\nPt: Ben Sample 9 yr\nS Ready for ward. Day 8.\n"
            "B Prev fit. Milrinone, adrenaline, morphine 2 mg\n"
            "A Wt 29 kg. sats 97%\nR Paracetamol 250 mg prn, omeprazole 10 mg",
            "discharge",
        ),
        (
            "Dept of Paediatric Nephrology, Sample Infirmary\nClinic: 3 September 2025 Typed: 5 September 2025\n"
            "Dear Dr Sample,\nRE: Ana SAMPLE\nMedication: alfacalcidol 0.25 mcg od\nHe is well.\nYours sincerely",
            "discharge",
        ),
        (
            "HOJA DE REFERENCIA Y CONTRARREFERENCIA\nMotivo: beta talasemia\nHb 8,7 g/dl\nPlaquetas 402.000",
            "clinical_summary",
        ),
    ],
)
def test_papers_without_a_title_are_known_by_their_form(text: str, category: str) -> None:
    assert str(sorted_as(text).category.value) == category
