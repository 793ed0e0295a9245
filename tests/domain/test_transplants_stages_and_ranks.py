"""One transplant is one row, one stage too in any figures; what treats a tumor stands before lines and punctures."""

from __future__ import annotations

import pytest

from consilium.domain.clinical import CaseFinding
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.summary import Part
from consilium.domain.summary.stagefigures import figure_of
from consilium.knowledge.ranks import ranks
from tests.domain.test_rows_joined import D, case_of, paper, rows, said

DONE, EARLIER = paper("R2", "2026-09-24"), paper("R1", "2025-12-12")


def transplant(name: str, day: str = "", assertion: Assertion = Assertion.STATED, **detail: str) -> Finding:
    return said(Kind.TRANSPLANT, name, assertion, when=D(day) if day else None, detail=detail)


def test_a_transplant_that_three_papers_name_differently_is_one_row() -> None:
    case = case_of(
        (transplant("Allogeneic bone marrow transplantation", "2026-01-14"), paper("R3", "2026-04-28")),
        (transplant("allogeneic transplant", "2026-01-14", donor="haploidentical", day0="2026-01-14"), DONE),
        (transplant("stem cell transplant", "2026-01"), paper("R4", "2026-05-01")),
        (transplant("stem cell transplant", "2026-01-14", Assertion.PLANNED), EARLIER),
    )
    (only,) = rows(case, Part.TREATMENT, "transplant")
    assert "llogeneic" in str(only.cells[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (transplant("autologous transplant", "2025-10-08"), transplant("allogeneic transplant", "2025-10-08")),
        (transplant("autologous transplant", "2025-10-08"), transplant("autologous transplant", "2025-11-20")),
        (transplant("tandem autologous transplant", "2025-10"), transplant("autologous transplant", "2025-10-08")),
        (transplant("stem cell collection", "2025-10-08"), transplant("stem cell transplant", "2025-10-08")),
    ],
)
def test_two_transplants_stay_two_rows(one: Finding, other: Finding) -> None:
    assert len(rows(case_of((one, EARLIER), (other, DONE)), Part.TREATMENT, "transplant")) == 2


def stage(value: str, system: str) -> Finding:
    return said(Kind.STAGE, "stage", value=value, detail={"system": system} if system else {})


@pytest.mark.parametrize(
    ("values", "system", "shown"),
    [
        (("2", "II"), "IRS clinical group", "II"),
        (("IV", "4"), "INSS", "4"),
        (("2", "II"), "grupo clínico IRS", "II"),
        (("3", "III"), "WHO grade", "3"),
    ],
)
def test_one_stage_in_two_figures_is_one_row_in_its_systems_way(
    values: tuple[str, str], system: str, shown: str
) -> None:
    case = case_of((stage(values[0], system), EARLIER), (stage(values[1], system), DONE))
    (only,) = rows(case, Part.STAGE, "stage")
    assert only.cells[1] == shown


def test_figures_of_two_systems_stay_two_rows() -> None:
    case = case_of((stage("III", "IRS clinical group"), EARLIER), (stage("3", "COG"), DONE))
    assert len(rows(case, Part.STAGE, "stage")) == 2
    assert figure_of("IIB") == "2b"
    assert figure_of("M") == "m"


def rank(finding: Finding) -> int:
    return ranks().of(CaseFinding("1", finding, DONE))


def test_operations_on_the_tumor_stand_before_biopsies_before_lines_tubes_and_punctures() -> None:
    removed = rank(said(Kind.SURGERY, "gross total resection"))
    biopsied = rank(said(Kind.SURGERY, "core needle biopsy", detail={"what": "biopsy"}))
    shunt = rank(said(Kind.SURGERY, "ventriculoperitoneal shunt"))
    small = [
        rank(said(Kind.SURGERY, name))
        for name in ("tympanostomy tubes", "lumbar puncture", "central line placement", "extubation")
    ]
    assert removed > biopsied > shunt > max(small)
    assert rank(said(Kind.SURGERY, "residual tumor", Assertion.NEGATED, detail={"what": "event"})) == biopsied
    assert rank(said(Kind.SURGERY, "limb salvage surgery")) == removed


def test_returns_and_spread_stand_before_what_else_is_told_and_before_denials() -> None:
    relapse = rank(said(Kind.DIAGNOSIS, "alveolar rhabdomyosarcoma", detail={"status": "relapse"}))
    told = rank(said(Kind.DIAGNOSIS, "alveolar rhabdomyosarcoma"))
    assert relapse > told > rank(said(Kind.DIAGNOSIS, "metastatic disease", Assertion.NEGATED))
    assert rank(said(Kind.DIAGNOSIS, "metastatic disease")) == relapse


@pytest.mark.parametrize(
    ("value", "plain"),
    [("Drop metastasis at L2.", "Spleen homogeneous."), ("Recidiva local.", "Vía biliar no dilatada.")],
)
def test_sentences_of_reports_on_the_disease_stand_first(value: str, plain: str) -> None:
    first = said(Kind.IMAGING, "lesion", value=value, detail={"part": "findings"})
    normal = said(Kind.IMAGING, "organ", value=plain, detail={"part": "findings", "result": "normal"})
    assert rank(first) > rank(said(Kind.IMAGING, "mass", value="Mass of 4 cm.")) > rank(normal)
