"""A report in several versions: the summary shows the last, and what each says otherwise than the one before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consilium.domain.clinical import CaseRecord, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.packet import ChildView
from consilium.domain.summary import Part, summarize
from consilium.domain.summary.model import Group, Statement
from consilium.domain.summary.versionrows import versions as version_groups
from consilium.domain.versions import VersionPaper, versions
from consilium.knowledge.catalog import catalog
from consilium.knowledge.findings import version_words
from consilium.writers.summary import wording

SAME = "Gross: a tan tumor of the upper pole, sampled in twelve blocks. "
IGUAL = "Macroscopía: tumor pardo del polo superior, estudiado en doce bloques. "
ENGLISH = (
    "PRELIMINARY REPORT  Reported: 01/15/2025\nLeft kidney: Wilms tumor. Margins: pending. Lymph nodes: 0 of 5.",
    "FINAL REPORT  Reported: 01/18/2025\nLeft kidney: Wilms tumor. Margins: negative. Lymph nodes: 0 of 5.",
    "AMENDED REPORT  Reported: 01/25/2025\nLeft kidney: Wilms tumor. Margins: positive. Lymph nodes: 0 of 5. "
    "Slides were seen again.",
)
SPANISH = (
    "INFORME PRELIMINAR  Informado: 15/01/2025\nTumor de Wilms. Márgenes: pendientes. Ganglios: 0 de 5.",
    "INFORME FINAL  Informado: 18/01/2025\nTumor de Wilms. Márgenes: negativos. Ganglios: 0 de 5.",
)


def _case(*texts: str) -> ClinicalCase:
    papers, records = [], []
    for at, said in enumerate(texts, start=1):
        day = PartialDate(2025, 1, 10 + at)
        papers.append(
            VersionPaper(
                f"R{at}",
                f"{said}\n{IGUAL if texts == SPANISH else SAME}",
                "pathology_report",
                "Nephrectomy",
                "Lake",
                day,
                ("S25-1",),
            )
        )
        records.append(CaseRecord(str(at), f"R{at}", "Nephrectomy", date=day))
    several = versions(papers, version_words())
    return ClinicalCase("Case", ChildView(), date(2025, 3, 1), records=tuple(records), versions=several)


def _rows(case: ClinicalCase) -> list[Statement]:
    return [row for group in version_groups(case) for row in group.rows]


def test_each_step_tells_what_changed_and_cites_both_papers() -> None:
    first, second = _rows(_case(*ENGLISH))
    assert first.cells[2].startswith("“Margins: pending.” → “Margins: negative.”")
    assert list(dict.fromkeys(one.record for one in first.references)) == ["R1", "R2"]
    cited = {(one.record, one.citation.quote) for one in first.references}
    assert {("R1", "Margins: pending."), ("R2", "Margins: negative.")} <= cited
    assert all(quote for _, quote in cited)
    assert "“Margins: negative.” → “Margins: positive.”" in second.cells[2]
    assert "+ “Slides were seen again.”" in second.cells[2]
    assert [mark.code for mark in second.marks] == ["summary.version_amended"]
    assert "Lymph nodes" not in f"{first.cells} {second.cells}"


ADDENDUM = (
    "SURGICAL PATHOLOGY REPORT  Reported: 01/15/2025\nLeft kidney: Wilms tumor. Margins: negative.",
    "SURGICAL PATHOLOGY REPORT, ADDENDUM 1  Reported: 01/25/2025\nFISH for 1q: gain.",
)


def test_an_addendum_takes_nothing_back() -> None:
    papers = [
        VersionPaper(
            f"R{at}", said, "pathology_report", "Nephrectomy", "Lake", PartialDate(2025, 1, 10 + at), ("S25-1",)
        )
        for at, said in enumerate(ADDENDUM, start=1)
    ]
    case = replace(_case(*ENGLISH[:2]), versions=versions(papers, version_words()))
    (row,) = _rows(case)
    assert "−" not in str(row.cells[2])
    assert "→" not in str(row.cells)
    assert "+ “FISH for 1q: gain.”" in str(row.cells[2])
    assert [mark.code for mark in row.marks] == ["summary.version_adds"]
    assert {one.record for one in row.references} == {"R2"}


def test_spanish_reports_too() -> None:
    (row,) = _rows(_case(*SPANISH))
    assert row.cells[2].startswith("“Márgenes: pendientes.” → “Márgenes: negativos.”")


def test_one_paper_alone_is_no_version_and_makes_no_group() -> None:
    assert _rows(_case(ENGLISH[0])) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_summary_shows_them_beside_the_word_on_disagreements(language: str) -> None:
    made = summarize(_case(*ENGLISH))
    section = next(one for one in made.sections if one.part is Part.CONFLICTS)
    groups: list[Group] = [group for group in section.groups if group.rows]
    assert [group.code for group in groups] == ["versions"]
    words = catalog(language)
    assert wording.nothing(section, words) == words.text("summary.none_conflicts")
    assert all(wording.columns(group, words) for group in groups)
