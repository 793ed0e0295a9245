"""Cumulative doses: never counted twice, never from a plan, unknown where a part is, and both where papers differ."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, Judgement, Verdict
from consilium.domain.dates import PartialDate
from consilium.domain.doses import DrugDose, cumulative
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.records import Citation, Scalar
from consilium.domain.summary.doserows import dose_rows
from consilium.knowledge.catalog import catalog, load
from consilium.knowledge.doses import dose_rules

RULES = dose_rules()
SHEET = CaseRecord("a", "R1", "sheet", date=PartialDate(2025, 9, 24))
LETTER = CaseRecord("b", "R2", "letter", date=PartialDate(2025, 12, 1))


def day(text: str) -> PartialDate | None:
    return PartialDate.from_iso(text) if text else None


def drug(
    name: str,
    amount: float | None,
    when: str = "",
    record: CaseRecord = SHEET,
    said: Assertion = Assertion.STATED,
    until: str = "",
    unit: str = "mg/m²",
    **detail: Scalar,
) -> CaseFinding:
    per = "m2" if "/m" in unit else "kg" if "/kg" in unit else ""
    finding = Finding(
        Kind.DRUG,
        name,
        value="" if amount is None else f"{amount:g}",
        number=amount,
        unit=unit,
        when=day(when),
        until=day(until),
        assertion=said,
        detail={"per": per, **detail},
        citations=(Citation(f"{name} {amount}", 1),),
    )
    return CaseFinding(f"{record.id}{name}{amount}{when}{detail}", finding, record)


def only(*findings: CaseFinding) -> DrugDose:
    (found,) = cumulative(findings, RULES).drugs
    return found


def codes(dose: DrugDose) -> set[str]:
    return {remark.code for remark in (*dose.reasons, *dose.conflicts)}


@pytest.mark.parametrize(
    "said", [Assertion.PLANNED, Assertion.NEGATED, Assertion.FAMILY, Assertion.CONDITIONAL, Assertion.UNCERTAIN]
)
def test_what_was_not_given_to_the_child_adds_nothing(said: Assertion) -> None:
    assert cumulative([drug("doxorubicin", 25.0, "2025-03-01", said=said)], RULES).drugs == ()


def test_a_finding_that_a_person_struck_out_adds_nothing() -> None:
    one = drug("doxorubicin", 25.0, "2025-03-01")
    struck = Judgement(Verdict.STRUCK, "Dr. Okafor", datetime(2025, 4, 1, tzinfo=UTC))
    assert cumulative([CaseFinding(one.key, one.finding, one.record, struck)], RULES).drugs == ()


def test_the_same_day_told_by_two_papers_is_counted_once() -> None:
    dose = only(drug("doxorubicin", 25.0, "2025-03-01"), drug("doxorubicin", 25.0, "2025-03-01", LETTER))
    assert dose.total == 25
    assert "doses.joined" in codes(dose)
    assert len(dose.citations) == 2


def test_the_same_cycle_told_without_a_day_is_counted_once() -> None:
    sheet = drug("doxorubicin", 40.0, "2025-07-29", until="2025-08-12", cycle="1", times=2)
    letter = drug("doxorubicin", 40.0, record=LETTER, cycle="1", times=2)
    assert only(sheet, letter).total == 80


def test_two_days_of_one_cycle_are_two_doses() -> None:
    assert only(*(drug("doxorubicin", 40.0, on, cycle="1") for on in ("2025-07-29", "2025-08-12"))).total == 80


def test_papers_that_differ_on_a_course_leave_the_total_unknown_and_show_both() -> None:
    dose = only(drug("doxorubicin", 25.0, "2025-03-01"), drug("doxorubicin", 75.0, "2025-03-01", LETTER))
    assert (dose.total, dose.least, dose.most) == (None, 25, 75)
    assert "doses.papers_differ" in codes(dose)


def test_a_sum_that_differs_from_its_doses_is_a_conflict() -> None:
    dose = only(drug("doxorubicin", 25.0, "2025-03-01"), drug("doxorubicin", 160.0, record=LETTER, cumulative="yes"))
    assert (dose.total, dose.computed, dose.stated[0].number) == (None, 25, 160)
    assert "doses.stated_differs" in codes(dose)


def test_doses_after_the_paper_that_states_a_sum_do_not_contradict_it() -> None:
    before, stated = drug("cisplatin", 100.0, "2025-03-01"), drug("cisplatin", 100.0, cumulative="yes")
    dose = only(before, stated, drug("cisplatin", 100.0, "2025-10-05", LETTER))
    assert dose.total == 200
    assert dose.conflicts == ()


def test_a_stated_sum_speaks_where_no_dose_is_told() -> None:
    dose = only(drug("cyclophosphamide", 8.2, unit="g/m²", cumulative="yes"))
    assert (dose.total, dose.computed, dose.basis) == (8200, None, "stated")


def test_a_part_that_is_not_known_makes_the_total_unknown_and_keeps_what_is() -> None:
    dose = only(drug("doxorubicin", 25.0, "2025-03-01"), drug("doxorubicin", None, "2025-04-01"))
    assert (dose.total, dose.counted) == (None, 25)
    assert "doses.no_amount" in codes(dose)


def test_an_undated_dose_may_be_told_elsewhere_and_is_not_added() -> None:
    dose = only(drug("doxorubicin", 25.0, "2025-03-01"), drug("doxorubicin", 25.0))
    assert (dose.total, dose.counted) == (None, 25)
    assert "doses.undated" in codes(dose)


def test_a_doubtful_dose_is_never_added_nor_mended() -> None:
    dose = only(drug("doxorubicin", 37.5, "2025-03-01", unit="g/m2", doubt="dose_too_high"))
    assert (dose.total, dose.counted) == (None, 0)
    assert codes(dose) == {"doses.doubtful"}


def surface(number: float, when: str, record: CaseRecord = SHEET) -> CaseFinding:
    finding = Finding(Kind.GROWTH, "body surface area", number=number, unit="m²", when=day(when))
    return CaseFinding(f"bsa{when}{number}", finding, record)


def test_a_flat_dose_without_a_stated_surface_is_unknown() -> None:
    dose = only(drug("doxorubicin", 50.0, "2025-03-01", unit="mg"))
    assert dose.total is None
    assert codes(dose) == {"doses.surface_unknown"}


def test_a_flat_dose_is_divided_by_the_surface_of_its_own_paper_and_says_so() -> None:
    dose = only(drug("doxorubicin", 50.0, "2025-03-01", unit="mg"), surface(1.25, "2025-03-01"))
    assert dose.total == 40
    assert "doses.by_surface" in codes(dose)


@pytest.mark.parametrize(("given", "least", "most"), [(17.0, 20.0, 20.0), (21.0, 20.0, 25.0)])
def test_what_is_given_is_the_dose_that_was_ordered_but_for_rounding(given: float, least: float, most: float) -> None:
    ordered = drug("vinorelbine", 20.0, "2025-07-07", LETTER)
    dose = only(ordered, drug("vinorelbine", given, "2025-07-07", unit="mg"), surface(0.84, "2025-07-07"))
    assert (dose.least, dose.most) == (least, most)


def test_two_surfaces_that_differ_are_none() -> None:
    both = (surface(1.25, "2025-03-01"), surface(0.9, "2025-03-01"))
    assert only(drug("doxorubicin", 50.0, "2025-03-01", unit="mg"), *both).total is None


def test_a_dose_per_kilogram_is_not_added_to_doses_per_square_metre() -> None:
    assert codes(only(drug("cyclophosphamide", 60.0, "2025-03-01", unit="mg/kg"))) == {"doses.per_kg"}


def test_equivalents_use_the_published_factors_and_name_their_table() -> None:
    given = [drug("doxorubicin", 75.0, "2025-03-01"), drug("daunorubicin", 30.0, "2025-04-01", times=4)]
    found = {one.scale.key: one for one in cumulative(given, RULES).equivalents}
    assert found["doxorubicin_equivalent"].total == 75 + 60
    assert found["doxorubicin_equivalent_feijen"].total == pytest.approx(75 + 72)
    assert {one.code for one in found["doxorubicin_equivalent"].reasons} == {"doses.by_table_secondary"}
    assert "Children's Oncology Group" in found["doxorubicin_equivalent"].scale.source


@pytest.mark.parametrize(("language", "said"), [("en", "second hand"), ("es", "segunda mano")])
def test_the_summary_says_where_factors_were_not_read_in_their_own_table(language: str, said: str) -> None:
    given = [drug("doxorubicin", 75.0, "2025-03-01"), drug("cisplatin", 80.0, "2025-03-01")]
    of, *drugs = dose_rows(cumulative(given, RULES))
    (note,) = of.notes
    assert said in catalog(language).remark(note)
    assert "Children's Oncology Group" in catalog(language).remark(note)
    assert not [note for one in drugs for note in one.notes if note.code.startswith("doses.by_table")]


def test_an_equivalent_with_an_unknown_part_is_unknown_and_keeps_the_least() -> None:
    given = [drug("cyclophosphamide", 1000.0, "2025-03-01"), drug("ifosfamide", None, "2025-04-01")]
    (found,) = cumulative(given, RULES).equivalents
    assert (found.total, found.counted) == (None, 1000)
    assert "doses.part_unknown" in {one.code for one in found.reasons}


def test_a_drug_that_the_table_has_no_factor_for_is_named() -> None:
    given = [drug("doxorubicin", 75.0, "2025-03-01"), drug("liposomal doxorubicin", 20.0, "2025-04-01")]
    (found, *_) = cumulative(given, RULES).equivalents
    assert found.total == 75
    assert any(one.code == "doses.no_factor" for one in found.reasons)


def test_cisplatin_and_carboplatin_are_not_added_to_one_another() -> None:
    given = [drug("cisplatin", 80.0, "2025-03-01"), drug("carboplatin", 500.0, "2025-04-01")]
    totals = {one.scale.key: one.total for one in cumulative(given, RULES).equivalents}
    assert totals == {"cisplatin": 80, "carboplatin": 500}


def test_the_order_of_the_papers_changes_nothing() -> None:
    given = [
        drug("doxorubicin", 40.0, "2025-07-29", until="2025-08-12", cycle="1", times=2),
        drug("doxorubicin", 40.0, "2025-08-26", until="2025-09-12", cycle="2", times=2),
        drug("doxorubicin", 40.0, record=LETTER, cycle="1", times=2),
        drug("doxorubicin", 160.0, record=LETTER, cumulative="yes"),
    ]
    assert {only(*order).total for order in (given, given[::-1], given[2:] + given[:2])} == {160}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_reason_has_words_in_both_languages(language: str) -> None:
    keys = (
        "as_ordered by_surface by_table by_table_secondary by_table_abstract counted_once days_unknown doubtful joined "
        "no_amount no_factor papers_differ part_unknown per_kg stated_differs sums_differ surface_unknown undated "
        "unit_unknown units_differ"
    )
    texts = load(language)
    assert all(f"doses.{key}" in texts for key in keys.split())
    assert all(f"treatment.{key}" in texts for key in ("dose_too_high", "dose_too_low", "number_unclear"))
