"""What is counted from the day of a graft: columns of values (`D+3`), the day on which cells took, the day in the name
of a note; hours of one day over their values; cells that a graft is made of."""

from __future__ import annotations

import pytest
from onepaper import extracted, placed

from consilium.domain.findings import Finding, Kind
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules


def of_page(*rows: str) -> list[Finding]:
    one = placed(*((0.1 + 0.02 * at, row) for at, row in enumerate(rows)))
    reading = Reading("text", pages=(one,))
    return list(extract("text", reading, sort(reading, rules().sorting), finding_words()))


def counts(found: list[Finding], name: str) -> list[tuple[str, str]]:
    return [(one.value, str(one.when or "")) for one in found if one.kind is Kind.LABORATORY and one.name == name]


def test_a_column_counted_from_day_0_has_the_day_that_it_counts() -> None:
    found = of_page(
        "Progress note",
        "Date: 2025-05-16",
        "Tisagenlecleucel infused 2025-05-09.",
        "Date | D+3 | D+5 | D+7",
        "ANC | 0.31 | 0.04 | 0.00",
        "Hgb | 8.8 | 7.1 | 7.9",
    )
    assert counts(found, "neutrophils") == [("0.31", "2025-05-12"), ("0.04", "2025-05-14"), ("0.00", "2025-05-16")]


def test_a_column_counted_from_an_unknown_day_has_not_the_papers_day() -> None:
    found = of_page("Nota de evolución", "Fecha: 2025-05-16", "Fecha | Día 1 | Día 8 | Día 15", "RAN | 310 | 40 | 0")
    assert counts(found, "neutrophils") == [("310", ""), ("40", ""), ("0", "")]
    assert [one.detail["occasion"] for one in found if one.name == "neutrophils"] == ["Día 1", "Día 8", "Día 15"]


def test_hours_over_values_tell_each_of_them() -> None:
    found = of_page(
        "Time | 06:00 | 12:00 | 18:00 | 24:00", "K | 5.4 | 5.1 | 6.2 | 4.8", "Uric acid | 9.8 | 4.1 | 1.2 | <0.5"
    )
    assert [value for value, _ in counts(found, "potassium")] == ["5.4", "5.1", "6.2", "4.8"]
    assert [value for value, _ in counts(found, "uric acid")] == ["9.8", "4.1", "1.2", "<0.5"]


@pytest.mark.parametrize(
    ("text", "engrafted"),
    [
        (
            "Prendimiento: neutrófilos +18, plaquetas +25.",
            {"neutrophil engraftment": "+18", "platelet engraftment": "+25"},
        ),
        ("Engraftment: neutrophils +16", {"neutrophil engraftment": "+16"}),
    ],
)
def test_a_day_of_engraftment_is_no_count(text: str, engrafted: dict[str, str]) -> None:
    found = extracted(text)
    assert {one.name: one.value for one in found if one.kind is Kind.RESPONSE} == engrafted
    assert not [one for one in found if one.kind is Kind.LABORATORY]


def test_the_day_in_the_name_of_a_note_is_not_the_treatments() -> None:
    found = extracted("CAR-T Day +7 clinic visit 2025-05-16", "Kymriah was infused on 2025-05-09.")
    assert "2025-05-16" not in {
        str(one.when) for one in found if one.kind is Kind.TRANSPLANT and one.name.startswith("CAR")
    }


@pytest.mark.parametrize(
    "text", ["Graft: PBSC, CD34 6.8 x10^6/kg, infused without reaction", "Fuente: PBSC. Celularidad CD34+ 4,2x10e6/kg"]
)
def test_what_a_graft_is_made_of_was_not_collected_there_and_is_no_stain(text: str) -> None:
    found = extracted(text)
    assert not [one for one in found if one.name == "stem cell collection"]
    assert not [one for one in found if one.kind in (Kind.STAIN, Kind.FLOW)]
    assert [one.name for one in found if one.kind is Kind.LABORATORY] == ["CD34 cell dose"]


