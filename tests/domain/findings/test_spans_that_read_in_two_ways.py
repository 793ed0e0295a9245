"""A span whose first or last day reads in two ways: its days are known once the hospital shows how it writes them."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding
from consilium.domain.findings.days.twoways import WRITTEN, in_order_of
from consilium.domain.findings.finding import Kind
from tests.domain.findings.onepaper import extracted

HEAD = ("Synthetic Hospital", "RADIATION THERAPY COMPLETION SUMMARY")
CABEZA = ("Hospital Sintético", "RESUMEN DE RADIOTERAPIA")


def _given(*lines: str) -> Finding:
    (one,) = [each for each in extracted(*lines) if each.kind is Kind.RADIATION]
    return one


def test_an_unsure_first_day_waits_beside_the_year() -> None:
    one = _given(*HEAD, "Dose: 45 Gy in 25 fractions. Start 08/04/2025, end 09/09/2025.")
    assert (str(one.when), str(one.until)) == ("2025", "2025-09-09")
    assert one.detail[WRITTEN] == "08/04/2025"
    known = in_order_of(one, "mdy")
    assert (str(known.when), str(known.until)) == ("2025-08-04", "2025-09-09")
    assert WRITTEN not in known.detail
    assert str(in_order_of(one, "dmy").when) == "2025-04-08"


def test_two_unsure_days_are_settled_together() -> None:
    one = _given(*HEAD, "Dose: 45 Gy in 25 fractions. Start 08/04/2025, end 09/05/2025.")
    assert one.detail[WRITTEN] == "08/04/2025 – 09/05/2025"
    known = in_order_of(one, "mdy")
    assert (str(known.when), str(known.until)) == ("2025-08-04", "2025-09-05")


def test_a_span_that_would_end_before_it_begins_stays_open() -> None:
    one = Finding(
        Kind.RADIATION,
        "radiation",
        when=PartialDate(2025),
        until=PartialDate(2025, 9, 9),
        detail={WRITTEN: "11/10/2025"},
    )
    assert in_order_of(one, "mdy") == one


@pytest.mark.parametrize("order", ["", "dmy", "mdy"])
def test_a_sure_span_is_left_alone(order: str) -> None:
    one = _given(*HEAD, "Dose: 45 Gy in 25 fractions, from 4 August 2025 to 9 September 2025.")
    assert WRITTEN not in one.detail
    assert in_order_of(one, order) == one


def test_a_spanish_paper_writes_the_day_first() -> None:
    one = _given(*CABEZA, "Dosis: 45 Gy en 25 fracciones. Inicio 04/08/2025, fin 05/09/2025.")
    assert (str(one.when), str(one.until)) == ("2025-08-04", "2025-09-05")
