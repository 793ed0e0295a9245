"""Statements that are found are said as what they are: where a denial ends, what is planned, what is only weighed, what
goes on although a word beside it looks like a plan; each with counter-examples."""

from __future__ import annotations

from typing import Any

import pytest

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of, words_from
from consilium.domain.findings.assertions.refusals import refused
from consilium.domain.findings.assertions.treatmentverbs import status_beside
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Piece, Section
from consilium.domain.records import Box, Line, Page
from consilium.knowledge.documents import document

S, N, U, P, C, H = (
    Assertion.STATED, Assertion.NEGATED, Assertion.UNCERTAIN, Assertion.PLANNED, Assertion.CONDITIONAL,
    Assertion.HISTORICAL,
)  # fmt: skip


@pytest.fixture(scope="module")
def words() -> AssertionWords:
    return words_from(document("findings/assertion.yaml"))


def clause(text: str, **more: Any) -> Clause:
    line = Line(text, Box(0, 0, 0, 0))
    page = Page(1, (line,))
    return Clause(text, (Piece(0, page, line, 0, len(text)),), Section.NONE, "", **more)


def said(words: AssertionWords, text: str, thing: str) -> Assertion:
    start = text.index(thing)
    return assertion_of(clause(text), start, start + len(thing), words)


def beside(text: str, thing: str) -> Assertion | None:
    made, start = clause(text), text.index(thing)
    told = status_beside(made.folded, start, start + len(thing))
    return Assertion.NEGATED if told is None and refused(made, start, start + len(thing)) else told


# Where a denial ends.
@pytest.mark.parametrize(
    ("text", "thing", "how"),
    [
        ("hypodiploidy excluded, treated on UKALL 2011", "UKALL", S),
        ("hypodiploidy excluded, treated on UKALL 2011", "hypodiploidy", N),
        ("equimosis sin golpe previo, gingivorragia y claudicación de la pierna", "gingivorragia", S),
        ("equimosis sin traumatismo previo, fiebre ni tos", "fiebre", N),
        ("Ferrous fumarate 210 mg - not tolerated, constipation", "constipation", S),
        ("Comienza con decaimiento, rechazo de la marcha y registros febriles", "decaimiento", S),
        ("N6: previsto, no administrado por progresión local", "progresión", S),
        ("Sem 4 (11-oct-21) no se aplicó: neutrófilos 380/mm3 y fiebre de 38.7 °C", "fiebre", S),
        ("Vincristina día 3: NO SE APLICÓ (ptosis palpebral).", "ptosis", S),
        ("NO METOCLOPRAMIDA (distonía en ciclo 1).", "distonía", S),
        ("No se administró: vincristina y etopósido", "etopósido", N),
        ("No toxicity (mucositis, vomiting)", "mucositis", N),
        ("Presenta focos quísticos periféricos y no muestra calcificaciones groseras", "focos quísticos", S),
        ("Presenta focos quísticos periféricos y no muestra calcificaciones groseras", "calcificaciones", N),
        ("No le indiqué corticoides para no alterar la biopsia", "biopsia", S),
        ("no hay tiempo y la masa mediastínica comprime la vía aérea", "masa mediastínica", S),
        ("presión 38 mmHg, rubeosis, hifema 1/3, no se aprecia fondo.", "rubeosis", S),
        ("presión 38 mmHg; rubeosis, no se aprecia.", "rubeosis", N),
        ("no se descartan linfoma óseo ni metástasis de neuroblastoma", "neuroblastoma", U),
        ("no descarto enfermedad por arañazo de gato", "arañazo", U),
        ("No come por mucositis.", "mucositis", S),
        ("No se inició el ciclo por mucositis grado 3.", "mucositis", S),
        ("Ciclo diferido por neutropenia.", "neutropenia", S),
        ("an episode of zoster and neuropathy that has gone", "neuropathy", H),
    ],
)
def test_a_denial_ends_where_its_sentence_ends_it(words: AssertionWords, text: str, thing: str, how: Assertion) -> None:
    assert said(words, text, thing) is how


# Doubts, and signs that are there while they are looked into.
@pytest.mark.parametrize(
    ("text", "thing", "how"),
    [
        ("masa de mediastino y adenopatías cervicales bilaterales en estudio.", "adenopatías", S),
        ("Pancitopenia en estudio.", "Pancitopenia", S),
        ("Cervical lymphadenopathy under investigation.", "lymphadenopathy", S),
        ("posible adenopatía", "adenopatía", U),
        ("Lymphoma would be the first consideration.", "Lymphoma", U),
        ("Medulloblastoma favoured, ependymoma the main differential.", "Medulloblastoma", U),
        ("Medulloblastoma favoured, ependymoma the main differential.", "ependymoma", U),
        ("Gran tumor renal derecho; la primera posibilidad es nefroblastoma.", "nefroblastoma", U),
        ("fluid along the capsule, raising concern for contained rupture.", "rupture", U),
        ("parece haber ensanchamiento mediastinal", "ensanchamiento", U),
        ("quizá es una infección porque traía gripa", "infección", U),
        ("more in keeping with an intrapulmonary lymph node", "lymph node", U),
        ("An IRF4-rearranged lymphoma should be excluded given the site.", "lymphoma", U),
        ("Grey zone lymphoma was considered and is not favoured.", "lymphoma", N),
        ("PTSD was considered and she does not meet criteria.", "PTSD", N),
        ("Se aleja la posibilidad de tumor de Wilms.", "Wilms", N),
        ("chest physician has cleared the child of active tuberculosis", "tuberculosis", N),
        ("perhaps because of the relapse in May he is anxious", "relapse", S),
    ],
)
def test_what_is_doubted_and_what_is_there(words: AssertionWords, text: str, thing: str, how: Assertion) -> None:
    assert said(words, text, thing) is how


