"""Broken and hostile files, made for tests of the whole command: each is what one of its kind looks like in the wild.

Small on disk, whatever they claim or unpack to. Sources: Fifield, "A better zip bomb" (2019); CVE-2019-11687 (programs
in a DICOM preamble); CVE-2026-32711 (DICOMDIR that leads outside); the Orthanc CVEs of April 2026.
"""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
import pydicom
from PIL import Image
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage

from tests.cast import Person
from tests.papers import ct_slice, letter, pdf
from tests.readers.archive_files import flat_bomb, forged_zip, program, sevenzipped, zipped

ZEROS = bytes(1 << 20)
DEEP = 100_000


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def locked_pdf(password: str) -> bytes:
    with pikepdf.open(io.BytesIO(pdf(letter(words="behind a password")))) as document:
        return saved(document, encryption=pikepdf.Encryption(user=password, owner=password))


def endless_pdf() -> bytes:
    """Each page tree node is its own grandchild."""
    with pikepdf.open(io.BytesIO(pdf(letter()))) as document:
        pages = document.Root.Pages
        pages.Kids = pikepdf.Array([document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=10**9))])
        pages.Kids[0].Kids = pikepdf.Array([pages, pages])
        pages.Count = 2 * 10**9
        return saved(document)


def pdf_of_many_pages(count: int) -> bytes:
    """One page object that stands `count` times in the page tree."""
    head = b"%PDF-1.4\n"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
    ]
    body, places = head, []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def pdf_bomb() -> bytes:
    """A page whose content is 512 MiB of blanks, deflated twice."""
    with pikepdf.open(io.BytesIO(pdf(letter()))) as document:
        packed = zlib.compress(deflated_zeros(512 << 20, b" "), 9)
        stream = pikepdf.Stream(document, packed)
        stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        document.pages[0].Contents = stream
        return saved(document, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def deflated_zeros(size: int, filler: bytes = b"\0") -> bytes:
    packer, piece = zlib.compressobj(9), filler * (1 << 20)
    return b"".join(packer.compress(piece) for _ in range(size >> 20)) + packer.flush()


def gzip_bomb(size: int) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        for _ in range(size >> 20):
            file.write(ZEROS)
    return out.getvalue()


def nested_zips(levels: int) -> bytes:
    data = letter(words="the innermost").encode()
    for level in range(levels):
        data = zipped({f"{level}.zip" if level else "innermost.txt": data})
    return data


def spreading_zips(levels: int, width: int) -> bytes:
    """42.zip: each archive holds `width` archives, the innermost 8 MB of zeros each."""
    data = zipped({"zeros": ZEROS * 8})
    for level in range(levels):
        members = {}
        for number in range(width):
            out = io.BytesIO(data)
            with zipfile.ZipFile(out, "a") as archive:
                archive.comment = b"%d/%d" % (level, number)  # each one different, so that none is a duplicate
            members[f"{number}.zip"] = out.getvalue()
        data = zipped(members)
    return data


def escaping_zip() -> bytes:
    names = [b"../../../../../../tmp/escaped-up", b"/tmp/escaped-root", b"C:\\Windows\\escaped.txt", b"..\\..\\escaped"]
    return forged_zip(names, letter(words="from outside").encode())


def escaping_tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind, target in (
            ("../../escaped", tarfile.REGTYPE, ""),
            ("link", tarfile.SYMTYPE, "/etc/passwd"),
            ("link/escaped", tarfile.REGTYPE, ""),
            ("hard", tarfile.LNKTYPE, "/etc/passwd"),
            ("device", tarfile.CHRTYPE, ""),
        ):
            head = tarfile.TarInfo(name)
            head.type, head.linkname = kind, target
            content = letter(words=name).encode() if kind == tarfile.REGTYPE else b""
            head.size = len(content)
            archive.addfile(head, io.BytesIO(content))
    return out.getvalue()


def clinical_document(entity: str = "", words: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{entity}<ClinicalDocument xmlns="urn:hl7-org:v3">'
        '<templateId root="2.16.840.1.113883.10.20.22.1.2"/>'
        '<code code="34133-9" codeSystem="2.16.840.1.113883.6.1"/><title>Summary</title>'
        f"<component><structuredBody><component><section><title>Notes</title><text>{words}</text></section>"
        "</component></structuredBody></component></ClinicalDocument>"
    ).encode()


def reading_files(path: str) -> str:
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">]>'


def laughing() -> str:
    """1.5 GB of text in nine lines."""
    lines = ['<!ENTITY l0 "ha">'] + [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return f"<!DOCTYPE x [{''.join(lines)}]>"


def word_of(document_xml: bytes, settings: bytes = b"") -> bytes:
    kinds = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/word/document.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        b'Target="word/document.xml"/></Relationships>'
    )
    return zipped({"[Content_Types].xml": kinds, "_rels/.rels": relations, "word/document.xml": document_xml})


WORD_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_xml(entity: str, words: str) -> bytes:
    return (
        f"<?xml version='1.0'?>{entity}<w:document {WORD_NAMESPACE}><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
        "</w:body></w:document>"
    ).encode()


def nested_sequences(levels: int) -> bytes:
    """Sequences of undefined length in one another (PS3.5 7.5)."""
    opening = struct.pack("<HH2sHI", 0x0040, 0xA730, b"SQ", 0, 0xFFFFFFFF) + struct.pack(
        "<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF
    )
    closing = struct.pack("<HHI", 0xFFFE, 0xE00D, 0) + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    return opening * levels + closing * levels


def absurd_slice(rows: int, columns: int, frames: int, number: int) -> bytes:
    """A slice that says that it is much larger than its pixels."""
    one = pydicom.dcmread(io.BytesIO(ct_slice(number, study=66)))
    one.Rows, one.Columns, one.NumberOfFrames = rows, columns, frames
    out = io.BytesIO()
    pydicom.dcmwrite(out, one, enforce_file_format=True)
    return out.getvalue()


def program_in_preamble() -> bytes:
    """A Windows program that is a DICOM file too."""
    return program()[:128] + ct_slice(1, study=67)[128:]


def leading_outside() -> bytes:
    """A DICOMDIR whose image record names a file outside of the disc."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = (
        MediaStorageDirectoryStorage,
        "1.2.826.0.1.3680043.10.1455.9.68",
    )
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    directory = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    record = Dataset()
    record.OffsetOfTheNextDirectoryRecord = record.OffsetOfReferencedLowerLevelDirectoryEntity = 0
    record.RecordInUseFlag, record.DirectoryRecordType, record.ReferencedFileID = (
        0xFFFF,
        "IMAGE",
        ["UP", "UP", "ETC", "PASSWD"],
    )
    directory.FileSetID = "OUTSIDE"
    directory.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 0
    directory.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = 0
    directory.FileSetConsistencyFlag, directory.DirectoryRecordSequence = 0, Sequence([record])
    out = io.BytesIO()
    pydicom.dcmwrite(out, directory, enforce_file_format=True)
    return out.getvalue().replace(b"UP\\UP\\ETC", b"..\\..\\ETC")


def picture(name: str, size: int = 64) -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize((size, size)).convert("RGB").save(out, name)
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", deflated_zeros(64 << 20)) + chunk(b"IEND", b"")


def jpeg_claiming(width: int, height: int) -> bytes:
    data = bytearray(picture("JPEG"))
    struct.pack_into(">HH", data, data.index(b"\xff\xc0") + 5, height, width)
    return bytes(data)


def tiff_claiming(width: int, height: int) -> bytes:
    data = bytearray(picture("TIFF"))
    place = struct.unpack_from("<I", data, 4)[0]
    for number in range(struct.unpack_from("<H", data, place)[0]):
        at = place + 2 + 12 * number
        tag = struct.unpack_from("<H", data, at)[0]
        if tag in (256, 257):
            struct.pack_into("<HII", data, at + 2, 4, 1, width if tag == 256 else height)
    return bytes(data)


def nested_mail(levels: int) -> bytes:
    data = b"Content-Type: text/plain\n\nthe innermost\n"
    for level in range(levels):
        mark = b"=%d=" % level
        data = b'Content-Type: multipart/mixed; boundary="%s"\n\n--%s\n%s\n--%s--\n' % (mark, mark, data, mark)
    return b"From: a@example.org\nTo: b@example.org\nSubject: deep\nMIME-Version: 1.0\n" + data


def scripted_page() -> bytes:
    return (
        f"<html><head><script>document.title='ran'</script></head><body onload=\"alert('ran')\"><pre>{letter()}</pre>"
        "<img src=x onerror=alert('ran')><iframe src='file:///etc/passwd'></iframe></body></html>"
    ).encode()


def scripted_drawing() -> bytes:
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script>'
        b'<image href="file:///etc/passwd"/><text>Muestra</text></svg>'
    )


def formulas() -> str:
    return (
        "Patient,Mia Muestra Ejemplo\nTest,Value,Unit,Date\n"
        "=HYPERLINK(\"http://example.org\"),11.2,g/dL,2024-03-01\n+cmd|' /C calc'!A0,4,x,2024-03-01\n"
        "Hemoglobin,11.2,g/dL,2024-03-01\n"
    )


def broken_and_hostile(secret: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file. `secret` is the path of a file outside that no reader may reach."""
    yield from _truncated()
    yield from _mislabelled()
    yield from _locked()
    yield from _bombs()
    yield from _escaping()
    yield from _entities(secret)
    yield from _deep()
    yield from _absurd()
    yield from _polyglot()


def _truncated() -> Iterator[tuple[str, bytes]]:
    whole = {
        "slice": ct_slice(0, study=60),
        "letter.pdf": pdf(letter(words="a PDF that is cut off")),
        "bundle.zip": zipped({"a.txt": letter(words="in a cut zip").encode(), "b.bin": bytes(range(256)) * 99}),
        "bundle.7z": sevenzipped({"a.txt": letter(words="in a cut 7z").encode()}),
        "bundle.tgz": gzip.compress(escaping_tar(), mtime=0),
        "picture.png": picture("PNG", 128),
        "picture.jpg": picture("JPEG", 128),
        "picture.tif": picture("TIFF", 128),
        "summary.xml": clinical_document(words="cut " * 200),
        "bundle.json": b'{"resourceType":"Bundle","type":"collection","entry":['
        + b'{"resource":{"resourceType":"Patient"}},' * 50,
        "letter.docx": word_of(word_xml("", "cut " * 500)),
    }
    for name, data in whole.items():
        yield f"truncated/{name}", data[: len(data) * 2 // 3]
    yield "truncated/nothing.dcm", b""
    yield "truncated/nothing.pdf", b""
    yield "truncated/one byte", b"\0"
    yield "truncated/only a preamble", bytes(128) + b"DICM"


def _mislabelled() -> Iterator[tuple[str, bytes]]:
    yield "mislabelled/letter.jpg", pdf(letter(words="a PDF named as a photograph"))
    yield "mislabelled/slice.txt", ct_slice(0, study=61)
    yield "mislabelled/bundle.dcm", zipped({"in a zip named dcm.txt": letter(words="zip named dcm").encode()})
    yield "mislabelled/letter.exe", letter(words="a text named as a program").encode()
    yield "mislabelled/program.pdf", program()


def _locked() -> Iterator[tuple[str, bytes]]:
    from tests.readers.test_archive import locked_zip

    yield "locked/letter.pdf", locked_pdf("unguessable")
    yield "locked/bundle.zip", locked_zip(b"unguessable")
    yield (
        "locked/bundle.7z",
        sevenzipped({"a.txt": b"behind a password"}, password="unguessable", header_encryption=True),
    )


def _bombs() -> Iterator[tuple[str, bytes]]:
    yield "bombs/flat.zip", flat_bomb(30_000, ZEROS)
    yield "bombs/ratio.zip", forged_zip([b"zeros"], bytes(150 << 20))
    yield "bombs/lying.zip", forged_zip([b"small"], bytes(100 << 20), size=10)
    yield "bombs/lying-4gb.zip", forged_zip([b"huge"], b"tiny", size=0xFFFFFFFE, packed=0xFFFFFFFE)
    yield "bombs/nested.zip", nested_zips(12)
    yield "bombs/spreading.zip", spreading_zips(3, 6)
    yield "bombs/zeros.gz", gzip_bomb(200 << 20)
    yield "bombs/picture.png", png_claiming(60_000, 60_000)
    yield "bombs/stream.pdf", pdf_bomb()
    yield (
        "bombs/word.docx",
        word_of(
            b"<w:document " + WORD_NAMESPACE.encode() + b">" + b" " * (200 << 20) + b"</w:document>" + b"</w:document>"
        ),
    )


def _escaping() -> Iterator[tuple[str, bytes]]:
    yield "escaping/up.zip", escaping_zip()
    yield "escaping/up.tar", escaping_tar()
    yield "escaping/disc/DICOMDIR", leading_outside()
    yield "escaping/disc/IM1", ct_slice(5, study=62)


def _entities(secret: str) -> Iterator[tuple[str, bytes]]:
    outside, laughs = reading_files(secret), laughing()
    yield "entities/file.xml", clinical_document(outside, "before &e; after")
    yield "entities/laughs.xml", clinical_document(laughs, "&l9;")
    yield "entities/file.docx", word_of(word_xml(outside, "&e;"))
    yield "entities/laughs.docx", word_of(word_xml(laughs, "&l9;"))
    yield "entities/patient.xml", f'{outside}<Patient xmlns="http://hl7.org/fhir"><id value="&e;"/></Patient>'.encode()
    yield "entities/export.xml", f'{outside}<HealthData locale="en_US"><Me x="&e;"/></HealthData>'.encode()
    yield "entities/laughs.html", f"{laughs}<html><body>&l9;</body></html>".encode()
    yield "entities/included.svg", f'{outside}<svg xmlns="http://www.w3.org/2000/svg"><text>&e;</text></svg>'.encode()


def _deep() -> Iterator[tuple[str, bytes]]:
    yield "deep/document.xml", clinical_document("", "<list>" * DEEP + "</list>" * DEEP)
    yield (
        "deep/bundle.json",
        b'{"resourceType":"Bundle","type":"collection","entry":' + b"[" * DEEP + b"]" * DEEP + b"}",
    )
    yield "deep/sequences", ct_slice(0, study=63) + nested_sequences(20_000)
    yield "deep/page.html", b"<html><body>" + b"<div>" * DEEP + b"deep"
    yield "deep/letter.rtf", b"{\\rtf1 " + b"{" * DEEP + b"deep" + b"}" * DEEP + b"}"
    yield "deep/mail.eml", nested_mail(300)


def _absurd() -> Iterator[tuple[str, bytes]]:
    yield "absurd/endless.pdf", endless_pdf()
    yield "absurd/pages.pdf", pdf_of_many_pages(8_000)
    yield "absurd/frames", absurd_slice(65_535, 65_535, 2**31 - 1, 0)
    yield "absurd/rows", absurd_slice(65_535, 65_535, 1, 1)
    yield "absurd/picture.jpg", jpeg_claiming(65_500, 65_500)
    yield "absurd/picture.tif", tiff_claiming(0xFFFFFFF0, 0xFFFFFFF0)
    yield "absurd/lines.txt", b"Patient: Mia Muestra Ejemplo\n" + b"1 2 3\n" * 60_000
    yield "absurd/one line.txt", b"Patient: Mia Muestra Ejemplo " + b"word " * 1_000_000


def _polyglot() -> Iterator[tuple[str, bytes]]:
    yield "polyglot/program and slice", program_in_preamble()
    yield "polyglot/page.html", scripted_page()
    yield "polyglot/drawing.svg", scripted_drawing()
    yield "polyglot/table.csv", formulas().encode()
    yield "polyglot/twice a", ct_slice(3, study=64)
    yield (
        "polyglot/twice b",
        ct_slice(3, Person("Mia", "Muestra Ejemplo", "2010-05-17", "F", "MRN-4711"), 64).replace(
            b"CT chest", b"CT CHEST"
        ),
    )


def troubles(one: dict[str, Any]) -> set[str]:
    """What a manifest's entry says of the file itself; not whose it is, nor how it was sorted."""
    codes = {said["code"] for said in (*one["reasons"], *one["remarks"])}
    return {code for code in codes if not code.startswith(("identity.", "sorting."))}
