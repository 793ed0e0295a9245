"""Names of findings as a page shows them: what is not known stays as written, and nothing is said twice."""

from __future__ import annotations

import pytest

from consilium.domain.displaynames import DisplayNames
from consilium.domain.findings import Finding, Kind
from consilium.knowledge.displaynames import display_names
from consilium.knowledge.documents import document

SPANISH, ENGLISH = display_names("es"), display_names("en")


def test_words_that_the_table_does_not_have_stay_as_written() -> None:
    assert SPANISH.name("Acute lymphoblastic leukemia, in relapse") == "Acute lymphoblastic leukemia, in relapse"
    assert SPANISH.name("Aspirado de médula") == "Aspirado de médula"
    assert SPANISH.name("") == ""


@pytest.mark.parametrize(
    ("written", "english", "spanish"),
    [
        ("negativos", "negative", "negativos"),
        ("Negativas", "negative", "Negativas"),
        ("positivos", "positive", "positivos"),
        ("elevados", "elevated", "elevados"),
        ("intermedio", "intermediate", "intermedio"),
        ("intermediate", "intermediate", "intermedio"),
        ("normales", "normal", "normales"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.LABORATORY, Kind.STAIN, Kind.RISK])
def test_a_plain_result_in_the_plural_is_said_in_the_words_of_the_page(
    kind: Kind, written: str, english: str, spanish: str
) -> None:
    assert ENGLISH.of(Finding(kind, "blood culture", value=written)).value == english
    assert SPANISH.of(Finding(kind, "blood culture", value=written)).value == spanish


def test_a_side_of_a_conflict_is_said_in_the_words_of_the_page() -> None:
    assert [SPANISH.side(one) for one in ("positive", "negative", "neuroblastoma", "x1")] == [
        *("positivo", "negativo", SPANISH.name("neuroblastoma"), "x1")
    ]
    assert ENGLISH.side("positivo") == "positive"


def test_a_method_is_not_taken_for_what_a_child_is_allergic_to() -> None:
    fish = SPANISH.of(Finding(Kind.ALLERGY, "fish"))
    probe = SPANISH.of(Finding(Kind.CYTOGENETICS, "9p24.1", value="gain", detail={"method": "FISH"}))
    assert (fish.name, probe.value, probe.detail["method"]) == ("pescado", "ganancia", "FISH")


def test_a_result_of_more_than_a_plain_word_stays_as_its_source_has_it() -> None:
    for written in ("Negative in tumor cells", "rare cells positive", "2+ granular", "Sin reactividad valorable"):
        assert SPANISH.of(Finding(Kind.STAIN, "CD20", value=written)).value == written
        assert ENGLISH.of(Finding(Kind.STAIN, "CD20", value=written)).value == written
    assert SPANISH.of(Finding(Kind.RISK, "risk", value="high risk")).value == "high risk"


@pytest.mark.parametrize(
    ("names", "written", "said"),
    [
        (SPANISH, "Negative", "negativo"),
        (SPANISH, "DECREASED", "disminuido"),
        (SPANISH, "weakly positive", "positivo débil"),
        (SPANISH, "Positivo", "Positivo"),
        (ENGLISH, "Negativo", "negative"),
        (ENGLISH, "negativa", "negative"),
        (ENGLISH, "Positivo débil", "weakly positive"),
        (ENGLISH, "Negative", "Negative"),
    ],
)
def test_a_plain_result_is_said_in_the_reader_s_language(names: DisplayNames, written: str, said: str) -> None:
    assert names.of(Finding(Kind.STAIN, "CD20", value=written)).value == said


def test_a_unit_that_is_a_word_follows_the_language_wherever_it_stands() -> None:
    burden = SPANISH.of(Finding(Kind.VARIANT, "tumor mutational burden", value="7.2 per Mb", number=7.2, unit="per Mb"))
    assert (burden.value, burden.unit) == ("7.2 por Mb", "por Mb")
    assert SPANISH.of(Finding(Kind.VARIANT, "tumor mutational burden", value="7.2", unit="per Mb")).unit == "por Mb"


@pytest.mark.parametrize("written", ["población B clonal", "Clonal B-cell population"])
def test_a_name_that_its_result_says_is_not_said_twice(written: str) -> None:
    for names in (SPANISH, ENGLISH):
        shown = names.of(Finding(Kind.FLOW, "clonal population", value=written))
        assert (shown.name, shown.value) == ("", written)
    assert SPANISH.of(Finding(Kind.FLOW, "CD3", value="CD30 positive")).name == "CD3"


@pytest.mark.parametrize("names", [SPANISH, ENGLISH])
def test_a_result_that_only_repeats_the_name_is_not_kept_in_either_language(names: object) -> None:
    assert names in (SPANISH, ENGLISH)
    for value in ("Respuesta metabólica adecuada", "Adequate metabolic response"):
        said = Finding(Kind.RESPONSE, "adequate metabolic response", value=value)
        assert (SPANISH if names is SPANISH else ENGLISH).of(said).value == ""
    other = Finding(Kind.RESPONSE, "complete response", value="CR2")
    assert ENGLISH.of(other).value == "CR2"


def test_an_intensity_that_stands_in_the_result_is_not_said_again() -> None:
    weak = Finding(Kind.STAIN, "PAX5", value="Positivo débil", detail={"intensity": "weak"})
    assert ENGLISH.of(weak).detail["intensity"] == ""
    assert SPANISH.of(weak).detail["intensity"] == ""
    plain = Finding(Kind.STAIN, "PAX5", value="+", detail={"intensity": "weak"})
    assert (ENGLISH.of(plain).detail["intensity"], SPANISH.of(plain).detail["intensity"]) == ("weak", "débil")


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Classical Hodgkin lymphoma, nodular sclerosis", "linfoma de Hodgkin clásico, esclerosis nodular"),
        ("neck, mediastinum, hilum", "cuello, mediastino, hilio"),
        ("neck and mediastinum", "cuello y mediastino"),
        ("left hilum lymph node", "ganglio linfático, hilio, lado izquierdo"),
        ("mediastinum mass", "masa, mediastino"),
        ("cycle 3", "ciclo 3"),
        ("CD30", "CD30"),
    ],
)
def test_a_term_is_named_as_a_whole_or_by_its_parts(english: str, spanish: str) -> None:
    assert SPANISH.name(english) == spanish
    assert ENGLISH.name(english) == english


def test_a_side_stands_where_the_language_has_it_and_only_once() -> None:
    kidney = Finding(Kind.DIAGNOSIS, "Wilms tumor", laterality="left", site="kidney")
    shown = SPANISH.of(kidney)
    assert (shown.name, shown.site, shown.laterality) == ("tumor de Wilms", "riñón, lado izquierdo", "")
    assert ENGLISH.of(kidney) == kidney
    written = Finding(Kind.SURGERY, "Biopsy of left supraclavicular node", laterality="left")
    assert SPANISH.of(written).site == ""


def test_nearly_every_disease_operation_toxicity_and_test_has_a_spanish_name() -> None:
    tables = (
        document("findings/diagnosis.yaml")["diseases"],
        document("findings/surgery.yaml")["procedures"],
        document("findings/toxicity.yaml")["terms"],
        document("findings/laboratory.yaml")["tests"],
    )
    terms = [str(entry["name"]) for table in tables for entry in table]
    lacking = [term for term in terms if SPANISH.name(term) == term]  # some are the same in both languages
    assert len(lacking) < len(terms) / 4, sorted(lacking)
