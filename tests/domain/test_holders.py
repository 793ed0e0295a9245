"""Two written names, one hospital: and never two hospitals taken for one."""

from __future__ import annotations

from datetime import date

import pytest

from consilium.domain.clinical import CaseRecord, ClinicalCase
from consilium.domain.completeness import gaps
from consilium.domain.dates import PartialDate
from consilium.domain.holders import holders, holders_of
from consilium.domain.letters import letters
from consilium.domain.packet import ChildView
from consilium.domain.records import Category
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.requirements import requirements


def test_two_towns_are_two_hospitals_and_a_name_without_a_town_is_neither() -> None:
    known = holders(["Hospital General, Puebla", "Hospital General, Toluca", "Hospital General"])
    assert not known.same("Hospital General, Puebla", "Hospital General, Toluca")
    assert known.name("Hospital General") == "Hospital General"
    assert known.name("Hospital General, Puebla") == "Hospital General, Puebla"


def test_a_longer_name_is_another_hospital() -> None:
    known = holders(["Example Hospital", "Example Hospital for Women"])
    assert not known.same("Example Hospital", "Example Hospital for Women")
    assert not holders(["Clínica", "Clínica, Puebla"]).same("Clínica", "Clínica, Puebla")


def test_a_name_that_nobody_wrote_stays_as_it_is() -> None:
    assert holders(["Hospital X"]).name("Y") == "Y"
    assert holders(["", "  "]).name("") == ""


@pytest.mark.parametrize(
    "written",
    [
        "HOSPITAL INFANTIL MÓDELO",
        "hospital infantil modelo",
        "Hospital Infantil Modelo",
        "Hospital Infantil Módelo, Puebla",
        "HOSPITAL INFANTIL MODELO - PUEBLA",
        "Hospital Infantil Módelo.",
    ],
)
def test_capitals_accents_punctuation_and_a_town_make_no_other_hospital(written: str) -> None:
    known = holders([written, "Hospital Infantil Módelo", written])
    assert known.name(written) == "Hospital Infantil Módelo"


def test_an_apostrophe_makes_no_other_hospital() -> None:
    known = holders(["Example Children's Hospital", "EXAMPLE CHILDRENS HOSPITAL", "Example Children\u2019s Hospital"])
    assert known.same("Example Children's Hospital", "EXAMPLE CHILDRENS HOSPITAL")
    assert len(set(known.shown.values())) == 1


def record(number: str, category: Category, place: str, day: int) -> CaseRecord:
    when = PartialDate(2026, 3, day)
    return CaseRecord(number, number, "CT of the chest", category=category, date=when, institution=place, language="es")


def test_what_one_hospital_owes_under_two_names_stands_in_one_letter() -> None:
    papers = (
        record("R1", Category.IMAGING_REPORTS, "HOSPITAL INFANTIL MUESTRA", 1),
        record("R2", Category.IMAGING_REPORTS, "Hospital Infantil Muestra", 20),
    )
    case = ClinicalCase("c", ChildView(), date(2026, 9, 1), "en", records=papers)
    stand = gaps(case, requirements())
    named = {item.institution for status in stand for item in status.items if item.institution}
    assert named == {"Hospital Infantil Muestra"}
    asked = [one for one in letters(stand, case, letter_tables()) if one.door == "radiology"]
    assert [one.holder for one in asked] == ["Hospital Infantil Muestra"]
    assert asked[0].language == "es"
    assert holders_of(case).case(case).records[0].institution == "Hospital Infantil Muestra"
