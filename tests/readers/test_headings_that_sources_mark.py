"""Headings that a source marks: no bold answer, item or cell is one; each format tells its own in its own way."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import docx
import pytest

from consilium.domain.answers import body_from_bytes, body_pieces
from consilium.domain.plain import to_json
from consilium.domain.records import BOLD_ALONE, Line, Page, Reading
from consilium.readers import ccda, headed, mail, office, pdf, text, webpage
from consilium.readers.lines import NOWHERE
from tests.readers import documents as made
from tests.readers import exchanged
from tests.readers.test_ccda_bodies import WHOLE


def levels(reading: Reading) -> list[tuple[str, int]]:
    return [(line.text, line.level) for page in reading.pages for line in page.lines]


def web(body: str) -> list[tuple[str, int]]:
    return levels(made.read(webpage, f"<html><body>{body}</body></html>".encode())[0])


def word(fill: Callable[[docx.document.Document], None]) -> list[tuple[str, int]]:
    paper, buffer = docx.Document(), io.BytesIO()
    fill(paper)
    paper.save(buffer)
    return levels(made.read(office, buffer.getvalue())[0])


@pytest.mark.parametrize(
    "body",
    [
        "<p>Result: <b>Positive</b></p>",
        "<ul><li><b>Ondansetron</b></li></ul>",
        "<table><tr><td><b>Hb</b></td><td>9.8</td></tr><tr><td><b>WBC</b></td><td>2.1</td></tr></table>",
        f"<p><b>{'A whole paragraph in bold. ' * 8}</b></p>",
        "<p><i>Seguimiento en casa</i></p>",
    ],
)
def test_bold_words_in_a_sentence_a_list_or_a_cell_are_no_headings(body: str) -> None:
    assert all(level == 0 for _, level in web(body))


@pytest.mark.parametrize(
    ("body", "line", "level"),
    [
        ("<h1>Visit note</h1><p>x</p>", "Visit note", 1),
        ("<h3><div>What we <em>found</em></div></h3><p>x</p>", "What we found", 3),
        ('<div role="heading" aria-level="4">Plan</div>', "Plan", 4),
        ("<details><summary>Lo que encontramos</summary>x</details>", "Lo que encontramos", 6),
        ("<p><strong>Heme/<em>Onc</em></strong></p><p>x</p>", "Heme/Onc", BOLD_ALONE),
        ("<div><b>What we found</b><br>Liver 2 cm.</div>", "What we found", BOLD_ALONE),
        ('<p><span style="font-weight: 700">Plan</span></p>', "Plan", BOLD_ALONE),
        ("<table><tr><td><h2>Medicines</h2><p>Ondansetron 4 mg</p></td></tr></table>", "Medicines", 2),
    ],
)
def test_a_page_tells_its_headings(body: str, line: str, level: int) -> None:
    assert (line, level) in web(body)


def test_an_empty_heading_marks_nothing_after_it() -> None:
    assert web("<h2> </h2><p>Afebrile.</p>") == [("Afebrile.", 0)]


def test_blanks_between_bold_and_plain_words_stay_one() -> None:
    assert web("<p>Her <b> white </b> cells</p>") == [("Her white cells", 0)]


def test_word_tells_styles_and_lines_in_bold_but_no_titles_items_or_cells() -> None:
    def fill(paper: docx.document.Document) -> None:
        paper.add_heading("Resumen de alta", 0)  # the style Title
        paper.add_heading("Antecedentes familiares", 2)
        paper.add_paragraph("Tía con asma.")
        paper.add_paragraph().add_run("Lo que encontramos").bold = True
        mixed = paper.add_paragraph("Resultado: ")
        mixed.add_run("Positivo").bold = True
        paper.add_paragraph(style="List Bullet").add_run("Ondansetrón").bold = True
        table = paper.add_table(1, 2)
        table.cell(0, 0).paragraphs[0].add_run("Hb").bold = True
        table.cell(0, 1).text = "9.8"

    told = dict(word(fill))
    assert told["Antecedentes familiares"] == 2
    assert told["Lo que encontramos"] == BOLD_ALONE
    for plain in ("Resumen de alta", "Tía con asma.", "Resultado: Positivo", "Hb 9.8"):
        assert told[plain] == 0


def test_a_style_of_ones_own_that_is_based_on_a_heading_is_one() -> None:
    def fill(paper: docx.document.Document) -> None:
        own = paper.styles.add_style("Sección", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = paper.styles["Heading 3"]
        paper.add_paragraph("Por qué ingresó", style=own)

    assert word(fill) == [("Por qué ingresó", 3)]


def test_opendocument_tells_outline_levels_and_lines_in_bold() -> None:
    content = (
        '<text:h text:outline-level="2">Why we saw her</text:h><text:p>Fever.</text:p>'
        '<text:p><text:span text:style-name="T1">How she is</text:span></text:p><text:p>Well.</text:p>'
        '<text:p>Result <text:span text:style-name="T1">positive</text:span></text:p>'
    )
    styles = (
        '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><style:style style:name="T1">'
        '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
    )
    data = made.opendocument(content)
    data = made.edited(data, "content.xml", ("<office:body>", f"{styles}<office:body>"))
    assert levels(made.read(office, data)[0]) == [
        ("Why we saw her", 2), ("Fever.", 0), ("How she is", BOLD_ALONE), ("Well.", 0), ("Result positive", 0),
    ]  # fmt: skip


def test_rich_text_tells_styles_and_lines_in_bold_but_no_rows() -> None:
    source = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\stylesheet{\s0 Normal;}{\s2\sbasedon0\b heading 2;}}"
        rb"\pard\plain\s2\b Lo que encontramos\par\pard\plain H\'edgado a 2 cm, {\b duro}.\par"
        rb"{\b Seguimiento en casa}\par\pard texto\par"
        rb"\trowd\intbl {\b Hb}\cell 9.8\cell\row\pard\b Hb\tab 9.8\b0\par}"
    )
    told = levels(made.read(office, source)[0])
    assert told[:4] == [
        ("Lo que encontramos", 2), ("Hígado a 2 cm, duro.", 0), ("Seguimiento en casa", BOLD_ALONE), ("texto", 0),
    ]  # fmt: skip
    assert all(level == 0 for _, level in told[4:])


def test_markdown_tells_its_headings_and_plain_text_none() -> None:
    source = b"# Visit note\n\nAna came today.\n\n## What we found\n\nLiver 2 cm.\n\n**At home**\n\nRest.\n"
    collected, _ = made.read(text, source, path="note.md")
    assert [level for _, level in levels(collected)] == [1, 0, 2, 0, BOLD_ALONE, 0]
    assert all(level == 0 for _, level in levels(made.read(text, source)[0]))


def test_a_mail_in_html_tells_the_headings_of_its_page() -> None:
    letter = (
        b"From: a@example.org\r\nSubject: News\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b"<html><body><h2>What we found</h2><p>Liver 2 cm.</p></body></html>"
    )
    assert ("What we found", 2) in levels(made.read(mail, letter)[0])


def test_a_section_of_a_ccda_stands_under_its_title() -> None:
    told = levels(exchanged.read(ccda, WHOLE)[0])
    assert ("Allergies", 1) in told
    assert sum(level > 0 for _, level in told) == 1


def test_a_pdf_tells_lines_that_are_all_in_bold() -> None:
    body = "#strong[What we found]\n\nLiver 2 cm, #strong[hard].\n\n#table(columns: 2, [#strong[Hb]], [9.8])"
    told = dict(levels(made.read(pdf, made.pdf(body))[0]))
    assert told["What we found"] == BOLD_ALONE
    assert all(level == 0 for line, level in told.items() if line != "What we found")


def test_a_level_is_kept_and_readings_of_earlier_versions_have_none() -> None:
    page = Page(1, (Line("Plan", NOWHERE, level=2), Line("Rest.", NOWHERE)))
    kept = body_from_bytes(b"".join(body_pieces(Reading("html", pages=(page,)))))
    assert kept.pages == (page,)
    earlier = to_json(Reading("html")) + b'\n[1,0.0,0.0,"typed",0.0,[["Rest.",[0,0,0,0],null,"",[]]]]\n'
    assert levels(body_from_bytes(zlib.compress(earlier))) == [("Rest.", 0)]


def test_signs_of_headings_never_reach_a_page() -> None:
    assert headed.taken(headed.heading("Plan", 2)) == ("Plan", 2)
    assert headed.taken(headed.settled(headed.bold("Plan"))) == ("Plan", BOLD_ALONE)
    assert headed.heading("   ", 2) == "   "
    assert headed.plain(f"{headed.heading('Plan', 1)} {headed.bold('b')}") == "Plan b"
