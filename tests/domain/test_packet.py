"""The packet's values: the timeline shows gaps, invents no month and loses no record."""

from datetime import datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.domain.dates import PartialDate
from consilium.domain.packet import (
    LONGEST_IN_MONTHS,
    ChildView,
    Counts,
    Lane,
    PacketView,
    Period,
    RecordView,
    StudyView,
    Whose,
    lane,
    timeline,
)
from consilium.domain.records import Category

DATES = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(2010, 2026), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(2024, 2026), st.integers(1, 12), st.integers(1, 28)),
)


def packet(*records: RecordView, studies: tuple[StudyView, ...] = ()) -> PacketView:
    return PacketView("case", ChildView(), datetime(2026, 1, 1), "en", Counts(0, 0), records, studies)


def dated(*dates: str) -> PacketView:
    return packet(*(RecordView(f"R{at}", "x", "x", date=PartialDate.from_iso(date)) for at, date in enumerate(dates)))


@settings(deadline=None)
@given(st.lists(DATES, max_size=30))
def test_every_record_stands_once_on_the_timeline_or_beside_it(dates: list[PartialDate | None]) -> None:
    view = packet(*(RecordView(f"R{at}", "x", "x", date=date) for at, date in enumerate(dates)))
    line = timeline(view)
    held = [item.number for period in line.periods for cell in period.cells for item in cell]
    assert sorted(held + [item.number for item in (*line.year_only, *line.undated)]) == sorted(
        record.number for record in view.records
    )


@settings(deadline=None)
@given(st.lists(DATES, max_size=30))
def test_periods_follow_one_another_without_a_hole(dates: list[PartialDate | None]) -> None:
    line = timeline(packet(*(RecordView(f"R{at}", "x", "x", date=date) for at, date in enumerate(dates))))
    for before, after in pairwise(line.periods):
        steps = Period(before.last, after.first).steps
        assert steps == 2


def test_a_date_known_to_the_year_is_put_in_no_month() -> None:
    line = timeline(dated("2025", "2025-03"))
    assert [str(period.first) for period in line.periods] == ["2025-03"]
    assert [item.number for item in line.year_only] == ["R0"]


def test_short_gaps_are_months_and_long_gaps_one_piece() -> None:
    line = timeline(dated("2025-01", "2025-04-30", "2025-12"))
    assert [(str(period.first), period.steps, period.empty) for period in line.periods] == [
        ("2025-01", 1, False),
        ("2025-02", 1, True),
        ("2025-03", 1, True),
        ("2025-04", 1, False),
        ("2025-05", 7, True),
        ("2025-12", 1, False),
    ]


def test_a_long_history_is_drawn_by_years() -> None:
    months = [f"{2010 + at // 12}-{at % 12 + 1:02d}" for at in range(LONGEST_IN_MONTHS + 1)]
    line = timeline(dated(*months, "2009"))
    assert line.by_year
    assert [str(period.first) for period in line.periods] == ["2009", "2010", "2011", "2012", "2013", "2014"]
    assert line.year_only == ()


def test_a_century_without_records_is_one_column() -> None:
    line = timeline(dated("0001-01", "9999-12"))
    assert [period.steps for period in line.periods] == [1, 9998 * 12 + 10, 1]


def test_every_category_has_a_lane_and_studies_are_scans() -> None:
    assert {lane(RecordView("R", "x", "x", category)) for category in Category} == set(Lane)
    assert lane(RecordView("R", "x", "x")) is Lane.NOTES
    assert lane(StudyView("R", "x", "x")) is Lane.SCANS


def test_unsorted_and_undated_records_come_last() -> None:
    view = packet(
        RecordView("R1", "b", "x"),
        RecordView("R2", "a", "x", Category.LABS),
        RecordView("R3", "z", "x", Category.LABS, PartialDate(2025, 5)),
        RecordView("R4", "y", "x", Category.PATHOLOGY_REPORT),
    )
    order = [(category, [record.number for record in group]) for category, group in view.by_category()]
    assert order == [(Category.PATHOLOGY_REPORT, ["R4"]), (Category.LABS, ["R3", "R2"]), (None, ["R1"])]


def test_records_that_wait_for_a_person_are_found_among_studies_too() -> None:
    view = packet(
        RecordView("R1", "x", "x", whose=Whose.PROBABLY_SAME),
        studies=(StudyView("R2", "x", "x", whose=Whose.PROBABLY_SAME), StudyView("R3", "x", "x", whose=Whose.UNNAMED)),
    )
    assert [item.number for item in view.asked()] == ["R2", "R1"]
    assert [item.number for item in view.unnamed()] == ["R3"]
