"""The word and the rule of `docs/how-to/add-a-rule.md` work as they stand there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from onepaper import NOWHERE, cues, extracted

from consilium.domain.findings.explained import Trace
from consilium.domain.findings.extraction import extract_within, paper_of
from consilium.domain.findings.passes import PASSES, Scene, _over
from consilium.domain.findings.topics import history
from consilium.domain.records import Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.documents import document
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "add-a-rule.md"


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    return str(found)


def reading(*lines: str) -> Reading:
    return Reading("text", pages=(Page(1, tuple(Line(line, NOWHERE) for line in lines)),))


def test_the_word_is_found_once_it_stands_in_its_table() -> None:
    told = yaml.safe_load(block("yaml"))
    data: dict[str, Any] = {}
    for name in (*history.SHARED, "history"):
        data |= document(f"findings/{name}.yaml")
    paper = paper_of(*_sorted("Past history: syndrome of sample."), finding_words())
    before = history.find(paper, history.words_from(data), cues())
    assert "sample syndrome" not in [one.name for one in before]
    data["conditions"] = [*data["conditions"], *told["conditions"]]
    for text in ("Past history: syndrome of sample.", "Antecedentes: síndrome de Muestra."):
        paper = paper_of(*_sorted(text), finding_words())
        assert "sample syndrome" in [one.name for one in history.find(paper, history.words_from(data), cues())]


def test_the_rule_is_a_pass_that_marks_what_it_says() -> None:
    made: dict[str, Any] = {"__name__": "consilium.domain.findings.text.markedsic"}
    exec(compile(block("python"), str(PAGE), "exec"), made)
    one = _over(made["marked_sic"])
    assert one.name == "text.markedsic.marked_sic"
    lines = ("Clinic letter", "Received doxorubicin 250 mg/m2 (sic) on 4 March 2025 and vincristine 1.5 mg/m2.")
    paper = paper_of(*_sorted(*lines), finding_words())
    told = {found.name: found for found in one.run(list(extracted(*lines)), Scene(paper, finding_words()))}
    assert told["doxorubicin"].detail["doubt"] == "sic"
    assert "doubt" not in told["vincristine"].detail


def test_what_the_page_shows_of_a_trace_is_what_is_told() -> None:
    trace = Trace()
    read = reading("Clinic letter", "Date: 14 March 2025", "No fever.")
    extract_within("text", read, sort(read, rules().sorting), finding_words(), watch=trace)
    trace.end()
    (told,) = trace.papers
    (story,) = [one for one in told.stories if one.finding.name == "fever"]
    assert story.told_by == "topics.history"
    assert [change.by for change in story.changes] == ["days.standing.dated_by_place"]
    assert all(f"{name}: {was} → {now}" in PAGE.read_text("utf-8") for name, was, now in story.changes[0].what)


def test_every_pass_has_a_name_of_its_module() -> None:
    names = [name for one in PASSES for name in one.name.split(", ")]
    assert all(re.fullmatch(r"[a-z]+(\.[a-z0-9]+)*\.[a-z_]+", name) for name in names)


def _sorted(*lines: str) -> tuple[Reading, Any]:
    read = reading(*lines)
    return read, sort(read, rules().sorting)
