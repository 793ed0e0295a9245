"""What papers tell of one another: a hospital's order of day and month, and the next page of a photographed letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.records import Box, Category, Decision, Line, Page, Reading, Remark
from consilium.domain.sorting import Sorted, sort
from consilium.domain.sorting.continued import Sheet, continued
from consilium.domain.sorting.fromothers import FromOthers, dated, orders, wants_order
from consilium.knowledge.pages import page_words
from consilium.knowledge.rules import rules

WORDS = page_words()
NOWHERE = Box(0, 0, 0, 0)
TODAY = PartialDate(2026, 11, 21)
HOSPITAL = "Example Children's Hospital"
NOTHING = Sorted(Decision(None), Decision(None), Decision(None), Decision(None), Decision(None))
LETTER = replace(
    NOTHING,
    category=Decision(Category.DISCHARGE, (Remark("sorting.by_words"),)),
    document_date=Decision(PartialDate(2025, 9, 12)),
    institution=Decision(HOSPITAL),
)


def paper(*lines: str) -> Reading:
    return Reading("text", language="en", pages=(Page(1, tuple(Line(line, NOWHERE) for line in lines)),))


def shows(order: str, institution: str = HOSPITAL) -> Sorted:
    return replace(NOTHING, institution=Decision(institution), date_order=order)


AMBIGUOUS = paper(HOSPITAL, "Clinic note", "Date of visit: 03/04/2024", "She is well and eats.")


def test_a_hospital_whose_papers_disagree_tells_nothing() -> None:
    assert orders([shows("dmy"), shows("dmy"), shows("mdy")]) == {}


def test_one_paper_alone_is_no_habit_of_its_hospital() -> None:
    assert orders([shows("dmy"), shows(""), shows("dmy", "Another Hospital"), shows("dmy", "")]) == {}


def test_another_hospitals_habit_says_nothing_of_this_one() -> None:
    assert list(orders([shows("dmy"), shows("dmy", "EXAMPLE  CHILDREN'S HOSPITAL"), shows("mdy", "Far Clinic")])) == [
        "example children's hospital"
    ]


def test_a_paper_that_shows_its_order_or_has_a_certain_date_is_left_alone() -> None:
    sure = sort(paper(HOSPITAL, "Clinic note", "Date of visit: 23/04/2024"), rules().sorting)
    assert not wants_order(sure)
    own = sort(paper(HOSPITAL, "Clinic note", "Date of visit: 03/04/2024", "Born 23/04/2015"), rules().sorting)
    assert not wants_order(own)


@pytest.mark.parametrize(("order", "day"), [("dmy", "2024-04-03"), ("mdy", "2024-03-04")])
def test_a_date_of_two_readings_is_read_as_the_hospitals_other_papers_write_and_says_so(order: str, day: str) -> None:
    made = sort(AMBIGUOUS, rules().sorting)
    assert wants_order(made)
    assert made.document_date.value == PartialDate(2024)
    told = dated(made, sort(AMBIGUOUS, rules().sorting, order), (order, 4), TODAY)
    assert told is not None
    assert str(told.document_date.value) == day
    assert told.document_date.reasons[-1] == Remark(
        f"sorting.order_of_hospital_{order}", {"count": 4, "institution": HOSPITAL}
    )
    over = told.over(made)
    assert (over.document_date, over.date_order, over.category) == (told.document_date, order, made.category)


def test_an_order_that_makes_a_day_to_come_is_not_believed() -> None:
    late = paper(HOSPITAL, "Clinic note", "Date of visit: 05/12/2026")
    made = sort(late, rules().sorting)
    assert dated(made, sort(late, rules().sorting, "dmy"), ("dmy", 9), TODAY) is None
    assert dated(made, sort(late, rules().sorting, "mdy"), ("mdy", 9), TODAY) is not None


def sheet(name: str, *lines: str, made: Sorted = NOTHING, **rest: bool) -> Sheet:
    return Sheet("phone", name, made, lines, **rest)


FIRST = sheet("IMG_2051.jpg", "Discharge summary", "Diagnoses", "Page 1 / 2", made=LETTER, ours=True)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FIRST, sheet("IMG_2052.jpg", "Instructions", "No live vaccines", unnamed=True)),  # no number, no sentence
        (FIRST, sheet("IMG_2053.jpg", "Instructions", "Page 2 / 2", unnamed=True)),  # a picture lies between
        (FIRST, sheet("IMG_2052.jpg", "Instructions", "Page 2 of 3", unnamed=True)),  # of another paper
        (FIRST, sheet("IMG_2052.jpg", "Instructions", "Page 3 of 2", unnamed=True)),
        (FIRST, sheet("IMG_2052.jpg", "Instructions", "Page 1 of 2", unnamed=True)),
        (FIRST, sheet("IMG_2052.jpg", "Instructions", "Page 2 of 2")),  # names somebody
        (FIRST, replace(sheet("IMG_2052.jpg", "Page 2 of 2", unnamed=True), folder="other phone")),
        (replace(FIRST, ours=False), sheet("IMG_2052.jpg", "Page 2 of 2", unnamed=True)),  # another child's page 1
        (FIRST, sheet("IMG_2052.png", "Page 2 of 2", unnamed=True)),
        (FIRST, sheet("IMG_2052.jpg", "Page 2 of 2", made=shows("", "Far Clinic"), unnamed=True)),
        (
            FIRST,
            sheet(
                "IMG_2052.jpg",
                "Page 2 of 2",
                made=replace(NOTHING, document_date=Decision(PartialDate(2025, 9, 13))),
                unnamed=True,
            ),
        ),
        (
            sheet("IMG_2051.jpg", "A letter without page numbers.", made=LETTER, ours=True),
            sheet("IMG_2052.jpg", "Page 2 of 2", unnamed=True),
        ),
        (
            sheet("IMG_2051.jpg", "The sentence on this page has come to its end.", made=LETTER, ours=True),
            sheet("IMG_2052.jpg", "and this one goes on from some other place", unnamed=True),
        ),
        (
            sheet("20250912_192110.jpg", "Page 1/2", made=LETTER, ours=True),
            sheet("20250912_193110.jpg", "Page 2/2", unnamed=True),
        ),
        (FIRST, sheet("IMG_2052.jpg", "p. 2 of 2", unnamed=True)),
    ],
)
def test_a_page_that_may_belong_elsewhere_takes_nothing_over(first: Sheet, second: Sheet) -> None:
    assert continued([first, second], WORDS) == {}


@pytest.mark.parametrize("said", ["Page 2 of 2", "Página 2/ 2", "PÁGINA 2 DE 2", "Pág. 2 de 2", "Hoja 2 de 2"])
def test_page_two_beside_page_one_takes_kind_date_and_place_with_the_reason_and_stays_unnamed(said: str) -> None:
    second = sheet("IMG_2052.jpg", "Indicaciones", "No vacunas vivas", said, unnamed=True)
    told = continued([second, FIRST], WORDS)[0]
    made = told.over(second.made)
    assert (made.category.value, made.document_date.value, made.institution.value) == (
        Category.DISCHARGE,
        PartialDate(2025, 9, 12),
        HOSPITAL,
    )
    reason = Remark("sorting.next_page", {"page": 2, "pages": 2, "before": "IMG_2051.jpg"})
    assert made.category.reasons == made.document_date.reasons == (reason,)
    assert made.people == ()


def test_a_third_page_follows_the_second() -> None:
    first = sheet("scan 9.pdf", "Page 1 of 3", made=LETTER, ours=True)
    second, third = (sheet(f"scan {at + 8}.pdf", f"Page {at} of 3", unnamed=True) for at in (2, 3))
    told = continued([third, first, second], WORDS)
    assert {at: one.category.value for at, one in told.items()} == {0: Category.DISCHARGE, 2: Category.DISCHARGE}


def test_names_made_of_a_time_are_neighbours_within_five_minutes() -> None:
    first = sheet("20250912_195930.jpg", "Page 1 of 2", made=LETTER, ours=True)
    second = sheet("20250912_200010.jpg", "Page 2 of 2", unnamed=True)
    assert list(continued([first, second], WORDS)) == [1]


def test_a_sentence_that_runs_on_tells_as_much() -> None:
    first = sheet("IMG_1.jpg", "She was given the second course and", made=LETTER, ours=True)
    second = sheet("IMG_2.jpg", "went home on the following day without fever.", unnamed=True)
    told = continued([first, second], WORDS)
    assert told[1].category.reasons == (Remark("sorting.next_page_runs_on", {"before": "IMG_1.jpg"}),)


def test_a_day_that_the_second_page_states_itself_stays_its_own() -> None:
    own = replace(NOTHING, document_date=Decision(PartialDate(2025, 9, 12), (Remark("sorting.date_is"),)))
    told = continued([FIRST, sheet("IMG_2052.jpg", "Page 2 / 2", made=own, unnamed=True)], WORDS)[1]
    assert told.over(own).document_date == own.document_date
    assert told.over(own).category.value is Category.DISCHARGE


def test_nothing_from_others_changes_nothing() -> None:
    assert FromOthers().over(LETTER) == LETTER
