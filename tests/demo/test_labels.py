"""The labels of the synthetic children: what a person wrote that each paper states, to measure reading against."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings import Assertion, Kind
from consilium.domain.records import Category
from consilium.knowledge.requirements import requirements
from demo import make
from demo.forms import Making, as_pdf
from demo.says import said
from demo.scale import SCALES
from demo.story import Paper, Story, load, names

STORIES = [load(name) for name in names()]
RECOGNIZED = {"scan", "fax", "screenshot"}
PICTURED = {*RECOGNIZED, "photo", "cut_photo"}


@pytest.mark.parametrize("line", ["", "stain", "Stain CD30 = positive", "stain CD30 = positive; percent", "!negated x"])
def test_a_line_that_is_no_label_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="no "):
        said(line)


def test_sizes_and_stages_are_words_and_not_numbers() -> None:
    assert said("measurement mass = 4.1 x 2.8 cm").number is None
    assert said("function strength = 4/5").number is None
    assert (said("laboratory WBC = 6200 /mm3").number, said("laboratory WBC = 6200 /mm3").unit) == (6200, "/mm3")
    assert said("stage Ann Arbor = IIB").values == ("IIB",)


def test_a_label_is_read_in_all_its_parts() -> None:
    label = said("mrd/flow!negated MRD | minimal residual = <0.01 % @2026-08; method=NGS; laterality=left")
    assert (label.kinds, label.names) == (("mrd", "flow"), ("MRD", "minimal residual"))
    assert (label.comparator, label.number, label.unit) == ("<", 0.01, "%")
    assert (label.when, label.assertion, label.laterality) == ("2026-08", "negated", "left")
    assert label.detail == {"method": "NGS"}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_every_labelled_date_of_a_picture_stands_on_its_paper(story: Story) -> None:
    """A date that only the story knows is no label: nobody can read it."""
    making = Making(story, 1, SCALES["small"])
    pictured = [
        one for one in story.papers.values() if {out.form for out in one.outputs} & PICTURED and not one.undated
    ]
    for one in pictured:
        pages = pypdfium2.PdfDocument(as_pdf(making, one, one.outputs[0]))
        lines = "\n".join(page.get_textpage().get_text_bounded() for page in pages).splitlines()
        day = one.examined or one.date
        printed = {value for line in lines for found in dates_in(line) for value in found.values}
        assert PartialDate(day.year, day.month, day.day) in printed, one.key
    assert pictured


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_labels_use_the_words_of_findings_only(story: Story) -> None:
    for paper in story.papers.values():
        for label in (*paper.says, *paper.never):
            assert all(Kind(kind) for kind in label.kinds)
            assert all(Assertion(one) for one in label.assertion.split("/"))
        assert all(Kind(kind) for kind in paper.complete)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_every_labelled_number_stands_in_its_paper(story: Story) -> None:
    for paper in story.papers.values():
        printed = _numbers(paper)
        for label in paper.says:
            assert label.number is None or abs(label.number) in printed, (paper.key, label)


def _numbers(paper: Paper) -> set[float]:
    text = " ".join((paper.title, paper.body, *(str(value) for value in paper.fields.values())))
    found: set[float] = set()
    for figures in re.findall(r"\d+(?:[.,]\d+)*", text):
        for plain in (figures, figures.replace(",", ""), figures.replace(",", "."), figures.replace(".", "")):
            if plain.count(".") <= 1 and "," not in plain:
                found.add(float(plain))
    return found


def test_eight_children_have_different_diseases_and_many_papers() -> None:
    assert len(STORIES) >= 8
    for story in STORIES:
        assert len(story.papers) >= 12, story.name
        assert len({paper.category for paper in story.papers.values()}) >= 7, story.name


def test_each_child_has_typed_recognized_and_photographed_papers_in_several_styles() -> None:
    for story in STORIES:
        forms = {output.form for paper in story.papers.values() for output in paper.outputs}
        assert {"pdf", "photo"} <= forms, story.name
        assert forms & RECOGNIZED, story.name
        assert len({paper.style for paper in story.papers.values()}) >= 5, story.name


def test_both_languages_and_at_least_four_styles_are_there_for_the_common_kinds_of_papers() -> None:
    papers = [paper for story in STORIES for paper in story.papers.values()]
    assert min(Counter(paper.lang for paper in papers).values()) > 40
    for category in ("pathology_report", "imaging_reports", "labs", "treatment_records", "operative", "genetics"):
        same = [paper for paper in papers if paper.category == category]
        assert len({(paper.style, paper.lang) for paper in same}) >= 4, category


def test_traps_and_expected_gaps_are_in_every_story() -> None:
    for story in STORIES:
        assert sum(len(paper.never) for paper in story.papers.values()) >= 15, story.name
        gaps = story.raw["expected_gaps"]
        assert len(gaps) >= 4, story.name
        for gap in gaps:
            assert set(gap) <= {"item", "modality", "date", "number", "status", "why"}, (story.name, gap)
            assert gap["status"] in ("missing", "partly", "promised", "reported")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_all_that_is_owed_is_labelled_with_its_reason_and_holds_the_expected(story: Story) -> None:
    keys = {"item", "thing", "modality", "date", "number", "from", "to", "may", "why"}
    owed = story.raw["owed"]
    things = {*Category, *requirements().things, "stretch", "hla", "eye_photographs", "radiation_dicom"}
    for gap in owed:
        assert set(gap) <= keys, (story.name, gap)
        assert gap["why"]
        assert gap["item"] in things, (story.name, gap)
        assert ("from" in gap, "to" in gap) == ((gap["item"] == "stretch"),) * 2, (story.name, gap)
    for gap in story.raw["expected_gaps"]:
        assert any(one["item"] == gap["item"] or gap["item"] == "pathology_slides" for one in owed), (story.name, gap)


def test_the_truth_says_of_each_file_what_its_paper_or_its_entries_state(tmp_path: Path) -> None:
    truth = make("osteosarcoma", tmp_path, scale="small")
    by_form = {entry.form: entry for entry in truth.files}
    fusion = [label for label in by_form["maf"].findings if label["names"] == ("RB1",)]
    assert fusion[0]["values"] == ("p.Arg445Ter",)
    assert by_form["maf"].findings[0]["origin"] == "structured"
    assert {"origin": "structured", "kinds": ("allergy",), "names": ("Iodine",), "assertion": "stated",
            "detail": {"reaction": "Hives"}} in by_form["fhir"].findings  # fmt: skip
    roadmap = next(entry for entry in truth.files if entry.key == "roadmap")
    assert {"methotrexate"} <= {name for label in roadmap.findings for name in label["names"]}
    assert roadmap.never
    assert truth.expected_gaps
