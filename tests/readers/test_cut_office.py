"""Office files whose end is missing: what is left is read and said; what would mislead is refused by name."""

from __future__ import annotations

import io
import zipfile

import pytest

from consilium.domain.errors import UnreadableError
from consilium.readers import archive, office
from tests.readers import documents as made


def _ordered(data: bytes, first: tuple[str, ...]) -> bytes:
    """The same file with some parts in front, as other programs write them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in (*first, *(name for name in old.namelist() if name not in first)):
            new.writestr(name, old.read(name))
    return buffer.getvalue()


def _without_directory(data: bytes) -> bytes:
    return data[: data.index(b"PK\x01\x02")]


def _cut_inside(data: bytes, part: str, share: float) -> bytes:
    """Cut within the packed bytes of one part."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        info = whole.getinfo(part)
    start = info.header_offset + 30 + len(part)
    return data[: start + int(info.compress_size * share)]


@pytest.mark.parametrize("kept", [30, 61, 200])
def test_a_word_file_cut_before_its_text_is_refused_as_a_damaged_file(kept: int) -> None:
    data = _ordered(made.word(), ("[Content_Types].xml", "_rels/.rels", "word/document.xml"))[: 30 + 19 + kept]
    assert made.sniff(office, data) in ("docx", "office-damaged")
    with pytest.raises(UnreadableError) as caught:
        made.read(office, data)
    assert caught.value.code == "documents.office_cut_off"


def test_a_workbook_whose_words_are_behind_the_cut_is_refused_rather_than_read_as_bare_numbers() -> None:
    link = '<Relationship Id="rId9" Type="sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    data = _ordered(
        made.edited(
            made.workbook([["LDH", 618], ["VSG", 74]]), "xl/_rels/workbook.xml.rels", ("</Relationships>", link)
        ),
        ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"),
    )
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        cut = data[: whole.infolist()[4].header_offset]
    assert made.sniff(office, cut) == "xlsx"
    with pytest.raises(UnreadableError) as caught:
        made.read(office, cut)
    assert (caught.value.code, caught.value.remark.args) == ("documents.office_cut_off", {"kind": "xlsx"})


def test_a_file_of_random_bytes_behind_a_zip_sign_is_no_office_file() -> None:
    assert made.sniff(office, b"PK\x03\x04" + bytes(range(256)) * 8) is None


def test_a_cut_archive_of_a_familys_own_folder_stays_an_archive() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("word/carta.txt", "Querida doctora")
    cut = _without_directory(buffer.getvalue())
    assert made.sniff(office, cut) is None
    assert made.sniff(archive, cut) == "zip"


def test_a_part_that_unpacks_without_end_costs_no_more_than_its_bound() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", b" " * (300 << 20))
    cut = _without_directory(buffer.getvalue())
    with pytest.raises(UnreadableError) as caught:
        made.read(office, cut)
    assert caught.value.code == "documents.office_too_large"


def test_a_word_file_without_its_directory_is_read_whole_and_says_that_its_end_is_missing() -> None:
    data = _without_directory(made.word())
    assert made.sniff(office, data) == "docx"
    reading, _ = made.read(office, data)
    assert reading.text.split("\n")[1:7] == list(made.REPORT)
    assert "documents.office_cut_off_read" in made.codes(reading)


def test_a_word_file_cut_within_its_text_gives_the_text_before_the_cut() -> None:
    lines = tuple(
        f"Línea {number}: hemoglobina {number % 17},{number % 9} g/dL, control {number * 7919}" for number in range(400)
    )
    data = _cut_inside(
        _ordered(made.word(lines), ("[Content_Types].xml", "word/document.xml")), "word/document.xml", 0.6
    )
    reading, _ = made.read(office, data)
    read = [line for line in reading.text.split("\n") if line.startswith("Línea")]
    assert 100 < len(read) < 400
    assert read[:-1] == list(lines[: len(read) - 1])
    assert lines[len(read) - 1].startswith(read[-1])
    assert "documents.office_cut_off_read" in made.codes(reading)


def test_a_streamed_word_file_is_found_though_its_parts_state_no_size() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(io.BytesIO(made.word())) as old, zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    reading, _ = made.read(office, _without_directory(bytes(pipe.data)))
    assert reading.text.split("\n")[1:7] == list(made.REPORT)


def test_a_workbook_that_lacks_only_its_directory_is_read() -> None:
    reading, _ = made.read(office, _without_directory(made.workbook([["LDH", 618], ["VSG", 74]])))
    assert "LDH 618" in reading.text
    assert "documents.office_cut_off_read" in made.codes(reading)


def test_an_opendocument_text_cut_within_its_content_gives_what_is_left() -> None:
    paragraphs = "".join(f"<text:p>Párrafo {number} con valor {number * 7919}</text:p>" for number in range(500))
    reading, _ = made.read(office, _cut_inside(made.opendocument(paragraphs), "content.xml", 0.5))
    assert reading.text.startswith("Párrafo 0 con valor 0\nPárrafo 1 con valor 7919")
    assert "Párrafo 499" not in reading.text
    assert "documents.office_cut_off_read" in made.codes(reading)


def test_a_picture_that_is_cut_off_is_handed_on_as_cut_off() -> None:
    noise = bytes((index * 197 + index // 7) % 256 for index in range(90_000))
    buffer = io.BytesIO(made.word())
    with zipfile.ZipFile(buffer, "a") as file:
        file.writestr("word/media/scan.png", noise)
    reading, outlet = made.read(office, _cut_inside(buffer.getvalue(), "word/media/scan.png", 0.5))
    (_, _, content, complete) = outlet.members[0]
    assert (noise.startswith(content), complete) == (True, False)
    assert "LDH 618 U/L" in reading.text
