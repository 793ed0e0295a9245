"""Many rows at once, without Django's instances."""

from __future__ import annotations

from uuid import uuid4

import pytest

from consilium.casebook.bulk import insert
from consilium.casebook.models import Blob, Case, Run
from consilium.casebook.models.packs import Pack


@pytest.fixture
def pack(transactional_db: None) -> Pack:
    from datetime import UTC, datetime

    then = datetime(2024, 3, 5, tzinfo=UTC)
    case = Case.objects.create(id=uuid4(), created=then, name_key=b"k" * 32, sealed=b"s")
    run = Run.objects.create(case=case, started=then)
    return Pack.objects.create(name=f"{case.id.hex}/{'0' * 64}", case=case, run=run)


def test_a_name_that_is_no_column_is_refused(pack: Pack) -> None:
    with pytest.raises(ValueError, match="colour"):
        insert(Blob, [{"case_id": pack.case_id, "colour": "red"}])
    assert not Blob.objects.exists()


def test_rows_are_those_that_django_would_make(pack: Pack) -> None:
    own = uuid4()
    row = {"case_id": pack.case_id, "pack_id": pack.name, "offset": 48, "length": 3}
    insert(Blob, [{**row, "id": own, "name": b"a" * 32}, {**row, "name": b"b" * 32}])
    one, other = Blob.objects.order_by("name")
    assert (one.id, one.case_id, one.pack_id, bytes(one.name), one.offset, one.length) == (
        own,
        pack.case_id,
        pack.name,
        b"a" * 32,
        48,
        3,
    )
    assert other.id not in (own, None)  # the field's default
    assert other.pack == pack


def test_no_rows_are_no_statement(pack: Pack) -> None:
    insert(Blob, [])
    assert not Blob.objects.exists()
