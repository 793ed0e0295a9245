"""Whether a program fits: a "no" only where a page says no, what no page says is to be asked, and nothing is ranked."""

from __future__ import annotations

from datetime import date

import pytest

from consilium.domain.completeness.when import first_day
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.programs import (
    Answer,
    Check,
    Fit,
    Near,
    Order,
    Pick,
    Price,
    Program,
    Shortlist,
    Wish,
    fits,
    moved,
    nearness,
    ordered,
    price_said,
    side_by_side,
    with_pick,
    without,
)
from consilium.domain.waiting import Clock, Said, TeamAnswer, clock
from consilium.knowledge.programs import programs

TODAY = date(2026, 11, 20)  # a Friday
CHILD = Wish(country="US", state="US-NV", age=9, disease="hodgkin", in_hospital=False, urgent=False)


def the(name: str) -> Program:
    return programs()[name]


def until(day: int) -> Clock:
    last = PartialDate(2026, 12, day)
    assert first_day(last) > TODAY
    return clock([TeamAnswer(Said.CAN_WAIT, PartialDate(2026, 11, 19), until=last)], TODAY)


def check(fit: Fit, criterion: str, mode: str | None = None) -> Check:
    ways = [way for way in fit.ways if mode in (None, way.mode)]
    (found,) = [one for one in ways[0].checks if one.criterion == criterion]
    return found


def codes(fit: Fit) -> set[str]:
    return {reason.code for reason in fit.decision.reasons}


def test_a_family_is_not_sent_to_a_program_that_takes_doctors_only() -> None:
    for name in ("stjude", "ern_paedcan", "expert_vtb"):
        alone = Wish(country="ES", age=9, disease="rare_tumors", doctor_asks=False)
        fit = fits(the(name), alone, TODAY)
        assert fit.answer is Answer.DOES_NOT_FIT
        assert "programs.who_doctor_no" in codes(fit)
        assert any(one.place.endswith("who_can_request") for one in fit.decision.citations)


def test_nobody_has_asked_the_doctor_yet_is_unknown_and_says_that_there_is_a_letter() -> None:
    fit = fits(the("stjude"), CHILD, TODAY)
    assert fit.answer is Answer.UNKNOWN
    assert check(fit, "who").reasons[0].code == "programs.who_doctor_ask"
    willing = Wish(country="US", state="US-NV", age=9, disease="hodgkin", doctor_asks=True)
    assert fits(the("stjude"), willing, TODAY).answer is Answer.FITS


def test_a_state_that_is_left_out_closes_the_online_way_and_not_the_visit() -> None:
    fit = fits(the("cincinnati"), Wish(country="US", state="US-CA", age=9, disease="all"), TODAY)
    assert {way.mode: way.answer for way in fit.ways} == {
        "in_person": Answer.FITS,
        "online": Answer.DOES_NOT_FIT,
    }
    assert fit.answer is Answer.FITS
    online = fits(the("cincinnati"), Wish(country="US", state="US-CA", age=9, disease="all", mode="online"), TODAY)
    assert online.answer is Answer.DOES_NOT_FIT


@pytest.mark.parametrize(
    ("name", "country", "state", "answer"),
    [
        ("childrens_national", "US", "US-ME", Answer.DOES_NOT_FIT),
        ("childrens_national", "US", "US-NV", Answer.FITS),
        ("childrens_national", "MX", "", Answer.DOES_NOT_FIT),
        ("childrens_national", "US", "", Answer.UNKNOWN),
        ("childrens_national", "", "", Answer.UNKNOWN),
        ("cincinnati", "US", "US-GA", Answer.UNKNOWN),  # one county only
        ("chop", "US", "US-NJ", Answer.UNKNOWN),  # which states is not shown
        ("chop", "DE", "", Answer.DOES_NOT_FIT),
        ("msk_kids", "MX", "", Answer.FITS),
    ],
)
def test_where_a_family_lives_is_held_against_the_words_of_the_page(
    name: str, country: str, state: str, answer: Answer
) -> None:
    fit = fits(the(name), Wish(country=country, state=state, age=9, disease="all", in_hospital=False), TODAY)
    found = check(fit, "residence", "online")
    assert found.answer is answer
    assert found.citation is not None
    assert found.citation.quote


def test_a_page_that_says_nothing_of_residence_excludes_nobody_and_stays_to_be_asked() -> None:
    fit = fits(the("nationwide"), Wish(country="MX", age=9, disease="all"), TODAY)
    assert fit.answer is Answer.FITS
    assert "residence" in {one.criterion for one in fit.ways[0].to_ask}


