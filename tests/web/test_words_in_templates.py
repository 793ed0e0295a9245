"""What templates do to sources and telephone numbers."""

from __future__ import annotations

import pytest

from consilium.domain.sources import Source
from consilium.web.templatetags.words import dial, sites


@pytest.mark.parametrize("printed", ["833-MSK-KIDS", "", "911 or 112", "12", "+1 2345 6789 0123 4567", "<script>"])
def test_what_is_no_one_number_is_no_link(printed: str) -> None:
    assert dial(printed) == ""


def test_a_number_is_dialed_without_its_word_in_brackets() -> None:
    assert dial("800-813-4673 (800-813-HOPE)") == "8008134673"
    assert dial("+1-412-692-3000") == "+14126923000"
    assert dial("(202) 476-5779") == "2024765779"


def test_a_site_with_several_pages_is_named_once_and_ours_comes_last() -> None:
    pages = [Source(), Source("https://www.a.example/1"), Source("https://a.example/2"), Source("https://a.example/1")]
    first, ours = sites(pages)
    assert (first["host"], first["address"], first["more"]) == (
        "a.example", "https://www.a.example/1", ["https://a.example/2", "https://a.example/1"])  # fmt: skip
    assert ours["host"] == ""


def test_pages_of_one_site_with_different_dates_stay_apart() -> None:
    found = sites([Source("https://a.example/1", "2021"), Source("https://a.example/2", "2022-03-04")])
    assert [(one["host"], one["date"]) for one in found] == [("a.example", "2021"), ("a.example", "2022-03-04")]
