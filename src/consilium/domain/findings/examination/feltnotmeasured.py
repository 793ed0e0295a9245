"""Liver and spleen that a hand felt so far below the ribs have no such size: `Hígado a 2 cm`, `bazo 4 cm` of an
examination are felt, and the same words make no measurement of the organ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consilium.domain.findings.finding import Finding, Kind

_FELT = {"palpable liver": "liver", "palpable spleen": "spleen"}


def without_felt(told: Iterable[Finding]) -> Iterator[Finding]:
    """`told` without the sizes of organs that are the same words and figures as what was felt of them."""
    kept = list(told)
    felt = {
        (_FELT[one.name], one.value, one.citations[0].page)
        for one in kept
        if one.kind is Kind.CONDITION and one.name in _FELT and one.value and one.citations
    }
    for one in kept:
        key = (one.name, one.value, one.citations[0].page if one.citations else None)
        if one.kind is not Kind.MEASUREMENT or key not in felt:
            yield one
