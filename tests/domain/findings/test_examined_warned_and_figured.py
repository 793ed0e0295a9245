"""What examinations, warnings, figures and tests of eyes tell. All papers and people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.assertions.warnedof import warned_of
from consilium.domain.findings.examination.examined import parts_examined
from consilium.domain.findings.examination.eyesides import sides_of
from consilium.domain.findings.examination.figurestold import figures_told
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.findings.topics import TOPICS, allergies, growth
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from


def passed(text: str, language: str = "en", category: str = "discharge") -> list[Finding]:
    """What the topics tell of a paper, and behind it what the three passes add."""
    paper = paper_from({"text": text, "category": category, "date": "2024-05-05", "order": "dmy", "language": language})
    words = finding_words()
    told = [
        one
        for topic in TOPICS
        for one in topic.find(paper, words.topics[topic.__name__.rpartition(".")[2]], words.assertion)
    ]
    told += figures_told(paper, words.scales, words.assertion)
    told += parts_examined(paper, told, words.examined, words.assertion)
    told += warned_of(paper, told, words.warnings, words.topics["history"].conditions)  # type: ignore[attr-defined]
    return told


def of(topic: object, text: str, language: str = "en", category: str = "discharge") -> list[Finding]:
    paper = paper_from({"text": text, "category": category, "date": "2024-05-05", "order": "dmy", "language": language})
    words = finding_words()
    name = topic.__name__.rpartition(".")[2]  # type: ignore[attr-defined]
    return list(topic.find(paper, words.topics[name], words.assertion))  # type: ignore[attr-defined]


def said(found: list[Finding]) -> set[tuple[str, str]]:
    return {(one.name, str(one.assertion)) for one in found}


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Call for fever, ptosis, cold foot or bleeding from the groin.", "en", {"fever", "ptosis", "cold foot"}),
        ("Return to the emergency department if she has poor fluid intake.", "en", {"poor fluid intake"}),
        ("Warning signs: cloudiness of the eye, red eye.", "en", {"cloudiness of the eye"}),
        ("Datos de alarma: fiebre, disminución de la orina, sangrado.", "es", {"disminución de la orina", "fever"}),
        ("Regresar por tos o amarillamiento de los ojos.", "es", {"amarillamiento de los ojos"}),
    ],
)
def test_what_a_family_is_to_come_for_is_of_nobody_yet(text: str, language: str, names: set[str]) -> None:
    found = [one for one in passed(f"PLAN\n{text}\n", language) if one.kind is Kind.CONDITION]
    assert names <= {one.name for one in found}
    assert {one.assertion for one in found} == {Assertion.CONDITIONAL}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Call for an appointment in two weeks.", "en"),
        ("Return for MRI in March.", "en"),
        ("Volver con resultados en dos semanas.", "es"),
        ("Acudir a control el lunes por laboratorios.", "es"),
    ],
)
def test_visits_and_results_are_no_warnings(text: str, language: str) -> None:
    assert not [one for one in passed(f"PLAN\n{text}\n", language) if one.kind is Kind.CONDITION]


@pytest.mark.parametrize(
    ("text", "language", "name", "how"),
    [
        ("Knee flexion to 105 degrees.", "en", "knee flexion to 105 degrees", "stated"),
        ("Leg length discrepancy of 1.5 cm.", "en", "leg length discrepancy", "stated"),
        ("Decreased sensation at the sole.", "en", "decreased sensation at the sole", "stated"),
        ("Port accessed without difficulty.", "en", "port accessed without difficulty", "stated"),
        ("Fuerza 4/5 en la dorsiflexión.", "es", "fuerza 4/5 en la dorsiflexion", "stated"),
        ("Romberg negativo.", "es", "romberg", "negated"),
        ("Sin red venosa en abdomen.", "es", "red venosa en abdomen", "negated"),
    ],
)
def test_an_examination_tells_of_a_part_in_its_own_words(text: str, language: str, name: str, how: str) -> None:
    heading = "EXPLORACIÓN FÍSICA" if language == "es" else "EXAMINATION"
    found = passed(f"{heading}\n{text}\n", language)
    assert (name, how) in {(_plain(one.name), str(one.assertion)) for one in found}


def _plain(name: str) -> str:
    return name.lower().replace("ó", "o")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("EXAMINATION\nMother's knee flexion is limited.\n", "en"),
        ("PLAN\nKnee flexion to 105 degrees.\n", "en"),
        ("EXAMINATION\nThyroid without nodules.\n", "en"),  # its denial says so
        ("EXAMINATION\nIs knee flexion better?\n", "en"),
        ("EXPLORACIÓN FÍSICA\nMucosa oral sin lesiones.\n", "es"),
    ],
)
def test_what_others_tell_and_what_is_no_finding_is_left(text: str, language: str) -> None:
    found = passed(text, language)
    assert not [one for one in found if one.kind is Kind.CONDITION and one.assertion is Assertion.STATED]


@pytest.mark.parametrize(
    ("text", "language", "name", "value"),
    [
        ("Seis horas de fiebre hasta 39,2 °C.", "es", "fever", "39,2 °C"),
        ("One temperature of 38.3 on day 2.", "en", "fever", "38.3"),
        ("She reports night sweats and 6 kg weight loss.", "en", "weight loss", "6 kg"),
        ("Refiere cansancio y ganancia de 3 kg.", "es", "weight gain", "3 kg"),
        ("Menarche at 12; periods are regular.", "en", "menarche", "12"),
        ("Facial weakness (House-Brackmann III at discharge).", "en", "House-Brackmann grade", "III"),
        ("Dolor EVA 6/10 las primeras 24 h.", "es", "pain score", "6/10"),
        ("Vacunas al día.", "es", "immunizations", "Vacunas al día"),
        ("Born at 27 weeks, 940 g.", "en", "birth weight", "940"),
        ("Lactante nacida de 31 semanas (1 450 g).", "es", "birth weight", "1450"),
    ],
)
def test_a_sign_has_the_figure_that_its_sentence_tells(text: str, language: str, name: str, value: str) -> None:
    found = [one for one in passed(text, language) if one.name == name]
    assert value in {one.value for one in found}
    assert {one.assertion for one in found} == {Assertion.STATED}


@pytest.mark.parametrize(
    "text",
    ["Call if temperature is above 38.5.", "Temperature 36.8 C.", "Her mother has lost 6 kg.", "Goal: gain of 2 kg"],
)
def test_limits_goals_and_others_are_no_figures_of_the_child(text: str) -> None:
    names = {one.name for one in passed(text) if one.assertion is Assertion.STATED}
    assert not names & {"fever", "weight loss", "weight gain"}


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("Vitals: T 36.8, HR 96, RR 20, BP 98/60.", "en", {("body temperature", "36.8"), ("heart rate", "96")}),
        ("Signos vitales: FC 102 lpm, FR 22 rpm.", "es", {("heart rate", "102"), ("respiratory rate", "22")}),
        ("Presión intraocular: OD 12 mmHg, OI 14 mmHg.", "es", {("intraocular pressure", "12")}),
        ("IOP 14 mmHg OD and 15 mmHg OS.", "en", {("intraocular pressure", "15")}),
        ("Agudeza visual: OD percepción de luz, OI 1.0", "es", {("visual acuity", "percepción de luz")}),
        ("Función renal: filtrado 105 ml/min/1,73.", "es", {("glomerular filtration rate", "105")}),
        ("Fracción de eyección por Simpson biplano 43 %.", "es", {("left ventricular ejection fraction", "43")}),
    ],
)
def test_vital_signs_eyes_and_organs_are_measured(text: str, language: str, told: set[tuple[str, str]]) -> None:
    assert told <= {(one.name, one.value) for one in of(growth, text, language)}


@pytest.mark.parametrize("text", ["0815 T 36.8 HR 96", "Call if temperature 38.5 and pulse over 140", "P2 R1"])
def test_charts_and_limits_are_no_vital_signs(text: str) -> None:
    assert not {one.name for one in of(growth, text)} & {"body temperature", "heart rate", "respiratory rate"}


@pytest.mark.parametrize(
    ("text", "values", "sides"),
    [
        ("IOP OD: 13 OS: 14", ("13", "14"), ["right", "left"]),
        ("14 mmHg OD and 15 mmHg OS", ("14", "15"), ["right", "left"]),
        ("Left eye: pressure 34", ("34",), ["left"]),
        ("pressure 20", ("20",), [""]),
    ],
)
def test_each_value_has_its_eye(text: str, values: tuple[str, ...], sides: list[str]) -> None:
    places = [(text.index(one), text.index(one) + len(one)) for one in values]
    assert sides_of(text, places) == sides


@pytest.mark.parametrize(
    ("text", "language", "name", "how"),
    [
        ("Antecedentes: parto sin complicaciones, alergia a los camarones.", "es", "shellfish", "stated"),
        ("Alérgica a contrastes yodados (exantema en 2023).", "es", "iodinated contrast", "stated"),
        ("Reacción cutánea a cefalexina.", "es", "cephalexin", "stated"),
        ("Allergies: latex - NO known reaction.", "en", "latex", "negated"),
        ("Alérgicos: ninguno a fármacos.", "es", "any", "negated"),
        ("Drug allergies: not known.", "en", "any", "negated"),
        ("No asthma, no allergy to latex.", "en", "latex", "negated"),
    ],
)
def test_an_allergy_with_its_own_word_is_said_by_it(text: str, language: str, name: str, how: str) -> None:
    assert (name, how) in said(of(allergies, text, language))


@pytest.mark.parametrize(
    ("text", "language", "name", "how"),
    [
        ("Ifosfamide encephalopathy did not occur.", "en", "ifosfamide encephalopathy", "negated"),
        ("La mucositis no se presentó.", "es", "mucositis", "negated"),
        ("Eyelid edema is expected.", "en", "eyelid edema", "conditional"),
        ("Mucositis occurred in cycle 2.", "en", "mucositis", "stated"),
    ],
)
def test_what_did_not_come_or_is_to_come_is_said_so(text: str, language: str, name: str, how: str) -> None:
    assert (name, how) in said(passed(text, language))
