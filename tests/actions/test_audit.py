"""The audit: nothing is opened without a line, and a changed, removed or inserted line is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from consilium.actions import audit
from consilium.actions.opened import Installation, case_named, now
from consilium.casebook.models import AuditEvent, AuditTree
from consilium.domain.viewer import OPERATOR
from tests.actions.conftest import Add
from tests.papers import letter, write


@pytest.fixture
def lines(add: Add, installation: Installation, tmp_path: Path) -> int:
    """A case with a few acts behind it; how many."""
    add(write(tmp_path / "records", {"a.txt": letter()}), case="c")
    with transaction.atomic():
        audit.record(OPERATOR, "case.looked", None, now())
    assert audit.sign(installation.home, installation.keys)
    return AuditEvent.objects.count()


def whole(installation: Installation) -> bool:
    return audit.check(installation.home, installation.keys)[0]


def test_an_untouched_log_is_whole(lines: int, installation: Installation) -> None:
    assert lines >= 3
    assert audit.check(installation.home, installation.keys) == (True, lines)


def test_opening_a_case_leaves_a_line(lines: int, installation: Installation) -> None:
    assert case_named(installation, OPERATOR, "c", "case.opened") is not None
    assert AuditEvent.objects.count() == lines + 1


def test_a_changed_line_is_found(lines: int, installation: Installation) -> None:
    first = AuditEvent.objects.get(number=0)
    AuditEvent.objects.filter(number=0).update(body=bytes(first.body).replace(b"operator", b"somebody"))
    assert not whole(installation)


def test_a_line_that_is_cut_off_the_end_is_found(lines: int, installation: Installation) -> None:
    AuditEvent.objects.get(number=lines - 1).delete()
    assert not whole(installation)


def test_a_line_taken_out_of_the_middle_is_found(lines: int, installation: Installation) -> None:
    AuditEvent.objects.get(number=1).delete()
    assert not whole(installation)


def test_no_line_holds_a_name(lines: int) -> None:
    assert not any(b"Muestra" in bytes(event.body) for event in AuditEvent.objects.all())


def test_a_log_that_was_rewritten_from_its_first_line_is_found(lines: int, installation: Installation) -> None:
    AuditEvent.objects.all().delete()
    AuditTree.objects.all().delete()
    with transaction.atomic():
        for _ in range(lines):
            audit.record(OPERATOR, "nothing.happened", None, now())
    assert not whole(installation)
    assert not audit.sign(installation.home, installation.keys)


def test_a_forged_checkpoint_is_found(lines: int, installation: Installation) -> None:
    note = installation.home / "audit" / "checkpoint"
    note.write_text(note.read_text("utf-8").replace("\n" + str(lines) + "\n", "\n1\n"), "utf-8")
    assert not whole(installation)
