"""Sheets on which a ward writes what it gave: what was left out is never said to have been given; then whole sheets."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.topics import chemotherapy
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from
from tests.domain.findings.treated import found_in, paper

WEEKLY = """
MAINTENANCE CHEMOTHERAPY SHEET

Course  Day 1        Cisplatin    Lomustine   Vincristine     Comments
B1      12.08.2024   70 mg/m2     75 mg/m2    1.5 mg/m2 x3
B2      23.09.2024   omitted      75 mg/m2    1.0 mg/m2 x3    hearing: cisplatin stopped
B3      cancelled                                             platelets
Cumulative cisplatin 70 mg/m2. Cumulative lomustine 150 mg/m2.
"""
LOST_FIGURES = """
Chemotherapy summary, JOE

Course  Date         Carboplatin (mg)   Etoposide (mg)   Comments
        18/07/2024   140                75
        09/08/2024   140                75               1 week delay
3       30/08/2024   146                78               completed
"""


def read(text: str, date: str = "2025-05-19", order: str = "dmy") -> list[Finding]:
    said = paper_from({"text": text, "date": date, "order": order})
    words = finding_words()
    return list(chemotherapy.find(said, words.topics["chemotherapy"], words.assertion))  # type: ignore[arg-type]


def shown(found: list[Finding], kind: Kind) -> list[tuple[str, str, str, str]]:
    return [(one.name, one.value, str(one.when or ""), one.assertion.value) for one in found if one.kind is kind]


def test_a_course_that_was_cancelled_and_a_dose_that_was_omitted_were_not_given() -> None:
    found = read(WEEKLY)
    assert shown(found, Kind.CYCLE) == [
        ("cycle", "B1", "2024-08-12", "stated"),
        ("cycle", "B2", "2024-09-23", "stated"),
        ("cycle", "B3", "", "negated"),
    ]
    cisplatin = [one for one in shown(found, Kind.DRUG) if one[0] == "cisplatin"]
    assert cisplatin == [
        ("cisplatin", "70", "2024-08-12", "stated"),
        ("cisplatin", "", "2024-09-23", "negated"),
        ("cisplatin", "70", "", "stated"),
    ]


def test_what_one_cell_leaves_out_is_not_left_out_of_the_others() -> None:
    lomustine = [one for one in shown(read(WEEKLY), Kind.DRUG) if one[0] == "lomustine"]
    assert lomustine[1] == ("lomustine", "75", "2024-09-23", "stated")


def test_a_sum_under_a_sheet_is_a_sum_and_no_row_of_it() -> None:
    sums = [one for one in read(WEEKLY) if one.detail.get("cumulative")]
    assert [(one.name, one.value, one.when) for one in sums] == [("cisplatin", "70", None), ("lomustine", "150", None)]


def test_numbers_that_were_not_recognized_are_had_by_place_and_said_to_be() -> None:
    cycles = [one for one in read(LOST_FIGURES) if one.kind is Kind.CYCLE]
    assert [(one.name, one.number, one.detail.get("number_from")) for one in cycles] == [
        ("JOE", 1.0, "place"),
        ("JOE", 2.0, "place"),
        ("JOE", 3.0, None),
    ]


def test_numbers_are_not_had_by_place_where_one_that_was_read_disagrees() -> None:
    cycles = [one for one in read(LOST_FIGURES.replace("3       30/08", "5       30/08")) if one.kind is Kind.CYCLE]
    assert [one.number for one in cycles] == [None, None, 5.0]


def test_the_title_of_a_sheet_tells_the_phase_of_its_cycles() -> None:
    assert {one.detail.get("phase") for one in read(WEEKLY) if one.kind is Kind.CYCLE} == {"maintenance"}


@pytest.mark.parametrize(
    "text",
    [
        "Consolidación basal derecha del 12/10/2024 en la radiografía.",
        "ROAD MAP for standard arm.",
        "The VI nerve is intact.",
        "Next chemotherapy is due.",
    ],
)
def test_words_that_only_look_like_cycles_or_regimens_are_none(text: str) -> None:
    found = found_in(paper(text, "2024-11-01", "dmy"))
    assert [one for one in found if one.kind in (Kind.CYCLE, Kind.PROTOCOL)] == []


def test_a_sentence_that_plans_a_cycle_does_not_speak_for_the_next_sentence() -> None:
    found = found_in(
        paper("Next chemotherapy (cycle 4) due 06/02/2024.\nReceived ifosfamide 1.8 g/m2/day x 5.", "2024-05-20", "mdy")
    )
    assert [(one.when, one.assertion) for one in found if one.kind is Kind.DRUG] == [(None, Assertion.STATED)]


@pytest.mark.parametrize(
    ("text", "name", "number", "day"),
    [
        ("Ciclo A2 el 24/02/2024.", "cycle", 2, "2024-02-24"),
        ("Bloque HR3 iniciado el 12/05/2024.", "BFM HR block", 3, "2024-05-12"),
        ("Second intra-arterial treatment 30/09/2024.", "treatment", 2, "2024-09-30"),
        ("Cuarta sesión de quimioterapia intratecal 12/02/2024.", "treatment", 4, "2024-02-12"),
        ("Consolidation began on 24/06/2024.", "consolidation", None, "2024-06-24"),
        ("Tratamiento iniciado; inducción (03/01/2024).", "induction", None, "2024-01-03"),
        ("She has received 3 of 6 cycles.", "cycle", 3, "None"),
    ],
)
def test_cycles_are_numbered_and_named_in_many_ways(text: str, name: str, number: int | None, day: str) -> None:
    cycles = [one for one in found_in(paper(text, "2024-11-01", "dmy")) if one.kind is Kind.CYCLE]
    assert [(one.name, one.detail.get("number"), str(one.when)) for one in cycles] == [(name, number, day)]


def test_drugs_named_as_conditioning_are_drugs_of_that_day() -> None:
    found = found_in(paper("Acondicionamiento con busulfán y fludarabina; día 0 el 15/09/2024.", "2024-11-01", "dmy"))
    assert [(one.name, str(one.when)) for one in found if one.kind is Kind.DRUG] == [
        ("busulfan", "2024-09-15"),
        ("fludarabine", "2024-09-15"),
    ]


def test_a_dose_per_fraction_in_a_column_is_no_dose_of_its_own_and_its_row_tells_the_site() -> None:
    text = """
