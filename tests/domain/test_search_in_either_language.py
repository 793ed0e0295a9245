"""A search in one language finds what the other writes, phrase for phrase; words that only join are not asked for."""

from __future__ import annotations

import pytest

from consilium.domain.search import MOST_PHRASES, Synonyms, query
from consilium.knowledge.synonyms import synonyms


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("MRD", ("enfermedad", "minima", "residual")),
        ("EMR", ("minimal", "residual", "disease")),
        ("cáncer de mama", ("breast", "cancer")),
        ("breast cancer", ("cancer", "de", "mama")),
        ("high risk", ("riesgo", "alto")),
        ("riesgo", ("risk",)),
        ("urticaria", ("hives",)),
        ("márgenes", ("margins",)),
        ("efectos secundarios", ("side", "effects")),
        ("csf", ("liquido", "cefalorraquideo")),
    ],
)
def test_what_means_the_same_is_asked_for_too(typed: str, meant: tuple[str, ...]) -> None:
    (group,) = query(typed, synonyms()).groups
    assert meant in group


# The commonest words that a family types, one by one: each is found in the other language, both ways.
_WORDS = """
marrow:médula chest:tórax neck:cuello node:ganglio nodes:ganglios mediastinum:mediastino spleen:bazo lungs:pulmones
kidneys:riñones skin:piel stomach:estómago bladder:vejiga ear:oído hand:mano foot:pie hip:cadera shoulder:hombro
knee:rodilla head:cabeza throat:garganta mouth:boca breast:mama nerve:nervio muscle:músculo radiation:radiación
medicine:medicina pill:pastilla catheter:catéter scan:estudio report:informe result:resultado
laboratory:laboratorio doctor:médico nurse:enfermera letter:carta consent:consentimiento genetic:genético
chromosome:cromosoma karyotype:cariotipo family:familia child:niño birth:nacimiento asthma:asma pneumonia:neumonía
measles:sarampión chickenpox:varicela oxygen:oxígeno anesthesia:anestesia wound:herida scar:cicatriz cyst:quiste
effusion:derrame thrombosis:trombosis dizziness:mareo fainting:desmayo diet:dieta sample:muestra stain:tinción
benign:benigno malignant:maligno negative:negativo positive:positivo abnormal:anormal prognosis:pronóstico
itching:comezón sweats:sudores penicillin:penicilina amoxicillin:amoxicilina morphine:morfina donor:donante
graft:injerto collarbone:clavícula armpit:axila groin:ingle ultrasound:ultrasonido radiography:radiografía
neuropathy:neuropatía liver:hígado relapse:recaída stage:estadio dose:dosis fever:fiebre
"""


@pytest.mark.parametrize("pair", _WORDS.split())
def test_the_commonest_words_are_found_in_the_other_language_both_ways(pair: str) -> None:
    english, spanish = pair.split(":")
    for typed, other in ((english, spanish), (spanish, english)):
        (group,) = query(f"{typed} ", synonyms()).groups
        (meant,) = query(f'"{other}"', synonyms()).groups
        assert meant[0] in group, (typed, other)


def test_no_group_is_cut_off_before_its_last_word() -> None:
    assert max(map(len, synonyms().groups)) < MOST_PHRASES


@pytest.mark.parametrize(
    ("typed", "left"),
    [("tumor of the kidney ", ["tumor", "kidney"]), ("tumor del riñón ", ["tumor", "rinon"])],
)
def test_joining_words_are_not_asked_for(typed: str, left: list[str]) -> None:
    assert [group[0][0] for group in query(typed, Synonyms()).groups] == left


@pytest.mark.parametrize("typed", ["of ", "de ", "de la "])
def test_they_are_where_nothing_else_is_typed(typed: str) -> None:
    assert query(typed, Synonyms()).groups


def test_in_quotation_marks_they_stay() -> None:
    assert query('"cancer de mama"', Synonyms()).groups == ((("cancer", "de", "mama"),),)


def test_a_letter_that_tells_a_kind_stays() -> None:
    assert [group[0][0] for group in query("hepatitis A ", Synonyms()).groups] == ["hepatitis", "a"]
