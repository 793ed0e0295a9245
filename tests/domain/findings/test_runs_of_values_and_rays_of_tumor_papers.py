"""Values in runs with their days, and radiation: what was not given yet, whose technique, which limb."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Kind


def test_each_value_of_a_run_has_the_day_before_it() -> None:
    found = extracted("HOJA", "Fecha: 21/05/2024", "AFP: 05/03 790.200 → 26/03 112.000 → 14/05 1.120 ng/mL.")
    assert [(one.value, str(one.when)) for one in found if one.kind is Kind.LABORATORY] == [
        ("790.200", "2024-03-05"),
        ("112.000", "2024-03-26"),
        ("1.120", "2024-05-14"),
    ]


def test_a_run_in_american_days() -> None:
    found = extracted("Clinic note", "Date: 05/21/2024", "AFP: 3/5 790,200 -> 3/26 112,000 -> 5/14 1,120 ng/mL")
    assert [str(one.when) for one in found if one.kind is Kind.LABORATORY] == ["2024-03-05", "2024-03-26", "2024-05-14"]


def test_a_day_behind_an_arrow_is_of_what_came_of_it() -> None:
    found = extracted("Summary", "Date: 03/18/2024", "Testosterone 310 ng/dL pre-op -> normalized 2/12/24.")
    assert [(one.value, one.when) for one in found if one.kind is Kind.LABORATORY] == [("310", None)]


def test_a_baseline_in_brackets_is_not_of_the_day_of_the_echo() -> None:
    found = extracted("Letter", "June 3, 2024", "Echo 5/15/24 EF 56% (baseline 66%).")
    told = {one.value: str(one.when or "") for one in found if one.kind is Kind.FUNCTION}
    assert told == {"56": "2024-05-15", "66": ""}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("R femur mets: SBRT 40 Gy/5 fx planned but not yet given.", "planned"),
        ("RT 21 Gy al lecho pendiente, aún no iniciada", "planned"),
        ("RT 21 Gy al lecho, no se administró", "negated"),
        ("RT 21 Gy al lecho completada", "stated"),
    ],
)
def test_what_was_not_given_yet_is_to_come(text: str, how: str) -> None:
    assert [str(one.assertion) for one in extracted(text) if one.kind is Kind.RADIATION] == [how]


def test_the_technique_of_one_course_is_not_that_of_the_next() -> None:
    text = "Definitive proton RT 55.8 Gy /31 fx to L ilium with IE. Whole lung irradiation 15 Gy/10 fx done."
    found = [one for one in extracted(text) if one.kind is Kind.RADIATION]
    assert [(one.site, one.detail.get("technique")) for one in found] == [("iliac", "proton"), ("lungs", None)]


def test_a_limb_is_the_site_of_its_own_row() -> None:
    rows = (
        "RADIATION COMPLETION SUMMARY",
        "Treatment site     Modality   Dose/fx   #fx   Total dose   Start      End",
        "R forearm CTV1     VMAT       1.8 Gy    23    41.4 Gy      07/08/24   08/08/24",
        "R axilla           VMAT       1.8 Gy    20    36.0 Gy      07/08/24   08/08/24",
    )
    found = [one for one in extracted(*rows) if one.kind is Kind.RADIATION]
    assert {(one.site, one.value) for one in found} == {("forearm", "41.4"), ("axilla", "36.0")}