Volume               Dose per fraction   Fractions   Total
Craniospinal axis    1.8 Gy (RBE)        20          36.0 Gy (RBE)
Tumour bed boost     1.8 Gy (RBE)        10          18.0 Gy (RBE), cumulative 54.0 Gy (RBE)
"""
    said = paper_from({"text": text, "date": "2024-06-28", "order": "dmy", "category": "radiation"})
    found = [one for one in found_in(said) if one.kind is Kind.RADIATION]
    assert [(one.site, one.value, one.detail.get("fractions"), one.detail.get("cumulative")) for one in found] == [
        ("craniospinal axis", "36.0", 20, None),
        ("tumor bed", "18.0", 10, None),
        ("tumor bed", "54.0", None, "yes"),  # the ten fractions are the boost's, not those of the whole sum
    ]


def test_a_second_dose_of_one_sentence_keeps_the_site_of_the_first() -> None:
    found = found_in(paper("Radiation to the right flank 10.8 Gy in 6 fractions, or 21 Gy if residual.", "2024-06-28"))
    doses = [(one.value, one.laterality, one.site, one.assertion.value) for one in found if one.kind is Kind.RADIATION]
    assert [dose[:3] for dose in doses] == [("10.8", "right", "flank"), ("21", "right", "flank")]
    assert doses[1][3] == "conditional"


def test_an_operation_list_gives_each_item_its_own_side() -> None:
    text = (
        "Procedure\nLaparoscopic biopsy of left adrenal mass, bilateral iliac bone marrow aspirates and biopsies, "
        "double-lumen central venous catheter, right internal jugular."
    )
    found = found_in(paper(text, "2025-02-21", "mdy", category="operative"))
    assert [(one.name, one.laterality) for one in found if one.kind is Kind.SURGERY] == [
        ("laparoscopic biopsy", "left"),
        ("bone marrow aspirate and biopsy", "bilateral"),
        ("central line placement", "right"),
    ]


def test_the_grade_in_the_next_line_of_a_narrow_cell_is_the_toxicitys() -> None:
    found = found_in(paper("6 | 19/04/24 suspendida | ptosis, neuropatía\ngrado 2", "2024-04-26", "dmy", "es"))
    graded = [one for one in found if one.kind is Kind.TOXICITY]
    assert [(one.name, one.number) for one in graded] == [("peripheral neuropathy", 2.0)]
    assert [citation.quote for citation in graded[0].citations] == ["neuropatía", "grado 2"]
