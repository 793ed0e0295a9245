"""Lines that the program is not sure of: shown apart on a record's page, and a line like others once confirmed."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from django.test import Client

from consilium.actions.clinical import filled
from consilium.actions.documents import findings_in
from consilium.actions.ingest import Options, ingest
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import operator
from consilium.actions.snapshot import snapshot
from consilium.casebook.models import InputFile
from consilium.domain.findings import Finding, Kind, Origin
from consilium.domain.records import Citation
from tests.papers import letter, write
from tests.web.cast import BACKEND

NAME = "glarb"
SUGGESTION = Finding(Kind.CONDITION, NAME, citations=(Citation(NAME, 1),), origin=Origin.SUGGESTED)


@pytest.mark.parametrize(
    ("language", "heading", "unsure"),
    [
        ("en", "1 line that we are not sure of", "The program is not sure of this line."),
        ("es", "1 línea de la que no estamos seguros", "El programa no está seguro de esta línea."),
    ],
)
def test_a_suggested_line_is_shown_apart_until_a_person_confirms_it(
    installation: Installation, case: OpenCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    language: str, heading: str, unsure: str,
) -> None:  # fmt: skip
    def read(case: OpenCase, row: InputFile) -> tuple[Finding, ...]:
        of_rules = (one for one in findings_in(case, row) if one.origin is not Origin.SUGGESTED)
        return (*of_rules, SUGGESTION)

    monkeypatch.setattr(importlib.import_module("consilium.actions.clinical.fill"), "findings_in", read)
    client = Client(headers={"Accept-Language": language})
    client.force_login(operator(installation), BACKEND)
    folder = write(
        tmp_path / "records", {"letter.txt": letter(words=f"Hemoglobin 9.8 g/dL. The {NAME} was spoken of.")}
    )
    opened = ingest(case, Options([str(folder)])).case
    record = snapshot(opened, language).pages.records[0]
    [one] = filled(opened, language).case.suggested
    page, there = f"/case/{case.id}/record/{record.id}/", f"/case/{case.id}/finding/{one.key}/"
    shown = client.get(page).content.decode()
    assert heading in shown
    assert there in shown
    records, of_case = f"/case/{case.id}/records/", f"/case/{case.id}/records/unsure/"
    assert of_case in client.get(records).content.decode()
    assert there in client.get(of_case).content.decode()
    statement = client.get(there).content.decode()
    assert unsure in statement
    answer = client.post(there, {"verdict": "confirmed", "seen": "0", "by": "Dr. Ngozi Okafor-Example"})
    assert answer.status_code == 302
    assert heading not in client.get(page).content.decode()
    assert unsure not in client.get(there).content.decode()
    assert of_case not in client.get(records).content.decode()
    assert there not in client.get(of_case).content.decode()
    assert [found.key for found in filled(opened, language).case.findings if found.finding.name == NAME] == [one.key]
