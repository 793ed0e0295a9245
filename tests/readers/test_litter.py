"""Viewer programs and their files are known by content; a patient's document is never among them."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from consilium.readers import litter
from consilium.readers.contract import Collected, Context, MemorySource, Probe
from tests.readers.archive_files import program, zipped


def sort_of(data: bytes, name: str = "") -> str:
    return litter.sort_of(Probe(MemorySource(data), name))


# Whatever may be somebody's

KEPT = {
    "informe.txt": b"Informe de anatomia patologica. Paciente: Ana Muestra.",
    "otto.txt": b"OTTO Muestra, fecha de nacimiento 2015-06-07",
    "fws.txt": b"FWS Ejemplo: linfoma de Hodgkin, estadio II",
    "true.txt": b"true copy of the report of Ana Muestra, signed by Dr Ejemplo",
    "mz.txt": b"MZ Muestra: alta el 3 de marzo de 2024. " * 10,
    "report.html": b"<html><body>Patient: Ana Sample</body></html>",
    "data.xml": b"<?xml version='1.0'?><ClinicalDocument xmlns='urn:hl7-org:v3'/>",
    "notas.ini": b"paciente=Ana Muestra\ndiagnostico=linfoma\n",
    "labs.cfg": b"[labs]\nhemoglobin=9.1\nimpression=normal\nfindings=none\n",
    "tabla.csv": b"fecha,hemoglobina\n2024-03-01,9.1\n",
    "carta.ini": b"Estimada familia, adjunto el resultado de la biopsia.",
    "slidedat.ini": b"[GENERAL]\nSLIDE_ID=1\n[HIERARCHICAL]\nHIER_COUNT=1\n",
    "pdf": b"%PDF-1.7\n",
    "empty": b"",
}


@pytest.mark.parametrize("name", sorted(KEPT))
def test_documents_are_never_litter(name: str) -> None:
    assert litter.sniff(Probe(MemorySource(KEPT[name]), name)) is None


def test_pictures_and_office_files_are_never_litter() -> None:
    for kind in ("PNG", "JPEG", "GIF", "TIFF", "BMP"):
        out = io.BytesIO()
        Image.new("RGB", (32, 32), "white").save(out, kind)
        assert sort_of(out.getvalue(), f"icon.{kind.lower()}") == ""
    assert sort_of(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"x"}), "informe.docx") == ""


def test_an_old_word_file_is_no_installer() -> None:
    """Both are OLE files; the root's class tells them apart."""
    assert sort_of(ole(b"\x06\x09\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46")) == ""


def test_a_dicom_file_that_begins_as_a_program_is_no_litter() -> None:
    data = program()
    assert sort_of(data) == "program"
    assert sort_of(data[:128] + b"DICM" + data[132:]) == ""


def test_a_file_of_zeros_with_a_word_at_its_end_is_not_nothing() -> None:
    assert sort_of(b"\0" * 100_000 + b"hola") == ""


def test_real_records_are_never_litter(shared_data: Path) -> None:
    found = [place for place in sorted(shared_data.rglob("*")) if place.is_file()][:1500]
    for place in found:
        sort = sort_of(place.read_bytes()[: 1 << 20], place.name)
        assert sort == "", place


# What is litter


def ole(clsid: bytes, name: str = "Root Entry") -> bytes:
    """The least of an OLE file (MS-CFB 2.2, 2.6): header and one directory sector."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", header, 30, 9, 6)
    struct.pack_into("<I", header, 48, 0)
    root = "Root Entry".encode("utf-16-le").ljust(80, b"\0") + clsid.ljust(48, b"\0")
    return bytes(header) + root + name.encode("utf-16-le").ljust(128, b"\0") + b"\0" * 256


def icon() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (32, 32), "red").save(out, "ICO", sizes=[(16, 16)])
    return out.getvalue()


LITTER = {
    "program": [
        program(),
        b"\x7fELF\2\1\1" + b"\0" * 60,
        b"\xcf\xfa\xed\xfe\7\0\0\1" + b"\0" * 60,
        b"MZ" + struct.pack("<HHHH", 0, 3, 0, 4).ljust(62, b"\0") + b"\0" * 2000,
    ],
    "java": [
        b"\xca\xfe\xba\xbe\0\0\0\x34",
        zipped({"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0", "V.class": b"x"}),
    ],
    "autorun": [
        b"[autorun]\r\nopen=viewer.exe\r\n",
        b"; disc\r\n[AutoRun]\r\nicon=a.ico",
        "[autorun]\nopen=v".encode("utf-16"),
    ],
    "shortcut": [
        b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + b"\0" * 50,
        b"[InternetShortcut]\r\nURL=https://viewer.example\r\n",
    ],
    "icon": [icon(), b"icns\0\0\1\0"],
    "font": [
        b"OTTO\0\x0a\0\x80",
        b"wOF2\0\1\0\0",
        b"\0\1\0\0" + struct.pack(">4H", 12, 128, 3, 64) + b"OS/2" + b"\0" * 20,
    ],
    "installer": [
        b"MSCF\0\0\0\0" + b"\0" * 40,
        ole(b"\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0\x46"),
        b'[Version]\r\nSignature="$Windows NT$"\r\n',
    ],
    "help": [b"ITSF\3\0\0\0\x60\0\0\0", b"?_\3\0\x10\0\0\0"],
    "system": [
        b"\0\0\0\1Bud1\0\0\x10\0",
        b"\0\5\x16\7\0\2\0\0Mac OS X",
        b"[.ShellClassInfo]\r\nIconFile=a.ico\r\n",
        ole(b"", "Catalog"),
    ],
    "settings": [b'<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">', b"REGEDIT4\r\n"],
    "script": [b"@echo off\r\nstart viewer.exe\r\n", b"#!/bin/sh\nexec ./viewer\n"],
    "nothing": [b"\0" * 4096, b"\xff" * 100, b" \r\n\r\n"],
}


@pytest.mark.parametrize("sort", sorted(LITTER))
def test_litter_is_known_by_its_content_alone(sort: str) -> None:
    for data in LITTER[sort]:
        source = MemorySource(data)
        assert litter.sniff(Probe(source, "")) == "viewer-file", data[:20]
        reading = litter.read(source, Context(Collected(), source.size, path="disc/x"))
        assert reading.litter
        assert reading.facts["sort"] == sort
        assert reading.remarks[0].code == f"litter.{sort}"
        assert reading.format in litter.FORMATS


def test_a_viewers_settings_are_litter_by_content_and_name_together() -> None:
    data = b"; viewer\r\n[Window]\r\nwidth=1024\r\nlanguage=es\r\n"
    assert sort_of(data, "viewer.ini") == "settings"
    assert sort_of(data, "viewer.txt") == ""


def test_a_program_that_carries_much_behind_it_is_listed_with_what_it_carries() -> None:
    data = program(b"\x8a" * (3 << 20))
    reading = litter.read(MemorySource(data), Context(Collected(), len(data)))
    assert [remark.code for remark in reading.remarks] == ["litter.program", "litter.payload"]
    assert reading.facts["payload"] == 3 << 20
    small = litter.read(MemorySource(program()), Context(Collected(), 1))
    assert [remark.code for remark in small.remarks] == ["litter.program"]


def test_a_java_program_with_a_long_directory_is_known_by_its_end() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("A.class", b"x" * 200_000)
        file.writestr("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0")
    assert sort_of(out.getvalue()) == "java"
