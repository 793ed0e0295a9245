"""The records pages: what each file turned out to be, one record, its words, its original, whose it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from consilium.actions.cases import Child, new_case
from consilium.actions.ingest import Options, ingest
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import operator
from consilium.actions.records import label
from consilium.actions.records.said import LabelSaid
from consilium.actions.snapshot import Snapshot, snapshot
from consilium.casebook.models import AuditEvent
from consilium.domain.dates import PartialDate
from consilium.domain.records import Category, Ended
from consilium.domain.viewer import OPERATOR
from tests.cast import OTHER
from tests.papers import folder_of_records, letter, pdf, write
from tests.reading import grade, inflesz
from tests.web.cast import BACKEND, come_in

HOSTILE = '<script>alert(1)</script> & "<b>bold</b>"\u202e'
SAID = "Hemoglobin 9.8 g/dL on 11 March 2024. Allergies: penicillin (rash)."
PAGE = "<!doctype html><title>x</title><p>Discharge summary</p><script>alert(1)</script>"
Read = Callable[[], Snapshot]


@pytest.fixture
def owner(installation: Installation) -> Client:
    """The browser of the person at this machine, signed in (not through the door, which lets few codes in a minute)."""
    return signed_in(Client(headers={"Accept-Language": "en"}), installation)


def signed_in(client: Client, installation: Installation) -> Client:
    client.force_login(operator(installation), BACKEND)
    return client


@pytest.fixture
def filled(installation: Installation, case: OpenCase, tmp_path: Path) -> OpenCase:
    """Mia's case with a small, ordinary folder and a few odd files."""
    folder = folder_of_records(tmp_path / "records", slices=2)
    files: dict[str, bytes | str] = {"report.pdf": pdf(letter(words=SAID)), "page.html": PAGE}
    files |= {"<b>odd & name.txt": letter(words=HOSTILE, date="5 May 2024"), "nobody.txt": "Seen in clinic. Well.\n"}
    return ingest(case, Options([str(write(folder, files))])).case


@pytest.fixture
def known(filled: OpenCase) -> Snapshot:
    return snapshot(filled, "en")


def file(known: Snapshot, path: str) -> str:
    """The id of the file whose path ends so."""
    return str(next(one.id for one in known.everything.files if one.path.endswith(path)))


def page(client: Client, case: OpenCase, route: str, status: int = 200, language: str = "en") -> str:
    answer = client.get(f"/case/{case.id}/{route}", headers={"Accept-Language": language})
    assert answer.status_code == status, route
    return answer.content.decode()


def test_without_records_the_page_says_what_to_do(owner: Client, case: OpenCase) -> None:
    assert "There are no records here yet" in page(owner, case, "records/")


def test_a_file_of_another_case_is_no_file_here(
    installation: Installation, owner: Client, filled: OpenCase, known: Snapshot
) -> None:
    other = new_case(installation, OPERATOR, Child("Somebody Else"))
    report = file(known, "report.pdf")
    for route in ("", "page/1/", "page/1/picture/", "small/", "original/", "whose/", "label/"):
        assert owner.get(f"/case/{other.id}/record/{report}/{route}").status_code == 404
        assert owner.get(f"/case/{filled.id}/record/{uuid4()}/{route}").status_code == 404
    key = known.filled.case.findings[0].key
    assert owner.get(f"/case/{other.id}/finding/{key}/").status_code == 404
    assert owner.get(f"/case/{filled.id}/finding/{'0' * 12}/").status_code == 404


def test_pages_that_a_record_does_not_have_are_not_there(owner: Client, filled: OpenCase, known: Snapshot) -> None:
    report, words = file(known, "report.pdf"), file(known, "letter.txt")
    for route in (f"record/{report}/page/2/", f"record/{report}/page/2/picture/", f"record/{report}/page/0/picture/"):
        page(owner, filled, route, 404)
    for route in (f"record/{words}/page/1/picture/", f"record/{file(known, 'unknown.bin')}/page/1/picture/"):
        page(owner, filled, route, 404)
    for route in ("records/list/nothing/", "records/kind/nothing/", "summary/part/nothing/", "summary/paper/xx/"):
        page(owner, filled, route, 404)


