"""What every test may use. See `cast.py` for the people."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.site import chromium, demo_home, demo_site
from tests.together import Together

__all__ = ["chromium", "demo_home", "demo_site", "shared_data"]

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"

# The same examples in every run: a red run is a change's own fault. HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Asked by pytest-xdist."""
    return Together(config, log)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The public samples beside the checkout; tests that need them are skipped where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("the public samples (../shared/data) are not on this machine")
    return SHARED
