"""What became of a specimen in the laboratory: the blocks that were made of it (`3 blocks`, `bloques A1-A4`), and what
was sent on for tests."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Paper, Section
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.findings.tissue.specimenwords import SpecimenWords
from consilium.domain.phrases import words_of

_COUNTED = re.compile(
    r"\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|"
    r"diez) (?:paraffin |parafina )?(?:blocks|bloques)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:blocks?|bloques?):? ([A-Z]?\d{1,3}(?:\s?(?:-|to|a|,)\s?[A-Z]?\d{1,3}){0,9})(?![\w-]*\d)", re.IGNORECASE
)


def blocks_of(paper: Paper) -> str:
    """How many blocks were made, or which, as written."""
    for clause in paper.clauses:
        found = _COUNTED.search(clause.text) or _LISTED.search(clause.text)
        if found and (found[1][0].isdigit() or found[1][0].isupper()):
            return found[1]
    return ""


def sent_for_tests(paper: Paper, words: SpecimenWords) -> str:
    """What was sent on for tests, as the gross description says it."""
    for clause in paper.clauses:
        if clause.section in (Section.GROSS, Section.SPECIMEN) and len(words_of(clause.text)) < 60:
            for span in spans_in(clause, words.sent):
                return clause.text[span.start :].strip()[:160]
    return ""
