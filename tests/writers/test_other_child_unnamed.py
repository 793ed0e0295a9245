"""Another child's paper in the folder: what goes to strangers tells neither its name nor its birthday."""

from __future__ import annotations

import dataclasses

import pytest

from consilium.domain.packet import OtherChildView
from consilium.domain.records import Remark
from consilium.knowledge.catalog import catalog
from consilium.writers.summary.content import guarded, lists, without_name
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