def test_families_of_the_united_kingdom_need_a_doctor_where_others_do_not() -> None:
    home = fits(the("gosh"), Wish(country="GB", age=9, disease="all", doctor_asks=False), TODAY)
    abroad = fits(the("gosh"), Wish(country="MX", age=9, disease="all", doctor_asks=False), TODAY)
    nowhere = fits(the("gosh"), Wish(age=9, disease="all"), TODAY)
    assert [home.answer, abroad.answer, nowhere.answer] == [Answer.DOES_NOT_FIT, Answer.FITS, Answer.UNKNOWN]
    assert "Private" in str(check(abroad, "who").citation)


def test_an_old_page_or_a_copy_never_makes_a_program_fit() -> None:
    for name in ("sickkids", "md_anderson", "kitz_heidelberg"):
        fit = fits(the(name), Wish(country="MX", age=9, disease="all", doctor_asks=True), TODAY)
        assert fit.answer is Answer.UNKNOWN
        assert codes(fit) & {"programs.page_stale", "programs.page_secondary"}


def test_age_is_a_no_only_where_a_page_gives_a_limit() -> None:
    of = {age: Wish(country="US", state="US-NV", age=age, disease="all", mode="in_person") for age in (9, 25, 40)}
    assert [fits(the("cincinnati"), wish, TODAY).answer for wish in of.values()] == [
        Answer.FITS,
        Answer.FITS,
        Answer.DOES_NOT_FIT,
    ]
    grown = fits(the("choc"), Wish(country="US", age=25, disease="all"), TODAY)
    assert check(grown, "age").reasons[0].code == "programs.age_not_stated"
    assert grown.answer is Answer.UNKNOWN
    unsure = fits(the("cleveland_clinic"), Wish(country="US", age=9, disease="all"), TODAY)
    assert check(unsure, "age").reasons[0].code == "programs.age_not_verified"


def test_a_board_for_one_disease_takes_no_other() -> None:
    for disease, answer in (("dipg_dmg", Answer.FITS), ("wilms", Answer.DOES_NOT_FIT)):
        fit = fits(the("dipg_dmg_ntb"), Wish(country="US", age=9, disease=disease), TODAY)
        assert check(fit, "disease").answer is answer
    maybe = fits(the("expert_vtb"), Wish(country="ES", age=9, disease="rare_tumors", doctor_asks=True), TODAY)
    assert maybe.answer is Answer.UNKNOWN
    unnamed = fits(the("johns_hopkins"), Wish(country="US", age=9, disease="wilms"), TODAY)
    assert check(unnamed, "disease").answer is Answer.UNKNOWN


def test_an_urgent_case_does_not_go_where_urgent_cases_are_refused() -> None:
    for urgent, answer in ((True, Answer.DOES_NOT_FIT), (None, Answer.UNKNOWN)):
        fit = fits(the("chla"), Wish(country="US", age=9, disease="all", urgent=urgent), TODAY)
        assert fit.answer is answer
        assert check(fit, "urgency").fact == "limits"
    assert fits(the("chla"), CHILD, TODAY).answer is Answer.FITS


def test_a_child_in_the_hospital_is_not_sent_where_those_are_refused() -> None:
    wish = Wish(country="US", state="US-NV", age=9, disease="all", in_hospital=True, mode="online")
    assert fits(the("cincinnati"), wish, TODAY).answer is Answer.DOES_NOT_FIT


@pytest.mark.parametrize(
    ("day", "answer"),
    [(1, Answer.UNKNOWN), (2, Answer.UNKNOWN), (3, Answer.UNKNOWN), (4, Answer.FITS), (30, Answer.FITS)],
)
def test_the_stated_time_is_held_against_the_teams_clock(day: int, answer: Answer) -> None:
    fit = fits(the("cleveland_clinic"), Wish(country="US", age=9, disease="all"), TODAY, until(day))  # 14 days at most
    assert check(fit, "time").answer is answer


def test_an_answer_that_comes_too_late_does_not_fit() -> None:
    soon = clock([TeamAnswer(Said.CAN_WAIT, PartialDate(2026, 11, 19), until=PartialDate(2026, 11, 24))], TODAY)
    fit = fits(the("dana_farber_boston"), CHILD, TODAY, soon)  # 7 working days at least
    assert check(fit, "time").answer is Answer.DOES_NOT_FIT
    assert fit.answer is Answer.DOES_NOT_FIT


def test_the_time_of_a_visit_is_not_taken_for_that_of_an_opinion() -> None:
    for name, code in (
        ("md_anderson", "time_evaluation"),
        ("mayo", "time_appointment"),
        ("gosh", "time_first_contact"),
    ):
        found = check(fits(the(name), CHILD, TODAY, until(30)), "time")
        assert found.reasons[0].code == f"programs.{code}"
        assert not found.weighs


