"""No statements of the child: names of who signs, what an opinion asks for, what can't be had, doses corrected."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.assertions.advice import advice_of
from consilium.domain.findings.finding import Assertion, Kind
from tests.domain.findings.onepaper import extracted


def of(kind: Kind, *lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is kind]


SIGNED = ("Sol Valve", "Sol Valve, MD", "Electronically signed 12/08/2025")


@pytest.mark.parametrize(
    "lines",
    [
        ("ECHOCARDIOGRAM", "Study date: 12/08/2025", "Impression:", "1. No pericardial effusion.", *SIGNED),
        ("Echocardiogram", "LVEF 63%. No effusion.", "Tom Decibel, AuD; Vera Chamber, MD", "Electronically signed"),
        ("Resonancia de cerebro", "Conclusión: Hidrocefalia.", "Dra. Rosa Nódulo Tumor", "Firmado 12/03/2025"),
        ("Echocardiogram", "Impression:", "Normal function.", "Electronically signed by Sol Valve 12 March 2025"),
    ],
)
def test_the_name_of_who_signs_is_no_finding(lines: tuple[str, ...]) -> None:
    quotes = " ".join(one.quote for one in extracted(*lines))
    assert not any(name in quotes for name in ("Valve", "Chamber", "Nódulo", "Decibel"))


@pytest.mark.parametrize(
    ("lines", "quote"),
    [
        (
            ("Echocardiogram", "Impression:", "Mild Pericardial Effusion", "Electronically signed by Sol Valve"),
            "Effusion",
        ),
        (
            ("Chest radiograph", "Impression: Right Lower Lobe", "Nodule, unchanged.", "Ana Lung, FRCR"),
            "Nodule, unchanged",
        ),
    ],
)
def test_a_finding_in_capitals_over_a_signature_stays(lines: tuple[str, ...], quote: str) -> None:
    assert any(quote in one.quote for one in extracted(*lines))


@pytest.mark.parametrize(
    "text",
    [
        "Estimados colegas: solicitamos su opinión sobre Isidora, de 10 años, con LMA (NUP98::NSD1, FLT3-ITD).",
        "Solicitamos segunda opinión por ependimoma con ganancia de 1q.",
        "Enviamos a Isidora con LMA FLT3-ITD para trasplante.",
        "We request your opinion on this boy with neuroblastoma, MYCN amplified, ALK F1174L.",
    ],
)
def test_who_asks_for_an_opinion_awaits_no_gene_of_the_sentence(text: str) -> None:
    assert not [one for one in extracted(text) if one.kind is Kind.MENTION and one.detail.get("what") == "genetics"]
    told = [one for one in extracted(text) if one.kind in (Kind.VARIANT, Kind.CYTOGENETICS)]
    assert {one.assertion for one in told} == {Assertion.STATED}


@pytest.mark.parametrize(
    "text",
    [
        "Solicitamos secuenciación de TP53 y su opinión.",
        "We sent blood for TP53 on 3 May.",
        "Solicitamos evaluación de TP53.",
    ],
)
def test_a_test_that_is_asked_for_is_still_awaited(text: str) -> None:
    assert any(one.name == "TP53" and one.assertion is Assertion.PENDING for one in of(Kind.MENTION, text))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Gilteritinib no disponible en el hospital.", "unavailable"),
        ("Gilteritinib is not available here.", "unavailable"),
        ("Dinutuximab: no lo tenemos en el país.", "unavailable"),
        ("Regorafenib or a trial is not open to him now.", "unavailable"),
        ("Se acuerda que quimioterapia sola no es suficiente.", "not_enough"),
        ("Chemotherapy alone is not enough.", "not_enough"),
        ("Cisplatin was unavailable and she did not receive it.", ""),
        ("Ifosfamide was not given.", ""),
    ],
)
def test_what_cant_be_had_or_is_not_enough_is_not_told_as_never_given(text: str, advice: str) -> None:
    (found,) = of(Kind.DRUG, text)
    assert (found.assertion, advice_of(found)) == (Assertion.NEGATED, advice)


@pytest.mark.parametrize(
    "text",
    [
        "Vincristine doses not available.",
        "Doxorrubicina: dosis no disponible.",
        "La quimioterapia no fue suficiente.",
        "Ifosfamide was not enough; topotecan added.",
    ],
)
def test_a_treatment_whose_dose_is_not_to_be_had_or_that_did_not_do_was_given(text: str) -> None:
    assert of(Kind.DRUG, text)[0].assertion is Assertion.STATED


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("The 54 Gy quoted in the July 2026 summary is not what we gave.", "54", ""),
        ("She received not 54 Gy but 50.4 Gy.", "54", "50.4"),
        ("No fueron 54 Gy sino 50,4 Gy.", "54", "50,4"),
        ("La dosis correcta es 50,4 Gy y no 54 Gy.", "54", "50,4"),
        ("En la epicrisis figuran 54 Gy, dato erróneo.", "54", ""),
        ("La epicrisis dice 54 Gy; en realidad recibió 50,4 Gy.", "54", "50,4"),
        ("54 Gy is what we gave.", "", "54"),
        ("The 54 Gy quoted in the letter is correct.", "", "54"),
    ],
)
def test_a_dose_that_a_paper_corrects_was_not_given(text: str, wrong: str, right: str) -> None:
    found = of(Kind.RADIATION, text)
    told = {advice_of(one): one.value for one in found if one.assertion is Assertion.NEGATED}
    assert told == ({"called_wrong": wrong} if wrong else {})
    assert [one.value for one in found if one.assertion is Assertion.STATED] == ([right] if right else [])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.TRANSPLANT, "Relapse on 10 Sept 2026 after BMT."),
        (Kind.TRANSPLANT, "Recaída el 10 de septiembre de 2026 tras TPH haploidéntico."),
        (Kind.SURGERY, "MRI on 5 June 2025 after gross total resection showed no residual."),
        (Kind.SURGERY, "Recidiva local el 12 de marzo de 2025, 8 meses después de la amputación."),
        (Kind.RADIATION, "Recurrence 12 March 2025 after proton radiation 54 Gy."),
        (Kind.PROTOCOL, "Fever on 3 May 2025 after cycle 2 of IVA."),
    ],
)
def test_the_day_of_what_came_after_a_treatment_is_not_the_treatments(kind: Kind, text: str) -> None:
    found = of(kind, text)
    assert {one.when for one in found} == {None}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.TRANSPLANT, "BMT on 14 January 2026 after relapse."),
        (Kind.TRANSPLANT, "On 12 March 2025, after conditioning, she had her BMT."),
        (Kind.SURGERY, "On 12 March 2025 after anesthesia was induced, left nephrectomy was done."),
    ],
)
def test_a_treatments_own_day_stays(kind: Kind, text: str) -> None:
    assert of(kind, text)[0].when is not None


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Radioterapia 54 Gy en 30 fracciones, mantenimiento 6 ciclos. Fin 26/10/2025.", None),
        ("Protons 54 Gy in 30 fractions, then 6 cycles of VNR. Ended 26/10/2025.", None),
        ("Radioterapia 54 Gy en 30 fracciones. Fin 26/10/2025.", "2025-10-26"),
    ],
)
def test_the_end_of_maintenance_is_not_that_of_radiation(text: str, until: str | None) -> None:
    found = of(Kind.RADIATION, "Fecha: 17/07/2026", text)[0].until
    assert (str(found) if found else None) == until


def test_a_panel_of_the_relapse_is_no_relapse_of_what_the_sentence_names() -> None:
    missing = "Missing: relapse panel, germline TP53, MRI of 09/2026, renal tubular function."
    assert not of(Kind.DIAGNOSIS, "Alveolar rhabdomyosarcoma was treated in Cork.", missing)[1:]


def test_an_opinion_on_a_nodule_is_not_of_the_day_of_the_study_quoted_before_it() -> None:
    quoted = "The liver MRI of October 5, 2026 showed a clean graft."
    thought = "With the new 7 mm nodule in the left lower lobe we consider a first pulmonary relapse probable."
    nodule = next(one for one in of(Kind.MEASUREMENT, "Dear Julia,", f"{quoted} {thought}") if one.value == "7 mm")
    assert nodule.when is None
    report = "CT on September 3, 2026 showed a mass in the liver. A 7 mm nodule was seen in the left lower lobe."
    assert all(one.when is not None for one in of(Kind.MEASUREMENT, "Dear Julia,", report))


def test_the_graft_is_no_operation_beside_its_transplant_and_what_was_sent_no_other_organ() -> None:
    found = extracted(
        "OPERATIVE REPORT",
        "DOS: 09/16/2025",
        "Procedure:",
        "Total hepatectomy with preservation of the native vena cava and orthotopic liver transplantation, left lateral"
        " segment graft (segments II and III) from living related donor.",
        "Findings:",
        "Tumor came off the cava without invasion; cuff of the middle hepatic vein sent for frozen, negative.",
    )
    assert not any("graft" in one.name for one in found if one.kind is Kind.SURGERY)
    assert any(one.name == "liver transplant" for one in found)
    assert not any("cava" in one.name for one in found if one.kind is Kind.SPECIMEN)


@pytest.mark.parametrize(
    ("text", "margins"),
    [("Margen s/ tumor.", "negative"), ("Margen sin tumor.", "negative"), ("Margen con tumor.", "positive")],
)
def test_a_slash_behind_an_s_is_without(text: str, margins: str) -> None:
    assert of(Kind.SURGERY, text)[0].detail["margins"] == margins


def test_a_normal_examination_is_written_in_full() -> None:
    names = [one.name for one in extracted("EX. FÍSICO:", "Piel sin infiltrados. Neurológico s/ focalidad.")]
    assert "neurológico sin focalidad" in names


@pytest.mark.parametrize(
    ("text", "value", "system"),
    [
        ("Rabdomiosarcoma alveolar, grupo III, estadio 2 de IRS.", "2", "TNM stage"),
        ("Rabdomiosarcoma alveolar, grupo III, estadio 2 de IRS.", "III", "IRS clinical group"),
        ("Rhabdomyosarcoma, IRS group II.", "II", "IRS clinical group"),
    ],
)
def test_a_stage_of_irs_is_no_group(text: str, value: str, system: str) -> None:
    assert (value, system) in {(one.value, one.detail.get("system")) for one in of(Kind.STAGE, text)}


def test_half_normal_saline_and_half_a_tablet_are_no_days() -> None:
    found = extracted("Date: 17 May 2021", "Allopurinol, D5 1/2 NS at 2x. Prednisone 1/2 tab daily.")
    assert not [one for one in found if one.when is not None and (one.when.month, one.when.day) in ((1, 2), (2, 1))]
