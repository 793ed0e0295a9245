"""What became of plans, refusals and first readings, what is told in general, and conditions without an `if`; beside
each its counterpart that is simply true."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Kind


def _said(text: str, name: str, *kinds: Kind) -> set[str]:
    """The ways in which the findings of a text whose name or value has `name` are said."""
    found = [one for one in extracted(text) if not kinds or one.kind in kinds]
    return {str(one.assertion) for one in found if name in f"{one.name} {one.value}".lower()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The MIBG scan booked for 3 May was done that day and showed no uptake.", "mibg"),
        ("The spine MRI, which could not be done in March for lack of a slot, took place on 4 April.", "mri"),
        ("La RM de columna, que en marzo no pudo hacerse, se realizó el 4 de abril.", "mri"),
        ("La asparaginasa llegó con retraso y la primera dosis se puso el día 14.", "asparaginase"),
        ("The insurance at first denied bevacizumab, then approved it; he has had three doses.", "bevacizumab"),
        ("La obra social primero rechazó el bevacizumab y después lo autorizó; lleva tres dosis.", "bevacizumab"),
        ("Ante la progresión se ofreció regorafenib, que tomó durante dos meses.", "regorafenib"),
        ("Se valoró reducir la vincristina, pero al final se puso completa.", "vincristine"),
        ("We considered stopping vincristine because of the neuropathy.", "vincristine"),
        ("Hydroxyurea was proposed to the family, who agreed; he has been on it since August.", "hydroxyurea"),
        ("Se propuso hidroxiurea a la familia, que aceptó; la toma desde agosto.", "hydroxyurea"),
        ("No toma más medicación que levotiroxina.", "levothyroxine"),
        ("Without her nightly omeprazole the heartburn comes back.", "omeprazole"),
        ("Sin su omeprazol de la noche le vuelve el ardor.", "omeprazole"),
        ("Cycle 5 could begin only once the platelets had reached 75, which was on 4 June.", "cycle"),
    ],
)
def test_what_came_to_pass_is_told_as_done(text: str, name: str) -> None:
    assert _said(text, name) == {"stated"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Partial nephrectomy proved impossible and the whole kidney was removed.", "partial nephrectomy"),
        ("A course of rituximab, which the hematologists had in mind, became superfluous.", "rituximab"),
        ("El rituximab en que pensaba hematología dejó de ser necesario.", "rituximab"),
        ("Ingresa para colocación de catéter, que no llega a realizarse por fiebre.", "line"),
        ("We cannot recommend further cisplatin.", "cisplatin"),
        ("No podemos aconsejar más cisplatino.", "cisplatin"),
        ("He was to have had nivolumab from March, but his parents chose to go home.", "nivolumab"),
        ("Iba a recibir nivolumab desde marzo, pero los padres decidieron volver a su país.", "nivolumab"),
        ("It has been decided to skip cycle 6 and go straight to surgery.", "cycle"),
        ("The liver biopsy that we had asked for was deemed too risky.", "biopsy"),
        ("Fue evaluado para el ensayo AALL1731 pero no cumplía criterios.", "aall1731"),
        ("We kept craniospinal irradiation out of the plan on account of his age.", "craniospinal"),
    ],
)
def test_what_came_to_nothing_is_told_as_not_done(text: str, name: str) -> None:
    assert "stated" not in _said(text, name, Kind.DRUG, Kind.MEDICINE, Kind.SURGERY, Kind.PROTOCOL, Kind.RADIATION)
    assert "negated" in _said(text, name)


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("No biopsy, which the parents had feared, was done.", "biopsy", "negated"),
        ("The seizures proved impossible to control.", "seizure", "stated"),
        ("Se pensó en gentamicina, pero se evitó por el cisplatino previo.", "cisplatin", "stated"),
        ("He came without his wheelchair and without fever.", "fever", "negated"),
    ],
)
def test_what_only_looks_so_is_told_as_before(text: str, name: str, how: str) -> None:
    assert _said(text, name) == {how}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We have asked the insurer to approve dinutuximab.", "dinutuximab"),
        ("Hemos pedido a la aseguradora el dinutuximab.", "dinutuximab"),
        ("The pharmacy has ordered asparaginase; the first dose is due on day 12.", "asparaginase"),
        ("Farmacia ha pedido la asparaginasa; la primera dosis toca el día 12.", "asparaginase"),
        ("Bevacizumab was approved by the insurance on Monday; dose one is this Friday.", "bevacizumab"),
        ("Comité 14/6: consenso en resección completa tras dos ciclos más.", "resection"),
        ("Tumor board 6/14: consensus for gross total resection after two more cycles.", "cycle"),
        ("El mes que viene pasa a trasplante en tándem.", "tandem"),
        ("Falta solo el visto bueno de la dirección médica para el eculizumab.", "eculizumab"),
    ],
)
def test_what_is_asked_for_ordered_or_agreed_is_planned(text: str, name: str) -> None:
    assert _said(text, name) == {"planned"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Asparaginase arrived late, so that the first dose went in on day 14.", "asparaginase"),
        ("Tumor board 6/14: case reviewed after gross total resection on 6/2.", "resection"),
        ("Con el visto bueno de la dirección médica se puso eculizumab el lunes.", "eculizumab"),
        ("Dinutuximab was approved and has been given since May.", "dinutuximab"),
    ],
)
def test_what_was_given_is_no_plan(text: str, name: str) -> None:
    assert _said(text, name) == {"stated"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Larotrectinib works well in tumors with an NTRK fusion.", "larotrectinib"),
        ("Larotrectinib va bien en tumores con fusión de NTRK.", "ntrk"),
        ("There are three options: to watch, to operate again, or to give vinblastine weekly.", "vinblastine"),
        ("Hay tres posibilidades: observar, volver a operar o dar vinblastina semanal.", "vinblastine"),
        ("The standard arm gives four courses of vincristine and irinotecan.", "irinotecan"),
        ("Under ARST2031, maintenance with vinorelbine lasts six months.", "vinorelbine"),
        ("Treosulfan and melphalan would be the conditioning that we favor.", "treosulfan"),
        ("Con el trametinib no tenemos experiencia; otros centros lo dan.", "trametinib"),
        ("Amphotericin stands ready in case the fever comes back.", "amphotericin"),
        ("En neuroblastoma lo habitual es el trasplante en tándem.", "tandem"),
        ("Were the ANC to fall below 500 with fever, start cefepime at once.", "cefepime"),
        ("En caso de neutropenia febril, iniciar cefepime de inmediato.", "cefepime"),
        ("Depending on the week 12 MRI, we either stop or add six weeks of lomustine.", "lomustine"),
        ("Según lo que muestre la RM, se suspende o se agregan seis semanas de lomustina.", "lomustine"),
        ("If MRD is above 0.01% he will move to the high-risk arm.", "high"),
        ("The consent form for the trial mentions hepatic veno-occlusive disease as a risk.", "sinusoidal"),
        ("Les expliqué a los padres que cabe esperar mucositis, caída del pelo e infecciones.", "mucositis"),
        ("We were told that Ben may need a feeding tube if he keeps losing weight.", "tube"),
    ],
)
def test_what_is_told_in_general_or_under_a_condition(text: str, name: str) -> None:
    assert _said(text, name) == {"conditional"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Larotrectinib is what he takes now, and it works well.", "larotrectinib"),
        ("He was on the standard arm and received irinotecan.", "irinotecan"),
        ("In light of the week 12 MRI we added lomustine.", "lomustine"),
        ("En vista de la RM agregamos lomustina.", "lomustine"),
        ("Because MRD was above 0.01%, he moved to the high-risk arm.", "high"),
        ("Stage III-S B, treated as high risk (TG3).", "iii"),
        ("La mucositis apareció el día 8, como era de esperar.", "mucositis"),
        ("Presentó neutropenia febril y se inició cefepime de inmediato.", "cefepime"),
    ],
)
def test_what_is_told_of_the_child_is_stated(text: str, name: str) -> None:
    assert _said(text, name) == {"stated"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What was first read as osteomyelitis proved to be Ewing sarcoma.", "osteomyelitis"),
        ("Lo que se tomó al principio por osteomielitis resultó ser un sarcoma de Ewing.", "osteom"),
        ("The second opinion disagrees with the stage III assigned locally.", "iii"),
        ("We can't rule out that the swelling is a thrombosis, hence the ultrasound tomorrow.", "thrombosis"),
        ("Nos preguntamos si el dolor no se deberá a un aplastamiento vertebral.", "aplastamiento"),
        ("A falta de confirmación por Anatomía Patológica, parece un osteosarcoma.", "osteosarcoma"),
        ("On the MRI it could pass for osteonecrosis.", "osteonecrosis"),
        ("No estamos seguros de que sea una osteonecrosis.", "osteonecrosis"),
        ("This might well be stage IV, as the marrow looks abnormal.", "iv"),
        ("At first we feared meningitis, but the tap was clean.", "meningitis"),
        ("Al principio temíamos una meningitis, pero la punción fue limpia.", "meningitis"),
    ],
)
def test_first_readings_and_what_may_be_are_in_doubt(text: str, name: str) -> None:
    assert _said(text, name) == {"uncertain"}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("What was first read as osteomyelitis proved to be Ewing sarcoma.", "ewing", "stated"),
        ("It turned out to be pneumonia.", "pneumonia", "stated"),
        ("Resultó ser una neumonía.", "pneumonia", "stated"),
        ("With the marrow positive, this is stage IV.", "iv", "stated"),
        ("We do not think that this is a relapse.", "relapse", "negated"),
        ("Dos dosis de nusinersen recibió su primo.", "nusinersen", "family"),
        ("Recibió dos dosis de nusinersen.", "nusinersen", "stated"),
    ],
)
def test_what_it_proved_to_be_and_whose_it_is(text: str, name: str, how: str) -> None:
    assert _said(text, name) == {how}
