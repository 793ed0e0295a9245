"""summary.html: each statement leads to its source, in one file that runs nothing and asks nobody."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter

import pytest
from lxml import html as parser

from consilium.domain.records import Box, Citation
from consilium.domain.summary import Group, Part, Reference, Section, Statement, summarize
from consilium.writers.summary_html import html
from consilium.writers.summary_html.places import PICTURE_BYTES, PICTURES, Places
from tests.writers.sample_clinical import sample_case, sample_pages, sample_view
from tests.writers.sample_packet import HOSTILE, hostile_packet
from tests.writers.test_clinical_pdf import sample_summary, words

PNG = b"\x89PNG\r\n\x1a\n"


def sample_html(language: str = "en") -> str:
    pages = sample_pages(sample_case(language))
    return html(sample_summary(language), sample_view(language), words(language), pages).decode()


def one_row(*references: Reference) -> object:
    row = Statement(("x", "y"), (), references)
    sections = (Section(Part.CHILD, (Group("child", ("item", "value"), (row,)),)),)
    return dataclasses.replace(summarize(sample_case()), sections=sections)


def test_nothing_runs_and_nothing_is_fetched() -> None:
    tree = parser.fromstring(sample_html())
    assert not tree.xpath("//script|//iframe|//object|//form|//link|//base|//@*[starts-with(name(), 'on')]|//@style")
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    targets = tree.xpath("//@href|//@src")
    assert {re.match(r"#|\./|data:image/(png|jpeg);base64,", target) is not None for target in targets} == {True}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_reference_opens_a_place_and_every_place_leads_back(language: str) -> None:
    tree = parser.fromstring(sample_html(language))
    ids = Counter(tree.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    links = {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")}
    assert links - set(ids) == set()
    rows = tree.xpath("//main//tr[@id]")
    assert len(rows) > 60
    cited = [row for row in rows if row.xpath(".//span[@class='refs']/a")]
    assert len(cited) >= len(rows) - 2  # what nobody has told of has no place


def test_the_words_are_marked_on_the_picture_of_their_page() -> None:
    place = Citation("the words", 2, Box(0.1, 0.2, 0.5, 0.25))
    made = html(one_row(Reference("R5", 2, place)), sample_view(), words(), {("R5", 2): PNG})  # type: ignore[arg-type]
    tree = parser.fromstring(made.decode())
    target = tree.xpath("//span[@class='refs']/a")[0]
    assert target.text_content() == "R5 p.2"
    (mark,) = tree.get_element_by_id(target.get("href")[1:])
    assert [mark.get(name) for name in ("x", "y", "width", "height")] == ["96", "197", "408", "56"]
    assert "the words" in tree.xpath("//q/bdi/text()")


def test_without_a_picture_the_words_are_quoted_and_are_the_target() -> None:
    made = html(one_row(Reference("R5", 2, Citation("the words", 2))), sample_view(), words(), {})  # type: ignore[arg-type]
    tree = parser.fromstring(made.decode())
    target = tree.xpath("//span[@class='refs']/a/@href")[0]
    assert "the words" in tree.get_element_by_id(target[1:]).text_content()
    assert not tree.xpath("//img")


def test_pictures_are_bounded_in_number_and_size_and_those_left_out_are_counted() -> None:
    many = {(f"R{at}", 1): PNG for at in range(PICTURES + 5)} | {("R999", 1): PNG + b"0" * PICTURE_BYTES}
    book = Places(sample_view(), many)
    for record, page in many:
        book.cite("row", [Reference(record, None, Citation("x", page))])
    assert sum(bool(page.picture) for page in book.pages()) == PICTURES
    assert book.not_pictured == 6


def test_what_is_no_picture_is_not_embedded() -> None:
    made = html(one_row(Reference("R5", 2, Citation("w", 2))), sample_view(), words(), {("R5", 2): b"<svg onload=x>"})  # type: ignore[arg-type]
    assert b"<img" not in made


def test_hostile_words_stay_words() -> None:
    place = Citation(HOSTILE, 1, Box(0, 0, 1, 1), HOSTILE)
    row = Statement((HOSTILE,) * 4, (), (Reference(HOSTILE, 1, place),))
    sections = (Section(Part.DIAGNOSIS, (Group("diagnosis", ("date", "diagnosis", "codes", "established"), (row,)),)),)
    summary = dataclasses.replace(sample_summary(), sections=sections)
    view = hostile_packet()
    text = html(summary, view, words(), {(HOSTILE, 1): PNG}).decode()
    tree = parser.fromstring(text)
    assert not tree.xpath("//script|//img[@onerror]")
    assert "<img src=x" not in text
    assert "\u202e" not in text
    assert all(link.startswith(("#", "./")) for link in tree.xpath("//a/@href"))


def test_reservations_stand_before_what_they_are_of() -> None:
    tree = parser.fromstring(sample_html())
    cells = [" ".join(cell.text_content().split()) for cell in tree.xpath("//td[strong[@class='said']]")]
    assert any("NOT TOLD WHETHER IT WAS DONE: brentuximab vedotin" in cell for cell in cells)
    assert any("STATED AS ABSENT: latex" in cell for cell in cells)


def test_all_rows_are_there_and_long_tables_are_folded() -> None:
    row = Statement(("", "name", "", ""))
    groups = (Group("diagnosis", ("date", "diagnosis", "codes", "established"), (row,) * 200),)
    summary = dataclasses.replace(sample_summary(), sections=(Section(Part.DIAGNOSIS, groups),))
    tree = parser.fromstring(html(summary, sample_view(), words(), {}).decode())
    assert len(tree.xpath("//tbody/tr")) == 200
    assert len(tree.xpath("//details//tbody/tr")) == 186


def test_each_drawn_value_leads_to_its_source() -> None:
    tree = parser.fromstring(sample_html())
    assert len(tree.xpath("//figure")) == 8
    assert len(tree.xpath("//figure//a[@href]")) == 8 * 41
    assert all(figure.get("aria-label") for figure in tree.xpath("//figure/svg"))


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert sample_html() == sample_html()
