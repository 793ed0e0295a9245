"""The radiology viewer: served by us, pointed at one case, with nothing from elsewhere."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from consilium.actions.imaging.remembered import Remembered
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import operator
from consilium.web.imaging import viewer as ours
from consilium.web.imaging.front import Front
from consilium.web.imaging.viewer import INSTALLED, address, has_viewer, viewer
from tests.web.cast import BACKEND
from tests.web.imaging.asker import Asker


@pytest.fixture
def asker(installation: Installation) -> Asker:
    return Asker(Front(lambda *_: [], {"viewer": viewer}, Remembered(installation)))


@pytest.fixture
def owner(installation: Installation) -> Client:
    client = Client()
    client.force_login(operator(installation), BACKEND)
    return client


def test_the_set_up_installed_it() -> None:
    assert has_viewer()
    assert not (INSTALLED / "app-config.js.gz").exists(), "its own settings point at a public server"


def test_its_page_lets_nothing_in_from_elsewhere(asker: Asker, owner: Client, case: OpenCase) -> None:
    status, head, body = asker.ask(f"/viewer/case/{case.id}/viewer", owner)
    assert status == 200
    policy = head["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    assert "http" not in policy
    page = body.decode()
    assert re.findall(r"<script[^>]*>([^<]+)</script>", page) == []
    assert all(url.startswith("/") for url in re.findall(r"(?:src|href)=\"([^\"]+)\"", page))


def test_it_finds_this_case_alone(asker: Asker, owner: Client, case: OpenCase) -> None:
    body = asker.ask(f"/viewer/case/{case.id}/config.js", owner)[2].decode()
    config = json.loads(body.removeprefix("window.config = ours(").removesuffix(");\n"))
    source = config["dataSources"][0]["configuration"]
    assert len(config["dataSources"]) == 1
    assert {source["qidoRoot"], source["wadoRoot"], source["wadoUriRoot"]} == {f"/dicomweb/case/{case.id}"}
    assert config["routerBasename"] == f"/viewer/case/{case.id}"
    assert "://" not in body


def test_its_files_go_out_as_they_lie_or_unpacked(asker: Asker, owner: Client) -> None:
    name = next(path.name.removesuffix(".gz") for path in INSTALLED.glob("app.bundle.*.js.gz"))
    _, head, squeezed = asker.ask(f"/viewer/app/{name}", owner, HTTP_ACCEPT_ENCODING="gzip, br")
    assert head["Content-Encoding"] == "gzip"
    assert "max-age=31536000" in head["Cache-Control"]
    _, plain_head, plain = asker.ask(f"/viewer/app/{name}", owner)
    assert "Content-Encoding" not in plain_head
    assert gzip.decompress(squeezed) == plain
    assert b'__webpack_require__.p = "/viewer/app/"' in plain
    assert asker.ask("/viewer/app/app.bundle.css", owner)[1]["Content-Type"].startswith("text/css")


def test_only_the_worker_that_decodes_may_evaluate(asker: Asker, owner: Client) -> None:
    policies = {
        path.name.removesuffix(".gz"): asker.ask(f"/viewer/app/{path.name.removesuffix('.gz')}", owner)[1][
            "Content-Security-Policy"
        ]
        for path in INSTALLED.glob("*.js.gz")
    }
    may = [name for name, policy in policies.items() if "'unsafe-eval'" in policy]
    assert len(may) == 1
    assert not may[0].startswith("app.")


@pytest.mark.parametrize(
    "name", ["version", "evaluates", "app.bundle.css.gz", "nothing.js", ".hidden", "..%2fversion", "a b.js"]
)
def test_other_files_are_not_there(name: str, asker: Asker, owner: Client) -> None:
    assert asker.ask(f"/viewer/app/{name}", owner)[0] == 404


def test_it_is_for_who_may_see_the_case(asker: Asker, owner: Client, case: OpenCase) -> None:
    assert asker.ask(f"/viewer/case/{case.id}/viewer")[0] == 401
    assert asker.ask(f"/viewer/case/{uuid4()}/viewer", owner)[0] == 404
    assert asker.ask(f"/viewer/case/{case.id}/config.js", owner, "POST", HTTP_ORIGIN="http://localhost:8000")[0] == 405


def test_where_it_is_not_installed_the_page_says_what_to_do(
    asker: Asker, owner: Client, case: OpenCase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ours, "INSTALLED", tmp_path / "nowhere")
    status, _, body = asker.ask(f"/viewer/case/{case.id}/viewer", owner)
    assert status == 503
    assert b"scripts/bootstrap" in body


def test_two_studies_stand_beside_each_other_and_pet_on_ct(case: OpenCase) -> None:
    beside = address(case.id, ("1.2", "3.4"), language="es", hangingProtocolId="@ohif/hpCompare")
    assert beside.endswith("/viewer?StudyInstanceUIDs=1.2,3.4&hangingProtocolId=@ohif/hpCompare&lng=es")
    assert "/tmtv?StudyInstanceUIDs=1.2&" in address(case.id, ("1.2",), "tmtv")
