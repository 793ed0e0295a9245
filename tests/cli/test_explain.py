"""`explain` as who writes rules uses it: rule by rule, nothing stored, one line for what can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import consilium
from tests.papers import letter, write


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ("changed by days.nocalendar.", "dropped by ")), ("es", ("cambiado por days.nocalendar.", "quitado por "))],
)
def test_it_names_the_rule_of_each_statement_and_stores_nothing(
    tmp_path: Path, language: str, said: tuple[str, str]
) -> None:
    words = "Platelets 84 on 31/02/2024. Received doxorubicin 25 mg/m2 on 4 March 2024. It was given: doxorubicin."
    folder = write(tmp_path / "records", {"a.txt": letter(words=words), "b.txt": b""})
    done = consilium(tmp_path / "home", "explain", str(folder / "a.txt"), "--lang", language)
    assert done.returncode == 0, done.stderr
    assert "<- topics.chemotherapy" in done.stdout
    assert all(text in done.stdout for text in said)
    assert "Synthetic record" not in done.stdout
    untold = consilium(tmp_path / "home", "explain", str(folder / "a.txt"), "--untold").stdout
    assert "Synthetic record" in untold
    assert not list((tmp_path / "home").rglob("*.pack"))
    assert consilium(tmp_path / "home", "explain", str(folder / "b.txt")).returncode == 1
