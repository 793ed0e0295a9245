"""Services that sat in a board, the left eye, the optic disc, blocks of drugs and nodes of a specimen."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Kind


def names(text: str, kind: Kind) -> list[tuple[str, str]]:
    return [(one.name, str(one.assertion)) for one in extracted(text) if one.kind is kind]


@pytest.mark.parametrize(
    "text",
    [
        "Asistentes: Oncología (Dra. Prueba), Cirugía (Dr. Ejemplo), Radioterapia, Trasplante hepático",
        "Attendees: Oncology (Dr. Sample), Surgery, Radiation Oncology, Liver Transplant, Pathology",
        "Dra. Ana Muestra / Oftalmología",
        "Unidad: Hospital General   Servicio: Cirugía pediátrica   Fecha: 3-jul-2024",
    ],
)
def test_who_was_there_and_who_signed_is_no_treatment_and_no_visit(text: str) -> None:
    assert [*names(text, Kind.SURGERY), *names(text, Kind.TRANSPLANT), *names(text, Kind.MENTION)] == []


def test_a_transplant_that_is_discussed_is_still_told() -> None:
    assert names("Se realizó trasplante hepático el 04/06/2024.", Kind.SURGERY) == [("liver transplant", "stated")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Impression: OS - partial response to IAC, vitreous seeds inactive", []),
        ("OS: no change", []),
        ("3-year OS 70 % and EFS 60 %", []),
        ("Diagnosis: OS of the distal femur, on MAP", [("osteosarcoma", "stated")]),
    ],
)
def test_the_left_eye_is_no_osteosarcoma(text: str, found: list[tuple[str, str]]) -> None:
    assert names(text, Kind.DIAGNOSIS) == found


@pytest.mark.parametrize("text", ["Optic disc normal, fovea spared.", "SIOPEL-4 bloque A1 (cisplatino) 05/03/2024"])
def test_a_disc_of_the_eye_and_a_block_of_drugs_are_no_papers(text: str) -> None:
    assert names(text, Kind.MENTION) == []


def test_blocks_of_tissue_are_still_told() -> None:
    assert ("blocks", "stated") in names("Se enviaron 3 bloques de parafina el 05/03/2024.", Kind.MENTION)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Regional lymph nodes: Number examined 7; number involved 1", []),
        ("WBC 3.2, lymph 40%", [("leukocytes", "stated"), ("lymphocytes", "stated")]),
    ],
)
def test_lymph_nodes_are_no_lymphocytes(text: str, found: list[tuple[str, str]]) -> None:
    assert names(text, Kind.LABORATORY) == found


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Tu renal izq, pb Tumor de Wilms, p/ manejo onco.", "uncertain"),
        ("Pb. sarcoma de Ewing", "uncertain"),
        ("Tumor de Wilms izquierdo", "stated"),
    ],
)
def test_a_shortened_probable_is_a_doubt(text: str, how: str) -> None:
    assert [one[1] for one in names(text, Kind.DIAGNOSIS)] == [how]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bone marrow aspirate bilateral 1/15/2024: negative", "bone marrow aspirate"),
        ("Aspirado de médula ósea bilateral 15/01/2024: sin infiltración", "bone marrow aspirate"),
        ("Biopsia de médula ósea 15/01/2024: sin infiltración", "bone marrow biopsy"),
        ("Bilateral BMA/Bx 10/19/23: neg x4.", "bone marrow aspirate and biopsy"),
        ("AMO/BMO bilateral 19/04/2024 sin infiltración", "bone marrow aspirate and biopsy"),
    ],
)
def test_an_aspirate_is_no_biopsy(text: str, name: str) -> None:
    assert names(text, Kind.SURGERY) == [(name, "stated")]


def test_a_biopsy_of_the_omentum_removes_none() -> None:
    found = names("Procedure: laparotomy, right oophorectomy, omental biopsy", Kind.SURGERY)
    assert "omental biopsy" in [one[0] for one in found]
    assert "omentectomy" not in [one[0] for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anaplasia: Focal", ("focal anaplasia", "stated")),
        ("Anaplasia | Not identified", ("anaplasia", "negated")),
        ("Wilms tumor with focal anaplasia", ("focal anaplasia", "stated")),
        ("Tumor de Wilms con anaplasia difusa", ("diffuse anaplasia", "stated")),
        ("No evidence of diffuse anaplasia", ("diffuse anaplasia", "negated")),
    ],
)
def test_anaplasia_is_told_by_its_extent(text: str, found: tuple[str, str]) -> None:
    assert found in names(text, Kind.CONDITION)


def test_a_number_of_an_examination_is_no_denial() -> None:
    text = "We examined Oscar under general anaesthetic today (EUA no. 4)."
    assert names(text, Kind.SURGERY) == [("examination under anesthesia", "stated")]


@pytest.mark.parametrize(
    "text",
    [
        "PENDIENTE: Megaterapia Bu-Mel, mantenimiento con ác. 13-cis-retinoico +/- anti GD2 (dinutuximab beta en "
        "trámite).",
        "Dinutuximab beta en trámite",
    ],
)
def test_what_is_being_arranged_was_not_given(text: str) -> None:
    assert {how for _, how in names(text, Kind.DRUG)} == {"planned"}


@pytest.mark.parametrize(
    "text", ["Inducción Rapid COJEC 8 ciclos 20/01 - 02/04/24.", "Rapid COJEC 8 cycles 01/20 - 04/02/24"]
)
def test_a_day_behind_counted_cycles_is_no_number_of_a_cycle(text: str) -> None:
    assert all(one.detail.get("number") in (None, 8) for one in extracted(text) if one.kind is Kind.CYCLE)


@pytest.mark.parametrize(
    "lines",
    [
        ("FONDO DE OJO BAJO ANESTESIA GENERAL", "Fecha: 14/03/2024", "Tratamiento previo: Láser OI x3, crio OI x2."),
        ("EXAM UNDER ANESTHESIA", "Date of exam: 03/14/2024", "Treatment to date: Laser OS x3, cryo OS x2."),
    ],
)
def test_what_an_eye_had_several_times_is_not_of_the_day_of_its_examination(lines: tuple[str, ...]) -> None:
    assert {one.when for one in extracted(*lines) if one.kind is Kind.SURGERY} == {None}
