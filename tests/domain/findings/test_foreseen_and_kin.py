"""What may come, what treatment has not left, and relatives beside their illnesses. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Kind
from tests.domain.findings.test_unlisted_tests_told import read


def said(text: str, kind: Kind) -> set[tuple[str, str]]:
    return {(one.name, str(one.assertion)) for one in read(text, kinds=(kind,))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("¿Puede recaer otra vez?", "relapse"),
        ("Se guardan células por si recae.", "relapse"),
        ("¿Qué pasa si vuelve el tumor?", "relapse"),
        ("Could the tumor come back after surgery?", "relapse"),
        ("If the leukemia comes back we would offer a transplant.", "relapse"),
        ("Two in ten children have a relapse in the first years.", "relapse"),
        ("Uno de cada diez niños tiene una recaída.", "relapse"),
        ("The family asked about breast cancer risk.", "breast cancer"),
        ("They were warned of breast cancer after chest radiation.", "breast cancer"),
        ("Riesgo de cáncer de mama por la radiación del tórax.", "breast cancer"),
        ("You asked whether he will get a bone tumour.", "bone tumor"),
        ("Preguntan si puede desarrollar un tumor óseo.", "bone tumor"),
    ],
)
def test_what_may_come_is_a_condition(text: str, name: str) -> None:
    assert (name, "conditional") in said(text, Kind.DIAGNOSIS)


@pytest.mark.parametrize(
    "text",
    [
        "If the fever comes back call us.",
        "Si vuelve la fiebre acudir a urgencias.",
        "Her grandmother had breast cancer at 52.",
        "Bring the disc when you return to clinic.",
        "When the tumor returned in March 2024 he had surgery.",
        "Cuando recae en 2022 recibe quimioterapia.",
        "We may treat the relapse with blinatumomab.",
    ],
)
def test_what_comes_back_otherwise_or_is_of_a_relative_is_no_diagnosis(text: str) -> None:
    assert said(text, Kind.DIAGNOSIS) == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Late effects: none found.", True),
        ("No late effects so far.", True),
        ("Sin efectos tardíos.", True),
        ("Late effects: cataract and short stature were explained.", False),
        ("Seen in the late effects clinic.", False),
    ],
)
def test_late_effects_are_read_where_they_are_denied(text: str, wanted: bool) -> None:
    names = {name for name, how in said(text, Kind.CONDITION) if how == "negated"}
    assert bool(names & {"late effects", "efectos tardios"}) is wanted


@pytest.mark.parametrize(
    ("text", "kin"),
    [
        ("Maternal aunt with leukemia; her mother is well.", "mother"),
        ("Father, 41, healthy.", "father"),
        ("Madre sana.", "mother"),
        ("Padre con asma, hermanos sanos.", "siblings"),
        ("She has a healthy younger sister.", "sister"),
    ],
)
def test_a_relative_who_is_well(text: str, kin: str) -> None:
    found = {(one.name, one.detail["relative"]) for one in read(text, kinds=(Kind.FAMILY_HISTORY,))}
    assert ("healthy", kin) in found


@pytest.mark.parametrize(
    "text", ["Her mother is well informed.", "If her brother is healthy he may donate.", "Is his father healthy?"]
)
def test_a_relative_of_whom_nothing_is_told(text: str) -> None:
    assert said(text, Kind.FAMILY_HISTORY) == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She has the RB1 variant c.1072C>T. Her father carries the same variant.", ("RB1", "family")),
        ("He has a mutation in DICER1. His brother, born 2019, does not carry it.", ("DICER1", "negated")),
        ("TP53 variant found. His mother tested negative for the variant.", ("TP53", "negated")),
        ("Variante patogénica en TP53. La madre porta la misma variante.", ("TP53", "family")),
        ("Mutación de PTCH1. El padre no porta la mutación.", ("PTCH1", "negated")),
    ],
)
def test_who_of_the_family_carries_the_variant(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in said(text, Kind.FAMILY_HISTORY)


def test_a_probable_metastasis_is_uncertain() -> None:
    found = said("Osteosarcoma of the right tibia and a probable lung metastasis.", Kind.DIAGNOSIS)
    assert ("metastatic disease", "uncertain") in found
