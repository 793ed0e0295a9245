"""Names of findings as a page shows them: what is not known stays as written, and nothing is said twice."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding, Kind
from consilium.knowledge.displaynames import display_names
from consilium.knowledge.documents import document

SPANISH, ENGLISH = display_names("es"), display_names("en")


def test_words_that_the_table_does_not_have_stay_as_written() -> None:
    assert SPANISH.name("Acute lymphoblastic leukemia, in relapse") == "Acute lymphoblastic leukemia, in relapse"
    assert SPANISH.name("Aspirado de médula") == "Aspirado de médula"
    assert SPANISH.name("") == ""


def test_a_method_is_not_taken_for_what_a_child_is_allergic_to() -> None:
    fish = SPANISH.of(Finding(Kind.ALLERGY, "fish"))
    probe = SPANISH.of(Finding(Kind.CYTOGENETICS, "9p24.1", value="gain", detail={"method": "FISH"}))
    assert (fish.name, probe.value, probe.detail["method"]) == ("pescado", "ganancia", "FISH")


def test_a_result_as_its_source_has_it_is_not_translated() -> None:
    stain = SPANISH.of(Finding(Kind.STAIN, "CD20", value="Negative", detail={"percent": "0"}))
    assert (stain.name, stain.value) == ("CD20", "Negative")
    assert SPANISH.of(Finding(Kind.RISK, "risk", value="high risk")).value == "high risk"


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
