"""A recognized word is taken for a known one by a scanner's slips only: another word that shares its letters is not."""

from __future__ import annotations

import pytest

from consilium.domain.phrases import PhraseIndex, words_of


def read_as(word: str, *known: str) -> str:
    """The known word that a recognized one is taken for, "" where it is none."""
    hits = list(PhraseIndex.of((one, one) for one in known).find_blurred(words_of(word)))
    return hits[0].value if hits else ""


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("urticaria", "articaine"),
        ("contact", "contrast"),
        ("REMOVED", "revised"),
        ("Repetido", "expedido"),
        ("pediría", "perdida"),
        ("meduloblastoma", "neuroblastoma"),
        ("rituximab", "siltuximab"),
        ("regresión", "progresión"),
        ("regression", "progression"),
        ("afebrile", "febrile"),
        ("anormal", "normal"),
        ("maternal", "paternal"),
        ("external", "internal"),
        ("height", "weight"),
        ("leucemia", "glucemia"),
    ],
)
def test_a_plain_word_is_never_taken_for_another(word: str, other: str) -> None:
    assert read_as(word, other) == ""


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Facha", "fecha"),
        ("nacinianto", "nacimiento"),
        ("biood", "blood"),
        ("cumuiative", "cumulative"),
        ("elinico", "clinico"),
        ("dinical", "clinical"),
        ("fudarabine", "fludarabine"),
        ("ifosfarnide", "ifosfamide"),
        ("hopital", "hospital"),
        ("eleased", "released"),
        ("collecied", "collected"),
    ],
)
def test_letters_of_one_shape_thin_ones_and_joined_ones_are_slips(word: str, meant: str) -> None:
    assert read_as(word, meant) == meant


def test_a_word_that_may_be_two_known_ones_is_neither() -> None:
    assert read_as("clinice", "clinica", "clinico") == ""
    assert read_as("clinico", "clinica", "clinico") == "clinico"