def test_sentences_that_nothing_was_taken_from_stand_beside_what_was_read(
    installation: Installation, owner: Client, case: OpenCase, tmp_path: Path
) -> None:
    hostile = "Zorblax of the child was gently praised <b>twice</b> by everybody."
    files: dict[str, bytes | str] = {"visit.pdf": pdf(letter(words=f"{SAID} {hostile}"))}
    made = ingest(case, Options([str(write(tmp_path / "records", files))])).case
    route = f"record/{file(snapshot(made, 'en'), 'visit.pdf')}/"
    shown = page(owner, made, route)
    left = shown[shown.index("no line was taken from") :]
    assert "gently praised &lt;b&gt;twice&lt;/b&gt; by everybody" in left
    assert "9.8 g/dL" not in left[: left.index("</details>")]
    assert "no se tomó nada" in page(owner, made, route, language="es")


def test_a_day_that_has_not_come_is_said_above_everything_else(owner: Client, case: OpenCase, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"ahead.txt": letter(date="5 May 2059"), "now.txt": letter(date="5 May 2024")}
    made = ingest(case, Options([str(write(tmp_path / "records", files))])).case
    known = snapshot(made, "en")
    shown = page(owner, made, f"record/{file(known, 'ahead.txt')}/")
    assert shown.index("has not come yet") < shown.index('class="nhsuk-summary-list"')
    assert "has not come yet" not in page(owner, made, f"record/{file(known, 'now.txt')}/")
    assert "aún no ha llegado" in page(owner, made, f"record/{file(known, 'ahead.txt')}/", language="es")


def test_the_list_adds_up_and_leads_to_what_waits_for_a_person(
    owner: Client, filled: OpenCase, known: Snapshot
) -> None:
    shown = page(owner, filled, "records/")
    counts = known.pages.counts
    assert f"{counts.read} + {counts.duplicate} + {counts.other_child} + {counts.unreadable} = " in shown
    assert [shown.count(f'<svg class="{kind}"') for kind in ("wide", "narrow")] == [1, 1]
    assert shown.index("records/list/set-aside/") < shown.index('id="timeline"')
    for category, group in known.pages.by_category():
        assert all(f"/record/{record.id}/" in shown for record in group), category
    for which, how in (("unreadable", Ended.UNREADABLE), ("copies", Ended.DUPLICATE), ("set-aside", Ended.OTHER_CHILD)):
        assert page(owner, filled, f"records/list/{which}/").count("c-entry__name") == len(
            list(known.everything.ended(how))
        )


def test_unreadable_files_say_why_and_what_to_do(owner: Client, filled: OpenCase, known: Snapshot) -> None:
    listed = page(owner, filled, "records/list/unreadable/")
    assert "The file is empty." in listed
    assert "ask the place that gave you the file" in listed
    assert "The file is empty." in page(owner, filled, f"record/{file(known, 'empty.dat')}/")


def test_hostile_names_and_words_are_shown_as_they_are_and_do_nothing(
    owner: Client, filled: OpenCase, known: Snapshot
) -> None:
    shown = page(owner, filled, f"record/{file(known, 'name.txt')}/") + page(owner, filled, "records/")
    assert "<script>alert" not in shown
    assert "<b>odd" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "&lt;b&gt;odd &amp; name" in shown


def test_the_original_is_saved_byte_for_byte_and_never_shown(
    owner: Client, filled: OpenCase, known: Snapshot, tmp_path: Path
) -> None:
    for name in ("page.html", "report.pdf", "unknown.bin", "<b>odd & name.txt"):
        url = f"/case/{filled.id}/record/{file(known, name)}/original/"
        answer = owner.get(url, headers={"Accept-Encoding": "gzip"})
        assert answer.getvalue() == (tmp_path / "records" / name).read_bytes()
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert not set("<>\r\n") & set(answer.headers["Content-Disposition"])
    bodies = b"".join(bytes(event.body) for event in AuditEvent.objects.all())
    assert b"record.downloaded" in bodies
    assert b"report" not in bodies


