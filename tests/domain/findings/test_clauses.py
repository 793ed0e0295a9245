"""Sentences, list items and rows of papers: nothing joined that is apart, nothing parted that is one."""

from __future__ import annotations

import pytest

from consilium.domain.findings.paper import Section
from consilium.domain.findings.text.clauses import clauses_of, tables_of
from consilium.domain.records import Json, Page
from tests.domain.findings.onepaper import clauses, page, placed, sections


def texts(*pages: Page) -> list[str]:
    return [one.text for one in clauses(*pages)]


def test_an_empty_page_has_no_clauses() -> None:
    assert clauses(Page(1)) == ()
    assert clauses(page("\n \n----")) == ()


def test_no_word_of_a_page_is_lost() -> None:
    text = "Plan: rest\n• one • two\nTEST  RESULT\nA: 1; B: 2; C\n1. First. Second? Third"
    said = " ".join(texts(page(text))).split()
    assert sorted(said) == sorted(text.split())


def test_a_sentence_that_wraps_is_one_clause_and_its_box_is_around_both_lines() -> None:
    made = clauses(
        placed(
            (0.1, "No evidence of recurrent or residual disease in the chest, the abdomen and all other parts"),
            (0.116, "of the body."),
        )
    )
    assert [one.text for one in made] == [
        "No evidence of recurrent or residual disease in the chest, the abdomen and all other parts of the body."
    ]
    box = made[0].cite(3).box
    assert box is not None
    assert box.top == pytest.approx(0.1, abs=1e-3)
    assert box.bottom == pytest.approx(0.128, abs=1e-3)


def test_a_hyphen_at_the_end_of_a_line_is_taken_out_but_not_that_of_a_compound() -> None:
    assert texts(page("Acute lympho-\nblastic leukemia was found.")) == ["Acute lymphoblastic leukemia was found."]
    assert texts(page("The patient has non-\nhodgkin disease.")) == ["The patient has non-hodgkin disease."]


def test_the_foot_of_a_page_parts_no_sentence() -> None:
    long = "The mass in the anterior mediastinum has become much smaller since the study of the month before"
    first = placed((0.05, "Example Hospital MRN 1"), (0.8, long), (0.95, "Page 1 of 2"))
    second = placed((0.05, "Example Hospital MRN 1"), (0.2, "and is now 2 cm."), (0.95, "Page 2 of 2"), number=2)
    assert f"{long} and is now 2 cm." in texts(first, second)


def test_abbreviations_initials_and_decimals_end_no_sentence() -> None:
    assert texts(page("Seen by Dr. A. Okafor with 2.5 cm of mass. Next.")) == [
        "Seen by Dr. A. Okafor with 2.5 cm of mass.",
        "Next.",
    ]


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("FAMILY HISTORY", Section.FAMILY_HISTORY),
        ("Antecedentes heredofamiliares:", Section.FAMILY_HISTORY),
        ("Impresión diagnóstica", Section.CONCLUSION),
        ("3. Discharge medications:", Section.MEDICINES),
        ("Descripción macroscópica", Section.GROSS),
        ("IMMUNOHISTOCHEMISTRY", Section.STAINS),
        ("Motivo del estudio:", Section.INDICATION),
        ("Hospital course", Section.COURSE),
        ("Oncologic history to date:", Section.HISTORY),
        ("Datos de alarma", Section.GENERAL),
        ("Questions for the second opinion", Section.QUESTIONS),
    ],
)
def test_a_heading_opens_its_section(line: str, section: Section) -> None:
    made = clauses(page(f"{line}\nSomething is said here."))
    assert made[-1].section is section
    assert made[-1].text == "Something is said here."


def test_text_may_follow_its_heading_on_the_line() -> None:
    made = clauses(page("Diagnosis: Wilms tumor\nSex: female\nPlan: surgery"))
    assert [(one.section, one.text) for one in made] == [
        (Section.DIAGNOSIS, "Diagnosis: Wilms tumor"),
        (Section.NONE, "Sex: female"),
        (Section.PLAN, "Plan: surgery"),
    ]


def test_an_unknown_heading_closes_the_section_before_it() -> None:
    made = clauses(page("Allergies\nPenicillin\nWHO CAME ALONG\nNobody else was there."))
    assert made[1].section is Section.ALLERGIES
    assert made[-1].section is Section.NONE
    assert made[-1].heading == "WHO CAME ALONG"


