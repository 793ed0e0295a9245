"""Tests that only illnesses of blood and lymph nodes call for: that no record tells of them is said there only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.clinical import ClinicalCase
from consilium.domain.findings.finding import Kind
from consilium.domain.summary.model import Group

# ICCC-3's main groups of leukemias and of lymphomas.
_BLOOD = re.compile(r"II?(?![IVX]).*")
_GROUPS = frozenset({"flow", "mrd"})


def called_for(case: ClinicalCase, groups: Iterable[Group]) -> Iterator[Group]:
    """The groups without those in which nothing stands, and nothing has to by the child's diagnoses."""
    blood = _may_be_of_blood(case)
    return (one for one in groups if one.rows or blood or one.code not in _GROUPS)


def _may_be_of_blood(case: ClinicalCase) -> bool:
    """Whether a diagnosis is of leukemia or lymphoma, or none says what the illness is."""
    told = {code.code for one in case.of(Kind.DIAGNOSIS) for code in one.shown.codes if code.system == "iccc-3"}
    return not told or any(_BLOOD.fullmatch(code) for code in told)
