"""Sizes, uptakes and volumes as reports, tables and letters tell them, and what a picture shows no more."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.topics import imaging, response
from consilium.domain.records import Category, Reading
from tests.domain.findings.onepaper import clauses, cues, findings, placed, words_of_topic

_CT = "CT CHEST\nDate of exam: 2024-03-05\nComparison: CT 2024-01-10\nFindings:\n"
_TC = "TC DE TÓRAX\nFecha del estudio: 05/03/2024\nComparación: TC 10/01/2024\nHallazgos:\n"
_PET = "PET/CT\nScan date 12 June 2024\nFindings:\n"
_EUA = "EXAMINATION UNDER ANAESTHESIA\nDate: 18/02/2026\nRight eye:\n"


def measured(
    text: str, category: Category | None = Category.IMAGING_REPORTS, date: PartialDate | None = None
) -> dict[str, Finding]:
    found = findings(imaging, text, category=category, date=date, order="dmy")
    return {one.value: one for one in found if one.kind is Kind.MEASUREMENT}


@pytest.mark.parametrize(
    ("text", "value", "name"),
    [
        (
            _CT + "Max dimensions of the left renal mass 51 (TR) x 43 (AP) x 46 (CC) mm.",
            "51 (TR) x 43 (AP) x 46 (CC) mm",
            "mass",
        ),
        (_TC + "Formación expansiva que mide 51 (T) x 43 (AP) x 46 (L) mm.", "51 (T) x 43 (AP) x 46 (L) mm", "mass"),
        (_CT + "Nodule in the right lung of 7 mm.\nA further 4 mm one is seen in the lingula.", "4 mm", "nodule"),
        (_CT + "Cerebellar tonsils lie 5 mm below the foramen magnum.", "5 mm", "distance"),
        (_CT + "Endometrial thickness 4 mm.", "4 mm", "endometrial thickness"),
        (_TC + "Masa renal izquierda con volumen de 1.020 cc.", "1.020 cc", "mass"),
        (_TC + "Índice: ICT 0,48.", "0,48", "cardiothoracic ratio"),
        (_TC + "Imagen quística de 22 x 18 mm en polo superior del riñón derecho.", "22 x 18 mm", "cyst"),
    ],
)
def test_what_a_report_measures(text: str, value: str, name: str) -> None:
    assert measured(text)[value].name == name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (_CT + "Left para-aortic node 18 mm, before of 25.", "25"),
        (_TC + "Ganglio hiliar izquierdo de 11 mm, antes de 6.", "6"),
        (_TC + "Bazo de 13,5 cm, homogéneo (en 2022, 11 cm).", "11 cm"),
        (_CT + "The left node reported as 24 mm, SUVmax 7.9 in the previous study is smaller.", "24 mm"),
        (_TC + "Nódulo de 5 mm que ya se veía en enero (4 mm).", "4 mm"),
    ],
)
def test_what_was_measured_before(text: str, value: str) -> None:
    assert measured(text, date=PartialDate(2024, 3, 5))[value].assertion is Assertion.HISTORICAL


@pytest.mark.parametrize(
    "text",
    [
        _TC + "Quiste del páncreas. Si alcanzara 15 mm, plantear drenaje.",
        _CT + "Thyroid nodule; biopsy if it reaches 15 mm.",
        _TC + "Operar cuando el aneurisma supere los 15 mm.",
    ],
)
def test_a_limit_measures_nothing(text: str) -> None:
    assert not any(value.startswith("15") for value in measured(text))


def test_a_part_at_the_base_is_of_now() -> None:
    found = measured(_TC + "Nódulo en lóbulo inferior izquierdo, basal, 16 x 13 mm.\nNódulo basal derecho de 3 mm.")
    assert {one.assertion for one in found.values()} == {Assertion.STATED}


def test_sizes_of_what_is_left_or_new_are_there() -> None:
    text = _TC + (
        "Desaparecieron los nódulos del pulmón izquierdo, persiste uno de 4 mm en la base derecha.\n"
        "Hay una masa de 46 x 31 mm que en enero no existía."
    )
    found = measured(text)
    assert found["4 mm"].assertion is Assertion.STATED
    assert found["4 mm"].laterality == "right"
    assert found["46 x 31 mm"].assertion is Assertion.STATED
    assert "5 mm" not in measured(_TC + "No hay nódulos mayores de 5 mm.")


def test_a_table_of_uptakes_is_read_by_its_heads() -> None:
    rows = "| Site | SUVmax | Size |\n| Left axilla | 13.2 | 31 mm |\n| T11 vertebral body | 10.5 | no CT correlate |\n"
    found = measured(_PET + rows)
    assert {(one.name, value) for value, one in found.items()} == {
        ("Left axilla SUV", "13.2"), ("Left axilla", "31 mm"), ("T11 vertebral body SUV", "10.5"),
    }  # fmt: skip
    assert {str(one.when) for one in found.values()} == {"2024-06-12"}
    other = measured(_PET + "| Site | Dose | Score |\n| Left axilla | 13.2 | 3 |\n")
    assert not other


def test_uptakes_in_columns_of_days_have_their_days() -> None:
    one = placed(
        (0.10, "PET/CT"),
        (0.14, "Scan date 12 June 2024"),
        (0.18, "Findings:"),
        (0.22, "Region | Baseline (02/03/2024) | Current"),
        (0.24, "Left neck | SUV 10.4 / 38 mm | SUV 2.2"),
        (0.26, "Liver (max) | 2.1 | 2.3"),
    )
    paper = Paper(Reading("text", pages=(one,)), clauses(one), Category.IMAGING_REPORTS, None, "dmy")
    found = {one.value: one for one in imaging.find(paper, words_of_topic(imaging), cues())}
    assert str(found["10.4"].when) == "2024-03-02"
    assert found["10.4"].assertion is Assertion.HISTORICAL
    assert str(found["2.2"].when) == str(found["2.3"].when) == "2024-06-12"


def test_tumors_of_the_eye_are_told_by_their_numbers() -> None:
    text = _EUA + (
        "T1 (posterior pole): calcified, 5.1 x 4.0 mm, height 2.2 mm.\n"
        "T2 (equator) reactivated at its edge: measures 3.0 x 2.1 mm; in January 1.6 mm. Thickness 1.9 mm.\n"
        "Axial length 21.4 mm."
    )
    found = measured(text, None, PartialDate(2026, 2, 18))
    assert {found[one].name for one in ("5.1 x 4.0 mm", "2.2 mm", "3.0 x 2.1 mm", "1.9 mm")} == {"mass"}
    assert str(found["1.6 mm"].when) == "2026-01"
    assert found["21.4 mm"].name == "axial length"
    assert not measured(_CT + "T2 hyperintense.")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Volumen tumoral de 610 a 190 cc.", {"610": "historical", "190": "stated"}),
        ("Tumour volume fell from 610 mL to 190 mL.", {"610": "historical", "190": "stated"}),
        ("Left inguinal LN 3 x 2 cm, rubbery.", {"3 x 2 cm": "stated"}),
        ("Adenopatía submandibular izq. de 8 mm, blanda.", {"8 mm": "stated"}),
    ],
)
def test_what_a_letter_measures(text: str, values: dict[str, str]) -> None:
    assert {value: one.assertion.value for value, one in measured(text, None).items()} == values


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        (_CT + "The previously seen pleural effusion has resolved.", "effusion", "negated"),
        (_CT + "Resolution of the mediastinal lymphadenopathy.", "lymph node", "negated"),
        (_TC + "Ya no se identifican los focos descritos en el bazo.", "lesion", "negated"),
        (_TC + "Ganglio paratraqueal derecho: resuelto.", "lymph node", "negated"),
        (_CT + "It does not extend through the foramina.", "extension", "negated"),
        (_CT + "Small nodule unresolved.", "nodule", "stated"),
        (_TC.replace("Hallazgos", "RESULTADOS") + "Derrame pleural derecho leve.", "effusion", "stated"),
        (_TC + "MÉDULA ÓSEA: SIN LESIONES FOCALES.", "lesion", "negated"),
    ],
)
def test_what_a_picture_shows_and_shows_no_more(text: str, name: str, how: str) -> None:
    found = [one for one in findings(imaging, text, category=Category.IMAGING_REPORTS) if one.kind is Kind.IMAGING]
    assert {one.name: one.assertion.value for one in found}[name] == how


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A 5-year-old with refractory high-risk neuroblastoma.", {"no response"}),
        ("Leucemia refractaria en espera de trasplante.", {"no response"}),
        ("Eligible for a trial in refractory neuroblastoma.", set()),
        ("Quiescent since November 2022.", {"inactive disease"}),
        ("Metastatic Wilms tumor, about 10% viable.", {"viable tumor"}),
        ("The stem cell product was 95% viable cells.", set()),
        ("El porcentaje viable alcanza el 80%.", {"viable tumor"}),
    ],
)
def test_responses_in_other_words(text: str, names: set[str]) -> None:
    assert {one.name for one in findings(response, text) if one.assertion is Assertion.STATED} == names


def test_scores_below_each_other_have_the_day_of_their_row() -> None:
    rows = "| MIBG | Curie | Comment |\n| 9/20/2023 | 21 | baseline |\n| 2/26/2024 | 11 | better |\n"
    found = [one for one in findings(response, "Date: 8/22/2024\n" + rows, order="mdy") if one.name == "Curie score"]
    assert [(one.value, str(one.when)) for one in found] == [("21", "2023-09-20"), ("11", "2024-02-26")]
