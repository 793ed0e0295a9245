"""Words of a source in the other language are quotations that say their language; names and results are the page's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.packet import ChildView
from consilium.domain.records import Category, Citation
from consilium.domain.summary import Statement, summarize
from consilium.knowledge.displaynames import display_names
from tests.domain.gap_cases import TODAY

SEEN = "Masa suprarrenal izquierda; considerar neuroblastoma"


def rows(page: str, written: str, finding: Finding, code: str, *, both: str = "") -> list[Statement]:
    one = CaseRecord("x", "R1", "Informe", category=Category.IMAGING_REPORTS, language=written)
    records = (
        (one, CaseRecord("y", "R2", "Report", category=Category.IMAGING_REPORTS, language=both)) if both else (one,)
    )
    found = tuple(CaseFinding(f"k{at}", finding, record) for at, record in enumerate(records))
    case = ClinicalCase("synthetic", ChildView(None, None, None, ()), TODAY, records=records, findings=found)
    summary = summarize(replace(case, language=page), names=display_names(page))
    return [row for part in summary.sections for group in part.groups if group.code == code for row in group.rows]


def _said(text: str) -> Finding:
    return Finding(Kind.IMAGING, "mass", value=text, detail={"modality": "US"}, citations=(Citation(text),))


def _marks(row: Statement) -> list[str]:
    return [mark.code for mark in row.marks if mark.code.startswith("summary.words_in_")]


@pytest.mark.parametrize(
    ("page", "written", "text", "mark"),
    [
        ("en", "es", SEEN, "summary.words_in_es"),
        ("es", "en", "Large suprarenal mass that displaces the kidney", "summary.words_in_en"),
    ],
)
def test_a_sentence_in_the_other_language_is_quoted(page: str, written: str, text: str, mark: str) -> None:
    (row,) = rows(page, written, _said(text), "imaging")
    assert row.cells[-1] == f"“{text}”"
    assert _marks(row) == [mark]


@pytest.mark.parametrize(("page", "written"), [("en", "en"), ("es", "es"), ("en", ""), ("en", "pt")])
def test_the_pages_own_language_and_unknown_ones_are_not_quoted(page: str, written: str) -> None:
    (row,) = rows(page, written, _said(SEEN), "imaging")
    assert (row.cells[-1], _marks(row)) == (SEEN, [])


def test_a_name_of_the_tables_is_no_quotation() -> None:
    said = Finding(Kind.DIAGNOSIS, "neuroblastoma", citations=(Citation("neuroblastoma suprarrenal"),))
    (row,) = rows("en", "es", said, "diagnosis")
    assert (row.cells[1], _marks(row)) == ("neuroblastoma", [])


def test_a_frequency_of_the_tables_is_translated_and_another_quoted() -> None:
    quote = "paracetamol 200 mg cada 6 h si hay dolor"
    said = Finding(
        Kind.MEDICINE, "acetaminophen", detail={"dose": "200 mg", "frequency": "cada 6 h"}, citations=(Citation(quote),)
    )
    (row,) = rows("en", "es", said, "medicine")
    assert (row.cells[-1], _marks(row)) == ("200 mg, every 6 h", [])
    odd = replace(said, detail={"dose": "200 mg", "frequency": "cada 6 h si hay dolor"})
    (row,) = rows("en", "es", odd, "medicine")
    assert (row.cells[-1], _marks(row)) == ("200 mg, “cada 6 h si hay dolor”", ["summary.words_in_es"])
