"""A PDF that holds papers of several children is taken apart by its pages, and nothing else goes along."""

from __future__ import annotations

import io

import pikepdf
import pytest

from consilium.readers import children, pdf, registry, worker
from consilium.readers.contract import Collected, Context, MemorySource
from tests.cast import OTHER
from tests.papers import joined, letter, saved

MIXED = (letter(words="koala"), letter(OTHER, "wombat", "13 March 2024"), letter(words="possum", date="14 March 2024"))


@pytest.fixture(autouse=True)
def loaded() -> None:
    """Readers as a worker has them."""
    registry.load(("pdf",))


def apart(data: bytes, *passwords: str) -> tuple[object, Collected]:
    collected = Collected()
    context = Context(collected, len(data), passwords=passwords)
    reading = pdf.read(MemorySource(data), context)
    made = worker.describe(reading)
    return children.apart(MemorySource(data), context, "pdf", reading, made), collected


@pytest.mark.parametrize("secret", ["", "a word"])
def test_each_childs_pages_become_a_file(secret: str) -> None:
    whole = joined(*MIXED)
    options = {"encryption": pikepdf.Encryption(user=secret, owner=secret)} if secret else {}
    left, collected = apart(saved(whole, **options), secret)
    assert left is not None
    assert (left.pages, left.people, left.title) == ((), (), "")
    assert [(name, complete) for name, _, _, complete in collected.members] == [
        ("p. 1, 3.pdf", True),
        ("p. 2.pdf", True),
    ]
    own, other = (
        pdf.read(MemorySource(data), Context(Collected(), len(data))).text for _, _, data, _ in collected.members
    )
    assert [word in own for word in ("koala", "possum", "wombat")] == [True, True, False]
    assert [word in other for word in ("wombat", "Mia")] == [True, False]


def test_nothing_of_the_other_pages_goes_along() -> None:
    whole = joined(*MIXED)
    whole.docinfo["/Title"] = "Noah Sample"
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        Dest=[whole.pages[1].obj, pikepdf.Name.Fit],
    )
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="kept", P=whole.pages[1].obj
    )
    whole.pages[0].Annots = whole.make_indirect(pikepdf.Array([whole.make_indirect(link), whole.make_indirect(note)]))
    _, collected = apart(saved(whole))
    with pikepdf.open(io.BytesIO(collected.members[0][2])) as own:
        assert len(own.pages) == 2
        assert (
            len([one for one in own.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Page"])
            == 2
        )
        assert [str(each.get("/Contents")) for each in own.pages[0].Annots] == ["kept"]
        assert "/Title" not in own.docinfo


def test_one_childs_papers_stay_one_file() -> None:
    left, collected = apart(saved(joined(MIXED[0], MIXED[2])))
    assert left is None
    assert collected.members == []
