"""What a frightened person reads first is easy in both languages: pages 1 and 2, the clock, the case's first page."""

from __future__ import annotations

import re

import pytest

from consilium.knowledge.catalog import load
from tests.reading import grade, inflesz

AREAS = ("wait", "teamline", "casehome", "start", "waiting", "urgency", "newcase")
MOST_WORDS = 26


def said(area: str, language: str) -> list[str]:
    """Its sentences, each ended, with a number in the place of each argument."""
    texts = (text for code, text in load(language).items() if code.startswith(f"{area}."))
    filled = (re.sub(r"\{[^}]*\}", "5", text) for text in texts)
    return [text if text[-1] in ".?!)" else f"{text}." for text in filled]


@pytest.mark.parametrize("area", AREAS)
def test_each_area_is_at_grade_eight_or_below_and_easy_in_spanish(area: str) -> None:
    assert grade(" ".join(said(area, "en"))) <= 8
    assert inflesz(" ".join(said(area, "es"))) >= 65


@pytest.mark.parametrize("area", AREAS)
def test_each_english_sentence_is_at_grade_eight_or_below(area: str) -> None:
    assert [text for text in said(area, "en") if len(text.split()) > 4 and grade(text) > 8] == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("area", AREAS)
def test_each_sentence_is_short(area: str, language: str) -> None:
    every = [one for text in said(area, language) for one in re.split(r"(?<=[.!?:;])\s", text)]
    assert [one for one in every if len(one.split()) > MOST_WORDS] == []


@pytest.mark.parametrize("area", AREAS)
def test_no_sentence_says_that_waiting_is_safe(area: str) -> None:
    """Where "safe to wait" or "can wait" stands, it is a question, a quotation of the team, or a denial."""
    for text in said(area, "en"):
        assert not re.search(r"\byou (can|may) wait\b|\bit is safe\b(?! to wait)", text, re.IGNORECASE)
        if "is safe to wait" in text:
            assert "not mean that it is safe to wait" in text
