"""Treatments laid side by side, asked about, prepared for; classes of drugs, trials, phases, transfusions."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from tests.domain.findings.treated import found_in, paper

CONDITIONAL, PLANNED = Assertion.CONDITIONAL, Assertion.PLANNED
STATED, NEGATED = Assertion.STATED, Assertion.NEGATED


def told(text: str, *kinds: Kind) -> set[tuple[str, Assertion]]:
    return {(one.name, one.assertion) for one in found(text, *kinds)}


def found(text: str, *kinds: Kind) -> list[Finding]:
    return [one for one in found_in(paper(text)) if one.kind in kinds]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Options: inotuzumab, CAR-T, haplo HSCT.", Kind.TRANSPLANT, "CAR T-cell therapy"),
        ("Opciones: quimioterapia, trasplante autólogo.", Kind.TRANSPLANT, "autologous transplant"),
        ("3. Transplant or more chemotherapy?", Kind.TRANSPLANT, "stem cell transplant"),
        ("2. ¿Radioterapia o cirugía?", Kind.RADIATION, "radiation"),
        ("1. Laser or carboplatin?", Kind.DRUG, "carboplatin"),
        ("We would give 24 Gy, or 36 Gy after autologous transplant.", Kind.TRANSPLANT, "autologous transplant"),
    ],
)
def test_what_is_laid_side_by_side_may_be_given(text: str, kind: Kind, name: str) -> None:
    assert (name, CONDITIONAL) in told(text, kind)


@pytest.mark.parametrize(
    "text",
    ["Was the transplant in 2020 or 2021?", "Is the fever from CAR-T or infection?", "¿Fue por el trasplante o no?"],
)
def test_a_question_of_what_came_of_a_transplant_weighs_none(text: str) -> None:
    assert not told(text, Kind.TRANSPLANT)


@pytest.mark.parametrize(
    ("text", "kind", "name", "said"),
    [
        ("Audiogram: baseline before cisplatin.", Kind.DRUG, "cisplatin", PLANNED),
        ("Indicación: ecocardiograma basal previo a antraciclinas.", Kind.DRUG, "anthracycline", PLANNED),
        ("Relevant before bleomycin or lung radiation.", Kind.RADIATION, "radiation", CONDITIONAL),
        ("Evaluación dental antes de trasplante autólogo.", Kind.TRANSPLANT, "autologous transplant", PLANNED),
        ("A RET inhibitor to be discussed.", Kind.DRUG, "RET inhibitor", CONDITIONAL),
        ("Inhibidor de MEK a valorar.", Kind.DRUG, "MEK inhibitor", CONDITIONAL),
        ("Considerar ensayo clínico.", Kind.PROTOCOL, "clinical trial", CONDITIONAL),
        ("Participation in a trial to be discussed.", Kind.PROTOCOL, "clinical trial", CONDITIONAL),
        ("Therapy so far: intrathecal chemotherapy x 14.", Kind.DRUG, "intrathecal chemotherapy", STATED),
    ],
)
def test_a_treatment_that_is_prepared_for_or_weighed_by_its_class(
    text: str, kind: Kind, name: str, said: Assertion
) -> None:
    assert (name, said) in told(text, kind)


def test_a_class_with_the_dose_that_a_test_comes_after_was_given() -> None:
    one = next(one for one in found("Motivo: control tras antraciclinas 240 mg/m2.", Kind.DRUG))
    assert (one.name, one.number, one.assertion) == ("anthracycline", 240.0, STATED)


@pytest.mark.parametrize("text", ["Tumors answer to immunotherapy.", "Pendiente: inmunoterapia con naxitamab."])
def test_a_class_that_is_only_named_is_none_given(text: str) -> None:
    assert not {one.name for one in found(text, Kind.DRUG)} & {"immunotherapy", "ALK inhibitor"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He had three-drug induction at the other hospital.", "induction"),
        ("ROADMAP: T-ALL CONSOLIDATION (standard arm)", "consolidation"),
        ("End of induction marrow on 18/06/2021 was in remission.", "induction"),
    ],
)
def test_phases_that_a_count_of_drugs_or_a_sheet_names(text: str, name: str) -> None:
    assert (name, STATED) in told(text, Kind.CYCLE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hb 6.4 g/dL; transfundida.", STATED),
        ("Transfusiones: 2 unidades.", STATED),
        ("She was transfused overnight.", STATED),
        ("Transfusion: none.", NEGATED),
    ],
)
def test_a_transfusion_without_its_product(text: str, said: Assertion) -> None:
    assert ("transfusion", said) in told(text, Kind.MEDICINE)


@pytest.mark.parametrize(
    "text", ["Transfuse if Hb < 7.", "Se transfundirá si Hb menor de 7.", "Cells were transfused?"]
)
def test_a_rule_of_transfusion_tells_of_none(text: str) -> None:
    assert not told(text, Kind.MEDICINE)


def test_a_bullet_hides_no_day_of_a_course_and_a_second_irradiation_is_its_own() -> None:
    one = next(one for one in found("• RT lecho tumoral 50,4 Gy, programada para 2031/03/11", Kind.RADIATION))
    assert (str(one.when), one.assertion) == ("2031-03-11", PLANNED)
    both = found("CSI 36 Gy with boost to 54 Gy.\nPlan: re-irradiation 54 Gy focal to be evaluated.", Kind.RADIATION)
    assert {STATED, CONDITIONAL} == {one.assertion for one in both}  # what is to be evaluated is not decided
