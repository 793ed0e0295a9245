"""A letter is in the language of the house that gets it and names its country's law; a form of another country is not
sent with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.completeness import gaps
from consilium.domain.letters import Choices, Letter, letters
from consilium.domain.records import Box, Line, Page
from consilium.domain.sorting.countries import country_of, language_of_house
from consilium.knowledge.countrysigns import country_signs
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import READ

NOWHERE = Box(0, 0, 0, 0)
CASE = READ["hodgkin at diagnosis, reports only"][0]


def _country(*lines: str) -> str:
    return country_of((Page(1, tuple(Line(line, NOWHERE) for line in lines)),), country_signs())


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Hospital Infantil Muestra · Avda. del Puerto 40, 46000 Valencia · tel. 555 010 200", "ES"),
        ("Calle Prueba 3, 28009 Madrid", "ES"),
        ("Passeig Prova 2, 08950 Esplugues, Barcelona (España)", "ES"),
        ("Tel. +34 555 010 200", "ES"),
        ("Servicio Andaluz de Salud. Consejería de Sanidad", "ES"),
        ("Instituto Mexicano del Seguro Social (IMSS)", "MX"),
        ("Av. Prueba 100, Ciudad de México", "MX"),
        ("Sample Children's Hospital, 12 Mill Lane, Sampleton HF2 8QX", "GB"),
        ("Sample NHS Foundation Trust", "GB"),
        ("100 Sample Street, Springfield, IL 62701", "US"),
        ("Sample Cancer Center, Grand Rapids MI 49500", "US"),
        ("Paciente de 15 años, usa lentes", ""),
        ("Dra. Ana Muestra MN 45678", ""),
        ("CD13+56 12345678, CD34 negativo", ""),
        ("Hospital México, San José", ""),
        ("Clínica Colombia del Ejemplo", ""),
        ("Calle Prueba 3, 46000 Torreón", ""),
        ("Sample Hospital, New England", ""),
        ("Paciente: Ana Muestra NHC: 7719034", ""),
        ("Hospital Ejemplo, 28009 Madrid. Tel. +52 555 010 200", ""),
    ],
)
def test_a_letterhead_shows_its_country(line: str, code: str) -> None:
    assert _country(line, "Informe") == code


def test_a_country_that_the_text_tells_of_is_no_address() -> None:
    text = ["Sample Hospital", "Note", "a", "b", "c", "The family came from Valencia, Spain.", "d", "e", "f", "g"]
    assert _country(*text) == ""


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Hospital Infantil Muestra", "es"),
        ("Instituto Nacional de Ejemplo", "es"),
        ("Sample Children's Hospital", "en"),
        ("Sample General Hospital", "en"),
        ("Muestra", ""),
    ],
)
def test_a_houses_name_tells_its_language(name: str, language: str) -> None:
    assert language_of_house(name, country_signs()) == language


def _letters(house: str, *, country: str = "", papers: str = "", **chosen: object) -> set[tuple[str, str, bool]]:
    records = tuple(replace(one, institution=house, country=country, language=papers) for one in CASE.records)
    by_number = {one.number: one for one in records}
    found = tuple(replace(one, record=by_number[one.record.number]) for one in CASE.findings)
    case = replace(CASE, records=records, findings=found)
    made = letters(gaps(case, requirements()), case, letter_tables(), Choices(**chosen))  # type: ignore[arg-type]
    return {_told(one) for one in made if one.holder == house}


def _told(one: Letter) -> tuple[str, str, bool]:
    return one.language, one.area, one.abroad


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_spanish_house_is_written_to_in_spanish_and_without_the_american_form(language: str) -> None:
    house = "Hospital Infantil Muestra"
    assert _letters(house, country="ES", papers="en", language=language) == {("es", "eu", True)}
    assert _letters(house, papers="en", language=language) == {("es", "", False)}  # nothing shows the country
    assert _letters(house, papers="en", countries={house: "ES"}, language=language) == {("es", "eu", True)}


def test_an_american_house_keeps_its_form_and_language() -> None:
    house = "Sample Children's Hospital"
    assert _letters(house, country="US", papers="es", language="es") == {("en", "us", False)}
    assert _letters(house, papers="en", language="es") == {("en", "", False)}


def test_what_a_person_chose_goes_before_all() -> None:
    house = "Hospital Infantil Muestra"
    assert _letters(house, country="ES", countries={house: "US"}, languages={house: "en"}) == {("en", "us", False)}


def test_papers_tell_the_language_where_neither_name_nor_country_does() -> None:
    assert _letters("Muestra", papers="es", language="en") == {("es", "", False)}
