"""A paper in a language that is not read still has its own day, sender and title."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consilium.domain.packet import ChildView, Counts, PacketView, RecordView
from consilium.domain.records import Box, Line, Page, Reading, Remark
from consilium.domain.sorting import Sorted, sort
from consilium.domain.summary.unreadpapers import unread_papers
from consilium.knowledge.catalog import catalog
from consilium.knowledge.rules import rules
from tests.domain.gap_cases import case, record

NOWHERE = Box(0, 0, 0, 0)


def _sorted(text: str, language: str) -> Sorted:
    lines = tuple(Line(line, NOWHERE) for line in text.splitlines() if line.strip())
    return sort(Reading("pdf", pages=(Page(1, lines),), language=language, title="about:blank"), rules().sorting)


LETTERS = [
    (
        "fr", "2026-11-12", "Institut Pédiatrique Exemple", "Dr Camille Modèle, Médecine nucléaire",
        "Avis de médecine nucléaire",
        "Institut Pédiatrique Exemple · 3 quai des Tilleuls, 69000 Lyon\nPatient : Mateo MUESTRA, né le 14/05/2019\n"
        "Avis de médecine nucléaire\nLyon, le 12 novembre 2026\nChère consœur,\n"
        "La scintigraphie du 6 octobre 2026 montre.\n"
        "Dr Camille Modèle, Médecine nucléaire",
    ),
    (
        "de", "2025-03-03", "Universitätskinderklinik Muster", "Prof. Dr. med. Anna Muster", "Entlassungsbrief",
        "Universitätskinderklinik Muster, Beispielweg 4, 80000 München\nEntlassungsbrief\nMünchen, den 3. März 2025\n"
        "Patient: Mateo Muestra, geb. 14.05.2019\nSehr geehrte Frau Kollegin,\nMRT vom 12.02.2025 ohne Rezidiv.\n"
        "Prof. Dr. med. Anna Muster",
    ),
    (
        "it", "2024-06-07", "Ospedale Pediatrico Esempio", "Dott.ssa Maria Esempio", "Relazione clinica",
        "Ospedale Pediatrico Esempio - Via Roma 1\nRelazione clinica\nGenova, 7 giugno 2024\nPaziente: Mateo Muestra,"
        " nato il 14/05/2019\nGentile collega,\nla risonanza del 3 maggio 2024.\nDott.ssa Maria Esempio",
    ),
    (
        "pt", "2024-03-15", "Instituto de Oncologia Exemplo", "Dra. Joana Exemplo", "Relatório médico",
        "Instituto de Oncologia Exemplo\nRelatório médico\nPorto, 15 de março de 2024\nDoente: Mateo Muestra,"
        " nascido em 14/05/2019\nExmo. colega,\nrealizou ressonância em 2 de fevereiro de 2024.\nDra. Joana Exemplo",
    ),
    (
        "nl", "2023-05-09", "Kinderziekenhuis Voorbeeld", "Drs. Eva Voorbeeld", "Ontslagbrief",
        "Kinderziekenhuis Voorbeeld, Postbus 1, Utrecht\nOntslagbrief\nDatum: 9 mei 2023\nPatiënt: Mateo Muestra,"
        " geboren op 14-05-2019\nGeachte collega,\nMRI van 2 april 2023.\nDrs. Eva Voorbeeld",
    ),
    (
        "ca", "2024-08-21", "Hospital Infantil Exemple", "Dra. Marta Exemple", "Informe d'alta",
        "Hospital Infantil Exemple\nInforme d'alta\nBarcelona, 21 d'agost de 2024\nPacient: Mateo Muestra,"
        " nascut el 14/05/2019\nBenvolgut company,\nressonància del 3 de maig de 2024.\nDra. Marta Exemple",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "day", "house", "author", "title", "text"), LETTERS)
def test_day_sender_and_title_are_known(
    language: str, day: str, house: str, author: str, title: str, text: str
) -> None:
    made = _sorted(text, language)
    assert str(made.document_date.value) == day
    assert made.institution.value == house
    assert made.author.value == author
    assert made.title.value == title


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "né le 14 mai 2019"),
        ("fr", "La scintigraphie du 6 octobre 2026 montre une progression."),
        ("de", "geboren am 14. Mai 2019"),
        ("de", "In der MRT vom 12. Februar 2025 zeigte sich kein Rezidiv."),
        ("it", "La paziente, vista il 3 maggio 2024, sta bene."),
        ("pt", "nascida em 14 de maio de 2019"),
        ("nl", "MRI van 2 april 2023 toont geen recidief."),
    ],
)
def test_a_birthday_or_a_day_that_is_told_is_not_the_papers(language: str, line: str) -> None:
    assert _sorted(f"Texte sans en-tête\n{line}", language).document_date.value is None


def test_papers_that_are_read_keep_their_own_rules() -> None:
    made = _sorted(
        "Hospital Infantil Muestra\nInforme clínico\nValencia, 30 de octubre de 2026\nMateo está bien.", "es"
    )
    assert str(made.document_date.value) == "2026-10-30"


def test_the_summary_says_that_a_paper_is_not_read() -> None:
    paper = record("R9", "labs", "2026-11-12", "Avis", "Institut Exemple", language="fr", author="Dr Modèle")
    rows = list(unread_papers(case(record("R1", "labs", "2026-01-01", language="es"), paper)))
    assert [row.references[0].record for row in rows] == ["R9"]
    for language, french in (("en", "French"), ("es", "francés")):
        words = catalog(language)
        label, said = (words.remark(cell) for cell in rows[0].cells if isinstance(cell, Remark))
        assert french in label
        assert "2026-11-12" in label
        assert "Institut Exemple, Dr Modèle, Avis" in said


def test_a_packet_lists_what_is_not_read_with_its_language() -> None:
    told = (Remark("findings.other_language", {"language": "fr"}),)
    paper = RecordView("R1", "Avis", "a.pdf", remarks=told)
    records = (paper, RecordView("R2", "Note", "b.pdf"))
    view = PacketView("x", ChildView(), datetime(2026, 1, 1, tzinfo=UTC), "en", Counts(2, 2), records)
    assert view.foreign() == ((paper, "fr"),)


def test_the_summary_says_of_which_paper_a_part_is_not_read() -> None:
    paper = record("R9", "labs", "2026-11-12", "Letter", "Example Hospital", language="en", passed_over="de")
    rows = list(unread_papers(case(record("R1", "labs", "2026-01-01", language="es"), paper)))
    assert [row.references[0].record for row in rows] == ["R9"]
    for language, german in (("en", "German"), ("es", "alemán")):
        words = catalog(language)
        label, said = (words.remark(cell) for cell in rows[0].cells if isinstance(cell, Remark))
        assert (german in label, "2026-11-12" in label, "Example Hospital, Letter" in said) == (True, True, True)


def test_a_packet_lists_apart_what_is_read_in_part() -> None:
    paper = RecordView("R1", "Letter", "a.pdf", remarks=(Remark("findings.other_language_part", {"language": "de"}),))
    view = PacketView("x", ChildView(), datetime(2026, 1, 1, tzinfo=UTC), "en", Counts(1, 1), (paper,))
    assert (view.foreign(), view.partly_foreign()) == ((), ((paper, "de"),))
