"""The page of a slide: who sees it and its label, what it states, and regions that persons mark and name."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import pytest
import tifffile
from django.test import Client
from PIL import Image

from consilium.actions import entries
from consilium.actions.imaging.regions import KIND
from consilium.actions.ingest import Options, ingest
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.records.gather import gather
from consilium.casebook.models import InputFile
from consilium.domain.regions import Region
from tests import slides_made
from tests.readers.test_slide_mirax import mirax
from tests.web.cast import PEOPLE, Cast, come_in

APERIO = "Aperio Image Library v12\r\n600x400 [0,0 600x400] (256x256) JPEG/RGB Q=90{more}"
STATED = "|AppMag = 20|MPP = 0.5|Title = Synthetic A"


def svs(more: str = STATED, seed: int = 1) -> bytes:
    out = io.BytesIO()
    picture = np.roll(slides_made.tissue(600, 400), seed, axis=0)
    with tifffile.TiffWriter(out) as file:
        words = APERIO.format(more=more)
        file.write(picture, tile=(256, 256), compression="jpeg", description=words, metadata=None)
        label = "Aperio Image Library v12\r\nlabel 300x200"
        file.write(picture[::2, ::2], description=label, metadata=None, subfiletype=1, rowsperstrip=200)
    return out.getvalue()


Add = Callable[[bytes], UUID]


@pytest.fixture
def add(case: OpenCase, tmp_path: Path) -> Add:
    def put(data: bytes, name: str = "x.svs") -> UUID:
        folder = tmp_path / uuid4().hex
        folder.mkdir()
        (folder / name).write_bytes(data)
        before = set(InputFile.objects.values_list("id", flat=True))
        ingest(case, Options([str(folder)]))
        return UUID(str(InputFile.objects.exclude(id__in=before).get().id))

    return put


def page(case: OpenCase, file: UUID, rest: str = "") -> str:
    return f"/case/{case.id}/slide/{file}/{rest}"


BOX = {"x": "10", "y": "20", "width": "100", "height": "50"}


def test_the_page_is_for_those_who_may_see_and_the_label_for_those_who_may_see_names(
    add: Add, installation: Installation, case: OpenCase
) -> None:
    file = add(svs())
    cast: Cast = come_in(installation, case)
    for person in PEOPLE:
        client = cast.client(person)
        shown, label = client.get(page(case, file)), client.get(page(case, file, "names/label/"))
        if not cast.role(person):
            assert (shown.status_code, label.status_code) == (404, 404), person
        elif not cast.may(person, "see"):
            assert (shown.status_code, label.status_code) == (403, 403), person
        else:
            sees = cast.may(person, "see_names")
            assert (shown.status_code, label.status_code) == (200, 200 if sees else 403), person
            assert ("names/label/" in shown.content.decode()) == sees, person
            assert ('id="marking"' in shown.content.decode()) == cast.may(person, "add_records"), person
            original = client.get(f"/case/{case.id}/record/{file}/original/")
            assert original.status_code == (200 if sees else 403), person
            if sees:
                original.close()
                assert Image.open(io.BytesIO(label.content)).size == (300, 200)


def test_the_label_of_a_dicom_slide_is_shown_to_those_who_may_see_names(
    add: Add, installation: Installation, case: OpenCase
) -> None:
    file = add(slides_made.wsi(), "a.dcm")
    add(slides_made.wsi(256, 128, flavour="LABEL"), "b.dcm")
    cast = come_in(installation, case)
    ana, kai = cast.client("Ana"), cast.client("Kai")
    assert page(case, file, "names/label/") in ana.get(page(case, file)).content.decode()
    label = ana.get(page(case, file, "names/label/"))
    assert label.headers["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(label.content)).size == (128, 128)
    assert ana.get(page(case, file, "names/macro/")).status_code == 404
    assert kai.get(page(case, file, "names/label/")).status_code == 403
    assert "names/label" not in kai.get(page(case, file)).content.decode()


def test_of_a_mirax_slide_neither_label_nor_the_file_that_holds_it_is_for_those_who_may_not_see_names(
    installation: Installation, case: OpenCase, tmp_path: Path
) -> None:
    for name, data in mirax().items():
        (tmp_path / "disc" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "disc" / name).write_bytes(data)
    ingest(case, Options([str(tmp_path / "disc")]))
    files = {one.format: one.id for one in InputFile.objects.filter(case=case.row, format__startswith="mrxs")}
    parts = [one.id for one in InputFile.objects.filter(case=case.row) if one.format == "mrxs-part"]
    assert parts
    cast = come_in(installation, case)
    ana, kai = cast.client("Ana"), cast.client("Kai")
    assert not cast.may("Kai", "see_names")
    for role in ("label", "macro"):
        assert ana.get(page(case, files["mrxs"], f"names/{role}/")).status_code == 200
        assert kai.get(page(case, files["mrxs"], f"names/{role}/")).status_code == 403
    for file in (files["mrxs"], *parts):
        assert kai.get(f"/case/{case.id}/record/{file}/original/").status_code == 403


def test_an_archive_with_a_slide_in_it_is_not_for_those_who_may_not_see_names(
    installation: Installation, case: OpenCase, tmp_path: Path
) -> None:
    (tmp_path / "disc").mkdir()
    for name, content in (("slides.zip", svs()), ("papers.zip", b"Synthetic words only.")):
        with zipfile.ZipFile(tmp_path / "disc" / name, "w") as file:
            file.writestr("x.svs" if name == "slides.zip" else "x.txt", content)
    ingest(case, Options([str(tmp_path / "disc")]))
    listed = {one.path: one.id for one in gather(case).files if one.ref is not None}
    assert {"slides.zip", "slides.zip!/x.svs", "papers.zip"} <= {path.rpartition("disc/")[2] for path in listed}
    cast = come_in(installation, case)
    for person, expected in (("Ana", 200), ("Kai", 403)):
        client = cast.client(person)
        for path, file in listed.items():
            answer = client.get(f"/case/{case.id}/record/{file}/original/")
            assert answer.status_code == (expected if "slides.zip" in path else 200), (person, path)
            answer.close()


def test_those_who_only_look_neither_mark_nor_see_names(add: Add, installation: Installation, case: OpenCase) -> None:
    file = add(svs())
    cast = come_in(installation, case)
    assert not cast.may("Kai", "see_names")
    assert not cast.may("Tom", "see_names")
    assert cast.client("Kai").post(page(case, file), {"name": "x", **BOX}).status_code == 403
    assert (
        cast.client("Dr. Okafor").post(page(case, file), {"name": "x", "entry": str(uuid4()), **BOX}).status_code == 302
    )


def test_the_page_states_what_the_file_states_and_else_that_it_does_not(
    add: Add, owner: Client, case: OpenCase
) -> None:
    stated = owner.get(page(case, add(svs()))).content.decode()
    assert "Scanned at 20×" in stated
    assert "0.5 µm a pixel" in stated
    assert "600 × 400 pixels" in stated
    told = json.loads(re.search(r'data-told="([^"]*)"', stated)[1].replace("&quot;", '"'))  # type: ignore[index]
    assert (told["objective"], told["mpp"]) == (20.0, [0.5, 0.5])
    unstated = owner.get(page(case, add(svs("", 2)))).content.decode()
    assert unstated.count("not stated") == 2
    computed = owner.get(page(case, add(svs("|MPP = 0.25", 3)))).content.decode()
    assert "About 40×" in computed


def test_without_scripts_the_small_picture_is_there_and_says_so(add: Add, owner: Client, case: OpenCase) -> None:
    file = add(svs())
    shown = owner.get(page(case, file)).content.decode()
    assert f"/case/{case.id}/record/{file}/small/" in shown
    assert "Looking closer needs JavaScript" in shown
    assert "<script>" not in shown
    assert "style=" not in shown.partition("<main")[2]


def test_a_region_is_kept_with_author_and_time_and_changed_version_by_version(
    add: Add, owner: Client, case: OpenCase
) -> None:
    file, item = add(svs()), uuid4()
    made = owner.post(page(case, file), {"entry": str(item), "seen": "0", "name": "Mitoses", "note": "many", **BOX})
    assert made.status_code == 302
    shown = owner.get(page(case, file) + f"?region={item}").content.decode()
    assert "1. Mitoses" in shown
    assert f'data-first="{item}"' in shown
    one = page(case, file, f"region/{item}/")
    assert "Mitoses" in owner.get(one).content.decode()
    changed = owner.post(one, {"entry": str(item), "seen": "1", "name": "Mitoses, 12 in ten fields", **BOX})
    assert changed.status_code == 302
    versions = entries.versions(case, KIND, Region, item)
    assert [one.value.name for one in versions] == ["Mitoses", "Mitoses, 12 in ten fields"]
    assert (versions[0].value.x, versions[0].value.width, versions[0].value.note) == (10, 100, "many")
    assert all(one.value.by and one.made for one in versions)
    assert owner.post(one, {"form": "strike", "seen": "2"}).status_code == 302
    assert "Mitoses" not in owner.get(page(case, file)).content.decode()
    assert owner.get(one).status_code == 404
    assert len(entries.versions(case, KIND, Region, item)) == 3


def test_two_parents_at_once_see_each_others_words_and_nothing_is_lost(
    add: Add, installation: Installation, case: OpenCase
) -> None:
    file, item = add(svs()), uuid4()
    cast = come_in(installation, case)
    ana, rosa = cast.client("Ana"), cast.client("Rosa")
    ana.post(page(case, file), {"entry": str(item), "seen": "0", "name": "First", **BOX})
    one = page(case, file, f"region/{item}/")
    assert ana.post(one, {"entry": str(item), "seen": "1", "name": "From Ana", **BOX}).status_code == 302
    late = rosa.post(one, {"entry": str(item), "seen": "1", "name": "From Rosa", **BOX})
    assert late.status_code == 409
    said = late.content.decode()
    assert "From Ana" in said
    assert "From Rosa" in said
    assert 'name="seen" value="2"' in said
    assert rosa.post(one, {"form": "strike", "seen": "1"}).status_code == 409
    assert rosa.post(one, {"entry": str(item), "seen": "2", "name": "Both", **BOX}).status_code == 302
    names = [version.value.name for version in entries.versions(case, KIND, Region, item)]
    assert names == ["First", "From Ana", "Both"]


@pytest.mark.django_db
def test_a_region_without_a_name_or_off_the_slide_is_not_kept(add: Add, owner: Client, case: OpenCase) -> None:
    file = add(svs())
    wrong = [
        {"name": "", **BOX},
        {"name": "x"},
        {"name": "x", **BOX, "x": "600"},
        {"name": "x", **BOX, "width": "591"},
        {"name": "x", **BOX, "height": "-4"},
        {"name": "x", **BOX, "y": "1e3"},
        {"name": "x" * 121, **BOX},
    ]
    for fields in wrong:
        assert owner.post(page(case, file), {"entry": str(uuid4()), "seen": "0", **fields}).status_code == 422, fields
    assert not entries.all_of(case, KIND, Region)


def test_two_slides_stand_beside_each_other_and_none_of_another_case(add: Add, owner: Client, case: OpenCase) -> None:
    one, two = add(svs()), add(svs(seed=7))
    alone = owner.get(page(case, one)).content.decode()
    assert f'value="{two}"' in alone
    assert alone.count("data-slide=") == 1
    both = owner.get(page(case, one) + f"?beside={two}").content.decode()
    assert both.count("data-slide=") == 2
    for asked in (str(uuid4()), "x", "../..", str(case.id)):
        assert owner.get(page(case, one), {"beside": asked}).status_code == 404


def test_a_slide_that_cannot_be_shown_says_why(add: Add, owner: Client, case: OpenCase) -> None:
    file = add(slides_made.wsi(256, 128, flavour="LABEL"))
    answer = owner.get(page(case, file))
    assert answer.status_code == 422
    assert "can&#x27;t be opened here" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_slide_of_overlapping_pieces_says_whose_it_is_and_what_to_do(
    language: str, add: Add, owner: Client, case: OpenCase
) -> None:
    out = io.BytesIO()
    with tifffile.TiffWriter(out, bigtiff=True) as file:
        for level, size in enumerate((512, 256)):
            scan = [(700, "B", 0, b'<Metadata><iScan Magnification="20" ScanRes="0.5"/></Metadata>', True)]
            words = f"level={level} mag={20 / (level + 1)} quality=90"
            file.write(slides_made.tissue(size, size), tile=(128, 128), compression="jpeg", description=words,
                       extratags=scan if not level else (), metadata=None)  # fmt: skip
    file_id = add(out.getvalue(), "x.bif")
    owner.cookies["lang"] = language
    answer = owner.get(page(case, file_id))
    said = answer.content.decode()
    assert answer.status_code == 422
    for word in ("Ventana", "BIF", "SVS, TIFF"):
        assert word in said
    assert f"/case/{case.id}/record/{file_id}/" in said, "where its file can be saved"


def test_the_record_leads_to_its_slide(add: Add, owner: Client, case: OpenCase) -> None:
    file = add(svs())
    assert page(case, file) in owner.get(f"/case/{case.id}/record/{file}/").content.decode()


def test_the_page_is_in_spanish_too(add: Add, owner: Client, case: OpenCase) -> None:
    file = add(svs())
    owner.cookies["lang"] = "es"
    assert "Zonas marcadas" in owner.get(page(case, file)).content.decode()
