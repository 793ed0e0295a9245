"""What programs cost, side by side: whoever is chosen stands in the table, and every price keeps its source."""

from __future__ import annotations

import re

from django.test import Client

from consilium.actions.opened import OpenCase
from consilium.domain.insurance import costs
from consilium.knowledge.programs import programs
from consilium.web.family.costs import COLUMNS, side_by_side


def table(owner: Client, case: OpenCase) -> str:
    page = owner.get(f"/case/{case.id}/insurance/").content.decode()
    found = re.search(r'<table class="nhsuk-table c-compare.*?</table>', page, re.DOTALL)
    assert found
    return found[0]


def test_no_program_is_lost_or_stands_twice() -> None:
    unknown = costs(programs().values()).to_ask[0].program
    for chosen in ((), (unknown, "no_such_program")):
        side = side_by_side(chosen)
        shown = [line.program for group in side.groups for line in group.lines] + [one.program for one in side.others]
        assert sorted(shown) == sorted(programs())


def test_free_and_priced_programs_are_rows_of_one_table_with_their_sources(owner: Client, case: OpenCase) -> None:
    found, shown = costs(programs().values()), table(owner, case)
    assert shown.count("<td ") == len(COLUMNS) * len((*found.free, *found.priced))
    for one in (*found.free, *found.priced):
        row = shown[shown.index(f"/where/program/{one.program}/") :].partition("</tr>")[0]
        assert 'class="c-source"' in row, one.name
    assert shown.index("Free, as their page says") < shown.index("They state a price")


def test_a_program_that_was_chosen_stands_in_the_table_without_a_price_too(owner: Client, case: OpenCase) -> None:
    one = costs(programs().values()).to_ask[0]
    there = f"/where/program/{one.program}/"
    assert there not in table(owner, case)
    assert owner.post(f"/case/{case.id}{there}", {"why": "near"}).status_code == 302
    assert there in table(owner, case)
