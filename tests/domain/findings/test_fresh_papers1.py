"""Sixteen papers of diseases that the stories do not tell, labelled by a stranger to the rules before any was read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from consilium.domain.findings import Assertion, Finding
from consilium.domain.findings.extraction import extract
from consilium.domain.phrases import fold
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

PAPERS = Path(__file__).parent / "fresh_papers1.yaml"
NOWHERE = Box(0, 0, 0, 0)
COUNTED = frozenset(("diagnosis", "stage", "risk", "specimen", "stain", "variant", "cytogenetics", "methylation",
                     "measurement", "family_history"))  # fmt: skip
Label = Mapping[str, Any]


@cache
def papers() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(PAPERS.read_text("utf-8")))


def read(text: str) -> tuple[Finding, ...]:
    """Sorted and read as the program does it: one page of plain lines."""
    reading = Reading("text", pages=(Page(1, tuple(Line(line, NOWHERE) for line in text.splitlines())),))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


def fits(label: Label, one: Finding) -> bool:
    """Whether a finding is what a label says; the papers' head tells what a label says."""
    quoted = (
        one.quote if one.kind.value in ("imaging", "measurement", "specimen", "family_history", "diagnosis") else ""
    )
    said = fold(" ".join((one.name, one.value, one.site, quoted, *map(str, one.detail.values()))))
    values = fold(" ".join((one.value, *map(str, one.detail.values())))).replace("estandar", "standard").split()
    return (
        one.kind.value in label["k"].split("/")
        and any(fold(name) in said for name in label["n"].split("/"))
        and (
            "v" not in label or any(fold(value) in values or _begins(value, values) for value in label["v"].split("/"))
        )
        and ("d" not in label or fold(label["d"]) in said)
        and ("side" not in label or one.laterality == label["side"])
        and _class(one.assertion.value) in label.get("a", "stated").split("/")
    )


def _begins(value: str, words: list[str]) -> bool:
    return len(value) > 1 and any(word.strip("<>%~≥.").startswith(fold(value)) for word in words)


def _class(assertion: str) -> str:
    """Historical and of the family are statements as well: the label's kind says of whom."""
    return "stated" if assertion in (Assertion.HISTORICAL, Assertion.FAMILY) else assertion


def judged(paper: Mapping[str, Any]) -> tuple[list[Label], list[Label], list[Finding]]:
    """Labels that a finding fits, labels that none fits, and findings of the counted kinds that no label fits."""
    found = read(paper["text"])
    hit = [label for label in paper["expect"] if any(fits(label, one) for one in found)]
    missed = [label for label in paper["expect"] if label not in hit and not label.get("maybe")]
    extra = [
        one for one in found if one.kind.value in COUNTED and not any(fits(label, one) for label in paper["expect"])
    ]
    return [label for label in hit if not label.get("maybe")], missed, extra


def test_nothing_counted_is_read_that_no_label_says() -> None:
    results = [(paper["id"], *judged(paper)) for paper in papers()]
    right = sum(len(hit) for _, hit, _, _ in results)
    wrong = [
        (name, one.kind.value, one.name, one.assertion.value, one.quote) for name, *_, extra in results for one in extra
    ]
    assert right / (right + len(wrong)) >= 0.98, wrong


def test_almost_everything_labelled_is_read() -> None:
    results = [(paper["id"], *judged(paper)) for paper in papers()]
    right = sum(len(hit) for _, hit, _, _ in results)
    missed = [(name, dict(label)) for name, _, misses, _ in results for label in misses]
    assert right / (right + len(missed)) >= 0.95, missed


@pytest.mark.parametrize("paper", papers(), ids=lambda paper: str(paper["id"]))
def test_every_quote_of_a_fresh_paper_stands_in_it(paper: Mapping[str, Any]) -> None:
    text = " ".join(paper["text"].replace("|", " ").split())
    for one in read(paper["text"]):
        assert all(" ".join(place.quote.split()) in text for place in one.citations), one


def said(text: str, kind: str) -> list[tuple[str, str]]:
    return [(one.name, one.assertion.value) for one in read(text) if one.kind.value == kind]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("We do not think that this is a medulloblastoma.", "medulloblastoma", "negated"),
        ("The tumour is not thought to be a hepatoblastoma.", "hepatoblastoma", "negated"),
        ("No creemos que se trate de un neuroblastoma.", "neuroblastoma", "negated"),
        ("The features exclude neuroblastoma.", "neuroblastoma", "negated"),
        ("The features do not exclude neuroblastoma.", "neuroblastoma", "uncertain"),
        ("Biopsy to exclude neuroblastoma.", "neuroblastoma", "uncertain"),
        ("Nephroblastomatosis vs. neuroblastoma.", "neuroblastoma", "uncertain"),
    ],
)
def test_a_diagnosis_that_is_thought_not_to_be_is_never_stated(text: str, name: str, how: str) -> None:
    assert (name, how) in said(text, "diagnosis")


def test_diabetes_insipidus_is_no_diabetes() -> None:
    assert said("He has diabetes insipidus.", "condition") == [("diabetes insipidus", "stated")]


def test_a_fall_of_a_serum_marker_and_a_pregnancy_test_are_no_stains() -> None:
    text = "SURGICAL PATHOLOGY REPORT\nSpecimen: Left ovary\nAFP fell by 90% after surgery.\nUrine hCG negative."
    assert said(text, "stain") == []


def test_the_row_of_heads_above_specimens_is_no_specimen() -> None:
    text = "SURGICAL PATHOLOGY REPORT\nPart | Specimen | Procedure\nA | Left ovary | Biopsy\nB | Omentum | Biopsy"
    found = [(one.value, one.laterality) for one in read(text) if one.kind.value == "specimen"]
    assert found == [("Left ovary", "left"), ("Omentum", "")]


def test_lettered_specimens_of_one_line_are_each_a_specimen() -> None:
    text = "SURGICAL PATHOLOGY REPORT\nSpecimen(s): A. Left ovary, biopsy. B. Right ovary, biopsy."
    assert [one.laterality for one in read(text) if one.kind.value == "specimen"] == ["left", "right"]


def test_a_letter_goes_on_with_a_study_only_where_its_next_sentence_does() -> None:
    seen = "MRI of the abdomen showed a mass in the left kidney. There was no ascites."
    assert ("effusion", "negated") in said(seen, "imaging")
    asked = "MRI of the abdomen showed a mass in the left kidney. Examination found no ascites."
    assert ("effusion", "negated") not in said(asked, "imaging")


def test_a_gene_alone_in_its_column_takes_the_result_of_its_row() -> None:
    text = "Gene | Variant | Result\nNPM1 | - | Not detected\nNRAS | - | Detected"
    assert said(text, "variant") == [("NPM1", "negated"), ("NRAS", "stated")]
