"""The danger: another child's paper, in a language that is not read, taken for one without a name. Labels of a paper's
head are known in these languages too. All people are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.identity import CaseIdentity, Match, compare
from consilium.domain.records import Box, Line, Page, PersonNamed, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)
MIA = CaseIdentity.of("Mia Sample", PartialDate(2012, 11, 30), "female")

HEADS = [
    ("Kinderklinik Muster\nPatientin: Lena Anders\nGeburtsdatum: 12.06.2011", "Lena Anders", "2011-06-12"),
    ("Hôpital Exemple\nPatiente : Léa Autre\nNée le 14/05/2014", "Léa Autre", "2014-05-14"),
    ("Ospedale\nCognome e nome: Altra Giulia\nLuogo e data di nascita: Roma, 14/05/2014", "Altra Giulia", "2014-05-14"),
    ("Instituto\nNome da paciente: Joana Outra\nData de nascimento: 14/05/2014", "Joana Outra", "2014-05-14"),
    ("Ziekenhuis\nNaam patiënt: Sanne Ander\nGeboortedatum: 14-05-2014", "Sanne Ander", "2014-05-14"),
    ("Hospital\nPacient: Marc Altre\nData de naixement: 14/05/2014", "Marc Altre", "2014-05-14"),
    ("Szpital\nPacjentka: Zofia Inna\nData urodzenia: 12.06.2011", "Zofia Inna", "2011-06-12"),
    ("Szpital\nImię i nazwisko: Zofia Inna\nUrodzona: 12.06.2011", "Zofia Inna", "2011-06-12"),
    ("Spital\nNume pacient: Maria Altul\nData nașterii: 14.05.2014", "Maria Altul", "2014-05-14"),
    ("Nemocnice\nJméno a příjmení: Eva Jiná\nDatum narození: 14.05.2014", "Eva Jiná", "2014-05-14"),
    ("Sjukhus\nPatientens namn: Elsa Annan\nFödd: 2014-05-14", "Elsa Annan", "2014-05-14"),
    ("Hospital\nPatientens navn: Ida Anden\nFødselsdato: 14.05.2014", "Ida Anden", "2014-05-14"),
    ("Sairaala\nPotilaan nimi: Aino Toinen\nSyntymäaika: 14.05.2014", "Aino Toinen", "2014-05-14"),
    ("Kórház\nBeteg neve: Kiss Anna\nSzületett: 2014.05.14", "Kiss Anna", "2014-05-14"),
    ("Hastane\nAdı Soyadı: Elif Başka\nDoğum tarihi: 14.05.2014", "Elif Başka", "2014-05-14"),
    ("Больница\nПациентка: Другая Анна\nДата рождения: 14.05.2014", "Другая Анна", "2014-05-14"),
    ("Лікарня\nПацієнтка: Інша Олена\nДата народження: 14.05.2014", "Інша Олена", "2014-05-14"),
]


def people(text: str) -> tuple[PersonNamed, ...]:
    lines = tuple(Line(line, NOWHERE) for line in text.splitlines())
    return sort(Reading("pdf", pages=(Page(1, lines),)), rules().sorting).people


@pytest.mark.parametrize(("text", "name", "born"), HEADS)
def test_another_childs_paper_is_not_merged(text: str, name: str, born: str) -> None:
    (person,) = people(text)
    assert (person.text, str(person.birth_date)) == (name, born)
    latin = name.isascii() or name[0].isascii()
    found = compare(MIA, person, rules().names).value
    assert found is Match.ANOTHER_CHILD if latin else found in (Match.ANOTHER_CHILD, Match.PROBABLY_SAME)


@pytest.mark.parametrize(
    "text",
    [
        "Mutter: Lena Anders",
        "Oberarzt: Max Anders",
        "Mère : Léa Autre",
        "Médecin traitant : Léa Autre",
        "Madre o padre: Giulia Altra",
        "Genitore: Giulia Altra",
        "Matka: Zofia Inna",
        "Lekarz: Zofia Inna",
        "Huisarts: Sanne Ander",
        "Врач: Анна Другая",
    ],
)
def test_parents_and_doctors_are_not_the_patient(text: str) -> None:
    assert people(text) == ()
