"""A person says on a statement's page that a medicine is not taken any more, or is again."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from consilium.actions.clinical import filled
from consilium.actions.ingest import Options, ingest
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import operator
from consilium.domain.findings import Kind
from tests.papers import letter, write
from tests.web.cast import BACKEND


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Current medications: levetiracetam 250 mg twice daily.", "past"),
        ("Levetiracetam 250 mg twice daily was stopped in May.", "current"),
    ],
)
def test_whether_a_medicine_is_taken_is_a_persons_word(
    installation: Installation, case: OpenCase, tmp_path: Path, words: str, said: str
) -> None:
    client = Client()
    client.force_login(operator(installation), BACKEND)
    opened = ingest(case, Options([str(write(tmp_path / "records", {"letter.txt": letter(words=words)}))])).case
    (one,) = filled(opened, "en").case.of(Kind.MEDICINE)
    assert one.shown.detail["state"] != said
    there = f"/case/{case.id}/finding/{one.key}/"
    shown = one.shown
    fields = {"name": shown.name, "value": shown.value, "unit": shown.unit, "said": "stated", "side": "", "state": said}
    assert 'name="state"' in client.get(there).content.decode()
    answer = client.post(there, {**fields, "verdict": "corrected", "seen": "0", "by": "Dr. Ngozi Okafor-Example"})
    assert answer.status_code == 302
    (one,) = filled(opened, "en").case.of(Kind.MEDICINE)
    assert one.shown.detail["state"] == said
    assert one.shown.detail["dose"] == "250 mg"
