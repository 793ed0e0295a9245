"""Page 2 and the clock: danger signs before everything, the team's answers as they were said, bad dates, two people."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from consilium.actions import entries
from consilium.actions.opened import OpenCase, now
from consilium.actions.waiting import ALARM, ANSWER, LINE, standing, the_one
from consilium.casebook.models import Entry
from consilium.domain.dates import PartialDate
from consilium.domain.errors import StoreError
from consilium.domain.teamline import TeamLine
from consilium.domain.urgency import Noticed
from consilium.domain.waiting import How, Said, TeamAnswer, TeamRole
from consilium.knowledge.urgency import red_flags

TODAY = now().date()
NOW_SIGN = "general_danger_signs.1"
TODAY_SIGN = "very_high_white_count.1"
FEVER = "fever_on_treatment.1"
PLANNED = "planned_irreversible_step.1"

Opened = Callable[[], OpenCase]


def day(days: int = 0) -> dict[str, str]:
    on = TODAY + timedelta(days=days)
    return {"0": str(on.day), "1": str(on.month), "2": str(on.year)}


def form(**given: object) -> dict[str, object]:
    """What the form sends: said today, by Dr. Okafor, that it can wait a week."""
    fields: dict[str, object] = {"said": "can_wait", "who": "Dr. Okafor", "role": "oncologist", "how": "telephone"}
    fields |= {f"on_{box}": value for box, value in day().items()}
    fields |= {f"until_{box}": value for box, value in day(7).items()}
    return fields | given


def until(days: int) -> dict[str, object]:
    return {f"until_{box}": value for box, value in day(days).items()}


def on(days: int) -> dict[str, object]:
    return {f"on_{box}": value for box, value in day(days).items()}


def looked(client: Client, case: OpenCase) -> None:
    client.post(f"/case/{case.id}/wait/signs/", {})


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"said": ""}, "Choose what they said."),
        (on(2), "is after today"),
        ({**on(-3), **until(-1)}, "has passed. If they said another date"),
        ({**on(-1), **until(-3)}, "is before the day on which they said it"),
        (until(700), "more than a year away"),
        ({"said": "cannot_wait"}, "A date belongs only to the answer that it can wait"),
        ({"until_0": "31", "until_1": "2"}, "Please write the date as day, month and year"),
        ({"quote": "x" * 2_001}, "too long"),
        ({"role": "wizard"}, "Please choose one of the answers"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_what_to_do_and_nothing_typed_is_lost(
    owner: Client, case: OpenCase, given: dict[str, object], said: str
) -> None:
    answer = owner.post(f"/case/{case.id}/wait/", form(**given))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert 'value="Dr. Okafor"' in page
    assert not Entry.objects.filter(kind=ANSWER).exists()


def test_a_stranger_who_wrote_an_answer_finds_it_typed_after_signing_in(
    stranger: Client, owner: Client, case: OpenCase
) -> None:
    assert stranger.post(f"/case/{case.id}/wait/", form()).status_code == 302
    stranger.cookies["consilium_session"] = owner.cookies["consilium_session"].value
    looked(owner, case)
    page = stranger.get(f"/case/{case.id}/wait/").content.decode()
    assert 'value="Dr. Okafor"' in page
    assert not Entry.objects.filter(kind=ANSWER).exists()


def test_another_case_is_not_there(owner: Client, case: OpenCase) -> None:
    for path in ("wait/", "wait/signs/", "wait/alarm/", "wait/line/", "wait/calendar.ics", "wait/answers/"):
        assert owner.get(f"/case/{uuid4()}/{path}").status_code == 404
    assert owner.get(f"/case/{case.id}/wait/answers/{uuid4()}/").status_code == 404


def test_hostile_words_are_shown_and_do_nothing(owner: Client, case: OpenCase) -> None:
    looked(owner, case)
    hostile = "<script>alert(1)</script>\u202e{{ 7*7 }}"
    owner.post(f"/case/{case.id}/wait/", form(who=hostile, quote=hostile))
    owner.post(f"/case/{case.id}/wait/line/", {"number": "555 0100", "name": hostile})
    for path in ("wait/", "wait/answers/", "", "wait/line/"):
        page = text(owner, f"/case/{case.id}/{path}")
        assert "<script>alert" not in page
        assert "49" not in page.split("{{ 7*7 }}")[0][-20:]
    assert "&lt;script&gt;alert(1)" in text(owner, f"/case/{case.id}/wait/")


def test_the_same_form_sent_twice_is_one_answer(owner: Client, case: OpenCase) -> None:
    sent = form(entry=str(uuid4()), seen="0")
    for _ in range(2):
        assert owner.post(f"/case/{case.id}/wait/", sent).status_code == 302
    assert Entry.objects.filter(kind=ANSWER).count() == 1


def test_of_two_people_who_change_an_answer_the_second_sees_the_first_ones_words(
    owner: Client, case: OpenCase, opened: Opened
) -> None:
    first = entries.keep(case, ANSWER, TeamAnswer(Said.UNCLEAR, PartialDate(TODAY.year, TODAY.month, TODAY.day)))
    path = f"/case/{case.id}/wait/answers/{first.id}/"
    assert owner.post(path, form(entry=str(first.id), seen="1", who="Nurse Kim")).status_code == 302
    clash = owner.post(path, form(entry=str(first.id), seen="1", who="Dr. Lindqvist"))
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "Nurse Kim" in page
    assert 'value="Dr. Lindqvist"' in page
    assert 'name="seen" value="2"' in page
    assert owner.post(path, form(entry=str(first.id), seen="2", who="Dr. Lindqvist")).status_code == 302
    written = entries.versions(opened(), ANSWER, TeamAnswer, first.id)
    assert [one.value.who for one in written] == ["", "Nurse Kim", "Dr. Lindqvist"]


def test_an_answer_that_changed_meanwhile_is_not_struck_out_unseen(owner: Client, case: OpenCase) -> None:
    kept = entries.keep(case, ANSWER, TeamAnswer(Said.UNCLEAR, PartialDate(2026, 1)))
    entries.keep(case, ANSWER, TeamAnswer(Said.CANNOT_WAIT, PartialDate(2026, 2)), kept.id, seen=1)
    answer = owner.post(f"/case/{case.id}/wait/answers/{kept.id}/strike/", {"seen": "1"}, follow=True)
    assert "Somebody changed this answer just now" in answer.content.decode()
    assert len(standing(case).answers) == 1


def test_a_struck_answer_counts_no_more_and_stays_in_the_history(owner: Client, case: OpenCase) -> None:
    looked(owner, case)
    kept = entries.keep(case, ANSWER, TeamAnswer(Said.CANNOT_WAIT, PartialDate(2026, 1), who="Dr. Moreau"))
    assert "treatment cannot wait" in text(owner, f"/case/{case.id}/")
    owner.post(f"/case/{case.id}/wait/answers/{kept.id}/strike/", {"seen": "1"})
    assert "Not answered yet: ask today" in text(owner, f"/case/{case.id}/")
    assert "Dr. Moreau" not in text(owner, f"/case/{case.id}/wait/")
    history = text(owner, f"/case/{case.id}/wait/answers/")
    assert "Dr. Moreau" in history
    assert "struck out" in history


def test_an_old_answer_can_be_mended_although_its_date_has_passed(owner: Client, case: OpenCase) -> None:
    passed = TODAY - timedelta(days=3)
    value = TeamAnswer(Said.CAN_WAIT, PartialDate(2026, 1, 5), until=PartialDate(passed.year, passed.month, passed.day))
    kept = entries.keep(case, ANSWER, value)
    sent = form(on_0="5", on_1="1", on_2="2026", entry=str(kept.id), seen="1", who="Dr. Okafor", **until(-3))
    assert owner.post(f"/case/{case.id}/wait/answers/{kept.id}/", sent).status_code == 302
    assert "The date has passed: call your team today" in text(owner, f"/case/{case.id}/")


def test_until_somebody_went_through_the_danger_signs_they_are_the_page(owner: Client, case: OpenCase) -> None:
    answer = owner.get(f"/case/{case.id}/wait/")
    assert answer.headers["Location"] == f"/case/{case.id}/wait/signs/"
    page = text(owner, f"/case/{case.id}/wait/signs/")
    assert page.count('name="signs"') == len(red_flags().signs) == 35


def test_none_marked_is_no_reassurance(owner: Client, stranger: Client, case: OpenCase) -> None:
    after = owner.post(f"/case/{case.id}/wait/signs/", {}, follow=True).content.decode()
    assert "does not mean that it is safe to wait" in after
    assert "does not mean that it is safe to wait" in stranger.post("/can-it-wait/", {}).content.decode()


def test_a_marked_sign_stands_above_every_page_until_somebody_says_that_they_called(
    owner: Client, case: OpenCase, opened: Opened
) -> None:
    answer = owner.post(f"/case/{case.id}/wait/signs/", {"signs": [NOW_SIGN]})
    assert answer.headers["Location"] == f"/case/{case.id}/wait/alarm/"
    page = text(owner, f"/case/{case.id}/records/")
    assert page.index('href="tel:911"') < page.index("<header")
    owner.post(f"/case/{case.id}/wait/alarm/called/")
    assert "tel:911" not in text(owner, f"/case/{case.id}/records/")
    assert entries.all_of(opened(), ALARM, Noticed) == ()
    assert "trouble breathing" in text(owner, f"/case/{case.id}/wait/answers/")
    assert owner.get(f"/case/{case.id}/wait/alarm/").status_code == 302


def test_nothing_stands_above_an_alarm_and_its_numbers_are_one_touch_away(stranger: Client) -> None:
    page = stranger.post("/can-it-wait/", {"signs": [TODAY_SIGN, NOW_SIGN]}).content.decode()
    assert page.index("<h1") < page.index("<header")
    for number in ("911", "112", "999"):
        assert f'href="tel:{number}"' in page
    assert page.index("Call now") < page.index("Say this on the telephone")


def test_a_sign_for_today_calls_the_team_and_no_emergency_number(owner: Client, case: OpenCase) -> None:
    owner.post(f"/case/{case.id}/wait/line/", {"number": "+1 (555) 010-0199 ext. 4", "name": "Oncology on call"})
    page = owner.post(f"/case/{case.id}/wait/signs/", {"signs": [TODAY_SIGN]}, follow=True).content.decode()
    assert "Call today" in page
    assert 'href="tel:+15550100199"' in page
    assert "tel:911" not in page


@pytest.mark.parametrize(
    ("language", "said", "script"),
    [
        ("en", "Call now, day or night", "I see: fever of ____."),
        ("es", "Llame ahora, de día o de noche", "fiebre de ____."),
    ],
)
def test_fever_on_treatment_is_the_same_call_on_every_page(
    owner: Client, case: OpenCase, language: str, said: str, script: str
) -> None:
    owner.cookies["lang"] = language
    page = owner.post(f"/case/{case.id}/wait/signs/", {"signs": [FEVER]}, follow=True).content.decode()
    assert f">{said}</h1>" in page
    assert "c-alarm--at_once" in page
    assert "c-alarm--today" not in page
    assert "tel:911" not in page
    assert script in page
    home = text(owner, f"/case/{case.id}/")
    assert f"{said}." in home  # the bar
    assert said.lower() in home  # the first thing to do
    assert "Call today" not in home + page


def test_the_bar_says_which_question_is_not_answered(owner: Client, case: OpenCase) -> None:
    assert "Can it wait? Not answered yet: ask today" in text(owner, f"/case/{case.id}/records/")


def test_a_planned_step_asks_the_team_first_and_is_no_alarm_on_other_pages(owner: Client, case: OpenCase) -> None:
    page = owner.post(f"/case/{case.id}/wait/signs/", {"signs": [PLANNED]}, follow=True).content.decode()
    assert "Ask your team today" in page
    assert "c-alarmbar" not in text(owner, f"/case/{case.id}/records/")


def test_a_sign_that_the_list_does_not_have_is_the_most_urgent(stranger: Client) -> None:
    page = stranger.post("/can-it-wait/", {"signs": ["gone.9"]}).content.decode()
    assert "tel:911" in page
    assert "no longer on our list" in page


@pytest.mark.parametrize("other", ["no session", "no such case", "no store"])
def test_whoever_marks_a_sign_is_told_whom_to_call_whatever_else_fails(
    other: str, owner: Client, stranger: Client, case: OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, case_id = (stranger if other == "no session" else owner), case.id
    if other == "no such case":
        case_id = uuid4()
    if other == "no store":

        def full(*_: object, **__: object) -> None:
            raise StoreError("errors.disk_full")

        monkeypatch.setattr(entries, "keep", full)
    answer = client.post(f"/case/{case_id}/wait/signs/", {"signs": [NOW_SIGN]})
    page = answer.content.decode()
    assert "tel:911" in page
    assert "We could not keep your answer" in page
    assert "Mia" not in page


def test_the_same_signs_sent_twice_are_one_alarm_and_more_signs_are_another(owner: Client, case: OpenCase) -> None:
    item = str(uuid4())
    for signs in ([NOW_SIGN], [NOW_SIGN], [NOW_SIGN, TODAY_SIGN]):
        owner.post(f"/case/{case.id}/wait/signs/", {"signs": signs, "entry": item, "seen": "0"})
    assert len(standing(case).alarms) == 2


def test_strangers_signs_are_kept_nowhere(stranger: Client, case: OpenCase) -> None:
    stranger.post("/can-it-wait/", {"signs": [NOW_SIGN]})
    assert not Entry.objects.exists()
    assert "consilium_session" not in stranger.cookies


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "Not answered yet: ask today"),
        (TeamAnswer(Said.NO_ANSWER, PartialDate(2026, 1, 1)), "Not answered yet: ask today"),
        (TeamAnswer(Said.UNCLEAR, PartialDate(2026, 1, 1)), "Not clear: ask today"),
        (TeamAnswer(Said.CANNOT_WAIT, PartialDate(2026, 1, 1)), "Your team said that treatment cannot wait"),
        (TeamAnswer(Said.CAN_WAIT, PartialDate(2026, 1, 1), until=PartialDate(2026, 2, 1)), "The date has passed"),
    ],
)
def test_the_clock_stands_on_every_page(owner: Client, case: OpenCase, answer: TeamAnswer | None, said: str) -> None:
    if answer is not None:
        entries.keep(case, ANSWER, answer)
    for path in ("", "records/", "where/"):
        page = text(owner, f"/case/{case.id}/{path}")
        assert said in page
        assert page.index(said) < page.index("<main")


def test_the_days_left_are_counted_by_the_reader_s_clock(owner: Client, case: OpenCase) -> None:
    owner.post(f"/case/{case.id}/wait/", form())
    assert "7 days left" in text(owner, f"/case/{case.id}/")
    owner.cookies["minutes"] = str(14 * 60)
    east = now() + timedelta(hours=14)
    left = 7 - (east.date() - TODAY).days
    assert f"{left} days left" in text(owner, f"/case/{case.id}/")
    owner.cookies["minutes"] = "nonsense"
    assert "7 days left" in text(owner, f"/case/{case.id}/")


def test_two_different_answers_stand_side_by_side_and_the_more_urgent_counts(owner: Client, case: OpenCase) -> None:
    looked(owner, case)
    owner.post(f"/case/{case.id}/wait/", form(who="Dr. Okafor"))
    owner.post(f"/case/{case.id}/wait/", form(who="Nurse Kim", role="nurse", **until(2)))
    page = text(owner, f"/case/{case.id}/wait/")
    assert "2 days left" in page
    assert page.index("Two answers differ") < page.index("Dr. Okafor") < page.index("What they said so far")


def test_reminders_name_neither_the_child_nor_an_illness(owner: Client, case: OpenCase) -> None:
    path = f"/case/{case.id}/wait/calendar.ics"
    assert owner.get(path).status_code == 302
    owner.post(f"/case/{case.id}/wait/", form(quote="neuroblastoma"))
    answer = owner.get(path)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    file = answer.content.decode()
    assert file.count("BEGIN:VEVENT") == 4
    assert f"DTSTART;VALUE=DATE:{TODAY + timedelta(days=7):%Y%m%d}" in file
    for word in ("Mia", "Muestra", "Okafor", "neuroblastoma", "cancer", "opinion"):
        assert word.lower() not in file.lower()


@pytest.mark.parametrize("number", ["", "call them", "javascript:alert(1)", "12", "5" * 41])
def test_what_is_no_telephone_number_is_refused(owner: Client, case: OpenCase, number: str) -> None:
    answer = owner.post(f"/case/{case.id}/wait/line/", {"number": number})
    assert answer.status_code == 422
    assert not Entry.objects.filter(kind=LINE).exists()


def test_the_team_s_number_is_one_and_its_change_shows_the_other_s(owner: Client, case: OpenCase) -> None:
    entries.keep(case, LINE, TeamLine("555 0100"), the_one(case, LINE))
    answer = owner.post(f"/case/{case.id}/wait/line/", {"number": "555 0199", "seen": "0"})
    assert answer.status_code == 409
    assert "555 0100" in answer.content.decode()


def test_the_delay_of_further_opinions_is_set_against_the_clock(owner: Client, case: OpenCase) -> None:
    looked(owner, case)
    owner.post(f"/case/{case.id}/wait/", form(**until(5)))
    page = text(owner, f"/case/{case.id}/wait/")
    assert "One after the other, that makes" in page
    assert "May be back too late" in page


def test_an_answer_keeps_who_said_it_how_and_their_words(owner: Client, case: OpenCase, opened: Opened) -> None:
    owner.post(f"/case/{case.id}/wait/", form(quote="Until the scan."))
    (kept,) = standing(opened()).answers
    value = kept.value
    assert (value.who, value.role, value.how) == ("Dr. Okafor", TeamRole.ONCOLOGIST, How.TELEPHONE)
    assert value.words == "Until the scan."


def test_pages_read_what_stands_with_two_questions_to_the_tables(
    owner: Client, case: OpenCase, django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    owner.post(f"/case/{case.id}/wait/", form())
    with django_assert_max_num_queries(2):  # what stands, and what is confidential
        standing(case)


def test_the_page_shows_the_latest_answers_and_leads_to_all(owner: Client, case: OpenCase) -> None:
    looked(owner, case)
    for number in range(5):
        owner.post(f"/case/{case.id}/wait/", form(who="Dr. Okafor", quote=f"answer {number}"))
    page, history = text(owner, f"/case/{case.id}/wait/"), text(owner, f"/case/{case.id}/wait/answers/")
    assert "answer 4" in page
    assert "answer 0" not in page
    assert "answer 0" in history
