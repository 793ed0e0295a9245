"""Texts made to cost: never-ending sentences, one trigger word repeated; what they cost is bounded, and said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consilium.domain.findings.extraction import extract_within
from consilium.domain.findings.text.sentences import MOST_LETTERS, sentences
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

INDEX = PhraseIndex.of([("left side", 1), ("left", 2), ("side of the neck", 3), ("no", 4), ("no evidence of", 5)])
VOCABULARY = ["left", "side", "of", "the", "neck", "no", "evidence", "other", "Lado"]


def said(text: str) -> Reading:
    return Reading("text", pages=(Page(1, (Line(text, Box(0, 0, 0, 0)),)),))


def test_more_statements_than_the_bound_are_cut_and_said() -> None:
    reading = said(". ".join(f"Hemoglobin {value} g/dL" for value in range(5, 17)))
    made = sort(reading, rules().sorting)
    all_of_it, more = extract_within("text", reading, made, finding_words())
    first, cut = extract_within("text", reading, made, finding_words(), most=3)
    assert (more, cut) == (False, True)
    assert len(all_of_it) == 12
    assert first == all_of_it[:3]


def test_a_sentence_that_never_ends_is_cut_between_words_and_loses_none() -> None:
    text = "platelets without evidence " * 1000
    parts = [text[start:end] for start, end in sentences(text, frozenset())]
    assert max(len(part) for part in parts) <= MOST_LETTERS
    assert " ".join(parts).split() == text.split()


def test_letters_without_a_blank_are_cut_as_well() -> None:
    parts = [end - start for start, end in sentences("x" * 9_001, frozenset())]
    assert sum(parts) == 9_001
    assert max(parts) <= MOST_LETTERS


@given(st.lists(st.sampled_from(VOCABULARY), max_size=120))
def test_phrases_of_a_long_row_are_those_of_its_words_one_by_one(parts: list[str]) -> None:
    words = words_of(" ".join(parts))
    assert list(INDEX.find(words)) == list(INDEX.find(list(words))) == list(INDEX.find(words))


@given(st.lists(st.sampled_from([*VOCABULARY, "(", "°", "é"]), max_size=8), st.integers(0, 20))
def test_a_phrase_that_starts_at_a_place_is_the_first_that_is_found_there(parts: list[str], at: int) -> None:
    text = " ".join(parts)
    words = words_of(text[at : at + 40])
    first = next(INDEX.find(words), None)
    starts = first is not None and first.first == 0 and words[0].start == 0
    assert INDEX.starting(text, at, 40) == (first if starts else None)
