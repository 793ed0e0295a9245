"""Reports on blood, marrow, transplants and of the blood bank: their own forms, and what their words do not mean."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding, Kind
from tests.domain.findings.onepaper import extracted

HEAD = ("Sample Hospital", "Clinic note", "Patient: Ana Sample, born 3 May 2018", "Date: 14 March 2025", "")


def told(*lines: str) -> list[Finding]:
    return list(extracted(*HEAD, *lines))


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("Irradiated, leukodepleted products only.", Kind.RADIATION, "radiation"),
        ("Platelets: 2 apheresis units; no transfusion reaction.", Kind.MEDICINE, "transfusion"),
        ("PNH clone by FLAER: granulocytes 3.2 %, red cells 1 %.", Kind.MEDICINE, "red cell transfusion"),
        ("Iron stain: not performed", Kind.MEDICINE, "ferrous sulfate"),
        ("Peripheral blood film: 45% blasts, thrombocytopenia.", Kind.LABORATORY, "blood film"),
        ("Marrow: MPO positive in 80% of blasts.", Kind.LABORATORY, "blasts"),
        ("Displasia eritroide en > 10 % de los precursores.", Kind.LABORATORY, "erythroid cells"),
        ("Trephine biopsy: no increase in CD34-positive cells.", Kind.STAIN, "CD34"),
        ("B-cell recovery: CD19+ 45/µL.", Kind.STAIN, "CD19"),
        ("Insufficient RNA: RT-PCR not performed.", Kind.MENTION, "c reactive protein"),
        (
            "MPO negative by cytochemistry. Sudan black negative. NSE positive.",
            Kind.LABORATORY,
            "neuron-specific enolase",
        ),
        ("DEB test negative for Fanconi anemia.", Kind.TOXICITY, "nephrotoxicity"),
        ("Anemia de Fanconi descartada (DEB normal).", Kind.TOXICITY, "nephrotoxicity"),
        ("PTPN11 p.E76K VAF 45% ; NF1, NRAS, KRAS, CBL: no mutation.", Kind.CONDITION, "neurofibromatosis type 1"),
        ("Diagnosis: AML, myelodysplasia-related (AML-MR).", Kind.DIAGNOSIS, "myelodysplastic syndrome"),
        ("Diagnosis: AML, myelodysplasia-related (AML-MR).", Kind.RESPONSE, "minor response"),
        ("HLH-2004: cumple 6 de 8 criterios.", Kind.PROTOCOL, "HLH-2004"),
        ("Fuente de progenitores: sangre periférica", Kind.FAMILY_HISTORY, "sangre"),
        ("Donor: matched unrelated donor (10/10), blood group A positive.", Kind.LABORATORY, "blood group"),
        ("Combined marrow and CNS relapse, 10 January 2025.", Kind.MENTION, "bone marrow"),
        ("Profilaxis EICH: ciclosporina + metotrexato", Kind.CONDITION, "graft versus host disease"),
        ("Médula: WT1 22 copias/10^4 ABL (normal).", Kind.VARIANT, "WT1"),
        ("Double-negative T cells (TCRab+ CD4-CD8-): 4.2 %", Kind.STAIN, "CD4"),
    ],
)
def test_words_of_blood_are_no_other_thing(line: str, kind: Kind, name: str) -> None:
    assert not [one for one in told(line) if one.kind is kind and one.name == name]


@pytest.mark.parametrize(
    ("line", "kind", "name", "said"),
    [
        ("FISH: monosomy 7 in 75% of cells, no deletion 5q.", Kind.CYTOGENETICS, "monosomy 7", "stated"),
        ("CSF WBC 8/µL with blasts: CNS3.", Kind.SPECIMEN, "cerebrospinal fluid involvement", "stated"),
        ("LCR sin blastos.", Kind.SPECIMEN, "cerebrospinal fluid involvement", "negated"),
        ("Loss of B-cell aplasia at month 4.", Kind.CONDITION, "B-cell aplasia", "negated"),
        ("Aplasia de células B mantenida a los 6 meses", Kind.CONDITION, "B-cell aplasia", "stated"),
        ("TPH el 12 de noviembre de 2024 de su hermano, en RC2.", Kind.RESPONSE, "complete response", "stated"),
        ("Transfusion threshold: platelets <10, Hb <7.", Kind.LABORATORY, "platelets", "conditional"),
        ("EICH aguda: no ha presentado.", Kind.CONDITION, "graft versus host disease", "negated"),
        ("Auer rods: present", Kind.CONDITION, "Auer rods", "stated"),
        ("No se observan bastones de Auer.", Kind.CONDITION, "Auer rods", "negated"),
        ("Frotis: cuerpos de Howell-Jolly y dianocitos.", Kind.CONDITION, "Howell-Jolly bodies", "stated"),
        ("MRD not evaluable (hemodilute sample).", Kind.CONDITION, "hemodilution", "stated"),
        ("Médula del día +15: 3 % de blastos, M1.", Kind.SPECIMEN, "bone marrow", "stated"),
    ],
)
def test_how_blood_and_marrow_are_told(line: str, kind: Kind, name: str, said: str) -> None:
    assert [str(one.assertion) for one in told(line) if one.kind is kind and one.name == name] == [said]


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("M:E ratio: 10.5:1", "myeloid to erythroid ratio", "10.5:1"),
        ("Megakaryocytes: adequate, normal morphology", "megakaryocytes", "adequate"),
        ("Megacariocitos: muy disminuidos", "megakaryocytes", "muy disminuidos"),
        ("Marrow: erythroid and granulocytic series markedly reduced.", "granulocytic cells", "markedly reduced"),
        ("Médula ósea normocelular.", "marrow cellularity", "normocelular"),
        ("Platelet antibodies: positive (GPIIb/IIIa).", "platelet antibodies", "positive"),
        ("Clon HPN negativo.", "PNH clone", "negativo"),
        ("Serie roja: 5 %", "erythroid cells", "5"),
        ("VHH-6 120 copias/mL.", "human herpesvirus 6", "120"),
    ],
)  # fmt: skip
def test_a_marrow_is_told_line_by_line(line: str, name: str, value: str) -> None:
    assert [one.value for one in told(line) if one.kind is Kind.LABORATORY and one.name == name] == [value]


def test_graft_versus_host_disease_has_a_grade_in_all_and_a_stage_of_each_organ() -> None:
    found = {one.name: one for one in told("aGVHD: skin stage 2, liver stage 0, gut stage 1; overall grade II.")
             if one.kind is Kind.TOXICITY}  # fmt: skip
    assert found["graft-versus-host disease"].detail["grade"] == "2 (II)"
    assert (found["skin GVHD"].value, found["skin GVHD"].site) == (
        "skin stage 2", "skin",
    )  # fmt: skip
    assert str(found["liver GVHD"].assertion) == "negated"


def test_figures_beside_organs_are_stages_only_of_such_a_disease() -> None:
    assert not [one for one in told("Mucositis grade 2. Liver 3 cm, skin 2 lesions.") if "GVHD" in one.name]


def test_a_form_tells_donor_and_source_of_a_transplant_that_was_done() -> None:
    found = told("Transplant date: 12 November 2024", "Donor: unrelated, 27 years, HLA 10/10", "Stem cell source: PBSC")
    grafts = [one for one in found if one.kind is Kind.TRANSPLANT]
    assert [(one.name, str(one.assertion)) for one in grafts if one.name == "donor"] == [("donor", "stated")]
    assert [one.detail["product"] for one in grafts if "transplant" in one.name] == ["peripheral blood stem cells"]


def test_a_donor_of_a_transplant_that_was_not_done_could_give() -> None:
    found = told("Donor: HLA-identical sibling (brother, 9 y)")
    assert [str(one.assertion) for one in found if one.name == "donor"] == ["conditional"]


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ("FLT3-ITD: positive, allelic ratio 0.62, insertion size 54 bp.", {"allelic_ratio": "0.62", "size": "54 bp"}),
        ("DIT de FLT3 detectada (ratio 0,45; 36 pb).", {"allelic_ratio": "0,45", "size": "36 pb"}),
        ("FLT3-ITD ratio: 0.8", {"allelic_ratio": "0.8"}),
    ],
)
def test_a_duplication_has_its_ratio_and_size(line: str, detail: dict[str, str]) -> None:
    (one,) = [one for one in told(line) if one.kind is Kind.VARIANT]
    assert {key: said for key, said in one.detail.items() if key in ("allelic_ratio", "size")} == detail


@pytest.mark.parametrize(
    ("line", "kind", "name", "value"),
    [
        ("WT1 expression: 1,250 copies/10^4 ABL (cut-off 250).", Kind.MRD, "WT1 transcript", "1,250"),
        ("NPM1: mutación tipo A, VAF 42 %.", Kind.VARIANT, "NPM1", "mutation"),
        ("ELN 2022 risk: adverse.", Kind.RISK, "risk group", "adverse"),
        ("Riesgo ELN 2022: adverso", Kind.RISK, "risk group", "adverso"),
        ("Respuesta: RCi", Kind.RESPONSE, "complete response", "RCi"),
        ("Remisión citomorfológica.", Kind.RESPONSE, "complete response", "Remisión citomorfológica"),
        ("Persistent leukemia: 30% blasts.", Kind.RESPONSE, "persistent disease", "Persistent leukemia"),
    ],
)
def test_risk_response_and_transcripts_of_leukemia(line: str, kind: Kind, name: str, value: str) -> None:
    assert [one.value for one in told(line) if one.kind is kind and one.name == name] == [value]
