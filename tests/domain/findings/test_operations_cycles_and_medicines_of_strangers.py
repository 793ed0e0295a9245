"""Operations, cycles, verdicts of boards, transfusions and medicines in other hospitals' words. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Kind
from tests.domain.findings.test_unlisted_tests_told import read

TRUE = {"stated"}


def said(text: str, name: str, *kinds: Kind) -> set[str]:
    """The assertions of what is named so."""
    found = read(text, kinds=kinds or tuple(Kind))
    return {one.assertion.value for one in found if name in f"{one.name} {one.value}".casefold()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The macular tumour was treated with laser on two occasions.", "laser"),
        ("Emergency laparotomy for intussusception revealed an ileal mass.", "laparotomy"),
        ("He required continuous renal replacement therapy for five days.", "dialysis"),
        ("She received three sessions of ophthalmic artery chemosurgery.", "intra-arterial"),
        ("He received a left lateral segment liver graft from his mother.", "liver transplant"),
        ("Knee aspiration grew Staphylococcus aureus.", "arthrocentesis"),
        ("Ovarian tissue was cryopreserved before chemotherapy.", "ovarian tissue"),
        ("The resection was subtotal.", "subtotal resection"),
        ("Liver biopsy was performed without complications.", "biopsy"),
        ("Laparotomía de urgencia por invaginación: masa ileal.", "laparotomy"),
        ("Precisó hemodiafiltración continua durante cinco días.", "dialysis"),
        ("Recibió injerto hepático de donante vivo relacionado.", "liver transplant"),
        ("La resección fue subtotal.", "subtotal resection"),
        ("Se realizó biopsia hepática sin incidencias.", "biops"),
        ("Se realizó punción lumbar sin incidencias.", "lumbar puncture"),
        ("Escapulectomía parcial en marzo de 2023.", "scapulectomy"),
    ],
)
def test_an_operation_is_told_by_a_verb_a_result_or_a_headline(text: str, name: str) -> None:
    assert said(text, name, Kind.SURGERY) & TRUE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("If the seeds grow, laser treatment would be needed.", "laser"),
        ("She may need a laparotomy.", "laparotomy"),
        ("Laparoscopy is planned for next week.", "laparoscopy"),
        ("Si empeora, precisará diálisis.", "dialysis"),
        ("Extracción de confirmación solicitada para el donante.", "tooth"),
        ("Shunt series X-ray tomorrow.", "shunt"),
        ("Se sugiere valoración por Cirugía de Tórax.", "surgery"),
    ],
)
def test_what_was_not_done_is_not_told_as_done(text: str, name: str) -> None:
    assert not said(text, name, Kind.SURGERY) & TRUE


@pytest.mark.parametrize(
    "text",
    [
        "Previously well, no operations.",
        "Past surgical history: nil.",
        "There is no history of previous operations.",
        "The patient is not a surgical candidate at this time.",
        "She is not a candidate for surgery at the sacrum.",
        "Asma leve. Sin intervenciones previas.",
        "Niega antecedentes quirúrgicos.",
        "Quirúrgicos: negados.",
        "No es candidato a cirugía.",
    ],
)
def test_that_there_was_no_operation_is_a_denial(text: str) -> None:
    assert said(text, "", Kind.SURGERY) == {"negated"}


@pytest.mark.parametrize(
    "text",
    [
        "No surgery other than cystoscopic biopsy.",
        "No operation note was received.",
        "Mother: no previous surgery.",
        "If no surgery is possible, radiation will be given.",
        "¿Sin cirugía previa?",
    ],
)
def test_no_denial_of_operations_where_another_thing_is_meant(text: str) -> None:
    found = read(text, kinds=(Kind.SURGERY,))
    assert not [one for one in found if one.name == "surgery" and one.assertion.value == "negated"]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Rituximab en monoterapia se descarta como primera línea.", "rituximab", "negated"),
        ("Rituximab as a single agent was discarded as first line.", "rituximab", "negated"),
        ("Trasplante autólogo no contemplado.", "transplant", "negated"),
        ("No es candidato a más doxorrubicina por dosis acumulada.", "doxorubicin", "negated"),
        ("Temozolomide was judged to offer no benefit.", "temozolomide", "negated"),
        ("Radioterapia estereotáctica se reserva para enfermedad no resecable.", "radiation", "conditional"),
        ("Focal reirradiation is feasible.", "radiation", "conditional"),
        ("Intra-arterial chemotherapy, cryotherapy and laser were compared.", "laser", "conditional"),
        ("Cirugía hepática considera factible la hepatectomía derecha con margen.", "hepatectomy", "conditional"),
        ("La biopsia de médula se deja a criterio clínico.", "biops", "conditional"),
        ("Trasplante autólogo en caso de respuesta completa.", "transplant", "conditional"),
        ("Enoxaparin 40 mg daily starting tomorrow.", "enoxaparin", "planned"),
    ],
)
def test_the_verdict_of_a_board_is_heard(text: str, name: str, how: str) -> None:
    kinds = (Kind.DRUG, Kind.SURGERY, Kind.RADIATION, Kind.TRANSPLANT, Kind.MEDICINE)
    found = said(text, name, *kinds)
    assert not found & TRUE
    assert how in found or (how != "negated" and found <= {"planned", "conditional"})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rituximab was given in case of relapse of the titres.", "rituximab"),
        ("Con la biopsia se descartó linfoma; recibió vincristina.", "vincristine"),
        ("Cisplatin was stopped; carboplatin was given.", "carboplatin"),
        ("Recibió radioterapia; la reirradiación se reserva para recaída.", "radiation"),
    ],
)
def test_a_verdict_on_another_thing_denies_nothing(text: str, name: str) -> None:
    assert said(text, name, Kind.DRUG, Kind.RADIATION) & TRUE


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Dos ciclos aplicados.", "stated"),
        ("VAC, eight of fourteen planned cycles to date.", "stated"),
        ("Two further cycles are planned.", "planned"),
        ("Faltan dos ciclos.", "planned"),
        ("Se retrasa el ciclo una semana por neutropenia.", "planned"),
    ],
)
def test_cycles_are_counted_as_done_or_to_come(text: str, how: str) -> None:
    assert how in {one.assertion.value for one in read(text, kinds=(Kind.CYCLE,))}


@pytest.mark.parametrize("text", ["Dos dosis aplicadas.", "If two cycles remain, call.", "Ciclos menstruales."])
def test_no_cycle_is_counted_where_none_is_told(text: str) -> None:
    assert not [one for one in read(text, kinds=(Kind.CYCLE,)) if one.assertion.value == "stated"]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("He received platelets twice.", "platelet transfusion", "stated"),
        ("Irradiated platelets were transfused once.", "platelet transfusion", "stated"),
        ("Se transfundieron plaquetas en una ocasión.", "platelet transfusion", "stated"),
        ("No regular medications.", "medication", "negated"),
        ("Medications on admission: none.", "medication", "negated"),
        ("Sin medicación habitual.", "medication", "negated"),
        ("No toma ningún medicamento.", "medication", "negated"),
    ],
)
def test_transfusions_and_no_medicines_are_told(text: str, name: str, how: str) -> None:
    assert said(text, name, Kind.MEDICINE) == {how}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Platelets reached a low of 11.", "platelet transfusion"),
        ("Transfuse platelets if below 10.", "platelet transfusion"),
        ("No medication changes.", "medication"),
        ("No medicines other than vitamin D.", "medication"),
    ],
)
def test_counts_rules_and_changes_are_no_transfusion_and_no_denial(text: str, name: str) -> None:
    assert not said(text, name, Kind.MEDICINE)


def test_a_day_of_a_plan_is_no_dose() -> None:
    found = read("Pegfilgrastim on day 6.", kinds=(Kind.MEDICINE,))
    assert all(one.detail.get("dose", "") != "6" for one in found)


def test_the_day_over_an_operation_is_its_day() -> None:
    text = "Informe de alta\n\nIntervención (10-08-2023)\nResección en bloque de tibia proximal con colgajo.\n"
    assert {str(one.when) for one in read(text, kinds=(Kind.SURGERY,)) if one.name == "flap"} == {"2023-08-10"}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("She received prophylactic cranial irradiation 12 Gy in 2021.", "stated"),
        ("Prophylactic cranial irradiation was not given.", "negated"),
    ],
)
def test_a_prophylactic_treatment_is_one_all_the_same(text: str, how: str) -> None:
    assert said(text, "irradiation", Kind.RADIATION) == {how}