def test_a_collection_and_a_marker_of_blasts_are_told() -> None:
    assert [one.name for one in extracted("PBSC collected 2024-10-02")] == ["stem cell collection"]
    assert {one.name for one in extracted("Blasts CD34+ CD117+") if one.kind is Kind.FLOW} == {"CD34", "CD117"}


def test_subsets_under_a_heading_of_chimerism_are_no_stains() -> None:
    found = extracted("Chimerism", "Cell line   % donor   Comment", "CD3   71   Mixed", "CD33   100   Indeterminate")
    assert not [one for one in found if one.kind in (Kind.STAIN, Kind.FLOW)]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Monocytic differentiation is more common with KMT2A rearrangements.", ["conditional"]),
        ("This phenotype is often associated with KMT2A rearrangement.", ["conditional"]),
        ("Este inmunofenotipo se asocia a menudo con reordenamientos de KMT2A.", ["conditional"]),
        ("AML with KMT2A rearrangement.", ["stated"]),
        ("LMA asociada a reordenamiento de KMT2A.", ["stated"]),
        ("nuc ish(5'KMT2A sep 3'KMT2A x1)[184/200]", []),
        ("CDKN2A x0", ["stated"]),
    ],
)
def test_a_gene_of_many_and_a_probes_signal_are_not_the_childs_change(text: str, how: list[str]) -> None:
    assert [
        str(one.assertion) for one in extracted(text) if one.kind in (Kind.VARIANT, Kind.CYTOGENETICS) and one.detail
    ] == how


def test_values_behind_a_spanish_yes_are_measured() -> None:
    found = extracted("Citopenias SÍ (Hb 6,9 / plaq 18.000); TG 412 mg/dl SÍ")
    assert {str(one.assertion) for one in found if one.kind is Kind.LABORATORY} == {"stated"}
    assert "triglycerides" in {one.name for one in found}


def test_subsets_of_chimerism_in_a_sentence_are_no_stains() -> None:
    found = extracted("D+28 chimerism: whole blood 99% donor, CD3 84%, CD33 100%.")
    assert not [one for one in found if one.kind in (Kind.STAIN, Kind.FLOW)]
    assert {one.value for one in found if one.kind is Kind.LABORATORY} == {"99", "84", "100"}


@pytest.mark.parametrize(
    ("text", "drug"), [("TG 412 mg/dl", False), ("TG 298. Fib 140.", False), ("TG 60 mg/m2 d29-42", True)]
)
def test_triglycerides_are_no_thioguanine(text: str, drug: bool) -> None:
    assert any(one.name == "thioguanine" for one in extracted(text)) is drug


def test_a_blood_counts_differential_in_a_report_of_the_marrow_is_of_blood() -> None:
    found = extracted(
        "HEMATOPATHOLOGY REPORT",
        "Bone marrow aspirate",
        "CBC: WBC 141.2 x10^9/L",
        "Differential: blasts 71%, neutrophils 1%, lymphocytes 9%",
    )
    cells = [one for one in found if one.kind is Kind.LABORATORY and one.unit == "%"]
    assert cells
    assert not [one for one in cells if one.detail.get("specimen") == "bone marrow"]
    assert {str(one.assertion) for one in cells} == {"stated"}


@pytest.mark.parametrize(
    "line",
    [
        "PBSC harvest 5 June 2023: 6.4 x 10^6 CD34+/kg in three bags.",
        "Cosecha 5,2 x10e6 CD34+/kg.",
        "Infused 4.1 x 10^6 CD34+ cells/kg on day 0.",
    ],
)
def test_cells_of_a_graft_are_no_markers_of_the_disease(line: str) -> None:
    found = extracted("Transplant summary", "", line)
    assert not [one for one in found if one.kind in (Kind.FLOW, Kind.STAIN)]


def test_markers_of_blasts_are() -> None:
    found = extracted("Bone marrow flow cytometry", "", "Blasts are CD34+, CD117+, CD19-.")
    assert {one.name for one in found if one.kind is Kind.FLOW} >= {"CD34", "CD117"}
