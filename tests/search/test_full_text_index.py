"""The index itself: hostile queries and texts, what is damaged, several segments, where the words stand."""

from __future__ import annotations

import pytest

from consilium import search
from consilium.domain.search import Query, Synonyms, query
from consilium.search import CLOSE, OPEN, Hit, Index, Marked, PageText
from consilium.search.index import PARTS

PAGES = (
    PageText("a", 1, "La médula ósea muestra\nblastos. Hemoglobina 10,1 g/dL"),
    PageText("a", 2, "Bone marrow without blasts. The biopsy B25-01843 of 2024"),
    PageText("b", 1, "Linfoma de Hodgkin. Linfoma de otra clase, de nadie"),
)


def asked(index: Index, text: str) -> tuple[Hit, ...]:
    return index.find(query(text, Synonyms()))


def marked(index: Index, text: str) -> Marked:
    """What is found on the only hit's page."""
    (hit,) = asked(index, text)
    return index.mark(query(text, Synonyms()), hit)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.open([search.build(PAGES)])


@pytest.mark.parametrize(
    "text",
    ['"', "NEAR(blastos, 3)", "blastus*)", "text:x", "a' OR 1=1 --", "^", "\0", "AND", "NOT OR", '"x" "', "\ud800x"],
)
def test_a_hostile_query_is_no_error_and_finds_nothing(index: Index, text: str) -> None:
    assert asked(index, text) == ()


def test_a_query_of_ten_thousand_characters_is_answered(index: Index) -> None:
    assert asked(index, "biopsy " * 1_500)
    assert asked(index, '"' + "x " * 5_000) == ()
    assert asked(index, "z" * 10_000) == ()


def test_operators_are_looked_for_as_words() -> None:
    near = Index.open([search.build([PageText("n", 1, "NOT seen NEAR the AND gate"), PageText("n", 2, "gate")])])
    assert [hit.page for hit in asked(near, "not near and gate ")] == [1]


@pytest.mark.parametrize("data", [b"", b"no index", b"SQLite format 3\0" + b"\xff" * 5_000])
def test_bytes_that_are_no_segment_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a segment"):
        Index.open([data])


def test_a_segment_that_is_cut_off_is_refused() -> None:
    with pytest.raises(ValueError, match="not a segment"):
        Index.open([search.build(PAGES)[:4_096]])


def test_a_query_without_words_and_an_index_without_segments_find_nothing(index: Index) -> None:
    assert index.find(Query()) == ()
    assert asked(Index.open([]), "blastos") == ()


@pytest.mark.parametrize("text", ["medula", "MÉDULA", "me\u0301dula", "Médula ósea", "ósea médula", "blas hemoglobin"])
def test_accents_and_case_make_no_difference_and_all_words_are_wanted(index: Index, text: str) -> None:
    hits = [(hit.record, hit.page) for hit in asked(index, text)]
    assert hits == ([] if text.startswith("blas ") else [("a", 1)])


def test_a_beginning_finds_the_word_and_a_finished_word_does_not(index: Index) -> None:
    assert [hit.page for hit in asked(index, "hemoglob")] == [1]
    assert asked(index, "hemoglob ") == ()


def test_a_phrase_stands_in_one(index: Index) -> None:
    assert [hit.record for hit in asked(index, '"linfoma de hodgkin"')] == ["b"]
    assert asked(index, '"hodgkin de linfoma"') == asked(index, '"linfoma hodgkin"') == ()
    assert [hit.page for hit in asked(index, "B25-01843")] == [2]
    assert asked(index, "01843-B25 ") == ()
    assert [hit.page for hit in asked(index, "10,1 ")] == [1]


def test_parts_are_the_places_of_the_phrase_across_lines_and_of_no_other_word(index: Index) -> None:
    hit = marked(index, '"linfoma de hodgkin"')
    assert [PAGES[2].text[start:end] for start, end in hit.parts] == ["Linfoma de Hodgkin"]
    across = marked(index, '"muestra blastos"')
    assert [PAGES[0].text[start:end] for start, end in across.parts] == ["muestra\nblastos"]
    assert f"{OPEN}muestra\nblastos{CLOSE}" in across.snippet


def test_places_stay_right_behind_signs_that_an_index_does_not_keep() -> None:
    text = f"a\0b {OPEN}c{CLOSE} \ud800 é\U0001f600 biopsy of\0 bone biopsy"
    hit = marked(Index.open([search.build([PageText("n", 1, text)])]), "biopsy")
    assert [text[start:end] for start, end in hit.parts] == ["biopsy", "biopsy"]


def test_the_number_of_places_has_a_bound() -> None:
    hit = marked(Index.open([search.build([PageText("n", 1, "word " * 5_000)])]), "word")
    assert len(hit.parts) == PARTS


def test_the_best_hits_of_all_segments_come_first_up_to_the_bound() -> None:
    segments = [search.build([PageText(str(n), page, "biopsy " * (1 + n)) for page in range(9)]) for n in range(3)]
    index = Index.open(segments)
    hits = index.find(query("biopsy ", Synonyms()), 5)
    assert len(hits) == 5
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert hits == index.find(query("biopsy ", Synonyms()), 5)
