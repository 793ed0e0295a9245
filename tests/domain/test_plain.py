"""Values as JSON and back: only the types that the annotations name are built."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.domain.dates import PartialDate
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.records import (
    Box,
    Category,
    Citation,
    DateRole,
    DateSeen,
    Decision,
    Line,
    Page,
    PersonNamed,
    Reading,
    RecordNumber,
    Remark,
    Stated,
)
from consilium.domain.sorting import Sorted

BOX = Box(0.1, 0.2, 0.3, 0.4)
READING = Reading(
    format="pdf",
    title="Título",
    people=(PersonNamed("Mia", birth_date=PartialDate(2010, 5), numbers=(RecordNumber("1", "H"),)),),
    dates=(DateSeen(DateRole.STUDY, PartialDate(2024, 3, 5), Citation("5 March 2024", 1, BOX)),),
    kinds=(Stated("CT", Citation(place="0008,0060")),),
    pages=(Page(1, (Line("a b", BOX, (("a", BOX), ("b", BOX)), 0.9),), 595.0, 842.0, "ocr"),),
    facts={"series": {"uid": "1.2"}, "values": [1, 2.5, None, True]},
    remarks=(Remark("a.b", {"n": 1}),),
)
DATE = st.dates().map(lambda day: PartialDate(day.year, day.month, day.day))


@pytest.mark.parametrize(
    "damage",
    [
        {"format": 3},
        {"pages": [{"number": "1"}]},
        {"people": [{"name": "no such field"}]},
        {"dates": [{"role": "no such role", "value": {"year": 2024}}]},
        {"dates": [{"role": "study", "value": {"year": 2024, "month": 13}}]},
        {"facts": []},
        {"litter": "yes"},
    ],
)
def test_data_of_another_shape_is_refused(damage: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"shape|no such|is not a valid"):
        build(Reading, {**from_json(to_json(READING)), **damage})


def test_a_reading_comes_back_as_it_was() -> None:
    assert build(Reading, from_json(to_json(READING))) == READING


def test_decisions_come_back_with_their_types() -> None:
    made = Sorted(
        Decision(Category.LABS, (Remark("x.y"),)),
        Decision(PartialDate(2024)),
        Decision(None),
        Decision("a"),
        Decision("t"),
    )
    assert build(Sorted, from_json(to_json(made))) == made


@given(st.text(), DATE)
def test_any_text_and_date_survive(text: str, date: PartialDate) -> None:
    reading = replace(READING, title=text, dates=(DateSeen(DateRole.OTHER, date, Citation(text)),))
    assert build(Reading, from_json(to_json(reading))) == reading


def test_a_name_that_is_not_utf8_survives() -> None:
    assert from_json(to_json({"path": "caf\udce9"})) == {"path": "caf\udce9"}
