"""Two at the same moment, the same thing sent twice, and history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest

from consilium.actions import entries
from consilium.actions.opened import OpenCase, now
from consilium.casebook.models import Entry
from consilium.domain.errors import NotFoundError
from consilium.domain.viewer import Viewer

KIND = "note"


@dataclass(frozen=True)
class Note:
    text: str


def test_a_second_writer_is_shown_the_first_ones_words_and_overwrites_nothing(case: OpenCase) -> None:
    kept = entries.keep(case, KIND, Note("one"))
    entries.keep(case, KIND, Note("two"), kept.id, seen=1)
    with pytest.raises(entries.ClashError) as clash:
        entries.keep(case, KIND, Note("three"), kept.id, seen=1)
    assert clash.value.theirs.value == Note("two")
    assert [one.value.text for one in entries.versions(case, KIND, Note, kept.id)] == ["one", "two"]


def test_the_same_thing_sent_twice_is_kept_once(case: OpenCase) -> None:
    item = uuid4()
    assert entries.keep(case, KIND, Note("one"), item) == entries.keep(case, KIND, Note("one"), item)
    assert Entry.objects.count() == 1


def test_a_version_of_nothing_is_refused(case: OpenCase) -> None:
    with pytest.raises(NotFoundError):
        entries.keep(case, KIND, Note("one"), uuid4(), seen=3)


def test_what_is_struck_leaves_the_page_and_stays_in_the_history(case: OpenCase) -> None:
    first, second = entries.keep(case, KIND, Note("one")), entries.keep(case, KIND, Note("two"))
    entries.strike(case, KIND, Note, first.id, seen=1)
    assert [one.id for one in entries.all_of(case, KIND, Note)] == [second.id]
    assert [one.struck for one in entries.versions(case, KIND, Note, first.id)] == [False, True]


def test_words_are_sealed_in_the_table(opened: Callable[[], OpenCase]) -> None:
    entries.keep(opened(), KIND, Note("neuroblastoma sentinel"))
    assert b"sentinel" not in bytes(Entry.objects.get().sealed)
    assert entries.all_of(opened(), KIND, Note)[0].value.text == "neuroblastoma sentinel"


def test_several_kinds_are_read_at_once_without_what_was_struck(case: OpenCase) -> None:
    first, second = entries.keep(case, KIND, Note("one")), entries.keep(case, KIND, Note("two"))
    other = entries.keep(case, "other", Note("three"))
    entries.keep(case, KIND, Note("one, changed"), first.id, seen=1)
    entries.strike(case, KIND, Note, second.id, seen=1)
    found = entries.several(case, {KIND: Note, "other": Note, "none": Note})
    assert [one.value.text for one in found[KIND]] == ["one, changed"]
    assert (found["other"], found["none"]) == ((other,), ())


def test_things_are_counted_without_being_opened(case: OpenCase) -> None:
    for text in ("one", "two"):
        kept = entries.keep(case, KIND, Note(text))
    entries.strike(case, KIND, Note, kept.id, seen=1)
    Entry.objects.update(sealed=b"broken")
    assert entries.counts(case) == {KIND: 1}


def test_what_is_typed_and_sent_again_under_a_new_number_is_kept_once(case: OpenCase) -> None:
    """A browser that goes back puts the words into a form with a new number."""
    first = entries.keep_typed(case, KIND, Note("one"), uuid4(), 0)
    assert entries.keep_typed(case, KIND, Note("one"), uuid4(), 0) == first
    assert entries.keep_typed(case, KIND, Note("two"), uuid4(), 0).id != first.id
    entries.strike(case, KIND, Note, first.id, first.version)
    assert entries.keep_typed(case, KIND, Note("one"), uuid4(), 0).id != first.id, "said anew"


def test_the_same_words_of_another_person_are_another_thing(case: OpenCase) -> None:
    first = entries.keep_typed(case, KIND, Note("one"), uuid4(), 0)
    other = replace(case, viewer=Viewer("another"))
    assert entries.keep_typed(other, KIND, Note("one"), uuid4(), 0).id != first.id


def test_the_same_words_on_another_day_are_another_thing(case: OpenCase) -> None:
    first = entries.keep_typed(case, KIND, Note("one"), uuid4(), 0)
    Entry.objects.filter(item=first.id).update(made=now() - timedelta(hours=2))
    assert entries.keep_typed(case, KIND, Note("one"), uuid4(), 0).id != first.id
