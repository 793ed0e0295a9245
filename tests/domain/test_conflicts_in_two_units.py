"""One draw with its value in two units of one sort: the same amount is no conflict, another one is."""

from __future__ import annotations

from datetime import date

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.conflicts import ConflictKind, conflicts
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding, Kind
from consilium.domain.packet import ChildView
from consilium.domain.summary import Derived, summarize
from consilium.knowledge.labunits import lab_scale

DAY = PartialDate(2026, 3, 9)


def told(name: str, *values: tuple[float, str]) -> list[ConflictKind]:
    found = [
        CaseFinding(
            f"k{at}",
            Finding(Kind.LABORATORY, name, value=str(number), number=number, unit=unit, when=DAY),
            CaseRecord(str(at), f"R{at}", "Report", numbers=("S-1",)),
        )
        for at, (number, unit) in enumerate(values)
    ]
    case = ClinicalCase("case", ChildView(), date(2026, 11, 21), findings=tuple(found))
    return [one.kind for one in conflicts(case, lab_scale())]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("hemoglobin", (10.1, "g/dL"), (10.1, "g/L")),
        ("platelets", (45.0, "10*3/uL"), (45.0, "/mm3")),
        ("creatinine", (0.5, "mg/dL"), (88.0, "µmol/L")),
        ("hemoglobin", (10.1, "g/dL"), (11.1, "g/dL")),
        ("lactate dehydrogenase", (310.0, "U/L"), (9.9, "µkat/L")),
    ],
)
def test_other_amounts_of_one_draw_are_a_conflict(
    name: str, first: tuple[float, str], second: tuple[float, str]
) -> None:
    assert told(name, first, second) == [ConflictKind.LABORATORY]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("hemoglobin", (10.1, "g/dL"), (101.0, "g/L")),
        ("ferritin", (310.0, "ng/mL"), (310.0, "ug/L")),
        ("creatinine", (1.0, "mg/dL"), (88.0, "µmol/L")),
        ("creatinine", (0.3, "mg/dL"), (26.0, "µmol/L")),  # rounded in either
        ("platelets", (45.0, "10*3/uL"), (45000.0, "/mm3")),
        ("lactate dehydrogenase", (594.0, "U/L"), (9.9, "ukat/L")),
        ("alpha fetoprotein", (100.0, "ng/mL"), (83.0, "IU/mL")),  # no table joins them
    ],
)
def test_one_amount_in_two_units_is_none(name: str, first: tuple[float, str], second: tuple[float, str]) -> None:
    assert told(name, first, second) == []


def test_the_table_of_latest_values_has_one_row_for_units_of_one_sort() -> None:
    days = (PartialDate(2026, 3, 1), DAY, DAY)
    values = ((280.0, "ng/mL"), (310.0, "ng/mL"), (310.0, "ug/L"))
    found = tuple(
        CaseFinding(
            f"k{at}",
            Finding(Kind.LABORATORY, "ferritin", value=f"{number:g}", number=number, unit=unit, when=day),
            CaseRecord(str(at), f"R{at}", "Report"),
        )
        for at, ((number, unit), day) in enumerate(zip(values, days, strict=True))
    )
    case = ClinicalCase("case", ChildView(), date(2026, 11, 21), findings=found)
    groups = (
        group for section in summarize(case, derived=Derived(scale=lab_scale())).sections for group in section.groups
    )
    (row,) = next(group.rows for group in groups if group.code == "laboratory")
    assert (row.cells[1], row.cells[3]) == ("310 ng/mL, 2026-03-09", "280 (2026-03-01)")
