"""Laboratory, growth, medicines and allergies on labelled papers; half of them were not read while rules were made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.topics import TOPICS
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from

TOPIC_NAMES = ("laboratory", "growth", "medicines", "allergies")
KINDS = {Kind.LABORATORY, Kind.GROWTH, Kind.FUNCTION, Kind.MEDICINE, Kind.ALLERGY}
Row = tuple[str, ...]


def papers(half: str) -> list[dict[str, Any]]:
    held = yaml.safe_load((Path(__file__).parent / f"labs_{half}.yaml").read_text("utf-8"))
    return list(held["papers"])


def found_in(said: dict[str, Any]) -> list[Finding]:
    paper, words = paper_from(said), finding_words()
    chosen = {topic.__name__.rpartition(".")[2]: topic for topic in TOPICS}
    return [
        found
        for name in TOPIC_NAMES
        for found in chosen[name].find(paper, words.topics[name], words.assertion)
        if found.kind in KINDS
    ]


def row_of(found: Finding) -> Row:
    if found.kind is Kind.MEDICINE:
        parts = [found.detail.get(key, "") for key in ("dose", "frequency", "state")]
        return (found.kind, found.name, *(str(part) for part in parts), found.assertion)
    if found.kind is Kind.ALLERGY:
        return (found.kind, found.name, str(found.detail.get("reaction", "")), "", str(found.when), found.assertion)
    return (found.kind, found.name, found.value, found.unit, str(found.when), found.assertion)


def row_wanted(listed: list[Any]) -> Row:
    filled = [str(part) for part in listed]
    if len(filled) == 5:
        filled.append("stated")
    return tuple(filled)


def compared(half: str) -> tuple[int, int, int, list[str]]:
    """How many were found and wanted, found and not wanted, wanted and not found; and each fault in words."""
    right = wrong = missed = 0
    faults = []
    for said in papers(half):
        wanted = Counter(row_wanted(one) for one in said["expect"])
        allowed = Counter(row_wanted(one) for one in said.get("also", ()))
        told = Counter(row_of(one) for one in found_in(said))
        right += sum((wanted & told).values())
        extra, absent = told - wanted - allowed, wanted - told
        wrong, missed = wrong + sum(extra.values()), missed + sum(absent.values())
        faults += [f"{said['id']}: + {one}" for one in extra] + [f"{said['id']}: - {one}" for one in absent]
    return right, wrong, missed, faults


@pytest.mark.parametrize("half", ["develop", "held", "second", "third"])
def test_labelled_papers_are_read_as_the_issue_wants(half: str) -> None:
    right, wrong, missed, faults = compared(half)
    said = f"{half}: {right} right, {wrong} wrong, {missed} missed\n" + "\n".join(faults)
    assert right / (right + wrong) >= 0.97, said
    assert right / (right + missed) >= 0.9, said


@pytest.mark.parametrize("half", ["develop", "held", "second", "third"])
def test_every_quote_stands_in_its_paper(half: str) -> None:
    for said in papers(half):
        written = " ".join(str(said["text"]).split())
        quotes = [citation.quote for found in found_in(said) for citation in found.citations]
        assert quotes
        assert [quote for quote in quotes if " ".join(quote.split()) not in written] == []
