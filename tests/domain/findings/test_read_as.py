"""As what kind of paper a record is read where its parts say otherwise than its words."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.text.clauses import clauses_of
from consilium.domain.findings.text.readas import read_as
from consilium.domain.findings.topics import pathology
from consilium.domain.records import Category, Reading
from tests.domain.findings.onepaper import cues, page, sections, words_of_topic

NOTE = "Examination:\nWell.\nMedications:\nNone.\nPlan:\nSee in May.\nAllergies:\nNone known."


@pytest.mark.parametrize(
    ("category", "text", "read"),
    [
        (Category.LABS, "Medications:\nNone.\nPlan:\nSee in May.", Category.DISCHARGE),
        (Category.LABS, "Results:\nHb 9 g/dL\nPlan:\nSee in May.", Category.LABS),
        (Category.IMAGING_REPORTS, NOTE, Category.DISCHARGE),
        (Category.IMAGING_REPORTS, "Findings:\nA mass.\nImpression:\nWilms.\nPlan:\nMRI.", Category.IMAGING_REPORTS),
        (Category.IDENTITY_INSURANCE, "Medications:\nNone.\nPlan:\nSee in May.", Category.IDENTITY_INSURANCE),
        (Category.OPERATIVE, NOTE, Category.OPERATIVE),
        (None, NOTE, None),
    ],
)
def test_a_report_with_the_parts_of_a_note_is_read_as_one(
    category: Category | None, text: str, read: Category | None
) -> None:
    assert read_as(category, clauses_of((page(text),), sections(), {})) is read


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("Germinoma. OCT4 and c-KIT positive; AFP and CD30 negative.", {"Oct-3/4", "CD117", "AFP", "CD30"}),
        ("OCT4 y c-KIT positivos.", {"Oct-3/4", "CD117"}),
        ("AFP positive, hCG negative.", set()),  # markers of the serum alone are no stains
        ("CMV negative, EBV positive.", set()),
    ],
)
def test_several_markers_of_cells_are_read_in_a_paper_of_a_laboratory(text: str, markers: set[str]) -> None:
    pages = (page(text),)
    paper = Paper(Reading(format="text", pages=pages), clauses_of(pages, sections(), {}), Category.LABS, language="en")
    found = pathology.find(paper, words_of_topic(pathology), cues())
    assert {one.name for one in found if one.kind is Kind.STAIN} == markers
