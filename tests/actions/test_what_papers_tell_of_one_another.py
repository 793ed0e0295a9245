"""Over the whole case: numbers that no language moves, a birthday that dates nothing, places that other papers tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.actions import clinical
from consilium.actions.opened import OpenCase, identity_of, now
from consilium.actions.records.gather import gather
from consilium.actions.records.view import Shown, layout, view
from consilium.domain.clinical import CaseRecord
from consilium.domain.dates import PartialDate
from consilium.knowledge.catalog import catalog
from consilium.writers.summary.content import record_row
from tests.actions.conftest import Add
from tests.cast import MIA
from tests.papers import letter, write

MRI = "Example Children's Hospital\nMRI OF THE BRAIN\nDate: 12 March 2024\n{name}\nImpression: normal brain. No tumour."
LABS = "Example Children's Hospital\nLaboratory report\nDate: 12 March 2024\nPatient: {name}\nHaemoglobin 118 g/L"
TUMOUR = "Hospital Ejemplo\nInforme de anatomía patológica\nFecha: 12 de marzo de 2024\nPaciente: {name}\nLinfoma."
ASK = "Questions for the second doctors\n1. Is it back?\n2. Can she swim?\n"


def numbered(case: OpenCase, language: str) -> dict[str, str]:
    made = clinical.filled(case, language)
    return {number: file.path for number, file in made.files.items()}


def record(case: OpenCase, path: str) -> CaseRecord:
    made = clinical.filled(case, "en")
    (number,) = [one for one, file in made.files.items() if file.path.endswith(path)]
    return next(one for one in made.case.records if one.number == number)


def test_the_numbers_of_records_are_the_same_in_every_language(add: Add, tmp_path: Path) -> None:
    papers = {name: text.format(name=MIA.name) for name, text in (("z.txt", MRI), ("m.txt", LABS), ("a.txt", TUMOUR))}
    papers |= {"l.txt": letter(), "no date.txt": "Notes of nobody. Wilms tumour?", "ask.txt": ASK}
    case = add(write(tmp_path / "records", papers), case="c").case
    english, spanish = numbered(case, "en"), numbered(case, "es")
    assert english == spanish
    assert len(english) == len(papers)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("EXAMINATION UNDER ANAESTHESIA\nDate: 17 May 2010\nLeft eye: mass 4 mm.", None),
        (
            "EXAMINATION UNDER ANAESTHESIA\n17 May 2010\nDate: 27 June 2024\nLeft eye: mass 4 mm.",
            PartialDate(2024, 6, 27),
        ),
        ("NEWBORN SUMMARY\nDate: 17 May 2010\nGirl, 39 weeks, Apgar 9/10.", PartialDate(2010, 5, 17)),
    ],
)
def test_the_birthday_that_other_papers_tell_dates_no_paper(
    add: Add, tmp_path: Path, words: str, wanted: PartialDate | None
) -> None:
    case = add(write(tmp_path / "records", {"a.txt": letter(), "b.txt": words}), case="c").case
    assert record(case, "b.txt").date == wanted


def test_a_paper_without_a_hospital_is_of_the_one_whose_number_it_bears(add: Add, tmp_path: Path) -> None:
    bare = (
        f"Laboratory report\nPatient: {MIA.name}\nDate of birth: {MIA.born}\nMRN: {MIA.number}\nHaemoglobin 118 g/L\n"
    )
    other = letter().replace("Example Children's Hospital", "Sample Cancer Hospital").replace("Discharge", "Visit")
    alone = add(write(tmp_path / "one", {"a.txt": letter(), "b.txt": bare}), case="one").case
    assert record(alone, "b.txt").institution == "Example Children's Hospital"
    both = add(write(tmp_path / "two", {"a.txt": letter(), "b.txt": bare, "c.txt": other}), case="two").case
    assert record(both, "b.txt").institution == ""  # two hospitals use it: nobody knows which


def test_a_familys_questions_on_paper_are_offered_with_their_record(add: Add, tmp_path: Path) -> None:
    case = add(write(tmp_path / "records", {"a.txt": letter(), "ask.txt": ASK}), case="c").case
    known = clinical.filled(case, "en").case
    assert [one.text for one in known.written] == ["Is it back?", "Can she swim?"]
    assert {one.record for one in known.written} == {record(case, "ask.txt").number}


def test_a_paper_of_a_day_that_has_not_come_or_was_before_the_birth_says_so(add: Add, tmp_path: Path) -> None:
    ahead = MRI.replace("12 March 2024", "12 March 2059").format(name=MIA.name)
    early = LABS.replace("12 March 2024", "12 March 1998").format(name=MIA.name)
    case = add(write(tmp_path / "records", {"a.txt": letter(), "b.txt": ahead, "c.txt": early}), case="c").case
    shown = view(
        Shown("c", identity_of(case), now(), "en"), gather(case), layout(gather(case), catalog("en")), {}
    ).records
    told = {one.sources[0][-5:]: [remark.code for remark in one.remarks] for one in shown}
    assert told == {"a.txt": [], "b.txt": ["packet.dated_ahead"], "c.txt": ["packet.dated_before_birth"]}
    marked = [record_row(one, catalog("en"))[1] for one in shown]
    assert marked == ["1998-03-12 [! check the date]", "2024-03-12", "2059-03-12 [! check the date]"]
