"""What a critical oncologist found beside the papers: words with two meanings, brackets, routes, days and names that
belong to what stands next to them."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind
from tests.domain.findings.onepaper import extracted


def _of(kind: Kind, *lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is kind]


def _names(kind: Kind, *lines: str) -> list[str]:
    return [one.name for one in _of(kind, *lines)]


@pytest.mark.parametrize(
    ("text", "illness"),
    [
        ("Mass encasing the celiac axis and superior mesenteric artery.", "celiac disease"),
        ("Masa que engloba el tronco celíaco y la arteria mesentérica superior.", "celiac disease"),
        ("Adenopatías en el eje celíaco.", "celiac disease"),
        ("Bilateral ureteral stents were placed.", "heart disease"),
        ("Infartos esplénicos en la tomografía.", "heart disease"),
        ("No CVA tenderness.", "stroke"),
        ("Stroke volume 42 mL.", "stroke"),
        ("Ictus cordis en 5º EII, línea medioclavicular.", "stroke"),
        ("Soplo sistólico en 2º EII.", "inflammatory bowel disease"),
        ("Depresión medular por quimioterapia.", "depression"),
        ("ST depression in V4.", "depression"),
        ("Cierre prematuro de la fisis.", "prematurity"),
        ("FC 110 LPM, FR 24 RPM", "developmental delay"),
        ("TEP normal, activo.", "thrombosis"),
        ("Hematuria con coágulos.", "thrombosis"),
        ("ACV 200 mg VO cada 8 h", "stroke"),
        ("Horseshoe kidney.", "solitary kidney"),
    ],
)
def test_a_word_that_means_another_thing_is_no_illness(text: str, illness: str) -> None:
    assert illness not in _names(Kind.CONDITION, text)


@pytest.mark.parametrize(
    ("text", "illness"),
    [
        ("She has celiac disease.", "celiac disease"),
        ("PMH: celiac, asthma.", "celiac disease"),
        ("Paciente celíaca, dieta sin gluten.", "celiac disease"),
        ("Stroke at age 3, left MCA.", "stroke"),
        ("Ictus isquémico en 2021.", "stroke"),
        ("Depresión mayor en tratamiento con sertralina.", "depression"),
        ("Premature baby at 33 weeks.", "prematurity"),
        ("Trombosis venosa profunda en 2021.", "thrombosis"),
        ("Horseshoe kidney.", "horseshoe kidney"),
        ("Riñón en herradura.", "horseshoe kidney"),
    ],
)
def test_the_illness_itself_is_told(text: str, illness: str) -> None:
    assert illness in _names(Kind.CONDITION, text)


@pytest.mark.parametrize(
    ("text", "strengths"),
    [
        (
            "Flow cytometry: CD10+(bright) CD19+ CD22+(dim) cyCD79a+ TdT+",
            {"CD10": "strong", "CD19": "", "CD22": "dim", "cytoplasmic CD79a": "", "TdT": ""},
        ),
        ("Flow cytometry: CD10+ [dim] CD33+ [bright] CD117+", {"CD10": "dim", "CD33": "strong", "CD117": ""}),
        ("Citometría de flujo: CD10+ (fuerte) CD19+ CD22+ (débil) CD34+",
         {"CD10": "strong", "CD19": "", "CD22": "weak", "CD34": ""}),
        ("Flow cytometry: CD45 dim CD19+ CD34+", {"CD45": "dim", "CD19": "", "CD34": ""}),
        ("Flow cytometry: dim CD45+, bright CD19+, CD34+", {"CD45": "dim", "CD19": "strong", "CD34": ""}),
    ],
)  # fmt: skip
def test_a_strength_is_of_the_marker_that_it_stands_with(text: str, strengths: dict[str, str]) -> None:
    told = {one.name: str(one.detail.get("intensity", "")) for one in _of(Kind.FLOW, text)}
    assert told == strengths


def test_antigen_on_blasts_is_no_count_of_lymphocytes() -> None:
    assert not _of(Kind.LABORATORY, "CD19 and CD22 antigen density: CD19 12,400 sites/cell, CD22 1,100 sites/cell.")
    assert not _of(Kind.LABORATORY, "Densidad antigénica: CD19 12.400 sitios/célula")
    assert _names(Kind.LABORATORY, "CD19 B lymphocytes 340 /uL") == ["CD19 B lymphocytes"]


@pytest.mark.parametrize(
    "text",
    [
        "Specimen: Bone marrow aspirate, R PIC, heparin",
        "Sample: 2 mL marrow, sodium heparin tube.",
        "Muestra: médula ósea en tubo con heparina.",
        "Her course was complicated by steroid-induced hyperglycemia that has resolved.",
        "Vancomycin-related flushing.",
        "Hiperglucemia inducida por esteroides, resuelta.",
        "Neutropenia asociada a trimetoprima.",
    ],
)
def test_what_a_tube_holds_or_caused_an_illness_is_no_medicine(text: str) -> None:
    assert not _of(Kind.MEDICINE, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Started on heparin for the thrombosis.", "heparin"),
        ("After the marrow aspirate, heparin was restarted.", "heparin"),
        ("Se inició heparina por trombosis.", "heparin"),
    ],
)
def test_a_medicine_that_was_begun_is_told(text: str, name: str) -> None:
    assert name in _names(Kind.MEDICINE, text)


def test_the_dose_of_the_next_short_name_is_not_of_the_one_before() -> None:
    found = _of(Kind.MEDICINE, "DEX, MITOX 10 mg/m2 x2, VCR x4")
    assert all("dose" not in one.detail for one in found if one.name == "dexamethasone")


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        (
            "She received pegaspargase 2,500 IU/m2 on day 4) and intrathecal cytarabine.",
            {"pegaspargase": "", "cytarabine": "IT"},
        ),
        ("Recibió pegaspargasa 2500 UI/m2 día 4 y citarabina intratecal.", {"pegaspargase": "", "cytarabine": "IT"}),
        ("Recibió vincristina 1.5 mg/m2 semanal y quimioterapia intratecal triple.", {"vincristine": ""}),
        ("Vincristine 1.5 mg/m2 IV, methotrexate 12 mg IT on day 1", {"vincristine": "IV", "methotrexate": "IT"}),
        ("IV vincristine 1.5 mg/m2, IT methotrexate 12 mg", {"vincristine": "IV", "methotrexate": "IT"}),
    ],
)
def test_a_route_is_of_the_drug_that_it_stands_with(text: str, routes: dict[str, str]) -> None:
    told = {one.name: str(one.detail.get("route", "")) for one in _of(Kind.DRUG, text) if one.name in routes}
    assert told == routes


@pytest.mark.parametrize(
    "text",
    [
        "After blinatumomab 2 2026-08-10 BM NGS negative",
        "MRD after blinatumomab on 2026-08-10 was negative.",
        "EMR tras blinatumomab (2026-08-10): negativa.",
    ],
)
def test_the_day_of_a_test_is_not_of_the_drug_that_came_before(text: str) -> None:
    assert all(one.when is None for one in _of(Kind.DRUG, text))


def test_a_dose_that_something_came_after_keeps_its_day() -> None:
    found = _of(Kind.DRUG, "After vincristine 1.5 mg/m2 on 2025-03-02 she had jaw pain.")
    assert [one.when for one in found] == [PartialDate(2025, 3, 2)]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Late marrow relapse of ETV6::RUNX1 B-ALL, MRD 4 per million on 2026-09-24.", None),
        ("LLA-B con ETV6::RUNX1, EMR 0.01 % el 24/09/2026.", None),
        ("MYCN amplified neuroblastoma, resected on 2024-06-02.", None),
        ("ETV6::RUNX1 by FISH on 2021-05-20.", PartialDate(2021, 5, 20)),
    ],
)
def test_a_change_is_not_dated_by_what_else_its_sentence_tells(text: str, when: PartialDate | None) -> None:
    found = [one for one in extracted(text) if one.kind in (Kind.VARIANT, Kind.CYTOGENETICS)]
    assert found
    assert {one.when for one in found} == {when}


@pytest.mark.parametrize(
    ("lines", "relative"),
    [
        (("Preguntas", "3. Mi suegra tuvo leucemia. ¿Es de familia?"), "grandmother"),
        (("Questions", "1. My mother-in-law had leukemia and my husband had a melanoma."), "paternal grandmother"),
        (("Questions", "1. My mother had leukemia. Is my daughter at risk?"), "grandmother"),
        (("Preguntas para el doctor", "1. Mi esposa tuvo bocio. Mi suegro tuvo leucemia."), "maternal grandfather"),
        (("Questions", "1. My sister-in-law had leukemia."), "relative"),
        (("Questions", "1. My brother had leukemia."), "brother of the writer"),
    ],
)
def test_a_relative_is_told_as_what_it_is_to_the_child(lines: tuple[str, ...], relative: str) -> None:
    found = [one for one in _of(Kind.FAMILY_HISTORY, *lines) if one.name == "leukemia"]
    assert [one.detail.get("relative") for one in found] == [relative]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Blinatumomab 1 2026-05-14 2026-06-11 15 mcg/m2/day x28 CRS gr 1, no ICANS", None),
        ("Ciclo 2 del 14/05/2026 al 11/06/2026, mucositis grado 3.", None),
        ("CRS grade 1 on 2026-05-16.", PartialDate(2026, 5, 16)),
        ("Mucositis grade 3 from 2026-05-14 to 2026-05-20.", PartialDate(2026, 5, 14)),
    ],
)
def test_the_days_of_a_block_are_not_of_its_toxicities(text: str, when: PartialDate | None) -> None:
    found = [one for one in _of(Kind.TOXICITY, text) if one.assertion is Assertion.STATED]
    assert [one.when for one in found] == [when]


def test_who_signs_is_no_test_of_the_heart() -> None:
    head = ("Echocardiography report", "LVEF 58 %.")
    told = _names(Kind.FUNCTION, *head, "Val Septum", "Val Septum, MI)", "Dra. Mitral Pérez")
    assert told == ["left ventricular ejection fraction"]
    assert "mitral valve" in _names(Kind.FUNCTION, *head, "Mitral valve normal.")


def test_a_blurred_day_is_no_unit() -> None:
    assert not _of(Kind.LABORATORY, "Second autologous transplant, stem cells 10o/2025.")


def test_a_bone_that_marrow_came_from_is_no_site_of_another_biopsy() -> None:
    found = _of(
        Kind.SURGERY, "Laparoscopic biopsy of left adrenal mass, bilateral iliac bone marrow aspirates and biopsies."
    )
    assert "adrenal" in {one.site for one in found}
    assert not any("pelvis" in one.site for one in found)
    bone = _of(Kind.SURGERY, "Biopsy of the right iliac bone lesion on 2024-03-02.")
    assert [one.site for one in bone] == ["pelvis"]


@pytest.mark.parametrize(
    "text",
    [
        "Masa suprarrenal de 8 cm que rodea parcialmente la aorta, hígado sin lesiones.",
        "The mass encases the aorta, liver normal.",
    ],
)
def test_what_a_tumor_lies_around_is_not_told_normal(text: str) -> None:
    head = "CT abdomen report" if "mass" in text else "Ultrasonido abdominal"
    found = _of(Kind.IMAGING, head, "Findings:" if "mass" in text else "Hallazgos:", text)
    assert not [one for one in found if one.name == "aorta" and one.detail.get("result") == "normal"]
