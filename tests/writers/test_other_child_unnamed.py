"""Another child's paper in the folder: what goes to strangers tells neither its name nor its birthday."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.packet import DuplicateView, OtherChildView
from consilium.domain.records import Ended, PersonNamed, RecordNumber, Remark
from consilium.knowledge.catalog import catalog
from consilium.writers import start_here
from consilium.writers.manifest import About, FileEntry, manifest
from consilium.writers.otherchild import guarded, without_name
from consilium.writers.summary.content import lists
from tests.writers.sample_packet import sample_packet

REASONS = (
    Remark("identity.name_other", {"named": "EJEMPLAR, Greta", "known": "Lucía Muestra Ejemplo"}),
    Remark("identity.birth_other", {"named": "2012-11-02", "known": "2016-03-21"}),
    Remark("identity.two_in_file"),
    Remark("identity.person_note", {"note": "this is Greta's"}),
)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_reason_names_no_other_child(language: str) -> None:
    other = OtherChildView("mail/Greta_EJEMPLAR letter.pdf", "EJEMPLAR, Greta", None, REASONS)
    view = dataclasses.replace(sample_packet(language), set_aside=(other,))
    said = str(lists(view, catalog(language))["set_aside"])
    assert "E. G." in said
    assert "2012" in said  # the year tells why
    assert not any(told in said for told in ("EJEMPLAR,", "Greta", "2012-11", "11-02"))
    assert "2016-03-21" in said  # the child of the case is no stranger here


def test_two_readings_of_a_birthday_are_one_year() -> None:
    made = guarded(Remark("identity.birth_other", {"named": "2012-11-02 / 2012-02-11", "known": "2016-03-21"}))
    assert made.args == {"named": "2012", "known": "2016-03-21"}


@pytest.mark.parametrize(
    ("path", "name", "shown"),
    [
        ("mail/EJEMPLAR_Greta_MRI.pdf", "Greta EJEMPLAR", "mail/E._G._MRI.pdf"),
        ("mail/greta ejemplar.pdf", "EJEMPLAR^GRETA", "mail/G. E..pdf"),
        ("mail/gretas list.pdf", "Greta Ejemplar", "mail/gretas list.pdf"),
        ("mail/letter.pdf", "", "mail/letter.pdf"),
    ],
)
def test_a_path_holds_first_letters_only(path: str, name: str, shown: str) -> None:
    assert without_name(path, name).lower() == shown.lower()


PATH = "mail/Greta_EJEMPLAR letter.pdf"
TELLING = ("EJEMPLAR,", "Greta", "EJEMPLAR letter", "2012-11", "11-02", "2 November 2012", "2 de noviembre de 2012")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_first_page_names_no_other_child(language: str) -> None:
    """START-HERE lies in the packet that the summary lies in."""
    other = OtherChildView(PATH, "EJEMPLAR, Greta", PartialDate(2012, 11, 2), REASONS)
    copy = DuplicateView("Greta again.pdf", PATH)
    view = dataclasses.replace(sample_packet(language), set_aside=(other,), duplicates=(copy,))
    said = start_here.page(view, catalog(language)).decode()
    assert "E. G." in said
    assert "2012" in said
    assert not any(told in said for told in TELLING)


def test_the_manifest_names_no_other_child() -> None:
    """A file that ended as another child's, and its copy: first letters, the year, no number and no sex."""
    person = PersonNamed("EJEMPLAR, Greta", birth_date=PartialDate(2012, 11, 2), sex="female",
                         numbers=(RecordNumber("LK-660011"),))  # fmt: skip
    files = (
        FileEntry(PATH, Ended.OTHER_CHILD, patient=person, reasons=REASONS),
        FileEntry("Greta again.pdf", Ended.DUPLICATE, same_as=PATH),
        FileEntry("Greta, a song.pdf", Ended.READ, patient=PersonNamed("Lucía Muestra Ejemplo")),
    )
    about = About("case-7", "0.1.0", datetime(2026, 11, 20, tzinfo=UTC))
    other, copy, own = json.loads(manifest(files, about, catalog("en")))["files"]
    said = json.dumps([other, copy])
    assert other["patient"] == {"name": "E. G.", "birth_date": "2012", "sex": None, "numbers": []}
    assert copy["same_as"] == other["path"] == "mail/G._E. letter.pdf"
    assert not any(told in said for told in (*TELLING, "LK-660011"))
    assert own["path"] == "Greta, a song.pdf"
