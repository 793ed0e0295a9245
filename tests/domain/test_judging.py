"""Whose statement a person's word is, after rules have read the same words otherwise: never a neighbour's."""

from __future__ import annotations

from dataclasses import replace

from consilium.domain.findings.finding import Code, Finding, Kind
from consilium.domain.judging import Judged, Read, beside, bound, says_same
from consilium.domain.records import Citation

LINE = (Citation("Hgb 9.8 g/dL Plt 512", 2),)


def lab(name: str, value: str, citations: tuple[Citation, ...] = LINE) -> Finding:
    return Finding(Kind.LABORATORY, name, value=value, number=float(value), citations=citations)


HGB = Judged("old", "c0ffee", lab("hgb", "9.8"))


def test_a_word_is_not_given_to_the_neighbour_on_the_same_line() -> None:
    """Hemoglobin was judged and is read no more; platelets stand beside it, then and now."""
    judged = replace(HGB, beside=("plt",))
    assert bound([Read("plt", "c0ffee", lab("platelets", "512"))], [judged]) == {"old": ""}
    new = Read("new", "c0ffee", lab("mean platelet volume", "512"))
    assert bound([Read("plt", "c0ffee", lab("platelets", "512")), new], [judged]) == {"old": ""}


def test_a_word_is_not_given_to_a_statement_of_another_file_page_or_kind() -> None:
    other_file = Read("k", "beef", lab("hgb", "9.9"))
    other_page = Read("k", "c0ffee", lab("hgb", "9.9", (replace(LINE[0], page=3),)))
    other_kind = Read("k", "c0ffee", replace(lab("hgb", "9.9"), kind=Kind.MEASUREMENT))
    for one in (other_file, other_page, other_kind):
        assert bound([one], [HGB]) == {"old": ""}


def test_a_word_that_fits_two_goes_to_neither() -> None:
    two = [Read("a", "c0ffee", lab("hgb", "98")), Read("b", "c0ffee", lab("hgb", "0.98"))]
    assert bound(two, [HGB]) == {"old": ""}
    assert bound([*two, Read("c", "c0ffee", lab("Hgb", "9.8"))], [HGB]) == {"old": "c"}


def test_a_word_without_its_statement_is_found_by_its_key_only() -> None:
    assert bound([Read("k", "c0ffee", lab("hgb", "9.8"))], [Judged("old"), Judged("k")]) == {"old": "", "k": "k"}


def test_a_word_follows_its_statement_to_another_value_or_name() -> None:
    assert bound([Read("new", "c0ffee", lab("hgb", "98"))], [HGB]) == {"old": "new"}
    assert bound([Read("new", "c0ffee", lab("hemoglobin", "9.8"))], [HGB]) == {"old": "new"}
    coded = replace(lab("hemoglobin", "9.8"), codes=(Code("loinc", "718-7"),))
    judged = replace(HGB, finding=replace(lab("hgb", "9.8"), codes=(Code("loinc", "718-7"),)), beside=("plt",))
    reads = [Read("plt", "c0ffee", lab("platelets", "512")), Read("new", "c0ffee", coded)]
    assert bound(reads, [judged]) == {"old": "new"}


def test_a_correction_of_before_statements_were_kept_is_found_by_its_place() -> None:
    judged = Judged("old", "", lab("hgb", "8.9"))
    assert bound([Read("new", "c0ffee", lab("hgb", "98"))], [judged]) == {"old": "new"}
    assert bound([Read("new", "c0ffee", lab("platelets", "98"))], [judged]) == {"old": ""}


def test_what_stands_beside_is_of_the_same_place_and_kind() -> None:
    one = Read("a", "c0ffee", lab("hgb", "9.8"))
    others = [one, Read("b", "c0ffee", lab("platelets", "512")), Read("c", "beef", lab("platelets", "512"))]
    assert beside(one, others) == ("b",)
    assert says_same(lab("HGB", "9.8"), lab("hgb", "9.8"))
    assert not says_same(lab("hgb", "98"), lab("hgb", "9.8"))