def test_a_language_that_no_page_names_is_asked_and_excludes_nobody() -> None:
    wish = Wish(country="NL", age=9, disease="all", language="nl", papers=("es",))
    assert check(fits(the("princess_maxima"), wish, TODAY), "language").answer is Answer.FITS
    spanish = Wish(country="MX", age=9, disease="all", language="es", papers=("es", "en"))
    papers = check(fits(the("upmc"), spanish, TODAY), "papers")
    assert papers.reasons[0].code == "programs.papers_translate"
    assert not papers.weighs


def test_everything_unknown_is_unknown_and_never_fits() -> None:
    for program in programs().values():
        fit = fits(program, Wish(), TODAY)
        assert fit.answer is not Answer.DOES_NOT_FIT
        assert fit.decision.reasons


def test_nearness_goes_by_city_state_and_country_and_a_network_is_nowhere() -> None:
    near = {
        (name, country, state, city): nearness(the(name), Wish(country=country, state=state, city=city)).value
        for name, country, state, city in [
            ("choc", "US", "US-CA", "orange"),
            ("chla", "US", "US-CA", ""),
            ("nemours", "US", "US-FL", ""),
            ("chla", "US", "US-NY", ""),
            ("chla", "MX", "", ""),
            ("ern_paedcan", "ES", "", ""),
            ("chla", "", "", ""),
        ]
    }
    assert list(near.values()) == [
        Near.SAME_CITY,
        Near.SAME_STATE,
        Near.SAME_STATE,
        Near.SAME_COUNTRY,
        Near.ABROAD,
        Near.UNKNOWN,
        Near.UNKNOWN,
    ]


def test_saint_louis_is_not_in_louisiana_and_washington_dc_is_no_state_of_washington() -> None:
    assert the("childrens_national").states == ("US-DC",)
    assert the("stlouis_brain").states == ("US-MO",)
    assert the("nemours").states == ("US-DE", "US-FL")


@pytest.mark.parametrize("order", Order)
def test_every_program_stands_once_in_each_order_and_the_unknown_last_and_said(order: Order) -> None:
    found = ordered(programs().values(), order, CHILD)
    assert sorted((*found.known, *found.unknown)) == sorted(programs())
    assert bool(found.unknown) is any(one.code == "programs.order_unknown_last" for one in found.reasons)
    assert found.reasons[0].code == f"programs.order_{order.value}"


def test_amounts_of_two_currencies_are_never_mixed() -> None:
    prices = [the(name).price for name in ordered(programs().values(), Order.PRICE, CHILD).known]
    paid = [price for price in prices if price.amount]
    assert [price.amount for price in prices[: len(prices) - len(paid)]] == [0] * (len(prices) - len(paid))
    assert paid == sorted(paid, key=lambda price: (price.currency, price.amount))


def test_a_price_is_free_an_amount_a_least_amount_or_not_known() -> None:
    said = [
        price_said(the(name).price).code for name in ("stjude", "chla", "sickkids", "upmc", "cincinnati", "stanford")
    ]
    assert said == [f"programs.price_{one}" for one in ("free", "amount", "from", "varies", "unknown", "fixed")]
    assert price_said(Price("varies", 668.0, "USD", True)).args == {"amount": 668, "currency": "USD"}


def test_programs_side_by_side_show_each_fact_known_or_not() -> None:
    rows = side_by_side([the("stjude"), the("chla")])
    assert all(len(row.facts) == 2 for row in rows)
    assert {row.name for row in rows} >= {"who_family", "price", "time", "needs", "limits"}


def test_a_short_list_keeps_the_familys_own_order() -> None:
    kept = Shortlist()
    for name in ("chla", "stjude", "choc"):
        kept = with_pick(kept, Pick(name, "why", "ana"))
    kept = with_pick(kept, Pick("stjude", "they know it"))
    assert [(one.program, one.why) for one in kept.picks] == [
        ("chla", "why"),
        ("stjude", "they know it"),
        ("choc", "why"),
    ]
    assert [one.program for one in moved(kept, "choc", 0).picks] == ["choc", "chla", "stjude"]
    assert [one.program for one in moved(kept, "chla", 99).picks] == ["stjude", "choc", "chla"]
    assert without(kept, "chla").picks == kept.picks[1:]
    assert moved(kept, "gone", 0) == kept
    with pytest.raises(InputError):
        with_pick(kept, Pick("x", "y" * 2_001))
