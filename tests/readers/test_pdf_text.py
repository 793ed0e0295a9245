"""Typed PDFs: every word with its page and place, in the order in which a person reads it."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image

from consilium.domain.dates import PartialDate
from consilium.domain.records import DateRole
from consilium.readers import pdf
from consilium.readers.contract import Collected, Context, MemorySource
from tests.readers import documents as made


def test_junk_before_the_header_is_allowed_but_not_more_than_viewers_allow() -> None:
    data = made.report_pdf()
    assert made.sniff(pdf, b"\r\n\x00junk" + data) == "pdf"
    assert made.sniff(pdf, b" " * 2000 + data) is None
    assert made.sniff(pdf, b"II*\x00" + data) is None


def test_junk_before_the_header_costs_no_text() -> None:
    reading, _ = made.read(pdf, b"HTTP/1.1 200 OK\r\n\r\n" + made.report_pdf())
    assert "Muestra Ejemplo, Sofía Núñez" in reading.text


def test_words_have_boxes_on_the_page_that_hold_their_ink() -> None:
    data = made.report_pdf()
    reading, _ = made.read(pdf, data)
    page = reading.pages[0]
    assert page.origin == "typed"
    shown = made.rendered(data, 72)
    for line in page.lines:
        assert " ".join(text for text, _ in line.words) == line.text
        for _, box in line.words:
            rows = slice(int(box.top * shown.shape[0]), int(box.bottom * shown.shape[0]) + 1)
            columns = slice(int(box.left * shown.shape[1]), int(box.right * shown.shape[1]) + 1)
            assert shown[rows, columns].min() < 160


def test_accents_and_signs_survive_and_the_language_is_told() -> None:
    reading, _ = made.read(pdf, made.report_pdf())
    assert reading.text.split("\n")[:2] == list(made.REPORT[:2])
    assert reading.language == "es"


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = " ".join(f"izquierda{n} palabra" for n in range(60))
    right = " ".join(f"derecha{n} palabra" for n in range(60))
    body = f"#align(center)[= Resumen de la historia de la paciente Muestra]\n#columns(2)[{left}\n#colbreak()\n{right}]"
    text = made.read(pdf, made.pdf(body))[0].text
    assert text.startswith("Resumen de la historia de la paciente Muestra\n")
    assert text.index("izquierda59") < text.index("derecha0")


def test_a_row_of_a_table_stays_one_line() -> None:
    rows = "".join(f"[Prueba {n}],[{n},5],[mg/dL],[1,0 a 9,9]," for n in range(12))
    reading, _ = made.read(pdf, made.pdf(f"#table(columns: (2fr, 1fr, 1fr, 2fr), stroke: none, {rows})"))
    assert [line.text for line in reading.pages[0].lines] == [f"Prueba {n} {n},5 mg/dL 1,0 a 9,9" for n in range(12)]


def test_a_page_typed_sideways_is_read_and_says_by_how_much_it_is_turned() -> None:
    reading, _ = made.read(pdf, made.pdf("#rotate(-90deg, reflow: true)[Paciente: Muestra Ejemplo, talla 152,5 cm]"))
    page = reading.pages[0]
    assert page.text == "Paciente: Muestra Ejemplo, talla 152,5 cm"
    assert page.turned == 90.0
    assert page.width > page.height


def test_a_rotated_page_has_its_boxes_as_it_is_shown() -> None:
    document = pikepdf.open(io.BytesIO(made.report_pdf()))
    document.pages[0].Rotate = 180
    reading, _ = made.read(pdf, made.saved(document))
    page = reading.pages[0]
    assert page.turned == 180.0
    assert page.lines[0].text == made.REPORT[0]
    assert page.lines[0].box.top < 0.2


def test_words_printed_twice_to_look_bold_stand_once() -> None:
    body = "#place(dx: 0pt)[Diagnóstico]#place(dx: 0.3pt)[Diagnóstico]"
    assert made.read(pdf, made.pdf(body))[0].text == "Diagnóstico"


def test_dates_of_the_file_are_weak() -> None:
    reading, _ = made.read(pdf, made.pdf("Informe", title="Informe de alta"))
    assert reading.title == "Informe de alta"
    seen = [(date.role, date.value, date.citation.place) for date in reading.dates]
    assert (DateRole.PRINTED, PartialDate(2024, 3, 11), "/Info/CreationDate") in seen


def test_a_title_that_is_only_a_file_name_is_no_title() -> None:
    document = pikepdf.open(io.BytesIO(made.report_pdf()))
    document.docinfo["/Title"] = "Microsoft Word - informe.docx"
    assert made.read(pdf, made.saved(document))[0].title == ""


def test_a_thumbnail_of_the_first_page_fits_its_bound() -> None:
    data = made.report_pdf()
    outlet = Collected()
    pdf.picture(MemorySource(data), Context(outlet, len(data)))
    ((role, kind, png),) = outlet.pictures
    assert (role, kind) == ("thumbnail", "image/png")
    assert max(Image.open(io.BytesIO(png)).size) == 256
