"""A reaction to an infusion is an allergy only where the paper calls it one; an entry that a paper corrects."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from tests.domain.findings.onepaper import extracted


@pytest.mark.parametrize(
    "text",
    [
        "Grade 1 infusion reaction to brentuximab (flushing, itching), settled with diphenhydramine.",
        "Infusion-related reaction to rituximab: hives, settled after slowing the rate.",
        "She had a reaction to the first rituximab infusion with rigors and rash.",
        "Grade 2 infusion reaction to dinutuximab: hives and cough.",
        "Reacción infusional a rituximab (urticaria), cedió con difenhidramina.",
        "Reacción a la infusión de brentuximab con prurito y enrojecimiento.",
    ],
)
def test_a_reaction_to_an_infusion_is_no_allergy(text: str) -> None:
    assert [one.name for one in extracted(text) if one.kind is Kind.ALLERGY] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Allergic reaction to the infusion of carboplatin with hives.", "carboplatin"),
        ("Hypersensitivity reaction to carboplatin infusion, hives.", "carboplatin"),
        ("Infusion reaction to carboplatin on 3 March; allergy entered in the chart.", "carboplatin"),
        ("Allergies: rituximab (infusion reaction).", "rituximab"),
        ("Reacción alérgica a la infusión de carboplatino, con ronchas.", "carboplatin"),
        ("Hives with amoxicillin in 2025.", "amoxicillin"),
    ],
)
def test_what_the_paper_calls_an_allergy_is_one(text: str, name: str) -> None:
    assert [one.name for one in extracted(text) if one.kind is Kind.ALLERGY] == [name]


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        (
            'Hives with amoxicillin in 2025; earlier entry "no known drug allergies" corrected today.',
            True,
        ),
        ("Urticaria con amoxicilina en 2025; se corrige la nota previa de sin alergias conocidas.", True),
        ("Mother reports hives with amoxicillin in 2025; dose corrected today.", False),
    ],
)
def test_a_paper_that_corrects_an_entry_of_none_says_so(text: str, *, corrected: bool) -> None:
    (found,) = [one for one in extracted(text) if one.kind is Kind.ALLERGY]
    assert (found.detail.get("corrects") == "yes") is corrected
