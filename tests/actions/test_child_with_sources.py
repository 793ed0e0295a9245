"""Who the child is, in the summary: with the words of a record, or without any where the family said it."""

from __future__ import annotations

from pathlib import Path

from consilium.actions import clinical
from consilium.actions.cases import Child
from consilium.actions.opened import OpenCase
from consilium.domain.dates import PartialDate
from consilium.domain.records import Remark
from consilium.domain.summary import Part
from tests.actions.conftest import Add
from tests.cast import MIA
from tests.papers import ct_slice, letter, pdf, write


def quoted(case: OpenCase) -> dict[str, list[tuple[str, int | None, str]]]:
    """By what is said of the child: the words quoted, their page and place."""
    made, _ = clinical.derive(clinical.filled(case, "en").case)
    (section,) = [one for one in made.sections if one.part is Part.CHILD]
    found = {}
    for row in section.groups[0].rows:
        if isinstance(row.cells[0], Remark):
            cited = [one.citation for one in row.references]
            found[row.cells[0].code] = [(one.quote, one.page, one.place) for one in cited]
    return found


def test_what_only_the_family_said_has_no_source(add: Add, tmp_path: Path) -> None:
    child = Child("Lia Sample Example", PartialDate(2011, 2, 3), "female")
    case = add(write(tmp_path / "records", {"a.txt": "Nothing about anyone."}), child=child).case
    assert set(map(tuple, quoted(case).values())) == {()}


def test_the_lines_of_a_paper_are_quoted(add: Add, tmp_path: Path) -> None:
    case = add(write(tmp_path / "records", {"a.pdf": pdf(letter())}), case="c").case
    found = quoted(case)
    assert found["summary.child_name"] == [(f"Patient: {MIA.name}", 1, "")]
    assert found["summary.child_born"] == [(f"Date of birth: {MIA.born}", 1, "")]
    assert found["summary.child_number"] == [(f"MRN: {MIA.number}", 1, "")]
    assert found["summary.child_sex"] == []  # no paper says so


def test_a_value_below_the_heading_of_its_column_is_quoted(add: Add, tmp_path: Path) -> None:
    table = f"Patient   Date of birth   MRN   Sex\n{MIA.name}   {MIA.born}   {MIA.number}   Female\nCT of the chest.\n"
    child = Child(MIA.name, PartialDate.from_iso(MIA.born), "female")
    case = add(write(tmp_path / "records", {"a.txt": letter(), "b.txt": table}), child=child).case
    for quotes in quoted(case).values():
        assert all(quote for quote, _, _ in quotes)


def test_of_images_the_element_is_quoted_as_it_stands_there(add: Add, tmp_path: Path) -> None:
    case = add(write(tmp_path / "records", {"IM1": ct_slice(1)}), case="c").case
    found = quoted(case)
    assert found["summary.child_name"] == [(MIA.dicom, None, "0010,0010")]
    assert found["summary.child_born"] == [(MIA.born.replace("-", ""), None, "0010,0030")]
