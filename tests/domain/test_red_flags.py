"""Red flags: nothing reassures, doubt is urgent, and any one sign stops everything."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.domain.plain import build, from_json, to_json
from consilium.domain.urgency import CALLS, Call, Level, Noticed, Sign, alarm
from consilium.knowledge.catalog import LANGUAGES, catalog, load
from consilium.knowledge.urgency import clinician_notes, numbers_for, red_flags, said

KNOWN = red_flags()
SIGNS = {sign.id: sign for sign in KNOWN.signs}
FEVER, COLD, SPINE, PLANNED = (
    "fever_on_treatment.1",
    "fever_on_treatment.2",
    "spinal_cord.1",
    "planned_irreversible_step.1",
)


def test_no_sign_is_no_reassurance() -> None:
    found = alarm(Noticed(asked=True), KNOWN)
    assert found.value is None
    words = catalog("en").remark(found.reasons[0])
    assert "not mean that it is safe to wait" in words
    assert "Ask them today" in words


def test_signs_that_were_never_looked_at_are_not_taken_for_none() -> None:
    assert alarm(Noticed(), KNOWN).reasons[0].code == "urgency.reason_not_asked"


def test_no_family_text_ever_says_that_waiting_is_safe() -> None:
    every = [text for situation in KNOWN.situations.values() for text in situation.family.values()]
    every += [text for language in LANGUAGES for code, text in load(language).items() if code.startswith("urgency.")]
    claims = re.compile(
        r"(?<!mean that )(?<!decir que )\b(it is safe|you can wait|puede esperar tranquil|es seguro esperar)\b", re.I
    )
    asked = [text for text in every if claims.search(text) and "?" not in text and "how long" not in text.lower()]
    assert [text for text in asked if "cuánto tiempo es seguro" not in text] == []


@pytest.mark.parametrize("sign", KNOWN.signs, ids=lambda sign: sign.id)
def test_any_one_sign_raises_its_alarm_with_whom_to_call_texts_and_sources(sign: Sign) -> None:
    found = alarm(Noticed((sign.id,), asked=True), KNOWN)
    assert found.value is not None
    assert found.value.level is sign.level
    assert found.value.calls == CALLS[sign.level]
    assert found.value.says == KNOWN.levels[sign.level]
    assert found.value.situations[0].family.keys() == set(LANGUAGES)
    assert all(citation.place.startswith("http") for citation in found.citations)
    assert found.citations


def test_a_sign_that_somebody_is_unsure_of_counts() -> None:
    found = alarm(Noticed(unsure=(SPINE,), asked=True), KNOWN)
    assert found.value is not None
    assert found.value.level is Level.NOW
    assert found.reasons[0].code == "urgency.reason_unsure"


def test_a_sign_that_the_list_no_longer_has_is_of_the_highest_level() -> None:
    found = alarm(Noticed(("gone.7", PLANNED), asked=True), KNOWN)
    assert found.value is not None
    assert found.value.level is Level.NOW
    assert found.value.calls[0] is Call.EMERGENCY
    assert found.reasons[0].code == "urgency.reason_lost"
    alone = alarm(Noticed(("gone.7",), asked=True), KNOWN)
    assert alone.value is not None
    assert (alone.value.level, alone.value.situations) == (Level.NOW, ())


def test_fever_with_chills_is_more_urgent_than_fever() -> None:
    levels = {one: SIGNS[one].level for one in (FEVER, COLD, "fever_on_treatment.3")}
    assert levels == {FEVER: Level.AT_ONCE, COLD: Level.NOW, "fever_on_treatment.3": Level.NOW}
    assert "hospital gave you" in KNOWN.situations["fever_on_treatment"].also["en"]


def test_what_the_source_wants_right_away_is_called_about_now_and_at_any_hour() -> None:
    """One urgency on every page: a text that says "right away" never stands under "today"."""
    for situation in KNOWN.situations.values():
        if "right away" in situation.family["en"]:
            assert situation.level.rank <= Level.AT_ONCE.rank, situation.id
    assert (Level.AT_ONCE.rank, CALLS[Level.AT_ONCE]) == (1, (Call.TEAM,))
    for language, now, hour in (("en", "now", "day or night"), ("es", "ahora", "de día o de noche")):
        assert {now, hour} <= {part for part in (now, hour) if part in KNOWN.levels[Level.AT_ONCE][language]}
        assert hour in catalog(language).text("urgency.level_at_once")


def test_each_sign_names_all_that_it_means_and_none_leans_on_another() -> None:
    leaning = re.compile(r"\bof these\b|\bany of\b|lo anterior|cualquiera de est|algo de est", re.I)
    assert [sign.id for sign in KNOWN.signs for text in sign.text.values() if leaning.search(text)] == []


def test_on_the_telephone_a_sign_is_what_was_seen_and_not_whom_it_may_befall() -> None:
    told = [text for sign in KNOWN.signs for text in sign.spoken.values()]
    assert [text for text in told if re.search(r"in a child (on|with)|en un niño (en|con)", text)] == []
    assert SIGNS[FEVER].spoken == {"en": "fever of ____", "es": "fiebre de ____"}


def test_a_planned_step_is_no_emergency_but_stops_with_the_question_for_the_team() -> None:
    found = alarm(Noticed((PLANNED,), asked=True), KNOWN).value
    assert found is not None
    assert (found.level, found.is_emergency, found.calls) == (Level.ASK_FIRST, False, (Call.TEAM,))


@given(st.sets(st.sampled_from(sorted(SIGNS))), st.sets(st.sampled_from([*SIGNS, "gone.1"])))
def test_more_signs_never_make_it_less_urgent(there: set[str], unsure: set[str]) -> None:
    """Whatever the order and however sure: the level is that of the most urgent sign."""
    found = alarm(Noticed(tuple(there), tuple(unsure), asked=True), KNOWN).value
    ranks = [SIGNS[one].level.rank if one in SIGNS else 0 for one in there | unsure]
    assert (found.level.rank if found else None) == min(ranks, default=None)
    if found:
        assert [one.level.rank for one in found.signs] == sorted(one.level.rank for one in found.signs)


def test_reasons_are_said_with_the_sign_in_both_languages() -> None:
    found = alarm(Noticed((FEVER, SPINE), asked=True), KNOWN)
    for language in LANGUAGES:
        words = [said(reason, catalog(language)) for reason in found.reasons]
        assert SIGNS[SPINE].text[language] in words[0]
        assert SIGNS[FEVER].text[language] in words[1]


def test_what_is_for_clinicians_is_in_no_family_text() -> None:
    notes = clinician_notes()
    assert notes["spinal_cord"].note.startswith("spinal cord compression")
    shown = repr(KNOWN)
    for note in notes.values():
        for text in (note.note, note.level_note, note.thresholds, note.editorial):
            assert not text or text not in shown


def test_an_unknown_country_gets_every_emergency_number() -> None:
    assert [one.number for one in numbers_for("ES")] == ["112"]
    assert [one.number for one in numbers_for("us")] == ["911"]
    assert len(numbers_for("")) == len(numbers_for("MX")) == 3


def test_what_was_noticed_can_be_kept() -> None:
    noticed = Noticed((FEVER,), (SPINE,), asked=True, by="u1", on="2026-11-21")
    assert build(Noticed, from_json(to_json(noticed))) == noticed
