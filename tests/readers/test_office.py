"""Office files: what stands in them comes out in order; what is locked, old, cut off or a bomb is said."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import docx
import numpy as np
import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.errors import BoundExceededError, PasswordNeededError, UnreadableError
from consilium.readers import office
from tests.readers import documents as made


def test_a_locked_office_file_asks_for_its_password() -> None:
    data = made.compound({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(80)})
    assert made.sniff(office, data) == "office-encrypted"
    with pytest.raises(PasswordNeededError):
        made.read(office, data)


@pytest.mark.parametrize(
    ("stream", "kind"), [("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint Document", "ppt")]
)
def test_files_of_old_programs_are_told_apart_and_say_what_to_do(stream: str, kind: str) -> None:
    data = made.compound({stream: bytes(4096)})
    assert made.sniff(office, data) == kind
    with pytest.raises(UnreadableError) as caught:
        made.read(office, data)
    assert caught.value.remark.args == {"kind": kind}
    assert caught.value.code == "documents.old_office"


def test_a_document_that_unpacks_to_too_much_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made.word())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, b" " * (200 << 20) if name == "word/document.xml" else old.read(name))
    with pytest.raises(BoundExceededError) as caught:
        made.read(office, buffer.getvalue())
    assert caught.value.code == "documents.office_too_large"


def test_entities_are_not_expanded_or_fetched() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    data = made.opendocument("<text:p>antes &a;&b; después</text:p>", before=bomb)
    reading, _ = made.read(office, data)
    assert "aaaa" not in reading.text
    assert reading.text.startswith("antes")


def test_a_word_file_gives_header_text_tables_and_footer_in_order() -> None:
    reading, _ = made.read(office, made.word())
    lines = reading.text.split("\n")
    assert lines[0] == "Hospital Infantil Ejemplo HC 00482913"
    assert lines[1:7] == list(made.REPORT)
    assert lines[7:9] == ["LDH 618 U/L", "VSG 74 mm/h"]
    assert lines[-1] == "Página uno"
    assert reading.facts["tables"] == [[["LDH", "618", "U/L"], ["VSG", "74", "mm/h"]]]
    assert (reading.title, reading.language) == ("Informe", "es")


def test_deleted_words_are_not_read_as_text_and_changes_are_said() -> None:
    changed = made.edited(
        made.word(),
        "word/document.xml",
        (
            "<w:t>Paciente: Muestra Ejemplo, Sofía Núñez</w:t>",
            "<w:t>Dosis </w:t></w:r><w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>25 mg</w:t></w:r></w:ins><w:r><w:t>/m²</w:t>",
        ),
    )
    reading, _ = made.read(office, changed)
    assert "Dosis 25 mg/m²" in reading.text
    (remark,) = [remark for remark in reading.remarks if remark.code == "documents.tracked_changes"]
    assert remark.args == {"inserted": 1, "deleted": 1}


def test_a_text_box_is_read_once_though_it_is_stored_twice() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>ALERGIA A PENICILINA</w:t></w:r></w:p></w:txbxContent>"
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    )
    old = "<w:t>Paciente: Muestra Ejemplo, Sofía Núñez</w:t>"
    data = made.edited(made.word(), "word/document.xml", (old, f"{old}{choice}"))
    text = made.read(office, data)[0].text
    assert text.count("ALERGIA A PENICILINA") == 1
    assert "Paciente: Muestra Ejemplo, Sofía Núñez\nALERGIA" in text


def test_comments_follow_the_text_and_hidden_words_are_said() -> None:
    document = docx.Document()
    run = document.add_paragraph("").add_run("Estadio IIB")
    run.font.hidden = True
    document.add_comment(run, text="¿Seguro?", author="Dra. Ejemplo")
    buffer = io.BytesIO()
    document.save(buffer)
    reading, _ = made.read(office, buffer.getvalue())
    assert reading.text.split("\n") == ["Estadio IIB", "¿Seguro?"]
    assert {"documents.comments", "documents.hidden_text"} <= made.codes(reading)


def test_a_scan_pasted_into_a_word_file_is_handed_on_and_a_logo_is_not() -> None:
    document = docx.Document()
    noise = np.random.default_rng(1).integers(0, 255, (200, 200, 3)).astype(np.uint8)
    document.add_picture(io.BytesIO(made.encoded(noise, "PNG")))
    document.add_picture(io.BytesIO(made.encoded(noise[:20, :20], "PNG")))
    buffer = io.BytesIO()
    document.save(buffer)
    _, outlet = made.read(office, buffer.getvalue())
    assert [data[:4] for _, _, data, _ in outlet.members] == [b"\x89PNG"]


def test_a_damaged_body_is_refused_and_a_damaged_side_part_is_a_remark() -> None:
    with pytest.raises(UnreadableError):
        made.read(office, made.edited(made.word(), "word/document.xml", ("</w:body>", "")))
    reading, _ = made.read(office, made.edited(made.word(), "docProps/core.xml", ("</cp:coreProperties>", "")))
    assert "documents.office_part_unreadable" in made.codes(reading)
    assert "Sofía Núñez" in reading.text


def test_a_sheet_gives_rows_with_dates_as_dates_and_numbers_as_shown() -> None:
    rows: list[list[object]] = [
        ["Fecha", "Prueba", "Resultado"],
        [date(2024, 3, 5), "Hemoglobina", 9.8],
        [datetime(2024, 3, 6, 8, 30), "Plaquetas", 512],
        [None, "Nota", 0.1 + 0.2],
    ]
    reading, _ = made.read(office, made.workbook(rows))
    assert [line.text for line in reading.pages[0].lines] == [
        "Hemograma",
        "Fecha Prueba Resultado",
        "2024-03-05 Hemoglobina 9.8",
        "2024-03-06 08:30:00 Plaquetas 512",
        "Nota 0.3",
    ]
    assert reading.facts["sheets"][0]["rows"][3] == ["", "Nota", "0.3"]  # type: ignore[index, call-overload]


def test_a_cell_in_the_last_row_and_column_costs_one_cell() -> None:
    data = made.edited(made.workbook([["a"]]), "xl/worksheets/sheet1.xml", ('r="A1"', 'r="XFD1048576"'))
    reading, _ = made.read(office, data)
    assert len(reading.pages[0].lines) <= 2


def test_opendocument_text_gives_paragraphs_spaces_tables_and_notes() -> None:
    body = (
        "<text:h>Informe de alta</text:h><text:p>Peso<text:s/>41,3 kg<text:line-break/>Talla 152 cm</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>LDH</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table>'
    )
    reading, _ = made.read(office, made.opendocument(body))
    assert reading.text.split("\n") == ["Informe de alta", "Peso 41,3 kg", "Talla 152 cm", "LDH"]
    assert reading.facts["tables"] == [[["LDH"]]]
    assert reading.format == "odt"


def test_a_locked_opendocument_asks_for_its_password() -> None:
    with pytest.raises(PasswordNeededError):
        made.read(office, made.opendocument("<text:p/>", manifest="<manifest><encryption-data/></manifest>"))


def test_rich_text_keeps_its_header_accents_and_says_that_it_is_cut_off() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\header\pard Paciente: Sof\'eda Muestra\par}"
        rb"\pard Di\'e1gnostico: linfoma\par Peso 41,3 kg\par}"
    )
    reading, _ = made.read(office, data)
    assert made.sniff(office, data) == "rtf"
    assert "Paciente: Sofía Muestra" in reading.text
    assert "Diágnostico: linfoma\nPeso 41,3 kg" in reading.text
    assert "documents.cut_off" in made.codes(made.read(office, data[:-8])[0])


def test_rich_text_nested_without_end_is_refused() -> None:
    with pytest.raises(BoundExceededError):
        made.read(office, rb"{\rtf1" + b"{" * 5000 + b"}" * 5000 + b"}")


def test_slides_are_pages() -> None:
    spaces = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="urn:p"'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
        new.writestr("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>')
        for number, text in ((10, "Comité de tumores"), (2, "Caso")):
            slide = f"<p:sld {spaces}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
            new.writestr(f"ppt/slides/slide{number}.xml", slide)
    reading, _ = made.read(office, buffer.getvalue())
    assert [page.text for page in reading.pages] == ["Caso", "Comité de tumores"]


def test_dates_of_the_file_are_weak() -> None:
    reading, _ = made.read(office, made.word())
    assert PartialDate(2013, 12, 23) in {seen.value for seen in reading.dates}
    assert {seen.role.value for seen in reading.dates} <= {"other", "printed"}


def test_a_plain_zip_is_not_an_office_file() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        new.writestr("word/notes.txt", "x")
    assert made.sniff(office, buffer.getvalue()) is None
    assert made.sniff(office, buffer.getvalue()[:40]) is None
