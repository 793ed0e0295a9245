"""Headings that a source marks: what they close, what they open, and what only looks like one."""

from __future__ import annotations

import re

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import extract
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.clauses import clauses_of
from consilium.domain.records import BOLD_ALONE, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from tests.domain.findings.onepaper import NOWHERE

_MARK = re.compile(r"(#{1,6}|\*\*) ")


def page(text: str) -> Page:
    """A page of lines; `##` marks a heading of the second level, `**` a line that is all in bold."""
    lines = []
    for line in text.strip().split("\n"):
        mark = _MARK.match(line.strip())
        level = 0 if mark is None else BOLD_ALONE if mark[1] == "**" else len(mark[1])
        lines.append(Line(_MARK.sub("", line.strip(), count=1), NOWHERE, level=level))
    return Page(1, tuple(lines))


def clauses(text: str) -> tuple[Clause, ...]:
    return clauses_of((page(text),), finding_words().sections)


def section_of(text: str, words: str) -> Section:
    return next(clause.section for clause in clauses(text) if words in clause.text)


def heading_of(text: str, words: str) -> str:
    return next(clause.heading for clause in clauses(text) if words in clause.text)


def findings(text: str) -> tuple[Finding, ...]:
    reading = Reading("html", pages=(page(text),))
    return extract("webpage", reading, sort(reading, rules().sorting), finding_words())


@pytest.mark.parametrize("mark", ["##", "**"])
@pytest.mark.parametrize(
    "heading",
    [
        "What we found",
        "Since we last met",
        "Lo que encontramos",
        "Por qué ingresó",
        "How she is tonight",
        "Why we saw Ana",
    ],
)
def test_a_heading_of_unknown_words_ends_the_familys_history(mark: str, heading: str) -> None:
    paper = f"# Letter\n{mark} Family history\nAunt with asthma.\n{mark} {heading}\nShe has seizures.\nNothing else."
    assert section_of(paper, "asthma") is Section.FAMILY_HISTORY
    assert section_of(paper, "seizures") is Section.NONE
    assert heading_of(paper, "seizures") == heading


@pytest.mark.parametrize(
    ("paper", "kind", "name"),
    [
        (
            "# Clinic\n## Family history\nAunt with asthma.\n## What we found\nHemoglobin 8.2 g/dL.",
            "laboratory",
            "hemoglobin",
        ),
        (
            "# Nota\n## Antecedentes familiares\nPrimo con leucemia.\n## Lo que pasó\nTrombosis de la vena yugular.",
            "condition",
            "thrombosis",
        ),
        ("# Nota\n** Antecedentes familiares\nAbuela con asma.\n** Cómo está hoy\nPeso 31 kg.", "growth", "weight"),
    ],
)
def test_what_stands_under_it_is_the_childs(paper: str, kind: str, name: str) -> None:
    found = [one for one in findings(paper) if str(one.kind) == kind and one.name == name]
    assert [one.assertion for one in found] == [Assertion.STATED]
    assert not [one for one in findings(paper) if one.name == name and one.assertion is Assertion.FAMILY]


def test_a_reading_without_marks_is_read_as_ever() -> None:
    paper = "Letter\nFamily history\nAunt with asthma.\nWhat we found\nShe has seizures."
    assert section_of(paper, "seizures") is Section.FAMILY_HISTORY


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Her medicines at home", Section.MEDICINES),
        ("Medicinas para la casa", Section.MEDICINES),
        ("Physical exam today", Section.EXAMINATION),
        ("Seguimiento en casa", Section.PLAN),
        ("Brief plan for the ward", Section.PLAN),
        ("Illnesses in the family", Section.FAMILY_HISTORY),
        ("Enfermedades de la familia", Section.FAMILY_HISTORY),
        ("Qué sugerimos", Section.PLAN),
        ("How to care for the line", Section.GENERAL),
        ("Cómo cuidar el catéter", Section.GENERAL),
        ("Surgery on 3 March 2025", Section.OPERATION),
        # what the other words take back or make of something else
        ("Treatment we considered", Section.NONE),
        ("Plan completed", Section.NONE),
        ("Medicinas que no toleró", Section.NONE),
        ("Exam and laboratory", Section.NONE),
        ("Meeting with the family", Section.NONE),
    ],
)
def test_a_longer_heading_opens_what_its_words_name(heading: str, section: Section) -> None:
    paper = f"# Clinic letter\n## Allergies\nPenicillin.\n## {heading}\nSomething is told here."
    assert section_of(paper, "Something") is section


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("Note", Section.NONE),
        ("History", Section.NONE),
        ("Treatment plan", Section.PLAN),
        ("Preguntas para el médico", Section.QUESTIONS),
        ("Discharge instructions", Section.GENERAL),
    ],
)
def test_a_title_passes_on_what_its_paper_is_about(title: str, section: Section) -> None:
    assert section_of(f"# {title}\n## With the school\nSomething is told.", "Something") is section


def test_a_title_names_a_part_only_where_all_its_words_do() -> None:
    assert section_of("# Clinic visit and plan of Ana\nSomething is told.", "Something") is Section.NONE


