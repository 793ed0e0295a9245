"""summary.pdf: archivable, readable aloud, and set from data that cannot become markup."""

import dataclasses
import io
from datetime import datetime

import pikepdf
import pypdfium2
import pytest

from consilium.domain.packet import ChildView, Counts, PacketView, RecordView, Sourced, UnreadableView
from consilium.domain.records import Remark
from consilium.writers.summary import pdf
from consilium.writers.summary.content import broken, initials
from tests.writers.sample_packet import hostile_packet, sample_packet, words


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range().replace("\u200b", "").replace("\r\n", " "))
        text.close()
        page.close()
    document.close()
    return texts


def named(name: str) -> PacketView:
    return PacketView("case", ChildView(Sourced(name)), datetime(2026, 11, 20), "en", Counts(0, 0))


def structure(node: pikepdf.Object) -> list[str]:
    """The structure types of a structure tree, in reading order (ISO 32000-1 14.7)."""
    found = [str(node.S)] if "/S" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += structure(kid)
    return found


def figures(node: pikepdf.Object) -> list[pikepdf.Object]:
    kids = node.get("/K", [])
    found = [node] if node.get("/S") == "/Figure" else []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += figures(kid)
    return found


@pytest.mark.parametrize(
    "name", ['#panic("no")', "$x^2$ @ref <label> *b* _i_ `c`", "= heading // gone", '"; json("/etc/passwd")']
)
def test_a_name_is_never_markup(name: str) -> None:
    assert f"Name: {name}" in pages(pdf(named(name), words("en")))[0]


def test_hostile_texts_are_all_printed_as_they_stand() -> None:
    text = " ".join(pages(pdf(hostile_packet(), words("en"))))
    assert '#panic("no") $x$ @ref' in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "name", ["山田 花子", "தமிழ் மாதிரி", "Muestra \ue000 \ufffe", "k\u20e3eycap", "ԦԧԨ", "\u1112\u1161\u11ab"]
)
def test_letters_without_a_font_do_not_vanish_or_cost_the_summary(name: str) -> None:
    text = pages(pdf(named(name), words("en")))[0]
    spelled = [char for char in name if f"[U+{ord(char):04X}]" in text.replace("like [U+5C71]", "")]
    assert all(char in text or char in spelled for char in name)
    assert bool(spelled) == ("shown by their number" in text)


@pytest.mark.parametrize(
    "name", ["Łucja Próbka", "Şebnem Örnek", "Иван Образец", "Μαρία Δείγμα", "محمد عينة", "נועה דוגמה"]
)
def test_names_in_the_scripts_of_the_fonts_at_hand_are_printed(name: str) -> None:
    assert "[U+" not in pages(pdf(named(name), words("en")))[0]


def test_an_empty_packet_has_its_pages_too() -> None:
    view = PacketView("case", ChildView(), datetime(2026, 11, 20), "es", Counts(0, 0))
    text = " ".join(pages(pdf(view, words("es"))))
    assert "0 archivos encontrados" in text
    assert "Ningún documento tiene fecha conocida" in text


def test_a_thousand_records_are_all_in_the_index() -> None:
    records = tuple(RecordView(f"R{at}", f"Result {at}", f"records/{at}") for at in range(1, 1001))
    view = dataclasses.replace(sample_packet(), records=records, studies=())
    text = " ".join(pages(pdf(view, words("en"))))
    assert all(f" Result {at} " in text for at in range(1, 1001))


def test_another_childs_name_is_not_printed_in_what_strangers_read() -> None:
    text = " ".join(pages(pdf(sample_packet(), words("en"))))
    assert "L. M. E." in text
    assert "Lucas" not in text
    assert initials("MUESTRA^LUCAS") == "M. L."


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_claims_archivable_and_accessible_and_carries_what_that_needs(language: str) -> None:
    with pikepdf.open(io.BytesIO(pdf(sample_packet(language), words(language)))) as document:
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert "Lucía Muestra Ejemplo" in str(metadata["dc:title"])
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == language
        assert root.ViewerPreferences.DisplayDocTitle
        assert "/OutputIntents" in root
        types = set(structure(root.StructTreeRoot))
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P", "/L", "/Figure"} <= types
        assert "/JavaScript" not in root.get("/Names", {})


def test_the_timeline_picture_has_words() -> None:
    with pikepdf.open(io.BytesIO(pdf(sample_packet(), words("en")))) as document:
        alternatives = [str(figure.get("/Alt", "")) for figure in figures(document.Root.StructTreeRoot)]
    assert len(alternatives) == 1
    assert alternatives[0].startswith("Timeline of the records by month")


def test_every_font_is_inside_the_file() -> None:
    with pikepdf.open(io.BytesIO(pdf(sample_packet(), words("en")))) as document:
        descriptors = [
            entry
            for entry in document.objects
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor"
        ]
        assert descriptors
        assert all("/FontFile2" in entry or "/FontFile3" in entry for entry in descriptors)


def test_the_text_comes_out_in_reading_order() -> None:
    text = " ".join(pages(pdf(sample_packet(), words("en"))))
    order = ["Not a diagnosis", "The child", "What is in this packet", "Please look at these first", "Timeline",
             "Record index", "Imaging studies", "What could not be read", "Set aside"]  # fmt: skip
    places = [text.index(heading) for heading in order]
    assert places == sorted(places)


def test_every_page_says_whose_it_is_and_which_of_how_many() -> None:
    texts = pages(pdf(sample_packet(), words("en")))
    assert len(texts) >= 4
    for at, text in enumerate(texts, start=1):
        assert "Lucía Muestra Ejemplo, born 9 April 2012" in text
        assert f"Page {at} of {len(texts)}" in text


def test_it_fits_a4_and_letter() -> None:
    with pikepdf.open(io.BytesIO(pdf(sample_packet(), words("en")))) as document:
        box = [float(value) for value in document.pages[0].mediabox]
    assert box[2] <= 595.4
    assert box[3] <= 792


def test_unknown_is_said_and_never_left_blank() -> None:
    view = dataclasses.replace(sample_packet(), records=(RecordView("R1", "", "records/x"),), studies=())
    text = " ".join(pages(pdf(view, words("en"))))
    assert "R1 not known Not sorted yet Record without a title place not known –" in text


def test_the_same_packet_gives_the_same_bytes() -> None:
    assert pdf(sample_packet(), words("en")) == pdf(sample_packet(), words("en"))


def test_a_long_reason_is_not_cut_off() -> None:
    reason = (Remark("sample.close_name", {"named": "word " * 50}),)
    view = dataclasses.replace(sample_packet(), unreadable=(UnreadableView("x", reason),) * 4)
    assert "the birth date is the same." in " ".join(pages(pdf(view, words("en"))))


def test_long_runs_may_be_broken_across_lines() -> None:
    assert max(len(part) for part in broken("x" * 100).split("\u200b")) <= 18
    assert broken("short words stay whole") == "short words stay whole"
