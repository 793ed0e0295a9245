"""What is missing is named so that a records office knows it, with the day by which it finds it."""

from __future__ import annotations

import pytest

from consilium.domain.completeness import Standing, Status, gaps
from consilium.domain.completeness.asked import paper_asked
from consilium.domain.dates import PartialDate
from consilium.domain.records import Category
from consilium.domain.summary import gap_rows
from consilium.knowledge.catalog import catalog
from consilium.knowledge.displaynames import display_names
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import Says, case, record, says
from tests.domain.test_gaps_besides import LEUKEMIA


def found(*parts: object) -> dict[str, Status]:
    return {row.thing: row for row in gaps(case(*parts), requirements())}  # type: ignore[arg-type]


def owed(rows: dict[str, Status], thing: str) -> list[tuple[str, str]]:
    return [(item.kind, str(item.when or "")) for item in rows[thing].items] if thing in rows else []


@pytest.mark.parametrize(
    ("kind", "category", "what", "thing", "english", "spanish"),
    [
        ("report", "bone_marrow", "bone marrow", "story_report", "Bone marrow report", "Informe de médula ósea"),
        ("report", "pathology_report", "", "", "Pathology report", "Informe de patología"),
        ("report", "operative", "resection", "", "Operation report (resection)", "Informe de la operación (resección)"),
        (
            *("report", "treatment_records", "isotretinoin", "treatment_records"),
            "Treatment record with doses and dates of: isotretinoin",
            "Registro de tratamiento con dosis y fechas de: isotretinoína",
        ),
        (
            *("report", "treatment_records", "tandem autologous transplant", "treatment_records"),
            "Transplant summary with drugs, doses and day of infusion (tandem autologous transplant)",
            "Resumen del trasplante con medicamentos, dosis y día de la infusión (trasplante autólogo en tándem)",
        ),
        (
            *("report", "heart_hearing_tests", "echocardiogram", "heart_hearing_tests"),
            "Echocardiogram report (heart ultrasound)",
            "Informe del ecocardiograma (ultrasonido del corazón)",
        ),
        ("result", "genetics", "TP53", "", "Final result of this test: TP53", "Resultado final de esta prueba: TP53"),
        ("report", "genetics", "", "", "Genetic test report", "Informe de la prueba genética"),
        ("report", "imaging", "photograph", "story_photographs", "Photos of the eye", "Fotos del ojo"),
    ],
)
def test_each_paper_has_its_name(kind: str, category: str, what: str, thing: str, english: str, spanish: str) -> None:
    for language, expected in (("en", english), ("es", spanish)):
        named = display_names(language).name(what)
        assert catalog(language).remark(paper_asked(kind, Category(category), what, thing, named)) == expected


def test_no_row_of_the_summary_is_only_a_heading() -> None:
    rows = gap_rows(found(*LEUKEMIA, says("R1", "drug", "isotretinoin")).values())
    told = [cell.code for row in rows for cell in row.cells if hasattr(cell, "code")]
    assert told
    assert "gaps.thing_story_report" not in told


def _residual(*days: str) -> list[Says]:
    return [says("R3", "mrd", "minimal residual disease", day, value="0.03 %", specimen="bone marrow") for day in days]


def test_a_table_of_residual_disease_asks_for_no_slides_of_its_signature() -> None:
    table = record("R3", "bone_marrow", "2026-09-28", "Minimal residual disease, summary")
    rows = found(*LEUKEMIA, table, *_residual("2026-05-08", "2026-06-22", "2026-08-10"))
    assert all(when != "2026-09-28" for _, when in owed(rows, "marrow_slides"))


def test_a_report_on_one_marrow_asks_for_its_slides_by_the_day_it_was_taken() -> None:
    one = record("R3", "bone_marrow", "2026-09-28", "Bone marrow", numbers=("BM26-00417",))
    rows = found(*LEUKEMIA, one, says("R3", "specimen", "bone marrow", "2026-09-24"))
    assert ("slides", "2026-09-24") in owed(rows, "marrow_slides")
    assert ("slides", "2026-09-28") in owed(found(*LEUKEMIA, one), "marrow_slides")


def test_typing_is_asked_for_by_the_day_on_which_it_was_sent() -> None:
    sent = says("R1", "mention", "HLA typing", what="laboratory", status="sent")
    sent.finding.detail["status_date"] = "2026-10-01"  # type: ignore[index]
    assert owed(found(*LEUKEMIA, sent), "story_hla") == [("result", "2026-10-01")]


NEUROBLASTOMA = (
    record("R1", "discharge", "2026-05-01", "Discharge summary"),
    says("R1", "diagnosis", "neuroblastoma", "2025-03-04"),
)


@pytest.mark.parametrize(
    ("kind", "name", "more", "asked"),
    [
        ("drug", "doxorubicin", {}, ["echocardiogram"]),
        ("drug", "cisplatin", {}, ["audiogram"]),
        ("drug", "vincristine", {}, []),
        ("transplant", "autologous transplant", {}, ["echocardiogram"]),
        ("transplant", "stem cell collection", {}, []),
        ("radiation", "radiation", {"site": "mediastinum"}, ["echocardiogram"]),
        ("radiation", "radiation", {"site": "left adrenal bed"}, []),
    ],
)
def test_tests_that_treatment_asks_for_are_asked_for_by_name(
    kind: str, name: str, more: dict[str, str], asked: list[str]
) -> None:
    rows = found(*NEUROBLASTOMA, says("R1", kind, name, "2025-10-08", **more))
    assert [item.what for item in rows["heart_hearing_tests"].items] == asked


def test_a_test_that_is_here_or_was_only_planned_for_asks_for_none() -> None:
    given = says("R1", "drug", "doxorubicin", "2025-10-08")
    echo = record("R2", "heart_hearing_tests", "2026-01-01", "Echocardiogram")
    assert not found(*NEUROBLASTOMA, given, echo)["heart_hearing_tests"].items
    planned = says("R1", "drug", "doxorubicin", "2025-10-08", "planned")
    assert "heart_hearing_tests" not in found(*NEUROBLASTOMA, planned)


def _summed(finding: Says) -> Says:
    finding.finding.detail["cumulative"] = "yes"  # type: ignore[index]
    return finding


def test_sheets_of_a_silent_time_are_owed_where_a_summary_sums_up_a_new_drug() -> None:
    start = (
        record("R1", "discharge", "2021-06-22", "Discharge summary"),
        says("R1", "diagnosis", "B-cell acute lymphoblastic leukemia", "2021-05-20"),
        says("R1", "drug", "daunorubicin"),
    )
    end = record("R2", "treatment_records", "2023-08-14", "Treatment summary")
    rows = found(*start, end, _summed(says("R2", "drug", "doxorubicin")), _summed(says("R2", "drug", "daunorubicin")))
    sheets = [item for row in rows.values() for item in row.items if item.reason.code == "gaps.item_treatment_summed"]
    assert [(item.when, item.until) for item in sheets] == [(PartialDate(2021, 6, 22), PartialDate(2023, 8, 14))]
    known = found(*start, end, _summed(says("R2", "drug", "daunorubicin")))
    assert not [
        item for row in known.values() for item in row.items if item.reason.code == "gaps.item_treatment_summed"
    ]


def test_a_laboratory_holds_no_scans() -> None:
    lab = record("R3", "genetics", "2026-04-15", "Cytogenetics", place="Reference Flow Laboratory")
    rows = found(*LEUKEMIA, lab)
    assert rows["imaging_reports"].standing is Standing.MISSING
    assert rows["imaging_reports"].institution == found(*LEUKEMIA)["imaging_reports"].institution != ""
