"""Pages as a person gets them, over a real installation: tables of the database in use, packs, keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from consilium.actions.access import case_for
from consilium.actions.cases import Child, new_case
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import code_to_enter
from consilium.domain.dates import PartialDate
from consilium.domain.viewer import OPERATOR
from consilium.vault.folder import FolderStore
from consilium.vault.keys import KeyRing
from tests.cast import MIA


@pytest.fixture
def installation(tmp_path: Path, transactional_db: None, settings: object) -> Installation:
    """An empty installation that the pages serve."""
    cache.clear()  # the tries of other tests at the door
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    made = Installation(home, KeyRing.open_or_create(home / "keys"), FolderStore(home / "packs"))
    settings.INSTALLATION = made  # type: ignore[attr-defined]
    return made


@pytest.fixture
def stranger(installation: Installation) -> Client:
    """A browser in which nobody has signed in; says what broke instead of a page that hides it."""
    return Client(headers={"Accept-Language": "en"})


@pytest.fixture
def owner(installation: Installation) -> Client:
    """The browser of the person at this machine, signed in."""
    client = Client(headers={"Accept-Language": "en"})
    assert client.post("/enter/", {"code": code_to_enter(installation)}).status_code == 302
    return client


@pytest.fixture
def case(installation: Installation) -> OpenCase:
    """Mia's case, without any record yet."""
    return new_case(installation, OPERATOR, Child(MIA.name, PartialDate.from_iso(MIA.born), "female"))


@pytest.fixture
def opened(installation: Installation, case: OpenCase) -> Callable[[], OpenCase]:
    """The case as it stands now."""
    return lambda: case_for(installation, OPERATOR, case.id, "see")
