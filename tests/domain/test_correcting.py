"""A correction changes what a person says, refuses what can't be, and leaves all else."""

from __future__ import annotations

import pytest

from consilium.domain.correcting import MOST_CHARS, Changes, corrected
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.records import Citation, Scalar
from consilium.knowledge.findingbounds import finding_bounds

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


HIGH: dict[str, Scalar] = {
    "dose": "25000", "dose_unit": "mg", "per": "m2", "given": "37500", "given_unit": "mg", "ordered": "25000",
    "ordered_unit": "mg", "ordered_per": "m2", "route": "IV", "cycle": "2", "doubt": "dose_too_high",
}  # fmt: skip
KEPT: dict[str, Scalar] = {"dose": "25", "dose_unit": "mg", "per": "m2", "route": "IV", "cycle": "2"}
DOSE = Finding(Kind.DRUG, "doxorubicin", value="25000", number=25000.0, unit="mg/m2", detail=HIGH)
WEIGHT = Finding(Kind.GROWTH, "weight", value="31500", number=31500.0, unit="kg", detail={"doubt": "magnitude"})
BLOOD = Finding(
    Kind.LABORATORY, "hemoglobin", value="98", number=98.0, unit="g/dL",
    detail={"doubt": "magnitude", "range": "11-15", "flag": "L"},
)  # fmt: skip
RAYS = Finding(
    Kind.RADIATION, "radiation", value="2160", number=2160.0, unit="Gy", detail={"gray": 2160.0, "boost": "yes"}
)
TAKEN = Finding(
    Kind.MEDICINE, "morphine", value="morphine 5 g every 4 h", detail={"dose": "5 g", "frequency": "every 4 h"}
)
SIZE = Finding(Kind.MEASUREMENT, "liver", value="96 x 80 mm", unit="mm", detail={"sizes": "96 x 80", "unit": "mm"})


@pytest.mark.parametrize(
    ("finding", "changes", "shown", "detail"),
    [
        (DOSE, Changes(value="25"), ("25", 25.0, "mg/m2"), KEPT),
        (DOSE, Changes(detail={"dose": "25"}), ("25", 25.0, "mg/m2"), KEPT),
        (DOSE, Changes(value="37", unit="mg"), ("37", 37.0, "mg"), {**KEPT, "dose": "37", "per": None}),
        (DOSE, Changes(value="0.9", unit="mg/kg/day"), ("0.9", 0.9, "mg/kg/day"), {**KEPT, "dose": "0.9", "per": "kg"}),
        (
            DOSE,
            Changes(detail={"dose_unit": "mcg"}),
            ("25000", 25000.0, "mcg/m2"),
            {**HIGH, "dose_unit": "mcg", "doubt": None},
        ),
        (DOSE, Changes(value="2500"), ("2500", 2500.0, "mg/m2"), {**KEPT, "dose": "2500", "doubt": "dose_too_high"}),
        (
            DOSE,
            Changes(value="25,000"),
            ("25,000", None, "mg/m2"),
            {**KEPT, "dose": "25,000", "doubt": "number_unclear"},
        ),
        (DOSE, Changes(site="vein"), ("25000", 25000.0, "mg/m2"), HIGH),
        (WEIGHT, Changes(value="31.5"), ("31.5", 31.5, "kg"), {}),
        (WEIGHT, Changes(unit="g"), ("31500", 31500.0, "g"), {"doubt": "magnitude"}),
        (WEIGHT, Changes(value="8500", unit="g"), ("8500", 8500.0, "g"), {}),
        (BLOOD, Changes(value="9,8"), ("9,8", 9.8, "g/dL"), {"range": "11-15", "flag": "L"}),
        (BLOOD, Changes(unit="g/L"), ("98", 98.0, "g/L"), {"range": "11-15", "flag": "L"}),
        (RAYS, Changes(value="21.6"), ("21.6", 21.6, "Gy"), {"gray": 21.6, "boost": "yes"}),
        (RAYS, Changes(unit="cGy"), ("2160", 2160.0, "cGy"), {"gray": 21.6, "boost": "yes"}),
        (
            TAKEN,
            Changes(value="morphine 5 mg every 4 h"),
            ("morphine 5 mg every 4 h", None, ""),
            {"dose": "5 mg", "frequency": "every 4 h"},
        ),
        (SIZE, Changes(value="9 x 8 mm"), ("9 x 8 mm", None, "mm"), {"unit": "mm"}),
    ],
)
def test_what_a_figure_was_told_with_is_told_anew(
    finding: Finding, changes: Changes, shown: tuple[str, float | None, str], detail: dict[str, Scalar | None]
) -> None:
    made = corrected(finding, changes, finding_bounds().doubted)
    assert (made.value, made.number, made.unit) == shown
    assert made.detail == {name: told for name, told in detail.items() if told is not None}
