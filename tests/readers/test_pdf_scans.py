"""PDFs of scans: recognized page by page, typed pages beside them left typed."""

from __future__ import annotations

import io

import numpy as np
import pikepdf

from consilium.readers import pdf
from tests.readers import documents as made


def test_a_scan_is_recognized_with_accents_digits_and_confidence() -> None:
    reading, _ = made.read(pdf, made.scanned_pdf(made.paper()))
    page = reading.pages[0]
    assert page.origin == "ocr"
    assert "Paciente: Muestra Ejemplo, Sofía Núñez" in page.text
    assert "14/05/2011" in page.text
    assert all(line.confidence and line.confidence > 0.8 for line in page.lines)
    assert "documents.pages_recognized" in made.codes(reading)


def test_a_mixed_document_recognizes_only_its_scanned_page() -> None:
    document = pikepdf.open(
        io.BytesIO(made.report_pdf(("Página escrita con palabras suficientes para ser texto." * 3,)))
    )
    scan = pikepdf.open(io.BytesIO(made.scanned_pdf(made.paper(made.REPORT[:3]))))
    document.pages.extend(scan.pages)
    reading, _ = made.read(pdf, made.saved(document))
    assert [page.origin for page in reading.pages] == ["typed", "ocr"]
    assert "Sofía Núñez" in reading.pages[1].text


def hidden_layer(words: str) -> bytes:
    """A scan with text in render mode 3 over it, as scanners with recognition write."""
    document = pikepdf.open(io.BytesIO(made.scanned_pdf(made.paper(made.REPORT[:3]))))
    page = document.pages[0]
    page.Resources.Font = pikepdf.Dictionary(
        F=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    rows = "".join(f"({part}) Tj 0 -14 Td " for part in words.split("|"))
    page.contents_add(f"BT /F 10 Tf 3 Tr 40 240 Td {rows} ET".encode())
    return made.saved(document)


def test_a_sane_hidden_layer_is_used_and_said() -> None:
    words = "The patient was seen in clinic today|for evaluation of a mass in the neck|Hemoglobin 9.8 and platelets 512"
    reading, _ = made.read(pdf, hidden_layer(words))
    assert reading.pages[0].origin == "ocr"
    assert "Hemoglobin 9.8 and platelets 512" in reading.text
    assert "documents.hidden_text_used" in made.codes(reading)


def test_a_garbage_hidden_layer_is_not_believed() -> None:
    words = "xqzt bcdfg hjklm npqrs tvwxz|bcdfg hjklmn pqrstv wxzbc dfghj|klmnp qrstv wxzbc dfghjk lmnpq"
    reading, _ = made.read(pdf, hidden_layer(words))
    assert "Sofía Núñez" in reading.text
    assert "bcdfg" not in reading.text


def test_a_scan_that_lies_on_its_side_has_its_boxes_upright() -> None:
    sideways = np.ascontiguousarray(np.rot90(made.paper(made.REPORT[:4])))
    page = made.read(pdf, made.scanned_pdf(sideways))[0].pages[0]
    assert page.turned == 90.0
    assert page.width > page.height
    assert page.lines[0].text.startswith("Hospital Infantil Ejemplo")
    assert page.lines[0].box.right - page.lines[0].box.left > 0.3


def test_an_empty_page_is_no_error() -> None:
    reading, _ = made.read(pdf, made.pdf("#pagebreak()"))
    assert [page.origin for page in reading.pages] == ["none", "none"]
    assert "documents.no_text" in made.codes(reading)
