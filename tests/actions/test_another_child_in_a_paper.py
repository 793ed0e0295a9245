"""A paper that holds another child's summary inside this child's letter: whose it is told to be, and for whom."""

from __future__ import annotations

from pathlib import Path

from consilium.actions import clinical
from consilium.actions.opened import identity_of, now
from consilium.actions.records.gather import gather
from consilium.actions.records.view import Shown, layout, view
from consilium.actions.search import find, opened_index
from consilium.domain.records import Ended
from consilium.knowledge.catalog import catalog
from tests.actions.conftest import Add
from tests.papers import joined, saved, write

HEAD = "Lakeview Synthetic Hospital\nPatient: PRUEBASON, Milo    DOB: 03/21/2016    MRN: LK-771200    Sex: M\n"
OTHER = "Patient: EJEMPLAR, Greta    DOB: 11/02/2012    MRN: LK-660011    Sex: F\n"
NOTE = HEAD + "CLINIC NOTE  Visit date: 06/18/2025\nWilms tumor of the left kidney.\n"
MIXED = HEAD + "CLINIC LETTER  Date: 05/20/2025\nMilo was seen today.\n----- forwarded -----\n" + OTHER + "Leukemia.\n"
ABROAD = "Kinderklinik Musterstadt\nPatient: Milo Pruebason, geb. 21.03.2016\nArztbrief vom 12.05.2025\n"


def test_the_other_child_is_named_and_not_this_one(add: Add, tmp_path: Path) -> None:
    case = add(write(tmp_path / "records", {"a.txt": NOTE, "b.txt": NOTE + ".", "c.txt": MIXED}), case="c").case
    everything = gather(case)
    shown = Shown(case.document.name, identity_of(case), now(), "en")
    (other,) = view(shown, everything, layout(everything, catalog("en")), {}).set_aside
    assert other.named == "EJEMPLAR, Greta"
    assert str(other.birth_date) == "2012-11-02"


def test_the_word_before_a_birthday_abroad_is_no_part_of_the_name(add: Add, tmp_path: Path) -> None:
    case = add(write(tmp_path / "records", {"a.txt": NOTE, "b.txt": ABROAD}), case="c").case
    name = clinical.filled(case, "en").case.child.name
    assert name is not None
    assert name.text == "Milo PRUEBASON"


def test_a_number_knows_the_houses_whose_papers_print_it(add: Add, tmp_path: Path) -> None:
    case = add(write(tmp_path / "records", {"a.txt": NOTE}), case="c").case
    (number,) = clinical.filled(case, "en").case.child.numbers
    assert (number.value, number.places) == ("LK-771200", ("Lakeview Synthetic Hospital",))


CLINIC = (
    "Sample Children's Clinic\nClinic letter\nDate: October 5, 2025\n"
    "Patient: Milo Pruebason   DOB: 03/04/2016   MRN 77120\n"
)
AT_HOME = "Lakeview Synthetic Hospital\nPatient: Milo Pruebason   DOB: 2016-04-03   MRN: LK-771200\n"


def test_the_number_of_a_letter_whose_birth_date_reads_in_two_ways_is_kept(add: Add, tmp_path: Path) -> None:
    folder = {
        "a.txt": AT_HOME + "CLINIC NOTE  Visit date: 06/18/2025\nWilms tumor.\n",
        "b.txt": CLINIC + "Thank you.\n",
    }
    case = add(write(tmp_path / "records", folder), case="c").case
    numbers = {one.value: one.printed_by for one in clinical.filled(case, "en").case.child.numbers}
    assert numbers == {"LK-771200": "Lakeview Synthetic Hospital", "77120": "Sample Children's Clinic"}


CHART = (
    HEAD + "CLINIC NOTE  Visit date: 06/18/2025\nWilms tumor of the left kidney.\n",
    "Lakeview Synthetic Hospital\n" + OTHER + "CLINIC NOTE  Visit date: 06/19/2025\nAcute lymphoblastic leukemia.\n",
    HEAD + "CLINIC NOTE  Visit date: 06/20/2025\nHypertension.\n",
)


def test_a_page_of_another_child_in_a_chart_is_set_aside_and_the_rest_is_read(add: Add, tmp_path: Path) -> None:
    folder = {"a.txt": NOTE, "chart.pdf": saved(joined(*CHART))}
    case = add(write(tmp_path / "records", folder), case="c").case
    everything = gather(case)
    ends = {one.path: one.ended for one in everything.files}
    assert ends["chart.pdf!/p. 1, 3.pdf"] is Ended.READ
    assert ends["chart.pdf!/p. 2.pdf"] is Ended.OTHER_CHILD
    names = {one.finding.name for one in clinical.filled(case, "en").case.findings}
    assert "hypertension" in names
    assert not any("leukemia" in name for name in names)
    index = opened_index(case)
    assert [one.path for one in find(case, index, "leukemia")] == []
    assert [(one.path, one.page) for one in find(case, index, "hypertension")] == [("chart.pdf!/p. 1, 3.pdf", 2)]
    shown = Shown(case.document.name, identity_of(case), now(), "en")
    made = layout(everything, catalog("en"))
    assert set(made.places) == {one.id for one in everything.files if one.path in ("a.txt", "chart.pdf!/p. 1, 3.pdf")}
    assert len(view(shown, everything, made, {}).set_aside) == 1
