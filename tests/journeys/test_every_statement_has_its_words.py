"""Law 2: every statement that the summary of a synthetic child shows resolves to words in its source.

A quote of a page stands on that page (lines may be broken, words parted by hyphens at their ends; of a wrapped table
cell the words stand within the citation's box); a quote of a structured source stands at its place, or in the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from consilium.actions import clinical
from consilium.actions.clinical import Filled
from consilium.actions.documents import file_document, reading_of, ref_of
from consilium.actions.opened import OpenCase
from consilium.casebook.models import InputFile
from consilium.domain.findings import Finding, Kind
from consilium.domain.records import Citation, Page, Reading
from consilium.domain.summary import Part, Reference, Summary
from demo import make
from demo.story import names
from tests.actions.conftest import Add, add, installation
from tests.journeys.shown_names import is_said, without_spanish

__all__ = ["add", "installation"]

PICTURES = {"scan", "fax", "screenshot", "slide", "viewer", "cut_photo", "photo", "dicom_ct", "dicom_pet"}
OF_RECORDS = {Part.MATERIAL, Part.GAPS}  # rows of these may be about a record as a whole


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def stands(quote: str, text: str) -> bool:
    """Whether a quote is in a text, whatever the breaks of lines and the hyphens at their ends."""
    joined = re.sub(r"[-\u00ad]\s*\n\s*", "", text)
    return bare(quote) in bare(text) or bare(re.sub(r"[-\u00ad]\s+", "", quote)) in bare(joined)


def stands_in_box(citation: Citation, page: Page) -> bool:
    """Whether each word of a quote is one of those that stand in its box (cells that are broken into lines)."""
    box = citation.box
    if box is None:
        return False
    near = 0.005
    words = {
        word
        for line in page.lines
        for word, at in line.words
        if at.left >= box.left - near and at.right <= box.right + near
        if at.top >= box.top - near and at.bottom <= box.bottom + near
    }
    return set(citation.quote.split()) <= words


def on_its_page(citation: Citation, reading: Reading) -> bool:
    pages = [page for page in reading.pages if page.number == citation.page]
    return any(stands(citation.quote, page.text) or stands_in_box(citation, page) for page in pages)


def at_its_place(citation: Citation, reading: Reading, data: bytes) -> bool:
    """In the element of an XPath; for other places in the record's text, or in its bytes as text."""
    if citation.place.startswith("/ClinicalDocument"):
        steps = [
            f"*[local-name()='{name}']{rest}"
            for name, rest in re.findall(r"/([A-Za-z]+)((?:\[\d+\])?)", citation.place)
        ]
        found: Any = etree.fromstring(data).xpath("/" + "/".join(steps))
        texts = (text for one in found for text in ("".join(one.itertext()), etree.tostring(one, encoding="unicode")))
        return any(stands(citation.quote, text) for text in texts)
    return stands(citation.quote, reading.text) or stands(citation.quote, data.decode("utf-8", "replace"))


def sources(case: OpenCase, filled: Filled) -> dict[str, list[InputFile]]:
    """The files of each number: one of a paper; of a study its images and structured reports."""
    ids = {number: {str(one.id)} for number, one in filled.files.items()}
    for one in filled.case.findings:
        ids.setdefault(one.record.number, set()).add(one.record.id)
    at = {file_document(case, row).path: str(row.id) for row in InputFile.objects.filter(case=case.row)}
    for study in filled.case.studies:
        ids.setdefault(study.number, set()).update(at[path] for path in study.sources[:3])
    rows = {str(row.id): row for row in InputFile.objects.filter(case=case.row).select_related("answer", "content")}
    return {number: [rows[one] for one in sorted(found)] for number, found in ids.items()}


def cited(made: Summary) -> Iterator[tuple[Part | None, Reference]]:
    for section in made.sections:
        for group in section.groups:
            for row in group.rows:
                yield from ((section.part, one) for one in row.references)
    for series in made.series:
        yield from ((None, point.reference) for point in series.points if point.reference)


@pytest.fixture
def filled_story(add: Add, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[OpenCase, Filled]:
    """A story's papers without its pictures (recognizing them takes long), one photograph aside."""
    truth = make(request.param, tmp_path / "story", seed=1, scale="small")
    photos = [entry for entry in truth.files if entry.form == "photo" and "!/" not in entry.path]
    for entry in truth.files:
        if entry.form in PICTURES and "!/" not in entry.path and entry not in photos[:1]:
            (tmp_path / "story" / "records" / entry.path).unlink()
    case = add(tmp_path / "story" / "records", case="c").case
    return case, clinical.filled(case, "en")


@pytest.mark.parametrize("filled_story", names(), indirect=True)
def test_every_statement_of_the_summary_resolves_to_words_of_its_source(
    filled_story: tuple[OpenCase, Filled],
) -> None:
    case, filled = filled_story
    # Looked at here too, since filling a case takes long.
    assert without_spanish(one.finding for one in filled.case.findings) == set()
    made, _ = clinical.derive(filled.case)
    files = sources(case, filled)
    readings = {row.id: reading_of(case, row) for rows in files.values() for row in rows}
    wrong: list[tuple[object, ...]] = []
    checked = 0
    for part, one in dict.fromkeys(cited(made)):
        citation = one.citation
        if not citation.quote.strip():
            if part not in OF_RECORDS:
                wrong.append((part, one.label, "no words"))
            continue
        checked += 1
        if not any(_resolves(case, citation, row, readings[row.id]) for row in files.get(one.record, ())):
            wrong.append((part, one.label, citation))
    assert wrong == []
    assert checked > 60


def _resolves(case: OpenCase, citation: Citation, row: InputFile, reading: Reading | None) -> bool:
    if reading is None or row.content is None:
        return False
    if citation.page is not None:
        return on_its_page(citation, reading)
    return at_its_place(citation, reading, case.reader.read(ref_of(row.content)))


def test_words_that_do_not_stand_there_would_be_found() -> None:
    assert stands("neuro-\nblastoma, stage 4", "The neuro-\nblastoma,  stage\n4 of")
    assert stands("neuroblastoma", "The neuro-\nblastoma")
    assert not stands("neuroblastoma stage 4", "neuroblastoma, stage 4")
    assert not stands("stage IV", "stage 4")


def test_a_name_of_two_languages_is_found_out() -> None:
    assert not is_said("pieza weight", Finding(Kind.MEASUREMENT, "pieza weight", value="84 g"))
    assert is_said("specimen weight", Finding(Kind.MEASUREMENT, "specimen weight", value="84 g"))
