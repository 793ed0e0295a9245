"""Papers labelled by hand: what is read of pathology, genes, imaging and mentions, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.text.clauses import clauses_of
from consilium.domain.findings.topics import imaging, mentions, molecular, pathology
from consilium.domain.records import Box, Category, Line, Page, Reading
from consilium.knowledge.findings.words import finding_words

HERE = Path(__file__).parent
TOPICS = (pathology, molecular, imaging, mentions)
NOWHERE = Box(0, 0, 0, 0)


def paper_of(case: Mapping[str, Any]) -> Paper:
    lines = tuple(Line(text, NOWHERE) for text in case["text"].splitlines())
    page = Page(1, lines)
    return Paper(
        Reading("text", pages=(page,)),
        clauses_of((page,), finding_words().sections),
        Category(case["category"]),
        PartialDate.from_iso(case["date"]) if case.get("date") else None,
        case.get("order", ""),
    )


def found_in(paper: Paper) -> list[Finding]:
    words = finding_words()
    names = [(topic, topic.__name__.rpartition(".")[2]) for topic in TOPICS]
    return [one for topic, name in names for one in topic.find(paper, words.topics[name], words.assertion)]


def matches(finding: Finding, expected: Mapping[str, Any]) -> bool:
    """Whether a finding is the expected one: every field that the label names, no other."""
    said: dict[str, Any] = {
        "kind": finding.kind.value,
        "name": finding.name,
        "value": finding.value,
        "number": finding.number,
        "comparator": finding.comparator,
        "assertion": finding.assertion.value,
        "laterality": finding.laterality,
        "site": finding.site,
        "when": str(finding.when) if finding.when else None,
    }
    if not all(_same(said[key], value) for key, value in expected.items() if key != "detail"):
        return False
    return all(str(finding.detail.get(key, "")) == str(value) for key, value in expected.get("detail", {}).items())


def _same(said: Any, expected: Any) -> bool:
    return bool(said == expected)


def judged(file: str) -> Iterator[tuple[str, list[Mapping[str, Any]], list[Finding], int]]:
    """For each paper: its name, the labels that nothing matches, the findings without a label, and the matches."""
    for case in yaml.safe_load((HERE / file).read_text("utf-8")):
        found = [one for one in found_in(paper_of(case)) if one.kind.value in case["kinds"]]
        missed, count = [], 0
        for expected in case["expect"]:
            hit = next((one for one in found if matches(one, expected)), None)
            if hit is None:
                missed.append(expected)
            else:
                found.remove(hit)
                count += 1
        yield case["id"], missed, found, count


@pytest.mark.parametrize("file", ["path_develop.yaml", "path_held.yaml"])
def test_precision_and_recall_on_labelled_papers_hold(file: str) -> None:
    results = list(judged(file))
    right = sum(count for *_, count in results)
    missed = [(name, dict(one)) for name, misses, _, _ in results for one in misses]
    wrong = [(name, one.kind.value, one.name) for name, _, extra, _ in results for one in extra]
    assert right / (right + len(missed)) >= 0.9, missed
    assert right / (right + len(wrong)) >= 0.9, wrong


@pytest.mark.parametrize("file", ["path_develop.yaml", "path_held.yaml"])
def test_every_quote_stands_in_its_source(file: str) -> None:
    for case in yaml.safe_load((HERE / file).read_text("utf-8")):
        paper = paper_of(case)
        text = " ".join(case["text"].split())
        for finding in found_in(paper):
            assert finding.citations
            assert all(one.quote and " ".join(one.quote.split()) in text for one in finding.citations), finding
