"""Text without a format of its own: encodings, tables, and what must not be taken for text."""

from __future__ import annotations

import pytest

from consilium.readers import text
from tests.readers import documents as made

SPANISH = "Paciente: Muestra Núñez, Sofía. Diagnóstico: linfoma; fiebre de 38 ºC y sudoración."


@pytest.mark.parametrize("data", [b"", b"\0" * 100, bytes(range(256)) * 4, b"\x7fELF\x02\x01\x01" + bytes(60)])
def test_binary_is_not_text(data: bytes) -> None:
    assert made.sniff(text, data) is None


@pytest.mark.parametrize(
    "data",
    [b'<?xml version="1.0"?><a/>', b'{"resourceType": "Patient"}', b'<svg width="1">', b"[[1]]", b"<!-- x --><a/>"],
)
def test_unknown_xml_and_json_are_not_taken_for_prose(data: bytes) -> None:
    assert made.sniff(text, data) is None


def test_a_list_in_brackets_or_a_lesser_sign_is_prose() -> None:
    assert made.sniff(text, b"[BORRADOR] nota de ingreso") == "text"
    assert made.sniff(text, b"<3 dias de fiebre") == "text"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman"]
)
def test_accents_survive_every_encoding_that_hospitals_write(encoding: str) -> None:
    data = SPANISH.encode(encoding)
    assert made.sniff(text, data) == "text"
    reading, _ = made.read(text, data)
    assert reading.text == SPANISH
    assert ("documents.encoding_guessed" in made.codes(reading)) == (encoding not in ("utf-8", "utf-8-sig", "utf-16"))


def test_terminal_escapes_and_reordering_marks_leave_the_words() -> None:
    reading, _ = made.read(text, "a\x1b[31mrojo\x1b[0m \x1b]0;title\x07b\u202ec\x08d".encode())
    assert reading.text == "arojo bcd"


def test_tables_keep_cells_and_quoted_separators() -> None:
    data = b'prueba;valor;nota\nHb;9,8;"baja; repetir"\nLDH;618;\n'
    reading, _ = made.read(text, data)
    assert made.sniff(text, data) == "csv"
    assert reading.facts["rows"] == [["prueba", "valor", "nota"], ["Hb", "9,8", "baja; repetir"], ["LDH", "618", ""]]
    assert reading.text.split("\n")[1] == "Hb 9,8 baja; repetir"


def test_prose_with_commas_is_no_table() -> None:
    assert made.sniff(text, b"Fiebre, tos.\nPeso, talla.\nTodo bien, gracias.\n") == "text"


def test_a_text_beyond_its_bound_is_read_to_there_and_said() -> None:
    reading, _ = made.read(text, b"palabra " * 100, bounds=made.tight(text_chars=80))
    assert reading.text == " ".join(["palabra"] * 10)
    assert "documents.text_beyond_bound" in made.codes(reading)


def test_short_texts_have_no_language_and_long_ones_do() -> None:
    assert made.read(text, b"Hb 9.8 g/dL")[0].language == ""
    assert made.read(text, (SPANISH * 2).encode())[0].language == "es"
    english = b"The child was seen today and is doing well after the second cycle of treatment."
    assert made.read(text, english)[0].language == "en"


def test_markdown_is_told_by_name_and_marks() -> None:
    assert made.sniff(text, b"# Preguntas\n\n- una\n", "preguntas.md") == "markdown"
    assert made.sniff(text, b"# Preguntas\n\n- una\n", "x") == "text"
