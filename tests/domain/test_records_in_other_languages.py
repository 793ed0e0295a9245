"""A paper in a third language is kept and listed; the summary says that nothing in it comes from there."""

from __future__ import annotations

from datetime import date

import pytest

from consilium.domain.clinical import CaseRecord, ClinicalCase
from consilium.domain.packet import ChildView
from consilium.domain.summary import summarize
from consilium.knowledge.catalog import catalog


def _notes(*languages: str, page: str = "en") -> list[str]:
    records = tuple(CaseRecord(str(at), f"R{at}", "Letter", language=one) for at, one in enumerate(languages, start=1))
    made = summarize(ClinicalCase("c", ChildView(), date(2026, 1, 1), language=page, records=records))
    words = catalog(page)
    return [words.remark(note) for note in made.notes if note.code == "summary.left_language"]


@pytest.mark.parametrize("page", ["en", "es"])
def test_it_names_them(page: str) -> None:
    (one,) = _notes("de", "en", "es", "", page=page)
    assert "R1" in one
    (two,) = _notes("de", "en", "fr", page=page)
    assert "R1, R3" in two


def test_it_says_nothing_where_all_were_read() -> None:
    assert _notes("en", "es", "") == []
