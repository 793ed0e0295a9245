"""The requirements: each cited word for word, nothing asked for that no list asks for."""

from __future__ import annotations

import re

import pytest

from consilium.domain.completeness.status import Door, Phase
from consilium.domain.letters import CORE_ELEMENTS, REQUIRED_STATEMENTS
from consilium.domain.records import Category
from consilium.knowledge.catalog import Catalog, load
from consilium.knowledge.centers import centers
from consilium.knowledge.clinical import clinical
from consilium.knowledge.documents import document
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.records import records
from consilium.knowledge.requirements import requirements
from consilium.knowledge.rights import rights
from tests.reading import grade, inflesz

DATA = document("requirements.yaml")


@pytest.mark.parametrize("disease", DATA["diseases"])
def test_every_wish_of_a_disease_stands_in_its_list(disease: str) -> None:
    known = clinical().diseases[disease]
    for need in DATA["diseases"][disease]["needs"]:
        cites = need["cites"]
        assert cites.get("clinical") in known.records or Category(cites["records"])


def test_the_warning_about_retinoblastoma_is_the_lists_own() -> None:
    entry = DATA["diseases"]["retinoblastoma"]
    assert entry["never_without"] == clinical().diseases["retinoblastoma"].warning
    assert "slides" in entry["biopsy"]


@pytest.mark.parametrize("program", DATA["programs"])
def test_every_wish_of_a_program_stands_on_its_page(program: str) -> None:
    for need in DATA["programs"][program]:
        assert need["cites"]["center"] in centers().centers[program].records_required


def test_every_general_wish_cites_a_category_of_the_record_list() -> None:
    assert all(Category(need["cites"]["records"]) for need in DATA["general"])


def test_every_disease_of_the_clinical_list_has_requirements_and_every_category_a_door() -> None:
    known = requirements()
    assert known.diseases.keys() == clinical().diseases.keys()
    assert set(known.doors) == set(Category)
    assert set(known.doors.values()) == set(Door)


def test_every_thing_is_asked_for_and_has_a_name_and_a_reason_in_both_languages() -> None:
    known = requirements()
    lists = (known.general, *(one.needs for one in known.diseases.values()), *known.programs.values())
    asked = {need.thing.id for needs in lists for need in needs}
    assert asked == known.things.keys()
    for language in ("en", "es"):
        texts = load(language)
        for thing in known.things.values():
            assert texts[f"gaps.thing_{thing.id}"]
            assert texts[f"gaps.why_{thing.why}"]
        assert all(texts[f"gaps.phase_name_{phase.value}"] for phase in Phase)
        assert all(texts[f"gaps.door_{door.value}"] for door in Door)


def test_a_delay_is_a_value_only_where_a_page_says_it() -> None:
    sourced = {thing.category: thing.delay for thing in requirements().things.values() if thing.delay}
    assert set(sourced) == {Category.PATHOLOGY_SLIDES}
    for language in ("en", "es"):
        said = Catalog(language, load(language), strict=True).remark(sourced[Category.PATHOLOGY_SLIDES])
        assert records().kinds[Category.PATHOLOGY_SLIDES].delay_source in said  # with its source


def test_letters_cite_verified_rules_only_and_words_exist_for_every_area() -> None:
    tables = letter_tables()
    for place in (rule for rules in document("letters.yaml")["rights"].values() for rule in rules.values()):
        assert rights().rule(place).level != "unverified"
    for language in ("en", "es"):
        texts = load(language)
        for area in {*tables.areas.values(), "neutral"}:
            cited = set(re.findall(r"\{(\w+)\}", texts[f"letters.right_{area}"] + texts[f"letters.clock_{area}"]))
            assert cited <= tables.citations.get(area, {}).keys()
        assert all(texts[f"letters.auth_{name}"] for name in (*CORE_ELEMENTS, *REQUIRED_STATEMENTS))


# The catalogs that families read.
FAMILY_AREAS = (
    *("circle", "coverage_letters", "custody", "gaps", "insurance", "letters", "notebook", "packet", "programs"),
    *("questions", "resources", "rights", "start", "urgency", "waiting"),
)


def sentences_of(area: str, language: str) -> list[str]:
    texts = (text for code, text in load(language).items() if code.startswith(f"{area}."))
    plain = (re.sub(r"\{[^{}]*\}", "it", text) for text in texts)
    return [one for text in plain for one in re.split(r"(?<=[.!?])\s", text) if one.endswith(".") and " " in one]


@pytest.mark.parametrize("area", FAMILY_AREAS)
def test_what_families_read_is_at_grade_eight_or_below(area: str) -> None:
    assert grade(" ".join(sentences_of(area, "en"))) <= 8


@pytest.mark.parametrize("area", FAMILY_AREAS)
def test_what_families_read_is_easy_in_spanish(area: str) -> None:
    assert inflesz(" ".join(sentences_of(area, "es"))) >= 65


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("area", FAMILY_AREAS)
def test_sentences_are_short(area: str, language: str) -> None:
    long = [one for one in sentences_of(area, language) if len(one.split()) > 26]
    assert long == []
