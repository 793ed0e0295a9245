"""Mail in its formats: the words, the date as the sender had it, everything attached handed on."""

from __future__ import annotations

import struct
from email.message import EmailMessage

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.domain.records import DateRole
from consilium.readers import mail, office
from consilium.readers.mail.rtfcompression import decompressed
from tests.readers import documents as made


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Dra. Begoña Ejemplo <begona@hospital.example>"
    message["To"] = "Ana Muestra <ana@example.org>"
    message["Subject"] = "Resultados de Sofía"
    message["Date"] = "Sat, 30 Mar 2024 23:30:00 -0600"
    message["Message-ID"] = "<1@hospital.example>"
    message.set_content("Adjunto el informe de anatomía patológica de la niña.\n")
    return message


def test_a_printed_mail_is_text_and_not_a_mail() -> None:
    assert made.sniff(mail, b"From: Ana\nTo: Luis\nSubject: cita\nDate: hoy\n\nHola") is None
    assert made.sniff(mail, b"Fecha: hoy\n\nContent-Type: x") is None


def test_words_headers_and_the_day_at_the_sender_come_out() -> None:
    reading, _ = made.read(mail, letter().as_bytes())
    assert made.sniff(mail, letter().as_bytes()) == "eml"
    assert reading.title == "Resultados de Sofía"
    assert 'From: "Dra. Begoña Ejemplo" <begona@hospital.example>' in reading.text
    assert reading.text.endswith("Adjunto el informe de anatomía patológica de la niña.")
    assert [(seen.role, seen.value) for seen in reading.dates] == [(DateRole.DOCUMENT, PartialDate(2024, 3, 30))]
    assert reading.language == "es"


def test_attachments_are_handed_on_byte_for_byte_and_small_logos_are_not() -> None:
    message = letter()
    message.add_alternative("<p>Adjunto el <b>informe</b></p>", subtype="html")
    message.add_attachment(made.report_pdf(), maintype="application", subtype="pdf", filename="../../análisis.pdf")
    message.add_attachment(b"logo", maintype="image", subtype="png", disposition="inline", filename="logo.png")
    reading, outlet = made.read(mail, message.as_bytes())
    ((name, kind, data, complete),) = outlet.members
    assert (kind, complete, data[:5]) == ("application/pdf", True, b"%PDF-")
    assert "/" not in name
    assert name.endswith("análisis.pdf")
    assert reading.text.count("Adjunto el") == 1


def test_a_mail_in_a_mail_becomes_a_file_of_its_own() -> None:
    outer = letter()
    outer.add_attachment(letter())
    _, outlet = made.read(mail, outer.as_bytes())
    ((name, kind, data, _),) = outlet.members
    assert (name, kind) == ("Resultados de Sofía.eml", "message/rfc822")
    assert made.sniff(mail, data) == "eml"


def test_html_only_mail_is_read_and_unknown_charsets_are_guessed() -> None:
    head = b"Message-ID: <1@x>\nFrom: a@x\nMIME-Version: 1.0\n"
    data = head + b"Content-Type: text/html; charset=x-unknown\n\n<p>Ni\xf1a</p><p hidden>oculto</p>"
    reading, _ = made.read(mail, data)
    assert "Niña" in reading.text
    assert "documents.hidden_text" in made.codes(reading)


@pytest.mark.parametrize(
    "headers", ["Date: no day\n", "Subject: =?utf-8?b?////?=\n", "From: <<>>,,;:@\n", "Date: Sat, 99 Foo 0\n"]
)
def test_malformed_headers_cost_only_themselves(headers: str) -> None:
    data = f"Message-ID: <1@x>\nTo: b@x\n{headers}Content-Type: text/plain\n\ncuerpo".encode()
    assert made.read(mail, data)[0].text.endswith("cuerpo")


def test_parts_nested_without_end_are_refused() -> None:
    inner = b"Content-Type: text/plain\n\nx"
    for number in range(600):
        inner = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n" % (number, number, inner, number)
    with pytest.raises(BoundExceededError):
        made.read(mail, b"MIME-Version: 1.0\nFrom: a@x\n" + inner)


