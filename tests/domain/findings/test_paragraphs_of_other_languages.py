"""The danger: an English or Spanish paragraph lost with the German one beside it, or German words read as English. What
is not sure goes with the paper. All papers here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import extract, paper_of
from consilium.domain.phrases import words_of
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)
ENGLISH = "She was given vincristine 1.5 mg/m2 on 12 March 2025 and is well."
SPANISH = "La paciente recibió vincristina 1,5 mg/m2 el 12/03/2025 sin complicaciones y fue dada de alta."
OTHERS = {
    "de": "Das Kind erhielt Cisplatin 80 mg/m2 und wurde in gutem Zustand nach Hause entlassen, kein Rezidiv.",
    "fr": "Le scanner du 6 octobre montre une progression de la masse et des lésions dans le poumon avec épanchement.",
    "it": "La risonanza della colonna non mostra lesioni e il paziente è stato dimesso dopo il ciclo con cisplatino, "
    "anche se nei prossimi giorni viene rivisto dal medico.",
    "pt": "A criança foi submetida a cirurgia e não apresentou complicações, com alta em uma semana pelo serviço "
    "dos adultos.",
    "nl": "Het kind werd niet geopereerd en heeft bij ons geen cisplatin van de afdeling, maar wordt gezien.",
    "ca": "La pacient va rebre cisplatí amb els altres fàrmacs i aquest control és sense lesions fins ara, també pel "
    "radiòleg.",
    "pl": "Dziecko nie otrzymało cisplatyny oraz jest bez objawów, przez co zostało wypisane przy dobrym stanie dla "
    "kontroli.",
    "ru": "Ребёнок был выписан после курса без осложнений и для контроля не нуждается в терапии, при этом она здорова.",
}


def reading(*lines: str, language: str = "") -> Reading:
    return Reading("pdf", pages=(Page(1, tuple(Line(line, NOWHERE) for line in lines)),), language=language)


def read(*lines: str, language: str = "") -> list[str]:
    """The sentences of a paper that are read."""
    one = reading(*lines, language=language)
    return [clause.text for clause in paper_of(one, sort(one, rules().sorting), finding_words()).clauses]


def told(*lines: str, language: str = "") -> dict[str, Finding]:
    one = reading(*lines, language=language)
    return {found.name: found for found in extract("pdf", one, sort(one, rules().sorting), finding_words())}


@pytest.mark.parametrize(("code", "other"), OTHERS.items())
@pytest.mark.parametrize("own", [ENGLISH, SPANISH])
def test_a_paragraph_of_another_language_is_passed_over_and_the_rest_read(code: str, other: str, own: str) -> None:
    small = rules().sorting.others.small
    assert small.language([word.text for word in words_of(other)]) == code
    found = told("Clinic letter", own, other)
    assert "vincristine" in found
    assert not {"cisplatin", "relapse", "lesion", "pleural effusion"} & found.keys()


@pytest.mark.parametrize(("code", "other"), OTHERS.items())
@pytest.mark.parametrize("own", [ENGLISH, SPANISH])
def test_of_a_paper_in_another_language_the_paragraph_is_read(code: str, other: str, own: str) -> None:
    found = told("Clinic", other, other, own, other, language=code)
    assert "vincristine" in found
    assert "cisplatin" not in found


def test_values_between_two_paragraphs_that_are_read_are_read() -> None:
    lines = (OTHERS["de"], ENGLISH, "Hemoglobin 9.1 g/dL", "The MRI of her brain showed no tumor and she is at home.")
    assert "hemoglobin" in told(*lines, OTHERS["de"], language="de")


@pytest.mark.parametrize("language", ["de", "fr"])
def test_nothing_is_read_of_a_paper_that_is_wholly_in_another_language(language: str) -> None:
    assert read("Diagnose: Neuroblastom.", OTHERS[language], "Hemoglobin 9,1 g/dL", language=language) == []


def test_short_sentences_go_with_the_paragraph_that_they_lean_to() -> None:
    kept = read(
        ENGLISH, OTHERS["de"], "Diagnose: Hepatoblastom der Leber.", OTHERS["de"], "CT: stable.", "AFP 12 ng/mL"
    )
    assert "Diagnose: Hepatoblastom der Leber." not in kept
    assert kept[-2:] == ["CT: stable.", "AFP 12 ng/mL"]


@pytest.mark.parametrize(
    "line",
    [
        "Dr. von der Heide and Prof. de la Fuente saw her with the team of the Klinik für Kinder in Berlin.",
        "Pt seen in ED, WBC 3.2, ANC 0.4, CRP 12, on G-CSF, to OR in AM.",
        "Her letter from the Hôpital des Enfants de la Timone et du Sud says that she was well.",
        "Dx: ALL. Rx: VCR, DEX, PEG. No CNS dz. BM day 8 M1, day 15 M1, MRD neg.",
        "Niña de 5 años, en seguimiento por LLA; en remisión, sin fiebre.",
        "R/O mets; s/p RT; c/o n/v; d/c home on PO abx.",
        "O/E: chest clear, S1 S2, abdo soft, no HSM; per os ok; non tender; die Krupp.",
    ],
)
def test_names_and_shorthand_are_no_other_language(line: str) -> None:
    assert line.split(".")[0] in " ".join(read("Clinic letter", ENGLISH, line, SPANISH))
