"""The family's own list on paper is offered as its questions, in its words; nothing is invented. All synthetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consilium.domain.clinical import ClinicalCase
from consilium.domain.packet import ChildView
from consilium.domain.questions import Listed, QuestionList, added, edited, struck, with_list
from consilium.domain.records import Box, Line, Page
from consilium.domain.summary.background import questions
from consilium.domain.summary.model import Asked
from consilium.domain.writtenquestions import questions_in, unasked


def read(*lines: str) -> list[str]:
    placed = [Line(text, Box(0.1, 0.05 * at, 0.9, 0.05 * at + 0.03)) for at, text in enumerate(lines)]
    return [one.text for one in questions_in([Page(1, tuple(placed))])]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            (
                "Ask the second doctors",
                "1. Can the left eye be saved?",
                "2. Plaque or more melphalan?",
                "3. My husband lost an eye as a child. Should he",
                "be checked too?",
                "Pagetr3",
            ),
            [
                "Can the left eye be saved?",
                "Plaque or more melphalan?",
                "My husband lost an eye as a child. Should he be checked too?",
            ],
        ),
        (
            ("Preguntas para el doctor", "- ¿Se puede salvar el ojo izquierdo?", "- ¿Braquiterapia o más melfalán?"),
            ["¿Se puede salvar el ojo izquierdo?", "¿Braquiterapia o más melfalán?"],
        ),
        (
            ("Our worries", "We read about plaques. Would one help her? And when", "can she go back to school?"),
            ["Would one help her?", "And when can she go back to school?"],
        ),
        (("Dudas", "Estamos cansados. ¿Cuánto dura?", "¿Hay ensayo?"), ["¿Cuánto dura?", "¿Hay ensayo?"]),
        (("1) Can she swim?", "2) Can she swim?"), ["Can she swim?"]),
        (("Questions", "Bring the folder.", "1. Bring the insurance card", "2. Port: out in May"), []),
        (("Lista", "Llevar la carpeta. Pedir cita el 3/4/2026."), []),
        (("1. What is the plan?  Dr said: wait.",), ["What is the plan?"]),
    ],
)
def test_questions_are_taken_as_written(lines: tuple[str, ...], wanted: list[str]) -> None:
    assert read(*lines) == wanted


def test_what_is_on_the_list_already_is_not_offered_again() -> None:
    page = Page(1, (Line("1. Can she swim?", Box(0, 0, 1, 0.1)), Line("2. Is it back?", Box(0, 0.2, 1, 0.3))))
    assert [one.text for one in unasked(questions_in([page]), ["can she swim"])] == ["Is it back?"]


def test_what_the_family_struck_or_changed_is_not_offered_to_doctors_again() -> None:
    page = Page(1, (Line("1. Can she swim?", Box(0, 0, 1, 0.1)), Line("2. Is it back?", Box(0, 0.2, 1, 0.3))))
    written = questions_in([page])
    taken = added(QuestionList(), Listed(written[0].id, {"en": written[0].text}))
    taken = added(taken, Listed(written[1].id, {"en": written[1].text}))
    taken = edited(struck(taken, written[0].id), written[1].id, {"en": "Has it come back?"})
    asked = with_list(Asked(), taken, "en")
    assert asked.questions == ("Has it come back?",)
    assert unasked(written, asked.questions, asked.settled) == ()


def test_the_summary_shows_them_as_on_paper_with_their_place() -> None:
    page = Page(1, (Line("1. Can she swim?", Box(0, 0, 1, 0.1)), Line("2. Is it back?", Box(0, 0.2, 1, 0.3))))
    written = tuple(replace(one, record="R15", page=None) for one in questions_in([page]))
    case = ClinicalCase("x", ChildView(), date(2026, 9, 15), written=written)
    (group,) = questions(case, Asked(questions=("Can she swim?",)))
    assert [row.cells for row in group.rows] == [("1", "Can she swim?"), ("2", "Is it back?")]
    assert [mark.code for mark in group.rows[1].marks] == ["summary.question_on_paper"]
    assert [one.label for one in group.rows[1].references] == ["R15"]
    assert not group.rows[0].marks


def test_each_question_has_its_place() -> None:
    (one,) = questions_in([Page(2, (Line("• Is it back?", Box(0, 0.2, 1, 0.3)),))])
    assert (one.page, one.citation.quote) == (2, "• Is it back?")
