"""What surgeons and pathologists say of tissue, of what they send of it, and what was looked for and not found."""

from __future__ import annotations

import pytest
from test_path_labelled import found_in, paper_of

from consilium.domain.findings import Assertion, Finding, Kind


def read(text: str, category: str = "pathology_report") -> list[Finding]:
    return found_in(paper_of({"text": text, "category": category, "date": "2024-05-05", "order": "mdy"}))


def said(text: str, category: str = "pathology_report") -> set[tuple[str, str]]:
    return {(one.name, one.assertion.value) for one in read(text, category)}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("No Reed-Sternberg cells are identified.", "Reed-Sternberg cells", "negated"),
        ("Sin células de Reed-Sternberg.", "Reed-Sternberg cells", "negated"),
        ("Nephrogenic rests: absent", "nephrogenic rests", "negated"),
        ("Restos nefrogénicos: presentes", "nephrogenic rests", "stated"),
        ("Renal sinus: infiltrated", "renal sinus invasion", "stated"),
        ("Seno renal: libre", "renal sinus invasion", "negated"),
        ("Sclera: not involved", "sclera invasion", "negated"),
        ("Nervio óptico: comprometido", "optic nerve invasion", "stated"),
        ("A nodule with necrosis.", "necrosis", "stated"),
        ("Médula sin fibrosis.", "fibrosis", "negated"),
        ("Margins: negative", "resection margins", "stated"),
    ],
)
def test_what_the_pathologist_says_of_tissue(text: str, name: str, how: str) -> None:
    assert (name, how) in said(text)


@pytest.mark.parametrize(
    "text", ["Necrosis 90 %.", "Tumor with 70 % necrosis.", "Capsule thickness 2 mm.", "Fibrosis?"]
)
def test_a_share_a_size_and_a_question_are_none(text: str) -> None:
    assert not said(text) & {("necrosis", "stated"), ("capsule invasion", "stated"), ("fibrosis", "stated")}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("The knee joint was not entered.", "joint opening", "negated"),
        ("La pleura no se abrió.", "pleura opening", "negated"),
        ("Globe intact, not perforated.", "globe perforation", "negated"),
        ("No skip lesion was found.", "skip lesions", "negated"),
        ("The ureter was identified and preserved.", "ureter preserved", "stated"),
        ("Riñón derecho preservado.", "kidney preserved", "stated"),
        ("Bordes óseos libres.", "resection margins", "stated"),
    ],
)
def test_what_the_surgeon_says_of_tissue_are_events(text: str, name: str, how: str) -> None:
    found = [one for one in read(text, "operative") if one.kind is Kind.SURGERY]
    assert [(one.name, one.assertion.value) for one in found] == [(name, how)]


@pytest.mark.parametrize(
    "text",
    [
        "Procedure: Core biopsy of right renal mass\nFindings\nFour cores taken.",
        "Procedure: Biopsy of right kidney\nFindings\nTumor sent fresh to pathology.",
        "Procedimiento: Biopsia de riñón derecho\nHallazgos\nSe envía tumor fresco a patología.",
    ],
)
def test_what_an_operation_sent_is_a_specimen(text: str) -> None:
    (one,) = (one for one in read(text, "operative") if one.kind is Kind.SPECIMEN)
    assert one.site == "kidney"
    assert str(one.when) == "2024-05-05"


def test_nothing_sent_is_none() -> None:
    told = [one for one in read("No tissue was sent to pathology.", "operative") if one.kind is Kind.SPECIMEN]
    assert [one.assertion for one in told] == [Assertion.NEGATED]


def test_pathology_is_awaited_after_an_operation() -> None:
    assert ("pathology report", "pending") in said("Same, pending pathology.", "operative")


@pytest.mark.parametrize(
    "text",
    [
        "Bone marrow report BM25-0311\nRight core 30 %, left core 5 % involved by tumor.",
        "Biopsia de médula ósea MO-25-0311\nBiopsia derecha 30 %, biopsia izquierda 5 % infiltrada por tumor.",
    ],
)
def test_the_sides_of_a_marrow_have_their_shares(text: str) -> None:
    found = [one for one in read(text, "bone_marrow") if one.kind is Kind.SPECIMEN and one.laterality]
    assert [(one.laterality, one.number, one.unit) for one in found] == [("right", 30.0, "%"), ("left", 5.0, "%")]


@pytest.mark.parametrize("text", ["Bone marrow report BM25-0311", "Biopsia de médula ósea MO-25-0311"])
def test_a_title_with_the_number_of_its_paper_names_the_specimen(text: str) -> None:
    (one,) = (one for one in read(text, "bone_marrow") if one.kind is Kind.SPECIMEN)
    assert one.name == "bone marrow"


def test_a_marker_keeps_its_hyphen_at_a_lines_end() -> None:
    (one,) = (one for one in read("Rosettes of PHOX2B-\npositive cells.", "bone_marrow") if one.name == "PHOX2B")
    assert one.detail["result"] == "positive"


@pytest.mark.parametrize(
    "text", ["FISH for MYC: copy gain, no amplification.", "FISH MYC: ganancia, sin amplificación."]
)
def test_a_change_is_denied_beside_another(text: str) -> None:
    assert {(one.name, one.value, one.assertion) for one in read(text)} == {
        ("MYC", "gain", Assertion.STATED),
        ("MYC", "amplification", Assertion.NEGATED),
    }


@pytest.mark.parametrize(
    "text",
    [
        "No pathogenic or likely pathogenic variant found, including TP53 and RB1.",
        "No se identificaron variantes patogénicas ni probablemente patogénicas.",
    ],
)
def test_a_report_on_genes_that_found_nothing(text: str) -> None:
    assert ("pathogenic variant", "negated") in said(text, "genetics")


def test_nothing_in_one_gene_is_of_that_gene() -> None:
    assert ("pathogenic variant", "negated") not in said("No pathogenic variant was found in TP53.", "genetics")
