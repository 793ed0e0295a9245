"""What a request or plan gives as its reason is so; who is to see the child, and what is suspected, is none."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Kind


def said(text: str, kind: Kind) -> list[str]:
    return [str(one.assertion) for one in extracted(text) if one.kind is kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Solicito valoración por genética por variante TP53", Kind.VARIANT),
        ("Plan: interconsulta a genética por variante patogénica en DICER1", Kind.VARIANT),
        ("Solicito valoración por Oftalmología por retinoblastoma bilateral", Kind.DIAGNOSIS),
        ("Se comentará agregar ifosfamida/etopósido por mala respuesta histológica.", Kind.RESPONSE),
        ("Will add ifosfamide because of poor histologic response", Kind.RESPONSE),
    ],
)
def test_the_reason_is_stated(text: str, kind: Kind) -> None:
    assert said(text, kind) == ["stated"]


@pytest.mark.parametrize(
    ("text", "kind", "how"),
    [
        ("Solicito estudio de variante TP53 en padres", Kind.VARIANT, ["planned"]),
        ("Se pedirá panel por sospecha de mutación TP53", Kind.VARIANT, ["uncertain"]),
        ("Plan: control local por cirugía.", Kind.SURGERY, ["planned"]),
        ("Se comentará agregar ifosfamida por mala respuesta histológica.", Kind.DRUG, ["planned"]),
    ],
)
def test_what_is_asked_for_or_suspected_is_no_reason(text: str, kind: Kind, how: list[str]) -> None:
    assert said(text, kind) == how


def test_who_is_to_see_the_child_stays_planned() -> None:
    assert said("Solicito valoración por Oftalmología por retinoblastoma bilateral", Kind.MENTION) == ["planned"]
