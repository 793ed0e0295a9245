"""ICCC-3 groups by morphology and site, by both tables, with reasons."""

from __future__ import annotations

import pytest

from consilium.domain.iccc import iccc3, tables_from
from consilium.knowledge.documents import document

TABLES = tables_from(document("findings/iccc.yaml"))


@pytest.mark.parametrize(
    ("morphology", "topography", "of_2005", "of_2017"),
    [
        ("9663/3", "C77.0", "IIa", "IIa"),
        ("9836/3", "", "Ia", "Ia"),
        ("9500/3", "C74.9", "IVa", "IVa"),
        ("9260/3", "C41.2", "VIIIc", "VIIIc"),
        ("9260/3", "C49.2", "IXd", "IXd"),
        ("9385/3", "C71.7", None, "IIId"),
        ("9751/3", "", None, "IId"),
        ("8963/3", "C22.0", "IXd", "VIIa"),
        ("9380/3", "C72.3", "IIIb", "IIIb"),
        ("9071/3", "C62", "Xc", "Xc"),
        ("9510/3", "C69.2", "V", "V"),
    ],
)
def test_the_group_is_that_of_the_published_table(
    morphology: str, topography: str, of_2005: str | None, of_2017: str | None
) -> None:
    assert iccc3(morphology, topography, TABLES["2005"]).value == of_2005
    assert iccc3(morphology, topography, TABLES["2017"]).value == of_2017


def test_where_the_site_decides_and_is_not_known_nothing_finer_is_said_than_what_all_share() -> None:
    made = iccc3("9071/3", "", TABLES["2017"])
    assert made.value == "X"
    assert made.reasons[0].code == "iccc.needs_site"
    assert iccc3("9260/3", "", TABLES["2017"]).value is None


@pytest.mark.parametrize("morphology", ["", "lymphoma", "96633", "9663/3; DROP"])
def test_what_is_no_morphology_has_no_group(morphology: str) -> None:
    made = iccc3(morphology, "C77.0", TABLES["2005"])
    assert made.value is None
    assert made.reasons[0].code == "iccc.no_morphology"
