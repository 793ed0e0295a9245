"""Words that mean another thing than the finding of their name, and amounts that are whole and of their own thing."""

from __future__ import annotations

import pytest

from tests.domain.findings.onepaper import extracted

_HEAD = ("Sample Hospital", "Clinic note", "Date: 14 March 2025", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The tumor was ER positive and PR positive.", "partial response"),
        ("ECG with QRS 80 and PR interval 180 ms.", "partial response"),
        ("The tumor was HER-2/neu negative.", "neutrophils"),
        ("UA shows greater than 100 white cells.", "uric acid"),
        ("The middle colic vessels were tied.", "colic"),
        ("The tumor lay under the splenius capitis muscle.", "capitis"),
        ("The Foley catheter removed on the ward.", "central line removal"),
        ("There was perforation of the sigmoid colon.", "tumor rupture"),
        ("Plan: supportive care.", "palliative care"),
        ("Dolor en EII y edema.", "inflammatory bowel disease"),
        ("A plain chest film was normal.", "blood film"),
    ],
)
def test_a_word_in_another_sense_is_not_the_finding(text: str, name: str) -> None:
    """A receptor, a beat, a gene, a urine, a vessel, a muscle, a bladder, a bowel, a ward, a leg, an X-ray."""
    assert name not in {one.name for one in extracted(*_HEAD, text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Intraventricular hemorrhage grade II at birth.", "bleeding"),
        ("Disnea grado II de la NYHA.", "dyspnea"),
    ],
)
def test_an_illness_with_a_grade_of_its_own_is_no_toxicity(text: str, name: str) -> None:
    """It is told as an illness."""
    told = {(str(one.kind), one.name) for one in extracted(*_HEAD, text)}
    assert ("condition", name) in told
    assert not any(kind == "toxicity" for kind, _ in told)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Se realizó lobectomía temporal izquierda por epilepsia.", "temporal lobe"),
        ("She had a frontal lobectomy.", "frontal lobe"),
        ("She had a right upper lobectomy.", "lung"),
    ],
)
def test_a_lobe_is_of_the_brain_or_the_lung(text: str, site: str) -> None:
    """By the word beside it."""
    assert {one.site for one in extracted(*_HEAD, text) if one.name == "lobectomy"} == {site}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Birth weight 8 pounds 6 ounces.", "birth weight", "8 pounds 6 ounces"),
        ("Her weight today is 17 lb 2 oz.", "weight", "17 lb 2 oz"),
    ],
)
def test_a_weight_in_pounds_keeps_its_ounces(text: str, name: str, value: str) -> None:
    """As written."""
    assert [one.value for one in extracted(*_HEAD, text) if one.name == name] == [value]


def test_fractions_of_a_week_are_not_all_fractions() -> None:
    """`5 fractions per week` tells no number of fractions."""
    for text in ("Radiation 30 Gy in 5 fractions per week.", "Radioterapia 54 Gy, 5 fracciones por semana."):
        told = [one for one in extracted(*_HEAD, text) if str(one.kind) == "radiation"]
        assert told
        assert all("fractions" not in one.detail for one in told)


def test_units_belong_to_what_is_named_behind_them() -> None:
    """Units of plasma are none of the red cells before them."""
    told = extracted(*_HEAD, "He received 3 units of PRBCs and 2 units of FFP.")
    assert all(one.detail.get("dose", "") == "" for one in told if one.name == "red cell transfusion")


def test_a_conditioning_of_reduced_intensity_reduces_no_drug() -> None:
    """It is a conditioning of its own kind."""
    told = extracted(*_HEAD, "Acondicionamiento de intensidad reducida con fludarabina.")
    assert all("state" not in one.detail for one in told if one.name == "fludarabine")
