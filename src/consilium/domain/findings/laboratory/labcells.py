"""Rows of results without heads, whose cells say by their looks what they are, and which rows are results at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from consilium.domain.findings.laboratory.labrows import RowResult
from consilium.domain.findings.laboratory.labserology import PRESENCE
from consilium.domain.findings.laboratory.labstacks import looks
from consilium.domain.findings.laboratory.labtables import RESULTS, Cell
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords, limits, result_in_cell
from consilium.domain.findings.laboratory.units import unit_in
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.numerals import written_in
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Category

# Papers whose tables are of laboratory results, when they name tests that are not known here; and papers whose tables
# with ranges are of the body, the heart or the lungs.
LABORATORY = frozenset({Category.LABS, None, Category.DISCHARGE, Category.CLINICAL_SUMMARY})
_OF_THE_BODY = frozenset({
    Category.IMAGING_REPORTS, Category.HEART_HEARING_TESTS, Category.GROWTH_AND_HISTORY, Category.RADIATION,
    Category.PATHOLOGY_REPORT, Category.BONE_MARROW,
})  # fmt: skip
_FEWEST, _MOST, _LONGEST, _WORDS = 2, 6, 60, 6
_NAME = re.compile(r"[^\W_].*[^\W\d_].*|[^\W\d_]{2,}\d*|[A-Z]\d{1,2}")
_LISTED = 20  # words in which a line names its tests
_ORDERS = frozenset({Section.TREATMENT, Section.MEDICINES, Section.PLAN})
_ORDERED = re.compile(
    r"\d\s?(?:mg|mcg|µg|ug|g|UI|IU|U|ml|mL)/(?:kg|m2|m²|dose|dosis|d[ií]a|day)\b|\d\s?(?:mg|mcg|g|UI|IU|ml|mL)\b.{0,20}"
    r"\b(?:c/|cada|every|q)\s?\d",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|[•▪*-])\s+")

_CLUSTER = re.compile(r"CD\d")
_SUBSETS = re.compile(
    r"subset|subpoblaci|poblaciones linf|lymphocyte (?:panel|phenotyp|enumer|count)|linfocitos? [TB]\b"
    r"|\b[TB]-? ?(?:cells|lymphocytes)\b|\bNK\b|(?:immune|inmun\w+) reconstitu|reconstituci\w+ inmun",
    re.IGNORECASE,
)


def by_cells(cells: Sequence[tuple[int, str]], base: Result, tests: LabTests, words: ResultWords) -> RowResult | None:
    """The one result of a row `Glycine | 884 | H | 150 - 470`; None for another row."""
    if not _FEWEST <= len(cells) <= _MOST:
        return None
    numbered = _NUMBERED.match(cells[0][1])
    name = cells[0][1][numbered.end() if numbered else 0 :].strip(" :*")
    known = tests.named(name) is not None
    if not (known or (_NAME.fullmatch(name) and len(name) <= _LONGEST and len(words_of(name)) <= _WORDS)):
        return None
    result, valued, ranged = replace(base, name=name), False, False
    for _, text in cells[1:]:
        role = looks(text, words, valued=valued)
        if role == "result" and not valued:
            made = result_in_cell(result, text.strip(" |"), words)
            if made is None:
                return None
            result, valued = made, True
        elif role == "unit" and not result.unit:
            result = replace(result, unit=text.strip(" |()[]"))
        elif role == "reference" and not ranged:
            result, ranged = replace(result, reference=text.strip(" |()[]")), True
        elif role == "flag" and not result.flag:
            result = replace(result, flag=text.strip() if text.strip().casefold() != "normal" else "")
        else:
            return None
    if not valued or not (ranged or (known and (result.unit or result.flag))):
        return None
    return RowResult(result, cells[0][0], cells[-1][0] + len(cells[-1][1]))


def is_result(
    result: Result, cells: Sequence[Cell], category: Category | None, words: ResultWords, measures: PhraseIndex[bool]
) -> bool:
    """Whether a row of a test that is not known is one: in a laboratory's table, with a unit or a range."""
    roles = {cell.column.role for cell in cells}
    letters = sum(char.isalnum() for char in result.name) if any(map(str.isalpha, result.name)) else 0
    ranged = any(limits(result.reference))
    stated = unit_in(result.unit) != (0, 0) or ranged
    in_words = words.in_cell(result.value)
    valued = written_in(result.value) is not None or bool(in_words)
    worded = in_words in PRESENCE and not result.unit and ":" not in result.name
    stated = stated or (worded and category is Category.LABS)
    if next(measures.find(words_of(result.name)), None) is not None:
        return False  # of the heart, the lungs, the child's body
    here = category in LABORATORY or (ranged and category not in _OF_THE_BODY and RESULTS & roles)
    return bool(here) and stated and valued and 2 <= letters <= 60 and "test" in roles


def is_order(clause: Clause) -> bool:
    """Whether a row of a list of treatments tells a dose by the child's size or how often it is given, though heads of
    results stand over it: `Meropenem | 20 mg/kg c/8 h | 05/10 al 17/10`."""
    return bool(clause.cells) and clause.section in _ORDERS and _ORDERED.search(clause.text) is not None


def of_cluster(test: LabTest) -> bool:
    """Whether a test counts cells by a marker, which marks ill cells too."""
    return _CLUSTER.match(test.name) is not None


def of_subsets(text: str) -> bool:
    """Whether a text is about the kinds of lymphocytes."""
    return _SUBSETS.search(text) is not None


def lists_tests(clause: Clause, tests: LabTests) -> bool:
    """Whether a line under other heads tells several tests, each with its value: `Hb 114  WBC 6.2  Plt 308`."""
    words = clause.words
    hits = list(tests.by_name.find(words[:_LISTED]))
    ends = [(words[one.after - 1].end, words[other.first].start) for one, other in pairwise(hits)]
    return len(ends) > 1 and all(any(map(str.isdigit, clause.text[end:start])) for end, start in ends)