@pytest.mark.parametrize(
    ("paper", "section", "heading"),
    [
        (
            "## Family history\n### Father's side\nColon cancer.",
            Section.FAMILY_HISTORY,
            "Family history: Father's side",
        ),
        ("## Antecedentes familiares\n### Rama paterna\nColon cancer.", Section.FAMILY_HISTORY, None),
        ("## Plan\n### What comes at school\nColon cancer.", Section.PLAN, None),
        ("## Examination\n### History\nx\n### Whatever\nColon cancer.", Section.EXAMINATION, "Examination: Whatever"),
        ("## Plan\n### At school\nRest.\n## What we saw\nColon cancer.", Section.NONE, "What we saw"),
    ],
)
def test_a_heading_under_another_is_of_its_section(paper: str, section: Section, heading: str | None) -> None:
    paper = f"# Letter\n{paper}"
    assert section_of(paper, "Colon cancer") is section
    assert heading is None or heading_of(paper, "Colon cancer") == heading


@pytest.mark.parametrize("mark", ["##", "**"])
@pytest.mark.parametrize(
    "item", ["Heme/Onc", "Problem #2: infection", "2. Infection", "Febrile neutropenia", "Nutrición", "Dolor"]
)
def test_problems_and_organs_are_items_of_an_assessment_and_plan(mark: str, item: str) -> None:
    paper = f"# Note\n{mark} Assessment and plan\nDoing well.\n{mark} {item}\nStart cefepime tomorrow."
    assert section_of(paper, "cefepime") is section_of(paper, "Doing well")


@pytest.mark.parametrize("item", ["Heme/Onc", "Febrile neutropenia", "Nutrición"])
def test_they_are_none_of_a_familys_history(item: str) -> None:
    paper = f"# Note\n## Family history\nAunt with asthma.\n## {item}\nShe was given cefepime."
    assert section_of(paper, "cefepime") is Section.NONE


@pytest.mark.parametrize(
    ("paper", "words", "section"),
    [
        ("** Diagnosis\n** Stage 4 neuroblastoma\nLeft adrenal gland.", "adrenal", Section.DIAGNOSIS),
        ("** Allergies\n** None known\nShe eats well.", "eats", Section.ALLERGIES),
        ("** Alergias\nSe preguntó hoy.\n** Negadas\nNada más.", "Nada", Section.ALLERGIES),
        ("** Allergies\nAsked today.\n** Penicillin\nHives.", "Hives", Section.ALLERGIES),
        ("** Medicines\nAs we agreed.\n** Ondansetron\n4 mg twice a day", "4 mg", Section.MEDICINES),
        ("** Plan\nIs there a fever?\n** Not today\nRest.", "Rest", Section.PLAN),
        ("** Plan\nWe said it.\n** She must not have ibuprofen.\nRest.", "Rest", Section.PLAN),
        ("** Plan\nWe said it.\n** LDH 618 U/L\nRest.", "Rest", Section.PLAN),
        ("** Plan\nWe said it.\n** and so on\nRest.", "Rest", Section.PLAN),
        ("** Plan\nWe said it.\n** Her Own Words", "Her Own", Section.PLAN),
    ],
)
def test_what_is_only_in_bold_is_no_heading(paper: str, words: str, section: Section) -> None:
    assert section_of(f"# Letter\n{paper}", words) is section


def test_items_of_a_part_keep_its_heading() -> None:
    paper = "# Record\n## Immunizations\n### Influenza\n10/02/2024"
    assert heading_of(paper, "10/02/2024") == "Immunizations"
    assert not [one for one in findings(paper) if str(one.kind) == "condition"]


def test_a_line_goes_on_with_no_heading() -> None:
    paper = "# Letter\n## Seguimiento en casa\nla niña reposa\n## Heme/Onc\nall is well"
    assert "Seguimiento en casa" in [clause.text for clause in clauses(paper)]


def test_a_table_keeps_its_head_under_a_line_in_bold() -> None:
    plain = finding_words().sections
    head = Line("Test Result", NOWHERE)
    lines = (Line("Labs of the day", NOWHERE, level=BOLD_ALONE), head, Line("Hb 9.8", NOWHERE))
    made = clauses_of((Page(1, lines),), plain, [[["Test", "Result"], ["Hb", "9.8"]]])
    assert made[-1].header == ("Test", "Result")


@pytest.mark.parametrize(
    ("heading", "dates"),
    [
        ("Seen in the ward on 12 March 2025", True),
        ("Tests in Mock Bay, 12 March 2025", True),
        ("Control del 12 de marzo de 2025", True),
        ("Since 12 March 2025", False),
        ("Desde el 12 de marzo de 2025", False),
    ],
)
def test_a_heading_with_its_day_dates_what_stands_under_it(heading: str, *, dates: bool) -> None:
    over = "# Clinic letter 20 March 2025\nAna Sample\nShe came with her mother."
    paper = f"{over}\n## {heading}\nWeight 24 kg.\n## What we found\nHeight 118 cm."
    days = {one.name: str(one.when or "") for one in findings(paper) if str(one.kind) == "growth"}
    assert (days["weight"] == "2025-03-12") is dates
    assert days["height"] != "2025-03-12"
