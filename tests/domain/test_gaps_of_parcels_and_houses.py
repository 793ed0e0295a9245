"""Who is asked for what: not a house that only tells of a treatment, not for what is here, not twice for one scan, and
not for new slides while a parcel can be traced."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness import Item, gaps
from consilium.domain.dates import PartialDate
from consilium.domain.letters import LetterTables, letters
from consilium.domain.parcels import Parcel, parcels_in
from consilium.domain.records import Box, Line, Page
from consilium.knowledge.catalog import catalog
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.requirements import requirements
from consilium.writers.letters.content import content
from tests.domain.gap_cases import ECH, HIM, HODGKIN, HODGKIN_PATH, case, record, says

ECHO = record("R2", "heart_hearing_tests", "2026-05-12", "Transthoracic echocardiogram", ECH)
BEFORE = says("R2", "drug", "anthracycline", value="160", unit="mg/m2")
NOTE = record("R3", "clinical_summary", "2026-05-20", "Letter", ECH)


def _items(found: ClinicalCase, code: str) -> list[Item]:
    return [one for row in gaps(found, requirements()) for one in row.items if one.reason.code.startswith(code)]


def test_sheets_of_a_treatment_are_not_asked_of_who_looked_at_the_heart() -> None:
    (item,) = _items(case(HODGKIN_PATH, HODGKIN, ECHO, BEFORE), "gaps.item_treatment_told")
    assert item.institution == ""
    planned = says("R4", "drug", "anthracycline", "2025-07-24", "planned")
    treated = record("R4", "tumor_board", "2025-07-24", "Comité", HIM)
    (item,) = _items(case(HODGKIN_PATH, HODGKIN, ECHO, BEFORE, treated, planned), "gaps.item_treatment_told")
    assert item.institution == HIM


@pytest.mark.parametrize(
    ("named", "given"),
    [("anthracycline", "doxorubicin"), ("anthracycline", "daunorubicin"), ("alkylating agent", "cyclophosphamide"),
     ("platinum", "cisplatin")],
)  # fmt: skip
def test_a_class_whose_drug_has_its_sheet_here_is_not_asked_for(named: str, given: str) -> None:
    told_of = says("R2", "drug", named)
    sheet = record("R4", "treatment_records", "2025-09-24", "Hoja de quimioterapia")
    drug = says("R4", "drug", given, "2025-08-01")
    assert not _items(case(HODGKIN_PATH, HODGKIN, ECHO, told_of, sheet, drug), "gaps.item_treatment_told")


def test_a_scan_in_two_forms_of_its_report_is_asked_for_once() -> None:
    one = record("R4", "imaging_reports", "2025-11-26", "PET/CT con 18F-FDG", numbers=("MN-25-1377",))
    of_day = says("R4", "imaging", "mass", study_date="2025-11-25", modality="PT")
    sent = record("R5", "imaging_reports", "2025-11-26", "MDM_PET")
    first = record("R6", "imaging_reports", "2025-09-23", "PET/CT con 18F-FDG", numbers=("MN-25-1102",))
    owed = _items(case(HODGKIN_PATH, HODGKIN, sent, one, of_day, first), "gaps.item_report_no_images")
    assert {(str(item.when), item.number) for item in owed} == {
        ("2025-11-25", "MN-25-1377"),
        ("2025-09-23", "MN-25-1102"),
    }


# The paper that says so, and what it says of the parcel.
SENT = (
    "Envío de láminas y bloque B25-01843",
    "Para: Department of Pathology, Example Children's Hospital",
    "Guía: MX-EJ-5550192",
    "Por este medio enviamos seis láminas del caso B25-01843 y un bloque de parafina.",
    "Las láminas y el bloque son propiedad del hospital; favor de devolverlos en 60 días.",
)


def _parcels(*lines: str) -> tuple[Parcel, ...]:
    page = Page(1, tuple(Line(line, Box(0.1, 0.1, 0.9, 0.12)) for line in lines))
    return parcels_in((page,), PartialDate(2026, 7, 10))


@pytest.mark.parametrize(
    ("lines", "tracking", "to"),
    [
        (SENT, "MX-EJ-5550192", "Department of Pathology, Example Children's Hospital"),
        (("The slides of S26-1188 were sent to Example Hospital on 28 September, tracking number 7712 3345 9981.",),
         "7712 3345 9981", "Example Hospital"),
        (("We shipped 4 unstained slides and a block.", "AWB: 5550192331"), "5550192331", ""),
        (("Se enviaron las laminillas por paquetería. No. de guía 88001234556.",), "88001234556", ""),
        (("Enviamos el bloque por mensajería, número de rastreo EJ5550192MX",), "EJ5550192MX", ""),
        (("Guía: MX-EJ-5550192", "Enviamos una disculpa."), "", ""),
        (("The slides were sent. See guideline 2023.",), "", ""),
    ],
)  # fmt: skip
def test_a_parcel_is_read_with_its_number_and_where_it_went(lines: tuple[str, ...], tracking: str, to: str) -> None:
    found = _parcels(*lines)
    assert [(one.tracking, one.to) for one in found] == ([(tracking, to)] if tracking else [])


def _sent_case() -> ClinicalCase:
    letter = record("R2", "pathology_slides", "2026-07-10", "Envío de láminas y bloque B25-01843", HIM, format="tiff")
    (parcel,) = _parcels(*SENT)
    tells = says("R2", "mention", "slides", what="pathology", number="B25-01843", status="sent",
                 quote="enviamos seis láminas del caso B25-01843")  # fmt: skip
    return replace(case(HODGKIN_PATH, HODGKIN, letter, tells), parcels=(replace(parcel, record="R2"),))


def test_slides_on_their_way_are_traced_by_the_paper_that_says_so() -> None:
    (item,) = [one for one in _items(_sent_case(), "gaps.item_slides") if one.kind == "slides"]
    assert item.reason.args["source"] == "R2"
    assert (item.tracking, item.back_by) == ("MX-EJ-5550192", PartialDate(2026, 9, 8))
    assert "Example Children's Hospital" in item.sent_to


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_letter_traces_the_parcel_and_asks_for_no_new_originals(language: str) -> None:
    found = _sent_case()
    tables: LetterTables = letter_tables()
    made = [one for one in letters(gaps(found, requirements()), found, tables) if str(one.door) == "pathology"]
    said = content(made[0], catalog(language))
    words = " ".join(said.rows[0])
    assert all(part in words for part in ("MX-EJ-5550192", "Example Children's Hospital", "B25-01843"))
    assert {"en": "trace", "es": "rastree"}[language] in words
    assert said.how == catalog(language).text("letters.format_pathology_traced")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_house_that_writes_in_a_third_language_gets_no_form_of_the_united_states(language: str) -> None:
    """We know neither its law nor its language: the letter says so."""
    house = "Hôpital pour enfants Exemple"
    scan = record("R4", "imaging_reports", "2026-08-29", "Compte rendu d'IRM de l'abdomen", house, language="fr")
    ours = record("R5", "imaging_reports", "2026-08-20", "CT abdomen", ECH, language="en", country="US")
    found = replace(case(HODGKIN_PATH, HODGKIN, scan, ours), language=language)
    made = {one.holder: one for one in letters(gaps(found, requirements()), found, letter_tables())}
    foreign, home = content(made[house], catalog(language)), content(made[ECH], catalog(language))
    assert (made[house].foreign, foreign.form, made[ECH].foreign, home.form) == (True, False, False, True)
    assert catalog(language).text("letters.foreign") in foreign.rights
    assert catalog(language).text("letters.foreign") not in home.rights


CLINIC = record("R2", "discharge", "2026-10-05", "Clinic letter", ECH)
CARBOPLATIN = says("R2", "drug", "carboplatin", "2026-09-20")


def _audiogram(*parts: object) -> list[str]:
    items = _items(case(HODGKIN_PATH, HODGKIN, CLINIC, CARBOPLATIN, *parts), "gaps.item")  # type: ignore[arg-type]
    return [one.institution for one in items if one.reason.code == "gaps.item_test_missing" and one.what == "audiogram"]


@pytest.mark.parametrize(
    "quote",
    ["We have no hearing test; please send one.", "We do not have an audiogram.", "No tenemos audiometría."],
)
def test_a_test_is_not_asked_of_the_clinic_that_says_it_has_none(quote: str) -> None:
    assert _audiogram() == [ECH]
    assert _audiogram(says("R2", "mention", "audiogram", assertion="planned", what="function", quote=quote)) == [""]


@pytest.mark.parametrize(
    ("quote", "house", "code"),
    [
        ("the images were sent to us on a disc, which we could not open", "", "gaps.item_images_unopened"),
        ("el disco que nos enviaron no se pudo abrir", "", "gaps.item_images_unopened"),
        ("the images were sent on a disc", ECH, "gaps.item_images_promised"),
    ],
)
def test_pictures_on_a_disc_that_does_not_open_are_not_asked_of_who_got_it(quote: str, house: str, code: str) -> None:
    told_of = says("R2", "mention", "MIBG scan", "2026-09-08", what="imaging", modality="MIBG scan", status="sent",
                   quote=quote)  # fmt: skip
    items = _items(case(HODGKIN_PATH, HODGKIN, CLINIC, told_of), "gaps.item_images")
    assert [(one.institution, one.reason.code) for one in items if one.kind == "images"] == [(house, code)]
