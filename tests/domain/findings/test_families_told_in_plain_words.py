"""What nobody in a family has, what runs in it, and who of it is well, has died or matches. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Kind
from tests.domain.findings.test_unlisted_tests_told import read


def told(text: str) -> set[tuple[str, str]]:
    return {(one.name, str(one.assertion)) for one in read(text, kinds=(Kind.FAMILY_HISTORY,))}


def of_child(text: str) -> set[str]:
    return {one.name for one in read(text, kinds=(Kind.CONDITION, Kind.DIAGNOSIS))}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nobody on either side has ever had leukemia or gout.", {"leukemia", "gout"}),
        ("No one in his family has had hepatoblastoma.", {"hepatoblastoma"}),
        ("There is no lymphoma in the wider family.", {"lymphoma"}),
        ("Nadie en la familia de la madre ha tenido epilepsia ni asma.", {"epilepsy", "asthma"}),
        ("En la familia no hay diabetes.", {"diabetes"}),
        ("Thalassemia denied on the mother's side.", {"thalassemia"}),
        ("The family history is unremarkable.", {"any illness"}),
        ("Uncle with gout, otherwise nothing in the family.", {"any illness"}),
        ("No se conocen otros casos.", {"similar illness"}),
        ("His parents are not related.", {"consanguinity"}),
        ("Family: aunt with lupus, no kidney disease.", {"chronic kidney disease"}),
    ],
)
def test_what_nobody_in_the_family_has_is_denied_of_it_and_not_said_of_the_child(text: str, names: set[str]) -> None:
    assert names <= {name for name, said in told(text) if said == "negated"}
    assert not names & of_child(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("No family history of note except epilepsy in his father.", "epilepsy"),
        ("Migraine runs in her mother's family.", "migraine"),
        ("Neurofibromatosis type 1 runs through four generations.", "neurofibromatosis type 1"),
        ("Her twin sister, fraternal, is thriving.", "healthy"),
        ("Papá sano. Dos hermanos mayores sanos.", "healthy"),
        ("Mother had a fibroid and is well.", "healthy"),
        ("His older brother is a full match.", "HLA match"),
        ("A brother died at 3 days.", "death"),
        ("Mum is expecting.", "pregnancy"),
        ("Her grandfather had a bypass.", "bypass"),
        ("La abuela tiene pies planos.", "pies planos"),
    ],
)
def test_what_somebody_in_the_family_has_is_of_the_family(text: str, name: str) -> None:
    assert (name, "family") in told(text)
    assert name not in of_child(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody has noticed a fever.",
        "No wheeze on either side.",
        "Mother says he eats and is well.",
        "Dad is fine with the plan.",
        "If her brother is healthy he may give marrow.",
        "Sin biopsia por decisión de la familia.",
        "Mum well known to us.",
    ],
)
def test_other_words_with_relatives_tell_nothing_of_them(text: str) -> None:
    assert told(text) == set()


def test_a_denial_behind_a_sentence_about_relatives_is_theirs() -> None:
    assert ("bleeding disorder", "negated") in told("Her sister has lupus. No bleeding disorder.")
    assert told("Her sister has lupus. No residual disease.") == {("systemic lupus erythematosus", "family")}


def test_a_child_who_is_named_behind_the_parent_who_calls_has_the_illness() -> None:
    assert "acute lymphoblastic leukemia" in of_child("Caller: Mum of Tomas (synthetic), 5, ALL maintenance")
