"""Where not all rows have room, the ones that another team needs stay; words are cut at their ends, never within."""

from __future__ import annotations

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.records import Remark
from consilium.domain.summary import Group, Span, Statement
from consilium.knowledge.catalog import catalog
from consilium.knowledge.ranks import ranks
from consilium.writers.summary import wording
from consilium.writers.summary.choosing import chosen, clipped, listed

RECORD = CaseRecord("f1", "R1", "Letter")


def rank(kind: Kind, name: str, assertion: Assertion = Assertion.STATED, **detail: str) -> int:
    return ranks().of(CaseFinding("k", Finding(kind, name, assertion=assertion, detail=detail), RECORD))


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        (rank(Kind.TOXICITY, "bacteremia", grade="3"), rank(Kind.TOXICITY, "nausea", grade="1")),
        (rank(Kind.TOXICITY, "sinusoidal obstruction syndrome", grade="2"), rank(Kind.TOXICITY, "nausea", grade="2")),
        (rank(Kind.TOXICITY, "nausea", grade="grade 3"), rank(Kind.TOXICITY, "nausea")),
        (rank(Kind.TOXICITY, "anaphylaxis"), rank(Kind.TOXICITY, "osteonecrosis", Assertion.NEGATED)),
        (rank(Kind.SURGERY, "resection"), rank(Kind.SURGERY, "core needle biopsy", what="biopsy")),
        (rank(Kind.SURGERY, "core needle biopsy", what="biopsy"), rank(Kind.SURGERY, "line", what="device")),
        (rank(Kind.TRANSPLANT, "autologous transplant"), rank(Kind.TRANSPLANT, "collection", Assertion.PLANNED)),
        (rank(Kind.MRD, "mrd", timepoint="end of induction"), rank(Kind.MRD, "mrd")),
        (rank(Kind.ALLERGY, "latex"), rank(Kind.ALLERGY, "peanut", Assertion.NEGATED)),
        (rank(Kind.VARIANT, "ALK"), rank(Kind.VARIANT, "TERT", Assertion.NEGATED)),
    ],
)
def test_what_limits_treatment_ranks_before_what_does_not(kept: int, left: int) -> None:
    assert kept > left


def row(day: str, name: str, rank_: int = 0) -> Statement:
    return Statement((Span(PartialDate.from_iso(day)) if day else Span(), name), rank=rank_)


def test_rows_are_chosen_by_rank_and_shown_in_their_order() -> None:
    rows = (row("2025-01-01", "nausea", -2), row("2025-02-01", "pain"), row("2025-03-01", "anaphylaxis", 3))
    assert [one.cells[1] for one in chosen(Group("toxicity", ("date", "toxicity"), rows), 2)] == ["pain", "anaphylaxis"]


def test_of_equals_the_latest_stay_where_the_last_counts_and_rows_without_a_day_give_way_first() -> None:
    rows = (row("2025-01-01", "first"), row("2025-02-01", "last"), row("", "undated"))
    late = Group("mrd", ("date", "finding"), rows, late=True)
    assert [one.cells[1] for one in chosen(late, 1)] == ["last"]
    assert [one.cells[1] for one in chosen(late, 2)] == ["first", "last"]
    early = Group("surgery", ("date", "operation"), rows)
    assert [one.cells[1] for one in chosen(early, 1)] == ["first"]
    assert chosen(early, 9) == rows


@pytest.mark.parametrize(
    ("text", "bound", "cut"),
    [
        ("CD19 positive; CD22 positive; HLA-DR positive", 34, "CD19 positive; CD22 positive …"),
        ("The total dose of cyclophosphamide is not known", 30, "The total dose of …"),
        ("short", 30, "short"),
        ("exactly", 7, "exactly"),
    ],
)
def test_words_are_cut_at_their_ends(text: str, bound: int, cut: str) -> None:
    assert clipped(text, bound) == cut
    assert len(clipped(text, bound)) <= bound


def test_one_long_word_is_cut_to_its_room() -> None:
    assert len(clipped("x" * 80, 20)) <= 20


def test_remarks_stand_whole_or_are_counted() -> None:
    assert listed(["one remark", "another remark"], 15) == ("one remark", 1)
    assert listed(["one remark", "another remark"], 60) == ("one remark; another remark", 0)
    marks = tuple(Remark("doses.part_unknown", {"drug": drug}) for drug in ("melphalan", "thiotepa", "busulfan"))
    said = wording.after(Statement(("",), marks), catalog("en"), 60)
    assert said.endswith("+2")
    assert "melphalan" in said


@pytest.mark.parametrize(("language", "said"), [("en", "told 2026-05-05"), ("es", "dicho 2026-05-05")])
def test_a_row_without_a_day_is_shown_with_the_day_of_its_paper(language: str, said: str) -> None:
    assert wording.when(Span(told=PartialDate(2026, 5, 5)), catalog(language)) == said


def test_a_semicolon_stands_behind_no_full_stop() -> None:
    assert listed(["By the table of: Sample (2018).", "The total is not known.", "corrected"], 200) == (
        "By the table of: Sample (2018). The total is not known. corrected",
        0,
    )
    assert listed(["one", "two"], 200) == ("one; two", 0)
