"""What a family writes down on its pages stands in the summary's first lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.actions import clinical, entries
from consilium.actions.ask import ask
from consilium.actions.clinical.asked import asked_now
from consilium.actions.records.stamp import stamp
from consilium.actions.snapshot import snapshot
from consilium.actions.waiting import ANSWER
from consilium.domain.dates import PartialDate
from consilium.domain.records import Remark
from consilium.domain.summary import Asked
from consilium.domain.waiting import Said, TeamAnswer, TeamRole
from consilium.knowledge.catalog import catalog
from tests.actions.conftest import Add
from tests.papers import letter, write

LATER = PartialDate(2999, 12, 4)
SAID = PartialDate(2026, 11, 1)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (TeamAnswer(Said.CAN_WAIT, SAID, role=TeamRole.ONCOLOGIST, until=LATER), "summary.team_until"),
        (TeamAnswer(Said.CAN_WAIT, SAID, until=PartialDate(2026, 11, 2)), "summary.team_passed"),
        (TeamAnswer(Said.CANNOT_WAIT, SAID, role=TeamRole.NURSE), "summary.team_cannot_wait"),
        (TeamAnswer(Said.UNCLEAR, SAID), "summary.team_unclear"),
    ],
)
def test_the_teams_answer_is_told(add: Add, tmp_path: Path, answer: TeamAnswer, code: str) -> None:
    case = add(write(tmp_path / "records", {"a.txt": letter()}), case="c").case
    before = stamp(case, "en")
    assert asked_now(case).team is None
    entries.keep(case, ANSWER, answer)
    assert stamp(case, "en") != before
    told = asked_now(case).team
    assert told is not None
    assert told.code == code
    rows = [row.cells for row in snapshot(case, "en").summary.sections[0].groups[0].rows]
    assert (Remark("summary.team_said"), told) in rows
    assert Remark("summary.answer_by") not in [cells[0] for cells in rows]
    for language in ("en", "es"):
        assert "{" not in catalog(language).remark(told)


def test_the_first_question_of_the_familys_list_is_what_is_asked(add: Add, tmp_path: Path) -> None:
    case = add(write(tmp_path / "records", {"a.txt": letter()}), case="c").case
    case = ask(case, Asked(questions=("Is radiation needed?", "Which trial?")), {})
    rows = [row.cells for row in snapshot(case, "en").summary.sections[0].groups[0].rows]
    assert (Remark("summary.asked"), "Is radiation needed?") in rows


def test_a_day_that_a_paper_sets_is_read_in_the_order_of_its_dates(add: Add, tmp_path: Path) -> None:
    text = letter(date="10/25/2026") + "Treatment should start no later than 12/04/2026.\nSeen on 10/30/2026.\n"
    case = add(write(tmp_path / "records", {"a.txt": text}), case="c").case
    assert [str(one.day) for one in clinical.filled(case, "en").case.deadlines] == ["2026-12-04"]
