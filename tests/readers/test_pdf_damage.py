"""PDFs that are locked, cut off, hostile or odd: said in one remark or one error, the rest read."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.domain.errors import BoundExceededError, PasswordNeededError, UnreadableError
from consilium.readers import pdf
from tests.readers import documents as made


def locked(owner_only: bool = False) -> bytes:
    document = pikepdf.open(io.BytesIO(made.report_pdf()))
    return made.saved(document, encryption=pikepdf.Encryption(owner="dueña", user="" if owner_only else "secreto"))


def test_a_locked_pdf_asks_for_its_password() -> None:
    with pytest.raises(PasswordNeededError) as caught:
        made.read(pdf, locked(), passwords=("wrong",))
    assert caught.value.code == "documents.password_needed"


def test_a_locked_pdf_opens_with_one_of_the_passwords_given() -> None:
    reading, _ = made.read(pdf, locked(), passwords=("wrong", "secreto"))
    assert "Sofía Núñez" in reading.text


def test_a_pdf_that_only_forbids_printing_opens_without() -> None:
    assert "Sofía Núñez" in made.read(pdf, locked(owner_only=True))[0].text


def test_a_pdf_cut_off_before_its_trailer_gives_the_pages_that_are_left() -> None:
    document = pikepdf.open(io.BytesIO(made.report_pdf()))
    document.pages.append(document.pages[0])
    plain = made.saved(document, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    cut = plain[: plain.index(b"xref")]
    for catalog in (b"/Type /Catalog", b"/Type /Pages"):
        cut = cut.replace(catalog, catalog.replace(b"Type", b"Typo"))
    reading, _ = made.read(pdf, cut)
    assert {"documents.pdf_repaired"} <= made.codes(reading)
    assert reading.text.count("Sofía Núñez") == 2


def test_a_pdf_without_an_end_says_so() -> None:
    whole = made.report_pdf()
    reading, _ = made.read(pdf, whole[: whole.rindex(b"%%EOF")])
    assert "documents.pdf_cut_off" in made.codes(reading)
    assert "Sofía Núñez" in reading.text


def test_nothing_but_a_header_is_damaged() -> None:
    with pytest.raises(UnreadableError) as caught:
        made.read(pdf, b"%PDF-1.7\n" + bytes(range(256)) * 8)
    assert caught.value.code == "documents.pdf_damaged"


def test_a_page_tree_that_bites_its_tail_ends() -> None:
    document = pikepdf.open(io.BytesIO(made.report_pdf()))
    document.Root.Pages.Kids.append(document.Root.Pages)
    document.Root.Pages.Count = 2_000_000_000
    try:
        reading, _ = made.read(pdf, made.saved(document), bounds=made.tight(pages=200))
    except UnreadableError:
        return
    assert len(reading.pages) <= 200


def test_pages_beyond_the_bound_are_counted_and_said() -> None:
    data = made.pdf("#for n in range(6) [Hoja #n #pagebreak(weak: true)]")
    reading, _ = made.read(pdf, data, bounds=made.tight(pages=2))
    assert len(reading.pages) == 2
    assert "documents.pages_beyond_bound" in made.codes(reading)
    assert reading.facts["pages"] == 6


def test_a_page_as_large_as_a_field_is_drawn_within_bounds() -> None:
    document = pikepdf.open(io.BytesIO(made.scanned_pdf(made.slice_picture()[:, :, None].repeat(3, axis=2))))
    document.pages[0].MediaBox = [0, 0, 900_000, 900_000]
    reading, _ = made.read(pdf, made.saved(document))
    assert len(reading.pages) == 1


def test_embedded_files_are_handed_on_whole() -> None:
    document = pikepdf.open(io.BytesIO(made.report_pdf()))
    document.attachments["../análisis.csv"] = pikepdf.AttachedFileSpec(
        document, b"a,b\n1,2\n" * 9, mime_type="text/csv"
    )
    _, outlet = made.read(pdf, made.saved(document))
    ((name, kind, data, complete),) = outlet.members
    assert (kind, data, complete) == ("text/csv", b"a,b\n1,2\n" * 9, True)
    assert "/" not in name
    assert name.endswith("análisis.csv")


def test_an_embedded_bomb_meets_its_bound() -> None:
    document = pikepdf.open(io.BytesIO(made.report_pdf()))
    packed = zlib.compress(bytes(80 << 20), 9)
    spec = pikepdf.AttachedFileSpec(document, b"x")
    spec.get_file().obj.write(packed, filter=pikepdf.Name.FlateDecode)
    document.attachments["bomb"] = spec
    with pytest.raises(BoundExceededError):
        made.read(pdf, made.saved(document, compress_streams=False), bounds=made.tight(member_bytes=20 << 20))


def form() -> bytes:
    document = pikepdf.open(io.BytesIO(made.pdf("Nombre:")))
    parent = document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Btn))
    widgets = [
        pikepdf.Dictionary(
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            V=pikepdf.String("Muestra Núñez"),
            Rect=[110, 760, 300, 790],
        ),
        pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Parent=parent, AS=pikepdf.Name.Yes, Rect=[110, 700, 120, 710]),
        pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Parent=parent, AS=pikepdf.Name.Off, Rect=[110, 650, 120, 660]),
        pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Contents=pikepdf.String("Revisar dosis"), Rect=[0, 0, 9, 9]),
    ]
    fields = pikepdf.Array([document.make_indirect(one) for one in widgets])
    document.pages[0].Annots = fields
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([fields[0], fields[1], fields[2]]))
    return made.saved(document)


def test_filled_in_fields_stand_where_they_are_and_notes_at_the_end() -> None:
    page = made.read(pdf, form())[0].pages[0]
    assert page.text.split("\n") == ["Nombre: Muestra Núñez", "[x]", "Revisar dosis"]
    assert page.lines[1].box.left > 0.15


def test_damage_anywhere_is_refused_or_read_but_never_crashes() -> None:
    data = made.report_pdf()

    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(st.integers(0, len(data) - 1), st.binary(min_size=1, max_size=40))
    def damaged(place: int, noise: bytes) -> None:
        try:
            reading, _ = made.read(pdf, data[:place] + noise + data[place + len(noise) :])
        except UnreadableError:
            return
        assert reading.format == "pdf"

    damaged()
