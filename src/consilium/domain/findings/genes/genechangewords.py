"""The words by which changes of genes are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.genes import genenames
from consilium.domain.findings.mrd import residual
from consilium.domain.phrases import PhraseIndex, fold


@dataclass(frozen=True)
class Words:
    """`lists` are the plain lists and maps of the table, each phrase standing for its name."""

    genes: genenames.GeneWords
    fusions: frozenset[tuple[str, str]]
    denying: frozenset[str]
    others: frozenset[str]
    lists: Mapping[str, PhraseIndex[str]]
    residual: residual.ResidualWords
    dates: PhraseIndex[str]


_MAPS = (
    "alterations", "states", "origins", "origin_headings", "origin_tissues", "methods", "concepts", "satellites",
    "methylation",
)  # fmt: skip
_LISTS = (
    "denied", "found", "classes", "vaf", "counted", "karyotype", "burden", "protein", "gene_heads", "untold", "unmade",
    "asked", "also_proteins", "counting", "sample_labels", "class_labels", "negative_headings", "heads",
)  # fmt: skip


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/molecular.yaml` and `specimendates.yaml`."""
    lists = {name: PhraseIndex.of((str(one), name) for one in data[name]) for name in _LISTS}
    maps = {
        name: PhraseIndex.of((str(one), key) for key, ones in data[name].items() for one in (*ones, *_own(name, key)))
        for name in _MAPS
    }
    fusions = [str(pair).split() for pair in data["fusions"]]
    return Words(
        genenames.words_from(data),
        frozenset((left, right) for left, right in fusions),
        frozenset(fold(str(one)) for one in data["denying"]),
        frozenset(fold(str(one)) for one in data["others"]),
        {**lists, **maps},
        residual.words_from(data["mrd"]),
        PhraseIndex.of((str(one), key) for key, ones in data["dates"].items() for one in ones),
    )


def _own(name: str, key: str) -> tuple[str, ...]:
    return (key,) if name == "concepts" else ()
