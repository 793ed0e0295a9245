"""The same ingest into a bucket: what a folder does, an object store does too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from consilium.actions.cases import case_to_fill
from consilium.actions.ingest import Options, ingest
from consilium.actions.opened import Installation
from consilium.actions.verify import verify
from consilium.casebook.models import InputFile
from consilium.domain.viewer import OPERATOR
from consilium.vault.stores import PackStore
from tests.papers import folder_of_records


def test_records_in_a_bucket_are_read_and_verify(
    installation: Installation, s3_store: PackStore, tmp_path: Path
) -> None:
    there = replace(installation, store=s3_store)
    folder = folder_of_records(tmp_path / "records")
    outcome = ingest(case_to_fill(there, OPERATOR, "c", None), Options([str(folder)]))
    assert outcome.added == InputFile.objects.count() == 16
    checked = list(verify(outcome.case))
    assert len(checked) > 10
    assert [one for one in checked if one.problem] == []
    again = ingest(outcome.case, Options([str(folder)]))
    assert (again.added, again.known) == (0, 13)


@pytest.mark.parametrize("lanes", [1, 4])
def test_any_number_of_lanes_gives_the_same_ends(installation: Installation, tmp_path: Path, lanes: int) -> None:
    folder = folder_of_records(tmp_path / "records")
    outcome = ingest(case_to_fill(installation, OPERATOR, "c", None), Options([str(folder)], lanes=lanes))
    rows = InputFile.objects.filter(case=outcome.case.row)
    assert sorted(rows.values_list("ended", flat=True)) == sorted(
        ["read"] * 12 + ["duplicate", "other_child", "unreadable", "unreadable"]
    )
