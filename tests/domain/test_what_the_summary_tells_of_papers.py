"""The summary's words on its papers: the question that a letter puts, the day of a value, which of several tests."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.posedquestions import asked_in, posed_in
from consilium.domain.records import Box, Category, Citation, Line, Page, Remark
from consilium.domain.summary import Asked, Part, Span, Statement, summarize
from consilium.domain.writtenquestions import WrittenQuestion
from consilium.knowledge.catalog import LANGUAGES, Catalog, catalog, load
from consilium.knowledge.displaynames import display_names
from consilium.writers.summary.wording import cell
from tests.domain.test_clinical_summary import LETTER, case_of, rows, said


def _page(*lines: str) -> Page:
    return Page(1, tuple(Line(text, Box(0.1, 0.05 * at, 0.9, 0.05 * at + 0.03)) for at, text in enumerate(lines)))


@pytest.mark.parametrize(
    ("lines", "posed"),
    [
        (
            (
                "One focus at L2 (Curie 1). Question: biopsy, radiation to L2,",
                "lorlatinib, or naxitamab-based therapy?",
            ),
            ["biopsy, radiation to L2, lorlatinib, or naxitamab-based therapy?"],
        ),
        (("Pregunta: ¿biopsia o radioterapia de L2?", "Saludos."), ["¿biopsia o radioterapia de L2?"]),
        (("Questions:", "1. Is surgery possible?", "2. Proton therapy?"), ["Is surgery possible?", "Proton therapy?"]),
        (
            ("Preguntas. 1) ¿Es candidato a terapia con mIBG? 2) ¿Se puede irradiar L3?", "Plazo. Antes de mayo."),
            ["¿Es candidato a terapia con mIBG?", "¿Se puede irradiar L3?"],
        ),
        (
            ("Preguntas para ustedes:", "1) ¿Se puede operar?", "2) ¿Qué dosis de 1.8 Gy?"),
            ["¿Se puede operar?", "¿Qué dosis de 1.8 Gy?"],
        ),
        (("Reason for referral: opinion on a second resection. Best wishes",), ["opinion on a second resection"]),
        (("Motivo de interconsulta: valorar trasplante. Atentamente",), ["valorar trasplante"]),
        (("Question: do we irradiate? Thank you. Is this fax legible?",), ["do we irradiate?"]),
        (
            (
                "Response PET is pending.",
                "Questions",
                "• Consolidation: transplant, radiation, both, or neither if complete",
                "metabolic response?",
                "• If radiation: dose and sites?",
                "Samuel Okafor, MD",
            ),
            [
                "Consolidation: transplant, radiation, both, or neither if complete metabolic response?",
                "If radiation: dose and sites?",
            ],
        ),
        (("Preguntas para el comité", "- ¿Se puede operar?", "Dra. Modelo"), ["¿Se puede operar?"]),
        (("2. Specific questions", "Is surgery possible?"), ["Is surgery possible?"]),
    ],
)
def test_the_question_of_a_letter_is_read_with_its_place(lines: tuple[str, ...], posed: list[str]) -> None:
    found = posed_in((_page(*lines),))
    assert [one.text for one in found] == posed
    assert all(one.citation.quote in lines for one in found)


@pytest.mark.parametrize(
    "line",
    [
        "Is he a candidate for surgery? We think so.",
        "The family had no questions. Call with any questions or concerns.",
        "Motivo de consulta: masa abdominal.",
        "If you have questions: call 555 0100.",
        "Chief complaint: pain.",
        "Questions\nCall the clinic at +00 555 0100. Is it open on Friday?",
        "Questions?",
    ],
)
def test_what_is_put_to_nobody_is_no_question_of_the_letter(line: str) -> None:
    assert not posed_in((_page(*line.split("\n")),))


def test_a_note_of_a_visit_puts_what_it_asks_and_not_why_the_child_came() -> None:
    lines = ("Reason for consultation: fever and cough since Monday.", "Questions: 1. Is surgery possible?")
    assert len(posed_in((_page(*lines),))) == 2
    assert [one.text for one in asked_in((_page(*lines),))] == ["Is surgery possible?"]


_POSED = (WrittenQuestion("Biopsy or radiation?", "R1", 2, Citation("Question: Biopsy or radiation?", 2), "en"),)


def _asked(asked: Asked | None = None, **more: object) -> tuple[Statement, ...]:
    of = replace(case_of(), posed=_POSED, **more)  # type: ignore[arg-type]
    return rows(summarize(of, asked), Part.QUESTION, "question")


def test_a_letters_question_stands_where_the_family_has_written_none() -> None:
    first = _asked()[0]
    assert first.cells[1] == "Biopsy or radiation?"
    assert [mark.code for mark in first.marks] == ["summary.question_in_letter"]
    assert first.references[0].label == "R1 p.2"
    own = _asked(Asked(question="Is there another way?"))[0]
    assert (own.cells[1], own.marks) == ("Is there another way?", ())


def test_the_question_of_a_letter_that_was_replaced_is_not_asked() -> None:
    assert _asked(records=(replace(LETTER, superseded_by="R2"),))[0].cells[1] == Remark("summary.not_stated")


def _latest(when: PartialDate | None, written: PartialDate | None, confidence: float | None = None) -> Statement:
    paper = replace(LETTER, category=Category.LABS, date=written)
    value = said(Kind.LABORATORY, "hemoglobin", value="9.7", unit="g/dl", when=when, confidence=confidence)
    of = case_of(CaseFinding("k", value, paper), records=(paper,))
    (row,) = rows(summarize(of), Part.RESPONSE, "laboratory")
    return row


def test_a_latest_value_without_a_day_says_when_its_paper_told_it() -> None:
    day = PartialDate(2024, 3, 9)
    told = {language: cell(_latest(None, day).cells[1], catalog(language)) for language in LANGUAGES}
    assert told == {"en": "9.7 g/dl, told 2024-03-09", "es": "9.7 g/dl, dicho 2024-03-09"}
    assert _latest(day, PartialDate(2024, 3, 12)).cells[1] == "9.7 g/dl, 2024-03-09"
    assert _latest(None, None).cells[1] == "9.7 g/dl"


@pytest.mark.parametrize(("confidence", "marked"), [(0.86, True), (0.93, True), (0.99, False), (None, False)])
def test_a_value_that_was_recognized_says_so_unless_it_was_read_surely(confidence: float | None, marked: bool) -> None:
    codes = [mark.code for mark in _latest(None, None, confidence).marks]
    assert ("summary.read_from_picture" in codes) is marked


def test_words_need_less_to_be_believed_than_figures() -> None:
    felt = said(Kind.CONDITION, "fever", confidence=0.9)
    (row,) = rows(summarize(case_of(felt)), Part.BACKGROUND, "condition")
    assert not row.marks


def _absent(gene: str, paper: CaseRecord, when: PartialDate | None = None) -> CaseFinding:
    return CaseFinding(f"{gene}{paper.number}", said(Kind.VARIANT, gene, Assertion.NEGATED, when=when), paper)


def _papers(first: PartialDate | None, second: PartialDate | None) -> tuple[CaseRecord, CaseRecord]:
    return replace(LETTER, date=first), replace(LETTER, id="f2", number="R2", date=second)


def _panels(first: PartialDate | None, second: PartialDate | None, *genes: str) -> list[object]:
    papers = _papers(first, second)
    found = [_absent(gene, paper) for gene, paper in zip(genes, papers, strict=True)]
    return [
        row.cells[1] for row in rows(summarize(case_of(*found, records=papers)), Part.MOLECULAR, "molecular_absent")
    ]


def test_genes_looked_for_in_two_years_are_two_rows() -> None:
    early, late = PartialDate(2022, 1, 5), PartialDate(2025, 6, 7)
    assert _panels(early, late, "ALK", "TP53") == ["ALK", "TP53"]
    assert _panels(early, late, "ALK", "ALK") == ["ALK", "ALK"]
    assert _panels(None, None, "ALK", "TP53") == ["ALK", "TP53"]


def test_genes_looked_for_on_one_day_are_one_row_and_told_again_in_that_year_too() -> None:
    day = PartialDate(2025, 6, 7)
    assert _panels(day, day, "ALK", "TP53") == ["ALK; TP53"]
    assert _panels(day, PartialDate(2025, 9, 1), "ALK", "ALK") == ["ALK"]


@pytest.mark.parametrize(
    ("written", "english", "spanish"),
    [
        ("first", "first", "primero"),
        ("segundo", "second", "segundo"),
        ("2nd", "second", "segundo"),
        ("tercer", "third", "tercero"),
        ("tandem", "tandem", "en tándem"),
        ("haplo", "haplo", "haplo"),
    ],
)
def test_which_of_several_transplants_is_said_in_the_pages_language(written: str, english: str, spanish: str) -> None:
    done = Finding(Kind.TRANSPLANT, "autologous transplant", detail={"ordinal": written})
    assert display_names("en").of(done).detail["ordinal"] == english
    assert display_names("es").of(done).detail["ordinal"] == spanish


def test_all_words_of_these_rows_are_in_both_catalogs() -> None:
    for language in LANGUAGES:
        strict = Catalog(language, load(language), strict=True)
        assert strict.text("summary.question_in_letter")
        assert cell(Span(told=PartialDate(2024, 3, 9)), strict)


# Medicines.


def _medicines(*found: Finding, language: str = "en", code: str = "medicine") -> list[tuple[object, ...]]:
    summary = summarize(case_of(*found), names=display_names(language))
    return [row.cells[1:] for row in rows(summary, Part.BACKGROUND, code)]


@pytest.mark.parametrize("name", ["transfusion", "red cell transfusion", "platelet transfusion", "fresh frozen plasma"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_transfusion_is_no_medicine_that_is_taken(name: str, language: str) -> None:
    given = said(Kind.MEDICINE, name, value="15 mL/kg", detail={"dose": "15 mL/kg", "state": "current"})
    taken = said(Kind.MEDICINE, "acyclovir", detail={"dose": "200 mg", "state": "current"})
    assert len(_medicines(given, taken, language=language)) == 1
    assert [cells[1] for cells in _medicines(given, taken, language=language, code="blood")] == ["15 mL/kg"]


def test_a_case_without_transfusions_has_no_such_group() -> None:
    assert not _medicines(said(Kind.MEDICINE, "parenteral nutrition", value="nightly"), code="blood")


@pytest.mark.parametrize(
    ("frequency", "language", "told"),
    [
        ("every 6 h", "en", "200 mg, every 6 h, as needed"),
        ("every 6 h", "es", "200 mg, cada 6 h, según necesidad"),
        ("every 6 h PRN", "en", "200 mg, every 6 h PRN"),
        ("cada 6 h si es necesario", "en", "200 mg, every 6 h as needed"),
    ],
)
def test_what_is_taken_only_as_needed_says_so_once(frequency: str, language: str, told: str) -> None:
    detail = {"dose": "200 mg", "frequency": frequency, "as_needed": "yes", "state": "current"}
    assert [
        cells[1] for cells in _medicines(said(Kind.MEDICINE, "acetaminophen", detail=detail), language=language)
    ] == [told]


@pytest.mark.parametrize(
    ("value", "dose"),
    [
        ("ursodiol, amlodpine", ""),
        ("Trimethoprim-sulfamethoxazole, acyciovir", ""),
        ("ursodiol 300 mg, amlodpine", "ursodiol 300 mg, amlodpine"),
        ("ursodiol nightly", "ursodiol nightly"),
    ],
)
def test_the_names_of_a_list_are_no_dose(value: str, dose: str) -> None:
    assert [cells[1] for cells in _medicines(said(Kind.MEDICINE, "ursodiol", value=value))] == [dose]
