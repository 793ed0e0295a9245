"""Who may do what in a case: denied unless allowed, courts and time before roles, and what an adolescent keeps."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consilium.domain.circle import (
    CONSENT_ACTS,
    MAY_BY_DEFAULT,
    WHOLE_CASE,
    Act,
    Consent,
    CourtOrder,
    Facts,
    Guardianship,
    Holds,
    Item,
    Majority,
    Person,
    Role,
    majority_date,
    may,
    of_age,
)
from consilium.domain.circlewriting import (
    checked_consent,
    checked_order,
    contradictions,
    due,
    invited,
    keep_confidential,
    majority_of_place,
    majority_typed,
    no_longer_confidential,
)
from consilium.domain.dates import PartialDate
from consilium.domain.errors import DeniedError, InputError
from consilium.domain.records import Citation

TODAY = date(2026, 11, 21)
FACTS = Facts(TODAY)
ANA = Person("ana", Role.PARENT, "Ana")
LUIS = Person("luis", Role.SECOND_PARENT, "Luis")
ROSA = Person("rosa", Role.GRANDPARENT, "Rosa", "stays with Mia at night", "ana")
MIA = Person("mia", Role.PATIENT, "Mia")
OKAFOR = Person("okafor", Role.TREATING_DOCTOR, "Dr. Okafor")
PRIYA = Person("priya", Role.SOCIAL_WORKER, "Priya")
SAM = Person("sam", Role.OTHER, "Sam")
EVERYONE = (ANA, LUIS, ROSA, MIA, OKAFOR, PRIYA, SAM)
REVOKED = CourtOrder(
    "Luis has no access to the records.", PartialDate(2026, 3, 1), "Family court", "F-1", "luis", (), True
)
BIRTHDAY = PartialDate(2026, 5, 17)


def says(decision: object) -> set[str]:
    return {reason.code for reason in decision.reasons}  # type: ignore[attr-defined]


def with_facts(**parts: object) -> Facts:
    return Facts(TODAY, Guardianship(**parts))  # type: ignore[arg-type]


def grown() -> Facts:
    return with_facts(majority=Majority(BIRTHDAY, 18, typed=True))


def test_an_unknown_act_is_denied_to_everybody() -> None:
    for person in EVERYONE:
        decision = may(person, "erase_everything", WHOLE_CASE, FACTS)
        assert decision.value is False
        assert says(decision) == {"circle.unknown_act"}


def test_without_a_day_nothing_is_allowed() -> None:
    assert says(may(ANA, Act.SEE)) == {"circle.no_day"}
    assert may(ANA, Act.SEE).value is False


def test_somebody_without_an_id_holds_nothing_of_those_outside_of_the_case() -> None:
    outside = with_facts(consents=(Consent("", Holds.ALONE, name="A father abroad"),))
    nobody = Person("", Role.PARENT)
    assert says(may(nobody, Act.SEE, WHOLE_CASE, outside)) == {"circle.unknown_person"}
    assert says(may(ANA, Act.DECIDE, WHOLE_CASE, outside)) == {"circle.consent_elsewhere"}


@pytest.mark.parametrize("person", EVERYONE, ids=lambda one: one.id)
@pytest.mark.parametrize("act", Act)
def test_each_role_may_what_the_table_says_and_nothing_else(person: Person, act: Act) -> None:
    decision = may(person, act, WHOLE_CASE, FACTS)
    assert decision.value is (act in MAY_BY_DEFAULT[person.role])
    assert decision.reasons


def test_every_role_stands_in_the_table_and_none_sees_what_is_private() -> None:
    assert set(MAY_BY_DEFAULT) == set(Role)
    assert all(Act.SEE_CONFIDENTIAL not in acts for acts in MAY_BY_DEFAULT.values())


def test_an_access_that_ended_yesterday_is_closed_and_one_of_tomorrow_not_open_yet() -> None:
    ended = replace(ANA, until=PartialDate(2026, 11, 20))
    early = replace(ANA, since=PartialDate(2026, 11, 22))
    last_day = replace(ANA, until=PartialDate(2026, 11, 21))
    assert says(may(ended, Act.SEE, WHOLE_CASE, FACTS)) == {"circle.ended"}
    assert says(may(early, Act.SEE, WHOLE_CASE, FACTS)) == {"circle.not_yet"}
    assert may(last_day, Act.SEE, WHOLE_CASE, FACTS).value


@pytest.mark.parametrize("act", Act)
def test_a_court_order_closes_everything_and_is_cited(act: Act) -> None:
    decision = may(LUIS, act, WHOLE_CASE, with_facts(orders=(REVOKED,)))
    assert decision.value is False
    assert "circle.court_order" in says(decision)
    assert REVOKED.says in {cited.quote for cited in decision.citations}
    assert may(ANA, Act.SEE, WHOLE_CASE, with_facts(orders=(REVOKED,))).value


def test_a_court_order_that_is_over_or_not_begun_or_of_one_act_closes_no_more_than_it_says() -> None:
    over = replace(REVOKED, until=PartialDate(2026, 6))
    coming = replace(REVOKED, on=PartialDate(2026, 12))
    no_date = replace(REVOKED, on=None)
    sending = replace(REVOKED, bars_all=False, bars=(Act.SEND,))
    seen = [may(LUIS, Act.SEE, WHOLE_CASE, with_facts(orders=(one,))).value for one in (over, coming, no_date, sending)]
    assert seen == [True, True, False, True]
    assert not may(LUIS, Act.SEND, WHOLE_CASE, with_facts(orders=(sending,))).value


def test_what_was_allowed_on_top_does_not_open_what_a_court_closed() -> None:
    more = replace(LUIS, more=(Act.SEND,))
    assert not may(more, Act.SEND, WHOLE_CASE, with_facts(orders=(REVOKED,))).value


def test_only_those_who_hold_consent_decide_once_it_is_written_down() -> None:
    facts = with_facts(consents=(Consent("ana", Holds.ALONE, says="sole legal custody", paper="R9"),))
    for act in CONSENT_ACTS:
        assert may(ANA, act, WHOLE_CASE, facts).value
        assert says(may(LUIS, act, WHOLE_CASE, facts)) == {"circle.consent_elsewhere"}
    assert may(LUIS, Act.SEE, WHOLE_CASE, facts).value
    decision = may(ANA, Act.DECIDE, WHOLE_CASE, facts)
    assert "circle.consent_alone" in says(decision)
    assert decision.citations == (Citation("sole legal custody", place="R9"),)


def test_that_nobody_wrote_down_who_consents_is_said() -> None:
    assert "circle.consent_not_written" in says(may(ANA, Act.SEND, WHOLE_CASE, FACTS))


def test_a_grandparent_who_holds_consent_may_what_a_parent_may() -> None:
    facts = with_facts(consents=(Consent("rosa", Holds.ALONE, paper="court paper"),))
    assert may(ROSA, Act.DECIDE, WHOLE_CASE, facts).value
    assert not may(ROSA, Act.DECIDE, WHOLE_CASE, FACTS).value


def test_a_consent_that_ended_counts_no_more() -> None:
    over = Consent("rosa", Holds.ALONE, until=PartialDate(2026, 10))
    assert not may(ROSA, Act.DECIDE, WHOLE_CASE, with_facts(consents=(over,))).value


def test_what_an_adolescent_keeps_is_closed_to_everybody_else() -> None:
    diary = keep_confidential(Item("q1"), MIA, shown_to=("okafor",))
    for person in EVERYONE:
        allowed = person.id in ("mia", "okafor")
        assert may(person, Act.SEE_CONFIDENTIAL, diary, FACTS).value is allowed
        assert may(person, Act.SEE, diary, FACTS).value is allowed
    assert not may(OKAFOR, Act.SEND, diary, FACTS).value
    assert not may(ANA, Act.SEND, diary, FACTS).value
    more = replace(ANA, more=tuple(Act))
    assert not may(more, Act.SEE, diary, FACTS).value


def test_only_the_patient_makes_a_thing_private_and_only_the_owner_opens_it() -> None:
    for person in (ANA, OKAFOR):
        with pytest.raises(DeniedError):
            keep_confidential(Item("q1"), person)
    diary = keep_confidential(Item("q1"), MIA)
    with pytest.raises(DeniedError):
        no_longer_confidential(diary, ANA)
    assert not no_longer_confidential(diary, MIA).confidential


def test_from_majority_on_the_patient_decides_and_parents_only_where_allowed() -> None:
    assert may(MIA, Act.DECIDE, WHOLE_CASE, grown()).value
    assert says(may(ANA, Act.SEE, WHOLE_CASE, grown())) >= {"circle.patient_of_age"}
    allowed = replace(ANA, patient_allows=PartialDate(2026, 5, 18))
    assert may(allowed, Act.SEE, WHOLE_CASE, grown()).value
    assert not may(allowed, Act.DECIDE, WHOLE_CASE, grown()).value
    for too_soon_or_to_come in (PartialDate(2026, 5, 16), PartialDate(2026, 12)):
        early = replace(ANA, patient_allows=too_soon_or_to_come)
        assert not may(early, Act.SEE, WHOLE_CASE, grown()).value
    trusted = replace(allowed, more=(Act.SEND,))
    assert may(trusted, Act.SEND, WHOLE_CASE, grown()).value


def test_an_age_that_nobody_confirmed_takes_nothing_from_anybody() -> None:
    unsure = with_facts(majority=Majority(BIRTHDAY, 18, confirm=True))
    assert of_age(unsure.guardianship, TODAY) is None
    assert may(ANA, Act.DECIDE, WHOLE_CASE, unsure).value
    assert not may(MIA, Act.DECIDE, WHOLE_CASE, unsure).value
    year = Guardianship(majority=Majority(PartialDate(2026), 18, typed=True))
    assert of_age(year, TODAY) is None


def test_the_day_of_majority_is_as_precise_as_the_birthday() -> None:
    assert majority_date(PartialDate(2010, 5, 17), 18) == PartialDate(2028, 5, 17)
    assert majority_date(PartialDate(2010, 5), 18) == PartialDate(2028, 5)
    assert majority_date(PartialDate(2008, 2, 29), 18) == PartialDate(2026, 3, 1)
    assert majority_date(PartialDate(2008, 2, 29), 20) == PartialDate(2028, 2, 29)


def test_the_age_of_a_place_is_typed_where_no_rule_was_read() -> None:
    born = PartialDate(2010, 5, 17)
    assert majority_of_place(born, None, True, Citation()) == Majority(None)
    assert majority_of_place(born, 18, False, Citation("18 in most states")).confirm
    assert majority_typed(born, 19, None).on == PartialDate(2029, 5, 17)
    assert majority_typed(None, None, PartialDate(2030, 1, 1)).typed
    for years in (None, 0, 99):
        with pytest.raises(InputError):
            majority_typed(born, years, None)


def test_nobody_invites_who_may_not_or_gives_what_they_do_not_have() -> None:
    with pytest.raises(DeniedError):
        invited(SAM, ROSA, FACTS)
    with pytest.raises(InputError, match="reason_needed"):
        invited(replace(SAM, reason=" "), ANA, FACTS)
    with pytest.raises(InputError, match="until_in_past"):
        invited(replace(SAM, reason="helps", until=PartialDate(2026, 10)), ANA, FACTS)
    with pytest.raises(DeniedError):
        invited(replace(SAM, reason="helps", more=(Act.SEE_CONFIDENTIAL,)), ANA, FACTS)
    assert invited(replace(SAM, reason="helps", more=(Act.ADD_RECORDS,)), ANA, FACTS).more == (Act.ADD_RECORDS,)


def test_nobody_gives_a_role_that_may_more_than_they_do() -> None:
    helper = replace(PRIYA, more=(Act.INVITE,))
    assert invited(replace(SAM, reason="helps"), helper, FACTS).id == "sam"
    for role in (Role.PARENT, Role.TREATING_DOCTOR):
        with pytest.raises(DeniedError, match="may_not_give"):
            invited(Person("x", role, reason="helps"), helper, FACTS)
    less = Person("x", Role.TREATING_DOCTOR, reason="helps", less=(Act.JUDGE, Act.ADD_RECORDS, Act.SEE_NAMES))
    assert invited(less, helper, FACTS) is less


def test_a_case_has_one_patient() -> None:
    second = Person("eva", Role.PATIENT, reason="her twin")
    with pytest.raises(InputError, match="one_patient"):
        invited(second, ANA, FACTS, EVERYONE)
    again = replace(MIA, reason="it is her case")
    assert invited(again, ANA, FACTS, EVERYONE) is again


def test_the_table_of_the_documentation_is_the_table() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "circle.md").read_text("utf-8")
    for role, acts in MAY_BY_DEFAULT.items():
        name = role.value.replace("_", " ")
        (row,) = [
            line for line in page.splitlines() if re.match(rf"\| ([a-z ]+, )?{name}[ ,|]", line) and "yes" in line
        ]
        cells = [cell.strip() for cell in row.strip("|").split("|")][1:]
        assert cells == ["yes" if act in acts else "no" for act in Act]


def test_what_does_not_go_together_is_shown_and_not_resolved() -> None:
    both = Guardianship((Consent("ana", Holds.ALONE), Consent("luis", Holds.TOGETHER)), (REVOKED,))
    assert {one.code for one in contradictions(both, TODAY)} == {"circle.consent_differs", "circle.consent_and_order"}
    shared = Guardianship((Consent("ana", Holds.TOGETHER), Consent("luis", Holds.TOGETHER)))
    assert contradictions(shared, TODAY) == ()


@pytest.mark.parametrize(
    "order",
    [
        CourtOrder(" "),
        CourtOrder("x", PartialDate(2027)),
        CourtOrder("x", bars_all=True),
        CourtOrder("x", PartialDate(2026, 3), until=PartialDate(2026, 2)),
        CourtOrder("x" * 5_000),
    ],
)
def test_an_order_that_can_not_be_is_refused(order: CourtOrder) -> None:
    with pytest.raises(InputError):
        checked_order(order, TODAY)


def test_a_consent_names_somebody_and_says_for_what() -> None:
    for consent in (Consent("", Holds.ALONE), Consent("ana", Holds.FOR_SOME)):
        with pytest.raises(InputError):
            checked_consent(consent)
    named = Consent("", Holds.TOGETHER, name="A grandmother abroad")
    assert checked_consent(named) is named
    assert checked_order(REVOKED, TODAY) is REVOKED


def test_what_ends_soon_is_listed_with_its_days() -> None:
    order = replace(REVOKED, until=PartialDate(2026, 11, 25))
    guardianship = Guardianship((), (order,), Majority(PartialDate(2026, 12, 1), 18, typed=True))
    people = (replace(ROSA, until=PartialDate(2026, 11, 20)), replace(SAM, until=PartialDate(2027, 5)))
    assert [(one.item, one.days) for one in due(people, guardianship, TODAY)] == [
        ("rosa", -1),
        ("order 1", 4),
        ("majority", 10),
    ]
