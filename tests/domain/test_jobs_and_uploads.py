"""What follows a failed attempt, and what may be sent: decided from values."""

from __future__ import annotations

import pytest

from consilium.domain.errors import BusyError, InputError, StoreError, UploadRefusedError
from consilium.domain.jobs import MOST_ATTEMPTS, JobState, after, backoff
from consilium.domain.uploads import Limits, Room, must_fit, path_of, size_in_bytes


def test_a_permanent_error_is_not_tried_again() -> None:
    found = after(InputError("errors.no_such_input", path="x"), 1)
    assert found.state is JobState.FAILED
    assert found.reason.code == "errors.no_such_input"


def test_what_may_pass_is_tried_again_later_and_later_and_not_for_ever() -> None:
    waits = [after(StoreError(), attempt).wait for attempt in range(1, MOST_ATTEMPTS)]
    assert waits == [5, 20, 80, 320]
    assert after(StoreError(), MOST_ATTEMPTS).state is JobState.FAILED
    assert backoff(50) == 900


def test_an_error_that_nobody_expected_is_tried_again_without_its_words() -> None:
    found = after(RuntimeError("Mia Muestra"), 1)
    assert found.state is JobState.WAITING
    assert (found.reason.code, found.reason.args) == ("jobs.unexpected", {"kind": "RuntimeError"})


def test_a_busy_case_costs_no_attempt() -> None:
    found = after(BusyError(), MOST_ATTEMPTS)
    assert (found.state, found.counts) == (JobState.WAITING, False)


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/absolute/name", "absolute/name"),
        ("C:\\disc\\IM1", "C:/disc/IM1"),
        ("a//b/./c", "a/b/c"),
        ("..", "upload"),
        ("", "upload"),
        ("with\0null", "withnull"),
        ("DICOM/IM0001", "DICOM/IM0001"),
    ],
)
def test_a_path_never_leads_upwards_or_to_the_top(sent: str, path: str) -> None:
    assert path_of({"filename": sent}) == path
    assert path_of({"filename": "other", "relativePath": sent}) == (path if sent else "other")


def test_a_path_is_bounded() -> None:
    assert len(path_of({"filename": "x" * 100_000})) == 4096


def test_more_than_the_quota_or_the_disk_holds_is_refused_before_a_byte_is_sent() -> None:
    room = Room(held=900, owed=100, free=1000)
    must_fit(100, room, Limits(quota=1000, reserve=700))
    with pytest.raises(UploadRefusedError) as quota:
        must_fit(101, room, Limits(quota=1000, reserve=0))
    assert quota.value.code == "uploads.quota"
    with pytest.raises(UploadRefusedError) as full:
        must_fit(101, room, Limits(quota=0, reserve=700))
    assert full.value.code == "uploads.no_room"


@pytest.mark.parametrize(
    ("text", "size"), [("0", 0), ("500", 500), ("20MB", 20_000_000), ("1.5 GB", 1_500_000_000), ("2t", 2 * 10**12)]
)
def test_sizes_are_read(text: str, size: int) -> None:
    assert size_in_bytes(text) == size


@pytest.mark.parametrize("text", ["", "GB", "-1", "1 XB", "1,5GB"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="size"):
        size_in_bytes(text)
