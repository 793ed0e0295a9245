"""What reports on tissue and operations describe. All papers and people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.findings.text.cited import Cited
from consilium.domain.findings.tissue.tissuefeatures import features_in
from consilium.domain.records import Citation
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from

STATED, NEGATED, UNCERTAIN = Assertion.STATED, Assertion.NEGATED, Assertion.UNCERTAIN


def features(text: str, category: str = "pathology_report") -> set[tuple[str, str, Assertion]]:
    said = {"text": text, "category": category, "date": "2024-05-05", "order": "dmy"}
    words = finding_words()
    found = list(features_in(paper_from(said), (), words.features, words.assertion))
    assert {(one.kind, one.detail["symptom"]) for one in found} <= {(Kind.CONDITION, "yes")}
    return {(one.name, one.value, one.assertion) for one in found}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sheets of cells with rosettes and little neuropil.", ("rosettes", "", STATED)),
        ("Rosettes are not seen.", ("rosettes", "", NEGATED)),
        ("Mitotic activity: 14/10 HPF.", ("mitoses", "14/10 HPF", STATED)),
        ("Possible vascular invasion.", ("invasion", "vascular invasion", UNCERTAIN)),
        ("The choroid is free of tumor.", ("choroid involvement", "free of tumor", NEGATED)),
        ("The choroid is focally involved.", ("choroid involvement", "involved", STATED)),
        ("Superficie de corte arenosa.", ("gritty", "arenosa", STATED)),
        ("No se identifica pleomorfismo.", ("pleomorphism", "pleomorfismo", NEGATED)),
        ("Actividad mitótica de 9/10 CGA.", ("mitoses", "9/10 CGA", STATED)),
    ],
)
def test_a_report_on_tissue_tells_what_is_seen(text: str, wanted: tuple[str, str, Assertion]) -> None:
    assert wanted in features(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The spleen and the pancreas were normal.", {("pancreas", "normal", STATED)}),
        ("Stomach free of disease.", {("stomach involvement", "free of disease", NEGATED)}),
        ("Diaphragm infiltrated over 2 cm.", {("diaphragm involvement", "infiltrated", STATED)}),
        ("Bazo sin lesiones.", {("spleen involvement", "sin lesiones", NEGATED)}),
    ],
)
def test_an_operation_tells_how_an_organ_is(text: str, wanted: set[tuple[str, str, Assertion]]) -> None:
    assert wanted <= features(text, "operative")


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Rosettes and mitoses.", "discharge"),
        ("The liver was packed away.", "operative"),
        ("Was there necrosis?", "pathology_report"),
        ("If necrosis exceeds 90 % the response is good.", "pathology_report"),
    ],
)
def test_what_is_of_no_tissue_or_not_told_is_left_out(text: str, category: str) -> None:
    assert features(text, category) == set()


def test_what_a_finding_quotes_is_not_said_again() -> None:
    said = {"text": "Brisk mitoses and necrosis.", "category": "pathology_report", "date": "2024-05-05"}
    paper, words = paper_from(said), finding_words()
    told = Finding(Kind.RESPONSE, "necrosis", citations=(Citation("mitoses and necrosis", 1),))
    found = {one.name for one in features_in(paper, (told,), words.features, words.assertion)}
    assert found == {"mitoses"}
    at = paper.clauses[0].text.index("necrosis")
    assert Cited.of((told,)).has(paper.clauses[0], at, at + 8)
    assert not Cited.of(()).has(paper.clauses[0], at, at + 8)
