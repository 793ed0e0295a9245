"""Terms and units of ours beside a source's words: a Spanish page says them in Spanish, and what it can't it quotes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.findings import Finding, Kind
from consilium.domain.packet import ChildView
from consilium.domain.records import Category, Citation
from consilium.domain.summary import summarize
from consilium.knowledge.displaynames import display_names
from tests.domain.gap_cases import TODAY

SPANISH, ENGLISH = display_names("es"), display_names("en")


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("weeks", "semanas"),
        ("copies/mL", "copias/mL"),
        ("cells/uL", "células/uL"),
        ("mg/g creatinine", "mg/g creatinina"),
        ("cm/year", "cm/año"),
        ("per million", "por millón"),
        ("mg/m2/day", "mg/m2/día"),
        # Signs and what no table has stay as they are.
        ("mmol/L", "mmol/L"),
        ("10*3/uL", "10*3/uL"),
        ("dB HL", "dB HL"),
        ("lakh/cumm", "lakh/cumm"),
        ("", ""),
    ],
)
def test_words_in_a_unit_are_the_page_s(unit: str, shown: str) -> None:
    said = Finding(Kind.LABORATORY, "x", value=f"9 {unit}".strip(), unit=unit)
    assert (SPANISH.of(said).unit, SPANISH.of(said).value) == (shown, f"9 {shown}".strip())
    assert (ENGLISH.of(said).unit, ENGLISH.of(said).value) == (unit, f"9 {unit}".strip())


def test_a_gestational_age_counts_in_the_page_s_weeks() -> None:
    said = Finding(Kind.GROWTH, "gestational age", value="29", number=29, unit="weeks")
    assert (SPANISH.of(said).value, SPANISH.of(said).unit) == ("29", "semanas")


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("trisomy 20", "trisomy", "trisomía"),
        ("monosomy 7", "monosomy", "monosomía"),
        ("tetrasomy 8", "tetrasomy", "tetrasomía"),
        ("x", "transcript", "transcript"),  # a frame whose shape is more than the word
        ("x", "excision", "excision"),
    ],
)
def test_a_word_that_stands_beside_what_it_is_of_is_said_alone_too(name: str, value: str, shown: str) -> None:
    said = Finding(Kind.CYTOGENETICS, name, value=value)
    assert SPANISH.of(said).value == shown
    assert ENGLISH.of(said).value == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [("dim", "tenue"), ("partial", "parcial"), ("bright", "intenso"), ("neg", "negativo"), ("positive for", "positivo"),
     ("rare cells dim", "rare cells dim"), ("smudged", "smudged")],
)  # fmt: skip
def test_how_a_marker_stains_is_said_in_the_page_s_words_where_it_is_one_of_the_tables(value: str, shown: str) -> None:
    for kind in (Kind.FLOW, Kind.STAIN):
        assert SPANISH.of(Finding(kind, "CD38", value=value)).value == shown


@pytest.mark.parametrize(
    ("kind", "key", "value", "shown"),
    [
        (Kind.STAGE, "system", "CNS status", "estado del SNC"),
        (Kind.STAGE, "system", "Ann Arbor", "Ann Arbor"),
        (Kind.MEDICINE, "route", "intravenous", "intravenosa"),
        (Kind.MEDICINE, "route", "IV", "IV"),
        (Kind.MRD, "timepoint", "end of induction", "fin de la inducción"),
        (Kind.MRD, "timepoint", "day 8", "día 8"),
        (Kind.MRD, "timepoint", "before decision", "before decision"),
        (Kind.MRD, "limit", "1 in 10^6", "1 en 10^6"),
        (Kind.MRD, "limit", "0.01%", "0.01%"),
    ],
)
def test_terms_in_details_are_the_page_s(kind: Kind, key: str, value: str, shown: str) -> None:
    assert SPANISH.of(Finding(kind, "x", detail={key: value})).detail[key] == shown
    assert ENGLISH.of(Finding(kind, "x", detail={key: value})).detail[key] == value


def quoted(text: str, *languages: str) -> str:
    """What a Spanish page shows of a sentence that records of these languages say."""
    said = Finding(Kind.IMAGING, "mass", value=text, detail={"modality": "CT"}, citations=(Citation(text),))
    records = tuple(
        CaseRecord(name, f"R{name}", "Report", category=Category.IMAGING_REPORTS, language=language)
        for name, language in zip("12", languages, strict=False)
    )
    found = tuple(CaseFinding(f"k{record.id}", said, record) for record in records)
    case = ClinicalCase("synthetic", ChildView(None, None, None, ()), TODAY, records=records, findings=found)
    summary = summarize(replace(case, language="es"), names=SPANISH)
    (row,) = [
        row for part in summary.sections for group in part.groups if group.code == "imaging" for row in group.rows
    ]
    return str(row.cells[-1])


def test_words_that_images_without_a_language_say_as_well_are_quoted_all_the_same() -> None:
    text = "Left adrenal mass, encasing the celiac axis"
    assert quoted(text, "en", "") == f"“{text}”"
    assert quoted(text, "", "") == text
    assert quoted(text, "en", "es") == text  # a Spanish record says it in these words


def test_words_that_a_hyphen_joins_are_words() -> None:
    assert quoted("high-risk", "en") == "“high-risk”"
    assert quoted("FDG-avid", "en") == "FDG-avid"
