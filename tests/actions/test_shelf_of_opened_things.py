"""What is kept in memory is bounded: by weight, and by when it was last looked at."""

from __future__ import annotations

import pytest

from consilium.actions.records.shelf import Shelf


def asked(shelf: Shelf[bytes], key: str, size: int = 10) -> bool:
    """Whether it had to be made."""
    made: list[str] = []

    def make() -> bytes:
        made.append(key)
        return b"x" * size

    assert shelf.get(key, make) == b"x" * size
    return bool(made)


def test_what_is_heavier_than_all_of_it_is_not_kept() -> None:
    shelf: Shelf[bytes] = Shelf(30, len)
    assert [asked(shelf, "a", 31), asked(shelf, "a", 31)] == [True, True]


def test_what_was_looked_at_longest_ago_makes_room() -> None:
    shelf: Shelf[bytes] = Shelf(30, len)
    for key in ("a", "b", "c", "a", "d"):
        asked(shelf, key)
    assert [asked(shelf, key) for key in ("a", "c", "d")] == [False, False, False]
    assert asked(shelf, "b")


def test_what_nobody_looked_at_for_its_minutes_is_made_again() -> None:
    shelf: Shelf[bytes] = Shelf(30, len, minutes=-1)
    assert [asked(shelf, "a"), asked(shelf, "a")] == [True, True]


def test_what_could_not_be_made_is_not_kept() -> None:
    shelf: Shelf[bytes] = Shelf(30, len)
    with pytest.raises(ZeroDivisionError):
        shelf.get("a", lambda: bytes([1 // 0]))
    assert asked(shelf, "a")