def test_a_page_is_shown_as_it_looks_with_what_was_read_marked_and_as_text(
    owner: Client, filled: OpenCase, known: Snapshot
) -> None:
    report = file(known, "report.pdf")
    shown = page(owner, filled, f"record/{report}/")
    assert 'alt="Page 1 of 1: ' in shown
    assert "<rect " in shown
    assert "<mark>Hemoglobin 9.8 g/dL" in re.sub(r"</mark>\s*<mark>", "", shown)
    assert 'alt="Página 1 de 1: ' in page(owner, filled, f"record/{report}/", language="es")
    picture = owner.get(f"/case/{filled.id}/record/{report}/page/1/picture/")
    assert picture.content.startswith(b"\xff\xd8\xff")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert picture.headers["Cache-Control"] == "no-store"
    small = owner.get(f"/case/{filled.id}/record/{file(known, 'IM0000')}/small/")
    assert small.headers["Content-Type"] == "image/png"


def judged(client: Client, case: OpenCase, key: str, **given: str) -> tuple[int, str]:
    answer = client.post(f"/case/{case.id}/finding/{key}/", {"by": "Ana Example", "seen": "0", **given})
    return answer.status_code, answer.content.decode()


def begun(known: Snapshot, name: str) -> tuple[str, dict[str, str]]:
    """The key of a finding, and its form's fields as they stand."""
    one = next(one for one in known.filled.case.findings if one.finding.name == name)
    when = one.shown.when
    day = {"when_0": str(when.day), "when_1": str(when.month), "when_2": str(when.year)} if when else {}
    fields = {"name": one.shown.name, "value": one.shown.value, "unit": one.shown.unit, "said": one.shown.assertion}
    return one.key, {**fields, **day, "side": one.shown.laterality}


def test_a_word_on_a_statement_needs_an_answer_a_name_and_a_difference(
    owner: Client, filled: OpenCase, known: Snapshot
) -> None:
    key, fields = begun(known, "hemoglobin")
    status, shown = judged(owner, filled, key, by="", **fields)
    assert status == 422
    assert "Please choose an answer." in shown
    assert "Please write your name." in shown
    status, shown = judged(owner, filled, key, verdict="corrected", **fields)
    assert status == 422
    assert "So far nothing differs." in shown
    status, shown = judged(owner, filled, key, verdict="corrected", **{**fields, "when_1": "13"})
    assert status == 422


def test_a_statement_is_corrected_by_a_person_who_is_named_and_its_words_stay(
    owner: Client, filled: OpenCase, known: Snapshot
) -> None:
    key, fields = begun(known, "hemoglobin")
    shown = page(owner, filled, f"finding/{key}/")
    assert next(one for one in known.filled.case.findings if one.key == key).finding.quote in shown
    assert f"/case/{filled.id}/record/" in shown
    assert judged(owner, filled, key, verdict="corrected", **{**fields, "value": "8.9"})[0] == 302
    after = page(owner, filled, f"finding/{key}/")
    for text in ("Corrected by", "Ana Example", "8.9 g/dL", "was read as: hemoglobin, 9.8 g/dL"):
        assert text in after, text
    assert judged(owner, filled, key, verdict="corrected", **{**fields, "value": "8.9"})[0] == 302  # sent twice
    assert page(owner, filled, f"finding/{key}/").count("Corrected by") == 2  # the notice and one line of history


def test_two_who_judge_at_the_same_moment_are_both_heard(owner: Client, filled: OpenCase, known: Snapshot) -> None:
    key, fields = begun(known, "hemoglobin")
    assert judged(owner, filled, key, verdict="confirmed", **fields)[0] == 302
    status, shown = judged(owner, filled, key, verdict="struck", by="Luis Example", **fields)
    assert status == 409
    assert "Somebody else changed this too" in shown
    assert "Ana Example" in shown
    assert judged(owner, filled, key, verdict="struck", by="Luis Example", seen="1", **fields)[0] == 302
    shown = page(owner, filled, f"finding/{key}/")
    assert shown.index("Luis Example") < shown.rindex("Ana Example")


