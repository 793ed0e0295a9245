"""ICCC-3: the group of childhood cancers that a morphology and topography of ICD-O-3 belong to.

Two tables (`knowledge/findings/iccc.yaml`): "2005" (Steliarova-Foucher, doi:10.1002/cncr.20910) and IARC's "2017".
Where the table decides by site and the site is not known, only the main group that all candidates share is given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from consilium.domain.records import Decision, Remark

_HISTOLOGY = re.compile(r"\s*(?:M-?)?(\d{4})(?:/\d)?\s*")
_TOPOGRAPHY = re.compile(r"\s*C(\d\d)(?:\.?(\d))?\s*", re.IGNORECASE)
_MAIN = re.compile(r"[IVX]+")


@dataclass(frozen=True, slots=True)
class Ranges:
    """Closed ranges of whole numbers."""

    bounds: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> Ranges:
        """From `9650-9655, 9659` or `C700-C729`. Raises ValueError."""
        pairs = [part.replace("C", "").split("-") for part in text.split(",") if part.strip()]
        return cls(tuple((int(pair[0]), int(pair[-1])) for pair in pairs))

    def __contains__(self, number: int) -> bool:
        return any(low <= number <= high for low, high in self.bounds)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: `sites` is None where the topography does not matter."""

    group: str
    histology: Ranges
    sites: Ranges | None


@dataclass(frozen=True)
class Table:
    """One version of ICCC-3: "2005" or "2017"."""

    version: str
    rules: tuple[Rule, ...]
    names: Mapping[str, str]

    @cached_property
    def _known(self) -> dict[int, Sequence[Rule]]:
        return {}

    def of_histology(self, number: int) -> Sequence[Rule]:
        """The rows of a histology of four digits. Remembered, since a paper names few diseases many times."""
        if number not in self._known:
            self._known[number] = [rule for rule in self.rules if number in rule.histology]
        return self._known[number]


def tables_from(data: Mapping[str, Any]) -> Mapping[str, Table]:
    """From `knowledge/findings/iccc.yaml`, by version. Raises KeyError or ValueError where it is not of its shape."""
    return {version: Table(version, tuple(_rules(data[version])), data["names"]) for version in ("2005", "2017")}


def _rules(rows: Sequence[Mapping[str, str]]) -> list[Rule]:
    return [
        Rule(row["code"], Ranges.of(row["histology"]), Ranges.of(row["sites"]) if "sites" in row else None)
        for row in rows
    ]


def iccc3(morphology: str, topography: str, table: Table) -> Decision[str]:
    """The group ("IIa") of an ICD-O-3 morphology ("9663/3") and topography ("C77.0", "C77" or "" where not known).

    The value is a main group ("IX") where the site is needed and not known, None where nothing is certain.
    """
    histology = _HISTOLOGY.fullmatch(morphology)
    if histology is None:
        return Decision(None, (Remark("iccc.no_morphology", {"morphology": morphology}),))
    rows = table.of_histology(int(histology[1]))
    sites = _sites(topography)
    found = sorted({rule.group for rule in rows if _fits(rule, sites)})
    args = {"morphology": morphology, "topography": topography, "version": table.version}
    if not found:
        return Decision(None, (Remark("iccc.not_listed", args),))
    if len(found) == 1:
        code = "iccc.by_site" if any(rule.sites for rule in rows) else "iccc.by_morphology"
        return Decision(found[0], (Remark(code, args),))
    return Decision(_shared(found), (Remark("iccc.needs_site", {**args, "groups": ", ".join(found)}),))


def _sites(topography: str) -> range | None:
    """The topography codes (without C) that a code stands for: C77 all of C770 to C779; None where not known."""
    found = _TOPOGRAPHY.fullmatch(topography)
    if found is None:
        return None
    first = int(found[1]) * 10
    return range(first, first + 10) if found[2] is None else range(first + int(found[2]), first + int(found[2]) + 1)


def _fits(rule: Rule, sites: range | None) -> bool:
    """Whether a row may be meant: always where it or the child's site is not stated."""
    return rule.sites is None or sites is None or any(site in rule.sites for site in sites)


def _shared(groups: Sequence[str]) -> str | None:
    mains = {found[0] for group in groups if (found := _MAIN.match(group))}
    return mains.pop() if len(mains) == 1 else None