def test_in_a_paper_all_in_capitals_a_line_is_no_heading() -> None:
    made = clauses(page("IMPRESSION\nRELAPSE OF DISEASE\nNO EFFUSION\nSTABLE NODULE"))
    assert {one.section for one in made} == {Section.CONCLUSION}


def test_a_sentence_that_begins_like_a_heading_is_none() -> None:
    made = clauses(page("Plan was discussed with both parents today."))
    assert made[0].section is Section.NONE


def test_a_label_with_a_date_opens_no_section() -> None:
    assert {one.section for one in clauses(page("Exam date: 03/04/2024\nFecha del diagnóstico: 03/04/2024"))} == {
        Section.NONE
    }


def test_a_date_set_to_the_right_is_not_joined_with_the_title_below() -> None:
    right, title = placed((0.1, "Sampleton, May 5, 2026"), left=0.7), placed((0.116, "Summary for second opinion"))
    assert texts(Page(1, right.lines + title.lines, 600, 800)) == [
        "Sampleton, May 5, 2026",
        "Summary for second opinion",
    ]


def test_items_of_a_list_stand_apart_also_on_one_line() -> None:
    assert texts(page("• Fever • Cough")) == ["• Fever", "• Cough"]


def test_a_row_has_its_cells_under_their_heads() -> None:
    made = clauses(
        placed((0.1, "Test | Result | Unit"), (0.116, "Hemoglobin | 10.1 | g/dL"), (0.132, "Platelets | 300 | 10*3/uL"))
    )
    assert [cell for _, cell in made[1].cells] == ["Hemoglobin", "10.1", "g/dL"]
    assert made[1].header == ("Test", "Result", "Unit")
    assert made[2].text[made[2].cells[1][0] :].startswith("300")


def test_a_cell_that_is_empty_does_not_shift_the_heads() -> None:
    made = clauses(placed((0.1, "Test | Result | Flag | Unit"), (0.116, "Sodium | 138 | H | mmol/L")))
    assert made[1].header == ("Test", "Result", "Flag", "Unit")
    shifted = clauses(placed((0.1, "Test | Result | Flag | Unit"), (0.116, "Sodium | 138 | - | mmol/L")))
    assert shifted[1].header[-1] == "Unit"


def test_a_cell_goes_on_in_the_next_line() -> None:
    made = clauses(placed((0.1, "Test | Result"), (0.116, "Erythrocyte | 20"), (0.130, "sedimentation")))
    assert [cell for _, cell in made[-1].cells] == ["Erythrocyte sedimentation", "20"]


def test_named_cells_of_a_source_without_pages_are_a_row() -> None:
    made = clauses(page("Test: Sodium; Value: 138; Unit: mmol/L"))
    assert made[0].header == ("Test", "Value", "Unit")
    assert made[0].cells[1] == (21, "138")


def test_columns_by_tabs_and_bars() -> None:
    made = clauses(page("Marker\tResult\nCD30\tpositive"))
    assert [cell for _, cell in made[1].cells] == ["CD30", "positive"]
    assert made[1].header == ("Marker", "Result")


def test_the_readers_own_tables_give_the_cells_of_a_line() -> None:
    made = clauses_of(
        (page("Marker Result\nCD 30 weakly positive"),),
        sections(),
        [[["Marker", "Result"], ["CD 30", "weakly positive"]]],
    )
    assert [cell for _, cell in made[1].cells] == ["CD 30", "weakly positive"]


def test_tables_are_found_in_what_office_readers_tell_and_other_shapes_are_let_be() -> None:
    rows: Json = [["Marker", "Result"], ["CD30", None]]
    assert tables_of({"tables": [rows]}) == [[["Marker", "Result"], ["CD30", ""]]]
    assert tables_of({"sheets": [{"name": "a", "rows": rows}, {"name": "b"}, 3]}) == [
        [["Marker", "Result"], ["CD30", ""]]
    ]
    assert tables_of({"tables": "none", "sheets": None}) == []


def test_every_clause_quotes_words_of_its_page() -> None:
    one = placed((0.1, "Plan | rest"), (0.2, "Diagnosis: Wilms tumor"), (0.3, "A: 1 | B: 2"))
    for made in clauses(one):
        assert all(word in one.text for word in made.cite().quote.split())
