"""A search in one language finds what the other writes, phrase for phrase; words that only join are not asked for."""

from __future__ import annotations

import pytest

from consilium.domain.search import Synonyms, query
from consilium.knowledge.synonyms import synonyms


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("MRD", ("enfermedad", "minima", "residual")),
        ("EMR", ("minimal", "residual", "disease")),
        ("cáncer de mama", ("breast", "cancer")),
        ("breast cancer", ("cancer", "de", "mama")),
        ("high risk", ("riesgo", "alto")),
        ("riesgo", ("risk",)),
        ("urticaria", ("hives",)),
        ("márgenes", ("margins",)),
        ("efectos secundarios", ("side", "effects")),
        ("csf", ("liquido", "cefalorraquideo")),
    ],
)
def test_what_means_the_same_is_asked_for_too(typed: str, meant: tuple[str, ...]) -> None:
    (group,) = query(typed, synonyms()).groups
    assert meant in group


@pytest.mark.parametrize(
    ("typed", "left"),
    [("tumor of the kidney ", ["tumor", "kidney"]), ("tumor del riñón ", ["tumor", "rinon"])],
)
def test_joining_words_are_not_asked_for(typed: str, left: list[str]) -> None:
    assert [group[0][0] for group in query(typed, Synonyms()).groups] == left


@pytest.mark.parametrize("typed", ["of ", "de ", "de la "])
def test_they_are_where_nothing_else_is_typed(typed: str) -> None:
    assert query(typed, Synonyms()).groups


def test_in_quotation_marks_they_stay() -> None:
    assert query('"cancer de mama"', Synonyms()).groups == ((("cancer", "de", "mama"),),)


def test_a_letter_that_tells_a_kind_stays() -> None:
    assert [group[0][0] for group in query("hepatitis A ", Synonyms()).groups] == ["hepatitis", "a"]
