"""What is told in a sentence and is not simply so: what would have been, what others are given, what a test can find,
what a family fears, lists of consent forms. All papers and people here are synthetic."""

from __future__ import annotations

import pytest

from tests.domain.findings.onepaper import extracted


def told(name: str, *lines: str) -> set[str]:
    """How a paper of these lines tells the findings whose name, or kind, is or holds `name`."""
    found = extracted(*lines)
    return {str(one.assertion) for one in found if name in one.name or name == str(one.kind)}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("We would have given irinotecan had the insurance approved it.", "irinotecan", {"conditional"}),
        ("He would have received cisplatin 100 mg/m2 at the other hospital.", "cisplatin", {"conditional"}),
        ("She should have received vincristine in March.", "vincristine", {"conditional"}),
        ("He might have received vincristine there.", "vincristine", {"uncertain"}),
        ("Hubiera requerido cisplatino.", "cisplatin", {"conditional"}),
        ("Habría recibido vincristina en otro hospital.", "vincristine", {"uncertain"}),
        ("Without treatment he would have had sepsis.", "sepsis", {"conditional"}),
        ("Vincristine 1.5 mg/m2 was given on 03/04/2024.", "vincristine", {"stated"}),
        ("He received vincristine, which he could have done without.", "vincristine", {"stated"}),
        ("Recibió vincristina en otro hospital.", "vincristine", {"stated"}),
    ],
)
def test_what_would_have_been_was_not(text: str, name: str, how: set[str]) -> None:
    assert told(name, text) == how


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Patients usually receive vincristine.", "vincristine", {"conditional"}),
        ("Patients on the study get isotretinoin for six months.", "isotretinoin", {"conditional"}),
        ("Los pacientes suelen recibir rituximab.", "rituximab", {"conditional"}),
        ("Arm B receives cisplatin.", "cisplatin", {"conditional"}),
        ("Standard treatment is vincristine.", "vincristine", {"conditional"}),
        ("Cisplatin is used in high-risk disease.", "cisplatin", {"conditional"}),
        ("The protocol calls for vincristine.", "vincristine", {"planned"}),
        ("Según protocolo corresponde cisplatino.", "cisplatin", {"planned"}),
        ("Infection is more common with high-dose cytarabine.", "cytarabine", {"conditional"}),
        ("The patient receives vincristine weekly.", "vincristine", {"stated"}),
        ("El paciente recibe vincristina.", "vincristine", {"stated"}),
    ],
)
def test_what_others_or_a_protocol_have_is_not_given(text: str, name: str, how: set[str]) -> None:
    assert told(name, text) == how


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("This assay detects fusions in 54 genes including ALK, ROS1 and NTRK1.", "ALK", {"conditional"}),
        ("This test cannot detect sepsis.", "sepsis", {"conditional"}),
        ("A negative result does not exclude a germline mutation in TP53.", "TP53", {"conditional"}),
        ("Loss of CDKN2A has been reported in up to 20% of tumors.", "CDKN2A", {"conditional"}),
        ("Positive control with BRAF V600E at 10% passed.", "BRAF", {"conditional"}),
        ("Reference: MRD < 0.01% is considered negative.", "minimal residual disease", {"conditional"}),
        ("MRD < 0.01% on day 29.", "minimal residual disease", {"stated"}),
        ("BRAF V600E mutation detected.", "BRAF", {"stated"}),
        ("CDKN2A loss was seen in 60% of nuclei.", "CDKN2A", {"stated"}),
    ],
)
def test_what_a_test_can_find_is_no_result(text: str, name: str, how: set[str]) -> None:
    assert told(name, text) == how


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Mother is afraid of seizures.", "seizures", {"uncertain"}),
        ("La madre tiene miedo de convulsiones.", "seizures", {"uncertain"}),
        ("La familia está preocupada por hipoacusia.", "hearing loss", {"uncertain"}),
        ("Refiere la madre que en otro hospital le dijeron que era una artritis.", "artritis", {"uncertain"}),
        ("Mother has seizures.", "seizures", {"family"}),
        ("He is scared of needles.", "scared of needles", {"stated"}),
        ("Tell us about seizures.", "seizures", {"conditional"}),
        ("Report any fever.", "fever", {"conditional"}),
        ("Mother reports fever.", "fever", {"stated"}),
        ("Fever may be seen with this drug.", "fever", {"conditional"}),
        ("Seizures occur in about 5 % of patients.", "seizures", {"conditional"}),
        ("La trombosis es un efecto adverso conocido.", "thrombosis", {"conditional"}),
        ("Has never developed seizures.", "seizures", {"negated"}),
        ("Developed seizures in May.", "seizures", {"stated"}),
        ("Ondansetron if needed for nausea.", "nausea", {"conditional"}),
        ("Admitted for nausea, ondansetron if needed.", "nausea", {"stated"}),
    ],
)
def test_what_a_family_fears_or_is_told_of_is_not_there(text: str, name: str, how: set[str]) -> None:
    assert told(name, text) == how


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("If the spine MRI in September shows new lesions, we'll change.", "MRI", {"conditional"}),
        ("Spine metalware absent; if fusion goes ahead, use the femur.", "imaging", set()),
        ("We're considering sending her slides to Boston.", "specimen", {"planned"}),
        ("We will send the slides next week.", "specimen", {"planned"}),
        ("Her slides were sent to Boston.", "slides", {"stated"}),
        ("Dad is asking for rituximab.", "rituximab", {"conditional"}),
        ("Los padres pidieron rituximab.", "rituximab", {"conditional"}),
        ("Estamos considerando vincristina.", "vincristine", {"conditional"}),
        ("En otro hospital sugirieron cisplatino.", "cisplatin", {"conditional"}),
        ("Se difiere metotrexato hasta neutrófilos > 750.", "methotrexate", {"planned"}),
        ("Ineligible for rituximab.", "rituximab", {"negated"}),
        ("Amputation is not expected to be needed.", "amputation", {"negated"}),
        ("Sí, resonancia normal.", "brain", set()),
    ],
)
def test_what_hangs_on_a_condition_or_is_thought_of_has_not_been_done(text: str, name: str, how: set[str]) -> None:
    assert told(name, text) == how


