"""Which rule told a statement, which changed it, what dropped it. All papers here are synthetic."""

from __future__ import annotations

from onepaper import NOWHERE

from consilium.domain.findings.explained import JOINED, PaperTold, Trace
from consilium.domain.findings.extraction import extract, extract_within
from consilium.domain.findings.passes import PASSES
from consilium.domain.records import Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

LINES = (
    "Clinic letter",
    "Date: 14 March 2025",
    "Family history: breast cancer in aunt.",
    "Received doxorubicin 25 mg/m2 on 4 March 2025. No fever.",
    "Doxorubicin was given on 4 March 2025.",
    "Biopsy was done on 4 February 2035.",
    "Platelets 84 on 31/02/2025.",
)


def reading(*lines: str) -> Reading:
    return Reading("text", pages=(Page(1, tuple(Line(line, NOWHERE) for line in lines)),))


def traced(*lines: str) -> tuple[PaperTold, Trace]:
    read, trace = reading(*lines), Trace()
    extract_within("text", read, sort(read, rules().sorting), finding_words(), watch=trace)
    trace.end()
    return trace.papers[0], trace


def test_what_is_left_of_a_trace_is_what_is_found() -> None:
    told, _ = traced(*LINES)
    read = reading(*LINES)
    found = extract("text", read, sort(read, rules().sorting), finding_words())
    left = [story.finding for story in told.stories if not story.dropped_by]
    assert sorted(one.quote for one in left) == sorted(one.quote for one in found)


def test_each_statement_has_the_rule_that_told_it_and_those_that_changed_it() -> None:
    told, _ = traced(*LINES)
    names = {name for one in PASSES for name in one.name.split(", ")}
    for story in told.stories:
        assert story.told_by.startswith("topics.") or set(story.told_by.split(", ")) <= names
    days = {change.by for story in told.stories for change in story.changes if story.finding.name == "platelets"}
    assert "days.nocalendar.without_days_of_no_calendar" in days
    biopsy = {change.by for story in told.stories for change in story.changes if story.finding.name == "biopsy"}
    assert "days.doneahead.done_ahead" in biopsy


def test_what_is_dropped_names_what_dropped_it() -> None:
    told, _ = traced(*LINES)
    assert JOINED in {story.dropped_by for story in told.stories if story.finding.name == "doxorubicin"}


def test_statements_stand_under_their_sentence() -> None:
    told, _ = traced(*LINES)
    under = {clause.text: {one.finding.name for one in stories} for clause, stories in told.by_clause() if clause}
    assert under["No fever."] == {"fever"}
    assert "platelets" in under["Platelets 84 on 31/02/2025."]


def test_a_language_that_is_passed_over_is_told() -> None:
    german = "Das Kind erhielt Cisplatin und wurde in gutem Zustand nach Hause entlassen, kein Rezidiv."
    _, trace = traced(*LINES, german)
    assert trace.unread == ["de"]