def test_what_was_typed_when_the_session_had_ended_stands_there_again(
    installation: Installation, stranger: Client, filled: OpenCase, known: Snapshot
) -> None:
    key, fields = begun(known, "hemoglobin")
    assert judged(stranger, filled, key, verdict="corrected", note="I saw the print", **fields)[0] == 302
    said = f"/case/{filled.id}/record/{file(known, 'neighbour.txt')}/whose/"
    signed_in(stranger, installation)
    assert "I saw the print" in page(stranger, filled, f"finding/{key}/")
    stranger.logout()
    stranger.post(said, {"why": "her second name", "answer": "ours"})
    signed_in(stranger, installation)
    assert "her second name" in stranger.get(said).content.decode()


def whose(client: Client, case: OpenCase, one: str, answer: str, seen: int = 0, by: str = "Ana Example") -> int:
    given = {"answer": answer, "by": by, "why": "", "seen": str(seen)}
    return client.post(f"/case/{case.id}/record/{one}/whose/", given).status_code


def test_a_person_decides_whose_a_record_is_and_takes_it_back(owner: Client, filled: OpenCase, known: Snapshot) -> None:
    one = file(known, "neighbour.txt")
    shown = page(owner, filled, f"record/{one}/")
    assert "Set aside: another child" in shown
    assert OTHER.name in page(owner, filled, "records/list/set-aside/")
    assert whose(owner, filled, one, "ours", by="") == 422
    assert whose(owner, filled, one, "perhaps") == 422
    assert whose(owner, filled, one, "ours") == 302
    assert whose(owner, filled, one, "ours") == 302  # sent twice
    assert whose(owner, filled, one, "not_ours") == 409
    shown = page(owner, filled, f"record/{one}/")
    assert "Ana Example said on" in shown
    assert "Set aside" not in shown
    assert 'value="Ana Example"' in shown  # the name stands in the form
    assert "still wait" in shown  # those without a name
    assert "neighbour" not in page(owner, filled, "records/list/set-aside/")
    assert whose(owner, filled, one, "take_back", 1) == 302
    assert "took it back" in page(owner, filled, f"record/{one}/")


def test_who_may_only_look_sees_no_form_and_changes_nothing(
    installation: Installation, filled: OpenCase, known: Snapshot
) -> None:
    rosa = come_in(installation, filled).client("Rosa")
    report = file(known, "report.pdf")
    shown = page(rosa, filled, f"record/{report}/") + page(rosa, filled, f"finding/{begun(known, 'hemoglobin')[0]}/")
    assert "This is our child" not in shown
    assert "Save what I say" not in shown
    assert whose(rosa, filled, report, "not_ours") == 403
    page(rosa, filled, f"record/{report}/label/", 403)


def test_what_a_record_is_can_be_put_right_and_two_are_both_shown(
    owner: Client, filled: OpenCase, known: Snapshot
) -> None:
    one = file(known, "nobody.txt")
    url = f"/case/{filled.id}/record/{one}/label/"
    given = {"title": "Clinic note", "category": "discharge", "date_2": "2023", "by": "Ana Example", "seen": "0"}
    assert owner.post(url, {**given, "title": ""}).status_code == 422
    assert owner.post(url, {**given, "category": "poem"}).status_code == 422
    assert owner.post(url, given).status_code == 302
    assert owner.post(url, given).status_code == 302  # sent twice
    shown = page(owner, filled, f"record/{one}/")
    for text in ("Clinic note", "Hospital discharge summaries", "2023", "Ana Example wrote on"):
        assert text in shown, text
    clash = owner.post(url, {**given, "title": "Another note"})
    assert clash.status_code == 409
    assert "Clinic note" in clash.content.decode()
    assert "Another note" in clash.content.decode()
    entry = label.said_of(filled, next(each.id for each in known.everything.files if str(each.id) == one))[0]
    assert entry.value == LabelSaid(
        "Clinic note", Category.DISCHARGE, PartialDate(2023), "", "Ana Example", entry.value.on
    )


