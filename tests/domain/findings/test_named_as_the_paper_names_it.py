"""A sign, a nerve, a cause, an arm of a chromosome and a flag are told as the paper writes them, and no more."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind


def of(kind: Kind, text: str) -> list[Finding]:
    return [one for one in extracted(text) if one.kind is kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She has foot drop.", "foot drop"),
        ("Presenta pie caído.", "pie caido"),
        ("EOMI except mild left 6th nerve palsy.", "6th nerve palsy"),
        ("Left CN VI palsy.", "cn vi palsy"),
        ("Paresia del VI par craneal izquierdo.", "paresia del vi par craneal"),
        ("Disartria atáxica leve.", "disartria ataxica"),
        ("Left optic neuropathy.", "optic neuropathy"),
        ("Neuropatía craneal.", "neuropatia craneal"),
        ("Her balance has got worse.", "balance has got worse"),
        ("Mom says her balance has got worse over the past 3 weeks.", "balance has got worse"),
        ("Su equilibrio ha empeorado.", "equilibrio ha empeorado"),
        ("She cannot tandem walk.", "cannot tandem walk"),
        ("Port was infected with Staph epidermidis in August.", "port infected"),
    ],
)
def test_a_sign_keeps_its_name(text: str, name: str) -> None:
    told = of(Kind.CONDITION, text)
    assert name in [one.name for one in told]
    assert "peripheral neuropathy" not in [one.name for one in told]


@pytest.mark.parametrize(
    "text",
    [
        "Left optic neuropathy.",
        "Neuropatía óptica derecha.",
        "She has foot drop.",
        "Cranial neuropathy.",
        "Hepatic encephalopathy.",
    ],
)
def test_what_is_of_another_organ_is_no_toxicity_of_that_name(text: str) -> None:
    assert of(Kind.TOXICITY, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Peripheral neuropathy grade 2.", "peripheral neuropathy"),
        ("Foot drop grade 2 after VCR.", "foot drop"),
        ("New mild leukoencephalopathy, likely treatment related.", "leukoencephalopathy"),
        ("Encefalopatía por ifosfamida.", "ifosfamide encephalopathy"),
        ("Encephalopathy grade 3.", "encephalopathy"),
    ],
)
def test_a_toxicity_names_its_drug_only_where_the_paper_does(text: str, name: str) -> None:
    assert name in [one.name for one in of(Kind.TOXICITY, text)]
    assert not {"methotrexate encephalopathy"} & {one.name for one in of(Kind.TOXICITY, text)}


@pytest.mark.parametrize(
    ("text", "arms"),
    [
        ("Copy number plot: gain 1q, loss 10q, PDGFRA amplification", {"1q": "gain", "10q": "loss"}),
        ("ganancia 1q, pérdida 6q y 9q", {"1q": "gain", "6q": "loss", "9q": "loss"}),
        ("loss 6q and 9q, gain 7q", {"6q": "loss", "9q": "loss", "7q": "gain"}),
        ("1q gain, 10q loss", {"1q": "gain", "10q": "loss"}),
    ],
)
def test_each_arm_has_its_own_change(text: str, arms: dict[str, str]) -> None:
    assert {one.name: one.value for one in of(Kind.CYTOGENETICS, text)} == arms


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Na 141, K 4.2, T4L 1.1 ng/dL", ["", "", ""]),
        ("K 3.1 L, Na 130 (L), Hb 9.8 g/dL H", ["L", "(L)", "H"]),
    ],
)
def test_a_letter_of_the_next_test_is_no_flag(text: str, flags: list[str]) -> None:
    assert [one.detail.get("flag", "") for one in of(Kind.LABORATORY, text)] == flags


@pytest.mark.parametrize("text", ["PEG feeds overnight.", "He may need a PEG.", "Feeds via PEG."])
def test_a_tube_into_the_stomach_is_no_asparaginase(text: str) -> None:
    assert of(Kind.DRUG, text) == []


def test_an_asparaginase_is_one() -> None:
    assert [one.name for one in of(Kind.DRUG, "PEG 2500 IU/m2 day 4")] == ["pegaspargase"]


@pytest.mark.parametrize(
    "text",
    [
        "Metformina 850 mg c/12h, sin respuesta.",
        "Gabapentin 300 mg TID, no response.",
        "Seizures, partial response to levetiracetam.",
        "Rash treated with hydrocortisone with good response.",
    ],
)
def test_what_helps_a_complaint_is_no_response_of_the_tumor(text: str) -> None:
    assert of(Kind.RESPONSE, text) == []


@pytest.mark.parametrize(
    "text", ["MRI: partial response.", "Partial response of the tumor after 4 cycles of carboplatin."]
)
def test_a_response_of_the_tumor_is_one(text: str) -> None:
    assert of(Kind.RESPONSE, text)


@pytest.mark.parametrize(
    "text", ["Left eye with decline in acuity of 0.2 logMAR.", "Visual acuity OS improved by 0.1 logMAR."]
)
def test_how_much_sight_changed_is_no_acuity(text: str) -> None:
    assert not [one for one in of(Kind.FUNCTION, text) if one.name == "visual acuity"]


def test_an_acuity_is_one() -> None:
    told = of(Kind.FUNCTION, "Visual acuity left eye decreased to 0.2 logMAR.")
    assert [(one.name, one.value) for one in told] == [("visual acuity", "0.2 logMAR")]


@pytest.mark.parametrize("text", ["Sed normal", "Thirst normal."])
def test_what_is_as_it_should_be_is_no_complaint(text: str) -> None:
    assert of(Kind.CONDITION, text) == []


def test_a_non_enhancing_focus_takes_up_no_contrast() -> None:
    told = of(Kind.IMAGING, "MRI brain 3/4: a residual 3 mm non-enhancing focus in the pons.")
    assert {one.assertion for one in told if one.name == "enhancement"} <= {Assertion.NEGATED}


@pytest.mark.parametrize(
    ("text", "name"), [("cloxacilina 14 días", "cloxacillin"), ("dicloxacilina 250 mg", "dicloxacillin")]
)
def test_a_penicillin_is_not_its_sister(text: str, name: str) -> None:
    assert [one.name for one in of(Kind.MEDICINE, text)] == [name]


@pytest.mark.parametrize("text", ["DEXA was normal in 2024.", "DEXA Z-score -1.8"])
def test_a_look_at_the_bones_is_no_dexamethasone(text: str) -> None:
    assert of(Kind.MEDICINE, text) == []


def test_a_short_dexamethasone_is_one() -> None:
    assert [one.name for one in of(Kind.MEDICINE, "dexa 4 mg c/6h")] == ["dexamethasone"]


@pytest.mark.parametrize(
    ("text", "side"),
    [("s/p partial resection 5/2019 and proton RT 54 CGE", ""), ("Resection of RT frontal mass", "right")],
)
def test_radiation_is_no_side(text: str, side: str) -> None:
    assert [one.laterality for one in of(Kind.SURGERY, text)] == [side]
