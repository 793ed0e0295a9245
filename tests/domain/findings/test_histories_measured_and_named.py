"""Words of real histories that stand for something else: a place that is no margin, a tumor's growth that is no weight,
heparin that is no malnutrition, a massage that no tumor answers."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind

STATED, NEGATED, CONDITIONAL = Assertion.STATED, Assertion.NEGATED, Assertion.CONDITIONAL


def of_kind(line: str, kind: Kind, name: str = "") -> list[Finding]:
    return [one for one in extracted(*line.split("\n")) if one.kind is kind and name in one.name]


def said(line: str, kind: Kind, name: str = "") -> set[Assertion]:
    return {one.assertion for one in of_kind(line, kind, name)}


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("Se pauta heparina de bajo peso molecular.", "condition", "malnutrition"),
        ("Se pauta heparina de bajo peso molecular.", "medicine", "enoxaparin"),
        ("Se deriva a la Unidad de Trombosis.", "condition", "thrombosis"),
        ("Radiografía: gas hasta la ampolla rectal.", "condition", "ampolla"),
        ("Se obtuvieron membranas y moco de la vía biliar.", "condition", "runny nose"),
        ("Fiebre sin aislamiento microbiológico.", "condition", "aislamiento"),
        ("Biopsia: extravasación de eritrocitos en la dermis.", "toxicity", "extravasation"),
        ("Situación de pandemia de influenza.", "condition", "pandemia"),
        ("Tiroides con tabiques de alta densidad.", "laboratory", "urine specific gravity"),
        ("TC: aumento del 90 % de la tumoración.", "condition", "weight gain"),
        ("Disminución del 50 % de la masa.", "condition", "weight loss"),
        ("Sufre parada, con buena respuesta al masaje cardiaco.", "response", ""),
        ("Cefalea con pobre respuesta al tratamiento con antiinflamatorios.", "response", ""),
        ("Se coloca una endoprótesis traqueal.", "surgery", "limb salvage"),
        ("Radioterapia y en un segundo tiempo un boost en 3 sesiones.", "surgery", "second-look"),
        ("Quimioterapia para citorreducción tumoral, 4 ciclos.", "surgery", "subtotal resection"),
        ("Neurotoxicidad en dedos de las manos G1 y diarrea G1.", "toxicity", "manos"),
        ("Se envió tejido para realizar PCR universal.", "mention", "c reactive protein"),
    ],
)
def test_a_word_in_this_company_is_another_thing(line: str, kind: str, name: str) -> None:
    """Each was told of a child by a word alone."""
    assert not of_kind(line, Kind(kind), name)


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("Niño con bajo peso.", "condition", "malnutrition"),
        ("Trombosis de la vena femoral.", "condition", "thrombosis"),
        ("Niña con moco y tos.", "condition", "runny nose"),
        ("Extravasación de vincristina.", "toxicity", "extravasation"),
        ("Descenso del 10 % de su peso.", "condition", "weight loss"),
        ("Buena respuesta al tratamiento con quimioterapia.", "response", "good clinical response"),
        ("Resección de fémur y endoprótesis.", "surgery", "limb salvage"),
        ("Se realizó citorreducción del tumor de ovario.", "surgery", "subtotal resection"),
        ("Se pauta heparina de bajo peso molecular.", "medicine", "low molecular weight heparin"),
    ],
)
def test_the_same_words_alone_keep_their_meaning(line: str, kind: str, name: str) -> None:
    """What is told of the child stays."""
    assert said(line, Kind(kind), name) == {STATED}


def test_a_distance_from_the_anal_verge_is_no_margin() -> None:
    """Where a tumor lies, and how near the edge of the specimen is."""
    told = {(one.name, one.value) for one in of_kind("Colonoscopia: lesión a 12 cm del margen anal.", Kind.MEASUREMENT)}
    assert told == {("distance", "12 cm")}
    (margin,) = of_kind("Pieza: margen más cercano a 3 mm.", Kind.MEASUREMENT)
    assert "margin" in margin.name


@pytest.mark.parametrize(
    ("line", "name"),
    [("Aumento de volumen cervical anterior.", "swelling"), ("Edema facial leve.", "facial swelling")],
)
def test_a_swelling_is_of_a_limb_only_where_the_paper_says_so(line: str, name: str) -> None:
    """`Aumento de volumen` may be of the neck."""
    assert {one.name for one in of_kind(line, Kind.CONDITION)} >= {name}
    assert not of_kind(line, Kind.CONDITION, "swelling of limb")


def test_a_look_into_the_eye_is_made_awake_where_nothing_else_is_said() -> None:
    """`Fondo de ojo` is no examination under anesthesia."""
    (told,) = of_kind("Fondo de ojo: edema papilar bilateral.", Kind.IMAGING)
    assert told.detail["modality"] == "fundoscopy"


def test_a_size_over_the_upper_limit_of_normal_is_not_normal() -> None:
    """The word belongs to the limit."""
    line = "Ecografía: riñón derecho de 86 mm, por encima del límite superior normal."
    assert not [one for one in of_kind(line, Kind.IMAGING) if one.detail.get("result") == "normal"]


@pytest.mark.parametrize(
    ("line", "kind", "name", "how"),
    [
        ("Dolor y pérdida de peso no cuantificada, hiporexia y astenia.", "condition", "fatigue", STATED),
        ("Después de 10 días de presentar fiebre, ingresó.", "condition", "fever", STATED),
        ("Fue posible realizar una resección completa de la lesión.", "surgery", "total resection", STATED),
        ("No fue posible realizar la resección de la lesión.", "surgery", "resection", NEGATED),
        ("Su estado impidió realizar una biopsia cerebral.", "surgery", "biopsy", NEGATED),
        ("Los síntomas desaparecieron, la niña siguió y recibió tratamiento antibiótico.", "medicine", "", STATED),
        ("En caso de fiebre, dar paracetamol.", "medicine", "acetaminophen", CONDITIONAL),
    ],
)
def test_a_cue_reaches_no_farther_than_its_part(line: str, kind: str, name: str, how: Assertion) -> None:
    """A quality that nobody measured, a time since then, what could be done after all."""
    assert said(line, Kind(kind), name) == {how}


def test_what_was_not_seen_is_named_without_its_verb() -> None:
    """`Sin objetivarse alteraciones` denies alterations."""
    told = of_kind("Ingresa por ataxia, sin objetivarse alteraciones en pruebas.", Kind.CONDITION)
    assert not [one.name for one in told if "objetiv" in one.name]


def test_a_test_is_named_without_the_verb_that_asks_for_it() -> None:
    """`Solicitó` is no part of it."""
    told = of_kind("Se solicitó ELISA para hidatidosis que fue positivo.", Kind.LABORATORY)
    assert not [one.name for one in told if "solicit" in one.name]


def test_what_a_history_denies_beside_a_study_was_not_seen_in_it() -> None:
    """It stands before the study, or no picture shows it."""
    line = "Paciente sin antecedentes mórbidos, estudiada con una ecografía que mostró un nódulo, sin poder operarse."
    assert not [one for one in of_kind(line, Kind.IMAGING) if "antecedentes" in one.name or "poder" in one.name]


def test_blasts_that_are_not_in_the_blood_leave_the_marrow_as_it_is() -> None:
    """`Médula ósea, sin blastos en sangre periférica` says nothing good of the marrow."""
    line = "Se diagnostica LLA con 68% de blastos en médula ósea, sin blastos en sangre periférica."
    assert not [one for one in of_kind(line, Kind.SPECIMEN) if one.detail.get("result") == "negative"]


def test_a_leukemia_is_not_of_the_organ_that_was_biopsied() -> None:
    """Nor of one whose picture is told beside it."""
    (told,) = of_kind("Se realizó biopsia renal y de médula ósea, tras la cual se diagnostica LLA.", Kind.DIAGNOSIS)
    assert told.site == ""


def test_a_shift_of_the_midline_is_no_size_of_the_ventricles() -> None:
    """It is measured under a name of its own."""
    line = "TC: sistema ventricular izquierdo comprimido y desviación de la línea media de 4 mm."
    assert {one.name for one in of_kind(line, Kind.MEASUREMENT)} == {"midline shift"}


def test_a_study_that_stands_in_for_another_is_not_the_one_that_is_lacking() -> None:
    """`Dado que no se dispone de` is of what follows it."""
    line = "Se indicó una TC abdominal dado que no se dispone de resonancia magnética."
    assert NEGATED not in said(line, Kind.MENTION, "CT")
    assert said(line, Kind.MENTION, "MRI") == {NEGATED}


def test_the_number_of_a_reference_is_no_status_of_the_nervous_system() -> None:
    """`Complicaciones del SNC1,2` cites two papers; `SNC1` alone is a status."""
    assert not of_kind("Se describen complicaciones infecciosas del SNC1,2.", Kind.STAGE)
    (told,) = of_kind("Leucemia de riesgo medio, SNC1.", Kind.STAGE)
    assert told.detail["system"] == "CNS status"


def test_the_second_of_two_masses_has_its_own_place() -> None:
    """It stands before its size."""
    line = "TC: masas parietal derecha de 29 x 18 mm y frontal izquierda de 58 x 43 mm."
    told = {(one.laterality, one.site, one.value) for one in of_kind(line, Kind.MEASUREMENT)}
    assert told == {("right", "parietal lobe", "29 x 18 mm"), ("left", "frontal lobe", "58 x 43 mm")}


def test_a_share_between_two_cells_is_of_the_one_behind_it() -> None:
    """`65% segmentados y 20% linfocitos`: each stands before its name."""
    line = "Leucocitos 9.500/mm3 (65% segmentados y 20% linfocitos)."
    told = {(one.name, one.value) for one in of_kind(line, Kind.LABORATORY)}
    assert {("neutrophils", "65"), ("lymphocytes", "20")} <= told
    assert ("neutrophils", "20") not in told
