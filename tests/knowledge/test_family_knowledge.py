"""What families read from `knowledge/`: as collected, in both languages, easy, with a source or marked as ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import pytest

from consilium.domain.completeness.status import Phase
from consilium.domain.questions import Ask
from consilium.domain.sources import Source, Texts
from consilium.domain.urgency import Call, Level
from consilium.domain.waiting import ClockState, How, Said, TeamRole
from consilium.knowledge.catalog import LANGUAGES, load
from consilium.knowledge.documents import document
from consilium.knowledge.questions import questions
from consilium.knowledge.resources import STATUSES, for_country, resources
from consilium.knowledge.start import start_parts
from consilium.knowledge.talking import talking
from consilium.knowledge.urgency import red_flags
from tests.reading import grade, inflesz

MOST_WORDS = 26
# Above grade 8, and kept: the source's own words, or a name or a field's term that has no shorter word.
HARD = {
    "A third opinion can help when two disagree, but too many opinions can cause harmful delay.",
    "Online second-opinion programs are not for emergencies.",
    "Should another specialist review this case?",
    "Should our family see a genetic counselor?",
    "Is surgery, radiation or transplant being planned, and can it be undone or delayed?",
    "Is the difference about evidence, about experience, or about what matters most to our family?",
    "Which clinical trials are relevant and available to my child, at your center and elsewhere?",
    "What effects can show up years later (heart, hearing, growth, learning, hormones, second cancers)?",
    "Before booking: is a second opinion covered, and at which hospitals?",
    "The Children's Oncology Group tells parents that their doctor will not be offended.",
    "Network of hospitals worldwide; ask if your hospital is a member.",
}


def urgent() -> Iterator[tuple[Texts, tuple[Source, ...]]]:
    known = red_flags()
    for message in known.messages.values():
        yield message.text, message.sources
    for situation in known.situations.values():
        yield situation.family, situation.sources


def asked() -> Iterator[tuple[Texts, tuple[Source, ...]]]:
    for one in questions().questions.values():
        yield one.text, (one.source,)


def spoken() -> Iterator[tuple[Texts, tuple[Source, ...]]]:
    for part in talking():
        yield part.lead, (part.lead_source or Source(note="ours"),)
        for script in part.scripts:
            yield script.say, (script.source,)


def begun() -> Iterator[tuple[Texts, tuple[Source, ...]]]:
    for part in start_parts():
        for saying in part.sayings:
            yield saying.text, (saying.source,)


def helping() -> Iterator[tuple[Texts, tuple[Source, ...]]]:
    for group in resources().groups.values():
        for one in group:
            yield one.use, one.sources
            if one.also:
                yield one.also, one.sources


Page = Callable[[], Iterator[tuple[Texts, tuple[Source, ...]]]]
PAGES: tuple[Page, ...] = (urgent, asked, spoken, begun, helping)


def ended(text: str) -> str:
    return text if text[-1] in ".?!)" else f"{text}."


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_at_grade_eight_or_below_and_easy_in_spanish(page: Page) -> None:
    texts = [text for text, _ in page()]
    assert grade(" ".join(ended(text["en"]) for text in texts)) <= 8
    assert inflesz(" ".join(ended(text["es"]) for text in texts)) >= 65


def test_every_text_is_at_grade_eight_or_below_or_listed() -> None:
    every = [text["en"] for page in PAGES for text, _ in page()]
    assert {text for text in every if grade(ended(text)) > 8} == HARD


@pytest.mark.parametrize("page", PAGES)
def test_every_sentence_is_short(page: Page) -> None:
    every = [one for text, _ in page() for said in text.values() for one in re.split(r"(?<=[.!?:;])\s", said)]
    assert [one for one in every if len(one.split()) > MOST_WORDS] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_text_stands_in_both_languages_with_where_it_was_read(page: Page) -> None:
    for text, sources in page():
        assert set(text) == set(LANGUAGES)
        assert text["en"] != text["es"]
        assert sources
        for source in sources:
            assert source.address.startswith("http") or (source.ours and source.note)


def test_every_question_that_was_collected_is_there() -> None:
    known = questions()
    assert len(known.questions) == 92
    assert [known.questions[one].text["en"] for one in known.first_five] == [
        "Are you sure my child's diagnosis is correct and as precise as it needs to be?",
        "What is the standard-of-care treatment, and is there more than one option?",
        "Which clinical trials are relevant and available to my child, at your center and elsewhere?",
        "Do I need to receive treatment here?",
        "Can I reach out to you with further questions?",
    ]
    assert all(known.questions[one].quoted for one in known.first_five)
    assert {one.translated for one in known.questions.values()} == {"ours"}
    assert known.questions["dx8"].source.ours


def test_the_misquoted_study_is_shown_nowhere() -> None:
    every = repr((questions(), talking(), start_parts(), red_flags(), resources()))
    assert "Mayo" not in every
    assert "21%" not in every


def test_every_resource_that_was_collected_is_placed_once_and_the_unverified_are_marked() -> None:
    data = document("resources.yaml")
    known = {one.id: one for group in resources().groups.values() for one in group}
    assert len(known) == len(data["resources"]) == 42
    verified = {one.id for one in known.values() if one.status == "page_read" and one.is_address_read}
    assert "rmhc" not in verified
    assert "dipg_registry" not in verified  # a staging copy of its site
    assert "together" in verified
    assert known["alsf_trials"].address == ""
    for entry in data["resources"]:
        assert (entry["id"] in verified) is not (
            entry["status"] != "page-read" or "url_level" in entry or "url_note" in entry
        )
        assert known[entry["id"]].phone == (entry.get("phone") or "")


def test_a_country_sees_its_own_first_and_no_other_country_s() -> None:
    groups = resources().groups
    assert for_country("", groups["abroad"]) == groups["abroad"]
    assert [one.id for one in for_country("ES", groups["abroad"])] == ["ern", "eu_ncp", "stjude_global"]
    assert [one.id for one in for_country("gb", groups["abroad"])] == ["gosh_pals", "cclg", "stjude_global"]
    assert "fmla" not in {one.id for one in for_country("MX", groups["money"])}


def test_every_value_that_a_page_shows_has_words() -> None:
    names = [f"resources.{kind}_{group}" for group in resources().groups for kind in ("group", "lead")]
    names += [f"resources.status_{status}" for status in STATUSES]
    names += [f"waiting.{kind}_{one.value}" for kind, every in _waiting().items() for one in every]
    names += [f"urgency.level_{one.value}" for one in Level] + [f"urgency.call_{one.value}" for one in Call]
    names += [f"urgency.area_{one.area}" for one in red_flags().numbers]
    names += [f"questions.ask_{one.value}" for one in Ask]
    names += [f"questions.why_phase_{one.value}" for one in Phase]
    for language in LANGUAGES:
        assert [name for name in names if name not in load(language)] == []


def _waiting() -> Mapping[str, type[Said] | type[TeamRole] | type[How] | type[ClockState]]:
    return {"said": Said, "role": TeamRole, "how": How, "clock": ClockState}


def test_whom_to_ask_inside_the_hospital_is_all_there() -> None:
    inside = next(part for part in talking() if part.id == "inside")
    assert [one.id for one in inside.scripts] == [
        "tumor_board",
        "genetics_board",
        "hematology_board",
        "case_conference",
    ]
    assert [part.id for part in talking()] == ["begin", "help", "inside", "hard"]


def test_one_note_of_the_translators_holds_for_a_whole_page() -> None:
    """The pages say it once above: each question and each thing to say is of our own translation."""
    scripts = [one for part in talking() for one in part.scripts]
    assert {one.translated for one in (*scripts, *questions().questions.values())} == {"ours"}
