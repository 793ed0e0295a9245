"""Ways of writing that strangers' papers showed: tests that are awaited, rows of genes, panels, forms and risks."""

from __future__ import annotations

import pytest
from onepaper import clauses, findings, page, placed
from test_path_labelled import found_in, paper_of

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.topics import diagnosis, mentions, molecular, stage
from consilium.domain.records import Category


def read(text: str, category: str = "clinical_summary", kind: Kind | None = None) -> list[Finding]:
    found = found_in(paper_of({"text": text, "category": category, "date": "2024-05-05", "order": "dmy"}))
    return [one for one in found if kind is None or one.kind is kind]


def said(found: list[Finding]) -> set[tuple[str, str]]:
    return {(one.name, str(one.assertion)) for one in found}


@pytest.mark.parametrize(
    ("text", "gene", "how"),
    [
        ("GATA2 analysis has been activated, report to follow.", "GATA2", "pending"),
        ("Estudio molecular (BRAF, RET) en curso.", "RET", "pending"),
        ("EZHIP sequencing was not available at this site.", "EZHIP", "negated"),
        ("Se sugiere confirmar BRAF V600E por PCR.", "BRAF", "planned"),
        ("JAK3 and IL2RG to be sent.", "IL2RG", "planned"),
    ],
)
def test_a_test_of_a_gene_that_has_no_result_is_a_mention_and_no_variant(text: str, gene: str, how: str) -> None:
    found = findings(molecular, text, Category.GENETICS)
    assert (gene, how) in said([one for one in found if one.kind is Kind.MENTION])
    assert not any(one.kind is Kind.VARIANT and one.assertion is Assertion.STATED for one in found)


def test_a_row_of_genes_shares_the_result_in_its_other_cell() -> None:
    text = "BRAF V600E | Not detected\nETV6::RUNX1 | No fusion seen\nTCF3 | Pendiente"
    found = said(findings(molecular, text, Category.GENETICS))
    assert {("BRAF", "negated"), ("ETV6::RUNX1", "negated"), ("TCF3", "pending")} <= found


def test_dots_lead_from_a_label_to_its_value() -> None:
    rows = [
        [text for _, text in one.cells] for one in clauses(page("Stage (COG) ......... II\nFocality ....... Unifocal"))
    ]
    assert rows == [["Stage (COG)", "II"], ["Focality", "Unifocal"]]


def test_an_ellipsis_in_a_sentence_parts_nothing() -> None:
    (clause,) = clauses(page("Protocolo LAL 2021... rama de alto riesgo desde la consolidación."))
    assert clause.cells == ()


@pytest.mark.parametrize(
    ("text", "marker", "intensity"),
    [
        ("CD45 dim, CD19 positive", "CD45", "weak"),
        ("CD7 intenso, CD5 débil", "CD7", "strong"),
        ("CD45 débil.", "CD45", "weak"),
    ],
)
def test_a_strength_right_behind_a_marker_says_that_it_is_there(text: str, marker: str, intensity: str) -> None:
    one = next(one for one in read(text, "bone_marrow") if one.name == marker)
    assert one.detail["result"] == "positive"
    assert one.detail.get("intensity", intensity) in (intensity, "dim")


def test_cytoplasmic_and_surface_markers_are_two() -> None:
    text = "Inmunofenotipo: CD3 citoplasmático positivo, CD3 superficie negativo"
    found = {(one.name, one.detail["result"]) for one in read(text, "bone_marrow", Kind.FLOW)}
    assert {("cytoplasmic CD3", "positive"), ("surface CD3", "negative")} <= found


def test_a_criterion_is_no_share_of_cells() -> None:
    assert read("CD5 does not meet the criterion (<75 % of cells).", "bone_marrow", Kind.FLOW) == []


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Calcitonina: no solicitada.", "calcitonin", "negated"),
        ("Control de fósforo en 48 h", "phosphorus", "planned"),
        ("Soluble CD25 ......... pending", "soluble IL-2 receptor", "pending"),
        ("Flow cytometry (none done)", "flow cytometry", "negated"),
        ("Hemocultivo enviado, resultado pendiente.", "blood culture", "pending"),
    ],
)
def test_what_was_not_made_or_is_awaited_is_said_so(text: str, name: str, how: str) -> None:
    assert (name, how) in said(findings(mentions, text))


def test_a_value_is_no_mention_of_its_test() -> None:
    assert findings(mentions, "Calcium 9.8 mg/dL, ferritin 220 ng/mL.") == []


def test_a_study_of_a_day_to_come_is_planned() -> None:
    (found,) = findings(mentions, "Brain MRI on 14/09/2024.", date=PartialDate(2024, 5, 5), order="dmy")
    assert found.assertion is Assertion.PLANNED


def test_marrow_of_a_transplant_is_no_test_of_it() -> None:
    assert findings(mentions, "Trasplante de médula ósea el 22/03/2022.", order="dmy") == []


@pytest.mark.parametrize(
    "text", ["Riesgo de segundas neoplasias explicado a los padres.", "There is a higher chance of second cancers."]
)
def test_a_risk_that_is_explained_is_a_condition(text: str) -> None:
    assert said(findings(diagnosis, text)) == {("second malignancy", "conditional")}


def test_therapy_since_a_relapse_denies_no_relapse() -> None:
    text = "DIAGNOSIS\nNeuroblastoma.\nTREATMENT\nNinguna terapia desde la recaída."
    assert not any(one.assertion is Assertion.NEGATED for one in findings(diagnosis, text))


def test_each_return_keeps_its_own_day() -> None:
    text = "Diagnosis: B-ALL.\nHe had a relapse in February 2022 and a second relapse in June 2024."
    days = {str(one.when) for one in findings(diagnosis, text) if one.detail.get("status") == "relapse"}
    assert days == {"2022-02", "2024-06"}


@pytest.mark.parametrize(
    ("text", "system", "value"),
    [
        ("Ependymoma, CNS WHO grade 3.", "WHO grade", "3"),
        ("Embryonal rhabdomyosarcoma, stage 3, group III.", "IRS clinical group", "III"),
        ("Stage (COG): II", "COG", "II"),
    ],
)
def test_grades_and_groups_are_stages_of_their_system(text: str, system: str, value: str) -> None:
    assert (system, value) in {(one.detail.get("system"), one.value) for one in findings(stage, text)}


def test_an_injury_of_the_kidney_has_no_stage_of_cancer() -> None:
    assert findings(stage, "AKI stage 2, recovered.") == []


def test_specimens_of_an_operation_are_each_one() -> None:
    text = "Piezas a patología: (1) hígado derecho, (2) vesícula, (3) ganglio hiliar."
    found = read(text, "operative", Kind.SPECIMEN)
    assert [str(one.when) for one in found] == ["2024-05-05"] * 3


def test_a_table_of_flow_cytometry_has_its_shares_in_a_column() -> None:
    heads, row = (0.1, "Antígeno | Expresión | % positivo"), (0.12, "CD34 | Positivo | 35")
    assert [one.header for one in clauses(placed(heads, row))][-1] == ("Antígeno", "Expresión", "% positivo")
