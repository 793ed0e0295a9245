"""Spanish as hospitals write it: short names with two meanings, what was held, births, threads."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding, Kind
from tests.domain.findings.onepaper import extracted


def told(text: str, kind: Kind) -> list[tuple[str, str]]:
    return [(one.name, str(one.assertion)) for one in extracted(*text.split("\n")) if one.kind is kind]


def names(text: str, kind: Kind) -> set[str]:
    return {name for name, _ in told(text, kind)}


def only(text: str, kind: Kind, name: str) -> list[Finding]:
    return [one for one in extracted(*text.split("\n")) if one.kind is kind and one.name == name]


@pytest.mark.parametrize(
    ("text", "infected"),
    [
        ("No requirió UTI.", False),
        ("Pasó a UTIP por shock séptico y estuvo 4 días en UTI.", False),
        ("Egresa de UTI el 3/2.", False),
        ("Tuvo UTI en mayo tratada con cefixime.", True),
        ("UTI treated with cefalexin.", True),
    ],
)
def test_an_intensive_care_unit_is_no_infection_of_the_urine(text: str, infected: bool) -> None:
    assert ("urinary tract infection" in names(text, Kind.CONDITION)) is infected


@pytest.mark.parametrize(
    ("text", "ventilated"),
    [
        ("AVM 38 mg/g creat (VN < 11), HVA 45 mg/g creat.", False),
        ("AVM in left temporal lobe.", False),
        ("Requirió AVM por 3 días.", True),
        ("Tuvo necesidad de AVM el 3/5.", True),
    ],
)
def test_an_acid_of_the_urine_or_a_vessel_is_no_ventilation(text: str, ventilated: bool) -> None:
    assert ("mechanical ventilation" in names(text, Kind.SURGERY)) is ventilated


@pytest.mark.parametrize(
    ("text", "drug", "given"),
    [
        ("PACIENTE CON LAL RA EN DIA 22, AYER RECIBIO VINCRISTINA 1.2 MG.", "isotretinoin", False),
        ("Paciente con LLA de RA que recibió vincristina 1,2 mg.", "isotretinoin", False),
        ("Neuroblastoma, continues RA cycle 3.", "isotretinoin", True),
        ("Se indica transfusión de CP 5 u.", "cyclophosphamide", False),
        ("Recibió CP 1 unidad.", "cyclophosphamide", False),
        ("Recibió CP 1 g/m2 día 1.", "cyclophosphamide", True),
    ],
)
def test_a_risk_group_and_platelets_are_no_drugs(text: str, drug: str, given: bool) -> None:
    assert (drug in names(text, Kind.DRUG)) is given


@pytest.mark.parametrize(
    ("text", "given"),
    [("Egresa en BCG, se dan citas.", False), ("Niño en BCG, afebril.", False), ("BCG aplicada al nacer.", True)],
)
def test_a_good_state_is_no_vaccine(text: str, given: bool) -> None:
    assert ("BCG vaccine" in names(text, Kind.MEDICINE)) is given


@pytest.mark.parametrize(
    ("text", "measured"),
    [("SF 0.9% 500 ml en bolo.", False), ("SF al 0.45% 3000 ml/m2.", False), ("Echo SF 34%.", True)],
)
def test_a_saline_is_no_shortening_fraction(text: str, measured: bool) -> None:
    assert ("shortening fraction" in names(text, Kind.FUNCTION)) is measured


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Paciente con LAL en inducción.", "acute lymphoblastic leukemia"),
        ("PACIENTE CON LAL RA EN DIA 22 DE INDUCCION.", "acute lymphoblastic leukemia"),
        ("Dx: LAL pre B.", "B-cell acute lymphoblastic leukemia"),
        ("DX: LLA PRE B EN REMISION.", "B-cell acute lymphoblastic leukemia"),
        ("Dx: LAL-T.", "T-cell acute lymphoblastic leukemia"),
        ("Paciente con LAM M4 en 2do ciclo.", "acute myeloid leukemia"),
        ("Dx: LH CM EIIIB.", "Hodgkin lymphoma"),
        ("Dx: TW bilateral.", "Wilms tumor"),
        ("Dx: Ca de tiroides papilar.", "papillary thyroid carcinoma"),
        ("HORMONAS: FSH 2.1 LH 0.3", ""),
        ("Dx: pubertad precoz, LH 5.1, FSH 3", ""),
        ("PREVIA COLOCACION DE LMA SE INICIA CIRUGIA.", ""),
    ],
)
def test_diseases_by_their_spanish_short_names(text: str, name: str) -> None:
    assert names(text, Kind.DIAGNOSIS) == ({name} if name else set())


@pytest.mark.parametrize(
    ("text", "drug", "how", "ill"),
    [
        ("No se aplica vincristina por neuropatía.", "vincristine", "negated", "peripheral neuropathy"),
        ("No recibió doxorrubicina por disfunción ventricular.", "doxorubicin", "negated", "ventricular dysfunction"),
        ("NO SE PASA VINCRISTINA POR NEUROPATIA.", "vincristine", "negated", "peripheral neuropathy"),
        ("Vincristine not given because of neuropathy.", "vincristine", "negated", "peripheral neuropathy"),
        ("No se administra QT por fiebre.", "chemotherapy", "negated", "fever"),
    ],
)
def test_the_reason_of_what_was_not_given_is_there(text: str, drug: str, how: str, ill: str) -> None:
    assert (drug, how) in told(text, Kind.DRUG)
    assert (ill, "stated") in told(text, Kind.CONDITION)


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("Recibió QT preoperatoria con buena respuesta.", [("chemotherapy", "stated")]),
        ("No ha recibido QT ni RT.", [("chemotherapy", "negated")]),
        ("Ingresa para QT programada.", [("chemotherapy", "planned")]),
        ("Se difiere QT 1 semana por neutropenia.", [("chemotherapy", "planned")]),
        ("Chemo held this week for fever.", [("chemotherapy", "negated")]),
        ("Se realizó PL + QTIT el 12/03/2025 sin incidentes.", [("intrathecal chemotherapy", "stated")]),
        ("ECG con QT prolongado, en control por cardiología.", []),
        ("Ondansetrón puede prolongar QT en niños.", []),
        ("Se mide intervalo QT 420 ms en reposo.", []),
    ],
)
def test_qt_is_chemotherapy_but_of_a_tracing(text: str, told_of: list[tuple[str, str]]) -> None:
    assert told(text, Kind.DRUG) == told_of


def test_todays_chemotherapy_that_is_held_was_not_given() -> None:
    found = told("Today's intrathecal chemotherapy held for platelets 18.", Kind.DRUG)
    assert {how for _, how in found} == {"negated"}


def test_what_a_mother_is_told_to_stop_is_stopped() -> None:
    found = only("La mercaptopurina se la suspende hasta que lo revisemos.", Kind.DRUG, "mercaptopurine")
    assert [one.detail.get("state") for one in found] == ["stopped"]


@pytest.mark.parametrize(
    "text",
    [
        "Paciente s/p QT que ingresa por fiebre.",
        "Paciente post QT con fiebre de 39.",
        "Patient s/p chemotherapy who is admitted for fever.",
    ],
)
def test_why_a_child_comes_after_its_treatment_is_of_now(text: str) -> None:
    assert ("fever", "stated") in told(text, Kind.CONDITION)


@pytest.mark.parametrize(
    "text", ["Wilms post quimioterapia, riesgo intermedio.", "Nefroblastoma post QT, riesgo intermedio (SIOP)."]
)
def test_a_risk_group_behind_post_chemotherapy_is_of_now(text: str) -> None:
    assert told(text, Kind.RISK) == [("risk group", "stated")]


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        (
            "Perinatales: producto de 2da gestación, parto vaginal a las 39 sem, peso 3200 g, talla 50 cm.",
            ["birth weight"],
        ),
        ("Born at 39 weeks by C-section, weight 3.2 kg, length 50 cm.", ["birth weight"]),
        ("APN: producto de G2, obtenido por cesárea, peso 3.250 kg, talla 49 cm.", ["birth weight"]),
        ("Nacido a término, peso actual 5,2 kg.", ["weight"]),
        ("Peso 3,200 kg, talla 51 cm.", ["weight", "height"]),
    ],
)
def test_sizes_at_birth_are_not_those_of_now(text: str, weights: list[str]) -> None:
    found = extracted(text)
    assert [one.name for one in found if one.kind is Kind.GROWTH and one.name != "gestational age"] == weights
    assert not [one for one in found if one.name == "specimen weight"]


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("Mamá dice que pesó 9 kilos 800", 9.8, "kg"),
        ("Peso 10 kg 250 g.", 10.25, "kg"),
        ("Pesa 12 kilos y medio.", 12.5, "kg"),
        ("Peso 12 kg, talla 90 cm.", 12.0, "kg"),
        ("Peso 8200 g.", 8200.0, "g"),
    ],
)
def test_weights_in_kilos_and_grams(text: str, number: float, unit: str) -> None:
    assert [(one.number, one.unit) for one in only(text, Kind.GROWTH, "weight")] == [(number, unit)]


def test_grams_with_a_mark_of_thousands_are_a_weight() -> None:
    assert [one.value for one in only("Peso 18,200 g", Kind.GROWTH, "weight")] == ["18,200"]
    assert only("Nephrectomy specimen measuring 14 x 10 x 9 cm and weighing 612 g.", Kind.GROWTH, "weight") == []


@pytest.mark.parametrize(
    "text",
    [
        "[14/05/2025, 9:25] Mamá de Santi: tos no, diarrea si",
        "[5/14/25, 9:26:10 AM] Santi Mom: no cough",
        "14/05/2025, 9:25 - Mamá: tos no",
    ],
)
def test_who_sends_a_message_is_not_the_one_who_coughs(text: str) -> None:
    assert told(text, Kind.FAMILY_HISTORY) == []
    assert ("cough", "negated") in told(text, Kind.CONDITION)


def test_relatives_in_a_message_and_in_a_form_are_relatives() -> None:
    sister = "14/05/2025, 9:34 - Mamá de Santi: su hermanita tiene varicela desde el sábado"
    assert told(sister, Kind.FAMILY_HISTORY) == [("varicella", "family")]
    assert ("asthma", "family") in told("Mamá: asma. Papá: sano.", Kind.FAMILY_HISTORY)


def test_what_a_message_tells_of_yesterday_is_not_of_the_day_it_was_sent() -> None:
    thread = (
        "[14/05/2025, 9:12] Mamá de Santi: doctora buenos dias amanecio con calentura 38.4\n"
        "[14/05/2025, 9:13] Mamá de Santi: ayer le pusieron la quimio el metotrexate\n"
        "[15/05/2025, 8:02] Mamá de Santi: hoy ya no trae temperatura"
    )
    assert [str(one.when) for one in only(thread, Kind.DRUG, "methotrexate")] == ["2025-05-13"]
    assert [(one.value, str(one.when)) for one in only(thread, Kind.CONDITION, "fever")] == [("38.4", "2025-05-14")]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Hermano mayor enucleado por retinoblastoma a los 18 meses.", {"18 meses"}),
        ("Older brother enucleated for retinoblastoma at 18 months.", {"18 months"}),
        ("Tío paterno con osteosarcoma a los 15 años.", {"15"}),
    ],
)
def test_an_age_in_months_keeps_its_unit(text: str, ages: set[str]) -> None:
    assert {str(one.detail.get("age")) for one in extracted(text) if one.kind is Kind.FAMILY_HISTORY} == ages


@pytest.mark.parametrize(
    "text", ["AHF: negados.", "APF: s/p.", "Antecedentes heredofamiliares: interrogados y negados.", "FHx: none."]
)
def test_a_family_without_illness(text: str) -> None:
    assert told(text, Kind.FAMILY_HISTORY) == [("any illness", "negated")]


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("Transfusionales: niega.", [("transfusion", "negated")]),
        ("Se transfunde CP 1 unidad plaquetaféresis.", [("platelet transfusion", "stated")]),
        ("Se pasa paquete globular 1 unidad.", [("red cell transfusion", "stated")]),
        ("Farmacológicos: niega.", [("medication", "negated")]),
    ],
)
def test_transfusions_and_denials_of_a_history_form(text: str, told_of: list[tuple[str, str]]) -> None:
    assert told(text, Kind.MEDICINE) == told_of


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Hepatitis B, C y HIV: no reactivos.", "negated"),
        ("Hepatitis B, C and HIV: nonreactive.", "negated"),
        ("Hepatitis B, C y HIV: negativos.", "negated"),
    ],
)
def test_tests_that_are_not_reactive_tell_of_no_infection(text: str, how: str) -> None:
    assert {how for name, how in told(text, Kind.CONDITION) if name == "hepatitis B"} == {how}


@pytest.mark.parametrize(
    ("text", "positive"),
    [
        ("Borde quirúrgico: tumor a 0,3 cm de la cápsula.", False),
        ("Surgical margin: tumor 0.3 cm from the capsule.", False),
        ("Margin: tumor at ink.", True),
        ("Márgenes: tumor presente en el borde.", True),
    ],
)
def test_a_tumor_away_from_the_margin_leaves_it_free(text: str, positive: bool) -> None:
    found = only(text, Kind.SURGERY, "resection margins")
    assert ("positive" in {one.detail.get("margins") for one in found}) is positive


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        (
            "TC: Conglomerado mediastinal de 6,1 x 4,3 cm (previo 11,8 x 8,2 cm).",
            {"6,1 x 4,3": "stated", "11,8 x 8,2": "historical"},
        ),
        ("TC: Adenopatía izq. de 9 mm (previa 24 mm).", {"9": "stated", "24": "historical"}),
        (
            "CT: Mediastinal mass of 6.1 x 4.3 cm (previously 11.8 x 8.2 cm).",
            {"6.1 x 4.3": "stated", "11.8 x 8.2": "historical"},
        ),
    ],
)
def test_the_size_of_before_in_brackets_makes_the_other_none_of_before(text: str, sizes: dict[str, str]) -> None:
    found = [one for one in extracted(text) if one.kind is Kind.MEASUREMENT]
    assert {str(one.detail["sizes"]): str(one.assertion) for one in found} == sizes


@pytest.mark.parametrize("text", ["ETV6/RUNX1: negativo.", "ETV6/RUNX1: negative."])
def test_a_fusion_that_is_not_there_tells_of_no_gene_alone(text: str) -> None:
    assert told(text, Kind.VARIANT) == [("ETV6::RUNX1", "negated")]
    assert told("IDH1/IDH2: negativo", Kind.VARIANT) == [("IDH1", "negated"), ("IDH2", "negated")]


def test_translocations_in_capitals() -> None:
    found = told("T(12;21) NEGATIVO, T(9;22) NEGATIVO, T(1;19) POSITIVO.", Kind.CYTOGENETICS)
    assert found == [("t(12;21)", "negated"), ("t(9;22)", "negated"), ("t(1;19)", "stated")]


def test_a_share_belongs_to_the_cells_that_it_stands_behind() -> None:
    found = only("Serie granulocítica 6%   Linfocitos 5%   Blastos 85 %", Kind.LABORATORY, "blasts")
    assert {one.number for one in found} == {85.0}


@pytest.mark.parametrize(
    ("text", "cycles"),
    [
        ("Recibió 1er ciclo 22/1, cita en 21 días.", [1]),
        ("Received the third cycle 7/3 as planned.", [3]),
        ("Ciclo 2/4 de VAC.", [2]),
    ],
)
def test_the_day_of_a_cycle_is_not_its_number(text: str, cycles: list[int]) -> None:
    assert [one.detail["number"] for one in extracted(text) if one.kind is Kind.CYCLE] == cycles


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Se hospitaliza para biopsia incisional por ortopedia.", "incisional biopsy", "planned"),
        ("Ingresó para biopsia, se realizó el 3/5.", "biopsy", "stated"),
        ("Biopsia de MO: no infiltrada.", "bone marrow biopsy", "stated"),
        ("Bone marrow biopsy: not involved.", "bone marrow biopsy", "stated"),
    ],
)
def test_operations_ahead_and_what_they_did_not_show(text: str, name: str, how: str) -> None:
    assert (name, how) in told(text, Kind.SURGERY)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Inicia cisplatino según indicación. No reacciones adversas.", False),
        ("Infusion completed, no adverse reactions.", False),
        ("No known adverse reactions.", True),
        ("Sin reacciones adversas a medicamentos.", True),
        ("Alergias: negativas.", True),
        ("Alérgicos: (-).", True),
    ],
)
def test_an_infusion_without_reaction_denies_no_allergy(text: str, denied: bool) -> None:
    assert (("any", "negated") in told(text, Kind.ALLERGY)) is denied


def test_a_drug_that_is_begun_as_ordered_is_given() -> None:
    assert told("Inicia cisplatino según indicación médica.", Kind.DRUG)[0][1] != "conditional"
    assert told("Reducir vincristina según tolerancia.", Kind.DRUG) == [("vincristine", "conditional")]


def test_what_was_finished_is_no_current_medicine() -> None:
    text = "Meds: ondansetron 4 mg PO q8h prn. Terminó dexametasona en julio."
    assert [one.detail.get("state") for one in only(text, Kind.MEDICINE, "dexamethasone")] == ["past"]


@pytest.mark.parametrize("text", ["A/P: 1) MB - NED por MRI.", "A/P: 1) MB - NED by MRI."])
def test_a_study_that_has_shown_something_is_not_to_come(text: str) -> None:
    assert ("MRI", "stated") in told(text, Kind.MENTION)


def test_cells_of_a_tumor_that_were_not_found_are_no_count() -> None:
    assert told("LCR: negativo para células neoplásicas.", Kind.LABORATORY) == []


def test_what_has_to_be_mended_first_is_there() -> None:
    text = "No colocar catéter ni PL hasta corregir coagulopatía."
    assert ("bleeding disorder", "stated") in told(text, Kind.CONDITION)
