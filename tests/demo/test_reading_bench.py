"""The rule by which `bench.reading` says that a finding is what a label says, and what it keeps to itself."""

from __future__ import annotations

from typing import Any

import pytest

from bench import matching, tally
from bench.labelled import Labelled, Read, of_one_folder
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind
from demo.says import said, with_origin


def label(line: str) -> dict[str, Any]:
    return next(with_origin((said(line),), "text"))


HGB = Finding(Kind.LABORATORY, "hemoglobin", value="9.8", number=9.8, unit="g/dL", when=PartialDate(2025, 7, 28))


@pytest.mark.parametrize(
    "line",
    [
        "laboratory platelets = 9.8 g/dL @2025-07-28",
        "laboratory hemoglobin = 9.9 g/dL @2025-07-28",
        "laboratory hemoglobin = 9.8 g/L @2025-07-28",
        "laboratory hemoglobin = 9.8 g/dL @2025-07-29",
        "laboratory!negated hemoglobin = 9.8 g/dL",
        "growth hemoglobin = 9.8 g/dL",
    ],
)
def test_another_name_number_unit_day_assertion_or_kind_is_another_statement(line: str) -> None:
    assert not matching.same(label(line), HGB)


def test_a_finding_without_a_date_is_not_the_dated_label() -> None:
    undated = Finding(Kind.LABORATORY, "hemoglobin", value="9.8", number=9.8, unit="g/dL")
    assert not matching.same(label("laboratory hemoglobin = 9.8 g/dL @2025-07-28"), undated)
    assert matching.near(label("laboratory hemoglobin = 9.8 g/dL @2025-07-28"), undated)


def test_figures_units_and_accents_may_be_written_otherwise() -> None:
    rounded = Finding(Kind.DRUG, "Doxorrubicina", value="160", number=160.04, unit="mg/m²")
    assert matching.same(label("drug doxorubicin | doxorrubicina = 160 mg/m2"), rounded)
    assert matching.first_number("1,250") == 1250
    assert matching.first_number("12,5") == 12.5


def test_a_drug_or_medicine_has_any_of_its_names() -> None:
    vincristine = Finding(Kind.DRUG, "vincristine", value="1,5", number=1.5, unit="mg/m2")
    assert matching.same(label("drug vincristina = 1.5 mg/m2"), vincristine)
    assert matching.same(label("medicine ondansetrón"), Finding(Kind.MEDICINE, "ondansetron"))
    assert not matching.same(label("drug vinblastina = 1.5 mg/m2"), vincristine)
    assert not matching.same(label("drug vincristina weekly"), vincristine)


def test_a_relatives_illness_is_of_the_family_in_either_kind() -> None:
    listed = Finding(Kind.FAMILY_HISTORY, "breast cancer", detail={"relative": "mother"})
    told = Finding(Kind.DIAGNOSIS, "breast cancer", assertion=Assertion.FAMILY)
    wanted = label("family_history/diagnosis!family breast cancer")
    assert matching.same(wanted, listed)
    assert matching.same(wanted, told)
    assert not matching.said_as_true(label("diagnosis breast cancer"), told)
    assert matching.said_as_true(label("diagnosis breast cancer"), Finding(Kind.DIAGNOSIS, "breast cancer"))


def read(key: str, found: tuple[Finding, ...], **truth: Any) -> Read:
    entry = {"path": f"{key}.pdf", "key": key, "ended": "read", "findings": [], "never": [], "complete": []} | truth
    made = Read(Labelled("story", entry, b""))
    made.__dict__["_extracted"] = (found, "")
    return made


def test_what_no_label_covers_is_wrong_only_where_labels_are_complete_or_it_is_a_trap() -> None:
    assert tally.judged(read("a", (HGB,)), HGB) == "unjudged"
    assert tally.judged(read("a", (HGB,), complete=["laboratory"]), HGB) == "wrong"
    assert tally.judged(read("a", (HGB,), never=[label("laboratory hemoglobin = 9.8 g/dL")]), HGB) == "wrong"
    assert tally.judged(read("a", (HGB,), findings=[label("laboratory hemoglobin = 9.8")]), HGB) == "right"


def test_recall_counts_labels_and_precision_counts_findings() -> None:
    wanted = [label("laboratory hemoglobin = 9.8 g/dL"), label("laboratory platelets = 300")]
    counted = tally.Tally.of([read("a", (HGB, HGB), findings=wanted)])
    key = ("text", "laboratory")
    assert (counted.labels[key], counted.found[key], counted.right[key], counted.wrong[key]) == (2, 1, 2, 0)


def test_a_third_of_the_papers_is_kept_unread_and_all_forms_of_a_paper_go_together() -> None:
    halves = [read(f"paper {number}", ()).of.unread for number in range(300)]
    assert 70 < sum(halves) < 130
    one, other = read("same", (), path="a.pdf").of, read("same", (), path="b.jpg").of
    assert one.unread == other.unread


def _page(number: int, *findings: Finding, beside: tuple[Read, ...] = ()) -> Read:
    truth = {"path": f"{number}.jpg", "key": "letter", "form": "photo", "page": number, "ended": "read", "never": []}
    truth |= {"findings": [label("laboratory hemoglobin = 9.8 g/dL @2025-07-28")], "complete": ["laboratory"]}
    read = Read(Labelled("story", truth, b""), beside=beside)
    read.__dict__["_extracted"] = (findings, "")
    return read


def test_a_paper_photographed_page_by_page_is_asked_for_its_labels_once() -> None:
    second, other = _page(2, HGB), _page(2)
    counted = tally.Tally.of([_page(1, beside=(second,)), second])
    assert (counted.labels["text", tally.ALL], counted.found["text", tally.ALL]) == (1, 1)
    assert counted.right["text", tally.ALL] == 1
    assert len(list(tally.told([_page(1, beside=(other,)), other], "misses", None))) == 1


def test_the_first_page_has_the_others_beside_it() -> None:
    first, second = of_one_folder([_page(1), _page(2)])
    assert first.beside == (second,)
    assert second.of_paper is None
