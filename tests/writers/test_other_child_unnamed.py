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
from consilium.writers.otherchild import guarded, initials, names_told, person_unnamed, without_name
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
    ("name", "letters"),
    [
        ("Greta Ejemplar", "G. E."),
        ("EJEMPLAR^GRETA^ANA", "E. G. A."),
        ("Ejemplar, Greta", "E. G."),
        ("Ñuño Ángeles", "Ñ. Á."),
        ("de la Prueba, Luz", "d. l. P. L."),
        ("Greta 2", "G."),
        ("Другая Анна", "Д. А."),
        ("", ""),
        ("00481516", ""),
        ("<b>Greta</b>", ""),  # no letter stands first
    ],
)
def test_a_name_is_its_first_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_reason_about_this_child_stays_and_a_persons_note_goes() -> None:
    own = Remark("identity.name_same", {"known": "Lucía Muestra Ejemplo"})
    assert guarded(own) is own
    assert guarded(Remark("identity.person_note", {"note": "this is Greta's", "by": "Ana"})).args == {
        "note": "…", "by": "Ana"
    }  # fmt: skip


def test_a_reason_without_a_name_stays_without_one() -> None:
    assert guarded(Remark("identity.name_other", {"named": None, "known": "Lucía Muestra"})).args["named"] == ""


@pytest.mark.parametrize(("born", "kept"), [(PartialDate(2012, 11, 2), PartialDate(2012)), (None, None)])
def test_a_person_keeps_letters_and_year_alone(born: PartialDate | None, kept: PartialDate | None) -> None:
    person = PersonNamed("EJEMPLAR, Greta", family="EJEMPLAR", given="Greta", birth_date=born, sex="female",
                         numbers=(RecordNumber("LK-660011"),))  # fmt: skip
    assert person_unnamed(person) == PersonNamed("E. G.", birth_date=kept)


def test_the_names_that_a_file_tells_are_those_of_its_person_and_its_reasons() -> None:
    reasons = (*REASONS, Remark("identity.two_names", {"first": "Bruno Prueba", "second": "EJEMPLAR, Greta"}))
    person = PersonNamed("EJEMPLAR, Greta")
    assert names_told(person, reasons) == ("EJEMPLAR, Greta", "Bruno Prueba")  # no birth date is a name
    assert names_told(None, ()) == ()


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
