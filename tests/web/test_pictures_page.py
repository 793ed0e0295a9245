"""Scans as pictures: each study in plain words, one picture after another, one part of the body over all dates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from consilium.actions.imaging.studies import Pictures, pictures
from consilium.actions.ingest import Options, ingest
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import operator
from consilium.actions.snapshot import snapshot
from tests.cast import MIA
from tests.papers import ct_slice, pdf, write
from tests.reading import grade, inflesz
from tests.web.cast import BACKEND

REPORT = f"""Example Children's Hospital
Department of Radiology

Patient: {MIA.name}    DOB: {MIA.born}    MRN: {MIA.number}
Exam: CT CHEST WITH CONTRAST
Exam date: 11 June 2024

FINDINGS:
There is a nodule in the right lower lobe measuring 14 mm (series 2, image 3). No pleural effusion.

IMPRESSION:
Pulmonary nodule.
"""


@pytest.fixture
def owner(installation: Installation) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(operator(installation), BACKEND)
    return client


@pytest.fixture
def scanned(case: OpenCase, tmp_path: Path) -> OpenCase:
    """Mia's case with the chest at two dates and a report of the later one."""
    files: dict[str, bytes | str] = {}
    for study, day in ((1, "20240305"), (2, "20240611")):
        files |= {f"disc{study}/IM{number}": ct_slice(number, study=study, day=day) for number in range(5)}
    files["report.pdf"] = pdf(REPORT)
    return ingest(case, Options([str(write(tmp_path / "records", files))])).case


@pytest.fixture
def seen(scanned: OpenCase) -> Pictures:
    return pictures(snapshot(scanned, "en"))


def page(client: Client, case: OpenCase, route: str, language: str = "en") -> str:
    answer = client.get(f"/case/{case.id}/{route}", headers={"Accept-Language": language})
    assert answer.status_code == 200, route
    return answer.content.decode()


def test_every_picture_has_its_place(seen: Pictures) -> None:
    assert [len(one.main.shots) for one in seen.studies] == [5, 5]
    assert [shot.number for shot in seen.studies[0].main.shots] == [1, 2, 3, 4, 5]
    for study in seen.studies:
        for at, shot in enumerate(study.main.shots):
            assert seen.at(shot.file, shot.frame) == (study, study.main, at)


def test_a_part_of_the_body_is_found_at_all_its_dates(seen: Pictures) -> None:
    assert seen.regions == ("chest",)
    assert [str(one.view.date) for one in seen.of_region("chest")] == ["2024-03-05", "2024-06-11"]


def test_a_report_s_words_lead_to_the_picture(seen: Pictures) -> None:
    study = seen.studies[1]
    shot = seen.named(study, 2, 3)
    assert shot is not None
    assert (shot, shot.number) == (study.main.shots[2], 3)
    assert seen.named(study, 2, 99) is None
    assert seen.named(study, 8, 3) is None


def test_the_list_says_what_each_scan_is_and_where_to_look(owner: Client, scanned: OpenCase, seen: Pictures) -> None:
    shown = page(owner, scanned, "pictures/")
    assert shown.count("CT: thin pictures made with X-rays") == 2
    assert f"pictures/{seen.studies[0].main.key.file}/" in shown
    assert "pictures/of/chest/" in shown


def test_one_picture_after_another_without_scripts(owner: Client, scanned: OpenCase, seen: Pictures) -> None:
    shots = seen.studies[0].main.shots
    first = page(owner, scanned, f"pictures/{shots[0].file}/")
    assert "Picture 1 of 5" in first
    assert "image 1 of series 2" in first
    assert 'rel="prev"' not in first
    assert f'rel="next" href="/case/{scanned.id}/pictures/{shots[1].file}/"' in first
    assert f"/instances/{shots[0].uid}/rendered" in first
    assert 'rel="next"' not in page(owner, scanned, f"pictures/{shots[4].file}/")


@pytest.mark.parametrize(("asked", "place"), [("3", 3), ("0", 1), ("99", 5)])
def test_a_picture_by_its_number(asked: str, place: int, owner: Client, scanned: OpenCase, seen: Pictures) -> None:
    shots = seen.studies[0].main.shots
    answer = owner.get(f"/case/{scanned.id}/pictures/{shots[1].file}/", {"n": asked})
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"/{shots[place - 1].file}/")


@pytest.mark.parametrize("asked", ["", "x", "-1", "1e3", "²", "9999999"])
def test_what_is_no_number_stays_where_it_is(asked: str, owner: Client, scanned: OpenCase, seen: Pictures) -> None:
    shots = seen.studies[0].main.shots
    answer = owner.get(f"/case/{scanned.id}/pictures/{shots[1].file}/", {"n": asked})
    assert (answer.status_code, b"Picture 2 of 5" in answer.content) == (200, True)


def test_the_order_is_told_for_looking_through(owner: Client, scanned: OpenCase, seen: Pictures) -> None:
    shots = seen.studies[0].main.shots
    listed = owner.get(f"/case/{scanned.id}/pictures/{shots[2].file}/order/").json()["pictures"]
    assert [url.split("/")[-2] for url, _, _ in listed] == [str(one.file) for one in shots]
    assert [source.split("/instances/")[1].split("/")[0] for _, source, _ in listed] == [one.uid for one in shots]
    assert [number for _, _, number in listed] == [1, 2, 3, 4, 5]


def test_over_time_shows_what_reports_of_the_day_say(owner: Client, scanned: OpenCase) -> None:
    shown = page(owner, scanned, "pictures/of/chest/")
    assert shown.index("5 March 2024") < shown.index("11 June 2024")
    assert "No report of that day was read here." in shown
    assert re.search(r"finding/[^\"]+\">[^<]*14", shown)


def test_a_statement_leads_to_the_picture_that_its_report_points_at(
    owner: Client, scanned: OpenCase, seen: Pictures
) -> None:
    over_time = page(owner, scanned, "pictures/of/chest/")
    finding = re.search(r"/(finding/[^\"]+)\">[^<]*14", over_time)
    assert finding is not None
    wanted = seen.named(seen.studies[1], 2, 3)
    assert wanted is not None
    shown = page(owner, scanned, finding[1])
    assert "series 2, image 3" in shown
    assert f"/pictures/{wanted.file}/" in shown


def test_what_is_no_picture_has_no_page(owner: Client, scanned: OpenCase) -> None:
    report = next(one.id for one in snapshot(scanned, "en").everything.files if one.path.endswith("report.pdf"))
    assert owner.get(f"/case/{scanned.id}/pictures/{report}/").status_code == 404
    assert owner.get(f"/case/{scanned.id}/pictures/of/liver/").status_code == 404


def test_an_empty_case_says_what_to_do(owner: Client, case: OpenCase) -> None:
    assert "No scan is here yet" in page(owner, case, "pictures/")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_are_easy_to_read(language: str, owner: Client, scanned: OpenCase, seen: Pictures) -> None:
    for route in ("pictures/", f"pictures/{seen.studies[0].main.key.file}/", "pictures/of/chest/"):
        said = re.findall(r"<p>([^<{]{30,})</p>", page(owner, scanned, route, language))
        text = " ".join(said)
        assert (grade(text) <= 8) if language == "en" else (inflesz(text) >= 55), route
