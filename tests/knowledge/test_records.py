"""The record categories' knowledge: whole, in both languages, with sources."""

from __future__ import annotations

from consilium.domain.records import Category
from consilium.knowledge.catalog import catalog
from consilium.knowledge.records import LANGUAGES, records


def test_every_category_of_the_program_is_described_in_its_order() -> None:
    assert list(records().kinds) == list(Category)


def test_every_text_for_people_stands_in_both_languages() -> None:
    for kind in records().kinds.values():
        for texts in (kind.name, kind.plain):
            assert all(texts[language].strip() for language in LANGUAGES), kind.category
        assert bool(kind.ask["en"]) == bool(kind.ask["es"]), kind.category


def test_every_statement_has_a_source() -> None:
    known = records()
    assert all(kind.source and all(url.startswith("http") for url in kind.source) for kind in known.kinds.values())
    assert all(each.source.startswith("http") for each in known.evidence)
    assert all(each.source for each in known.principles)
    assert known.collected == "2026-11-20"


def test_a_delay_without_a_source_stays_marked_as_such() -> None:
    slides = records().kinds[Category.PATHOLOGY_SLIDES]
    assert slides.delay_source.startswith("https://")
    assert records().kinds[Category.LABS].delay_source == ""


def test_the_catalogs_short_names_are_those_of_the_facts() -> None:
    for language in LANGUAGES:
        names = {
            kind.category: catalog(language).named("categories", kind.category) for kind in records().kinds.values()
        }
        assert all(names[category] for category in Category)
