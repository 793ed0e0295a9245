"""What a record is called: a heading, never column heads, a department's name or what a program names a file."""

from __future__ import annotations

from uuid import uuid4

import pytest

from consilium.actions.records.gather import Gathered
from consilium.actions.records.view import called
from consilium.domain.records import Category, Ended, Page, PersonNamed, Reading, Stated
from consilium.domain.sorting import sort
from consilium.domain.sorting.titles import undotted, useless
from consilium.knowledge.catalog import catalog
from consilium.knowledge.rules import rules
from tests.domain.test_days_in_pictures import pictured, row


def test_column_heads_are_no_title() -> None:
    made = pictured(
        row(0, (0.1, "ROAD MAP: HR B-ALL CONSOLIDATION (COG AALL1732, standard arm, not")),
        row(1, (0.1, "randomized)")),
        row(3, (0.1, "Agent Dose Days planned Gieen")),
        row(4, (0.1, "Cytarabine SC 75 mg/m2 1-4, 8-11")),
    )
    assert made.title.value == "ROAD MAP: HR B-ALL CONSOLIDATION"


def test_dots_between_the_words_of_a_heading_are_not_shown() -> None:
    """A form's dots, and what a reader of pictures makes of the lines of a page."""
    made = pictured(
        row(0, (0.1, "Medicinas .... de .... Sofi ....")),
        row(1, (0.1, "Ondansetrón 8 mg si hay náusea")),
        row(2, (0.1, "Cetirizina 10 mg en la noche")),
    )
    assert made.title.value == "Medicinas de Sofi"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Medicinas .... de .... Sofi .... (2 sept .... 2026)", "Medicinas de Sofi (2 sept 2026)"),
        ("Discharge summary ______", "Discharge summary"),
        ("Resumen de alta…", "Resumen de alta"),
        ("Dr. Okafor's note vs. plan", "Dr. Okafor's note vs. plan"),
    ],
)
def test_only_rows_of_dots_are_taken_out(written: str, shown: str) -> None:
    assert undotted(written) == shown


def test_spanish_column_heads_are_no_title() -> None:
    made = pictured(
        row(0, (0.1, "Hospital Infantil Muestra")),
        row(1, (0.1, "Medicamento Dosis Vía Frecuencia")),
        row(2, (0.1, "Ondansetrón 4 mg oral cada 8 h")),
    )
    assert made.title.value != "Medicamento Dosis Vía Frecuencia"


def test_a_heading_never_names_the_child() -> None:
    reading = Reading(
        "image",
        pages=(
            Page(1, (row(0, (0.1, "DISCHARGE SUMMARY: Ana Muestra")), row(1, (0.1, "Hospital course: well."))), 1, 1),
        ),
        people=(PersonNamed(text="Ana Muestra"),),
    )
    assert sort(reading, rules().sorting).title.value in ("DISCHARGE SUMMARY", None)


def test_a_department_of_a_letterhead_is_no_title() -> None:
    made = pictured(
        row(0, (0.1, "Sample University Children's Hospital")),
        row(1, (0.1, "Audiology such example")),
        row(3, (0.1, "Audiogram")),
        row(4, (0.1, "Right (dB HL) 10 10 20 50 70")),
    )
    assert made.title.value == "Audiogram"


def test_stray_signs_behind_a_recognized_heading_are_dropped() -> None:
    assert (
        pictured(row(0, (0.1, "Resumen de alta $")), row(2, (0.1, "Ingreso: 10/02/2025"))).title.value
        == "Resumen de alta"
    )


def test_the_hospital_before_a_documents_name_is_not_said_twice() -> None:
    reading = Reading(
        "ccda", title="Sample Hospital: Continuity of Care Document", institutions=(Stated("Sample Hospital"),)
    )
    assert sort(reading, rules().sorting).title.value == "Continuity of Care Document"


def test_a_house_is_named_without_its_department() -> None:
    made = pictured(row(0, (0.1, "Reference Flow Laboratory / Cytogenomics")), row(1, (0.1, "CYTOGENETICS")))
    assert made.institution.value == "Reference Flow Laboratory"
    assert pictured(row(0, (0.1, "Reference range / Hospital"))).institution.value is None


@pytest.mark.parametrize("stem", ["bulk.ndjson", "fhir.json", "IMG_7712.jpg", "Screen Shot 2026-05-01.png", "data.csv"])
def test_names_of_programs_are_useless(stem: str) -> None:
    assert useless(stem, rules().sorting)


@pytest.mark.parametrize("stem", ["SML-25-03318.vcf", "labs.csv", "discharge november.pdf", "MRD table.pdf"])
def test_names_that_a_family_gave_are_kept(stem: str) -> None:
    assert not useless(stem, rules().sorting)


def _file(path: str, kind: str, category: Category | None, title: str = "") -> Gathered:
    return Gathered(
        uuid4(),
        path,
        Ended.READ,
        1,
        "fhir",
        kind,
        False,
        None,
        None,
        None,
        None,
        category,
        title=title,  # type: ignore[arg-type]
    )


def test_a_record_without_a_title_is_called_by_its_kind() -> None:
    english, spanish = catalog("en"), catalog("es")
    photo = _file("phone/IMG_7712.jpg", "jpeg", Category.LABS)
    assert called(photo, english) == (english.named("categories", "labs"), False)
    assert called(photo, spanish) == (spanish.named("categories", "labs"), False)
    export = _file("portal/bulk.ndjson", "fhir-ndjson", Category.LABS)
    assert called(export, english) == (english.text("packet.title_export"), False)
    assert called(_file("x/SML-25-03318.vcf", "vcf", Category.GENETICS), english) == ("SML-25-03318", True)
    assert called(_file("x/IMG_1.jpg", "jpeg", None), english) == ("IMG_1", True)
    assert called(_file("x/IMG_1.jpg", "jpeg", Category.LABS, "Blood count"), english) == ("Blood count", True)
