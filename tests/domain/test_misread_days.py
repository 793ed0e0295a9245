"""Days of treatment that recognition misread: doubted where the case shows so, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.findings.finding import Finding
from consilium.domain.misreaddays import SEEMS, without_misread_days
from consilium.domain.summary import Part, summarize
from consilium.knowledge.catalog import LANGUAGES, catalog
from tests.domain.gap_cases import Says, case, record, says
from tests.domain.test_clinical_summary import rows

_PAPERS = (
    record("R1", "labs", "2024-03-09", "Blood count"),
    record("R2", "imaging_reports", "2024-03-11", "CT"),
    record("R3", "pathology_report", "2024-05-14", "Pathology"),
    says("R3", "diagnosis", "Wilms tumor", "2024-05-14"),
    record("R4", "treatment_records", "2024-04-19", "Road map"),
)


def _treated(when: str, kind: str = "drug", confidence: float | None = 0.96) -> Says:
    told = says("R4", kind, "vincristine", when)
    return replace(told, finding=replace(told.finding, confidence=confidence))


def _checked(*parts: object) -> Finding:
    made: ClinicalCase = without_misread_days(case(*parts))  # type: ignore[arg-type]
    found: list[CaseFinding] = [one for one in made.findings if one.record.number == "R4"]
    return found[-1].finding


@pytest.mark.parametrize("kind", ["drug", "cycle", "radiation", "transplant"])
def test_a_recognized_treatment_before_all_signs_of_the_illness_has_no_day(kind: str) -> None:
    found = _checked(*_PAPERS, _treated("2024-02-15", kind))
    assert (found.when, found.detail[SEEMS]) == (None, "2024-02-15")


@pytest.mark.parametrize(
    "treated",
    [
        _treated("2024-03-15"),  # before the tumor was taken out, as it should be
        _treated("2024-03-05"),  # some days before the first paper
        _treated("2024-02-15", confidence=None),  # typed
        _treated("2022-02-15"),  # another illness may be
        _treated("2024-02"),
    ],
)
def test_other_days_stand(treated: Says) -> None:
    assert _checked(*_PAPERS, treated).when == treated.finding.when


def test_a_case_of_few_dated_papers_or_no_diagnosis_doubts_nothing() -> None:
    assert _checked(*_PAPERS[:2], _PAPERS[-1], _treated("2024-02-15")).when is not None
    assert _checked(_PAPERS[2], _PAPERS[3], _PAPERS[-1], _treated("2024-02-15")).when is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_tells_what_the_picture_seems_to_say(language: str) -> None:
    made = without_misread_days(case(*_PAPERS, _treated("2024-02-15", "radiation")))
    (row,) = rows(summarize(made), Part.TREATMENT, "radiation")
    told = [catalog(language).remark(mark) for mark in row.marks if mark.code == "summary.day_seems"]
    assert len(told) == 1
    assert "2024-02-15" in told[0] or "2024" in told[0]
