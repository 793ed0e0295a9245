"""A dictated report's parts: the organs of an examination stay of it, a family's history goes on over its pronouns."""

from __future__ import annotations

import pytest
from onepaper import extracted, page, sections

from consilium.domain.findings import Assertion
from consilium.domain.findings.paper import Section
from consilium.domain.findings.text.clauses import clauses_of

EXAM = "\n".join((
    "PHYSICAL EXAM:",
    "VITALS: BP: 98/60. HEART RATE: 90. Weight: 31 kg.",
    "GEN: She looks well.",
    "HEENT: Pupils are equal. Oropharynx is clear.",
    "NECK: Supple.",
    "LUNGS: Clear to auscultation.",
    "CV: Regular rate; no murmurs.",
    "ABDOMEN: Soft. She has bowel sounds.",
    "EXT: No edema.",
    "IMAGING: Her CT scan shows a mass in the left apex.",
))  # fmt: skip
FAMILY = (
    "FAMILY HISTORY: Father died of colon cancer at age 45. She does believe that uncles may have died early. "
    "Mother is aged 50 and healthy. She was recently diagnosed with hemochromatosis. "
    "The patient has not had fevers."
)


def section_of(text: str, words: str) -> Section:
    return next(one.section for one in clauses_of([page(text)], sections()) if words in one.text)


@pytest.mark.parametrize(
    "words", ["90", "31 kg", "looks well", "Pupils", "Oropharynx", "Supple", "auscultation", "no murmurs", "Soft",
              "bowel sounds", "edema"]
)  # fmt: skip
def test_an_organ_under_an_examination_is_a_part_of_it(words: str) -> None:
    assert section_of(EXAM, words) is Section.EXAMINATION


def test_what_stands_under_another_label_is_none_of_the_examination() -> None:
    assert section_of(EXAM, "CT scan") is Section.FINDINGS


@pytest.mark.parametrize("text", ["LUNGS: Clear.\nLIVER: Normal.", "NECK: No adenopathy."])
def test_an_organ_under_no_examination_is_what_it_was(text: str) -> None:
    assert section_of(text, text.split("\n")[0][6:]) is not Section.EXAMINATION


@pytest.mark.parametrize("words", ["uncles may", "aged 50", "hemochromatosis"])
def test_a_pronoun_of_a_relative_does_not_end_the_history_of_the_family(words: str) -> None:
    assert section_of(FAMILY, words) is Section.FAMILY_HISTORY


def test_a_sentence_on_the_child_ends_the_history_of_the_family() -> None:
    assert section_of(FAMILY, "fevers") is not Section.FAMILY_HISTORY


@pytest.mark.parametrize(
    ("line", "never"),
    [
        ("NECK: Supple. She has no cervical or supraclavicular adenopathy.", "cervical"),
        ("EXTREMITIES: I do not palpate any bony abnormalities.", "bony"),
        ("CN: In neutral gaze, the right eye deviated laterally.", "neutral"),
        ("GEN EXAM: Fine, except for an old finger scar.", "except"),
    ],
)
def test_what_an_examination_denies_or_leaves_open_is_not_stated(line: str, never: str) -> None:
    found = extracted("Sample Hospital", "Note", "Date: 08/21/2023", "", "PHYSICAL EXAM:", line)
    assert not [one.name for one in found if never in one.name and one.assertion is Assertion.STATED]
