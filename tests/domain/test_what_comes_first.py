"""Page 1: three answers, and what comes first. Red flags always do."""

from __future__ import annotations

from itertools import product

from consilium.domain.plain import build, from_json, to_json
from consilium.domain.start import Next, Papers, StartAnswers, Step, Worse, steps
from consilium.knowledge.catalog import LANGUAGES, load

EVERY = [StartAnswers(*given) for given in product((None, *Worse), (None, *Next), (None, *Papers))]


def order(answers: StartAnswers) -> list[Step]:
    return [one.step for one in steps(answers)]


def test_red_flags_are_first_whatever_was_answered() -> None:
    for answers in EVERY:
        found = steps(answers)
        assert found[0].step is Step.RED_FLAGS
        assert found[0].urgent
        assert len(set(order(answers))) == len(found)


def test_no_answer_counts_as_the_more_urgent_one() -> None:
    assert order(StartAnswers()) == order(StartAnswers(Worse.UNSURE, Next.UNSURE, Papers.UNSURE))
    assert order(StartAnswers())[1] is Step.CALL_TEAM


def test_a_child_who_gets_worse_calls_before_all_else_and_one_who_does_not_asks_if_it_can_wait() -> None:
    worse = steps(StartAnswers(Worse.YES, Next.YES, Papers.MANY))
    assert [one.step for one in worse if one.urgent] == [Step.RED_FLAGS, Step.CALL_TEAM]
    assert order(StartAnswers(Worse.NO, Next.YES, Papers.MANY))[1] is Step.CAN_IT_WAIT


def test_who_does_not_know_what_comes_next_is_helped_to_ask_before_papers() -> None:
    found = order(StartAnswers(Worse.NO, Next.NO, Papers.MANY))
    assert found.index(Step.TALKING) < found.index(Step.RECORDS)
    told = order(StartAnswers(Worse.NO, Next.YES, Papers.MANY))
    assert told.index(Step.TALKING) > told.index(Step.RECORDS)


def test_who_has_no_papers_asks_for_them_first() -> None:
    none = order(StartAnswers(Worse.NO, Next.YES, Papers.NONE))
    assert none.index(Step.MISSING) < none.index(Step.RECORDS)
    some = order(StartAnswers(Worse.NO, Next.YES, Papers.SOME))
    assert some.index(Step.RECORDS) < some.index(Step.MISSING)


def test_every_reason_and_every_step_has_its_words() -> None:
    for language in LANGUAGES:
        texts = load(language)
        assert all(texts[f"start.step_{step.value}"] for step in Step)
        assert all(texts[one.reason.code] for answers in EVERY for one in steps(answers))
        assert all(texts[f"start.answer_{one.value}"] for one in (*Worse, *Next, *Papers))


def test_the_answers_can_be_kept_half_given_too() -> None:
    for answers in (StartAnswers(Worse.NO), StartAnswers(), StartAnswers(Worse.YES, Next.NO, Papers.SOME)):
        assert build(StartAnswers, from_json(to_json(answers))) == answers
