"""The summary.fhir.json of a synthetic story, made by the installed command, breaks no guide that it claims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.writers.fhir_conformance import faults
from tests.writers.fhir_rules import at

pytestmark = pytest.mark.xdist_group("site")  # one case for all that need it


def test_the_summary_of_a_story_meets_the_guides_that_it_claims(demo_home: Path) -> None:
    made = json.loads((demo_home.parent / "packet" / "summary.fhir.json").read_bytes())
    claimed = {claim.rpartition("/")[2] for each in made["entry"] for claim in at(each, "resource.meta.profile")}
    assert {"Composition-uv-ips", "Patient-uv-ips", "mcode-primary-cancer-condition"} <= claimed
    assert faults(made) == []
