"""Denials, doubts and stains that recognition or a report's sort must not turn into statements; days to come."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Assertion, Kind


def of(kind: Kind, name: str, *lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is kind and one.name == name]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Cisplatino y metoreao no ha recbido.", Assertion.NEGATED),
        ("Cisplatino, metotrexato y tiotepa no ha recibido.", Assertion.NEGATED),
        ("Cisplatin and metoreao were not given.", Assertion.NEGATED),
        ("Cisplatin and methotrexate have not been recelved.", Assertion.NEGATED),
        ("Cisplatino administrado, metotrexato no ha recibido.", Assertion.STATED),
        ("Cisplatin was given, methotrexate was not given.", Assertion.STATED),
    ],
)
def test_a_list_that_ends_in_its_denial_was_not_received(text: str, said: Assertion) -> None:
    found = of(Kind.DRUG, "cisplatin", "Chemotherapy record", text)
    assert found
    assert {one.assertion for one in found} == {said}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Meduloblastoma menos prabable.", False),
        ("Meduloblastoma poco probabie.", False),
        ("Medulloblastoma less llkely.", False),
        ("Medulloblastoma.", True),
        ("Meduloblastoma de fosa posterior.", True),
    ],
)
def test_a_doubt_is_one_however_blurred(text: str, stated: bool) -> None:
    found = of(Kind.DIAGNOSIS, "medulloblastoma", "MRI brain", "Impression:", text)
    assert any(one.assertion is Assertion.STATED for one in found) is stated


@pytest.mark.parametrize(
    ("head", "line", "mutated"),
    [
        ("Inmunohistoquímica", "• EZHIP: positivo", False),
        ("Immunohistochemistry", "EZHIP: positive", False),
        ("Panel NGS (tumor)", "EZHIP: mutación detectada", True),
        ("NGS panel (tumor)", "EZHIP mutation detected", True),
    ],
)
def test_a_stain_in_a_report_on_genes_is_no_mutation(head: str, line: str, mutated: bool) -> None:
    lines = ("Informe de estudio molecular", "Estudio molecular N-23", "Panel NGS", "TP53: no detectada", head, line)
    assert bool(of(Kind.VARIANT, "EZHIP", *lines)) is mutated


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Half sister NF1 - genetics clinic 14 Sept, NF2 result from Spain outstanding.", 2025),
        ("Media hermana NF1, consulta de genética 14 de septiembre, resultado de NF2 pendiente.", 2025),
        ("Seen in endocrine clinic 3 May.", 2025),
    ],
)
def test_a_day_that_lies_ahead_is_not_put_ten_months_back(text: str, wrong: int) -> None:
    lines = ("MDT outcome", "Mock Bay, July 22, 2026", "Meeting: 22 Jul 2026", "", text)
    assert wrong not in {one.when.year for one in extracted(*lines) if one.when is not None}


@pytest.mark.parametrize("text", ["Seen in endocrine clinic 3 May.", "Ecocardiograma el 3 de mayo: normal."])
def test_a_day_of_the_months_before_keeps_its_year(text: str) -> None:
    lines = ("MDT outcome", "Mock Bay, July 22, 2026", "Meeting: 22 Jul 2026", "", text)
    assert 2026 in {one.when.year for one in extracted(*lines) if one.when is not None}
