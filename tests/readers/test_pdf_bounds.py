"""PDFs that unpack to more than a machine holds, with pages without end: refused, or read up to the bound."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from consilium.domain.errors import BoundExceededError
from consilium.readers import pdf
from consilium.readers.pdf import traps
from tests.readers import documents as made


def packed_blanks(size: int) -> bytes:
    packer = zlib.compressobj(6)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


def with_content(stream: bytes, entries: bytes) -> bytes:
    """A PDF of one page whose content is a stream as it stands."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), entries, stream),
    )
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, one) for at, one in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R/Size 5>>\nstartxref\n0\n%%EOF\n"


BOMB = packed_blanks(traps.MOST_BYTES + (1 << 20))


@pytest.mark.parametrize(
    ("stream", "entries"),
    [
        (BOMB, b"/Filter/FlateDecode"),
        (BOMB, b"/F#69lter/Flate#44ecode"),
        (BOMB, b"/Filter 9 0 R"),
        (zlib.compress(BOMB), b"/Filter[/FlateDecode/FlateDecode]"),
        (zlib.compress(BOMB), b"/Subtype/Image/Filter[/FlateDecode/FlateDecode]"),
        (BOMB, b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode"),
        (BOMB, b"/Type/XRef/W[1 2 1]/Filter/FlateDecode"),
    ],
)
def test_a_stream_that_unpacks_to_more_than_the_bound_is_refused_before_it_is_opened(
    stream: bytes, entries: bytes
) -> None:
    with pytest.raises(BoundExceededError) as caught:
        made.read(pdf, with_content(stream, entries))
    assert caught.value.code == "documents.pdf_unpacks_too_large"


def test_a_bomb_gives_signs_of_life_and_none_of_its_bytes_stays() -> None:
    source = made.MemorySource(with_content(BOMB, b"/Filter/FlateDecode"))
    outlet = made.Collected()
    with pytest.raises(BoundExceededError):
        pdf.read(source, made.Context(outlet, source.size))
    assert outlet.signs_of_life > 100
    assert not outlet.members


def test_a_packed_stream_that_is_cut_off_is_no_bomb() -> None:
    reading, _ = made.read(pdf, with_content(zlib.compress(b"BT ET " * 99)[:20], b"/Filter/FlateDecode"))
    assert "documents.pdf_unpacks_too_large" not in made.codes(reading)


def test_pages_beyond_the_bound_are_not_walked() -> None:
    document = pikepdf.open(io.BytesIO(made.report_pdf()))
    for _ in range(30):
        document.pages.append(document.pages[0])
    reading, outlet = made.read(pdf, made.saved(document), bounds=made.tight(pages=3))
    assert [page.number for page in reading.pages] == [1, 2, 3]
    assert reading.facts["pages"] == 31
    assert "documents.pages_beyond_bound" in made.codes(reading)
    assert 3 <= outlet.signs_of_life <= 10


def test_a_page_tree_that_holds_itself_comes_to_an_end() -> None:
    document = pikepdf.open(io.BytesIO(made.report_pdf()))
    tree = document.Root.Pages
    whole = made.saved(document, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    number, generation = tree.objgen
    again = b"%d %d R " % (number, generation)
    looped = whole.replace(b"/Kids [ ", b"/Kids [ " + again * 40, 1)
    assert looped != whole
    reading, _ = made.read(pdf, looped)
    assert reading.pages


@pytest.mark.parametrize("secret", ["", "sample"])
def test_a_document_that_is_opened_again_for_its_later_pages_is_read_to_its_end(
    secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_PAGES_KEPT", 2)
    document = pikepdf.open(io.BytesIO(made.report_pdf()))
    for _ in range(6):
        document.pages.append(document.pages[0])
    options = {"encryption": pikepdf.Encryption(owner=secret, user=secret)} if secret else {}
    reading, _ = made.read(pdf, made.saved(document, **options), passwords=(secret,) if secret else ())
    assert [page.number for page in reading.pages] == list(range(1, 8))
    assert len({page.text for page in reading.pages}) == 1
    assert reading.pages[0].text
