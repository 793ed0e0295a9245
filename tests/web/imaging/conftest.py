"""What tests of images begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.actions.opened import Installation, OpenCase
from tests.readers.dicom_files import ct_slice, part10
from tests.web.imaging.dicomweb_service import Service, add


@pytest.fixture
def service(installation: Installation) -> Service:
    return Service(installation)


@pytest.fixture
def filled(case: OpenCase, tmp_path: Path) -> OpenCase:
    """A CT of five slices."""
    return add(case, tmp_path / "disc", {f"{at}.dcm": part10(ct_slice(at)) for at in (3, 1, 2, 5, 4)})
