"""A grade of zero denies, however it is written; an implant of acrylic is no metastasis. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Kind
from tests.domain.findings.test_unlisted_tests_told import read

ALL = tuple(Kind)


@pytest.mark.parametrize(
    "text",
    [
        "Neuropathy grade 0.",
        "Neuropatía grado 0.",
        "CTCAE: mucositis 1, neuropathy 0.",
        "Mucositis 1, neuropathy 0 (CTCAE v5).",
        "Mucositis 1, neuropatía 0 (CTCAE).",
    ],
)
def test_a_grade_of_zero_is_a_denial_and_nothing_states_it_beside(text: str) -> None:
    found = [one for one in read(text, kinds=ALL) if "neuropathy" in one.name]
    assert {one.assertion for one in found} == {Assertion.NEGATED}
    mucositis = [one for one in read(text, kinds=(Kind.TOXICITY,)) if one.name == "mucositis"]
    assert [one.detail["grade"] for one in mucositis] == (["1"] if "ucositis" in text else [])


def test_figures_without_a_scale_are_no_grades() -> None:
    found = read("Diet: mucositis menu 2. He vomited 3 times.", kinds=(Kind.TOXICITY,))
    assert not [one for one in found if "grade" in one.detail]


@pytest.mark.parametrize("text", ["Implant 20 mm acrylic in the right socket.", "Implante de acrílico de 20 mm."])
def test_an_implant_alone_is_no_metastasis(text: str) -> None:
    assert not [one for one in read(text, kinds=ALL) if "metastasis" in f"{one.name} {dict(one.detail)}"]


def test_implants_of_a_tumor_are() -> None:
    found = read("Peritoneal implant 20 mm.", kinds=(Kind.MEASUREMENT,))
    assert ["metastasis" in one.name for one in found] == [True]
