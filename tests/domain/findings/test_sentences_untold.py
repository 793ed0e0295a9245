"""Sentences from which nothing was taken. All papers and people here are synthetic."""

from __future__ import annotations

from consilium.domain.findings.text.untold import MOST_LINES, untold
from consilium.domain.records import Line, Page
from consilium.knowledge.findings import section_words
from tests.domain.findings.onepaper import NOWHERE, page

TEXT = """EXAMPLE CHILDREN'S HOSPITAL
Patient: Testcase, Ina
The nodule in the left lung is unchanged.
He plays the trumpet in the school band, which his lungs allow
although he tires on stairs.
Hb 10.2 g/dL"""


def test_a_sentence_that_no_quote_touches_is_told_and_heads_are_not() -> None:
    found, more = untold(page(TEXT), ["nodule in the left lung", "Hb 10.2 g/dL"], section_words())
    assert found == ("He plays the trumpet in the school band, which his lungs allow although he tires on stairs.",)
    assert more == 0


def test_a_quote_over_a_line_end_and_one_that_holds_the_sentence_count() -> None:
    over = ["his lungs allow\nalthough he tires", "The nodule in the left lung is unchanged. It was seen in May."]
    assert untold(page(TEXT), over, section_words()) == ((), 0)


def test_only_so_many_are_told_and_a_long_page_ends() -> None:
    lines = tuple(Line(f"On some day number {at} the child felt quite well again.", NOWHERE) for at in range(2_000))
    found, more = untold(Page(1, lines), (), section_words(), most=5)
    assert len(found) == 5
    assert len(found) + more == MOST_LINES
