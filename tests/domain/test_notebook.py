"""The notebook: a decision stays as it was written, nothing judges it, and the reminder comes."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.notebook import Decided, LookedAgain, changes, checked, due
from consilium.knowledge.catalog import load

TODAY = date(2026, 11, 21)
DECISION = Decided(
    decided="We start treatment here and ask a second team for the scans.",
    on=PartialDate(2026, 11, 10),
    by=("Ana", "Mia"),
    mattered=("Mia wants to be near her brother",),
    would_change="If the second team reads the scan in another way.",
    look_again=PartialDate(2026, 11, 24),
    written_by="ana",
)


@pytest.mark.parametrize(
    "wrong",
    [
        {"decided": "  "},
        {"on": PartialDate(2026, 12, 1)},
        {"look_again": PartialDate(2026, 10)},
        {"looked_again": (LookedAgain(PartialDate(2027)),)},
        {"known": "x" * 9_000},
    ],
)
def test_an_entry_that_can_not_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        checked(replace(DECISION, **wrong), TODAY)  # type: ignore[arg-type]
    assert checked(DECISION, TODAY) is DECISION


def test_nothing_in_the_notebook_can_say_whether_a_decision_was_right() -> None:
    words = ("right", "wrong", "outcome", "success", "regret", "mistake", "score", "better", "rating")
    names = [field.name for cls in (Decided, LookedAgain) for field in fields(cls)]
    assert not [name for name in names for word in words if word in name]
    texts = " ".join(text for code, text in load("en").items() if code.startswith("notebook.")).lower()
    assert not [word for word in ("mistake", "regret", "better", "should have", "wrong") if word in texts]


def test_the_reminder_comes_in_time_and_stays_until_somebody_looked() -> None:
    later = replace(DECISION, look_again=PartialDate(2027, 3))
    late = replace(DECISION, look_again=PartialDate(2026, 11, 18))
    none = replace(DECISION, look_again=None)
    entries = {"soon": DECISION, "later": later, "late": late, "none": none}
    assert [(one.item, one.days) for one in due(entries, TODAY)] == [("late", -3), ("soon", 3)]
    looked = replace(late, looked_again=(LookedAgain(PartialDate(2026, 11, 19), "ana", "it stays"),))
    assert due({"late": looked}, TODAY) == ()


def test_having_looked_too_early_does_not_end_the_reminder_and_a_new_day_begins_another() -> None:
    early = replace(DECISION, looked_again=(LookedAgain(PartialDate(2026, 11, 20)),))
    assert [one.item for one in due({"x": early}, TODAY)] == ["x"]
    again = replace(early, look_again=PartialDate(2026, 11, 27))
    assert [one.days for one in due({"x": again}, TODAY)] == [6]


def test_versions_say_what_changed_and_the_first_stays_as_it_was() -> None:
    second = replace(DECISION, would_change="If the pathologist says something else.")
    third = replace(second, look_again=None, mattered=())
    assert changes((DECISION, second, third)) == ((), ("would_change",), ("mattered", "look_again"))
    assert changes(()) == ()
    assert DECISION.would_change.startswith("If the second team")
