"""Bounded random mutations of one good file per format, through real caged workers.

Whatever a mutant is, it ends as read or as unreadable, in time, and the next file is read. The seed is fixed, so that
what fails once fails again; a longer run is `MUTANTS=5000 pytest tests/readers/test_mutations.py`.
"""

from __future__ import annotations

import gzip
import os
import random
from collections.abc import Callable, Iterator

import pytest

from consilium.actions.inspect import Seen
from consilium.domain.errors import UnreadableError
from consilium.readers.contract import Bounds, MemorySource
from consilium.readers.pool import Job, Pool
from tests import papers
from tests.readers import documents as made
from tests.readers import test_archive, test_ccda_bodies, test_hl7v2_messages, test_mail, test_slide, test_variants_vcf
from tests.readers.archive_files import sevenzipped, tarred, zipped
from tests.readers.dicom_files import part10, report

MUTANTS = int(os.environ.get("MUTANTS", "20"))
LETTER = papers.letter().encode()
PICTURE = made.paper(dots=40)
FHIR = (
    b'{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p","name":'
    b'[{"family":"Muestra","given":["Mia"]}],"birthDate":"2010-05-17"}},{"resource":{"resourceType":"Observation",'
    b'"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]},"effectiveDateTime":'
    b'"2024-03-01","valueQuantity":{"value":11.2,"unit":"g/dL"}}}]}'
)
GOOD: dict[str, Callable[[], bytes]] = {
    "IM1.dcm": lambda: papers.ct_slice(0),
    "report.dcm": lambda: part10(report()),
    "letter.pdf": made.report_pdf,
    "photo.jpg": lambda: made.encoded(PICTURE, "JPEG"),
    "photo.png": lambda: made.encoded(PICTURE, "PNG"),
    "photo.tif": lambda: made.encoded(PICTURE, "TIFF"),
    "photo.avif": lambda: made.encoded(PICTURE, "AVIF"),  # HEIC's container and reader; HEIC itself has no free encoder
    "summary.xml": lambda: test_ccda_bodies.WHOLE,
    "bundle.json": lambda: FHIR,
    "results.hl7": lambda: test_hl7v2_messages.WHOLE,
    "variants.vcf": lambda: test_variants_vcf.WHOLE,
    "variants.vcf.gz": lambda: gzip.compress(test_variants_vcf.WHOLE, mtime=0),
    "slide.svs": lambda: test_slide.svs(512),
    "letter.docx": made.word,
    "table.xlsx": lambda: made.workbook([["Patient", "Mia Muestra"], ["Hb", 11.2], ["Plt", 240]]),
    "letter.rtf": lambda: b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0 Patient: Mia Muestra\\par Hb \\'e9 11.2\\par}",
    "page.html": lambda: b"<html><head><title>Report</title></head><body><table><tr><td>Hb<td>11.2</table>" + LETTER,
    "mail.eml": lambda: test_mail.letter().as_bytes(),
    "mail.msg": lambda: test_mail.message(),
    "bundle.zip": lambda: zipped({"a.txt": LETTER, "b/c.txt": LETTER * 2}),
    "bundle.tar": lambda: tarred({"a.txt": LETTER, "b/c.txt": LETTER * 2}),
    "bundle.7z": lambda: sevenzipped({"a.txt": LETTER, "b/c.txt": LETTER * 2}),
    "disc.iso": lambda: test_archive.disc(joliet=3, rock_ridge="1.09", udf="2.60"),
}


def mutant(good: bytes, chance: random.Random) -> bytes:
    """The good file with bytes changed, cut out, doubled, zeroed or set to extremes; mostly near its beginning."""
    data = bytearray(good)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        near = chance.random() < 0.5
        place = chance.randrange(min(len(data), 2048) if near else len(data))
        length = chance.choice((1, 2, 4, 8, 64, 1024))
        what = chance.randrange(6)
        if what == 0:
            data[place] ^= 1 << chance.randrange(8)
        elif what == 1:
            data[place : place + length] = chance.randbytes(length)
        elif what == 2:
            data[place : place + length] = chance.choice((b"\0", b"\xff", b"\x7f", b"9")) * min(length, 8)
        elif what == 3:
            del data[place : place + length]
        elif what == 4:
            data[place:place] = data[place : place + length]
        else:
            del data[place:]
        if not data:
            data = bytearray(b"\0")
    return bytes(data)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as opened:
        yield opened


@pytest.mark.parametrize("name", GOOD)
def test_every_mutant_is_read_or_refused_and_the_next_file_is_read(pool: Pool, name: str) -> None:
    good, chance = GOOD[name](), random.Random(f"2024 {name}")
    ends: list[str] = []
    for _ in range(MUTANTS):
        data = mutant(good, chance)
        try:
            answer = pool.read(Job(MemorySource(data), name, name, bounds=Bounds(seconds=30)), Seen(""))
        except UnreadableError as error:
            ends.append(error.code)
        else:
            ends.append(answer.reading.format)
    assert len(ends) == MUTANTS
    assert "errors.too_slow" not in ends
    assert ends.count("errors.reader_died") <= MUTANTS // 20
    assert pool.read(Job(MemorySource(LETTER), "a.txt", "a.txt"), Seen("")).reader == "text"


@pytest.mark.parametrize("name", GOOD)
def test_the_good_file_is_read(pool: Pool, name: str) -> None:
    """Or else its mutants would prove nothing."""
    answer = pool.read(Job(MemorySource(GOOD[name]()), name, name), Seen(""))
    assert answer.reader != "litter"
