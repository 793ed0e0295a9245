"""How a thing is said by what stands behind it or where a denial is over, and the day that a sentence shares among all
its things. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.assertions.assertion import assertion_of
from consilium.domain.findings.extraction import extract
from consilium.domain.findings.finding import Assertion
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from tests.domain.findings.laid_out import paper_from

NOWHERE = Box(0, 0, 0, 0)
_WANTED = {
    "N": {Assertion.NEGATED},
    "S": {Assertion.STATED, Assertion.HISTORICAL},
    "P": {Assertion.PLANNED, Assertion.CONDITIONAL, Assertion.PENDING},
}


def said(text: str, thing: str) -> set[Assertion]:
    paper = paper_from({"text": text, "category": "discharge", "date": "2024-05-05", "order": "dmy", "placed": True})
    words = finding_words().assertion
    return {
        assertion_of(clause, at, at + len(thing), words)
        for clause in paper.clauses
        if (at := clause.text.find(thing)) >= 0
    }


def read(text: str) -> tuple[Finding, ...]:
    lines = tuple(Line(line.rstrip(), NOWHERE) for line in text.strip().splitlines())
    reading = Reading("text", pages=(Page(1, lines),))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


@pytest.mark.parametrize(
    ("how", "text", "thing"),
    [
        # Behind the thing.
        ("N", "Trombosis nunca.", "Trombosis"),
        ("N", "Poliuria: los padres no la refieren.", "Poliuria"),
        ("N", "Snoring: mother has not noticed any.", "Snoring"),
        ("N", "Varicela: niega contacto.", "Varicela"),
        ("S", "Varicela: a los 3 años.", "Varicela"),
        ("N", "Radical cystectomy is to be avoided.", "cystectomy"),
        ("N", "Atorvastatina no se considera de momento.", "Atorvastatina"),
        ("S", "La remisión no se considera curación.", "remisión no"),
        ("N", "RVD unexposed.", "RVD"),
        ("S", "RVD exposed, on nevirapine.", "RVD"),
        ("N", "MIBG scan not available in our centre.", "MIBG scan"),
        ("N", "Otros componentes (disgerminoma, coriocarcinoma): no identificados.", "disgerminoma"),
        ("N", "TP53 germline was sent August 2024, negative.", "TP53"),
        ("P", "TP53 germline was sent August 2024.", "TP53"),
        ("P", "Metotrexato cuando los neutrófilos superen 1000.", "Metotrexato"),
        ("S", "Duele cuando camina.", "Duele"),
        ("P", "Next block once counts recover.", "block"),
        ("S", "The fever resolved once counts recovered.", "fever"),
        ("P", "Enoxaparina desde mañana.", "Enoxaparina"),
        ("P", "ONC201 por acceso expandido: solicitud radicada.", "ONC201"),
        # Where a denial is over.
        ("S", "Grade 3 neutropenia with no fever, and alopecia.", "alopecia"),
        ("N", "No fever, cough, and alopecia.", "alopecia"),
        ("S", "No wheeze, dry cough on most mornings.", "dry cough"),
        ("N", "No wheeze, dry cough or stridor on most mornings.", "dry cough"),
        ("S", "Obstructive pattern without reversibility and with gas trapping.", "gas trapping"),
        ("N", "Without reversibility and gas trapping.", "gas trapping"),
        ("S", "Colecistectomía no realizada pese a barro biliar.", "barro biliar"),
        ("S", "Blast count: nil (good prednisolone response).", "good prednisolone response"),
        ("S", "Hierro no; toma zinc 10 mg diarios.", "zinc"),
        ("N", "Hierro no; toma zinc 10 mg diarios.", "Hierro"),
        # A look that was negative was taken.
        ("S", "Bone marrow biopsies were negative.", "Bone marrow biopsies"),
        ("N", "Bone marrow biopsies were not done.", "Bone marrow biopsies"),
    ],
)
def test_what_stands_behind_a_thing_and_where_a_denial_is_over(how: str, text: str, thing: str) -> None:
    found = said(text, thing)
    assert found <= _WANTED[how], (text, thing, found)
    assert found


NOTE = """
Discharge summary, Sample Hospital
Date: 28 November 2022
{0}
"""


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("En octubre de 2021 presentó fiebre, hepatomegalia y exantema.", "rash", "2021-10"),
        ("Cuadro de vómito y deshidratación (30/09/2021).", "vomiting", "2021-09-30"),
        ("Polidipsia y poliuria desde enero de 2022.", "polydipsia", "2022-01"),
        ("En octubre de 2021 presentó fiebre, luego exantema.", "rash", "None"),
        ("On 3 June 2022 he had a port placed; now has a rash.", "rash", "2022-11-28"),
    ],
)
def test_the_day_of_a_sentence_is_of_all_its_things(text: str, name: str, day: str) -> None:
    assert {str(one.when) for one in read(NOTE.format(text)) if one.name == name} == {day}


def test_a_day_behind_a_list_of_results_is_of_them_all() -> None:
    text = NOTE.format("LDH 3120 U/L, potasio 6.3 mEq/L y creatinina 2.6 mg/dL el 20/10, antes de la quimioterapia.")
    days = {one.name: str(one.when) for one in read(text) if str(one.kind) == "laboratory"}
    assert days == {
        "lactate dehydrogenase": "2022-10-20",
        "potassium": "2022-10-20",
        "creatinine": "2022-10-20",
    }


def test_the_last_day_of_a_treatment_is_not_that_of_the_study() -> None:
    text = """
PET/CT CON 18F-FDG - EVALUACIÓN INTERINA
Paciente: Sam Ejemplo      Edad: 13 años      Fecha: 2024-04-25
INFORMACIÓN CLÍNICA
Dos ciclos de ABVE-PC; último día de quimioterapia: 2024-04-03.
HALLAZGOS
Bazo de 10,2 cm, sin lesiones focales.
"""
    assert {str(one.when) for one in read(text) if str(one.kind) == "imaging"} == {"2024-04-25"}


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("BM trephine 2022/02/19: uninvolved.", True),
        ("Médula bilateral 14/10/2022: sin infiltración.", True),
        ("If the bone marrow is clear we will go on.", False),
        ("Bone marrow transplant from a sister, CMV negative.", False),
        ("Médula espinal sin compromiso.", False),
    ],
)
def test_a_clean_marrow_is_one_that_is_not_involved(text: str, clean: bool) -> None:
    found = [one for one in read(NOTE.format(text)) if one.name == "bone marrow involvement"]
    assert [one.assertion for one in found] == ([Assertion.NEGATED] if clean else [])
