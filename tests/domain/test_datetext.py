"""Dates in text: nothing is guessed, precision stays, two readings stay two."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import certain, country_order, dates_in, stated_order
from consilium.domain.documentdates import FoundDates, find_dates
from consilium.domain.records import Box, DateRole, Line, Page
from consilium.knowledge.rules import rules

WORDS = rules().sorting.dates
NOWHERE = Box(0, 0, 0, 0)


def found(text: str) -> list[list[str]]:
    return [[str(value) for value in date.values] for date in dates_in(text)]


def page(*texts: str) -> list[Page]:
    return [Page(1, tuple(Line(text, NOWHERE) for text in texts))]


def roles(dates: FoundDates) -> dict[str, str]:
    return {str(one.seen.value): str(one.role) for one in dates.dates}


@pytest.mark.parametrize(
    "text",
    [
        "Mar-24",
        "may be 24",
        "31/02/2024",
        "BP 110/70",
        "ratio 3/4",
        "555-01-2024 ext",
        "S24-02311",
        "2024",
        "13/13/2024",
        "1.2.24",
        "version 10.4.2024.1",
        "MRN 20240301",
        "00/00/0000",
        "12-Mayo",
        "2024-13",
        "marzo",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01T10:22:00Z", "2024-03-01"),
        ("2024/03/01 10:22", "2024-03-01"),
        ("2024-03", "2024-03"),
        ("3 March 2024", "2024-03-03"),
        ("March 3rd, 2024", "2024-03-03"),
        ("Sept. 5, 2023", "2023-09-05"),
        ("21st of June 2023", "2023-06-21"),
        ("30-Nov-2012", "2012-11-30"),
        ("3 de marzo de 2024", "2024-03-03"),
        ("a 1º de mayo del 2024", "2024-05-01"),
        ("lunes, 4 de marzo de 2024", "2024-03-04"),
        ("abril 3 de 2024", "2024-04-03"),
        ("14-feb-2024", "2024-02-14"),
        ("2 ene. 2024", "2024-01-02"),
        ("5 SEPT 2023", "2023-09-05"),
        ("marzo de 2024", "2024-03"),
        ("March 2024", "2024-03"),
        ("dic 2023", "2023-12"),
        ("12-III-2024", "2024-03-12"),
        ("01/VI/2024", "2024-06-01"),
        ("13/04/2016", "2016-04-13"),
        ("04/13/2016", "2016-04-13"),
        ("05/05/2024", "2024-05-05"),
        ("28.02.2024", "2024-02-28"),
    ],
)
def test_a_date_keeps_the_precision_of_its_words(text: str, expected: str) -> None:
    assert found(text) == [[expected]]


def test_day_and_month_that_may_be_swapped_stay_two_readings() -> None:
    assert found("03/04/2024") == [["2024-04-03", "2024-03-04"]]
    (one,) = find_dates(page("Collected: 03/04/2024"), WORDS).dates
    assert one.seen.value == PartialDate(2024)
    assert one.remarks[0].code == "sorting.date_ambiguous"


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ("DOB: 13/11/2012", "2024-04-03"),
        ("DOB: 11/30/2012", "2024-03-04"),
        ("Dates are DD/MM/YYYY", "2024-04-03"),
        ("Fecha (mm/dd/aaaa)", "2024-03-04"),
        ("1 River Rd, Springfield, IL 62701", "2024-03-04"),
        ("NHS No 999 111 2222", "2024-04-03"),
        ("nothing", "2024"),
        ("13/11/2012 and 11/13/2012", "2024"),
    ],
)
def test_only_the_document_itself_says_which_of_day_and_month_comes_first(evidence: str, expected: str) -> None:
    assert "collected" in roles(find_dates(page(evidence, "Collected: 03/04/2024"), WORDS)).values()
    assert roles(find_dates(page(evidence, "Collected: 03/04/2024"), WORDS))[expected] == "collected"


def test_spanish_writes_the_day_first_unless_the_address_is_american() -> None:
    assert roles(find_dates(page("Toma: 03/04/2024"), WORDS, "es")) == {"2024-04-03": "collected"}
    american = find_dates(page("Houston, TX 77030", "Toma: 03/04/2024"), WORDS, "es")
    assert roles(american) == {"2024-03-04": "collected"}


def test_a_year_of_two_digits_needs_a_document_that_shows_its_century() -> None:
    assert find_dates(page("Collected 25/03/24"), WORDS).dates == ()
    assert "2024-03-25" in roles(find_dates(page("Reported 26/03/2024", "Collected 25/03/24"), WORDS))
    assert "2016-03-25" in roles(find_dates(page("Reported 26/03/2024", "DOB 25/03/16"), WORDS))


@pytest.mark.parametrize(
    "texts",
    [
        ("FN: 14/08/20", "Fecha del examen: 11/03/24"),  # a child born before the day of its paper
        ("Collected 10/03/24", "Reported 11/03/24"),  # days change, the year does not
        ("Date of birth: 14/08/2020", "Collected 11/03/24"),  # within a childhood of a year in full
    ],
)
def test_papers_that_write_all_years_short_still_show_their_century(texts: tuple[str, str]) -> None:
    assert "2024-03-11" in roles(find_dates(page(*texts), WORDS, order="dmy"))


@pytest.mark.parametrize(
    "texts",
    [
        ("Collected 24/03/11", "Reported 24/03/12"),  # the year may stand first
        ("FN: 11/03/24", "Fecha del examen: 14/08/20"),  # a child is not born after its paper
        ("12/03/24", "11/03/24"),  # no label says that these are dates
    ],
)
def test_short_years_that_may_be_days_are_not_believed(texts: tuple[str, str]) -> None:
    assert find_dates(page(*texts), WORDS, order="dmy").dates == ()


def test_short_years_with_points_need_two_digits_everywhere() -> None:
    assert found("30.12.24") == [["2024-12-30"]]
    assert found("3.12.24") == []


def test_british_spelling_writes_the_day_first_and_canadian_spelling_says_nothing() -> None:
    for word in ("Paediatric Oncology", "haemoglobin 98", "under anaesthesia", "catheterisation of the artery"):
        assert country_order(word) == "dmy"
    for word in ("tumour centre", "Pediatric Oncology", "advised and supervised", "improvisation"):
        assert country_order(word) == ""
    assert country_order("Paediatric Oncology, Springfield, IL 62701") == "mdy"


def test_points_write_the_day_first_except_on_american_paper() -> None:
    assert roles(find_dates(page("Collected: 03.04.2024"), WORDS)) == {"2024-04-03": "collected"}
    american = page("Houston, TX 77030", "Collected: 03.04.2024")
    assert roles(find_dates(american, WORDS)) == {"2024": "collected"}


@pytest.mark.parametrize("text", ["Inpatient from 2024-06-03 to 2024-06-12", "Internado del 2024-06-03 al 2024-06-12"])
def test_a_stay_is_of_the_day_on_which_it_ended(text: str) -> None:
    assert roles(find_dates(page(text), WORDS)) == {"2024-06-03": "other", "2024-06-12": "discharged"}


def test_the_line_of_a_fax_machine_dates_no_paper() -> None:
    sent = "EXAMPLE WARD 5 02/07/2024 16:11 P.01/01"
    assert set(roles(find_dates(page(sent, "Operation note", "Date: 01/07/2024"), WORDS, order="dmy")).values()) == {
        "other",
        "document",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Clinic letter, 15/09/2026",
        "EUA 15/09/2026",
        "Interdisciplinary tumor conference of 15.09.2026",
        "Consulta de oncología del 15/09/2026",
    ],
)
def test_a_heading_that_names_a_visit_and_its_day_dates_the_visit(text: str) -> None:
    assert roles(find_dates(page("Sample Hospital", text, "Patient: Ana Sample"), WORDS, order="dmy")) == {
        "2026-09-15": "performed"
    }


@pytest.mark.parametrize(
    "text", ["Pegaspargase Anaphylaxis Severe 2021-07-08", "CT chest 2021-07-08", "Peanut Denied by parent 2021-07-08"]
)
def test_a_row_of_a_list_is_no_place_and_day_of_a_letter(text: str) -> None:
    rows = find_dates(page("Sample Hospital", "Noted", text, "MRI head 2022-01-02"), WORDS)
    assert {str(one.role) for one in rows.dates} == {"other"}


@pytest.mark.parametrize(
    "text",
    [
        "Ciudad Muestra, 3 de marzo de 2024",
        "Ciudad Muestra a 3 de marzo de 2024",
        "Bogotá D.C. marzo 3 de 2024",
        "Sampleton, March 3, 2024",
        "3 March 2024 10:30",
    ],
)
def test_a_place_and_a_day_at_the_top_date_a_letter(text: str) -> None:
    assert roles(find_dates(page("Sample Hospital", text), WORDS)) == {"2024-03-03": "document"}


def test_a_misread_word_far_from_a_date_is_not_its_label() -> None:
    text = "LVEF 55 % (Simpson), FS 28 %, low normal systolic function, lower than 2023-07-20"
    (one,) = find_dates([Page(1, (Line(text, NOWHERE, confidence=0.99),))], WORDS).dates
    assert one.role is DateRole.OTHER


def test_letters_read_for_digits_are_taken_with_a_remark() -> None:
    (one,) = find_dates(page("Collected: l3/O5/2O24"), WORDS).dates
    assert str(one.seen.value) == "2024-05-13"
    assert one.remarks[0].code == "sorting.date_repaired"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Printed: 2024-03-01", DateRole.PRINTED),
        ("Fecha de impresión 2024-03-01", DateRole.PRINTED),
        ("Fecha de toma de muestra: 2024-03-01", DateRole.COLLECTED),
        ("Muestra recolectada 2024-03-01 09:00", DateRole.COLLECTED),
        ("Recibido: 2024-03-01", DateRole.RECEIVED),
        ("Reported 2024-03-01", DateRole.DOCUMENT),
        ("Informado el 2024-03-01", DateRole.DOCUMENT),
        ("Electronically signed by N. Sample, MD 2024-03-01", DateRole.SIGNED),
        ("Firmado: 2024-03-01", DateRole.SIGNED),
        ("D.O.B. 2024-03-01", DateRole.BIRTH),
        ("F. nac.: 2024-03-01", DateRole.BIRTH),
        ("Date of service: 2024-03-01", DateRole.PERFORMED),
        ("Fecha de ingreso: 2024-03-01", DateRole.OTHER),
        ("Discharge date 2024-03-01", DateRole.DISCHARGED),
        ("Fecha de alta: 2024-03-01", DateRole.DISCHARGED),
        ("Fecha de cirugía: 2024-03-01", DateRole.PERFORMED),
        ("Fecha del estudio: 2024-03-01", DateRole.STUDY),
        ("Comparison: CT of 2024-03-01", DateRole.OTHER),
        ("she was diagnosed on 2024-03-01 elsewhere", DateRole.OTHER),
    ],
)
def test_the_words_before_a_date_say_what_it_is(text: str, role: DateRole) -> None:
    (one,) = find_dates(page(text), WORDS).dates
    assert one.role is role


def test_a_range_keeps_its_role() -> None:
    dates = find_dates(page("Treatment dates: 2024-08-12 - 2024-08-30"), WORDS)
    assert [one.role for one in dates.dates] == [DateRole.PERFORMED] * 2


def test_a_label_in_the_cell_beside_or_above_speaks_for_a_date() -> None:
    label = Line("Collected", Box(0.1, 0.1, 0.2, 0.12))
    beside = Line("2024-03-01", Box(0.4, 0.1, 0.5, 0.12))
    header = Line("Printed", Box(0.7, 0.1, 0.8, 0.12))
    under = Line("2024-03-09", Box(0.7, 0.13, 0.8, 0.15))
    dates = find_dates([Page(1, (label, beside, header, under), 600, 800)], WORDS)
    assert roles(dates) == {"2024-03-01": "collected", "2024-03-09": "printed"}
    assert dates.dates[0].citation.box == beside.box


def test_a_date_alone_at_the_top_is_the_documents() -> None:
    dates = find_dates(page("Riverbend Hospital", "Ciudad Ejemplo, 15 de junio de 2024"), WORDS)
    assert roles(dates) == {"2024-06-15": "document"}


def test_eight_digits_are_a_date_only_behind_a_label() -> None:
    assert roles(find_dates(page("Collected: 20240301"), WORDS)) == {"2024-03-01": "collected"}
    assert find_dates(page("Reference 20240301"), WORDS).dates == ()


def test_what_is_certain_of_two_readings_is_what_they_share() -> None:
    assert certain((PartialDate(2024, 3, 4), PartialDate(2024, 4, 3))) == PartialDate(2024)
    assert certain((PartialDate(2024, 3, 4), PartialDate(2024, 3, 5))) == PartialDate(2024, 3)


def test_format_and_country_are_told_only_when_clear() -> None:
    assert (stated_order("DD/MM/YYYY"), stated_order("(mm-dd-yyyy)"), stated_order("day")) == ("dmy", "mdy", "")
    assert (country_order("Austin, TX 78701"), country_order("NHS Trust"), country_order("TX 78701 NHS")) == (
        "mdy",
        "dmy",
        "",
    )


@pytest.mark.parametrize("hostile", ["1/", "12 de ", "0O", "03/04/2024 ", "March ", "º", "I/II/", "2024-"])
def test_hostile_text_is_bounded(hostile: str) -> None:
    dates = find_dates(page(*[hostile * 5_000] * 3), WORDS)
    assert len(dates.dates) <= 5_000


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Acta 2025-23, junio 11 de 2025", ["2025-06-11"]),
        ("23 de junio 11", ["2011-06-23"]),
        ("12 de marzo del 24", ["2024-03-12"]),
    ],
)
def test_a_number_before_a_month_and_its_day_is_no_day(text: str, days: list[str]) -> None:
    assert [str(found.values[0]) for found in dates_in(text)] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("retirado 2021/03", ["2021-03"]),
        ("FN Jul '23", ["2023-07"]),
        ("relapse Dec. ’24", ["2024-12"]),
        ("12 Jul '23", ["2023-07-12"]),
        ("flu vaccine 2011/12", []),
        ("Acta 2023/04", []),
        ("No. 2023/04", []),
    ],
)
def test_months_with_a_stroke(text: str, days: list[str]) -> None:
    assert [str(found.values[0]) for found in dates_in(text)] == days
