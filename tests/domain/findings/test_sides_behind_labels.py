"""A side that a label tells is of all behind it, to the next label: of eyes, ears, kidneys, limbs; not of the liver."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from tests.domain.findings.onepaper import extracted


def sides(*lines: str) -> dict[tuple[str, str], str]:
    """The side by name and value."""
    return {(one.name, one.value): one.laterality for one in extracted(*lines)}


@pytest.mark.parametrize(
    ("text", "name", "value", "side"),
    [
        ("OD: leucocoria, desprendimiento de retina total. PIO 24 mmHg.", "retinal detachment", "", "right"),
        ("OD: leucocoria, desprendimiento de retina total. PIO 24 mmHg.", "intraocular pressure", "24", "right"),
        ("OD: leucocoria. OI: lesión retiniana de 4 mm.", "lesion", "4 mm", "left"),
        ("OD: masa intraocular de 14 x 12 mm. OI: lesión de 4 mm.", "mass", "14 x 12 mm", "right"),
        ("Fondo de ojo OD: sano; OI: desprendimiento de retina.", "retinal detachment", "", "left"),
        ("RE: fundus normal. LE: retinal detachment.", "retinal detachment", "", "left"),
        ("Right (socket): healthy, no mass. Left: retinal detachment.", "retinal detachment", "", "left"),
        ("Left orbit: proptosis. Right orbit: normal.", "proptosis", "", "left"),
        ("Right kidney: 3 cm mass at upper pole. Left kidney: two rests.", "mass", "3 cm", "right"),
        ("Riñón derecho: normal. Riñón izquierdo: hidronefrosis leve.", "hidronefrosis", "", "left"),
        ("Left femur: lytic lesion of 4 cm.", "lesion", "4 cm", "left"),
    ],
)
def test_what_follows_a_label_of_a_side_has_that_side(text: str, name: str, value: str, side: str) -> None:
    assert sides("Clinic letter", "Date: 15 March 2024", text)[name, value] == side


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("OI: lesión retiniana de 4 mm. Ascitis leve.", "ascites", ""),
        ("Right kidney: normal. Liver: 3 cm mass.", "mass", "3 cm"),
        ("Left orbit: normal. Fever for three days. Vitiligo present.", "vitiligo", ""),
        ("RE: Ana Sample, fundus examined, retinal detachment.", "retinal detachment", ""),
        ("Time left: 5 minutes; retinal detachment seen.", "retinal detachment", ""),
    ],
)
def test_what_has_no_side_or_stands_behind_no_label_gets_none(text: str, name: str, value: str) -> None:
    assert sides("Clinic letter", "Date: 15 March 2024", text)[name, value] == ""


@pytest.mark.parametrize("sign", ["", ":"])
def test_a_heading_that_is_a_side_is_the_side_of_what_stands_under_it(sign: str) -> None:
    lines = (
        "EUA No. 19",
        "Date: 13/08/2026",
        f"Right{sign}",
        "Socket healthy, prosthesis well fitting. No palpable mass.",
        f"Left{sign}",
        "IOP 14. New tumour T4, inferotemporal, 1.8 x 1.5 mm, with subretinal seeds. No vitreous seeds.",
        f"Impression{sign}",
        "Recurrence, good general condition.",
    )
    found = extracted(*lines)
    told = {one.value: one.laterality for one in found if one.kind in (Kind.MEASUREMENT, Kind.FUNCTION)}
    assert told == {"1.8 x 1.5 mm": "left", "14": "left"}
    assert {one.laterality for one in found if one.name == "palpable mass"} == {"right"}
    assert {one.laterality for one in found if one.kind is Kind.DIAGNOSIS} == {""}


def test_the_head_of_a_column_is_no_heading_of_what_stands_below_the_table() -> None:
    lines = (
        "EUA RECORD No 11",
        "Date of EUA: 09/05/2024",
        "                         RIGHT EYE                      LEFT EYE",
        "Socket / globe           Prosthesis, socket healthy     White, quiet",
        "IOP (mmHg)               -                              13",
        "Vitreous                 -                              Clear, no seeds",
        "TREATMENT TODAY   [X] Laser 810 nm TTT: T4    [X] Cryo triple freeze-thaw: T2",
        "COMPLICATIONS     none",
        "Chemo rash: vancomycin is no allergy.",
    )
    found = extracted(*lines)
    assert {one.laterality for one in found if one.kind is Kind.SURGERY and one.name != "prosthesis"} == {""}
    assert {one.laterality for one in found if one.name == "rash"} <= {""}


def test_letters_of_an_eye_are_no_osteosarcoma() -> None:
    found = extracted("EUA", "Date: 5 May 2024", "OS - Tumor 2 recurrence at margin.", "OD - anophthalmic socket.")
    assert "osteosarcoma" not in {one.name for one in found}
    told = extracted("Clinic", "Date: 5 May 2024", "Dx: OS - distal femur, metastatic.")
    assert "osteosarcoma" in {one.name for one in told}


def test_letters_of_a_side_are_no_part_of_a_name() -> None:
    found = extracted(
        "Oftalmología", "Fecha: 15/03/2024", "Exploración", "OI: lesión redondeada blanca nasal superior."
    )
    assert not [one.name for one in found if one.name.startswith("OI")]
