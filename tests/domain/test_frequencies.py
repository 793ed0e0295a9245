"""How often a medicine is taken, in the page's language; what the table does not have stays as written."""

from __future__ import annotations

import time

import pytest

from consilium.domain.findings.finding import Finding, Kind
from consilium.knowledge.displaynames import display_names


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("cada 24 h", "every 24 h"),
        ("c/8h", "every 8 h"),
        ("cada 12 horas", "every 12 hours"),
        ("cada 4 semanas", "every 4 weeks"),
        ("dos veces al día sábado y domingo", "twice a day Saturday and Sunday"),
        ("3 veces al día", "3 times a day"),
        ("por la noche", "at night"),
        ("diario", "daily"),
        ("cada 6 h si hay fiebre", "cada 6 h si hay fiebre"),
        ("twice daily", "twice daily"),
        ("BID", "BID"),
        ("", ""),
    ],
)
def test_spanish_frequencies_on_an_english_page(written: str, english: str) -> None:
    assert display_names("en").frequencies.shown(written) == english


@pytest.mark.parametrize(
    ("written", "spanish"),
    [
        ("every 24 hours", "cada 24 horas"),
        ("twice a day on weekends", "dos veces al día los fines de semana"),
        ("three times a day", "tres veces al día"),
        ("at bedtime", "al acostarse"),
        ("every 4 weeks", "cada 4 semanas"),
        ("Sat/Sun", "sábado y domingo"),
        ("cada 8 h", "cada 8 h"),
        ("q4wk", "q4wk"),
        ("every 6 h if fever", "every 6 h if fever"),
    ],
)
def test_english_frequencies_on_a_spanish_page(written: str, spanish: str) -> None:
    assert display_names("es").frequencies.shown(written) == spanish


def test_a_medicines_row_says_how_often_in_the_pages_language() -> None:
    said = Finding(Kind.MEDICINE, "amlodipine", detail={"dose": "1.25 mg", "frequency": "cada 24 h"})
    assert display_names("en").of(said).detail["frequency"] == "every 24 h"
    assert display_names("es").of(said).detail["frequency"] == "cada 24 h"


def test_long_texts_cost_nothing() -> None:
    begun = time.perf_counter()
    display_names("en").frequencies.shown("cada 8 h " * 20_000)
    assert time.perf_counter() - begun < 2
