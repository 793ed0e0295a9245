"""The letters: addressed to one holder, whole, lawful where the law is known, blank where nothing is known."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx as python_docx
import pikepdf
import pypdfium2
import pytest

from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness import Door, gaps
from consilium.domain.dates import PartialDate
from consilium.domain.letters import Choices, Letter, letters
from consilium.domain.packet import ChildView, NumberView, Sourced
from consilium.knowledge.catalog import Catalog, load
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.requirements import requirements
from consilium.writers.letters import docx, pdf, txt
from tests.domain.gap_cases import ECH, HIM, HODGKIN, HODGKIN_PATH, READ, case, record, says

CASE = READ["hodgkin at diagnosis, reports only"][0]


def strict(language: str) -> Catalog:
    return Catalog(language, load(language), strict=True)


def of(a_case: ClinicalCase, choices: Choices | None = None) -> tuple[Letter, ...]:
    return letters(gaps(a_case, requirements()), a_case, letter_tables(), choices)


def the(door: Door, found: tuple[Letter, ...], holder: str = HIM) -> Letter:
    (one,) = [letter for letter in found if letter.door is door and letter.holder == holder]
    return one


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(" ".join(text.get_text_range().split()))
        text.close()
        page.close()
    document.close()
    return texts


def test_each_holder_gets_one_letter_for_each_door_and_nobody_is_guessed() -> None:
    two = case(HODGKIN_PATH, HODGKIN, record("R2", "labs", "2026-01-01", place=ECH))
    found = of(two)
    assert len({(letter.holder, letter.door) for letter in found}) == len(found)
    assert the(Door.PATHOLOGY, found).numbers == ("HIM-204417",)
    unnamed = the(Door.RADIOLOGY, found, holder="")
    assert unnamed.numbers == ()
    assert found[-1].holder == ""


def test_a_number_whose_issuer_is_not_stated_goes_to_no_hospital() -> None:
    assert all("X-1" not in letter.numbers for letter in of(CASE))


def test_a_letter_lists_what_is_owed_with_dates_and_numbers() -> None:
    letter = the(Door.PATHOLOGY, of(CASE))
    first = pages(pdf(letter, strict("en")))[0]
    assert "24 July 2025 B25-01843" in first
    assert "Slides and a block of this specimen" in first
    radiology = pages(pdf(the(Door.RADIOLOGY, of(CASE)), strict("en")))[0]
    assert "PET: the pictures (PET/CT con 18F-FDG, estadificación). We have the report." in radiology
    assert "22 July 2025" in radiology
    assert "DICOM format" in radiology


@pytest.mark.parametrize(
    ("country", "words", "absent"),
    [
        ("US", "45 CFR 164.524(b)(2)", "GDPR"),
        ("es", "GDPR Art. 12(3)", "HIPAA"),
        ("GB", "UK GDPR", "HIPAA"),
        ("CA-ON", "PHIPA", "HIPAA"),
        ("CA", "as your law has it", "PHIPA"),
        ("", "as your law has it", "HIPAA"),
        ("MX", "as your law has it", "HIPAA"),
    ],
)
def test_the_right_of_access_is_that_of_the_holders_country_or_neutral(country: str, words: str, absent: str) -> None:
    letter = the(Door.RECORDS, of(CASE, Choices(countries={HIM: country})))
    said = txt(letter, strict("en")).replace("\n", " ")
    assert words in said
    assert absent not in said.split("AUTHORIZATION")[0]


def test_the_regulation_of_the_form_is_not_cited_where_it_can_not_apply() -> None:
    assert "164.508(c)" in txt(the(Door.RECORDS, of(CASE)), strict("en"))
    assert "164.508" not in txt(the(Door.RECORDS, of(CASE, Choices(countries={HIM: "DE"}))), strict("en"))


def test_the_form_holds_six_elements_three_statements_and_lines_to_sign() -> None:
    form = pages(pdf(the(Door.RECORDS, of(CASE, Choices(countries={HIM: "US"}))), strict("en")))[-1]
    for element in ("1. What", "2. Who may release", "3. Who may receive", "4. Purpose", "5. When", "6. Signature"):
        assert element in form
    assert "take this back" in form
    assert "may not depend on my signing" in form
    assert "may share it again" in form
    assert "your right to do so" in form


def test_the_letter_is_in_the_holders_language_unless_somebody_chose_another() -> None:
    spanish = replace(CASE, records=tuple(replace(one, language="es") for one in CASE.records))
    assert the(Door.RECORDS, of(spanish)).language == "es"
    assert the(Door.RECORDS, of(spanish, Choices(languages={HIM: "en"}))).language == "en"
    assert the(Door.RECORDS, of(replace(CASE, language="de"))).language == "en"
    said = txt(the(Door.RECORDS, of(spanish)), strict("es"))
    assert "A quien corresponda" in said


def test_an_adult_patient_signs_and_an_unknown_birthday_makes_nobody_adult() -> None:
    grown = replace(CASE, today=date(2030, 1, 1))
    assert the(Door.RECORDS, of(grown)).adult
    assert "MY HEALTH RECORDS" in txt(the(Door.RECORDS, of(grown)), strict("en"))
    year = replace(CASE, child=ChildView(Sourced("A"), Sourced("2007")), today=date(2025, 6, 1))
    assert not the(Door.RECORDS, of(year)).adult
    assert not the(Door.RECORDS, of(replace(CASE, child=ChildView()))).adult


def test_what_is_not_known_is_a_blank_line() -> None:
    nobody = replace(CASE, child=ChildView())
    said = txt(the(Door.RECORDS, of(nobody)), strict("en"))
    assert "Name: ____" in said
    assert "Date of birth: ____" in said
    assert "Record number at your hospital: ____" in said
    assert "None" not in said


def test_nothing_is_asked_of_the_family_or_of_the_team_by_letter() -> None:
    asked = {owed.thing for letter in of(CASE) for owed in letter.owed}
    assert not asked & {"questions_list", "identity_insurance", "clinical_summary", "growth_and_history"}


def test_a_case_with_nothing_missing_has_no_letters() -> None:
    assert letters((), CASE, letter_tables()) == ()


@pytest.mark.parametrize("name", ['#panic("no")', "$x^2$ @ref *b* `c`", "山田 花子", "O'Brien \u202e <b>"])
def test_a_name_is_never_markup(name: str) -> None:
    odd = replace(CASE, child=ChildView(Sourced(name), None, None, (NumberView(name, HIM),)))
    letter = the(Door.PATHOLOGY, of(odd))
    text = " ".join(pages(pdf(letter, strict("en"))))
    assert all(char in text or f"[U+{ord(char):04X}]" in text for char in name if char.isalnum() or char in "#$<`")
    assert python_docx.Document(io.BytesIO(docx(letter, strict("en")))).paragraphs


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pdf_is_tagged_archivable_and_the_same_each_time(language: str) -> None:
    letter = the(Door.PATHOLOGY, of(CASE))
    data = pdf(letter, strict(language))
    assert data == pdf(letter, strict(language))
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == language
        meta = opened.open_metadata()
        assert meta["pdfaid:part"] == "2"
        assert meta["pdfuaid:part"] == "1"


def test_the_word_file_opens_and_says_what_the_pdf_says() -> None:
    letter = the(Door.RADIOLOGY, of(CASE))
    data = docx(letter, strict("en"))
    assert data == docx(letter, strict("en"))
    document = python_docx.Document(io.BytesIO(data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Request for copies of my child's health records" in text
    assert "Sofía Muestra Ejemplo" in text
    (table,) = document.tables
    assert len(table.rows) == len(letter.owed) + 1
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


def test_a_long_list_goes_over_pages_with_its_head_on_each() -> None:
    told = [
        says("R1", "mention", "CT", f"2024-{m:02d}-{d:02d}", what="imaging", modality="CT")
        for m in (1, 2, 3)
        for d in range(1, 27, 2)
    ]
    letter = the(Door.RADIOLOGY, of(case(HODGKIN_PATH, HODGKIN, *told)))
    found = pages(pdf(letter, strict("en")))
    assert len(letter.owed) >= 39
    assert "Accession number" in found[0]
    assert "Accession number" in found[1]
    assert all("Sofía Muestra Ejemplo, born 17 May 2011" in page for page in found)


def test_the_text_is_never_wider_than_a_mail() -> None:
    for letter in of(CASE):
        assert max(map(len, txt(letter, strict("en")).splitlines())) <= 78


def test_treatment_sheets_of_a_silent_time_are_asked_for_by_its_days() -> None:
    course = case(
        record("R1", "discharge", "2024-05-20", "Discharge"),
        says("R1", "diagnosis", "Wilms tumor", "2024-03-15"),
        record("R2", "discharge", "2025-02-10", "Discharge"),
        says("R2", "protocol", "AVD", "2024-05-22", until=PartialDate(2025, 2, 2)),
    )
    letter = the(Door.RECORDS, of(course))  # the hospital on both sides of it
    assert "Road maps and treatment sheets from 20 May 2024 to 10 February 2025" in " ".join(
        pages(pdf(letter, strict("en")))
    )
    assert "Hojas de tratamiento de este tiempo" in txt(letter, strict("es"))
