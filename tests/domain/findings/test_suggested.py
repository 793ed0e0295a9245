"""What a tagger suggests: names that no finding tells, said as their clause says them, with the value behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest

from consilium.domain.findings import Assertion, Finding, Kind, Origin
from consilium.domain.findings.extraction import extract_within, paper_of
from consilium.domain.findings.suggested.features import MOST_TOKENS, Features, features_of, tokens_of
from consilium.domain.findings.suggested.suggest import suggested
from consilium.domain.records import Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.suggested import bare_words, tagger
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from tests.domain.findings.onepaper import NOWHERE


class Names:
    """A tagger that knows some words by heart."""

    def __init__(self, kinds: Mapping[str, Kind], probability: float = 0.9) -> None:
        self.kinds, self.probability = kinds, probability
        self.bare = bare_words()

    def spans(self, features: Sequence[Features]) -> Iterator[tuple[int, int, str, float]]:
        for at, each in enumerate(features):
            word = next(one for one in each if one.startswith("w="))[2:]
            if word in self.kinds:
                yield at, at, self.kinds[word].value, self.probability


def read(text: str, names: Names) -> tuple[Finding, ...]:
    """What is suggested of a paper of these lines."""
    reading = Reading("text", pages=(Page(1, tuple(Line(line, NOWHERE) for line in text.splitlines())),))
    made, words = sort(reading, rules().sorting), finding_words()
    found, _ = extract_within("text", reading, made, words)
    return suggested(paper_of(reading, made, words), found, names, words.assertion)


@pytest.mark.parametrize(
    ("text", "word", "kind", "assertion"),
    [
        ("She has had some glarb since Monday.", "glarb", Kind.CONDITION, Assertion.STATED),
        ("There is no glarb on examination.", "glarb", Kind.CONDITION, Assertion.NEGATED),
        ("No presenta glarbo al examen.", "glarbo", Kind.CONDITION, Assertion.NEGATED),
        ("Possible glarb, to be reviewed.", "glarb", Kind.CONDITION, Assertion.UNCERTAIN),
        ("Her mother had glarb at 40.", "glarb", Kind.CONDITION, Assertion.FAMILY),
        ("FAMILY HISTORY: glarb in the paternal line.", "glarb", Kind.FAMILY_HISTORY, Assertion.FAMILY),
    ],
)
def test_a_suggestion_says_what_its_clause_says(text: str, word: str, kind: Kind, assertion: Assertion) -> None:
    [one] = read(text, Names({word: kind}))
    assert (one.kind, one.name, one.assertion, one.origin) == (kind, word, assertion, Origin.SUGGESTED)
    assert one.quote in text


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "sign"),
    [
        ("On review the glarbin was 42 % and stable", Kind.FUNCTION, "42", "%", ""),
        ("On review the glarbin < 42 % and stable", Kind.FUNCTION, "42", "%", "<"),
        ("En la consulta, glarbin de 4,2 % y estable", Kind.FUNCTION, "4,2", "%", ""),
        ("Labs today: Glarbin positive", Kind.LABORATORY, "positive", "", ""),
        ("Labs today: Glarbin 12/03/2024 sent", Kind.LABORATORY, "", "", ""),
        ("She has glarbin 4 times a day", Kind.CONDITION, "", "", ""),
    ],
)
def test_the_value_is_what_stands_right_behind_a_name_of_what_is_measured(
    text: str, kind: Kind, value: str, unit: str, sign: str
) -> None:
    [one] = read(text, Names({"glarbin": kind}))
    assert (one.value, one.unit, one.comparator) == (value, unit, sign)


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Hemoglobin 9.8 g/dL on 11 March 2024.", "hemoglobin", Kind.LABORATORY),
        ("Hemoglobin 9.8 g/dL on 11 March 2024.", "hemoglobin", Kind.FUNCTION),
        ("Vincristina 1,5 mg/m2 el 11/03/2024.", "vincristina", Kind.MEDICINE),
    ],
)
def test_what_a_finding_tells_under_any_name_or_kind_is_not_suggested(text: str, word: str, kind: Kind) -> None:
    assert read(text, Names({word: kind})) == ()


def test_what_is_unlikely_or_of_no_child_is_not_suggested() -> None:
    assert read("She has had some glarb since Monday.", Names({"glarb": Kind.CONDITION}, 0.1)) == ()
    assert read("QUESTIONS FOR THE DOCTOR\nCould glarb come of it?", Names({"glarb": Kind.CONDITION})) == ()


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("The CT was shown to the family on Monday.", "ct", Kind.IMAGING),
        ("Se revisan las láminas con el equipo.", "láminas", Kind.SPECIMEN),
        ("Sin datos de lisis por ahora.", "lisis", Kind.CONDITION),
        ("Genetic and other things were spoken of.", "genetic", Kind.VARIANT),
        ("No drug allergies were spoken of here by him, allergies only.", "allergies", Kind.ALLERGY),
        ("Mother (Glarba Ejemplo, 41) is well.", "glarba", Kind.CONDITION),
        ("Paciente: Glarba Muestra Ejemplo\nGlarba no presenta nada.", "glarba", Kind.CONDITION),
    ],
)
def test_a_persons_name_and_a_word_that_says_nothing_alone_are_not_suggested(text: str, word: str, kind: Kind) -> None:
    assert read(text, Names({word: kind})) == ()


def test_a_relatives_illness_behind_a_colon_is_no_name() -> None:
    [one] = read("Mother: Glarb at 40.", Names({"glarb": Kind.CONDITION}))
    assert one.name == "Glarb"


def test_the_title_of_a_paper_suggests_nothing() -> None:
    names = Names({"glarb": Kind.DIAGNOSIS})
    body = "\n".join(f"Line {number} says nothing of weight." for number in range(12))
    assert read(f"GLARB FLOWSHEET\n{body}", names) == ()
    assert len(read(f"FLOWSHEET\n{body}\nShe has glarb.", names)) == 1


def test_the_same_thing_twice_is_one_suggestion() -> None:
    [one] = read("She has glarb.\nMore text of no weight.\nToday glarb again.", Names({"glarb": Kind.CONDITION}))
    assert one.name == "glarb"


def test_features_are_one_list_for_each_word_and_a_clause_without_end_is_cut() -> None:
    reading = Reading("text", pages=(Page(1, (Line("Fever and cough", NOWHERE),)),))
    [clause] = paper_of(reading, sort(reading, rules().sorting), finding_words()).clauses
    tokens = tokens_of(clause.text)
    made = features_of(clause, tokens, "discharge")
    assert [one.text for one in tokens] == ["fever", "and", "cough"]
    assert [each[3] for each in made] == ["w=fever", "w=and", "w=cough"]
    assert "of=discharge" in made[0]
    assert len(tokens_of("a " * 10_000)) == MOST_TOKENS


def test_the_programs_own_tagger_knows_kinds_of_findings_and_tells_probabilities() -> None:
    reading = Reading("text", pages=(Page(1, (Line("Exam: she denies fever, cough or vomiting.", NOWHERE),)),))
    [*clauses] = paper_of(reading, sort(reading, rules().sorting), finding_words()).clauses
    made = [span for one in clauses for span in tagger().spans(features_of(one, tokens_of(one.text), "discharge"))]
    assert {Kind(kind) for _, _, kind, _ in made} & {Kind.CONDITION, Kind.TOXICITY}
    assert all(0 <= first <= last and 0 < probability <= 1 for first, last, _, probability in made)
