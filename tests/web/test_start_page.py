"""Page 1: open to all, keeps nothing, and puts the danger signs first whatever is answered."""

from __future__ import annotations

import itertools

import pytest
from django.test import Client

from consilium.casebook.models import Draft, Entry

WORSE, NEXT, PAPERS = ("yes", "no", "unsure", ""), ("yes", "no", "unsure", ""), ("many", "some", "none", "unsure", "")


def sent(client: Client, **answers: str) -> str:
    answer = client.post("/", answers)
    assert answer.status_code == 200
    return answer.content.decode()


def place(page: str, step: str) -> int:
    return page.index(step, page.index("Do this first"))


def test_answers_that_are_none_count_as_the_more_urgent(stranger: Client) -> None:
    page = sent(stranger, worse="<script>", next="../", papers="9" * 5_000)
    assert "<script>" not in page.split("</head>")[1]
    assert "Call your team today" in page


@pytest.mark.parametrize("answers", [*itertools.product(WORSE, NEXT, PAPERS)], ids=str)
def test_danger_signs_come_first_whatever_is_answered(stranger: Client, answers: tuple[str, str, str]) -> None:
    page = sent(stranger, **dict(zip(("worse", "next", "papers"), answers, strict=True)))
    signs = place(page, "Check the danger signs")
    for step in ("Ask: can it wait?", "Put in the records", "Make your list of questions", "See where you can ask"):
        assert signs < place(page, step)
    assert ("Call your team today" in page) is (answers[0] != "no")


def test_nothing_is_kept_of_a_stranger_s_answers(stranger: Client) -> None:
    page = sent(stranger, worse="no", next="yes", papers="many")
    assert "/?" not in page.split("<main")[1].split("</main>")[0]
    assert not Entry.objects.exists()
    assert not Draft.objects.exists()
    assert "consilium_session" not in stranger.cookies


def test_it_works_for_a_browser_that_keeps_no_cookies(stranger: Client) -> None:
    checking = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    assert checking.post("/", {"worse": "yes"}).status_code == 200
    assert checking.post("/can-it-wait/", {"signs": "general_danger_signs.1"}).status_code == 200
    assert stranger.get("/").status_code == 200


def test_whoever_has_no_papers_is_told_to_ask_for_them_first(stranger: Client) -> None:
    page = sent(stranger, worse="no", next="yes", papers="none")
    assert place(page, "Ask for what is missing") < place(page, "Put in the records")


def test_every_sentence_of_the_page_says_where_it_was_read(stranger: Client) -> None:
    page = stranger.get("/").content.decode()
    sayings = page.split('<ul class="c-sayings">')[1:]
    assert len(sayings) == 4
    for part in sayings:
        for saying in part.split("</ul>")[0].split("<li>")[1:]:
            assert 'class="c-source"' in saying
    assert "Your team will not be offended" in page
    assert "childrensoncologygroup.org" in page


def test_the_one_way_on_is_the_door_or_one_s_case(stranger: Client, owner: Client) -> None:
    assert 'class="nhsuk-button" href="/sign/login/"' in stranger.get("/").content.decode()
    assert 'class="nhsuk-button" href="/cases/"' in owner.get("/").content.decode()


def test_it_speaks_spanish(stranger: Client) -> None:
    page = stranger.get("/", headers={"Accept-Language": "es"}).content.decode()
    assert "Su equipo no se va a ofender" in page
    assert "La traducción al español es nuestra." in page
