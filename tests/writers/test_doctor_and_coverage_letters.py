"""The doctor's request and the letters to an insurer: no names where none are wanted, blank where unknown."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import docx as python_docx
import pikepdf
import pypdfium2
import pytest

from consilium.domain.completeness import Standing, gaps
from consilium.domain.coverage_letters import (
    CoverageAsked,
    CoverageKind,
    CoverageLetter,
    Ground,
    Plan,
    Service,
    coverage_letter,
)
from consilium.domain.coverage_letters import checked as checked_coverage
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.insurance import Call
from consilium.domain.packet import ChildView, Sourced
from consilium.domain.physician_request import PhysicianRequest, RequestAsked, age_in_years, physician_request
from consilium.domain.physician_request import checked as checked_request
from consilium.domain.summary import summarize
from consilium.knowledge.catalog import Catalog, load
from consilium.knowledge.insurance import coverage_tables
from consilium.knowledge.programs import programs
from consilium.knowledge.requirements import requirements
from consilium.writers.letters import coverage, physician
from tests.domain.gap_cases import HODGKIN, HODGKIN_PATH, READ, case, says

CASE = READ["hodgkin at diagnosis, reports only"][0]
TODAY = date(2026, 11, 21)
LETTERS = [name for name, program in programs().items() if program.letter]


def strict(language: str) -> Catalog:
    return Catalog(language, load(language), strict=True)


def request(name: str, a_case: object = CASE, **chosen: object) -> PhysicianRequest:
    asked = RequestAsked(name, **chosen)  # type: ignore[arg-type]
    return physician_request(
        asked, programs()[name], a_case, summarize(a_case), gaps(a_case, requirements(), name), ("Is it sure?",)  # type: ignore[arg-type]
    )  # fmt: skip


def letter(**chosen: object) -> CoverageLetter:
    asked = CoverageAsked(**{"kind": CoverageKind.PRIOR_AUTHORIZATION, **chosen})  # type: ignore[arg-type]
    return coverage_letter(asked, CASE, coverage_tables())


def flat(text: str) -> str:
    return " ".join(text.split())


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return flat(" ".join(texts))


@pytest.mark.parametrize(("language", "day"), [("en", "24 July 2025"), ("es", "24 de julio de 2025")])
def test_the_data_of_a_doctor_s_letter_have_their_days_in_words(language: str, day: str) -> None:
    data = physician.txt(request("stjude", language=language), strict(language))
    assert not re.search(r"\b20\d\d-\d\d", data)
    assert day in flat(data)


def test_no_name_number_or_birthday_goes_to_a_program_that_wants_none() -> None:
    named = case(
        HODGKIN_PATH,
        HODGKIN,
        says("R1", "diagnosis", "Hodgkin lymphoma of Sofía Muestra, HIM-204417, born 2011-05-17", "2025-07-24"),
    )
    made = request("expert_vtb", named, question="Is the tumor of SOFÍA Muestra Ejemplo rare?")
    for said in (
        physician.txt(made, strict("en")),
        pdf_text(physician.pdf(made, strict("en"))),
        physician.txt(made, strict("es")),
    ):
        for hidden in ("Sofía", "SOFÍA", "Ejemplo", "HIM-204417", "2011-05-17", "17 May 2011"):
            assert hidden not in said
    text = flat(physician.txt(made, strict("en")))
    assert "Hodgkin lymphoma of […] […], […], born […]" in text
    assert "Age in years:" in text


def test_a_person_can_leave_names_out_or_put_them_in() -> None:
    assert "Sofía" not in physician.txt(request("stjude", without_names=True), strict("en"))
    assert "Sofía" in physician.txt(request("stjude"), strict("en"))


def test_the_letter_says_what_the_page_asks_for_and_what_of_it_is_here() -> None:
    made = request("expert_vtb")
    states = {one.text["en"]: (one.standing, one.here) for one in made.wanted}
    assert states["pathology and radiology reports"] == (Standing.PRESENT, ("R1", "R2", "R3"))
    assert states["clinical summary"][0] is Standing.MISSING
    assert states["pseudonymised data"] == (None, ())
    text = flat(physician.txt(made, strict("en")))
    assert "not here yet" in text
    assert "please add it by hand" in text
    assert "classical Hodgkin lymphoma, nodular sclerosis" in text
    assert "[R1]" in text


def test_a_place_that_says_it_twice_is_named_once() -> None:
    twice = [says("R1", "diagnosis", "classical Hodgkin lymphoma", "2025-07-24") for _ in range(2)]
    text = flat(physician.txt(request("stjude", case(HODGKIN_PATH, HODGKIN, *twice)), strict("en")))
    assert "[R1" in text
    assert "R1, R1" not in text


def test_the_note_to_the_doctor_quotes_the_programs_own_page() -> None:
    text = flat(physician.txt(request("ern_paedcan"), strict("en")))
    assert "creates an EU Login, asks for a CPMS account" in text
    assert "We read these pages on 20 November 2026" in text
    spanish = flat(physician.txt(request("ern_paedcan", language="es"), strict("es")))
    assert "crea un EU Login" in spanish


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", LETTERS)
def test_every_program_of_doctors_has_its_letter_in_both_languages(name: str, language: str) -> None:
    made = request(name, language=language)
    assert checked_request(made.asked, programs()[name]) == made.asked
    text = physician.txt(made, strict(language))
    assert programs()[name].name.split()[0] in text
    assert "None" not in text


def test_a_program_that_families_ask_has_no_such_letter() -> None:
    with pytest.raises(InputError, match="no_letter"):
        checked_request(RequestAsked("nemours"), programs()["nemours"])
    for asked in (RequestAsked("stjude", language="de"), RequestAsked("stjude", question="x" * 5_000)):
        with pytest.raises(InputError):
            checked_request(asked, programs()["stjude"])


def test_what_is_not_known_of_the_child_is_a_blank_line() -> None:
    nobody = replace(CASE, child=ChildView())
    text = physician.txt(request("stjude", nobody), strict("en"))
    assert "Name: ____" in text
    assert "Age in years: ____" in text
    assert age_in_years(replace(CASE, child=ChildView(None, Sourced("2011")))) is None
    assert age_in_years(CASE) == 14


@pytest.mark.parametrize("name", ['#panic("no")', "$x^2$ @ref *b* `c`", "山田 花子", "O'Brien \u202e <b>"])
def test_a_name_is_never_markup_in_the_doctors_letter_or_the_insurers(name: str) -> None:
    odd = replace(CASE, child=ChildView(Sourced(name)))
    made = request("stjude", odd)
    told = coverage_letter(CoverageAsked(CoverageKind.APPEAL, insurer=name), odd, coverage_tables())
    for data in (physician.pdf(made, strict("en")), coverage.pdf(told, strict("en"))):
        text = pdf_text(data)
        assert all(char in text or f"[U+{ord(char):04X}]" in text for char in name if char.isalnum() or char in "#$<`")
    assert python_docx.Document(io.BytesIO(physician.docx(made, strict("en")))).paragraphs
    assert python_docx.Document(io.BytesIO(coverage.docx(told, strict("en")))).paragraphs


@pytest.mark.parametrize("language", ["en", "es"])
def test_both_papers_are_tagged_archivable_and_the_same_each_time(language: str) -> None:
    words = strict(language)
    for data, again in (
        (physician.pdf(request("stjude"), words), physician.pdf(request("stjude"), words)),
        (coverage.pdf(letter(), words), coverage.pdf(letter(), words)),
    ):
        assert data == again
        with pikepdf.open(io.BytesIO(data)) as opened:
            assert opened.Root.MarkInfo.Marked
            assert str(opened.Root.Lang) == language
            meta = opened.open_metadata()
            assert (meta["pdfaid:part"], meta["pdfuaid:part"]) == ("2", "1")
    assert physician.docx(request("stjude"), words) == physician.docx(request("stjude"), words)


@pytest.mark.parametrize(
    ("plan", "state", "words"),
    [
        (Plan.MEDICAID, "US-TX", "42 CFR 438.206(b)(3)"),
        (Plan.PRIVATE, "US-CA", "1383.1"),
        (Plan.PRIVATE, "us-ca", "1383.1"),
    ],
)
def test_a_rule_is_cited_where_it_was_read_for_this_plan(plan: Plan, state: str, words: str) -> None:
    assert words in flat(coverage.txt(letter(plan=plan, state=state), strict("en")))


@pytest.mark.parametrize(
    ("plan", "state"), [(Plan.PRIVATE, "US-NY"), (Plan.UNKNOWN, "US-CA"), (Plan.OTHER, ""), (Plan.PRIVATE, "")]
)
def test_no_rule_is_cited_for_a_plan_or_state_that_nobody_read(plan: Plan, state: str) -> None:
    made = letter(plan=plan, state=state)
    assert made.rule == ""
    assert "CFR" not in coverage.txt(made, strict("en"))
    assert "Cal." not in coverage.txt(made, strict("en"))


def test_a_letter_calls_it_urgent_only_where_somebody_on_the_team_did() -> None:
    assert "urgent" not in coverage.txt(letter(), strict("en")).lower()
    urgent = letter(urgent_said_by="Dr. Okafor", urgent_said_on=PartialDate(2026, 11, 20))
    assert "Dr. Okafor told us so (date: 20 November 2026)" in flat(coverage.txt(urgent, strict("en")))


def test_an_appeal_names_the_refusal_the_calls_and_what_is_asked() -> None:
    calls = (Call(PartialDate(2026, 11, 10), with_whom="Robin", reference="R-1"), Call(PartialDate(2026, 11, 12)))
    asked = CoverageAsked(
        CoverageKind.APPEAL,
        services=tuple(Service),
        grounds=tuple(Ground),
        refused_on=PartialDate(2026, 11, 1),
        refusal="not needed",
        own_words="We ask for <this>.",
    )
    made = coverage_letter(asked, CASE, coverage_tables(), calls, "St. Example")
    text = flat(coverage.txt(made, strict("en")))
    for words in ("1 November 2026", "not needed", "Robin, reference number R-1", "St. Example", "We ask for <this>."):
        assert words in text
    assert "12 November" not in text
    assert coverage.txt(made, strict("es"))


def test_what_nobody_told_the_insurer_is_a_line_to_fill_in() -> None:
    text = coverage.txt(letter(), strict("en"))
    for label in ("To (health plan):", "Member number:", "Doctor:", "What it is:"):
        assert f"{label} ____" in text
    assert "None" not in text


@pytest.mark.parametrize("wrong", [{"refused_on": PartialDate(2027)}, {"language": "fr"}, {"own_words": "x" * 5_000}])
def test_a_letter_that_can_not_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        checked_coverage(CoverageAsked(CoverageKind.APPEAL, **wrong), TODAY)  # type: ignore[arg-type]


def test_no_line_but_a_web_address_is_wider_than_a_mail() -> None:
    for name in LETTERS:
        wide = [line for line in physician.txt(request(name), strict("en")).splitlines() if len(line) > 78]
        assert all("://" in line for line in wide)
