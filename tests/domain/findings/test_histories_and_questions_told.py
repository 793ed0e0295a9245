"""How histories, examinations and families' questions say a thing: settled, of another, of the birth, asked of."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind

HEAD = ("Sample Hospital", "Clinic note", "Patient: Ana Sample, born 3 May 2018", "Date: 14 March 2025", "")


def told(text: str, kind: Kind) -> dict[str, Finding]:
    return {one.name: one for one in extracted(*HEAD, text) if one.kind is kind}


@pytest.mark.parametrize(
    ("text", "name", "assertion"),
    [
        ("The ataxia he had at diagnosis has settled.", "ataxia", Assertion.HISTORICAL),
        ("Los vómitos se le quitaron.", "vomiting", Assertion.HISTORICAL),
        ("La fiebre cedió.", "fever", Assertion.HISTORICAL),
        ("Neumonía por P. jirovecii descartada.", "pneumonia", Assertion.NEGATED),
        ("Ya no quiere caminar, le duelen las piernas.", "dolor de piernas", Assertion.STATED),
        ("General: in no acute distress, alert and playful.", "alert", Assertion.STATED),
        ("CN VI palsy on the left, CN VII grade 3 House-Brackmann, absent gag.", "cn vi palsy", Assertion.STATED),
        ("Pensaban que era una gripe.", "influenza", Assertion.UNCERTAIN),
        ("We thought he had asthma.", "asthma", Assertion.UNCERTAIN),
        ("Nobody smokes at home.", "smokes", Assertion.NEGATED),
        ("Born at 31 weeks, 5 weeks in NICU, phototherapy for jaundice.", "jaundice", Assertion.HISTORICAL),
    ],
)
def test_a_thing_is_told_as_the_sentence_has_it(text: str, name: str, assertion: Assertion) -> None:
    assert told(text, Kind.CONDITION)[name].assertion is assertion


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("She has had all her vaccines except the chickenpox one.", Kind.CONDITION, "varicella"),
        ("Vacunas al día; falta varicela.", Kind.CONDITION, "varicella"),
        ("Infecciones: bacteriemia; NO infección fúngica.", Kind.CONDITION, "infection"),
        ("Review of systems: GI: constipation, no vomiting.", Kind.TOXICITY, "constipation"),
        ("MRC grade 3 dorsiflexion on the left (foot drop).", Kind.TOXICITY, "foot drop"),
        ("Recurrence risk for siblings is 50 %.", Kind.DIAGNOSIS, "relapse"),
        ("The port got infected in May and they took it out.", Kind.SURGERY, "central line placement"),
        ("Pregnancy uneventful, vaginal delivery.", Kind.CONDITION, "pregnancy"),
    ],
)
def test_what_is_no_statement_of_the_child_is_not_told(text: str, kind: Kind, name: str) -> None:
    assert name not in told(text, kind)


def test_a_graded_list_gives_each_toxicity_its_own_grade() -> None:
    found = told("Toxicidad: mucositis grado 2, hepática grado 1, neurotoxicidad 0.", Kind.TOXICITY)
    assert found["neurotoxicity"].assertion is Assertion.NEGATED
    assert found["mucositis"].detail["grade"] == "2"


def test_each_relative_of_a_list_of_labels_has_their_own_illness() -> None:
    found = told(
        "Mother: colorectal cancer at 41; maternal grandmother: endometrial cancer at 49.", Kind.FAMILY_HISTORY
    )
    assert found["uterine cancer"].detail["relative"] == "maternal grandmother"
    assert found["colon cancer"].detail["relative"] == "mother"


def test_a_relative_function_is_of_no_relative() -> None:
    found = told("DMSA: relative function left 62 %, right 38 %.", Kind.MENTION)
    assert found["scintigraphy"].assertion is Assertion.STATED


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Can we avoid radiation?", Kind.RADIATION, "radiation"),
        ("Can he still have children one day?", Kind.CONDITION, "fertility"),
        ("¿Podrá tener hijos?", Kind.CONDITION, "fertility"),
        ("What are the chances of cure?", Kind.MENTION, "prognosis"),
        ("¿Cuál es el pronóstico?", Kind.MENTION, "prognosis"),
        ("Is there any trial for him?", Kind.MENTION, "clinical trial"),
        ("Has it spread to the bones?", Kind.CONDITION, "metastasis"),
        ("¿Es hereditario?", Kind.MENTION, "genetics"),
        ("¿Qué posibilidades hay de que vuelva?", Kind.DIAGNOSIS, "relapse"),
        ("¿Va a poder caminar?", Kind.CONDITION, "mobility"),
        ("Quisiéramos saber si hace falta repetir la biopsia.", Kind.SURGERY, "biopsy"),
    ],
)
def test_what_a_family_asks_of_is_of_nobody_yet(text: str, kind: Kind, name: str) -> None:
    assert told(text, kind)[name].assertion is Assertion.CONDITIONAL


@pytest.mark.parametrize("text", ["If the MRI shows growth, can he have surgery?", "When do we come back to clinic?"])
def test_a_word_of_another_sense_is_no_subject_of_a_question(text: str) -> None:
    assert not told(text, Kind.CONDITION)
    assert not told(text, Kind.DIAGNOSIS)
