"""A letter with a paragraph in a language that is not read: the rest is read, and the first page of the summary and
START-HERE say that there is more. All people are synthetic."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.actions import clinical, packet
from consilium.knowledge.catalog import LANGUAGES, catalog
from tests.actions.conftest import Add
from tests.papers import letter, write

GERMAN = (
    "Wir berichten über das Kind, das sich bei uns in der Klinik befand. Es erhielt Cisplatin und wurde nach Hause "
    "entlassen. Die Eltern wurden über das Ergebnis der Untersuchung aufgeklärt und haben keine weiteren Fragen."
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_passed_over_is_said_first(add: Add, tmp_path: Path, language: str) -> None:
    words = "She was given vincristine 1.5 mg/m2 on 11 March 2024 and she is now at home with her family. "
    case = add(write(tmp_path / "records", {"letter.txt": letter(words=words + GERMAN)}), case="c").case
    names = {one.finding.name for one in clinical.filled(case, language).case.findings}
    assert "vincristine" in names
    assert "cisplatin" not in names
    packet.write(case, tmp_path / "packet", language)
    texts = catalog(language)
    german = texts.named("languages", "de")
    start = (tmp_path / "packet" / "START-HERE.html").read_text("utf-8")
    assert texts.text("packet.eye_partly_foreign", count=1) in start
    assert texts.text("findings.other_language_part", language="de") in start
    assert german in (tmp_path / "packet" / "summary.html").read_text("utf-8")
    assert texts.text("summary.left_language_part", count=1, records="R1") in (
        tmp_path / "packet" / "summary.html"
    ).read_text("utf-8")
