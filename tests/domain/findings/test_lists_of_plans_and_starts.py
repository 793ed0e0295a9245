"""What stands in a list of plans is planned whatever its label, and what begins after the paper's day was not given."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.startsahead import not_begun
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Paper, Section
from consilium.domain.findings.text.clauses import clauses_of
from consilium.domain.findings.topics import medicines
from consilium.domain.records import Box, Line, Page, Reading
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.onepaper import clauses, cues, page, words_of_topic

BOARD = """Tumour board of 21/05/2025

{0}
1. Stage: metastatic, lung only.
2. Chemotherapy as per protocol: VDC/IE x 9.
3. Port insertion 23/05.
4. Surgery to primary: fibulectomy.

Background
Surgery: biopsy on 02/05/2025."""


def paper(text: str) -> Paper:
    one = page(text)
    return Paper(Reading("text", pages=(one,)), clauses(one), None, PartialDate(2023, 9, 12), "dmy")


def sections(text: str) -> dict[str, Section]:
    laid = Page(1, tuple(Line(line, Box(0, at * 10, 100, 10)) for at, line in enumerate(text.splitlines())))
    return {one.text: one.section for one in clauses_of((laid,), finding_words().sections, ())}


@pytest.mark.parametrize("heading", ["Agreed", "Plan", "Acuerdos", "Decisión del comité"])
def test_an_item_of_a_list_of_plans_opens_no_section_of_its_own(heading: str) -> None:
    found = sections(BOARD.format(heading))
    assert found["2. Chemotherapy as per protocol: VDC/IE x 9."] is Section.PLAN
    assert found["3. Port insertion 23/05."] is Section.PLAN
    assert found["4. Surgery to primary: fibulectomy."] is Section.PLAN
    assert found["1. Stage: metastatic, lung only."] is not Section.PLAN
    assert found["Surgery: biopsy on 02/05/2025."] is Section.OPERATION


def test_an_assessment_is_no_list_of_plans() -> None:
    found = sections(BOARD.format("Assessment and plan"))
    assert found["4. Surgery to primary: fibulectomy."] is Section.OPERATION


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("- leuprolida 3,75 mg mensual, inicio 10/10/2023", "leuprolide", Assertion.PLANNED),
        ("- filgrastim 300 mcg en casa desde el 13/11/2023", "filgrastim", Assertion.PLANNED),
        ("Leuprolide every 3 months continues, next dose 1/11/2023", "leuprolide", Assertion.STATED),
        ("- filgrastim 300 mcg desde el 13/08/2023", "filgrastim", Assertion.STATED),
        ("- cotrimoxazol 3 veces por semana", "trimethoprim-sulfamethoxazole", Assertion.STATED),
    ],
)
def test_what_begins_after_the_papers_day_is_planned(text: str, name: str, how: Assertion) -> None:
    made = paper(f"Consulta del 12/09/2023\n\n{text}")
    found = medicines.find(made, words_of_topic(medicines), cues())
    assert {one.assertion for one in not_begun(found, made) if one.name == name} == {how}
