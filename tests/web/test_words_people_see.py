"""What stands on pages is in the reader's words: days, names, places, sources, and what to do about an address."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client

from consilium.actions.opened import OpenCase
from consilium.domain.records import Remark
from consilium.knowledge.catalog import catalog


def rendered(template: str, language: str = "en", **context: Any) -> str:
    source = "{% load words %}" + template
    return Template(source).render(Context({"words": catalog(language), "language": language, **context}))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2024-04-19 (news)", "19 April 2024"),
        ("2010-03-03 / 2019-09-26", "3 March 2010 / 26 September 2019"),
        ("CFR text as quoted, undated; 2004-10-01 GPO copy", "1 October 2004"),
        ("2023 (page cites 2022 visits)", "2023"),
        ("2026-01", "January 2026"),
        ("undated", ""),
        ("", ""),
    ],
)
def test_the_day_of_a_source_is_said_without_the_notes_of_its_list(written: str, said: str) -> None:
    assert rendered("{% printed day %}", day=written) == said


def test_names_and_days_in_a_reason_are_said_as_people_do() -> None:
    reason = Remark("identity.name_exact", {"named": "MUESTRA EJEMPLO^SOFIA^^^"})
    assert "SOFIA MUESTRA EJEMPLO," in rendered("{% remark one %}", one=reason)
    same = Remark("identity.birth_same", {"known": "2011-05-17"})
    assert "17 de mayo de 2011" in rendered("{% remark one %}", "es", one=same)


def test_days_in_a_text_are_said_and_numbers_that_look_like_them_are_not() -> None:
    words = catalog("en")
    assert words.days("160.1 cm, 2026-08-25") == "160.1 cm, 25 August 2026"
    assert words.days("2025-07-29 – 2025-11-11") == "29 July 2025 – 11 November 2025"
    for number in ("LAB-2025-07-1", "2025-07-291", "12025-07", "2025-13", "MO-25-0312", "v2025-07-29"):
        assert words.days(number) == number


def test_a_program_without_a_town_says_so() -> None:
    assert rendered("{% town place %}", place="Memphis, Tennessee") == "Memphis, Tennessee"
    assert rendered("{% town place %}", "es", place="Philadelphia, Pennsylvania") == "Filadelfia, Pensilvania"
    assert rendered("{% town place %}", "en", place="Philadelphia, Pennsylvania") == "Philadelphia, Pennsylvania"
    assert "red" in rendered("{% town place %}", "es", place="network (coordinated across EU member states)")
    assert "computadora" in rendered("{% town place %}", "es", place="United States (virtual)")
    assert "Delaware, Florida" in rendered("{% town place %}", "es", place="several (Delaware, Florida)")


def test_numbers_of_records_lead_to_them_where_they_are_here() -> None:
    shown = rendered("{% refs numbers places %}", numbers=("R1", "<R2>"), places={"R1": "/case/x/record/1/"})
    assert shown == '<a class="c-ref" href="/case/x/record/1/">R1</a>, &lt;R2&gt;'


def test_medical_terms_are_in_the_language_where_there_is_a_name() -> None:
    assert rendered("{% term word %}", "es", word="amoxicillin") == "amoxicilina"
    assert rendered("{% term word %}", "es", word="<i>Xylophagin</i>") == "&lt;i&gt;Xylophagin&lt;/i&gt;"


def test_a_case_without_records_asks_for_records_and_lists_no_letters(owner: Client, case: OpenCase) -> None:
    shown = owner.get(f"/case/{case.id}/missing/").content.decode()
    assert "There are no records here yet." in shown
    assert "/missing/letter/" not in shown
    assert 'id="letters-title"' not in shown


def test_the_rule_on_majority_shows_its_source_and_no_name_of_a_file(owner: Client, case: OpenCase) -> None:
    for language in ("en", "es"):
        answer = owner.get(f"/case/{case.id}/people/papers/majority/", headers={"Accept-Language": language})
        assert "rights.yaml" not in answer.content.decode()


def invited(owner: Client, case: OpenCase, **more: str) -> str:
    form = {"role": "grandparent", "name": "Rosa", "reason": "Helps."}
    return owner.post(f"/case/{case.id}/people/invite/", form, **more).content.decode()  # type: ignore[arg-type]


def test_an_invitation_from_this_machine_says_that_its_address_works_nowhere_else(
    owner: Client, case: OpenCase, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "pages.example.org"]
    for host in ("localhost", "127.0.0.1:8000", "[::1]:8000"):
        assert "CONSILIUM_HOSTS" in invited(owner, case, HTTP_HOST=host), host
    assert "CONSILIUM_HOSTS" not in invited(owner, case, HTTP_HOST="pages.example.org")


def test_a_title_with_an_apostrophe_is_escaped_once() -> None:
    from django.template.loader import get_template

    entry = {"url": "/x/", "item": {"title": "Children's <b>Hospital</b>", "whose": {"value": "same"}}}
    shown = get_template("parts/entry.html").render({"entry": entry, "words": catalog("en"), "language": "en"})
    assert "Children&#x27;s &lt;b&gt;Hospital&lt;/b&gt;" in shown