def test_a_mailbox_gives_each_mail_as_a_file() -> None:
    body = letter().as_bytes().replace(b"\r\n", b"\n")
    data = b"".join(b"From ana@example.org Sat Mar 30 10:00:00 2024\n" + body + b"\n" for _ in range(3))
    assert made.sniff(mail, data) == "mbox"
    reading, outlet = made.read(mail, data)
    assert [name for name, *_ in outlet.members] == [f"message-0000{n}.eml" for n in (1, 2, 3)]
    assert reading.facts["messages"] == 3
    assert made.read(mail, outlet.members[2][2])[0].title == "Resultados de Sofía"


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def message(**more: bytes) -> bytes:
    streams = {
        "0037001F": wide("Resultados de Sofía"),
        "0C1A001F": wide("Dra. Ejemplo"),
        "5D01001F": wide("begona@hospital.example"),
        "1000001F": wide("Adjunto el informe.\r\nUn saludo"),
    }
    return made.outlook({**streams, **more}, sent=133563294000000000)


def test_an_outlook_message_is_told_from_other_ole_files() -> None:
    assert made.sniff(mail, message()) == "msg"
    assert made.sniff(office, message()) is None
    assert made.sniff(mail, made.compound({"WordDocument": bytes(4096)})) is None


def test_an_outlook_message_gives_words_sender_and_date() -> None:
    reading, _ = made.read(mail, message())
    assert reading.title == "Resultados de Sofía"
    assert reading.text.split("\n")[0] == "From: Dra. Ejemplo <begona@hospital.example>"
    assert reading.text.endswith("Adjunto el informe.\nUn saludo")
    assert [(seen.role, str(seen.value)) for seen in reading.dates] == [(DateRole.DOCUMENT, "2024-03-31")]


def test_outlook_attachments_and_inner_messages_come_out() -> None:
    folder = "__attach_version1.0_#0000000"
    data = made.outlook(
        {
            "1000001F": wide("fuera"),
            f"{folder}0/37010102": b"%PDF-1.7 datos" * 500,
            f"{folder}0/3707001F": wide("informe.pdf"),
            f"{folder}0/370E001F": wide("application/pdf"),
            f"{folder}1/__substg1.0_3701000D/__properties_version1.0": bytes(24),
            f"{folder}1/__substg1.0_3701000D/1000001F": wide("dentro"),
        }
    )
    reading, outlet = made.read(mail, data)
    assert [(name, kind, len(content)) for name, kind, content, _ in outlet.members] == [
        ("informe.pdf", "application/pdf", 7000)
    ]
    assert reading.text == "fuera\ndentro"


def test_old_code_pages_are_read_by_the_message_own_statement() -> None:
    assert "Núñez" in made.read(mail, made.outlook({"1000001E": "Núñez".encode("cp1252")}))[0].text


# The example of [MS-OXRTFCP] 3.1: a message of one line.
PACKED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af3206865 6c090020627705b06c647d0a800fa0"
)


def test_compressed_rich_text_follows_the_published_example() -> None:
    assert decompressed(PACKED) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_a_message_with_only_rich_text_is_read() -> None:
    assert made.read(mail, made.outlook({"10090102": PACKED}))[0].text == "hello world"


def test_rich_text_that_claims_gigabytes_is_refused() -> None:
    bomb = struct.pack("<IIII", 20, 0xFFFFFFF0, 0x75465A4C, 0) + bytes(4)
    with pytest.raises(BoundExceededError):
        made.read(mail, made.outlook({"10090102": bomb}))


def test_a_broken_ole_file_is_refused_or_not_recognized() -> None:
    data = message()
    for cut in (600, 1500, 3000, len(data) - 700):
        try:
            made.sniff(mail, data[:cut])
            made.read(mail, data[:cut])
        except UnreadableError:
            continue
