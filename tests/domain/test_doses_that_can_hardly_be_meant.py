"""Radiation and medicines a hundred or a thousand times off are marked as growth and laboratory values are, and not
drawn; what is merely unusual is let be."""

from __future__ import annotations

import pytest
from test_labseries import series, told

from consilium.domain.clinical import CaseFinding, CaseRecord
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding, Kind
from consilium.domain.records import Scalar
from consilium.domain.summary.courses import series_of
from consilium.domain.summary.rows import marks_of
from consilium.knowledge.documents import document
from consilium.knowledge.findingbounds import finding_bounds
from consilium.writers.fhir.entries import DOUBTED, resource_of


@pytest.mark.parametrize(
    ("kind", "name", "detail", "doubt"),
    [
        (Kind.RADIATION, "craniospinal irradiation", {"gray": 2160.0}, "dose_too_high"),
        (Kind.RADIATION, "radiation", {"gray": 5580.0, "boost": "yes"}, "dose_too_high"),
        (Kind.RADIATION, "radiation", {"gray": 0.216}, "dose_too_low"),
        (Kind.RADIATION, "dose to an organ", {"gray": 0.1, "organ": "yes"}, None),
        (Kind.RADIATION, "craniospinal irradiation", {"gray": 36.0}, None),
        (Kind.RADIATION, "brachytherapy", {"gray": 250.0}, None),
        (Kind.RADIATION, "radiation", {}, None),
        (Kind.MEDICINE, "levothyroxine", {"dose": "50 mg"}, "dose_too_high"),
        (Kind.MEDICINE, "levothyroxine", {"dose": "50 mcg"}, None),
        (Kind.MEDICINE, "morphine", {"dose": "5 g"}, "dose_too_high"),
        (Kind.MEDICINE, "morphine", {"dose": "5 mcg"}, "dose_too_low"),
        (Kind.MEDICINE, "morphine", {"dose": "0.1 mg/kg"}, None),
        (Kind.MEDICINE, "levetiracetam", {"dose": "1,500 mg"}, None),  # of two readings neither is far off
        (Kind.MEDICINE, "a medicine without bounds", {"dose": "50 kg"}, None),
    ],
)
def test_a_dose_that_is_a_slip_is_marked(kind: Kind, name: str, detail: dict[str, Scalar], doubt: str | None) -> None:
    marked = finding_bounds().marked(Finding(kind, name, detail=detail))
    assert marked.detail.get("doubt") == doubt


@pytest.mark.parametrize(
    "kind", [Kind.RADIATION, Kind.MEDICINE, Kind.GROWTH, Kind.DRUG, Kind.FUNCTION, Kind.LABORATORY]
)
def test_a_doubt_is_shown_for_every_kind_and_in_fhir(kind: Kind) -> None:
    doubted = Finding(kind, "morphine", value="5", number=5.0, unit="g", detail={"doubt": "dose_too_high"})
    record = CaseRecord("1", "R1", "Letter")
    assert [mark.code for mark in marks_of(CaseFinding("k", doubted, record))] == ["summary.doubtful_figure"]
    assert resource_of(doubted, {"reference": "Patient/1"})["note"] == [{"text": DOUBTED}]
    assert "note" not in resource_of(Finding(kind, "morphine"), {"reference": "Patient/1"})


def test_a_doubtful_value_is_not_drawn() -> None:
    days = [PartialDate(2026, 6, day) for day in (1, 8, 15)]
    sure = [told("hemoglobin", number, "g/dL", when=day) for number, day in zip((9.8, 10.1), days, strict=False)]
    slip = told("hemoglobin", 10100, "g/dL", "R2", when=days[2], detail={"doubt": "magnitude"})
    (drawn,) = series_of(series(*sure, slip))
    assert [point.value for point in drawn.points] == [9.8, 10.1]


def test_the_bounds_are_of_medicines_that_the_rules_know() -> None:
    known = set(document("findings/medicines.yaml")["medicines"])
    assert set(document("findings/dosebounds.yaml")["medicines"]) <= known
