"""Diseases, centers and rights as the program knows them: whole, sourced, and nothing filled in by guess."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml

from consilium.knowledge.centers import centers
from consilium.knowledge.clinical import clinical
from consilium.knowledge.rights import rights


def raw(name: str) -> dict[str, object]:
    found = yaml.safe_load((resources.files("consilium.knowledge") / name).read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_every_disease_has_its_source_and_a_group_of_the_classification() -> None:
    known = clinical()
    codes = {one.code for group in known.groups for one in group.subgroups}
    assert len(known.diseases) == 19
    assert len(known.groups) == 12
    assert len(codes) == 48  # 47 subgroups and group V, which has none
    for disease in known.diseases.values():
        assert disease.source
        assert disease.records
        assert set(disease.iccc3) <= codes
    assert "never list biopsy slides" in known.diseases["retinoblastoma"].warning


def test_what_no_page_showed_of_a_center_stays_unknown() -> None:
    known = centers()
    assert len(known.centers) == 32
    stjude = known.centers["stjude"]
    assert (stjude.email, stjude.turnaround, stjude.source_date) == ("", None, "")
    assert "email" in stjude.unverified
    assert stjude.who_can_request.family == "partial"
    for center in known.centers.values():
        assert center.source
        assert center.status in known.status_values


def test_every_remark_of_a_center_is_kept_or_known_to_be_dropped() -> None:
    entries = raw("centers.yaml")["centers"]
    assert isinstance(entries, list)
    for entry in entries:
        kept = centers().centers[entry["id"]].notes
        assert {name for name in entry if name.endswith("_note")} <= kept.keys()


def test_every_right_names_where_it_was_read_or_that_it_was_not() -> None:
    known = rights()
    for area in known.rules.values():
        for rule in area.values():
            assert rule.level in ("verified-primary", "verified-secondary", "unverified")
            assert bool(rule.source) is (rule.level != "unverified")
    assert known.rule("us_hipaa_access.access_deadline").citation == "45 CFR 164.524(b)(2)"
    with pytest.raises(KeyError):
        known.rule("us_hipaa_access.invented")


def test_the_authorization_has_six_elements_and_three_statements() -> None:
    form = rights().authorization
    assert (len(form.core_elements), len(form.required_statements)) == (6, 3)
    assert form.citation == "45 CFR 164.508(c)"
