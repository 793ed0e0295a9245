"""The clinical pages of summary.pdf: four at most whatever the case, nothing hidden, black on white."""

from __future__ import annotations

import dataclasses
import io

import pikepdf
import pypdfium2
import pytest

from consilium.domain.packet import RecordView
from consilium.domain.records import Citation, Remark
from consilium.domain.summary import Group, Part, Reference, Section, Span, Statement, Summary, summarize
from consilium.knowledge.catalog import Catalog, load
from consilium.writers.summary import pdf
from consilium.writers.summary.clinical import ROOMS, sources
from consilium.writers.summary.content import INDEX_ROWS
from consilium.writers.summary.plots import plots
from tests.writers.sample_clinical import sample_asked, sample_case, sample_derived, sample_view
from tests.writers.sample_packet import HOSTILE
from tests.writers.test_summary_pdf import figures, pages


def words(language: str = "en") -> Catalog:
    return Catalog(language, load(language), strict=True)


def sample_summary(language: str = "en") -> Summary:
    case = sample_case(language)
    return summarize(case, sample_asked(), sample_derived(case))


def front(texts: list[str], index: str = "Record index") -> list[str]:
    """The pages before the record index."""
    at = next(number for number, text in enumerate(texts) if index in text)
    return texts[:at]


def crowded(text: str) -> Summary:
    """A summary with 300 long rows in each group of each section."""
    row = Statement(
        (Span(), text, text, text, text, text),
        (Remark("summary.said_uncertain"),),
        (Reference("R1", 3, Citation(text, 3)),) * 9,
    )
    summary = sample_summary()
    sections = tuple(
        Section(section.part, tuple(_crowd(group, row) for group in section.groups)) for section in summary.sections
    )
    return dataclasses.replace(summary, sections=sections)


def _crowd(group: Group, row: Statement) -> Group:
    return dataclasses.replace(group, rows=(dataclasses.replace(row, cells=row.cells[: len(group.columns)]),) * 300)


@pytest.mark.parametrize("text", ["word " * 200, "x" * 3000, HOSTILE])
def test_no_case_takes_more_than_four_pages_before_the_index(text: str) -> None:
    texts = pages(pdf(sample_view(), words(), crowded(text)))
    assert len(front(texts)) <= 4
    assert "of 300)" in texts[0]
    assert "are in summary.html" in " ".join(texts).replace("\n", " ")


def test_a_case_of_many_rows_keeps_its_plots() -> None:
    texts = front(pages(pdf(sample_view(), words(), crowded("word " * 5))))
    assert words().text("summary.plots") in " ".join(" ".join(texts).split())


@pytest.mark.parametrize(("language", "index"), [("en", "Record index"), ("es", "Índice de documentos")])
def test_the_sample_has_four_pages_with_every_section_in_order(language: str, index: str) -> None:
    catalog = words(language)
    texts = front(pages(pdf(sample_view(language), catalog, sample_summary(language))), index)
    assert 2 <= len(texts) <= 4
    whole = " ".join(texts)
    places = [whole.index(catalog.text(f"summary.part_{part.value}")) for part in Part]
    assert places == sorted(places)


def test_reservations_corrections_and_what_is_left_out_are_said() -> None:
    text = " ".join(" ".join(front(pages(pdf(sample_view(), words(), sample_summary())))).split())
    assert "NOT TOLD WHETHER IT WAS DONE: brentuximab vedotin" in text
    assert "UNCERTAIN: Hodgkin" in text
    assert "STATED AS ABSENT: latex" in text
    assert "198 Gy" in text
    assert "corrected by Dr. Okafor" in text
    assert "1 statement was struck out" in text
    assert "not stated yet" in text
    assert "No record here states: flow cytometry." in text


def test_every_row_ends_in_its_reference() -> None:
    text = front(pages(pdf(sample_view(), words(), sample_summary())))[0]
    assert "[R5 p.1]" in text.replace("\u00a0", " ")
    one = Statement(("x",), (), tuple(Reference(f"R{at}") for at in range(9)))
    assert sources(one, words()) == "[R0, R1, R2, R3 +5]"


def test_an_empty_summary_says_of_each_section_that_nothing_is_stated() -> None:
    case = dataclasses.replace(sample_case(), findings=(), records=(), studies=())
    text = " ".join(front(pages(pdf(sample_view(), words(), summarize(case)))))
    assert text.count("Nothing is stated in the records here.") == 7
    assert "The family has not written down questions yet." in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_archivable_and_its_plots_have_words(language: str) -> None:
    with pikepdf.open(io.BytesIO(pdf(sample_view(language), words(language), sample_summary(language)))) as document:
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
        alternatives = [str(figure.get("/Alt", "")) for figure in figures(document.Root.StructTreeRoot)]
    assert len(alternatives) == 9
    assert all(alternatives)


def test_nothing_is_said_by_colour() -> None:
    document = pypdfium2.PdfDocument(pdf(sample_view(), words(), sample_summary()))
    for page in list(document)[:4]:
        image = page.render(scale=0.5).to_numpy().astype(int)
        assert abs(image[..., 0] - image[..., 1]).max() <= 2
        assert abs(image[..., 1] - image[..., 2]).max() <= 2
        page.close()
    document.close()


def test_a_long_index_is_cut_and_says_where_the_rest_is() -> None:
    records = tuple(RecordView(f"R{at}", "Result", f"records/{at}") for at in range(INDEX_ROWS + 34))
    text = " ".join(pages(pdf(dataclasses.replace(sample_view(), records=records, studies=()), words())))
    assert "34 more records are not printed here." in text
    assert f"R{INDEX_ROWS - 1} " in text
    assert f"R{INDEX_ROWS} " not in text


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert pdf(sample_view(), words(), sample_summary()) == pdf(sample_view(), words(), sample_summary())


def test_the_rooms_are_from_generous_to_scarce() -> None:
    assert list(ROOMS) == sorted(ROOMS, key=lambda room: (room.rows, room.chars), reverse=True)


def test_marks_stand_inside_the_plot_and_the_range_does_not_flatten_the_values() -> None:
    drawn = plots(sample_summary().series)
    assert len(drawn) == 8
    for plot in drawn:
        assert all(0 <= mark.x <= 1 and 0 <= mark.y <= 1 for mark in plot.marks)
        heights = [mark.y for mark in plot.marks]
        assert plot.low == plot.high or max(heights) - min(heights) >= 0.2
        if plot.band:
            assert 0 <= plot.band[0] <= plot.band[1] <= 1


def test_letters_that_are_spelled_out_take_no_fifth_page() -> None:
    texts = pages(pdf(sample_view(), words(), crowded("\U00010a80" * 90)))
    assert "[U+10A80]" in " ".join(texts)
    assert len(front(texts)) <= 4
