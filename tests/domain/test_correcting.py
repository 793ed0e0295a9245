"""A correction changes what a person says, refuses what can't be, and leaves all else."""

from __future__ import annotations

import pytest

from consilium.domain.correcting import MOST_CHARS, Changes, corrected
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.records import Citation

TUMOR = Finding(
    Kind.DIAGNOSIS,
    "Wilms tumor",
    codes=(Code("icd-o-3-morphology", "8960/3"),),
    when=PartialDate(2024, 3),
    laterality="left",
    site="kidney",
    detail={"status": "working"},
    citations=(Citation("Tumor de Wilms, riñón izquierdo", 1),),
    confidence=0.7,
)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (Changes(name=" "), "clinical.no_name"),
        (Changes(side="upper"), "clinical.bad_side"),
        (Changes(when="tomorrow"), "clinical.bad_date"),
        (Changes(until="2024-13"), "clinical.bad_date"),
        (Changes(detail={"citations": "x"}), "clinical.bad_detail"),
        (Changes(detail={"grade": "3"}), "clinical.bad_detail"),
        (Changes(site="x" * (MOST_CHARS + 1)), "clinical.too_long"),
        (Changes(detail={"status": "x" * (MOST_CHARS + 1)}), "clinical.too_long"),
    ],
)
def test_what_can_not_be_is_refused(changes: Changes, code: str) -> None:
    with pytest.raises(InputError) as raised:
        corrected(TUMOR, changes)
    assert raised.value.code == code


def test_side_site_date_and_details_are_changed_and_all_else_stays() -> None:
    changes = Changes(
        side="right", site="adrenal gland", when="2024-03-05", until="2025", detail={"status": "confirmed"}
    )
    made = corrected(TUMOR, changes)
    assert (made.laterality, made.site) == ("right", "adrenal gland")
    assert (made.when, made.until) == (PartialDate(2024, 3, 5), PartialDate(2025))
    assert made.detail == {"status": "confirmed"}
    assert (made.name, made.codes, made.citations) == (TUMOR.name, TUMOR.codes, TUMOR.citations)
    assert (made.origin, made.confidence) == (Origin.PERSON, None)


def test_what_is_not_known_can_be_taken_out() -> None:
    made = corrected(TUMOR, Changes(side="", site="", when="", detail={"status": ""}))
    assert (made.laterality, made.site, made.when, made.detail) == ("", "", None, {})


def test_another_name_has_no_code_of_the_old_one_and_a_value_its_own_number() -> None:
    made = corrected(TUMOR, Changes(name="nephroblastomatosis", value="<8,9", said=Assertion.UNCERTAIN))
    assert (made.name, made.codes, made.assertion) == ("nephroblastomatosis", (), Assertion.UNCERTAIN)
    assert (made.value, made.comparator, made.number) == ("<8,9", "<", 8.9)
    assert corrected(TUMOR, Changes(value="2,500")).number is None  # a comma that may part thousands
    assert Changes().nothing
    assert not Changes(side="").nothing
