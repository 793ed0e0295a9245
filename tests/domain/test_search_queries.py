"""What a person types, as a query: hostile and odd texts first, then words, phrases, beginnings and synonyms."""

from __future__ import annotations

import pytest

from consilium.domain.records import Box, Line, Page
from consilium.domain.search import MOST_CHARS, MOST_WORDS, Synonyms, boxes_of, query
from consilium.knowledge.synonyms import synonyms

NONE = Synonyms()
BLOOD = Synonyms.of([["hemoglobin", "hemoglobina", "hb"], ["CT", "TAC", "computed tomography"], ["ALL", "leukemia"]])


@pytest.mark.parametrize("text", ["", " ", '"', '""', "*", "()", "\0", "...", "\ud800", "-- ; :"])
def test_a_text_without_words_asks_for_nothing(text: str) -> None:
    assert query(text, BLOOD).groups == ()


def test_a_text_of_ten_thousand_characters_is_cut_off_at_a_bound() -> None:
    asked = query("word " * 2_000, NONE)
    assert len(asked.groups) == MOST_WORDS
    assert len(query("x" * 10_000, NONE).groups[0][0][0]) == MOST_CHARS + 1  # and the sign of a beginning


@pytest.mark.parametrize("text", ["a AND b ", "NEAR(x y) ", "text : x ", "{a} OR -b "])
def test_operators_of_the_index_are_words_like_others(text: str) -> None:
    assert all(word.isalnum() for group in query(text, NONE).groups for phrase in group for word in phrase)


def test_the_last_word_may_be_unfinished_and_no_other() -> None:
    assert query("lung transpl", NONE).groups == ((("lung",),), (("transpl*",),))
    assert query("lung transpl ", NONE).groups == ((("lung",),), (("transpl",),))
    assert query('transpl "lung"', NONE).groups == ((("lung",),), (("transpl",),))


def test_two_letters_and_names_that_are_whole_begin_nothing() -> None:
    assert query("of", NONE).groups == ((("of",),),)
    assert query("TAC", BLOOD).groups == ((("tac",), ("ct",), ("computed", "tomography")),)


def test_what_stands_in_quotation_marks_of_any_form_is_meant_as_it_stands() -> None:
    for text in ('"Hb TAC"', "“Hb TAC”", "«Hb TAC»"):
        assert query(text, BLOOD).groups == ((("hb", "tac"),),)


def test_what_is_written_in_one_is_a_phrase() -> None:
    assert query("B25-01843 ", NONE).groups == ((("b25", "01843"),),)
    assert query("TAC-25 10,1 ", BLOOD).groups == ((("tac", "25"),), (("10", "1"),))


def test_accents_in_one_sign_or_two_are_the_same() -> None:
    assert query("médula ", NONE).groups == query("me\u0301dula ", NONE).groups == ((("medula",),),)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hemoglobina", ("hemoglobin",)),
        ("TAC", ("ct",)),
        ("bone marrow", ("medula", "osea")),
        ("plaquetas", ("platelets",)),
        ("vincristina", ("vincristine",)),
    ],
)
def test_words_are_found_in_the_other_language(typed: str, meant: tuple[str, ...]) -> None:
    assert meant in query(typed, synonyms()).groups[0]


def test_a_name_of_two_groups_means_both_and_joins_neither() -> None:
    both = Synonyms.of([["ALL", "leukemia"], ["ALL", "everything"]])
    assert set(query("ALL ", both).groups[0]) == {("all",), ("leukemia",), ("everything",)}
    assert query("leukemia ", both).groups == ((("leukemia",), ("all",)),)


def test_boxes_cover_the_words_of_a_part_and_no_other() -> None:
    words = [("Hodgkin", Box(0.1, 0.1, 0.2, 0.2)), ("de", Box(0.3, 0.1, 0.4, 0.2))]
    lines = (
        Line("Hodgkin de", Box(0.1, 0.1, 0.4, 0.2), words),
        Line("sin lugar", Box(0, 0, 0, 0)),
        Line(
            "de Hodgkin",
            Box(0.1, 0.3, 0.4, 0.4),
            [("de", Box(0.1, 0.3, 0.2, 0.4)), ("Hodgkin", Box(0.3, 0.3, 0.4, 0.4))],
        ),
    )
    page = Page(1, lines)
    start = page.text.index("de\nsin")
    assert [round(box.left, 3) for box in boxes_of(page, [(start, start + 2)])] == [0.3]
    last = page.text.rindex("Hodgkin")
    assert [round(box.top, 3) for box in boxes_of(page, [(last, last + 7), (0, 7)])] == [0.1, 0.3]
    assert list(boxes_of(page, [(page.text.index("sin"), page.text.index("sin") + 9)])) == []
