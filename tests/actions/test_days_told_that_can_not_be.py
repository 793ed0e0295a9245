"""Days that can't be, from the text of a record to what a second team is shown: before birth, still to come, in no
calendar. Each is said, none is a plan, none is lost without a word. All people are synthetic."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from consilium.actions import clinical, packet
from consilium.actions.opened import OpenCase
from consilium.domain.clinical import CaseFinding, Verdict
from consilium.domain.conflicts import ConflictKind, conflicts
from consilium.domain.correcting import Changes
from consilium.domain.findings import Assertion
from consilium.knowledge.catalog import LANGUAGES, catalog
from tests.actions.conftest import Add
from tests.papers import letter, write

WORDS = (
    "Biopsy of 2 February 2009 showed tumor. Se realizó toracoscopia el 4 de febrero de 2061. "
    "Received doxorubicin 25 mg/m2 on 31/02/2024. MRI was performed on 30 February 2024."
)
NO_DAYS = {"31/02/2024", "30 February 2024"}


@pytest.fixture
def case(add: Add, tmp_path: Path) -> OpenCase:
    return add(write(tmp_path / "records", {"letter.txt": letter(words=WORDS)}), case="c").case


def found(case: OpenCase) -> tuple[CaseFinding, ...]:
    return clinical.filled(case, "en").case.findings


def test_each_is_a_conflict_with_the_calendar_and_none_a_plan(case: OpenCase) -> None:
    wrong = [one for one in conflicts(clinical.filled(case, "en").case) if one.kind is ConflictKind.IMPOSSIBLE]
    assert {one.reasons[0].code for one in wrong} == {
        "conflicts.before_birth", "conflicts.in_the_future", "conflicts.no_such_day"
    }  # fmt: skip
    assert {one.sides[0].says for one in wrong} == {"2009-02-02", "2061-02-04", *NO_DAYS}
    assert not [one for one in found(case) if one.shown.assertion is Assertion.PLANNED]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_packet_says_them(case: OpenCase, tmp_path: Path, language: str) -> None:
    packet.write(case, tmp_path / "packet", language)
    words, folder = catalog(language), tmp_path / "packet"
    page = (folder / "summary.html").read_text("utf-8")
    printed = "".join(
        sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(folder / "summary.pdf")
    )
    for written in NO_DAYS:
        assert words.text("conflicts.no_such_day", record="R1", written=written) in page
        assert written in " ".join(printed.split())
        assert words.text("findings.no_such_day", written=written) in (folder / "START-HERE.html").read_text("utf-8")
    assert words.text("summary.after_paper") in page
    fhir = json.loads((folder / "summary.fhir.json").read_bytes())
    notes = [str(entry["resource"].get("note")) for entry in fhir["entry"]]
    assert any("31/02/2024" in note for note in notes)
    assert not [entry for entry in fhir["entry"] if "2024-02-3" in str(entry)]


def test_a_person_gives_the_right_day_and_the_doubt_is_gone(case: OpenCase) -> None:
    (dose,) = (one for one in found(case) if one.finding.name == "doxorubicin")
    assert (dose.finding.when, dose.finding.detail["day_written"]) == (None, "31/02/2024")
    right = clinical.Correction(dose.key, Verdict.CORRECTED, "Dr. Example", "chart", changes=Changes(when="2024-03-01"))
    clinical.judge(case, right)
    (dose,) = (one for one in found(case) if one.finding.name == "doxorubicin")
    assert str(dose.shown.when) == "2024-03-01"
    assert not {"day_doubt", "day_written"} & dose.shown.detail.keys()
    wrong = [one for one in conflicts(clinical.filled(case, "en").case) if one.kind is ConflictKind.IMPOSSIBLE]
    assert "31/02/2024" not in {one.sides[0].says for one in wrong}


def test_doses_that_can_hardly_be_meant_are_marked_from_their_text(add: Add, tmp_path: Path) -> None:
    """The whole way: the marking of radiation and medicines was lost once between rule and record."""
    said = letter(words="Received craniospinal irradiation 2160 Gy in 12 fractions. Takes levothyroxine 50 mg daily.")
    case = add(write(tmp_path / "records", {"letter.txt": said}), case="c").case
    doubts = {one.finding.name: one.finding.detail.get("doubt") for one in found(case)}
    assert doubts["levothyroxine"] == "dose_too_high"
    assert "dose_too_high" in [doubt for name, doubt in doubts.items() if "irradiation" in name or name == "radiation"]
