"""Rules that fail on a record: its text stays, and the first page, START-HERE and the exit status say that nothing of
it was taken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import lxml.html
import pypdfium2
import pytest

from consilium.actions import packet
from consilium.actions.documents import file_document, opened_row, sealed_row
from consilium.actions.opened import OpenCase
from consilium.casebook.models import InputFile
from consilium.cli.prepare import status_of
from consilium.domain.packet import RULES_FAILED
from consilium.domain.plain import to_json
from consilium.domain.records import Page, Reading, Remark
from consilium.domain.sorting import sort
from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.knowledge.rules import rules
from consilium.readers.findings import found_in
from tests.actions.conftest import Add
from tests.papers import letter, write

WORD = "KeyError"


def test_a_rule_that_fails_costs_the_statements_and_says_so() -> None:
    fine = Reading("text", pages=(Page(1, ()),))
    broken = replace(fine, pages=(Page(1, (None,)),))  # type: ignore[arg-type]  # as no reader makes it
    found, said = found_in("text", broken, sort(fine, rules().sorting), lambda: None)
    assert (found, [remark.code for remark in said]) == ((), [RULES_FAILED])
    assert said[0].args["kind"]  # for who mends the rule


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_familys_words_name_no_exception(language: str) -> None:
    said = catalog(language).remark(Remark(RULES_FAILED, {"kind": WORD}))
    assert WORD not in said
    assert len(said) > 40


def fail(case: OpenCase, path: str) -> None:
    """As if a rule had failed on the file: its document says so, and it has no statements."""
    for row in InputFile.objects.filter(case=case.row):
        document = file_document(case, row)
        if document.path.endswith(path):
            remark = Remark(RULES_FAILED, {"kind": WORD})
            plain, stored = opened_row(case, row)
            first = plain["index"]["parts"][0]
            plain["index"]["parts"][0] = 0
            plain["file"] = replace(document, remarks=(*document.remarks, remark))
            row.sealed = sealed_row(case, row.id, to_json(plain), stored[first:])
            row.save()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_on_which_rules_failed_is_named_wherever_one_looks_first(
    add: Add, tmp_path: Path, language: str
) -> None:
    files: dict[str, bytes | str] = {"letter.txt": letter(words="Hemoglobin 9.8 g/dL on 11 March 2024.")}
    case = add(write(tmp_path / "records", files), case="c").case
    assert status_of(packet.write(case, tmp_path / "before", language)) == 0
    fail(case, "letter.txt")
    written = packet.write(case, tmp_path / "packet", language)
    assert status_of(written) == 1
    assert [path for path, _ in written.failed] == ["letter.txt"]
    words = catalog(language)
    start = lxml.html.document_fromstring((tmp_path / "packet" / "START-HERE.html").read_bytes())
    first = " ".join(str(start.xpath("string(//section[@aria-labelledby='eye'])")).split())
    assert words.text("packet.eye_failed", count=1) in first
    page = (tmp_path / "packet" / "summary.html").read_text("utf-8")
    paper = pypdfium2.PdfDocument((tmp_path / "packet" / "summary.pdf").read_bytes())
    label = words.text("summary.failed_paper_is", paper="").strip()
    printed = " ".join(paper[0].get_textpage().get_text_bounded().split())
    assert label in page
    assert label in printed
    assert words.text("summary.left_failed", count=1, records="R1") in " ".join(page.split())
    told = str(start.xpath("string()")) + page + (tmp_path / "packet" / "manifest.json").read_text("utf-8")
    assert WORD not in told
