"""A DICOM slide's label and its whole glass carry names: DICOMweb serves them to those who may see names only."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from consilium.actions.imaging.slidelabels import with_names
from consilium.actions.opened import Installation, OpenCase
from tests.slides_made import wsi
from tests.web.cast import come_in
from tests.web.imaging.dicomweb_service import FILES, OCTETS, Service, add

STUDY, SERIES, ALONE = "1.2", "1.2.3", "1.2.4"


@pytest.fixture
def filled(case: OpenCase, tmp_path: Path) -> OpenCase:
    """A slide whose label lies in its own series, and one whose label is a series of its own."""
    files = {
        "volume.dcm": wsi(300, 200, series=SERIES),
        "label.dcm": wsi(120, 100, series=SERIES, flavour="LABEL"),
        "glass.dcm": wsi(140, 100, series=SERIES, flavour="OVERVIEW"),
        "alone.dcm": wsi(120, 100, series=ALONE, flavour="LABEL"),
    }
    return add(case, tmp_path / "disc", files)


@pytest.mark.parametrize(("name", "sees_names"), [("Rosa", True), ("Tom", False), ("Kai", False)])
def test_labels_are_for_those_who_may_see_names(
    name: str, sees_names: bool, installation: Installation, filled: OpenCase, owner: Client
) -> None:
    cast = come_in(installation, filled)
    assert cast.may(name, "see")
    assert cast.may(name, "see_names") is sees_names
    client, service = cast.client(name), Service(installation)
    below = f"/studies/{STUDY}/series/{SERIES}"
    every = {service.uid(service.ask(f"{below}/instances", owner), "00080018", at) for at in range(3)}
    (study,) = service.ask("/studies", client).json
    assert study["00201208"]["Value"] == [4 if sees_names else 1]
    series = service.ask(f"/studies/{STUDY}/series", client).json
    counts = {one["0020000E"]["Value"][0]: one["00201209"]["Value"][0] for one in series}
    assert counts == ({SERIES: 3, ALONE: 1} if sees_names else {SERIES: 1})
    uids = {one["00080018"]["Value"][0] for one in service.ask(f"{below}/instances?includefield=all", client).json}
    metadata = service.ask(f"{below}/metadata", client).json
    assert {one["00080018"]["Value"][0] for one in metadata} == uids
    assert len(uids) == (3 if sees_names else 1)
    assert bool(with_names(metadata)) is sees_names
    assert len(service.ask(below, client, HTTP_ACCEPT=FILES).parts()) == len(uids)
    for uid in every:
        found = 200 if uid in uids else 404
        for rest, accept in (("", FILES), ("/metadata", "*/*"), ("/frames/1", OCTETS), ("/rendered", "image/jpeg")):
            assert service.ask(f"{below}/instances/{uid}{rest}", client, HTTP_ACCEPT=accept).status == found, rest
    alone = service.ask(f"/studies/{STUDY}/series/{ALONE}", client, HTTP_ACCEPT=FILES)
    assert alone.status == (200 if sees_names else 404)