CONSENT = (
    "Common side effects (more than 20 of 100 children):",
    "- nausea and vomiting",
    "- hair loss",
    "Rare but serious:",
    "- seizures",
    "- hearing loss",
    "Side effects she has had:",
    "- neuropathy grade 2",
)
CONSENTIMIENTO = ("Efectos secundarios frecuentes:", "• Vómitos", "• Convulsiones", "Mucositis grado 2 en el ciclo 1.")


def test_a_list_of_side_effects_in_a_consent_form_is_of_nobody_yet() -> None:
    for name in ("vomiting", "alopecia", "seizures", "hearing loss"):
        assert told(name, *CONSENT) == {"conditional"}, name
    assert told("vomiting", *CONSENTIMIENTO) == told("seizures", *CONSENTIMIENTO) == {"conditional"}


def test_what_stands_under_the_next_head_is_told_of_the_child() -> None:
    assert told("neuropathy", *CONSENT) == {"stated"}
    assert told("mucositis", *CONSENTIMIENTO) == {"stated"}


BOARD = (
    "Comité de tumores. Tumor de Wilms izquierdo.",
    "Discusión:",
    "- Cirugía: sin cambios. Seguiría igual.",
    "- Quimioterapia: vincristina, doxorrubicina. Luego carboplatino.",
    "- Radioterapia: 10,8 Gy al flanco.",
    "- Recibió ciclofosfamida.",
    "Conclusión: control.",
)


def test_what_a_board_discusses_is_no_treatment_given_unless_its_verb_says_so() -> None:
    for name in ("vincristine", "doxorubicin", "carboplatin", "radiation"):
        assert told(name, *BOARD) == {"planned"}, name
    assert told("cyclophosphamide", *BOARD) == {"stated"}


@pytest.mark.parametrize("sign", ["( X )", "(X)", "[ x ]", "[X]", "☒"])
def test_a_ticked_box_with_blanks_in_it_is_ticked(sign: str) -> None:
    line = f"( ) Vincristina {sign} Carboplatino ( ) Etopósido"
    assert told("carboplatin", line) == {"stated"}
    assert told("vincristine", line) == told("etoposide", line) == {"negated"}


@pytest.mark.parametrize(
    ("text", "clinics"),
    [
        ("To prevent renal failure, fluids were given.", set()),
        ("Para prevenir insuficiencia renal se dieron líquidos.", set()),
        ("To see renal clinic.", {"planned"}),
    ],
)
def test_an_illness_to_be_kept_off_is_no_visit(text: str, clinics: set[str]) -> None:
    assert told("nephrology clinic", text) == clinics


@pytest.mark.parametrize(
    "text", ["En espera del resultado de la biopsia.", "A la espera del informe de la biopsia.", "Awaiting biopsy."]
)
def test_a_result_that_is_awaited_is_pending(text: str) -> None:
    assert "pending" in told("biopsy", text)


def test_what_cannot_be_excluded_is_not_denied_in_other_words() -> None:
    assert told("excluirse", "No puede excluirse fiebre.") == set()


def test_a_medicine_that_another_acts_on_is_not_denied_with_it() -> None:
    assert told("methotrexate", "Do not take: ibuprofen, aspirin (they slow the clearance of methotrexate)") == set()


def test_a_picture_that_is_to_come_denies_nothing() -> None:
    assert told("imaging", "If the spine MRI in September is clean, we'll stop.") <= {"conditional"}
