"""What a look at the summary of a synthetic child showed to be wrong. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Kind
from consilium.domain.findings.topics import medicines
from consilium.domain.phrases import Hit
from tests.domain.findings.onepaper import clauses, page
from tests.domain.findings.test_unlisted_tests_told import read


@pytest.mark.parametrize(
    "text", ["Linfoma de Hodgkin clásico, esclerosis nodular.", "Classical Hodgkin lymphoma, nodular sclerosis."]
)
def test_the_sclerosis_of_a_lymphoma_is_no_illness_of_its_own(text: str) -> None:
    assert {one.kind for one in read(text, kinds=tuple(Kind))} == {Kind.DIAGNOSIS}


def test_a_node_that_is_taken_out_is_no_organ() -> None:
    found = read("The node was dissected free and removed whole.", kinds=(Kind.SURGERY,))
    assert [one.name for one in found] == ["lymph node removal"]


def test_a_blurred_word_of_a_list_is_a_medicine_only_with_a_dose_or_how_often() -> None:
    for text, sure in (
        ("Dexametasone 4 mg twice daily", True),
        ("Example Children's Hospital 400 Sample Avenue", False),
    ):
        (clause,) = clauses(page(text))
        hit = Hit(0, 1, "dexamethasone")
        assert medicines._is_sure(clause, hit, listed=True) is sure
