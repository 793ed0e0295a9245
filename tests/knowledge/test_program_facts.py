"""Programs, rights, clocks and checklists as pages show them: with source, doubts, and our Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from consilium.domain.programs import FACTS, Known
from consilium.domain.records import Remark
from consilium.knowledge.catalog import Catalog, catalog, load
from consilium.knowledge.centers import centers
from consilium.knowledge.circle import majority_rule
from consilium.knowledge.clinical import clinical
from consilium.knowledge.clocks import clock_rules
from consilium.knowledge.documents import document
from consilium.knowledge.insurance import call_checklist, coverage_tables, question_ids
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.programs import _cited, programs
from consilium.knowledge.rights import rights, rights_in
from consilium.knowledge.spanish import both, spanish

DATA = document("programs.yaml")
NUMBERS = re.compile(r"\d[\d./-]{5,}\d|\S+@\S+[a-z]|https?://\S+")


def strict(language: str) -> Catalog:
    return Catalog(language, load(language), strict=True)


def remarks() -> Iterator[Remark]:
    for program in programs().values():
        for fact in program.facts:
            yield from fact.values


def test_words_that_a_page_does_not_say_are_refused() -> None:
    with pytest.raises(ValueError, match="does not say"):
        _cited(centers().centers["chla"], {"name": "no such words"})


def test_every_program_shows_every_fact_once_with_its_sources() -> None:
    assert programs().keys() == centers().centers.keys()
    for program in programs().values():
        assert tuple(fact.name for fact in program.facts) == FACTS
        for fact in program.facts:
            assert fact.sources
            has = bool(fact.values or fact.texts or fact.plain)
            assert has is (fact.known is not Known.UNKNOWN)


def test_what_is_named_as_unverified_is_never_shown_as_verified() -> None:
    fields = {
        "phone": "phone",
        "email": "email",
        "cost": "price",
        "typical_turnaround_days": "time",
        "form_url": "form",
    }
    for name, center in centers().centers.items():
        for field in set(center.unverified) & fields.keys():
            assert programs()[name].fact(fields[field]).known is not Known.VERIFIED
    assert programs()["chop"].fact("price").doubts[0]["en"] == "current fee"
    assert programs()["sickkids"].fact("price").known is Known.NOT_VERIFIED
    assert programs()["stjude"].fact("price").known is Known.VERIFIED
    assert programs()["stjude"].fact("email").known is Known.UNKNOWN


def test_every_doubt_of_the_list_is_understood() -> None:
    fields = set(document("centers.yaml")["centers"][0])
    named = {one for center in centers().centers.values() for one in center.unverified}
    assert named - fields - {"form_url"} == set(DATA["doubts"])


def test_every_word_of_focus_is_a_disease_of_ours_or_known_to_be_none() -> None:
    listed = {words for center in centers().centers.values() for words in center.disease_focus}
    assert set(DATA["focus"]) <= listed
    for diseases in DATA["focus"].values():
        assert diseases == "all" or set(diseases) <= clinical().diseases.keys()


def test_a_stated_time_says_what_it_is_the_time_of() -> None:
    stated = {name for name, center in centers().centers.items() if center.turnaround is not None}
    assert stated == set(DATA["takes"])


def test_everything_about_a_program_has_words_in_both_languages() -> None:
    for language in ("en", "es"):
        words = strict(language)
        for remark in remarks():
            assert words.remark(remark)
        for name in FACTS:
            assert words.text(f"programs.fact_{name}")
        for program in programs().values():
            for fact in program.facts:
                assert all(text[language] for text in (*fact.texts, *fact.doubts))
    assert strict("es").remark(programs()["kitz_heidelberg"].fact("languages").values[1]) == "alemán"


@pytest.mark.parametrize("name", ["centers", "rights"])
def test_our_spanish_says_nothing_that_the_file_does_not_hold(name: str) -> None:
    whole = str(document(f"{name}.yaml"))
    unused = [text for text in spanish(name) if text.replace("'", "\\'") not in whole and text not in whole]
    assert unused == []
    with pytest.raises(KeyError):
        both(name, "a sentence that nobody translated")


def _day_in(part: str, said: str) -> bool:
    """Whether a day stands there as Spanish says it."""
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", part)) and catalog("es").date(part) in said


def test_numbers_and_addresses_are_the_same_in_our_spanish() -> None:
    for name in ("centers", "rights"):
        for english, said in spanish(name).items():
            missing = [part for part in NUMBERS.findall(english) if part not in said and not _day_in(part, said)]
            assert not missing, said


def test_every_right_is_shown_for_its_place_and_for_no_other() -> None:
    shown: set[str] = set()
    for country, state in (("US", "US-CA"), ("US", "US-FL"), ("US", "US-NY"), ("FR", ""), ("GB", ""), ("CA", "CA-ON")):
        found = rights_in(country, state)
        shown |= {rule.id for rules in (*found.general.values(), *found.own.values()) for rule in rules}
    assert shown == {rule.id for area in rights().rules.values() for rule in area.values()}
    elsewhere = rights_in("US", "US-NV")
    assert not elsewhere.own
    assert elsewhere.nothing_for == "state"
    assert "california_plans" not in {rule.id for rules in elsewhere.general.values() for rule in rules}
    assert rights_in("mx").nothing_for == "country"
    assert rights_in("CA", "CA-BC").nothing_for == "state"
    assert rights_in("ES").general.keys() == {"eu"}


def test_an_unverified_right_is_marked_and_each_has_spanish_of_ours() -> None:
    words = strict("es")
    for area in rights().rules.values():
        for rule in area.values():
            assert rule.text["es"] != rule.text["en"]
            assert words.text(rule.level_code)
            assert all(note["es"] for note in rule.notes)
    assert not rights().rule("us_insurance_law.new_york_cancer").verified
    assert rights().rule("us_insurance_law.california_plans").help_line["phone"] == "1-888-466-2219"
    assert rights().rule("us_cures_act.what_families_see").tip["es"].startswith("Dígale")
    assert "Cheapest" in rights().rule("us_hipaa_access.access_third_party").practical


def test_a_clock_exists_for_each_area_that_a_letter_knows_and_quotes_its_rule() -> None:
    assert clock_rules().keys() == set(letter_tables().areas.values())
    for area, rule in clock_rules().items():
        assert rule.area == area
        assert bool(rule.days) is not bool(rule.months)
        for number in (rule.days, rule.more_days):
            assert not number or str(number) in rule.basis.quote


def test_the_checklist_is_that_of_the_facts_and_says_which_questions_are_ours() -> None:
    assert question_ids() == tuple(one["id"] for one in rights().insurance_questions)
    ours = {one.id for one in call_checklist() if not one.sources}
    assert ours == {"q6", "q7", "q8"}
    assert all(one.text.keys() == {"en", "es"} for one in call_checklist())


def test_a_coverage_letter_cites_verified_rules_only() -> None:
    tables = coverage_tables()
    for name in (*tables.plans.values(), *tables.states.values()):
        assert rights().rule(f"us_insurance_law.{name}").verified
        assert tables.citations[name]
        for language in ("en", "es"):
            assert strict(language).text(f"coverage_letters.rule_{name}", citation="x")


def test_an_age_of_majority_is_known_only_where_a_rule_says_it_and_never_as_certain_for_all_states() -> None:
    rule = majority_rule("us")
    assert rule is not None
    assert (rule.years, rule.everywhere) == (18, False)
    assert majority_rule("MX") is None
    assert majority_rule("") is None
