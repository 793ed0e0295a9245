"""A paper in a third language: kept, marked, and no statement is read from its words."""

from __future__ import annotations

import pytest

from consilium.knowledge.catalog import catalog
from consilium.readers import text
from consilium.readers.contract import Collected, Context, MemorySource
from consilium.readers.worker import describe, findings_of

GERMAN = """Arztbrief. Wir berichten über das oben genannte Kind, das sich vom 3. bis 9. März 2024 in unserer
stationären Behandlung befand. Diagnose: Neuroblastom der linken Nebenniere. Das Kind erhielt Vincristin
1,5 mg/m2 und wurde in gutem Allgemeinzustand nach Hause entlassen. Die Eltern wurden ausführlich aufgeklärt und
haben keine weiteren Fragen.
"""
ENGLISH = """Clinic letter. We saw this child on 9 March 2024 in our outpatient clinic with both of her parents.
Diagnosis: neuroblastoma of the left adrenal gland. She was given vincristine 1.5 mg/m2 and went home in good condition.
"""


def remarks_and_findings(words: str) -> tuple[set[str], int]:
    source = MemorySource(words.encode())
    reading = text.read(source, Context(Collected(), source.size))
    found, remarks = findings_of("text", reading, describe(reading))
    return {remark.code for remark in remarks}, len(found)


def test_a_third_language_is_marked_and_not_read() -> None:
    assert remarks_and_findings(GERMAN) == ({"findings.other_language"}, 0)


@pytest.mark.parametrize(("language", "name"), [("en", "German"), ("es", "alemán")])
def test_the_mark_names_the_language(language: str, name: str) -> None:
    text = catalog(language).text("findings.other_language", language="de")
    assert f"({name})" in text


def test_a_language_that_is_read_is_not_marked() -> None:
    remarks, count = remarks_and_findings(ENGLISH)
    assert remarks == set()
    assert count >= 2


@pytest.mark.parametrize("words", [ENGLISH + GERMAN, GERMAN + ENGLISH, ENGLISH + GERMAN * 3])
def test_a_paper_in_two_languages_is_read_in_part_and_says_so(words: str) -> None:
    remarks, count = remarks_and_findings(words)
    assert remarks == {"findings.other_language_part"}
    assert count >= 2
