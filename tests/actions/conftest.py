"""A real installation in a folder of its own: tables of the database in use, packs, keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from consilium.actions.cases import Child, case_to_fill
from consilium.actions.ingest import Options, Outcome, ingest
from consilium.actions.opened import Installation
from consilium.domain.viewer import OPERATOR
from consilium.vault.folder import FolderStore
from consilium.vault.keys import KeyRing
from tests.stores import folder_store, s3_address, s3_store

__all__ = ["add", "folder_store", "installation", "s3_address", "s3_store"]


@pytest.fixture
def installation(tmp_path: Path, transactional_db: None) -> Installation:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    return Installation(home, KeyRing.open_or_create(home / "keys"), FolderStore(home / "packs"))


Add = Callable[..., Outcome]


@pytest.fixture
def add(installation: Installation) -> Add:
    """Add inputs to the case named `case`, as `prepare` does."""

    def run(*inputs: Path, case: str | None = None, child: Child | None = None, **options: object) -> Outcome:
        opened = case_to_fill(installation, OPERATOR, case, child)
        return ingest(opened, Options([str(path) for path in inputs], **options))  # type: ignore[arg-type]

    return run
