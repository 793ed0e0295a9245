"""Tables of toxicities, of lung function after a medicine, and of medicines under days. All people are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.topics import growth, medicines, toxicity
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from

GIVEN = {"language": "en", "date": "2024-06-12", "order": "mdy"}
WEEKS = (
    "WEEKLY CHECK (CTCAE v5)\n"
    "WK   DATE          WT kg    SKIN   FATIGUE   COMMENT\n"
    "1    05/06/2024    21.8      0      1        well\n"
    "2    05/13/2024    21.3      2      1        fed by tube"
)
CYCLES = (
    "Toxicity (CTCAE)      Cycle 1     Cycle 2     Cycle 3\n"
    "Mucositis               0           2           1\n"
    "Vomiting                1           -           0"
)
BESIDE = (
    "Toxicity        Grade    Onset         Attribution\n"
    "Mucositis       3        05/20/2024    methotrexate\n"
    "Infection       2        05/24/2024    line"
)
TICKED = (
    "TOXICITY CHECKLIST (CTCAE)\n"
    "                    0      1      2      3\n"
    "Nausea             [ ]    [X]    [ ]    [ ]\n"
    "Mucositis          [X]    [ ]    [ ]    [ ]"
)


def toxicities(text: str) -> list[tuple[str, object, str, Assertion]]:
    paper, words = paper_from({"text": text, "placed": True, "category": "treatment_records", **GIVEN}), finding_words()
    found = toxicity.find(paper, words.topics["toxicity"], words.assertion)
    return [(one.name, one.detail.get("grade"), str(one.when), one.assertion) for one in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (WEEKS, [
            ("dermatitis", "0", "2024-05-06", Assertion.NEGATED), ("dermatitis", "2", "2024-05-13", Assertion.STATED),
            ("fatigue", "1", "2024-05-06", Assertion.STATED), ("fatigue", "1", "2024-05-13", Assertion.STATED),
        ]),
        (CYCLES, [
            ("mucositis", "0", "None", Assertion.NEGATED), ("mucositis", "2", "None", Assertion.STATED),
            ("mucositis", "1", "None", Assertion.STATED), ("vomiting", "1", "None", Assertion.STATED),
            ("vomiting", "0", "None", Assertion.NEGATED),
        ]),
        (BESIDE, [
            ("mucositis", "3", "2024-05-20", Assertion.STATED), ("infection", "2", "2024-05-24", Assertion.STATED),
        ]),
        (TICKED, [("nausea", "1", "None", Assertion.STATED), ("mucositis", "0", "None", Assertion.NEGATED)]),
    ],
)  # fmt: skip
def test_each_grade_of_a_table_is_of_its_toxicity_and_day(text: str, wanted: list[object]) -> None:
    assert toxicities(text) == wanted


def test_counts_of_a_diary_are_no_grades() -> None:
    assert (
        toxicities("Date          Vomiting    Fatigue\n05/06/2024       2          1\n05/07/2024       3          1")
        == []
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Toxicity after cycle 2 (CTCAE): mucositis 2, vomiting 1, neuropathy 0.",
         [("mucositis", "2"), ("vomiting", "1"), ("peripheral neuropathy", "0")]),
        ("Toxicidad: mucositis [ ]0 [X]1 [ ]2, vómito [ ]0 [ ]1 [X]2", [("mucositis", "1"), ("vomiting", "2")]),
        ("Toxicity: mucositis 2 weeks after methotrexate", [("mucositis", None)]),
    ],
)  # fmt: skip
def test_a_figure_behind_a_toxicity_is_its_grade_in_a_list_of_them(text: str, wanted: list[object]) -> None:
    assert [one[:2] for one in toxicities(text)] == wanted


def measured(text: str) -> list[Finding]:
    paper = paper_from({"text": text, "placed": True, "category": "heart_hearing_tests", **GIVEN})
    words = finding_words()
    return list(growth.find(paper, words.topics["growth"], words.assertion))


def test_values_after_a_bronchodilator_are_told_apart_and_a_share_is_no_ratio() -> None:
    found = measured(
        "                     PRE-BRONCH               POST-BRONCH\n"
        "              Units  Actual   %Pred   LLN     Actual   %Pred   %Chng\n"
        "FEV1          L      1.77     57      2.49    1.84     59      +4\n"
        "FEV1/FVC      %      63       74      77      64       75      +1"
    )
    assert [(one.value, one.unit, one.detail.get("after")) for one in found] == [
        ("1.77", "L", None), ("1.84", "L", "bronchodilator"), ("57", "%", None),
        ("63", "%", None), ("64", "%", "bronchodilator"),
    ]  # fmt: skip


def taken(text: str) -> list[Finding]:
    paper, words = paper_from({"text": text, "placed": True, "category": "medicines", **GIVEN}), finding_words()
    return list(medicines.find(paper, words.topics["medicines"], words.assertion))


def test_an_order_over_several_lines_of_a_grid_of_days_is_one_medicine() -> None:
    found = taken(
        "Medication              Time     06/10/2024   06/11/2024   06/12/2024\n"
        "Cefepime                0800     AB           CD           D/C\n"
        "1 g IV q8h              1600     AB           CD\n"
        "Fluconazole             0900     HELD         HELD         HELD\n"
        "120 mg PO daily"
    )
    assert [(one.name, one.detail["dose"], str(one.when), one.assertion) for one in found] == [
        ("cefepime", "1 g", "2024-06-10", Assertion.STATED), ("fluconazole", "120 mg", "None", Assertion.NEGATED),
    ]  # fmt: skip
    assert all(one.kind is Kind.MEDICINE for one in found)


def test_amounts_under_parts_of_the_day_have_the_unit_of_the_remarks() -> None:
    found = taken(
        "MEDICINE                 Morning   Noon      Night     Notes\n"
        "Levetiracetam            250       -         500       mg\n"
        "Lactulose                10        10        10        ml with food"
    )
    assert [(one.name, one.detail["dose"], one.value) for one in found] == [
        ("levetiracetam", "250 mg", "Levetiracetam 250 mg Morning 500 Night"),
        ("lactulose", "10 ml", "Lactulose 10 ml Morning Noon Night  with food"),
    ]
