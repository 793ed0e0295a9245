"""Names as shown: a side once, a scope in the page's language, frames around symbols, a source's accents."""

from __future__ import annotations

import pytest

from consilium.domain.displaynames import DisplayNames, is_symbol, says_side
from consilium.domain.findings import Finding, Kind
from consilium.domain.records import Citation
from consilium.domain.summary.rows import named
from consilium.knowledge.displaynames import display_names

SPANISH, ENGLISH = display_names("es"), display_names("en")


@pytest.mark.parametrize(
    ("names", "name", "site", "shown"),
    [
        (SPANISH, "Neoplasia maligna del riñón izquierdo", "", "Neoplasia maligna del riñón izquierdo"),
        (ENGLISH, "Neoplasia maligna del riñón izquierdo", "", "Neoplasia maligna del riñón izquierdo"),
        (ENGLISH, "Wilms tumor", "left kidney", "Wilms tumor, left kidney"),
        (ENGLISH, "Wilms tumor", "kidney", "Wilms tumor, left kidney"),
        (SPANISH, "Wilms tumor", "kidney", "tumor de Wilms, riñón, lado izquierdo"),
        (SPANISH, "Wilms tumor", "riñón izquierdo", "tumor de Wilms, riñón izquierdo"),
    ],
)
def test_a_side_is_said_once(names: DisplayNames, name: str, site: str, shown: str) -> None:
    said = names.of(Finding(Kind.DIAGNOSIS, name, laterality="left", site=site))
    assert named(said) == shown


def test_another_side_than_the_name_s_stays() -> None:
    assert not says_side("right", "Neoplasia maligna del riñón izquierdo")
    assert not says_side("", "riñón izquierdo")


@pytest.mark.parametrize(
    ("written", "english", "spanish"),
    [
        ("overall", "overall", "global"),
        ("global", "overall", "global"),
        ("local", "local", "local"),
        ("clínico", "clinical", "clínico"),
        ("pathological", "pathologic", "patológico"),
    ],
)
def test_a_scope_is_one_word_in_each_language(written: str, english: str, spanish: str) -> None:
    said = Finding(Kind.STAGE, "stage", value="IV", detail={"scope": written})
    assert (ENGLISH.of(said).detail["scope"], SPANISH.of(said).detail["scope"]) == (english, spanish)


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        ("BCR::ABL1 transcript", "transcrito de BCR::ABL1"),
        ("cytoplasmic CD79a", "CD79a citoplasmático"),
        ("trisomy 4", "trisomía 4"),
        ("liver SUV", "SUV, hígado"),
        ("Malignant neoplasm of right retina", "tumor maligno (retina, lado derecho)"),
        ("somebody's transcript", "somebody's transcript"),
        ("Malignant neoplasm of somewhere", "Malignant neoplasm of somewhere"),
    ],
)
def test_a_term_around_a_known_one_or_a_symbol(term: str, shown: str) -> None:
    assert SPANISH.name(term) == shown
    assert ENGLISH.name(term) == term


@pytest.mark.parametrize(("term", "symbol"), [("KMT2A::MLLT3", True), ("CD79a", True), ("weight", False), ("", False)])
def test_symbols_are_written_alike_in_both_languages(term: str, symbol: bool) -> None:
    assert is_symbol(term) is symbol


@pytest.mark.parametrize("names", [SPANISH, ENGLISH])
def test_a_source_s_words_have_its_accents(names: DisplayNames) -> None:
    quoted = Finding(Kind.CONDITION, "limitacion al girar", citations=(Citation("Limitación al girar el cuello", 1),))
    assert names.of(quoted).name == "limitación al girar"
    other = Finding(Kind.CONDITION, "limitacion al girar", citations=(Citation("rigidez", 1),))
    assert names.of(other).name == "limitacion al girar"
