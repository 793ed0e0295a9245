"""Real histories run on: what was denied or suspected ends where the sentence tells what came next, a study that was
asked for came with its result, and words for relatives mean other things."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind

STATED, NEGATED, UNCERTAIN, FAMILY = Assertion.STATED, Assertion.NEGATED, Assertion.UNCERTAIN, Assertion.FAMILY
AHEAD = {Assertion.PLANNED, Assertion.PENDING}


def of_kind(line: str, kind: Kind, name: str = "") -> list[Finding]:
    return [one for one in extracted(*line.split("\n")) if one.kind is kind and name in one.name]


def said(line: str, kind: Kind, name: str = "") -> set[Assertion]:
    return {one.assertion for one in of_kind(line, kind, name)}


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        (
            "Niña de 4 años sin antecedentes relevantes internada en pediatría por cuadro de fiebre.",
            "condition",
            "fever",
        ),
        ("Niño de 9 años sin alergias que acude a Urgencias por vómitos.", "condition", "vomiting"),
        ("Ante la ausencia de un diagnóstico claro, se realizó biopsia de la lesión.", "surgery", "biopsy"),
        ("El TC no mostraba metástasis y era operable, realizándose nefrectomía izquierda.", "surgery", "nephrectomy"),
        ("RM pélvica: sin lesión residual y adenopatía presacra de 7 mm.", "condition", "lymphadenopathy"),
        ("PET-TC: infiltrados sin captación a nivel de adenopatía retroperitoneal.", "condition", "lymphadenopathy"),
        ("Se realiza broncoscopia que no evidencia lesiones.", "surgery", "bronchoscopy"),
        ("La endoscopia digestiva alta no detectó lesiones.", "surgery", "endoscopy"),
    ],
)
def test_a_denial_ends_where_the_history_goes_on(line: str, kind: str, name: str) -> None:
    """What brought the child, what was done next, a last thing with its size, a look that found nothing."""
    assert said(line, Kind(kind), name) == {STATED}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Niña de 4 años sin antecedentes de fiebre ni convulsiones.", "fever"),
        ("Sin fiebre, tos ni vómitos, se da de alta.", "vomiting"),
        ("Acude sin fiebre y sin adenopatías de interés.", "lymphadenopathy"),
        ("No se palpan masas ni adenopatías mayores de 1 cm.", "lymphadenopathy"),
    ],
)
def test_a_list_that_is_denied_stays_denied(line: str, name: str) -> None:
    """No verb begins anything new in it."""
    assert said(line, Kind.CONDITION, name) == {NEGATED}


def test_a_doubt_ends_at_what_the_study_showed() -> None:
    """The suspicion stays one, what was seen is seen."""
    line = "Ante la sospecha de compresión medular se realiza RM, donde se objetiva derrame pleural."
    assert said(line, Kind.CONDITION, "compression") == {UNCERTAIN}
    assert said(line, Kind.CONDITION, "effusion") == {STATED}


@pytest.mark.parametrize(
    "line",
    [
        "Se solicitó tomografía computarizada (TC) que mostró una masa renal.",
        "Se solicita radiografía de tórax y espirometría, ambas normales.",
        "Se pidió ecografía abdominal, evidenciando hepatomegalia.",
        "A chest CT was ordered, which showed two nodules.",
    ],
)
def test_a_study_that_came_with_its_result_is_done(line: str) -> None:
    """Histories tell the asking and the answer in one sentence."""
    told = of_kind(line, Kind.MENTION)
    assert {one.assertion for one in told} == {STATED}
    assert {one.detail["status"] for one in told} == {"performed"}


@pytest.mark.parametrize(
    "line",
    [
        "Se solicita RM craneal.",
        "Se solicita TC de tórax por nódulo que se observó en la radiografía.",
        "Se solicitó serología para citomegalovirus, pendiente de resultado.",
    ],
)
def test_a_study_without_its_result_is_still_to_come(line: str) -> None:
    """What was seen before is why it is asked for."""
    assert any(one.assertion in AHEAD for one in of_kind(line, Kind.MENTION))


def test_illnesses_whose_tests_were_all_negative_are_denied() -> None:
    """And nothing is awaited."""
    line = "Se solicitó serología para citomegalovirus, VIH y toxoplasmosis; los resultados fueron todos negativos."
    assert said(line, Kind.CONDITION) == {NEGATED}
    assert not said(line, Kind.MENTION) & AHEAD


def test_serology_alone_is_not_that_of_hepatitis() -> None:
    """Which one it is of stands beside it, or nowhere."""
    line = "Se solicitó serología para Bartonella."
    assert {one.name for one in of_kind(line, Kind.MENTION)} & {"serologic tests", "hepatitis serology"} == {
        "serologic tests"
    }


@pytest.mark.parametrize(
    "line", ["Se aconsejó la realización de una ecografía.", "Precisa la colocación de una sonda."]
)
def test_an_article_is_no_sodium_in_urine(line: str) -> None:
    """`UNa` is, `una` is none."""
    assert not of_kind(line, Kind.MENTION, "urine sodium")


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("Dada la extensión de las lesiones y la presencia de fiebre se hospitalizó.", "condition", "fever"),
        ("La niña fue dada de alta con fiebre.", "condition", "fever"),
        ("Dolor en gemelos y fiebre.", "condition", "fever"),
        ("La mama izquierda con nódulo y eritema.", "condition", "eritema"),
        ("Ecografía de mama izquierda: absceso de 2 cm.", "condition", "abscess"),
    ],
)
def test_words_that_elsewhere_name_relatives_are_the_childs(line: str, kind: str, name: str) -> None:
    """The breast is not the mother, `dada` not the father, a calf no twin."""
    assert said(line, Kind(kind), name) == {STATED}
    assert not of_kind(line, Kind.FAMILY_HISTORY)


@pytest.mark.parametrize(
    "line", ["Mamá con asma.", "Su mama tiene asma.", "La mama con asma.", "Hermano gemelo con asma.", "Papá con asma."]
)
def test_relatives_keep_what_is_theirs(line: str) -> None:
    """Also where the accent is left out."""
    assert said(line, Kind.FAMILY_HISTORY, "asthma") == {FAMILY}
    assert STATED not in said(line, Kind.CONDITION, "asthma")


HISTORY = (
    "Niña de 2 años que consultó por dolor abdominal de un mes de evolución. En el examen físico se palpaba una masa. "
    "Se realizó una ecografía que mostró una masa hepática de 6 cm. La biopsia informó hepatoblastoma. Recibió "
    "tratamiento con cisplatino y se realizó la resección. En el seguimiento se mantiene asintomática.\n"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Entre los tumores más frecuentes en esta edad se encuentran el neuroblastoma y el tumor de Wilms.",
        "El neuroblastoma es el tumor sólido extracraneal más frecuente.",
        "Se han descrito casos de neuroblastoma con esta presentación.",
        "La incidencia de neuroblastoma es de 10 por millón.",
        "Neuroblastoma is the most common tumor of infancy.",
    ],
)
def test_what_the_discussion_tells_of_an_illness_is_nobodys(sentence: str) -> None:
    """A history that is published ends in what is known of such tumors."""
    told = of_kind(HISTORY + sentence, Kind.DIAGNOSIS)
    assert {one.name for one in told if one.assertion is STATED} == {"hepatoblastoma"}


@pytest.mark.parametrize(
    "sentence",
    [
        "La masa resultó ser un neuroblastoma maligno.",
        "En nuestra paciente el tumor más frecuente, el neuroblastoma, fue el diagnóstico.",
    ],
)
def test_what_it_tells_of_the_child_stays_the_childs(sentence: str) -> None:
    """Also between sentences of the discussion."""
    assert said(HISTORY.replace("hepatoblastoma", "tumor") + sentence, Kind.DIAGNOSIS, "neuroblastoma") == {STATED}


@pytest.mark.parametrize(
    "line",
    [
        "La masa es compatible con tumor de Wilms o neuroblastoma.",
        "Imagen compatible con neuroblastoma o tumor de Wilms.",
        "Findings consistent with Wilms tumor or neuroblastoma.",
    ],
)
def test_a_look_that_fits_with_two_diseases_proves_neither(line: str) -> None:
    """One of them alone may be what the tissue showed."""
    assert said(line, Kind.DIAGNOSIS) == {UNCERTAIN}


def test_two_names_of_one_disease_are_no_doubt() -> None:
    """`Nefroblastoma o tumor de Wilms` is one."""
    line = "Biopsia compatible con nefroblastoma o tumor de Wilms."
    assert said(line, Kind.DIAGNOSIS) == {STATED}


def test_the_day_of_a_study_is_not_that_of_the_childs_examination() -> None:
    """A history without a head has no day of its own, though it tells only one."""
    text = (
        "Anamnesis\nNiña de 9 años que consulta por dolor abdominal de 15 días de evolución, sin otros síntomas.\n"
        "Exploración física\nECOG 2. Abdomen distendido, con defensa. Palidez de piel y mucosas.\n"
        "Pruebas complementarias\nTC abdominal (6/5/2014): gran masa abdominal de 18 cm. Se realizó biopsia.\n"
        "Evolución\nRecibió tratamiento y en el seguimiento se mantiene asintomática, con buen estado general."
    )
    assert {one.when for one in of_kind(text, Kind.GROWTH)} == {None}
    assert {str(one.when) for one in of_kind(text, Kind.MEASUREMENT)} == {"2014-05-06"}


def test_a_value_that_a_marker_came_to_is_the_markers() -> None:
    """`Hasta llegar a` is no name of a test."""
    told = of_kind("Se observa aumento de la alfa-fetoproteína hasta llegar a 946 ng/ml.", Kind.LABORATORY)
    assert {(one.name, one.value) for one in told} == {("alpha fetoprotein", "946")}


def test_a_curve_that_is_lost_is_no_curvature() -> None:
    """`Disminución de la lordosis` is less of what everybody has."""
    assert not of_kind("Contractura y disminución de la lordosis lumbar.", Kind.CONDITION, "lordosis")


@pytest.mark.parametrize(
    "line",
    [
        "Niña de 4 años que consultó por fiebre.",
        "Niño de 6 años que acude a Urgencias por fiebre y dolor.",
        "Niña de 4 años sin antecedentes familiares de interés que acude por fiebre.",
        "Sin antecedentes familiares de interés, con antecedentes personales de asma, ingresa por fiebre.",
    ],
)
def test_what_brought_the_child_is_neither_advice_nor_the_familys(line: str) -> None:
    """`Acude por` tells of a visit, `acudir si` asks for one."""
    assert said(line, Kind.CONDITION, "fever") == {STATED}
    assert not of_kind(line, Kind.FAMILY_HISTORY)


@pytest.mark.parametrize("line", ["Acudir a urgencias si fiebre.", "Consultar si presenta fiebre."])
def test_what_a_family_is_to_come_for_stays_a_condition(line: str) -> None:
    """Nobody has it yet."""
    assert STATED not in said(line, Kind.CONDITION, "fever")


def test_a_spleens_size_is_no_lymph_nodes() -> None:
    """Each size is of the thing before it."""
    told = {(one.name, one.value) for one in of_kind("Esplenomegalia de 6 cm y adenopatías de 2 cm.", Kind.MEASUREMENT)}
    assert ("lymph node", "2 cm") in told
    assert ("lymph node", "6 cm") not in told