def test_search_words_are_in_no_address_and_lead_to_the_marked_page(
    owner: Client, stranger: Client, filled: OpenCase, known: Snapshot
) -> None:
    url = f"/case/{filled.id}/search/"
    assert owner.post(url, {"words_wanted": ""}).status_code == 422
    answer = owner.post(url, {"words_wanted": "penicillin"})
    assert "penicillin" not in answer.headers["Location"]
    shown = owner.get(answer.headers["Location"]).content.decode()
    assert "<mark>penicillin</mark>" in shown
    hit = re.findall(r'class="c-entry__name" href="([^"#]+)', shown)[0]
    assert "<rect " in owner.get(hit).content.decode()
    assert stranger.get(answer.headers["Location"]).status_code == 302
    nothing = owner.get(owner.post(url, {"words_wanted": "xylophone"}).headers["Location"]).content.decode()
    assert "That does not mean that it was not done" in nothing
    assert "not kept any more" in page(owner, filled, f"search/{uuid4()}/", 404)
    hostile = owner.get(owner.post(url, {"words_wanted": "<script>x"}).headers["Location"]).content.decode()
    assert "<script>x" not in hostile


@pytest.mark.parametrize(
    ("language", "allergies", "labs"),
    [("en", "Allergies", "Lab results"), ("es", "Alergias", "Resultados de laboratorio")],
)
def test_each_line_of_a_record_stands_under_what_kind_of_thing_it_is(
    owner: Client, filled: OpenCase, known: Snapshot, language: str, allergies: str, labs: str
) -> None:
    """`penicillin` alone would read as a medicine that the child takes."""
    shown = page(owner, filled, f"record/{file(known, 'report.pdf')}/", language=language)
    lines = re.findall(
        r'<h3 class="nhsuk-heading-s">([^<]+)</h3>|c-entry__name">([^<]+)<', shown[shown.index('id="said"') :]
    )
    under, kinds = "", {}
    for kind, line in lines:
        under = kind or under
        if line:
            kinds.setdefault(under, []).append(line)
    assert any("penicil" in line for line in kinds[allergies])
    assert any("emoglobin" in line for line in kinds[labs])
    assert not any("penicil" in line for kind, said in kinds.items() if kind != allergies for line in said)


@pytest.mark.parametrize("words", ["penicillin", "xylophone"])
def test_a_search_says_how_many_files_could_not_be_read(
    owner: Client, filled: OpenCase, known: Snapshot, words: str
) -> None:
    unread = len(list(known.everything.ended(Ended.UNREADABLE)))
    assert unread
    shown = owner.get(owner.post(f"/case/{filled.id}/search/", {"words_wanted": words}).headers["Location"])
    said = "1 file could not be read." if unread == 1 else f"{unread} files could not be read."
    assert said in shown.content.decode()


def test_a_search_is_its_persons_own(installation: Installation, owner: Client, filled: OpenCase) -> None:
    place = owner.post(f"/case/{filled.id}/search/", {"words_wanted": "penicillin"}).headers["Location"]
    rosa = come_in(installation, filled).client("Rosa")
    answer = rosa.get(place)
    assert answer.status_code == 404
    assert b"penicillin" not in answer.content


def test_the_summary_leads_to_the_words(owner: Client, filled: OpenCase, known: Snapshot) -> None:
    shown = page(owner, filled, "summary/")
    key = begun(known, "penicillin")[0]
    assert f"/case/{filled.id}/finding/{key}/" in shown
    assert "penicilina" in page(owner, filled, "summary/", language="es")
    assert "hemoglobin" in page(owner, filled, "summary/part/response/")


# What the pages show of the program's own; sentences are measured together, as a person reads them.
AREA = "records."


def test_the_texts_are_plain_in_both_languages() -> None:
    from consilium.knowledge.catalog import load

    texts = {
        language: [text for code, text in load(language).items() if code.startswith(AREA)] for language in ("en", "es")
    }
    assert len(texts["en"]) == len(texts["es"]) > 100

    def read(language: str) -> str:
        return " ".join(text if text[-1] in ".?!:" else f"{text}." for text in texts[language])

    assert grade(read("en")) <= 6
    assert inflesz(read("es")) >= 65
    long = [text for text in texts["en"] if text.count(" ") > 9]
    assert [text for text in long if grade(text) > 8] == []