# Conditions and what is true of many.
@pytest.mark.parametrize(
    ("text", "thing", "how"),
    [
        ("Relapse is uncommon in this group.", "Relapse", C),
        ("Relapse, if it happens, is usually within three years", "Relapse", C),
        ("una recaída local, de aparecer, podría reirradiarse", "recaída", C),
        ("- Ante cefalea o vómitos nuevos, consultar por guardia.", "cefalea", C),
        ("Late effects covered: second breast cancer, arm swelling, skin.", "arm swelling", C),
        ("with a 5.4 Gy boost solely if avid tissue persists", "boost", C),
        ("Seizures were frequent in May.", "Seizures", S),
    ],
)
def test_what_holds_of_many_or_on_a_condition(words: AssertionWords, text: str, thing: str, how: Assertion) -> None:
    assert said(words, text, thing) is how


# Plans, and what is given though a word beside it looks like one.
@pytest.mark.parametrize(
    ("text", "thing", "how"),
    [
        ("Planeamos irradiación de ambos pulmones en febrero.", "irradiación", P),
        ("quimioterapia programada para mañana", "quimioterapia", P),
        ("pentamidine IV monthly, next due 03/28/2024", "pentamidine", S),
        ("Is on aciclovir for prophylaxis until 6 months post transplant.", "aciclovir", S),
        ("stage M neuroblastoma (MYCN amplified) came in for her first of two planned courses", "MYCN", S),
        ("Se aplicó intratecal programada el 3 de mayo.", "intratecal", S),
        ("She had her planned nephrectomy on 12 June.", "nephrectomy", S),
        ("MRI for suspected relapse", "MRI", S),
    ],
)
def test_what_is_planned_and_what_goes_on(words: AssertionWords, text: str, thing: str, how: Assertion) -> None:
    assert said(words, text, thing) is how


# Treatments that are shunned, put off or only spoken of.
@pytest.mark.parametrize(
    ("text", "thing", "how"),
    [
        ("Inotuzumab I would avoid, on account of the risk of veno-occlusive disease.", "Inotuzumab", N),
        ("Inotuzumab no nos parece buena elección.", "Inotuzumab", N),
        ("Se desaconseja el uso futuro de bleomicina.", "bleomicina", N),
        ("We held off steroids.", "steroids", N),
        ("We held off steroids and gave vincristine.", "vincristine", None),
        ("por un inhibidor (cabozantinib); no los hemos ofrecido.", "cabozantinib", N),
        ("Neurocirugía no ve beneficio en operar.", "operar", N),
        ("Se omitió la radioterapia.", "radioterapia", N),
        ("Endoscopic third ventriculostomy was considered but the space is narrow.", "ventriculostomy", N),
        ("si cabe placa de rutenio; la familia rechaza por ahora la enucleación.", "placa de rutenio", C),
        ("plantea trasplante en agosto, con acondicionamiento sin irradiación (busulfán, tiotepa)", "busulfán", C),
        ("citarabina y cladribina son muy tóxicas; quedan como plan B.", "cladribina", C),
        ("Pasa a Cirugía para nefroureterectomía derecha el 4 de noviembre.", "nefroureterectomía", P),
        ("Filgrastim 5 mcg/kg from day 9 to be added with cycle 3.", "Filgrastim", P),
        ("TO START with cycle 3 on 19/02/2024: filgrastim 300 micrograms daily", "filgrastim", P),
        ("Next cycle: cisplatin and doxorubicin, due 4 June.", "doxorubicin", P),
        ("To come on 09-Sep-2019 for start of consolidation with 6-MP.", "6-MP", P),
        ("valoración previa al tratamiento con antraciclinas por Hodgkin", "antraciclinas", P),
        ("El anticuerpo anti-GD2 se postula a financiamiento; aún sin respuesta.", "anti-GD2", P),
        ("Dinutuximab: trámite iniciado, sin respuesta del seguro.", "Dinutuximab", P),
        ("Readmit 12/4 for ifosfamide and etoposide.", "etoposide", P),
        ("Tratamiento por venir: cirugía del tumor en mayo; después trasplante autólogo", "trasplante", P),
        ("Prednisolone 40 mg daily, to be given with food.", "Prednisolone", None),
        ("Pentamidine monthly, next due 12 May.", "Pentamidine", None),
        ("Vincristine was given on 3 May.", "Vincristine", None),
        ("Recibió radioterapia en 2022.", "radioterapia", None),
    ],
)
def test_a_treatment_that_is_shunned_or_due_was_not_given(text: str, thing: str, how: Assertion | None) -> None:
    assert beside(text, thing) is how
