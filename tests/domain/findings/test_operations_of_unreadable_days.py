"""An operation told with a day of its own that cannot be read is not of the report's day."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings.finding import Kind

THIRD = "endoscopic third ventriculostomy"


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Diagnóstico preoperatorio: hidrocefalia (TVE el 05-09-2823, funcionando).", False),
        ("Preoperative diagnosis: hydrocephalus (ETV on 05/09/2823, working).", False),
        ("Operación: TVE y biopsia de tumor.", True),
        ("Operation: ETV and tumor biopsy.", True),
    ],
)
def test_an_operation_whose_own_day_is_unreadable_has_none(text: str, dated: bool) -> None:
    found = extracted(
        "PROTOCOLO OPERATORIO", "Fecha de intervención: 08-09-2023", text, "Operación: Craneotomía suboccipital."
    )
    made = [one for one in found if one.kind is Kind.SURGERY]
    third = [one for one in made if one.name == THIRD]
    assert third
    assert all((one.when is not None) is dated for one in third)
    assert any(one.name == "craniotomy" and str(one.when) == "2023-09-08" for one in made)
