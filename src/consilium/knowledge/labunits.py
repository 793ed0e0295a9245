"""The table of laboratory units, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.laboratory.labtests import LabTests, lab_tests
from consilium.domain.labseries import LabUnits, scale_of
from consilium.domain.labseries import lab_units as units_from
from consilium.knowledge.documents import document


@cache
def lab_units() -> LabUnits:
    """Which units join, from `labunits.yaml`. Raises KeyError or ValueError where it is not of its shape."""
    return units_from(document("labunits.yaml"))


@cache
def lab_scale() -> Callable[[Finding], tuple[str, float]]:
    """The sort of a value's unit and its factor, by these tables."""
    return scale_of(lab_units(), laboratory_tests())


@cache
def laboratory_tests() -> LabTests:
    """The tests that series are made of, from `findings/laboratory.yaml`."""
    return lab_tests(document("findings/laboratory.yaml"))
