"""A paper is no older than what it tells of: misread signatures, last rows of tables, samples that were sent away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.datelabels import is_another
from consilium.domain.sorting import Sorted
from tests.domain.test_days_in_pictures import pictured, row


def sheet(signed: str, *given: str, sure: float = 0.9) -> Sorted:
    rows = [row(4 + at, (0.1, "Cytarabine"), (0.4, "75 mg/m2"), (0.6, one), sure=sure) for at, one in enumerate(given)]
    last = row(5 + len(given), (0.1, f"Electronically signed {signed}"), sure=sure)
    return pictured(row(0, (0.1, "ROAD MAP: CONSOLIDATION")), row(2, (0.1, "Agent"), (0.4, "Dose")), *rows, last)


def test_a_recognized_signature_before_several_days_of_the_paper_is_not_believed() -> None:
    made = sheet("2021-06-20", "2021-06-24 2021-07-26")
    assert made.document_date.value is None
    assert [reason.code for reason in made.document_date.reasons] == ["sorting.date_before_told"]
    assert made.document_date.reasons[0].args == {"date": "2021-06-20", "later": "2021-07-26"}


@pytest.mark.parametrize(
    ("signed", "given"),
    [
        ("2021-08-20", ("2021-06-24 2021-07-26",)),
        ("2021-06-20", ("all by 2021-06-24, none held",)),  # one later day may be the misread one
        ("2021-06-24", ("2021-06-24 2021-06-24",)),
    ],
)
def test_a_signature_after_what_is_told_or_before_a_single_day_stays(signed: str, given: tuple[str, ...]) -> None:
    assert str(sheet(signed, *given).document_date.value) == signed


def test_a_typed_signature_stays() -> None:
    rows = (
        row(0, (0.1, "ROAD MAP: CONSOLIDATION")),
        row(4, (0.1, "Cytarabine"), (0.4, "75 mg/m2"), (0.6, "2021-06-24 2021-07-26")),
        row(6, (0.1, "Electronically signed 2021-06-20")),
    )
    typed = tuple(replace(line, confidence=None) for line in rows)
    assert str(pictured(*typed).document_date.value) == "2021-06-20"


def test_the_last_row_of_a_table_is_no_heading() -> None:
    made = pictured(
        row(0, (0.1, "Allergies and current medications")),
        row(2, (0.1, "Agent"), (0.3, "Reaction"), (0.7, "Noted")),
        row(3, (0.1, "Pegaspargase"), (0.3, "Anaphylaxis"), (0.7, "2021-07-08")),
        row(4, (0.1, "Peanut"), (0.3, "Denied by parent"), (0.7, "2026-04-02")),
        row(6, (0.1, "Outpatient medications:")),
        row(7, (0.1, "Levofloxacin 250 mg PO daily 2026-09-12 Active")),
    )
    assert made.document_date.value is None


def test_a_day_under_the_same_day_of_a_heading_is_the_papers() -> None:
    made = pictured(
        row(0, (0.1, "Sample Hospital"), (0.7, "12/03/2024")),
        row(1, (0.1, "Clinic note"), (0.7, "12/03/2024")),
        row(3, (0.1, "He is well. Seen with his mother, no fever, eating and sleeping well. Next visit 25/03/2024.")),
    )
    assert str(made.document_date.value) in ("2024-03-12", "2024-12-03")


@pytest.mark.parametrize(
    ("before", "another"),
    [
        ("Skin fibroblasts for TP53: sent ", True),
        ("HLA typing sent ", True),
        ("Blood for the germline panel was sent to Sample Lab on ", True),
        ("Se envió muestra de saliva el ", True),
        ("Muestra de piel (fibroblastos): enviada el ", True),
        ("Estudio genético enviado el ", True),
        ("Sent: ", False),
        ("Date sent: ", False),
        ("Letter sent ", False),
        ("Material enviado: ", False),  # a slip that goes with slides
        ("Enviado el ", False),
        ("Genetic test report sent to family on ", False),
        ("Resultado del estudio enviado el ", False),
    ],
)
def test_the_day_on_which_a_sample_was_sent_is_not_the_papers(before: str, another: bool) -> None:
    assert is_another(before) is another
