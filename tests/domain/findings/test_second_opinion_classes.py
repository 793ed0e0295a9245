"""Classes of mistakes of records sent for a second opinion: lacks that are not treated, a first look that was
overruled, stains by short names, tables of the two eyes, depths and shares, advice in few words."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from tests.domain.findings.onepaper import extracted, placed

NEGATED, STATED, PLANNED, CONDITIONAL = (
    Assertion.NEGATED,
    Assertion.STATED,
    Assertion.PLANNED,
    Assertion.CONDITIONAL,
)


def said(text: str, kind: Kind, name: str) -> list[Assertion]:
    return [one.assertion for one in extracted(*text.split("\n")) if one.kind is kind and one.name == name]


@pytest.mark.parametrize(
    ("text", "kind", "name", "wanted"),
    [
        (
            "Secuelas: deficiencia de hormona de crecimiento sin tratamiento, válvula ventriculoperitoneal funcional.",
            Kind.MEDICINE,
            "somatropin",
            [NEGATED],
        ),
        ("Growth hormone deficiency without treatment, working VP shunt.", Kind.MEDICINE, "somatropin", [NEGATED]),
        ("GH deficiency, untreated.", Kind.MEDICINE, "somatropin", [NEGATED]),
        ("Growth hormone deficiency diagnosed in 2024.", Kind.MEDICINE, "somatropin", []),
        ("Growth hormone deficiency on growth hormone 0.8 mg daily.", Kind.MEDICINE, "somatropin", [STATED]),
        (
            "Deficiencia de hormona de crecimiento en tratamiento con hormona de crecimiento.",
            Kind.MEDICINE,
            "somatropin",
            [STATED],
        ),
        ("Deficiencia de hierro sin tratamiento.", Kind.MEDICINE, "ferrous sulfate", [NEGATED]),
        (
            "Deficiencia de hierro, inicia sulfato ferroso 60 mg al día.",
            Kind.MEDICINE,
            "ferrous sulfate",
            [STATED],
        ),
    ],
)
def test_what_the_body_lacks_is_no_medicine(text: str, kind: Kind, name: str, wanted: list[Assertion]) -> None:
    assert said(text, kind, name) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Deficiencia de hormona de crecimiento sin tratamiento, válvula ventriculoperitoneal funcional.",
            [STATED],
        ),
        ("Growth hormone deficiency without treatment, working VP shunt.", [STATED]),
        ("Sin válvula ventriculoperitoneal.", [NEGATED]),
        ("No infection, no shunt malfunction.", []),
        ("No drains, no shunt.", [NEGATED]),
    ],
)
def test_a_shunt_that_works_is_there(text: str, wanted: list[Assertion]) -> None:
    assert said(text, Kind.SURGERY, "ventriculoperitoneal shunt") == wanted


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        (
            "Transoperatorio previo: ependimoma; se corrige con cortes definitivos. Meduloblastoma.",
            "ependymoma",
            [NEGATED],
        ),
        ("Frozen section: ependymoma; corrected on permanent sections.", "ependymoma", [NEGATED]),
        ("Diagnóstico inicial de ependimoma; se cambia a meduloblastoma tras revisión.", "ependymoma", [NEGATED]),
        ("Prior frozen: ependymoma (superseded by final report).", "ependymoma", [NEGATED]),
        ("Wilms tumor, revised on central review to stage III.", "Wilms tumor", [STATED]),
        ("Medulloblastoma, confirmed on review.", "medulloblastoma", [STATED]),
    ],
)
def test_a_first_look_that_was_overruled(text: str, name: str, wanted: list[Assertion]) -> None:
    assert said(text, Kind.DIAGNOSIS, name) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Medulloblastoma, non-WNT/non-SHH, group 3.", "group 3"),
        ("Meduloblastoma no WNT/no SHH, grupo 4.", "grupo 4"),
        ("Medulloblastoma, WNT-activated.", "WNT-activated"),
    ],
)
def test_what_a_tumor_is_not_is_no_quality(text: str, wanted: str) -> None:
    found = [one for one in extracted(text) if one.kind is Kind.DIAGNOSIS]
    assert [one.detail["quality"] for one in found] == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Inmunohistoquímica: sinaptofisina (+), PAGF (-).", {"synaptophysin": "positive", "GFAP": "negative"}),
        ("Immunohistochemistry: p53 not accumulated, INI1 preserved.", {"p53": "negative", "SMARCB1": "retained"}),
        ("Inmunohistoquímica: p53 no se acumula.", {"p53": "negative"}),
        ("Inmunohistoquímica: beta-catenina se acumula en el núcleo.", {"beta-catenin": "nuclear"}),
    ],
)
def test_stains(text: str, wanted: dict[str, str]) -> None:
    assert {one.name: one.detail["result"] for one in extracted(text) if one.kind is Kind.STAIN} == wanted


def eyes(*rows: str, head: str) -> tuple[Finding, ...]:
    lines = ["EXAMINATION UNDER ANAESTHESIA", "Date: 27/06/2024 Retinoblastoma", head, *rows]
    page = placed(*((0.1 + 0.03 * at, line) for at, line in enumerate(lines)))
    reading = Reading("text", pages=(page,))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


EUA = (
    "IOP | 26 | 12",
    "Rubeosis | Present | None",
    "Seeds | Vitreous | None",
    "ICRB group | E | B",
    "cTNM | cT3 | cT1b",
)
EXPLORACION = ("PIO | 26 | 12", "Rubeosis | Sí | No", "Siembras | vítreas | ninguna", "Grupo ICRB | E | B")


@pytest.mark.parametrize(("head", "rows"), [(" | RIGHT EYE | LEFT EYE", EUA), (" | OD | OI", EXPLORACION)])
def test_columns_of_the_two_eyes(head: str, rows: tuple[str, ...]) -> None:
    found = eyes(*rows, head=f"Parameter{head}")
    stages = {(one.value, one.laterality) for one in found if one.kind is Kind.STAGE and one.detail["system"] == "ICRB"}
    assert stages == {("E", "right"), ("B", "left")}
    pressures = {(one.value, one.laterality) for one in found if one.name == "intraocular pressure"}
    assert pressures == {("26", "right"), ("12", "left")}
    rubeosis = {(one.assertion, one.laterality) for one in found if one.name == "rubeosis"}
    assert rubeosis == {(STATED, "right"), (NEGATED, "left")}


def test_columns_of_ears_are_left() -> None:
    rows = ("500 Hz | 10 | 15", "1000 Hz | 10 | 15", "4000 Hz | 45 | 40")
    assert not [one for one in eyes(*rows, head="Frecuencia | OD | OI") if one.kind is Kind.STAGE]


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("Fundus: tumour fills > 50% of globe.", "> 50 %", ">"),
        ("Fondo de ojo: tumor que ocupa el 60 % de la cavidad vítrea.", "60 %", ""),
        ("Necrosis of 50 % of the tumor.", None, None),
    ],
)
def test_share_of_an_eye(text: str, value: str | None, comparator: str | None) -> None:
    found = [one for one in extracted(text) if one.name == "share of the globe filled"]
    assert [(one.value, one.comparator) for one in found] == ([] if value is None else [(value, comparator)])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Left eye: white lesion of 3 disc diameters.", [("3 disc diameters", "left")]),
        ("OI: lesión redondeada blanca de 3 diámetros papilares.", [("3 diámetros papilares", "left")]),
        ("El T1, a 2 diámetros papilares de la papila.", []),
        ("Tumor 3 disc diameters from the fovea.", []),
    ],
)
def test_sizes_in_diameters_of_the_disc(text: str, wanted: list[tuple[str, str]]) -> None:
    found = [
        one for one in extracted(text) if one.kind is Kind.MEASUREMENT and "dia" in one.unit.lower().replace("á", "a")
    ]
    assert [(one.value, one.laterality) for one in found] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Choroidal invasion: massive, 3.4 mm.", ["3.4 mm"]),
        ("Invasión coroidea masiva de 3 mm.", ["3 mm"]),
        ("No choroidal invasion, 3 mm of optic nerve.", []),
    ],
)
def test_depth_of_invasion(text: str, wanted: list[str]) -> None:
    found = [one for one in extracted("Histopathology report", text) if "invasi" in one.name]
    assert [one.value for one in found if one.kind is Kind.MEASUREMENT] == wanted


def test_invasion_is_not_denied_by_a_clear_margin() -> None:
    found = extracted("Histopathology report", "Optic nerve: pre-laminar invasion only, resection margin clear.")
    assert not [one for one in found if one.name == "optic nerve involvement" and one.assertion is NEGATED]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("pT3a pNX R0.", ["R0"]), ("ypT2 N0 M0 R1", ["R1"]), ("pT3a pNX.", []), ("Ward R0, T2 images.", [])],
)
def test_class_of_residual_tumor(text: str, wanted: list[str]) -> None:
    found = extracted("Histopathology report", text)
    assert [one.value for one in found if one.name == "residual tumor class"] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Adjuvant chemotherapy advised.", [PLANNED]),
        ("Quimioterapia adyuvante recomendada.", [PLANNED]),
        ("Chemotherapy not advised.", [NEGATED]),
        ("Adjuvant chemotherapy.", []),
    ],
)
def test_advice_in_few_words(text: str, wanted: list[Assertion]) -> None:
    assert said(text, Kind.DRUG, "chemotherapy") == wanted


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Can his hearing get worse?", "hearing", [CONDITIONAL]),
        ("¿Puede perder la audición?", "hearing", [CONDITIONAL]),
        ("When was his hearing test?", "hearing", []),
    ],
)
def test_powers_that_a_question_fears_for(text: str, name: str, wanted: list[Assertion]) -> None:
    assert said(text, Kind.CONDITION, name) == wanted
