"""What is only suggested is part of nothing until a person confirms it."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from consilium.actions import clinical, packet
from consilium.actions.documents import findings_in
from consilium.actions.opened import OpenCase
from consilium.casebook.models import InputFile
from consilium.domain.clinical import CaseFinding, ClinicalCase, Verdict
from consilium.domain.correcting import Changes
from consilium.domain.errors import InputError
from consilium.domain.findings import Finding, Kind, Origin
from consilium.domain.records import Citation
from tests.actions.conftest import Add
from tests.papers import letter, write

NAME = "glarb"
SAID = f"Hemoglobin 9.8 g/dL on 11 March 2024. The {NAME} was spoken of."
DOCTOR = "Dr. Ngozi Okafor-Example"
SUGGESTION = Finding(Kind.CONDITION, NAME, citations=(Citation(NAME, 1),), origin=Origin.SUGGESTED)


@pytest.fixture
def case(add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenCase:
    def read(case: OpenCase, row: InputFile) -> tuple[Finding, ...]:
        of_rules = (one for one in findings_in(case, row) if one.origin is not Origin.SUGGESTED)
        return (*of_rules, SUGGESTION)

    filling = importlib.import_module("consilium.actions.clinical.fill")  # its package has a function of that name
    monkeypatch.setattr(filling, "findings_in", read)
    return add(write(tmp_path / "records", {"letter.txt": letter(words=SAID)}), case="c").case


def known(case: OpenCase) -> ClinicalCase:
    return clinical.filled(case, "en").case


def the_one(found: tuple[CaseFinding, ...]) -> CaseFinding:
    [one] = [one for one in found if one.finding.name == NAME]
    return one


def written(case: OpenCase, folder: Path) -> tuple[str, str]:
    """summary.html and summary.fhir.json."""
    packet.write(case, folder, "en")
    return (folder / "summary.html").read_text("utf-8"), (folder / "summary.fhir.json").read_text("utf-8")


def test_a_suggestion_stands_apart(case: OpenCase) -> None:
    now = known(case)
    assert the_one(now.suggested).is_suggestion
    assert all(one.finding.origin is not Origin.SUGGESTED for one in now.findings)
    assert any(one.finding.name == "hemoglobin" for one in now.findings)


@pytest.mark.parametrize("verdict", [Verdict.CONFIRMED, Verdict.CORRECTED])
def test_a_persons_word_makes_it_a_finding(case: OpenCase, verdict: Verdict) -> None:
    changes = Changes(name="glarb of the knee") if verdict is Verdict.CORRECTED else Changes()
    clinical.judge(case, clinical.Correction(the_one(known(case).suggested).key, verdict, DOCTOR, changes=changes))
    now = known(case)
    assert not now.suggested
    judged = the_one(now.findings).judgement
    assert judged is not None
    assert (judged.verdict, judged.by) == (verdict, DOCTOR)


def test_struck_out_it_stays_apart_and_the_word_is_kept(case: OpenCase) -> None:
    clinical.judge(case, clinical.Correction(the_one(known(case).suggested).key, Verdict.STRUCK, DOCTOR))
    now = known(case)
    assert all(one.finding.name != NAME for one in now.findings)
    judged = the_one(now.suggested).judgement
    assert judged is not None
    assert judged.verdict is Verdict.STRUCK


def test_no_page_of_the_packet_tells_it_before(case: OpenCase, tmp_path: Path) -> None:
    html, bundle = written(case, tmp_path / "before")
    assert NAME not in html
    assert NAME not in bundle
    assert "1 more line of the records looks like a statement" in html
    clinical.judge(case, clinical.Correction(the_one(known(case).suggested).key, Verdict.CONFIRMED, DOCTOR))
    html, bundle = written(case, tmp_path / "after")
    assert NAME in html
    assert NAME in bundle
    assert "looks like a statement" not in html


def test_no_key_of_neither_is_judged(case: OpenCase) -> None:
    with pytest.raises(InputError):
        clinical.judge(case, clinical.Correction("0" * 12, Verdict.CONFIRMED, DOCTOR))
