"""A file that holds many documents: where each begins, and that what it says is of its own day, page and category."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.extraction import extract, extract_within
from consilium.domain.records import Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.domain.sorting.bundles import documents_of
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from tests.domain.findings.onepaper import NOWHERE

TABLES = rules().sorting
NOTE = (
    "SAMPLE CHILDREN'S HOSPITAL\nPROGRESS NOTE\nPatient: Paz Ejemplo   DOB: 05/14/2014   MRN: 7700113\nDate: {day}\n\n"
)
LABS = NOTE.replace("PROGRESS NOTE", "LABORATORY RESULTS")
NOTA = "HOSPITAL DE MUESTRA\nNOTA DE EVOLUCIÓN\nPaciente: Paz Ejemplo   F. nac.: 14/05/2014\nFecha: {day}\n\n"


def pages(*texts: str) -> tuple[Page, ...]:
    return tuple(Page(at, tuple(Line(line, NOWHERE) for line in text.split("\n"))) for at, text in enumerate(texts, 1))


def parted(*texts: str, form: str = "pdf") -> list[list[int]]:
    reading = Reading(format=form, pages=pages(*texts))
    births = frozenset(one.birth_date for one in sort(reading, TABLES).people if one.birth_date is not None)
    return [[page.number for page in each] for each in documents_of(reading, TABLES, "", births)]


def told(*texts: str) -> tuple[Finding, ...]:
    reading = Reading(format="pdf", pages=pages(*texts))
    return extract("pdf", reading, sort(reading, TABLES), finding_words())


@pytest.mark.parametrize(
    ("texts", "documents"),
    [
        ((NOTE.format(day="01/03/2025"), LABS.format(day="01/05/2025")), [[1], [2]]),
        ((NOTA.format(day="03/01/2025"), NOTA.format(day="05/01/2025")), [[1], [2]]),
        # The second page of a letter, whatever stands at its top.
        ((NOTE.format(day="01/03/2025"), "Laboratory results 01/05/2025\nHemoglobin 9.1 g/dL"), [[1, 2]]),
        ((NOTE.format(day="01/03/2025"), NOTE.format(day="01/03/2025") + "continued"), [[1, 2]]),
        ((NOTE.format(day="01/03/2025"), LABS.format(day="01/05/2025") + "Page 2 of 2"), [[1, 2]]),
        # Without a day or a name of its own a page goes on.
        ((NOTE.format(day="01/03/2025"), "LABORATORY RESULTS\nPatient: Paz Ejemplo\nHemoglobin 9.1 g/dL"), [[1, 2]]),
        ((NOTE.format(day="01/03/2025"), "LABORATORY RESULTS\n01/05/2025\nHemoglobin 9.1 g/dL"), [[1, 2]]),
        # Page 1 of a paper that its head does not name.
        (
            (NOTE.format(day="01/03/2025") + "Page 1 of 1", "Dear parents\nPage 1 of 2", "more\nPage 2 of 2"),
            [[1], [2, 3]],
        ),
        # Numbers that go on over the whole export say nothing of its papers.
        (
            (
                NOTE.format(day="01/03/2025") + "Page 1 of 3",
                LABS.format(day="01/05/2025") + "Page 2 of 3",
                NOTE.format(day="01/06/2025") + "Page 3 of 3",
            ),
            [[1], [2], [3]],
        ),
    ],
)
def test_where_a_document_begins(texts: tuple[str, ...], documents: list[list[int]]) -> None:
    assert parted(*texts) == documents


def test_papers_of_other_formats_are_one_document() -> None:
    assert parted(NOTE.format(day="01/03/2025"), LABS.format(day="01/05/2025"), form="docx") == [[1, 2]]


def test_what_each_document_says_has_its_own_day_and_page() -> None:
    found = told(
        NOTE.format(day="01/03/2025") + "Acute lymphoblastic leukemia. Weight 20.1 kg. No vomiting.",
        LABS.format(day="01/05/2025") + "Hemoglobin 9.1 g/dL (11.5-14.5)\nPlatelets 40 10*3/uL (150-400)",
        LABS.format(day="01/09/2025") + "Hemoglobin 8.2 g/dL (11.5-14.5)\nPlatelets 55 10*3/uL (150-400)",
    )
    values = {
        (one.name, one.value, str(one.when), one.citations[0].page) for one in found if one.kind is Kind.LABORATORY
    }
    assert ("hemoglobin", "9.1", "2025-01-05", 2) in values
    assert ("hemoglobin", "8.2", "2025-01-09", 3) in values
    weight = next(one for one in found if one.kind is Kind.GROWTH)
    assert (weight.value, str(weight.when), weight.citations[0].page) == ("20.1", "2025-01-03", 1)
    assert {one.assertion for one in found if one.name == "vomiting"} == {Assertion.NEGATED}


def test_a_document_of_many_pages_is_read_to_its_end() -> None:
    texts = [f"Day {day}. Hemoglobin 9.{day % 10} g/dL." for day in range(1, 96)]
    found = told(NOTE.format(day="01/03/2025") + texts[0], *texts[1:])
    cited = {each.page for one in found if one.name == "hemoglobin" for each in one.citations}
    assert cited == set(range(1, 96))


def test_more_statements_than_are_kept_are_said_to_be_more_and_the_same_ones_count_once() -> None:
    same = "Hemoglobin 9.1 g/dL (11.5-14.5)\nPlatelets 40 10*3/uL (150-400)"
    days = [f"0{day}/05/2025" for day in range(1, 10)]
    reading = Reading(format="pdf", pages=pages(*(LABS.format(day=day) + same for day in days)))
    made, words = sort(reading, TABLES), finding_words()
    every, _ = extract_within("pdf", reading, made, words)
    assert extract_within("pdf", reading, made, words, most=len(every) + 1) == (every, False)
    fewer, more = extract_within("pdf", reading, made, words, most=4)
    assert (more, 4 <= len(fewer) < len(every)) == (True, True)


def test_the_same_words_in_many_documents_are_one_statement_and_cut_nothing_off() -> None:
    texts = [NOTE.format(day=f"0{day}/05/2025") + "Mother has migraine." for day in range(1, 10)]
    reading = Reading(format="pdf", pages=pages(*texts))
    found, more = extract_within("pdf", reading, sort(reading, TABLES), finding_words(), most=3)
    assert ([len(one.citations) for one in found if one.name == "migraine"], more) == ([9], False)
