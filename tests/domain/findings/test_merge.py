"""The same statement made twice is one finding; statements that differ stay two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Code, Finding, Kind, Origin
from consilium.domain.findings.merge import merge
from consilium.domain.records import Citation

DAY = PartialDate(2024, 3, 1)
TEXT = Finding(
    Kind.LABORATORY,
    "hemoglobin",
    value="9.1",
    number=9.1,
    unit="g/dL",
    when=DAY,
    citations=(Citation("Hb 9.1 g/dL", 2),),
)
ENTRY = replace(
    TEXT,
    codes=(Code("loinc", "718-7"),),
    detail={"low": "11.5"},
    citations=(Citation("Hemoglobin 9.1", 1, place="/a"),),
    origin=Origin.STRUCTURED,
)


@pytest.mark.parametrize(
    "other",
    [
        replace(TEXT, value="9.2", number=9.2),
        replace(TEXT, value="", number=None),
        replace(TEXT, unit="g/L"),
        replace(TEXT, comparator="<"),
        replace(TEXT, when=PartialDate(2024, 3, 2)),
        replace(TEXT, assertion=Assertion.PENDING),
        replace(TEXT, kind=Kind.GROWTH),
        replace(TEXT, name="hematocrit"),
    ],
)
def test_what_differs_in_anything_that_both_say_stays_two(other: Finding) -> None:
    assert len(merge([ENTRY, other])) == 2


def test_a_negated_statement_never_joins_a_stated_one() -> None:
    has = Finding(Kind.ALLERGY, "penicillin")
    assert len(merge([has, replace(has, assertion=Assertion.NEGATED)])) == 2


def test_two_sides_and_two_cycles_stay_two() -> None:
    left = Finding(Kind.SURGERY, "nephrectomy", laterality="left")
    assert len(merge([left, replace(left, laterality="right")])) == 2
    first = Finding(Kind.DRUG, "vincristine", number=1.5, detail={"cycle": "1"})
    assert len(merge([first, replace(first, detail={"cycle": "2"})])) == 2


@pytest.mark.parametrize("order", [(ENTRY, TEXT), (TEXT, ENTRY)])
def test_entry_and_narrative_are_one_with_both_places_and_the_entrys_values(order: tuple[Finding, Finding]) -> None:
    (found,) = merge(order)
    assert found.origin is Origin.STRUCTURED
    assert found.codes == ENTRY.codes
    assert [one.quote for one in found.citations] == ["Hemoglobin 9.1", "Hb 9.1 g/dL"]
    assert found.detail["low"] == "11.5"


def test_other_names_of_one_code_are_one_and_the_more_exact_date_stays() -> None:
    one = Finding(Kind.CONDITION, "Hypertension", codes=(Code("snomed", "38341003"),), when=PartialDate(2023))
    other = replace(one, name="High blood pressure", when=PartialDate(2023, 5, 2))
    (found,) = merge([one, other])
    assert (found.name, found.when) == ("Hypertension", PartialDate(2023, 5, 2))


def test_a_medicine_with_its_strength_is_the_one_without() -> None:
    entry = Finding(Kind.MEDICINE, "atenolol 25 MG Oral Tablet", origin=Origin.STRUCTURED)
    assert len(merge([entry, Finding(Kind.MEDICINE, "Atenolol")])) == 1
    both = Finding(Kind.MEDICINE, "enalapril 10 MG / hydrochlorothiazide 25 MG", origin=Origin.STRUCTURED)
    assert len(merge([both, Finding(Kind.MEDICINE, "Enalapril")])) == 2


def test_a_typed_place_lifts_the_doubt_of_a_recognized_one() -> None:
    seen = replace(TEXT, confidence=0.6)
    assert merge([seen, TEXT])[0].confidence is None
    assert merge([seen, replace(seen, confidence=0.8)])[0].confidence == 0.8


def test_many_values_of_one_test_stay_many() -> None:
    values = [replace(TEXT, value=str(count), number=float(count)) for count in range(2_000)]
    assert len(merge([*values, *values])) == 2_000
